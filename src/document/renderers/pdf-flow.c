/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf-flow.h"

#include <math.h>

#include "pdf-pieces.h"
#include "pdf-table.h"

#define NOTICE_BAR 2.5

/* Pages */

static double
get_room (void)
{
  return LIMEN_PAGE_HEIGHT - LIMEN_PAGE_BOTTOM;
}

static gboolean
is_at_top (LimenPdfFlow *self)
{
  return self->y <= LIMEN_PAGE_TOP;
}

static void
break_page (LimenPdfFlow *self)
{
  self->n_pages++;
  self->y = LIMEN_PAGE_TOP;
  self->row_top = LIMEN_PAGE_TOP;
  self->row_bottom = LIMEN_PAGE_TOP;
}

/* Moves to the top of the next table in a row of tables. */
static void
enter_column (LimenPdfFlow *self, const LimenPdfPiece *piece)
{
  if (piece->begins_row)
    {
      self->row_top = self->y;
      self->row_bottom = self->y;
    }
  if (piece->begins_column)
    {
      self->row_bottom = fmax (self->row_bottom, self->y);
      self->y = self->row_top;
    }
}

static void
place (LimenPdfFlow *self, LimenPdfPiece *piece)
{
  enter_column (self, piece);
  if (!is_at_top (self))
    self->y += piece->gap;
  piece->page = self->n_pages - 1;
  piece->y = self->y;
  self->y += piece->height;
  if (piece->ends_row)
    self->y = fmax (self->y, self->row_bottom);
}

/* The height that pieces first to end - 1 take from the current position. */
static double
measure (LimenPdfFlow *self, const LimenPdfPiece *pieces, guint first,
         guint end)
{
  LimenPdfFlow trial = *self;

  for (guint i = first; i < end; i++)
    {
      LimenPdfPiece piece = pieces[i];

      place (&trial, &piece);
    }
  return trial.y - self->y;
}

/* Whether a piece fits on the current page, below or beside the piece
 * before. */
static gboolean
has_room_for (LimenPdfFlow *self, const LimenPdfPiece *piece)
{
  LimenPdfFlow trial = *self;
  LimenPdfPiece placed = *piece;

  place (&trial, &placed);
  return placed.y + placed.height <= get_room ();
}

/* The index after the pieces that must stay with the first. */
static guint
find_end (const LimenPdfPiece *pieces, guint n, guint first)
{
  guint end = first + 1;

  while (end < n && pieces[end - 1].keeps_next)
    end++;
  return end;
}

/* Repeats the head of a table that continues on a new page. */
static void
repeat_head (LimenPdfFlow *self, const LimenPdfPiece *piece)
{
  LimenPdfPiece head = *piece;

  if (piece->kind != LIMEN_PDF_PIECE_ROW || piece->part <= 0)
    return;
  head.part = -1;
  head.gap = 0;
  head.begins_row = head.begins_column = head.ends_row = FALSE;
  head.height = limen_pdf_table_get_height (
      limen_pdf_flow_get_item (self, piece->block)->table, -1);
  place (self, &head);
  if (head.height > 0)
    g_array_append_val (self->pieces, head);
}

/* Places pieces that stay together, on this page or the next. A group taller
 * than a page is broken where it must be. */
static void
place_group (LimenPdfFlow *self, LimenPdfPiece *pieces, guint first, guint end)
{
  double height = measure (self, pieces, first, end);

  if (!is_at_top (self) && self->y + height > get_room ())
    {
      break_page (self);
      repeat_head (self, &pieces[first]);
    }
  for (guint i = first; i < end; i++)
    {
      if (!is_at_top (self) && !has_room_for (self, &pieces[i]))
        {
          break_page (self);
          repeat_head (self, &pieces[i]);
        }
      place (self, &pieces[i]);
      g_array_append_val (self->pieces, pieces[i]);
    }
}

static void
paginate (LimenPdfFlow *self)
{
  g_autoptr (GArray) all = self->pieces;
  LimenPdfPiece *pieces = (LimenPdfPiece *) (gpointer) all->data;
  guint end;

  self->pieces = g_array_new (FALSE, FALSE, sizeof (LimenPdfPiece));
  break_page (self);
  for (guint i = 0; i < all->len; i = end)
    {
      end = find_end (pieces, all->len, i);
      place_group (self, pieces, i, end);
    }
}

/* Lays out a document, which is borrowed and must outlive the result. Free
 * with limen_pdf_flow_free(). */
LimenPdfFlow *
limen_pdf_flow_new (LimenDocument *document, PangoContext *context)
{
  LimenPdfFlow *self = g_new0 (LimenPdfFlow, 1);
  GPtrArray *blocks = document->blocks;

  self->context = g_object_ref (context);
  self->items = g_array_new (FALSE, FALSE, sizeof (LimenPdfItem));
  g_array_set_clear_func (self->items, limen_pdf_item_clear);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (LimenPdfPiece));
  limen_pdf_flow_add_title (self, document);
  for (guint i = 0, n; i < blocks->len; i += MAX (n, 1))
    {
      n = limen_pdf_flow_add_row (self, blocks, i);
      if (n == 0)
        limen_pdf_flow_add_block (
            self, g_ptr_array_index (blocks, i),
            i + 1 < blocks->len ? g_ptr_array_index (blocks, i + 1) : NULL);
    }
  paginate (self);
  return self;
}

/* Frees a layout; NULL is ignored. */
void
limen_pdf_flow_free (LimenPdfFlow *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->items);
  g_array_unref (self->pieces);
  g_object_unref (self->context);
  g_free (self);
}

/* Number of pages, at least 1. */
guint
limen_pdf_flow_get_n_pages (LimenPdfFlow *self)
{
  return self->n_pages;
}

/* Finds the page, counted from 0, and the y, in points, of the heading with
 * the index `block` in the document. FALSE if there is none. */
gboolean
limen_pdf_flow_find_heading (LimenPdfFlow *self, guint block, guint *page,
                             double *y)
{
  for (guint i = 0; i < self->pieces->len; i++)
    if (limen_pdf_flow_get_piece (self, i)->block
        == block + 2) /* items 0 and 1 are the title */
      {
        *page = limen_pdf_flow_get_piece (self, i)->page;
        *y = limen_pdf_flow_get_piece (self, i)->y;
        return TRUE;
      }
  return FALSE;
}

/* Drawing */

static LimenColor
get_bar_color (LimenSeverity severity)
{
  switch (severity)
    {
    case LIMEN_SEVERITY_ERROR:
      return (LimenColor){ 0.64, 0.23, 0, 1 };
    case LIMEN_SEVERITY_WARNING:
      return (LimenColor){ 0.69, 0.52, 0, 1 };
    case LIMEN_SEVERITY_INFO:
    default:
      return (LimenColor){ 0.54, 0.54, 0.54, 1 };
    }
}

/* Draws the bar to the left of a line of a notice, up to the line before. */
static void
draw_bar (cairo_t *cr, const LimenPdfItem *item, const LimenPdfPiece *piece)
{
  double above = piece->part > 0 ? LIMEN_PDF_LEADING : 0;

  limen_pdf_text_set_color (cr, get_bar_color (item->block->severity));
  cairo_rectangle (cr, LIMEN_PAGE_MARGIN, piece->y - above, NOTICE_BAR,
                   piece->height + above);
  cairo_fill (cr);
}

static void
draw_line (cairo_t *cr, const LimenPdfItem *item, const LimenPdfPiece *piece)
{
  PangoLayoutLine *line
      = pango_layout_get_line_readonly (item->text, (int) piece->part);
  double x = LIMEN_PAGE_MARGIN;
  PangoRectangle logical;

  if (item->block != NULL && item->block->kind == LIMEN_BLOCK_NOTICE)
    {
      draw_bar (cr, item, piece);
      x += LIMEN_PDF_NOTICE_INDENT;
    }
  pango_layout_line_get_extents (line, NULL, &logical);
  limen_pdf_text_set_color (cr, item->style.color);
  cairo_move_to (cr, x, piece->y - (double) logical.y / PANGO_SCALE);
  pango_cairo_show_layout_line (cr, line);
}

/* Draws the caption of a table or a figure. */
static void
draw_caption (cairo_t *cr, const LimenPdfItem *item, double x, double y)
{
  cairo_tag_begin (cr, "Caption", NULL);
  limen_pdf_text_set_color (cr, item->style.color);
  limen_pdf_text_draw (cr, item->text, x, y);
  cairo_tag_end (cr, "Caption");
}

static gboolean
draw_figure (cairo_t *cr, const LimenPdfItem *item, const LimenPdfPiece *piece,
             GError **error)
{
  const LimenDocumentFigure *figure = &item->block->figure;
  LimenTheme theme = limen_theme_get (LIMEN_THEME_PRINT);

  theme.font_family = limen_pdf_font;
  for (guint i = 0; i < figure->n_panels; i++)
    {
      LimenRect rect = limen_document_figure_get_rect (figure, i);
      gboolean is_drawn;

      cairo_save (cr);
      cairo_translate (cr, LIMEN_PAGE_MARGIN, piece->y);
      cairo_scale (cr, LIMEN_PDF_FIGURE_SCALE, LIMEN_PDF_FIGURE_SCALE);
      is_drawn = figure->panels[i].draw (figure->panels[i].data, cr, rect,
                                         &theme, error);
      cairo_restore (cr);
      if (!is_drawn)
        return FALSE;
    }
  draw_caption (cr, item, piece->x,
                piece->y + figure->height * LIMEN_PDF_FIGURE_SCALE
                    + LIMEN_PDF_CAPTION_GAP);
  return TRUE;
}

static gboolean
draw_piece (cairo_t *cr, const LimenPdfItem *item, const LimenPdfPiece *piece,
            GError **error)
{
  switch (piece->kind)
    {
    case LIMEN_PDF_PIECE_CAPTION:
      draw_caption (cr, item, piece->x, piece->y);
      break;
    case LIMEN_PDF_PIECE_ROW:
      limen_pdf_table_draw (item->table, cr, piece->part, piece->x,
                            piece->y);
      break;
    case LIMEN_PDF_PIECE_FIGURE:
      return draw_figure (cr, item, piece, error);
    case LIMEN_PDF_PIECE_LINE:
    default:
      draw_line (cr, item, piece);
    }
  return TRUE;
}

/* The PDF structure tag of an item, for screen readers. */
static const char *
get_tag (LimenPdfFlow *self, guint i)
{
  const LimenBlock *block = limen_pdf_flow_get_item (self, i)->block;

  if (block == NULL)
    return i == 0 ? "H1" : "P"; /* title and subtitle */
  switch (block->kind)
    {
    case LIMEN_BLOCK_HEADING:
      return block->level == 1 ? "H2" : "H3";
    case LIMEN_BLOCK_TABLE:
      return "Table";
    case LIMEN_BLOCK_FIGURE:
      return "Figure";
    case LIMEN_BLOCK_PARAGRAPH:
    case LIMEN_BLOCK_NOTICE:
    default:
      return "P";
    }
}

/* Draws a page, counted from 0, with a structure tag for each block. A block
 * that a page break splits has two tags, so that header and footer are not
 * part of it. FALSE with an error if a figure could not be drawn. */
gboolean
limen_pdf_flow_draw (LimenPdfFlow *self, cairo_t *cr, guint page,
                     GError **error)
{
  const char *tag = NULL;
  guint block = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const LimenPdfPiece *piece = limen_pdf_flow_get_piece (self, i);

      if (piece->page != page)
        continue;
      if (tag != NULL && piece->block != block)
        {
          cairo_tag_end (cr, tag);
          tag = NULL;
        }
      if (tag == NULL)
        {
          block = piece->block;
          tag = get_tag (self, block);
          cairo_tag_begin (cr, tag, NULL);
        }
      if (!draw_piece (cr, limen_pdf_flow_get_item (self, piece->block), piece,
                       error))
        return FALSE;
    }
  if (tag != NULL)
    cairo_tag_end (cr, tag);
  return TRUE;
}
