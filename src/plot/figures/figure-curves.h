/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "curve.h"
#include "figure.h"

/* One metric over the thresholds. */
typedef struct
{
  const char *title;
  const LimenCurveColumn *columns; /* n_columns over the x axis */
  gsize n_columns;
  double value;  /* at the line, NaN: undefined; drawn as a ring */
  guint color;   /* index into the theme's series */
  const LimenScale *x; /* that of the columns where it is another part of the
                        * axis than is shown; NULL: the figure's */
} LimenCurveSeries;

/* What is pointed out at one threshold: from one height to another, or the
 * same. */
typedef struct
{
  double threshold;
  double low, high;
  const char *title; /* in the legend, with the threshold */
  double value;      /* beside it */
} LimenCurveMark;

typedef struct
{
  LimenThresholdAxis axis;
  const LimenCurveSeries *series;
  gsize n_series;
  LimenScale y;
  const LimenCurveMark *mark; /* NULL: none */
  gboolean has_legend; /* drawn inside the figure: exports */
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
