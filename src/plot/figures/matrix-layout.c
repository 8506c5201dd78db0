/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrix-layout.h"

#include <math.h>
#include <string.h>

#include "axis.h"

/* The room that names get, in font sizes and as a share of the figure. Bold
 * ones are wider. */
#define LETTER_WIDTH 0.58
#define NAME_SLACK 0.8
#define MOST_NAME 12.0
#define LEAST_NAME 2.0
#define MOST_NAME_SHARE 0.3
/* Cells are wider than high where there is room: numbers are. */
#define MOST_ASPECT 2.0
/* The room that totals get beside the cells, in font sizes, where the figure
 * and its cells are at least so large. */
#define TOTALS_WIDTH 4.8
#define TOTALS_LEAST_WIDTH 22.0
#define TOTALS_LEAST_HEIGHT 16.0
#define TOTALS_LEAST_CELL 1.3
/* From here on cells are whole pixels, lest they look uneven. */
#define WHOLE_PIXELS 8.0

/* The figure under way: what is known before the cells are. */
typedef struct
{
  const LimenMatrixFigure *data;
  LimenRect rect;
  double font_size, row;
  double name_width; /* of the longest name */
  double left, right, bottom;
} Frame;

/* In letters, those of East Asia counting twice. No font is asked, so that
 * who tests for a hit needs none. */
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
  gsize longest = data->n_columns > data->n_classes ? strlen ("none") : 1;

  if (data->names == NULL)
    return MAX (longest, get_number_length (data->n_classes));
  for (gsize i = 0; i < data->n_classes; i++)
    longest = MAX (longest, get_text_length (data->names[i]));
  return longest;
}

/* The room along a side of @size for names of a width; 0 where names would be
 * but a letter. */
static double
get_names_room (const Frame *frame, double size)
{
  double room = fmin (frame->name_width, MOST_NAME * frame->font_size)
                + LIMEN_MATRIX_NAME_GAP;

  room = ceil (fmin (room, MOST_NAME_SHARE * size));
  return room < fmin (LEAST_NAME * frame->font_size,
                      frame->name_width + LIMEN_MATRIX_NAME_GAP)
             ? 0 : room;
}

/* The room above: for names on end, or for a line of them. */
static double
get_column_names_room (const Frame *frame, gboolean is_turned)
{
  double height = frame->rect.height;

  if (is_turned)
    return get_names_room (frame, height);
  return frame->row + 2 <= MOST_NAME_SHARE * height ? frame->row + 2 : 0;
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

/* The height of a cell: as asked for, but no smaller than what fits. */
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

/* Leaves room for totals to the right and below, if there is enough. */
static gboolean
add_totals (LimenMatrixLayout *self, Frame *frame)
{
  double size = frame->font_size;

  if (!self->has_titles || frame->rect.width < TOTALS_LEAST_WIDTH * size
      || frame->rect.height < TOTALS_LEAST_HEIGHT * size
      || self->cell_height < TOTALS_LEAST_CELL * size)
    return FALSE;
  self->totals_width = ceil (TOTALS_WIDTH * size) + LIMEN_MATRIX_TOTAL_GAP;
  self->totals_height = frame->row + LIMEN_MATRIX_TOTAL_GAP;
  frame->right += self->totals_width;
  frame->bottom += self->totals_height;
  return TRUE;
}

/* Sets the cells below names that stand @is_turned. */
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
                  1, MOST_ASPECT);
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

/* Sets the cells below names that are turned where they are wider than a
 * cell. */
static void
place_cells_and_names (LimenMatrixLayout *self, const Frame *frame)
{
  place_cells (self, frame, FALSE);
  if (frame->name_width > self->cell_width - LIMEN_MATRIX_NAME_GAP)
    place_cells (self, frame, TRUE);
}

/**
 * Lays a confusion matrix out in @rect: in its middle, the names of the true
 * classes to the left, those of the predicted ones above, totals to the right
 * and below. Column names that are wider than a cell are turned. Titles, names
 * and totals go where there is no room for them; cells fill what is left, at @data's size when that is greater, and
 * are then scrolled. A pure function of its arguments, and the same for every
 * surface. All 0 for a rect without area and data without classes.
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

/* Where a cell stands; out of the plot when it is scrolled away. */
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

/* The rows that are seen, at least in part. */
LimenMatrixRange
limen_matrix_layout_get_rows (const LimenMatrixLayout *self, gsize n_rows)
{
  return get_range (self->plot.y - self->cells.y, self->plot.height,
                    self->cell_height, n_rows);
}

/* The columns that are seen, at least in part. */
LimenMatrixRange
limen_matrix_layout_get_columns (const LimenMatrixLayout *self,
                                 gsize n_columns)
{
  return get_range (self->plot.x - self->cells.x, self->plot.width,
                    self->cell_width, n_columns);
}
