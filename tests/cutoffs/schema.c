/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema.h"

#include <math.h>

/* The JSON Schema keywords that Limen's schemas use; any other keyword fails
 * the test, so that none is ignored. */
static const char *const keywords[] = {
  "$schema", "title",      "description", "type",    "required", "const",
  "enum",    "properties", "items",       "minimum", "additionalProperties",
  NULL,
};

static gboolean
is_type (JsonNode *node, const char *type)
{
  GType value = json_node_get_value_type (node);

  if (g_str_equal (type, "object"))
    return JSON_NODE_HOLDS_OBJECT (node);
  if (g_str_equal (type, "array"))
    return JSON_NODE_HOLDS_ARRAY (node);
  if (g_str_equal (type, "null"))
    return JSON_NODE_HOLDS_NULL (node);
  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (g_str_equal (type, "string"))
    return value == G_TYPE_STRING;
  if (g_str_equal (type, "integer"))
    return value == G_TYPE_INT64;
  g_assert_cmpstr (type, ==, "number");
  return value == G_TYPE_INT64 || value == G_TYPE_DOUBLE;
}

static void
check_type (JsonNode *node, JsonNode *type, const char *place)
{
  gboolean is_any = FALSE;

  if (!JSON_NODE_HOLDS_ARRAY (type))
    is_any = is_type (node, json_node_get_string (type));
  else
    for (guint i = 0; i < json_array_get_length (json_node_get_array (type));
         i++)
      is_any |= is_type (node, json_array_get_string_element (
                                   json_node_get_array (type), i));
  if (!is_any)
    g_error ("%s: wrong type", place);
}

static void
check_enum (JsonNode *node, JsonArray *values, const char *place)
{
  for (guint i = 0; i < json_array_get_length (values); i++)
    if (json_node_equal (node, json_array_get_element (values, i)))
      return;
  g_error ("%s: no such value", place);
}

static void
check_members (JsonObject *object, JsonObject *schema, const char *place)
{
  JsonObject *properties
      = json_object_has_member (schema, "properties")
            ? json_object_get_object_member (schema, "properties")
            : NULL;
  JsonObject *others
      = json_object_has_member (schema, "additionalProperties")
            ? json_object_get_object_member (schema, "additionalProperties")
            : NULL;
  g_autoptr (GList) names = json_object_get_members (object);

  if (json_object_has_member (schema, "required"))
    {
      JsonArray *required = json_object_get_array_member (schema, "required");

      for (guint i = 0; i < json_array_get_length (required); i++)
        if (!json_object_has_member (
                object, json_array_get_string_element (required, i)))
          g_error ("%s: no %s", place,
                   json_array_get_string_element (required, i));
    }
  for (GList *l = names;
       l != NULL && (properties != NULL || others != NULL); l = l->next)
    {
      g_autofree char *inner
          = g_strdup_printf ("%s.%s", place, (char *) l->data);
      JsonObject *of_member
          = properties != NULL && json_object_has_member (properties, l->data)
                ? json_object_get_object_member (properties, l->data)
                : others;

      if (of_member == NULL)
        g_error ("%s: not in the schema", inner);
      test_assert_schema (json_object_get_member (object, l->data), of_member,
                          inner);
    }
}

static void
check_keywords (JsonObject *schema)
{
  g_autoptr (GList) names = json_object_get_members (schema);

  for (GList *l = names; l != NULL; l = l->next)
    g_assert_true (g_strv_contains (keywords, l->data));
}

void
test_assert_schema (JsonNode *node, JsonObject *schema, const char *place)
{
  check_keywords (schema);
  if (json_object_has_member (schema, "type"))
    check_type (node, json_object_get_member (schema, "type"), place);
  if (json_object_has_member (schema, "const")
      && !json_node_equal (node, json_object_get_member (schema, "const")))
    g_error ("%s: not what it must be", place);
  if (json_object_has_member (schema, "enum"))
    check_enum (node, json_object_get_array_member (schema, "enum"), place);
  if (json_object_has_member (schema, "minimum")
      && json_node_get_double (node)
             < json_object_get_double_member (schema, "minimum"))
    g_error ("%s: too small", place);
  if (JSON_NODE_HOLDS_OBJECT (node))
    check_members (json_node_get_object (node), schema, place);
  if (JSON_NODE_HOLDS_ARRAY (node)
      && json_object_has_member (schema, "items"))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node));
         i++)
      {
        g_autofree char *inner = g_strdup_printf ("%s[%u]", place, i);

        test_assert_schema (
            json_array_get_element (json_node_get_array (node), i),
            json_object_get_object_member (schema, "items"), inner);
      }
}
