/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoff-private.h"

#include <math.h>

#include "link.h"
#include "threshold.h"

/* Returns the data common to all cutoffs of a class. */
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

/* Evaluates thresholds on the rows with an objective; if that is NULL, with
 * default costs and this prevalence. */
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

/* Finds the scores on either side of a threshold on probabilities: the largest
 * score below it and the smallest at or above it. */
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
  if (edge->low >= edge->high) /* out of order through rounding of the map */
    edge->low = nextafter (edge->high, -INFINITY);
}

/* Maps a threshold to probabilities; +inf stays +inf. */
static double
map_threshold (const LimenRecalibration *map, double threshold)
{
  return threshold == INFINITY ? INFINITY
                               : limen_recalibration_apply (map, threshold);
}

/* Returns the score at which the map reaches a threshold on probabilities, if
 * it separates the adjacent scores even in single precision; else
 * limen_threshold_between() of them. */
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

/* Converts the thresholds of a recalibrated class back to scores. The lower
 * threshold of a grey zone is clamped to the upper one, against rounding. */
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

/* Returns a new cutoff at a threshold of a class, with rows from `refer_from`
 * up to the threshold referred (NaN: none). `objective` is what the thresholds
 * were chosen by; NULL: set by hand. With a grey zone, the metric `cost`
 * covers all rows, including referred ones. For a recalibrated class both
 * thresholds are on probabilities, and the cutoff also stores the
 * corresponding thresholds on scores. Keeps no reference to its arguments. */
LimenCutoff *
limen_cutoff_new (const char *name, LimenOneVsRest *class, double threshold,
                  double refer_from, const LimenObjective *objective)
{
  return new_cutoff (name, class, threshold, refer_from, objective, NAN);
}

/* Returns a new cutoff, as limen_cutoff_new() does, at thresholds set by hand,
 * with metrics for a population of this prevalence; NaN: that of the rows. */
LimenCutoff *
limen_cutoff_new_by_hand (const char *name, LimenOneVsRest *class,
                          double threshold, double refer_from,
                          double prevalence)
{
  return new_cutoff (name, class, threshold, refer_from, NULL, prevalence);
}

/* Returns the first candidate that a monotone map maps to at least a
 * probability. */
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

/* Returns a threshold and the interval of its candidate, mapped to
 * probabilities. */
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

/* Returns the threshold on scores that decides like the mapped threshold on
 * mapped scores. This is `threshold` itself, unless the map is flat there and
 * lower scores get the same probability. O(log n). */
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

/* Whether a threshold (NaN: none) makes different decisions after the map. */
static gboolean
is_moved (const LimenSweep *sweep, double threshold, double mapped)
{
  return !isnan (threshold)
         && limen_sweep_find (sweep, threshold)
                != limen_sweep_find (sweep, mapped);
}

/* Returns a new cutoff at thresholds on the scores of a class that is not
 * recalibrated, combined with a monotone map, to which it keeps a reference:
 * as if the thresholds had been chosen on the mapped probabilities. O(log n).
 * Scores that map to one probability are decided like the lowest of them; if
 * that changes decisions, `objective` (NULL: set by hand) no longer applies
 * and is dropped, and the metrics are for a population of this prevalence
 * (NaN: that of the rows). */
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
