/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "display-text.h"
#include "export-job.h"
#include "file-dialog.h"
#include "figure-job.h"
#include "output.h"
#include "report-job.h"
#include "window.h"

#include <glib/gi18n.h>

/* Whether an export may be written to `path`. FALSE, after showing an error
 * titled `failure`, if it would overwrite the predictions, their labels or the
 * test data. */
gboolean
limen_window_check_export (LimenWindow *self, const char *path,
                           const char *failure)
{
  LimenSession *session = limen_window_get_session (self);
  LimenDataset *dataset = limen_session_get_dataset (session);
  LimenTestData *test = limen_session_get_test (session);
  const LimenLabelsFrom *from
      = dataset != NULL ? limen_dataset_get_labels_from (dataset) : NULL;
  const char *const inputs[]
      = { dataset != NULL ? limen_dataset_get_path (dataset) : NULL,
          from != NULL ? from->path : NULL,
          test != NULL ? limen_dataset_get_path (
              limen_analysis_get_dataset (limen_test_data_get_test (test)))
                       : NULL };
  g_autoptr (GError) error = NULL;

  if (limen_output_check_inputs (path, inputs, G_N_ELEMENTS (inputs),
                                 &error))
    return TRUE;
  limen_window_show_error (self, failure, error->message);
  return FALSE;
}

/* Whether a file dialog can be opened; shows an error if not. */
gboolean
limen_window_can_ask_file (LimenWindow *self)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (LIMEN_IS_WINDOW (self), FALSE);

  if (!limen_file_dialog_can_open (&error))
    limen_window_show_error (self, _ ("The file dialog cannot be opened"),
                             error->message);
  return error == NULL;
}

/* FALSE if the window has been closed while the file was written. */
static gboolean
is_open (LimenWindow *self)
{
  return gtk_window_get_application (GTK_WINDOW (self)) != NULL;
}

/* Keeps the application running until the file is written, even if its windows
 * are closed. */
static GtkApplication *
hold (LimenWindow *self)
{
  GtkApplication *application
      = gtk_window_get_application (GTK_WINDOW (self));

  g_application_hold (G_APPLICATION (application));
  return g_object_ref (application);
}

/* Reports the path of a written file or, if `path` is NULL, the error: on
 * stderr if the window is closed. Undoes hold(). */
static void
report_saved (LimenWindow *self, const char *path, const char *failure,
              const GError *error, GtkApplication *application)
{
  if (path != NULL && is_open (self))
    limen_window_show_saved (self, path);
  else if (path == NULL && is_open (self))
    limen_window_show_error (self, failure, error->message);
  else if (path == NULL)
    {
      g_autofree char *shown = limen_display_text_new_lines (error->message);

      g_printerr ("%s\n", shown);
    }
  g_application_release (G_APPLICATION (application));
  g_object_unref (application);
}

/* An export of cutoffs that is being written. */
typedef struct
{
  GtkApplication *application; /* held */
  gboolean closes_after;
} Export;

static void
exported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenWindow *self = LIMEN_WINDOW (object);
  g_autofree Export *export = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_written = limen_export_job_finish (result, &error);

  if (is_written && is_open (self))
    limen_cutoff_store_mark_exported (
        limen_session_get_cutoffs (limen_window_get_session (self)),
        limen_export_job_get_cutoffs (result),
        limen_export_job_get_written (result));
  report_saved (self, is_written ? limen_export_job_get_path (result) : NULL,
                _ ("The cutoffs were not exported"), error,
                export->application);
  if (is_written && is_open (self) && export->closes_after)
    gtk_window_close (GTK_WINDOW (self));
}

/* Writes the cutoffs with their results on the test data, in the background.
 */
static void
export_judged (LimenWindow *self, const char *path, gboolean closes_after)
{
  LimenSession *session = limen_window_get_session (self);
  Export *export = g_new (Export, 1);

  export->application = hold (self);
  export->closes_after = closes_after;
  limen_export_job_async (limen_session_get_test (session),
                          G_LIST_MODEL (limen_session_get_cutoffs (session)),
                          path, self, exported_cb, export);
}

/* Writes the cutoffs to a file; with test data, in the background. A toast
 * reports the end, after which the window closes if `closes_after`. FALSE,
 * after showing an error, if they cannot be written. */
gboolean
limen_window_export_to (LimenWindow *self, const char *path,
                        gboolean closes_after)
{
  LimenSession *session = limen_window_get_session (self);
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (LIMEN_IS_WINDOW (self), FALSE);

  if (!limen_window_check_export (self, path,
                                  _ ("The cutoffs were not exported")))
    return FALSE;
  if (limen_session_get_test (session) != NULL)
    {
      export_judged (self, path, closes_after);
      return TRUE;
    }
  if (!limen_cutoff_store_export (limen_session_get_cutoffs (session), path,
                                  &error))
    {
      limen_window_show_error (self, _ ("The cutoffs were not exported"),
                               error->message);
      return FALSE;
    }
  limen_window_show_saved (self, path);
  if (closes_after)
    gtk_window_close (GTK_WINDOW (self));
  return TRUE;
}

static void
figure_copied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenWindow *self = LIMEN_WINDOW (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture
      = limen_figure_job_draw_finish (result, &error);

  if (!is_open (self))
    return;
  if (texture == NULL)
    {
      limen_window_show_error (self, _ ("The figure was not copied"),
                               error->message);
      return;
    }
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                             texture);
  limen_window_show_message (self, _ ("Copied the figure"));
}

/* Copies a picture of a figure to the clipboard, in the background; a toast
 * reports the end. */
void
limen_window_copy_figure (LimenWindow *self, const char *figure)
{
  LimenSession *session = limen_window_get_session (self);

  g_return_if_fail (LIMEN_IS_WINDOW (self));
  g_return_if_fail (limen_session_get_analysis (session) != NULL);

  limen_figure_job_draw_async (limen_figure_job_new (session, figure), self,
                               figure_copied_cb, NULL);
}

static void
figure_saved_cb (GObject *object, GAsyncResult *result, gpointer application)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = limen_figure_job_save_finish (result, &error);

  report_saved (LIMEN_WINDOW (object), path, _ ("The figure was not saved"),
                error, application);
}

/* Writes a figure in the background: a picture of this size in pixels, or its
 * numbers for a path that ends in ".csv". A toast reports the end. */
void
limen_window_save_figure (LimenWindow *self, const char *figure,
                          const char *path, int width, int height,
                          LimenThemeVariant variant)
{
  LimenSession *session = limen_window_get_session (self);
  LimenFigureJob *job;

  g_return_if_fail (LIMEN_IS_WINDOW (self));
  g_return_if_fail (limen_session_get_analysis (session) != NULL);

  if (!limen_window_check_export (self, path, _ ("The figure was not saved")))
    return;
  job = limen_figure_job_new (session, figure);
  limen_figure_job_set_look (job, width, height, variant);
  limen_figure_job_save_async (job, path, self, figure_saved_cb, hold (self));
}

static void
report_written_cb (GObject *object, GAsyncResult *result, gpointer application)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = limen_report_job_finish (result, &error);

  report_saved (LIMEN_WINDOW (object), path, _ ("The report was not exported"),
                error, application);
}

/* Writes the report as PDF or HTML, in the background; a toast reports the
 * end. */
void
limen_window_export_report_to (LimenWindow *self, const char *path)
{
  LimenSession *session = limen_window_get_session (self);
  LimenThresholdSet *set = limen_session_get_thresholds (session);
  const LimenObjective *objective = limen_session_get_objective (session);
  g_autofree double *refer_from = NULL;
  LimenObjective view;

  g_return_if_fail (LIMEN_IS_WINDOW (self));
  g_return_if_fail (limen_session_get_analysis (session) != NULL);

  if (!limen_window_check_export (self, path,
                                  _ ("The report was not exported")))
    return;
  refer_from = limen_threshold_set_new_deciding_refer_from (set);
  if (limen_session_get_class (session) != NULL)
    view = limen_session_get_view (session);
  /* The prevalence of a single class does not apply to all classes together.
   */
  if (limen_session_has_classes (session))
    view.prevalence = NAN;
  limen_report_job_async (
      limen_session_get_analysis (session),
      G_LIST_MODEL (limen_session_get_cutoffs (session)),
      limen_threshold_set_get_deciding_scores (set),
      limen_threshold_set_get_deciding_thresholds (set), refer_from,
      limen_threshold_set_get_rule (set),
      limen_session_get_class (session) != NULL ? &view : NULL,
      objective != NULL ? limen_objective_get_refer_cost (objective) : 0,
      limen_session_get_calibration (session),
      limen_session_get_bootstrap (session), limen_session_get_test (session),
      path, self, report_written_cb, hold (self));
}
