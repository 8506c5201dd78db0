/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-job.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cutoff-resolve.h"
#include "document-file.h"
#include "job.h"
#include "report-document.h"

typedef struct
{
  LimenAnalysis *analysis;
  GListStore *cutoffs;          /* LimenCutoff, copies owned by this job */
  LimenThresholdScores *scores; /* scores that decide */
  double *thresholds;           /* current ones, one per class of `scores` */
  double *refer_from;           /* one per class; NaN: no grey zone */
  LimenDecisionRule rule;
  LimenObjective view;
  double refer_cost;
  LimenCalibrationOptions calibration;
  LimenBootstrap intervals;
  LimenTestData *test; /* NULL: none */
  char *path;
} ReportJob;

static void
report_job_free (gpointer data)
{
  ReportJob *job = data;

  limen_analysis_unref (job->analysis);
  g_object_unref (job->cutoffs);
  limen_threshold_scores_unref (job->scores);
  g_free (job->thresholds);
  g_free (job->refer_from);
  limen_test_data_unref (job->test);
  g_free (job->path);
  g_free (job);
}

/* Copies the cutoffs, since the user may rename one while the thread runs. */
static GListStore *
copy_cutoffs (GListModel *cutoffs)
{
  GListStore *copies = g_list_store_new (LIMEN_TYPE_CUTOFF);

  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);
      g_autoptr (LimenCutoff) copy = limen_cutoff_copy (cutoff);

      g_list_store_append (copies, copy);
    }
  return copies;
}

/* Whether a cutoff has these thresholds. If `is_mapped`, they are on the scale
 * of its recalibration map. `refer_from` is NaN if no row is referred. */
static gboolean
is_at (const LimenResolvedCutoff *cutoff, gboolean is_mapped,
       double threshold, double refer_from)
{
  double lower = is_mapped ? cutoff->calibrated_refer_from
                           : cutoff->refer_from;

  return (is_mapped ? cutoff->calibrated_threshold : cutoff->threshold)
             == threshold
         && (lower == refer_from || (isnan (lower) && isnan (refer_from)));
}

/* Whether the current decision rule for several classes is that of a cutoff.
 */
static gboolean
has_same_rule (ReportJob *job, LimenCutoff *cutoff)
{
  LimenDecisionRule rule;

  return limen_analysis_get_n_classes (job->analysis) == 1
         || !limen_task_get (limen_cutoff_get_task (cutoff))->has_joint_decision
         || (limen_cutoff_get_decision (cutoff, &rule) && rule == job->rule);
}

static gboolean
is_pinned (ReportJob *job, gsize class)
{
  gboolean is_mapped
      = limen_threshold_scores_get_recalibration (job->scores, class) != NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (job->cutoffs));
       i++)
    {
      g_autoptr (LimenCutoff) cutoff
          = g_list_model_get_item (G_LIST_MODEL (job->cutoffs), i);
      LimenResolvedCutoff resolved = limen_cutoff_resolve (
          cutoff, limen_analysis_get_scores (job->analysis), (int) class,
          NULL);

      if (resolved.fit == LIMEN_CUTOFF_APPLIES && has_same_rule (job, cutoff)
          && is_at (&resolved, is_mapped, job->thresholds[class],
                    job->refer_from[class]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
are_all_pinned (ReportJob *job)
{
  for (gsize k = 0; k < limen_analysis_get_n_classes (job->analysis); k++)
    if (!is_pinned (job, k))
      return FALSE;
  return TRUE;
}

static LimenCutoff *
new_current (ReportJob *job, LimenOneVsRest *class, gsize k, double prevalence)
{
  return limen_cutoff_new_by_hand (_ ("current threshold"), class,
                                   job->thresholds[k], job->refer_from[k],
                                   prevalence);
}

/* Inserts the current thresholds before the pinned cutoffs, unless the
 * thresholds of all classes are pinned already. FALSE with an error when
 * memory runs out. */
static gboolean
add_current (ReportJob *job, GError **error)
{
  gsize n = limen_analysis_get_n_classes (job->analysis);

  if (are_all_pinned (job))
    return TRUE;
  for (gsize k = 0; k < n; k++)
    {
      g_autoptr (LimenOneVsRest) class
          = job->scores == limen_analysis_get_scores (job->analysis)
                ? limen_analysis_get_class (job->analysis, k, error)
                : limen_one_vs_rest_new (job->scores, k, error);
      g_autoptr (LimenCutoff) cutoff = NULL;

      if (class == NULL)
        return FALSE;
      cutoff
          = new_current (job, class, k, n == 1 ? job->view.prevalence : NAN);
      if (n > 1
          && limen_task_get (limen_cutoff_get_task (cutoff))
                 ->has_joint_decision)
        limen_cutoff_set_decision (cutoff, job->rule);
      g_list_store_insert (job->cutoffs, (guint) k, cutoff);
    }
  return TRUE;
}

static LimenDocument *
new_document (ReportJob *job, GError **error)
{
  LimenObjective objectives[LIMEN_REPORT_N_OBJECTIVES];
  const LimenDocumentOptions options = {
    .report = { .objectives = objectives,
                .n_objectives = G_N_ELEMENTS (objectives),
                .view = &job->view,
                .calibration = job->calibration,
                .intervals = job->intervals,
                .test = job->test },
    .cutoffs = G_LIST_MODEL (job->cutoffs),
    .refer_cost = job->refer_cost,
    .skips_inapplicable = TRUE,
  };

  limen_report_get_objectives (&job->view, objectives);
  return limen_report_document_new (job->analysis, &options, error);
}

static void
write_report (GTask *task, gpointer source, gpointer data,
              GCancellable *cancellable)
{
  ReportJob *job = data;
  g_autoptr (LimenDocument) document = NULL;
  GError *error = NULL;

  if (add_current (job, &error))
    document = new_document (job, &error);
  if (document != NULL && limen_document_save (document, job->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* A copy of the lower thresholds; all NaN if each row has one of several
 * classes, since their joint decision refers no row. */
static double *
new_refer_from (LimenAnalysis *analysis, const double *refer_from)
{
  gsize n = limen_analysis_get_n_classes (analysis);
  LimenTask task
      = limen_dataset_get_predictions (limen_analysis_get_dataset (analysis))
            ->task;
  double *copy = g_memdup2 (refer_from, n * sizeof *refer_from);

  for (gsize k = 0; limen_task_get (task)->has_matrix && k < n; k++)
    copy[k] = NAN;
  return copy;
}

/* Starts writing the report; `done` is called once, with `source`. The job
 * runs to its end even if the source is disposed of. */
void
limen_report_job_async (LimenAnalysis *analysis, GListModel *cutoffs,
                        LimenThresholdScores *scores, const double *thresholds,
                        const double *refer_from, LimenDecisionRule rule,
                        const LimenObjective *view, double refer_cost,
                        LimenCalibrationOptions calibration,
                        LimenBootstrap intervals, LimenTestData *test,
                        const char *path, gpointer source,
                        GAsyncReadyCallback done, gpointer user_data)
{
  ReportJob *job = g_new0 (ReportJob, 1);

  job->analysis = limen_analysis_ref (analysis);
  job->cutoffs = copy_cutoffs (cutoffs);
  job->scores = limen_threshold_scores_ref (scores);
  job->thresholds = g_memdup2 (thresholds,
                               limen_analysis_get_n_classes (analysis)
                                   * sizeof *thresholds);
  job->refer_from = new_refer_from (analysis, refer_from);
  job->rule = rule;
  job->view = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  if (view != NULL)
    {
      job->view.costs = view->costs;
      job->view.prevalence = view->prevalence;
      job->view.has_row_costs = view->has_row_costs;
    }
  job->refer_cost = refer_cost;
  job->calibration = calibration;
  job->intervals = intervals;
  if (test != NULL)
    job->test = limen_test_data_ref (test);
  job->path = g_strdup (path);
  limen_job_start (job, report_job_free, write_report, NULL, source, done,
                   user_data);
}

/* The path of the written report as a new string; NULL with an error. */
char *
limen_report_job_finish (GAsyncResult *result, GError **error)
{
  ReportJob *job = g_task_get_task_data (G_TASK (result));

  return g_task_propagate_boolean (G_TASK (result), error)
             ? g_strdup (job->path)
             : NULL;
}
