#include "cutoff-private.h"

#include <math.h>

#include "link.h"

struct _LimenCutoff
{
  GObject parent_instance;
  LimenCutoffData data;
};

enum
{
  PROP_0,
  PROP_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimenCutoff, limen_cutoff, G_TYPE_OBJECT)

static void
limen_cutoff_get_property (GObject *object, guint id, GValue *value,
                           GParamSpec *pspec)
{
  if (id == PROP_NAME)
    g_value_set_string (value, LIMEN_CUTOFF (object)->data.name);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_cutoff_set_property (GObject *object, guint id, const GValue *value,
                           GParamSpec *pspec)
{
  if (id == PROP_NAME)
    limen_cutoff_set_name (LIMEN_CUTOFF (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_cutoff_finalize (GObject *object)
{
  limen_cutoff_data_clear (&LIMEN_CUTOFF (object)->data);
  G_OBJECT_CLASS (limen_cutoff_parent_class)->finalize (object);
}

static void
limen_cutoff_class_init (LimenCutoffClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = limen_cutoff_get_property;
  object_class->set_property = limen_cutoff_set_property;
  object_class->finalize = limen_cutoff_finalize;
  properties[PROP_NAME] = g_param_spec_string (
      "name", NULL, NULL, "",
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limen_cutoff_init (LimenCutoff *self)
{
}

/* Frees what the data own. */
void
limen_cutoff_data_clear (LimenCutoffData *data)
{
  g_clear_pointer (&data->name, g_free);
  g_clear_pointer (&data->class_name, g_free);
  g_clear_pointer (&data->objective, g_free);
  g_clear_pointer (&data->file, g_free);
  g_clear_pointer (&data->sha256, g_free);
}

/* A cutoff of these data, which are moved into it. */
LimenCutoff *
limen_cutoff_new_from_data (LimenCutoffData *data)
{
  LimenCutoff *self = g_object_new (LIMEN_TYPE_CUTOFF, NULL);

  self->data = *data;
  *data = (LimenCutoffData){ 0 };
  return self;
}

static void
take_metrics (LimenCutoffData *data, const LimenObjective *objective)
{
  LimenCosts costs
      = objective != NULL ? objective->costs : LIMEN_COSTS_DEFAULT;

  for (int i = 0; i < LIMEN_N_METRICS; i++)
    data->metrics[i] = limen_metric_value ((LimenMetric){ i, 1 },
                                           data->confusion, costs);
}

static void
take_objective (LimenCutoffData *data, const LimenObjective *objective)
{
  char text[LIMEN_OBJECTIVE_SIZE];

  data->value = NAN;
  if (objective == NULL)
    return;
  data->objective
      = g_strdup (limen_objective_format (objective, text, sizeof text));
  data->value = limen_objective_value (objective, objective->metric,
                                       data->confusion);
}

/* The cutoff at a threshold of a class. `objective` is what led there, or NULL
 * where the threshold was set by hand. Nothing is kept. */
LimenCutoff *
limen_cutoff_new (const char *name, LimenOneVsRest *class, double threshold,
                  const LimenObjective *objective)
{
  LimenDataset *dataset = limen_one_vs_rest_get_dataset (class);
  const LimenPredictions *numbers = limen_one_vs_rest_get_numbers (class);
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  gsize candidate = limen_sweep_find (sweep, threshold);
  LimenCutoffData data = {
    .name = g_strdup (name),
    .class_name = g_strdup (limen_one_vs_rest_get_name (class)),
    .task = limen_dataset_get_predictions (dataset)->task,
    .kind = numbers->kind,
    .undone = limen_dataset_get_undone (dataset),
    .threshold = threshold,
    .low = limen_sweep_get_low (sweep, candidate),
    .high = limen_sweep_get_score (sweep, candidate),
    .confusion = limen_sweep_get_confusion (sweep, candidate),
    .n_rows = numbers->n_rows,
    .n_rejected = limen_dataset_get_n_rejected (dataset),
    .file = g_strdup (limen_dataset_get_name (dataset)),
    .sha256 = g_strdup (limen_dataset_get_sha256 (dataset)),
  };

  take_objective (&data, objective);
  take_metrics (&data, objective);
  return limen_cutoff_new_from_data (&data);
}

/* All that it is; owned by the cutoff. */
const LimenCutoffData *
limen_cutoff_get_data (LimenCutoff *self)
{
  return &self->data;
}

/* What the user calls it; owned by the cutoff. */
const char *
limen_cutoff_get_name (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NULL);

  return self->data.name;
}

/* Renames it. */
void
limen_cutoff_set_name (LimenCutoff *self, const char *name)
{
  g_return_if_fail (LIMEN_IS_CUTOFF (self));
  g_return_if_fail (name != NULL);

  if (g_strcmp0 (name, self->data.name) == 0)
    return;
  g_free (self->data.name);
  self->data.name = g_strdup (name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

/* Rows at or above it are positive; in the unit of the scores it was chosen
 * on. */
double
limen_cutoff_get_threshold (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NAN);

  return self->data.threshold;
}

/* The same for scores of another kind. FALSE where there is no way from one to
 * the other, since plain scores stand for no probability. */
gboolean
limen_cutoff_convert_threshold (LimenCutoff *self, LimenKind kind,
                                double *threshold)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), FALSE);

  *threshold
      = limen_score_convert (self->data.kind, kind, self->data.threshold);
  return !isnan (*threshold);
}

/* Every threshold above this ... */
double
limen_cutoff_get_low (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NAN);

  return self->data.low;
}

/* ... and up to this decides every row alike. */
double
limen_cutoff_get_high (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NAN);

  return self->data.high;
}

/* The class that rows above the threshold are given; owned by the cutoff. */
const char *
limen_cutoff_get_class_name (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NULL);

  return self->data.class_name;
}

/* Says what led to it where that is no objective of its class alone, and the
 * value that it has there. */
void
limen_cutoff_set_objective (LimenCutoff *self, const char *objective,
                            double value)
{
  g_return_if_fail (LIMEN_IS_CUTOFF (self));

  g_free (self->data.objective);
  self->data.objective = g_strdup (objective);
  self->data.value = value;
}

/* Joins it to the others of its name, one for each class: the rule says which
 * class a row is given. */
void
limen_cutoff_set_decision (LimenCutoff *self, LimenDecisionRule rule)
{
  g_return_if_fail (LIMEN_IS_CUTOFF (self));

  self->data.has_decision = TRUE;
  self->data.decision = rule;
}

/* The rule that makes one decision of the cutoffs of this name; FALSE where it
 * stands alone. */
gboolean
limen_cutoff_get_decision (LimenCutoff *self, LimenDecisionRule *rule)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), FALSE);

  if (self->data.has_decision)
    *rule = self->data.decision;
  return self->data.has_decision;
}

/* What the file was that it was chosen on. */
LimenTask
limen_cutoff_get_task (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), LIMEN_TASK_BINARY);

  return self->data.task;
}

/* What was taken back from the scores before they were compared. */
LimenUndo
limen_cutoff_get_undone (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), LIMEN_UNDO_NONE);

  return self->data.undone;
}

/* What the scores were. */
LimenKind
limen_cutoff_get_kind (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), LIMEN_KIND_SCORE);

  return self->data.kind;
}

/* The four cells on the rows it was chosen on. */
LimenConfusion
limen_cutoff_get_confusion (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), (LimenConfusion){ 0 });

  return self->data.confusion;
}

/* The name of the file it was chosen on; owned by the cutoff. */
const char *
limen_cutoff_get_file (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NULL);

  return self->data.file;
}

/* The objective that led to it, such as "maximize f1", or NULL where it was
 * set by hand; owned by the cutoff. */
const char *
limen_cutoff_get_objective (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NULL);

  return self->data.objective;
}

/* Of the objective's metric; NaN when set by hand. */
double
limen_cutoff_get_value (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NAN);

  return self->data.value;
}

/* A metric on the rows it was chosen on; NaN where it is undefined. */
double
limen_cutoff_get_metric (LimenCutoff *self, LimenMetric metric)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NAN);

  if (metric.id < LIMEN_N_METRICS)
    return self->data.metrics[metric.id];
  return limen_metric_value (metric, self->data.confusion,
                             LIMEN_COSTS_DEFAULT);
}
