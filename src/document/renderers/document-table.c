/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document-table.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "decimal.h"
#include "display-text.h"
#include "estimate-text.h"
#include "number-text.h"

#define UNDEFINED "\342\200\224"
#define INFINITE "\342\210\236"
/* Maximum length of a name; longer ones are ellipsized. */
#define MAX_NAME_CHARS 60

/* A table without rows. `columns` has a letter per column: 'l' for text,
 * 'r' for numbers. Free with limen_document_table_free(), or add it to a
 * document. */
LimenDocumentTable *
limen_document_table_new (const char *caption, const char *columns)
{
  LimenDocumentTable *self = g_new0 (LimenDocumentTable, 1);

  self->caption = g_strdup (caption);
  self->columns = g_strdup (columns);
  self->n_columns = strlen (columns);
  self->head = g_ptr_array_new_with_free_func (g_free);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* Frees the table; NULL is ignored. */
void
limen_document_table_free (LimenDocumentTable *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->head);
  g_ptr_array_unref (self->cells);
  g_free (self->columns);
  g_free (self->caption);
  g_free (self);
}

/* Text from a file, made safe to show; a new string. */
static char *
clean (const char *text, gsize max_chars)
{
  return limen_display_text_new (text, strlen (text), max_chars);
}

/* Adds the heads of the next columns, up to a NULL. */
void
limen_document_table_add_heads (LimenDocumentTable *self,
                                const char *const *titles)
{
  for (; *titles != NULL; titles++)
    g_ptr_array_add (self->head, g_strdup (*titles));
}

/* Adds the head of the next column; the title may be any text, such as a name
 * from a file. */
void
limen_document_table_add_head (LimenDocumentTable *self, const char *title)
{
  g_ptr_array_add (self->head, clean (title, MAX_NAME_CHARS));
}

/* Adds a cell; a new row begins after the last column. */
void
limen_document_table_add (LimenDocumentTable *self, const char *text)
{
  g_ptr_array_add (self->cells, clean (text, 0));
}

/* Adds a name, ellipsized if it is long. */
void
limen_document_table_add_name (LimenDocumentTable *self, const char *name)
{
  g_ptr_array_add (self->cells, clean (name, MAX_NAME_CHARS));
}

/* Adds a number, rounded as in reports; a dash for NaN. */
void
limen_document_table_add_number (LimenDocumentTable *self, double value)
{
  g_ptr_array_add (self->cells, limen_number_text (value));
}

/* Adds a value with its interval, as limen_estimate_text(). */
void
limen_document_table_add_estimate (LimenDocumentTable *self, double value,
                                   LimenInterval interval)
{
  g_ptr_array_add (self->cells, limen_estimate_text (value, interval));
}

/* Adds a count of rows, or a sum of weights. */
void
limen_document_table_add_count (LimenDocumentTable *self, double value)
{
  g_ptr_array_add (self->cells, limen_number_text_count (value));
}

/* Adds part / whole as a percentage; a dash if whole is 0. */
void
limen_document_table_add_share (LimenDocumentTable *self, double part,
                                double whole)
{
  char text[64];

  if (whole > 0)
    g_ptr_array_add (
        self->cells,
        g_strconcat (g_ascii_formatd (text, sizeof text, "%.2f",
                                      100 * part / whole),
                     "\302\240%", NULL));
  else
    limen_document_table_add (self, UNDEFINED);
}

/* Adds a number with all its digits. */
void
limen_document_table_add_exact (LimenDocumentTable *self, double value)
{
  char text[LIMEN_DECIMAL_SIZE];

  if (isnan (value))
    limen_document_table_add (self, UNDEFINED);
  else if (isinf (value))
    limen_document_table_add (self, value > 0 ? INFINITE : "-" INFINITE);
  else
    limen_document_table_add (
        self, limen_decimal_format (value, text, sizeof text));
}

/* Adds a threshold with all its digits; "none" for +inf, where no row is
 * positive. */
void
limen_document_table_add_threshold (LimenDocumentTable *self, double value)
{
  if (value == INFINITY)
    limen_document_table_add (
        self,
        /* Translators: the threshold at which no row is positive. */
        C_ ("threshold", "none"));
  else
    limen_document_table_add_exact (self, value);
}

/* Adds two cells with the ends of an interval. */
void
limen_document_table_add_interval (LimenDocumentTable *self, double low,
                                   double high)
{
  char *low_text, *high_text;

  limen_number_text_interval (low, high, &low_text, &high_text);
  g_ptr_array_add (self->cells, low_text);
  g_ptr_array_add (self->cells, high_text);
}

/* Adds a row of a title and a text. */
void
limen_document_table_add_fact (LimenDocumentTable *self, const char *title,
                               const char *text)
{
  limen_document_table_add (self, title);
  limen_document_table_add (self, text);
}

/* Adds a row of a title and a number. */
void
limen_document_table_add_value (LimenDocumentTable *self, const char *title,
                                double value)
{
  limen_document_table_add (self, title);
  limen_document_table_add_number (self, value);
}

/* Number of complete rows, without the head. */
gsize
limen_document_table_get_n_rows (const LimenDocumentTable *self)
{
  return self->cells->len / self->n_columns;
}

/* A cell's text; owned by the table. */
const char *
limen_document_table_get (const LimenDocumentTable *self, gsize row,
                          gsize column)
{
  return g_ptr_array_index (self->cells, row * self->n_columns + column);
}

/* Whether a column is text, aligned left. */
gboolean
limen_document_table_is_text (const LimenDocumentTable *self, gsize column)
{
  return self->columns[column] == 'l';
}
