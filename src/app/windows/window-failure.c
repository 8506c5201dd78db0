/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-failure.h"

#include <glib/gi18n.h>

#include "file-name.h"
#include "label-memory.h"
#include "question.h"
#include "screen-format.h"
#include "table-error.h"
#include "window-columns.h"
#include "window-labels.h"

/* "bad.csv could not be opened", or "... could not be read like good.csv". */
static char *
describe_failure (const char *name, const LimenReadOptions *options)
{
  g_autofree char *like = limen_read_options_describe_like (options);

  return like != NULL ? g_strdup_printf (
             /* Translators: two names of files. */
             _ ("%s could not be read like %s"), name, like)
                      : g_strdup_printf (_ ("%s could not be opened"), name);
}

/* Opens the dialog of columns if the user can resolve the error there: by
 * assigning columns, or by ignoring some labels. FALSE otherwise. */
static gboolean
asks_columns (LimenWindow *self, const GError *error, const char *path,
              const LimenReadOptions *options)
{
  g_autofree char *question = limen_question_shorten (error->message, path);
  g_autofree char *reason = limen_screen_capitalize (question);
  g_autoptr (LimenReadOptions) suggested = NULL;
  GStrv ignored;

  if (g_error_matches (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROLES))
    {
      limen_window_ask_columns (self, path, options, reason);
      return TRUE;
    }
  ignored = limen_table_error_get_ignored (error);
  if (ignored == NULL)
    return FALSE;
  suggested = limen_read_options_copy (options);
  g_strfreev (suggested->ignored);
  suggested->ignored = g_strdupv (ignored);
  limen_window_ask_columns (
      self, path, suggested,
      _ ("There are more labels than a single score column can separate"));
  return TRUE;
}

/* Reads a file of scores again, with the label file that it was last opened
 * with. FALSE if none is remembered or a label file was already given. */
static gboolean
load_with_labels (LimenWindow *self)
{
  LimenSession *session = limen_window_get_session (self);
  g_autoptr (LimenReadOptions) options
      = limen_read_options_copy (limen_session_get_loading_options (session));
  g_autofree char *path = g_strdup (limen_session_get_loading_path (session));
  g_autofree char *name = NULL, *message = NULL;

  if (!limen_label_memory_recall (path, options))
    return FALSE;
  name = limen_file_name_show (options->labels_from);
  message
      = g_strdup_printf (_ ("Opened with the labels of %s, as before"), name);
  limen_session_load (session, path, options);
  limen_undo_offer_await (limen_window_get_undo_offer (self), message, NULL,
                          NULL);
  return TRUE;
}

/* Handles an error in reading a file. If columns are missing, tries the label
 * file that the scores were last opened with; then opens the dialog of columns
 * or of labels if it can resolve the error; else shows the error in the bar,
 * with buttons for what can be done. */
void
limen_window_handle_failure (LimenWindow *self, const GError *error,
                             LimenErrorBar *bar)
{
  LimenSession *session = limen_window_get_session (self);
  const char *path = limen_session_get_loading_path (session);
  const LimenReadOptions *options
      = limen_session_get_loading_options (session);
  g_autofree char *name = limen_file_name_show (path);
  g_autofree char *title = NULL;

  limen_undo_offer_forget (limen_window_get_undo_offer (self));
  if (g_error_matches (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROLES)
      && load_with_labels (self))
    return;
  if (asks_columns (self, error, path, options))
    return;
  if (g_error_matches (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_LABELS))
    {
      limen_window_ask_labels (self, path, options, error->message);
      return;
    }
  title = describe_failure (name, options);
  limen_error_bar_show (bar, title, error->message);
  limen_error_bar_offer (
      bar, g_error_matches (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROWS),
      g_error_matches (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_OPTIONS),
      options->labels_from != NULL);
}
