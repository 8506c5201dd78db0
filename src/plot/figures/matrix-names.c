/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrix-names.h"

#include <glib/gi18n.h>
#include <math.h>

#include "axis.h"

/* Minimum distance of lines of names, in font sizes. */
#define LINE_PITCH 1.25

/* The names along one axis. */
typedef struct
{
  LimenPen *pen;
  const LimenMatrixFigure *data;
  const LimenMatrixLayout *layout;
  gboolean is_row_axis;
  double start, cell; /* first cell: start and size */
  double low, high;   /* ends of the plot */
  gsize step;         /* cells per name */
  gssize bold[3]; /* classes always named, in bold; -1: none */
} Axis;

/* The least step of 1, 2, 5, 10, 20, 50... cells that keeps names @pitch
 * apart. */
static gsize
choose_step (double cell, double pitch)
{
  static const gsize factors[] = { 1, 2, 5 };

  for (gsize power = 1; power < 1000000; power *= 10)
    for (gsize i = 0; i < G_N_ELEMENTS (factors); i++)
      if ((double) (factors[i] * power) * cell >= pitch)
        return factors[i] * power;
  return 1000000;
}

static const char *
get_name (const LimenMatrixFigure *data, gsize index, char number[24])
{
  if (index >= data->n_classes)
    return C_ ("class", "none");
  if (data->names != NULL)
    return data->names[index];
  g_snprintf (number, 24, "%" G_GSIZE_FORMAT, index);
  return number;
}

static double
get_middle (const Axis *self, gsize index)
{
  return self->start + self->cell * ((double) index + 0.5);
}

static void
draw_name (const Axis *self, gsize index, gboolean is_bold)
{
  const LimenMatrixLayout *layout = self->layout;
  const LimenTheme *theme = self->pen->theme;
  double middle = get_middle (self, index);
  char number[24];
  LimenText text
      = { get_name (self->data, index, number),
          is_bold ? theme->foreground : theme->dim, is_bold, 0 };

  if (middle < self->low || middle > self->high)
    return;
  if (self->is_row_axis)
    {
      text.max_width = layout->row_names_width - LIMEN_MATRIX_NAME_GAP;
      limen_pen_draw_text (self->pen, &text,
                           layout->plot.x - LIMEN_MATRIX_NAME_GAP, middle,
                           LIMEN_ALIGN_END);
    }
  else if (layout->are_names_turned)
    {
      text.max_width = layout->column_names_height - LIMEN_MATRIX_NAME_GAP;
      limen_pen_draw_turned_text (self->pen, &text, middle,
                                  layout->plot.y - LIMEN_MATRIX_NAME_GAP,
                                  LIMEN_ALIGN_START);
    }
  else
    {
      text.max_width = fmax (1, self->cell - 2);
      limen_pen_draw_text (self->pen, &text, middle,
                           layout->plot.y - layout->column_names_height / 2,
                           LIMEN_ALIGN_CENTER);
    }
}

static gboolean
is_bold (const Axis *self, gsize index)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->bold); i++)
    if (self->bold[i] == (gssize) index)
      return TRUE;
  return FALSE;
}

/* Whether a name would overlap a bold one. */
static gboolean
is_crowded (const Axis *self, gsize index)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->bold); i++)
    if (self->bold[i] >= 0 && self->step > 1
        && fabs ((double) self->bold[i] - (double) index) * self->cell
               < LINE_PITCH * self->pen->theme->font_size)
      return TRUE;
  return FALSE;
}

static void
draw_axis (Axis *self, LimenMatrixRange range)
{
  double pitch = LINE_PITCH * self->pen->theme->font_size;

  self->step = self->is_row_axis || self->layout->are_names_turned
                   ? choose_step (self->cell, pitch) : 1;
  for (gsize i = range.first / self->step * self->step; i < range.end;
       i += self->step)
    if (!is_bold (self, i) && !is_crowded (self, i))
      draw_name (self, i, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (self->bold); i++)
    if (self->bold[i] >= (gssize) range.first
        && self->bold[i] < (gssize) range.end
        && (self->step == 1 || i == 0 || self->bold[0] < 0
            || fabs ((double) (self->bold[0] - self->bold[i]))
                       * self->cell
                   >= pitch))
      draw_name (self, (gsize) self->bold[i], TRUE);
}

/**
 * Draws class names beside the rows and above the columns: all where they fit,
 * otherwise every second, fifth, tenth... Names of the hovered cell, the
 * cursor and the selected class are bold and always drawn; where they overlap,
 * in this order of precedence.
 */
void
limen_matrix_names_draw (LimenPen *pen, const LimenMatrixFigure *data,
                         const LimenMatrixLayout *layout)
{
  gssize cursor_row = data->has_focus ? data->cursor_row : -1;
  gssize cursor_column = data->has_focus ? data->cursor_column : -1;
  Axis rows = { pen, data, layout, TRUE, layout->cells.y, layout->cell_height,
                layout->plot.y, layout->plot.y + layout->plot.height,
                .bold = { data->hovered_row, cursor_row, data->selected } };
  Axis columns
      = { pen, data, layout, FALSE, layout->cells.x, layout->cell_width,
          layout->plot.x, layout->plot.x + layout->plot.width,
          .bold = { data->hovered_column, cursor_column, data->selected } };

  if (layout->row_names_width > LIMEN_MATRIX_NAME_GAP)
    draw_axis (&rows, limen_matrix_layout_get_rows (layout, data->n_classes));
  if (layout->column_names_height > LIMEN_MATRIX_NAME_GAP)
    draw_axis (&columns,
               limen_matrix_layout_get_columns (layout, data->n_columns));
}

/* Draws the titles of the rows and the columns. */
void
limen_matrix_names_draw_titles (LimenPen *pen,
                                const LimenMatrixLayout *layout)
{
  double row = limen_axis_get_row_height (pen->theme);
  LimenRect plot = layout->plot;
  double x = plot.x - layout->row_names_width - row / 2;
  double y = plot.y - layout->column_names_height - row / 2;
  LimenText across = { _ ("predicted class"), pen->theme->dim, FALSE, 0 };
  LimenText down = { _ ("true class"), pen->theme->dim, FALSE, 0 };

  if (!layout->has_titles)
    return;
  across.max_width = fmax (plot.width, 9 * pen->theme->font_size);
  down.max_width = fmax (plot.height, 6 * pen->theme->font_size);
  limen_pen_draw_text (pen, &across, plot.x + plot.width / 2, y,
                       LIMEN_ALIGN_CENTER);
  limen_pen_draw_turned_text (pen, &down, x, plot.y + plot.height / 2,
                              LIMEN_ALIGN_CENTER);
}
