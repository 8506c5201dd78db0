/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "row-columns-memory.h"

#define MEMORY_KEY "limen-row-columns"
#define SETTINGS_KEY "limen-row-columns-settings"
/* Maximum number of sets of columns remembered; the oldest are dropped. */
#define MAX_SETS 20
/* The sets, the latest first. Of each set: the titles of all available
 * columns; for each part that is not a field, whether it was offered (shown by
 * default); the chosen parts. */
#define SET_TYPE "(sabai)"
#define SETS_TYPE "a" SET_TYPE

/* Keeps the choices of an owner in settings, so that they outlive it. */
void
limen_row_columns_memory_bind (GObject *owner, GSettings *settings)
{
  g_object_set_data_full (owner, SETTINGS_KEY, g_object_ref (settings),
                          g_object_unref);
}

static char *
join (GPtrArray *titles)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < titles->len; i++)
    g_string_append_printf (text, "%s\n",
                            (const char *) g_ptr_array_index (titles, i));
  return g_string_free (text, FALSE);
}

static GVariant *
load (GObject *owner)
{
  GSettings *settings = g_object_get_data (owner, SETTINGS_KEY);
  GVariant *sets = g_object_get_data (owner, MEMORY_KEY);

  if (settings != NULL)
    return g_settings_get_value (settings, "rows-columns");
  return sets != NULL ? g_variant_ref (sets)
                      : g_variant_ref_sink (g_variant_new (SETS_TYPE, NULL));
}

static void
save (GObject *owner, GVariant *sets)
{
  GSettings *settings = g_object_get_data (owner, SETTINGS_KEY);

  if (settings != NULL)
    g_settings_set_value (settings, "rows-columns", sets);
  else
    g_object_set_data_full (owner, MEMORY_KEY, g_variant_ref_sink (sets),
                            (GDestroyNotify) g_variant_unref);
}

static GVariant *
new_set (const char *titles, const gboolean *is_offered, GArray *parts)
{
  GVariantBuilder offered, chosen;

  g_variant_builder_init (&offered, G_VARIANT_TYPE ("ab"));
  for (guint i = 0; i < LIMEN_ROW_FIRST_FIELD; i++)
    g_variant_builder_add (&offered, "b", is_offered[i]);
  g_variant_builder_init (&chosen, G_VARIANT_TYPE ("ai"));
  for (guint i = 0; i < parts->len; i++)
    g_variant_builder_add (&chosen, "i", g_array_index (parts, int, i));
  return g_variant_new (SET_TYPE, titles, &offered, &chosen);
}

/* Remembers the chosen parts (int) for tables with these titles (char *).
 * is_offered: for each part that is not a field, whether it is shown by
 * default. Everything is copied. */
void
limen_row_columns_memory_keep (GObject *owner, GPtrArray *titles,
                               const gboolean *is_offered, GArray *parts)
{
  g_autoptr (GVariant) before = load (owner);
  g_autofree char *joined = join (titles);
  GVariantBuilder sets;
  guint n = 1;

  g_variant_builder_init (&sets, G_VARIANT_TYPE (SETS_TYPE));
  g_variant_builder_add_value (&sets, new_set (joined, is_offered, parts));
  for (gsize i = 0; i < g_variant_n_children (before) && n < MAX_SETS; i++)
    {
      g_autoptr (GVariant) set = g_variant_get_child_value (before, i);
      const char *others;

      g_variant_get_child (set, 0, "&s", &others);
      if (g_str_equal (others, joined))
        continue;
      g_variant_builder_add_value (&sets, set);
      n++;
    }
  save (owner, g_variant_builder_end (&sets));
}

static gboolean
contains (GArray *parts, int part)
{
  for (guint i = 0; i < parts->len; i++)
    if (g_array_index (parts, int, i) == part)
      return TRUE;
  return FALSE;
}

static gboolean
was_offered (GVariant *set, int part)
{
  g_autoptr (GVariant) offered = g_variant_get_child_value (set, 1);
  gboolean is_offered = FALSE;

  if ((gsize) part < g_variant_n_children (offered))
    g_variant_get_child (offered, (gsize) part, "b", &is_offered);
  return is_offered;
}

/* The chosen parts of a set, without invalid ones (a setting may hold
 * anything) and without those that are no longer offered. */
static GArray *
list_chosen (GVariant *set, int n_parts, const gboolean *is_offered)
{
  g_autoptr (GVariant) chosen = g_variant_get_child_value (set, 2);
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (int));

  for (gsize i = 0; i < g_variant_n_children (chosen); i++)
    {
      int part;

      g_variant_get_child (chosen, i, "i", &part);
      if (part >= 0 && part < n_parts && !contains (parts, part)
          && (part >= LIMEN_ROW_FIRST_FIELD || is_offered[part]
              || !was_offered (set, part)))
        g_array_append_val (parts, part);
    }
  return parts;
}

static GVariant *
find_set (GObject *owner, const char *titles)
{
  g_autoptr (GVariant) sets = load (owner);

  for (gsize i = 0; i < g_variant_n_children (sets); i++)
    {
      g_autoptr (GVariant) set = g_variant_get_child_value (sets, i);
      const char *others;

      g_variant_get_child (set, 0, "&s", &others);
      if (g_str_equal (others, titles))
        return g_steal_pointer (&set);
    }
  return NULL;
}

/* The remembered parts (int), a new array; NULL if nothing is remembered for
 * these titles. A part that is offered now but was not then, such as the
 * distance of rows near the threshold, is inserted at its default place; a
 * part that was offered then but is not now is left out. */
GArray *
limen_row_columns_memory_recall (GObject *owner, GPtrArray *titles,
                                 const gboolean *is_offered)
{
  g_autofree char *joined = join (titles);
  g_autoptr (GVariant) set = find_set (owner, joined);
  GArray *parts;

  if (set == NULL)
    return NULL;
  parts = list_chosen (set, (int) titles->len, is_offered);
  for (int part = 0; part < LIMEN_ROW_FIRST_FIELD; part++)
    if (is_offered[part] && !was_offered (set, part)
        && !contains (parts, part))
      g_array_insert_val (parts, MIN ((guint) part, parts->len), part);
  return parts;
}
