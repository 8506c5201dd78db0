/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "xy-lines.h"

/* One curve of points of a sweep, or several over a common x axis, ready to
 * draw. Immutable and reference counted. */
typedef struct _LimenXyCurves LimenXyCurves;

/* Names of the axes and the curve, in English. */
typedef struct
{
  const char *series;            /* in the legend; NULL: the name of y */
  const char *x_title, *y_title; /* beside the axes */
  const char *x_name, *y_name;   /* short names */
  const char *x_short, *y_short; /* at the end of the legend */
} LimenXyWords;

/* A curve whose coordinates are not two metrics. Its x goes from 0 to 1, its y
 * starts at 0. */
typedef struct
{
  LimenXyWords words;
  double (*get_top) (const LimenXySource *source); /* upper end of y */
  /* A new array of points (x, y), from the highest candidate down; empty where
   * they are undefined; NULL when memory runs out. */
  LimenCurvePoint *(*new_points) (const LimenXySource *source, gsize *n);
  /* The position of a candidate. */
  LimenXyPlace (*get_place) (const LimenXySource *source, gsize candidate);
  /* Adds the reference lines for a candidate. */
  void (*add_lines) (const LimenXySource *source, gsize candidate,
                     LimenXyFigure *figure);
} LimenXyKind;

LimenXyCurves *limen_xy_curves_new (const LimenSweep *sweep,
                                    LimenPointsKind kind, LimenCosts costs,
                                    double prevalence);
LimenXyCurves *limen_xy_curves_new_over_rate (const LimenSweep *sweep,
                                              const LimenMetricId *metrics,
                                              gsize n_metrics,
                                              LimenCosts costs,
                                              double prevalence);
LimenXyCurves *
limen_xy_curves_new_of_decisions (const LimenSweep *sweep,
                                  LimenPointsKind kind, double prevalence);
LimenXyCurves *
limen_xy_curves_new_of_kind (const LimenSweep *sweep, const LimenXyKind *kind,
                             LimenCosts costs, double prevalence);
void limen_xy_curves_set_test (LimenXyCurves *self, LimenXyCurves *test);
const LimenXyCurves *limen_xy_curves_get_test (const LimenXyCurves *self);
gboolean limen_xy_curves_is_point (const LimenXyCurves *self);
gboolean limen_xy_curves_has_failed (const LimenXyCurves *self);
LimenXyCurves *limen_xy_curves_ref (LimenXyCurves *self);
void limen_xy_curves_unref (LimenXyCurves *self);

const LimenSweep *limen_xy_curves_get_sweep (const LimenXyCurves *self);
const char *limen_xy_curves_get_message (const LimenXyCurves *self);
gsize limen_xy_curves_get_n_series (const LimenXyCurves *self);
const char *limen_xy_curves_get_x_name (const LimenXyCurves *self);
const char *limen_xy_curves_get_y_name (const LimenXyCurves *self,
                                        gsize series);
LimenXyPlace limen_xy_curves_get_place (const LimenXyCurves *self,
                                        gsize series, double threshold);
/* The result points into the curves. */
LimenXyFigure limen_xy_curves_get_figure (const LimenXyCurves *self,
                                          double threshold,
                                          const char *decimal_point);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenXyCurves, limen_xy_curves_unref)
