/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrix-numbers.h"

#include <math.h>
#include <string.h>

#include "heat.h"
#include "matrix-cell.h"
#include "tick-label.h"

#define LABEL_SIZE 32
#define PADDING 2.0
/* The height of a cell that has a line of text, and two, in font sizes. */
#define ONE_LINE 1.3
#define TWO_LINES 3.4
/* In smaller cells, and among more classes, zeros would be but noise. */
#define LEAST_ZERO 2.0
#define MOST_ZERO_CLASSES 15
/* Digits may be smaller than other text before they are left out. */
#define LEAST_FONT 0.75
#define SECOND_FONT 0.85

#define EM_DASH "\342\200\224"
#define NARROW_SPACE "\342\200\257"

/* How the numbers of all cells are written, so that they agree. */
typedef struct
{
  LimenPen *pen;
  const LimenMatrixFigure *data;
  const LimenMatrixLayout *layout;
  LimenTheme first, second, small; /* fonts: of either line, the least */
  gboolean has_second;
  int n_decimals; /* of percentages; -1: nor a sign */
  int n_digits; /* of counts; 0: all */
} Style;

/**
 * Writes a share of one in percent. What would be rounded to nothing or to all
 * says so: "<1 %", ">99 %". NaN is an em dash.
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
 * Writes a number of rows: all its digits where @n_digits is 0, one more for a
 * sum of weights; else thousands by their first @n_digits: "1.2k". NaN is an
 * em dash.
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

      /* 9,990 is 10k. */
      count = round (count / unit) * unit;
      format = limen_tick_format_choose (count, last_digit);
    }
  else if (n_digits > 0)
    format.last_digit = 0;
  limen_tick_label_write (format, count, decimal_point, digits, sizeof digits);
  group_thousands (digits, decimal_point, label, size);
}

/* Leaves the pen with the font. */
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

/* As many decimals as fit with a share like any other; where not even two
 * digits do, they are small. */
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

/* All digits of counts where the greatest fits so, else as many as do. */
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
  self->small.font_size = LEAST_FONT * size;
  self->first.font_size
      = CLAMP (height / ONE_LINE / size, LEAST_FONT, 1) * size;
  choose_decimals (self, is_normalized ? &self->first : &self->second);
  choose_digits (self, is_normalized ? &self->second : &self->first);
}

/* Whether a cell is too much of nothing to say so. */
static gboolean
is_left_out (const Style *self, double count, gsize row)
{
  const LimenMatrixFigure *data = self->data;
  double size = self->small.font_size / LEAST_FONT;

  return count == 0 && (!data->is_normalized || data->row_totals[row] > 0)
         && (data->n_classes > MOST_ZERO_CLASSES
             || self->layout->cell_height < LEAST_ZERO * size);
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
 * Writes the cells' numbers into those that are seen: the share of the true
 * class where @data is normalized, else the count; in large cells the other
 * below. A number that does not fit its cell is left out. @data's totals and
 * greatest cell must be there.
 */
void
limen_matrix_numbers_draw (LimenPen *pen, const LimenMatrixFigure *data,
                           const LimenMatrixLayout *layout)
{
  const LimenTheme *theme = pen->theme;
  Style self = { pen, data, layout, *theme, *theme, *theme };
  LimenMatrixRange rows, columns;

  if (layout->cell_height < ONE_LINE * LEAST_FONT * theme->font_size
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
