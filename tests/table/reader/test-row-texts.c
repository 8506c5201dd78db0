/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "dataset.h"
#include "support.h"
#include "table-error.h"

static LimenDataset *
read_file (const char *path)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;
  LimenDataset *dataset;

  options->skip_bad_rows = TRUE;
  dataset = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return dataset;
}

#define OLD "label,prob,name\n0,0.9,Anna\n1,0.2,Bert\n1,0.8,Cleo\n"
#define NEW "label,prob,name\n1,0.1,XXXX\n0,0.3,YYYY\n0,0.4,ZZZZ\n"

static void
replace (const char *path)
{
  g_autofree char *other = test_write_file ("other.csv", NEW, -1);

  g_assert_cmpint (g_rename (other, path), ==, 0);
}

static void
write_over (const char *path)
{
  FILE *file = g_fopen (path, "r+");

  g_assert_cmpuint (fwrite (NEW, 1, strlen (NEW), file), ==, strlen (NEW));
  g_assert_cmpint (fclose (file), ==, 0);
}

/* Writes a file with its old modification time. */
static void
write_over_in_secret (const char *path)
{
  g_autofree char *line = g_strdup_printf (
      "/bin/sh -c \"touch -r '%s' stamp && printf '%%s' x | dd of='%s' bs=1 "
      "seek=30 conv=notrunc status=none && touch -r stamp '%s'\"",
      path, path, path);
  g_auto (GStrv) argv = NULL;
  int status;

  g_assert_true (g_shell_parse_argv (line, NULL, &argv, NULL));
  g_assert_true (g_spawn_sync (test_get_folder (), argv, NULL, 0, NULL, NULL,
                               NULL, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
}

static void
append (const char *path)
{
  FILE *file = g_fopen (path, "a");

  fputs ("1,0.5,Eve\n", file);
  fclose (file);
}

static void
remove_it (const char *path)
{
  g_assert_cmpint (g_remove (path), ==, 0);
}

/* The text of a row comes from the file that was read, or is an error. */
static void
test_changes (void)
{
  static void (*const changes[]) (const char *path)
      = { replace, write_over, write_over_in_secret, append, remove_it };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path = test_write_file ("input.csv", OLD, -1);
      g_autoptr (LimenDataset) dataset = read_file (path);
      g_autofree char *row = limen_dataset_read_row (dataset, 1, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_cmpstr (row, ==, "1,0.2,Bert");
      g_usleep (20000); /* file times have a limited resolution */
      changes[i](path);
      g_assert_null (limen_dataset_read_row (dataset, 1, &error));
      g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FILE);
      if (changes[i] != remove_it)
        g_assert_nonnull (strstr (error->message, "changed since it was read"));
    }
}

/* Rows between blank lines, invalid rows and quoted line ends. */
static GString *
make_text (GPtrArray *expected)
{
  GString *text = g_string_new ("note,label,prob\n");
  g_autoptr (GRand) random = g_rand_new_with_seed (17);

  for (guint i = 0; i < 30000; i++)
    {
      const char *note = "";

      switch (g_rand_int_range (random, 0, 60))
        {
        case 0:
          g_string_append (text, "\n\n");
          break;
        case 1:
          g_string_append (text, "x,y\n");
          break;
        case 2:
          g_string_append (text, "\"a\nb\",1,nothing\n");
          break;
        case 3:
          note = "two\nlines";
          break;
        default:
          break;
        }
      g_string_append_printf (text, "\"%s%u\",%u,0.5\n", note, i, i % 2);
      g_ptr_array_add (expected,
                       g_strdup_printf ("%s%u,%u,0.5",
                                        *note != '\0' ? "two\\nlines" : "", i,
                                        i % 2));
    }
  return text;
}

static void
check_rows (LimenDataset *dataset, GPtrArray *expected, const gsize *rows,
            gsize n)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) texts
      = limen_dataset_read_rows (dataset, rows, n, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (texts), ==, n);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpstr (texts[i], ==, g_ptr_array_index (expected, rows[i]));
}

static char *
compress (const char *path)
{
  char *packed = g_strconcat (path, ".gz", NULL);
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (GFile) file = g_file_new_for_path (packed);
  g_autoptr (GOutputStream) plain
      = G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, 0, NULL, NULL));
  g_autoptr (GConverter) converter = G_CONVERTER (
      g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
  g_autoptr (GOutputStream) stream
      = g_converter_output_stream_new (plain, converter);

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_true (
      g_output_stream_write_all (stream, text, length, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return packed;
}

/* Any rows in any order, in one pass over the file. */
static void
test_many_rows (void)
{
  g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = make_text (expected);
  g_autofree char *plain_path = test_write_file ("mess.csv", text->str, -1);
  g_autofree char *packed_path = compress (plain_path);
  const char *const paths[] = { plain_path, packed_path };
  const gsize edges[] = { 29999, 0, 29999, 1, 0, 17, 29998 };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (LimenDataset) dataset = read_file (paths[i]);
      g_autofree gsize *rows = g_new (gsize, 30000);
      g_autoptr (GRand) random = g_rand_new_with_seed (5);

      g_assert_cmpuint (limen_dataset_get_predictions (dataset)->n_rows, ==,
                        30000);
      check_rows (dataset, expected, edges, G_N_ELEMENTS (edges));
      check_rows (dataset, expected, NULL, 0);
      for (gsize k = 0; k < 30000; k++)
        rows[k] = 29999 - k;
      check_rows (dataset, expected, rows, 30000);
      for (guint step = 2; step < 20000; step = step * 5 / 2)
        {
          gsize n = 0;

          for (gsize row = step / 2; row < 30000;
               row += (gsize) g_rand_int_range (random, 1, (gint32) step))
            rows[n++] = row;
          check_rows (dataset, expected, rows, n);
        }
    }
}

static void
test_no_row (void)
{
  g_autofree char *path = test_write_file ("input.csv", OLD, -1);
  g_autoptr (LimenDataset) dataset = read_file (path);
  const gsize rows[] = { 1, 3 };
  g_autoptr (GError) error = NULL;

  g_assert_null (limen_dataset_read_rows (dataset, rows, 2, NULL, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_OPTIONS);
}

/* Fields that contain the delimiter stay whole; fields have names. */
static void
test_fields (void)
{
  static const gsize rows[] = { 1, 0 };
  g_autofree char *path = test_write_file (
      "fields.csv", "label,prob,\"a, b\"\n0,0.9,\"x, y\"\n1,0.2,\n", -1);
  g_autoptr (LimenDataset) dataset = read_file (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fields
      = limen_dataset_read_fields (dataset, rows, 2, NULL, &error);
  GStrv last;

  g_assert_no_error (error);
  g_assert_cmpuint (limen_dataset_get_n_fields (dataset), ==, 3);
  g_assert_cmpstr (limen_dataset_get_field_name (dataset, 2), ==, "a, b");
  g_assert_cmpuint (fields->len, ==, 2);
  last = fields->pdata[1];
  g_assert_cmpuint (g_strv_length (last), ==, 3);
  g_assert_cmpstr (last[2], ==, "x, y");
  g_assert_cmpstr (((GStrv) fields->pdata[0])[2], ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/row-texts/changes", test_changes);
  g_test_add_func ("/row-texts/many-rows", test_many_rows);
  g_test_add_func ("/row-texts/no-row", test_no_row);
  g_test_add_func ("/row-texts/fields", test_fields);
  return g_test_run ();
}
