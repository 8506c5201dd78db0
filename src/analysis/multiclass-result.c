/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multiclass-result.h"

#include <math.h>

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

static gboolean
decide (LimenMulticlassResult *self, const LimenPredictions *numbers,
        const double *thresholds, LimenDecisionRule rule)
{
  self->matrix = limen_matrix_new (numbers, thresholds, rule);
  if (self->matrix == NULL)
    return FALSE;
  self->multilabel = (LimenMultilabel){ NAN, NAN };
  self->accuracy = limen_matrix_get_accuracy (self->matrix);
  self->balanced_accuracy = limen_matrix_get_balanced_accuracy (self->matrix);
  self->mcc = limen_matrix_get_mcc (self->matrix);
  self->kappa = limen_matrix_get_kappa (self->matrix);
  for (gsize k = 0; k < self->n_classes; k++)
    self->confusions[k] = limen_matrix_get_confusion (self->matrix, k);
  return TRUE;
}

/* Decides all rows of scores with labels of several classes. `thresholds` has
 * one entry per class that has a threshold; the rule is ignored for multilabel
 * files. NULL when memory runs out; free with
 * limen_multiclass_result_free(). */
LimenMulticlassResult *
limen_multiclass_result_new (LimenThresholdScores *scores,
                             const double *thresholds, LimenDecisionRule rule)
{
  g_autofree double *spread = spread_thresholds (scores, thresholds);

  return limen_multiclass_result_new_of (
      limen_threshold_scores_get_numbers (scores), spread, rule);
}

/* Decides all rows of predictions with labels of several classes, which are
 * only borrowed for the call, with a threshold for each of their classes. NULL
 * when memory runs out; free with limen_multiclass_result_free(). */
LimenMulticlassResult *
limen_multiclass_result_new_of (const LimenPredictions *numbers,
                                const double *thresholds,
                                LimenDecisionRule rule)
{
  g_autoptr (LimenMulticlassResult) self = g_new0 (LimenMulticlassResult, 1);

  self->n_classes = numbers->n_classes;
  self->confusions = g_new0 (LimenConfusion, self->n_classes);
  if (!limen_task_get (numbers->task)->has_matrix)
    {
      self->multilabel
          = limen_multilabel_compute (numbers, thresholds, self->confusions);
      self->accuracy = self->balanced_accuracy = NAN;
      self->mcc = self->kappa = NAN;
    }
  else if (!decide (self, numbers, thresholds, rule))
    return NULL;
  self->precision = average (self, LIMEN_METRIC_PRECISION);
  self->recall = average (self, LIMEN_METRIC_RECALL);
  self->f1 = average (self, LIMEN_METRIC_F1);
  return g_steal_pointer (&self);
}
