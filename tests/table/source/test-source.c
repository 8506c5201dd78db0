/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "counts.h"
#include "dataset.h"
#include "memory-source.h"
#include "support.h"
#include "sweep.h"
#include "table-error.h"

#define N_ROWS 10000

/* A table with typed columns, and the text file that corresponds to it. */
typedef struct
{
  double scores[N_ROWS], weights[N_ROWS];
  gint64 labels[N_ROWS];
  const char *groups[N_ROWS];
  gboolean is_null[N_ROWS];
  MemoryColumn columns[4];
} Table;

/* Positive rows come last, and one score is -0. */
static Table *
table_new (void)
{
  static const char *const groups[] = { "north", "south", "NA" };
  Table *self = g_new0 (Table, 1);
  guint32 state = 1;

  for (gsize i = 0; i < N_ROWS; i++)
    {
      state = state * 1664525u + 1013904223u;
      self->scores[i] = i == 7 ? -0.0 : state / 4294967296.0;
      self->labels[i] = i >= N_ROWS * 2 / 3;
      self->weights[i] = 0.1 + i % 7;
      self->groups[i] = groups[i % 3];
    }
  self->columns[0] = (MemoryColumn){ "y", MEMORY_INTEGERS, self->labels };
  self->columns[1]
      = (MemoryColumn){ "prob", MEMORY_NUMBERS, self->scores, self->is_null };
  self->columns[2] = (MemoryColumn){ "weight", MEMORY_NUMBERS, self->weights };
  self->columns[3] = (MemoryColumn){ "region", MEMORY_TEXTS, self->groups };
  return self;
}

static char *
write_as_text (const Table *self)
{
  g_autoptr (GString) text = g_string_new ("y,prob,weight,region\n");
  char score[G_ASCII_DTOSTR_BUF_SIZE], weight[G_ASCII_DTOSTR_BUF_SIZE];

  for (gsize i = 0; i < N_ROWS; i++)
    g_string_append_printf (
        text, "%d,%s,%s,%s\n", (int) self->labels[i],
        g_ascii_dtostr (score, sizeof score, self->scores[i]),
        g_ascii_dtostr (weight, sizeof weight, self->weights[i]),
        self->groups[i]);
  return test_write_file ("table.csv", text->str, (gssize) text->len);
}

static LimenDataset *
read_table (Table *table, const LimenReadOptions *options, gsize n_columns,
            gsize n_rows, GError **error)
{
  g_autoptr (LimenReadOptions) defaults = limen_read_options_new ();
  g_autoptr (LimenSource) source
      = memory_source_new ("table", table->columns, n_columns, n_rows);

  return limen_dataset_read_source (
      source, options != NULL ? options : defaults, NULL, NULL, NULL, error);
}

static void
assert_same_rows (LimenDataset *dataset, LimenDataset *expected)
{
  const LimenPredictions *a = limen_dataset_get_predictions (dataset);
  const LimenPredictions *b = limen_dataset_get_predictions (expected);
  gsize n = b->n_rows;

  g_assert_cmpint (a->task, ==, b->task);
  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpuint (a->positive, ==, b->positive);
  g_assert_cmpuint (a->n_rows, ==, n);
  g_assert_cmpmem (a->scores[0], n * 8, b->scores[0], n * 8);
  g_assert_cmpmem (a->labels, n * 2, b->labels, n * 2);
  g_assert_cmpmem (a->weights, n * 8, b->weights, n * 8);
  g_assert_cmpmem (a->groups, n * 4, b->groups, n * 4);
  for (gsize i = 0; i < b->n_classes; i++)
    g_assert_cmpstr (limen_dataset_get_class_name (dataset, i), ==,
                     limen_dataset_get_class_name (expected, i));
  for (gsize i = 0; i < limen_dataset_get_n_groups (expected); i++)
    g_assert_cmpstr (limen_dataset_get_group_name (dataset, i), ==,
                     limen_dataset_get_group_name (expected, i));
}

/* Typed columns give the same rows as their text, to the last bit, nearly all
 * of them in batches. */
static void
test_typed (void)
{
  g_autofree Table *table = table_new ();
  g_autofree char *path = write_as_text (table);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenSource) source
      = memory_source_new ("table", table->columns, 4, N_ROWS);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (LimenDataset) expected = NULL;

  options->group = g_strdup ("region");
  options->weight = g_strdup ("weight");
  dataset
      = limen_dataset_read_source (source, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  expected = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_same_rows (dataset, expected);
  g_assert_cmpuint (memory_source_get_n_single (source), >=, 2);
  g_assert_cmpuint (memory_source_get_n_single (source), <, 10);
  g_assert_null (limen_dataset_get_sha256 (dataset));
}

/* A row is read again by its position. */
static void
test_rows (void)
{
  g_autofree Table *table = table_new ();
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  g_autofree char *row = NULL;

  table->is_null[4] = TRUE;
  table->scores[6] = 0.375;
  options->skip_bad_rows = TRUE;
  dataset = read_table (table, options, 4, N_ROWS, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (limen_dataset_get_n_rejected (dataset), ==, 1);
  g_assert_cmpuint (limen_dataset_find_line (dataset, 5, NULL), ==, 7);
  g_assert_cmpstr (limen_dataset_get_row_word (dataset), ==, "record");
  row = limen_dataset_read_row (dataset, 5, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (row, ==, "0,0.375,6.1,north");
}

/* Positions are in the unit of the source, and name the column once. */
static void
test_problems (void)
{
  g_autofree Table *table = table_new ();
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset = NULL;

  table->is_null[4] = table->is_null[9] = TRUE;
  table->scores[12] = 1.5;
  table->weights[20] = -2;
  options->weight = g_strdup ("weight");
  options->has_kind = TRUE;
  options->kind = LIMEN_KIND_PROBABILITY;
  dataset = read_table (table, options, 4, N_ROWS, &error);
  g_assert_null (dataset);
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROWS);
  g_assert_cmpstr (
      error->message, ==,
      "table: record 13, column \"prob\": 1.5 is not a probability, which "
      "lies from 0 to 1; if these are logits, give --kind logit\n"
      "table: record 21, column \"weight\": weight -2 is negative; it must be "
      "0 or more\n"
      "table: record 5, column \"prob\": the score is missing in 2 rows, on "
      "records 5 and 10");
}

/* In a text, the same rows have other positions. */
static void
test_text_problems (void)
{
  g_autofree char *path = test_write_file (
      "bad.csv", "y,prob\n0,0.25\n1,\n0,1.5\n1,NA\n1,0.75\n", -1);
  g_autofree char *expected = g_strdup_printf (
      "%s:4:2: 1.5 is not a probability, which lies from 0 to 1; if these are "
      "logits, give --kind logit\n"
      "%s:3:2: column \"prob\": the score is missing in 2 rows, on lines 3 "
      "and "
      "5",
      path, path);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;

  options->has_kind = TRUE;
  options->kind = LIMEN_KIND_PROBABILITY;
  g_assert_null (limen_dataset_read (path, options, NULL, NULL, NULL, &error));
  g_assert_cmpstr (error->message, ==, expected);
}

/* Findings refer to a record. */
static void
test_finding (void)
{
  g_autofree Table *table = table_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  GPtrArray *findings;
  gboolean is_found = FALSE;

  table->scores[9000] = 1.5;
  dataset = read_table (table, NULL, 4, N_ROWS, &error);
  g_assert_no_error (error);
  findings = limen_dataset_get_findings (dataset);
  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->code, "few-outside"))
        is_found
            = strstr (finding->report_message, "(record 9,001 has the first)")
                  != NULL
              || strstr (finding->report_message,
                         "(record 9001 has the first)")
                     != NULL;
    }
  g_assert_true (is_found);
}

/* Scores from memory are joined with labels from a text file. */
static void
test_joined (void)
{
  g_autofree Table *table = table_new ();
  g_autoptr (GString) text = g_string_new ("label\n");
  g_autofree char *path = NULL;
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenSource) source
      = memory_source_new ("scores", table->columns + 1, 1, N_ROWS);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  const LimenPredictions *numbers;

  for (gsize i = 0; i < N_ROWS; i++)
    g_string_append (text, i % 3 == 0 ? "cat\n" : "dog\n");
  path = test_write_file ("labels.csv", text->str, (gssize) text->len);
  options->labels_from = g_strdup (path);
  dataset
      = limen_dataset_read_source (source, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  numbers = limen_dataset_get_predictions (dataset);
  g_assert_cmpuint (numbers->n_rows, ==, N_ROWS);
  for (gsize i = 0; i < N_ROWS; i++)
    g_assert_cmpstr (
        limen_dataset_get_class_name (dataset, numbers->labels[i]), ==,
        i % 3 == 0 ? "cat" : "dog");
  g_assert_cmpuint (memory_source_get_n_single (source), <, 10);
}

/* Unclear columns lead to the same question as in a text. */
static void
test_question (void)
{
  g_autofree Table *table = table_new ();
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;

  options->labels = g_strsplit ("truth", ",", -1);
  g_assert_null (read_table (table, options, 4, N_ROWS, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROLES);
  g_assert_nonnull (strstr (error->message, "prob"));
}

static void
test_empty (void)
{
  g_autofree Table *table = table_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (read_table (table, NULL, 4, 0, &error));
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, "table: "));
}

/* Counts give the sweep of the rows that they count. */
static void
test_counts (void)
{
  static const double scores[] = { 0.25, 0.5, 0.125, 0.25 };
  static const double positives[] = { 1, 2, 0, 1 };
  static const double negatives[] = { 3, 0, 2, 0 };
  static const double row_scores[]
      = { 0.25, 0.25, 0.25, 0.25, 0.25, 0.5, 0.5, 0.125, 0.125 };
  static const uint16_t row_labels[] = { 1, 1, 0, 0, 0, 1, 1, 0, 0 };
  g_autoptr (LimenSource) source = memory_source_new_of_counts (
      "counts", scores, positives, negatives, 4);
  g_autoptr (GError) error = NULL;
  LimenSweep *sweep = limen_counts_read_sweep (source, &error);
  LimenSweep *expected = limen_sweep_new (row_scores, row_labels, 1, NULL, 9);

  g_assert_no_error (error);
  g_assert_cmpuint (limen_sweep_get_n_scores (sweep), ==,
                    limen_sweep_get_n_scores (expected));
  for (size_t i = 0; i <= limen_sweep_get_n_scores (expected); i++)
    {
      LimenConfusion a = limen_sweep_get_confusion (sweep, i);
      LimenConfusion b = limen_sweep_get_confusion (expected, i);

      g_assert_true (limen_sweep_get_score (sweep, i)
                     == limen_sweep_get_score (expected, i));
      g_assert_cmpfloat (a.tp, ==, b.tp);
      g_assert_cmpfloat (a.fp, ==, b.fp);
      g_assert_cmpfloat (a.fn, ==, b.fn);
      g_assert_cmpfloat (a.tn, ==, b.tn);
    }
  limen_sweep_free (sweep);
  limen_sweep_free (expected);
}

static void
assert_bad_counts (const double *scores, const double *positives,
                   const double *negatives, gsize n, const char *message)
{
  g_autoptr (LimenSource) source = memory_source_new_of_counts (
      "counts", scores, positives, negatives, n);
  g_autoptr (GError) error = NULL;

  g_assert_null (limen_counts_read_sweep (source, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_DATA);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_bad_counts (void)
{
  static const double good[] = { 0.25, 2 }, negative[] = { 3, -1 };
  static const double infinite[] = { 0.5, INFINITY };
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenSource) source
      = memory_source_new_of_counts ("counts", good, good, good, 2);
  g_autoptr (GError) error = NULL;

  assert_bad_counts (infinite, good, good, 2,
                     "counts: count 2, column \"score\": inf is not a score; "
                     "scores are finite numbers");
  assert_bad_counts (good, negative, good, 2,
                     "counts: count 2, column \"positives\": -1 is not a "
                     "count; counts are 0 or more");
  assert_bad_counts (good, good, infinite, 2,
                     "counts: count 2, column \"negatives\": inf is not a "
                     "count; counts are 0 or more");
  assert_bad_counts (good, good, good, 0,
                     "counts: no counts; each score needs a row with its "
                     "positives and negatives");
  g_assert_null (
      limen_dataset_read_source (source, options, NULL, NULL, NULL, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FORMAT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/source/typed", test_typed);
  g_test_add_func ("/source/rows", test_rows);
  g_test_add_func ("/source/problems", test_problems);
  g_test_add_func ("/source/text-problems", test_text_problems);
  g_test_add_func ("/source/finding", test_finding);
  g_test_add_func ("/source/joined", test_joined);
  g_test_add_func ("/source/question", test_question);
  g_test_add_func ("/source/empty", test_empty);
  g_test_add_func ("/source/counts", test_counts);
  g_test_add_func ("/source/bad-counts", test_bad_counts);
  return g_test_run ();
}
