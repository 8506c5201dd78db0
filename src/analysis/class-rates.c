/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class-rates.h"

#include <math.h>

#include "sum.h"

typedef struct
{
  LimenThresholdScores *scores;
  const double *thresholds, *refer_from, *prevalences;
  LimenClassRates *rates;
} Job;

/* The confusion matrix of decided rows, and the weight of referred rows by
 * class (0: negative, 1: positive). */
typedef struct
{
  LimenConfusion decided;
  double referred[2];
} Counts;

static Counts
count (const LimenPredictions *numbers, double refer_from, double threshold)
{
  const double *scores = numbers->scores[0];
  LimenSum cells[2][3] = { 0 }; /* [is positive][decided negative, referred,
                                 * decided positive] */
  double low = isnan (refer_from) ? threshold : fmin (refer_from, threshold);

  for (gsize i = 0; i < numbers->n_rows; i++)
    if (numbers->labels[i] != LIMEN_UNKNOWN_LABEL)
      limen_sum_add (&cells[numbers->labels[i] == numbers->positive]
                           [(scores[i] >= low) + (scores[i] >= threshold)],
                     limen_predictions_get_weight (numbers, i));
  return (Counts){ { .tp = limen_sum_value (&cells[1][2]),
                     .fp = limen_sum_value (&cells[0][2]),
                     .fn = limen_sum_value (&cells[1][0]),
                     .tn = limen_sum_value (&cells[0][0]) },
                   { limen_sum_value (&cells[0][1]),
                     limen_sum_value (&cells[1][1]) } };
}

static gboolean
compute (gpointer data, gsize class, GError **error)
{
  Job *self = data;
  LimenPredictions numbers
      = limen_threshold_scores_get_class (self->scores, class);
  Counts counts
      = count (&numbers, self->refer_from[class], self->thresholds[class]);
  LimenConfusion c = counts.decided;
  LimenClassFactors factors = limen_class_factors_at_prevalence (
      c.tp + c.fn + counts.referred[1], c.fp + c.tn + counts.referred[0],
      self->prevalences[class]);

  c = limen_confusion_scale (c, factors);
  self->rates[class].precision = limen_metric_value (
      (LimenMetric){ LIMEN_METRIC_PRECISION, 1 }, c, LIMEN_COSTS_DEFAULT);
  self->rates[class].recall = limen_metric_value (
      (LimenMetric){ LIMEN_METRIC_RECALL, 1 }, c, LIMEN_COSTS_DEFAULT);
  return TRUE;
}

/* Computes precision and recall of each one-vs-rest class at its own
 * threshold; NaN where undefined. With a grey zone from `refer_from` (NaN:
 * none) they are those of the decided rows. `prevalences` are those of the
 * populations (NaN: that of the rows). Each array has an entry per class.
 * Takes a pass over the rows per class. Free with g_free(). */
LimenClassRates *
limen_class_rates_new (LimenAnalysis *analysis, const double *thresholds,
                       const double *refer_from, const double *prevalences)
{
  LimenClassRates *rates
      = g_new (LimenClassRates, limen_analysis_get_n_classes (analysis));
  Job job = { limen_analysis_get_scores (analysis), thresholds, refer_from,
              prevalences, rates };

  limen_analysis_for_each_class (analysis, compute, &job, NULL);
  return rates;
}
