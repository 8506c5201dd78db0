/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multiclass-result.h"

#include <math.h>

#include "translatable.h"

/* Frees a result. NULL is ignored. */
void
limen_multiclass_result_free (LimenMulticlassResult *self)
{
  if (self == NULL)
    return;
  limen_matrix_free (self->matrix);
  g_free (self->confusions);
  g_free (self);
}

static LimenAverages
average (const LimenMulticlassResult *self, LimenMetricId metric)
{
  return limen_averages_compute ((LimenMetric){ metric, 1 }, self->confusions,
                                 self->n_classes, LIMEN_COSTS_DEFAULT);
}

/* Returns a new array with a threshold per class: `thresholds`, or copies of
 * its only entry if the scores have a single threshold. */
static double *
spread_thresholds (LimenThresholdScores *scores, const double *thresholds)
{
  gsize n = limen_threshold_scores_get_numbers (scores)->n_classes;
  gboolean is_shared = limen_threshold_scores_get_n_classes (scores) == 1;
  double *spread = g_new (double, n);

  for (gsize k = 0; k < n; k++)
    spread[k] = thresholds[is_shared ? 0 : k];
  return spread;
}

/* Sets the averages of the classes' metrics. */
static void
average_classes (LimenMulticlassResult *self)
{
  self->precision = average (self, LIMEN_METRIC_PRECISION);
  self->recall = average (self, LIMEN_METRIC_RECALL);
  self->f1 = average (self, LIMEN_METRIC_F1);
}

static LimenMulticlassResult *
new_multilabel (const LimenPredictions *numbers, const double *thresholds)
{
  LimenMulticlassResult *self = g_new0 (LimenMulticlassResult, 1);

  self->n_classes = numbers->n_classes;
  self->confusions = g_new0 (LimenConfusion, self->n_classes);
  self->multilabel
      = limen_multilabel_compute (numbers, thresholds, self->confusions);
  self->accuracy = self->balanced_accuracy = NAN;
  self->mcc = self->kappa = NAN;
  average_classes (self);
  return self;
}

/* Decides all rows of scores with labels of several classes. `thresholds` has
 * one entry per class that has a threshold; the rule is ignored for multilabel
 * files. NULL when memory runs out; free with
 * limen_multiclass_result_free(). */
LimenMulticlassResult *
limen_multiclass_result_new (LimenThresholdScores *scores,
                             const double *thresholds, LimenDecisionRule rule)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (scores);
  g_autofree double *spread = spread_thresholds (scores, thresholds);
  LimenMatrix *matrix;

  if (!limen_task_get (numbers->task)->has_matrix)
    return new_multilabel (numbers, spread);
  matrix = limen_matrix_new (numbers, spread, rule);
  return matrix != NULL ? limen_multiclass_result_new_of_matrix (matrix)
                        : NULL;
}

/* Computes the result of decisions that a matrix has counted; takes the
 * matrix. Free with limen_multiclass_result_free(). */
LimenMulticlassResult *
limen_multiclass_result_new_of_matrix (LimenMatrix *matrix)
{
  LimenMulticlassResult *self = g_new0 (LimenMulticlassResult, 1);

  self->matrix = matrix;
  self->n_classes = limen_matrix_get_n_classes (matrix);
  self->confusions = g_new0 (LimenConfusion, self->n_classes);
  self->multilabel = (LimenMultilabel){ NAN, NAN };
  self->accuracy = limen_matrix_get_accuracy (matrix);
  self->balanced_accuracy = limen_matrix_get_balanced_accuracy (matrix);
  self->mcc = limen_matrix_get_mcc (matrix);
  self->kappa = limen_matrix_get_kappa (matrix);
  for (gsize k = 0; k < self->n_classes; k++)
    self->confusions[k] = limen_matrix_get_confusion (matrix, k);
  average_classes (self);
  return self;
}

/* Estimates the numbers of a result that was computed with these scores,
 * thresholds and rule; `costs` are those of cost and net benefit. FALSE with
 * an error when memory runs out. */
gboolean
limen_multiclass_result_estimate (
    const LimenMulticlassResult *self, LimenThresholdScores *scores,
    const double *thresholds, LimenDecisionRule rule, LimenCosts costs,
    double confidence, LimenDecisionEstimates *estimates, GError **error)
{
  g_autofree double *spread = spread_thresholds (scores, thresholds);
  const LimenDecidedRows rows
      = { .predictions = limen_threshold_scores_get_numbers (scores),
          .thresholds = spread,
          .rule = rule,
          .matrix = self->matrix,
          .confusions = self->confusions,
          .multilabel = self->multilabel };

  return limen_estimate_decision (&rows, costs, NULL, confidence, estimates)
         || limen_dataset_fail_memory (
             limen_threshold_scores_get_dataset (scores),
             N_ ("for its intervals"), error);
}
