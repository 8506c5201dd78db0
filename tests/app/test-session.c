#include <math.h>
#include <string.h>

#include "curves-view.h"
#include "session.h"
#include "support.h"

#define ROWS                                                                  \
  "label,prob\n0,0.1\n0,0.1\n1,0.25\n0,0.4\n1,0.4\n1,0.6\n1,0.8\n1,0.95\n"

typedef struct
{
  LimenSession *session;
  GMainLoop *loop;
  GError *error;
  guint n_analyses;
  guint n_curves;
} Fixture;

static gboolean
timeout_cb (gpointer data)
{
  g_error ("nothing came within ten seconds");
  return G_SOURCE_REMOVE;
}

static void
analysis_cb (LimenSession *session, Fixture *fixture)
{
  fixture->n_analyses++;
  g_main_loop_quit (fixture->loop);
}

static void
failed_cb (LimenSession *session, GError *error, Fixture *fixture)
{
  fixture->error = g_error_copy (error);
  g_main_loop_quit (fixture->loop);
}

static void
optimum_cb (LimenSession *session, Fixture *fixture)
{
  g_main_loop_quit (fixture->loop);
}

static void
curves_cb (LimenSession *session, GPtrArray *curves, Fixture *fixture)
{
  fixture->n_curves = curves->len;
  g_main_loop_quit (fixture->loop);
}

static void
wait_for (Fixture *fixture)
{
  guint id = g_timeout_add_seconds (10, timeout_cb, NULL);

  g_main_loop_run (fixture->loop);
  g_source_remove (id);
}

static void
load_with (Fixture *fixture, const char *text,
           const LimenReadOptions *options)
{
  g_autofree char *path = test_write_file ("rows.csv", text, -1);

  limen_session_load (fixture->session, path, options);
  g_assert_true (limen_session_is_loading (fixture->session));
  wait_for (fixture);
  g_assert_false (limen_session_is_loading (fixture->session));
}

static void
load (Fixture *fixture, const char *text)
{
  load_with (fixture, text, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = limen_session_new ();
  fixture->loop = g_main_loop_new (NULL, FALSE);
  g_signal_connect (fixture->session, "analysis-changed",
                    G_CALLBACK (analysis_cb), fixture);
  g_signal_connect (fixture->session, "failed", G_CALLBACK (failed_cb),
                    fixture);
}

/* Tasks that are just ending hold the session a moment longer. */
static void
assert_finalized (LimenSession *session)
{
  guint id = g_timeout_add_seconds (10, timeout_cb, NULL);

  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  g_object_unref (session);
  while (session != NULL)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_source_remove (id);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->session, fixture);
  assert_finalized (fixture->session);
  g_main_loop_unref (fixture->loop);
  g_clear_error (&fixture->error);
}

static void
test_load (Fixture *fixture, gconstpointer data)
{
  LimenConfusion confusion;

  load (fixture, ROWS);
  g_assert_no_error (fixture->error);
  g_assert_nonnull (limen_session_get_analysis (fixture->session));
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.5);
  confusion = limen_session_get_confusion (fixture->session);
  g_assert_cmpfloat (confusion.tp, ==, 3);
  g_assert_cmpfloat (confusion.fp, ==, 0);
  g_assert_cmpfloat (confusion.fn, ==, 2);
  g_assert_cmpfloat (confusion.tn, ==, 3);

  limen_session_set_threshold (fixture->session, 0.4);
  confusion = limen_session_get_confusion (fixture->session);
  g_assert_cmpfloat (confusion.tp, ==, 4);
  g_assert_cmpfloat (confusion.fp, ==, 1);
}

/* A file that cannot be read leaves what was loaded, and the cutoffs. */
static void
test_failure (Fixture *fixture, gconstpointer data)
{
  LimenAnalysis *before;

  load (fixture, ROWS);
  before = limen_session_get_analysis (fixture->session);
  limen_session_pin (fixture->session);
  load (fixture, "label,prob\n0,0.1\n1,none\n");
  g_assert_nonnull (fixture->error);
  g_assert_nonnull (strstr (fixture->error->message, "rows.csv:3:2"));
  g_assert_true (limen_session_get_analysis (fixture->session) == before);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (
                        limen_session_get_cutoffs (fixture->session))),
                    ==, 1);
}

/* The last of several loads wins; a cancelled one says nothing. */
static void
test_supersede (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = test_write_file ("first.csv", ROWS, -1);
  g_autofree char *second = test_write_file ("second.csv", ROWS "0,0.2\n", -1);
  LimenDataset *dataset;

  limen_session_load (fixture->session, first, NULL);
  limen_session_load (fixture->session, second, NULL);
  wait_for (fixture);
  g_assert_cmpuint (fixture->n_analyses, ==, 1);
  dataset = limen_analysis_get_dataset (
      limen_session_get_analysis (fixture->session));
  g_assert_cmpuint (limen_dataset_get_predictions (dataset)->n_rows, ==, 9);

  limen_session_load (fixture->session, first, NULL);
  limen_session_cancel (fixture->session);
  g_assert_false (limen_session_is_loading (fixture->session));
  for (guint i = 0; i < 50; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_cmpuint (fixture->n_analyses, ==, 1);
  g_assert_no_error (fixture->error);
}

static void
test_objective (Fixture *fixture, gconstpointer data)
{
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  LimenOptimum expected;
  LimenCutoff *cutoff;

  load (fixture, ROWS);
  expected = limen_objective_optimize (
      &objective,
      limen_one_vs_rest_get_sweep (limen_session_get_class (fixture->session)));
  g_signal_connect (fixture->session, "optimum-changed",
                    G_CALLBACK (optimum_cb), fixture);
  limen_session_set_objective (fixture->session, &objective);
  wait_for (fixture);
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==,
                     expected.threshold);
  g_assert_cmpfloat (limen_session_get_optimum (fixture->session)->value, ==,
                     expected.value);

  /* What is pinned inside the optimum carries the objective; what is pinned
   * elsewhere does not. */
  cutoff = limen_session_pin (fixture->session);
  g_assert_cmpstr (limen_cutoff_get_objective (cutoff), ==, "maximize f1");
  limen_session_set_threshold (fixture->session, 0.95);
  cutoff = limen_session_pin (fixture->session);
  g_assert_null (limen_cutoff_get_objective (cutoff));
}

static void
test_unattainable (Fixture *fixture, gconstpointer data)
{
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_RECALL, 1 }, FALSE);

  objective.constraints[0]
      = (LimenConstraint){ { LIMEN_METRIC_ACCURACY, 1 }, LIMEN_AT_LEAST, 1 };
  objective.n_constraints = 1;
  load (fixture, ROWS);
  g_signal_connect (fixture->session, "optimum-changed",
                    G_CALLBACK (optimum_cb), fixture);
  limen_session_set_objective (fixture->session, &objective);
  wait_for (fixture);
  g_assert_cmpint (limen_session_get_optimum (fixture->session)->status, ==,
                   LIMEN_OPTIMUM_UNATTAINABLE);
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.5);
}

static double
get_precision (Fixture *fixture)
{
  return limen_session_get_value (fixture->session,
                                  (LimenMetric){ LIMEN_METRIC_PRECISION, 1 });
}

static void
count_cb (LimenSession *session, guint *n)
{
  (*n)++;
}

/* In another population metrics, the optimum and what is pinned are others,
 * and the way back leads to where it began. */
static void
test_prevalence (Fixture *fixture, gconstpointer data)
{
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_ACCURACY, 1 }, FALSE);
  LimenOptimum expected;
  LimenCutoff *cutoff;
  guint n_views = 0;

  load (fixture, ROWS);
  g_signal_connect (fixture->session, "view-changed", G_CALLBACK (count_cb),
                    &n_views);
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
                    G_CALLBACK (optimum_cb), fixture);
  limen_session_set_objective (fixture->session, &objective);
  wait_for (fixture);
  objective.prevalence = 0.1;
  expected = limen_objective_optimize (
      &objective,
      limen_one_vs_rest_get_sweep (limen_session_get_class (fixture->session)));
  g_assert_cmpfloat (limen_session_get_optimum (fixture->session)->value, ==,
                     expected.value);
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==,
                     expected.threshold);
  cutoff = limen_session_pin (fixture->session);
  g_assert_cmpstr (limen_cutoff_get_objective (cutoff), ==,
                   "maximize accuracy, prevalence 0.1");
  g_assert_cmpfloat (limen_cutoff_get_value (cutoff), ==, expected.value);

  limen_session_set_prevalence (fixture->session, NAN);
  wait_for (fixture);
  test_assert_near (limen_session_get_optimum (fixture->session)->value, 0.875,
                    1e-14);
  g_assert_cmpuint (n_views, ==, 2);
}

static double
get_cost (Fixture *fixture)
{
  return limen_session_get_value (fixture->session,
                                  (LimenMetric){ LIMEN_METRIC_COST, 1 });
}

/* What rows cost, from columns: at the threshold, at the optimum, in what is
 * pinned, in another population; the sums by hand. */
static void
test_row_costs (Fixture *fixture, gconstpointer data)
{
  const LimenReadOptions options
      = { .fp_cost = (char *) "alarm", .fn_cost = (char *) "miss" };
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_COST, 1 }, TRUE);
  const LimenMetric cost = { LIMEN_METRIC_COST, 1 };
  LimenCutoff *cutoff;

  load_with (fixture,
             "label,prob,alarm,miss\n0,0.1,2,0\n1,0.2,0,9\n0,0.4,1,0\n"
             "0,0.6,20,0\n1,0.7,0,4\n",
             &options);
  test_assert_near (get_cost (fixture), (9 + 20) / 5.0, 1e-14);
  cutoff = limen_session_pin (fixture->session);
  test_assert_near (limen_cutoff_get_metric (cutoff, cost), 29 / 5.0, 1e-14);

  objective.has_row_costs = TRUE;
  g_signal_connect (fixture->session, "optimum-changed",
                    G_CALLBACK (optimum_cb), fixture);
  limen_session_set_objective (fixture->session, &objective);
  wait_for (fixture);
  test_assert_near (limen_session_get_optimum (fixture->session)->value,
                    9 / 5.0, 1e-14);
  test_assert_near (get_cost (fixture), 9 / 5.0, 1e-14);
  cutoff = limen_session_pin (fixture->session);
  g_assert_cmpstr (limen_cutoff_get_objective (cutoff), ==,
                   "minimize cost, row-costs");
  test_assert_near (limen_cutoff_get_metric (cutoff, cost), 9 / 5.0, 1e-14);

  /* a positive stands for 1/4 of the population, a negative for 1/6 */
  limen_session_set_prevalence (fixture->session, 0.5);
  wait_for (fixture);
  test_assert_near (limen_session_get_optimum (fixture->session)->value,
                    9 / 4.0, 1e-14);
  test_assert_near (get_cost (fixture), 9 / 4.0, 1e-14);
  limen_session_set_threshold (fixture->session, 0.2);
  test_assert_near (get_cost (fixture), 21 / 6.0, 1e-14);
}

static void
test_curves (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "precision", "recall", "nonsense",
                                       NULL };

  load (fixture, ROWS);
  g_signal_connect (fixture->session, "curves-ready", G_CALLBACK (curves_cb),
                    fixture);
  limen_session_request_curves (fixture->session, names);
  wait_for (fixture);
  g_assert_cmpuint (fixture->n_curves, ==, 2);

  /* Another axis wants other curves. */
  fixture->n_curves = 0;
  g_object_set (fixture->session, "logit-axis", TRUE, NULL);
  wait_for (fixture);
  g_assert_cmpuint (fixture->n_curves, ==, 2);
  g_assert_cmpint (limen_session_get_axis (fixture->session)->scale.transform,
                   ==, LIMEN_TRANSFORM_LOGIT);
}

static void
test_cutoffs (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path
      = g_build_filename (test_get_folder (), "cutoffs.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenCutoff) first = NULL;
  g_autoptr (LimenCutoff) loaded = NULL;
  GListModel *cutoffs
      = G_LIST_MODEL (limen_session_get_cutoffs (fixture->session));

  load (fixture, ROWS);
  g_assert_false (limen_cutoff_store_has_unexported (LIMEN_CUTOFF_STORE (cutoffs)));
  first = g_object_ref (limen_session_pin (fixture->session));
  g_assert_true (limen_cutoff_store_has_unexported (LIMEN_CUTOFF_STORE (cutoffs)));
  g_assert_true (limen_cutoff_store_export (LIMEN_CUTOFF_STORE (cutoffs), path, &error));
  g_assert_no_error (error);
  g_assert_false (limen_cutoff_store_has_unexported (LIMEN_CUTOFF_STORE (cutoffs)));

  limen_cutoff_set_name (first, "half");
  g_assert_true (limen_cutoff_store_has_unexported (LIMEN_CUTOFF_STORE (cutoffs)));

  limen_cutoff_store_remove (LIMEN_CUTOFF_STORE (cutoffs), 0);
  g_assert_cmpuint (g_list_model_get_n_items (cutoffs), ==, 0);
  limen_cutoff_store_insert (LIMEN_CUTOFF_STORE (cutoffs), 5, first);
  g_assert_cmpuint (g_list_model_get_n_items (cutoffs), ==, 1);

  g_assert_true (limen_cutoff_store_open (LIMEN_CUTOFF_STORE (cutoffs), path,
                                          &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (cutoffs), ==, 2);
  loaded = g_list_model_get_item (cutoffs, 1);
  g_assert_cmpfloat (limen_cutoff_get_threshold (loaded), ==, 0.5);
  g_assert_cmpstr (limen_cutoff_get_name (loaded), ==, "cutoff 1");

  g_assert_false (limen_cutoff_store_export (LIMEN_CUTOFF_STORE (cutoffs), "/no/such/folder/x",
                                        &error));
  g_assert_nonnull (error);
}

#define ADD(name, function)                                                   \
  g_test_add ("/session/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("load", test_load);
  ADD ("failure", test_failure);
  ADD ("supersede", test_supersede);
  ADD ("objective", test_objective);
  ADD ("unattainable", test_unattainable);
  ADD ("prevalence", test_prevalence);
  ADD ("row-costs", test_row_costs);
  ADD ("curves", test_curves);
  ADD ("cutoffs", test_cutoffs);
  return g_test_run ();
}
