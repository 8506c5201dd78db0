/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run.h"
#include "support.h"

/* Files of which one part is tuned on and another is judged on. */

#define N_ROWS 400

/* Which rows are written. */
typedef enum
{
  ALL,
  TUNING,
  TEST
} Part;

/* Writes rows of which about a quarter, in runs of various lengths, are test
 * data; parts of their own without the column that says so. Some rows have
 * quotes, so that not all are plain. */
static void
write_rows (const char *name, Part part)
{
  g_autoptr (GString) text
      = g_string_new (part == ALL ? "y,p,part\n" : "y,p\n");

  for (guint i = 0; i < N_ROWS; i++)
    {
      gboolean is_test = i * i % 13 < 3;
      const char *const values[] = { "1", "1.0", "01" };

      if (part != ALL && is_test != (part == TEST))
        continue;
      g_string_append_printf (text,
                              i % 29 == 0 ? "\"%u\",0.%04u" : "%u,0.%04u",
                              i * 7 % 5 < 2, i * 3701 % 9973 % 10000);
      if (part == ALL)
        g_string_append_printf (text, ",%s",
                                is_test ? values[i % 3]
                                : i % 2 ? "0"
                                        : "x");
      g_string_append_c (text, '\n');
    }
  g_free (test_write_file (name, text->str, (gssize) text->len));
}

static JsonObject *
report (const char *line, JsonNode **root)
{
  g_auto (TestRun) run = test_run (line);

  if (run.status != 0)
    g_error ("%s: %s", line, run.err);
  *root = test_parse_json (run.out);
  return json_node_get_object (*root);
}

/* Removes what says where the rows are from. */
static void
remove_input (JsonObject *object)
{
  json_object_remove_member (object, "input");
  json_object_remove_member (object, "diagnosis");
  if (json_object_has_member (object, "roles"))
    json_object_remove_member (object, "roles");
}

/* A split file gives the report of its parts in two files. */
static void
test_parts (void)
{
  g_autoptr (JsonNode) first = NULL, second = NULL;
  JsonObject *split, *files, *input, *part;
  g_autofree char *text = NULL, *expected = NULL;
  gint64 n_tuning, n_test;

  write_rows ("all.csv", ALL);
  write_rows ("tuning.csv", TUNING);
  write_rows ("test.csv", TEST);
  split = report ("report --json all.csv --split part=1", &first);
  files = report ("report --json tuning.csv --test test.csv", &second);
  input = json_object_get_object_member (split, "input");
  part = json_object_get_object_member (input, "split");
  n_tuning = json_object_get_int_member (input, "rows");
  g_assert_cmpstr (json_object_get_string_member (part, "column"), ==, "part");
  g_assert_cmpstr (json_object_get_string_member (part, "value"), ==, "1");
  g_assert_cmpstr (json_object_get_string_member (part, "part"), ==, "tuning");
  n_test = json_object_get_int_member (part, "other-rows");
  g_assert_cmpint (n_test + n_tuning, ==, N_ROWS);
  input = json_object_get_object_member (
      json_object_get_object_member (split, "test"), "input");
  g_assert_cmpint (json_object_get_int_member (input, "rows"), ==, n_test);
  remove_input (json_object_get_object_member (split, "test"));
  remove_input (json_object_get_object_member (files, "test"));
  remove_input (split);
  remove_input (files);
  text = json_to_string (first, TRUE);
  expected = json_to_string (second, TRUE);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_lines (void)
{
  static const TestLine lines[] = {
    { "report all.csv --split part", 2,
      "--split \"part\": write COLUMN=VALUE" },
    { "report all.csv --split part=", 2, "write COLUMN=VALUE" },
    { "report all.csv --split part=1 --test test.csv", 2, "leave one of" },
    { "report - --split part=1", 2,
      "the standard input can be read only once" },
    { "report all.csv --split parts=1", 1, "--split" },
    { "report all.csv --split p=1 --score p", 1, "cannot have two roles" },
    { "report all.csv --split part=2", 1,
      "column \"part\" is \"2\" in no row, so there are no test data; it has "
      "the values \"0\", \"1\", \"x\"" },
    { "report one.csv --split part=a", 1,
      "column \"part\" is \"a\" in every row" },
    { "report gap.csv --split part=a", 1,
      "gap.csv:3:3: column \"part\": it is not said whether the row is test "
      "data" },
    { "report gap.csv --split part=a --skip-bad-rows", 0, "gap.csv" },
    { "report all.csv --split part=1", 0,
      "These are the rows to tune on, whose column \"part\" is not \"1\"" },
    { "report all.csv --split part=1 --output split.html", 0,
      "Saved split.html" },
    { "choose all.csv --split part=1", 0, "Test data" },
  };

  write_rows ("all.csv", ALL);
  write_rows ("test.csv", TEST);
  g_free (test_write_file ("one.csv", "y,p,part\n1,0.9,a\n0,0.2,a\n", -1));
  g_free (test_write_file ("gap.csv",
                           "y,p,part\n1,0.9,a\n0,0.2,\n1,0.8,b\n0,0.3,b\n"
                           "0,0.1,a\n",
                           -1));
  test_run_lines (lines, G_N_ELEMENTS (lines));
}

/* A document says which rows of the file are which. */
static void
test_document (void)
{
  g_autofree char *path
      = g_build_filename (test_get_folder (), "split.html", NULL);
  g_autofree char *text = NULL;
  g_auto (TestRun) run = { 0 };

  write_rows ("all.csv", ALL);
  run = test_run ("report all.csv --split part=1 -o split.html");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  test_assert_contains (
      text, "those with &quot;part&quot; = &quot;1&quot;, as test data");
  test_assert_contains (text,
                        "those without &quot;part&quot; = &quot;1&quot;, "
                        "which are the test data");
}

/* Rows that cannot be read are counted in the part that they belong to. */
static void
test_bad_rows (void)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object, *input;

  g_free (test_write_file ("bad.csv",
                           "y,p,part\n1,0.9,a\n0,x,a\n1,0.8,b\n0,0.3,b\n"
                           "0,0.1,a\n1,?,b\n1,,b\n",
                           -1));
  object
      = report ("report --json bad.csv --split part=a --skip-bad-rows", &root);
  input = json_object_get_object_member (object, "input");
  g_assert_cmpint (json_object_get_int_member (input, "rows"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (input, "rejected-rows"), ==, 2);
  input = json_object_get_object_member (
      json_object_get_object_member (object, "test"), "input");
  g_assert_cmpint (json_object_get_int_member (input, "rows"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (input, "rejected-rows"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/split/parts", test_parts);
  g_test_add_func ("/split/lines", test_lines);
  g_test_add_func ("/split/document", test_document);
  g_test_add_func ("/split/bad-rows", test_bad_rows);
  return g_test_run ();
}
