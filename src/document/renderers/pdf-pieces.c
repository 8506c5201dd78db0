/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf-pieces.h"

#include "pdf-flow.h"
#include "pdf-table.h"

#define TEXT_SIZE 9.5
#define CAPTION_SIZE 8.5
#define TITLE_SIZE 22.0
#define HEADING_SIZE 14.0
#define PART_SIZE 10.5
/* Tables with at most this many rows are kept on one page. */
#define MAX_KEPT_ROWS 12
/* Minimum number of rows of longer tables before and after a page break. */
#define MIN_SPLIT_ROWS 4
/* Tables side by side: maximum number of tables, their maximum number of rows,
 * and the gap between them. */
#define MAX_BESIDE 3
#define MAX_BESIDE_ROWS 30
#define BESIDE_GAP 24.0

/* Position of a table in a row of tables. */
typedef struct
{
  double x, width; /* x from the left margin */
  gboolean is_first, is_last;
} Column;

/* Frees what an item owns. */
void
limen_pdf_item_clear (gpointer data)
{
  LimenPdfItem *item = data;

  g_clear_object (&item->text);
  limen_pdf_table_free (item->table);
}

/* The layout of a block; items 0 and 1 are title and subtitle. */
LimenPdfItem *
limen_pdf_flow_get_item (LimenPdfFlow *self, guint i)
{
  return &g_array_index (self->items, LimenPdfItem, i);
}

/* The piece at an index, in document order. */
LimenPdfPiece *
limen_pdf_flow_get_piece (LimenPdfFlow *self, guint i)
{
  return &g_array_index (self->pieces, LimenPdfPiece, i);
}

static void
add_piece (LimenPdfFlow *self, LimenPdfPieceKind kind, gssize part, double gap,
           double height, gboolean keeps_next)
{
  LimenPdfPiece piece = { .kind = kind,
                  .block = self->items->len - 1,
                  .part = part,
                  .gap = gap,
                  .height = height,
                  .keeps_next = keeps_next,
                  .x = LIMEN_PAGE_MARGIN };

  g_array_append_val (self->pieces, piece);
}

static double
get_line_height (PangoLayout *layout, int line)
{
  PangoRectangle logical;

  pango_layout_line_get_extents (
      pango_layout_get_line_readonly (layout, line), NULL, &logical);
  return (double) logical.height / PANGO_SCALE;
}

/* Adds the lines of a text as pieces. The first two and the last two lines
 * stay together; with `leads_on`, all lines and the next block, which the text
 * introduces. */
static void
add_lines (LimenPdfFlow *self, double gap, gboolean leads_on)
{
  LimenPdfItem *item = limen_pdf_flow_get_item (self, self->items->len - 1);
  int n = pango_layout_get_line_count (item->text);

  for (int i = 0; i < n; i++)
    add_piece (self, LIMEN_PDF_PIECE_LINE, i, i == 0 ? gap : LIMEN_PDF_LEADING,
               get_line_height (item->text, i),
               leads_on || (i == 0 && n > 1) || i == n - 2);
}

static void
take_text (LimenPdfFlow *self, LimenPdfItem *item, const char *text,
           LimenPdfStyle style, double width)
{
  item->style = style;
  item->text = limen_pdf_text_new (self->context, text, style, width);
}

static void
add_heading (LimenPdfFlow *self, LimenPdfItem *item)
{
  gboolean is_section = item->block->level == 1;

  take_text (self, item, item->block->text,
             (LimenPdfStyle){ is_section ? HEADING_SIZE : PART_SIZE, TRUE,
                              LIMEN_PDF_INK },
             LIMEN_TEXT_WIDTH);
  add_lines (self, is_section ? 26 : 16, TRUE);
}

static void
add_notice (LimenPdfFlow *self, LimenPdfItem *item)
{
  g_autofree char *text
      = g_strconcat (limen_severity_get_title (item->block->severity),
                     item->block->text, NULL);

  take_text (self, item, text,
             (LimenPdfStyle){ TEXT_SIZE, FALSE, LIMEN_PDF_INK },
             LIMEN_TEXT_WIDTH - LIMEN_PDF_NOTICE_INDENT);
  add_lines (self, 8, FALSE);
}

/* Adds the pieces of a laid-out table, with a caption of a width. */
static void
add_table_pieces (LimenPdfFlow *self, LimenPdfItem *item, double width)
{
  const LimenDocumentTable *table = item->block->table;
  gssize n = (gssize) limen_document_table_get_n_rows (table);
  gboolean has_head = table->head->len > 0;

  if (table->caption != NULL)
    {
      take_text (self, item, table->caption,
                 (LimenPdfStyle){ CAPTION_SIZE, TRUE, LIMEN_PDF_INK },
                 width);
      add_piece (self, LIMEN_PDF_PIECE_CAPTION, 0, 12,
                 limen_pdf_text_get_height (item->text), TRUE);
    }
  if (has_head)
    add_piece (self, LIMEN_PDF_PIECE_ROW, -1, table->caption != NULL ? 3 : 10,
               limen_pdf_table_get_height (item->table, -1), TRUE);
  for (gssize i = 0; i < n; i++)
    add_piece (self, LIMEN_PDF_PIECE_ROW, i,
               i > 0 || has_head        ? 0
               : table->caption != NULL ? 3
                                        : 10,
               limen_pdf_table_get_height (item->table, i),
               i < n - 1
                   && (n <= MAX_KEPT_ROWS || i < MIN_SPLIT_ROWS - 1
                       || i >= n - MIN_SPLIT_ROWS));
}

static void
add_table (LimenPdfFlow *self, LimenPdfItem *item)
{
  item->table = limen_pdf_table_new (item->block->table, self->context,
                                     LIMEN_TEXT_WIDTH);
  add_table_pieces (self, item, LIMEN_TEXT_WIDTH);
}

/* Adds one of several tables side by side, which are kept on one page. */
static void
add_column (LimenPdfFlow *self, const LimenBlock *block, Column column)
{
  guint first = self->pieces->len;
  LimenPdfItem new_item = { .block = block };
  LimenPdfItem *item;

  g_array_append_val (self->items, new_item);
  item = limen_pdf_flow_get_item (self, self->items->len - 1);
  item->table = limen_pdf_table_new_at (block->table, self->context,
                                        column.width);
  add_table_pieces (self, item, column.width);
  for (guint i = first; i < self->pieces->len; i++)
    {
      limen_pdf_flow_get_piece (self, i)->x += column.x;
      limen_pdf_flow_get_piece (self, i)->keeps_next = TRUE;
    }
  limen_pdf_flow_get_piece (self, first)->begins_row = column.is_first;
  limen_pdf_flow_get_piece (self, first)->begins_column = !column.is_first;
  if (column.is_last)
    {
      LimenPdfPiece *last
          = limen_pdf_flow_get_piece (self, self->pieces->len - 1);

      last->keeps_next = FALSE;
      last->ends_row = TRUE;
    }
}

static gboolean
can_stand_beside (const LimenBlock *block, gboolean is_first)
{
  return block->kind == LIMEN_BLOCK_TABLE
         && (is_first || block->table->is_beside)
         && limen_document_table_get_n_rows (block->table) <= MAX_BESIDE_ROWS;
}

/* Number of tables, from the first on, that fit side by side; stores their
 * widths. */
static guint
measure_row (LimenPdfFlow *self, GPtrArray *blocks, guint first,
             double widths[MAX_BESIDE])
{
  double room = LIMEN_TEXT_WIDTH;
  guint n = 0;

  for (guint i = first; i < blocks->len && n < MAX_BESIDE; i++)
    {
      const LimenBlock *block = g_ptr_array_index (blocks, i);

      if (!can_stand_beside (block, n == 0))
        break;
      widths[n] = limen_pdf_table_measure (block->table, self->context);
      if (widths[n] > room)
        break;
      room -= widths[n++] + BESIDE_GAP;
    }
  for (guint i = 0; i < n; i++)
    widths[i] += (room + BESIDE_GAP) / n;
  return n;
}

/* Adds the tables that fit side by side. Returns their number, 0 if the first
 * block has no table beside it. */
guint
limen_pdf_flow_add_row (LimenPdfFlow *self, GPtrArray *blocks, guint first)
{
  double widths[MAX_BESIDE];
  guint n = measure_row (self, blocks, first, widths);
  Column column = { .is_first = TRUE };

  if (n < 2)
    return 0;
  for (guint i = 0; i < n; i++)
    {
      column.width = widths[i];
      column.is_last = i == n - 1;
      add_column (self, g_ptr_array_index (blocks, first + i), column);
      column.is_first = FALSE;
      column.x += widths[i] + BESIDE_GAP;
    }
  return n;
}

static void
add_figure (LimenPdfFlow *self, LimenPdfItem *item)
{
  take_text (self, item, item->block->text,
             (LimenPdfStyle){ CAPTION_SIZE, FALSE, LIMEN_PDF_DIM },
             LIMEN_TEXT_WIDTH);
  add_piece (self, LIMEN_PDF_PIECE_FIGURE, 0, 14,
             item->block->figure.height * LIMEN_PDF_FIGURE_SCALE
                 + LIMEN_PDF_CAPTION_GAP
                 + limen_pdf_text_get_height (item->text),
             FALSE);
}

/* Adds a paragraph; one before a table or a figure introduces it and stays
 * with it. */
static void
add_paragraph (LimenPdfFlow *self, LimenPdfItem *item, const LimenBlock *next)
{
  take_text (self, item, item->block->text,
             (LimenPdfStyle){ TEXT_SIZE, FALSE, LIMEN_PDF_INK },
             LIMEN_TEXT_WIDTH);
  add_lines (self, 7,
             next != NULL
                 && (next->kind == LIMEN_BLOCK_TABLE
                     || next->kind == LIMEN_BLOCK_FIGURE));
}

/* Adds the pieces of a block; `next` is the block after it, or NULL. */
void
limen_pdf_flow_add_block (LimenPdfFlow *self, const LimenBlock *block,
                          const LimenBlock *next)
{
  LimenPdfItem item = { .block = block };
  LimenPdfItem *added;

  g_array_append_val (self->items, item);
  added = limen_pdf_flow_get_item (self, self->items->len - 1);
  switch (block->kind)
    {
    case LIMEN_BLOCK_HEADING:
      add_heading (self, added);
      break;
    case LIMEN_BLOCK_NOTICE:
      add_notice (self, added);
      break;
    case LIMEN_BLOCK_TABLE:
      add_table (self, added);
      break;
    case LIMEN_BLOCK_FIGURE:
      add_figure (self, added);
      break;
    case LIMEN_BLOCK_PARAGRAPH:
    default:
      add_paragraph (self, added, next);
    }
}

/* Adds title and subtitle: items 0 and 1. */
void
limen_pdf_flow_add_title (LimenPdfFlow *self, LimenDocument *document)
{
  const struct
  {
    const char *text;
    LimenPdfStyle style;
  } lines[] = {
    { document->title, { TITLE_SIZE, TRUE, LIMEN_PDF_INK } },
    { document->subtitle, { 11, FALSE, LIMEN_PDF_DIM } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      LimenPdfItem item = { 0 };

      g_array_append_val (self->items, item);
      take_text (self, limen_pdf_flow_get_item (self, i), lines[i].text,
                 lines[i].style, LIMEN_TEXT_WIDTH);
      add_lines (self, 4, TRUE);
    }
}
