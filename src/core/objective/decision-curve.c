/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decision-curve.h"

#include <math.h>

#include "link.h"

/* The data of a decision curve. */
typedef struct
{
  const LimenSweep *sweep;
  LimenKind kind;
  double prevalence; /* NaN: that of the rows */
} Population;

/* Returns the net benefit at a threshold probability p, in true positives per
 * row: tp/n - fp/n p/(1 - p) (Vickers and Elkin, 2006). False positives weigh
 * infinitely at p = 1. NaN without rows and outside [0, 1]. */
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

/* Returns the net benefit of predicting every row positive ("treat all"); that
 * of "treat none" is 0. */
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

/* Computes the net benefit, with the threshold as threshold probability, over
 * n_columns columns of thresholds with n_columns + 1 ascending edges. Within
 * the interval (low, score] of a candidate it falls, as false positives weigh
 * more; the range of a column covers the ends of all intervals that meet it.
 * `prevalence` is that of the population; NaN: that of the rows. NaN for plain
 * scores and decisions. O(n + n_columns). */
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

/* Computes the net benefit of predicting every row positive ("treat all") over
 * n_columns columns of thresholds, as limen_decision_curve_compute() does for
 * the scores. NaN for plain scores and decisions. O(n_columns). */
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
