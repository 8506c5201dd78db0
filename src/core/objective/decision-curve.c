/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decision-curve.h"

#include <math.h>

#include "link.h"

/* What there is to be known of a population while thresholds go by. */
typedef struct
{
  const LimenSweep *sweep;
  LimenKind kind;
  double prevalence; /* NaN: that of the rows */
} Population;

/* The net benefit of a decision for those who act from a probability on, in
 * true positives per row: tp/n - fp/n p/(1 - p) (Vickers and Elkin, 2006).
 * False positives weigh infinitely much at a probability of 1. NaN without
 * rows and outside [0, 1]. */
double
limen_decision_curve_get_benefit (LimenConfusion c, double probability)
{
  double total = limen_confusion_get_total (c);

  if (!(total > 0 && probability >= 0 && probability <= 1))
    return NAN;
  if (c.fp == 0)
    return c.tp / total;
  return c.tp / total - probability / (1 - probability) * (c.fp / total);
}

/* The same where everybody is treated; where nobody is it is 0. */
double
limen_decision_curve_get_benefit_of_all (double prevalence, double probability)
{
  return limen_decision_curve_get_benefit (
      (LimenConfusion){ .tp = prevalence, .fp = 1 - prevalence }, probability);
}

static double
get_benefit (const Population *self, size_t candidate, double threshold)
{
  LimenConfusion c = limen_sweep_get_confusion (self->sweep, candidate);

  if (!isnan (self->prevalence))
    c = limen_confusion_at_prevalence (c, self->prevalence);
  return limen_decision_curve_get_benefit (
      c, limen_score_to_probability (self->kind, threshold));
}

static void
include (LimenCurveColumn *column, double value)
{
  column->low = fmin (column->low, value);
  column->high = fmax (column->high, value);
}

/* The net benefit of deciding at a threshold for those who act from the same
 * probability on, over n_columns columns of thresholds, whose n_columns + 1
 * edges ascend. Within the interval (low, score] of a candidate it falls, as
 * false positives weigh ever more; a column's extremes are those at the ends
 * of all intervals that meet it. `prevalence` is that of the population, NaN
 * for that of the rows. NaN for plain scores, which are no probabilities.
 * O(n + n_columns). */
void
limen_decision_curve_compute (const LimenSweep *sweep, LimenKind kind,
                              double prevalence, const double *edges,
                              size_t n_columns, LimenCurveColumn *columns)
{
  Population population = { sweep, kind, prevalence };
  size_t candidate = limen_sweep_find (sweep, edges[0]);

  for (size_t i = 0; i < n_columns; i++)
    {
      double value = get_benefit (&population, candidate, edges[i]);
      LimenCurveColumn *column = &columns[i];

      *column = (LimenCurveColumn){ value, value, value, value };
      while (limen_sweep_get_score (sweep, candidate) < edges[i + 1])
        {
          double end = limen_sweep_get_score (sweep, candidate);

          include (column, get_benefit (&population, candidate, end));
          include (column, get_benefit (&population, ++candidate, end));
        }
      column->last = get_benefit (&population, candidate, edges[i + 1]);
      include (column, column->last);
    }
}

/* The same where everybody is treated. */
void
limen_decision_curve_compute_all (const LimenSweep *sweep, LimenKind kind,
                                  double prevalence, const double *edges,
                                  size_t n_columns, LimenCurveColumn *columns)
{
  if (isnan (prevalence))
    prevalence = limen_confusion_get_prevalence (
        limen_sweep_get_confusion (sweep, 0));
  for (size_t i = 0; i < n_columns; i++)
    {
      double first = limen_decision_curve_get_benefit_of_all (
          prevalence, limen_score_to_probability (kind, edges[i]));
      double last = limen_decision_curve_get_benefit_of_all (
          prevalence, limen_score_to_probability (kind, edges[i + 1]));

      columns[i] = (LimenCurveColumn){ first, last, last, first };
    }
}
