/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "metric.h"
#include "support.h"

/* The beta of F-beta in the reference. */
#define BETA 3

static const char reference[] = "reference/metrics.json";

static char *
new_name (LimenMetricId id)
{
  char text[LIMEN_METRIC_NAME_SIZE];

  return g_strdup (limen_metric_format ((LimenMetric){ id, BETA }, text,
                                        sizeof text));
}

static LimenCosts
read_costs (JsonObject *object)
{
  JsonObject *costs = json_object_get_object_member (object, "costs");

  return (LimenCosts){ json_object_get_double_member (costs, "fp-cost"),
                       json_object_get_double_member (costs, "fn-cost"),
                       json_object_get_double_member (costs, "tp-gain"),
                       json_object_get_double_member (costs, "tn-gain") };
}

static LimenConfusion *
read_cells (JsonObject *object, guint *n)
{
  JsonArray *cells = json_object_get_array_member (object, "cells");
  LimenConfusion *confusions;

  *n = json_array_get_length (cells);
  confusions = g_new (LimenConfusion, *n);
  for (guint i = 0; i < *n; i++)
    {
      JsonArray *cell = json_array_get_array_element (cells, i);

      confusions[i]
          = (LimenConfusion){ json_array_get_double_element (cell, 0),
                              json_array_get_double_element (cell, 1),
                              json_array_get_double_element (cell, 2),
                              json_array_get_double_element (cell, 3) };
    }
  return confusions;
}

/* A metric of all matrices: equal to the reference, within its range, the same
 * bits alone as in a batch, infinite only where undefined. */
static void
check_values (LimenMetricId id, JsonArray *expected,
              const LimenConfusion *confusions, guint n, LimenCosts costs)
{
  const LimenMetricInfo *info = limen_metric_get_info (id);
  const LimenMetric metric = { id, BETA };
  g_autofree double *values = g_new (double, n);

  g_assert_cmpuint (json_array_get_length (expected), ==, n);
  limen_metric_values (metric, confusions, n, costs, values);
  for (guint i = 0; i < n; i++)
    {
      double alone = limen_metric_value (metric, confusions[i], costs);
      double value = json_array_get_null_element (expected, i)
                         ? NAN
                         : json_array_get_double_element (expected, i);

      g_test_message ("%s of matrix %u", info->name, i);
      test_assert_near (alone, value, 1e-14);
      test_assert_near (values[i], alone, 0);
      g_assert_false (alone < info->low || alone > info->high);
      if (limen_metric_is_infinite (metric, confusions[i]))
        g_assert_true (isnan (alone));
    }
}

static void
test_values (void)
{
  g_autofree char *path = test_get_source_path (reference);
  g_autoptr (JsonNode) root = test_load_json (path);
  JsonObject *object = json_node_get_object (root);
  guint n;
  g_autofree LimenConfusion *confusions = read_cells (object, &n);

  for (LimenMetricId id = 0; id < LIMEN_N_ALL_METRICS; id++)
    {
      g_autofree char *name = new_name (id);

      if (!json_object_has_member (object, name))
        g_error ("tests/%s has no %s; see make-metrics.py", reference, name);
      check_values (id, json_object_get_array_member (object, name),
                    confusions, n, read_costs (object));
    }
}

/* Names and titles are unique and not empty. */
static void
test_entries (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (LimenMetricId id = 0; id < LIMEN_N_ALL_METRICS; id++)
    {
      const LimenMetricInfo *info = limen_metric_get_info (id);

      g_test_message ("%s", info->name);
      g_assert_cmpuint (strlen (info->name), <, LIMEN_METRIC_NAME_SIZE);
      g_assert_true (g_hash_table_add (names, (char *) info->name));
      g_assert_true (g_hash_table_add (names, (char *) info->title));
      g_assert_true (info->point == NULL
                     || g_hash_table_add (names, (char *) info->point));
      g_assert_cmpstr (info->definition, !=, NULL);
      g_assert_true (g_utf8_validate (info->definition, -1, NULL));
      g_assert_cmpfloat (info->low, <, info->high);
    }
}

static char *
read_data (const char *path)
{
  g_autofree char *inner = g_strconcat ("../", path, NULL);
  g_autofree char *full = test_get_source_path (inner);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (full, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* Reports metrics that a text does not list, and listed names that are not
 * metrics. */
static void
assert_lists_agree (const char *where, GHashTable *listed)
{
  g_autoptr (GString) wrong = g_string_new (NULL);
  GHashTableIter iter;
  gpointer name;

  for (LimenMetricId id = 0; id < LIMEN_N_ALL_METRICS; id++)
    {
      name = (char *) limen_metric_get_info (id)->name;
      if (!g_hash_table_remove (listed, name))
        g_string_append_printf (wrong, "\n%s: nothing about %s", where,
                                (char *) name);
    }
  g_hash_table_iter_init (&iter, listed);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_string_append_printf (wrong, "\n%s: no metric is called %s", where,
                            (char *) name);
  if (wrong->len > 0)
    g_error ("%s", wrong->str);
}

/* Returns the first cells of all tables of a section; "fpr, fnr" counts as
 * two. */
static void
add_cells (const char *section, GHashTable *names)
{
  g_auto (GStrv) lines = g_strsplit (section, "\n", -1);
  char separator = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *tab = strstr (lines[i], "tab(");
      char *end = separator != 0 ? strchr (lines[i], separator) : NULL;

      if (tab != NULL)
        separator = tab[strlen ("tab(")];
      else if (g_str_equal (lines[i], ".TE"))
        separator = 0;
      else if (end != NULL)
        {
          g_auto (GStrv) cells = NULL;

          *end = '\0';
          cells = g_strsplit (lines[i], ", ", -1);
          for (guint j = 0; cells[j] != NULL; j++)
            g_hash_table_add (names, g_strdup (cells[j]));
        }
    }
}

static void
test_man_page (void)
{
  g_autofree char *text = test_read_manual ();
  g_autoptr (GHashTable) names
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  char *section = strstr (text, "\n.SH METRICS\n");
  char *end;

  g_assert_nonnull (section);
  end = strstr (section, "\n.SS ");
  g_assert_nonnull (end);
  *end = '\0';
  add_cells (section, names);
  assert_lists_agree ("limen-cli.1, METRICS", names);
}

static void
test_help (void)
{
  g_autofree char *text = read_data ("data/help/metrics.xml");
  g_auto (GStrv) parts = g_strsplit (text, "<entry name=\"", -1);
  g_autoptr (GHashTable) names
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 1; parts[i - 1] != NULL && parts[i] != NULL; i++)
    g_hash_table_add (names,
                      g_strndup (parts[i], strcspn (parts[i], "\"")));
  assert_lists_agree ("data/help/metrics.xml", names);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/metric/values", test_values);
  g_test_add_func ("/metric/entries", test_entries);
  g_test_add_func ("/metric/man-page", test_man_page);
  g_test_add_func ("/metric/help", test_help);
  return g_test_run ();
}
