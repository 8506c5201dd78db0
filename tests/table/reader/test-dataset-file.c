/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dataset.h"
#include "dataset-cases.h"
#include "support.h"
#include "table-error.h"

static void
test_not_files (void)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autofree char *fifo
      = g_build_filename (test_get_folder (), "fifo", NULL);
  g_autofree char *link
      = g_build_filename (test_get_folder (), "dangling", NULL);
  const char *paths[] = { test_get_folder (), fifo, link, "/dev/zero",
                          "/nowhere/at all.csv" };

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpint (symlink ("nothing there", link), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (limen_dataset_read (paths[i], options, NULL, NULL, NULL,
                                         &error));
      g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FILE);
      g_assert_true (g_str_has_prefix (error->message, paths[i]));
    }
}

static char *
make_rows (gsize n)
{
  GString *text = g_string_new ("label,prob\n");

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%d,0.%06d\n", i % 3 == 0, (int) (i * 7919 % 1000003));
  return g_string_free (text, FALSE);
}

static char *
write_gzip (const char *name, const char *text, gsize length)
{
  g_autoptr (GConverter) converter = G_CONVERTER (
      g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
  g_autofree char *out = g_malloc (length + 1000);
  gsize n_read, n_written;

  g_assert_cmpint (g_converter_convert (converter, text, length, out,
                                        length + 1000,
                                        G_CONVERTER_INPUT_AT_END, &n_read,
                                        &n_written, NULL),
                   ==, G_CONVERTER_FINISHED);
  g_assert_cmpuint (n_read, ==, length);
  return test_write_file (name, out, (gssize) n_written);
}

static void
assert_same (LimenDataset *a, LimenDataset *b)
{
  const LimenPredictions *first = limen_dataset_get_predictions (a);
  const LimenPredictions *second = limen_dataset_get_predictions (b);

  g_assert_cmpuint (first->n_rows, ==, second->n_rows);
  g_assert_cmpmem (first->scores[0], first->n_rows * sizeof (double),
                   second->scores[0], second->n_rows * sizeof (double));
  g_assert_cmpmem (first->labels, first->n_rows * sizeof (guint16),
                   second->labels, second->n_rows * sizeof (guint16));
}

static void
test_gzip (void)
{
  g_autofree char *text = make_rows (200000);
  gsize length = strlen (text), half = length / 2;
  g_autofree char *path = write_gzip ("rows.csv.gz", text, length);
  g_autofree char *first = write_gzip ("first", text, half);
  g_autofree char *second = write_gzip ("second", text + half, length - half);
  g_autofree char *first_bytes = NULL, *second_bytes = NULL, *joined = NULL;
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenDataset) plain = dataset_case_read_good (text, NULL);
  g_autoptr (LimenDataset) packed = NULL, members = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *row = NULL;
  gsize n_first, n_second;

  packed = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_same (plain, packed);
  row = limen_dataset_read_row (packed, 150000, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (row, "1,0."));

  /* two members and trailing zeros */
  g_file_get_contents (first, &first_bytes, &n_first, NULL);
  g_file_get_contents (second, &second_bytes, &n_second, NULL);
  g_byte_array_append (bytes, (guint8 *) first_bytes, (guint) n_first);
  g_byte_array_append (bytes, (guint8 *) second_bytes, (guint) n_second);
  g_byte_array_append (bytes, (guint8 *) "\0\0\0", 3);
  joined = test_write_file ("joined.gz", (char *) bytes->data, bytes->len);
  members = limen_dataset_read (joined, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_same (plain, members);

  /* truncated */
  g_free (joined);
  joined = test_write_file ("cut.gz", first_bytes, (gssize) n_first - 9);
  g_assert_null (
      limen_dataset_read (joined, options, NULL, NULL, NULL, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "gzip"));
}

static void
cancel_cb (goffset done, goffset total, gpointer user_data)
{
  g_assert_false (g_cancellable_is_cancelled (user_data));
  g_cancellable_cancel (user_data);
}

static void
test_cancel (void)
{
  g_autofree char *text = make_rows (300000);
  g_autofree char *path = test_write_file ("large.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  options->n_threads = 1; /* so that the thread that reports progress reads */
  g_assert_null (limen_dataset_read (path, options, cancel_cb, cancellable,
                                     cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
append_cb (goffset done, goffset total, gpointer user_data)
{
  FILE *file = fopen (user_data, "a");

  fputs ("1,0.5\n", file);
  fclose (file);
}

static void
truncate_cb (goffset done, goffset total, gpointer user_data)
{
  g_assert_cmpint (truncate (user_data, 20), ==, 0);
}

static void
test_changing_file (void)
{
  g_autofree char *text = make_rows (300000);
  g_autofree char *path = test_write_file ("large.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  LimenProgressFunc changes[] = { append_cb, truncate_cb };

  options->n_threads = 1; /* so that the thread that reports progress reads */
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (limen_dataset_read (path, options, changes[i], path, NULL,
                                         &error));
      g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FILE);
      g_assert_nonnull (strstr (error->message, "changed"));
    }
}

/* A sparse file with the size of a terabyte. */
static void
test_memory (void)
{
  g_autofree char *text = make_rows (200000);
  g_autofree char *path = test_write_file ("huge.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;

  if (truncate (path, (off_t) 1 << 40) != 0)
    {
      g_test_skip ("this file system has no such sparse files");
      return;
    }
  g_assert_null (limen_dataset_read (path, options, NULL, NULL, NULL, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_MEMORY);
  g_assert_nonnull (strstr (error->message, "is available"));
}

static void
test_provenance (void)
{
  static const char text[] = "label,prob\n1,0.75\n0,0.5\n";
  g_autoptr (LimenDataset) dataset = dataset_case_read_good (text, NULL);
  g_autofree char *sum
      = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  g_assert_cmpstr (limen_dataset_get_sha256 (dataset), ==, sum);
  g_assert_cmpstr (limen_dataset_get_name (dataset), ==, "input.csv");
  g_assert_cmpuint (limen_dataset_get_n_bytes (dataset), ==, strlen (text));
}

/* Rows that span several lines, far down in the file. */
static void
test_row_places (void)
{
  g_autoptr (GString) text = g_string_new ("note,label,prob\n");
  g_autoptr (LimenDataset) dataset = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "\"%s%u\",%u,0.5\n",
                            i % 5000 == 7 ? "two\nlines" : "", i, i % 2);
  dataset = dataset_case_read_good (text->str, NULL);
  for (guint i = 0; i < 20000; i += 997)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *row = limen_dataset_read_row (dataset, i, &error);
      g_autofree char *expected = g_strdup_printf ("%u,%u,0.5", i, i % 2);

      g_assert_no_error (error);
      g_assert_cmpstr (row, ==, expected);
      g_assert_cmpuint (limen_dataset_find_line (dataset, i, NULL), ==,
                        i + 2 + (i > 7) + (i > 5007) + (i > 10007)
                            + (i > 15007));
    }
}

static void
test_blocks (void)
{
  g_autofree char *text = make_rows (300);
  g_autoptr (LimenDataset) whole = dataset_case_read_good (text, NULL);

  for (gsize block = 1; block < 40; block++)
    {
      LimenReadOptions options = { .block_size = block };
      g_autoptr (LimenDataset) pieces
          = dataset_case_read_good (text, &options);

      assert_same (whole, pieces);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset-file/not-files", test_not_files);
  g_test_add_func ("/dataset-file/gzip", test_gzip);
  g_test_add_func ("/dataset-file/cancel", test_cancel);
  g_test_add_func ("/dataset-file/changing-file", test_changing_file);
  g_test_add_func ("/dataset-file/memory", test_memory);
  g_test_add_func ("/dataset-file/provenance", test_provenance);
  g_test_add_func ("/dataset-file/row-places", test_row_places);
  g_test_add_func ("/dataset-file/blocks", test_blocks);
  return g_test_run ();
}
