/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intervals-job.h"

#include <glib/gi18n.h>

#include "job.h"

/* The inputs and the result of a job; those that it does not have are NULL. */
typedef struct
{
  LimenAnalysis *analysis;
  LimenOneVsRest *class;
  LimenMetricPlace place;
  double prevalence;
  LimenBootstrap plan;
  LimenRankingEstimates ranking;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->analysis, limen_analysis_unref);
  limen_one_vs_rest_unref (job->class);
  g_free (job);
}

static Job *
job_new (LimenAnalysis *analysis, LimenOneVsRest *class)
{
  Job *job = g_new0 (Job, 1);

  if (analysis != NULL)
    job->analysis = limen_analysis_ref (analysis);
  if (class != NULL)
    job->class = limen_one_vs_rest_ref (class);
  job->plan = LIMEN_BOOTSTRAP_DEFAULT;
  return job;
}

static void
return_estimates (GTask *task, LimenEstimate *estimates, GError *error)
{
  if (estimates != NULL)
    g_task_return_pointer (task, estimates, g_free);
  else
    g_task_return_error (task, error);
}

/* Losses */

static void
estimate_losses (GTask *task, gpointer source, gpointer data,
                 GCancellable *cancellable)
{
  const Job *job = data;
  gsize n;
  const LimenLossValue *losses = limen_analysis_get_losses (job->analysis, &n);
  g_autoptr (LimenLossOptions) options = limen_loss_options_new ();
  g_autofree LimenEstimate *estimates = g_new (LimenEstimate, MAX (n, 1));
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (!limen_losses_estimate (limen_analysis_get_scores (job->analysis),
                              options, &job->plan, losses, n, estimates,
                              &error))
    g_clear_pointer (&estimates, g_free);
  return_estimates (task, g_steal_pointer (&estimates), error);
}

void
limen_job_loss_intervals_async (LimenAnalysis *analysis, double confidence,
                                GCancellable *cancellable, gpointer source,
                                GAsyncReadyCallback done)
{
  Job *job = job_new (analysis, NULL);

  job->plan.confidence = confidence;
  limen_job_start (job, job_free, estimate_losses, cancellable, source, done,
                   NULL);
}

LimenEstimate *
limen_job_loss_intervals_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Ranking */

static void
estimate_ranking (GTask *task, gpointer source, gpointer data,
                  GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (limen_estimates_compute_ranking (job->class, job->prevalence, &job->plan,
                                       &job->ranking, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
limen_job_ranking_intervals_async (LimenOneVsRest *class, double prevalence,
                                   double confidence,
                                   GCancellable *cancellable, gpointer source,
                                   GAsyncReadyCallback done)
{
  Job *job = job_new (NULL, class);

  job->prevalence = prevalence;
  job->plan.confidence = confidence;
  limen_job_start (job, job_free, estimate_ranking, cancellable, source, done,
                   NULL);
}

gboolean
limen_job_ranking_intervals_finish (GAsyncResult *result,
                                    LimenRankingEstimates *estimates,
                                    GError **error)
{
  *estimates = ((Job *) g_task_get_task_data (G_TASK (result)))->ranking;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Metrics */

/* Estimates all metrics at a place; with a grey zone, of the decided rows.
 * LIMEN_N_METRICS estimates, freed with g_free(); NULL with an error when
 * memory runs out. */
LimenEstimate *
limen_metric_place_estimate (const LimenMetricPlace *self,
                             const LimenBootstrap *plan, GError **error)
{
  LimenEstimate *estimates;

  if (!self->has_zone)
    return limen_estimates_new_at (self->class, &self->view,
                                   &self->positive_from, 1, plan, error);
  estimates = limen_estimates_new_between (
      self->class, &self->view, self->refer_from, self->positive_from, plan);
  if (estimates == NULL)
    limen_dataset_fail_memory (limen_one_vs_rest_get_dataset (self->class),
                               N_ ("for its intervals"), error);
  return estimates;
}

static void
estimate_metrics (GTask *task, gpointer source, gpointer data,
                  GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  LimenEstimate *estimates;

  if (g_task_return_error_if_cancelled (task))
    return;
  estimates = limen_metric_place_estimate (&job->place, &job->plan, &error);
  return_estimates (task, estimates, error);
}

void
limen_job_metric_intervals_async (const LimenMetricPlace *place,
                                  const LimenBootstrap *plan,
                                  GCancellable *cancellable, gpointer source,
                                  GAsyncReadyCallback done)
{
  Job *job = job_new (NULL, place->class);

  job->place = *place;
  job->plan = *plan;
  limen_job_start (job, job_free, estimate_metrics, cancellable, source, done,
                   NULL);
}

LimenEstimate *
limen_job_metric_intervals_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Joint decisions */

typedef struct
{
  LimenThresholdScores *scores;
  double *thresholds;
  LimenDecisionRule rule;
  double confidence;
  LimenDecisionEstimates estimates;
} DecisionJob;

static void
decision_job_free (gpointer data)
{
  DecisionJob *job = data;

  limen_threshold_scores_unref (job->scores);
  g_free (job->thresholds);
  g_free (job);
}

static void
estimate_decision (GTask *task, gpointer source, gpointer data,
                   GCancellable *cancellable)
{
  DecisionJob *job = data;
  g_autoptr (LimenMulticlassResult) decided = NULL;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  decided
      = limen_multiclass_result_new (job->scores, job->thresholds, job->rule);
  if (decided == NULL)
    limen_dataset_fail_memory (
        limen_threshold_scores_get_dataset (job->scores),
        N_ ("for its intervals"), &error);
  if (decided != NULL
      && limen_multiclass_result_estimate (
          decided, job->scores, job->thresholds, job->rule,
          LIMEN_COSTS_DEFAULT, job->confidence, &job->estimates, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
limen_job_decision_intervals_async (LimenThresholdScores *scores,
                                    const double *thresholds,
                                    LimenDecisionRule rule, double confidence,
                                    GCancellable *cancellable, gpointer source,
                                    GAsyncReadyCallback done)
{
  DecisionJob *job = g_new0 (DecisionJob, 1);
  gsize n = limen_threshold_scores_get_n_classes (scores);

  job->scores = limen_threshold_scores_ref (scores);
  job->thresholds = g_memdup2 (thresholds, n * sizeof *thresholds);
  job->rule = rule;
  job->confidence = confidence;
  limen_job_start (job, decision_job_free, estimate_decision, cancellable,
                   source, done, NULL);
}

gboolean
limen_job_decision_intervals_finish (GAsyncResult *result,
                                     LimenDecisionEstimates *estimates,
                                     GError **error)
{
  const DecisionJob *job = g_task_get_task_data (G_TASK (result));

  *estimates = job->estimates;
  return g_task_propagate_boolean (G_TASK (result), error);
}
