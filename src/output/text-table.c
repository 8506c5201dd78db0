/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-table.h"

#include "number-text.h"

#define INDENT "  "

struct _LimenTextTable
{
  GPtrArray *rows; /* GPtrArray of char *, one per row */
  GPtrArray *current;
};

static GPtrArray *
new_row (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

/* Creates an empty table. */
LimenTextTable *
limen_text_table_new (void)
{
  LimenTextTable *self = g_new0 (LimenTextTable, 1);

  self->rows
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->current = new_row ();
  return self;
}

/* Frees the table; NULL is ignored. */
void
limen_text_table_free (LimenTextTable *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->current);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* Adds a cell to the current row. */
void
limen_text_table_add (LimenTextTable *self, const char *text)
{
  g_ptr_array_add (self->current, g_strdup (text));
}

/* Adds a number, formatted by limen_number_text(), to the current row. */
void
limen_text_table_add_number (LimenTextTable *self, double value)
{
  g_ptr_array_add (self->current, limen_number_text (value));
}

/* Adds a count, formatted by limen_number_text_count(), to the current row. */
void
limen_text_table_add_count (LimenTextTable *self, double value)
{
  g_ptr_array_add (self->current, limen_number_text_count (value));
}

/* Ends the current row. */
void
limen_text_table_end_row (LimenTextTable *self)
{
  g_ptr_array_add (self->rows, self->current);
  self->current = new_row ();
}

/* The width of a text on a terminal, in characters of usual width. */
static glong
get_width (const char *text)
{
  glong width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

/* The width of each column in characters; a new array of glong. */
static GArray *
new_widths (LimenTextTable *self)
{
  GArray *widths = g_array_new (FALSE, TRUE, sizeof (glong));

  for (guint i = 0; i < self->rows->len; i++)
    {
      GPtrArray *row = g_ptr_array_index (self->rows, i);

      g_array_set_size (widths, MAX (widths->len, row->len));
      for (guint j = 0; j < row->len; j++)
        g_array_index (widths, glong, j)
            = MAX (g_array_index (widths, glong, j),
                   get_width (g_ptr_array_index (row, j)));
    }
  return widths;
}

static void
append_cell (GString *out, const char *text, glong width, gboolean is_first)
{
  glong n_blanks = width - get_width (text);

  g_string_append (out, INDENT);
  if (is_first)
    g_string_append (out, text);
  for (glong i = 0; i < n_blanks; i++)
    g_string_append_c (out, ' ');
  if (!is_first)
    g_string_append (out, text);
}

/* Appends the table to `out`, indented, one line per row. */
void
limen_text_table_append_to (LimenTextTable *self, GString *out)
{
  g_autoptr (GArray) widths = new_widths (self);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GPtrArray *row = g_ptr_array_index (self->rows, i);

      for (guint j = 0; j < row->len; j++)
        append_cell (out, g_ptr_array_index (row, j),
                     g_array_index (widths, glong, j), j == 0);
      while (out->len > 0 && out->str[out->len - 1] == ' ')
        g_string_truncate (out, out->len - 1);
      g_string_append_c (out, '\n');
    }
}
