/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <math.h>

#include "class-chooser.h"
#include "support.h"
#include "window-fixture.h"

static double
get_accuracy (Fixture *fixture)
{
  return limen_threshold_set_get_multiclass_result (fixture_get_set (fixture))
      ->accuracy;
}

/* Escape in the search closes the list of classes. */
static void
test_escape (Fixture *fixture, gconstpointer data)
{
  GtkWidget *chooser, *search;

  fixture_open_sample (fixture, "digits.csv");
  chooser = test_find_mapped (GTK_WIDGET (fixture->window),
                              LIMEN_TYPE_CLASS_CHOOSER);
  g_assert_nonnull (chooser);
  gtk_menu_button_popup (
      GTK_MENU_BUTTON (gtk_widget_get_first_child (chooser)));
  test_wait_for (test_find_mapped (chooser, GTK_TYPE_SEARCH_ENTRY) != NULL);
  search = test_find_mapped (chooser, GTK_TYPE_SEARCH_ENTRY);
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
  return limen_session_get_value (fixture->session,
                                  (LimenMetric){ metric, 1 });
}

/* The list shows precision and recall of each class at its threshold, and
 * follows it. */
static void
test_rates (Fixture *fixture, gconstpointer data)
{
  GtkWidget *chooser;
  GListModel *classes;
  double recall;

  fixture_open_sample (fixture, "digits.csv");
  limen_session_set_threshold (fixture->session, 0.3);
  chooser = test_find_mapped (GTK_WIDGET (fixture->window),
                              LIMEN_TYPE_CLASS_CHOOSER);
  gtk_menu_button_popup (
      GTK_MENU_BUTTON (gtk_widget_get_first_child (chooser)));
  classes = G_LIST_MODEL (gtk_widget_get_template_child (
      chooser, LIMEN_TYPE_CLASS_CHOOSER, "classes"));
  test_wait_for (g_list_model_get_n_items (classes) == 10);
  test_wait_for (!isnan (get_number (classes, 8, "precision")));
  test_wait_for (
      gtk_widget_get_mapped (test_find_mapped (chooser, GTK_TYPE_LIST_VIEW)));
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
  test_wait_for (fixture_get_class (fixture) == 8);
  g_assert_cmpfloat (recall, ==, get_metric (fixture, LIMEN_METRIC_RECALL));
}

/* Each class keeps its threshold and its objective. */
static void
test_each (Fixture *fixture, gconstpointer data)
{
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);

  fixture_open_sample (fixture, "digits.csv");
  g_assert_cmpuint (fixture_get_class (fixture), ==, 0);
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.5);
  limen_session_set_threshold (fixture->session, 0.25);

  limen_session_select_class (fixture->session, 8);
  test_wait_for (fixture_get_class (fixture) == 8);
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.5);
  g_assert_true (test_window_shows (fixture->window, "positive (8)"));
  g_assert_true (
      test_window_shows (fixture->window, "One-vs-rest metrics at 0.5"));
  limen_session_set_objective (fixture->session, &objective);
  test_wait_for (limen_session_get_optimum (fixture->session) != NULL);
  test_assert_near (limen_session_get_optimum (fixture->session)->value,
                    limen_analysis_get_summary (
                        limen_session_get_analysis (fixture->session), 8)
                        ->best_f1.value,
                    0);

  limen_session_select_class (fixture->session, 0);
  test_wait_for (fixture_get_class (fixture) == 0);
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.25);
  g_assert_null (limen_session_get_objective (fixture->session));
  limen_session_select_class (fixture->session, 8);
  test_wait_for (fixture_get_class (fixture) == 8);
  g_assert_nonnull (limen_session_get_objective (fixture->session));
  g_assert_nonnull (limen_session_get_optimum (fixture->session));
}

/* Each class keeps its population, which is recorded in its cutoffs. */
static void
test_prevalence (Fixture *fixture, gconstpointer data)
{
  GListModel *cutoffs = test_window_get_cutoffs (fixture->window);

  fixture_open_sample (fixture, "digits.csv");
  limen_session_set_prevalence (fixture->session, 0.02);
  limen_session_select_class (fixture->session, 8);
  test_wait_for (fixture_get_class (fixture) == 8);
  g_assert_true (isnan (limen_session_get_prevalence (fixture->session)));
  g_assert_false (test_window_shows (fixture->window, "prevalence 2"));
  limen_session_select_class (fixture->session, 0);
  test_wait_for (fixture_get_class (fixture) == 0);
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

/* Leaving a class before its optimum is found: it is searched again when the
 * class comes back, and not at all if its threshold was set otherwise since.
 */
static void
test_hurry (Fixture *fixture, gconstpointer data)
{
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  guint n_references;

  fixture_open_sample (fixture, "digits.csv");
  limen_session_set_objective (fixture->session, &objective);
  limen_session_select_class (fixture->session, 8);
  test_wait_for (fixture_get_class (fixture) == 8);
  limen_session_set_objective (fixture->session, &objective);
  limen_session_select_class (fixture->session, 8);
  test_wait_for (limen_session_get_optimum (fixture->session) != NULL);
  limen_session_select_class (fixture->session, 0);
  test_wait_for (fixture_get_class (fixture) == 0);
  test_wait_for (limen_session_get_optimum (fixture->session) != NULL);

  test_wait_for (test_window_is_idle (fixture->window));
  n_references = G_OBJECT (fixture->session)->ref_count;
  limen_session_set_threshold (fixture->session, 0.25);
  limen_session_set_objective (fixture->session, &objective);
  limen_session_set_objective (fixture->session, NULL);
  g_assert_cmpuint (G_OBJECT (fixture->session)->ref_count, >, n_references);
  g_assert_false (
      test_signal_comes (fixture->session, "optimum-changed", n_references));
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.25);

  limen_session_set_objective (fixture->session, &objective);
  fixture_activate (fixture, "win.share-threshold", NULL);
  g_assert_false (
      test_signal_comes (fixture->session, "optimum-changed", n_references));
  g_assert_null (limen_session_get_objective (fixture->session));
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.25);
}

/* The multiclass result follows every threshold and the rule. */
static void
test_together (Fixture *fixture, gconstpointer data)
{
  LimenAnalysis *analysis;
  double argmax;

  fixture_open_sample (fixture, "digits.csv");
  analysis = limen_session_get_analysis (fixture->session);
  argmax = limen_analysis_get_multiclass (analysis)->result->accuracy;
  test_assert_near (get_accuracy (fixture), argmax, 0);

  limen_session_set_threshold (fixture->session, 0.05);
  test_wait_for (get_accuracy (fixture) < argmax);
  limen_threshold_set_set_rule (fixture_get_set (fixture),
                                LIMEN_DECISION_ARGMAX);
  test_wait_for (get_accuracy (fixture) == argmax);
  limen_threshold_set_set_rule (fixture_get_set (fixture),
                                LIMEN_DECISION_FIRST_ABOVE);
  test_wait_for (
      limen_matrix_get_none (
          limen_threshold_set_get_multiclass_result (fixture_get_set (fixture))
              ->matrix)
          .n_rows
      > 0);
  g_assert_cmpfloat (get_accuracy (fixture), <, argmax);

  fixture_activate (fixture, "win.optimize-jointly",
                    g_variant_new_string ("accuracy"));
  test_wait_for (get_accuracy (fixture) > argmax);
  g_assert_cmpint (limen_threshold_set_get_rule (fixture_get_set (fixture)),
                   ==, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
  test_wait_for (test_window_shows (fixture->window, "by the largest score"));
  g_assert_true (test_window_shows (
      fixture->window, "Largest score: accuracy 0."));
  g_assert_true (test_window_shows (fixture->window, ", none: 0"));

  fixture_activate (fixture, "win.share-threshold", NULL);
  g_assert_cmpfloat (limen_threshold_set_get (fixture_get_set (fixture), 7),
                     ==,
                     limen_threshold_set_get (fixture_get_set (fixture), 0));
  test_wait_for (get_accuracy (fixture) == argmax);
}

/* Each class keeps its grey zone. With several labels in a row it is pinned
 * with them; a rule that gives each row one of all classes refers no row. */
static void
test_zones (Fixture *fixture, gconstpointer data)
{
  GListModel *cutoffs = test_window_get_cutoffs (fixture->window);
  LimenCutoffGreyZone zone;

  fixture_open_sample (fixture, "digit-traits.csv");
  limen_session_set_refer_from (fixture->session, 0.25);
  g_assert_true (
      test_window_shows (fixture->window, "Metrics of the decided rows"));
  limen_session_select_class (fixture->session, 2);
  test_wait_for (fixture_get_class (fixture) == 2);
  g_assert_false (limen_session_has_zone (fixture->session));
  g_assert_false (
      test_window_shows (fixture->window, "Metrics of the decided rows"));
  limen_session_select_class (fixture->session, 0);
  test_wait_for (fixture_get_class (fixture) == 0);
  g_assert_cmpfloat (limen_session_get_refer_from (fixture->session), ==,
                     0.25);
  fixture_activate (fixture, "win.pin-all", NULL);
  test_wait_for (g_list_model_get_n_items (cutoffs) == 4);
  for (guint k = 0; k < 4; k++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, k);

      g_assert_cmpint (limen_cutoff_get_grey_zone (cutoff, &zone), ==, k == 0);
    }

  fixture_open_sample (fixture, "digits.csv");
  test_wait_for (limen_analysis_get_n_classes (
                     limen_session_get_analysis (fixture->session))
                 == 10);
  limen_session_set_refer_from (fixture->session, 0.125);
  fixture_activate (fixture, "win.pin-all", NULL);
  test_wait_for (g_list_model_get_n_items (cutoffs) == 14);
  for (guint k = 4; k < 14; k++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, k);

      g_assert_false (limen_cutoff_get_grey_zone (cutoff, &zone));
    }
  fixture_activate (fixture, "win.share-threshold", NULL);
  g_assert_false (limen_session_has_zone (fixture->session));
}

/* A failed computation on an open file is not reported as a failure to open
 * it. */
static void
test_compute_failed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = g_error_new_literal (
      G_IO_ERROR, G_IO_ERROR_NO_SPACE, "no room for it");

  fixture_open_sample (fixture, "digits.csv");
  g_signal_emit_by_name (fixture_get_set (fixture), "failed", error);
  test_wait_for (test_window_shows (fixture->window, "no room for it"));
  g_assert_true (test_shows (GTK_WIDGET (fixture->window),
                             "The thresholds could not be computed"));
  g_assert_false (
      test_window_shows (fixture->window, "could not be opened"));
}

/* The rule that top labels require is reset for the next file. */
static void
test_top_labels (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_write_file (
      "top.csv",
      "y,guess,confidence\ncat,dog,0.5\ndog,dog,0.75\ncow,cat,1\n", -1);

  limen_window_open (fixture->window, path);
  test_wait_for (
      limen_threshold_set_get_multiclass_result (fixture_get_set (fixture))
      != NULL);
  g_assert_cmpint (limen_threshold_set_get_rule (fixture_get_set (fixture)),
                   ==, LIMEN_DECISION_FIRST_ABOVE);
  fixture_open_sample (fixture, "digits.csv");
  g_assert_cmpint (limen_threshold_set_get_rule (fixture_get_set (fixture)),
                   ==, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
}

static void
test_labels (Fixture *fixture, gconstpointer data)
{
  const LimenMulticlassResult *result;

  fixture_open_sample (fixture, "digit-traits.csv");
  result
      = limen_threshold_set_get_multiclass_result (fixture_get_set (fixture));
  g_assert_null (result->matrix);
  test_assert_near (result->multilabel.subset_accuracy, 978.0 / 1797, 1e-15);
  g_assert_true (test_window_shows (fixture->window, "Label"));
  g_assert_false (test_window_shows (fixture->window, "All classes"));

  fixture_activate (fixture, "win.optimize-shared", NULL);
  test_wait_for (test_window_shows (fixture->window, "F1 over all classes"));
  g_assert_cmpfloat (limen_threshold_set_get (fixture_get_set (fixture), 3),
                     ==,
                     limen_threshold_set_get (fixture_get_set (fixture), 0));
  test_wait_for (
      limen_threshold_set_get_multiclass_result (fixture_get_set (fixture))
          ->f1.micro
      > 0.794);
}

/* The largest allowed number of classes; their number has thousands
 * separators. */
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
  fixture_init (&argc, &argv);
#define ADD(name, test)                                                       \
  FIXTURE_ADD_FORGETFUL ("/classes/" name, test)
  ADD ("escape", test_escape);
  ADD ("rates", test_rates);
  ADD ("each", test_each);
  ADD ("prevalence", test_prevalence);
  ADD ("hurry", test_hurry);
  ADD ("together", test_together);
  ADD ("zones", test_zones);
  ADD ("top-labels", test_top_labels);
  ADD ("compute-failed", test_compute_failed);
  ADD ("labels", test_labels);
  ADD ("many", test_many);
#undef ADD
  return fixture_run ();
}
