/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recalibrate-job.h"

#include <glib/gi18n.h>

#include "binned-reliability.h"
#include "screen-format.h"

#define THOUSAND 1000

static void
clear (gpointer data)
{
  LimenRecalibrateJob *job = data;

  limen_one_vs_rest_unref (job->class);
  limen_threshold_scores_unref (job->scores);
  g_free (job->message);
  limen_recalibration_trial_free (job->trial);
  limen_reliability_counts_unref (job->before);
  limen_reliability_counts_unref (job->after);
}

/* Releases a reference; frees the job with the last one. */
void
limen_recalibrate_job_unref (gpointer job)
{
  g_atomic_rc_box_release_full (job, clear);
}

/* The predictions of the class against the rest; owned by the job. */
const LimenPredictions *
limen_recalibrate_job_get_numbers (const LimenRecalibrateJob *job)
{
  return limen_one_vs_rest_get_numbers (job->class);
}

static void
count_few (LimenRecalibrateJob *job)
{
  const LimenPredictions *numbers = limen_recalibrate_job_get_numbers (job);
  gsize n_positives = 0;

  for (gsize i = 0; i < numbers->n_rows; i++)
    n_positives += numbers->labels[i] == numbers->positive;
  job->n_few = MIN (n_positives, numbers->n_rows - n_positives);
}

/* A sentence on why no map can be fitted, a new string; NULL if one can be. */
static char *
find_obstacle (const LimenRecalibrateJob *job)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (job->class);
  g_autoptr (GError) error = NULL;

  if (!limen_recalibration_check (job->method, job->scores, &error))
    {
      g_autofree char *sentence = limen_screen_capitalize (error->message);

      return g_strconcat (sentence, ".", NULL);
    }
  if (limen_sweep_get_positives (sweep) <= 0
      || limen_sweep_get_negatives (sweep) <= 0)
    return g_strdup (_ ("All rows are of one class: there is nothing to fit a "
                        "map to."));
  return NULL;
}

static LimenReliabilityCounts *
count_after (const LimenRecalibrateJob *job, LimenCalibrationOptions options)
{
  LimenPredictions numbers = *limen_recalibrate_job_get_numbers (job);

  numbers.kind = LIMEN_KIND_PROBABILITY;
  numbers.is_reversed = FALSE;
  numbers.scores = &job->trial->cross_fitted;
  return limen_binned_reliability_new (&numbers, options);
}

static void
progress_cb (double share, gpointer job)
{
  g_atomic_int_set (&((LimenRecalibrateJob *) job)->done,
                    (gint) (THOUSAND * share));
}

static void
fail_memory (LimenRecalibrateJob *job)
{
  g_clear_pointer (&job->trial, limen_recalibration_trial_free);
  g_free (job->message);
  job->message = g_strdup (_ ("Not enough memory to test a map; close other "
                              "programs or use a sample of the rows."));
}

static void
test_map (LimenRecalibrateJob *job, GCancellable *cancellable)
{
  const LimenCalibrationOptions options
      = { .n_bins = LIMEN_CALIBRATION_DEFAULT_BINS };

  job->trial = limen_recalibration_trial_new (
      job->class, job->method, options, progress_cb, job, cancellable, NULL);
  if (g_cancellable_is_cancelled (cancellable))
    return;
  if (job->trial == NULL)
    {
      fail_memory (job);
      return;
    }
  if (job->trial->cross_fitted != NULL)
    job->after = count_after (job, options);
  else
    job->message = g_strdup (_ ("There are too few rows to test a map on rows "
                                "that it was not fitted on."));
  job->before = limen_binned_reliability_new_of_class (job->class, options);
  if (job->before == NULL || (job->after == NULL && job->message == NULL))
    fail_memory (job);
  else
    g_clear_pointer (&job->trial->cross_fitted, g_free);
}

/* Fits and tests a map, in a thread; the task data is the job. Stores the
 * trial in the job, or a message that says why there is none. The task returns
 * TRUE, or an error if cancelled. */
void
limen_recalibrate_job_run (GTask *task, gpointer source, gpointer data,
                           GCancellable *cancellable)
{
  LimenRecalibrateJob *job = data;

  if (g_task_return_error_if_cancelled (task))
    return;
  count_few (job);
  job->message = find_obstacle (job);
  if (job->message == NULL)
    test_map (job, cancellable);
  g_task_return_boolean (task, TRUE);
}

/* A new job that tests a recalibration method on `class`, computed from
 * `scores`; keeps references to `class` and `scores`. Release it with
 * limen_recalibrate_job_unref(). */
LimenRecalibrateJob *
limen_recalibrate_job_new (LimenOneVsRest *class, LimenThresholdScores *scores,
                           LimenRecalibrationMethod method)
{
  LimenRecalibrateJob *job = g_atomic_rc_box_new0 (LimenRecalibrateJob);

  job->class = limen_one_vs_rest_ref (class);
  job->scores = limen_threshold_scores_ref (scores);
  job->method = method;
  return job;
}

/* Progress from 0 to 1; may be called from any thread. */
double
limen_recalibrate_job_get_progress (LimenRecalibrateJob *job)
{
  return (double) g_atomic_int_get (&job->done) / THOUSAND;
}
