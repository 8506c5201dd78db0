#include "cutoff-private.h"

#include <math.h>

#include "link.h"
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

/* Frees what the data own. */
void
limen_cutoff_data_clear (LimenCutoffData *data)
{
  g_clear_pointer (&data->name, g_free);
  g_clear_pointer (&data->class_name, g_free);
  g_clear_pointer (&data->objective, g_free);
  g_clear_pointer (&data->file, g_free);
  g_clear_pointer (&data->sha256, g_free);
  g_clear_pointer (&data->recalibration, limen_recalibration_free);
  for (int i = 0; i < LIMEN_N_PROVENANCE; i++)
    g_clear_pointer (&data->provenance[i], g_free);
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

/* What is the same for every cutoff of a class. */
static LimenCutoffData
new_data (const char *name, LimenOneVsRest *class)
{
  LimenDataset *dataset = limen_one_vs_rest_get_dataset (class);
  const LimenPredictions *numbers = limen_one_vs_rest_get_numbers (class);

  return (LimenCutoffData){
    .name = g_strdup (name),
    .class_name = g_strdup (limen_one_vs_rest_get_name (class)),
    .task = limen_task_get_said (
        limen_dataset_get_predictions (dataset)->task),
    .kind = numbers->kind,
    .undone = limen_dataset_get_undone (dataset),
    .is_reversed = limen_dataset_is_reversed (dataset),
    .value = NAN,
    .target_prevalence = NAN,
    .n_rows = numbers->n_rows,
    .n_rejected = limen_dataset_get_n_rejected (dataset),
    .file = g_strdup (limen_dataset_get_name (dataset)),
    .sha256 = g_strdup (limen_dataset_get_sha256 (dataset)),
  };
}

static void
take_objective (LimenCutoffData *data, const LimenObjective *objective,
                const LimenSweep *sweep, gsize candidate)
{
  char text[LIMEN_OBJECTIVE_SIZE];

  data->objective
      = g_strdup (limen_objective_format (objective, text, sizeof text));
  data->value = limen_objective_value_at (objective, objective->metric, sweep,
                                          candidate);
}

/* What a threshold does on the rows, its metrics as an objective sees them. */
static LimenCutoffData
new_data_at (const char *name, LimenOneVsRest *class, double threshold,
             const LimenObjective *view)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  gsize candidate = limen_sweep_find (sweep, threshold);
  LimenCutoffData data = new_data (name, class);

  data.threshold = threshold;
  data.low = limen_sweep_get_low (sweep, candidate);
  data.high = limen_sweep_get_score (sweep, candidate);
  data.confusion = limen_sweep_get_confusion (sweep, candidate);
  data.target_prevalence = view->prevalence;
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    data.metrics[i] = limen_objective_value_at (view, (LimenMetric){ i, 1 },
                                                sweep, candidate);
  return data;
}

/* A way from probabilities back to the scores that a map made them of. */
typedef struct
{
  const LimenRecalibration *map;
  LimenPredictions source;
  const double *probabilities;
} WayBack;

/* The scores that a threshold for their probabilities parts: the largest of
 * those below, and the smallest of the others. */
static void
find_interval (const WayBack *way, double calibrated, LimenGreyZoneEdge *edge)
{
  edge->low = -INFINITY;
  edge->high = INFINITY;
  for (gsize i = 0; i < way->source.n_rows; i++)
    if (way->probabilities[i] >= calibrated)
      edge->high = fmin (edge->high, way->source.scores[0][i]);
    else
      edge->low = fmax (edge->low, way->source.scores[0][i]);
  if (edge->low >= edge->high) /* the map was rounded */
    edge->low = nextafter (edge->high, -INFINITY);
}

/* A threshold in the probabilities of a map; +inf stays +inf. */
static double
map_threshold (const LimenRecalibration *map, double threshold)
{
  return threshold == INFINITY ? INFINITY
                               : limen_recalibration_apply (map, threshold);
}

/* The score at which the map reaches a threshold for its probabilities, if
 * that lies strictly between the two scores around it in single precision,
 * too; else limen_threshold_between() these. */
static double
invert_between (const LimenRecalibration *map, double calibrated,
                double below, double above)
{
  double low, high;

  if (calibrated == INFINITY)
    return INFINITY;
  if (limen_recalibration_invert (map, calibrated, &low, &high)
      && isfinite (low) && low < above
      && limen_threshold_is_safe (low, below, above))
    return low;
  return limen_threshold_between (below, above, LIMEN_KEEP_EITHER);
}

static LimenGreyZoneEdge
find_edge (const WayBack *way, double calibrated)
{
  LimenGreyZoneEdge edge = { 0 };

  find_interval (way, calibrated, &edge);
  edge.threshold = invert_between (way->map, calibrated, edge.low, edge.high);
  return edge;
}

/* The lower threshold of a grey zone goes back like the upper one, above which
 * rounding may not put it. */
static void
take_recalibrated_grey_zone (LimenCutoffData *data, const WayBack *way)
{
  LimenCutoffGreyZone *zone = &data->grey_zone;
  LimenGreyZoneEdge edge = find_edge (way, zone->refer_from);

  data->calibrated_refer_from = zone->refer_from;
  data->calibrated_refer_low = zone->low;
  data->calibrated_refer_high = zone->high;
  zone->refer_from = fmin (edge.threshold, data->threshold);
  zone->low = edge.low;
  zone->high = edge.high;
}

/* Goes from the scale of the probabilities back to that of the scores. */
static void
take_recalibration (LimenCutoffData *data, LimenOneVsRest *class)
{
  WayBack way = {
    .map = limen_one_vs_rest_get_recalibration (class),
    .source = limen_one_vs_rest_get_source (class),
    .probabilities = limen_one_vs_rest_get_numbers (class)->scores[0],
  };
  LimenGreyZoneEdge edge;

  if (way.map == NULL)
    return;
  data->recalibration = limen_recalibration_ref (way.map);
  data->kind = way.source.kind;
  data->calibrated_threshold = data->threshold;
  data->calibrated_low = data->low;
  data->calibrated_high = data->high;
  edge = find_edge (&way, data->threshold);
  data->threshold = edge.threshold;
  data->low = edge.low;
  data->high = edge.high;
  if (data->has_grey_zone)
    take_recalibrated_grey_zone (data, &way);
}

/* The cutoff at a threshold of a class. `objective` is what led there, or NULL
 * where the threshold was set by hand. Of a class that is recalibrated it is a
 * threshold for the probabilities, and the cutoff has it for the scores as
 * well. Nothing is kept. */
LimenCutoff *
limen_cutoff_new (const char *name, LimenOneVsRest *class, double threshold,
                  const LimenObjective *objective)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  LimenCutoffData data;

  if (objective == NULL)
    return limen_cutoff_new_by_hand (name, class, threshold, NAN);
  data = new_data_at (name, class, threshold, objective);
  take_objective (&data, objective, sweep,
                  limen_sweep_find (sweep, threshold));
  take_recalibration (&data, class);
  return limen_cutoff_new_from_data (&data);
}

/* The cutoff at a threshold that no objective led to, its metrics those of a
 * population of this prevalence; NaN: that of the rows. Nothing is kept. */
LimenCutoff *
limen_cutoff_new_by_hand (const char *name, LimenOneVsRest *class,
                          double threshold, double prevalence)
{
  LimenObjective view = limen_objective_new_view (
      limen_one_vs_rest_get_sweep (class), LIMEN_COSTS_DEFAULT, prevalence);
  LimenCutoffData data = new_data_at (name, class, threshold, &view);

  take_recalibration (&data, class);
  return limen_cutoff_new_from_data (&data);
}

/* The first candidate whose score has at least a probability by a map that
 * rises. */
static gsize
find_mapped (const LimenSweep *sweep, const LimenRecalibration *map,
             double calibrated)
{
  gsize first = 0, end = limen_sweep_get_n_scores (sweep);

  while (first < end)
    {
      gsize middle = first + (end - first) / 2;

      if (limen_recalibration_apply (
              map, limen_sweep_get_score (sweep, middle))
          >= calibrated)
        end = middle;
      else
        first = middle + 1;
    }
  return first;
}

/* The interval of a candidate on the scale of the probabilities. */
static void
map_interval (const LimenSweep *sweep, const LimenRecalibration *map,
              gsize candidate, double *low, double *high)
{
  double below = limen_sweep_get_low (sweep, candidate);
  double above = limen_sweep_get_score (sweep, candidate);

  *low = isfinite (below) ? limen_recalibration_apply (map, below) : below;
  *high = isfinite (above) ? limen_recalibration_apply (map, above) : above;
}

/* What the cutoff of a candidate is on the scale of the probabilities. */
static void
take_map (LimenCutoffData *data, const LimenSweep *sweep,
          const LimenRecalibration *map, gsize candidate, double calibrated)
{
  data->recalibration = limen_recalibration_ref (map);
  data->calibrated_threshold = calibrated;
  map_interval (sweep, map, candidate, &data->calibrated_low,
                &data->calibrated_high);
}

/* The threshold that decides the scores of a class, which is not
 * recalibrated, as another one does once a map that rises has made
 * probabilities of both: that one itself, but where the map is flat and scores
 * below it become as probable. In O(log n). */
double
limen_cutoff_settle_threshold (LimenOneVsRest *class,
                               const LimenRecalibration *map,
                               double threshold)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  double calibrated = map_threshold (map, threshold);
  gsize candidate = find_mapped (sweep, map, calibrated);

  if (candidate == limen_sweep_find (sweep, threshold))
    return threshold;
  return invert_between (map, calibrated,
                         limen_sweep_get_low (sweep, candidate),
                         limen_sweep_get_score (sweep, candidate));
}

/* The cutoff at a threshold for the scores of a class that is not
 * recalibrated, with a map that rises: as if it had been chosen on the
 * probabilities that the map makes of them. In O(log n) of the rows. Scores
 * that the map makes one probability are decided like the lowest of them; an
 * objective (NULL: the threshold was set by hand) then does not stand behind
 * it any more, and the metrics are those of a population of this prevalence;
 * NaN: that of the rows. Nothing is kept. */
LimenCutoff *
limen_cutoff_new_with_map (const char *name, LimenOneVsRest *class,
                           double threshold, const LimenRecalibration *map,
                           const LimenObjective *objective, double prevalence)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  const LimenObjective view
      = limen_objective_new_view (sweep, LIMEN_COSTS_DEFAULT, prevalence);
  double settled = limen_cutoff_settle_threshold (class, map, threshold);
  gsize candidate = limen_sweep_find (sweep, settled);
  LimenCutoffData data;

  if (candidate != limen_sweep_find (sweep, threshold))
    objective = NULL;
  data = new_data_at (name, class, settled,
                      objective != NULL ? objective : &view);
  if (objective != NULL)
    take_objective (&data, objective, sweep, candidate);
  take_map (&data, sweep, map, candidate,
            map_threshold (map, threshold));
  return limen_cutoff_new_from_data (&data);
}

/* Adds a map that rises to a cutoff with a grey zone of a class that is not
 * recalibrated, as if both of its thresholds had been chosen on the
 * probabilities. They must be what the two given here settle at. The map is
 * copied. In O(log n). */
void
limen_cutoff_take_map (LimenCutoff *self, LimenOneVsRest *class,
                       const LimenRecalibration *map, double refer_from,
                       double threshold)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  LimenCutoffData *data;

  g_return_if_fail (LIMEN_IS_CUTOFF (self));
  g_return_if_fail (self->data.has_grey_zone);
  g_return_if_fail (self->data.recalibration == NULL);

  data = &self->data;
  take_map (data, sweep, map, limen_sweep_find (sweep, data->threshold),
            map_threshold (map, threshold));
  data->calibrated_refer_from = map_threshold (map, refer_from);
  map_interval (sweep, map,
                limen_sweep_find (sweep, data->grey_zone.refer_from),
                &data->calibrated_refer_low, &data->calibrated_refer_high);
}

/* What a grey zone does on the rows, as an objective sees it. */
static LimenCutoffData
new_data_of_grey_zone (const char *name, LimenOneVsRest *class,
                       const LimenGreyZoneObjective *view,
                       const LimenGreyZone *zone)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  LimenCutoffData data = new_data (name, class);

  data.threshold = zone->positive_from.threshold;
  data.low = zone->positive_from.low;
  data.high = zone->positive_from.high;
  data.confusion = zone->confusion;
  data.target_prevalence = view->prevalence;
  data.has_grey_zone = TRUE;
  data.grey_zone = (LimenCutoffGreyZone){
    .refer_from = zone->refer_from.threshold,
    .low = zone->refer_from.low,
    .high = zone->refer_from.high,
    .referred_positives = zone->referred_positives,
    .referred_negatives = zone->referred_negatives,
    .coverage = zone->coverage,
    .error = zone->error,
  };
  take_recalibration (&data, class);
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    data.metrics[i] = limen_grey_zone_metric (view, sweep, zone,
                                              (LimenMetric){ i, 1 });
  return data;
}

/* The cutoff of a grey zone, which an objective led to. Its threshold is the
 * upper one; the lower one says from where on rows are referred. Of a class
 * that is recalibrated both are for the probabilities, likewise. The metric
 * `cost` is that of all rows. */
LimenCutoff *
limen_cutoff_new_with_grey_zone (const char *name, LimenOneVsRest *class,
                                 const LimenGreyZoneObjective *objective,
                                 const LimenGreyZone *zone)
{
  LimenCutoffData data = new_data_of_grey_zone (name, class, objective, zone);
  char text[LIMEN_OBJECTIVE_SIZE];

  data.objective = g_strdup (
      limen_grey_zone_objective_format (objective, text, sizeof text));
  data.value = limen_grey_zone_objective_value (objective, zone);
  return limen_cutoff_new_from_data (&data);
}

/* The same of a zone that no objective led to, seen with the costs and in the
 * population of one. */
LimenCutoff *
limen_cutoff_new_with_grey_zone_by_hand (const char *name,
                                         LimenOneVsRest *class,
                                         const LimenGreyZoneObjective *view,
                                         const LimenGreyZone *zone)
{
  LimenCutoffData data = new_data_of_grey_zone (name, class, view, zone);

  return limen_cutoff_new_from_data (&data);
}

/* Another one that is the same. */
LimenCutoff *
limen_cutoff_copy (LimenCutoff *self)
{
  LimenCutoffData data;

  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NULL);

  data = self->data;
  data.name = g_strdup (data.name);
  data.class_name = g_strdup (data.class_name);
  data.objective = g_strdup (data.objective);
  data.file = g_strdup (data.file);
  data.sha256 = g_strdup (data.sha256);
  data.recalibration = limen_recalibration_ref (data.recalibration);
  for (int i = 0; i < LIMEN_N_PROVENANCE; i++)
    data.provenance[i] = g_strdup (data.provenance[i]);
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

/* Why it was chosen, in the user's words, or NULL; owned by the cutoff. */
const char *
limen_cutoff_get_note (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NULL);

  return self->data.provenance[LIMEN_PROVENANCE_NOTE];
}

/* Changes the note; NULL or an empty text: there is none. */
void
limen_cutoff_set_note (LimenCutoff *self, const char *note)
{
  char **kept;

  g_return_if_fail (LIMEN_IS_CUTOFF (self));

  kept = &self->data.provenance[LIMEN_PROVENANCE_NOTE];
  if (note != NULL && note[0] == '\0')
    note = NULL;
  if (g_strcmp0 (note, *kept) == 0)
    return;
  g_free (*kept);
  *kept = g_strdup (note);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTE]);
}

/* Rows at or above it are positive; in the unit of the scores it was chosen
 * on. +inf: no row is, whatever its score. */
double
limen_cutoff_get_threshold (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NAN);

  return self->data.threshold;
}

/* A threshold for scores of another kind; what no score reaches stays so,
 * though a logit of +inf would be a probability of 1. */
static double
convert_threshold (LimenKind from, LimenKind to, double threshold)
{
  double converted = limen_score_convert (from, to, threshold);

  return threshold == INFINITY && !isnan (converted) ? INFINITY : converted;
}

/* A threshold of the cutoff for scores of another kind; NaN where there is no
 * way there. */
static double
convert (LimenCutoff *self, const LimenPredictions *numbers, double threshold)
{
  return self->data.is_reversed == numbers->is_reversed
             ? convert_threshold (self->data.kind, numbers->kind, threshold)
             : NAN;
}

/* The same for other scores, of whatever kind. FALSE where there is no way
 * from one to the other, since plain scores stand for no probability, or since
 * high scores mean positive here and low ones there. */
gboolean
limen_cutoff_convert_threshold (LimenCutoff *self,
                                const LimenPredictions *numbers,
                                double *threshold)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), FALSE);

  *threshold = convert (self, numbers, self->data.threshold);
  return !isnan (*threshold);
}

/* From where on rows are referred, likewise. FALSE where none is, too. */
gboolean
limen_cutoff_convert_refer_from (LimenCutoff *self,
                                 const LimenPredictions *numbers,
                                 double *refer_from)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), FALSE);

  *refer_from = convert (self, numbers, self->data.grey_zone.refer_from);
  return self->data.has_grey_zone && !isnan (*refer_from);
}

/* What the scores were made into before the threshold was chosen; NULL:
 * nothing; owned by the cutoff. */
const LimenRecalibration *
limen_cutoff_get_recalibration (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NULL);

  return self->data.recalibration;
}

/* The threshold for the probabilities that the scores are made into; NaN
 * where they are not. */
double
limen_cutoff_get_calibrated_threshold (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NAN);

  return self->data.recalibration != NULL ? self->data.calibrated_threshold
                                          : NAN;
}

/* From which probability on rows are referred; NaN where the scores are not
 * made into them, and where no row is. */
double
limen_cutoff_get_calibrated_refer_from (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NAN);

  return self->data.recalibration != NULL && self->data.has_grey_zone
             ? self->data.calibrated_refer_from
             : NAN;
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

/* Where rows are referred; FALSE, and nothing filled in, where none is. */
gboolean
limen_cutoff_get_grey_zone (LimenCutoff *self, LimenCutoffGreyZone *zone)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), FALSE);

  if (self->data.has_grey_zone)
    *zone = self->data.grey_zone;
  return self->data.has_grey_zone;
}

/* What the file was that it was chosen on, as options say it. */
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

/* Whether low scores mean positive in the file it was chosen on: the scores,
 * and with them the thresholds that are not of recalibrated ones, are then
 * minus those of the file, see limen_threshold_reverse(). */
gboolean
limen_cutoff_is_reversed (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), FALSE);

  return self->data.is_reversed;
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

/* The share of positives in the population that the metrics are for; NaN: that
 * of the rows. */
double
limen_cutoff_get_target_prevalence (LimenCutoff *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (self), NAN);

  return self->data.target_prevalence;
}

/* A metric on the rows it was chosen on; NaN where it is undefined. */
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
