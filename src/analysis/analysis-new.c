/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis-private.h"

#include <glib/gi18n.h>
#include "diagnosis.h"

static LimenClassSummary
summarize (LimenOneVsRest *class)
{
  return (LimenClassSummary){
    .ranking = limen_one_vs_rest_get_ranking (class),
    .calibration = limen_one_vs_rest_get_calibration (class),
    .start = limen_one_vs_rest_get_start (class),
  };
}

/* Returns the F1 optimum of a class, a start for the joint search of
 * thresholds. */
static LimenOptimum
find_best_f1 (LimenOneVsRest *class)
{
  const LimenObjective best_f1
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);

  return limen_objective_optimize (&best_f1,
                                   limen_one_vs_rest_get_sweep (class));
}

/* State of summarising all classes. */
typedef struct
{
  LimenAnalysis *analysis;
  GCancellable *cancellable;
} Summaries;

static gboolean
compute_class (gpointer data, gsize class, GError **error)
{
  Summaries *self = data;
  LimenAnalysis *analysis = self->analysis;
  g_autoptr (LimenOneVsRest) one_vs_rest = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return TRUE;
  one_vs_rest = limen_one_vs_rest_new (analysis->scores, class, error);
  if (one_vs_rest == NULL)
    return FALSE;
  analysis->classes[class] = summarize (one_vs_rest);
  if (analysis->n_classes == 1)
    analysis->single_class = g_steal_pointer (&one_vs_rest);
  else
    analysis->classes[class].best_f1 = find_best_f1 (one_vs_rest);
  return TRUE;
}

static gboolean
compute_classes (LimenAnalysis *self, GCancellable *cancellable,
                 GError **error)
{
  Summaries summaries = { self, cancellable };

  self->classes = g_new0 (LimenClassSummary, self->n_classes);
  return limen_analysis_for_each_class (self, compute_class, &summaries,
                                        error);
}

static gboolean
compute_multiclass (LimenAnalysis *self, GError **error)
{
  if (!limen_task_get (limen_dataset_get_predictions (self->dataset)->task)
           ->has_multiclass_result)
    return TRUE;
  self->multiclass = limen_multiclass_new (self->scores, error);
  return self->multiclass != NULL;
}

/* Runs the steps in sequence, each on all processors, so that only one of them
 * needs memory at a time. FALSE with an error. */
static gboolean
compute (LimenAnalysis *self, const LimenLossOptions *options,
         GCancellable *cancellable, GError **error)
{
  if (!limen_losses_compute (self->scores, options, self->losses,
                             &self->n_losses, error))
    return FALSE;
  limen_timings_end_step (&self->timings, N_ ("losses"));
  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !compute_classes (self, cancellable, error))
    return FALSE;
  if (self->single_class != NULL)
    limen_timings_append (&self->timings,
                          limen_one_vs_rest_get_timings (self->single_class));
  else
    limen_timings_end_step (&self->timings,
                            N_ ("each class against the rest"));
  if (!compute_multiclass (self, error))
    return FALSE;
  if (self->multiclass != NULL)
    limen_timings_end_step (&self->timings, N_ ("all classes together"));
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Analyses scores with labels. `timings` has the steps already done. NULL with
 * an error, as in limen_analysis_new(). */
static LimenAnalysis *
analyze (LimenThresholdScores *scores, const LimenTimings *timings,
         const LimenLossOptions *options, GCancellable *cancellable,
         GError **error)
{
  LimenDataset *dataset = limen_threshold_scores_get_dataset (scores);
  g_autoptr (LimenLossOptions) defaults = limen_loss_options_new ();
  g_autoptr (LimenAnalysis) self = NULL;

  g_return_val_if_fail (limen_dataset_has_labels (dataset), NULL);

  self = g_atomic_rc_box_new0 (LimenAnalysis);
  self->timings = *timings;
  self->dataset = limen_dataset_ref (dataset);
  self->scores = limen_threshold_scores_ref (scores);
  self->n_classes = limen_threshold_scores_get_n_classes (self->scores);
  if (!compute (self, options != NULL ? options : defaults, cancellable,
                error))
    return NULL;
  self->findings = limen_diagnosis_new (self, error);
  if (self->findings == NULL)
    return NULL;
  limen_timings_end_step (&self->timings, N_ ("findings"));
  return g_steal_pointer (&self);
}

/* Analyses a dataset with labels; keeps a reference to it. Takes a sort per
 * class: call it off the main thread. `options` (of the losses) and
 * `cancellable` may be NULL. NULL with an error when cancelled, when memory
 * runs out, and if the options name unknown losses or classes or have no
 * effect on this file. Free with limen_analysis_unref(). */
LimenAnalysis *
limen_analysis_new (LimenDataset *dataset, const LimenLossOptions *options,
                    GCancellable *cancellable, GError **error)
{
  g_autoptr (LimenThresholdScores) scores = NULL;
  LimenTimings timings;

  limen_timings_start (&timings);
  scores = limen_threshold_scores_new (dataset, error);
  if (scores == NULL)
    return NULL;
  if (limen_threshold_scores_get_numbers (scores)->kind
      != limen_dataset_get_predictions (dataset)->kind)
    limen_timings_end_step (&timings, N_ ("softmax"));
  return analyze (scores, &timings, options, cancellable, error);
}

/* Analyses given scores, such as recalibrated ones, as limen_analysis_new()
 * does those of a dataset; keeps a reference to the scores. Multiclass losses
 * are still those of the file's scores. NULL with an error; free with
 * limen_analysis_unref(). */
LimenAnalysis *
limen_analysis_new_for_scores (LimenThresholdScores *scores,
                               const LimenLossOptions *options,
                               GCancellable *cancellable, GError **error)
{
  LimenTimings timings;

  limen_timings_start (&timings);
  return analyze (scores, &timings, options, cancellable, error);
}
