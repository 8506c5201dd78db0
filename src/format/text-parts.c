/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-parts.h"

/* Appends an empty line, a title and a table. */
void
limen_text_append_table (GString *out, const char *title,
                         LimenTextTable *table)
{
  g_string_append_printf (out, "\n%s\n", title);
  limen_text_table_append_to (table, out);
}

/* Adds a row with a name, a value and a note, which may be NULL. */
void
limen_text_add_value (LimenTextTable *table, const char *name, double value,
                      const char *note)
{
  limen_text_table_add (table, name);
  limen_text_table_add_number (table, value);
  if (note != NULL)
    limen_text_table_add (table, note);
  limen_text_table_end_row (table);
}

/* Adds the texts of a NULL-terminated array as cells of the current row. */
void
limen_text_add_cells (LimenTextTable *table, const char *const *cells)
{
  for (; *cells != NULL; cells++)
    limen_text_table_add (table, *cells);
}
