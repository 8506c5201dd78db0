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

typedef enum
{
  SHAPE_GOOD,
  SHAPE_TOO_DEEP,
  SHAPE_NOT_JSON, /* comments and quotes of other languages */
} Shape;

/* What the parser would take for more than JSON, or take too much memory
 * for. */
static Shape
check_shape (const char *text, gsize length)
{
  gboolean is_in_string = FALSE;
  int depth = 0;

  for (gsize i = 0; i < length; i++)
    if (is_in_string && text[i] == '\\')
      i++;
    else if (text[i] == '"')
      is_in_string = !is_in_string;
    else if (is_in_string)
      continue;
    else if (text[i] == '/' || text[i] == '\'' || text[i] == '#')
      return SHAPE_NOT_JSON;
    else if ((text[i] == '[' || text[i] == '{') && ++depth > MAX_DEPTH)
      return SHAPE_TOO_DEEP;
    else if (text[i] == ']' || text[i] == '}')
      depth--;
  return SHAPE_GOOD;
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
  switch (check_shape (*text, *length))
    {
    case SHAPE_TOO_DEEP:
      return fail (error, "%s: this is nested too deeply", path);
    case SHAPE_NOT_JSON:
      return fail (error,
                   "%s: this is not JSON: there is a comment, or a single "
                   "quote for a double one",
                   path);
    case SHAPE_GOOD:
    default:
      return TRUE;
    }
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
      /* The parser names the place after a name of its own for the text. */
      const char *message = local_error->message;
      const char *place = g_str_has_prefix (message, "<data>:")
                              ? message + strlen ("<data>")
                              : "";
      const char *what = strstr (place, ": ");

      fail (error, "%s%.*s: this is not JSON: %s", path,
            what != NULL ? (int) (what - place) : 0, place,
            what != NULL ? what + strlen (": ") : message);
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
