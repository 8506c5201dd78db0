/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "confusion.h"

#include <math.h>

/* Returns the total weight of all rows. */
double
limen_confusion_get_total (LimenConfusion c)
{
  return c.tp + c.fp + c.fn + c.tn;
}

/* Returns the share of positives; NaN without rows. */
double
limen_confusion_get_prevalence (LimenConfusion c)
{
  return (c.tp + c.fn) / limen_confusion_get_total (c);
}

/* Returns the factors that reweight the rows to a population of another
 * prevalence, keeping their total; 1 each if `prevalence` is NaN. Not finite
 * where a class is absent, as its rates are unknown. */
LimenClassFactors
limen_class_factors_at_prevalence (double positives, double negatives,
                                   double prevalence)
{
  double total = positives + negatives;

  if (isnan (prevalence))
    return (LimenClassFactors){ 1, 1 };
  return (LimenClassFactors){ prevalence * total / positives,
                              (1 - prevalence) * total / negatives };
}

/* Multiplies the cells of each class by its factor. */
LimenConfusion
limen_confusion_scale (LimenConfusion c, LimenClassFactors factors)
{
  return (LimenConfusion){ .tp = c.tp * factors.of_positives,
                           .fp = c.fp * factors.of_negatives,
                           .fn = c.fn * factors.of_positives,
                           .tn = c.tn * factors.of_negatives };
}

/* Returns the confusion matrix in a population of another prevalence (NaN:
 * unchanged), in which each class keeps its rates. NaN cells where a class is
 * absent. */
LimenConfusion
limen_confusion_at_prevalence (LimenConfusion c, double prevalence)
{
  return limen_confusion_scale (
      c, limen_class_factors_at_prevalence (c.tp + c.fn, c.fp + c.tn,
                                            prevalence));
}
