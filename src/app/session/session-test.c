/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "display-text.h"
#include "jobs.h"
#include "loader.h"
#include "report-error.h"

/* Test data: a second file whose rows chose none of the thresholds. It is read
 * with the columns and classes of the first file, so it goes when another file
 * is opened, and is read again when the first is read in another way. */

/* The class of the test data */

static void
set_class (LimenSession *self, LimenOneVsRest *class)
{
  /* Views may use the old class until they have the new one. */
  g_autoptr (LimenOneVsRest) old = g_steal_pointer (&self->test_class);

  self->test_class = class;
  limen_session_emit (self, LIMEN_SESSION_TEST_CHANGED, NULL);
}

static void
class_computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (object);
  g_autoptr (GError) error = NULL;
  LimenOneVsRest *class = limen_job_class_finish (result, &error);

  if (class != NULL)
    set_class (self, class);
  else
    limen_session_fail (self, LIMEN_SESSION_COMPUTE_FAILED, error);
}

/* Shows the current class in the test data, once it is computed if there are
 * several. */
void
limen_session_update_test_class (LimenSession *self)
{
  gsize n = self->test != NULL ? limen_analysis_get_n_classes (self->test) : 0;

  limen_job_cancel (&self->test_switching);
  if (self->class == NULL || self->class_index >= n)
    set_class (self, NULL);
  else if (n == 1)
    set_class (self, limen_analysis_get_class (self->test, 0, NULL));
  else
    {
      set_class (self, NULL);
      limen_job_class_async (self->test, self->class_index,
                             limen_job_restart (&self->test_switching), self,
                             class_computed_cb);
    }
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
limen_session_take_test (LimenSession *self, LimenAnalysis *test)
{
  /* The class may use the old analysis. */
  G_GNUC_UNUSED g_autoptr (LimenAnalysis) old = self->test;

  self->test = test;
  if (old != test)
    limen_session_update_test_class (self);
}

static const LimenPredictions *
get_predictions (LimenAnalysis *analysis)
{
  return limen_dataset_get_predictions (limen_analysis_get_dataset (analysis));
}

/* Whether the test data has the scores and the classes of the open file; FALSE
 * with an error if not. */
static gboolean
fits (LimenSession *self, LimenAnalysis *test, GError **error)
{
  const LimenPredictions *ours = get_predictions (self->analysis);
  const LimenPredictions *theirs = get_predictions (test);

  if (ours->task == theirs->task && ours->n_classes == theirs->n_classes
      && ours->kind == theirs->kind)
    return TRUE;
  g_set_error_literal (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_OPTIONS,
                       _ ("Its scores are of another kind"));
  return FALSE;
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenOneVsRest) class = NULL;
  LimenAnalysis *test = limen_loader_load_finish (result, &class, &error);

  if (limen_loader_get_cancellable (result) != self->test_reading)
    {
      g_clear_pointer (&test, limen_analysis_unref);
      return;
    }
  g_clear_object (&self->test_reading);
  if (test != NULL && !fits (self, test, &error))
    g_clear_pointer (&test, limen_analysis_unref);
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
  g_autoptr (LimenReadOptions) options
      = limen_read_options_copy (self->options);

  limen_job_restart (&self->test_reading);
  self->is_test_again = is_again;
  limen_session_set_progress (self, -1);
  set_reading (self, path);
  limen_loader_load_async (path, options, self->test_reading, progress_cb,
                           NULL, G_OBJECT (self), read_cb);
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

/* The analysis of the test data, or NULL; owned by the session. */
LimenAnalysis *
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

  return self->test != NULL
             ? limen_display_text_new_name (
                 limen_dataset_get_name (
                     limen_analysis_get_dataset (self->test)),
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
