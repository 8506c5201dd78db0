/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "binary-cases.h"
#include "partial-auc.h"
#include "ranking.h"
#include "support.h"

#define TOLERANCE 1e-12

/* Returns a number; NaN for null. */
static double
get_number (JsonObject *object, const char *name)
{
  g_assert_true (json_object_has_member (object, name));
  return json_object_get_null_member (object, name)
             ? NAN
             : json_object_get_double_member (object, name);
}

static void
check_partial (const LimenSweep *sweep, JsonObject *expected)
{
  double from = json_object_get_double_member (expected, "from");
  double to = json_object_get_double_member (expected, "to");
  LimenPartialAuc found = limen_partial_auc_compute (sweep, from, to);
  double roc_auc = limen_ranking_compute (sweep).roc_auc;

  g_assert_true (limen_partial_auc_is_range (from, to));
  test_assert_near (found.raw, get_number (expected, "raw"), TOLERANCE);
  test_assert_near (found.standardised, get_number (expected, "standardised"),
                    TOLERANCE);
  if (from == 0 && to == 1)
    {
      test_assert_near (found.raw, roc_auc, TOLERANCE);
      test_assert_near (found.standardised, roc_auc, TOLERANCE);
    }
}

/* scikit-learn's and pROC's values, unweighted and weighted, with ties, and
 * with a class missing. */
static void
test_reference (void)
{
  g_autofree char *path = test_get_source_path ("reference/ranking.json");
  g_autoptr (JsonNode) root = test_load_json (path);
  JsonArray *cases = json_object_get_array_member (json_node_get_object (root),
                                                   "binary");

  g_assert_cmpuint (json_array_get_length (cases), ==, 18);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *object = json_array_get_object_element (cases, i);
      JsonArray *partial = json_object_get_array_member (object, "partial");
      LimenSweep *sweep = binary_case_new_sweep (object);

      g_test_message ("case %u", i);
      for (guint j = 0; j < json_array_get_length (partial); j++)
        check_partial (sweep, json_array_get_object_element (partial, j));
      test_assert_near (limen_ranking_compute (sweep).pr_auc_trapezoid,
                        get_number (object, "pr-auc-trapezoid"), TOLERANCE);
      limen_sweep_free (sweep);
    }
}

/* The curve goes from (0, 0) up to (0, 0.5), in one line to (0.5, 1), where a
 * positive and a negative row are tied, and to (1, 1). */
static void
test_by_hand (void)
{
  static const double scores[] = { 0.9, 0.5, 0.5, 0.1 };
  static const guint16 labels[] = { 1, 0, 1, 0 };
  LimenSweep *sweep = limen_sweep_new (scores, labels, 1, NULL, 4);
  LimenPartialAuc auc = limen_partial_auc_compute (sweep, 0.25, 0.75);

  test_assert_near (auc.raw, 0.25 * 0.875 + 0.25, TOLERANCE);
  test_assert_near (auc.standardised,
                    (1 + (auc.raw - 0.25) / (0.5 - 0.25)) / 2, TOLERANCE);
  /* Precision is 1 down to 0.9, and 2 of 3 at 0.5. */
  test_assert_near (limen_ranking_compute (sweep).pr_auc_trapezoid,
                    0.5 + 0.5 * (1 + 2 / 3.0) / 2, TOLERANCE);
  limen_sweep_free (sweep);
}

/* Very many scores, in blocks and chunks, with a row of weight 0 on top: parts
 * add up to the whole, and random scores have half of it. */
static void
test_many (void)
{
  enum
  {
    N_ROWS = 200000
  };
  g_autofree double *scores = g_new (double, N_ROWS);
  g_autofree double *weights = g_new (double, N_ROWS);
  g_autofree guint16 *labels = g_new (guint16, N_ROWS);
  LimenSweep *sweep;
  LimenRanking ranking;
  double sum = 0;

  for (gsize i = 0; i < N_ROWS; i++)
    {
      labels[i] = (guint16) (g_test_rand_double () < 0.3);
      scores[i] = g_test_rand_double ();
      weights[i] = g_test_rand_double ();
    }
  scores[0] = 2;
  weights[0] = 0;
  sweep = limen_sweep_new (scores, labels, 1, weights, N_ROWS);
  ranking = limen_ranking_compute (sweep);
  for (int i = 0; i < 8; i++)
    sum += limen_partial_auc_compute (sweep, i / 8.0, (i + 1) / 8.0).raw;
  test_assert_near (sum, ranking.roc_auc, TOLERANCE);
  test_assert_near (ranking.roc_auc, 0.5, 0.02);
  test_assert_near (ranking.pr_auc_trapezoid, ranking.average_precision,
                    0.001);
  limen_sweep_free (sweep);
}

static void
test_ranges (void)
{
  g_assert_true (limen_partial_auc_is_range (0, 1));
  g_assert_true (limen_partial_auc_is_range (0.25, 0.5));
  g_assert_false (limen_partial_auc_is_range (0.5, 0.25));
  g_assert_false (limen_partial_auc_is_range (0.5, 0.5));
  g_assert_false (limen_partial_auc_is_range (-0.1, 0.5));
  g_assert_false (limen_partial_auc_is_range (0, 1.5));
  g_assert_false (limen_partial_auc_is_range (NAN, 1));
  g_assert_false (limen_partial_auc_is_range (0, NAN));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/partial-auc/reference", test_reference);
  g_test_add_func ("/partial-auc/by-hand", test_by_hand);
  g_test_add_func ("/partial-auc/many", test_many);
  g_test_add_func ("/partial-auc/ranges", test_ranges);
  return g_test_run ();
}
