/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoff-private.h"

#include <math.h>

#include "threshold.h"

struct _LimenCutoff
{
  GObject parent_instance;
  LimenCutoffData data;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_NOTE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimenCutoff, limen_cutoff, G_TYPE_OBJECT)

static void
limen_cutoff_get_property (GObject *object, guint id, GValue *value,
                           GParamSpec *pspec)
{
  LimenCutoff *self = LIMEN_CUTOFF (object);

  if (id == PROP_NAME)
    g_value_set_string (value, limen_cutoff_get_name (self));
  else if (id == PROP_NOTE)
    g_value_set_string (value, limen_cutoff_get_note (self));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_cutoff_set_property (GObject *object, guint id, const GValue *value,
                           GParamSpec *pspec)
{
  if (id == PROP_NAME)
    limen_cutoff_set_name (LIMEN_CUTOFF (object), g_value_get_string (value));
  else if (id == PROP_NOTE)
    limen_cutoff_set_note (LIMEN_CUTOFF (object), g_value_get_string (value));
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
  properties[PROP_NOTE] = g_param_spec_string (
      "note", NULL, NULL, NULL,
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limen_cutoff_init (LimenCutoff *self)
{
}

/* Returns a new cutoff with these data. Takes over what they own and zeroes
 * *data. */
LimenCutoff *
limen_cutoff_new_from_data (LimenCutoffData *data)
{
  LimenCutoff *self = g_object_new (LIMEN_TYPE_CUTOFF, NULL);

  self->data = *data;
  *data = (LimenCutoffData){ 0 };
  return self;
}

/* Returns a deep copy of the cutoff. */
LimenCutoff *
limen_cutoff_copy (LimenCutoff *self)
{
  LimenCutoffData data;

  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NULL);

  data = limen_cutoff_data_copy (&self->data);
  return limen_cutoff_new_from_data (&data);
}

/* Returns the data of the cutoff; owned by the cutoff. */
LimenCutoffData *
limen_cutoff_get_data (LimenCutoff *self)
{
  return &self->data;
}

/* Returns the name; owned by the cutoff. */
const char *
limen_cutoff_get_name (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NULL);

  return self->data.name;
}

/* Sets the name, which must not be NULL. */
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

/* Returns the user's note on why the threshold was chosen, or NULL; owned by
 * the cutoff. */
const char *
limen_cutoff_get_note (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NULL);

  return self->data.note;
}

/* Sets the note; NULL or an empty text removes it. */
void
limen_cutoff_set_note (LimenCutoff *self, const char *note)
{
  char **kept;

  g_return_if_fail (LIMEN_IS_CUTOFF (self));

  kept = &self->data.note;
  if (note != NULL && note[0] == '\0')
    note = NULL;
  if (g_strcmp0 (note, *kept) == 0)
    return;
  g_free (*kept);
  *kept = g_strdup (note);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTE]);
}

/* Returns the threshold, in the unit of the scores it was chosen on: rows at
 * or above it are positive. +inf: no row is. */
double
limen_cutoff_get_threshold (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NAN);

  return self->data.edge.threshold;
}

/* Returns the recalibration map applied before the threshold was chosen; NULL:
 * none; owned by the cutoff. */
const LimenRecalibration *
limen_cutoff_get_recalibration (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NULL);

  return self->data.recalibration;
}

/* Returns the threshold on recalibrated probabilities; NaN without a map. */
double
limen_cutoff_get_calibrated_threshold (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NAN);

  return self->data.recalibration != NULL ? self->data.calibrated.threshold
                                          : NAN;
}

/* Returns the lower threshold of the grey zone on recalibrated probabilities;
 * NaN without a map or a grey zone. */
double
limen_cutoff_get_calibrated_refer_from (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NAN);

  return self->data.recalibration != NULL && self->data.has_grey_zone
             ? self->data.calibrated_refer.threshold
             : NAN;
}

/* Returns the lower end (open) of the interval of thresholds that make the
 * same decisions. */
double
limen_cutoff_get_low (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NAN);

  return self->data.edge.low;
}

/* Returns the upper end (closed) of the interval of thresholds that make the
 * same decisions. */
double
limen_cutoff_get_high (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NAN);

  return self->data.edge.high;
}

/* Returns the class of rows at or above the threshold; owned by the cutoff. */
const char *
limen_cutoff_get_class_name (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NULL);

  return self->data.class_name;
}

/* Sets the objective, with its text, and the value that it attained. */
void
limen_cutoff_set_objective (LimenCutoff *self,
                            const LimenCutoffObjective *objective,
                            double value)
{
  g_return_if_fail (LIMEN_IS_CUTOFF (self));

  limen_cutoff_data_set_objective (&self->data, objective, value);
}

/* Makes the cutoff part of the set of cutoffs with its name: one per class,
 * which together give each row one class by `rule`. */
void
limen_cutoff_set_decision (LimenCutoff *self, LimenDecisionRule rule)
{
  g_return_if_fail (LIMEN_IS_CUTOFF (self));

  self->data.decision = rule;
}

/* Gets the decision rule of the cutoff's set; FALSE, with *rule set to
 * LIMEN_N_DECISION_RULES, if the cutoff decides alone. */
gboolean
limen_cutoff_get_decision (LimenCutoff *self, LimenDecisionRule *rule)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), FALSE);

  *rule = self->data.decision;
  return self->data.decision != LIMEN_N_DECISION_RULES;
}

/* Gets the grey zone; FALSE, with *zone untouched, if there is none. */
gboolean
limen_cutoff_get_grey_zone (LimenCutoff *self, LimenCutoffGreyZone *zone)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), FALSE);

  if (self->data.has_grey_zone)
    *zone = (LimenCutoffGreyZone){
      .refer_from = self->data.refer.threshold,
      .low = self->data.refer.low,
      .high = self->data.refer.high,
      .referred_positives = self->data.referred_positives,
      .referred_negatives = self->data.referred_negatives,
      .coverage = self->data.coverage,
      .error = self->data.error,
    };
  return self->data.has_grey_zone;
}

/* Returns the task of the file that the threshold was chosen on, as
 * limen_task_get_said() gives it. */
LimenTask
limen_cutoff_get_task (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), LIMEN_TASK_BINARY);

  return self->data.task;
}

/* Returns the transformation undone before the scores were compared. */
LimenUndo
limen_cutoff_get_undone (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), LIMEN_UNDO_NONE);

  return self->data.undone;
}

/* Whether low scores mean positive in the file that the threshold was chosen
 * on. The cutoff's thresholds, except those on recalibrated probabilities, are
 * then negated; see limen_threshold_reverse(). */
gboolean
limen_cutoff_is_reversed (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), FALSE);

  return self->data.is_reversed;
}

/* Returns the kind of scores that the threshold is for. */
LimenKind
limen_cutoff_get_kind (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), LIMEN_KIND_SCORE);

  return self->data.kind;
}

/* Returns the confusion matrix on the rows that the threshold was chosen on;
 * with a grey zone, of the decided rows. */
LimenConfusion
limen_cutoff_get_confusion (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), (LimenConfusion){ 0 });

  return self->data.confusion;
}

/* Returns the name of the file that the threshold was chosen on, or NULL;
 * owned by the cutoff. */
const char *
limen_cutoff_get_file (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NULL);

  return self->data.file;
}

/* Returns whether the threshold was chosen on other rows than these: on a file
 * with another checksum or, where one is unknown, with another name. FALSE if
 * the file is not known either. */
gboolean
limen_cutoff_is_of_other_rows (LimenCutoff *self, LimenDataset *dataset)
{
  const char *sha256 = limen_dataset_get_sha256 (dataset);

  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), FALSE);

  if (self->data.sha256 != NULL && sha256 != NULL)
    return !g_str_equal (self->data.sha256, sha256);
  return self->data.file != NULL
         && !g_str_equal (self->data.file, limen_dataset_get_name (dataset));
}

/* Returns the text of the objective, such as "maximize f1"; NULL if set by
 * hand. Owned by the cutoff. */
const char *
limen_cutoff_get_objective (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NULL);

  return self->data.objective;
}

/* Returns the structured objective; its type is BY_HAND if only the text is
 * known. Owned by the cutoff. */
const LimenCutoffObjective *
limen_cutoff_get_objective_spec (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NULL);

  return &self->data.objective_spec;
}

/* Returns the value of the objective's metric; NaN if set by hand. */
double
limen_cutoff_get_value (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NAN);

  return self->data.value;
}

/* Returns the prevalence that the metrics are for; NaN: that of the rows. */
double
limen_cutoff_get_target_prevalence (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NAN);

  return self->data.target_prevalence;
}

/* Returns a metric on the rows that the threshold was chosen on, at the target
 * prevalence; NaN if undefined. */
double
limen_cutoff_get_metric (LimenCutoff *self, LimenMetric metric)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NAN);

  if (metric.id < LIMEN_N_METRICS)
    return self->data.metrics[metric.id];
  return limen_metric_value (
      metric,
      limen_confusion_at_prevalence (self->data.confusion,
                                     self->data.target_prevalence),
      LIMEN_COSTS_DEFAULT);
}
