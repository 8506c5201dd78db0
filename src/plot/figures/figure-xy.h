/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "curve-points.h"
#include "figure.h"

#define LIMEN_XY_MAX_SERIES LIMEN_N_SERIES_COLORS
#define LIMEN_XY_MAX_LINES 8

/* A place in the figure, in the units of its axes; NaN: none. */
typedef struct
{
  double x, y;
} LimenXyPlace;

typedef struct
{
  const char *title;
  char value[24]; /* beside the title; empty: none */
  const LimenCurvePoint *points; /* laid out along the figure's axes */
  gsize n_points;
  gboolean is_stepped; /* what is reached holds back to the last point */
  guint color;         /* index into the theme's series */
  LimenXyPlace marker; /* at the threshold */
} LimenXySeries;

typedef enum
{
  LIMEN_XY_LINE_CHANCE, /* straight, from one place to another; dashed */
  LIMEN_XY_LINE_LIMIT,  /* the same, of what no model can exceed; thin */
  LIMEN_XY_LINE_F1,     /* where precision over recall has an F1 */
  LIMEN_XY_LINE_COST,   /* through a place with a slope: the same cost */
} LimenXyLineKind;

/* A line to compare curves with. */
typedef struct
{
  LimenXyLineKind kind;
  LimenXyPlace from, to;
  double value;      /* the F1, or the slope */
  const char *title; /* in the legend; NULL: with the one before it */
  char label[24];    /* at its right end, beside the plot; empty: none */
} LimenXyLine;

/* Curves of points. Plain data; what it points to is borrowed. */
typedef struct
{
  LimenScale x, y;
  const char *x_title, *y_title;
  LimenXySeries series[LIMEN_XY_MAX_SERIES];
  gsize n_series;
  LimenXyLine lines[LIMEN_XY_MAX_LINES];
  gsize n_lines;
  const LimenXyPlace *hull; /* of the first series */
  gsize n_hull;
  const LimenXyPlace *pinned; /* the pinned cutoffs on the first series */
  gsize n_pinned;
  LimenXyPlace hover;
  char label[40];    /* the threshold, beside the first marker; empty: none */
  char caption[120]; /* ends the legend; empty: none */
  gboolean has_focus;
  gboolean is_square; /* the plot is as high as it is wide */
  gboolean has_legend;
  const char *message; /* why there is no curve; NULL: there is one */
} LimenXyFigure;

LimenRect limen_figure_xy_get_plot (const LimenXyFigure *data, LimenRect rect,
                                    const LimenTheme *theme);
void limen_figure_xy_draw (cairo_t *cr, LimenRect rect,
                           const LimenXyFigure *data, const LimenTheme *theme);

gssize limen_figure_xy_find_nearest (const LimenXyFigure *data,
                                     LimenRect plot, double x, double y,
                                     double reach, gsize *series);
