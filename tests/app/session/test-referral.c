/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "session.h"
#include "support.h"
#include "windows.h"

#define ROWS                                                                   \
  "label,prob\n0,0.1\n0,0.1\n1,0.25\n0,0.4\n1,0.4\n1,0.6\n1,0.8\n1,0.95\n"

static LimenSession *
load (const char *path)
{
  LimenSession *session = limen_session_new ();

  limen_session_load (session, path, NULL);
  test_wait_for (limen_session_get_class (session) != NULL);
  return session;
}

static LimenSession *
load_rows (void)
{
  g_autofree char *path = test_write_file ("rows.csv", ROWS, -1);

  return load (path);
}

/* Sets an objective and waits for its result. */
static void
ask (LimenSession *session, const LimenObjective *objective)
{
  limen_session_set_objective (session, objective);
  test_wait_for (limen_session_get_optimum (session) != NULL);
}

static LimenOptimum
find_best (LimenSession *session, const LimenObjective *objective)
{
  return limen_objective_optimize (
      objective,
      limen_one_vs_rest_get_sweep (limen_session_get_class (session)));
}

static void
assert_at (LimenSession *session, const LimenOptimum *optimum)
{
  g_assert_cmpfloat (limen_session_get_threshold (session), ==,
                     optimum->positive_from.threshold);
  g_assert_true (limen_session_has_zone (session));
  g_assert_cmpfloat (limen_session_get_refer_from (session), ==,
                     optimum->refer_from.threshold);
}

static void
assert_at_one (LimenSession *session, const LimenOptimum *optimum)
{
  g_assert_cmpfloat (limen_session_get_threshold (session), ==,
                     optimum->positive_from.threshold);
  g_assert_false (limen_session_has_zone (session));
}

/* An objective that refers rows turns the grey zone on, and one that does not
 * turns it off; a grey zone set by hand stays. */
static void
test_zone (void)
{
  const LimenObjective plain
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  const LimenObjective referral
      = limen_objective_new_referral (LIMEN_REFERRAL_MAX_ERROR, 0);
  g_autoptr (LimenSession) session = load_rows ();
  LimenOptimum best = find_best (session, &plain);
  LimenOptimum zone = find_best (session, &referral);

  g_assert_cmpfloat (zone.coverage, <, 1);
  ask (session, &plain);
  assert_at_one (session, &best);
  limen_session_pin (session); /* so that the next change is a separate one */
  ask (session, &referral);
  assert_at (session, &zone);
  limen_session_undo (session);
  assert_at_one (session, &best);
  g_assert_cmpint (limen_session_get_objective (session)->metric.id, ==,
                   LIMEN_METRIC_F1);
  limen_session_redo (session);
  assert_at (session, &zone);
  g_assert_true (
      limen_objective_refers (limen_session_get_objective (session)));

  limen_session_set_objective (session, NULL);
  assert_at (session, &zone);
  g_assert_null (limen_session_get_optimum (session));
  ask (session, &plain);
  assert_at_one (session, &best);
}

/* Turning the grey zone off restores the earlier objective, if there was one.
 */
static void
test_back (void)
{
  const LimenObjective plain
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  const LimenObjective first
      = limen_objective_new_referral (LIMEN_REFERRAL_MAX_ERROR, 0);
  const LimenObjective second
      = limen_objective_new_referral (LIMEN_REFERRAL_MIN_COVERAGE, 0.5);
  g_autoptr (LimenSession) session = load_rows ();
  LimenOptimum best = find_best (session, &plain);
  LimenOptimum zone = find_best (session, &second);

  ask (session, &plain);
  ask (session, &first);
  ask (session, &second);
  assert_at (session, &zone);
  limen_session_set_refer_from (session, NAN);
  g_assert_cmpstr (limen_session_get_undo_title (session), ==,
                   "turning off the grey zone");
  test_wait_for (limen_session_get_optimum (session) != NULL);
  assert_at_one (session, &best);
  g_assert_cmpint (limen_session_get_objective (session)->metric.id, ==,
                   LIMEN_METRIC_F1);
  limen_session_undo (session);
  assert_at (session, &zone);

  limen_session_set_objective (session, NULL);
  ask (session, &first);
  limen_session_set_refer_from (session, NAN);
  g_assert_null (limen_session_get_objective (session));
}

/* Pins all classes of a sample; returns the objective of the first of n
 * cutoffs, and whether it has a grey zone. */
static const char *
pin_all (LimenSession *session, guint n, gboolean *has_zone)
{
  GListModel *cutoffs = G_LIST_MODEL (limen_session_get_cutoffs (session));
  guint n_before = g_list_model_get_n_items (cutoffs);
  g_autoptr (LimenCutoff) first = NULL;
  LimenCutoffGreyZone zone;

  limen_session_pin_all (session);
  test_wait_for (g_list_model_get_n_items (cutoffs) == n_before + n);
  first = g_list_model_get_item (cutoffs, n_before);
  *has_zone = limen_cutoff_get_grey_zone (first, &zone);
  return limen_cutoff_get_objective (first);
}

/* With several labels in a row, the grey zone's objective is pinned while both
 * lines are at its optimum; a rule that gives each row one of all classes has
 * no grey zone. */
static void
test_all (void)
{
  const LimenObjective referral
      = limen_objective_new_referral (LIMEN_REFERRAL_MAX_ERROR, 0.01);
  g_autofree char *labels
      = test_get_source_path ("../data/samples/digit-traits.csv");
  g_autofree char *classes
      = test_get_source_path ("../data/samples/digits.csv");
  g_autoptr (LimenSession) of_labels = load (labels);
  g_autoptr (LimenSession) of_classes = load (classes);
  gboolean has_zone;

  ask (of_labels, &referral);
  g_assert_cmpstr (pin_all (of_labels, 4, &has_zone), ==,
                   "maximize coverage subject to error<=0.01");
  g_assert_true (has_zone);
  limen_session_set_refer_from (of_labels, 0.001);
  g_assert_null (pin_all (of_labels, 4, &has_zone));
  g_assert_true (has_zone);

  ask (of_classes, &referral);
  g_assert_null (pin_all (of_classes, 10, &has_zone));
  g_assert_false (has_zone);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/referral/zone", test_zone);
  g_test_add_func ("/referral/back", test_back);
  g_test_add_func ("/referral/all", test_all);
  return g_test_run ();
}
