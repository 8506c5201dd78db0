/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reading-actions.h"

#include <glib/gi18n.h>
#include <limits.h>
#include <string.h>

#include "file-dialog.h"
#include "sample-file.h"
#include "window-columns.h"
#include "window-labels.h"

/* Choice of file */

static void
open_answered_cb (GtkNativeDialog *dialog, int response, LimenWindow *self)
{
  g_autofree char *path = limen_file_dialog_get_path (dialog, response);

  if (path != NULL)
    limen_window_open (self, path);
}

static void
open_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  static const char *const predictions[]
      = { "*.csv", "*.tsv", "*.txt", "*.gz", "*.psv", NULL };
  static const char *const cutoffs[] = { "*.json", "*.csv", NULL };
  static const char *const all[] = { "*", NULL };
  GtkFileChooserNative *dialog;

  if (!limen_window_can_ask_file (LIMEN_WINDOW (window)))
    return;
  dialog = gtk_file_chooser_native_new (
      _ ("Open predictions or cutoffs"), GTK_WINDOW (window),
      GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  limen_file_dialog_add_filter (dialog, _ ("Predictions"), predictions);
  limen_file_dialog_add_filter (dialog, _ ("Cutoffs"), cutoffs);
  limen_file_dialog_add_filter (dialog, _ ("All files"), all);
  limen_file_dialog_show (dialog, G_CALLBACK (open_answered_cb), window);
}

static void
open_recent_action (GSimpleAction *action, GVariant *parameter,
                    gpointer window)
{
  const char *path = g_variant_get_bytestring (parameter);

  if (*path != '\0' && strlen (path) < PATH_MAX)
    limen_window_open (LIMEN_WINDOW (window), path);
}

static void
open_sample_action (GSimpleAction *action, GVariant *parameter,
                    gpointer window)
{
  g_autofree char *path = limen_sample_file_find ();

  if (path != NULL)
    limen_window_open (LIMEN_WINDOW (window), path);
}

static void
cancel_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  limen_window_cancel (LIMEN_WINDOW (window));
}

/* How the file is read */

static void
columns_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  LimenSession *session = limen_window_get_session (window);

  limen_window_ask_columns (
      LIMEN_WINDOW (window),
      limen_dataset_get_path (limen_session_get_dataset (session)),
      limen_session_get_options (session), NULL);
}

/* Assigns the columns of the file loaded last, even if reading it failed. */

static void
choose_columns_action (GSimpleAction *action, GVariant *parameter,
                       gpointer window)
{
  LimenSession *session = limen_window_get_session (window);

  limen_window_ask_columns (LIMEN_WINDOW (window),
                            limen_session_get_loading_path (session),
                            limen_session_get_loading_options (session),
                            NULL);
}

/* Adds labels from another file to the scores loaded last. */
static void
add_labels_action (GSimpleAction *action, GVariant *parameter,
                   gpointer window)
{
  LimenSession *session = limen_window_get_session (window);

  limen_window_choose_labels (LIMEN_WINDOW (window),
                              limen_session_get_loading_path (session),
                              limen_session_get_loading_options (session));
}

/* Changes how the rows of the loaded scores and labels are matched. */
static void
match_labels_action (GSimpleAction *action, GVariant *parameter,
                     gpointer window)
{
  LimenSession *session = limen_window_get_session (window);

  limen_window_ask_labels (
      LIMEN_WINDOW (window),
      limen_dataset_get_path (limen_session_get_dataset (session)),
      limen_session_get_options (session), NULL);
}

static void
skip_bad_rows_action (GSimpleAction *action, GVariant *parameter,
                      gpointer window)
{
  LimenSession *session = limen_window_get_session (window);
  g_autoptr (LimenReadOptions) options = limen_read_options_copy (
      limen_session_get_loading_options (session));

  options->skip_bad_rows = TRUE;
  limen_session_load (session, limen_session_get_loading_path (session),
                      options);
}

/* Reads the loaded file again with other options, then shows a message with an
 * undo button. */
static void
reload (LimenWindow *self, const LimenReadOptions *options,
        const char *message)
{
  LimenSession *session = limen_window_get_session (self);
  g_autoptr (LimenReadOptions) said = limen_read_options_copy (options);

  limen_read_options_own (said);
  limen_session_load (
      session, limen_dataset_get_path (limen_session_get_dataset (session)),
      said);
  limen_undo_offer_await (limen_window_get_undo_offer (self), message,
                          _ ("Undo"), "win.undo");
}

/* Reads the file again with the other class as the positive one. */
static void
swap_positive_action (GSimpleAction *action, GVariant *parameter,
                      gpointer window)
{
  LimenSession *session = limen_window_get_session (window);
  LimenDataset *dataset = limen_session_get_dataset (session);
  const LimenPredictions *predictions
      = limen_dataset_get_predictions (dataset);
  g_autoptr (LimenReadOptions) options
      = limen_read_options_copy (limen_session_get_options (session));
  g_autofree char *message = NULL;

  if (predictions->n_classes < 2)
    return;
  g_free (options->positive);
  options->positive = g_strdup (limen_dataset_get_class_name (
      dataset, predictions->positive == 0 ? 1 : 0));
  message = g_strdup_printf (_ ("\342\200\234%s\342\200\235 is positive now"),
                             options->positive);
  reload (LIMEN_WINDOW (window), options, message);
}

/* Reads the file again and switches whether low scores mean positive. Reversed
 * scores cannot be probabilities, so the kind is kept only if it is logit or
 * plain score. */
static void
reverse_scores_action (GSimpleAction *action, GVariant *parameter,
                       gpointer window)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_copy (
      limen_session_get_options (limen_window_get_session (window)));

  options->reverse_scores = !options->reverse_scores;
  if (options->reverse_scores)
    {
      options->undo = LIMEN_UNDO_NONE;
      options->has_kind &= options->kind == LIMEN_KIND_LOGIT
                           || options->kind == LIMEN_KIND_SCORE;
    }
  reload (LIMEN_WINDOW (window), options,
          options->reverse_scores ? _ ("Low scores mean positive now")
                                  : _ ("High scores mean positive now"));
}

/* Reads the file again with scores of the kind in the parameter. */
static void
treat_as_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_copy (
      limen_session_get_options (limen_window_get_session (window)));
  const char *kind = g_variant_get_string (parameter, NULL);
  g_autofree char *message = NULL;

  options->has_kind = limen_kind_parse (kind, &options->kind);
  if (!options->has_kind)
    return;
  options->reverse_scores &= options->kind == LIMEN_KIND_LOGIT
                             || options->kind == LIMEN_KIND_SCORE;
  /* Translators: %s is a kind, such as “logits”. */
  message = g_strdup_printf (_ ("The scores are treated as %s"),
                             _ (limen_kind_get_title (options->kind)));
  reload (LIMEN_WINDOW (window), options, message);
}

/* Reads the file again and undoes the transformation in the parameter. */
static void
undo_scores_action (GSimpleAction *action, GVariant *parameter,
                    gpointer window)
{
  static const char *const messages[] = {
    [LIMEN_UNDO_NONE] = N_ ("The scores are used unchanged"),
    [LIMEN_UNDO_SIGMOID] = N_ ("The scores are read without the second "
                               "sigmoid"),
    [LIMEN_UNDO_SOFTMAX] = N_ ("The scores are read without the second "
                               "softmax"),
    [LIMEN_UNDO_PERCENT] = N_ ("The scores are divided by 100"),
  };
  g_autoptr (LimenReadOptions) options = limen_read_options_copy (
      limen_session_get_options (limen_window_get_session (window)));

  if (!limen_undo_parse (g_variant_get_string (parameter, NULL),
                         &options->undo))
    return;
  options->has_undo = TRUE;
  options->has_kind = FALSE;
  options->reverse_scores &= options->undo == LIMEN_UNDO_NONE;
  reload (LIMEN_WINDOW (window), options, _ (messages[options->undo]));
}

static void
forget_columns_action (GSimpleAction *action, GVariant *parameter,
                       gpointer window)
{
  limen_window_forget_columns (LIMEN_WINDOW (window));
}

static const GActionEntry entries[] = {
  { .name = "open", .activate = open_action },
  { .name = "open-recent",
    .activate = open_recent_action,
    .parameter_type = "ay" },
  { .name = "open-sample", .activate = open_sample_action },
  { .name = "cancel", .activate = cancel_action },
  { .name = "columns", .activate = columns_action },
  { .name = "choose-columns", .activate = choose_columns_action },
  { .name = "add-labels", .activate = add_labels_action },
  { .name = "match-labels", .activate = match_labels_action },
  { .name = "skip-bad-rows", .activate = skip_bad_rows_action },
  { .name = "swap-positive", .activate = swap_positive_action },
  { .name = "reverse-scores", .activate = reverse_scores_action },
  { .name = "treat-as",
    .activate = treat_as_action,
    .parameter_type = "s" },
  { .name = "undo-scores",
    .activate = undo_scores_action,
    .parameter_type = "s" },
  { .name = "forget-columns", .activate = forget_columns_action },
};

/* Adds the actions to a window; call it once. */
void
limen_reading_actions_add (LimenWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries,
                                   G_N_ELEMENTS (entries), self);
}
