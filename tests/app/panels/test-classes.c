#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "bins-bar.h"
#include "class-chooser.h"
#include "figure-page.h"
#include "matrix-view.h"
#include "reliability-view.h"
#include "screen-format.h"
#include "support.h"
#include "threshold-lines-view.h"
#include "windows.h"
#include "xy-view.h"

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

/* Nothing keeps a session beyond its window, once its tasks are done. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->session),
                             (gpointer *) &fixture->session);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  test_wait_for (fixture->session == NULL);
}

static LimenThresholdSet *
get_set (Fixture *fixture)
{
  return limen_session_get_thresholds (fixture->session);
}

static void
open_sample (Fixture *fixture, const char *name)
{
  g_autofree char *relative = g_strconcat ("../data/samples/", name, NULL);
  g_autofree char *path = test_get_source_path (relative);

  limen_window_open (fixture->window, path);
  test_wait_for (
      limen_session_get_analysis (fixture->session) != NULL
      && !limen_session_is_loading (fixture->session)
      && (!limen_session_has_classes (fixture->session)
          || limen_threshold_set_get_outcome (get_set (fixture)) != NULL));
}

static gsize
get_class (Fixture *fixture)
{
  return limen_one_vs_rest_get_class (
      limen_session_get_class (fixture->session));
}

static double
get_accuracy (Fixture *fixture)
{
  return limen_threshold_set_get_outcome (get_set (fixture))->accuracy;
}

static void
activate (Fixture *fixture, const char *action, GVariant *parameter)
{
  g_assert_true (gtk_widget_activate_action_variant (
      GTK_WIDGET (fixture->window), action, parameter));
}

/* A visible widget of this type; NULL where there is none. */
static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

/* Escape in the search closes the list of classes. */
static void
test_escape (Fixture *fixture, gconstpointer data)
{
  GtkWidget *chooser, *search;

  open_sample (fixture, "digits.csv");
  chooser = find (GTK_WIDGET (fixture->window), LIMEN_TYPE_CLASS_CHOOSER);
  g_assert_nonnull (chooser);
  gtk_menu_button_popup (
      GTK_MENU_BUTTON (gtk_widget_get_first_child (chooser)));
  test_wait_for (find (chooser, GTK_TYPE_SEARCH_ENTRY) != NULL);
  search = find (chooser, GTK_TYPE_SEARCH_ENTRY);
  g_signal_emit_by_name (search, "stop-search");
  test_wait_for (!gtk_widget_get_mapped (search));
}

static double
get_number (GListModel *classes, guint i, const char *property)
{
  g_autoptr (GObject) item = g_list_model_get_item (classes, i);
  double number;

  g_object_get (item, property, &number, NULL);
  return number;
}

static double
get_metric (Fixture *fixture, LimenMetricId metric)
{
  return limen_session_get_value (fixture->session, (LimenMetric){ metric, 1 });
}

/* The list has the precision and the recall that each class has at its
 * threshold, also while this moves. */
static void
test_rates (Fixture *fixture, gconstpointer data)
{
  GtkWidget *chooser;
  GListModel *classes;
  double recall;

  open_sample (fixture, "digits.csv");
  limen_session_set_threshold (fixture->session, 0.3);
  chooser = find (GTK_WIDGET (fixture->window), LIMEN_TYPE_CLASS_CHOOSER);
  gtk_menu_button_popup (
      GTK_MENU_BUTTON (gtk_widget_get_first_child (chooser)));
  classes = G_LIST_MODEL (gtk_widget_get_template_child (
      chooser, LIMEN_TYPE_CLASS_CHOOSER, "classes"));
  test_wait_for (g_list_model_get_n_items (classes) == 10);
  test_wait_for (!isnan (get_number (classes, 8, "precision")));
  test_wait_for (gtk_widget_get_mapped (find (chooser, GTK_TYPE_LIST_VIEW)));
  g_assert_cmpuint (test_check_titles (chooser), ==, 5);
  g_assert_cmpfloat (get_number (classes, 0, "precision"), ==,
                     get_metric (fixture, LIMEN_METRIC_PRECISION));
  recall = get_number (classes, 0, "recall");
  g_assert_cmpfloat (recall, ==, get_metric (fixture, LIMEN_METRIC_RECALL));
  limen_session_set_threshold (fixture->session, 0.6);
  g_assert_cmpfloat (get_number (classes, 0, "threshold"), ==, 0.6);
  test_wait_for (get_number (classes, 0, "recall") != recall);
  g_assert_cmpfloat (get_number (classes, 0, "recall"), ==,
                     get_metric (fixture, LIMEN_METRIC_RECALL));

  recall = get_number (classes, 8, "recall");
  limen_session_select_class (fixture->session, 8);
  test_wait_for (get_class (fixture) == 8);
  g_assert_cmpfloat (recall, ==, get_metric (fixture, LIMEN_METRIC_RECALL));
}

static void
set_true (gboolean *value)
{
  *value = TRUE;
}

/* Each class keeps the threshold and the objective that were left there. */
static void
test_each (Fixture *fixture, gconstpointer data)
{
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);

  open_sample (fixture, "digits.csv");
  g_assert_cmpuint (get_class (fixture), ==, 0);
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.5);
  limen_session_set_threshold (fixture->session, 0.25);

  limen_session_select_class (fixture->session, 8);
  test_wait_for (get_class (fixture) == 8);
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.5);
  g_assert_true (test_window_shows (fixture->window, "positive (8)"));
  g_assert_true (
      test_window_shows (fixture->window, "Metrics against the rest at 0.5"));
  limen_session_set_objective (fixture->session, &objective);
  test_wait_for (limen_session_get_optimum (fixture->session) != NULL);
  test_assert_near (limen_session_get_optimum (fixture->session)->value,
                    limen_analysis_get_summary (
                        limen_session_get_analysis (fixture->session), 8)
                        ->best_f1.value,
                    0);

  limen_session_select_class (fixture->session, 0);
  test_wait_for (get_class (fixture) == 0);
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.25);
  g_assert_null (limen_session_get_objective (fixture->session));
  limen_session_select_class (fixture->session, 8);
  test_wait_for (get_class (fixture) == 8);
  g_assert_nonnull (limen_session_get_objective (fixture->session));
  g_assert_nonnull (limen_session_get_optimum (fixture->session));
}

/* Each class keeps its population, which goes into what is pinned. */
static void
test_prevalence (Fixture *fixture, gconstpointer data)
{
  GListModel *cutoffs = test_window_get_cutoffs (fixture->window);

  open_sample (fixture, "digits.csv");
  limen_session_set_prevalence (fixture->session, 0.02);
  limen_session_select_class (fixture->session, 8);
  test_wait_for (get_class (fixture) == 8);
  g_assert_true (isnan (limen_session_get_prevalence (fixture->session)));
  g_assert_false (test_window_shows (fixture->window, "prevalence 2"));
  limen_session_select_class (fixture->session, 0);
  test_wait_for (get_class (fixture) == 0);
  g_assert_cmpfloat (limen_session_get_prevalence (fixture->session), ==,
                     0.02);
  g_assert_true (test_window_shows (fixture->window, "prevalence 2"));

  limen_session_pin_all (fixture->session);
  test_wait_for (g_list_model_get_n_items (cutoffs) == 10);
  for (guint k = 0; k < 10; k++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, k);
      double prevalence = limen_cutoff_get_target_prevalence (cutoff);

      g_assert_true (k == 0 ? prevalence == 0.02 : isnan (prevalence));
    }
}

static void
wait_for_signal (gpointer instance, const char *signal)
{
  gboolean has_come = FALSE;
  gulong id = g_signal_connect_swapped (instance, signal,
                                        G_CALLBACK (set_true), &has_come);

  test_wait_for (has_come);
  g_signal_handler_disconnect (instance, id);
}

/* Whether a signal is emitted before the last job of an object is done: each
 * holds a reference beside those that there were without any. */
static gboolean
comes (gpointer instance, const char *signal, guint n_references)
{
  gboolean has_come = FALSE;
  gulong id = g_signal_connect_swapped (instance, signal,
                                        G_CALLBACK (set_true), &has_come);

  test_wait_for (has_come || G_OBJECT (instance)->ref_count <= n_references);
  g_signal_handler_disconnect (instance, id);
  return has_come;
}

/* An optimum that is not waited for: it is found when its class comes back,
 * and not at all where another way to a threshold was chosen meanwhile. */
static void
test_hurry (Fixture *fixture, gconstpointer data)
{
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  guint n_references;

  open_sample (fixture, "digits.csv");
  limen_session_set_objective (fixture->session, &objective);
  limen_session_select_class (fixture->session, 8);
  test_wait_for (get_class (fixture) == 8);
  limen_session_set_objective (fixture->session, &objective);
  limen_session_select_class (fixture->session, 8);
  test_wait_for (limen_session_get_optimum (fixture->session) != NULL);
  limen_session_select_class (fixture->session, 0);
  test_wait_for (get_class (fixture) == 0);
  test_wait_for (limen_session_get_optimum (fixture->session) != NULL);

  test_wait_for (test_window_is_idle (fixture->window));
  n_references = G_OBJECT (fixture->session)->ref_count;
  limen_session_set_threshold (fixture->session, 0.25);
  limen_session_set_objective (fixture->session, &objective);
  limen_session_set_objective (fixture->session, NULL);
  g_assert_cmpuint (G_OBJECT (fixture->session)->ref_count, >, n_references);
  g_assert_false (
      comes (fixture->session, "optimum-changed", n_references));
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.25);

  limen_session_set_objective (fixture->session, &objective);
  activate (fixture, "win.share-threshold", NULL);
  g_assert_false (
      comes (fixture->session, "optimum-changed", n_references));
  g_assert_null (limen_session_get_objective (fixture->session));
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.25);
}

/* What all thresholds make of the rows follows each of them, by the rule. */
static void
test_together (Fixture *fixture, gconstpointer data)
{
  LimenAnalysis *analysis;
  double argmax;

  open_sample (fixture, "digits.csv");
  analysis = limen_session_get_analysis (fixture->session);
  argmax = limen_analysis_get_multiclass (analysis)->outcome->accuracy;
  test_assert_near (get_accuracy (fixture), argmax, 0);

  limen_session_set_threshold (fixture->session, 0.05);
  test_wait_for (get_accuracy (fixture) < argmax);
  limen_threshold_set_set_rule (get_set (fixture), LIMEN_DECISION_ARGMAX);
  test_wait_for (get_accuracy (fixture) == argmax);
  limen_threshold_set_set_rule (get_set (fixture), LIMEN_DECISION_FIRST_ABOVE);
  test_wait_for (
      limen_matrix_get_none (
          limen_threshold_set_get_outcome (get_set (fixture))->matrix)
          .n_rows
      > 0);
  g_assert_cmpfloat (get_accuracy (fixture), <, argmax);

  activate (fixture, "win.optimize-jointly",
            g_variant_new_string ("accuracy"));
  test_wait_for (get_accuracy (fixture) > argmax);
  g_assert_cmpint (limen_threshold_set_get_rule (get_set (fixture)), ==,
                   LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
  test_wait_for (test_window_shows (fixture->window, "by the largest score"));
  g_assert_true (test_window_shows (
      fixture->window, "Largest score: accuracy 0."));
  g_assert_true (test_window_shows (fixture->window, ", over none 0"));

  activate (fixture, "win.share-threshold", NULL);
  g_assert_cmpfloat (limen_threshold_set_get (get_set (fixture), 7), ==,
                     limen_threshold_set_get (get_set (fixture), 0));
  test_wait_for (get_accuracy (fixture) == argmax);
}

/* All classes are pinned as a set that stays together: exported, opened again,
 * gone back to, removed and brought back. */
static void
test_set (Fixture *fixture, gconstpointer data)
{
  GListModel *cutoffs = test_window_get_cutoffs (fixture->window);
  g_autofree char *path = NULL;
  g_autoptr (LimenCutoff) third = NULL;
  LimenDecisionRule rule;

  open_sample (fixture, "wine-logits.csv");
  limen_session_set_threshold (fixture->session, 0.3);
  activate (fixture, "win.pin-all", NULL);
  test_wait_for (g_list_model_get_n_items (cutoffs) == 3);
  third = g_list_model_get_item (cutoffs, 2);
  g_assert_cmpstr (limen_cutoff_get_class_name (third), ==, "2");
  g_assert_true (limen_cutoff_get_decision (third, &rule));
  g_assert_cmpint (rule, ==, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
  g_assert_cmpint (limen_cutoff_get_kind (third), ==,
                   LIMEN_KIND_PROBABILITY);

  limen_cutoff_store_rename (LIMEN_CUTOFF_STORE (cutoffs), third, "mine");
  path = test_window_export (fixture->window, "set.json");
  activate (fixture, "win.undo", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (cutoffs), ==, 0);
  limen_window_open (fixture->window, path);
  test_wait_for (g_list_model_get_n_items (cutoffs) == 3);

  limen_session_set_threshold (fixture->session, 0.9);
  limen_threshold_set_set_rule (get_set (fixture), LIMEN_DECISION_ARGMAX);
  g_clear_object (&third);
  third = g_list_model_get_item (cutoffs, 2);
  g_assert_cmpstr (limen_cutoff_get_name (third), ==, "mine");
  limen_session_restore_cutoff (fixture->session, third);
  test_wait_for (limen_session_get_threshold (fixture->session) == 0.3);
  g_assert_cmpint (limen_threshold_set_get_rule (get_set (fixture)), ==,
                   LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
  g_assert_null (limen_threshold_set_get_maps (get_set (fixture)));
}

/* "\"7\"" without the quotes; of nothing, no class. */
static gsize
find_class (LimenDataset *dataset, const char *field)
{
  gsize n = limen_dataset_get_predictions (dataset)->n_classes;

  for (gsize k = 0; k < n; k++)
    {
      g_autofree char *quoted = g_strdup_printf (
          "\"%s\"", limen_dataset_get_class_name (dataset, k));

      if (g_str_equal (field, quoted))
        return k;
    }
  g_assert_cmpstr (field, ==, "");
  return n;
}

/* How many rows of each class `limen-cli apply` decides for each, or none, in
 * the last column; a new array. */
static double *
count_applied (LimenDataset *dataset, const char *cutoffs)
{
  const char *path = limen_dataset_get_path (dataset);
  gsize n = limen_dataset_get_predictions (dataset)->n_classes;
  double *counts = g_new0 (double, n * (n + 1));
  g_autofree char *text = test_apply (cutoffs, path);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);

      counts[find_class (dataset, fields[1]) * (n + 1)
             + find_class (dataset, fields[2])]++;
    }
  return counts;
}

static gboolean
is_as_applied (Fixture *fixture, const double *counts)
{
  const LimenOutcome *outcome
      = limen_threshold_set_get_outcome (get_set (fixture));
  gsize n = outcome->n_classes;

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j <= n; j++)
      if (limen_matrix_get_cell (outcome->matrix, i,
                                 j < n ? j : LIMEN_CLASS_NONE)
          != counts[i * (n + 1) + j])
        return FALSE;
  return TRUE;
}

static LimenCutoff *
get_last (Fixture *fixture)
{
  GListModel *cutoffs = test_window_get_cutoffs (fixture->window);

  return g_list_model_get_item (cutoffs,
                                g_list_model_get_n_items (cutoffs) - 1);
}

/* A recalibrated set decides in the window as `limen-cli apply` decides, and
 * so does what is pinned of it. Returns whether the scores as they are are
 * decided otherwise. */
static gboolean
check_recalibrated (Fixture *fixture, const char *method, const char *rule)
{
  LimenDataset *dataset = limen_analysis_get_dataset (
      limen_session_get_analysis (fixture->session));
  g_autofree char *path
      = g_build_filename (test_get_folder (), "recalibrated.json", NULL);
  g_autofree char *again = NULL;
  const char *arguments[] = { "choose",
                              limen_dataset_get_path (dataset),
                              "--maximize",
                              "f1",
                              "--recalibrate",
                              method,
                              "--rule",
                              rule,
                              "--name",
                              "mapped",
                              "--output",
                              path,
                              NULL };
  LimenCutoffStore *store = limen_session_get_cutoffs (fixture->session);
  GListModel *cutoffs = G_LIST_MODEL (store);
  gsize n = limen_dataset_get_predictions (dataset)->n_classes;
  g_autofree double *counts = NULL, *counts_again = NULL;
  g_autoptr (LimenCutoff) opened = NULL;

  g_test_message ("%s, %s", method, rule);
  test_run_cli (arguments);
  counts = count_applied (dataset, path);
  limen_window_open (fixture->window, path);
  opened = get_last (fixture);
  limen_session_restore_cutoff (fixture->session, opened);
  test_wait_for (is_as_applied (fixture, counts));
  g_assert_cmpstr (limen_threshold_set_get_maps (get_set (fixture)), ==,
                   "mapped");
  g_assert_true (test_window_shows (fixture->window, "recalibrated as for"));

  while (g_list_model_get_n_items (cutoffs) > 0)
    limen_cutoff_store_remove (store, 0);
  activate (fixture, "win.pin-all", NULL);
  test_wait_for (g_list_model_get_n_items (cutoffs) == n);
  again = test_window_export (fixture->window, "again.json");
  counts_again = count_applied (dataset, again);
  g_assert_true (is_as_applied (fixture, counts_again));
  while (g_list_model_get_n_items (cutoffs) > 0)
    limen_cutoff_store_remove (store, 0);

  activate (fixture, "win.leave-maps", NULL);
  g_assert_null (limen_threshold_set_get_maps (get_set (fixture)));
  g_assert_false (test_window_shows (fixture->window, "recalibrated as for"));
  wait_for_signal (get_set (fixture), "outcome-changed");
  return !is_as_applied (fixture, counts);
}

static void
test_recalibrated_set (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *sample, *method;
  } cases[] = { { "digits.csv", "platt" },
                { "digits.csv", "isotonic" },
                { "wine-logits.csv", "beta" } };
  static const char *const rules[]
      = { "argmax-over-threshold", "first-above", "argmax" };
  guint n_others = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      open_sample (fixture, cases[i].sample);
      for (guint k = 0; k < G_N_ELEMENTS (rules); k++)
        n_others += check_recalibrated (fixture, cases[i].method, rules[k]);
    }
  g_assert_cmpuint (n_others, >=, 4);
}

/* A threshold that is moved goes through the map of its class; thresholds that
 * are all others decide without maps. */
static void
test_moved_maps (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path
      = g_build_filename (test_get_folder (), "moved.json", NULL);
  g_autofree char *sample
      = test_get_source_path ("../data/samples/digits.csv");
  const char *arguments[] = { "choose", sample, "--maximize", "f1",
                              "--recalibrate", "platt", "--output", path,
                              NULL };
  g_autoptr (LimenCutoff) last = NULL;
  const LimenRecalibration *map;
  LimenThresholdScores *scores;

  test_run_cli (arguments);
  open_sample (fixture, "digits.csv");
  limen_window_open (fixture->window, path);
  last = get_last (fixture);
  limen_session_restore_cutoff (fixture->session, last);
  test_wait_for (limen_threshold_set_get_maps (get_set (fixture)) != NULL);
  g_assert_cmpfloat (limen_threshold_set_get (get_set (fixture), 9), ==,
                     limen_cutoff_get_threshold (last));
  g_assert_cmpfloat (
      limen_threshold_set_get_deciding_thresholds (get_set (fixture))[9], ==,
      limen_cutoff_get_calibrated_threshold (last));

  limen_session_set_threshold (fixture->session, 0.25);
  scores = limen_threshold_set_get_deciding_scores (get_set (fixture));
  map = limen_threshold_scores_get_recalibration (scores, 0);
  g_assert_cmpfloat (
      limen_threshold_set_get_deciding_thresholds (get_set (fixture))[0], ==,
      limen_recalibration_apply (map, 0.25));
  g_assert_cmpfloat (limen_threshold_set_get (get_set (fixture), 0), ==, 0.25);

  activate (fixture, "win.share-threshold", NULL);
  g_assert_null (limen_threshold_set_get_maps (get_set (fixture)));
  g_assert_true (
      limen_threshold_set_get_deciding_scores (get_set (fixture))
      == limen_analysis_get_scores (
          limen_session_get_analysis (fixture->session)));
}

/* An objective stands behind a threshold that is pinned with a map only where
 * the map leaves its rows apart. Returns whether it does. */
static gboolean
check_mapped_objective (Fixture *fixture, LimenMetricId metric)
{
  LimenSession *session = fixture->session;
  LimenCutoffStore *store = limen_session_get_cutoffs (session);
  GListModel *cutoffs = G_LIST_MODEL (store);
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ metric, 1 }, FALSE);
  g_autoptr (LimenCutoff) pinned = NULL;
  LimenConfusion found, kept;
  gboolean is_alike, has_objective;

  limen_session_set_objective (session, &objective);
  test_wait_for (limen_session_get_optimum (session) != NULL);
  found = limen_session_get_optimum (session)->confusion;
  while (g_list_model_get_n_items (cutoffs) > 0)
    limen_cutoff_store_remove (store, 0);
  activate (fixture, "win.pin-all", NULL);
  test_wait_for (g_list_model_get_n_items (cutoffs) > 0);
  pinned = g_list_model_get_item (cutoffs, 0);
  kept = limen_cutoff_get_confusion (pinned);
  is_alike = memcmp (&found, &kept, sizeof found) == 0;
  has_objective = limen_cutoff_get_objective (pinned) != NULL;
  g_assert_cmpint (has_objective, ==, is_alike);
  return has_objective;
}

static void
test_mapped_objectives (Fixture *fixture, gconstpointer data)
{
  static const LimenMetricId metrics[]
      = { LIMEN_METRIC_F1,        LIMEN_METRIC_ACCURACY,
          LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL,
          LIMEN_METRIC_YOUDEN_J,  LIMEN_METRIC_NPV,
          LIMEN_METRIC_MCC,       LIMEN_METRIC_SPECIFICITY };
  g_autofree char *path
      = g_build_filename (test_get_folder (), "flat.json", NULL);
  g_autofree char *sample
      = test_get_source_path ("../data/samples/digits.csv");
  const char *arguments[] = { "choose", sample, "--maximize", "f1",
                              "--recalibrate", "isotonic", "--output", path,
                              NULL };
  g_autoptr (LimenCutoff) last = NULL;
  guint n_kept = 0;

  test_run_cli (arguments);
  open_sample (fixture, "digits.csv");
  limen_window_open (fixture->window, path);
  last = get_last (fixture);
  limen_session_restore_cutoff (fixture->session, last);
  test_wait_for (limen_threshold_set_get_maps (get_set (fixture)) != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    n_kept += check_mapped_objective (fixture, metrics[i]);
  g_assert_cmpuint (n_kept, >, 0);
  g_assert_cmpuint (n_kept, <, G_N_ELEMENTS (metrics));
}

/* What cannot be decided as the cutoffs say is not decided, but said. */
static void
test_refused_set (Fixture *fixture, gconstpointer data)
{
  LimenCutoffStore *store = limen_session_get_cutoffs (fixture->session);
  g_autoptr (LimenCutoff) last = NULL;

  open_sample (fixture, "wine-logits.csv");
  limen_threshold_set_set_rule (get_set (fixture),
                                LIMEN_DECISION_FIRST_ABOVE);
  limen_session_set_threshold (fixture->session, 0.01);
  activate (fixture, "win.pin-all", NULL);
  test_wait_for (g_list_model_get_n_items (G_LIST_MODEL (store)) == 3);
  limen_session_set_threshold (fixture->session, 0.5);
  last = get_last (fixture);
  limen_cutoff_store_remove (store, 0);
  limen_session_restore_cutoff (fixture->session, last);
  test_wait_for (test_window_shows (fixture->window, "have none for class"));
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.5);
}

static void
assert_set (Fixture *fixture, guint position, const char *name)
{
  LimenCutoffStore *store = limen_session_get_cutoffs (fixture->session);
  g_autoptr (LimenCutoff) cutoff
      = g_list_model_get_item (G_LIST_MODEL (store), position);
  g_autoptr (GPtrArray) set = limen_cutoff_store_get_set (store, cutoff);

  g_assert_cmpstr (limen_cutoff_get_name (cutoff), ==, name);
  g_assert_cmpuint (set->len, ==, 3);
}

/* Two sets never become one, whatever they are called. */
static void
test_two_sets (Fixture *fixture, gconstpointer data)
{
  LimenCutoffStore *store = limen_session_get_cutoffs (fixture->session);
  g_autofree char *path = NULL;
  g_autoptr (LimenCutoff) last = NULL;

  open_sample (fixture, "wine-logits.csv");
  activate (fixture, "win.pin-all", NULL);
  test_wait_for (g_list_model_get_n_items (G_LIST_MODEL (store)) == 3);
  path = test_window_export (fixture->window, "twice.json");
  for (guint i = 0; i < 2; i++)
    limen_window_open (fixture->window, path);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 9);
  assert_set (fixture, 0, "cutoff 1");
  assert_set (fixture, 3, "cutoff 1 (2)");
  assert_set (fixture, 6, "cutoff 1 (3)");

  last = g_list_model_get_item (G_LIST_MODEL (store), 8);
  limen_cutoff_store_rename (store, last, "cutoff 1 (3)");
  assert_set (fixture, 6, "cutoff 1 (3)");
  limen_cutoff_store_rename (store, last, "cutoff 1");
  assert_set (fixture, 6, "cutoff 1 (3)");
  limen_cutoff_store_rename (store, last, "mine");
  assert_set (fixture, 6, "mine");
}

/* Labels are pinned together, too, and taken back together, though each stands
 * alone; no name is given twice, even if it comes from a file. */
static void
test_pinned_labels (Fixture *fixture, gconstpointer data)
{
  GListModel *cutoffs = test_window_get_cutoffs (fixture->window);
  g_autofree char *path = NULL;
  LimenCutoff *pinned;

  open_sample (fixture, "digit-traits.csv");
  activate (fixture, "win.pin-all", NULL);
  test_wait_for (g_list_model_get_n_items (cutoffs) == 4);
  test_wait_for (test_window_shows (fixture->window, "Pinned 4 thresholds"));
  path = test_window_export (fixture->window, "labels.json");
  activate (fixture, "win.undo", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (cutoffs), ==, 0);

  for (guint i = 2; i < 5; i++)
    {
      g_autoptr (LimenCutoff) cutoff
          = g_object_ref (limen_session_pin (fixture->session));
      g_autofree char *name = g_strdup_printf ("cutoff %u", i + 1);

      limen_cutoff_set_name (cutoff, name);
    }
  limen_window_open (fixture->window, path);
  test_wait_for (g_list_model_get_n_items (cutoffs) == 7);
  pinned = limen_session_pin (fixture->session);
  g_assert_cmpstr (limen_cutoff_get_name (pinned), ==, "cutoff 6");
}

/* Each class keeps its grey zone. That of a label is pinned with all of them;
 * a rule that decides for one of all classes refers no row. */
static void
test_zones (Fixture *fixture, gconstpointer data)
{
  GListModel *cutoffs = test_window_get_cutoffs (fixture->window);
  LimenCutoffGreyZone zone;

  open_sample (fixture, "digit-traits.csv");
  limen_session_set_refer_from (fixture->session, 0.25);
  g_assert_true (
      test_window_shows (fixture->window, "Metrics of the decided rows"));
  limen_session_select_class (fixture->session, 2);
  test_wait_for (get_class (fixture) == 2);
  g_assert_false (limen_session_has_zone (fixture->session));
  g_assert_false (
      test_window_shows (fixture->window, "Metrics of the decided rows"));
  limen_session_select_class (fixture->session, 0);
  test_wait_for (get_class (fixture) == 0);
  g_assert_cmpfloat (limen_session_get_refer_from (fixture->session), ==,
                     0.25);
  activate (fixture, "win.pin-all", NULL);
  test_wait_for (g_list_model_get_n_items (cutoffs) == 4);
  for (guint k = 0; k < 4; k++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, k);

      g_assert_cmpint (limen_cutoff_get_grey_zone (cutoff, &zone), ==, k == 0);
    }

  open_sample (fixture, "digits.csv");
  test_wait_for (limen_analysis_get_n_classes (
                     limen_session_get_analysis (fixture->session))
                 == 10);
  limen_session_set_refer_from (fixture->session, 0.125);
  activate (fixture, "win.pin-all", NULL);
  test_wait_for (g_list_model_get_n_items (cutoffs) == 14);
  for (guint k = 4; k < 14; k++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, k);

      g_assert_false (limen_cutoff_get_grey_zone (cutoff, &zone));
    }
  activate (fixture, "win.share-threshold", NULL);
  g_assert_false (limen_session_has_zone (fixture->session));
}

/* What fails about a file that is there is not said to be about opening it. */
static void
test_compute_failed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error
      = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "no room for it");

  open_sample (fixture, "digits.csv");
  g_signal_emit_by_name (get_set (fixture), "failed", error);
  test_wait_for (test_window_shows (fixture->window, "no room for it"));
  g_assert_true (test_shows (GTK_WIDGET (fixture->window),
                             "The thresholds could not be computed"));
  g_assert_false (
      test_window_shows (fixture->window, "could not be opened"));
}

/* The rule that top labels need is not left to the file that comes after. */
static void
test_top_labels (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_write_file (
      "top.csv",
      "y,guess,confidence\ncat,dog,0.5\ndog,dog,0.75\ncow,cat,1\n", -1);

  limen_window_open (fixture->window, path);
  test_wait_for (limen_threshold_set_get_outcome (get_set (fixture)) != NULL);
  g_assert_cmpint (limen_threshold_set_get_rule (get_set (fixture)), ==,
                   LIMEN_DECISION_FIRST_ABOVE);
  open_sample (fixture, "digits.csv");
  g_assert_cmpint (limen_threshold_set_get_rule (get_set (fixture)), ==,
                   LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
}

/* A cell of the matrix lists its rows. */
static GtkWidget *
find_matrix (GtkWidget *widget)
{
  GtkWidget *found = LIMEN_IS_MATRIX_VIEW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_matrix (child);
  return found;
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  GtkWidget *matrix;

  open_sample (fixture, "digits.csv");
  matrix = find_matrix (GTK_WIDGET (fixture->window));
  g_assert_nonnull (matrix);
  g_signal_emit_by_name (matrix, "cell-activated", 8u, 0u);
  test_wait_for (test_get_other_window (fixture->window) != NULL);
  test_wait_for (test_other_window_shows (fixture->window, "27 rows"));
  g_assert_true (test_other_window_shows (
      fixture->window,
      "true class \342\200\2348\342\200\235, predicted \342\200\2340"));
  gtk_window_destroy (test_get_other_window (fixture->window));

  activate (fixture, "win.worst-rows", NULL);
  test_wait_for (test_get_other_window (fixture->window) != NULL);
  test_wait_for (
      test_other_window_shows (fixture->window, "1,797 rows"));
  gtk_window_destroy (test_get_other_window (fixture->window));

  activate (fixture, "win.rows-between", g_variant_new ("(dd)", 0.5, 0.525));
  test_wait_for (test_get_other_window (fixture->window) != NULL);
  test_wait_for (test_other_window_shows (fixture->window,
                                          "score 0.5000 \342\200\223 0.5250"));
  gtk_window_destroy (test_get_other_window (fixture->window));
}

static void
test_labels (Fixture *fixture, gconstpointer data)
{
  const LimenOutcome *outcome;

  open_sample (fixture, "digit-traits.csv");
  outcome = limen_threshold_set_get_outcome (get_set (fixture));
  g_assert_null (outcome->matrix);
  test_assert_near (outcome->multilabel.subset_accuracy, 978.0 / 1797, 1e-15);
  g_assert_true (test_window_shows (fixture->window, "Label"));
  g_assert_false (test_window_shows (fixture->window, "All classes"));

  activate (fixture, "win.optimize-shared", NULL);
  test_wait_for (test_window_shows (fixture->window, "F1 over all classes"));
  g_assert_cmpfloat (limen_threshold_set_get (get_set (fixture), 3), ==,
                     limen_threshold_set_get (get_set (fixture), 0));
  test_wait_for (limen_threshold_set_get_outcome (get_set (fixture))->f1.micro
                 > 0.794);
}

/* Goes to the tab of a figure. */
static GtkWidget *
show_figure (Fixture *fixture, const char *name)
{
  GtkNotebook *tabs
      = GTK_NOTEBOOK (find (GTK_WIDGET (fixture->window), GTK_TYPE_NOTEBOOK));

  for (int i = 0; i < gtk_notebook_get_n_pages (tabs); i++)
    {
      GtkWidget *page = gtk_notebook_get_nth_page (tabs, i);

      if (!LIMEN_IS_FIGURE_PAGE (page)
          || !g_str_equal (
              limen_figure_page_get_figure (LIMEN_FIGURE_PAGE (page))->key,
              name))
        continue;
      gtk_notebook_set_current_page (tabs, i);
      return gtk_widget_get_first_child (page);
    }
  g_error ("no figure %s", name);
}

static const LimenSweep *
get_sweep (Fixture *fixture)
{
  return limen_one_vs_rest_get_sweep (
      limen_session_get_class (fixture->session));
}

/* The curves of the class at hand come to where they are seen, and follow the
 * class; the threshold is that of the session both ways. */
static void
test_figures (Fixture *fixture, gconstpointer data)
{
  static const char *const names[]
      = { "rate-curves", "roc", "precision-recall", "gain", "lift", "det" };

  open_sample (fixture, "digits.csv");
  test_wait_for (test_window_shows (fixture->window, "All classes"));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      LimenXyView *view = LIMEN_XY_VIEW (show_figure (fixture, names[i]));

      test_wait_for (limen_xy_view_get_curves (view) != NULL);
      g_assert_true (limen_xy_curves_get_sweep (limen_xy_view_get_curves (view))
                     == get_sweep (fixture));
      limen_xy_view_set_threshold (view, 0.25 + 0.01 * i);
      g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==,
                         0.25 + 0.01 * i);
      limen_session_select_class (fixture->session, i + 1);
      test_wait_for (get_class (fixture) == i + 1);
      g_assert_null (limen_xy_view_get_curves (view));
      g_assert_cmpfloat (limen_xy_view_get_threshold (view), ==, 0.5);
      test_wait_for (limen_xy_view_get_curves (view) != NULL);
      g_assert_true (limen_xy_curves_get_sweep (limen_xy_view_get_curves (view))
                     == get_sweep (fixture));
    }
}

/* What the window saves is what the session shows, in the format that the name
 * says; a copy is a picture. */
static void
test_saved_figures (Fixture *fixture, gconstpointer data)
{
  g_autofree char *csv = test_write_file ("roc.csv", "", 0);
  g_autofree char *svg = test_write_file ("confusion.svg", "", 0);
  g_autofree char *text = NULL, *picture = NULL;
  GdkClipboard *clipboard;
  GdkContentProvider *copy;
  g_auto (GValue) value = G_VALUE_INIT;

  open_sample (fixture, "digits.csv");
  limen_session_select_class (fixture->session, 8);
  test_wait_for (get_class (fixture) == 8);
  limen_window_save_figure (fixture->window, "roc", csv, 900, 500,
                            LIMEN_THEME_PRINT);
  test_wait_for (test_window_shows (fixture->window, "Saved roc.csv"));
  g_assert_true (g_file_get_contents (csv, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "\"threshold\",\"tp\","));
  g_assert_nonnull (strstr (text, "\n0.5"));
  limen_window_save_figure (fixture->window, "confusion", svg, 600, 400,
                            LIMEN_THEME_DARK);
  test_wait_for (test_window_shows (fixture->window, "Saved confusion.svg"));
  g_assert_true (g_file_get_contents (svg, &picture, NULL, NULL));
  g_assert_nonnull (strstr (picture, "width=\"450pt\""));

  limen_window_copy_figure (fixture->window, "precision-recall");
  test_wait_for (test_window_shows (fixture->window, "Copied the figure"));
  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));
  copy = gdk_clipboard_get_content (clipboard);
  g_value_init (&value, GDK_TYPE_TEXTURE);
  g_assert_true (gdk_content_provider_get_value (copy, &value, NULL));
  g_assert_cmpint (
      gdk_texture_get_width (GDK_TEXTURE (g_value_get_object (&value))), ==,
      1800);

  limen_window_save_figure (fixture->window, "roc", "/nowhere/roc.png", 900,
                            500, LIMEN_THEME_PRINT);
  test_wait_for (
      test_window_shows (fixture->window, "The figure was not saved"));
}

/* Of a bar, whatever of it is open. */
static gpointer
get_part (GtkWidget *bar, const char *name)
{
  return gtk_widget_get_template_child (bar, LIMEN_TYPE_BINS_BAR, name);
}

/* Whether the diagram and the table beside the figures are those of so many
 * bins, made so. */
static gboolean
has_bins (Fixture *fixture, LimenBinning binning, gsize n_asked)
{
  const LimenCalibrationOptions options = { binning, n_asked };
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *view = find (window, LIMEN_TYPE_RELIABILITY_VIEW);
  g_autoptr (LimenBinnedCalibration) binned
      = limen_binned_calibration_new_of_class (
          limen_session_get_class (fixture->session), options);
  g_autofree char *ece = limen_screen_format_value (binned->sums.ece, 3);
  g_autofree char *exact = limen_screen_format_value (binned->sums.ece, 4);
  g_autofree char *name = g_strdup_printf (
      "ECE, %" G_GSIZE_FORMAT "%s bins", binned->n_bins,
      binning == LIMEN_BINNING_EQUAL_MASS ? " mass" : "");
  g_autofree char *expected = NULL, *difference = NULL;
  gsize n_full = 0;

  for (gsize i = 0; i < binned->n_bins; i++)
    n_full += binned->bins[i].weight > 0;
  expected = g_strdup_printf (
      "%" G_GSIZE_FORMAT " bins with rows, expected calibration error %s",
      n_full, ece);
  difference = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, expected);
  return difference == NULL && test_shows (window, name)
         && test_shows (window, exact);
}

/* The bins are chosen above the diagram; it, the number beside the figures and
 * what is saved follow, also what was not seen meanwhile. */
static void
test_bins (Fixture *fixture, gconstpointer data)
{
  g_autofree char *csv = test_write_file ("bins.csv", "", 0);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GtkWidget *bar;

  open_sample (fixture, "eights.csv");
  show_figure (fixture, "reliability");
  test_wait_for (has_bins (fixture, LIMEN_BINNING_EQUAL_WIDTH, 15));
  bar = find (GTK_WIDGET (fixture->window), LIMEN_TYPE_BINS_BAR);
  g_assert_true (test_shows (bar, "15 bins \302\267 equal width"));
  gtk_spin_button_set_value (get_part (bar, "bins"), 200);
  test_wait_for (has_bins (fixture, LIMEN_BINNING_EQUAL_WIDTH, 200));
  g_assert_true (test_shows (bar, "200 bins \302\267 equal width"));
  g_assert_true (test_shows (bar, "bins hold fewer than 10 rows"));
  gtk_check_button_set_active (get_part (bar, "equal_mass"), TRUE);
  test_wait_for (has_bins (fixture, LIMEN_BINNING_EQUAL_MASS, 200));
  gtk_spin_button_set_value (get_part (bar, "bins"), 12);
  test_wait_for (has_bins (fixture, LIMEN_BINNING_EQUAL_MASS, 12));
  g_assert_true (test_shows (bar, "12 bins \302\267 equal mass"));
  g_assert_false (test_shows (bar, "fewer"));

  limen_window_save_figure (fixture->window, "reliability", csv, 900, 500,
                            LIMEN_THEME_PRINT);
  test_wait_for (test_window_shows (fixture->window, "Saved bins.csv"));
  g_assert_true (g_file_get_contents (csv, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 12 + 1);

  show_figure (fixture, "roc");
  g_object_set (fixture->session, "calibration-bins", 7, "equal-mass", FALSE,
                NULL);
  show_figure (fixture, "reliability");
  test_wait_for (has_bins (fixture, LIMEN_BINNING_EQUAL_WIDTH, 7));
  g_assert_true (
      gtk_check_button_get_active (get_part (bar, "equal_width")));
}

/* Ties leave fewer bins of equal mass; plain scores have none. */
static void
test_missing_bins (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ties = test_write_file (
      "ties.csv", "y,p\n0,0.25\n0,0.25\n1,0.25\n0,0.25\n1,0.75\n1,0.875\n",
      -1);
  g_autofree char *plain
      = test_write_file ("plain.csv", "y,score\n0,-3\n1,40.5\n0,2\n", -1);

  g_object_set (fixture->session, "calibration-bins", 6, "equal-mass", TRUE,
                NULL);
  limen_window_open (fixture->window, ties);
  test_wait_for (limen_session_get_class (fixture->session) != NULL);
  show_figure (fixture, "reliability");
  test_wait_for (test_shows (GTK_WIDGET (fixture->window),
                             "Only 3 of 6 bins have rows, 3 fewer than 10"));
  g_assert_true (has_bins (fixture, LIMEN_BINNING_EQUAL_MASS, 6));
  limen_window_open (fixture->window, plain);
  test_wait_for (find (GTK_WIDGET (fixture->window), LIMEN_TYPE_BINS_BAR)
                 == NULL);
  g_assert_false (test_window_shows (fixture->window, "ECE"));
}

/* What depends on costs is computed anew with them; what lies over the axis,
 * with another layout. */
static void
test_costs (Fixture *fixture, gconstpointer data)
{
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_COST, 1 }, TRUE);
  LimenThresholdLinesView *view;

  open_sample (fixture, "tumours.csv");
  view = LIMEN_THRESHOLD_LINES_VIEW (show_figure (fixture, "cost"));
  test_wait_for (limen_threshold_lines_view_get_lines (view) != NULL);
  test_assert_near (limen_threshold_lines_get_value (
                        limen_threshold_lines_view_get_lines (view), 0, -100),
                    357.0 / 569, 1e-15);

  objective.costs.fp_cost = 3;
  limen_session_set_objective (fixture->session, &objective);
  g_assert_null (limen_threshold_lines_view_get_lines (view));
  test_wait_for (limen_threshold_lines_view_get_lines (view) != NULL);
  test_assert_near (limen_threshold_lines_get_value (
                        limen_threshold_lines_view_get_lines (view), 0, -100),
                    3 * 357.0 / 569, 1e-15);

  g_object_set (fixture->session, "logit-axis", FALSE, NULL);
  test_wait_for (limen_threshold_lines_view_get_lines (view) != NULL);
  g_assert_true (limen_figure_view_get_sweep (LIMEN_FIGURE_VIEW (view))
                 == get_sweep (fixture));
  show_figure (fixture, "reliability");
  open_sample (fixture, "digits.csv");
  g_assert_null (limen_threshold_lines_view_get_lines (view));
  g_assert_null (limen_figure_view_get_sweep (LIMEN_FIGURE_VIEW (view)));
}

/* A softmax applied twice is found, taken off and put back by one click. */
static void
test_softmax_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("label,prob_a,prob_b,prob_c\n");
  g_autofree char *path = NULL;
  LimenAnalysis *analysis;

  for (guint i = 0; i < 600; i++)
    {
      double p = 0.05 + 0.9 * (double) (i % 30) / 29, rest = (1 - p) / 2;
      double a = exp (p), b = exp (rest), sum = a + 2 * b;

      g_string_append_printf (text, "%s,%.9f,%.9f,%.9f\n",
                              (double) (i * 7 % 601) / 600 < p ? "a"
                              : i % 2 == 0                   ? "b"
                                                             : "c",
                              a / sum, b / sum, b / sum);
    }
  path = test_write_file ("twice.csv", text->str, (gssize) text->len);
  limen_window_open (fixture->window, path);
  test_wait_for (test_window_shows (fixture->window, "Undo the Softmax"));
  activate (fixture, "win.undo-scores", g_variant_new_string ("softmax"));
  test_wait_for (test_window_shows (fixture->window, "Take Them as They Are"));
  analysis = limen_session_get_analysis (fixture->session);
  test_assert_near (limen_dataset_get_predictions (
                        limen_analysis_get_dataset (analysis))
                        ->scores[0][29],
                    0.95, 1e-7);
  activate (fixture, "win.undo", NULL);
  test_wait_for (test_window_shows (fixture->window, "Undo the Softmax"));
}

/* As many classes as there may be; their number is written like the rows'. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("y");
  g_autofree char *path = NULL;

  for (guint k = 0; k < 1000; k++)
    g_string_append_printf (text, ",prob_%u", k);
  for (guint i = 0; i < 2; i++)
    {
      g_string_append_printf (text, "\n%u", i * 999);
      for (guint k = 0; k < 1000; k++)
        g_string_append (text, ",0.001");
    }
  path = test_write_file ("many.csv", text->str, -1);
  limen_window_open (fixture->window, path);
  test_wait_for (test_window_shows (fixture->window, "1,000 classes"));
}

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  application = test_application_new ();
#define ADD(name, test)                                                       \
  g_test_add ("/classes/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("escape", test_escape);
  ADD ("rates", test_rates);
  ADD ("each", test_each);
  ADD ("prevalence", test_prevalence);
  ADD ("hurry", test_hurry);
  ADD ("together", test_together);
  ADD ("set", test_set);
  ADD ("recalibrated-set", test_recalibrated_set);
  ADD ("moved-maps", test_moved_maps);
  ADD ("mapped-objectives", test_mapped_objectives);
  ADD ("refused-set", test_refused_set);
  ADD ("two-sets", test_two_sets);
  ADD ("pinned-labels", test_pinned_labels);
  ADD ("zones", test_zones);
  ADD ("top-labels", test_top_labels);
  ADD ("compute-failed", test_compute_failed);
  ADD ("rows", test_rows);
  ADD ("labels", test_labels);
  ADD ("figures", test_figures);
  ADD ("saved-figures", test_saved_figures);
  ADD ("bins", test_bins);
  ADD ("missing-bins", test_missing_bins);
  ADD ("costs", test_costs);
  ADD ("softmax-twice", test_softmax_twice);
  ADD ("many", test_many);
#undef ADD
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
