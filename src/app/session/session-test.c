/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "display-text.h"
#include "job.h"
#include "test-job.h"

/* Test data: a second file whose rows chose none of the thresholds. It is read
 * with the columns and classes of the first file, so it goes when another file
 * is opened, and is read again when the first is read in another way. */

/* Intervals of cutoffs */

static void
judged_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (object);
  g_autoptr (GError) error = NULL;
  LimenTestPoint *points = limen_test_job_points_finish (result, &error);

  if (points == NULL)
    {
      limen_session_fail (self, LIMEN_SESSION_COMPUTE_FAILED, error);
      return;
    }
  g_free (self->points);
  self->points = points;
  limen_session_emit (self, LIMEN_SESSION_JUDGED, NULL);
}

/* Lists the cutoffs with one threshold that apply to the current class; their
 * thresholds are stored in an array with room for all cutoffs. */
static GPtrArray *
list_judged (LimenSession *self, double *thresholds)
{
  GListModel *cutoffs = G_LIST_MODEL (self->cutoffs);
  GPtrArray *judged = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);
      LimenResolvedCutoff resolved;

      if (!limen_session_resolve_cutoff (self, cutoff, &resolved)
          || !isnan (resolved.refer_from))
        continue;
      thresholds[judged->len]
          = limen_session_reverse (self, resolved.threshold);
      g_ptr_array_add (judged, g_steal_pointer (&cutoff));
    }
  return judged;
}

/* Starts computing what the cutoffs give on both files, with intervals, if
 * there is test data. `judged` is emitted at the end. */
static void
judge_cutoffs (LimenSession *self)
{
  LimenObjective view;
  g_autofree double *thresholds = NULL;
  guint n;

  limen_job_cancel (&self->judging);
  g_clear_pointer (&self->points, g_free);
  g_clear_pointer (&self->judged, g_ptr_array_unref);
  if (self->test_class == NULL || self->class == NULL)
    return;
  n = g_list_model_get_n_items (G_LIST_MODEL (self->cutoffs));
  thresholds = g_new (double, n + 1);
  self->judged = list_judged (self, thresholds);
  if (self->judged->len == 0)
    return;
  view = limen_session_get_view (self);
  limen_test_job_points_async (self->test, self->class, self->test_class,
                               &view, thresholds, self->judged->len,
                               limen_job_restart (&self->judging),
                               G_OBJECT (self), judged_cb);
}

/* Follows the cutoffs and the costs of a session; call it once. */
void
limen_session_begin_test (LimenSession *self)
{
  g_signal_connect_object (self->cutoffs, "items-changed",
                           G_CALLBACK (judge_cutoffs), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "view-changed", G_CALLBACK (judge_cutoffs), NULL);
}

/* The class of the test data */

static void
set_class (LimenSession *self, LimenOneVsRest *class)
{
  LimenOneVsRest *old = self->test_class;

  self->test_class = class;
  limen_session_emit (self, LIMEN_SESSION_TEST_CHANGED, NULL);
  /* Views may use the old class until they have the new one. */
  g_clear_pointer (&old, limen_one_vs_rest_unref);
  judge_cutoffs (self);
}

static void
class_computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (object);
  g_autoptr (GError) error = NULL;
  LimenOneVsRest *class = limen_test_job_class_finish (result, &error);

  if (class != NULL)
    set_class (self, class);
  else
    limen_session_fail (self, LIMEN_SESSION_COMPUTE_FAILED, error);
}

/* Looks up the current class in the test data; if there are several classes,
 * it is there once it is computed. */
void
limen_session_update_test_class (LimenSession *self)
{
  gboolean has_class = self->test != NULL && self->class != NULL;

  limen_job_cancel (&self->test_switching);
  if (has_class && !limen_session_has_classes (self))
    {
      set_class (self, limen_test_data_get_class (self->test, 0, NULL));
      return;
    }
  set_class (self, NULL);
  if (has_class)
    limen_test_job_class_async (self->test, self->class_index,
                                limen_job_restart (&self->test_switching),
                                G_OBJECT (self), class_computed_cb);
}

/* Reading */

static void
set_reading (LimenSession *self, const char *path)
{
  g_free (self->test_path);
  self->test_path = g_strdup (path);
  if (path == NULL)
    limen_job_cancel (&self->test_reading);
  limen_session_notify (self, LIMEN_SESSION_PROP_LOADING);
}

static void
progress_cb (double progress, gpointer user_data)
{
  limen_session_set_progress (LIMEN_SESSION (user_data), progress);
}

/* Stops reading test data. */
void
limen_session_cancel_test (LimenSession *self)
{
  if (self->test_reading != NULL)
    set_reading (self, NULL);
}

/* Replaces the test data, whose reference is taken; NULL removes it. Not
 * recorded for undo. */
void
limen_session_take_test (LimenSession *self, LimenTestData *test)
{
  /* The class may use the old data. */
  g_autoptr (LimenTestData) old = self->test;

  self->test = test;
  if (old != test)
    limen_session_update_test_class (self);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (object);
  g_autoptr (GError) error = NULL;
  LimenTestData *test = limen_test_job_read_finish (result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->test_reading)
    {
      limen_test_data_unref (test);
      return;
    }
  g_clear_object (&self->test_reading);
  if (test == NULL)
    limen_session_fail (self, LIMEN_SESSION_TEST_FAILED, error);
  else
    {
      limen_session_take_test (self, test);
      if (self->is_test_again)
        limen_session_update_last_change (self);
      else
        limen_session_record (self, _ ("adding test data"));
    }
  set_reading (self, NULL);
}

/* Reads test data, in place of any that is being read. `is_again`: it was
 * added before, and reading it is not a change of its own. */
void
limen_session_read_test (LimenSession *self, const char *path,
                         gboolean is_again)
{
  limen_job_restart (&self->test_reading);
  self->is_test_again = is_again;
  limen_session_set_progress (self, -1);
  set_reading (self, path);
  limen_test_job_read_async (self->analysis, path, self->test_reading,
                             progress_cb, G_OBJECT (self), read_cb);
}

/* Starts reading a file as test data of the open file, which must have
 * classes. `test-changed` is emitted once it is there, `test-failed` on an
 * error; the test data that was there then stays. */
void
limen_session_add_test (LimenSession *self, const char *path)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));
  g_return_if_fail (self->class != NULL);

  limen_session_read_test (self, path, FALSE);
}

/* Removes the test data; does nothing if there is none. */
void
limen_session_remove_test (LimenSession *self)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));

  limen_session_cancel_test (self);
  if (self->test == NULL)
    return;
  limen_session_take_test (self, NULL);
  limen_session_record (self, _ ("removing the test data"));
}

/* The file that is being read as test data, or was not read for an error;
 * owned by the session, NULL if there is none. */
const char *
limen_session_get_test_path (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->test_path;
}

/* The test data, or NULL; owned by the session. */
LimenTestData *
limen_session_get_test (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->test;
}

/* The name of the file of the test data, in display form; a new string, NULL
 * without test data. */
char *
limen_session_show_test_name (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->test != NULL ? limen_display_text_new_name (
             limen_dataset_get_name (limen_analysis_get_dataset (
                 limen_test_data_get_test (self->test))),
             LIMEN_NAME_CHARS)
                            : NULL;
}

/* The current class in the test data; owned by the session. NULL without test
 * data, and while it is computed. */
LimenOneVsRest *
limen_session_get_test_class (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->test_class;
}

/* Values */

/* As limen_session_get_zone_value(), on the test data; NaN without. */
double
limen_session_get_test_value (LimenSession *self, LimenMetric metric)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NAN);

  return limen_session_get_test_value_at (self, metric,
                                          limen_session_get_refer_from (self),
                                          limen_session_get_threshold (self));
}

/* As limen_session_get_cutoff_value(), on the test data; NaN without. */
double
limen_session_get_cutoff_test_value (LimenSession *self, LimenCutoff *cutoff,
                                     LimenMetric metric)
{
  LimenResolvedCutoff resolved;

  g_return_val_if_fail (LIMEN_IS_SESSION (self), NAN);

  return limen_session_resolve_cutoff (self, cutoff, &resolved)
             ? limen_session_get_test_value_at (
                 self, metric, resolved.refer_from, resolved.threshold)
             : NAN;
}

/* What a cutoff gives on the rows of the file minus what it gives on the test
 * data, with the sign turned for metrics that are minimized: positive where
 * the file flatters it. NaN if undefined; without an interval while that is
 * computed, and for a grey zone. */
LimenEstimate
limen_session_get_cutoff_optimism (LimenSession *self, LimenCutoff *cutoff,
                                   LimenMetric metric)
{
  guint index;

  g_return_val_if_fail (LIMEN_IS_SESSION (self), (LimenEstimate){ 0 });

  if (self->points != NULL && g_ptr_array_find (self->judged, cutoff, &index))
    return self->points[index].optimism[metric.id];
  return limen_test_optimism (
      metric.id,
      limen_estimate_none (
          limen_session_get_cutoff_value (self, cutoff, metric),
          LIMEN_NO_INTERVAL_UNDEFINED),
      limen_estimate_none (
          limen_session_get_cutoff_test_value (self, cutoff, metric),
          LIMEN_NO_INTERVAL_UNDEFINED));
}

/* Frees what a session holds of its test data. */
void
limen_session_clear_test (LimenSession *self)
{
  g_clear_pointer (&self->test_class, limen_one_vs_rest_unref);
  g_clear_pointer (&self->test, limen_test_data_unref);
  g_clear_pointer (&self->points, g_free);
  g_clear_pointer (&self->judged, g_ptr_array_unref);
  g_free (self->test_path);
}
