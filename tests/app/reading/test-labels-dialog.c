/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <string.h>

#include "labels-dialog.h"
#include "support.h"
#include "table-error.h"
#include "windows.h"

#define SCORES "id,prediction\na,0.9\nb,0.2\nc,0.4\nd,0.6\n"
#define LABELS "id,target,Usage\nc,1,x\nb,0,x\nd,0,x\na,1,x\n"
#define OTHER_LABELS "key,target,seen\nc,1,1\nb,0,0\nd,0,0\n"

static GtkApplication *application;

static LimenLabelsDialog *
open_dialog (const char *labels, const LimenReadOptions *given,
             const char *reason)
{
  g_autofree char *path = test_write_file ("scores.csv", SCORES, -1);
  g_autoptr (LimenReadOptions) options = given != NULL
                                             ? limen_read_options_copy (given)
                                             : limen_read_options_new ();
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  g_free (options->labels_from);
  options->labels_from = test_write_file ("labels.csv", labels, -1);
  dialog = limen_labels_dialog_new (NULL, path, options, reason, &error);
  g_assert_no_error (error);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_test_widget_wait_for_draw (dialog);
  return g_object_ref (LIMEN_LABELS_DIALOG (dialog));
}

static void
close_dialog (LimenLabelsDialog *dialog)
{
  gtk_window_destroy (GTK_WINDOW (dialog));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (dialog);
}

static gpointer
get_child (gpointer dialog, const char *name)
{
  GObject *child = gtk_widget_get_template_child (
      GTK_WIDGET (dialog), G_OBJECT_TYPE (dialog), name);

  g_assert_nonnull (child);
  return child;
}

/* "label id", with "-" for an inferred one, and "order". */
static char *
describe (LimenLabelsDialog *dialog)
{
  g_autoptr (LimenReadOptions) options
      = limen_labels_dialog_get_options (dialog);

  return g_strdup_printf ("%s %s",
                          options->labels != NULL ? options->labels[0] : "-",
                          options->no_id         ? "order"
                          : options->id != NULL ? options->id
                                                : "-");
}

#define assert_says(dialog, expected)                                         \
  G_STMT_START                                                                \
  {                                                                           \
    g_autofree char *described = describe (dialog);                           \
    g_assert_cmpstr (described, ==, expected);                                \
  }                                                                           \
  G_STMT_END

static void
test_choice (void)
{
  LimenLabelsDialog *dialog = open_dialog (LABELS, NULL, NULL);
  GtkWidget *scores_id = get_child (dialog, "scores_id");

  assert_says (dialog, "- -");
  g_assert_false (gtk_widget_get_visible (get_child (dialog, "reason")));
  g_assert_false (gtk_widget_get_visible (scores_id));
  g_assert_true (test_shows (GTK_WIDGET (dialog), "labels.csv"));
  g_assert_true (test_shows (GTK_WIDGET (dialog), "Usage"));
  gtk_drop_down_set_selected (get_child (dialog, "label"), 2);
  gtk_drop_down_set_selected (get_child (dialog, "match"), 1);
  assert_says (dialog, "target order");
  gtk_drop_down_set_selected (get_child (dialog, "match"), 2);
  g_assert_true (gtk_widget_get_visible (scores_id));
  assert_says (dialog, "target id=id");
  gtk_drop_down_set_selected (get_child (dialog, "labels_id"), 2);
  assert_says (dialog, "target id=Usage");
  gtk_drop_down_set_selected (get_child (dialog, "label"), 0);
  assert_says (dialog, "- id=Usage");
  close_dialog (dialog);
}

/* Options given before are shown again. */
static void
test_given_options (void)
{
  const char *const label[] = { "seen", NULL };
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  LimenLabelsDialog *dialog;

  options->labels = g_strdupv ((char **) label);
  options->id = g_strdup ("id=key");
  dialog = open_dialog (OTHER_LABELS, options, NULL);
  assert_says (dialog, "seen id=key");
  close_dialog (dialog);
  g_clear_pointer (&options->id, g_free);
  options->no_id = TRUE;
  dialog = open_dialog (OTHER_LABELS, options, NULL);
  assert_says (dialog, "seen order");
  close_dialog (dialog);
}

/* After a failure, columns with the same name are selected as the id. */
static void
test_reason (void)
{
  LimenLabelsDialog *dialog = open_dialog (LABELS, NULL, "Why it failed");

  g_assert_true (test_shows (GTK_WIDGET (dialog), "Why it failed"));
  assert_says (dialog, "- id=id");
  close_dialog (dialog);
  dialog = open_dialog (OTHER_LABELS, NULL, "Why it failed");
  assert_says (dialog, "- -");
  close_dialog (dialog);
}

static gboolean
has_rows (LimenWindow *window, gsize n)
{
  LimenAnalysis *analysis
      = limen_session_get_analysis (limen_window_get_session (window));

  return test_window_is_idle (window) && analysis != NULL
         && limen_dataset_get_predictions (
                limen_analysis_get_dataset (analysis))
                    ->n_rows
                == n;
}

/* A file of scores alone asks for labels; a file is dropped there, does not
 * match, a dialog asks how to match it, and finally the title names both
 * files. */
static void
test_window (void)
{
  LimenWindow *window = test_window_new (application, NULL);
  g_autofree char *labels
      = test_write_file ("other.csv", OTHER_LABELS, -1);
  g_autofree char *path = test_write_file ("alone.csv", SCORES, -1);
  LimenSession *session = limen_window_get_session (window);
  GtkWidget *dialog;

  test_window_open (window, path);
  dialog = GTK_WIDGET (test_get_other_window (window));
  g_assert_true (test_shows (dialog, "In Another File\342\200\246"));
  g_assert_true (gtk_widget_get_sensitive (get_child (dialog,
                                                      "labels_from")));
  g_signal_emit_by_name (dialog, "labels-dropped", labels);
  gtk_window_destroy (GTK_WINDOW (dialog));
  test_wait_for (test_get_other_window (window) != NULL
                 && test_window_is_idle (window));
  dialog = GTK_WIDGET (test_get_other_window (window));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==,
                   "Labels in Another File");
  g_assert_true (test_shows (dialog, "3 rows of labels"));
  gtk_drop_down_set_selected (get_child (dialog, "label"), 2);
  gtk_drop_down_set_selected (get_child (dialog, "match"), 2);
  gtk_widget_activate_action (dialog, "labels.accept", NULL);
  test_wait_for (has_rows (window, 3));
  g_assert_true (test_window_shows (window, "labels of other.csv"));
  g_assert_true (test_window_shows (window, "Unmatched rows"));
  g_assert_true (test_window_shows (window, "Match Rows Differently"));
  g_assert_nonnull (strstr (gtk_window_get_title (GTK_WINDOW (window)),
                            "alone.csv"));

  /* the dialog of columns keeps the file */
  test_window_activate (window, "win.columns");
  dialog = GTK_WIDGET (test_get_other_window (window));
  g_assert_cmpstr (gtk_button_get_label (get_child (dialog, "labels_from")),
                   ==,
                   "\342\200\234target\342\200\235 of other.csv\342\200\246");
  g_assert_false (gtk_widget_get_visible (get_child (dialog, "label")));
  gtk_editable_set_text (get_child (dialog, "positive"), "0");
  gtk_widget_activate_action (dialog, "columns.accept", NULL);
  test_wait_for (has_rows (window, 3)
                 && limen_session_get_options (session)->positive != NULL);
  g_assert_cmpstr (limen_session_get_options (session)->labels_from, ==,
                   labels);
  g_assert_cmpstr (limen_session_get_options (session)->labels[0], ==,
                   "target");

  /* the remedy of a finding keeps the file as well */
  test_window_activate (window, "win.match-labels");
  dialog = GTK_WIDGET (test_get_other_window (window));
  g_assert_true (gtk_widget_get_visible (get_child (dialog, "scores_id")));
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (GTK_WINDOW (window));

  /* When the scores are opened again, their labels are read as well. */
  window = test_window_new (application, NULL);
  limen_window_open (window, path);
  test_wait_for (has_rows (window, 3));
  g_assert_true (test_window_shows (window, "labels of other.csv"));
  test_wait_for (test_window_shows (window, "as before"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A file that cannot hold the labels is reported, and another one can be
 * chosen. */
static void
test_wrong_file (void)
{
  LimenWindow *window = test_window_new (application, NULL);
  g_autofree char *labels
      = test_write_file ("picture.csv", "\211PNG\r\n\032\n", -1);
  GtkWidget *dialog;

  test_window_open_text (window, "wrong.csv", SCORES);
  dialog = GTK_WIDGET (test_get_other_window (window));
  g_signal_emit_by_name (dialog, "labels-dropped", labels);
  gtk_window_destroy (GTK_WINDOW (dialog));
  test_wait_for (test_window_is_idle (window)
                 && test_window_shows (window, "a PNG picture"));
  g_assert_true (test_window_shows (window, "Choose Labels\342\200\246"));
  g_assert_null (test_get_other_window (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  application = test_application_new ();
  g_test_add_func ("/labels-dialog/choice", test_choice);
  g_test_add_func ("/labels-dialog/given-options", test_given_options);
  g_test_add_func ("/labels-dialog/reason", test_reason);
  g_test_add_func ("/labels-dialog/window", test_window);
  g_test_add_func ("/labels-dialog/wrong-file", test_wrong_file);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
