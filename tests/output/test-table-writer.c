/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table-writer.h"

#include <math.h>
#include <string.h>

#include "json-reader.h"
#include "support.h"

static const char *const names[] = { "line", "=label", "score", NULL };

static void
add_row (LimenTableWriter *table, double line, const char *label, double score)
{
  limen_table_writer_add_number (table, line);
  limen_table_writer_add_text (table, label);
  limen_table_writer_add_number (table, score);
  g_assert_true (limen_table_writer_end_row (table, NULL));
}

static char *
write_text (const char *format)
{
  g_autoptr (LimenTableWriter) table = limen_table_writer_new_text (format);

  limen_table_writer_add_columns (table, names);
  add_row (table, 2, "a \"b\"", 0.1);
  add_row (table, 3, "=SUM(A1)", NAN);
  add_row (table, 4, "", -INFINITY);
  add_row (table, 5, "\xff\n", 1e300);
  return limen_table_writer_take_text (table);
}

static void
test_csv (void)
{
  g_autofree char *text = write_text ("csv");

  g_assert_cmpstr (text, ==,
                   "\"line\",\"'=label\",\"score\"\n"
                   "2,\"a \"\"b\"\"\",0.1\n3,\"'=SUM(A1)\",\n4,,-inf\n"
                   "5,\"\xff\n\",1e+300\n");
}

static void
test_json (void)
{
  g_autofree char *text = write_text ("json");

  g_assert_cmpstr (
      text, ==,
      "[\n"
      "  { \"line\": 2, \"=label\": \"a \\\"b\\\"\", \"score\": 0.1 },\n"
      "  { \"line\": 3, \"=label\": \"=SUM(A1)\", \"score\": null },\n"
      "  { \"line\": 4, \"=label\": null, \"score\": null },\n"
      "  { \"line\": 5, \"=label\": \"\357\277\275\\n\", \"score\": 1e+300 }\n"
      "]\n");
}

/* Adds two rows for an even index and none for an odd one, except the first.
 */
static void
fill (LimenTableWriter *table, gsize first, gsize end, gconstpointer data)
{
  for (gsize i = first; i < end; i++)
    for (gsize j = 0; j < (i % 2 == 0 ? 2 : 0); j++)
      add_row (table, (double) i, data, 1 / (double) (i + j + 1));
}

/* Rows that are made in parallel have the bytes of rows made one by one, for
 * numbers of them around those of a chunk and of a batch. */
static void
test_parallel (void)
{
  static const gsize sizes[]
      = { 0, 1, 511, 512, 513, 1024, 131071, 131072, 131073, 300000 };
  static const char *const formats[] = { "csv", "json" };

  for (guint i = 0; i < G_N_ELEMENTS (sizes) * G_N_ELEMENTS (formats); i++)
    {
      const char *format = formats[i % 2];
      g_autoptr (LimenTableWriter) table
          = limen_table_writer_new_text (format);
      g_autoptr (LimenTableWriter) single
          = limen_table_writer_new_text (format);
      g_autofree char *text = NULL, *expected = NULL;

      limen_table_writer_add_columns (table, names);
      limen_table_writer_add_columns (single, names);
      g_assert_true (
          limen_table_writer_add_rows (table, sizes[i / 2], fill, "a", NULL));
      fill (single, 0, sizes[i / 2], "a");
      text = limen_table_writer_take_text (table);
      expected = limen_table_writer_take_text (single);
      g_assert_cmpstr (text, ==, expected);
    }
}

/* A number that stands in the row before, too, or differs from that one in its
 * sign or in what it lacks, has its own text. */
static void
test_repeated (void)
{
  static const double scores[] = { 0.1,
                                   0.1,
                                   0,
                                   -0.0,
                                   0,
                                   NAN,
                                   NAN,
                                   INFINITY,
                                   INFINITY,
                                   -2.2250738585072011e-308,
                                   -2.2250738585072011e-308,
                                   0.1 };
  static const char *const expected[] = { "0.1",
                                          "0.1",
                                          "0",
                                          "0",
                                          "0",
                                          "",
                                          "",
                                          "inf",
                                          "inf",
                                          "-2.225073858507201e-308",
                                          "-2.225073858507201e-308",
                                          "0.1" };
  g_autoptr (LimenTableWriter) table = limen_table_writer_new_text ("csv");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  limen_table_writer_add_columns (table, names);
  for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
    add_row (table, 7, "", scores[i]);
  text = limen_table_writer_take_text (table);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
    {
      g_autofree char *line = g_strconcat ("7,,", expected[i], NULL);

      g_assert_cmpstr (lines[i + 1], ==, line);
    }
}

/* A table without rows is whole in both formats. */
static void
test_empty (void)
{
  LimenTableWriter *csv = limen_table_writer_new_text ("csv");
  LimenTableWriter *json = limen_table_writer_new_text ("json");
  g_autofree char *lines = NULL, *array = NULL;

  limen_table_writer_add_columns (csv, names);
  limen_table_writer_add_columns (json, names);
  lines = limen_table_writer_take_text (csv);
  array = limen_table_writer_take_text (json);
  g_assert_cmpstr (lines, ==, "\"line\",\"'=label\",\"score\"\n");
  g_assert_cmpstr (array, ==, "[]\n");
  limen_table_writer_free (csv);
  limen_table_writer_free (json);
}

static void
test_formats (void)
{
  static const struct
  {
    const char *path, *format, *found;
  } cases[] = {
    { "-", NULL, "csv" },         { "-", "json", "json" },
    { "rows.csv", NULL, "csv" },  { "rows.json", NULL, "json" },
    { "rows.txt", NULL, "csv" },  { "rows.txt", "json", "json" },
    { "rows.csv", "json", NULL }, { "rows.csv", "xml", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      const char *found = limen_table_writer_find_format (
          cases[i].path, cases[i].format, &error);

      g_assert_cmpstr (found, ==, cases[i].found);
      g_assert_true ((found == NULL) == (error != NULL));
    }
}

/* A file is written in parts, and is there once it is whole. */
static void
test_file (void)
{
  g_autofree char *path
      = g_build_filename (test_get_folder (), "many.json", NULL);
  g_autoptr (LimenTableWriter) table
      = limen_table_writer_new (path, NULL, NULL);
  g_autoptr (JsonNode) root = NULL;
  const guint n = 20000;

  g_assert_nonnull (table);
  limen_table_writer_add_columns (table, names);
  for (guint i = 0; i < n; i++)
    add_row (table, i, "label", i / 7.0);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (limen_table_writer_commit (table, NULL));
  root = limen_json_load (path, NULL);
  g_assert_nonnull (root);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (root)), ==, n);
}

static const char *const formats[] = { "csv", "json" };

/* Whole numbers are written as other numbers are, whether or not each is the
 * next after that of the row before. */
static void
test_whole (void)
{
  static const guint64 values[]
      = { 8,    9, 10, 11, 11,  99,  100,    98,     999,
          1000, 0, 1,  2,  199, 200, 999999, 1000000 };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (LimenTableWriter) table
          = limen_table_writer_new_text (formats[i]);
      g_autoptr (LimenTableWriter) plain
          = limen_table_writer_new_text (formats[i]);
      g_autofree char *text = NULL, *expected = NULL;

      limen_table_writer_add_column (table, "line");
      limen_table_writer_add_column (plain, "line");
      for (guint k = 0; k < G_N_ELEMENTS (values); k++)
        {
          limen_table_writer_add_whole (table, values[k]);
          limen_table_writer_add_number (plain, (double) values[k]);
          limen_table_writer_end_row (table, NULL);
          limen_table_writer_end_row (plain, NULL);
        }
      text = limen_table_writer_take_text (table);
      expected = limen_table_writer_take_text (plain);
      g_assert_cmpstr (text, ==, expected);
    }
}

/* Cells that are made once are those that are made for each row. */
static void
test_made (void)
{
  static const char *const texts[]
      = { "",    NULL,   "a \"quoted\" text",
          "1",   "=1+1", "a text of more bytes than a number ever has",
          "last" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (LimenTableWriter) table
          = limen_table_writer_new_text (formats[i]);
      g_autoptr (LimenTableWriter) plain
          = limen_table_writer_new_text (formats[i]);
      g_autoptr (LimenTableCells) cells = limen_table_cells_new (table);
      g_autofree char *text = NULL, *expected = NULL;

      limen_table_writer_add_column (table, "cell");
      limen_table_writer_add_column (plain, "cell");
      limen_table_cells_add_number (cells, NAN);
      for (guint k = 0; k < G_N_ELEMENTS (texts); k++)
        limen_table_cells_add_verbatim (cells, texts[k]);
      for (guint k = 0; k < 100; k++)
        {
          guint cell = k % (G_N_ELEMENTS (texts) + 1);

          limen_table_writer_add_made (table, cells, cell);
          limen_table_writer_end_row (table, NULL);
          if (cell == 0)
            limen_table_writer_add_number (plain, NAN);
          else
            limen_table_writer_add_verbatim (plain, texts[cell - 1]);
          limen_table_writer_end_row (plain, NULL);
        }
      text = limen_table_writer_take_text (table);
      expected = limen_table_writer_take_text (plain);
      g_assert_cmpstr (text, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table-writer/csv", test_csv);
  g_test_add_func ("/table-writer/json", test_json);
  g_test_add_func ("/table-writer/parallel", test_parallel);
  g_test_add_func ("/table-writer/repeated", test_repeated);
  g_test_add_func ("/table-writer/empty", test_empty);
  g_test_add_func ("/table-writer/formats", test_formats);
  g_test_add_func ("/table-writer/file", test_file);
  g_test_add_func ("/table-writer/whole", test_whole);
  g_test_add_func ("/table-writer/made", test_made);
  return g_test_run ();
}
