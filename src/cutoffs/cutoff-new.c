/* SPDX-License-Identifier: GPL-3.0-or-later */
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

/* What thresholds do on the rows, as an objective sees it; without one (NULL),
 * with the usual costs in a population of this prevalence. */
static LimenCutoffData
new_data_at (const char *name, LimenOneVsRest *class, double threshold,
             double refer_from, const LimenObjective *objective,
             double prevalence)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  const LimenObjective view = objective != NULL
                                  ? *objective
                                  : limen_objective_new_view (
                                      sweep, LIMEN_COSTS_DEFAULT, prevalence);
  LimenOptimum at
      = limen_objective_at_thresholds (&view, sweep, refer_from, threshold);
  LimenCutoffData data = new_data (name, class);

  data.edge = at.positive_from;
  data.confusion = at.confusion;
  data.target_prevalence = view.prevalence;
  data.has_grey_zone = !isnan (refer_from);
  if (data.has_grey_zone)
    {
      data.refer = at.refer_from;
      data.referred_positives = at.referred_positives;
      data.referred_negatives = at.referred_negatives;
      data.coverage = at.coverage;
      data.error = at.error;
    }
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    data.metrics[i] = limen_objective_value_between (
        &view, (LimenMetric){ i, 1 }, sweep, at.refer_from.candidate,
        at.positive_from.candidate);
  if (objective != NULL)
    {
      const LimenCutoffObjective spec
          = { LIMEN_CUTOFF_THRESHOLD, { .objective = *objective } };

      limen_cutoff_data_set_objective (&data, &spec, at.value);
    }
  return data;
}

/* The inverse of a recalibration map, on the scores that it was fitted to. */
typedef struct
{
  const LimenRecalibration *map;
  LimenPredictions source;
  const double *probabilities;
} InverseMap;

/* The scores that a threshold for their probabilities parts: the largest of
 * those below, and the smallest of the others. */
static void
find_interval (const InverseMap *inverse, double calibrated, LimenEdge *edge)
{
  edge->low = -INFINITY;
  edge->high = INFINITY;
  for (gsize i = 0; i < inverse->source.n_rows; i++)
    if (inverse->probabilities[i] >= calibrated)
      edge->high = fmin (edge->high, inverse->source.scores[0][i]);
    else
      edge->low = fmax (edge->low, inverse->source.scores[0][i]);
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

static LimenEdge
find_edge (const InverseMap *inverse, double calibrated)
{
  LimenEdge edge = { 0 };

  find_interval (inverse, calibrated, &edge);
  edge.threshold
      = invert_between (inverse->map, calibrated, edge.low, edge.high);
  return edge;
}

/* Goes from the scale of the probabilities back to that of the scores. The
 * lower threshold of a grey zone goes back like the upper one, above which
 * rounding may not put it. */
static void
take_recalibration (LimenCutoffData *data, LimenOneVsRest *class)
{
  InverseMap inverse = {
    .map = limen_one_vs_rest_get_recalibration (class),
    .source = limen_one_vs_rest_get_source (class),
    .probabilities = limen_one_vs_rest_get_numbers (class)->scores[0],
  };

  if (inverse.map == NULL)
    return;
  data->recalibration = limen_recalibration_ref (inverse.map);
  data->kind = inverse.source.kind;
  data->calibrated = data->edge;
  data->edge = find_edge (&inverse, data->edge.threshold);
  if (!data->has_grey_zone)
    return;
  data->calibrated_refer = data->refer;
  data->refer = find_edge (&inverse, data->refer.threshold);
  data->refer.threshold
      = fmin (data->refer.threshold, data->edge.threshold);
}

static LimenCutoff *
new_cutoff (const char *name, LimenOneVsRest *class, double threshold,
            double refer_from, const LimenObjective *objective,
            double prevalence)
{
  LimenCutoffData data
      = new_data_at (name, class, threshold, refer_from, objective, prevalence);

  take_recalibration (&data, class);
  return limen_cutoff_new_from_data (&data);
}

/* The cutoff at a threshold of a class, below which rows are referred from
 * another one on; NaN: none is. `objective` is what led there, or NULL where
 * the thresholds were set by hand. Where rows are referred, the metric `cost`
 * is that of all rows. Of a class that is recalibrated both are thresholds for
 * the probabilities, and the cutoff has them for the scores as well. Nothing is
 * kept. */
LimenCutoff *
limen_cutoff_new (const char *name, LimenOneVsRest *class, double threshold,
                  double refer_from, const LimenObjective *objective)
{
  return new_cutoff (name, class, threshold, refer_from, objective, NAN);
}

/* The cutoff at thresholds that no objective led to, its metrics those of a
 * population of this prevalence; NaN: that of the rows. Nothing is kept. */
LimenCutoff *
limen_cutoff_new_by_hand (const char *name, LimenOneVsRest *class,
                          double threshold, double refer_from,
                          double prevalence)
{
  return new_cutoff (name, class, threshold, refer_from, NULL, prevalence);
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

/* A threshold after a map, on the scale of the probabilities, with the
 * interval that its candidate has there. */
static LimenEdge
map_edge (const LimenSweep *sweep, const LimenRecalibration *map,
          double mapped, double threshold)
{
  gsize candidate = limen_sweep_find (sweep, mapped);
  double below = limen_sweep_get_low (sweep, candidate);
  double above = limen_sweep_get_score (sweep, candidate);

  return (LimenEdge){
    candidate, map_threshold (map, threshold),
    isfinite (below) ? limen_recalibration_apply (map, below) : below,
    isfinite (above) ? limen_recalibration_apply (map, above) : above
  };
}

/* The threshold that decides the scores of a class, which is not recalibrated,
 * as another one does once a map that rises has made
 * probabilities of both: that one itself, but where the map is flat and scores
 * below it become as probable. In O(log n). */
static double
get_threshold_after_map (const LimenSweep *sweep,
                         const LimenRecalibration *map, double threshold)
{
  double calibrated = map_threshold (map, threshold);
  gsize candidate = find_mapped (sweep, map, calibrated);

  if (candidate == limen_sweep_find (sweep, threshold))
    return threshold;
  return invert_between (map, calibrated,
                         limen_sweep_get_low (sweep, candidate),
                         limen_sweep_get_score (sweep, candidate));
}

/* Whether a threshold, NaN if there is none, decides otherwise after the
 * map. */
static gboolean
is_moved (const LimenSweep *sweep, double threshold, double mapped)
{
  return !isnan (threshold)
         && limen_sweep_find (sweep, threshold)
                != limen_sweep_find (sweep, mapped);
}

/* The cutoff at thresholds for the scores of a class that is not recalibrated,
 * with a map that rises, which is copied: as if they had been chosen on the
 * probabilities that the map makes of them. In O(log n) of the rows. Scores
 * that the map makes one probability are decided like the lowest of them; an
 * objective (NULL: the thresholds were set by hand) then does not stand behind
 * it any more, and the metrics are those of a population of this prevalence;
 * NaN: that of the rows. Nothing is kept. */
LimenCutoff *
limen_cutoff_new_with_map (const char *name, LimenOneVsRest *class,
                           double threshold, double refer_from,
                           const LimenRecalibration *map,
                           const LimenObjective *objective, double prevalence)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  double upper = get_threshold_after_map (sweep, map, threshold);
  double lower
      = isnan (refer_from)
            ? NAN
            : fmin (get_threshold_after_map (sweep, map, refer_from), upper);
  LimenCutoffData data;

  if (is_moved (sweep, threshold, upper) || is_moved (sweep, refer_from, lower))
    objective = NULL;
  data = new_data_at (name, class, upper, lower, objective, prevalence);
  data.recalibration = limen_recalibration_ref (map);
  data.calibrated = map_edge (sweep, map, upper, threshold);
  if (data.has_grey_zone)
    data.calibrated_refer = map_edge (sweep, map, lower, refer_from);
  return limen_cutoff_new_from_data (&data);
}
