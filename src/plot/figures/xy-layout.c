/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xy-layout.h"

#include <glib/gi18n.h>
#include <math.h>

#include "axis.h"
#include "figure-xy.h"
#include "legend.h"

/* Width of the margin for line labels at the right end, and the minimum width
 * of a figure that has such a margin, in font sizes. */
#define LABEL_WIDTH 3.9
#define MIN_LABELLED 26.0

/* The colour of a series; the index wraps around after LIMEN_N_SERIES_COLORS.
 */
LimenColor
limen_xy_get_color (const LimenTheme *theme, guint index)
{
  return theme->series[index % LIMEN_N_SERIES_COLORS];
}

/* The colour of a reference line. */
LimenColor
limen_xy_get_line_color (const LimenTheme *theme, LimenXyLineKind kind)
{
  switch (kind)
    {
    case LIMEN_XY_LINE_COST:
      return theme->accent;
    case LIMEN_XY_LINE_F1:
      return limen_color_mix (theme->dim, theme->plot, 0.45);
    case LIMEN_XY_LINE_CHANCE:
    case LIMEN_XY_LINE_LIMIT:
    default:
      return theme->dim;
    }
}

/* Whether a reference line is dashed. */
gboolean
limen_xy_is_dashed (LimenXyLineKind kind)
{
  return kind == LIMEN_XY_LINE_CHANCE || kind == LIMEN_XY_LINE_COST;
}

/* The colour of the convex hull. */
LimenColor
limen_xy_get_hull_color (const LimenTheme *theme)
{
  return limen_color_mix (theme->foreground, theme->plot, 0.7);
}

/* Laying out */

static LimenMargins
get_margins (const LimenXyFigure *data, const LimenTheme *theme,
             LimenRect rect)
{
  LimenThresholdAxis axis = { .x_title = data->x_title };
  LimenMargins margins = data->y_title != NULL
                             ? limen_axis_get_titled_margins (&axis, theme)
                             : limen_axis_get_margins (&axis, theme);
  double labels = LIMEN_XY_LABEL_GAP + ceil (LABEL_WIDTH * theme->font_size);

  if (rect.width >= MIN_LABELLED * theme->font_size)
    for (gsize i = 0; i < data->n_lines; i++)
      if (data->lines[i].label[0] != '\0')
        margins.right = fmax (margins.right, labels);
  return margins;
}

/* Fills in the legend items, at most LIMEN_XY_MAX_LEGEND_ITEMS, and returns
 * their number. Their texts point into the figure's data. */
gsize
limen_xy_fill_legend (const LimenXyFigure *data, const LimenTheme *theme,
                      LimenLegendItem *items)
{
  gsize n = 0;

  for (gsize i = 0; i < data->n_series; i++)
    items[n++] = (LimenLegendItem) {
      .key = LIMEN_KEY_LINE,
      .color = limen_xy_get_color (theme, data->series[i].color),
      .marker = data->n_series > 1 ? data->series[i].color : LIMEN_NO_MARKER,
      .title = data->series[i].title,
      .value = data->series[i].value[0] != '\0' ? data->series[i].value
                                                : NULL,
    };
  if (data->has_test)
    items[n++] = (LimenLegendItem){
      .key = LIMEN_KEY_THIN,
      .color = data->n_series == 1
                   ? limen_xy_get_color (theme, data->series[0].color)
                   : theme->dim,
      .title = _ ("thin: test data"),
      .value = data->test_value[0] != '\0' ? data->test_value : NULL,
    };
  if (data->n_hull > 0)
    items[n++]
        = (LimenLegendItem){ LIMEN_KEY_THIN, limen_xy_get_hull_color (theme),
                             0, _ ("convex hull"), NULL };
  for (gsize i = 0; i < data->n_lines; i++)
    if (data->lines[i].title != NULL)
      items[n++] = (LimenLegendItem){
        limen_xy_is_dashed (data->lines[i].kind) ? LIMEN_KEY_DASHED
                                                 : LIMEN_KEY_THIN,
        limen_xy_get_line_color (theme, data->lines[i].kind), 0,
        data->lines[i].title, NULL
      };
  if (data->bands_title[0] != '\0')
    items[n++] = (LimenLegendItem){ .title = data->bands_title };
  if (data->caption[0] != '\0')
    items[n++] = (LimenLegendItem) { .title = data->caption };
  return n;
}

/* Narrows the rect to what a square plot needs; the rest is left free on both
 * sides. */
static void
narrow (LimenRect *rect, LimenMargins margins)
{
  LimenRect plot = limen_figure_get_plot (*rect, margins);
  double rest = fmax (plot.width - plot.height, 0);

  rect->x += rest / 2;
  rect->width -= rest;
}

/* Lays out the figure: takes the legend's height off the top of @rect and, for
 * a square plot, the unused room off its sides or bottom. Stores the legend's
 * rectangle and returns the plot. */
LimenRect
limen_xy_lay_out (LimenPen *pen, const LimenXyFigure *data, LimenRect *rect,
                  LimenRect *legend)
{
  LimenMargins margins = get_margins (data, pen->theme, *rect);
  LimenLegendItem items[LIMEN_XY_MAX_LEGEND_ITEMS];
  gsize n_items = limen_xy_fill_legend (data, pen->theme, items);
  LimenRect plot;
  double size;

  *legend = (LimenRect) { 0 };
  if (data->is_square)
    narrow (rect, margins);
  if (data->has_legend && data->message == NULL)
    *legend = limen_legend_take_top (pen, rect, margins, items, n_items);
  plot = limen_figure_get_plot (*rect, margins);
  if (!data->is_square)
    return plot;
  size = fmin (plot.width, plot.height);
  rect->width -= plot.width - size;
  rect->height -= plot.height - size;
  return (LimenRect) { plot.x, plot.y, size, size };
}
