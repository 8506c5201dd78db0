/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "run.h"
#include "support.h"

/* Saves a cutoff of 0.5 for "1" against "0". */
static void
choose_half (void)
{
  g_autofree char *file = test_write_file (
      "chosen.csv", "label,prob\n1,0.75\n0,0.25\n1,0.875\n0,0.125\n", -1);
  g_auto (TestRun) chosen
      = test_run ("choose --name cut -o cut.json chosen.csv");

  g_assert_nonnull (file);
  g_assert_cmpint (chosen.status, ==, 0);
  test_assert_contains (chosen.out, "at threshold 0.5;");
}

/* Applies the cutoff of choose_half() to a text and checks the decisions. */
static TestRun
apply (const char *text, const char *options, const char *expected)
{
  g_autofree char *file = test_write_file ("rows.csv", text, -1);
  g_autofree char *line
      = g_strdup_printf ("apply cut.json rows.csv -o out.csv %s", options);
  TestRun run = test_run (line);

  g_assert_nonnull (file);
  if (run.status != 0)
    g_error ("%s", run.err);
  if (expected != NULL)
    {
      g_autofree char *written = test_read_output ("out.csv");

      g_assert_cmpstr (written, ==, expected);
    }
  return run;
}

/* Without labels, or without a label column, all rows are decided and no
 * metrics are printed. */
static void
test_no_labels (void)
{
  static const char *const texts[]
      = { "label,prob\nNA,0.9\nNA,0.3\n", "label,prob\n,0.9\n?,0.3\n",
          "prob\n0.9\n0.3\n", "id,prob\na,0.9\nb,0.3\n",
          "label,prob\nyes,0.9\nno,0.3\n" };

  choose_half ();
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (TestRun) run = apply (texts[i], "--skip-bad-rows", NULL);
      g_autofree char *written = test_read_output ("out.csv");

      g_test_message ("case %u", i);
      test_assert_contains (written, "0.9,1\n3,");
      test_assert_contains (written, "0.3,0\n");
      g_assert_null (strstr (run.out, "recall"));
      test_assert_contains (run.out, "Saved the decisions of 2 rows");
    }
}

/* Every row is decided; only rows with a known label count for the metrics. */
static void
test_some_labels (void)
{
  static const char text[]
      = "label,prob\nNA,0.9\nmaybe,0.9\nother,0.9\nother,0.9\n1,0.75\n"
        "0,0.75\n1,0.25\n0,0.25\n0,0.125\n,0.125\n";
  static const char expected[]
      = "\"line\",\"label\",\"score\",\"cut\"\n2,\"NA\",0.9,1\n"
        "3,\"maybe\",0.9,1\n4,\"other\",0.9,1\n5,\"other\",0.9,1\n"
        "6,\"1\",0.75,1\n7,\"0\",0.75,1\n8,\"1\",0.25,0\n9,\"0\",0.25,0\n"
        "10,\"0\",0.125,0\n11,,0.125,0\n";
  g_auto (TestRun) plain = { 0 }, skipped = { 0 }, ignored = { 0 };

  choose_half ();
  plain = apply (text, "", expected);
  skipped = apply (text, "--skip-bad-rows", expected);
  test_assert_contains (plain.out,
                        "Metrics on the 5 of 10 rows of rows.csv with "
                        "a known label");
  /* TP 1, FP 1, FN 1, TN 2 */
  test_assert_contains (plain.out, "0.5   1   1   1   2 ");
  g_assert_cmpstr (plain.out, ==, skipped.out);
  ignored = apply (text, "--ignore-label 1", expected);
  test_assert_contains (ignored.out, "Metrics on the 3 of 10 rows");
  test_assert_contains (ignored.out, "0.5   0   1   0   2 ");
}

/* The output has a line for each row of the file, in file order, also for rows
 * that cannot be decided. */
static void
test_row_for_row (void)
{
  static const char text[]
      = "id,label,prob\na,1,x\nb,0,0.75\n\nc,0,\nd,0,NA,5\ne\nf,1,0.25\n"
        "g,\"two\nlines\",0.5\nh,0,nan\n";
  g_autofree char *file = test_write_file ("refused.csv", text, -1);
  g_auto (TestRun) run = { 0 }, refused = { 0 };

  choose_half ();
  run = apply (text, "--skip-bad-rows",
               "\"line\",\"label\",\"score\",\"cut\"\n2,\"1\",,\n"
               "3,\"0\",0.75,1\n5,\"0\",,\n6,\"0\",,\n7,,,\n8,\"1\",0.25,0\n"
               "9,\"two\nlines\",0.5,1\n11,\"0\",,\n");
  test_assert_contains (run.out, "Saved the decisions of 3 rows");
  test_assert_contains (run.out, "Rows without a decision, because their "
                                 "scores cannot be read: 5\n");
  test_assert_contains (run.out, "Metrics on the 2 of 3 rows");
  refused = test_run ("apply cut.json refused.csv -o refused-out.csv");
  g_assert_nonnull (file);
  g_assert_cmpint (refused.status, ==, 1);
  test_assert_contains (refused.err, "refused.csv:2:3: ");
  test_assert_contains (refused.err, "--skip-bad-rows");
}

/* Thousands of rows, every third of which cannot be decided: the output can be
 * joined to the file by position. */
static void
test_many_rows (void)
{
  enum
  {
    N = 30000
  };
  g_autoptr (GString) text = g_string_new ("label,prob\n");
  g_autofree char *written = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (TestRun) run = { 0 };

  for (guint i = 0; i < N; i++)
    g_string_append_printf (text, "%u,%s\n", i % 2,
                            i % 3 == 1   ? "NA"
                            : i % 7 == 0 ? "0.75"
                                         : "0.25");
  choose_half ();
  run = apply (text->str, "--skip-bad-rows", NULL);
  written = test_read_output ("out.csv");
  lines = g_strsplit (written, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, N + 2);
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *expected
          = i % 3 == 1
                ? g_strdup_printf ("%u,\"%u\",,", i + 2, i % 2)
                : g_strdup_printf ("%u,\"%u\",%s", i + 2, i % 2,
                                   i % 7 == 0 ? "0.75,1" : "0.25,0");

      g_assert_cmpstr (lines[i + 1], ==, expected);
    }
  test_assert_contains (run.out, "cannot be read: 10000\n");
}

/* Labels are written exactly as they are in the file. */
static void
test_label_texts (void)
{
  static const char text[]
      = "label,prob\n+,0.75\n-,0.25\n1.0,0.75\nTRUE,0.25\n 1 ,0.75\n"
        "=1+1,0.25\n@x,0.75\n\"a \"\"b\"\"\",0.25\n<NA>,0.75\nna\303\257f,0.25\n";
  g_auto (TestRun) run = { 0 };

  choose_half ();
  run = apply (text, "",
               "\"line\",\"label\",\"score\",\"cut\"\n2,\"+\",0.75,1\n"
               "3,\"-\",0.25,0\n4,\"1.0\",0.75,1\n5,\"TRUE\",0.25,0\n"
               "6,\" 1 \",0.75,1\n7,\"=1+1\",0.25,0\n8,\"@x\",0.75,1\n"
               "9,\"a \"\"b\"\"\",0.25,0\n10,\"<NA>\",0.75,1\n"
               "11,\"na\303\257f\",0.25,0\n");
}

/* With several classes, labels and decisions are class names. */
static void
test_classes (void)
{
  static const char text[]
      = "y,prob_+,prob_-,prob_b\n+,0.75,0.125,0.125\n-,0.25,0.5,0.25\n"
        "b,0.125,0.125,0.75\n+,0.5,0.25,0.25\n-,0.125,0.75,0.125\n"
        "b,0.25,0.25,0.5\n";
  static const char more[]
      = "y,prob_+,prob_-,prob_b\nNA,0.75,0.125,0.125\nz,0.25,0.5,0.25\n"
        "b,NA,0.125,0.75\n+,0.5,0.25,0.25\n";
  g_autofree char *file = test_write_file ("classes.csv", text, -1);
  g_autofree char *next = test_write_file ("more.csv", more, -1);
  g_autofree char *written = NULL;
  g_auto (TestRun) chosen = test_run ("choose --name all -o all.json "
                                      "classes.csv");
  g_auto (TestRun) applied
      = test_run ("apply all.json more.csv --skip-bad-rows -o more-out.csv");

  g_assert_nonnull (file);
  g_assert_nonnull (next);
  g_assert_cmpint (chosen.status, ==, 0);
  if (applied.status != 0)
    g_error ("%s", applied.err);
  written = test_read_output ("more-out.csv");
  g_assert_cmpstr (written, ==,
                   "\"line\",\"label\",\"all\"\n2,\"NA\",\"+\"\n"
                   "3,\"z\",\"-\"\n4,\"b\",\n5,\"+\",\"+\"\n");
  test_assert_contains (applied.out, "Metrics on the 1 of 3 rows of more.csv");
}

/* Score columns named after the classes of the cutoffs are used whatever the
 * labels of the rows are. */
static void
test_other_labels (void)
{
  static const char *const headers[]
      = { "y,prob_cow,prob_ant,prob_bee", "y,cow,ant,bee",
          "y,cow_m1,ant_m1,bee_m1" };
  static const char *const labels[][3] = { { "cow", "ant", "bee" },
                                           { "x", "x", "x" },
                                           { "x", "z", "u" },
                                           { "x", "ant", "z" },
                                           { "x", "", "NA" },
                                           { "7", "8", "9" },
                                           { "", "", "" } };
  static const char *const scores[]
      = { "0.75,0.125,0.125", "0.25,0.5,0.25", "0.125,0.25,0.625" };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    for (guint k = 0; k < G_N_ELEMENTS (labels); k++)
      {
        g_autoptr (GString) text = g_string_new (headers[i]);
        g_autofree char *file = NULL, *written = NULL;
        g_auto (TestRun) run = { 0 };

        g_test_message ("header %u, labels %u", i, k);
        for (guint row = 0; row < 3; row++)
          g_string_append_printf (text, "\n%s,%s", labels[k][row],
                                  scores[row]);
        file = test_write_file ("other.csv", text->str, -1);
        g_assert_nonnull (file);
        if (k == 0)
          {
            g_auto (TestRun) chosen
                = test_run ("choose --name c -o other.json other.csv");

            g_assert_cmpint (chosen.status, ==, 0);
          }
        run = test_run ("apply other.json other.csv -o other-out.csv");
        if (run.status != 0)
          g_error ("%s", run.err);
        written = test_read_output ("other-out.csv");
        test_assert_contains (written, ",\"cow\"\n3,");
        test_assert_contains (written, ",\"ant\"\n4,");
        g_assert_true (g_str_has_suffix (written, ",\"bee\"\n"));
      }
}

/* Without labels, a column assigned to another role is not taken for a label
 * column. */
static void
test_two_columns (void)
{
  g_auto (TestRun) grouped = { 0 }, weighed = { 0 };

  choose_half ();
  grouped = apply ("prob,g\n0.75,a\n0.25,b\n", "--score prob --group g",
                   "\"line\",\"score\",\"cut\"\n2,0.75,1\n3,0.25,0\n");
  weighed = apply ("w,prob\n1,0.75\n2,0.25\n", "--score prob --weight w",
                   "\"line\",\"score\",\"cut\"\n2,0.75,1\n3,0.25,0\n");
}

/* With several labels, an unknown cell is left out for its label only. */
static void
test_cells (void)
{
  static const char text[]
      = "label_a,label_b,prob_a,prob_b\n1,0,0.75,0.25\n0,1,0.25,0.75\n"
        "1,1,0.875,0.75\n0,0,0.125,0.125\n";
  static const char more[]
      = "label_a,label_b,prob_a,prob_b\n1,,0.25,0.75\n?,1,0.75,0.25\n"
        "x,0,0.75,x\n-1,0,0.75,0.75\n";
  g_autofree char *file = test_write_file ("labels.csv", text, -1);
  g_autofree char *next = test_write_file ("more.csv", more, -1);
  g_autofree char *written = NULL;
  g_auto (TestRun) chosen
      = test_run ("choose --class a --name c -o labels.json labels.csv");
  g_auto (TestRun) applied = test_run (
      "apply labels.json more.csv --skip-bad-rows -o more-out.csv");

  g_assert_nonnull (file);
  g_assert_nonnull (next);
  g_assert_cmpint (chosen.status, ==, 0);
  if (applied.status != 0)
    g_error ("%s", applied.err);
  written = test_read_output ("more-out.csv");
  g_assert_cmpstr (written, ==,
                   "\"line\",\"c\"\n2,0\n3,1\n4,\n5,1\n");
  test_assert_contains (applied.out, "0.5   0   0   1   0 ");
  test_assert_contains (applied.out, "left out: 2 of \"a\"\n");
  test_assert_contains (applied.out, "left out: 1 of \"b\"\n");
}

/* Soft labels of two classes, some of them unknown. */
static void
test_soft_labels (void)
{
  g_auto (TestRun) run = { 0 };

  choose_half ();
  run = apply ("target,prob\n0.75,0.9\n,0.5\n0.5,0.25\nx,0.25\n",
               "--task binary --label target",
               "\"line\",\"label\",\"score\",\"cut\"\n2,\"1\",0.9,1\n"
               "3,,0.5,1\n4,\"0\",0.25,0\n5,,0.25,0\n");
  test_assert_contains (run.out, "Metrics on the 2 of 4 rows");
}

/* Bad rows keep their position among many rows, also where the output is
 * formatted in parallel: at both ends, single and in runs. */
static void
test_bad_rows (void)
{
  g_autoptr (GString) text = g_string_new ("label,prob\n");
  g_autoptr (GString) expected
      = g_string_new ("\"line\",\"label\",\"score\",\"cut\"\n");
  g_auto (TestRun) run = { 0 };

  for (int i = 0; i < 20000; i++)
    {
      gboolean is_bad
          = i == 0 || i % 513 == 0 || (i > 9000 && i < 9010) || i == 19999;

      g_string_append (text, is_bad       ? "1,?\n"
                             : i % 3 == 0 ? "1,0.75\n"
                                          : "0,0.25\n");
      g_string_append_printf (expected,
                              is_bad       ? "%d,\"1\",,\n"
                              : i % 3 == 0 ? "%d,\"1\",0.75,1\n"
                                           : "%d,\"0\",0.25,0\n",
                              i + 2);
    }
  choose_half ();
  run = apply (text->str, "--skip-bad-rows", expected->str);
  test_assert_contains (run.out, "because their scores cannot be read: 49");
}

/* Files without a row that can be decided, and rows that are no part of the
 * scores. */
static void
test_few_rows (void)
{
  static const struct
  {
    const char *text, *options, *message;
  } bad[] = {
    { "", "", "no data rows" },
    { "\n\n", "", "no data rows" },
    { "label,prob\n", "", "no data rows" },
    { "label,prob\n0,x\n", "--skip-bad-rows", "x" },
  };

  choose_half ();
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *line
          = g_strdup_printf ("apply cut.json - -o - %s", bad[i].options);
      g_auto (TestRun) run = test_run_with_input (line, bad[i].text);

      g_assert_cmpint (run.status, ==, 1);
      g_assert_cmpstr (run.out, ==, "");
      test_assert_contains (run.err, bad[i].message);
      g_assert_null (strstr (run.err, "kind"));
    }
  {
    g_auto (TestRun) total = apply ("label,prob\n1,0.9\n0,0.25\nTotal,22.4\n",
                                    "--skip-bad-rows", NULL);
    g_autofree char *written = test_read_output ("out.csv");

    g_assert_cmpint (total.status, ==, 0);
    test_assert_contains (written, "\n2,\"1\",0.9,1\n3,\"0\",0.25,0\n");
  }
}

/* Scores are copied as they are written, where they are plain numbers. */
static void
test_score_texts (void)
{
  static const struct
  {
    const char *text, *expected;
  } cases[] = {
    { "label,prob\n1,+0.900\n0,\"0.2500\"\n1, .75\n0,1e-3\n"
      "1,0.50000000000000000000000000000000000000000000001\n",
      "\"line\",\"label\",\"score\",\"cut\"\n2,\"1\",+0.900,1\n"
      "3,\"0\",0.2500,0\n4,\"1\",.75,1\n5,\"0\",1e-3,0\n6,\"1\",0.5,1\n" },
    { "label;prob\n1;0,900\n0;0,250\n",
      "\"line\",\"label\",\"score\",\"cut\"\n2,\"1\",0.9,1\n"
      "3,\"0\",0.25,0\n" },
    { "label,prob\n1,90.0%\n0,25.0%\n",
      "\"line\",\"label\",\"score\",\"cut\"\n2,\"1\",0.9,1\n"
      "3,\"0\",0.25,0\n" },
    { "label prob\n1 0.900\n0   0.250\n",
      "\"line\",\"label\",\"score\",\"cut\"\n2,\"1\",0.900,1\n"
      "3,\"0\",0.250,0\n" },
  };

  choose_half ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (TestRun) run = apply (cases[i].text, "", cases[i].expected);

      g_assert_cmpint (run.status, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/apply-rows/no-labels", test_no_labels);
  g_test_add_func ("/apply-rows/some-labels", test_some_labels);
  g_test_add_func ("/apply-rows/row-for-row", test_row_for_row);
  g_test_add_func ("/apply-rows/many-rows", test_many_rows);
  g_test_add_func ("/apply-rows/label-texts", test_label_texts);
  g_test_add_func ("/apply-rows/classes", test_classes);
  g_test_add_func ("/apply-rows/other-labels", test_other_labels);
  g_test_add_func ("/apply-rows/two-columns", test_two_columns);
  g_test_add_func ("/apply-rows/cells", test_cells);
  g_test_add_func ("/apply-rows/soft-labels", test_soft_labels);
  g_test_add_func ("/apply-rows/bad-rows", test_bad_rows);
  g_test_add_func ("/apply-rows/score-texts", test_score_texts);
  g_test_add_func ("/apply-rows/few-rows", test_few_rows);
  return g_test_run ();
}
