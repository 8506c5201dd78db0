/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "figures-panel.h"
#include "histogram-view.h"
#include "matrix-panel.h"
#include "support.h"
#include "threshold-panel.h"
#include "windows.h"
#include "xy-view.h"

#define TWO "y,d\n1,1\n1,1\n1,0\n0,0\n0,1\n0,0\n0,0\n"
#define THREE "y,d\nant,ant\nbee,bee\ncat,ant\ncat,cat\nbee,bee\n"
#define SCORES "y,p\n0,0.1\n0,0.4\n1,0.4\n1,0.8\n"
#define SCORES_OF_THREE                                                       \
  "y,p_ant,p_bee,p_cat\nant,0.5,0.25,0.25\nbee,0.25,0.5,0.25\n"               \
  "cat,0.25,0.25,0.5\ncat,0.5,0.25,0.25\n"

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

static gboolean
is_ready (Fixture *fixture)
{
  return !limen_session_is_loading (fixture->session)
         && (!limen_session_has_classes (fixture->session)
             || limen_threshold_set_get_multiclass_result (
                    limen_session_get_thresholds (fixture->session))
                    != NULL)
         && test_window_is_idle (fixture->window);
}

static void
open_decisions (Fixture *fixture, const char *text)
{
  g_autofree char *path = test_write_file ("decided.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();

  options->predicted = g_strdup ("d");
  options->no_scores = TRUE;
  limen_session_load (fixture->session, path, options);
  test_wait_for (is_ready (fixture));
}

static void
open_scores (Fixture *fixture, const char *text)
{
  test_window_open_text (fixture->window, "scored.csv", text);
  test_wait_for (is_ready (fixture));
}

static gpointer
find_in_window (Fixture *fixture, GType type)
{
  return test_find_widget (GTK_WIDGET (fixture->window), type);
}

static gpointer
get_child (Fixture *fixture, GType type, const char *name)
{
  gpointer child = gtk_widget_get_template_child (
      find_in_window (fixture, type), type, name);

  g_assert_nonnull (child);
  return child;
}

static gboolean
is_enabled (Fixture *fixture, const char *action)
{
  return g_action_group_get_action_enabled (
      G_ACTION_GROUP (fixture->window), action);
}

/* The names of the visible tabs, in order. */
static char *
list_tabs (Fixture *fixture)
{
  GtkNotebook *tabs
      = get_child (fixture, LIMEN_TYPE_FIGURES_PANEL, "tabs");
  int n = gtk_notebook_get_n_pages (tabs);
  GString *list = g_string_new (NULL);

  for (int i = 0; i < n; i++)
    {
      gtk_notebook_set_current_page (tabs, i);
      g_string_append_printf (list, "%s%s", i > 0 ? " " : "",
                              limen_window_get_figure (fixture->window));
    }
  gtk_notebook_set_current_page (tabs, 0);
  return g_string_free (list, FALSE);
}

static void
assert_tabs (Fixture *fixture, const char *expected)
{
  g_autofree char *tabs = list_tabs (fixture);

  g_assert_cmpstr (tabs, ==, expected);
}

/* Unavailable functions are disabled, and a note says why. */
static void
test_two (Fixture *fixture, gconstpointer data)
{
  static const char *const off[]
      = { "pin", "export", "focus-threshold", "recalibrate", "rows-between",
          "why-log" };
  static const char *const on[]
      = { "rows", "worst-rows", "columns", "export-report", "swap-positive",
          "save-figure" };
  GtkWidget *spin;

  open_decisions (fixture, TWO);
  g_assert_false (limen_session_has_thresholds (fixture->session));
  for (guint i = 0; i < G_N_ELEMENTS (off); i++)
    g_assert_false (is_enabled (fixture, off[i]));
  for (guint i = 0; i < G_N_ELEMENTS (on); i++)
    g_assert_true (is_enabled (fixture, on[i]));
  spin = get_child (fixture, LIMEN_TYPE_THRESHOLD_PANEL, "threshold");
  g_assert_false (gtk_widget_is_sensitive (spin));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==,
                   "\342\200\224");
  g_assert_false (gtk_widget_is_sensitive (
      get_child (fixture, LIMEN_TYPE_THRESHOLD_PANEL, "objective")));
  g_assert_false (gtk_widget_get_visible (
      get_child (fixture, LIMEN_TYPE_THRESHOLD_PANEL, "zone")));
  g_assert_false (gtk_widget_get_mapped (
      find_in_window (fixture, LIMEN_TYPE_HISTOGRAM_VIEW)));
  g_assert_true (test_window_shows (
      fixture->window, "The file holds decisions, so there is no threshold"));
  g_assert_true (test_window_shows (fixture->window,
                                    "The file holds decisions, not scores"));
  g_assert_true (test_window_shows (fixture->window,
                                    "There is no threshold to pin"));
  g_assert_true (test_window_shows (fixture->window, "Metrics"));
  g_assert_false (test_window_shows (fixture->window, "Metrics at"));
  g_assert_true (test_window_shows (fixture->window, "none for decisions"));
  g_assert_true (test_window_shows (fixture->window, "AUC of one point"));
  assert_tabs (fixture, "roc precision-recall");
}

/* Nothing moves the decisions. */
static void
test_fixed (Fixture *fixture, gconstpointer data)
{
  LimenXyView *view;
  GtkEventController *keys = NULL;
  g_autoptr (GListModel) controllers = NULL;

  open_decisions (fixture, TWO);
  limen_session_set_threshold (fixture->session, 1.5);
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.5);
  g_assert_cmpfloat (limen_session_get_confusion (fixture->session).tp, ==, 2);
  view = find_in_window (fixture, LIMEN_TYPE_XY_VIEW);
  g_assert_nonnull (view);
  test_wait_for (limen_xy_view_get_curves (view) != NULL);
  g_assert_true (limen_xy_curves_is_point (limen_xy_view_get_curves (view)));
  controllers = gtk_widget_observe_controllers (GTK_WIDGET (view));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller
          = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        keys = controller;
    }
  g_assert_nonnull (keys);
  for (guint key = GDK_KEY_Home; key <= GDK_KEY_End; key++)
    {
      gboolean is_handled = FALSE;

      g_signal_emit_by_name (keys, "key-pressed", key, 0, 0, &is_handled);
      g_assert_cmpfloat (limen_xy_view_get_threshold (view), ==, 0.5);
    }
}

/* The matrix of all classes comes first; each class has its point. */
static void
test_three (Fixture *fixture, gconstpointer data)
{
  open_decisions (fixture, THREE);
  g_assert_cmpstr (limen_window_get_figure (fixture->window), ==,
                   "confusion");
  assert_tabs (fixture, "confusion roc precision-recall");
  g_assert_false (is_enabled (fixture, "pin-all"));
  g_assert_false (is_enabled (fixture, "optimize-jointly"));
  g_assert_true (is_enabled (fixture, "rows-decided"));
  g_assert_true (test_window_shows (fixture->window, "balanced"));
  g_assert_false (test_window_shows (fixture->window, "argmax"));
  limen_session_select_class (fixture->session, 2);
  test_wait_for (limen_one_vs_rest_get_class (
                     limen_session_get_class (fixture->session))
                 == 2);
  g_assert_cmpfloat (limen_session_get_confusion (fixture->session).fn, ==, 1);
}

/* A file with scores has all figures and a threshold, before and after a file
 * with decisions. */
static void
test_change (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autoptr (LimenCutoff) cutoff = NULL;

  open_scores (fixture, SCORES);
  before = list_tabs (fixture);
  g_assert_nonnull (strstr (before, "threshold-curves rate-curves roc"));
  limen_session_set_threshold (fixture->session, 0.25);
  limen_session_pin (limen_window_get_session (fixture->window));
  open_decisions (fixture, TWO);
  assert_tabs (fixture, "roc precision-recall");
  /* Existing cutoffs can still be exported; restoring one has no effect. */
  g_assert_true (is_enabled (fixture, "export"));
  cutoff = test_window_get_cutoff (fixture->window, 0);
  limen_session_restore_cutoff (fixture->session, cutoff);
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.5);
  open_scores (fixture, SCORES);
  assert_tabs (fixture, before);
  g_assert_true (limen_session_has_thresholds (fixture->session));
  g_assert_true (gtk_widget_get_mapped (
      find_in_window (fixture, LIMEN_TYPE_HISTOGRAM_VIEW)));
  g_assert_true (gtk_widget_is_sensitive (
      get_child (fixture, LIMEN_TYPE_THRESHOLD_PANEL, "threshold")));
  g_assert_true (is_enabled (fixture, "pin"));
  limen_session_set_threshold (fixture->session, 0.75);
  g_assert_true (test_window_shows (fixture->window, "Metrics at 0.75"));
  g_assert_false (
      test_window_shows (fixture->window, "The file holds decisions"));
}

/* Decisions have no rule; choices for other files are reset. */
static void
test_rule (Fixture *fixture, gconstpointer data)
{
  LimenThresholdSet *set = limen_session_get_thresholds (fixture->session);

  open_scores (fixture, SCORES_OF_THREE);
  limen_threshold_set_set_rule (set, LIMEN_DECISION_FIRST_ABOVE);
  open_decisions (fixture, THREE);
  g_assert_cmpint (limen_threshold_set_get_rule (set), ==,
                   LIMEN_DECISION_ARGMAX);
  g_assert_cmpfloat (limen_threshold_set_get_multiclass_result (set)->accuracy,
                     ==, 0.8);
  open_scores (fixture, SCORES_OF_THREE);
  g_assert_cmpint (limen_threshold_set_get_rule (set), ==,
                   LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
}

/* Rows have no score and no loss to show or to sort by. */
static void
test_rows (Fixture *fixture, gconstpointer data)
{
  GtkWidget *rows;

  open_decisions (fixture, TWO);
  test_window_activate (fixture->window, "win.rows::fn");
  test_wait_for (test_get_other_window (fixture->window) != NULL);
  rows = GTK_WIDGET (test_get_other_window (fixture->window));
  test_wait_for (test_shows (rows, "1 row"));
  g_assert_false (test_shows (rows, "threshold"));
  g_assert_true (test_shows (rows, "As in the file"));
  g_assert_false (test_shows (rows, "score"));
  g_assert_false (test_shows (rows, "loss"));
  gtk_window_destroy (GTK_WINDOW (rows));
}

/* Reports and figures are saved as for other files. */
static void
test_saved (Fixture *fixture, gconstpointer data)
{
  g_autofree char *report
      = g_build_filename (test_get_folder (), "decided.html", NULL);
  g_autofree char *figure
      = g_build_filename (test_get_folder (), "decided.svg", NULL);
  g_autofree char *text = NULL;

  open_decisions (fixture, TWO);
  limen_window_export_report_to (fixture->window, report);
  test_wait_for (g_file_test (report, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (report, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Operating point of the decisions"));
  limen_window_save_figure (fixture->window, "roc", figure, 600, 400,
                            LIMEN_THEME_LIGHT);
  test_wait_for (g_file_test (figure, G_FILE_TEST_EXISTS));
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
  add ("/decided-window/two", test_two);
  add ("/decided-window/fixed", test_fixed);
  add ("/decided-window/three", test_three);
  add ("/decided-window/change", test_change);
  add ("/decided-window/rule", test_rule);
  add ("/decided-window/rows", test_rows);
  add ("/decided-window/saved", test_saved);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
