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
} LimenCurveSeries;

typedef struct
{
  LimenThresholdAxis axis;
  const LimenCurveSeries *series;
  gsize n_series;
  LimenScale y;
  gboolean has_legend; /* drawn inside the figure: exports */
} LimenCurvesFigure;

LimenMargins limen_figure_curves_get_margins (const LimenCurvesFigure *data,
                                              const LimenTheme *theme);
void limen_figure_curves_draw (cairo_t *cr, LimenRect rect,
                               const LimenCurvesFigure *data,
                               const LimenTheme *theme);

void limen_figure_curves_draw_series (cairo_t *cr, LimenRect rect,
                                      const LimenCurvesFigure *data,
                                      const LimenTheme *theme);
void limen_figure_curves_draw_line (cairo_t *cr, LimenRect rect,
                                    const LimenCurvesFigure *data,
                                    const LimenTheme *theme);
void limen_figure_curves_draw_key (cairo_t *cr, LimenRect rect, guint color,
                                   const LimenTheme *theme);
