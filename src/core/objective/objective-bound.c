/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "objective.h"

/* Returns the metric with each class as at one of two candidates. */
static double
get_corner (const LimenObjective *self, LimenMetric metric,
            LimenConfusion of_positives, LimenConfusion of_negatives)
{
  return limen_objective_value (self, metric,
                                (LimenConfusion){ .tp = of_positives.tp,
                                                  .fp = of_negatives.fp,
                                                  .fn = of_positives.fn,
                                                  .tn = of_negatives.tn });
}

/* Returns a bound of |first - second|, from the bounds of both metrics. */
static double
get_gap_bound (const LimenObjective *self, LimenMetricId first,
               LimenMetricId second, bool is_upper, LimenConfusion low,
               LimenConfusion high)
{
  LimenMetric a = { first, 1 }, b = { second, 1 };
  double above = limen_objective_bound (self, a, true, low, high)
                 - limen_objective_bound (self, b, false, low, high);
  double below = limen_objective_bound (self, b, true, low, high)
                 - limen_objective_bound (self, a, false, low, high);

  if (is_upper)
    return isnan (above) || isnan (below) ? INFINITY : fmax (above, below);
  return fmax (0, fmax (-above, -below));
}

/* Returns a bound of |predicted positive rate - prevalence|. */
static double
get_prevalence_gap_bound (const LimenObjective *self, bool is_upper,
                          LimenConfusion low, LimenConfusion high)
{
  LimenMetric rate = { LIMEN_METRIC_PREDICTED_POSITIVE_RATE, 1 };
  double prevalence = limen_confusion_get_prevalence (
      limen_confusion_at_prevalence (low, self->prevalence));
  double above = limen_objective_value (self, rate, low) - prevalence;
  double below = prevalence - limen_objective_value (self, rate, high);

  return is_upper ? fmax (above, below) : fmax (0, fmax (-above, -below));
}

/* Returns an upper or a lower bound of a metric at all candidates between two,
 * from the confusion matrices at the lower and at the higher one: true and
 * false positives lie between both. For metrics that reward right decisions it
 * is the value of a hypothetical candidate that decides each class as well, or
 * as badly, as one of both. An infinity where no bound is known: with negative
 * costs. NaN where the hypothetical candidate has no value, which bounds
 * nothing; but if neither bound has a value, and both classes have rows, no
 * candidate between has one. Exact up to rounding. Without individual row
 * costs. */
double
limen_objective_bound (const LimenObjective *self, LimenMetric metric,
                       bool is_upper, LimenConfusion low, LimenConfusion high)
{
  bool is_right
      = is_upper != limen_metric_get_info (metric.id)->is_lower_better;

  if (limen_metric_rewards (metric, self->costs))
    return get_corner (self, metric, is_right ? low : high,
                       is_right ? high : low);
  switch ((int) metric.id)
    {
    case LIMEN_METRIC_PREDICTED_POSITIVE_RATE:
    case LIMEN_METRIC_PREDICTED_POSITIVES:
      return limen_objective_value (self, metric, is_upper ? low : high);
    case LIMEN_METRIC_ERROR_RATE_GAP:
      return get_gap_bound (self, LIMEN_METRIC_FPR, LIMEN_METRIC_FNR, is_upper,
                            low, high);
    case LIMEN_METRIC_PRECISION_RECALL_GAP:
      return get_gap_bound (self, LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL,
                            is_upper, low, high);
    case LIMEN_METRIC_PREVALENCE_GAP:
      return get_prevalence_gap_bound (self, is_upper, low, high);
    default:
      return is_upper ? INFINITY : -INFINITY;
    }
}
