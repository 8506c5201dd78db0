/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "binary-cases.h"
#include "objective.h"
#include "support.h"

static void
check_points (const LimenSweep *sweep, JsonObject *points)
{
  g_autoptr (GList) names = json_object_get_members (points);

  g_assert_cmpuint (g_list_length (names), >=, 20);
  for (GList *l = names; l != NULL; l = l->next)
    {
      LimenObjective objective;
      LimenOptimum optimum;

      g_test_message ("%s", (char *) l->data);
      g_assert_true (limen_objective_parse_point (l->data, &objective));
      optimum = limen_objective_optimize (&objective, sweep);
      if (json_object_get_null_member (points, l->data))
        g_assert_cmpint (optimum.status, ==, LIMEN_OPTIMUM_UNATTAINABLE);
      else
        {
          g_assert_cmpint (optimum.status, ==, LIMEN_OPTIMUM_FOUND);
          test_assert_near (
              optimum.value,
              json_object_get_double_member (points, l->data), 1e-12);
        }
    }
}

static void
test_reference (void)
{
  g_autofree char *path
      = test_get_source_path ("reference/operating-points.json");
  g_autoptr (JsonNode) root = test_load_json (path);
  JsonArray *cases = json_node_get_array (root);

  g_assert_cmpuint (json_array_get_length (cases), ==, 16);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *object = json_array_get_object_element (cases, i);
      LimenSweep *sweep = binary_case_new_sweep (object);

      check_points (sweep, json_object_get_object_member (object, "points"));
      limen_sweep_free (sweep);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/operating-points/reference", test_reference);
  return g_test_run ();
}
