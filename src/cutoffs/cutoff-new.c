#include "cutoff-private.h"

#include <math.h>

#include "link.h"
#include "threshold.h"

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
    .decision = LIMEN_N_DECISION_RULES,
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
  const LimenCutoffObjective spec
      = { LIMEN_CUTOFF_THRESHOLD, { .threshold = *objective } };

  limen_cutoff_data_set_objective (
      data, &spec,
      limen_objective_value_at (objective, objective->metric, sweep,
                                candidate));
}

/* What a threshold does on the rows, its metrics as an objective sees them. */
static LimenCutoffData
new_data_at (const char *name, LimenOneVsRest *class, double threshold,
             const LimenObjective *view)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  gsize candidate = limen_sweep_find (sweep, threshold);
  LimenCutoffData data = new_data (name, class);

  data.edge = (LimenGreyZoneEdge){ candidate, threshold,
                                   limen_sweep_get_low (sweep, candidate),
                                   limen_sweep_get_score (sweep, candidate) };
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

/* Goes from the scale of the probabilities back to that of the scores. The
 * lower threshold of a grey zone goes back like the upper one, above which
 * rounding may not put it. */
static void
take_recalibration (LimenCutoffData *data, LimenOneVsRest *class)
{
  WayBack way = {
    .map = limen_one_vs_rest_get_recalibration (class),
    .source = limen_one_vs_rest_get_source (class),
    .probabilities = limen_one_vs_rest_get_numbers (class)->scores[0],
  };

  if (way.map == NULL)
    return;
  data->recalibration = limen_recalibration_ref (way.map);
  data->kind = way.source.kind;
  data->calibrated = data->edge;
  data->edge = find_edge (&way, data->edge.threshold);
  if (!data->has_grey_zone)
    return;
  data->calibrated_refer = data->refer;
  data->refer = find_edge (&way, data->refer.threshold);
  data->refer.threshold
      = fmin (data->refer.threshold, data->edge.threshold);
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

/* A threshold on the scale of the probabilities, with the interval that its
 * candidate has there. */
static LimenGreyZoneEdge
map_edge (const LimenSweep *sweep, const LimenRecalibration *map,
          gsize candidate, double calibrated)
{
  double below = limen_sweep_get_low (sweep, candidate);
  double above = limen_sweep_get_score (sweep, candidate);

  return (LimenGreyZoneEdge){
    candidate, calibrated,
    isfinite (below) ? limen_recalibration_apply (map, below) : below,
    isfinite (above) ? limen_recalibration_apply (map, above) : above
  };
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
  data.recalibration = limen_recalibration_ref (map);
  data.calibrated
      = map_edge (sweep, map, candidate, map_threshold (map, threshold));
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

  data = limen_cutoff_get_data (self);
  g_return_if_fail (data->has_grey_zone);
  g_return_if_fail (data->recalibration == NULL);
  data->recalibration = limen_recalibration_ref (map);
  data->calibrated
      = map_edge (sweep, map, limen_sweep_find (sweep, data->edge.threshold),
                  map_threshold (map, threshold));
  data->calibrated_refer
      = map_edge (sweep, map, limen_sweep_find (sweep, data->refer.threshold),
                  map_threshold (map, refer_from));
}

/* What a grey zone does on the rows, as an objective sees it. */
static LimenCutoffData
new_data_of_grey_zone (const char *name, LimenOneVsRest *class,
                       const LimenGreyZoneObjective *view,
                       const LimenGreyZone *zone)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  LimenCutoffData data = new_data (name, class);

  data.edge = zone->positive_from;
  data.confusion = zone->confusion;
  data.target_prevalence = view->prevalence;
  data.has_grey_zone = TRUE;
  data.refer = zone->refer_from;
  data.referred_positives = zone->referred_positives;
  data.referred_negatives = zone->referred_negatives;
  data.coverage = zone->coverage;
  data.error = zone->error;
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
  const LimenCutoffObjective spec
      = { LIMEN_CUTOFF_GREY_ZONE, { .grey_zone = *objective } };

  limen_cutoff_data_set_objective (
      &data, &spec, limen_grey_zone_objective_value (objective, zone));
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
