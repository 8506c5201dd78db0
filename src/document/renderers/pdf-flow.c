#include "pdf-flow.h"

#include <math.h>

#include "pdf-table.h"

#define TEXT_SIZE 9.5
#define CAPTION_SIZE 8.5
#define TITLE_SIZE 22.0
#define HEADING_SIZE 14.0
#define PART_SIZE 10.5
#define LEADING 2.5     /* between lines */
/* Tables of no more rows stand on one page. */
#define MOST_KEPT_ROWS 12
/* So many rows of others, at the least, stand before a break and after it. */
#define LEAST_PARTED_ROWS 4
/* Tables side by side: how many, of how many rows, how far apart. */
#define MOST_BESIDE 3
#define MOST_BESIDE_ROWS 30
#define BESIDE_GAP 24.0
#define NOTICE_INDENT 10.0
#define NOTICE_BAR 2.5
#define CAPTION_GAP 5.0
/* Points for each pixel of a figure. */
#define FIGURE_SCALE (LIMEN_TEXT_WIDTH / LIMEN_FIGURE_WIDTH)

typedef enum
{
  PIECE_LINE,    /* of text */
  PIECE_CAPTION, /* of a table */
  PIECE_ROW,     /* -1: the head */
  PIECE_FIGURE,  /* with its caption */
} PieceKind;

typedef struct
{
  PieceKind kind;
  guint block;
  gssize part; /* line or row */
  double gap, height;
  gboolean keeps_next; /* stands on one page with what follows */
  /* Of tables side by side: the first piece of the first one, of each other
   * one, and the last piece of all. */
  gboolean begins_row, begins_column, ends_row;
  guint page;
  double x, y;
} Piece;

/* Where a table stands in a row of tables. */
typedef struct
{
  double x, width; /* from the left margin */
  gboolean is_first, is_last;
} Column;

/* What is laid out once for all pieces of a block. */
typedef struct
{
  const LimenBlock *block;
  PangoLayout *text;
  LimenPdfStyle style;
  LimenPdfTable *table;
} Item;

struct _LimenPdfFlow
{
  PangoContext *context;
  GArray *items;  /* Item */
  GArray *pieces; /* Piece, in order */
  guint n_pages;
  double y; /* where the next piece goes */
  double row_top, row_bottom; /* of the tables side by side so far */
};

static void
clear_item (gpointer data)
{
  Item *item = data;

  g_clear_object (&item->text);
  limen_pdf_table_free (item->table);
}

static Item *
get_item (LimenPdfFlow *self, guint i)
{
  return &g_array_index (self->items, Item, i);
}

static Piece *
get_piece (LimenPdfFlow *self, guint i)
{
  return &g_array_index (self->pieces, Piece, i);
}

static void
add_piece (LimenPdfFlow *self, PieceKind kind, gssize part, double gap,
           double height, gboolean keeps_next)
{
  Piece piece = { .kind = kind,
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

/* Lines of text; the first two and the last two stay together, all of them
 * where the text leads on to what follows it. */
static void
add_lines (LimenPdfFlow *self, double gap, gboolean leads_on)
{
  Item *item = get_item (self, self->items->len - 1);
  int n = pango_layout_get_line_count (item->text);

  for (int i = 0; i < n; i++)
    add_piece (self, PIECE_LINE, i, i == 0 ? gap : LEADING,
               get_line_height (item->text, i),
               leads_on || (i == 0 && n > 1) || i == n - 2);
}

static void
take_text (LimenPdfFlow *self, Item *item, const char *text,
           LimenPdfStyle style, double width)
{
  item->style = style;
  item->text = limen_pdf_text_new (self->context, text, style, width);
}

static void
add_heading (LimenPdfFlow *self, Item *item)
{
  gboolean is_section = item->block->level == 1;

  take_text (self, item, item->block->text,
             (LimenPdfStyle){ is_section ? HEADING_SIZE : PART_SIZE, TRUE,
                              LIMEN_PDF_INK },
             LIMEN_TEXT_WIDTH);
  add_lines (self, is_section ? 26 : 16, TRUE);
}

static void
add_notice (LimenPdfFlow *self, Item *item)
{
  static const char *const titles[] = {
    [LIMEN_SEVERITY_INFO] = "Note: ",
    [LIMEN_SEVERITY_WARNING] = "Warning: ",
    [LIMEN_SEVERITY_ERROR] = "Error: ",
  };
  g_autofree char *text
      = g_strconcat (titles[item->block->severity], item->block->text, NULL);

  take_text (self, item, text,
             (LimenPdfStyle){ TEXT_SIZE, FALSE, LIMEN_PDF_INK },
             LIMEN_TEXT_WIDTH - NOTICE_INDENT);
  add_lines (self, 8, FALSE);
}

/* The pieces of a table that is laid out, with a caption of a width. */
static void
add_table_pieces (LimenPdfFlow *self, Item *item, double width)
{
  const LimenDocumentTable *table = item->block->table;
  gssize n = (gssize) limen_document_table_get_n_rows (table);
  gboolean has_head = table->head->len > 0;

  if (table->caption != NULL)
    {
      take_text (self, item, table->caption,
                 (LimenPdfStyle){ CAPTION_SIZE, TRUE, LIMEN_PDF_INK },
                 width);
      add_piece (self, PIECE_CAPTION, 0, 12,
                 limen_pdf_text_get_height (item->text), TRUE);
    }
  if (has_head)
    add_piece (self, PIECE_ROW, -1, table->caption != NULL ? 3 : 10,
               limen_pdf_table_get_height (item->table, -1), TRUE);
  for (gssize i = 0; i < n; i++)
    add_piece (self, PIECE_ROW, i,
               i > 0 || has_head          ? 0
               : table->caption != NULL ? 3
                                          : 10,
               limen_pdf_table_get_height (item->table, i),
               i < n - 1
                   && (n <= MOST_KEPT_ROWS || i < LEAST_PARTED_ROWS - 1
                       || i >= n - LEAST_PARTED_ROWS));
}

static void
add_table (LimenPdfFlow *self, Item *item)
{
  item->table = limen_pdf_table_new (item->block->table, self->context,
                                     LIMEN_TEXT_WIDTH);
  add_table_pieces (self, item, LIMEN_TEXT_WIDTH);
}

/* One of some tables side by side, which stand on one page. */
static void
add_column (LimenPdfFlow *self, const LimenBlock *block, Column column)
{
  guint first = self->pieces->len;
  Item new_item = { .block = block };
  Item *item;

  g_array_append_val (self->items, new_item);
  item = get_item (self, self->items->len - 1);
  item->table = limen_pdf_table_new_at (block->table, self->context,
                                        column.width);
  add_table_pieces (self, item, column.width);
  for (guint i = first; i < self->pieces->len; i++)
    {
      get_piece (self, i)->x += column.x;
      get_piece (self, i)->keeps_next = TRUE;
    }
  get_piece (self, first)->begins_row = column.is_first;
  get_piece (self, first)->begins_column = !column.is_first;
  if (column.is_last)
    {
      Piece *last = get_piece (self, self->pieces->len - 1);

      last->keeps_next = FALSE;
      last->ends_row = TRUE;
    }
}

static gboolean
can_stand_beside (const LimenBlock *block, gboolean is_first)
{
  return block->kind == LIMEN_BLOCK_TABLE
         && (is_first || block->table->is_beside)
         && limen_document_table_get_n_rows (block->table)
                <= MOST_BESIDE_ROWS;
}

/* How many tables from the first on stand side by side, and their widths. */
static guint
measure_row (LimenPdfFlow *self, GPtrArray *blocks, guint first,
             double widths[MOST_BESIDE])
{
  double room = LIMEN_TEXT_WIDTH;
  guint n = 0;

  for (guint i = first; i < blocks->len && n < MOST_BESIDE; i++)
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

/* Adds tables that stand side by side; how many there are, 0 where the first
 * block stands alone. */
static guint
add_row (LimenPdfFlow *self, GPtrArray *blocks, guint first)
{
  double widths[MOST_BESIDE];
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
add_figure (LimenPdfFlow *self, Item *item)
{
  take_text (self, item, item->block->text,
             (LimenPdfStyle){ CAPTION_SIZE, FALSE, LIMEN_PDF_DIM },
             LIMEN_TEXT_WIDTH);
  add_piece (self, PIECE_FIGURE, 0, 14,
             item->block->figure.height * FIGURE_SCALE + CAPTION_GAP
                 + limen_pdf_text_get_height (item->text),
             FALSE);
}

/* A paragraph before a table or a figure says what it is. */
static void
add_paragraph (LimenPdfFlow *self, Item *item, const LimenBlock *next)
{
  take_text (self, item, item->block->text,
             (LimenPdfStyle){ TEXT_SIZE, FALSE, LIMEN_PDF_INK },
             LIMEN_TEXT_WIDTH);
  add_lines (self, 7,
             next != NULL
                 && (next->kind == LIMEN_BLOCK_TABLE
                     || next->kind == LIMEN_BLOCK_FIGURE));
}

static void
add_block (LimenPdfFlow *self, const LimenBlock *block, const LimenBlock *next)
{
  Item item = { .block = block };
  Item *added;

  g_array_append_val (self->items, item);
  added = get_item (self, self->items->len - 1);
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

/* The title stands above all blocks: items 0 and 1. */
static void
add_title (LimenPdfFlow *self, LimenDocument *document)
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
      Item item = { 0 };

      g_array_append_val (self->items, item);
      take_text (self, get_item (self, i), lines[i].text, lines[i].style,
                 LIMEN_TEXT_WIDTH);
      add_lines (self, 4, TRUE);
    }
}

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

/* Moves to the top of a row of tables for the next one in it. */
static void
enter_column (LimenPdfFlow *self, const Piece *piece)
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
place (LimenPdfFlow *self, Piece *piece)
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

/* How far pieces first to end - 1 reach from here. */
static double
measure (LimenPdfFlow *self, const Piece *pieces, guint first, guint end)
{
  LimenPdfFlow trial = *self;

  for (guint i = first; i < end; i++)
    {
      Piece piece = pieces[i];

      place (&trial, &piece);
    }
  return trial.y - self->y;
}

/* Whether a piece fits on the page, below the one before or beside it. */
static gboolean
has_room_for (LimenPdfFlow *self, const Piece *piece)
{
  LimenPdfFlow trial = *self;
  Piece placed = *piece;

  place (&trial, &placed);
  return placed.y + placed.height <= get_room ();
}

/* The end of the pieces that must stay with the first. */
static guint
find_end (const Piece *pieces, guint n, guint first)
{
  guint end = first + 1;

  while (end < n && pieces[end - 1].keeps_next)
    end++;
  return end;
}

/* On a new page a table begins with its head again. */
static void
repeat_head (LimenPdfFlow *self, const Piece *piece)
{
  Piece head = *piece;

  if (piece->kind != PIECE_ROW || piece->part <= 0)
    return;
  head.part = -1;
  head.gap = 0;
  head.begins_row = head.begins_column = head.ends_row = FALSE;
  head.height = limen_pdf_table_get_height (
      get_item (self, piece->block)->table, -1);
  place (self, &head);
  if (head.height > 0)
    g_array_append_val (self->pieces, head);
}

/* Places what stays together, on this page or the next; what fits on none
 * breaks where it must. */
static void
place_group (LimenPdfFlow *self, Piece *pieces, guint first, guint end)
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
  Piece *pieces = (Piece *) (gpointer) all->data;
  guint end;

  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  break_page (self);
  for (guint i = 0; i < all->len; i = end)
    {
      end = find_end (pieces, all->len, i);
      place_group (self, pieces, i, end);
    }
}

/* Lays out a document, which must outlive it. */
LimenPdfFlow *
limen_pdf_flow_new (LimenDocument *document, PangoContext *context)
{
  LimenPdfFlow *self = g_new0 (LimenPdfFlow, 1);
  GPtrArray *blocks = document->blocks;

  self->context = g_object_ref (context);
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  g_array_set_clear_func (self->items, clear_item);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  add_title (self, document);
  for (guint i = 0, n; i < blocks->len; i += MAX (n, 1))
    {
      n = add_row (self, blocks, i);
      if (n == 0)
        add_block (self, g_ptr_array_index (blocks, i),
                   i + 1 < blocks->len ? g_ptr_array_index (blocks, i + 1)
                                       : NULL);
    }
  paginate (self);
  return self;
}

/* Frees it; NULL is nothing. */
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

/* At least one. */
guint
limen_pdf_flow_get_n_pages (LimenPdfFlow *self)
{
  return self->n_pages;
}

/* Where the heading that is a block of the document stands; pages count from
 * 0. */
gboolean
limen_pdf_flow_find_heading (LimenPdfFlow *self, guint block, guint *page,
                             double *y)
{
  for (guint i = 0; i < self->pieces->len; i++)
    if (get_piece (self, i)->block == block + 2) /* after the title */
      {
        *page = get_piece (self, i)->page;
        *y = get_piece (self, i)->y;
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

/* The bar to the left of a notice, up to the line above. */
static void
draw_bar (cairo_t *cr, const Item *item, const Piece *piece)
{
  double above = piece->part > 0 ? LEADING : 0;

  limen_pdf_text_set_color (cr, get_bar_color (item->block->severity));
  cairo_rectangle (cr, LIMEN_PAGE_MARGIN, piece->y - above, NOTICE_BAR,
                   piece->height + above);
  cairo_fill (cr);
}

static void
draw_line (cairo_t *cr, const Item *item, const Piece *piece)
{
  PangoLayoutLine *line
      = pango_layout_get_line_readonly (item->text, (int) piece->part);
  double x = LIMEN_PAGE_MARGIN;
  PangoRectangle logical;

  if (item->block != NULL && item->block->kind == LIMEN_BLOCK_NOTICE)
    {
      draw_bar (cr, item, piece);
      x += NOTICE_INDENT;
    }
  pango_layout_line_get_extents (line, NULL, &logical);
  limen_pdf_text_set_color (cr, item->style.color);
  cairo_move_to (cr, x, piece->y - (double) logical.y / PANGO_SCALE);
  pango_cairo_show_layout_line (cr, line);
}

/* Of a table or a figure. */
static void
draw_caption (cairo_t *cr, const Item *item, double x, double y)
{
  cairo_tag_begin (cr, "Caption", NULL);
  limen_pdf_text_set_color (cr, item->style.color);
  limen_pdf_text_draw (cr, item->text, x, y);
  cairo_tag_end (cr, "Caption");
}

static gboolean
draw_figure (cairo_t *cr, const Item *item, const Piece *piece, GError **error)
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
      cairo_scale (cr, FIGURE_SCALE, FIGURE_SCALE);
      is_drawn = figure->panels[i].draw (figure->panels[i].data, cr, rect,
                                         &theme, error);
      cairo_restore (cr);
      if (!is_drawn)
        return FALSE;
    }
  draw_caption (cr, item, piece->x,
                piece->y + figure->height * FIGURE_SCALE + CAPTION_GAP);
  return TRUE;
}

static gboolean
draw_piece (cairo_t *cr, const Item *item, const Piece *piece, GError **error)
{
  switch (piece->kind)
    {
    case PIECE_CAPTION:
      draw_caption (cr, item, piece->x, piece->y);
      break;
    case PIECE_ROW:
      limen_pdf_table_draw (item->table, cr, piece->part, piece->x,
                            piece->y);
      break;
    case PIECE_FIGURE:
      return draw_figure (cr, item, piece, error);
    case PIECE_LINE:
    default:
      draw_line (cr, item, piece);
    }
  return TRUE;
}

/* What a screen reader is told that it is. */
static const char *
get_tag (LimenPdfFlow *self, guint i)
{
  const LimenBlock *block = get_item (self, i)->block;

  if (block == NULL)
    return i == 0 ? "H1" : "P"; /* the title, and what stands below it */
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

/* Draws what stands on a page, counted from 0, each block tagged as what it is.
 * One that is parted by a page is two: what stands on every page is no part of
 * either. FALSE with an error where a figure could not be drawn. */
gboolean
limen_pdf_flow_draw (LimenPdfFlow *self, cairo_t *cr, guint page,
                     GError **error)
{
  const char *tag = NULL;
  guint block = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = get_piece (self, i);

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
      if (!draw_piece (cr, get_item (self, piece->block), piece, error))
        return FALSE;
    }
  if (tag != NULL)
    cairo_tag_end (cr, tag);
  return TRUE;
}
