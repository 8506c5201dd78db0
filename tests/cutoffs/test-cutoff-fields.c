/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "cutoff-fields.h"
#include "cutoff-file.h"
#include "support.h"

/* Returns the schema of a cutoff; owned by its root. */
static JsonObject *
get_schema (JsonNode *root)
{
  JsonObject *object = json_node_get_object (root);

  object = json_object_get_object_member (object, "properties");
  object = json_object_get_object_member (object, "cutoffs");
  return json_object_get_object_member (object, "items");
}

static JsonNode *
load_schema (void)
{
  g_autofree char *path
      = test_get_source_path ("../data/limen-cutoffs.schema.json");

  return test_load_json (path);
}

/* Returns the schema object that contains a field. */
static JsonObject *
get_parent (JsonObject *schema, const LimenCutoffField *field)
{
  JsonObject *members = json_object_get_object_member (schema, "properties");

  return field->parent != NULL
             ? json_object_get_object_member (members, field->parent)
             : schema;
}

static gboolean
has (JsonObject *object, const char *list, const char *name)
{
  JsonArray *array = json_object_has_member (object, list)
                         ? json_object_get_array_member (object, list)
                         : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (g_strcmp0 (json_array_get_string_element (array, i), name) == 0)
      return TRUE;
  return FALSE;
}

/* Whether the schema allows a type for a member. */
static gboolean
allows (JsonObject *member, const char *type)
{
  if (!json_object_has_member (member, "type"))
    return g_str_equal (type, "string")
           && (json_object_has_member (member, "enum")
               || json_object_has_member (member, "const"));
  return JSON_NODE_HOLDS_ARRAY (json_object_get_member (member, "type"))
             ? has (member, "type", type)
             : g_str_equal (json_object_get_string_member (member, "type"),
                            type);
}

static const char *
get_type (const LimenCutoffField *field)
{
  if (limen_cutoff_field_is_text (field))
    return "string";
  if (field->type == LIMEN_FIELD_COUNT || field->type == LIMEN_FIELD_SEED)
    return "integer";
  return field->type == LIMEN_FIELD_METRICS
                 || field->type == LIMEN_FIELD_INTERVALS
                 || field->type == LIMEN_FIELD_OBJECTIVE
             ? "object"
             : "number";
}

/* Each field is in the schema with its type, required if every version writes
 * it, and with all names of its enum. */
static void
test_in_schema (void)
{
  g_autoptr (JsonNode) root = load_schema ();
  JsonObject *schema = get_schema (root);

  for (gsize i = 0; i < limen_n_cutoff_fields; i++)
    {
      const LimenCutoffField *field = &limen_cutoff_fields[i];
      JsonObject *parent = get_parent (schema, field), *member;

      if (field->key == NULL)
        continue;
      g_test_message ("%s", field->key);
      member = json_object_get_object_member (
          json_object_get_object_member (parent, "properties"), field->key);
      g_assert_nonnull (member);
      g_assert_true (field->type == LIMEN_FIELD_TRUE
                     || allows (member, get_type (field)));
      g_assert_cmpint (has (parent, "required", field->key), ==,
                       field->presence
                           == (field->parent != NULL ? LIMEN_WRITTEN_IF_MAPPED
                                                     : LIMEN_WRITTEN_ALWAYS));
      for (guint k = 0; k < field->n_names; k++)
        g_assert_true (field->get_name (k) == NULL
                       || has (member, "enum", field->get_name (k)));
      g_assert_cmpint (json_object_has_member (member, "minimum"), ==,
                       field->type == LIMEN_FIELD_WEIGHT
                           || field->type == LIMEN_FIELD_COUNT);
    }
}

static gboolean
is_field (const char *parent, const char *name)
{
  for (gsize i = 0; i < limen_n_cutoff_fields; i++)
    if (g_strcmp0 (limen_cutoff_fields[i].parent, parent) == 0
        && g_strcmp0 (limen_cutoff_fields[i].key, name) == 0)
      return TRUE;
  return FALSE;
}

/* The schema has only known fields, and the members of a recalibration map. */
static void
test_of_schema (void)
{
  static const char *const others[]
      = { "recalibration", "provenance",  "method", "parameters",
          "knots",         "uncertainty", "test", NULL };
  static const char *const parents[]
      = { NULL, "recalibration", "provenance", "uncertainty" };
  g_autoptr (JsonNode) root = load_schema ();

  for (guint i = 0; i < G_N_ELEMENTS (parents); i++)
    {
      const LimenCutoffField of = { .parent = parents[i] };
      JsonObject *members = json_object_get_object_member (
          get_parent (get_schema (root), &of), "properties");
      g_autoptr (GList) names = json_object_get_members (members);

      for (GList *l = names; l != NULL; l = l->next)
        if (!is_field (parents[i], l->data)
            && !g_strv_contains (others, l->data))
          g_error ("%s is in the schema, and no field", (char *) l->data);
    }
}

/* CSV columns are numbered without gaps or repeats. */
static void
test_column_numbers (void)
{
  guint n = 0;
  guint64 seen = 0;

  for (gsize i = 0; i < limen_n_cutoff_fields; i++)
    {
      guint number = limen_cutoff_fields[i].column_number;

      g_assert_cmpuint (number, <, 64);
      g_assert_cmpuint (seen & (G_GUINT64_CONSTANT (1) << number)
                            & ~G_GUINT64_CONSTANT (1),
                        ==, 0);
      seen |= G_GUINT64_CONSTANT (1) << number;
      n += number > 0;
    }
  g_assert_cmpuint (seen >> 1, ==, (G_GUINT64_CONSTANT (1) << n) - 1);
}

/* A copy owns every text field. */
static void
test_copies (void)
{
  g_auto (LimenCutoffData) data = { 0 };
  g_auto (LimenCutoffData) copy = { 0 };

  for (gsize i = 0; i < limen_n_cutoff_fields; i++)
    if (limen_cutoff_fields[i].type == LIMEN_FIELD_TEXT)
      *(char **) limen_cutoff_field_get_pointer (&limen_cutoff_fields[i],
                                                 &data)
          = g_strdup (limen_cutoff_fields[i].key);
  copy = limen_cutoff_data_copy (&data);
  g_assert_cmpstr (copy.previous_sha256, ==, "previous-sha256");
  for (gsize i = 0; i < limen_n_cutoff_fields; i++)
    if (limen_cutoff_fields[i].type == LIMEN_FIELD_TEXT)
      {
        const char *a
            = limen_cutoff_field_get_text (&limen_cutoff_fields[i], &data);
        const char *b
            = limen_cutoff_field_get_text (&limen_cutoff_fields[i], &copy);

        g_assert_cmpstr (a, ==, b);
        g_assert_true (a != b);
      }
  limen_cutoff_data_clear (&copy);
  g_assert_null (copy.note);
  g_assert_cmpstr (data.note, ==, "note");
}

/* A note in CSV stays text, even if it looks like a number. */
static void
test_note (void)
{
  static const char text[]
      = "{\"schema\":\"limen-cutoffs/1\",\"cutoffs\":[{\"name\":\"7\","
        "\"class\":\"1\",\"kind\":\"logit\",\"threshold\":3,\"metrics\":{},"
        "\"provenance\":{\"note\":\"12.50\"}}]}";
  g_autofree char *path = test_write_file ("note.json", text, -1);
  g_autofree char *table
      = g_build_filename (test_get_folder (), "note.csv", NULL);
  g_autoptr (GListModel) cutoffs = limen_cutoff_file_load (path, NULL);
  g_autoptr (GListModel) again = NULL;
  g_autoptr (LimenCutoff) read = NULL;

  g_assert_true (limen_cutoff_file_save (cutoffs, table, NULL));
  again = limen_cutoff_file_load (table, NULL);
  read = g_list_model_get_item (again, 0);
  g_assert_cmpstr (limen_cutoff_get_name (read), ==, "7");
  g_assert_cmpstr (limen_cutoff_get_note (read), ==, "12.50");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cutoff-fields/in-schema", test_in_schema);
  g_test_add_func ("/cutoff-fields/of-schema", test_of_schema);
  g_test_add_func ("/cutoff-fields/column-numbers", test_column_numbers);
  g_test_add_func ("/cutoff-fields/copies", test_copies);
  g_test_add_func ("/cutoff-fields/note", test_note);
  return g_test_run ();
}
