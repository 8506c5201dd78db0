/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrix-numbers.h"

#include <math.h>
#include <string.h>

#include "heat.h"
#include "matrix-cell.h"
#include "tick-label.h"

#define LABEL_SIZE 32
#define PADDING 2.0
/* Minimum height of a cell with one and with two lines of text, in font
 * sizes. */
#define ONE_LINE 1.3
#define TWO_LINES 3.4
/* Zeros are left out of smaller cells, and of matrices with more classes,
 * where they are clutter. */
#define MIN_ZERO 2.0
#define MAX_ZERO_CLASSES 15
/* Numbers may shrink to this share of the font size before they are left
 * out. */
#define MIN_FONT 0.75
#define SECOND_FONT 0.85

#define EM_DASH "\342\200\224"
#define NARROW_SPACE "\342\200\257"

/* Number format common to all cells. */
typedef struct
{
  LimenPen *pen;
  const LimenMatrixFigure *data;
  const LimenMatrixLayout *layout;
  LimenTheme first, second, small; /* fonts of both lines; smallest font */
  gboolean has_second;
  int n_decimals; /* decimals of percentages; -1: none and no "%" */
  int n_digits;   /* digits of counts; 0: all */
} Style;

/**
 * Writes a share, 0 to 1, in percent. Shares that would round to 0 or 100 %
 * are written "<1 %" and ">99 %". NaN is an em dash.
 */
void
limen_matrix_share_write (double share, int n_decimals, gboolean has_sign,
                          const char *decimal_point, char *label, gsize size)
{
  LimenTickFormat format = { LIMEN_TICK_FIXED, -n_decimals };
  double step = pow (10, -n_decimals), percent = 100 * share;
  const char *relation = "";
  char digits[LABEL_SIZE];

  if (isnan (share))
    {
      g_strlcpy (label, EM_DASH, size);
      return;
    }
  if (share <= 0 || share >= 1)
    format.last_digit = 0;
  else if (percent < step / 2)
    {
      relation = "<";
      percent = step;
    }
  else if (percent >= 100 - step / 2)
    {
      relation = ">";
      percent = 100 - step;
    }
  limen_tick_label_write (format, percent, decimal_point, digits,
                          sizeof digits);
  g_snprintf (label, size, "%s%s%s", relation, digits,
              has_sign ? NARROW_SPACE "%" : "");
}

/* Inserts thousands separators into the digits before the decimal point:
 * commas where the decimal point is a full stop, else narrow spaces. */
static void
group_thousands (const char *number, const char *decimal_point, char *label,
                 gsize size)
{
  const char *mark = g_str_equal (decimal_point, ".") ? "," : NARROW_SPACE;
  gsize n_digits = strspn (number, "0123456789");
  g_autoptr (GString) grouped = g_string_new (NULL);

  for (gsize i = 0; i < n_digits; i++)
    {
      if (i > 0 && (n_digits - i) % 3 == 0)
        g_string_append (grouped, mark);
      g_string_append_c (grouped, number[i]);
    }
  g_string_append (grouped, number + n_digits);
  g_strlcpy (label, grouped->str, size);
}

static int
get_exponent (double value)
{
  return value > 0 ? (int) floor (log10 (value)) : 0;
}

/**
 * Writes a number of rows. With @n_digits 0: all digits, and one decimal for a
 * sum of weights. Otherwise the first @n_digits, with thousands as k, M...:
 * "1.2k". NaN is an em dash.
 */
void
limen_matrix_count_write (double count, int n_digits,
                          const char *decimal_point, char *label, gsize size)
{
  LimenTickFormat format
      = { LIMEN_TICK_FIXED, count == floor (count) ? 0 : -1 };
  char digits[LABEL_SIZE];

  if (isnan (count))
    {
      g_strlcpy (label, EM_DASH, size);
      return;
    }
  if (fabs (count) >= 1e15 || (n_digits > 0 && count >= 1000))
    {
      int last_digit
          = get_exponent (count) + 1 - (n_digits > 0 ? n_digits : 2);
      double unit = pow (10, last_digit);

      /* Rounding may add a digit: 9,990 is 10k. */
      count = round (count / unit) * unit;
      format = limen_tick_format_choose (count, last_digit);
    }
  else if (n_digits > 0)
    format.last_digit = 0;
  limen_tick_label_write (format, count, decimal_point, digits, sizeof digits);
  group_thousands (digits, decimal_point, label, size);
}

/* Whether a label fits into a cell in a font. Sets the pen's font. */
static gboolean
fits (const Style *self, const LimenTheme *font, const char *label)
{
  LimenText text = { label, self->pen->theme->foreground, FALSE, 0 };
  double width;

  self->pen->theme = font;
  width = limen_pen_measure (self->pen, &text);
  return width <= self->layout->cell_width - 2 * PADDING;
}

static void
write_share (const Style *self, double share, char label[LABEL_SIZE])
{
  limen_matrix_share_write (share, MAX (self->n_decimals, 0),
                            self->n_decimals >= 0, self->first.decimal_point,
                            label, LABEL_SIZE);
}

static void
write_count (const Style *self, double count, char label[LABEL_SIZE])
{
  limen_matrix_count_write (count, self->n_digits,
                            self->first.decimal_point, label, LABEL_SIZE);
}

/* Chooses the number of decimals that fits a typical share; uses the small
 * font where not even two digits fit. */
static void
choose_decimals (Style *self, LimenTheme *font)
{
  char label[LABEL_SIZE];

  for (self->n_decimals = 1; self->n_decimals >= -1; self->n_decimals--)
    {
      write_share (self, 0.888, label);
      if (fits (self, font, label))
        return;
    }
  self->n_decimals = -1;
  *font = self->small;
}

/* Chooses the digits of counts: all where the greatest count fits, otherwise
 * as many as fit. */
static void
choose_digits (Style *self, const LimenTheme *font)
{
  static const int choices[] = { 0, 2, 1 };
  char label[LABEL_SIZE];

  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      self->n_digits = choices[i];
      write_count (self, self->data->greatest, label);
      if (fits (self, font, label) || fits (self, &self->small, label))
        return;
    }
}

static void
choose_style (Style *self)
{
  gboolean is_normalized = self->data->is_normalized;
  double size = self->first.font_size, height = self->layout->cell_height;

  self->has_second = height >= TWO_LINES * size;
  self->second.font_size = SECOND_FONT * size;
  self->small.font_size = MIN_FONT * size;
  self->first.font_size = CLAMP (height / ONE_LINE / size, MIN_FONT, 1) * size;
  choose_decimals (self, is_normalized ? &self->first : &self->second);
  choose_digits (self, is_normalized ? &self->second : &self->first);
}

/* Whether a zero is left out. */
static gboolean
is_left_out (const Style *self, double count, gsize row)
{
  const LimenMatrixFigure *data = self->data;
  double size = self->small.font_size / MIN_FONT;

  return count == 0 && (!data->is_normalized || data->row_totals[row] > 0)
         && (data->n_classes > MAX_ZERO_CLASSES
             || self->layout->cell_height < MIN_ZERO * size);
}

static void
draw_line (const Style *self, const LimenTheme *font, LimenRect cell,
           const char *label, double y, LimenColor color)
{
  LimenText text = { label, color, FALSE, 0 };

  if (!fits (self, font, label) && !fits (self, &self->small, label))
    return;
  limen_pen_draw_text (self->pen, &text, cell.x + cell.width / 2, y,
                       LIMEN_ALIGN_CENTER);
}

static void
draw_number (const Style *self, LimenColor ground, gsize row, gsize column)
{
  const LimenMatrixFigure *data = self->data;
  LimenRect cell = limen_matrix_layout_get_cell_rect (self->layout, row,
                                                      column);
  double count = data->cells[row * data->n_columns + column];
  LimenColor color = count > 0 ? limen_heat_get_text_color (ground)
                               : self->first.dim;
  double middle = cell.y + cell.height / 2;
  gboolean has_second = self->has_second && count > 0;
  double offset = has_second ? 0.75 * self->first.font_size : 0;
  char share_label[LABEL_SIZE], count_label[LABEL_SIZE];

  if (is_left_out (self, count, row))
    return;
  write_share (self, limen_matrix_cell_get_share (data, row, column),
               share_label);
  write_count (self, count, count_label);
  draw_line (self, &self->first, cell,
             data->is_normalized ? share_label : count_label, middle - offset,
             color);
  if (has_second)
    draw_line (self, &self->second, cell,
               data->is_normalized ? count_label : share_label,
               middle + offset, color);
}

/**
 * Writes the numbers of the visible cells: the share of the true class where
 * @data is normalized, otherwise the count; large cells have both. Numbers
 * that do not fit their cell are left out. @data must have totals and greatest
 * cell.
 */
void
limen_matrix_numbers_draw (LimenPen *pen, const LimenMatrixFigure *data,
                           const LimenMatrixLayout *layout)
{
  const LimenTheme *theme = pen->theme;
  Style self = { pen, data, layout, *theme, *theme, *theme };
  LimenMatrixRange rows, columns;

  if (layout->cell_height < ONE_LINE * MIN_FONT * theme->font_size
      || layout->cell_width < theme->font_size)
    return;
  choose_style (&self);
  rows = limen_matrix_layout_get_rows (layout, data->n_classes);
  columns = limen_matrix_layout_get_columns (layout, data->n_columns);
  for (gsize row = rows.first; row < rows.end; row++)
    for (gsize column = columns.first; column < columns.end; column++)
      draw_number (
          &self, limen_matrix_cell_get_color (data, theme, row, column), row,
          column);
  pen->theme = theme;
}
