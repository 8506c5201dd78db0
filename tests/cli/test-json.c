/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "run.h"
#include "support.h"

/* The array that a command prints as JSON; owned by `root`. */
static JsonArray *
run_for_array (const char *line, JsonNode **root)
{
  g_auto (TestRun) run = test_run (line);

  g_assert_cmpint (run.status, ==, 0);
  *root = test_parse_json (run.out);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (*root));
  return json_node_get_array (*root);
}

/* Each command that writes a table prints it as JSON, with the columns of its
 * CSV as keys. */
static void
test_tables (void)
{
  g_auto (TestRun) chosen
      = test_run ("choose @digits-odd.csv --name mine -o mine.json");
  static const struct
  {
    const char *line;
    guint n;
    const char *key;
    guint row;
    double value;
  } cases[] = {
    { "rows @digits-odd.csv --top 3 --json", 3, "line", 0, 1199 },
    { "rows @digits-odd.csv --top 2 --format json", 2, "score", 1, 0.969591 },
    { "curve @tumours.csv --figure roc --json", 569, "tp", 0, 212 },
    { "curve @tumours.csv --figure roc --json", 569, "fpr", 568, 0 },
    { "plot @digits.csv --figure confusion --json", 10, "8", 8, 57 },
    { "apply mine.json @digits-odd.csv --json", 1797, "mine", 1, 1 },
    { "apply mine.json @digits-odd.csv --json", 1797, "score", 0, 0.106816 },
  };

  g_assert_cmpint (chosen.status, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) root = NULL;
      JsonArray *rows = run_for_array (cases[i].line, &root);
      JsonObject *row;

      g_assert_cmpuint (json_array_get_length (rows), ==, cases[i].n);
      row = json_array_get_object_element (rows, cases[i].row);
      g_assert_true (json_object_has_member (row, cases[i].key));
      g_assert_cmpfloat (json_object_get_double_member (row, cases[i].key), ==,
                         cases[i].value);
    }
}

/* An infinite threshold is null, since JSON has no infinity. */
static void
test_infinite (void)
{
  g_autoptr (JsonNode) root = NULL;
  JsonArray *rows
      = run_for_array ("curve @tumours.csv --figure roc --json", &root);

  g_assert_true (json_object_get_null_member (
      json_array_get_object_element (rows, 568), "threshold"));
}

/* The ending of the output's name also selects the format. */
static void
test_endings (void)
{
  static const TestLine lines[] = {
    { "rows @digits-odd.csv --top 3 -o rows.json", 0, "Saved 3 rows" },
    { "curve @digits-odd.csv --figure ks -o ks.json", 0, "Saved" },
    { "rows @digits-odd.csv -o rows.csv --json", 2,
      "rows.csv: the ending of the name" },
    { "rows @digits-odd.csv --json --format csv", 2,
      "--json and --format csv" },
    { "report @digits-odd.csv --json --format txt", 2,
      "--json and --format txt" },
    { "choose @digits-odd.csv --json --format csv", 2,
      "--json and --format csv" },
    { "apply mine.json @digits-odd.csv", 2, "or --json to print" },
    { "curve @digits-odd.csv --figure ks --format xml", 2, "csv, json" },
    { "plot @digits-odd.csv --figure ks --json -o ks.svg", 2,
      "--json: ks.svg does not end in .json" },
  };
  g_autofree char *rows = NULL, *curve = NULL;
  g_autoptr (JsonNode) rows_root = NULL, curve_root = NULL;

  test_run_lines (lines, G_N_ELEMENTS (lines));
  rows = test_read_output ("rows.json");
  curve = test_read_output ("ks.json");
  rows_root = test_parse_json (rows);
  curve_root = test_parse_json (curve);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (rows_root)),
                    ==, 3);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (curve_root));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/tables", test_tables);
  g_test_add_func ("/json/infinite", test_infinite);
  g_test_add_func ("/json/endings", test_endings);
  return g_test_run ();
}
