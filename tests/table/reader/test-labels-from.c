/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "dataset.h"
#include "preview.h"
#include "message.h"
#include "support.h"
#include "table-error.h"

/* Enough rows for several blocks and stretches of the fast path. */
#define N_ROWS 30000

/* Options for a label file with this text; `label` and `id` may be NULL. */
static LimenReadOptions *
new_options (const char *labels, const char *label, const char *id)
{
  const char *const columns[] = { label, NULL };
  LimenReadOptions *options = limen_read_options_new ();

  options->labels_from = test_write_file ("labels.csv", labels, -1);
  options->labels = label != NULL ? g_strdupv ((char **) columns) : NULL;
  options->no_id = g_strcmp0 (id, "none") == 0;
  options->id = options->no_id ? NULL : g_strdup (id);
  return options;
}

static LimenDataset *
read_scores (const char *scores, const LimenReadOptions *options,
             GError **error)
{
  g_autofree char *path = test_write_file ("scores.csv", scores, -1);

  return limen_dataset_read (path, options, NULL, NULL, NULL, error);
}

static LimenDataset *
read_good (const char *scores, const LimenReadOptions *options)
{
  g_autoptr (GError) error = NULL;
  LimenDataset *dataset = read_scores (scores, options, &error);

  g_assert_no_error (error);
  return dataset;
}

/* The dataset in one line: "label/score class:rows ... how it is matched", and
 * scores with the name of their label. */
static char *
describe (LimenDataset *dataset)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  const LimenLabelsFrom *from = limen_dataset_get_labels_from (dataset);
  GString *out = g_string_new (NULL);

  g_string_append_printf (
      out, "%s/%s %s/%s %d %d %d:", limen_dataset_get_label_column (dataset, 0),
      limen_dataset_get_score_column (dataset, 0),
      from->scores_id != NULL ? from->scores_id : "order",
      from->id != NULL ? from->id : "order", (int) from->n_matched,
      (int) from->n_unlabelled, (int) limen_labels_from_count_unused (from));
  for (gsize i = 0; i < numbers->n_rows; i++)
    g_string_append_printf (
        out, " %s=%g",
        numbers->labels[i] == LIMEN_UNKNOWN_LABEL
            ? "?"
            : limen_dataset_get_class_name (dataset, numbers->labels[i]),
        numbers->scores[0][i]);
  return g_string_free (out, FALSE);
}

/* The columns that were inferred are named in the options that a dataset
 * keeps, also where they have no names: these read both files as before. */
static void
check_repeated (const char *scores, LimenDataset *dataset,
                const char *expected)
{
  g_autoptr (LimenReadOptions) options = limen_dataset_new_reading (dataset);
  g_autoptr (LimenDataset) repeated = NULL;
  g_autofree char *found = NULL;

  g_assert_nonnull (options->labels);
  repeated = read_good (scores, options);
  found = describe (repeated);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_accepted (void)
{
  static const struct
  {
    const char *scores, *labels, *label, *id, *expected;
  } cases[] = {
    /* by order */
    { "0.75\n0.5\n0.25\n", "1\n0\n0\n", NULL, NULL,
      "1/1 order/order 3 0 0: 1=0.75 0=0.5 0=0.25" },
    { "0.75\n0.5\n0.25\n", "y\n1\n0\n0\n", NULL, NULL,
      "y/1 order/order 3 0 0: 1=0.75 0=0.5 0=0.25" },
    { "p\n0.75\n0.5\n0.25\n", "1\n0\n0\n", NULL, NULL,
      "1/p order/order 3 0 0: 1=0.75 0=0.5 0=0.25" },
    { "0.75\r\n0.5\r\n0.25", "1\r\n0\r\n0", NULL, NULL,
      "1/1 order/order 3 0 0: 1=0.75 0=0.5 0=0.25" },
    /* words, the first of which is not a header */
    { "0.75\n0.5\n0.25\n", "spam\nham\nspam\n", NULL, NULL,
      "1/1 order/order 3 0 0: spam=0.75 ham=0.5 spam=0.25" },
    { "0.75\n0.5\n", "id,spam\nx1,spam\nx2,ham\n", NULL, NULL,
      "spam/1 order/order 2 0 0: spam=0.75 ham=0.5" },
    /* the label column */
    { "p\n0.75\n0.5\n", "age;target\n7;1\n9;0\n", NULL, NULL,
      "target/p order/order 2 0 0: 1=0.75 0=0.5" },
    { "p\n0.75\n0.5\n", "id,sick,Usage\n7,1,Public\n9,0,Private\n", NULL, NULL,
      "sick/p order/order 2 0 0: 1=0.75 0=0.5" },
    { "p\n0.75\n0.5\n", "a,b\n7,1\n9,0\n", "b", NULL,
      "b/p order/order 2 0 0: 1=0.75 0=0.5" },
    { "p\n0.75\n0.5\n", "a,b\n7,1\n9,0\n", "2", NULL,
      "b/p order/order 2 0 0: 1=0.75 0=0.5" },
    /* a label column without a name */
    { "id,p\n7,0.75\n9,0.5\n", "id,\n7,1\n9,0\n", NULL, "id",
      "2/p id/id 2 0 0: 1=0.75 0=0.5" },
    /* labels in the file of the scores are not used */
    { "target,p\n0,0.75\n0,0.5\n", "target\n1\n0\n", NULL, NULL,
      "target/p order/order 2 0 0: 1=0.75 0=0.5" },
    /* by identifier */
    { "id,p\na,0.75\nb,0.5\nc,0.25\n", "id,y\nc,0\nb,0\na,1\n", NULL, "id",
      "y/p id/id 3 0 0: 1=0.75 0=0.5 0=0.25" },
    { "id,p\na,0.75\nb,0.5\nc,0.25\n", "id,y\nc,0\nd,1\na,1\n", NULL, "id",
      "y/p id/id 2 1 1: 1=0.75 0=0.25" },
    { "image,p\na,0.75\nb,0.5\n", "y,file\n0,b\n1,a\n", NULL, "image=file",
      "y/p image/file 2 0 0: 1=0.75 0=0.5" },
    { "a=b,p\na,0.75\nb,0.5\n", "y,c=d\n0,b\n1,a\n", NULL, "a=b=c=d",
      "y/p a=b/c=d 2 0 0: 1=0.75 0=0.5" },
    { "a\t0.75\nb\t0.5\n", "b\tspoof\na\tbonafide\nc\tspoof\n", NULL, "1",
      "2/2 1/1 2 0 1: bonafide=0.75 spoof=0.5" },
    /* identifiers are texts, without surrounding blanks and quotes */
    { "id,p\n 1 ,0.75\n\"2\",0.5\n", "id,y\n2,0\n1,1\n", NULL, "id",
      "y/p id/id 2 0 0: 1=0.75 0=0.5" },
    { "id,p\n1,0.75\n01,0.5\n", "id,y\n01,0\n1,1\n", NULL, "id",
      "y/p id/id 2 0 0: 1=0.75 0=0.5" },
    { "id,p\n1,0.75\n2,0.5\n", "id,y\n1.0,0\n1,1\n2.0,1\n", NULL, "id",
      "y/p id/id 1 1 2: 1=0.75" },
    /* an identifier column found in both files, with the same values */
    { "id,p\na,0.75\nb,0.5\n", "id,y\nb,0\na,1\n", NULL, NULL,
      "y/p id/id 2 0 0: 1=0.75 0=0.5" },
    { "PassengerId,p\n7,0.75\n8,0.5\n", "passengerid,y\n8,0\n7,1\n", NULL,
      NULL, "y/p PassengerId/passengerid 2 0 0: 1=0.75 0=0.5" },
    { "index,id,p\n0,a,0.75\n1,b,0.5\n", "index,id,y\n0,b,0\n1,a,1\n", NULL,
      NULL, "y/p id/id 2 0 0: 1=0.75 0=0.5" },
    /* one that is not unique, but shows that the order is right */
    { "patient_id,p\n7,0.75\n7,0.5\n8,0.25\n", "patient_id,y\n7,1\n7,0\n8,0\n",
      NULL, NULL, "y/p order/order 3 0 0: 1=0.75 0=0.5 0=0.25" },
    /* not checked if the order is requested */
    { "id,p\na,0.75\nb,0.5\n", "id,y\nb,0\na,1\n", NULL, "none",
      "y/p order/order 2 0 0: 0=0.75 1=0.5" },
    /* blank lines after each row, or with several columns */
    { "p\n\n0.75\n\n0.5\n\n0.25\n\n0.125\n", "1\n0\n0\n1\n", NULL, NULL,
      "1/p order/order 4 0 0: 1=0.75 0=0.5 0=0.25 1=0.125" },
    { "q,p\n3,0.75\n\n4,0.5\n4,0.25\n", "1\n0\n0\n\n\n", NULL, NULL,
      "1/p order/order 3 0 0: 1=0.75 0=0.5 0=0.25" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenReadOptions) options
          = new_options (cases[i].labels, cases[i].label, cases[i].id);
      g_autoptr (LimenDataset) dataset = NULL;
      g_autofree char *found = NULL;

      g_test_message ("%s %s", cases[i].scores, cases[i].labels);
      dataset = read_good (cases[i].scores, options);
      found = describe (dataset);
      g_assert_cmpstr (found, ==, cases[i].expected);
      check_repeated (cases[i].scores, dataset, found);
    }
}

/* Each with the beginning of its message, in which S and L are the files. */
static void
test_refused (void)
{
  static const struct
  {
    const char *scores, *labels, *label, *id;
    LimenTableError code;
    const char *message;
  } cases[] = {
    { "0.75\n0.5\n", "1\n0\n0\n", NULL, NULL, LIMEN_TABLE_ERROR_LABELS,
      "L: 3 rows of labels, but S has 2 of scores*--id COLUMN" },
    { "0.75\n0.5\n0.25\n", "1\n0\n", NULL, NULL, LIMEN_TABLE_ERROR_LABELS,
      "L: 2 rows of labels, but S has 3 of scores*--id COLUMN" },
    { "0.75\n0.5\n0.25\n", "cat\ndog\ncow\n", NULL, NULL,
      LIMEN_TABLE_ERROR_LABELS,
      "L: 2 rows of labels*its first line, with "
      "\"cat\", was taken for the header" },
    { "0.75\n0.5\n", "spam\nham\nspam\n", NULL, NULL, LIMEN_TABLE_ERROR_LABELS,
      "L: 3 rows of labels*its first line was taken for a row" },
    { "", "1\n0\n", NULL, NULL, LIMEN_TABLE_ERROR_DATA, "S: no data rows" },
    { "p\n", "1\n0\n", NULL, NULL, LIMEN_TABLE_ERROR_DATA, "S: no data rows" },
    { "p\n0.75\n", "a,b\n7,1\n", NULL, NULL, LIMEN_TABLE_ERROR_LABELS,
      "L: it is not clear which column holds the true labels; give --label "
      "COLUMN. The columns are \"a\", \"b\"" },
    { "p\n0.75\n", "a,b\n7,1\n", "c", NULL, LIMEN_TABLE_ERROR_LABELS,
      "L: --label \"c\": there is no such column" },
    { "p\n0.75\n", "a,b\n7,1\n", "b,b", NULL, LIMEN_TABLE_ERROR_LABELS,
      "L: column \"b\" cannot have two roles" },
    { "id,p\n3,0.75\n", "id,b\n7,1\n", "id", "id", LIMEN_TABLE_ERROR_LABELS,
      "L: column \"id\" cannot have two roles" },
    { "id,p\n3,0.75\n", "a,b\n7,1\n", "b", "id", LIMEN_TABLE_ERROR_LABELS,
      "*L: --id \"id\": there is no such column" },
    { "q,p\n3,0.75\n", "id,b\n7,1\n", "b", "id", LIMEN_TABLE_ERROR_LABELS,
      "S: --id \"id\": there is no such column" },
    /* duplicate identifiers */
    { "id,p\na,0.75\nb,0.5\n", "id,y\na,1\n\nb,0\na,1\n", NULL, "id",
      LIMEN_TABLE_ERROR_LABELS,
      "L:5:1: column \"id\": \"a\" is also the id on line 2, but" },
    { "p,id\n0.75,a\n0.5,b\n0.25,a\n", "id,y\na,1\nb,0\n", NULL, "id",
      LIMEN_TABLE_ERROR_LABELS,
      "S:4:2: column \"id\": \"a\" is also the id on line 2, but" },
    { "id,p\na,0.75\nb,0.5\na,0.25\n", "id,y\na,1\nb,0\n", NULL, NULL,
      LIMEN_TABLE_ERROR_LABELS,
      "S:4:1: column \"id\": \"a\" is also the id on line 2, but*--id none" },
    { "id,p\na,0.75\n", "y,id\n1,\n", NULL, "id", LIMEN_TABLE_ERROR_LABELS,
      "L:2:2: column \"id\": the id is missing" },
    { "id,p\na,0.75\n,0.5\n", "y,id\n1,a\n", NULL, "id",
      LIMEN_TABLE_ERROR_ROWS, "S:3:1: column \"id\": the id is missing" },
    /* no match */
    { "id,p\n1,0.75\n2,0.5\n", "id,y\n1.0,1\n2.0,0\n", NULL, "id",
      LIMEN_TABLE_ERROR_LABELS,
      "S: column \"id\": no row has an id*such as \"1.0\"*the same way*" },
    { "id,p\n1,0.75\n2,0.5\n", "id,y\n1,1\n3,0\n", NULL, NULL,
      LIMEN_TABLE_ERROR_LABELS,
      "S: both files have a column \"id\", but 1 of 2 rows here cannot be "
      "matched with L, and 1 of 2 rows there*--id \"id\"*--id none" },
    { "patient_id,p\n7,0.75\n7,0.5\n8,0.25\n", "patient_id,y\n7,1\n8,0\n7,0\n",
      NULL, NULL, LIMEN_TABLE_ERROR_LABELS,
      "S:3:1: column \"patient_id\": \"7\", and \"8\" on line 3 of "
      "labels.csv*--id none" },
    /* blank lines that may be rows */
    { "0.75\n\n0.5\n0.25\n", "1\n0\n\n1\n", NULL, NULL,
      LIMEN_TABLE_ERROR_LABELS, "S: 1 blank line between the rows" },
    { "0.75\n0.5\n0.25\n", "1\n\n0\n1\n", NULL, NULL, LIMEN_TABLE_ERROR_LABELS,
      "L: 1 blank line between the rows" },
    /* problems in labels are reported in their file */
    { "p\n0.75\n0.5\n0.25\n", "a,y\n3,1\n4,NA\n5,0\n", "y", NULL,
      LIMEN_TABLE_ERROR_ROWS,
      "L:3:2: column \"y\": the label is missing (\"NA\") in 1 row" },
    { "p\n0.75\nx\n0.25\n", "y\n1\n0\n0\n", "y", NULL, LIMEN_TABLE_ERROR_ROWS,
      "S:3:1: column \"p\": \"x\" is not a number" },
    { "p,q\n0.75,1\n0.5,1,1\n", "y\n1\n0\n", NULL, NULL,
      LIMEN_TABLE_ERROR_ROWS, "S:3:3: 3 fields, expected 2" },
    { "p\n0.75\n0.5\n", "y,z\n1,3\n0\n", "y", NULL, LIMEN_TABLE_ERROR_LABELS,
      "L:3:1: 1 field, expected 2" },
    { "p\n0.75\n0.5\n0.25\n", "y\na\nb\nc\n", NULL, NULL,
      LIMEN_TABLE_ERROR_DATA, "L: column \"y\" has 3 labels" },
    { "p\n0.75\n", "", NULL, NULL, LIMEN_TABLE_ERROR_LABELS,
      "L: no data rows" },
    { "p\n0.75\n", "y\n", NULL, NULL, LIMEN_TABLE_ERROR_LABELS,
      "L: no data rows" },
    { "p\n0.75\n", "y\n\"1\n", NULL, NULL, LIMEN_TABLE_ERROR_FORMAT, "L:2" },
  };
  g_autofree char *scores_path
      = g_build_filename (test_get_folder (), "scores.csv", NULL);
  g_autofree char *labels_path
      = g_build_filename (test_get_folder (), "labels.csv", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenReadOptions) options
          = new_options (cases[i].labels, cases[i].label, cases[i].id);
      g_autoptr (GError) error = NULL, shown = NULL;
      g_autoptr (GString) message = NULL;
      g_autofree char *pattern = g_strconcat (cases[i].message, "*", NULL);

      g_test_message ("%s %s", cases[i].scores, cases[i].labels);
      g_assert_null (read_scores (cases[i].scores, options, &error));
      message = g_string_new (error->message);
      g_string_replace (message, scores_path, "S", 0);
      g_string_replace (message, labels_path, "L", 0);
      if (!g_pattern_match_simple (pattern, message->str))
        g_error ("\"%s\" is not \"%s\"", message->str, pattern);
      g_assert_error (error, LIMEN_TABLE_ERROR, (int) cases[i].code);
      limen_message_prepare_program (LIMEN_MESSAGE_SCREEN);
      g_assert_null (read_scores (cases[i].scores, options, &shown));
      limen_message_prepare_program (LIMEN_MESSAGE_REPORT);
      g_assert_null (strstr (shown->message, "--")); /* no option */
    }
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

static void
test_findings (void)
{
  g_autoptr (LimenReadOptions) given
      = new_options ("id,y\nc,0\nd,1\na,1\ne,1\n", NULL, "id");
  g_autoptr (LimenDataset) part
      = read_good ("id,p\na,0.75\nb,0.5\nc,0.25\n", given);
  g_autoptr (LimenReadOptions) guess
      = new_options ("id,y\nb,0\na,1\n", NULL, NULL);
  g_autoptr (LimenDataset) whole
      = read_good ("id,p\na,0.75\nb,0.5\n", guess);

  g_assert_cmpstr (find_finding (part, "rows-unmatched")->report_message, ==,
                   "Unmatched rows, left out: 1 of 3 in scores.csv (no label "
                   "in labels.csv). Unmatched labels there: 2 of 4 (no "
                   "scores).");
  g_assert_cmpint (find_finding (part, "rows-unmatched")->severity, ==,
                   LIMEN_SEVERITY_WARNING);
  g_assert_null (find_finding (part, "labels-matched-by-id"));
  g_assert_null (find_finding (whole, "rows-unmatched"));
  g_assert_nonnull (find_finding (whole, "labels-matched-by-id"));
}

/* Invalid rows are skipped in either file, and later rows keep their
 * labels. */
static void
test_skipped (void)
{
  g_autoptr (LimenReadOptions) options
      = new_options ("1\n0\nNA\n1\n0\n", NULL, NULL);
  g_autoptr (LimenDataset) dataset = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *row = NULL;

  options->skip_bad_rows = TRUE;
  dataset = read_good ("0.75\nx\n0.5\n0.25\n0.125\n", options);
  found = describe (dataset);
  g_assert_cmpstr (found, ==,
                   "1/1 order/order 5 0 0: 1=0.75 1=0.25 0=0.125");
  g_assert_cmpuint (limen_dataset_get_n_rejected (dataset), ==, 2);
  g_assert_cmpuint (limen_dataset_find_line (dataset, 1, &error), ==, 4);
  row = limen_dataset_read_row (dataset, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (row, ==, "0.25");
}

static void
test_ignored (void)
{
  g_autoptr (LimenReadOptions) options
      = new_options ("1\n0\n-1\n1\n", NULL, NULL);
  const char *const ignored[] = { "-1", NULL };
  g_autoptr (LimenDataset) dataset = NULL;
  g_autofree char *found = NULL;

  options->ignored = g_strdupv ((char **) ignored);
  dataset = read_good ("0.75\n0.5\n0.25\n0.125\n", options);
  found = describe (dataset);
  g_assert_cmpstr (found, ==, "1/1 order/order 4 0 0: 1=0.75 0=0.5 1=0.125");
  g_assert_cmpuint (limen_dataset_get_n_ignored (dataset), ==, 1);
}

/* When cutoffs are applied, rows need no label. */
static void
test_optional (void)
{
  g_autoptr (LimenReadOptions) options
      = new_options ("id,y\nc,0\na,1\nd,NA\n", NULL, "id");
  g_autoptr (LimenDataset) dataset = NULL;
  g_autofree char *found = NULL;

  options->label_is_optional = TRUE;
  options->has_task = TRUE;
  options->positive = g_strdup ("1");
  dataset
      = read_good ("id,p\na,0.75\nb,0.5\nc,0.25\nd,0.125\n", options);
  found = describe (dataset);
  g_assert_cmpstr (found, ==,
                   "y/p id/id 3 1 0: 1=0.75 ?=0.5 0=0.25 ?=0.125");
  g_assert_cmpuint (limen_dataset_get_n_labelled (dataset), ==, 2);
  g_assert_cmpstr (limen_dataset_get_label_text (dataset, 3), ==, "NA");
}

/* Several label columns. */
static void
test_classes (void)
{
  const char *scores = "p_a,p_b,p_c\n0.7,0.2,0.1\n0.1,0.8,0.1\n0.2,0.2,0.6\n"
                       "0.6,0.2,0.2\n";
  g_autoptr (LimenReadOptions) names = new_options ("a\nb\nc\na\n", NULL, NULL);
  g_autoptr (LimenDataset) by_name = read_good (scores, names);
  g_autofree char *found = describe (by_name);
  g_autoptr (LimenReadOptions) one_hot = NULL;
  g_autoptr (LimenDataset) soft = NULL;
  g_autoptr (LimenReadOptions) several = NULL;
  g_autoptr (LimenDataset) multilabel = NULL;
  const LimenPredictions *numbers;

  g_assert_cmpstr (found, ==,
                   "1/p_a order/order 4 0 0: a=0.7 b=0.1 c=0.2 a=0.6");
  one_hot = new_options ("c,b,a\n0,0,1\n0,1,0\n1,0,0\n0,0,1\n", NULL, NULL);
  soft = read_good (scores, one_hot);
  numbers = limen_dataset_get_predictions (soft);
  g_assert_cmpint (numbers->task, ==, LIMEN_TASK_MULTICLASS);
  g_assert_cmpuint (numbers->labels[0], ==, 0);
  g_assert_cmpuint (numbers->labels[2], ==, 2);
  several = new_options ("c,b,a\n0,1,1\n0,1,0\n1,0,0\n0,0,1\n", NULL, NULL);
  multilabel = read_good (scores, several);
  numbers = limen_dataset_get_predictions (multilabel);
  g_assert_cmpint (numbers->task, ==, LIMEN_TASK_MULTILABEL);
  g_assert_cmpuint (numbers->truths[0][0], ==, 1);
  g_assert_cmpuint (numbers->truths[1][0], ==, 1);
  g_assert_cmpuint (numbers->truths[2][0], ==, 0);
}

/* An identifier column may also be the group. */
static void
test_group (void)
{
  g_autoptr (LimenReadOptions) options
      = new_options ("id,y\nc,0\nb,0\na,1\n", NULL, "id");
  g_autoptr (LimenDataset) dataset = NULL;
  g_autofree char *found = NULL;

  options->group = g_strdup ("id");
  dataset = read_good ("id,p\na,0.75\nb,0.5\nc,0.25\n", options);
  found = describe (dataset);
  g_assert_cmpstr (found, ==, "y/p id/id 3 0 0: 1=0.75 0=0.5 0=0.25");
  g_assert_cmpuint (limen_dataset_get_n_groups (dataset), ==, 3);
  g_assert_cmpstr (limen_dataset_get_group_name (dataset, 2), ==, "c");
}

static void
test_regression (void)
{
  g_autoptr (LimenReadOptions) options
      = new_options ("2.5\n-1\n3e2\n", NULL, NULL);
  g_autoptr (LimenDataset) dataset = NULL;
  const LimenPredictions *numbers;

  options->has_task = TRUE;
  options->task = LIMEN_TASK_REGRESSION;
  dataset = read_good ("2\n-0.5\n310\n", options);
  numbers = limen_dataset_get_predictions (dataset);
  g_assert_cmpfloat (numbers->targets[0][0], ==, 2.5);
  g_assert_cmpfloat (numbers->targets[0][2], ==, 300);
}

/* Many rows: in one file, and split into two. */
typedef struct
{
  gboolean has_id;
  guint n_bad; /* every n_bad-th row has no label; 0 if all have one */
  GString *both, *scores, *labels;
} Files;

static const char *
get_label (const Files *self, guint row)
{
  if (self->n_bad > 0 && row % self->n_bad == self->n_bad - 1)
    return "NA";
  return row % 3 == 0 ? "yes" : "no";
}

static Files
files_new (gboolean has_id, guint n_bad)
{
  Files self = { has_id, n_bad, g_string_new ("y,p\n"),
                 g_string_new (has_id ? "id,p\n" : "p\n"),
                 g_string_new (has_id ? "y,id\n" : "y\n") };
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint i = 0; i < N_ROWS; i++)
    {
      guint other = has_id ? (i * 7919 + 13) % N_ROWS : i;
      double p = g_rand_double (random);

      g_string_append_printf (self.both, "%s,%.6f\n", get_label (&self, i), p);
      if (has_id)
        g_string_append_printf (self.scores, "row%u,", i);
      g_string_append_printf (self.scores, "%.6f\n", p);
      g_string_append (self.labels, get_label (&self, other));
      if (has_id)
        g_string_append_printf (self.labels, ",row%u", other);
      g_string_append_c (self.labels, '\n');
    }
  return self;
}

static void
files_clear (Files *self)
{
  g_string_free (self->both, TRUE);
  g_string_free (self->scores, TRUE);
  g_string_free (self->labels, TRUE);
}

static void
assert_same (LimenDataset *expected, LimenDataset *dataset)
{
  const LimenPredictions *a = limen_dataset_get_predictions (expected);
  const LimenPredictions *b = limen_dataset_get_predictions (dataset);

  g_assert_cmpmem (a->scores[0], a->n_rows * sizeof (double), b->scores[0],
                   b->n_rows * sizeof (double));
  g_assert_cmpmem (a->labels, a->n_rows * sizeof (guint16), b->labels,
                   b->n_rows * sizeof (guint16));
  g_assert_cmpuint (limen_dataset_get_n_rejected (expected), ==,
                    limen_dataset_get_n_rejected (dataset));
  for (gsize row = 0; row < a->n_rows; row += 997)
    g_assert_cmpuint (limen_dataset_find_line (expected, row, NULL), ==,
                      limen_dataset_find_line (dataset, row, NULL));
}

static void
set_lenient (LimenReadOptions *options, gboolean is_optional)
{
  options->skip_bad_rows = TRUE;
  options->label_is_optional = is_optional;
  options->has_task = TRUE;
}

/* With any block size and number of threads. */
static void
compare_with_one_file (gboolean has_id, guint n_bad, gboolean is_optional)
{
  Files files = files_new (has_id, n_bad);
  g_autofree char *path = test_write_file ("both.csv", files.both->str, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenReadOptions) joined
      = new_options (files.labels->str, NULL, has_id ? "id" : NULL);
  g_autoptr (LimenDataset) expected = NULL;
  g_autoptr (GError) error = NULL;

  set_lenient (options, is_optional);
  set_lenient (joined, is_optional);
  expected = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint n_threads = 1; n_threads <= 3; n_threads++)
    {
      g_autoptr (LimenDataset) dataset = NULL;

      joined->n_threads = n_threads;
      joined->block_size = n_threads * 5000;
      dataset = read_good (files.scores->str, joined);
      assert_same (expected, dataset);
    }
  files_clear (&files);
}

static void
test_many (void)
{
  for (int i = 0; i < 8; i++)
    compare_with_one_file (i & 1, i & 2 ? 17 : 0, i & 4);
}

static void
test_preview (void)
{
  g_autoptr (LimenReadOptions) options
      = new_options ("id,y\nb,0\na,1\n", NULL, "id");
  g_autofree char *path
      = test_write_file ("scores.csv", "id,p\na,0.75\nb,0.5\n", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenPreview) preview
      = limen_preview_read (path, options, 5, NULL, &error);
  GStrv row;

  g_assert_no_error (error);
  g_assert_cmpuint (preview->names->len, ==, 3);
  g_assert_cmpuint (preview->labels->len, ==, 1);
  g_assert_cmpint (g_array_index (preview->labels, int, 0), ==, 2);
  g_assert_cmpint (g_array_index (preview->scores, int, 0), ==, 1);
  row = g_ptr_array_index (preview->rows, 0);
  g_assert_cmpstr (row[0], ==, "a");
  g_assert_cmpstr (row[2], ==, "1");
}

static void
test_no_excerpt (void)
{
  g_autoptr (LimenReadOptions) options = new_options ("1\n0\n", NULL, NULL);
  g_autofree char *path = test_write_file ("scores.csv", "0.75\n0.5\n", -1);
  g_autoptr (GError) error = NULL;
  double share;

  g_assert_null (limen_dataset_read_excerpt (path, options, &share, NULL,
                                             &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_LABELS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/labels-from/accepted", test_accepted);
  g_test_add_func ("/labels-from/refused", test_refused);
  g_test_add_func ("/labels-from/findings", test_findings);
  g_test_add_func ("/labels-from/skipped", test_skipped);
  g_test_add_func ("/labels-from/ignored", test_ignored);
  g_test_add_func ("/labels-from/optional", test_optional);
  g_test_add_func ("/labels-from/classes", test_classes);
  g_test_add_func ("/labels-from/group", test_group);
  g_test_add_func ("/labels-from/regression", test_regression);
  g_test_add_func ("/labels-from/many", test_many);
  g_test_add_func ("/labels-from/preview", test_preview);
  g_test_add_func ("/labels-from/no-excerpt", test_no_excerpt);
  return g_test_run ();
}
