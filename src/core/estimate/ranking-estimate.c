/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ranking-estimate.h"

#include <math.h>

#include "proportion.h"
#include "rank-spread.h"

/* Steps of the integral of a precision. */
#define N_STEPS 4096

static const LimenRange unit_range = { LIMEN_SCALE_LOGIT, 0, 1 };

/* Returns the confusion matrix at the first candidate at which no row of a
 * class (0: negative, 1: positive) is predicted positive. */
static LimenConfusion
find_none (const LimenSweep *sweep, int class)
{
  size_t low = 0, high = limen_sweep_get_n_scores (sweep);

  while (low < high)
    {
      size_t middle = low + (high - low) / 2;
      LimenConfusion c = limen_sweep_get_confusion (sweep, middle);

      if ((class == 1 ? c.tp : c.fp) > 0)
        low = middle + 1;
      else
        high = middle;
    }
  return limen_sweep_get_confusion (sweep, low);
}

/* Whether all positives score higher than all negatives. */
static bool
is_perfect (const LimenSweep *sweep)
{
  return find_none (sweep, 0).fn == 0;
}

/* Whether all negatives score higher than all positives. */
static bool
is_reversed (const LimenSweep *sweep)
{
  return find_none (sweep, 1).tn == 0;
}

/* Returns the exact bound of ROC AUC where all pairs are ordered. As many
 * disjoint pairs of a positive and a negative as the smaller class has rows
 * are independent, and each is ordered with the probability A that is the
 * area: so all are with at most A^k, however the scores are distributed, and
 * with just that if all failures are due to single rows of the smaller class.
 * So A is bounded like a proportion of k hits in k (Clopper and Pearson,
 * 1934). */
static LimenInterval
bound_area (const LimenSpread *spread, bool is_one, double confidence)
{
  double k = fmin (spread->effective[0], spread->effective[1]);

  return limen_interval_exact ((LimenProportion){ is_one ? k : 0, k },
                               confidence);
}

/* Returns the least precision at a recall on the curve below. */
static double
get_least_precision (const LimenSpread *spread, double prevalence,
                     double recall, double confidence)
{
  double all_above = exp (spread->effective[1] * log (recall));
  double share = (1 + confidence) / 2 / (1 - all_above);
  double fpr = share < 1 ? -expm1 (log1p (-share) / spread->effective[0]) : 1;

  return prevalence * recall / (prevalence * recall + (1 - prevalence) * fpr);
}

/* Returns the bound of average precision where all positives score higher than
 * all negatives, P and N of them. At any threshold, then all positives are
 * above it or all negatives below, which happens with a probability of at most
 * 1 - (1 - recall^P) (1 - (1 - fpr)^N). Where that is (1 - confidence) / 2, it
 * gives a curve of recall by fpr, below which the population's curve is at no
 * threshold; its average precision is the bound. It holds for any distribution
 * of scores, also with ties, which separated classes do not have; given the
 * prevalence. */
static LimenInterval
bound_precision (const LimenSpread *spread, double prevalence,
                 double confidence)
{
  double sum = 0;

  /* The steps are shorter towards both ends, where the precision changes. */
  for (int i = 0; i < N_STEPS; i++)
    {
      double u = (i + 0.5) / N_STEPS;
      double recall = u * u * u * (10 + u * (6 * u - 15));

      sum += 30 * u * u * (1 - u) * (1 - u)
             * get_least_precision (spread, prevalence, recall, confidence);
    }
  return (LimenInterval){ sum / N_STEPS, 1 };
}

static LimenInterval
get_interval (const LimenRankInfluence *influence, const LimenSpread *spread,
              double prevalence, LimenEstimateMethod *method,
              double confidence)
{
  bool is_area = influence->measure == LIMEN_RANK_ROC_AUC;
  bool is_one = is_perfect (influence->sweep);

  if (is_one || (is_area && is_reversed (influence->sweep)))
    {
      *method = LIMEN_ESTIMATE_EXACT;
      return is_area ? bound_area (spread, is_one, confidence)
                     : bound_precision (spread, prevalence, confidence);
    }
  return limen_interval_student (
      influence->value, limen_spread_get_variance (spread),
      limen_spread_get_freedom (spread), unit_range, confidence);
}

static LimenEstimate
estimate_spread (const LimenRankInfluence *influence,
                 const LimenSpread *spread, double prevalence,
                 LimenEstimateMethod method, double confidence)
{
  double total = influence->totals[0] + influence->totals[1];
  LimenEstimate estimate = { .value = influence->value };

  if (isnan (prevalence))
    prevalence = influence->totals[1] / total;
  estimate.method = method;
  estimate.interval = get_interval (influence, spread, prevalence,
                                    &estimate.method, confidence);
  if (!isnan (estimate.interval.low))
    return estimate;
  return limen_estimate_none (estimate.value,
                              limen_spread_get_variance (spread) == 0
                                  ? LIMEN_NO_INTERVAL_NO_VARIATION
                                  : LIMEN_NO_INTERVAL_TOO_FEW);
}

/* False when memory runs out. */
static bool
compute_spread (const LimenRankInfluence *influence,
                const LimenPredictions *rows, const LimenUnits *units,
                LimenSpread *spread)
{
  if (units != NULL)
    return limen_rank_spread_of_units (influence, rows, units, spread);
  if (limen_sweep_is_weighted (influence->sweep))
    return limen_rank_spread_of_weights (influence, rows, spread);
  *spread = limen_rank_spread_of_counts (influence);
  return true;
}

/* Estimates a ranking measure, `value` on the rows, from a sweep; `prevalence`
 * is that of the population (NaN: of the rows). The variance is the sum of the
 * squares of the rows' influences (infinitesimal jackknife; Jaeckel, 1972):
 * for ROC AUC that of DeLong, DeLong and Clarke-Pearson (1988), with units
 * that of Obuchowski (1997). The interval is Student's on the logit scale,
 * with the degrees of freedom of limen_spread_get_freedom(). Where all rows
 * are in the best order, or for ROC AUC in the worst, it is an exact bound;
 * with weights or units, classes count in it as many rows as determine as much
 * (Korn and Graubard, 1998).
 *
 * For weighted rows and with units (NULL: rows are independent) `rows` are
 * those of the sweep, with labels; else NULL. O(number of scores), O(n) with
 * weights, O(n log n) with units; the same bits for any number of threads. No
 * interval without rows of both classes, for a class with a single row or
 * unit, or one with almost all the weight, and if all rows have equal
 * placements. False, with *estimate untouched, when memory runs out. */
bool
limen_estimate_ranking (LimenRankMeasure measure, double value,
                        const LimenSweep *sweep, double prevalence,
                        const LimenPredictions *rows, const LimenUnits *units,
                        double confidence, LimenEstimate *estimate)
{
  LimenSituation situation = { .is_weighted = limen_sweep_is_weighted (sweep),
                               .has_units = units != NULL };
  LimenEstimatePlan plan = limen_estimate_plan (measure == LIMEN_RANK_ROC_AUC
                                                    ? LIMEN_QUANTITY_ROC_AUC
                                                    : LIMEN_QUANTITY_PR_AREA,
                                                situation);
  LimenRankInfluence influence;
  LimenSpread spread;

  limen_rank_influence_init (&influence, measure, value, sweep, prevalence);
  if (!(influence.totals[0] > 0 && influence.totals[1] > 0))
    {
      *estimate
          = limen_estimate_none (influence.value, LIMEN_NO_INTERVAL_ONE_CLASS);
      return true;
    }
  if (!compute_spread (&influence, rows, units, &spread))
    return false;
  *estimate = estimate_spread (&influence, &spread, prevalence, plan.method,
                               confidence);
  return true;
}
