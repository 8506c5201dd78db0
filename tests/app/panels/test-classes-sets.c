/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <string.h>

#include "support.h"
#include "window-fixture.h"

static void
wait_for_signal (gpointer instance, const char *signal)
{
  gboolean has_come = FALSE;
  gulong id = g_signal_connect_swapped (instance, signal,
                                        G_CALLBACK (test_set_true), &has_come);

  test_wait_for (has_come);
  g_signal_handler_disconnect (instance, id);
}

/* All classes are pinned as a set that stays together: it is exported, opened
 * again, restored, removed and brought back. */
static void
test_set (Fixture *fixture, gconstpointer data)
{
  GListModel *cutoffs = test_window_get_cutoffs (fixture->window);
  g_autofree char *path = NULL;
  g_autoptr (LimenCutoff) third = NULL;
  LimenDecisionRule rule;

  fixture_open_sample (fixture, "wine-logits.csv");
  limen_session_set_threshold (fixture->session, 0.3);
  fixture_activate (fixture, "win.pin-all", NULL);
  test_wait_for (g_list_model_get_n_items (cutoffs) == 3);
  third = g_list_model_get_item (cutoffs, 2);
  g_assert_cmpstr (limen_cutoff_get_class_name (third), ==, "2");
  g_assert_true (limen_cutoff_get_decision (third, &rule));
  g_assert_cmpint (rule, ==, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
  g_assert_cmpint (limen_cutoff_get_kind (third), ==,
                   LIMEN_KIND_PROBABILITY);

  limen_cutoff_store_rename (LIMEN_CUTOFF_STORE (cutoffs), third, "mine");
  path = test_window_export (fixture->window, "set.json");
  fixture_activate (fixture, "win.undo", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (cutoffs), ==, 0);
  limen_window_open (fixture->window, path);
  test_wait_for (g_list_model_get_n_items (cutoffs) == 3);

  limen_session_set_threshold (fixture->session, 0.9);
  limen_threshold_set_set_rule (fixture_get_set (fixture),
                                LIMEN_DECISION_ARGMAX);
  g_clear_object (&third);
  third = g_list_model_get_item (cutoffs, 2);
  g_assert_cmpstr (limen_cutoff_get_name (third), ==, "mine");
  limen_session_restore_cutoff (fixture->session, third);
  test_wait_for (limen_session_get_threshold (fixture->session) == 0.3);
  g_assert_cmpint (limen_threshold_set_get_rule (fixture_get_set (fixture)),
                   ==, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
  g_assert_null (limen_threshold_set_get_maps (fixture_get_set (fixture)));
}

/* The class with a quoted name such as "\"7\""; an invalid index for an empty
 * field. */
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

/* Number of rows of each true class that `limen-cli apply` decides for each
 * class, or for none in the last column; a new array. */
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
  const LimenMulticlassResult *result
      = limen_threshold_set_get_multiclass_result (fixture_get_set (fixture));
  gsize n = result->n_classes;

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j <= n; j++)
      if (limen_matrix_get_cell (result->matrix, i,
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

/* Checks that a recalibrated set, and cutoffs pinned from it, make the same
 * decisions in the window as in `limen-cli apply`. Returns whether decisions
 * without the maps differ. */
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
  g_assert_cmpstr (limen_threshold_set_get_maps (fixture_get_set (fixture)),
                   ==, "mapped");
  g_assert_true (test_window_shows (fixture->window, "recalibrated as for"));

  while (g_list_model_get_n_items (cutoffs) > 0)
    limen_cutoff_store_remove (store, 0);
  fixture_activate (fixture, "win.pin-all", NULL);
  test_wait_for (g_list_model_get_n_items (cutoffs) == n);
  again = test_window_export (fixture->window, "again.json");
  counts_again = count_applied (dataset, again);
  g_assert_true (is_as_applied (fixture, counts_again));
  while (g_list_model_get_n_items (cutoffs) > 0)
    limen_cutoff_store_remove (store, 0);

  fixture_activate (fixture, "win.leave-maps", NULL);
  g_assert_null (limen_threshold_set_get_maps (fixture_get_set (fixture)));
  g_assert_false (test_window_shows (fixture->window, "recalibrated as for"));
  wait_for_signal (fixture_get_set (fixture), "result-changed");
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
      fixture_open_sample (fixture, cases[i].sample);
      for (guint k = 0; k < G_N_ELEMENTS (rules); k++)
        n_others += check_recalibrated (fixture, cases[i].method, rules[k]);
    }
  g_assert_cmpuint (n_others, >=, 4);
}

/* A moved threshold is mapped by its class's map; replacing all thresholds
 * drops the maps. */
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
  fixture_open_sample (fixture, "digits.csv");
  limen_window_open (fixture->window, path);
  last = get_last (fixture);
  limen_session_restore_cutoff (fixture->session, last);
  test_wait_for (limen_threshold_set_get_maps (fixture_get_set (fixture))
                 != NULL);
  g_assert_cmpfloat (limen_threshold_set_get (fixture_get_set (fixture), 9),
                     ==, limen_cutoff_get_threshold (last));
  g_assert_cmpfloat (limen_threshold_set_get_deciding_thresholds (
                         fixture_get_set (fixture))[9],
                     ==, limen_cutoff_get_calibrated_threshold (last));

  limen_session_set_threshold (fixture->session, 0.25);
  scores = limen_threshold_set_get_deciding_scores (fixture_get_set (fixture));
  map = limen_threshold_scores_get_recalibration (scores, 0);
  g_assert_cmpfloat (limen_threshold_set_get_deciding_thresholds (
                         fixture_get_set (fixture))[0],
                     ==, limen_recalibration_apply (map, 0.25));
  g_assert_cmpfloat (limen_threshold_set_get (fixture_get_set (fixture), 0),
                     ==, 0.25);

  fixture_activate (fixture, "win.share-threshold", NULL);
  g_assert_null (limen_threshold_set_get_maps (fixture_get_set (fixture)));
  g_assert_true (
      limen_threshold_set_get_deciding_scores (fixture_get_set (fixture))
      == limen_analysis_get_scores (
          limen_session_get_analysis (fixture->session)));
}

/* A cutoff pinned with a map records the objective only if the map keeps the
 * optimum's rows apart. Returns whether it does. */
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
  fixture_activate (fixture, "win.pin-all", NULL);
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
  fixture_open_sample (fixture, "digits.csv");
  limen_window_open (fixture->window, path);
  last = get_last (fixture);
  limen_session_restore_cutoff (fixture->session, last);
  test_wait_for (limen_threshold_set_get_maps (fixture_get_set (fixture))
                 != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    n_kept += check_mapped_objective (fixture, metrics[i]);
  g_assert_cmpuint (n_kept, >, 0);
  g_assert_cmpuint (n_kept, <, G_N_ELEMENTS (metrics));
}

/* A set that cannot be restored exactly is refused, with a message. */
static void
test_refused_set (Fixture *fixture, gconstpointer data)
{
  LimenCutoffStore *store = limen_session_get_cutoffs (fixture->session);
  g_autoptr (LimenCutoff) last = NULL;

  fixture_open_sample (fixture, "wine-logits.csv");
  limen_threshold_set_set_rule (fixture_get_set (fixture),
                                LIMEN_DECISION_FIRST_ABOVE);
  limen_session_set_threshold (fixture->session, 0.01);
  fixture_activate (fixture, "win.pin-all", NULL);
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

/* Two sets with the same name stay separate. */
static void
test_two_sets (Fixture *fixture, gconstpointer data)
{
  LimenCutoffStore *store = limen_session_get_cutoffs (fixture->session);
  g_autofree char *path = NULL;
  g_autoptr (LimenCutoff) last = NULL;

  fixture_open_sample (fixture, "wine-logits.csv");
  fixture_activate (fixture, "win.pin-all", NULL);
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

/* With several labels in a row, all labels are pinned and undone together,
 * though each cutoff is single; names are unique, also among those from files.
 */
static void
test_pinned_labels (Fixture *fixture, gconstpointer data)
{
  GListModel *cutoffs = test_window_get_cutoffs (fixture->window);
  g_autofree char *path = NULL;
  LimenCutoff *pinned;

  fixture_open_sample (fixture, "digit-traits.csv");
  fixture_activate (fixture, "win.pin-all", NULL);
  test_wait_for (g_list_model_get_n_items (cutoffs) == 4);
  test_wait_for (test_window_shows (fixture->window, "Pinned 4 thresholds"));
  path = test_window_export (fixture->window, "labels.json");
  fixture_activate (fixture, "win.undo", NULL);
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

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
#define ADD(name, test)                                                       \
  FIXTURE_ADD_FORGETFUL ("/classes/" name, test)
  ADD ("set", test_set);
  ADD ("recalibrated-set", test_recalibrated_set);
  ADD ("moved-maps", test_moved_maps);
  ADD ("mapped-objectives", test_mapped_objectives);
  ADD ("refused-set", test_refused_set);
  ADD ("two-sets", test_two_sets);
  ADD ("pinned-labels", test_pinned_labels);
#undef ADD
  return fixture_run ();
}
