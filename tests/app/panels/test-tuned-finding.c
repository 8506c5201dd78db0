/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "support.h"
#include "window-fixture.h"
#include "window-test.h"

#define TUNED "Chosen and judged on these rows"
#define ROWS                                                                  \
  "label,prob\n0,0.1\n0,0.2\n1,0.3\n0,0.4\n1,0.6\n1,0.7\n1,0.8\n0,0.9\n"
#define TEST "label,prob\n0,0.15\n1,0.35\n0,0.65\n1,0.85\n"

static void
add_test (Fixture *fixture, const char *path)
{
  limen_window_add_test (fixture->window, path);
  test_wait_for (test_window_is_idle (fixture->window)
                 && limen_session_get_test (fixture->session) != NULL);
}

/* The finding stands below the optimum of an objective, and goes with it; test
 * data remove it. */
static void
test_objective (Fixture *fixture, gconstpointer data)
{
  const LimenObjective best_f1
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  g_autofree char *path = test_write_file ("test.csv", TEST, -1);

  test_window_open_text (fixture->window, "rows.csv", ROWS);
  g_assert_false (fixture_shows (fixture, TUNED));
  limen_session_set_objective (fixture->session, &best_f1);
  test_wait_for (fixture_shows (fixture, "same value from"));
  g_assert_true (fixture_shows (fixture, TUNED));
  g_assert_true (fixture_shows (fixture, "too good. Add test data."));
  add_test (fixture, path);
  g_assert_true (fixture_shows (fixture, "same value from"));
  g_assert_false (fixture_shows (fixture, TUNED));
  limen_session_remove_test (fixture->session);
  g_assert_true (fixture_shows (fixture, TUNED));
  limen_session_set_objective (fixture->session, NULL);
  g_assert_false (fixture_shows (fixture, TUNED));
}

/* A constraint that no threshold meets leaves nothing that was chosen. */
static void
test_unattainable (Fixture *fixture, gconstpointer data)
{
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);

  objective.n_constraints = 1;
  objective.constraints[0].metric = (LimenMetric){ LIMEN_METRIC_PRECISION, 1 };
  objective.constraints[0].bound = 0.99;
  test_window_open_text (fixture->window, "rows.csv", ROWS);
  limen_session_set_objective (fixture->session, &objective);
  test_wait_for (fixture_shows (fixture, "No threshold meets"));
  g_assert_false (fixture_shows (fixture, TUNED));
}

/* Thresholds of all classes that were found jointly have it as well. */
static void
test_jointly (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path
      = test_get_source_path ("../data/samples/wine-logits.csv");

  fixture_open_sample (fixture, "wine-logits.csv");
  g_assert_false (fixture_shows (fixture, TUNED));
  limen_threshold_set_optimize_jointly (fixture_get_set (fixture),
                                        LIMEN_JOINT_MACRO_F1, NULL);
  test_wait_for (fixture_shows (fixture, TUNED));
  add_test (fixture, path);
  test_wait_for (!fixture_shows (fixture, TUNED));
  limen_session_remove_test (fixture->session);
  g_assert_true (fixture_shows (fixture, TUNED));
  limen_session_set_threshold (fixture->session, 0.25);
  g_assert_false (fixture_shows (fixture, TUNED));
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  FIXTURE_ADD ("/tuned-finding/objective", test_objective);
  FIXTURE_ADD ("/tuned-finding/unattainable", test_unattainable);
  FIXTURE_ADD ("/tuned-finding/jointly", test_jointly);
  return fixture_run ();
}
