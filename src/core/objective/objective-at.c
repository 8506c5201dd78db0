/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "objective.h"

#include <math.h>

#include "grey-zone-search.h"
#include "threshold.h"

static LimenEdge
get_edge (const LimenSweep *sweep, size_t candidate, LimenKeep keep)
{
  double low = limen_sweep_get_low (sweep, candidate);
  double high = limen_sweep_get_score (sweep, candidate);

  return (LimenEdge){ candidate, limen_threshold_between (low, high, keep), low,
                      high };
}

/* Sets both edges. Where the scores around an edge are equal in single
 * precision, a bound on errors prefers to refer them, a bound on coverage to
 * decide them. */
static void
set_edges (LimenOptimum *self, const LimenObjective *objective,
           const LimenSweep *sweep, size_t refer_from, size_t positive_from)
{
  LimenKeep low = LIMEN_KEEP_EITHER, high = LIMEN_KEEP_EITHER;

  if (refer_from != positive_from
      && objective->referral.kind == LIMEN_REFERRAL_MAX_ERROR)
    {
      low = LIMEN_KEEP_POSITIVES;
      high = LIMEN_KEEP_NEGATIVES;
    }
  else if (refer_from != positive_from
           && objective->referral.kind == LIMEN_REFERRAL_MIN_COVERAGE)
    {
      low = LIMEN_KEEP_NEGATIVES;
      high = LIMEN_KEEP_POSITIVES;
    }
  self->refer_from = get_edge (sweep, refer_from, low);
  self->positive_from = get_edge (sweep, positive_from, high);
}

/* Returns the confusion matrix of the decided rows, without those between the
 * candidates. */
static LimenConfusion
get_confusion (const LimenSweep *sweep, size_t refer_from, size_t positive_from)
{
  LimenConfusion low = limen_sweep_get_confusion (sweep, refer_from);
  LimenConfusion high = limen_sweep_get_confusion (sweep, positive_from);

  return (LimenConfusion){ high.tp, high.fp, low.fn, low.tn };
}

/* Returns a metric at two candidates as thresholds, refer_from <=
 * positive_from, with the objective's costs (or the rows' own) and prevalence.
 * Rows between them are referred and left out of the metric, except for cost,
 * which includes the cost of referral. O(1). */
double
limen_objective_value_between (const LimenObjective *self, LimenMetric metric,
                               const LimenSweep *sweep, size_t refer_from,
                               size_t positive_from)
{
  if (!limen_objective_refers (self) && refer_from == positive_from)
    return limen_objective_value_at (self, metric, sweep, positive_from);
  if (metric.id == LIMEN_METRIC_COST)
    {
      LimenZoneSearch search = limen_zone_search_new (self, sweep);

      return limen_zone_search_mean_cost (&search, refer_from, positive_from);
    }
  return limen_metric_value (
      metric,
      limen_confusion_scale (
          get_confusion (sweep, refer_from, positive_from),
          limen_class_factors_at_prevalence (limen_sweep_get_positives (sweep),
                                             limen_sweep_get_negatives (sweep),
                                             self->prevalence)),
      self->costs);
}

static double
get_value (const LimenObjective *self, const LimenSweep *sweep,
           const LimenOptimum *at)
{
  switch (self->referral.kind)
    {
    case LIMEN_REFERRAL_MAX_ERROR:
      return at->coverage;
    case LIMEN_REFERRAL_MIN_COVERAGE:
      return 1 - at->error;
    case LIMEN_REFERRAL_COST:
    case LIMEN_REFERRAL_NONE:
    default:
      return limen_objective_value_between (self, self->metric, sweep,
                                            at->refer_from.candidate,
                                            at->positive_from.candidate);
    }
}

/* Evaluates two candidates as thresholds, refer_from <= positive_from, whether
 * or not they meet the objective's constraints; the status is FOUND. */
LimenOptimum
limen_objective_at (const LimenObjective *self, const LimenSweep *sweep,
                    size_t refer_from, size_t positive_from)
{
  LimenZoneSearch search = limen_zone_search_new (self, sweep);
  LimenConfusion low = limen_sweep_get_confusion (sweep, refer_from);
  LimenConfusion high = limen_sweep_get_confusion (sweep, positive_from);
  LimenZoneTally tally
      = limen_zone_search_tally (&search, refer_from, positive_from);
  LimenOptimum at = {
    .status = LIMEN_OPTIMUM_FOUND,
    .ties = 1,
    .confusion = get_confusion (sweep, refer_from, positive_from),
    .referred_positives = low.tp - high.tp,
    .referred_negatives = low.fp - high.fp,
    .coverage = search.total > 0 ? tally.decided / search.total : NAN,
    .error = tally.decided > 0 ? tally.errors / tally.decided : NAN,
  };

  set_edges (&at, self, sweep, refer_from, positive_from);
  at.value = get_value (self, sweep, &at);
  return at;
}

/* Evaluates two thresholds, refer_from <= positive_from (refer_from NaN: no
 * grey zone), whether or not they meet the objective's constraints; the status
 * is FOUND. The result has these thresholds, not those that
 * limen_objective_at() would place between the scores. */
LimenOptimum
limen_objective_at_thresholds (const LimenObjective *self,
                               const LimenSweep *sweep, double refer_from,
                               double positive_from)
{
  LimenOptimum at;

  if (isnan (refer_from))
    refer_from = positive_from;
  at = limen_objective_at (self, sweep, limen_sweep_find (sweep, refer_from),
                           limen_sweep_find (sweep, positive_from));
  at.refer_from.threshold = refer_from;
  at.positive_from.threshold = positive_from;
  return at;
}
