/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "figures.h"
#include "recent-menu.h"
#include "support.h"
#include "window-fixture.h"

#define ROWS "label,prob\n0,0.1\n0,0.4\n1,0.4\n1,0.8\n"

/* The title names the file. A file that cannot be read leaves the loaded one
 * in place; its error says where, and offers to skip bad rows. */
static void
test_errors (Fixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "good.csv", ROWS);
  g_assert_nonnull (strstr (
      gtk_window_get_title (GTK_WINDOW (fixture->window)), "good.csv"));
  g_assert_cmpuint (fixture_get_n_rows (fixture), ==, 4);

  test_window_open_text (fixture->window, "bad.csv", ROWS "1,x\n0,0.3\n");
  g_assert_true (fixture_shows (fixture, "bad.csv could not be opened"));
  g_assert_true (fixture_shows (fixture, "bad.csv:6:2: column \"prob\""));
  g_assert_true (fixture_shows (fixture, "Skip These Rows"));
  g_assert_cmpuint (fixture_get_n_rows (fixture), ==, 4);
  g_assert_nonnull (strstr (
      gtk_window_get_title (GTK_WINDOW (fixture->window)), "good.csv"));

  test_window_activate (fixture->window, "win.skip-bad-rows");
  g_assert_false (fixture_shows (fixture, "could not be opened"));
  g_assert_cmpuint (fixture_get_n_rows (fixture), ==, 5);
  g_assert_true (fixture_shows (fixture, "rows skipped"));

  test_window_open_text (fixture->window, "empty.csv", "");
  g_assert_true (fixture_shows (fixture, "no data rows"));
  g_assert_false (fixture_shows (fixture, "Skip These Rows"));
  test_window_activate (fixture->window, "win.dismiss-error");
  g_assert_false (fixture_shows (fixture, "no data rows"));
}

/* A missing label is reported with its count, and its rows can be skipped,
 * wherever they are. */
static void
test_missing_labels (Fixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "gaps.csv",
                         "label,prob\nNA,0.9\n0,0.1\n0,0.4\n1,0.4\n1,0.8\n"
                         "NA,0.3\n");
  g_assert_true (fixture_shows (fixture, "gaps.csv could not be opened"));
  g_assert_true (fixture_shows (fixture, "the label is missing (\"NA\") in 2 "
                                         "rows, on lines 2 and 7"));
  test_window_activate (fixture->window, "win.skip-bad-rows");
  g_assert_false (fixture_shows (fixture, "could not be opened"));
  g_assert_cmpuint (fixture_get_n_rows (fixture), ==, 4);
  g_assert_true (fixture_shows (fixture, "rows skipped"));
}

/* If it is unclear which column is what, a dialog asks. */
static void
test_columns (Fixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  test_window_open_text (
      fixture->window, "unclear.csv",
      "a,b,c\n0,0.1,0.2\n0,0.4,0.1\n1,0.4,0.7\n1,0.8,0.6\n");
  dialog = test_get_other_window (fixture->window);
  g_assert_nonnull (dialog);
  g_assert_cmpstr (gtk_window_get_title (dialog), ==,
                   "Columns of unclear.csv");
  g_assert_true (test_shows (GTK_WIDGET (dialog), "0.7"));
  gtk_window_destroy (dialog);
}

static gboolean
says_treated (Fixture *fixture)
{
  return fixture_shows (fixture, "treated as logits");
}

static gboolean
shows_cost_columns (Fixture *fixture)
{
  return test_window_is_idle (fixture->window)
         && fixture_shows (fixture, "FN cost column");
}

/* Cost columns are chosen in the dialog and used in the window. */
static void
test_cost_columns (Fixture *fixture, gconstpointer data)
{
  LimenSession *session = limen_window_get_session (fixture->window);
  GtkWidget *dialog;
  GtkDropDown *fn_cost;

  test_window_open_text (
      fixture->window, "paid.csv",
      "label,prob,paid\n0,0.1,1\n0,0.7,1\n1,0.4,25\n1,0.8,2\n");
  limen_session_set_threshold (session, 0.5);
  g_assert_true (fixture_shows (fixture, "0.500")); /* two of four */
  test_window_activate (fixture->window, "win.columns");
  dialog = GTK_WIDGET (test_get_other_window (fixture->window));
  g_assert_nonnull (dialog);
  fn_cost = GTK_DROP_DOWN (gtk_widget_get_template_child (
      dialog, G_OBJECT_TYPE (dialog), "fn_cost"));
  gtk_drop_down_set_selected (fn_cost, 3);
  gtk_widget_activate_action (dialog, "columns.accept", NULL);
  test_wait_for (shows_cost_columns (fixture));
  limen_session_set_threshold (session, 0.5);
  g_assert_true (fixture_shows (fixture, "6.500")); /* (25 + 1) / 4 */
}

/* A click applies the remedy of a finding, another one undoes it. */
static void
test_remedies (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("label,output\n");
  GtkWidget *window = GTK_WIDGET (fixture->window);

  for (int i = 0; i < 40; i++)
    g_string_append_printf (text, "%d,%d.5\n", i % 3 == 0, i / 2 - 10);
  test_window_open_text (fixture->window, "logits.csv", text->str);
  g_assert_true (fixture_shows (fixture, "none for plain scores"));
  g_assert_true (fixture_shows (fixture, "Treat as Logits"));
  g_assert_true (gtk_widget_activate_action (window, "win.treat-as", "s",
                                             "logit"));
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_true (fixture_shows (fixture, "BCE (mean)"));
  test_wait_for (says_treated (fixture));
  test_window_activate (fixture->window, "win.undo");
  g_assert_true (fixture_shows (fixture, "none for plain scores"));
}

static GtkWidget *
find_spin (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_SPIN_BUTTON (widget)
      && gtk_widget_has_css_class (widget, "threshold"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_spin (child);
  return found;
}

static const char *
get_shown_threshold (Fixture *fixture)
{
  return gtk_editable_get_text (
      GTK_EDITABLE (find_spin (GTK_WIDGET (fixture->window))));
}

/* Where low scores mean positive, everything is in the units of the file: the
 * field, which moves the threshold, the cutoff, the rows, and the export. */
static void
test_reversed (Fixture *fixture, gconstpointer data)
{
  LimenSession *session = limen_window_get_session (fixture->window);
  g_autoptr (LimenCutoff) cutoff = NULL;
  g_autofree char *path = NULL, *text = NULL;
  GtkSpinButton *spin;
  LimenResolvedCutoff resolved;

  test_window_open_text (
      fixture->window, "credit.csv",
      "defaulted,score\n1,420\n1,512\n0,512.5\n1,580\n0,640\n0,700\n"
      "1,655\n0,810\n");
  g_assert_true (fixture_shows (fixture, "Swap the Positive Class"));
  g_assert_true (fixture_shows (fixture, "Reverse"));
  test_window_activate (fixture->window, "win.pin");
  test_window_activate (fixture->window, "win.reverse-scores");
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_true (limen_session_is_reversed (session));
  g_assert_true (limen_session_get_options (session)->reverse_scores);
  g_assert_true (fixture_shows (fixture, "Low scores mean positive"));
  g_assert_false (fixture_shows (fixture, "Swap the Positive Class"));
  /* earlier cutoffs are on another scale */
  cutoff = test_window_get_cutoff (fixture->window, 0);
  g_assert_false (
      limen_session_resolve_cutoff (session, cutoff, &resolved));
  limen_session_restore_cutoff (session, cutoff);
  g_assert_true (fixture_shows (fixture, "for scores where high means "
                                         "positive; here low does"));
  test_window_activate (fixture->window, "win.dismiss-error");
  g_clear_object (&cutoff);

  spin = GTK_SPIN_BUTTON (find_spin (GTK_WIDGET (fixture->window)));
  gtk_spin_button_set_value (spin, 600);
  g_assert_cmpfloat (limen_session_get_threshold (session), ==, -600);
  g_assert_cmpstr (get_shown_threshold (fixture), ==, "600");
  g_assert_true (fixture_shows (fixture, "Metrics at 600"));
  g_assert_true (
      fixture_shows (fixture, "same decisions from 580.0000 to 640.0000"));
  limen_session_set_threshold (session, -512.25);
  g_assert_cmpstr (get_shown_threshold (fixture), ==, "512.25");
  limen_session_set_threshold (session, INFINITY);
  g_assert_cmpstr (get_shown_threshold (fixture), ==, "none");
  g_assert_true (fixture_shows (fixture, "none positive below 420"));
  limen_session_set_threshold (session, -600);

  test_window_activate (fixture->window, "win.pin");
  cutoff = test_window_get_cutoff (fixture->window, 1);
  g_assert_true (limen_cutoff_is_reversed (cutoff));
  g_assert_true (fixture_shows (fixture, "score \342\211\244 t"));
  path = test_window_export (fixture->window, "credit.json");
  g_file_get_contents (path, &text, NULL, NULL);
  g_assert_nonnull (strstr (text, "limen-cutoffs/2"));
  g_assert_nonnull (strstr (text, "\"threshold\": 600,"));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window),
                                             "win.rows", "s", "fn"));
  test_wait_for (test_other_window_shows (fixture->window,
                                          "1 row, at threshold 600"));
  g_assert_true (test_other_window_shows (fixture->window, "655"));
  gtk_window_destroy (test_get_other_window (fixture->window));

  while (limen_session_is_reversed (session))
    {
      g_assert_nonnull (limen_session_get_undo_title (session));
      test_window_activate (fixture->window, "win.undo");
      test_wait_for (test_window_is_idle (fixture->window));
    }
  g_assert_true (fixture_shows (fixture, "Swap the Positive Class"));
}

/* Exported cutoffs can be opened beside the loaded file. */
static void
test_cutoffs_open_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  test_window_open_text (fixture->window, "good.csv", ROWS);
  test_window_activate (fixture->window, "win.pin");
  path = test_window_export (fixture->window, "again.json");
  test_window_activate (fixture->window, "win.undo");
  g_assert_cmpuint (test_window_get_n_cutoffs (fixture->window), ==, 0);
  limen_window_open (fixture->window, path);
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_cmpuint (test_window_get_n_cutoffs (fixture->window), ==, 1);
  g_assert_cmpuint (fixture_get_n_rows (fixture), ==, 4);
}

/* Cutoffs are recognised whatever their name and format; without predictions
 * the window says that they are open and what is missing. */
static void
test_cutoffs_alone (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "alone.csv", "alone.txt" };

  g_assert_true (fixture_shows (fixture, "Open a file of predictions"));
  test_window_open_text (fixture->window, "good.csv", ROWS);
  test_window_activate (fixture->window, "win.pin");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = test_window_export (fixture->window, names[i]);
      LimenWindow *other = test_window_new (fixture->application, NULL);

      test_wait_for (fixture_shows (fixture, "Saved "));
      test_window_open (other, path);
      g_assert_cmpuint (test_window_get_n_cutoffs (other), ==, 1);
      g_assert_null (limen_session_get_analysis (
          limen_window_get_session (other)));
      g_assert_true (test_window_shows (other, "1 cutoff is open"));
      g_assert_true (
          test_window_shows (other, "Open a file of predictions to see"));
      gtk_window_destroy (GTK_WINDOW (other));
    }
}

/* An empty window offers a sample and opens it. */
static void
test_sample (Fixture *fixture, gconstpointer data)
{
  g_assert_true (fixture_shows (fixture, "Open a Sample"));
  test_window_activate (fixture->window, "win.open-sample");
  g_assert_cmpuint (fixture_get_n_rows (fixture), ==, 1797);
  test_wait_for (!fixture_shows (fixture, "Open a Sample"));
}

/* An empty menu of recent files shows that there are none. */
static void
test_no_recent_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMenuModel) menu = NULL;
  g_autofree char *label = NULL;

  gtk_recent_manager_purge_items (gtk_recent_manager_get_default (), NULL);
  menu = limen_recent_menu_new ();
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 1);
  g_assert_true (g_menu_model_get_item_attribute (
      menu, 0, G_MENU_ATTRIBUTE_LABEL, "s", &label));
  g_assert_cmpstr (label, ==, "No recent files");
}

static void
set_true_cb (GtkRecentManager *manager, gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* An open menu of recent files does not change with the list; it is updated
 * when opened again. */
static void
test_recent_files (Fixture *fixture, gconstpointer data)
{
  GtkRecentManager *manager = gtk_recent_manager_get_default ();
  GtkMenuButton *button = GTK_MENU_BUTTON (gtk_widget_get_template_child (
      GTK_WIDGET (fixture->window), LIMEN_TYPE_WINDOW, "recent_button"));
  g_autofree char *first = test_write_file ("first.csv", ROWS, -1);
  g_autofree char *second = test_write_file ("second.csv", ROWS, -1);
  gboolean has_changed = FALSE;

  gtk_recent_manager_purge_items (manager, NULL);
  limen_recent_menu_add_file (first);
  gtk_menu_button_popup (button);
  test_wait_for (fixture_shows (fixture, "first.csv"));
  gtk_widget_child_focus (GTK_WIDGET (gtk_menu_button_get_popover (button)),
                          GTK_DIR_TAB_FORWARD);
  g_signal_connect (manager, "changed", G_CALLBACK (set_true_cb),
                    &has_changed);
  limen_recent_menu_add_file (second);
  test_wait_for (has_changed && !g_main_context_pending (NULL));
  g_assert_true (fixture_shows (fixture, "first.csv"));
  g_assert_false (fixture_shows (fixture, "second.csv"));
  gtk_menu_button_popdown (button);
  gtk_menu_button_popup (button);
  test_wait_for (fixture_shows (fixture, "second.csv"));
  g_signal_handlers_disconnect_by_data (manager, &has_changed);
}

/* A message pending for a file that is read again is not shown for another
 * file that is opened in the meantime. */
static void
test_other_file_meanwhile (Fixture *fixture, gconstpointer data)
{
  static const char text[] = "y,p\n0,0.1\n0,0.4\n1,0.4\n1,0.8\n";
  g_autofree char *other = test_write_file ("other.csv", text, -1);

  test_window_open_text (fixture->window, "first.csv", text);
  test_window_activate (fixture->window, "win.swap-positive");
  test_wait_for (test_window_is_idle (fixture->window));
  test_wait_for (test_window_shows (fixture->window, "is positive now"));
  test_window_activate (fixture->window, "win.undo");
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window),
                                             "win.swap-positive", NULL));
  g_assert_false (test_window_is_idle (fixture->window));
  limen_window_open (fixture->window, other);
  test_wait_for (test_window_is_idle (fixture->window));
  test_wait_for (test_window_shows (fixture->window, "other.csv"));
  g_assert_false (test_says (GTK_WIDGET (fixture->window), "is positive now"));
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  FIXTURE_ADD ("/window/errors", test_errors);
  FIXTURE_ADD ("/window/missing-labels", test_missing_labels);
  FIXTURE_ADD ("/window/columns", test_columns);
  FIXTURE_ADD ("/window/cost-columns", test_cost_columns);
  FIXTURE_ADD ("/window/remedies", test_remedies);
  FIXTURE_ADD ("/window/reversed", test_reversed);
  FIXTURE_ADD ("/window/cutoffs-open-again", test_cutoffs_open_again);
  FIXTURE_ADD ("/window/cutoffs-alone", test_cutoffs_alone);
  FIXTURE_ADD ("/window/other-file-meanwhile", test_other_file_meanwhile);
  FIXTURE_ADD ("/window/sample", test_sample);
  FIXTURE_ADD ("/window/no-recent-files", test_no_recent_files);
  FIXTURE_ADD ("/window/recent-files", test_recent_files);
  return fixture_run ();
}
