/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf-table.h"

#include <math.h>

#define SIZE 8.0
#define MIN_SIZE 5.5   /* smallest font size, for tables that are too wide */
#define GAP 11.0       /* minimum gap between columns */
#define MANY_COLUMNS 9 /* from here on, columns have the narrow gap */
#define NARROW_GAP 6.0
#define PADDING 2.0     /* above and below the text of a row */
#define MIN_TEXT 48.0   /* minimum width of a column of text */
#define MAX_WORD 60.0   /* words of a head up to this width do not break */

struct _LimenPdfTable
{
  const LimenDocumentTable *table;
  PangoContext *context;
  double width;
  double size, gap;
  double *widths; /* width of each column, without the gap before it */
};

/* Widths of a column: with all cells on one line, and the least that is
 * readable. */
typedef struct
{
  double natural, least;
} Range;

static LimenPdfStyle
get_style (LimenPdfTable *self, gssize row)
{
  return (LimenPdfStyle){ self->size, row < 0, LIMEN_PDF_INK };
}

static const char *
get_text (LimenPdfTable *self, gssize row, gsize column)
{
  return row < 0 ? g_ptr_array_index (self->table->head, column)
                 : limen_document_table_get (self->table, (gsize) row, column);
}

static PangoLayout *
new_cell (LimenPdfTable *self, gssize row, gsize column, double width)
{
  PangoLayout *layout
      = limen_pdf_text_new (self->context, get_text (self, row, column),
                            get_style (self, row), width);

  if (!limen_document_table_is_text (self->table, column))
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  return layout;
}

static double
measure (LimenPdfTable *self, gssize row, gsize column)
{
  g_autoptr (PangoLayout) layout = new_cell (self, row, column, -1);

  return limen_pdf_text_get_width (layout);
}

/* The width of the longest word of a column's head. */
static double
measure_word (LimenPdfTable *self, gsize column)
{
  g_autoptr (PangoLayout) layout = new_cell (self, -1, column, 0);

  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  return limen_pdf_text_get_width (layout);
}

/* The widths that a column needs: numbers never break, words of the head only
 * if they are wider than `most_word`. */
static Range
measure_column (LimenPdfTable *self, gsize column, double most_word)
{
  gsize n = limen_document_table_get_n_rows (self->table);
  Range range = { 0, 0 };

  for (gsize i = 0; i < n; i++)
    range.natural = fmax (range.natural, measure (self, (gssize) i, column));
  range.least = limen_document_table_is_text (self->table, column)
                    ? fmin (range.natural, MIN_TEXT)
                    : range.natural;
  if (self->table->head->len > 0)
    {
      range.natural = fmax (range.natural, measure (self, -1, column));
      range.least = fmax (range.least,
                          fmin (most_word, measure_word (self, column)));
    }
  /* Rounded up, so that rounding breaks no line. */
  return (Range){ ceil (range.natural + 0.5), ceil (range.least + 0.5) };
}

static gboolean
is_all_text (const LimenDocumentTable *table)
{
  for (gsize j = 0; j < table->n_columns; j++)
    if (!limen_document_table_is_text (table, j))
      return FALSE;
  return TRUE;
}

/* Distributes spare width: to the last column if all are text, otherwise
 * evenly. */
static void
spread (LimenPdfTable *self, const Range *ranges, double rest)
{
  gsize n = self->table->n_columns;
  gboolean is_text = is_all_text (self->table);

  for (gsize j = 0; j < n; j++)
    self->widths[j] = ranges[j].natural + (is_text ? 0 : rest / n);
  if (is_text)
    self->widths[n - 1] += rest;
}

/* Narrows the columns that can break to make the table fit. */
static void
squeeze (LimenPdfTable *self, const Range *ranges, double room,
         double natural, double least)
{
  double share = natural > least ? (room - least) / (natural - least) : 0;

  for (gsize j = 0; j < self->table->n_columns; j++)
    self->widths[j]
        = share >= 0 ? ranges[j].least
                           + share * (ranges[j].natural - ranges[j].least)
                     : ranges[j].least * room / least;
}

static Range
measure_columns (LimenPdfTable *self, Range *ranges, double most_word)
{
  Range sum = { 0, 0 };

  for (gsize j = 0; j < self->table->n_columns; j++)
    {
      ranges[j] = measure_column (self, j, most_word);
      sum.natural += ranges[j].natural;
      sum.least += ranges[j].least;
    }
  return sum;
}

/* The widths of all columns, and their sum. If the heads' words do not fit,
 * none gets more than an even share. */
static Range
measure_all (LimenPdfTable *self, Range *ranges, double room)
{
  double share = floor (room / (double) self->table->n_columns) - 1;
  Range sum = measure_columns (self, ranges, fmax (share, MAX_WORD));

  return sum.least <= room ? sum : measure_columns (self, ranges, share);
}

/* Chooses font size and column widths. Small tables take half of the width if
 * `may_be_half`. */
static void
choose_widths (LimenPdfTable *self, double width, gboolean may_be_half)
{
  gsize n = self->table->n_columns;
  g_autofree Range *ranges = g_new (Range, n);
  double gaps = self->gap * (double) (n - 1);
  Range sum = measure_all (self, ranges, width - gaps);

  if (sum.least > width - gaps)
    {
      self->size
          = fmax (MIN_SIZE, self->size * (width - gaps) / sum.least - 0.1);
      sum = measure_all (self, ranges, width - gaps);
    }
  self->width = may_be_half && n < 4 && !is_all_text (self->table)
                        && sum.natural + gaps <= width / 2
                    ? width / 2
                    : width;
  if (sum.natural + gaps <= self->width)
    spread (self, ranges, self->width - gaps - sum.natural);
  else
    squeeze (self, ranges, self->width - gaps, sum.natural, sum.least);
}

static LimenPdfTable *
new_table (const LimenDocumentTable *table, PangoContext *context)
{
  LimenPdfTable *self = g_new0 (LimenPdfTable, 1);

  self->table = table;
  self->context = g_object_ref (context);
  self->size = SIZE;
  self->gap = table->n_columns > MANY_COLUMNS ? NARROW_GAP : GAP;
  self->widths = g_new (double, table->n_columns);
  return self;
}

/* Lays out a table at a width in points; small tables take half of it. The
 * table is borrowed and must outlive the layout. Free with
 * limen_pdf_table_free(). */
LimenPdfTable *
limen_pdf_table_new (const LimenDocumentTable *table, PangoContext *context,
                     double width)
{
  LimenPdfTable *self = new_table (table, context);

  choose_widths (self, width, TRUE);
  return self;
}

/* Lays out a table, as limen_pdf_table_new() does, at exactly this width in
 * points. */
LimenPdfTable *
limen_pdf_table_new_at (const LimenDocumentTable *table,
                        PangoContext *context, double width)
{
  LimenPdfTable *self = new_table (table, context);

  choose_widths (self, width, FALSE);
  return self;
}

/* The least width in points at which no cell of a table breaks and heads break
 * only between words. */
double
limen_pdf_table_measure (const LimenDocumentTable *table,
                         PangoContext *context)
{
  gsize n = limen_document_table_get_n_rows (table);
  LimenPdfTable *self = new_table (table, context);
  double width = self->gap * (double) (table->n_columns - 1);

  for (gsize j = 0; j < table->n_columns; j++)
    {
      double least = table->head->len > 0 ? measure_word (self, j) : 0;

      for (gsize i = 0; i < n; i++)
        least = fmax (least, measure (self, (gssize) i, j));
      width += ceil (least + 0.5);
    }
  limen_pdf_table_free (self);
  return width;
}

/* Frees a layout; NULL is ignored. */
void
limen_pdf_table_free (LimenPdfTable *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->context);
  g_free (self->widths);
  g_free (self);
}

/* The height of a row in points; row -1 is the head, of height 0 if the table
 * has none. */
double
limen_pdf_table_get_height (LimenPdfTable *self, gssize row)
{
  double height = 0;

  if (row < 0 && self->table->head->len == 0)
    return 0;
  for (gsize j = 0; j < self->table->n_columns; j++)
    {
      g_autoptr (PangoLayout) layout
          = new_cell (self, row, j, self->widths[j]);

      height = fmax (height, limen_pdf_text_get_height (layout));
    }
  return height + 2 * PADDING;
}

static void
draw_cells (LimenPdfTable *self, cairo_t *cr, gssize row, double x, double y,
            double height)
{
  limen_pdf_text_set_color (cr, get_style (self, row).color);
  cairo_tag_begin (cr, "TR", NULL);
  for (gsize j = 0; j < self->table->n_columns; j++)
    {
      const char *tag = row < 0 || j == 0 ? "TH" : "TD";
      g_autoptr (PangoLayout) layout
          = new_cell (self, row, j, self->widths[j]);
      /* Heads are aligned to the bottom, on their rule. */
      double above = row < 0 ? height - limen_pdf_text_get_height (layout)
                                   - PADDING
                             : PADDING;

      cairo_tag_begin (cr, tag, NULL);
      limen_pdf_text_draw (cr, layout, x, y + above);
      cairo_tag_end (cr, tag);
      x += self->widths[j] + self->gap;
    }
  cairo_tag_end (cr, "TR");
}

/* Draws a row, with the rules above and below it, at its upper left corner. */
void
limen_pdf_table_draw (LimenPdfTable *self, cairo_t *cr, gssize row, double x,
                      double y)
{
  double height = limen_pdf_table_get_height (self, row);
  gboolean is_last
      = row + 1 == (gssize) limen_document_table_get_n_rows (self->table);
  gboolean is_first = row < 0 || (row == 0 && self->table->head->len == 0);

  if (height <= 0)
    return;
  draw_cells (self, cr, row, x, y, height);
  if (is_first)
    limen_pdf_text_draw_rule (cr, x, y, self->width, 0.6, LIMEN_PDF_RULE);
  limen_pdf_text_draw_rule (cr, x, y + height, self->width,
                            row < 0 || is_last ? 0.6 : 0.4,
                            row < 0 || is_last ? LIMEN_PDF_RULE
                                               : LIMEN_PDF_HAIRLINE);
}
