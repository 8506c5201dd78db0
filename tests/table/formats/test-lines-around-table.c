/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dataset.h"
#include "finding.h"
#include "preview.h"
#include "support.h"
#include "text-cases.h"

static void
test_above (void)
{
  static const TextCase cases[] = {
    { "# made by a model\nlabel,prob\n1,0.75\n0,0.25\n", NULL, NULL,
      "comma, header: 3 1=0.75 4 0=0.25" },
    { "% one, two\n\n  # it's \"here\n%\nlabel,prob\n1,0.75\n0,0.25\n", NULL,
      NULL, "comma, header: 6 1=0.75 7 0=0.25" },
    { "sep=;\nlabel;prob\n1;0,75\n0;0,25\n", NULL, NULL,
      "semicolon, header: 3 1=0.75 4 0=0.25" },
    { "\"sep=,\"\nlabel,prob\n1,0.75\n0,0.25\n", NULL, NULL,
      "comma, header: 3 1=0.75 4 0=0.25" },
    { "SEP=\t\nIn Situ\t0.75\nNone Here\t0.25\n", "1", "2",
      "tab: 2 In Situ=0.75 3 None Here=0.25" },
    /* a comment that is the header */
    { "#CHROM\tlabel\tprob\nchr1\t1\t0.75\nchr2\t0\t0.25\n", "label", "prob",
      "tab, header: 2 1=0.75 3 0=0.25" },
    { "## licence\n#CHROM\tlabel\tprob\nchr1\t1\t0.75\nchr2\t0\t0.25\n",
      "label", "prob", "tab, header: 3 1=0.75 4 0=0.25" },
    { "# label prob\n1.0 0.75\n0.0 0.25\n", NULL, NULL,
      "blanks, header: 2 1=0.75 3 0=0.25" },
    { "#,label,prob\n1,1,0.75\n2,0,0.25\n", NULL, NULL,
      "comma, header: 2 1=0.75 3 0=0.25" },
    /* and lines that are not comments */
    { "# label prob\nlabel prob\n1 0.75\n0 0.25\n", NULL, NULL,
      "blanks, header: 3 1=0.75 4 0=0.25" },
    { "# a label, then a prob\n1 0.75\n0 0.25\n", "1", "2",
      "blanks: 2 1=0.75 3 0=0.25" },
    /* rows that all begin with a comment mark are not comments */
    { "#a,0.75\n#b,0.25\n", "1", "2", "comma: 1 #a=0.75 2 #b=0.25" },
    { "label,prob\n#a,0.75\n%b,0.25\n", NULL, NULL,
      "comma, header: 2 #a=0.75 3 %b=0.25" },
  };

  text_cases_check (cases, G_N_ELEMENTS (cases));
}

static void
test_no_header (void)
{
  g_autofree char *path
      = test_write_file ("none.txt", "# label prob\n1 0.75\n0 0.25\n", -1);
  LimenReadOptions options = { .no_header = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read (path, &options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_false (limen_dataset_has_header (dataset));
  g_assert_cmpstr (limen_dataset_get_score_column (dataset, 0), ==, "2");
}

/* A word such as "Total" is a label or a row's name, except in the last line;
 * a summary row is skipped on request. */
static void
test_summary_rows (void)
{
  static const TextCase cases[] = {
    { "label,prob\nTotal,0.75\nPart,0.25\n", NULL, NULL,
      "comma, header: 2 Total=0.75 3 Part=0.25" },
    { "label,prob\nTotal,0.75\nPart,0.25\nTotal,0.5\n", NULL, NULL,
      "comma, header: 2 Total=0.75 3 Part=0.25 4 Total=0.5" },
    { "id,label,prob\nsum,1,0.75\nmean,0,0.25\nmode,1,0.5\n", NULL, NULL,
      "comma, header: 2 1=0.75 3 0=0.25 4 1=0.5" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  g_autofree char *found = NULL;

  text_cases_check (cases, G_N_ELEMENTS (cases));
  dataset = text_case_read ("label,prob\n1,0.75\n0,0.25\nTotal,220\n", -1,
                            NULL, NULL, TRUE, &error);
  g_assert_no_error (error);
  found = text_case_describe (dataset);
  g_assert_cmpstr (found, ==, "comma, header: 2 1=0.75 3 0=0.25");
  g_assert_cmpint (limen_dataset_get_predictions (dataset)->kind, ==,
                   LIMEN_KIND_PROBABILITY);
  g_assert_cmpuint (limen_dataset_get_n_rejected (dataset), ==, 1);
}

static const char *
find_message (LimenDataset *dataset, const char *code)
{
  GPtrArray *findings = limen_dataset_get_findings (dataset);

  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->code, code))
        return finding->report_message;
    }
  return NULL;
}

/* Findings tell which lines were skipped and which notations were
 * converted. */
static void
test_findings (void)
{
  static const struct
  {
    const char *text, *label, *score, *code, *expected;
  } cases[] = {
    { "# a\n% b\n\n#label,prob\n1,0.75\n0,0.25\n", NULL, NULL,
      "comments-passed-over",
      "Lines above the header that begin with # or % and are skipped as "
      "comments: 2." },
    { "# a\n% b\n\n#label,prob\n1,0.75\n0,0.25\n", NULL, NULL, "blank-lines",
      "Blank lines skipped: 1." },
    { "#label,prob\n1,0.75\n0,0.25\n", NULL, NULL, "comments-passed-over",
      NULL },
    { "label,prob\n1,75%\n0,25%\n", NULL, NULL, "cells-unwrapped",
      "The cells of column \"prob\" are percentages such as \"75%\", and are "
      "divided by 100." },
    { "label,p\n1,\"[0.25, 0.75]\"\n0,\"[0.5,0.5]\"\n", "label", "p[1]",
      "cells-unwrapped",
      "Cells such as \"[0.25, 0.75]\" hold 2 numbers, which are read as "
      "columns \"p[0]\" to \"p[1]\"." },
    { "label,prob,x\n1,0.75,1%\n0,0.25,2%\n", NULL, "prob", "cells-unwrapped",
      NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LimenDataset) dataset = text_case_read (
          cases[i].text, -1, cases[i].label, cases[i].score, FALSE, &error);

      g_test_message ("case %u", i);
      g_assert_no_error (error);
      g_assert_cmpstr (find_message (dataset, cases[i].code), ==,
                       cases[i].expected);
    }
}

/* Rows are found again after comments and with blanks as the delimiter. */
static void
test_row_texts (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset = text_case_read (
      "\357\273\277# c\n\n  label  p  \n 1  \"[0.25, 0.75]\"\n\n"
      "\t0 \"[0.5, 0.5]\"\n1 \"[0.75, 0.25]\"\n",
      -1, "label", "p[1]", FALSE, &error);
  const gsize rows[] = { 2, 0, 1 };
  g_auto (GStrv) texts = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (limen_dataset_find_line (dataset, 0, NULL), ==, 4);
  g_assert_cmpuint (limen_dataset_find_line (dataset, 2, NULL), ==, 7);
  texts = limen_dataset_read_rows (dataset, rows, G_N_ELEMENTS (rows), NULL,
                                   &error);
  g_assert_no_error (error);
  g_assert_cmpstr (texts[0], ==, "1 [0.75, 0.25]");
  g_assert_cmpstr (texts[1], ==, "1 [0.25, 0.75]");
  g_assert_cmpstr (texts[2], ==, "0 [0.5, 0.5]");
}

static void
test_preview (void)
{
  g_autofree char *path = test_write_file (
      "preview.txt",
      "# c\nlabel,p,q\n[1],\"[0.25, 0.75]\",50.5%\n[0],\"[1.0, 0.0]\",\n", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenPreview) preview
      = limen_preview_read (path, NULL, 5, NULL, &error);
  static const char *const names[] = { "label", "p[0]", "p[1]", "q" };
  static const char *const cells[][4]
      = { { "1", "0.25", "0.75", "0.505" }, { "0", "1.0", "0.0", "" } };

  g_assert_no_error (error);
  g_assert_cmpuint (preview->names->len, ==, G_N_ELEMENTS (names));
  g_assert_cmpuint (preview->rows->len, ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpstr (g_ptr_array_index (preview->names, i), ==, names[i]);
      g_assert_cmpstr (g_ptr_array_index (preview->keys, i), ==, names[i]);
      for (guint row = 0; row < 2; row++)
        g_assert_cmpstr (((GStrv) g_ptr_array_index (preview->rows, row))[i],
                         ==, cells[row][i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lines-around-table/above", test_above);
  g_test_add_func ("/lines-around-table/no-header", test_no_header);
  g_test_add_func ("/lines-around-table/summary-rows", test_summary_rows);
  g_test_add_func ("/lines-around-table/findings", test_findings);
  g_test_add_func ("/lines-around-table/row-texts", test_row_texts);
  g_test_add_func ("/lines-around-table/preview", test_preview);
  return g_test_run ();
}
