/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs.h"

#include <glib/gi18n.h>
#include <math.h>

#include "job.h"
#include "memory.h"
#include "micro-average.h"
#include "table-error.h"

/* Inputs and some results of a job. Each kind of job uses those members that
 * it needs. */
typedef struct
{
  LimenAnalysis *analysis; /* or NULL */
  LimenOneVsRest *class;   /* or NULL */
  gsize class_index;
  LimenThresholdScores *scores; /* scores that decide, or NULL */
  GListStore *set;              /* LimenCutoff, copies owned by this job; or
                                 * NULL */
  double *thresholds;           /* one per class, or NULL */
  double *refer_from;           /* one per class, NaN: no grey zone; or NULL */
  double *prevalences;          /* one per class, or NULL */
  LimenObjective **objectives;  /* one per class, or NULL; owned */
  LimenCommonObjective *common; /* for all classes together, or NULL */
  char *name;
  LimenDecisionRule rule;
  LimenJointGoal goal;
  double *costs;
  LimenObjective
      objective; /* of one class, or of the threshold shared by all */
  double prevalence;
  LimenCalibrationOptions calibration;

  LimenRankingResult ranking;
  LimenJointResult joint;
  LimenOptimum optimum;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  for (gsize k = 0; job->objectives != NULL
                    && k < limen_analysis_get_n_classes (job->analysis);
       k++)
    g_free (job->objectives[k]);
  g_free (job->objectives);
  limen_analysis_unref (job->analysis);
  limen_one_vs_rest_unref (job->class);
  limen_threshold_scores_unref (job->scores);
  g_clear_object (&job->set);
  g_free (job->thresholds);
  g_free (job->refer_from);
  g_free (job->prevalences);
  g_free (job->common);
  g_free (job->name);
  g_free (job->costs);
  g_free (job);
}

static Job *
new_job_of_class (LimenOneVsRest *class)
{
  Job *job = g_new0 (Job, 1);

  job->class = limen_one_vs_rest_ref (class);
  return job;
}

/* A copy of an array with one number per class; NULL for NULL. */
static double *
copy_numbers (LimenAnalysis *analysis, const double *numbers)
{
  return g_memdup2 (numbers,
                    limen_analysis_get_n_classes (analysis) * sizeof *numbers);
}

/* Makes a job. Copies the thresholds, which may be NULL. */
static Job *
new_job (LimenAnalysis *analysis, const double *thresholds)
{
  Job *job = g_new0 (Job, 1);

  job->analysis = limen_analysis_ref (analysis);
  job->thresholds = copy_numbers (analysis, thresholds);
  return job;
}

/* Starts a job and takes ownership of it. */
static void
start (Job *job, GTaskThreadFunc run, GCancellable *cancellable,
       gpointer source, GAsyncReadyCallback done)
{
  limen_job_start (job, job_free, run, cancellable, source, done, NULL);
}

/* Returns a result from a task, or an error if `found` is NULL. */
static void
return_found (GTask *task, gpointer found, GDestroyNotify free_found,
              GError *error)
{
  if (found != NULL)
    g_task_return_pointer (task, found, free_found);
  else
    g_task_return_error (task, error);
}

/* One class */

static void
compute_ranking (GTask *task, gpointer source, gpointer data,
                 GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (LimenBinnedCalibration) binned = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  binned = limen_binned_calibration_new_of_class (job->class,
                                                  job->calibration);
  job->ranking = (LimenRankingResult){
    .ranking = limen_one_vs_rest_get_ranking_at (job->class, job->prevalence),
    .ece = binned != NULL ? binned->sums.ece : NAN,
    .n_bins = binned != NULL ? binned->n_bins : 0,
  };
  g_task_return_boolean (task, TRUE);
}

/* Ranks a class in a population with this prevalence (NaN: that of the rows)
 * and computes its calibration error in these bins; NaN when memory runs
 * out. */
void
limen_job_ranking_async (LimenOneVsRest *class, double prevalence,
                         LimenCalibrationOptions calibration,
                         GCancellable *cancellable, gpointer source,
                         GAsyncReadyCallback done)
{
  Job *job = new_job_of_class (class);

  job->prevalence = prevalence;
  job->calibration = calibration;
  start (job, compute_ranking, cancellable, source, done);
}

/* Stores the result of limen_job_ranking_async(); FALSE if cancelled, in which
 * case *found is meaningless. */
gboolean
limen_job_ranking_finish (GAsyncResult *result, LimenRankingResult *found)
{
  *found = ((Job *) g_task_get_task_data (G_TASK (result)))->ranking;
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

/* Searches the optimum in a sweep and returns from the task. */
static void
return_optimum (GTask *task, Job *job, const LimenSweep *sweep)
{
  job->optimum = limen_objective_optimize (&job->objective, sweep);
  if (job->optimum.status != LIMEN_OPTIMUM_NO_MEMORY)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (
        task, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_MEMORY,
        _ ("Not enough memory to search for two thresholds"));
}

static void
compute_optimum (GTask *task, gpointer source, gpointer data,
                 GCancellable *cancellable)
{
  Job *job = data;

  return_optimum (task, job, limen_one_vs_rest_get_sweep (job->class));
}

/* Searches the threshold, or the two thresholds of a grey zone, that are best
 * for an objective. */
void
limen_job_optimum_async (LimenOneVsRest *class,
                         const LimenObjective *objective,
                         GCancellable *cancellable, gpointer source,
                         GAsyncReadyCallback done)
{
  Job *job = new_job_of_class (class);

  job->objective = *objective;
  start (job, compute_optimum, cancellable, source, done);
}

/* Stores the result of limen_job_optimum_async(); FALSE with an error, also if
 * cancelled. */
gboolean
limen_job_optimum_finish (GAsyncResult *result, LimenOptimum *optimum,
                          GError **error)
{
  *optimum = ((Job *) g_task_get_task_data (G_TASK (result)))->optimum;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* One of several classes, or all of them */

static void
compute_class (GTask *task, gpointer source, gpointer data,
               GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  LimenOneVsRest *class = limen_analysis_get_class (job->analysis,
                                                    job->class_index, &error);

  return_found (task, class, (GDestroyNotify) limen_one_vs_rest_unref, error);
}

/* Computes one class against the rest, or takes it from the analysis. */
void
limen_job_class_async (LimenAnalysis *analysis, gsize class,
                       GCancellable *cancellable, gpointer source,
                       GAsyncReadyCallback done)
{
  Job *job = new_job (analysis, NULL);

  job->class_index = class;
  start (job, compute_class, cancellable, source, done);
}

/* The class, freed by the caller with limen_one_vs_rest_unref(); NULL with an
 * error, also if cancelled. */
LimenOneVsRest *
limen_job_class_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
compute_rates (GTask *task, gpointer source, gpointer data,
               GCancellable *cancellable)
{
  Job *job = data;

  g_task_return_pointer (
      task,
      limen_class_rates_new (job->analysis, job->thresholds, job->refer_from,
                             job->prevalences),
      g_free);
}

/* Computes the precision and recall of each class at its threshold. Copies the
 * arrays, each with one number per class. */
void
limen_job_rates_async (LimenAnalysis *analysis, const double *thresholds,
                       const double *refer_from, const double *prevalences,
                       GCancellable *cancellable, gpointer source,
                       GAsyncReadyCallback done)
{
  Job *job = new_job (analysis, thresholds);

  job->refer_from = copy_numbers (analysis, refer_from);
  job->prevalences = copy_numbers (analysis, prevalences);
  start (job, compute_rates, cancellable, source, done);
}

/* The rates of each class, freed by the caller with g_free(); NULL if
 * cancelled. */
LimenClassRates *
limen_job_rates_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
compute_multiclass_result (GTask *task, gpointer source, gpointer data,
                           GCancellable *cancellable)
{
  Job *job = data;
  LimenMulticlassResult *result
      = limen_multiclass_result_new (job->scores, job->thresholds, job->rule);
  GError *error = NULL;

  if (result == NULL)
    limen_memory_fail (
        limen_dataset_get_path (limen_analysis_get_dataset (job->analysis)),
        N_ ("for the confusion matrix of its classes"), &error);
  return_found (task, result, (GDestroyNotify) limen_multiclass_result_free,
                error);
}

/* Decides all rows by the rule and the thresholds, and evaluates the
 * decisions. */
void
limen_job_multiclass_result_async (LimenAnalysis *analysis,
                                   LimenThresholdScores *scores,
                                   const double *thresholds,
                                   LimenDecisionRule rule,
                                   GCancellable *cancellable, gpointer source,
                                   GAsyncReadyCallback done)
{
  Job *job = new_job (analysis, thresholds);

  job->scores = limen_threshold_scores_ref (scores);
  job->rule = rule;
  start (job, compute_multiclass_result, cancellable, source, done);
}

/* The result, freed with limen_multiclass_result_free(); NULL with an error,
 * also if cancelled. */
LimenMulticlassResult *
limen_job_multiclass_result_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static bool
is_cancelled (void *cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

static void
compute_joint (GTask *task, gpointer source, gpointer data,
               GCancellable *cancellable)
{
  Job *job = data;
  gsize n = limen_analysis_get_n_classes (job->analysis);
  double *thresholds = g_new (double, n);
  const LimenJointOptions options = { .goal = job->goal,
                                      .costs = job->costs,
                                      .is_cancelled = is_cancelled,
                                      .data = cancellable };

  job->joint
      = limen_joint_optimize (limen_threshold_scores_get_numbers (
                                  limen_analysis_get_scores (job->analysis)),
                              &options, job->thresholds, thresholds);
  g_task_return_pointer (task, thresholds, g_free);
}

/* Searches the thresholds that are jointly best for all classes, starting at
 * the thresholds with the best F1 of each class. */
void
limen_job_joint_async (LimenAnalysis *analysis, LimenJointGoal goal,
                       double *costs, GCancellable *cancellable,
                       gpointer source, GAsyncReadyCallback done)
{
  gsize n = limen_analysis_get_n_classes (analysis);
  g_autofree double *starts = g_new (double, n);
  Job *job;

  for (gsize k = 0; k < n; k++)
    starts[k] = limen_analysis_get_summary (analysis, k)
                    ->best_f1.positive_from.threshold;
  job = new_job (analysis, starts);
  job->goal = goal;
  job->costs = costs;
  start (job, compute_joint, cancellable, source, done);
}

/* The thresholds, one per class, freed with g_free(); NULL if cancelled.
 * Stores the goal, and the value and other results of the search in *found. */
double *
limen_job_joint_finish (GAsyncResult *result, LimenJointGoal *goal,
                        LimenJointResult *found)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  *goal = job->goal;
  *found = job->joint;
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
compute_shared (GTask *task, gpointer source, gpointer data,
                GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  LimenSweep *sweep = limen_micro_average_sweep_new (
      limen_analysis_get_scores (job->analysis), &error);

  if (sweep == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  return_optimum (task, job, sweep);
  limen_sweep_free (sweep);
}

/* Searches the shared threshold of all classes that is best for an objective,
 * whose metric is micro averaged. */
void
limen_job_shared_async (LimenAnalysis *analysis,
                        const LimenObjective *objective,
                        GCancellable *cancellable, gpointer source,
                        GAsyncReadyCallback done)
{
  Job *job = new_job (analysis, NULL);

  job->objective = *objective;
  start (job, compute_shared, cancellable, source, done);
}

/* Stores the result of limen_job_shared_async(); FALSE with an error, also if
 * cancelled. */
gboolean
limen_job_shared_finish (GAsyncResult *result, LimenObjective *objective,
                         LimenOptimum *optimum, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  *objective = job->objective;
  *optimum = job->optimum;
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
compute_set (GTask *task, gpointer source, gpointer data,
             GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  LimenCutoffSet *set = limen_cutoff_set_new (
      G_LIST_MODEL (job->set), limen_analysis_get_scores (job->analysis),
      &error);

  return_found (task, set, (GDestroyNotify) limen_cutoff_set_free, error);
}

/* Looks up the decision rule, the thresholds and the maps of cutoffs with one
 * name. The cutoffs are copied, since the user may rename one while the thread
 * runs. */
void
limen_job_set_async (LimenAnalysis *analysis, GPtrArray *cutoffs,
                     GCancellable *cancellable, gpointer source,
                     GAsyncReadyCallback done)
{
  Job *job = new_job (analysis, NULL);

  job->set = g_list_store_new (LIMEN_TYPE_CUTOFF);
  for (guint i = 0; i < cutoffs->len; i++)
    {
      g_autoptr (LimenCutoff) copy
          = limen_cutoff_copy (g_ptr_array_index (cutoffs, i));

      g_list_store_append (job->set, copy);
      if (i == 0)
        job->name = g_strdup (limen_cutoff_get_name (copy));
    }
  start (job, compute_set, cancellable, source, done);
}

/* The set, freed with limen_cutoff_set_free(); NULL with an error, also if
 * cancelled. Stores a copy of its name, which the caller frees, in either
 * case. */
LimenCutoffSet *
limen_job_set_finish (GAsyncResult *result, char **name, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  *name = g_strdup (job->name);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static LimenCutoff *
new_cutoff_at (const Job *job, LimenOneVsRest *class, gsize k,
               double refer_from)
{
  const LimenObjective *objective = job->objectives[k];

  if (job->common != NULL && isnan (refer_from))
    return limen_common_objective_new_cutoff (job->common, job->name, class,
                                              job->thresholds[k],
                                              job->prevalences[k]);
  if (objective != NULL
      && limen_objective_refers (objective) == !isnan (refer_from))
    return limen_cutoff_new (job->name, class, job->thresholds[k], refer_from,
                             objective);
  return limen_cutoff_new_by_hand (job->name, class, job->thresholds[k],
                                   refer_from, job->prevalences[k]);
}

/* Makes the cutoff of class k. It has no grey zone if the task has a joint
 * decision, which gives each row exactly one class and refers no row. */
static LimenCutoff *
new_cutoff (const Job *job, LimenOneVsRest *class, gsize k)
{
  LimenTask task
      = limen_dataset_get_predictions (limen_one_vs_rest_get_dataset (class))
            ->task;
  gboolean is_joint = limen_task_get (task)->has_joint_decision;
  LimenCutoff *cutoff
      = new_cutoff_at (job, class, k, is_joint ? NAN : job->refer_from[k]);

  if (is_joint)
    limen_cutoff_set_decision (cutoff, job->rule);
  limen_cutoff_estimate_quickly (cutoff, class);
  return cutoff;
}

static void
compute_cutoffs (GTask *task, gpointer source, gpointer data,
                 GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (GPtrArray) cutoffs
      = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize k = 0; k < limen_analysis_get_n_classes (job->analysis); k++)
    {
      GError *error = NULL;
      g_autoptr (LimenOneVsRest) class
          = limen_one_vs_rest_new (job->scores, k, &error);

      if (class == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      if (g_task_return_error_if_cancelled (task))
        return;
      g_ptr_array_add (cutoffs, new_cutoff (job, class, k));
    }
  g_task_return_pointer (task, g_steal_pointer (&cutoffs),
                         (GDestroyNotify) g_ptr_array_unref);
}

/* Makes the cutoffs of all classes. Each records the common objective if there
 * is one and it has no grey zone, else the objective of its class, else that
 * it was set by hand in a population of the class's prevalence. Grey zones are
 * kept only for tasks without a joint decision. */
void
limen_job_cutoffs_async (LimenAnalysis *analysis, LimenThresholdScores *scores,
                         const char *name, const double *thresholds,
                         const LimenCommonObjective *common,
                         LimenObjective **objectives, double *prevalences,
                         const double *refer_from, LimenDecisionRule rule,
                         GCancellable *cancellable, gpointer source,
                         GAsyncReadyCallback done)
{
  Job *job = new_job (analysis, thresholds);

  job->scores = limen_threshold_scores_ref (scores);
  job->common = g_memdup2 (common, sizeof *common);
  job->objectives = objectives;
  job->prevalences = prevalences;
  job->refer_from = copy_numbers (analysis, refer_from);
  job->name = g_strdup (name);
  job->rule = rule;
  start (job, compute_cutoffs, cancellable, source, done);
}

/* An array of one LimenCutoff per class, freed with g_ptr_array_unref(); NULL
 * with an error, also if cancelled. */
GPtrArray *
limen_job_cutoffs_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
