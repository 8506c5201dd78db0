/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bands.h"
#include "curve-points.h"
#include "figure.h"

#define LIMEN_XY_MAX_SERIES LIMEN_N_SERIES_COLORS
#define LIMEN_XY_MAX_LINES 8

/* A position in the figure, in the units of its axes; NaN: none. */
typedef struct
{
  double x, y;
} LimenXyPlace;

/* A curve of the figure. */
typedef struct
{
  const char *title;
  char value[24];                /* shown after the title; empty: none */
  const LimenCurvePoint *points; /* in the units of the figure's axes */
  gsize n_points;
  gboolean is_stepped; /* y of a point holds back to the previous point */
  guint color;         /* index into the theme's series */
  guint band;          /* key of its band in the figure's bands */
  LimenXyPlace marker; /* position at the threshold */
  const LimenCurvePoint *test_points; /* of test data, drawn thinner; NULL:
                                       * none */
  gsize n_test_points;
  LimenXyPlace test_marker; /* position of test data at the threshold */
} LimenXySeries;

/* Kinds of reference lines. */
typedef enum
{
  LIMEN_XY_LINE_CHANCE, /* performance of chance: straight, dashed */
  LIMEN_XY_LINE_LIMIT,  /* bound that no model exceeds: straight, thin */
  LIMEN_XY_LINE_F1,     /* curve of equal F1 in precision over recall */
  LIMEN_XY_LINE_COST,   /* line of equal cost: a point and a slope */
} LimenXyLineKind;

/* A reference line. */
typedef struct
{
  LimenXyLineKind kind;
  LimenXyPlace from, to;
  double value;      /* F1, or slope */
  const char *title; /* legend text; NULL: no legend item */
  char label[24];    /* at its right end, beside the plot; empty: none */
} LimenXyLine;

/* A figure of curves over two axes. Plain data; pointers are borrowed. */
typedef struct
{
  LimenScale x, y;
  const char *x_title, *y_title;
  LimenXySeries series[LIMEN_XY_MAX_SERIES];
  gsize n_series;
  LimenXyLine lines[LIMEN_XY_MAX_LINES];
  gsize n_lines;
  const LimenXyPlace *hull; /* convex hull of the first series */
  gsize n_hull;
  const LimenXyPlace *pinned; /* pinned cutoffs on the first series */
  gsize n_pinned;
  const LimenBands *bands; /* NULL: none; see limen_figure_xy_set_bands() */
  char bands_title[64];    /* item of the legend; empty: none */
  LimenXyPlace hover;
  char label[64];    /* threshold, in the pill at the first marker; empty:
                      * none */
  gboolean has_test; /* the series have points of test data */
  char test_value[24]; /* shown after "test data"; empty: none */
  char caption[120]; /* last item of the legend; empty: none */
  gboolean has_focus;
  gboolean is_square; /* the plot is as high as it is wide */
  gboolean has_legend;
  const char *message; /* why there is no curve; NULL if there is one */
} LimenXyFigure;

void limen_figure_xy_set_bands (LimenXyFigure *self, const LimenBands *bands,
                                const char *decimal_point);
LimenRect limen_figure_xy_get_plot (const LimenXyFigure *data, LimenRect rect,
                                    const LimenTheme *theme);
void limen_figure_xy_draw (cairo_t *cr, LimenRect rect,
                           const LimenXyFigure *data, const LimenTheme *theme);

gssize limen_figure_xy_find_nearest (const LimenXyFigure *data,
                                     LimenRect plot, double x, double y,
                                     double reach, gsize *series);
