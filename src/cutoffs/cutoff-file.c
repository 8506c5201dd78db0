/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoff-file.h"

#include <string.h>

#include "bytes.h"
#include "cutoff-csv.h"
#include "cutoff-json.h"
#include "json-reader.h"
#include "json-text.h"
#include "metrics-json.h"
#include "output.h"
#include "report-error.h"
#include "threshold.h"
#include "timestamp.h"

#define SCHEMA "limen-cutoffs/1"
/* Schema if some cutoff is for reversed scores, which a reader of /1 would
 * decide in the wrong direction. */
#define SCHEMA_2 "limen-cutoffs/2"
/* Common start of the schemas. */
#define SCHEMA_START "\"limen-cutoffs/"
/* Leading bytes of a file that are checked to recognise cutoffs. */
#define HEAD_SIZE 4096

/* Writing */

/* Whether any cutoff needs limen-cutoffs/2. */
static gboolean
need_version_2 (GListModel *cutoffs)
{
  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);

      if (limen_cutoff_is_reversed (cutoff))
        return TRUE;
    }
  return FALSE;
}

static char *
to_json (GListModel *cutoffs)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *time = limen_timestamp_now ();
  JsonObject *file = json_object_new ();
  JsonArray *array = json_array_new ();
  gboolean is_version_2 = need_version_2 (cutoffs);

  json_node_take_object (root, file);
  limen_json_set_text (file, "schema", is_version_2 ? SCHEMA_2 : SCHEMA);
  if (!is_version_2) /* in /2, each cutoff has its own rule */
    limen_json_set_text (file, "rule", limen_threshold_get_rule (FALSE));
  limen_json_set_text (file, "program", "limen " LIMEN_VERSION);
  limen_json_set_text (file, "time", time);
  json_object_set_array_member (file, "cutoffs", array);
  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);

      json_array_add_object_element (array, limen_cutoff_to_json (cutoff));
    }
  return limen_json_to_text (root);
}

/* Returns the format to write: `format` if given ("json" or "csv"), else CSV
 * if the name ends in ".csv", else JSON. Static; NULL with an error if format
 * and name disagree. */
const char *
limen_cutoff_file_find_format (const char *path, const char *format,
                               GError **error)
{
  static const char *const formats[] = { "json", "csv", NULL };

  return limen_output_find_format (path, format, formats, formats[0], error);
}

/* Saves cutoffs (LimenCutoff): as CSV if the path ends in ".csv", else as
 * JSON. FALSE with an error; an existing file is then unchanged. */
gboolean
limen_cutoff_file_save (GListModel *cutoffs, const char *path, GError **error)
{
  return limen_cutoff_file_save_as (cutoffs, path, NULL, error);
}

/* Saves cutoffs (LimenCutoff) as `format`, "json" or "csv" (NULL: by the name;
 * see limen_cutoff_file_find_format()). FALSE with an error; an existing file
 * is then unchanged. */
gboolean
limen_cutoff_file_save_as (GListModel *cutoffs, const char *path,
                           const char *format, GError **error)
{
  g_autoptr (LimenOutput) output = NULL;
  g_autofree char *text = NULL;

  format = limen_cutoff_file_find_format (path, format, error);
  if (format == NULL)
    return FALSE;
  text = g_str_equal (format, "csv")
             ? limen_cutoff_csv_write (cutoffs, need_version_2 (cutoffs))
             : to_json (cutoffs);
  output = limen_output_new (path, error);
  return output != NULL
         && limen_output_write (output, text, strlen (text), error)
         && limen_output_commit (output, error);
}

/* Reading */

/* Returns the array of cutoffs, and whether the file is limen-cutoffs/2; NULL
 * with an error. */
static JsonArray *
find_array (JsonNode *root, const char *path, gboolean *is_version_2,
            GError **error)
{
  g_autofree char *schema = NULL;
  JsonNode *node;

  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      limen_report_fail (error, LIMEN_REPORT_ERROR_FORMAT,
                         "%s: this is not a file of cutoffs", path);
      return NULL;
    }
  if (!limen_json_get_text (json_node_get_object (root), path, "schema", TRUE,
                            &schema, error))
    return NULL;
  *is_version_2 = g_str_equal (schema, SCHEMA_2);
  if (!*is_version_2 && !g_str_equal (schema, SCHEMA))
    {
      limen_report_fail (error, LIMEN_REPORT_ERROR_FORMAT,
                         "%s: \"schema\" is neither \"%s\" nor \"%s\"", path,
                         SCHEMA, SCHEMA_2);
      return NULL;
    }
  node = json_object_get_member (json_node_get_object (root), "cutoffs");
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    {
      limen_report_fail (error, LIMEN_REPORT_ERROR_FORMAT,
                         "%s: \"cutoffs\" is missing", path);
      return NULL;
    }
  return json_node_get_array (node);
}

static gboolean
load_json (GListStore *cutoffs, const char *path, GError **error)
{
  g_autoptr (JsonNode) root = limen_json_load (path, error);
  JsonArray *array;
  gboolean is_version_2;

  array = root != NULL ? find_array (root, path, &is_version_2, error) : NULL;
  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *where = g_strdup_printf ("%s: cutoffs[%u]", path, i);
      g_autoptr (LimenCutoff) cutoff = limen_cutoff_new_from_json (
          json_array_get_element (array, i), where, is_version_2, error);

      if (cutoff == NULL)
        return FALSE;
      g_list_store_append (cutoffs, cutoff);
    }
  return TRUE;
}

/* Returns the first bytes of a regular file as text, without a byte order
 * mark; NULL if it cannot be read. */
static char *
read_head (const char *path)
{
  g_autoptr (LimenBytes) input = NULL;
  g_autofree char *head = g_malloc0 (HEAD_SIZE + 1);
  gsize length;

  if (g_str_equal (path, "-")) /* standard input can only be read once */
    return NULL;
  input = limen_bytes_open (path, NULL, NULL);
  if (input == NULL || limen_bytes_is_compressed (input)
      || !limen_bytes_read_all (input, head, HEAD_SIZE, &length, NULL))
    return NULL;
  return g_strdup (head + (g_str_has_prefix (head, "\357\273\277") ? 3 : 0));
}

static gboolean
is_json (const char *head)
{
  while (g_ascii_isspace (*head))
    head++;
  return *head == '{' && strstr (head, SCHEMA_START) != NULL;
}

/* Whether a file holds exported cutoffs, JSON or CSV, judged by its beginning,
 * not its name. FALSE, without an error, if it cannot be read. */
gboolean
limen_cutoff_file_detect (const char *path)
{
  g_autofree char *head = read_head (path);

  return head != NULL && (is_json (head) || limen_cutoff_csv_is_header (head));
}

/* Loads a file of cutoffs, as CSV if it begins so, else as JSON: returns a new
 * list of LimenCutoff, or NULL with an error that names the place in the
 * file. */
GListModel *
limen_cutoff_file_load (const char *path, GError **error)
{
  g_autofree char *head = read_head (path);
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);

  if (!(head != NULL && limen_cutoff_csv_is_header (head)
            ? limen_cutoff_csv_load (cutoffs, path, error)
            : load_json (cutoffs, path, error)))
    return NULL;
  if (g_list_model_get_n_items (G_LIST_MODEL (cutoffs)) > 0)
    return G_LIST_MODEL (g_steal_pointer (&cutoffs));
  limen_report_fail (error, LIMEN_REPORT_ERROR_FORMAT,
                     "%s: this file contains no cutoffs", path);
  return NULL;
}
