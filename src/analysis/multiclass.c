/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multiclass.h"

#include <glib/gi18n.h>
#include <math.h>

#include "link.h"
#include "memory.h"

/* Frees the results. NULL is ignored. */
void
limen_multiclass_free (LimenMulticlass *self)
{
  if (self == NULL)
    return;
  limen_multiclass_result_free (self->result);
  limen_top_labels_free (self->top_labels);
  g_free (self->thresholds);
  g_free (self);
}

static gboolean
calibrate (LimenMulticlass *self, const LimenPredictions *numbers,
           const char *path, GError **error)
{
  const LimenPredictions *top;

  self->top_labels = limen_top_labels_new (numbers, path, error);
  if (self->top_labels == NULL)
    return FALSE;
  top = limen_top_labels_get_numbers (self->top_labels);
  self->n_bins = LIMEN_CALIBRATION_DEFAULT_BINS;
  return limen_calibration_compute (top->kind, top->scores[0], top->labels,
                                    top->positive, top->weights, top->n_rows,
                                    self->bins, self->n_bins,
                                    &self->calibration)
         || limen_memory_fail (path, N_ ("for its calibration"), error);
}

static double *
new_thresholds (LimenThresholdScores *scores)
{
  gsize n = limen_threshold_scores_get_n_classes (scores);
  LimenKind kind = limen_threshold_scores_get_numbers (scores)->kind;
  double half = limen_kind_has_thresholds (kind)
                    ? limen_score_from_probability (kind, 0.5)
                    : LIMEN_DECISION_THRESHOLD;
  double *thresholds = g_new (double, n);

  for (gsize k = 0; k < n; k++)
    thresholds[k] = isnan (half) ? 0 : half;
  return thresholds;
}

static gboolean
compute (LimenMulticlass *self, LimenThresholdScores *scores, GError **error)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (scores);
  const char *path = limen_dataset_get_path (
      limen_threshold_scores_get_dataset (scores));

  self->result = limen_multiclass_result_new (scores, self->thresholds,
                                              LIMEN_DECISION_ARGMAX);
  if (self->result == NULL)
    return limen_memory_fail (
        path, N_ ("for the confusion matrix of its classes"), error);
  if (!limen_predictions_decide_jointly (numbers)
      || !limen_kind_has_thresholds (numbers->kind))
    return TRUE;
  self->n_top_k = MIN (LIMEN_MAX_TOP_K, numbers->n_classes);
  if (!limen_top_k_accuracies (numbers, self->n_top_k, self->top_k))
    return limen_memory_fail (path, N_ ("to rank the classes of its rows"),
                              error);
  return !limen_kind_has_probabilities (numbers->kind)
         || calibrate (self, numbers, path, error);
}

/* Computes the results of scores with labels of several classes. NULL with an
 * error when memory runs out; free with limen_multiclass_free(). */
LimenMulticlass *
limen_multiclass_new (LimenThresholdScores *scores, GError **error)
{
  g_autoptr (LimenMulticlass) self = g_new0 (LimenMulticlass, 1);

  self->calibration = LIMEN_CALIBRATION_NONE;
  self->thresholds = new_thresholds (scores);
  return compute (self, scores, error) ? g_steal_pointer (&self) : NULL;
}

/* Estimates the numbers of the results; `scores` are those they were computed
 * with. FALSE with an error when memory runs out. */
gboolean
limen_multiclass_estimate (const LimenMulticlass *self,
                           LimenThresholdScores *scores, LimenCosts costs,
                           double confidence,
                           LimenDecisionEstimates *estimates, GError **error)
{
  return limen_multiclass_result_estimate (
      self->result, scores, self->thresholds, LIMEN_DECISION_ARGMAX, costs,
      confidence, estimates, error);
}
