/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bytes.h"
#include "dataset.h"
#include "dialect.h"
#include "excerpt.h"
#include "support.h"
#include "table-error.h"

#define N_ROWS 900000
/* Step between scores: row i has the score i * STEP, which identifies it. */
#define STEP 1e-7

/* Appends row `i`. */
typedef void (*AppendRow) (GString *text, guint i);

static void
append_plain (GString *text, guint i)
{
  g_string_append_printf (text, "%u,0.%07u\n", i % 2, i);
}

static void
append_crlf (GString *text, guint i)
{
  g_string_append_printf (text, "%u,0.%07u\r\n", i % 2, i);
}

static void
append_sorted (GString *text, guint i)
{
  g_string_append_printf (text, "%u,0.%07u\n", i >= 700000, i);
}

static void
append_quoted (GString *text, guint i)
{
  g_string_append_printf (text, "\"%u\",\"0.%07u\",\"a, \"\"b\"\"\"\n", i % 2,
                          i);
}

static void
append_line_ends (GString *text, guint i)
{
  g_string_append_printf (text, "%u,0.%07u,\"one\n%u,0.5,two\n\"\n", i % 2, i,
                          i % 2);
}

/* One row in a hundred is invalid. */
static void
append_flawed (GString *text, guint i)
{
  g_string_append_printf (text, i % 100 == 99 ? "%u,none%u\n" : "%u,0.%07u\n",
                          i % 2, i);
}

static char *
write_rows (const char *header, AppendRow append, guint n_rows)
{
  g_autoptr (GString) text = g_string_new (header);

  for (guint i = 0; i < n_rows; i++)
    append (text, i);
  return test_write_file ("large.csv", text->str, (gssize) text->len);
}

static LimenDataset *
read_excerpt (const char *path, double *share)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;
  LimenDataset *dataset
      = limen_dataset_read_excerpt (path, options, share, NULL, &error);

  g_assert_no_error (error);
  return dataset;
}

static int
compare_rows (const void *a, const void *b)
{
  return *(const guint *) a < *(const guint *) b   ? -1
         : *(const guint *) a > *(const guint *) b ? 1
                                                   : 0;
}

/* The indices of the rows that were read, in order. */
static guint *
sort_rows (LimenDataset *dataset)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  guint *rows = g_new (guint, numbers->n_rows);

  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      rows[i] = (guint) round (numbers->scores[0][i] / STEP);
      g_assert_cmpuint (numbers->labels[i], ==, rows[i] % 2);
    }
  qsort (rows, numbers->n_rows, sizeof *rows, compare_rows);
  return rows;
}

/* Whole rows of the file, each once, from all over it: the gap between
 * neighbours is at most a sixteenth of the file. */
static void
assert_fair (const char *path)
{
  double share;
  g_autoptr (LimenDataset) dataset = read_excerpt (path, &share);
  gsize n = limen_dataset_get_predictions (dataset)->n_rows;
  g_autofree guint *rows = sort_rows (dataset);

  g_assert_cmpuint (limen_dataset_get_n_rejected (dataset), ==, 0);
  g_assert_cmpuint (rows[0], ==, 0);
  for (gsize i = 1; i < n; i++)
    {
      g_assert_cmpuint (rows[i], >, rows[i - 1]);
      g_assert_cmpuint (rows[i] - rows[i - 1], <=, N_ROWS / 16);
    }
  g_assert_cmpuint (N_ROWS - rows[n - 1], <=, N_ROWS / 16);
  g_assert_cmpfloat (share, <, 1);
  test_assert_near ((double) n / share / N_ROWS, 1, 0.02);
}

static void
test_rows (void)
{
  static const struct
  {
    const char *header;
    AppendRow append;
  } cases[] = {
    { "label,prob\n", append_plain },
    { "label,prob\r\n", append_crlf },
    { "label,prob,note\n", append_quoted },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path
          = write_rows (cases[i].header, cases[i].append, N_ROWS);

      assert_fair (path);
    }
}

/* A file sorted by label, and therefore by score, has the same columns, kind,
 * classes and shares as the whole file. */
static void
test_sorted (void)
{
  g_autofree char *path = write_rows ("label,prob\n", append_sorted, N_ROWS);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenDataset) all
      = limen_dataset_read (path, options, NULL, NULL, NULL, NULL);
  double share;
  g_autoptr (LimenDataset) some = read_excerpt (path, &share);
  const LimenPredictions *numbers = limen_dataset_get_predictions (some);

  g_assert_cmpstr (limen_dataset_get_score_column (some, 0), ==, "prob");
  g_assert_cmpint (numbers->kind, ==, LIMEN_KIND_PROBABILITY);
  g_assert_cmpuint (numbers->n_classes, ==, 2);
  g_assert_cmpuint (numbers->positive, ==,
                    limen_dataset_get_predictions (all)->positive);
  for (gsize k = 0; k < 2; k++)
    {
      g_assert_cmpstr (limen_dataset_get_class_name (some, k), ==,
                       limen_dataset_get_class_name (all, k));
      test_assert_near (
          (double) limen_dataset_get_class_rows (some, k)
              / (double) numbers->n_rows,
          (double) limen_dataset_get_class_rows (all, k) / N_ROWS, 0.08);
    }
}

/* Positions of rows are unknown, and none are invented. */
static void
test_places (void)
{
  g_autofree char *path = write_rows ("label,prob\n", append_plain, N_ROWS);
  double share;
  g_autoptr (LimenDataset) dataset = read_excerpt (path, &share);
  g_autoptr (GError) error = NULL;

  g_assert_null (limen_dataset_get_sha256 (dataset));
  g_assert_null (limen_dataset_read_row (dataset, 3, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FILE);
}

static void
test_bad_rows (void)
{
  g_autofree char *path = write_rows ("label,prob\n", append_flawed, N_ROWS);
  double share;
  g_autoptr (LimenDataset) dataset = read_excerpt (path, &share);
  double n = (double) limen_dataset_get_predictions (dataset)->n_rows;
  double n_rejected = (double) limen_dataset_get_n_rejected (dataset);

  test_assert_near (n_rejected / (n + n_rejected), 0.01, 0.002);
}

/* A stretch that begins between quotes gives nothing or an error that says so;
 * the rest are rows of the file. */
static void
test_line_ends (void)
{
  g_autofree char *path
      = write_rows ("label,prob,note\n", append_line_ends, N_ROWS / 2);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;
  double share;
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read_excerpt (path, options, &share, NULL, &error);
  g_autofree guint *rows = dataset != NULL ? sort_rows (dataset) : NULL;

  g_assert_true ((rows == NULL) == (error != NULL));
  if (error != NULL)
    g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FORMAT);
}

/* With lines as long as a stretch, some rows are still read. */
static void
test_long_lines (void)
{
  g_autofree char *blank = g_strnfill (30000, ' ');
  g_autoptr (GString) text = g_string_new ("label,prob,note\n");
  g_autofree char *path = NULL;
  double share;
  g_autoptr (LimenDataset) dataset = NULL;

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (text, "%u,0.%07u,%s\n", i % 2, i, blank);
  path = test_write_file ("large.csv", text->str, (gssize) text->len);
  dataset = read_excerpt (path, &share);
  g_assert_cmpuint (limen_dataset_get_n_rejected (dataset), ==, 0);
  g_assert_cmpuint (limen_dataset_get_predictions (dataset)->n_rows, >=, 80);
}

static void
assert_none (const char *path, GCancellable *cancellable, GQuark domain,
             int code)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;
  double share;

  g_assert_null (limen_dataset_read_excerpt (path, options, &share,
                                             cancellable, &error));
  g_assert_error (error, domain, code);
}

/* The previous size. */
static char *
compress (const char *path)
{
  g_autofree char *compressed = g_strconcat (path, ".gz", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (path);
  g_autoptr (GFile) to = g_file_new_for_path (compressed);
  g_autoptr (GConverter) converter = G_CONVERTER (
      g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 0));
  g_autoptr (GInputStream) in
      = G_INPUT_STREAM (g_file_read (from, NULL, NULL));
  g_autoptr (GInputStream) squeezed
      = g_converter_input_stream_new (in, converter);
  g_autoptr (GOutputStream) out = G_OUTPUT_STREAM (
      g_file_replace (to, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL));

  g_assert_cmpint (g_output_stream_splice (
                       out, squeezed, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                       NULL, NULL),
                   >, 0);
  return g_steal_pointer (&compressed);
}

static void
test_refused (void)
{
  g_autofree char *small = write_rows ("label,prob\n", append_plain, 1000);
  g_autofree char *large = NULL, *compressed = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  assert_none (small, NULL, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FORMAT);
  assert_none ("/no/such/file.csv", NULL, LIMEN_TABLE_ERROR,
               LIMEN_TABLE_ERROR_FILE);
  large = write_rows ("label,prob\n", append_plain, N_ROWS);
  compressed = compress (large);
  assert_none (compressed, NULL, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FILE);
  g_cancellable_cancel (cancelled);
  assert_none (large, cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
change_file (const char *path, goffset new_size)
{
  g_assert_cmpint (truncate (path, new_size), ==, 0);
}

/* A file that changes its size while it is read is an error. */
static void
test_changed (void)
{
  static const goffset sizes[] = { 2000000, 6000000, 20000000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *path = write_rows ("label,prob\n", append_plain,
                                          N_ROWS);
      g_autoptr (GError) error = NULL;
      g_autoptr (LimenBytes) input = limen_bytes_open (path, NULL, &error);
      g_autofree char *head = g_malloc (LIMEN_HEAD_SIZE);
      g_autofree char *excerpt = NULL;
      gsize length;

      g_assert_true (limen_bytes_read_all (input, head, LIMEN_HEAD_SIZE,
                                           &length, &error));
      change_file (path, sizes[i]);
      excerpt
          = limen_excerpt_read (input, head, LIMEN_HEAD_SIZE, &length, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (length, <=, LIMEN_EXCERPT_SIZE);
      g_assert_false (limen_bytes_finish (input, &error));
      g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FILE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/excerpt/rows", test_rows);
  g_test_add_func ("/excerpt/sorted", test_sorted);
  g_test_add_func ("/excerpt/places", test_places);
  g_test_add_func ("/excerpt/bad-rows", test_bad_rows);
  g_test_add_func ("/excerpt/line-ends", test_line_ends);
  g_test_add_func ("/excerpt/long-lines", test_long_lines);
  g_test_add_func ("/excerpt/refused", test_refused);
  g_test_add_func ("/excerpt/changed", test_changed);
  return g_test_run ();
}
