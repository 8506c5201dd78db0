/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "dataset.h"
#include "record.h"
#include "support.h"

/* A digest of all records and of the error, if any. */
typedef struct
{
  GChecksum *checksum;
  GPtrArray *rows; /* GStrv; NULL if not collected */
  GPtrArray *row;
} Reading;

static void
field_cb (gpointer user_data, guint column, const char *text, gsize length)
{
  Reading *reading = user_data;

  g_checksum_update (reading->checksum, (const guchar *) text,
                     (gssize) length);
  g_checksum_update (reading->checksum, (const guchar *) "\0", 1);
  if (reading->row != NULL)
    g_ptr_array_add (reading->row, g_strndup (text, length));
}

static void
record_cb (gpointer user_data, const LimenRecord *record)
{
  Reading *reading = user_data;

  g_checksum_update (reading->checksum, (const guchar *) record,
                     sizeof *record);
  if (reading->row == NULL)
    return;
  g_ptr_array_add (reading->row, NULL);
  g_ptr_array_add (reading->rows, g_ptr_array_steal (reading->row, NULL));
}

static char *
parse (const char *text, gsize length, gsize block, GPtrArray *rows)
{
  Reading reading = { .rows = rows };
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GPtrArray) row = rows != NULL ? g_ptr_array_new () : NULL;
  g_autoptr (LimenRecordParser) parser
      = limen_record_parser_new ("f", ',', field_cb, record_cb, &reading);
  g_autoptr (GError) error = NULL;
  gboolean is_good = TRUE;

  reading.checksum = checksum;
  reading.row = row;
  for (gsize i = 0; i < length && is_good; i += block)
    is_good = limen_record_parser_feed (parser, text + i,
                                        MIN (block, length - i), &error);
  if (is_good)
    is_good = limen_record_parser_finish (parser, &error);
  for (guint i = 0; row != NULL && i < row->len; i++)
    g_free (g_ptr_array_index (row, i));
  return g_strconcat (g_checksum_get_string (checksum), " ",
                      is_good ? "" : error->message, NULL);
}

static char *
describe (const char *path, gsize block_size)
{
  LimenReadOptions options
      = { .label_is_optional = TRUE, .block_size = block_size };
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read (path, &options, NULL, NULL, NULL, &error);
  const LimenPredictions *numbers;
  g_autofree char *sum = NULL;

  if (dataset == NULL)
    return g_strdup (error->message);
  numbers = limen_dataset_get_predictions (dataset);
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256,
                                     (const guchar *) numbers->scores[0],
                                     numbers->n_rows * sizeof (double));
  return g_strdup_printf ("%s %s %" G_GSIZE_FORMAT " %s",
                          limen_dataset_get_sha256 (dataset),
                          limen_dataset_get_score_column (dataset, 0),
                          numbers->n_rows, sum);
}

/* A file in one block and byte by byte gives the same records or error, and
 * the same dataset or error. */
static void
check_file (const char *path)
{
  g_autofree char *text = NULL, *whole = NULL, *pieces = NULL;
  g_autofree char *dataset = NULL, *dataset_pieces = NULL;
  gsize length;

  g_test_message ("%s", path);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  whole = parse (text, length, G_MAXINT, NULL);
  pieces = parse (text, length, 1, NULL);
  g_assert_cmpstr (whole, ==, pieces);
  dataset = describe (path, 0);
  dataset_pieces = describe (path, 1);
  g_assert_cmpstr (dataset, ==, dataset_pieces);
}

static guint
check_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_files = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        n_files += check_folder (path);
      else
        {
          check_file (path);
          n_files++;
        }
    }
  return n_files;
}

static void
test_every_file (void)
{
  g_autofree char *folder = test_get_shared_path ("corpus");

  if (folder != NULL)
    g_assert_cmpuint (check_folder (folder), >, 1000);
}

static GPtrArray *
read_rows (const char *folder, const char *file, char **result)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *text = NULL;
  GPtrArray *rows
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  *result = parse (text, length, 7, rows);
  return rows;
}

static void
check_object (const char *const *names, const char *const *row,
              JsonObject *object)
{
  guint n = json_object_get_size (object);

  g_assert_cmpuint (g_strv_length ((GStrv) row), ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpstr (row[i], ==,
                     json_object_get_string_member (object, names[i]));
}

/* Pairs of a file and the JSON of its contents: one object per row. */
static void
check_spectrum (const char *folder)
{
  g_autofree char *csvs = g_build_filename (folder, "csvs", NULL);
  g_autoptr (GDir) dir = g_dir_open (csvs, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *stem = g_strndup (name, strlen (name) - 4);
      g_autofree char *json
          = g_strdup_printf ("%s/json/%s.json", folder, stem);
      g_autoptr (JsonNode) node = test_load_json (json);
      g_autofree char *result = NULL;
      g_autoptr (GPtrArray) rows = read_rows (csvs, name, &result);
      JsonArray *objects;

      g_test_message ("%s", name);
      if (!JSON_NODE_HOLDS_ARRAY (node))
        continue; /* one file expects a nested structure */
      objects = json_node_get_array (node);
      g_assert_cmpuint (rows->len, ==, json_array_get_length (objects) + 1);
      for (guint i = 1; i < rows->len; i++)
        check_object (g_ptr_array_index (rows, 0),
                      g_ptr_array_index (rows, i),
                      json_array_get_object_element (objects, i - 1));
    }
}

static void
test_spectrum (void)
{
  g_autofree char *folder = test_get_shared_path ("corpus/csv-spectrum");

  if (folder != NULL)
    check_spectrum (folder);
}

static void
check_case (const char *folder, JsonObject *object)
{
  g_autofree char *result = NULL;
  g_autoptr (GPtrArray) rows = read_rows (
      folder, json_object_get_string_member (object, "file"), &result);
  JsonArray *expected
      = json_object_get_array_member (object, "expected_rows");

  g_assert_cmpuint (rows->len, ==, json_array_get_length (expected));
  for (guint i = 0; i < rows->len; i++)
    {
      JsonArray *fields = json_array_get_array_element (expected, i);
      const char *const *row = g_ptr_array_index (rows, i);

      g_assert_cmpuint (g_strv_length ((GStrv) row), ==,
                        json_array_get_length (fields));
      for (guint j = 0; row[j] != NULL; j++)
        g_assert_cmpstr (row[j], ==,
                         json_array_get_string_element (fields, j));
    }
}

/* Cases of another strict parser, without those that need options. Here, but
 * not there, a CR alone ends a line. */
static void
test_strict_cases (void)
{
  g_autofree char *folder = test_get_shared_path ("corpus/go-encoding-csv");
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *cases;
  guint n_checked = 0;

  if (folder == NULL)
    return;
  json = g_build_filename (folder, "expected.json", NULL);
  node = test_load_json (json);
  cases = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *object = json_array_get_object_element (cases, i);
      const char *name = json_object_get_string_member (object, "name");

      if (json_object_get_size (
              json_object_get_object_member (object, "options"))
              > 0
          || !json_object_get_null_member (object, "expected_error")
          || g_str_equal (name, "BareCR") || g_str_equal (name, "TrailingCR")
          || g_str_has_suffix (name, "CRLFInQuotedField")
          || !JSON_NODE_HOLDS_ARRAY (
              json_object_get_member (object, "expected_rows")))
        continue;
      g_test_message ("%s", name);
      check_case (folder, object);
      n_checked++;
    }
  g_assert_cmpuint (n_checked, >, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/corpus/every-file", test_every_file);
  g_test_add_func ("/corpus/spectrum", test_spectrum);
  g_test_add_func ("/corpus/strict-cases", test_strict_cases);
  return g_test_run ();
}
