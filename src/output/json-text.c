/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json-text.h"

#include <math.h>

#include "decimal.h"

#define LINE_WIDTH 78

static void append_node (GString *out, JsonNode *node, guint indent);

/* Whether a text needs no escapes: only printable ASCII, no quotes or
 * backslashes. */
static gboolean
is_plain (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isprint (*text) || *text == '"' || *text == '\\')
      return FALSE;
  return TRUE;
}

/* Appends a text as a JSON string, quoted and escaped; bytes that are not
 * UTF-8 become U+FFFD. */
void
limen_json_append_string (GString *out, const char *text)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *valid = NULL, *quoted = NULL;

  if (is_plain (text))
    {
      g_string_append_c (out, '"');
      g_string_append (out, text);
      g_string_append_c (out, '"');
      return;
    }
  valid = g_utf8_make_valid (text, -1);
  node = json_node_init_string (json_node_alloc (), valid);
  quoted = json_to_string (node, FALSE);
  g_string_append (out, quoted);
}

/* Appends the fewest digits that read back as the same double; null if not
 * finite. json-glib would write 17 significant digits, 0.10000000000000001 for
 * 0.1. */
void
limen_json_append_number (GString *out, double value)
{
  char text[LIMEN_DECIMAL_SIZE];

  if (isfinite (value))
    g_string_append_len (out, text,
                         (gssize) limen_decimal_write (value, text));
  else
    g_string_append (out, "null");
}

static void
append_value (GString *out, JsonNode *node)
{
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      limen_json_append_string (out, json_node_get_string (node));
      break;
    case G_TYPE_INT64:
      g_string_append_printf (out, "%" G_GINT64_FORMAT,
                              json_node_get_int (node));
      break;
    case G_TYPE_BOOLEAN:
      g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
      break;
    default:
      limen_json_append_number (out, json_node_get_double (node));
    }
}

static void
append_break (GString *out, gboolean is_flat, guint indent)
{
  if (is_flat)
    {
      g_string_append_c (out, ' ');
      return;
    }
  g_string_append_c (out, '\n');
  for (guint i = 0; i < indent; i++)
    g_string_append_c (out, ' ');
}

static void
append_object (GString *out, JsonObject *object, gboolean is_flat,
               guint indent)
{
  g_autoptr (GList) names = json_object_get_members (object);

  g_string_append_c (out, '{');
  for (GList *l = names; l != NULL; l = l->next)
    {
      append_break (out, is_flat, indent + 2);
      limen_json_append_string (out, l->data);
      g_string_append (out, ": ");
      append_node (out, json_object_get_member (object, l->data), indent + 2);
      if (l->next != NULL)
        g_string_append_c (out, ',');
    }
  if (names != NULL)
    append_break (out, is_flat, indent);
  g_string_append_c (out, '}');
}

static void
append_array (GString *out, JsonArray *array, gboolean is_flat, guint indent)
{
  guint n = json_array_get_length (array);

  g_string_append_c (out, '[');
  for (guint i = 0; i < n; i++)
    {
      append_break (out, is_flat, indent + 2);
      append_node (out, json_array_get_element (array, i), indent + 2);
      if (i + 1 < n)
        g_string_append_c (out, ',');
    }
  if (n > 0)
    append_break (out, is_flat, indent);
  g_string_append_c (out, ']');
}

static gboolean
is_scalar (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) || JSON_NODE_HOLDS_NULL (node);
}

static gboolean
holds_scalars (JsonNode *node)
{
  g_autoptr (GList) members
      = JSON_NODE_HOLDS_OBJECT (node)
            ? json_object_get_values (json_node_get_object (node))
            : json_array_get_elements (json_node_get_array (node));

  for (GList *l = members; l != NULL; l = l->next)
    if (!is_scalar (l->data))
      return FALSE;
  return TRUE;
}

static void
append_container (GString *out, JsonNode *node, gboolean is_flat, guint indent)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (out, json_node_get_object (node), is_flat, indent);
  else
    append_array (out, json_node_get_array (node), is_flat, indent);
}

/* Appends a node; an array or object of scalars on one line if it fits. */
static void
append_node (GString *out, JsonNode *node, guint indent)
{
  g_autoptr (GString) line = NULL;

  if (JSON_NODE_HOLDS_NULL (node))
    g_string_append (out, "null");
  else if (JSON_NODE_HOLDS_VALUE (node))
    append_value (out, node);
  else
    {
      if (holds_scalars (node))
        {
          line = g_string_new (NULL);
          append_container (line, node, TRUE, indent);
        }
      if (line != NULL && indent + line->len <= LINE_WIDTH)
        g_string_append (out, line->str);
      else
        append_container (out, node, FALSE, indent);
    }
}

/* Serialises JSON with a final newline. Numbers have the fewest digits that
 * read back as the same double; non-finite ones are null. A new string. */
char *
limen_json_to_text (JsonNode *node)
{
  GString *out = g_string_new (NULL);

  append_node (out, node, 0);
  g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}
