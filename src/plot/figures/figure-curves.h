/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bands.h"
#include "curve.h"
#include "figure.h"

/* The curve of one metric over the thresholds. */
typedef struct
{
  const char *title;
  const LimenCurveColumn *columns; /* n_columns over the x axis */
  gsize n_columns;
  double value;  /* value at the threshold, drawn as a ring; NaN: undefined */
  guint color;   /* index into the theme's series */
  guint band;    /* key of its band in the figure's bands */
  const LimenScale *x; /* axis that the columns cover, if not the figure's;
                        * NULL: the figure's */
  const LimenCurveColumn *test_columns; /* the metric of test data, drawn
                                         * thinner; NULL: none */
  double test_value; /* of test data at the threshold; NaN: undefined */
} LimenCurveSeries;

/* A mark at one threshold: a vertical line between two heights, or a point
 * where they are equal. */
typedef struct
{
  double threshold;
  double low, high;
  const char *title; /* legend text; the threshold is appended */
  double value;      /* shown after the title */
} LimenCurveMark;

/* Curves of metrics over the threshold axis. Plain data; pointers are
 * borrowed. */
typedef struct
{
  LimenThresholdAxis axis;
  const LimenCurveSeries *series;
  gsize n_series;
  LimenScale y;
  const LimenCurveMark *mark; /* NULL: no mark */
  const LimenBands *bands;    /* NULL: none */
  gboolean has_legend;        /* legend drawn inside the figure; for exports */
  const char *message; /* why there are no curves; NULL: "no curves" */
} LimenCurvesFigure;

double limen_curve_series_get_low (const LimenCurveSeries *self);
LimenScale limen_figure_curves_get_y_scale (double low);
LimenMargins limen_figure_curves_get_margins (const LimenCurvesFigure *data,
                                              const LimenTheme *theme);
LimenRect limen_figure_curves_get_plot (const LimenCurvesFigure *data,
                                        LimenRect rect,
                                        const LimenTheme *theme);
void limen_figure_curves_draw (cairo_t *cr,
                               LimenRect rect,
                               const LimenCurvesFigure *data,
                               const LimenTheme *theme);
