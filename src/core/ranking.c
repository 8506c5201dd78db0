#include "ranking.h"

#include <math.h>

#include "sum.h"

/* The area under the ROC curve: how often a positive row scores higher than a
 * negative one, ties counting one half (Mann and Whitney, 1947; Hanley and
 * McNeil, 1982). NaN where a class is absent. */
double
limen_roc_auc (const LimenSweep *sweep)
{
  double positives = limen_sweep_get_positives (sweep);
  double negatives = limen_sweep_get_negatives (sweep);
  LimenConfusion above = limen_sweep_get_confusion (
      sweep, limen_sweep_get_n_scores (sweep));
  LimenSum area = { 0 };

  if (positives == 0 || negatives == 0)
    return NAN;
  for (size_t i = limen_sweep_get_n_scores (sweep); i-- > 0;)
    {
      LimenConfusion here = limen_sweep_get_confusion (sweep, i);

      limen_sum_add (&area, (here.fp - above.fp) * (here.tp + above.tp));
      above = here;
    }
  return limen_sum_value (&area) / 2 / positives / negatives;
}

/* The step sum of precision over recall, from the highest threshold down:
 * sum of (R_i - R_(i-1)) P_i, without interpolation, as scikit-learn has it.
 * NaN without positives. */
double
limen_average_precision (const LimenSweep *sweep)
{
  double positives = limen_sweep_get_positives (sweep);
  double tp_above = 0;
  LimenSum sum = { 0 };

  if (positives == 0)
    return NAN;
  for (size_t i = limen_sweep_get_n_scores (sweep); i-- > 0;)
    {
      LimenConfusion here = limen_sweep_get_confusion (sweep, i);

      if (here.tp > tp_above)
        limen_sum_add (&sum,
                       (here.tp - tp_above) * (here.tp / (here.tp + here.fp)));
      tp_above = here.tp;
    }
  return limen_sum_value (&sum) / positives;
}

/* The two-sample Kolmogorov-Smirnov statistic between the classes' scores, the
 * largest |recall - fpr|, and the score where it occurs (the smallest such).
 * NaN where a class is absent. */
LimenKs
limen_ks (const LimenSweep *sweep)
{
  double positives = limen_sweep_get_positives (sweep);
  double negatives = limen_sweep_get_negatives (sweep);
  LimenKs best = { .value = NAN, .threshold = NAN };

  if (positives == 0 || negatives == 0)
    return best;
  for (size_t i = 0; i < limen_sweep_get_n_scores (sweep); i++)
    {
      LimenConfusion here = limen_sweep_get_confusion (sweep, i);
      double distance = fabs (here.tp / positives - here.fp / negatives);

      if (isnan (best.value) || distance > best.value)
        best = (LimenKs){ distance, limen_sweep_get_score (sweep, i) };
    }
  return best;
}
