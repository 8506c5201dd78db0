/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrix-totals.h"

#include <glib/gi18n.h>
#include <math.h>

#include "axis.h"
#include "matrix-numbers.h"

#define LABEL_SIZE 32
#define PADDING 1.0
/* Numbers may shrink to this share of the font size before they are left
 * out. */
#define MIN_FONT 0.75

/* Number format common to the totals along one side. */
typedef struct
{
  LimenPen *pen;
  LimenTheme font;
  int n_digits; /* 0: all digits */
  double room;  /* width for a number; 0: nothing is written */
} Style;

static gboolean
fits (const Style *self, const LimenTheme *font, const char *label)
{
  LimenText text = { label, font->foreground, FALSE, 0 };

  self->pen->theme = font;
  return limen_pen_measure (self->pen, &text) <= self->room;
}

/* Chooses a format in which the largest total fits: all digits, fewer digits,
 * a smaller font, or nothing. */
static Style
choose_style (LimenPen *pen, double greatest, double room)
{
  static const int choices[] = { 0, 2, 1 };
  const LimenTheme *theme = pen->theme;
  Style self = { pen, *theme, 0, room };

  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    for (int is_small = 0; is_small < 2; is_small++)
      {
        char label[LABEL_SIZE];

        self.n_digits = choices[i];
        self.font.font_size = theme->font_size * (is_small ? MIN_FONT : 1);
        limen_matrix_count_write (greatest, self.n_digits,
                                  theme->decimal_point, label, sizeof label);
        if (fits (&self, &self.font, label))
          {
            pen->theme = theme;
            return self;
          }
      }
  self.room = 0;
  pen->theme = theme;
  return self;
}

static void
draw_total (const Style *self, double total, double x, double y,
            LimenAlign align)
{
  const LimenTheme *theme = self->pen->theme;
  char label[LABEL_SIZE];
  LimenText text = { label, theme->foreground, FALSE, 0 };

  if (!(self->room > 0))
    return;
  limen_matrix_count_write (total, self->n_digits, theme->decimal_point,
                            label, sizeof label);
  self->pen->theme = &self->font;
  limen_pen_draw_text (self->pen, &text, x, y, align);
  self->pen->theme = theme;
}

static double
get_sum (const double *totals, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += totals[i];
  return sum;
}

static double
get_greatest (const double *totals, gsize n)
{
  double greatest = 0;

  for (gsize i = 0; i < n; i++)
    greatest = fmax (greatest, totals[i]);
  return greatest;
}

/* Draws the lines between the cells and their totals. */
static void
draw_lines (LimenPen *pen, const LimenMatrixLayout *layout)
{
  LimenRect plot = layout->plot;
  double right = plot.x + plot.width, bottom = plot.y + plot.height;
  double gap = LIMEN_MATRIX_TOTAL_GAP / 2;

  limen_pen_add_vertical (pen, right + gap, plot.y,
                          bottom + layout->totals_height, 1);
  limen_pen_add_horizontal (pen, bottom + gap, plot.x,
                            right + layout->totals_width, 1);
  limen_pen_set_color (pen, pen->theme->dim);
  cairo_fill (pen->cr);
}

static void
draw_names (LimenPen *pen, const LimenMatrixLayout *layout, double x, double y)
{
  double row = limen_axis_get_row_height (pen->theme);
  LimenRect plot = layout->plot;
  LimenText name = { C_ ("matrix", "total"), pen->theme->dim, FALSE, 0 };
  double above = layout->are_names_turned || !(layout->column_names_height > 0)
                     ? row / 2 + 1
                     : layout->column_names_height / 2;

  name.max_width = layout->totals_width;
  limen_pen_draw_text (pen, &name, x, plot.y - above, LIMEN_ALIGN_END);
  name.max_width = layout->row_names_width + row - LIMEN_MATRIX_NAME_GAP;
  limen_pen_draw_text (pen, &name, plot.x - LIMEN_MATRIX_NAME_GAP, y,
                       LIMEN_ALIGN_END);
}

/**
 * Writes the totals of the visible rows to the right of a confusion matrix,
 * those of the columns below, and the overall sum in the corner; they are
 * separated by a line and have no fill. @data must have totals. Draws nothing
 * where the layout has no room for totals.
 */
void
limen_matrix_totals_draw (LimenPen *pen, const LimenMatrixFigure *data,
                          const LimenMatrixLayout *layout)
{
  LimenMatrixRange rows
      = limen_matrix_layout_get_rows (layout, data->n_classes);
  LimenMatrixRange columns
      = limen_matrix_layout_get_columns (layout, data->n_columns);
  double bottom = layout->plot.y + layout->plot.height;
  double x = layout->plot.x + layout->plot.width + layout->totals_width;
  double y = bottom + (layout->totals_height + LIMEN_MATRIX_TOTAL_GAP) / 2;
  double sum;
  Style down, across;

  if (!(layout->totals_width > 0))
    return;
  sum = get_sum (data->row_totals, data->n_classes);
  down = choose_style (pen, sum,
                       layout->totals_width - LIMEN_MATRIX_TOTAL_GAP);
  across = choose_style (pen,
                         get_greatest (data->column_totals, data->n_columns),
                         layout->cell_width - 2 * PADDING);
  draw_lines (pen, layout);
  draw_names (pen, layout, x, y);
  for (gsize i = rows.first; i < rows.end; i++)
    {
      LimenRect cell = limen_matrix_layout_get_cell_rect (layout, i, 0);
      double middle = cell.y + cell.height / 2;

      if (middle >= layout->plot.y && middle <= bottom)
        draw_total (&down, data->row_totals[i], x, middle, LIMEN_ALIGN_END);
    }
  for (gsize j = columns.first; j < columns.end; j++)
    {
      LimenRect cell = limen_matrix_layout_get_cell_rect (layout, 0, j);
      double middle = cell.x + cell.width / 2;

      if (middle >= layout->plot.x
          && middle <= layout->plot.x + layout->plot.width)
        draw_total (&across, data->column_totals[j], middle, y,
                    LIMEN_ALIGN_CENTER);
    }
  draw_total (&down, sum, x, y, LIMEN_ALIGN_END);
}
