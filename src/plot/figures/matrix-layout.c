/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrix-layout.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "axis.h"

/* Estimated width of a letter of a (bold) name; slack added to a name, and the
 * maximum and minimum room for names. All in font sizes, except
 * MAX_NAME_SHARE: the maximum room as a share of the figure. */
#define LETTER_WIDTH 0.58
#define NAME_SLACK 0.8
#define MAX_NAME 12.0
#define MIN_NAME 2.0
#define MAX_NAME_SHARE 0.3
/* Maximum aspect ratio of a cell: cells may be wider than high, as numbers
 * are. */
#define MAX_ASPECT 2.0
/* In font sizes: room for totals beside the cells, and the minimum width and
 * height of a figure, and height of a cell, for totals to be shown. */
#define TOTALS_WIDTH 4.8
#define TOTALS_MIN_WIDTH 22.0
#define TOTALS_MIN_HEIGHT 16.0
#define TOTALS_MIN_CELL 1.3
/* Cells of at least this size are rounded to whole pixels, so that all look
 * equal. */
#define WHOLE_PIXELS 8.0

/* State of a layout before the cells are placed. */
typedef struct
{
  const LimenMatrixFigure *data;
  LimenRect rect;
  double font_size, row;
  double name_width; /* width of the longest name */
  double left, right, bottom;
} Frame;

/* The length of a text in letters; wide East Asian ones count as two.
 * Estimated without a font, so that hit tests need none. */
static gsize
get_text_length (const char *text)
{
  gsize length = 0;

  if (!g_utf8_validate (text, -1, NULL))
    return strlen (text);
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      length += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return length;
}

static gsize
get_number_length (gsize number)
{
  gsize length = 1;

  for (; number >= 10; number /= 10)
    length++;
  return length;
}

static gsize
get_longest_name (const LimenMatrixFigure *data)
{
  gsize longest = data->n_columns > data->n_classes
                      ? get_text_length (C_ ("class", "none"))
                      : 1;

  if (data->names == NULL)
    return MAX (longest, get_number_length (data->n_classes));
  for (gsize i = 0; i < data->n_classes; i++)
    longest = MAX (longest, get_text_length (data->names[i]));
  return longest;
}

/* The room for names along a side of @size; 0 if it is hardly wider than a
 * letter. */
static double
get_names_room (const Frame *frame, double size)
{
  double room = fmin (frame->name_width, MAX_NAME * frame->font_size)
                + LIMEN_MATRIX_NAME_GAP;

  room = ceil (fmin (room, MAX_NAME_SHARE * size));
  return room < fmin (MIN_NAME * frame->font_size,
                      frame->name_width + LIMEN_MATRIX_NAME_GAP)
             ? 0
             : room;
}

/* The room above the cells: for turned names, or for one line of names. */
static double
get_column_names_room (const Frame *frame, gboolean is_turned)
{
  double height = frame->rect.height;

  if (is_turned)
    return get_names_room (frame, height);
  return frame->row + 2 <= MAX_NAME_SHARE * height ? frame->row + 2 : 0;
}

static Frame
begin (LimenMatrixLayout *self, const LimenMatrixFigure *data, LimenRect rect,
       const LimenTheme *theme)
{
  Frame frame = { .data = data, .rect = rect, .font_size = theme->font_size };

  frame.row = limen_axis_get_row_height (theme);
  frame.name_width
      = ((double) get_longest_name (data) * LETTER_WIDTH + NAME_SLACK)
        * theme->font_size;
  self->has_titles = rect.width >= 16 * theme->font_size
                     && rect.height >= 12 * theme->font_size;
  self->row_names_width = get_names_room (&frame, rect.width);
  if (data->has_legend && self->has_titles)
    self->legend_height = frame.row + LIMEN_MATRIX_NAME_GAP;
  frame.left = (self->has_titles ? frame.row : 0) + self->row_names_width;
  frame.right = self->has_titles ? ceil (theme->font_size * 0.75) : 0;
  frame.bottom = self->has_titles ? self->legend_height
                                        + ceil (theme->font_size * 0.5)
                                  : 0;
  return frame;
}

/* The height of a cell: the requested one, but at least so high that the cells
 * fill the plot. */
static double
get_cell_height (const LimenMatrixLayout *self,
                 const LimenMatrixFigure *data)
{
  double height = fmax (data->cell_size, self->fit_size);

  return height >= WHOLE_PIXELS ? floor (height) : height;
}

static double
get_scroll (double scroll, double size, double seen)
{
  return fmax (0, fmin (scroll, size - seen));
}

/* Reserves room for totals on the right and below, and for their name beside
 * the lower ones, where it may also take the room of the rows' title. Returns
 * whether there is enough. */
static gboolean
add_totals (LimenMatrixLayout *self, Frame *frame)
{
  double size = frame->font_size;

  if (!self->has_titles || frame->rect.width < TOTALS_MIN_WIDTH * size
      || frame->rect.height < TOTALS_MIN_HEIGHT * size
      || self->cell_height < TOTALS_MIN_CELL * size)
    return FALSE;
  self->totals_width = ceil (TOTALS_WIDTH * size) + LIMEN_MATRIX_TOTAL_GAP;
  self->totals_height = frame->row + LIMEN_MATRIX_TOTAL_GAP;
  if (self->row_names_width > 0)
    {
      double name = (double) get_text_length (C_ ("matrix", "total"))
                        * LETTER_WIDTH * size
                    + LIMEN_MATRIX_NAME_GAP - frame->row;
      double more = ceil (fmin (name, MAX_NAME_SHARE * frame->rect.width))
                    - self->row_names_width;

      self->row_names_width += fmax (more, 0);
      frame->left += fmax (more, 0);
    }
  frame->right += self->totals_width;
  frame->bottom += self->totals_height;
  return TRUE;
}

/* Places the cells, with column names turned or not. */
static void
place_cells (LimenMatrixLayout *self, const Frame *frame, gboolean is_turned)
{
  const LimenMatrixFigure *data = frame->data;
  LimenRect rect = frame->rect;
  double room = get_column_names_room (frame, is_turned);
  double top, width, height, aspect;

  self->are_names_turned = is_turned;
  self->column_names_height = self->row_names_width > 0 ? room : 0;
  top = (self->has_titles ? frame->row : 0) + self->column_names_height;
  width = fmax (0, rect.width - frame->left - frame->right);
  height = fmax (0, rect.height - top - frame->bottom);
  aspect = CLAMP ((width / (double) data->n_columns)
                      / (height / (double) data->n_classes),
                  1, MAX_ASPECT);
  self->fit_size = fmin (height / (double) data->n_classes,
                         width / (double) data->n_columns / aspect);
  self->cell_height = get_cell_height (self, data);
  self->cell_width = self->cell_height * aspect;
  if (self->cell_width >= WHOLE_PIXELS)
    self->cell_width = floor (self->cell_width);
  self->cells.width = self->cell_width * (double) data->n_columns;
  self->cells.height = self->cell_height * (double) data->n_classes;
  self->plot.width = fmin (width, self->cells.width);
  self->plot.height = fmin (height, self->cells.height);
  self->plot.x = rect.x + frame->left + floor ((width - self->plot.width) / 2);
  self->plot.y = rect.y + top;
  self->cells.x = self->plot.x
                  - get_scroll (data->scroll_x, self->cells.width,
                                self->plot.width);
  self->cells.y = self->plot.y
                  - get_scroll (data->scroll_y, self->cells.height,
                                self->plot.height);
}

/* Places the cells; turns column names that are wider than a cell. */
static void
place_cells_and_names (LimenMatrixLayout *self, const Frame *frame)
{
  place_cells (self, frame, FALSE);
  if (frame->name_width > self->cell_width - LIMEN_MATRIX_NAME_GAP)
    place_cells (self, frame, TRUE);
}

/**
 * Lays out a confusion matrix centred in @rect: names of true classes to the
 * left, of predicted classes above, totals to the right and below. Column
 * names wider than a cell are turned. Titles, names and totals are dropped
 * where there is no room for them. The cells fill the rest, or have @data's
 * cell size where that is larger, and are then scrolled. The layout depends on
 * the arguments only, not on the surface. For a rect without area or data
 * without classes, all sizes are 0.
 */
LimenMatrixLayout
limen_matrix_layout_new (const LimenMatrixFigure *data, LimenRect rect,
                         const LimenTheme *theme)
{
  LimenMatrixLayout self = { .plot = { rect.x, rect.y, 0, 0 } };
  Frame frame;

  if (!limen_figure_can_draw (rect) || data->n_classes == 0)
    return self;
  frame = begin (&self, data, rect, theme);
  place_cells_and_names (&self, &frame);
  if (add_totals (&self, &frame))
    place_cells_and_names (&self, &frame);
  return self;
}

/* The rectangle of a cell; outside of the plot when it is scrolled away. */
LimenRect
limen_matrix_layout_get_cell_rect (const LimenMatrixLayout *self, gsize row,
                                   gsize column)
{
  return (LimenRect) {
    self->cells.x + self->cell_width * (double) column,
    self->cells.y + self->cell_height * (double) row,
    self->cell_width,
    self->cell_height,
  };
}

static LimenMatrixRange
get_range (double start, double size, double cell, gsize n_cells)
{
  double first, end;

  if (!(cell > 0))
    return (LimenMatrixRange) { 0, 0 };
  first = floor (start / cell);
  end = ceil ((start + size) / cell);
  return (LimenMatrixRange) { (gsize) CLAMP (first, 0, (double) n_cells),
                              (gsize) CLAMP (end, 0, (double) n_cells) };
}

/* The rows that are visible, at least in part. */
LimenMatrixRange
limen_matrix_layout_get_rows (const LimenMatrixLayout *self, gsize n_rows)
{
  return get_range (self->plot.y - self->cells.y, self->plot.height,
                    self->cell_height, n_rows);
}

/* The columns that are visible, at least in part. */
LimenMatrixRange
limen_matrix_layout_get_columns (const LimenMatrixLayout *self,
                                 gsize n_columns)
{
  return get_range (self->plot.x - self->cells.x, self->plot.width,
                    self->cell_width, n_columns);
}
