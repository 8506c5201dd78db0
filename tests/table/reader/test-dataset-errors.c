/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "dataset.h"
#include "dataset-cases.h"
#include "message.h"
#include "table-error.h"

/* The window has no options: its messages name none. */
static void
check_screen (const char *text)
{
  g_autoptr (GError) error = NULL;

  limen_message_prepare_program (LIMEN_MESSAGE_SCREEN);
  g_assert_null (dataset_case_read (text, -1, NULL, &error));
  limen_message_prepare_program (LIMEN_MESSAGE_REPORT);
  if (strstr (error->message, " --") != NULL)
    g_error ("\"%s\" names an option", error->message);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    int code;
    const char *message; /* expected part of the message */
  } cases[] = {
    { "", LIMEN_TABLE_ERROR_DATA, "no data rows" },
    { "\n\n\r\n", LIMEN_TABLE_ERROR_DATA, "no data rows" },
    { "\357\273\277", LIMEN_TABLE_ERROR_DATA, "no data rows" },
    { "label,prob\n", LIMEN_TABLE_ERROR_DATA, "no data rows" },
    { "label,prob\n\n\n", LIMEN_TABLE_ERROR_DATA, "no data rows" },
    { "label,prob\n1,nan\n", LIMEN_TABLE_ERROR_DATA,
      "input.csv:2:2: column \"prob\": the score is missing (\"nan\") in 1 "
      "row" },
    { "label,prob\n1,inf\n", LIMEN_TABLE_ERROR_DATA, ":2:2: " },
    { "label,prob\n1,1e999\n", LIMEN_TABLE_ERROR_DATA, ":2:2: " },
    { "label,prob\n1,0x1p-1\n", LIMEN_TABLE_ERROR_DATA, ":2:2: " },
    { "label,prob\n1,90%\n0,0.5\n", LIMEN_TABLE_ERROR_ROWS, ":2:2: " },
    { "label,prob\n1,0_5\n", LIMEN_TABLE_ERROR_DATA, ":2:2: " },
    { "label,prob\n1,0. 9\n", LIMEN_TABLE_ERROR_DATA, ":2:2: " },
    { "label,prob\n1,0.5\n0,0.5f\n", LIMEN_TABLE_ERROR_ROWS, ":3:2: " },
    { "label,prob\n1,\357\274\220.5\n", LIMEN_TABLE_ERROR_DATA, ":2:2: " },
    { "label,prob\n1,\n", LIMEN_TABLE_ERROR_DATA,
      ":2:2: column \"prob\": the score is missing in 1 row" },
    { "label,prob\n,0.5\n", LIMEN_TABLE_ERROR_DATA,
      ":2:1: column \"label\": the label is missing in 1 row" },
    { "label,prob\n1,0.5\n\n2,0.5\n3,0.5\n2,0.25\n", LIMEN_TABLE_ERROR_DATA,
      ": column \"label\" has 3 labels, but one column of scores separates "
      "only two: \"2\" in 2 rows, \"1\" in 1 row, \"3\" in 1 row; leave rows "
      "out with --ignore-label" },
    { "label,prob\n1,0.5\n0\n", LIMEN_TABLE_ERROR_ROWS,
      ":3:1: 1 field, expected 2" },
    { "label,prob\n1,0.5\n0,0.5,3\n", LIMEN_TABLE_ERROR_ROWS,
      ":3:3: 3 fields, expected 2" },
    /* no row has the header's number of fields */
    { "label,prob\n1,0.5,\n0,0.5,\n", LIMEN_TABLE_ERROR_DATA,
      ":2: 3 fields where the header has 2; the row ends in a delimiter" },
    { "label,prob\n1,0,5\n0,0,7\n", LIMEN_TABLE_ERROR_DATA,
      ":2: 3 fields where the header has 2; does the header lack a name" },
    { "\"obs\",\"prob\"\n\"1\",0,0.5\n\"2\",1,0.75\n", LIMEN_TABLE_ERROR_DATA,
      ":2: 3 fields where the header has 2; does" },
    { "u,v,w\n\n\n1,0.5\n2,0.75\n", LIMEN_TABLE_ERROR_DATA,
      ":4: 2 fields where the header has 3" },
    { "u,v,w\n1\n2\n", LIMEN_TABLE_ERROR_DATA,
      ":2: 1 field where the header has 3" },
    { "All my scores\nlabel,prob\n1,0.5\n", LIMEN_TABLE_ERROR_DATA,
      ":1: 1 field where line 2 has 2; if this is a title, remove it" },
    { "\nAll my scores\n\nlabel,prob\n1,0.5\n", LIMEN_TABLE_ERROR_DATA,
      ":2: 1 field where line 4 has 2; if this is a title, remove it" },
    /* no row is valid */
    { "u,v\n1,a\"b\n0,0.5\n", LIMEN_TABLE_ERROR_FORMAT,
      ":2:2: there is a quote in the middle" },
    { "u,v\n1,\"0.5\n0,0.5\n", LIMEN_TABLE_ERROR_FORMAT,
      ":2:2: a quote is opened here" },
    { "label;prob\n1;0,5\n0;0.7\n", LIMEN_TABLE_ERROR_ROWS,
      "\"0,5\" is not a number here in 1 row; the decimal point is '.' in "
      "this file" },
    { "label,prob,weights\n1,0.5,-1\n", LIMEN_TABLE_ERROR_DATA,
      ":2:3: weight -1 is negative" },
    { "label,prob,weights\n1,0.5,inf\n", LIMEN_TABLE_ERROR_DATA, ":2:3: " },
    { "label,prob,weights\n1,0.5,0\n0,0.5,0\n", LIMEN_TABLE_ERROR_DATA,
      "every weight is 0" },
    { "label,prob,weights\n1,0.5,1e200\n0,0.5,0\n", LIMEN_TABLE_ERROR_DATA,
      "too large to compute with" },
    { "label,prob,weights\n1,0.5,1e-200\n0,0.5,0\n", LIMEN_TABLE_ERROR_DATA,
      "too small to compute with" },
    { "yes,nan\nno,0.5\n", LIMEN_TABLE_ERROR_ROWS,
      ":1:2: column \"2\": the score is missing (\"nan\") in 1 row" },
    { "label,prob\n1,\"0.5\n0,0.5\n", LIMEN_TABLE_ERROR_FORMAT,
      ":2:2: a quote is opened here" },
    { "a,b,c\n1,2,3\n3,2,1\n", LIMEN_TABLE_ERROR_ROLES,
      "give their column with --score. The columns are \"a\", \"b\", \"c\"" },
    { "label,prob,score\n1,0.25,0.5\n0,0.5,0.75\n", LIMEN_TABLE_ERROR_ROLES,
      "--score" },
    { "label,truth,prob\n1,0,0.5\n0,1,0.75\n", LIMEN_TABLE_ERROR_ROLES,
      "--label" },
    { "prob\n0.5\n0.25\n", LIMEN_TABLE_ERROR_ROLES, "--label" },
    { "PK\003\004xxxx", LIMEN_TABLE_ERROR_FORMAT, "byte 0" },
    { "\211PNG\r\n\032\n", LIMEN_TABLE_ERROR_FORMAT, "PNG picture" },
    { "\377\376l\001", LIMEN_TABLE_ERROR_FORMAT, "UTF-16" },
    { "\050\265\057\375zz", LIMEN_TABLE_ERROR_FORMAT, "zstd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_null (dataset_case_read (cases[i].text, -1, NULL, &error));
      g_assert_error (error, LIMEN_TABLE_ERROR, cases[i].code);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("\"%s\" has no \"%s\"", error->message, cases[i].message);
      g_assert_nonnull (strstr (error->message, "input.csv"));
      check_screen (cases[i].text);
    }
}

/* If all rows are ignored, the message says so. */
static void
test_none_left (void)
{
  char *ignored[] = { (char *) "1", (char *) "0", NULL };
  const LimenReadOptions ignoring = { .ignored = ignored };
  const LimenReadOptions skipping = { .skip_bad_rows = TRUE };
  g_autoptr (GError) left_out = NULL, skipped = NULL, named = NULL;
  g_autoptr (GError) bad = NULL;

  g_assert_null (
      dataset_case_read ("y,p\n1,0.5\n0,0.75\n", -1, &ignoring, &left_out));
  g_assert_nonnull (strstr (left_out->message, "all 2 have labels that "
                                               "--ignore-label leaves "
                                               "out"));
  g_assert_null (
      dataset_case_read ("u,v\n1,0,0.5\n0,1,0.75\n", -1, &skipping, &skipped));
  g_assert_nonnull (
      strstr (skipped->message, ":2: 3 fields where the header has 2"));
  g_assert_null (
      dataset_case_read ("y,p\n1,0,0.5\n0,1,0.75\n", -1, &skipping, &named));
  g_assert_nonnull (
      strstr (named->message, ":2: 3 fields where the header has 2"));
  /* one line, without the advice to skip invalid rows, since all are */
  g_assert_null (dataset_case_read ("y,p\n1,a\n0,b\n1,\n", -1, NULL, &bad));
  g_assert_error (bad, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_DATA);
  g_assert_true (g_str_has_suffix (
      bad->message, ":2:2: column \"p\": \"a\" is not a number; write it "
                    "like 0.25 or -1.5e-3; none of the 3 rows can be used"));
}

static void
test_skip (void)
{
  LimenReadOptions options = { .skip_bad_rows = TRUE };
  g_autoptr (LimenDataset) dataset = dataset_case_read_good (
      "label,prob\n1,0.75\n\nx,y,z\n0,n/a\n0,0.5\n1,0.25\n", &options);
  g_autofree char *found = dataset_case_describe (dataset);
  g_autofree char *row = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (found, ==,
                   "label/prob probability 0:1[1:2] +0.75 -0.5 +0.25");
  g_assert_cmpuint (limen_dataset_get_n_rejected (dataset), ==, 2);
  g_assert_cmpuint (limen_dataset_get_n_blank_lines (dataset), ==, 1);
  g_assert_true (dataset_case_has_finding (dataset, "rows-skipped"));
  g_assert_true (dataset_case_has_finding (dataset, "blank-lines"));
  g_assert_cmpuint (limen_dataset_find_line (dataset, 0, NULL), ==, 2);
  g_assert_cmpuint (limen_dataset_find_line (dataset, 1, NULL), ==, 6);
  g_assert_cmpuint (limen_dataset_find_line (dataset, 2, NULL), ==, 7);
  row = limen_dataset_read_row (dataset, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (row, ==, "0,0.5");
  g_assert_cmpuint (limen_dataset_find_line (dataset, 3, &error), ==, 0);
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_OPTIONS);
  g_clear_error (&error);
  g_assert_null (
      dataset_case_read ("label,prob\nx\ny\n", -1, &options, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_DATA);
}

static void
test_findings (void)
{
  g_autoptr (LimenDataset) one
      = dataset_case_read_good ("y,p\n1,0.5\n1,1\n", NULL);
  g_autoptr (LimenDataset) wide
      = dataset_case_read_good ("y,p\n1,0.5\n0,7\n", NULL);

  g_assert_true (dataset_case_has_finding (one, "single-class"));
  g_assert_false (dataset_case_has_finding (one, "positive-guessed"));
  g_assert_true (dataset_case_has_finding (wide, "kind-guessed"));
}

/* The first twenty problems are listed and all are counted, with bounded
 * memory. */
static void
test_many_problems (void)
{
  g_autoptr (GString) text = g_string_new ("label,prob\n0,0.5\n");
  char *scores[] = { "prob", NULL };
  const LimenReadOptions options = { .scores = scores };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "1,x\n");
  g_assert_null (dataset_case_read (text->str, -1, &options, &error));
  lines = g_strsplit (error->message, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 21);
  g_assert_nonnull (strstr (lines[20], "100,000 rows cannot be used"));
}

static void
test_nul (void)
{
  static const char text[] = "label,prob\n1,0.5\n0,0.\0005\n";
  g_autoptr (GError) error = NULL;

  g_assert_null (dataset_case_read (text, sizeof text - 1, NULL, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, ":3:2: a NUL byte"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset-errors/refused", test_refused);
  g_test_add_func ("/dataset-errors/none-left", test_none_left);
  g_test_add_func ("/dataset-errors/skip", test_skip);
  g_test_add_func ("/dataset-errors/findings", test_findings);
  g_test_add_func ("/dataset-errors/many-problems", test_many_problems);
  g_test_add_func ("/dataset-errors/nul", test_nul);
  return g_test_run ();
}
