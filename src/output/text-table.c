/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-table.h"

#include <string.h>

#include "number-text.h"

#define INDENT "  "

/* A cell: its text follows that of the cell before. */
typedef struct
{
  guint n_bytes, width; /* width: in columns of a terminal */
  gboolean is_last;     /* the last cell of its row */
} Cell;

struct _LimenTextTable
{
  GString *texts; /* of all cells */
  GArray *cells;  /* Cell */
  GArray *widths; /* guint: the widest cell of each column */
  guint column;   /* of the next cell */
};

/* Creates an empty table. */
LimenTextTable *
limen_text_table_new (void)
{
  LimenTextTable *self = g_new0 (LimenTextTable, 1);

  self->texts = g_string_new (NULL);
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  self->widths = g_array_new (FALSE, TRUE, sizeof (guint));
  return self;
}

/* Frees the table; NULL is ignored. */
void
limen_text_table_free (LimenTextTable *self)
{
  if (self == NULL)
    return;
  g_string_free (self->texts, TRUE);
  g_array_unref (self->cells);
  g_array_unref (self->widths);
  g_free (self);
}

/* The width of a text on a terminal, in characters of usual width. */
static guint
get_width (const char *text)
{
  guint width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_ascii_isprint (*text))
      width++;
    else
      {
        gunichar c = g_utf8_get_char (text);

        width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
      }
  return width;
}

/* Adds a cell to the current row. */
void
limen_text_table_add (LimenTextTable *self, const char *text)
{
  gsize length = strlen (text);
  Cell cell = { (guint) length, get_width (text), FALSE };
  guint *width;

  g_string_append_len (self->texts, text, (gssize) length);
  g_array_append_val (self->cells, cell);
  if (self->column == self->widths->len)
    g_array_set_size (self->widths, self->column + 1);
  width = &g_array_index (self->widths, guint, self->column++);
  *width = MAX (*width, cell.width);
}

/* Adds a number, formatted by limen_number_text(), to the current row. */
void
limen_text_table_add_number (LimenTextTable *self, double value)
{
  g_autofree char *text = limen_number_text (value);

  limen_text_table_add (self, text);
}

/* Adds a count, formatted by limen_number_text_count(), to the current row. */
void
limen_text_table_add_count (LimenTextTable *self, double value)
{
  g_autofree char *text = limen_number_text_count (value);

  limen_text_table_add (self, text);
}

/* Ends the current row, which has at least one cell. */
void
limen_text_table_end_row (LimenTextTable *self)
{
  g_array_index (self->cells, Cell, self->cells->len - 1).is_last = TRUE;
  self->column = 0;
}

/* Adds the rows of another table, which has ended its last row. */
void
limen_text_table_add_rows (LimenTextTable *self, const LimenTextTable *other)
{
  g_string_append_len (self->texts, other->texts->str,
                       (gssize) other->texts->len);
  g_array_append_vals (self->cells, other->cells->data, other->cells->len);
  if (self->widths->len < other->widths->len)
    g_array_set_size (self->widths, other->widths->len);
  for (guint i = 0; i < other->widths->len; i++)
    {
      guint *width = &g_array_index (self->widths, guint, i);

      *width = MAX (*width, g_array_index (other->widths, guint, i));
    }
}

static void
append_blanks (GString *out, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (out, ' ');
}

/* Appends a cell: to the left in the first column, to the right in others. */
static void
append_cell (GString *out, const char *text, const Cell *cell, guint width,
             gboolean is_first)
{
  g_string_append (out, INDENT);
  append_blanks (out, is_first ? 0 : width - cell->width);
  g_string_append_len (out, text, cell->n_bytes);
  append_blanks (out, is_first ? width - cell->width : 0);
}

static void
end_line (GString *out)
{
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
}

/* Appends the table to `out`, indented, one line per row. */
void
limen_text_table_append_to (LimenTextTable *self, GString *out)
{
  const char *text = self->texts->str;

  for (guint i = 0, column = 0; i < self->cells->len; i++)
    {
      const Cell *cell = &g_array_index (self->cells, Cell, i);

      append_cell (out, text, cell,
                   g_array_index (self->widths, guint, column), column == 0);
      text += cell->n_bytes;
      column = cell->is_last ? 0 : column + 1;
      if (cell->is_last)
        end_line (out);
    }
}
