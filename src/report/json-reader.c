#include "json-reader.h"

#include <glib/gstdio.h>
#include <string.h>

#include "report-error.h"

#define MAX_BYTES (64 * 1024 * 1024)
/* The parser calls itself for each level. */
#define MAX_DEPTH 100

static gboolean G_GNUC_PRINTF (2, 3)
fail (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT,
                                 format, args);
  va_end (args);
  return FALSE;
}

static gboolean
is_too_deep (const char *text, gsize length)
{
  gboolean is_in_string = FALSE;
  int depth = 0;

  for (gsize i = 0; i < length && depth <= MAX_DEPTH; i++)
    if (is_in_string && text[i] == '\\')
      i++;
    else if (text[i] == '"')
      is_in_string = !is_in_string;
    else if (!is_in_string && (text[i] == '[' || text[i] == '{'))
      depth++;
    else if (!is_in_string && (text[i] == ']' || text[i] == '}'))
      depth--;
  return depth > MAX_DEPTH;
}

static gboolean
read_text (const char *path, char **text, gsize *length, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  GStatBuf status;

  if (g_stat (path, &status) == 0 && !S_ISREG (status.st_mode))
    return fail (error, "%s: this is not a file", path);
  if (g_stat (path, &status) == 0 && status.st_size > MAX_BYTES)
    return fail (error, "%s: this is too large for a file of cutoffs", path);
  if (!g_file_get_contents (path, text, length, &local_error))
    return fail (error, "%s", local_error->message);
  if (!g_utf8_validate (*text, (gssize) *length, NULL))
    return fail (error, "%s: this is not UTF-8 text", path);
  if (is_too_deep (*text, *length))
    return fail (error, "%s: this is nested too deeply", path);
  return TRUE;
}

/* The root of a file of JSON, or NULL with an error. */
JsonNode *
limen_json_load (const char *path, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!read_text (path, &text, &length, error))
    return NULL;
  if (!json_parser_load_from_data (parser, text, (gssize) length,
                                   &local_error))
    {
      fail (error, "%s:%u:%u: this is not JSON: %s", path,
            json_parser_get_current_line (parser),
            json_parser_get_current_pos (parser), local_error->message);
      return NULL;
    }
  if (json_parser_get_root (parser) == NULL)
    {
      fail (error, "%s: the file is empty", path);
      return NULL;
    }
  return json_parser_steal_root (parser);
}

/* A member that is a string; *text is new, NULL where it is absent or null and
 * not required. */
gboolean
limen_json_get_text (JsonObject *object, const char *where, const char *name,
                     gboolean is_required, char **text, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *text = NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return !is_required || fail (error, "%s: \"%s\" is missing", where, name);
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return fail (error, "%s: \"%s\" is not a string", where, name);
  *text = json_node_dup_string (node);
  return TRUE;
}

/* A member that is a number; `fallback` where it is absent or null. */
gboolean
limen_json_get_number (JsonObject *object, const char *where,
                       const char *name, double fallback, double *number,
                       GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_NONE;

  *number = fallback;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return fail (error, "%s: \"%s\" is not a number", where, name);
  *number = json_node_get_double (node);
  return TRUE;
}
