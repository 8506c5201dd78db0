/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <string.h>

#include "support.h"
#include "windows.h"

/* Neither names nor contents tell which column is the score. */
#define UNCLEAR "a,b,c\n"
#define ROWS "0,0.1,0.2\n0,0.4,0.1\n1,0.4,0.7\n1,0.8,0.6\n"
#define OTHER_ROWS "1,0.3,0.9\n0,0.2,0.1\n1,0.1,0.7\n0,0.6,0.25\n"

#define CLEAR "label,prob\n0,0.1\n0,0.4\n1,0.4\n1,0.8\n"
#define OTHER_CLEAR "label,prob\n0,0.2\n0,0.3\n1,0.7\n1,0.75\n"

static GtkApplication *application;

typedef struct
{
  LimenWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = test_window_new (application, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return test_window_shows (fixture->window, text);
}

static LimenDataset *
get_dataset (Fixture *fixture)
{
  return limen_analysis_get_dataset (
      limen_session_get_analysis (limen_window_get_session (fixture->window)));
}

static gboolean
has_file (Fixture *fixture, const char *name)
{
  return test_window_is_idle (fixture->window)
         && limen_session_get_analysis (
                limen_window_get_session (fixture->window))
                != NULL
         && g_str_equal (limen_dataset_get_name (get_dataset (fixture)), name);
}

static gboolean
can_forget (Fixture *fixture)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window),
                                            "forget-columns");
}

static const char *
get_positive (Fixture *fixture)
{
  LimenDataset *dataset = get_dataset (fixture);

  return limen_dataset_get_class_name (
      dataset, limen_dataset_get_predictions (dataset)->positive);
}

static gpointer
get_child (GtkWidget *dialog, const char *name)
{
  return gtk_widget_get_template_child (dialog, G_OBJECT_TYPE (dialog), name);
}

/* Answers the dialog of columns: the label is the first column, the score the
 * last. */
static void
answer (Fixture *fixture, gboolean remembers)
{
  GtkWidget *dialog = GTK_WIDGET (test_get_other_window (fixture->window));

  g_assert_nonnull (dialog);
  gtk_drop_down_set_selected (get_child (dialog, "label"), 1);
  gtk_drop_down_set_selected (get_child (dialog, "score"), 4);
  gtk_check_button_set_active (get_child (dialog, "remember"), remembers);
  gtk_widget_activate_action (dialog, "columns.accept", NULL);
}

/* An answer is reused for the next file with the same columns, until it is
 * forgotten. */
static void
test_dialog (Fixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  test_window_open_text (fixture->window, "october.csv", UNCLEAR ROWS);
  answer (fixture, TRUE);
  test_wait_for (has_file (fixture, "october.csv"));
  g_assert_false (shows (fixture, "Columns read as in"));
  g_assert_true (can_forget (fixture));

  test_window_open_text (fixture->window, "november.csv", UNCLEAR OTHER_ROWS);
  g_assert_null (test_get_other_window (fixture->window));
  g_assert_true (has_file (fixture, "november.csv"));
  g_assert_cmpstr (limen_dataset_get_label_column (get_dataset (fixture), 0),
                   ==, "a");
  g_assert_cmpstr (limen_dataset_get_score_column (get_dataset (fixture), 0),
                   ==, "c");
  g_assert_true (shows (fixture, "Columns read as in october.csv"));
  g_assert_false (shows (fixture, "--label"));

  test_window_activate (fixture->window, "win.columns");
  dialog = test_get_other_window (fixture->window);
  g_assert_nonnull (dialog);
  g_assert_cmpuint (
      gtk_drop_down_get_selected (get_child (GTK_WIDGET (dialog), "score")),
      ==, 4);
  gtk_window_destroy (dialog);

  test_window_activate (fixture->window, "win.forget-columns");
  g_assert_false (can_forget (fixture));
  g_assert_true (has_file (fixture, "november.csv"));
  test_window_open_text (fixture->window, "december.csv", UNCLEAR ROWS);
  dialog = test_get_other_window (fixture->window);
  g_assert_nonnull (dialog);
  gtk_window_destroy (dialog);
}

/* Remembering can be turned off in the dialog. */
static void
test_unchecked (Fixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  test_window_open_text (fixture->window, "october.csv", UNCLEAR ROWS);
  answer (fixture, FALSE);
  test_wait_for (has_file (fixture, "october.csv"));
  g_assert_false (can_forget (fixture));
  test_window_activate (fixture->window, "win.swap-positive");
  g_assert_false (can_forget (fixture));
  test_window_open_text (fixture->window, "november.csv", UNCLEAR ROWS);
  dialog = test_get_other_window (fixture->window);
  g_assert_nonnull (dialog);
  gtk_window_destroy (dialog);
}

/* Inferred columns are not remembered; the swapped class is, until it is
 * swapped back. */
static void
test_swap (Fixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "october.csv", CLEAR);
  g_assert_false (can_forget (fixture));
  test_window_open_text (fixture->window, "november.csv", OTHER_CLEAR);
  g_assert_false (shows (fixture, "Columns read as in"));
  g_assert_cmpstr (get_positive (fixture), ==, "1");

  test_window_activate (fixture->window, "win.swap-positive");
  g_assert_cmpstr (get_positive (fixture), ==, "0");
  g_assert_true (can_forget (fixture));
  test_window_open_text (fixture->window, "october.csv", CLEAR);
  g_assert_cmpstr (get_positive (fixture), ==, "0");
  g_assert_true (shows (fixture, "Columns read as in november.csv"));

  test_window_open_text (fixture->window, "other.csv",
                         "label,score\n0,0.1\n1,0.9\n");
  g_assert_false (shows (fixture, "Columns read as in"));
}

static void
test_swap_back (Fixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "october.csv", CLEAR);
  test_window_activate (fixture->window, "win.swap-positive");
  g_assert_true (can_forget (fixture));
  test_window_activate (fixture->window, "win.undo");
  g_assert_cmpstr (get_positive (fixture), ==, "1");
  g_assert_false (can_forget (fixture));
  test_window_open_text (fixture->window, "november.csv", OTHER_CLEAR);
  g_assert_cmpstr (get_positive (fixture), ==, "1");
  g_assert_false (shows (fixture, "Columns read as in"));
}

/* A remembered choice that does not fit is reported, and the columns are
 * inferred. */
static void
test_misfit (Fixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "october.csv", CLEAR);
  test_window_activate (fixture->window, "win.swap-positive");
  test_window_open_text (fixture->window, "words.csv",
                         "label,prob\nno,0.1\nno,0.4\nyes,0.4\nyes,0.8\n");
  g_assert_true (has_file (fixture, "words.csv"));
  g_assert_cmpstr (get_positive (fixture), ==, "yes");
  g_assert_false (shows (fixture, "Columns read as in"));
  g_assert_true (shows (fixture, "The options of october.csv ("));
  g_assert_true (shows (fixture, "the positive label \"0\" does not occur"));
  g_assert_true (shows (fixture, "Choose Columns"));
}

/* A bad row is reported for remembered columns as well, and may be skipped. */
static void
test_bad_row (Fixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "october.csv", UNCLEAR ROWS);
  answer (fixture, TRUE);
  test_wait_for (has_file (fixture, "october.csv"));
  test_window_open_text (fixture->window, "november.csv",
                         UNCLEAR ROWS "1,0.5,high\n");
  g_assert_true (
      shows (fixture,
             "november.csv could not be read like october.csv"));
  g_assert_true (shows (fixture, "november.csv:6:3: column \"c\""));
  test_window_activate (fixture->window, "win.skip-bad-rows");
  g_assert_true (has_file (fixture, "november.csv"));
  g_assert_true (shows (fixture, "Columns read as in october.csv"));
  g_assert_true (shows (fixture, "rows skipped"));
}

static GtkWidget *
find_status (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget))
             == GTK_ACCESSIBLE_ROLE_STATUS)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_status (child);
  return found;
}

/* Assistive tools are notified by a status. */
static void
test_status (Fixture *fixture, gconstpointer data)
{
  GtkWidget *status;

  test_window_open_text (fixture->window, "october.csv", CLEAR);
  test_window_activate (fixture->window, "win.swap-positive");
  test_window_open_text (fixture->window, "november.csv", OTHER_CLEAR);
  status = find_status (GTK_WIDGET (fixture->window));
  g_assert_nonnull (status);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (status)), ==,
                   "Columns read as in october.csv");
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  application = test_application_new ();
  add ("/remembered-columns/dialog", test_dialog);
  add ("/remembered-columns/unchecked", test_unchecked);
  add ("/remembered-columns/swap", test_swap);
  add ("/remembered-columns/swap-back", test_swap_back);
  add ("/remembered-columns/misfit", test_misfit);
  add ("/remembered-columns/bad-row", test_bad_row);
  add ("/remembered-columns/status", test_status);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
