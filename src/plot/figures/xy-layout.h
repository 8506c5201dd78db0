/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-xy.h"
#include "legend.h"

/* Distance in pixels between the plot and the line labels at its right. */
#define LIMEN_XY_LABEL_GAP 7.0
#define LIMEN_XY_MAX_LEGEND_ITEMS                                             \
  (LIMEN_XY_MAX_SERIES + LIMEN_XY_MAX_LINES + 3)

LimenColor limen_xy_get_color (const LimenTheme *theme, guint index);
LimenColor limen_xy_get_line_color (const LimenTheme *theme,
                                    LimenXyLineKind kind);
gboolean limen_xy_is_dashed (LimenXyLineKind kind);
LimenColor limen_xy_get_hull_color (const LimenTheme *theme);
gsize limen_xy_fill_legend (const LimenXyFigure *data, const LimenTheme *theme,
                            LimenLegendItem *items);
LimenRect limen_xy_lay_out (LimenPen *pen, const LimenXyFigure *data,
                            LimenRect *rect, LimenRect *legend);
