/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table-writer-private.h"

#include "csv-text.h"
#include "json-text.h"

/* Appends the text of a cell; see limen_table_writer_add_verbatim(). */
void
limen_table_append_verbatim (GString *out, gboolean is_json, const char *text)
{
  if (!is_json)
    limen_csv_append_verbatim (out, text);
  else if (text == NULL || *text == '\0')
    g_string_append (out, "null");
  else
    limen_json_append_string (out, text);
}

/* Appends a number as a cell; see limen_table_writer_add_number(). */
void
limen_table_append_number (GString *out, gboolean is_json, double value)
{
  if (is_json)
    limen_json_append_number (out, value);
  else
    limen_csv_append_number (out, value);
}

/* Creates an empty list of cells for the rows of a table. Free with
 * limen_table_cells_free(). */
LimenTableCells *
limen_table_cells_new (const LimenTableWriter *table)
{
  LimenTableCells *self = g_new0 (LimenTableCells, 1);
  const gsize start = 0;

  self->is_json = limen_table_writer_is_json (table);
  self->text = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof start);
  g_array_append_val (self->starts, start);
  return self;
}

/* Frees the cells. NULL is ignored. */
void
limen_table_cells_free (LimenTableCells *self)
{
  if (self == NULL)
    return;
  g_string_free (self->text, TRUE);
  g_array_unref (self->starts);
  g_free (self);
}

/* Ends the text of a cell, with room after it for append_short(). */
static void
end_cell (LimenTableCells *self)
{
  gsize length = self->text->len;

  g_array_append_val (self->starts, length);
  g_string_set_size (self->text, length + LIMEN_DECIMAL_SIZE);
  g_string_truncate (self->text, length);
}

/* Adds a cell as limen_table_writer_add_verbatim() does; its index is the
 * number of cells before it. */
void
limen_table_cells_add_verbatim (LimenTableCells *self, const char *text)
{
  limen_table_append_verbatim (self->text, self->is_json, text);
  end_cell (self);
}

/* Adds a cell as limen_table_writer_add_number() does; its index is the number
 * of cells before it. */
void
limen_table_cells_add_number (LimenTableCells *self, double value)
{
  limen_table_append_number (self->text, self->is_json, value);
  end_cell (self);
}
