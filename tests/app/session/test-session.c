/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "curve-palette.h"
#include "session-fixture.h"
#include "session.h"
#include "support.h"

static void
test_objective (SessionFixture *fixture, gconstpointer data)
{
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  LimenOptimum expected;
  LimenCutoff *cutoff;

  session_fixture_load (fixture, SESSION_ROWS);
  expected = limen_objective_optimize (
      &objective, limen_one_vs_rest_get_sweep (
                      limen_session_get_class (fixture->session)));
  g_signal_connect (fixture->session, "optimum-changed",
                    G_CALLBACK (session_fixture_quit_cb), fixture);
  limen_session_set_objective (fixture->session, &objective);
  session_fixture_wait (fixture);
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==,
                     expected.positive_from.threshold);
  g_assert_cmpfloat (limen_session_get_optimum (fixture->session)->value, ==,
                     expected.value);

  /* A cutoff pinned within the optimum's interval records the objective; one
   * pinned elsewhere does not. */
  cutoff = limen_session_pin (fixture->session);
  g_assert_cmpstr (limen_cutoff_get_objective (cutoff), ==, "maximize f1");
  limen_session_set_threshold (fixture->session, 0.95);
  cutoff = limen_session_pin (fixture->session);
  g_assert_null (limen_cutoff_get_objective (cutoff));
}

static void
test_unattainable (SessionFixture *fixture, gconstpointer data)
{
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_RECALL, 1 }, FALSE);

  objective.constraints[0]
      = (LimenConstraint){ { LIMEN_METRIC_ACCURACY, 1 }, LIMEN_AT_LEAST, 1 };
  objective.n_constraints = 1;
  session_fixture_load (fixture, SESSION_ROWS);
  g_signal_connect (fixture->session, "optimum-changed",
                    G_CALLBACK (session_fixture_quit_cb), fixture);
  limen_session_set_objective (fixture->session, &objective);
  session_fixture_wait (fixture);
  g_assert_cmpint (limen_session_get_optimum (fixture->session)->status, ==,
                   LIMEN_OPTIMUM_UNATTAINABLE);
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.5);
}

static double
get_precision (SessionFixture *fixture)
{
  return limen_session_get_value (fixture->session,
                                  (LimenMetric){ LIMEN_METRIC_PRECISION, 1 });
}

/* Another population changes the metrics, the optimum and new cutoffs;
 * returning to that of the rows restores them. */
static void
test_prevalence (SessionFixture *fixture, gconstpointer data)
{
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_ACCURACY, 1 }, FALSE);
  LimenOptimum expected;
  LimenCutoff *cutoff;
  guint n_views = 0;

  session_fixture_load (fixture, SESSION_ROWS);
  g_signal_connect (fixture->session, "view-changed",
                    G_CALLBACK (session_fixture_count_cb), &n_views);
  limen_session_set_threshold (fixture->session, 0.4);
  test_assert_near (get_precision (fixture), 0.8, 1e-14);
  limen_session_set_prevalence (fixture->session, 0.1);
  limen_session_set_prevalence (fixture->session, 0.1);
  g_assert_cmpuint (n_views, ==, 1);
  test_assert_near (get_precision (fixture), 0.08 / (0.08 + 0.3), 1e-14);
  g_assert_cmpfloat (limen_session_get_confusion (fixture->session).fp, ==, 1);
  cutoff = limen_session_pin (fixture->session);
  g_assert_null (limen_cutoff_get_objective (cutoff));
  g_assert_cmpfloat (limen_cutoff_get_target_prevalence (cutoff), ==, 0.1);

  g_signal_connect (fixture->session, "optimum-changed",
                    G_CALLBACK (session_fixture_quit_cb), fixture);
  limen_session_set_objective (fixture->session, &objective);
  session_fixture_wait (fixture);
  objective.prevalence = 0.1;
  expected = limen_objective_optimize (
      &objective, limen_one_vs_rest_get_sweep (
                      limen_session_get_class (fixture->session)));
  g_assert_cmpfloat (limen_session_get_optimum (fixture->session)->value, ==,
                     expected.value);
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==,
                     expected.positive_from.threshold);
  cutoff = limen_session_pin (fixture->session);
  g_assert_cmpstr (limen_cutoff_get_objective (cutoff), ==,
                   "maximize accuracy, prevalence 0.1");
  g_assert_cmpfloat (limen_cutoff_get_value (cutoff), ==, expected.value);

  limen_session_set_prevalence (fixture->session, NAN);
  session_fixture_wait (fixture);
  test_assert_near (limen_session_get_optimum (fixture->session)->value, 0.875,
                    1e-14);
  g_assert_cmpuint (n_views, ==, 2);
}

static double
get_cost (SessionFixture *fixture)
{
  return limen_session_get_value (fixture->session,
                                  (LimenMetric){ LIMEN_METRIC_COST, 1 });
}

/* Costs of each row, from columns: at the threshold, at the optimum, in
 * cutoffs and in another population; expected sums by hand. */
static void
test_row_costs (SessionFixture *fixture, gconstpointer data)
{
  const LimenReadOptions options
      = { .fp_cost = (char *) "alarm", .fn_cost = (char *) "miss" };
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_COST, 1 }, TRUE);
  const LimenMetric cost = { LIMEN_METRIC_COST, 1 };
  LimenCutoff *cutoff;

  session_fixture_load_with (
      fixture,
      "label,prob,alarm,miss\n0,0.1,2,0\n1,0.2,0,9\n0,0.4,1,0\n"
      "0,0.6,20,0\n1,0.7,0,4\n",
      &options);
  test_assert_near (get_cost (fixture), (9 + 20) / 5.0, 1e-14);
  cutoff = limen_session_pin (fixture->session);
  test_assert_near (limen_cutoff_get_metric (cutoff, cost), 29 / 5.0, 1e-14);

  objective.has_row_costs = TRUE;
  g_signal_connect (fixture->session, "optimum-changed",
                    G_CALLBACK (session_fixture_quit_cb), fixture);
  limen_session_set_objective (fixture->session, &objective);
  session_fixture_wait (fixture);
  test_assert_near (limen_session_get_optimum (fixture->session)->value,
                    9 / 5.0, 1e-14);
  test_assert_near (get_cost (fixture), 9 / 5.0, 1e-14);
  cutoff = limen_session_pin (fixture->session);
  g_assert_cmpstr (limen_cutoff_get_objective (cutoff), ==,
                   "minimize cost, row-costs");
  test_assert_near (limen_cutoff_get_metric (cutoff, cost), 9 / 5.0, 1e-14);

  /* a positive counts 1/4 of the population, a negative 1/6 */
  limen_session_set_prevalence (fixture->session, 0.5);
  session_fixture_wait (fixture);
  test_assert_near (limen_session_get_optimum (fixture->session)->value,
                    9 / 4.0, 1e-14);
  test_assert_near (get_cost (fixture), 9 / 4.0, 1e-14);
  limen_session_set_threshold (fixture->session, 0.2);
  test_assert_near (get_cost (fixture), 21 / 6.0, 1e-14);
}

/* Metrics are chosen by name, and a signal is emitted. */
static void
test_curves (SessionFixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "recall", "nonsense", "mcc", NULL };
  const LimenMetricId *metrics;
  guint n_changes = 0;
  gsize n;

  limen_session_get_curves (fixture->session, &n);
  g_assert_cmpuint (n, ==, LIMEN_N_DEFAULT_CURVES);
  g_signal_connect (fixture->session, "curves-chosen",
                    G_CALLBACK (session_fixture_count_cb), &n_changes);
  limen_session_set_curves (fixture->session, names);
  g_assert_cmpuint (n_changes, ==, 1);
  metrics = limen_session_get_curves (fixture->session, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (metrics[0], ==, LIMEN_METRIC_RECALL);
  g_assert_cmpint (metrics[1], ==, LIMEN_METRIC_MCC);
}

/* Each other choice of bins emits one signal. */
static void
test_calibration (SessionFixture *fixture, gconstpointer data)
{
  LimenCalibrationOptions options
      = limen_session_get_calibration (fixture->session);
  guint n_changes = 0;

  g_assert_cmpuint (options.n_bins, ==, LIMEN_CALIBRATION_DEFAULT_BINS);
  g_assert_cmpint (options.binning, ==, LIMEN_BINNING_EQUAL_WIDTH);
  g_signal_connect (fixture->session, "calibration-changed",
                    G_CALLBACK (session_fixture_count_cb), &n_changes);
  g_object_set (fixture->session, "calibration-bins", 15, "equal-mass", FALSE,
                NULL);
  g_assert_cmpuint (n_changes, ==, 0);
  g_object_set (fixture->session, "equal-mass", TRUE, NULL);
  g_object_set (fixture->session, "calibration-bins", 1000, NULL);
  g_assert_cmpuint (n_changes, ==, 2);
  options = limen_session_get_calibration (fixture->session);
  g_assert_cmpuint (options.n_bins, ==, 1000);
  g_assert_cmpint (options.binning, ==, LIMEN_BINNING_EQUAL_MASS);
  g_signal_handlers_disconnect_by_data (fixture->session, &n_changes);
}

static void
test_cutoffs (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *path
      = g_build_filename (test_get_folder (), "cutoffs.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenCutoff) first = NULL;
  g_autoptr (LimenCutoff) loaded = NULL;
  GListModel *cutoffs
      = G_LIST_MODEL (limen_session_get_cutoffs (fixture->session));

  session_fixture_load (fixture, SESSION_ROWS);
  g_assert_false (
      limen_cutoff_store_has_unexported (LIMEN_CUTOFF_STORE (cutoffs)));
  first = g_object_ref (limen_session_pin (fixture->session));
  g_assert_true (
      limen_cutoff_store_has_unexported (LIMEN_CUTOFF_STORE (cutoffs)));
  g_assert_true (
      limen_cutoff_store_export (LIMEN_CUTOFF_STORE (cutoffs), path, &error));
  g_assert_no_error (error);
  g_assert_false (
      limen_cutoff_store_has_unexported (LIMEN_CUTOFF_STORE (cutoffs)));

  limen_cutoff_set_name (first, "half");
  g_assert_true (
      limen_cutoff_store_has_unexported (LIMEN_CUTOFF_STORE (cutoffs)));

  limen_cutoff_store_remove (LIMEN_CUTOFF_STORE (cutoffs), 0);
  g_assert_cmpuint (g_list_model_get_n_items (cutoffs), ==, 0);
  limen_cutoff_store_append (LIMEN_CUTOFF_STORE (cutoffs), first);
  g_assert_cmpuint (g_list_model_get_n_items (cutoffs), ==, 1);

  g_assert_true (limen_cutoff_store_open (LIMEN_CUTOFF_STORE (cutoffs), path,
                                          &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (cutoffs), ==, 2);
  loaded = g_list_model_get_item (cutoffs, 1);
  g_assert_cmpfloat (limen_cutoff_get_threshold (loaded), ==, 0.5);
  g_assert_cmpstr (limen_cutoff_get_name (loaded), ==, "cutoff 1");

  g_assert_false (limen_cutoff_store_export (LIMEN_CUTOFF_STORE (cutoffs),
                                             "/no/such/folder/x", &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  SESSION_FIXTURE_ADD ("/session/objective", test_objective);
  SESSION_FIXTURE_ADD ("/session/unattainable", test_unattainable);
  SESSION_FIXTURE_ADD ("/session/prevalence", test_prevalence);
  SESSION_FIXTURE_ADD ("/session/row-costs", test_row_costs);
  SESSION_FIXTURE_ADD ("/session/curves", test_curves);
  SESSION_FIXTURE_ADD ("/session/calibration", test_calibration);
  SESSION_FIXTURE_ADD ("/session/cutoffs", test_cutoffs);
  return g_test_run ();
}
