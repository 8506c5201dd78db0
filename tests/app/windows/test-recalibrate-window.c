/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "cutoff-file.h"
#include "help-window.h"
#include "recalibrate-window.h"
#include "recalibration-trial.h"
#include "screen-format.h"
#include "support.h"
#include "value-table.h"
#include "windows.h"

#define SAMPLE "../data/samples/digits-odd.csv"

static GtkApplication *application;

typedef struct
{
  LimenWindow *window;
  GtkWidget *child;
} Fixture;

static LimenSession *
get_session (Fixture *fixture)
{
  return limen_window_get_session (fixture->window);
}

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

/* Opens the child window for the current file. */
static void
show_child (Fixture *fixture)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window),
                                             "win.recalibrate", NULL));
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (LIMEN_IS_RECALIBRATE_WINDOW (window))
        fixture->child = window;
    }
  g_assert_nonnull (fixture->child);
}

static GtkWidget *
find (Fixture *fixture, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (
      fixture->child, LIMEN_TYPE_RECALIBRATE_WINDOW, name));
}

static const char *
get_page (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (
      GTK_STACK (find (fixture, "stack")));
}

static gboolean
is_done (Fixture *fixture)
{
  return !g_str_equal (get_page (fixture), "busy");
}

static void
choose (Fixture *fixture, LimenRecalibrationMethod method)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find (fixture, "method")),
                              method);
  test_wait_for (is_done (fixture));
}

static void
assert_value (Fixture *fixture, const char *table, const char *name,
              double expected)
{
  g_autofree char *text = limen_screen_format_value (expected, 4);

  g_assert_cmpstr (limen_value_table_get_value (
                       LIMEN_VALUE_TABLE (find (fixture, table)), name),
                   ==, text);
}

static void
assert_threshold (Fixture *fixture, const char *table, const char *text)
{
  g_assert_cmpstr (
      limen_value_table_get_value (LIMEN_VALUE_TABLE (find (fixture, table)),
                                   "Threshold"),
      ==, text);
}

static void
assert_measures (Fixture *fixture, const char *table,
                 const LimenTrialMeasures *measures)
{
  assert_value (fixture, table, "BCE (mean)", measures->loss);
  assert_value (fixture, table, "Brier (mean)", measures->brier);
  assert_value (fixture, table, "ECE", measures->ece);
  assert_value (fixture, table, "MCE", measures->mce);
  assert_value (fixture, table, "Slope", measures->slope.slope);
  assert_value (fixture, table, "Intercept", measures->slope.intercept);
  assert_value (fixture, table, "ROC AUC", measures->roc_auc);
}

static void
assert_says (Fixture *fixture, const char *name, const char *text)
{
  GtkWidget *widget = find (fixture, name);

  g_assert_true (gtk_widget_get_visible (widget));
  g_assert_true (test_says (widget, text));
}

/* Every method shows the same results as the report, and the mapped threshold.
 */
static void
test_methods (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_get_source_path (SAMPLE);
  GAction *action = g_action_map_lookup_action (
      G_ACTION_MAP (fixture->window), "recalibrate");

  g_assert_false (g_action_get_enabled (action));
  test_window_open (fixture->window, path);
  g_assert_true (g_action_get_enabled (action));
  show_child (fixture);
  for (guint i = 0; i < LIMEN_N_RECALIBRATIONS; i++)
    {
      LimenRecalibrationMethod method = (LimenRecalibrationMethod) i;
      g_autoptr (LimenRecalibrationTrial) trial
          = limen_recalibration_trial_new (
              limen_session_get_class (get_session (fixture)), method,
              (LimenCalibrationOptions){ 0 }, NULL, NULL, NULL, NULL);

      choose (fixture, method);
      g_assert_cmpstr (get_page (fixture), ==, "trial");
      assert_measures (fixture, "before_table", &trial->before);
      assert_measures (fixture, "after_table", &trial->after);
      assert_says (fixture, "folds_text", "each of 5 folds");
      g_assert_true (gtk_widget_get_visible (find (fixture, "note"))
                     == limen_recalibration_method_makes_ties (method));
    }
}

/* The window follows the threshold and notes where the map is flat. */
static void
test_threshold (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_get_source_path (SAMPLE);
  g_autoptr (LimenRecalibrationTrial) trial = NULL;

  test_window_open (fixture->window, path);
  show_child (fixture);
  choose (fixture, LIMEN_RECALIBRATION_PLATT);
  trial = limen_recalibration_trial_new (
      limen_session_get_class (get_session (fixture)),
      LIMEN_RECALIBRATION_PLATT, (LimenCalibrationOptions){ 0 }, NULL, NULL,
      NULL, NULL);
  limen_session_set_threshold (get_session (fixture), 0.25);
  assert_value (fixture, "before_table", "Threshold", 0.25);
  assert_value (fixture, "after_table", "Threshold",
                limen_recalibration_apply (trial->map, 0.25));
  assert_says (fixture, "threshold_text", "The threshold 0.2500 becomes");

  /* No score reaches +inf, and no mapped score does. */
  limen_session_set_threshold (get_session (fixture), INFINITY);
  assert_threshold (fixture, "before_table", "none");
  assert_threshold (fixture, "after_table", "none");
  assert_says (fixture, "threshold_text", "No row is predicted positive");

  choose (fixture, LIMEN_RECALIBRATION_ISOTONIC);
  limen_session_set_threshold (get_session (fixture), 0.0001);
  assert_says (fixture, "threshold_text", "The map is flat up to");
}

/* The window says why a map cannot be fitted, and warns of few rows. */
static void
test_obstacles (Fixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "few.csv",
                         "label,prob\n0,0.1\n0,0.4\n1,0.3\n1,0.8\n");
  show_child (fixture);
  choose (fixture, LIMEN_RECALIBRATION_BETA);
  assert_says (fixture, "warning", "One of the two classes has only 2 rows");

  test_window_open_text (fixture->window, "apart.csv",
                         "label,prob\n0,0.1\n0,0.2\n1,0.7\n1,0.8\n");
  test_wait_for (is_done (fixture));
  assert_says (fixture, "warning", "separate the classes");

  test_window_open_text (fixture->window, "scores.csv",
                         "label,output\n1,7.5\n0,-12.25\n1,40.5\n0,13.75\n");
  test_wait_for (is_done (fixture));
  g_assert_cmpstr (get_page (fixture), ==, "none");
  assert_says (fixture, "none_text", "Beta recalibration needs");
  choose (fixture, LIMEN_RECALIBRATION_PLATT);
  g_assert_cmpstr (get_page (fixture), ==, "trial");

  test_window_open_text (fixture->window, "one.csv",
                         "label,prob\n1,0.1\n1,0.2\n1,0.7\n1,0.8\n");
  test_wait_for (is_done (fixture));
  assert_says (fixture, "none_text", "All rows are of one class");
}

/* Choosing another method, or closing the window, cancels the running test. */
static void
test_cancelling (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_get_source_path (SAMPLE);
  GtkWidget *child;

  test_window_open (fixture->window, path);
  show_child (fixture);
  for (guint i = 0; i < LIMEN_N_RECALIBRATIONS; i++)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (find (fixture, "method")), i);
  test_wait_for (is_done (fixture));
  assert_says (fixture, "note", "The map falls");

  child = fixture->child;
  g_object_add_weak_pointer (G_OBJECT (child), (gpointer *) &child);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find (fixture, "method")), 0);
  gtk_window_destroy (GTK_WINDOW (child));
  while (child != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
has_optimum (Fixture *fixture)
{
  return limen_session_get_optimum (get_session (fixture)) != NULL;
}

static void
optimize (Fixture *fixture, LimenMetricId metric)
{
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ metric, 1 }, FALSE);

  limen_session_set_objective (get_session (fixture), &objective);
  test_wait_for (has_optimum (fixture));
}

static void
activate_pin (Fixture *fixture)
{
  g_assert_true (gtk_widget_activate_action (fixture->child,
                                             "recalibrate.pin", NULL));
}

static gsize
count_decided (const char *text, const char *decision)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gsize n = 0;

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);

      n += g_str_equal (fields[3], decision);
    }
  return n;
}

/* The table of cutoffs shows the method and the threshold for probabilities.
 */
static gboolean
shows_map (Fixture *fixture)
{
  g_autoptr (LimenCutoff) cutoff
      = test_window_get_cutoff (fixture->window, 0);
  g_autofree char *calibrated = limen_screen_format_value (
      limen_cutoff_get_calibrated_threshold (cutoff), 4);

  return test_says (GTK_WIDGET (fixture->window), "beta")
         && test_says (GTK_WIDGET (fixture->window), calibrated);
}

/* A pinned cutoff has the map, which is exported and applied. */
static void
test_pin (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_get_source_path (SAMPLE);
  g_autofree char *saved = NULL;
  g_autoptr (GListModel) loaded = NULL;
  g_autoptr (LimenCutoff) cutoff = NULL;
  g_autofree char *decisions = NULL;
  LimenConfusion confusion;
  double threshold;

  test_window_open (fixture->window, path);
  optimize (fixture, LIMEN_METRIC_F1);
  threshold = limen_session_get_threshold (get_session (fixture));
  show_child (fixture);
  choose (fixture, LIMEN_RECALIBRATION_BETA);
  activate_pin (fixture);
  g_assert_cmpuint (test_window_get_n_cutoffs (fixture->window), ==, 1);
  assert_says (fixture, "toast", ", recalibrated 0.");
  g_assert_true (
      test_says (GTK_WIDGET (fixture->window), ", recalibrated 0."));
  test_wait_for (shows_map (fixture));
  saved = test_window_export (fixture->window, "mapped.json");

  loaded = limen_cutoff_file_load (saved, NULL);
  g_assert_nonnull (loaded);
  cutoff = g_list_model_get_item (loaded, 0);
  g_assert_cmpfloat (limen_cutoff_get_threshold (cutoff), ==, threshold);
  g_assert_cmpint (limen_recalibration_get_method (
                       limen_cutoff_get_recalibration (cutoff)),
                   ==, LIMEN_RECALIBRATION_BETA);
  assert_value (fixture, "after_table", "Threshold",
                limen_cutoff_get_calibrated_threshold (cutoff));
  g_assert_cmpstr (limen_cutoff_get_objective (cutoff), ==, "maximize f1");

  confusion = limen_session_get_confusion (get_session (fixture));
  decisions = test_apply (saved, path);
  g_assert_nonnull (strstr (decisions, ": probability"));
  g_assert_cmpuint (count_decided (decisions, "1"), ==,
                    (gsize) (confusion.tp + confusion.fp));

  limen_session_set_threshold (get_session (fixture), 0.9);
  limen_window_open (fixture->window, saved);
  g_clear_object (&cutoff);
  cutoff = test_window_get_cutoff (fixture->window, 1);
  limen_session_restore_cutoff (get_session (fixture), cutoff);
  g_assert_cmpfloat (limen_session_get_threshold (get_session (fixture)), ==,
                     threshold);
}

/* Where the map is flat, the cutoff is the lowest threshold there, which was
 * not chosen by the objective; where it decreases, pinning is disabled. */
static void
test_pin_flat (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_get_source_path (SAMPLE);
  g_autoptr (LimenCutoff) cutoff = NULL;
  guint n = 0;

  test_window_open (fixture->window, path);
  show_child (fixture);
  choose (fixture, LIMEN_RECALIBRATION_ISOTONIC);
  limen_session_set_threshold (get_session (fixture), 0.999999);
  activate_pin (fixture);
  cutoff = test_window_get_cutoff (fixture->window, 0);
  g_assert_cmpfloat (limen_cutoff_get_threshold (cutoff), <, 0.999999);
  g_assert_cmpfloat (limen_cutoff_get_calibrated_threshold (cutoff), ==, 1);
  g_assert_true (gtk_widget_get_visible (find (fixture, "toast")));
  gtk_widget_activate_action (fixture->child, "win.undo", NULL);
  g_assert_cmpuint (test_window_get_n_cutoffs (fixture->window), ==, 0);
  g_assert_false (gtk_widget_get_visible (find (fixture, "toast")));

  for (guint i = 0; i < LIMEN_N_RECALIBRATIONS; i++)
    {
      choose (fixture, (LimenRecalibrationMethod) i);
      n += !gtk_widget_get_sensitive (find (fixture, "pin"));
      gtk_widget_activate_action (fixture->child, "recalibrate.pin", NULL);
    }
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (test_window_get_n_cutoffs (fixture->window), ==,
                    LIMEN_N_RECALIBRATIONS - 1);
}

/* The table of cutoffs shows both thresholds for probabilities. */
static gboolean
shows_mapped_zone (Fixture *fixture)
{
  g_autoptr (LimenCutoff) cutoff
      = test_window_get_cutoff (fixture->window, 0);
  g_autofree char *lower = limen_screen_format_value (
      limen_cutoff_get_calibrated_refer_from (cutoff), 4);
  g_autofree char *upper = limen_screen_format_value (
      limen_cutoff_get_calibrated_threshold (cutoff), 4);
  g_autofree char *both = g_strdup_printf ("%s to %s", lower, upper);

  return test_says (GTK_WIDGET (fixture->window), both);
}

/* A grey zone is described and pinned with the map; limen-cli refers the same
 * rows. */
static void
test_pin_zone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_get_source_path (SAMPLE);
  g_autofree char *saved = NULL;
  g_autoptr (LimenCutoff) cutoff = NULL;
  g_autofree char *decisions = NULL;
  LimenSession *session = get_session (fixture);
  LimenCutoffGreyZone pinned;
  LimenOptimum zone;

  test_window_open (fixture->window, path);
  show_child (fixture);
  choose (fixture, LIMEN_RECALIBRATION_BETA);
  g_assert_null (strstr (gtk_label_get_label (GTK_LABEL (
                             find (fixture, "threshold_text"))),
                         "grey zone"));
  limen_session_set_refer_from (session, 0.3);
  assert_says (fixture, "threshold_text",
               "The grey zone below it starts at 0.3000, which becomes");
  activate_pin (fixture);
  assert_says (fixture, "toast", " to ");
  cutoff = test_window_get_cutoff (fixture->window, 0);
  g_assert_true (limen_cutoff_get_grey_zone (cutoff, &pinned));
  g_assert_cmpfloat (pinned.refer_from, ==, 0.3);
  g_assert_cmpfloat (limen_cutoff_get_calibrated_refer_from (cutoff), <,
                     limen_cutoff_get_calibrated_threshold (cutoff));

  test_wait_for (shows_mapped_zone (fixture));

  zone = limen_session_get_zone (session);
  saved = test_window_export (fixture->window, "mapped-zone.json");
  decisions = test_apply (saved, path);
  g_assert_cmpuint (count_decided (decisions, ""), ==,
                    (gsize) (zone.referred_positives
                             + zone.referred_negatives));
  gtk_widget_activate_action (fixture->child, "win.undo", NULL);
  g_assert_cmpuint (test_window_get_n_cutoffs (fixture->window), ==, 0);
}

/* A test can be cancelled and started again. */
static void
test_giving_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_get_source_path (SAMPLE);

  test_window_open (fixture->window, path);
  show_child (fixture);
  g_assert_cmpstr (get_page (fixture), ==, "busy");
  g_assert_false (gtk_widget_get_sensitive (find (fixture, "pin")));
  gtk_widget_activate_action (fixture->child, "recalibrate.cancel", NULL);
  g_assert_cmpstr (get_page (fixture), ==, "none");
  assert_says (fixture, "none_title", "Cancelled");
  g_usleep (G_USEC_PER_SEC / 5);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (get_page (fixture), ==, "none");

  gtk_widget_activate_action (fixture->child, "recalibrate.try", NULL);
  test_wait_for (is_done (fixture));
  g_assert_cmpstr (get_page (fixture), ==, "trial");
  g_assert_true (gtk_widget_get_sensitive (find (fixture, "pin")));
  gtk_widget_activate_action (fixture->child, "recalibrate.cancel", NULL);
  g_assert_cmpstr (get_page (fixture), ==, "trial");
}

/* The help button opens the page on recalibration. */
static void
test_help (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_get_source_path (SAMPLE);
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  const LimenHelpEntry *entry = NULL;

  test_window_open (fixture->window, path);
  show_child (fixture);
  test_wait_for (is_done (fixture));
  g_assert_true (gtk_widget_activate_action (
      fixture->child, "win.help-figures", "s", "ranking/recalibration"));
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (LIMEN_IS_HELP_WINDOW (window))
        entry = limen_help_window_get_entry (LIMEN_HELP_WINDOW (window));
    }
  g_assert_nonnull (entry);
  g_assert_cmpstr (entry->key, ==, "ranking/recalibration");
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
  add ("/recalibrate-window/methods", test_methods);
  add ("/recalibrate-window/threshold", test_threshold);
  add ("/recalibrate-window/obstacles", test_obstacles);
  add ("/recalibrate-window/cancelling", test_cancelling);
  add ("/recalibrate-window/pin", test_pin);
  add ("/recalibrate-window/pin-flat", test_pin_flat);
  add ("/recalibrate-window/pin-zone", test_pin_zone);
  add ("/recalibrate-window/giving-up", test_giving_up);
  add ("/recalibrate-window/help", test_help);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
