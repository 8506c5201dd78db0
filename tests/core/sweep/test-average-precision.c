/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "binary-cases.h"
#include "ranking.h"
#include "support.h"

/* scikit-learn's value, for rows weighted to the prevalence. */
static void
check_populations (const LimenSweep *sweep, JsonObject *at)
{
  g_autoptr (GList) prevalences = json_object_get_members (at);

  g_assert_cmpuint (g_list_length (prevalences), ==, 5);
  for (GList *l = prevalences; l != NULL; l = l->next)
    test_assert_near (limen_ranking_compute_at_prevalence (
                          sweep, g_ascii_strtod (l->data, NULL))
                          .average_precision,
                      json_object_get_double_member (at, l->data), 1e-13);
}

static void
test_reference (void)
{
  g_autofree char *path
      = test_get_source_path ("reference/average-precision.json");
  g_autoptr (JsonNode) root = test_load_json (path);
  JsonArray *cases = json_node_get_array (root);

  g_assert_cmpuint (json_array_get_length (cases), ==, 16);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *object = json_array_get_object_element (cases, i);
      LimenSweep *sweep = binary_case_new_sweep (object);

      test_assert_near (limen_ranking_compute (sweep).average_precision,
                        json_object_get_double_member (object, "of-rows"),
                        1e-13);
      check_populations (sweep, json_object_get_object_member (object, "at"));
      limen_sweep_free (sweep);
    }
}

/* By hand: positives at 0.9 and 0.3, a negative at 0.5 and one at 0.1. The
 * second step has all positives and half of the negatives. */
static void
test_by_hand (void)
{
  static const double scores[] = { 0.9, 0.5, 0.3, 0.1 };
  static const guint16 labels[] = { 1, 0, 1, 0 };
  LimenSweep *sweep = limen_sweep_new (scores, labels, 1, NULL, 4);

  test_assert_near (
      limen_ranking_compute_at_prevalence (sweep, 0.1).average_precision,
      (1 + 0.1 / (0.1 + 0.45)) / 2, 1e-15);
  limen_sweep_free (sweep);
}

/* The rates of an absent class are undefined. */
static void
test_undefined (void)
{
  static const double scores[] = { 0.9, 0.5 };

  for (guint16 label = 0; label < 2; label++)
    {
      const guint16 labels[] = { label, label };
      LimenSweep *sweep = limen_sweep_new (scores, labels, 1, NULL, 2);

      g_assert_true (isnan (
          limen_ranking_compute_at_prevalence (sweep, 0.1).average_precision));
      limen_sweep_free (sweep);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/average-precision/reference", test_reference);
  g_test_add_func ("/average-precision/by-hand", test_by_hand);
  g_test_add_func ("/average-precision/undefined", test_undefined);
  return g_test_run ();
}
