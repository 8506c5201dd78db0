/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows-output.h"

#include <glib/gi18n.h>

#include "display-text.h"
#include "file-dialog.h"
#include "file-name.h"
#include "output.h"
#include "rows-job.h"
#include "screen-format.h"

/* Maximum number of rows copied to the clipboard. */
#define MAX_COPIED 10000

struct _LimenRowsOutput
{
  GObject parent_instance;

  GtkWidget *window; /* NULL once closed, with all other widgets */
  LimenRowList *rows;
  GtkSelectionModel *selection;
  LimenToast *toast;
  GtkProgressBar *progress;
  GtkWidget *cancel;
  GCancellable *saving; /* NULL while nothing is being saved */
};

G_DEFINE_FINAL_TYPE (LimenRowsOutput, limen_rows_output, G_TYPE_OBJECT)

static void
limen_rows_output_finalize (GObject *object)
{
  LimenRowsOutput *self = LIMEN_ROWS_OUTPUT (object);

  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->saving);
  G_OBJECT_CLASS (limen_rows_output_parent_class)->finalize (object);
}

static void
limen_rows_output_class_init (LimenRowsOutputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = limen_rows_output_finalize;
}

static void
limen_rows_output_init (LimenRowsOutput *self)
{
}

/* A new object that copies and saves the rows listed in a window. `progress`
 * and `cancel` are shown while rows are saved. All arguments are borrowed. */
LimenRowsOutput *
limen_rows_output_new (GtkWindow *window, LimenRowList *rows,
                       GtkSelectionModel *selection, LimenToast *toast,
                       GtkProgressBar *progress, GtkWidget *cancel)
{
  LimenRowsOutput *self = g_object_new (LIMEN_TYPE_ROWS_OUTPUT, NULL);

  g_set_weak_pointer (&self->window, GTK_WIDGET (window));
  self->rows = rows;
  self->selection = selection;
  self->toast = toast;
  self->progress = progress;
  self->cancel = cancel;
  limen_rows_output_update (self);
  return self;
}

/* Enables the actions of the window if there are rows. */
void
limen_rows_output_update (LimenRowsOutput *self)
{
  gboolean has_rows
      = g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0;

  gtk_widget_action_set_enabled (self->window, "rows.copy", has_rows);
  gtk_widget_action_set_enabled (self->window, "rows.save",
                                 has_rows && self->saving == NULL);
}

typedef struct
{
  gsize n, n_all;       /* rows copied; rows without MAX_COPIED */
  gboolean is_selected; /* some rows are selected, and only they are copied */
} Copied;

/* The message after copying; a new string. */
static char *
describe_copied (const Copied *copied)
{
  g_autofree char *count = limen_screen_format_count ((double) copied->n);
  g_autofree char *all = limen_screen_format_count ((double) copied->n_all);

  if (copied->n == copied->n_all)
    return g_strdup_printf (
        ngettext ("Copied %s row", "Copied %s rows", copied->n), count);
  return copied->is_selected
             ? g_strdup_printf (_ ("Copied the first %s of %s selected rows"),
                                count, all)
             : g_strdup_printf (_ ("Copied the first %s of %s rows"), count,
                                all);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LimenRowsOutput *self = LIMEN_ROWS_OUTPUT (source);
  g_autofree Copied *copied = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = limen_rows_job_write_finish (result, &error);
  g_autofree char *message = NULL;

  if (self->window == NULL)
    return;
  if (text == NULL)
    {
      limen_toast_show (self->toast, error->message, NULL, NULL);
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (self->window), text);
  message = describe_copied (copied);
  limen_toast_show (self->toast, message, NULL, NULL);
}

/* Copies the selected rows as CSV to the clipboard, or all rows of the list if
 * none are selected; of more than MAX_COPIED, the first ones. */
void
limen_rows_output_copy (LimenRowsOutput *self)
{
  GBytes *listed;
  g_autoptr (GtkBitset) selected = NULL;
  g_autoptr (GBytes) rows = NULL;
  Copied *copied;

  g_return_if_fail (LIMEN_IS_ROWS_OUTPUT (self));

  listed = limen_row_list_get_rows (self->rows);
  if (listed == NULL)
    return;
  selected = gtk_selection_model_get_selection (self->selection);
  copied = g_new (Copied, 1);
  copied->is_selected = !gtk_bitset_is_empty (selected);
  if (copied->is_selected)
    {
      GArray *some = limen_row_list_get_selected (self->rows, self->selection,
                                                  MAX_COPIED);

      copied->n_all = gtk_bitset_get_size (selected);
      rows = g_bytes_new (some->data, some->len * sizeof (guint32));
      g_array_unref (some);
    }
  else
    {
      copied->n_all = g_bytes_get_size (listed) / sizeof (guint32);
      rows = g_bytes_new_from_bytes (
          listed, 0, MIN (copied->n_all, MAX_COPIED) * sizeof (guint32));
    }
  copied->n = g_bytes_get_size (rows) / sizeof (guint32);
  limen_rows_job_write_async (limen_row_list_get_query (self->rows), rows,
                              NULL, NULL, NULL, self, copied_cb, copied);
}

static void
show_saving (LimenRowsOutput *self, gboolean is_saving)
{
  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_saving);
  gtk_widget_set_visible (self->cancel, is_saving);
  gtk_progress_bar_set_fraction (self->progress, 0);
  limen_rows_output_update (self);
}

static void
saving_cb (gpointer source, double share)
{
  LimenRowsOutput *self = source;

  if (self->window != NULL)
    gtk_progress_bar_set_fraction (self->progress, share);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer application)
{
  LimenRowsOutput *self = LIMEN_ROWS_OUTPUT (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = limen_rows_job_write_finish (result, &error);
  g_autofree char *message = NULL;

  g_clear_object (&self->saving);
  if (path != NULL)
    {
      g_autofree char *shown = limen_file_name_show (path);

      /* Translators: %s is the name of a file. */
      message = g_strdup_printf (_ ("Saved %s"), shown);
    }
  else
    message = limen_display_text_new_lines (
        g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
            ? _ ("The rows were not saved")
            : error->message);
  if (self->window != NULL)
    {
      show_saving (self, FALSE);
      limen_toast_show (self->toast, message, NULL, NULL);
    }
  else if (path == NULL)
    g_printerr ("%s\n", message);
  if (application != NULL)
    g_application_release (application);
  g_clear_object (&application);
}

static gboolean
check_output (LimenRowsOutput *self, const char *path, GError **error)
{
  LimenDataset *dataset = limen_threshold_scores_get_dataset (
      limen_row_list_get_query (self->rows)->scores);
  const LimenLabelsFrom *from = limen_dataset_get_labels_from (dataset);
  const char *const inputs[] = { limen_dataset_get_path (dataset),
                                 from != NULL ? from->path : NULL };

  return limen_output_check_inputs (path, inputs, G_N_ELEMENTS (inputs),
                                    error);
}

/* Starts saving the listed rows as CSV; a toast reports the end. The
 * application keeps running until they are saved, even if the window is
 * closed. */
void
limen_rows_output_save_to (LimenRowsOutput *self, const char *path)
{
  GBytes *rows;
  GtkWindow *parent;
  GtkApplication *application;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (LIMEN_IS_ROWS_OUTPUT (self));

  rows = limen_row_list_get_rows (self->rows);
  if (rows == NULL || self->saving != NULL || self->window == NULL)
    return;
  if (!check_output (self, path, &error))
    {
      limen_toast_show (self->toast, error->message, NULL, NULL);
      return;
    }
  parent = gtk_window_get_transient_for (GTK_WINDOW (self->window));
  application = parent != NULL ? gtk_window_get_application (parent) : NULL;
  if (application != NULL)
    g_application_hold (G_APPLICATION (g_object_ref (application)));
  self->saving = g_cancellable_new ();
  show_saving (self, TRUE);
  limen_rows_job_write_async (limen_row_list_get_query (self->rows), rows,
                              path, saving_cb, self->saving, self, saved_cb,
                              application);
}

static void
save_answered_cb (GtkNativeDialog *dialog, int response,
                  LimenRowsOutput *self)
{
  g_autofree char *path = limen_file_dialog_get_path (dialog, response);

  if (path != NULL)
    limen_rows_output_save_to (self, path);
}

/* Asks for a file and starts saving the rows. */
void
limen_rows_output_ask (LimenRowsOutput *self)
{
  static const char *const csv[] = { "*.csv", NULL };
  g_autoptr (GError) error = NULL;
  GtkFileChooserNative *dialog;

  g_return_if_fail (LIMEN_IS_ROWS_OUTPUT (self));

  if (!limen_file_dialog_can_open (&error))
    {
      limen_toast_show (self->toast, error->message, NULL, NULL);
      return;
    }
  dialog = gtk_file_chooser_native_new (
      _ ("Save the rows"), GTK_WINDOW (self->window),
      GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  limen_file_dialog_add_filter (dialog, _ ("CSV"), csv);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), "rows.csv");
  limen_file_dialog_show (dialog, G_CALLBACK (save_answered_cb), self);
}

/* Cancels saving; no file is written. */
void
limen_rows_output_cancel (LimenRowsOutput *self)
{
  g_return_if_fail (LIMEN_IS_ROWS_OUTPUT (self));

  g_cancellable_cancel (self->saving);
}
