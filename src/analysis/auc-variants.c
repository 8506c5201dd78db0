/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "auc-variants.h"

#include <glib/gi18n.h>

/* State of computing the partial AUC of all classes. */
typedef struct
{
  LimenAnalysis *analysis;
  double from, to;
  LimenPartialAuc *values;
} PartialAucs;

static gboolean
compute_partial_auc (gpointer data, gsize class, GError **error)
{
  PartialAucs *self = data;
  g_autoptr (LimenOneVsRest) one_vs_rest
      = limen_analysis_get_class (self->analysis, class, error);

  if (one_vs_rest == NULL)
    return FALSE;
  self->values[class] = limen_partial_auc_compute (
      limen_one_vs_rest_get_sweep (one_vs_rest), self->from, self->to);
  return TRUE;
}

/* Computes the partial AUC of each class against the rest between two false
 * positive rates, as limen_partial_auc_compute(). With several classes, takes
 * a sort per class. Free with g_free(); NULL with an error when memory runs
 * out. */
LimenPartialAuc *
limen_analysis_new_partial_aucs (LimenAnalysis *analysis, double from,
                                 double to, GError **error)
{
  g_autofree LimenPartialAuc *values
      = g_new (LimenPartialAuc, limen_analysis_get_n_classes (analysis) + 1);
  PartialAucs aucs = { analysis, from, to, values };

  return limen_analysis_for_each_class (analysis, compute_partial_auc, &aucs,
                                        error)
             ? g_steal_pointer (&values)
             : NULL;
}

/* Whether pairs of classes can be compared: exactly one class is true in each
 * row, and each has a score. */
gboolean
limen_analysis_has_pairwise_auc (LimenAnalysis *analysis)
{
  const LimenPredictions *numbers = limen_threshold_scores_get_numbers (
      limen_analysis_get_scores (analysis));

  return limen_predictions_decide_jointly (numbers)
         && limen_kind_has_thresholds (numbers->kind);
}

/* Computes the one-vs-one ROC AUC, averaged; see limen_pairwise_auc_compute().
 * FALSE with an error when memory runs out. */
gboolean
limen_analysis_compute_pairwise_auc (LimenAnalysis *analysis,
                                     LimenPairwiseAuc *auc, GError **error)
{
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);

  g_return_val_if_fail (limen_analysis_has_pairwise_auc (analysis), FALSE);

  return limen_pairwise_auc_compute (limen_threshold_scores_get_numbers (
                                         limen_analysis_get_scores (analysis)),
                                     auc)
         || limen_dataset_fail_memory (
             dataset, N_ ("to compare each pair of its classes"), error);
}
