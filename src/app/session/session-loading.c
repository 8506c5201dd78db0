/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-private.h"

#include "jobs.h"
#include "loader.h"

/* Sets the progress of reading. */
void
limen_session_set_progress (LimenSession *self, double progress)
{
  self->progress = progress;
  limen_session_notify (self, LIMEN_SESSION_PROP_PROGRESS);
}

static void
progress_cb (double progress, gpointer user_data)
{
  limen_session_set_progress (LIMEN_SESSION (user_data), progress);
}

/* Replaces the preview; NULL removes it. The old one is freed only after all
 * views have dropped it. */
static void
set_sample_preview (LimenSession *self, LimenSamplePreview *preview)
{
  LimenSamplePreview *old = self->sample_preview;

  if (preview == old)
    return;
  self->sample_preview
      = preview != NULL ? limen_sample_preview_ref (preview) : NULL;
  limen_session_emit (self, LIMEN_SESSION_SAMPLE_PREVIEW_CHANGED, NULL);
  limen_sample_preview_unref (old);
}

static void
previewed_cb (LimenSamplePreview *preview, gpointer user_data)
{
  set_sample_preview (LIMEN_SESSION (user_data), preview);
}

static void
end_loading (LimenSession *self)
{
  g_clear_object (&self->loading);
  limen_session_notify (self, LIMEN_SESSION_PROP_LOADING);
}

static const char *
get_path (LimenAnalysis *analysis)
{
  return limen_dataset_get_path (limen_analysis_get_dataset (analysis));
}

static gboolean
is_of_same_file (LimenSession *self, LimenAnalysis *analysis)
{
  return self->analysis != NULL
         && g_str_equal (get_path (self->analysis), get_path (analysis));
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (object);
  g_autoptr (GError) error = NULL;
  LimenOneVsRest *class = NULL;
  LimenAnalysis *analysis
      = limen_loader_load_finish (result, &class, &error);
  gboolean is_same_file;
  g_autofree char *test_path = NULL;

  if (self->loading != limen_loader_get_cancellable (result))
    {
      g_clear_pointer (&analysis, limen_analysis_unref);
      g_clear_pointer (&class, limen_one_vs_rest_unref);
      return;
    }
  end_loading (self);
  g_clear_pointer (&self->loading_options, limen_read_options_free);
  self->loading_options
      = limen_read_options_copy (limen_loader_get_options (result));
  if (analysis == NULL)
    {
      set_sample_preview (self, NULL);
      limen_session_drop_step (self);
      limen_session_fail (self, LIMEN_SESSION_FAILED, error);
      return;
    }
  is_same_file = is_of_same_file (self, analysis);
  if (is_same_file && self->test != NULL)
    test_path = g_strdup (get_path (limen_test_data_get_test (self->test)));
  g_clear_pointer (&self->options, limen_read_options_free);
  self->options = limen_read_options_copy (limen_loader_get_options (result));
  limen_session_hold_history (self, TRUE);
  limen_session_take_analysis (self, analysis, class);
  limen_session_hold_history (self, FALSE);
  limen_session_record_reading (self, is_same_file);
  if (test_path != NULL && self->test == NULL && self->class != NULL)
    limen_session_read_test (self, test_path, TRUE);
  set_sample_preview (self, NULL);
}

static void
set_loading (LimenSession *self, const char *path,
             const LimenReadOptions *options)
{
  char *old_path = self->loading_path;
  LimenReadOptions *old_options = self->loading_options;

  self->loading_path = g_strdup (path);
  self->loading_options = options != NULL ? limen_read_options_copy (options)
                                          : limen_read_options_new ();
  g_free (old_path);
  g_clear_pointer (&old_options, limen_read_options_free);
}

/* Starts reading a file, in place of any that is being read. The loaded file
 * stays until the new one is ready; `failed` is emitted on errors. A preview
 * is shown only if no file is loaded, since the user can go on working with a
 * loaded file until the new one is ready. The options are copied, NULL for the
 * defaults. */
void
limen_session_load (LimenSession *self, const char *path,
                    const LimenReadOptions *options)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));

  limen_session_cancel_test (self);
  limen_job_restart (&self->loading);
  limen_session_drop_step (self);
  set_sample_preview (self, NULL);
  set_loading (self, path, options);
  limen_session_set_progress (self, -1);
  limen_session_notify (self, LIMEN_SESSION_PROP_LOADING);
  limen_loader_load_async (self->loading_path, self->loading_options,
                           self->loading, progress_cb,
                           self->analysis == NULL ? previewed_cb : NULL,
                           G_OBJECT (self), loaded_cb);
}

/* Cancels reading; the loaded file and its test data stay. */
void
limen_session_cancel (LimenSession *self)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));

  limen_session_cancel_test (self);
  if (self->loading == NULL)
    return;
  g_cancellable_cancel (self->loading);
  limen_session_drop_step (self);
  end_loading (self);
  set_sample_preview (self, NULL);
}

/* Whether a file or test data is being read. */
gboolean
limen_session_is_loading (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  return self->loading != NULL || self->test_reading != NULL;
}

/* The path of the last load, whether it succeeded or not; owned by the
 * session. NULL before the first load. */
const char *
limen_session_get_loading_path (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->loading_path;
}

/* The options of the last load; once it has ended, completed by the remembered
 * options. Owned by the session; NULL before the first load. */
const LimenReadOptions *
limen_session_get_loading_options (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->loading_options;
}

/* Preview of the file being read, from a sample of its rows; NULL if there is
 * none. Owned by the session. */
LimenSamplePreview *
limen_session_get_sample_preview (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->sample_preview;
}
