/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "support.h"
#include "window-fixture.h"
#include "window-test.h"

#define TUNING                                                                \
  "label,prob\n0,0.1\n0,0.2\n1,0.3\n0,0.4\n1,0.6\n1,0.7\n1,0.8\n0,0.9\n"
#define TEST "label,prob\n0,0.15\n1,0.35\n0,0.65\n1,0.85\n"

static const LimenMetric recall = { LIMEN_METRIC_RECALL, 1 };
static const LimenMetric precision = { LIMEN_METRIC_PRECISION, 1 };

static const char *
get_title (Fixture *fixture)
{
  return gtk_window_get_title (GTK_WINDOW (fixture->window));
}

static void
add_test (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = test_write_file (name, text, -1);

  limen_window_add_test (fixture->window, path);
  test_wait_for (test_window_is_idle (fixture->window));
}

static void
open_both (Fixture *fixture)
{
  test_window_open_text (fixture->window, "first.csv", TUNING);
  limen_session_set_threshold (fixture->session, 0.5);
  add_test (fixture, "test.csv", TEST);
  g_assert_nonnull (limen_session_get_test (fixture->session));
}

static gboolean
is_enabled (Fixture *fixture, const char *action)
{
  return g_action_get_enabled (
      g_action_map_lookup_action (G_ACTION_MAP (fixture->window), action));
}

/* The values of test data, and both names, are shown; removing the test data
 * hides them, and undo and redo bring them back and remove them again. */
static void
test_shown (Fixture *fixture, gconstpointer data)
{
  g_assert_false (is_enabled (fixture, "add-test"));
  open_both (fixture);
  g_assert_true (is_enabled (fixture, "add-test"));
  g_assert_nonnull (strstr (get_title (fixture), "first.csv"));
  g_assert_nonnull (strstr (get_title (fixture), "test.csv"));
  g_assert_true (fixture_shows (fixture, "test data: test.csv"));
  g_assert_cmpfloat (limen_session_get_value (fixture->session, recall), ==,
                     0.75);
  g_assert_cmpfloat (limen_session_get_test_value (fixture->session, recall),
                     ==, 0.5);
  g_assert_true (fixture_shows (fixture, "tuning"));

  fixture_activate (fixture, "win.remove-test", NULL);
  g_assert_null (limen_session_get_test (fixture->session));
  g_assert_null (limen_session_get_test_class (fixture->session));
  g_assert_null (strstr (get_title (fixture), "test.csv"));
  g_assert_false (fixture_shows (fixture, "test data: test.csv"));
  g_assert_false (fixture_shows (fixture, "tuning"));
  g_assert_false (is_enabled (fixture, "remove-test"));
  g_assert_cmpstr (limen_session_get_undo_title (fixture->session), ==,
                   "removing the test data");

  test_window_activate (fixture->window, "win.undo");
  g_assert_nonnull (limen_session_get_test (fixture->session));
  g_assert_true (fixture_shows (fixture, "test data: test.csv"));
  test_window_activate (fixture->window, "win.undo");
  g_assert_null (limen_session_get_test (fixture->session));
  test_window_activate (fixture->window, "win.redo");
  g_assert_cmpfloat (limen_session_get_test_value (fixture->session, recall),
                     ==, 0.5);
}

/* A saved report has the values of the test data. */
static void
test_report (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path
      = g_build_filename (test_get_folder (), "judged.html", NULL);
  g_autofree char *text = NULL;

  open_both (fixture);
  limen_window_export_report_to (fixture->window, path);
  test_wait_for (test_window_shows (fixture->window, "Saved judged.html"));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "test.csv"));
  g_assert_nonnull (strstr (text, "At threshold 0.5 (current threshold"));
}

static gboolean
has_interval (Fixture *fixture, LimenCutoff *cutoff)
{
  LimenEstimate optimism = limen_session_get_cutoff_optimism (
      fixture->session, cutoff, precision);

  return !isnan (optimism.interval.low) && !isnan (optimism.interval.high);
}

/* A pinned cutoff has both values, and their difference with an interval. */
static void
test_cutoffs (Fixture *fixture, gconstpointer data)
{
  LimenEstimate optimism;
  LimenCutoff *cutoff;

  open_both (fixture);
  cutoff = limen_session_pin (fixture->session);
  optimism = limen_session_get_cutoff_optimism (fixture->session, cutoff,
                                                precision);
  g_assert_cmpfloat (optimism.value, ==, 0.25);
  g_assert_cmpfloat (limen_session_get_cutoff_test_value (fixture->session,
                                                          cutoff, precision),
                     ==, 0.5);
  test_wait_for (has_interval (fixture, cutoff));
  optimism = limen_session_get_cutoff_optimism (fixture->session, cutoff,
                                                precision);
  g_assert_cmpfloat (optimism.value, ==, 0.25);
  g_assert_cmpfloat (optimism.interval.low, <, 0.25);
  g_assert_cmpfloat (optimism.interval.high, >, 0.25);
  test_wait_for (fixture_shows (fixture, "0.250 ("));
  fixture_activate (fixture, "win.remove-test", NULL);
  g_assert_true (isnan (limen_session_get_cutoff_test_value (
      fixture->session, cutoff, precision)));
  g_assert_false (fixture_shows (fixture, "0.250 ("));
}

/* Another file takes the test data away; another reading of the file keeps
 * it, read in that way, and undo restores both. */
static void
test_other_file (Fixture *fixture, gconstpointer data)
{
  open_both (fixture);
  test_window_activate (fixture->window, "win.swap-positive");
  test_wait_for (limen_session_get_test_class (fixture->session) != NULL);
  limen_session_set_threshold (fixture->session, 0.5);
  g_assert_cmpfloat (limen_session_get_test_value (fixture->session, recall),
                     ==, 0.5);
  g_assert_true (fixture_shows (fixture, "test data: test.csv"));

  test_window_open_text (fixture->window, "other.csv", TUNING);
  g_assert_null (limen_session_get_test (fixture->session));
  g_assert_false (fixture_shows (fixture, "test data: test.csv"));
}

/* A file that does not fit is refused in a sentence, and all else stays. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text, *message;
  } files[] = {
    { "label,score\n0,0.1\n1,0.9\n", "lack" },
    { "label,prob\na,0.1\nb,0.9\n", "class" },
    { "label,prob\n0,-3.5\n1,4.25\n", "plain scores" },
    { "", "no data rows" },
  };

  open_both (fixture);
  limen_session_pin (fixture->session);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      add_test (fixture, "bad.csv", files[i].text);
      g_test_message ("%u", i);
      g_assert_true (
          fixture_shows (fixture, "bad.csv could not be added as test data"));
      g_assert_true (fixture_shows (fixture, files[i].message));
      g_assert_true (fixture_shows (fixture, "test data: test.csv"));
      g_assert_cmpuint (fixture_get_n_rows (fixture), ==, 8);
      g_assert_cmpuint (test_window_get_n_cutoffs (fixture->window), ==, 1);
    }
  add_test (fixture, "better.csv", TEST);
  g_assert_false (fixture_shows (fixture, "could not be added"));
  g_assert_true (fixture_shows (fixture, "test data: better.csv"));
}

static GtkDropTarget *
get_drop_target (Fixture *fixture)
{
  g_autoptr (GListModel) controllers
      = gtk_widget_observe_controllers (GTK_WIDGET (fixture->window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  g_assert_not_reached ();
}

static GtkWidget *
get_child (Fixture *fixture, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (
      GTK_WIDGET (fixture->window), LIMEN_TYPE_WINDOW, name));
}

/* Drags a file over the middle of a part of the window, checks which hint is
 * shown, and drops the file. */
static void
drop (Fixture *fixture, const char *part, const char *path, gboolean is_test)
{
  GtkDropTarget *target = get_drop_target (fixture);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GSList files = { file, NULL };
  GValue value = G_VALUE_INIT;
  graphene_rect_t bounds;
  GdkDragAction action;
  gboolean is_taken;
  double x, y;

  g_assert_true (gtk_widget_compute_bounds (
      get_child (fixture, part), GTK_WIDGET (fixture->window), &bounds));
  x = bounds.origin.x + bounds.size.width / 2;
  y = bounds.origin.y + bounds.size.height / 2;
  g_signal_emit_by_name (target, "motion", x, y, &action);
  g_assert_cmpuint (action, ==, GDK_ACTION_COPY);
  g_assert_cmpint (
      gtk_widget_get_visible (get_child (fixture, "test_drop_hint")), ==,
      is_test);
  g_assert_cmpint (gtk_widget_get_visible (get_child (fixture, "drop_hint")),
                   ==, !is_test);
  g_signal_emit_by_name (target, "leave");
  g_assert_false (
      gtk_widget_get_visible (get_child (fixture, "test_drop_hint")));
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "drop_hint")));

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, &files);
  g_signal_emit_by_name (target, "drop", &value, x, y, &is_taken);
  g_value_unset (&value);
  g_assert_true (is_taken);
  test_wait_for (test_window_is_idle (fixture->window));
}

/* A file dropped on the figures is test data while a file is open; anywhere
 * else, and in an empty window, it is opened. */
static void
test_drops (Fixture *fixture, gconstpointer data)
{
  g_autofree char *tuning = test_write_file ("tuning.csv", TUNING, -1);
  g_autofree char *test = test_write_file ("test.csv", TEST, -1);

  drop (fixture, "stack", tuning, FALSE);
  g_assert_cmpuint (fixture_get_n_rows (fixture), ==, 8);
  drop (fixture, "figures_panel", test, TRUE);
  g_assert_cmpuint (fixture_get_n_rows (fixture), ==, 8);
  g_assert_true (fixture_shows (fixture, "test data: test.csv"));
  drop (fixture, "threshold_side", test, FALSE);
  g_assert_cmpuint (fixture_get_n_rows (fixture), ==, 4);
  g_assert_null (limen_session_get_test (fixture->session));
}

/* With several classes, the test data follows the current class. */
static void
test_classes (Fixture *fixture, gconstpointer data)
{
  static const char rows[]
      = "label,prob_a,prob_b,prob_c\na,0.7,0.2,0.1\nb,0.2,0.5,0.3\n"
        "c,0.1,0.3,0.6\na,0.4,0.35,0.25\nb,0.45,0.35,0.2\nc,0.3,0.3,0.4\n";

  test_window_open_text (fixture->window, "tuning.csv", rows);
  add_test (fixture, "test.csv", rows);
  for (gsize k = 0; k < 3; k++)
    {
      limen_session_select_class (fixture->session, k);
      test_wait_for (fixture_get_class (fixture) == k
                     && limen_session_get_test_class (fixture->session)
                            != NULL);
      limen_session_set_threshold (fixture->session, 0.35);
      g_assert_cmpfloat (
          limen_session_get_value (fixture->session, precision), ==,
          limen_session_get_test_value (fixture->session, precision));
    }
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  FIXTURE_ADD_FORGETFUL ("/test-data-window/shown", test_shown);
  FIXTURE_ADD_FORGETFUL ("/test-data-window/cutoffs", test_cutoffs);
  FIXTURE_ADD_FORGETFUL ("/test-data-window/report", test_report);
  FIXTURE_ADD_FORGETFUL ("/test-data-window/other-file", test_other_file);
  FIXTURE_ADD_FORGETFUL ("/test-data-window/refused", test_refused);
  FIXTURE_ADD_FORGETFUL ("/test-data-window/drops", test_drops);
  FIXTURE_ADD_FORGETFUL ("/test-data-window/classes", test_classes);
  return fixture_run ();
}
