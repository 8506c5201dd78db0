#include "row-columns-memory.h"

#define MEMORY_KEY "limen-row-columns"

typedef struct
{
  char *titles; /* of all columns that could be chosen */
  gboolean is_offered[LIMEN_ROW_FIRST_FIELD];
  GArray *parts; /* int */
} Memory;

static void
memory_free (gpointer data)
{
  Memory *memory = data;

  g_free (memory->titles);
  g_array_unref (memory->parts);
  g_free (memory);
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

/* Keeps the parts (int) that are chosen of those with titles (char *);
 * is_offered: of each part that is not a field, whether it is shown unless
 * somebody chooses otherwise. Everything is copied. */
void
limen_row_columns_memory_keep (GObject *owner, GPtrArray *titles,
                               const gboolean *is_offered, GArray *parts)
{
  Memory *memory = g_new0 (Memory, 1);

  memory->titles = join (titles);
  for (guint i = 0; i < LIMEN_ROW_FIRST_FIELD; i++)
    memory->is_offered[i] = is_offered[i];
  memory->parts = g_array_copy (parts);
  g_object_set_data_full (owner, MEMORY_KEY, memory, memory_free);
}

static gboolean
contains (GArray *parts, int part)
{
  for (guint i = 0; i < parts->len; i++)
    if (g_array_index (parts, int, i) == part)
      return TRUE;
  return FALSE;
}

/* The parts (int) that were chosen, a new array; NULL where none were, or of
 * other columns. What was not offered then and is now, such as the distance of
 * rows near the line, comes at its own place; what is no longer offered goes,
 * where it was offered then. */
GArray *
limen_row_columns_memory_recall (GObject *owner, GPtrArray *titles,
                                 const gboolean *is_offered)
{
  const Memory *memory = g_object_get_data (owner, MEMORY_KEY);
  g_autofree char *joined = join (titles);
  GArray *parts;

  if (memory == NULL || !g_str_equal (memory->titles, joined))
    return NULL;
  parts = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; i < memory->parts->len; i++)
    {
      int part = g_array_index (memory->parts, int, i);

      if (part >= LIMEN_ROW_FIRST_FIELD || is_offered[part]
          || !memory->is_offered[part])
        g_array_append_val (parts, part);
    }
  for (int part = 0; part < LIMEN_ROW_FIRST_FIELD; part++)
    if (is_offered[part] && !memory->is_offered[part]
        && !contains (parts, part))
      g_array_insert_val (parts, MIN ((guint) part, parts->len), part);
  return parts;
}
