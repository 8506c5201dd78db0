/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "run.h"
#include "support.h"

/* Which files can be test data, and where their labels are. */

static void
write_rows (const char *name, const char *text)
{
  g_free (test_write_file (name, text, -1));
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

static double
get_number (JsonObject *object, const char *member)
{
  return json_object_get_double_member_with_default (object, member, NAN);
}

static JsonObject *
get_first (JsonObject *object, const char *member)
{
  return json_array_get_object_element (
      json_object_get_array_member (object, member), 0);
}

static void
test_labels_from (void)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *at;

  write_rows ("tuning.csv", "id,p\na,0.9\nb,0.2\nc,0.7\nd,0.4\n");
  write_rows ("test.csv", "id,p\ne,0.8\nf,0.6\ng,0.1\n");
  write_rows ("labels.csv", "id,y\na,1\nb,0\nc,1\nd,0\ne,1\nf,0\ng,0\n");
  at = get_first (
      json_object_get_object_member (
          report ("report tuning.csv --json --labels-from labels.csv --id id "
                  "--at 0.5 --test test.csv",
                  &root),
          "test"),
      "at");
  g_assert_cmpfloat (get_number (at, "tp"), ==, 1);
  g_assert_cmpfloat (get_number (at, "fp"), ==, 1);
  g_assert_cmpfloat (get_number (at, "tn"), ==, 1);
}

static double
get_test_tp (const char *line)
{
  g_autoptr (JsonNode) root = NULL;

  return get_number (
      get_first (json_object_get_object_member (report (line, &root), "test"),
                 "at"),
      "tp");
}

/* The file of labels of the tuning rows is not that of the test rows, whose
 * own labels come first: in a column of that name, or in another that looks
 * like labels. Only an identifier finds labels of other rows in it. */
static void
test_own_labels (void)
{
  static const TestLine lines[] = {
    { "report s.csv --labels-from l.csv --test none.csv", 1,
      "none.csv: the test data have no labels, and those in l.csv are for the "
      "rows of the other file, matched by order; the columns are \"p\"; add "
      "the labels (\"y\") to the test data" },
    { "report si.csv --labels-from li.csv --id id --test none.csv", 1,
      "none.csv: the test data have neither labels (\"y\") nor the identifier "
      "(\"id\") that finds them in li.csv; the columns are \"p\"; add one of "
      "them to the test data" },
    { "report s.csv --labels-from l.csv --test label.csv", 0,
      "The labels of the test data, label.csv, are taken from column "
      "\"label\"; those in l.csv are in column \"y\"" },
    { "choose s.csv --labels-from l.csv --test label.csv", 0, "label.csv" },
  };

  write_rows ("s.csv", "p\n0.9\n0.2\n0.7\n0.4\n");
  write_rows ("l.csv", "y\n1\n0\n1\n0\n");
  write_rows ("si.csv", "id,p\na,0.9\nb,0.2\nc,0.7\nd,0.4\n");
  write_rows ("li.csv", "id,y\na,1\nb,0\nc,1\nd,0\ne,1\nf,0\n");
  write_rows ("y.csv", "p,y\n0.8,1\n0.3,0\n0.6,0\n0.7,1\n");
  write_rows ("label.csv", "id,p,label\ne,0.8,0\nf,0.3,1\ng,0.7,1\n");
  write_rows ("none.csv", "p\n0.8\n0.3\n");
  write_rows ("ids.csv", "id,p\ne,0.8\nf,0.3\n");
  g_assert_cmpfloat (get_test_tp ("report s.csv --labels-from l.csv --json "
                                  "--at 0.5 --test y.csv"),
                     ==, 2);
  g_assert_cmpfloat (get_test_tp ("report s.csv --labels-from l.csv --json "
                                  "--at 0.75 --test label.csv"),
                     ==, 0);
  g_assert_cmpfloat (get_test_tp ("report si.csv --labels-from li.csv --json "
                                  "--id id --at 0.75 --test label.csv"),
                     ==, 0);
  g_assert_cmpfloat (get_test_tp ("report si.csv --labels-from li.csv --json "
                                  "--id id --at 0.75 --test ids.csv"),
                     ==, 1);
  /* A list without a header: the number of its column says nothing about the
   * test data. */
  write_rows ("list.csv", "1\n0\n1\n0\n");
  write_rows ("other.csv", "x,p,label\n1,0.8,0\n0,0.7,1\n0,0.3,0\n");
  g_assert_cmpfloat (get_test_tp ("report s.csv --labels-from list.csv --json "
                                  "--at 0.5 --test other.csv"),
                     ==, 1);
  g_assert_cmpfloat (get_test_tp ("report s.csv --labels-from list.csv --json "
                                  "--at 0.75 --test other.csv"),
                     ==, 0);
  test_run_lines (lines, G_N_ELEMENTS (lines));
}

static void
test_errors (void)
{
  static const TestLine lines[] = {
    { "report tuning.csv --test none.csv", 1, "none.csv" },
    { "report tuning.csv --test empty.csv", 1,
      "empty.csv: no data rows; a file of predictions needs rows with" },
    { "choose tuning.csv --test empty.csv", 1, "empty.csv: no data rows" },
    { "report tuning.csv --test blank.csv", 1, "blank.csv: no data rows" },
    { "report tuning.csv --test head.csv", 1, "head.csv: no data rows" },
    { "report scores.csv --labels-from labels.csv --test empty.csv", 1,
      "empty.csv: no data rows" },
    { "report tuning.csv --test lacks.csv", 1,
      "the test data lack the column \"p\" of tuning.csv; the columns are "
      "\"y\", \"q\"" },
    { "report tuning.csv --test logits.csv", 1,
      "the scores of the test data are plain scores, but those of "
      "tuning.csv" },
    { "report tuning.csv --test one.csv", 1,
      "no row of the test data is of class \"0\"" },
    { "report - --test -", 2, "only one file can be the standard input" },
    { "choose - --test -", 2, "only one file can be the standard input" },
    { "report tuning.csv --test test.csv --output test.csv --format txt", 2,
      "--output: " },
  };

  write_rows ("tuning.csv", "y,p\n1,0.9\n0,0.2\n1,0.7\n0,0.4\n");
  write_rows ("test.csv", "y,p\n1,0.8\n0,0.3\n1,0.6\n0,0.1\n");
  write_rows ("empty.csv", "");
  write_rows ("blank.csv", "\n\n");
  write_rows ("head.csv", "y,p\n");
  write_rows ("scores.csv", "p\n0.9\n0.2\n0.7\n0.4\n");
  write_rows ("labels.csv", "y\n1\n0\n1\n0\n");
  write_rows ("lacks.csv", "y,q\n1,0.9\n0,0.2\n");
  write_rows ("logits.csv", "y,p\n1,3.5\n0,-2\n");
  write_rows ("one.csv", "y,p\n1,0.3\n1,0.2\n");
  test_run_lines (lines, G_N_ELEMENTS (lines));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/test-files/labels-from", test_labels_from);
  g_test_add_func ("/test-files/own-labels", test_own_labels);
  g_test_add_func ("/test-files/errors", test_errors);
  return g_test_run ();
}
