/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "session-fixture.h"
#include "session.h"
#include "support.h"

static void
count_notify_cb (LimenSession *session, GParamSpec *pspec, guint *n)
{
  (*n)++;
}

static void
assert_lines (SessionFixture *fixture, double refer_from, double threshold)
{
  g_assert_cmpfloat (limen_session_get_refer_from (fixture->session), ==,
                     refer_from);
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==,
                     threshold);
}

/* The lower line is never above the upper one, which pushes it down. */
static void
test_zone (SessionFixture *fixture, gconstpointer data)
{
  const LimenMetric recall = { LIMEN_METRIC_RECALL, 1 };
  LimenOptimum zone;
  guint n_notified = 0;

  session_fixture_load (fixture, SESSION_ROWS);
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
  /* The metric of the upper threshold alone does not change. */
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

  /* The grey zone is kept when the file is read again, like the threshold. */
  session_fixture_load (fixture, SESSION_ROWS);
  assert_lines (fixture, 0.3, 0.9);
  limen_session_set_refer_from (fixture->session, NAN);
  g_assert_false (limen_session_has_zone (fixture->session));
  session_fixture_load (fixture, "label,score\n0,-3\n1,7\n0,2\n1,1\n");
  g_assert_false (limen_session_has_zone (fixture->session));
}

/* A new grey zone refers about a tenth of the rows, from a round number on. */
static void
test_zone_start (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) rows = g_string_new ("label,prob\n");
  LimenOptimum zone;

  for (int i = 0; i < 1000; i++)
    g_string_append_printf (rows, "%d,%.5f\n", i % 3 == 0,
                            (i + 0.37) / 1000);
  session_fixture_load (fixture, rows->str);
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

/* Each objective is solved exactly and moves both lines. */
static void
test_zone_objective (SessionFixture *fixture, gconstpointer data)
{
  static const double bounds[LIMEN_N_REFERRALS] = { 0, 0.25, 0.1, 0.75 };
  static const char *const texts[LIMEN_N_REFERRALS] = {
    NULL, "minimize cost, refer-cost 0.25, fp-cost 2",
    "maximize coverage subject to error<=0.1",
    "maximize accuracy subject to coverage>=0.75"
  };
  LimenCutoff *cutoff;
  LimenCutoffGreyZone pinned;

  session_fixture_load (
      fixture, "label,prob\n0,0.1\n1,0.15\n0,0.2\n0,0.3\n1,0.4\n0,0.5\n"
               "0,0.6\n1,0.65\n1,0.7\n0,0.75\n1,0.8\n1,0.9\n");
  limen_session_begin_zone (fixture->session);
  g_signal_connect (fixture->session, "optimum-changed",
                    G_CALLBACK (session_fixture_quit_cb), fixture);
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
      session_fixture_wait (fixture);
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
  /* At other thresholds the cutoff is set by hand. */
  limen_session_set_threshold (fixture->session, 0.95);
  cutoff = limen_session_pin (fixture->session);
  g_assert_null (limen_cutoff_get_objective (cutoff));
  g_assert_true (limen_cutoff_get_grey_zone (cutoff, &pinned));

  /* Without a grey zone its objective is cleared. */
  limen_session_set_refer_from (fixture->session, NAN);
  g_assert_null (limen_session_get_objective (fixture->session));
  cutoff = limen_session_pin (fixture->session);
  g_assert_false (limen_cutoff_get_grey_zone (cutoff, &pinned));
}

/* Another population has another optimum. */
static void
test_zone_prevalence (SessionFixture *fixture, gconstpointer data)
{
  LimenObjective objective
      = limen_objective_new_referral (LIMEN_REFERRAL_MAX_ERROR, 0.05);
  LimenOptimum expected;

  session_fixture_load (fixture, SESSION_ROWS "0,0.7\n1,0.05\n");
  limen_session_begin_zone (fixture->session);
  g_signal_connect (fixture->session, "optimum-changed",
                    G_CALLBACK (session_fixture_quit_cb), fixture);
  limen_session_set_objective (fixture->session, &objective);
  session_fixture_wait (fixture);
  limen_session_set_prevalence (fixture->session, 0.02);
  session_fixture_wait (fixture);
  objective.prevalence = 0.02;
  expected = limen_objective_optimize (
      &objective, limen_one_vs_rest_get_sweep (
                      limen_session_get_class (fixture->session)));
  assert_lines (fixture, expected.refer_from.threshold,
                expected.positive_from.threshold);
  g_assert_cmpfloat (limen_session_get_zone (fixture->session).coverage, ==,
                     expected.coverage);
}

static void
test_zone_unattainable (SessionFixture *fixture, gconstpointer data)
{
  LimenObjective objective
      = limen_objective_new_referral (LIMEN_REFERRAL_MAX_ERROR, 0);

  session_fixture_load (fixture, "label,prob\n1,0.1\n0,0.1\n1,0.9\n0,0.9\n");
  limen_session_set_refer_from (fixture->session, 0.2);
  g_signal_connect (fixture->session, "optimum-changed",
                    G_CALLBACK (session_fixture_quit_cb), fixture);
  limen_session_set_objective (fixture->session, &objective);
  session_fixture_wait (fixture);
  g_assert_cmpint (limen_session_get_optimum (fixture->session)->status, ==,
                   LIMEN_OPTIMUM_UNATTAINABLE);
  assert_lines (fixture, 0.2, 0.5);
}

/* A grey zone is restored from a file, and removed by restoring a cutoff
 * without one. */
static void
test_zone_file (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *path
      = g_build_filename (test_get_folder (), "zone.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenCutoff) grey = NULL, plain = NULL;
  LimenCutoffStore *cutoffs = limen_session_get_cutoffs (fixture->session);

  session_fixture_load (fixture, SESSION_ROWS);
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

/* An objective for one threshold does not apply to a grey zone. */
static void
test_zone_or_objective (SessionFixture *fixture, gconstpointer data)
{
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_COST, 1 }, TRUE);
  guint n_views = 0;

  objective.costs.fn_cost = 5;
  session_fixture_load (fixture, SESSION_ROWS);
  g_signal_connect (fixture->session, "view-changed",
                    G_CALLBACK (session_fixture_count_cb), &n_views);
  g_signal_connect (fixture->session, "optimum-changed",
                    G_CALLBACK (session_fixture_quit_cb), fixture);
  limen_session_set_objective (fixture->session, &objective);
  session_fixture_wait (fixture);
  g_assert_cmpuint (n_views, ==, 1);
  limen_session_begin_zone (fixture->session);
  g_assert_null (limen_session_get_objective (fixture->session));
  g_assert_null (limen_session_get_optimum (fixture->session));
  g_assert_cmpuint (n_views, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  SESSION_FIXTURE_ADD ("/session/zone", test_zone);
  SESSION_FIXTURE_ADD ("/session/zone-start", test_zone_start);
  SESSION_FIXTURE_ADD ("/session/zone-objective", test_zone_objective);
  SESSION_FIXTURE_ADD ("/session/zone-prevalence", test_zone_prevalence);
  SESSION_FIXTURE_ADD ("/session/zone-unattainable", test_zone_unattainable);
  SESSION_FIXTURE_ADD ("/session/zone-file", test_zone_file);
  SESSION_FIXTURE_ADD ("/session/zone-or-objective", test_zone_or_objective);
  return g_test_run ();
}
