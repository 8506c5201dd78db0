#include "confusion.h"

#include <math.h>

/* The weight of all rows. */
double
limen_confusion_get_total (LimenConfusion c)
{
  return c.tp + c.fp + c.fn + c.tn;
}

/* The share of positives; NaN without rows. */
double
limen_confusion_get_prevalence (LimenConfusion c)
{
  return (c.tp + c.fn) / limen_confusion_get_total (c);
}

/* The cells as they would stand in a population of another prevalence, with
 * the same total: each class keeps its rates. NaN where a class is absent, for
 * its rates are then unknown. */
LimenConfusion
limen_confusion_at_prevalence (LimenConfusion c, double prevalence)
{
  double total = limen_confusion_get_total (c);
  double to_positives = prevalence * total / (c.tp + c.fn);
  double to_negatives = (1 - prevalence) * total / (c.fp + c.tn);

  return (LimenConfusion){ .tp = c.tp * to_positives,
                           .fp = c.fp * to_negatives,
                           .fn = c.fn * to_positives,
                           .tn = c.tn * to_negatives };
}
