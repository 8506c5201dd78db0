/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "reading-memory.h"
#include "recall.h"
#include "stored-options.h"
#include "support.h"
#include "table-error.h"

#define HEADER "id,x,y,p,q\n"
#define ROWS "1,1,0,0.25,0.5\n2,0,1,0.75,0.125\n3,1,1,0.5,0.25\n"
#define OTHER_ROWS "4,0,1,0.5,0.75\n5,0,0,0.125,0.5\n6,1,0,0.5,0.5\n"

static LimenDataset *
read_path (const char *path, const LimenReadOptions *options,
           LimenReadOptions **recalled, GError **error)
{
  *recalled = limen_recall_find (path, options, NULL);
  return limen_recall_read (path, recalled, options, NULL, NULL, NULL, error);
}

/* Reads a file with its remembered options. */
static LimenReadOptions *
keep (const char *name, const char *text, const LimenReadOptions *options)
{
  g_autofree char *path = test_write_file (name, text, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  LimenReadOptions *kept;

  g_assert_no_error (error);
  kept = limen_recall_keep (dataset, options, &error);
  g_assert_no_error (error);
  return kept;
}

static const LimenFinding *
find_finding (LimenDataset *dataset, const char *code)
{
  GPtrArray *findings = limen_dataset_get_findings (dataset);

  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->code, code))
        return finding;
    }
  return NULL;
}

/* Columns given by number and inferred columns are remembered by name; options
 * about single rows are not remembered. */
static void
test_recall (void)
{
  g_autoptr (LimenReadOptions) given = limen_read_options_new ();
  g_autoptr (LimenReadOptions) nothing = limen_read_options_new ();
  g_autoptr (LimenReadOptions) kept = NULL, recalled = NULL;
  g_autofree char *path = NULL, *roles = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;
  const LimenFinding *finding;

  stored_options_remove ();
  given->labels = stored_options_split ("3");
  given->scores = stored_options_split ("5");
  given->has_kind = TRUE;
  given->kind = LIMEN_KIND_SCORE;
  given->skip_bad_rows = TRUE;
  kept = keep ("october.csv", HEADER ROWS, given);
  roles = limen_read_options_describe_roles (kept);
  g_assert_cmpstr (roles, ==, "--label y --score q --kind score");
  g_assert_cmpstr (kept->like, ==, "october.csv");
  g_assert_false (kept->skip_bad_rows);

  path = test_write_file ("november.csv", HEADER OTHER_ROWS, -1);
  dataset = read_path (path, nothing, &recalled, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (limen_dataset_get_label_column (dataset, 0), ==, "y");
  g_assert_cmpstr (limen_dataset_get_score_column (dataset, 0), ==, "q");
  g_assert_cmpint (limen_dataset_get_predictions (dataset)->kind, ==,
                   LIMEN_KIND_SCORE);
  g_assert_cmpstr (limen_dataset_get_like (dataset), ==, "october.csv");
  finding = find_finding (dataset, "read-like");
  g_assert_nonnull (finding);
  g_assert_true (g_regex_match_simple (
      "^Read like october\\.csv \\(\\d{4}-\\d\\d-\\d\\d\\): --label y --score "
      "q --kind score$",
      finding->report_message, 0, 0));
}

/* An inferred role is remembered with the given ones; without given options,
 * nothing is remembered. */
static void
test_inferred (void)
{
  g_autoptr (LimenReadOptions) given = limen_read_options_new ();
  g_autoptr (LimenReadOptions) kept = NULL;
  g_autofree char *roles = NULL;

  given->positive = g_strdup ("0");
  kept = keep ("october.csv", "id,label,prob\n1,0,0.5\n2,1,0.25\n", given);
  roles = limen_read_options_describe_roles (kept);
  g_assert_cmpstr (roles, ==, "--label label --score prob --positive 0");
}

typedef struct
{
  const char *given;  /* options in key file format */
  const char *first;  /* the file that they are remembered for */
  const char *second; /* with the same header */
  const char *reason; /* NULL if the options fit */
} Fit;

/* Options that contradict the contents are not used, with a finding. */
static void
test_misfit (void)
{
  static const Fit cases[] = {
    { "positive=yes", "label,prob\nyes,0.5\nno,0.25\n",
      "label,prob\n1,0.5\n0,0.25\n", "label \"yes\" does not occur" },
    { "positive=yes", "label,prob\nyes,0.5\nno,0.25\n",
      "label,prob\nyes,0.75\nno,0.5\n", NULL },
    { "undo=percent", "label,prob\n1,50\n0,25\n",
      "label,prob\n1,0.5\n0,0.25\n", "not percentages" },
    { "undo=percent", "label,prob\n1,50\n0,25\n", "label,prob\n1,0.5\n0,2\n",
      NULL },
    { "kind=logit", "label,prob\n1,2\n0,-1\n", "label,prob\n1,0.5\n0,0.25\n",
      "not logits" },
    { "kind=logit", "label,prob\n1,2\n0,-1\n", "label,prob\n1,0.5\n0,-0.25\n",
      NULL },
    { "kind=probability", "label,prob\n1,0.5\n0,0.25\n",
      "label,prob\n1,3\n0,-2.5\n", "3" },
    { "task=binary", "label,prob,pred\n1,0.5,1\n0,0.25,1\n",
      "label,prob,pred\na,0.5,a\nb,0.25,a\nc,0.75,c\n", "label" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text
          = g_strconcat ("[g]\n", cases[i].given, "\n", NULL);
      g_autoptr (LimenReadOptions) given = stored_options_parse (text, NULL);
      g_autoptr (LimenReadOptions) nothing = limen_read_options_new ();
      g_autoptr (LimenReadOptions) kept = NULL, recalled = NULL;
      g_autofree char *path = NULL;
      g_autoptr (LimenDataset) dataset = NULL;
      g_autoptr (GError) error = NULL;
      const LimenFinding *finding;

      stored_options_remove ();
      kept = keep ("first.csv", cases[i].first, given);
      path = test_write_file ("second.csv", cases[i].second, -1);
      dataset = read_path (path, nothing, &recalled, &error);
      g_assert_no_error (error);
      g_test_message ("%s, %s", cases[i].given, cases[i].second);
      finding = find_finding (dataset, cases[i].reason != NULL
                                           ? "not-read-like"
                                           : "read-like");
      g_assert_nonnull (finding);
      if (cases[i].reason == NULL)
        continue;
      g_assert_null (limen_dataset_get_like (dataset));
      g_assert_nonnull (recalled->misfit);
      g_assert_cmpint (finding->severity, ==, LIMEN_SEVERITY_WARNING);
      g_assert_nonnull (strstr (finding->report_message, "first.csv"));
      g_assert_nonnull (strstr (finding->report_message, cases[i].reason));
      g_assert_null (strstr (finding->report_message, path));
    }
}

/* Columns that are unclear without the memory come from it, except what
 * contradicts the contents and was not given. */
static void
test_part (void)
{
  static const Fit cases[] = {
    { "undo=percent\nkind=probability", "foo,bar,baz\n0,62,74\n1,74,92\n",
      "foo,bar,baz\n0,0.8,0.94\n1,0.03,0.47\n", "not percentages" },
    { "kind=logit", "foo,bar,baz\n0,-6,7.5\n1,4,9\n",
      "foo,bar,baz\n0,0.8,0.94\n1,0.03,0.47\n", "not logits" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat ("[g]\nlabel=foo\nscore=bar\n",
                                           cases[i].given, "\n", NULL);
      g_autoptr (LimenReadOptions) given = stored_options_parse (text, NULL);
      g_autoptr (LimenReadOptions) nothing = limen_read_options_new ();
      g_autoptr (LimenReadOptions) kept = NULL, recalled = NULL, all = NULL;
      g_autofree char *path = NULL, *roles = NULL;
      g_autoptr (LimenDataset) dataset = NULL, as_said = NULL;
      g_autoptr (GError) error = NULL;
      const LimenFinding *finding;

      stored_options_remove ();
      kept = keep ("first.csv", cases[i].first, given);
      path = test_write_file ("second.csv", cases[i].second, -1);
      dataset = read_path (path, nothing, &recalled, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (limen_dataset_get_label_column (dataset, 0), ==,
                       "foo");
      g_assert_cmpstr (limen_dataset_get_score_column (dataset, 0), ==,
                       "bar");
      g_assert_cmpfloat (limen_dataset_get_predictions (dataset)->scores[0][0],
                         ==, 0.8);
      g_assert_cmpint (limen_dataset_get_predictions (dataset)->kind, ==,
                       LIMEN_KIND_PROBABILITY);
      roles = limen_read_options_describe_roles (recalled);
      g_assert_cmpstr (roles, ==, "--label foo --score bar");
      g_assert_cmpstr (limen_dataset_get_like (dataset), ==, "first.csv");
      finding = find_finding (dataset, "not-read-like");
      g_assert_nonnull (finding);
      g_assert_nonnull (strstr (finding->report_message, cases[i].reason));
      g_assert_null (
          strstr (finding->report_message, "inferred from their names"));

      nothing->has_undo = given->has_undo;
      nothing->undo = given->undo;
      nothing->has_kind = given->has_kind;
      nothing->kind = given->kind;
      as_said = read_path (path, nothing, &all, &error);
      g_assert_no_error (error);
      g_assert_null (find_finding (as_said, "not-read-like"));
      g_assert_cmpint (limen_dataset_get_predictions (as_said)->kind, ==,
                       given->kind);
    }
}

/* A single bad row is corrected or skipped; it does not lead to other
 * columns. */
static void
test_bad_row (void)
{
  g_autoptr (LimenReadOptions) given = limen_read_options_new ();
  g_autoptr (LimenReadOptions) nothing = limen_read_options_new ();
  g_autoptr (LimenReadOptions) kept = NULL, recalled = NULL;
  g_autofree char *path = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;

  stored_options_remove ();
  given->labels = stored_options_split ("label");
  given->scores = stored_options_split ("other");
  kept = keep ("october.csv", "label,prob,other\n1,0.5,0.75\n0,0.25,0.5\n",
               given);
  path = test_write_file ("november.csv",
                          "label,prob,other\n1,0.5,0.75\n0,0.25,x\n", -1);
  dataset = read_path (path, nothing, &recalled, &error);
  g_assert_null (dataset);
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROWS);
  g_assert_nonnull (strstr (error->message, "column \"other\""));
  g_assert_cmpstr (recalled->like, ==, "october.csv");
}

/* Files without a header are not remembered. */
static void
test_no_header (void)
{
  g_autoptr (LimenReadOptions) given = limen_read_options_new ();
  g_autofree char *path
      = test_write_file ("plain.csv", "1,0.5\n0,0.25\n", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset = NULL;

  stored_options_remove ();
  given->positive = g_strdup ("0");
  dataset = limen_dataset_read (path, given, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (limen_dataset_get_header_key (dataset));
  g_assert_null (limen_recall_keep (dataset, given, &error));
  g_assert_nonnull (strstr (error->message, "no header"));
  g_assert_true (limen_reading_memory_is_empty ());
}

typedef struct
{
  const char *like, *text; /* two files */
  const char *given;       /* options for the second file */
  const char *expected;    /* roles, or a part of the error */
} Alike;

/* Columns of another file are found by name, at any position. */
static void
test_like (void)
{
  static const Alike cases[] = {
    { "id,label,prob\n1,0,0.5\n2,1,0.25\n",
      "prob,x,label\n0.5,1,0\n0.25,2,1\n", "", "--label label --score prob" },
    { "id,label,prob\n1,0,0.5\n2,1,0.25\n",
      "prob,x,label\n0.5,1,0\n0.25,2,1\n", "score=x\nkind=score\n",
      "--label label --score x --kind score" },
    { "id,label,prob\n1,0,0.5\n2,1,0.25\n", "y,x\n0,0.5\n1,0.25\n", "",
      "input.csv: to be read like like.csv it lacks the columns \"label\", "
      "\"prob\"; the columns are \"y\", "
      "\"x\"" },
    { "id,label,prob\n1,0,0.5\n2,1,0.25\n", "y,prob\n0,0.5\n1,0.25\n", "",
      "it lacks the column \"label\"" },
    { "id,label,prob\n1,0,0.5\n2,1,0.25\n", "y,prob\n0,0.5\n1,0.25\n",
      "label=y\n", "--label y --score prob" },
    /* a column number is only valid for the same columns */
    { "1,0.5\n0,0.25\n", "1,0.75\n0,0.5\n", "", "--label 1 --score 2" },
    { "1,0.5\n0,0.25\n", "x,1,0.75\ny,0,0.5\n", "", "has no unique name" },
    { "1,0.5\n0,0.25\n", "label,prob\n1,0.75\n0,0.5\n", "",
      "column 2 of like.csv has no unique name" },
    { "a,b,c\n0,0.1,0.2\n1,0.4,0.7\n", "label,prob\n1,0.75\n0,0.5\n", "",
      "like.csv: " },
  };

  stored_options_remove ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *given_text
          = g_strconcat ("[g]\n", cases[i].given, NULL);
      g_autoptr (LimenReadOptions) given
          = stored_options_parse (given_text, NULL);
      g_autofree char *like = test_write_file ("like.csv", cases[i].like, -1);
      g_autofree char *path = test_write_file ("input.csv", cases[i].text, -1);
      g_autoptr (GError) error = NULL;
      g_autoptr (LimenReadOptions) found
          = limen_recall_find_like (path, like, given, NULL, &error);
      g_autofree char *result
          = found != NULL ? limen_read_options_describe_roles (found)
                          : g_strdup (error->message);

      if (strstr (result, cases[i].expected) == NULL)
        g_error ("no \"%s\" in \"%s\"", cases[i].expected, result);
      if (found != NULL)
        g_assert_cmpstr (found->like, ==, "like.csv");
    }
}

/* Options remembered for the other file take precedence over inferred ones. */
static void
test_like_remembered (void)
{
  g_autoptr (LimenReadOptions) given = limen_read_options_new ();
  g_autoptr (LimenReadOptions) nothing = limen_read_options_new ();
  g_autoptr (LimenReadOptions) kept = NULL, found = NULL;
  g_autofree char *like = NULL, *path = NULL, *roles = NULL;
  g_autoptr (GError) error = NULL;

  stored_options_remove ();
  given->labels = stored_options_split ("y");
  given->scores = stored_options_split ("q");
  kept = keep ("september.csv", HEADER ROWS, given);
  like = test_write_file ("october.csv", HEADER OTHER_ROWS, -1);
  path = test_write_file ("input.csv", "q,y\n0.5,1\n0.25,0\n", -1);
  found = limen_recall_find_like (path, like, nothing, NULL, &error);
  g_assert_no_error (error);
  roles = limen_read_options_describe_roles (found);
  g_assert_cmpstr (roles, ==, "--label y --score q");
  g_assert_cmpstr (found->like, ==, "october.csv");
  g_assert_nonnull (found->like_date);
}

int
main (int argc, char **argv)
{
  g_autofree char *data = g_build_filename (test_get_folder (), "data", NULL);

  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recall/recall", test_recall);
  g_test_add_func ("/recall/inferred", test_inferred);
  g_test_add_func ("/recall/misfit", test_misfit);
  g_test_add_func ("/recall/part", test_part);
  g_test_add_func ("/recall/bad-row", test_bad_row);
  g_test_add_func ("/recall/no-header", test_no_header);
  g_test_add_func ("/recall/like", test_like);
  g_test_add_func ("/recall/like-remembered", test_like_remembered);
  return g_test_run ();
}
