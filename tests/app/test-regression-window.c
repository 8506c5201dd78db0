/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "columns-dialog.h"
#include "data-panel.h"
#include "figures-panel.h"
#include "histogram-view.h"
#include "loss-histogram-view.h"
#include "row-list.h"
#include "rows-window.h"
#include "support.h"
#include "threshold-panel.h"
#include "windows.h"

/* Squared errors of 0.25, 2.25, 16 and 0.0625, whose mean is 4.640625. */
#define NUMBERS                                                               \
  "target,predicted,note\n1.5,2,a\n-3,-1.5,b\n10,6,c\n0.25,0.5,d\n"
#define SCORES "y,p\n0,0.1\n0,0.4\n1,0.4\n1,0.8\n"

static GtkApplication *application;

typedef struct
{
  LimenWindow *window;
  LimenSession *session;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = test_window_new (application, NULL);
  fixture->session = limen_window_get_session (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->session),
                             (gpointer *) &fixture->session);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  test_wait_for (fixture->session == NULL);
}

static void
open_numbers (Fixture *fixture, const char *text)
{
  g_autofree char *path = test_write_file ("numbers.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();

  options->has_task = TRUE;
  options->task = LIMEN_TASK_REGRESSION;
  limen_session_load (fixture->session, path, options);
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_nonnull (limen_session_get_analysis (fixture->session));
}

/* A widget of a type, visible or not; NULL if there is none. */
static gpointer
find (GtkWidget *widget, GType type)
{
  gpointer found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static gpointer
find_in_window (Fixture *fixture, GType type)
{
  gpointer found = find (GTK_WIDGET (fixture->window), type);

  g_assert_nonnull (found);
  return found;
}

static LimenLossHistogramView *
get_losses (Fixture *fixture)
{
  return find_in_window (fixture, LIMEN_TYPE_LOSS_HISTOGRAM_VIEW);
}

static gboolean
is_enabled (Fixture *fixture, const char *action)
{
  return g_action_group_get_action_enabled (
      G_ACTION_GROUP (fixture->window), action);
}

/* Both losses and the distribution of the rows' losses are shown, nothing that
 * needs a threshold, and a note that says why. */
static void
test_shown (Fixture *fixture, gconstpointer data)
{
  static const char *const off[]
      = { "pin", "export", "focus-threshold", "recalibrate", "rows-between",
          "rows-near", "why-log", "swap-positive", "treat-as", "rows" };
  static const char *const on[]
      = { "worst-rows", "rows-of-loss", "columns", "export-report",
          "save-figure" };
  double low, high;

  open_numbers (fixture, NUMBERS);
  g_assert_null (limen_session_get_class (fixture->session));
  g_assert_true (test_window_shows (fixture->window, "MSE (mean)"));
  g_assert_true (test_window_shows (fixture->window, "4.6406"));
  g_assert_true (test_window_shows (fixture->window, "Gaussian NLL (mean)"));
  g_assert_true (test_window_shows (fixture->window, "2.3203"));
  g_assert_true (test_window_shows (
      fixture->window, "numbers, not classes, so there is no threshold"));
  g_assert_false (test_window_shows (fixture->window, "Ranking"));
  g_assert_false (gtk_widget_get_mapped (
      find_in_window (fixture, LIMEN_TYPE_THRESHOLD_PANEL)));
  g_assert_false (gtk_widget_get_mapped (
      find_in_window (fixture, LIMEN_TYPE_HISTOGRAM_VIEW)));
  g_assert_cmpstr (limen_window_get_figure (fixture->window), ==, "losses");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (get_losses (fixture))));
  for (guint i = 0; i < G_N_ELEMENTS (off); i++)
    g_assert_false (is_enabled (fixture, off[i]));
  for (guint i = 0; i < G_N_ELEMENTS (on); i++)
    g_assert_true (is_enabled (fixture, on[i]));
  /* The axis ends at the largest error, or at the error of always predicting
   * the mean, which is 24.2. */
  test_wait_for (
      (limen_loss_histogram_view_select_loss (get_losses (fixture), 15.9),
       limen_bin_view_get_selected (LIMEN_BIN_VIEW (get_losses (fixture)))
           >= 0));
  limen_loss_histogram_view_get_range (get_losses (fixture), &low, &high);
  g_assert_cmpfloat (low, <, 15.9);
  g_assert_cmpfloat (high, >, 15.9);
  g_assert_cmpfloat (high, <, 17);
}

static char *
format (GtkWidget *rows, guint place, guint part)
{
  GListModel *list = G_LIST_MODEL (gtk_widget_get_template_child (
      rows, LIMEN_TYPE_ROWS_WINDOW, "rows"));
  g_autoptr (LimenRowItem) item = g_list_model_get_item (list, place);

  return item != NULL ? limen_row_item_format (item, part) : g_strdup ("");
}

static gboolean
has_row (GtkWidget *rows, guint place, const char *score, const char *loss)
{
  g_autofree char *shown_score = format (rows, place, LIMEN_ROW_SCORE);
  g_autofree char *shown_loss = format (rows, place, LIMEN_ROW_LOSS);

  return g_str_equal (shown_score, score) && g_str_equal (shown_loss, loss);
}

/* The rows with the largest errors come first, with their fields; they are
 * neither right nor wrong. */
static void
test_rows (Fixture *fixture, gconstpointer data)
{
  GtkWidget *rows;
  g_autofree char *path
      = g_build_filename (test_get_folder (), "worst.csv", NULL);
  g_autofree char *text = NULL;

  open_numbers (fixture, NUMBERS);
  test_window_activate (fixture->window, "win.worst-rows");
  test_wait_for (test_get_other_window (fixture->window) != NULL);
  rows = GTK_WIDGET (test_get_other_window (fixture->window));
  test_wait_for (test_shows (rows, "4 rows"));
  test_wait_for (has_row (rows, 0, "6", "16.0000"));
  g_assert_true (has_row (rows, 1, "\342\210\2221.5", "2.2500"));
  g_assert_true (has_row (rows, 3, "0.5", "0.0625"));
  g_assert_true (test_shows (rows, "note"));
  g_assert_false (test_shows (rows, "decision"));
  g_assert_false (test_shows (rows, "Right decisions"));
  limen_rows_window_save_to (LIMEN_ROWS_WINDOW (rows), path);
  test_wait_for (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (
      text,
      "\"line\",\"score\",\"loss\",\"text\"\n4,6,16,\"10,6,c\"\n"));
  gtk_window_destroy (GTK_WINDOW (rows));
}

/* Activating a bar lists its rows. */
static void
test_bar (Fixture *fixture, gconstpointer data)
{
  GtkWidget *rows;

  open_numbers (fixture, NUMBERS);
  test_window_activate (fixture->window, "win.rows-of-loss((2.0,20.0))");
  test_wait_for (test_get_other_window (fixture->window) != NULL);
  rows = GTK_WIDGET (test_get_other_window (fixture->window));
  test_wait_for (test_shows (rows, "2 rows"));
  test_wait_for (has_row (rows, 1, "\342\210\2221.5", "2.2500"));
  gtk_window_destroy (GTK_WINDOW (rows));
}

/* Variances predicted by the model are used in the likelihood. */
static void
test_variances (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_write_file (
      "variances.csv", "y,p,v\n1,2,4\n3,3,0.25\n-1,0.5,2.25\n", -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  const LimenLossValue *losses;
  gsize n;

  options->labels = g_strsplit ("y", ",", -1);
  options->scores = g_strsplit ("p", ",", -1);
  options->variance = g_strdup ("v");
  limen_session_load (fixture->session, path, options);
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_nonnull (limen_session_get_analysis (fixture->session));
  losses = limen_analysis_get_losses (
      limen_session_get_analysis (fixture->session), &n);
  /* The mean of half of log v + (y - p)^2 / v. */
  g_assert_cmpfloat_with_epsilon (
      limen_losses_find (losses, n, "gaussian-nll")->value,
      (0.25 + 1 + log (4.0 * 0.25 * 2.25)) / 6, 1e-12);
  g_assert_true (test_window_shows (fixture->window, "variance column"));
}

/* Files with and without classes are opened in turn; cutoffs are kept and say
 * why they do not apply. */
static void
test_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LimenCutoff) cutoff = NULL;
  g_autofree char *why = NULL;

  test_window_open_text (fixture->window, "scored.csv", SCORES);
  limen_session_set_threshold (fixture->session, 0.25);
  limen_session_pin (fixture->session);
  open_numbers (fixture, NUMBERS);
  g_assert_true (is_enabled (fixture, "export"));
  cutoff = test_window_get_cutoff (fixture->window, 0);
  why = limen_session_explain_cutoff (fixture->session, cutoff);
  g_assert_cmpstr (why, ==, "for classes; here a regression");
  limen_session_restore_cutoff (fixture->session, cutoff);
  g_assert_null (limen_session_get_class (fixture->session));
  open_numbers (fixture, "y,p\n0.5,0.25\n7,7.5\n1.25,2\n");
  test_window_open_text (fixture->window, "scored.csv", SCORES);
  g_assert_nonnull (limen_session_get_class (fixture->session));
  limen_session_restore_cutoff (fixture->session, cutoff);
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.25);
  g_assert_true (gtk_widget_get_mapped (
      find_in_window (fixture, LIMEN_TYPE_THRESHOLD_PANEL)));
  g_assert_true (gtk_widget_get_mapped (
      find_in_window (fixture, LIMEN_TYPE_HISTOGRAM_VIEW)));
  g_assert_true (test_window_shows (fixture->window, "Ranking"));
  g_assert_false (
      test_window_shows (fixture->window, "predicted numbers, not classes"));
}

/* A window that needs probabilities closes. */
static void
test_why_log (Fixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "scored.csv", SCORES);
  test_window_activate (fixture->window, "win.why-log");
  test_wait_for (test_get_other_window (fixture->window) != NULL);
  open_numbers (fixture, NUMBERS);
  test_wait_for (test_get_other_window (fixture->window) == NULL);
}

/* An open recalibration window says that there is no class to recalibrate. */
static void
test_recalibrate (Fixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "scored.csv", SCORES);
  test_window_activate (fixture->window, "win.recalibrate");
  test_wait_for (test_get_other_window (fixture->window) != NULL);
  open_numbers (fixture, NUMBERS);
  test_wait_for (test_other_window_shows (fixture->window,
                                          "There is no current class"));
  gtk_window_destroy (test_get_other_window (fixture->window));
}

/* The report and the figure are saved as for other files. */
static void
test_saved (Fixture *fixture, gconstpointer data)
{
  g_autofree char *report
      = g_build_filename (test_get_folder (), "numbers.html", NULL);
  g_autofree char *figure
      = g_build_filename (test_get_folder (), "numbers.svg", NULL);
  g_autofree char *table
      = g_build_filename (test_get_folder (), "bars.csv", NULL);
  g_autofree char *text = NULL, *numbers = NULL;

  open_numbers (fixture, NUMBERS);
  limen_window_export_report_to (fixture->window, report);
  test_wait_for (g_file_test (report, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (report, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "losses of a regression"));
  limen_window_save_figure (fixture->window, "losses", figure, 600, 400,
                            LIMEN_THEME_LIGHT);
  test_wait_for (g_file_test (figure, G_FILE_TEST_EXISTS));
  limen_window_save_figure (fixture->window, "losses", table, 600, 400,
                            LIMEN_THEME_LIGHT);
  test_wait_for (g_file_test (table, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (table, &numbers, NULL, NULL));
  g_assert_true (g_str_has_prefix (numbers, "\"low\",\"high\","));
}

static LimenReadOptions *
new_dialog_options (Fixture *fixture, const char *path, guint task)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog = limen_columns_dialog_new (
      GTK_WINDOW (fixture->window), path, NULL, NULL, &error);
  GtkDropDown *tasks;
  LimenReadOptions *options;

  g_assert_no_error (error);
  g_object_ref_sink (dialog);
  tasks = GTK_DROP_DOWN (gtk_widget_get_template_child (
      dialog, LIMEN_TYPE_COLUMNS_DIALOG, "task"));
  gtk_drop_down_set_selected (tasks, task);
  g_assert_cmpstr (
      gtk_string_object_get_string (
          GTK_STRING_OBJECT (gtk_drop_down_get_selected_item (tasks))),
      ==, "regression");
  g_assert_true (test_says (dialog, "Will be read as a regression"));
  options = limen_columns_dialog_get_options (LIMEN_COLUMNS_DIALOG (dialog));
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_object_unref (dialog);
  return options;
}

/* The dialog of columns offers the task, and its choices open the file. */
static void
test_dialog (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_write_file ("numbers.csv", NUMBERS, -1);
  g_autoptr (LimenReadOptions) options
      = new_dialog_options (fixture, path, LIMEN_TASK_REGRESSION + 1);

  g_assert_true (options->has_task);
  g_assert_cmpint (options->task, ==, LIMEN_TASK_REGRESSION);
  g_assert_cmpstr (options->labels[0], ==, "target");
  g_assert_cmpstr (options->scores[0], ==, "predicted");
  limen_session_load (fixture->session, path, options);
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_nonnull (limen_session_get_analysis (fixture->session));
  g_assert_true (test_window_shows (fixture->window, "4.6406"));
}

/* What the dialog leaves as it is, such as a column of variances, stays. */
static void
test_dialog_variance (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_write_file (
      "spread.csv", "y,p,v\n1,2,4\n3,3,0.25\n-1,0.5,2.25\n", -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenReadOptions) answered = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  options->has_task = TRUE;
  options->task = LIMEN_TASK_REGRESSION;
  options->variance = g_strdup ("v");
  dialog = limen_columns_dialog_new (GTK_WINDOW (fixture->window), path,
                                     options, NULL, &error);
  g_assert_no_error (error);
  g_object_ref_sink (dialog);
  answered = limen_columns_dialog_get_options (LIMEN_COLUMNS_DIALOG (dialog));
  g_assert_cmpstr (answered->variance, ==, "v");
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_object_unref (dialog);
}

static void
add (const char *name, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  application = test_application_new ();
  add ("/regression-window/shown", test_shown);
  add ("/regression-window/rows", test_rows);
  add ("/regression-window/bar", test_bar);
  add ("/regression-window/variances", test_variances);
  add ("/regression-window/change", test_change);
  add ("/regression-window/why-log", test_why_log);
  add ("/regression-window/recalibrate", test_recalibrate);
  add ("/regression-window/saved", test_saved);
  add ("/regression-window/dialog", test_dialog);
  add ("/regression-window/dialog-variance", test_dialog_variance);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
