#include <math.h>
#include <string.h>

#include "curve-palette.h"
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

#define LARGE_ROWS 4000000

/* A file that is large enough for a sketch. */
static char *
write_large_file (const char *last_line)
{
  g_autoptr (GString) text = g_string_new ("label,prob\n");

  for (guint i = 0; i < LARGE_ROWS; i++)
    g_string_append_printf (text, "%u,0.%07u0\n", i % 3 == 0, i);
  g_string_append (text, last_line);
  return test_write_file ("large.csv", text->str, (gssize) text->len);
}

/* A sketch looks like what it is a sketch of. */
static void
assert_is_sketch (LimenSketch *sketch)
{
  const LimenSweep *sweep
      = limen_one_vs_rest_get_sweep (limen_sketch_get_class (sketch));
  double positives = limen_sweep_get_positives (sweep);
  double negatives = limen_sweep_get_negatives (sweep);
  double share = limen_sketch_get_share (sketch);

  test_assert_near ((positives + negatives) / share / LARGE_ROWS, 1, 0.02);
  test_assert_near (positives / share / LARGE_ROWS, 1 / 3.0, 0.02);
}

/* What came, in order: s a sketch, - none any more, a an analysis, f a
 * failure; and what is done as soon as there is a sketch. */
typedef struct
{
  GString *text;
  void (*at_sketch) (LimenSession *session);
} Events;

static void
note_sketch_cb (LimenSession *session, Events *events)
{
  LimenSketch *sketch = limen_session_get_sketch (session);

  g_string_append_c (events->text, sketch != NULL ? 's' : '-');
  if (sketch == NULL)
    return;
  g_assert_true (limen_session_is_loading (session));
  g_assert_null (limen_session_get_analysis (session));
  assert_is_sketch (sketch);
  if (events->at_sketch != NULL)
    events->at_sketch (session);
}

static void
note_analysis_cb (LimenSession *session, Events *events)
{
  g_string_append_c (events->text, 'a');
}

static void
note_failure_cb (LimenSession *session, GError *error, Events *events)
{
  g_string_append_c (events->text, 'f');
}

/* Loads a file until it is there, has failed, or `at_sketch` has ended it. */
static void
assert_events (Fixture *fixture, const char *path,
               void (*at_sketch) (LimenSession *session),
               const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Events events = { text, at_sketch };
  LimenSession *session = fixture->session;
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  g_signal_connect (session, "sketch-changed", G_CALLBACK (note_sketch_cb),
                    &events);
  g_signal_connect (session, "analysis-changed",
                    G_CALLBACK (note_analysis_cb), &events);
  g_signal_connect (session, "failed", G_CALLBACK (note_failure_cb), &events);
  limen_session_load (session, path, NULL);
  while (limen_session_is_loading (session))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_null (limen_session_get_sketch (session));
  g_assert_cmpstr (text->str, ==, expected);
  g_signal_handlers_disconnect_by_data (session, &events);
}

/* A large file has a sketch until it is loaded; where something is loaded
 * already, and of a small file, there is none. */
static void
test_sketch (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_large_file ("");

  assert_events (fixture, path, NULL, "sa-");
  assert_events (fixture, path, NULL, "a");
}

static void
test_sketch_of_small_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_write_file ("small.csv", ROWS, -1);

  assert_events (fixture, path, NULL, "a");
}

static void
load_small_file (LimenSession *session)
{
  g_autofree char *path = test_write_file ("small.csv", ROWS, -1);

  limen_session_load (session, path, NULL);
}

/* It goes at once when loading is cancelled, when another file is loaded, and
 * when the file proves wrong. */
static void
test_sketch_without_end (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_large_file ("1,none\n");

  assert_events (fixture, path, limen_session_cancel, "s-");
  g_assert_no_error (fixture->error);
  assert_events (fixture, path, NULL, "s-f");
  g_assert_nonnull (strstr (fixture->error->message, "\"none\""));
  assert_events (fixture, path, load_small_file, "s-a");
}

static void
progress_cb (LimenSession *session, GParamSpec *pspec, double *last)
{
  g_object_get (session, "progress", last, NULL);
}

/* What is read is then analysed. */
static void
test_progress (Fixture *fixture, gconstpointer data)
{
  double last = NAN;

  g_signal_connect (fixture->session, "notify::progress",
                    G_CALLBACK (progress_cb), &last);
  load (fixture, ROWS);
  g_assert_cmpfloat (last, ==, 1);
  g_signal_handlers_disconnect_by_data (fixture->session, &last);
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
                     expected.positive_from.threshold);
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
                     expected.positive_from.threshold);
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
count_notify_cb (LimenSession *session, GParamSpec *pspec, guint *n)
{
  (*n)++;
}

static void
assert_lines (Fixture *fixture, double refer_from, double threshold)
{
  g_assert_cmpfloat (limen_session_get_refer_from (fixture->session), ==,
                     refer_from);
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==,
                     threshold);
}

/* The lower line never stands above the other one, which pushes it. */
static void
test_zone (Fixture *fixture, gconstpointer data)
{
  const LimenMetric recall = { LIMEN_METRIC_RECALL, 1 };
  LimenOptimum zone;
  guint n_notified = 0;

  load (fixture, ROWS);
  g_signal_connect (fixture->session, "notify::refer-from",
                    G_CALLBACK (count_notify_cb), &n_notified);
  g_assert_false (limen_session_has_zone (fixture->session));
  limen_session_begin_zone (fixture->session);
  g_assert_true (limen_session_has_zone (fixture->session));
  assert_lines (fixture, 0.3, 0.5);
  limen_session_set_refer_from (fixture->session, 0.2);
  limen_session_set_refer_from (fixture->session, 0.2);
  g_assert_cmpuint (n_notified, ==, 2);
  zone = limen_session_get_zone (fixture->session);
  g_assert_cmpfloat (zone.coverage, ==, 0.625);
  g_assert_cmpfloat (zone.error, ==, 0);
  g_assert_cmpfloat (zone.referred_positives, ==, 2);
  g_assert_cmpfloat (zone.referred_negatives, ==, 1);
  g_assert_cmpfloat (zone.confusion.fn, ==, 0);
  g_assert_cmpfloat (limen_session_get_zone_value (fixture->session, recall),
                     ==, 1);
  /* That of the upper threshold alone stays what it was. */
  test_assert_near (limen_session_get_value (fixture->session, recall), 0.6,
                    1e-14);

  limen_session_set_refer_from (fixture->session, 0.7);
  assert_lines (fixture, 0.5, 0.5);
  limen_session_set_threshold (fixture->session, 0.3);
  assert_lines (fixture, 0.3, 0.3);
  zone = limen_session_get_zone (fixture->session);
  g_assert_cmpfloat (zone.coverage, ==, 1);
  limen_session_set_threshold (fixture->session, 0.9);
  assert_lines (fixture, 0.3, 0.9);

  /* It outlives reading the file again, as the threshold does. */
  load (fixture, ROWS);
  assert_lines (fixture, 0.3, 0.9);
  limen_session_set_refer_from (fixture->session, NAN);
  g_assert_false (limen_session_has_zone (fixture->session));
  load (fixture, "label,score\n0,-3\n1,7\n0,2\n1,1\n");
  g_assert_false (limen_session_has_zone (fixture->session));
}

/* About a tenth of the rows, at a round number. */
static void
test_zone_start (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) rows = g_string_new ("label,prob\n");
  LimenOptimum zone;

  for (int i = 0; i < 1000; i++)
    g_string_append_printf (rows, "%d,%.5f\n", i % 3 == 0,
                            (i + 0.37) / 1000);
  load (fixture, rows->str);
  limen_session_begin_zone (fixture->session);
  assert_lines (fixture, 0.4, 0.5);
  zone = limen_session_get_zone (fixture->session);
  test_assert_near (zone.coverage, 0.9, 1e-14);

  /* Below all rows there are none to refer. */
  limen_session_set_refer_from (fixture->session, NAN);
  limen_session_set_threshold (fixture->session, 0);
  limen_session_begin_zone (fixture->session);
  assert_lines (fixture, 0, 0);
}

/* Each objective is found exactly, and leads both lines there. */
static void
test_zone_objective (Fixture *fixture, gconstpointer data)
{
  static const double bounds[LIMEN_N_REFERRALS] = { 0, 0.25, 0.1, 0.75 };
  static const char *const texts[LIMEN_N_REFERRALS]
      = { NULL, "minimize cost, refer-cost 0.25, fp-cost 2",
          "maximize coverage subject to error<=0.1",
          "maximize accuracy subject to coverage>=0.75" };
  LimenCutoff *cutoff;
  LimenCutoffGreyZone pinned;

  load (fixture, "label,prob\n0,0.1\n1,0.15\n0,0.2\n0,0.3\n1,0.4\n0,0.5\n"
                 "0,0.6\n1,0.65\n1,0.7\n0,0.75\n1,0.8\n1,0.9\n");
  limen_session_begin_zone (fixture->session);
  g_signal_connect (fixture->session, "optimum-changed",
                    G_CALLBACK (optimum_cb), fixture);
  for (int kind = LIMEN_REFERRAL_COST; kind < LIMEN_N_REFERRALS; kind++)
    {
      LimenObjective objective
          = limen_objective_new_referral (kind, bounds[kind]);
      LimenOptimum expected;

      if (kind == LIMEN_REFERRAL_COST)
        objective.costs.fp_cost = 2;
      expected = limen_objective_optimize (
          &objective, limen_one_vs_rest_get_sweep (
                          limen_session_get_class (fixture->session)));
      limen_session_set_objective (fixture->session, &objective);
      wait_for (fixture);
      assert_lines (fixture, expected.refer_from.threshold,
                    expected.positive_from.threshold);
      g_assert_cmpfloat (limen_session_get_zone (fixture->session).value, ==,
                         expected.value);
      g_assert_cmpfloat (
          limen_session_get_view (fixture->session).costs.fp_cost, ==,
          kind == LIMEN_REFERRAL_COST ? 2 : 1);
      cutoff = limen_session_pin (fixture->session);
      g_assert_cmpstr (limen_cutoff_get_objective (cutoff), ==, texts[kind]);
      g_assert_true (limen_cutoff_get_grey_zone (cutoff, &pinned));
      g_assert_cmpfloat (pinned.refer_from, ==, expected.refer_from.threshold);
      g_assert_cmpfloat (pinned.coverage, ==, expected.coverage);
      g_assert_cmpfloat (pinned.error, ==, expected.error);
    }
  /* Elsewhere it is set by hand. */
  limen_session_set_threshold (fixture->session, 0.95);
  cutoff = limen_session_pin (fixture->session);
  g_assert_null (limen_cutoff_get_objective (cutoff));
  g_assert_true (limen_cutoff_get_grey_zone (cutoff, &pinned));

  /* Without a zone there is nothing to ask of it. */
  limen_session_set_refer_from (fixture->session, NAN);
  g_assert_null (limen_session_get_objective (fixture->session));
  cutoff = limen_session_pin (fixture->session);
  g_assert_false (limen_cutoff_get_grey_zone (cutoff, &pinned));
}

/* In another population the zone is another one. */
static void
test_zone_prevalence (Fixture *fixture, gconstpointer data)
{
  LimenObjective objective
      = limen_objective_new_referral (LIMEN_REFERRAL_MAX_ERROR, 0.05);
  LimenOptimum expected;

  load (fixture, ROWS "0,0.7\n1,0.05\n");
  limen_session_begin_zone (fixture->session);
  g_signal_connect (fixture->session, "optimum-changed",
                    G_CALLBACK (optimum_cb), fixture);
  limen_session_set_objective (fixture->session, &objective);
  wait_for (fixture);
  limen_session_set_prevalence (fixture->session, 0.02);
  wait_for (fixture);
  objective.prevalence = 0.02;
  expected = limen_objective_optimize (
      &objective,
      limen_one_vs_rest_get_sweep (limen_session_get_class (fixture->session)));
  assert_lines (fixture, expected.refer_from.threshold,
                expected.positive_from.threshold);
  g_assert_cmpfloat (limen_session_get_zone (fixture->session).coverage, ==,
                     expected.coverage);
}

static void
test_zone_unattainable (Fixture *fixture, gconstpointer data)
{
  LimenObjective objective
      = limen_objective_new_referral (LIMEN_REFERRAL_MAX_ERROR, 0);

  load (fixture, "label,prob\n1,0.1\n0,0.1\n1,0.9\n0,0.9\n");
  limen_session_set_refer_from (fixture->session, 0.2);
  g_signal_connect (fixture->session, "optimum-changed",
                    G_CALLBACK (optimum_cb), fixture);
  limen_session_set_objective (fixture->session, &objective);
  wait_for (fixture);
  g_assert_cmpint (limen_session_get_optimum (fixture->session)->status, ==,
                   LIMEN_OPTIMUM_UNATTAINABLE);
  assert_lines (fixture, 0.2, 0.5);
}

/* A zone comes back from a file as it was pinned, and goes with a cutoff that
 * has none. */
static void
test_zone_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path
      = g_build_filename (test_get_folder (), "zone.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenCutoff) grey = NULL, plain = NULL;
  LimenCutoffStore *cutoffs = limen_session_get_cutoffs (fixture->session);

  load (fixture, ROWS);
  limen_session_set_threshold (fixture->session, 0.71);
  limen_session_pin (fixture->session);
  limen_session_set_refer_from (fixture->session, 0.37);
  limen_session_pin (fixture->session);
  g_assert_true (limen_cutoff_store_export (cutoffs, path, &error));
  limen_cutoff_store_remove (cutoffs, 1);
  limen_cutoff_store_remove (cutoffs, 0);
  limen_session_set_refer_from (fixture->session, 0.1);
  limen_session_set_threshold (fixture->session, 0.5);

  g_assert_true (limen_cutoff_store_open (cutoffs, path, &error));
  plain = g_list_model_get_item (G_LIST_MODEL (cutoffs), 0);
  grey = g_list_model_get_item (G_LIST_MODEL (cutoffs), 1);
  limen_session_restore_cutoff (fixture->session, grey);
  assert_lines (fixture, 0.37, 0.71);
  limen_session_restore_cutoff (fixture->session, plain);
  g_assert_false (limen_session_has_zone (fixture->session));
  limen_session_restore_cutoff (fixture->session, grey);
  assert_lines (fixture, 0.37, 0.71);
}

/* What was asked of one threshold is not asked of two. */
static void
test_zone_or_objective (Fixture *fixture, gconstpointer data)
{
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_COST, 1 }, TRUE);
  guint n_views = 0;

  objective.costs.fn_cost = 5;
  load (fixture, ROWS);
  g_signal_connect (fixture->session, "view-changed", G_CALLBACK (count_cb),
                    &n_views);
  g_signal_connect (fixture->session, "optimum-changed",
                    G_CALLBACK (optimum_cb), fixture);
  limen_session_set_objective (fixture->session, &objective);
  wait_for (fixture);
  g_assert_cmpuint (n_views, ==, 1);
  limen_session_begin_zone (fixture->session);
  g_assert_null (limen_session_get_objective (fixture->session));
  g_assert_null (limen_session_get_optimum (fixture->session));
  g_assert_cmpuint (n_views, ==, 2);
}

/* Metrics by their names; who shows them is told. */
static void
test_curves (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "recall", "nonsense", "mcc", NULL };
  const LimenMetricId *metrics;
  guint n_changes = 0;
  gsize n;

  limen_session_get_curves (fixture->session, &n);
  g_assert_cmpuint (n, ==, LIMEN_N_USUAL_CURVES);
  g_signal_connect (fixture->session, "curves-chosen", G_CALLBACK (count_cb),
                    &n_changes);
  limen_session_set_curves (fixture->session, names);
  g_assert_cmpuint (n_changes, ==, 1);
  metrics = limen_session_get_curves (fixture->session, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (metrics[0], ==, LIMEN_METRIC_RECALL);
  g_assert_cmpint (metrics[1], ==, LIMEN_METRIC_MCC);
}

/* Who shows the calibration is told once of each other choice. */
static void
test_calibration (Fixture *fixture, gconstpointer data)
{
  LimenCalibrationOptions options
      = limen_session_get_calibration (fixture->session);
  guint n_changes = 0;

  g_assert_cmpuint (options.n_bins, ==, LIMEN_CALIBRATION_DEFAULT_BINS);
  g_assert_cmpint (options.binning, ==, LIMEN_BINNING_EQUAL_WIDTH);
  g_signal_connect (fixture->session, "calibration-changed",
                    G_CALLBACK (count_cb), &n_changes);
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
  limen_cutoff_store_append (LIMEN_CUTOFF_STORE (cutoffs), first);
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
  ADD ("sketch", test_sketch);
  ADD ("sketch-of-small-file", test_sketch_of_small_file);
  ADD ("sketch-without-end", test_sketch_without_end);
  ADD ("progress", test_progress);
  ADD ("objective", test_objective);
  ADD ("unattainable", test_unattainable);
  ADD ("prevalence", test_prevalence);
  ADD ("row-costs", test_row_costs);
  ADD ("zone", test_zone);
  ADD ("zone-start", test_zone_start);
  ADD ("zone-objective", test_zone_objective);
  ADD ("zone-prevalence", test_zone_prevalence);
  ADD ("zone-unattainable", test_zone_unattainable);
  ADD ("zone-file", test_zone_file);
  ADD ("zone-or-objective", test_zone_or_objective);
  ADD ("curves", test_curves);
  ADD ("calibration", test_calibration);
  ADD ("cutoffs", test_cutoffs);
  return g_test_run ();
}
