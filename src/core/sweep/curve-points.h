/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "metric.h"
#include "sweep.h"

/* A curve of two metrics over the candidates of a sweep. The metric on x must
 * not decrease from one candidate to the next lower one: a rate of predicted
 * positives. */
typedef struct
{
  LimenMetric x, y;
  LimenCosts costs;
  double prevalence; /* prevalence of the population; NaN: that of the rows */
} LimenPointCurve;

/* The predefined curves. */
typedef enum
{
  LIMEN_POINTS_ROC,
  LIMEN_POINTS_PRECISION_RECALL,
  LIMEN_POINTS_DET, /* on probit axes */
  LIMEN_POINTS_GAIN,
  LIMEN_POINTS_LIFT,
  LIMEN_N_POINTS_KINDS,
} LimenPointsKind;

/* An axis and its length in pixels; linear, or with `is_probit` in probits of
 * the values. */
typedef struct
{
  double low, high; /* finite; on a probit axis inside (0, 1) */
  bool is_probit;
  size_t n_pixels;
} LimenPointAxis;

/* A point of a curve and the candidate it belongs to. */
typedef struct
{
  size_t candidate;
  double x, y;       /* either NaN: undefined, a gap */
  double across, up; /* position along the axes, 0 to 1; NaN in a gap */
} LimenCurvePoint;

/* The points of a curve, thinned out for a given number of pixels. */
typedef struct _LimenCurvePoints LimenCurvePoints;

const char *limen_points_kind_get_name (LimenPointsKind kind);

LimenPointCurve limen_point_curve_new (LimenPointsKind kind,
                                       double prevalence);
LimenCurvePoint limen_point_curve_get_point (const LimenPointCurve *self,
                                             const LimenSweep *sweep,
                                             size_t candidate);
void limen_point_curve_get_range (const LimenPointCurve *self,
                                  const LimenSweep *sweep, double *low,
                                  double *high);

double limen_point_axis_get_position (const LimenPointAxis *self,
                                      double value);

LimenCurvePoints *limen_curve_points_new (const LimenSweep *sweep,
                                          const LimenPointCurve *curve,
                                          LimenPointAxis x, LimenPointAxis y);
LimenCurvePoints *limen_curve_points_thin (const LimenCurvePoint *points,
                                           size_t n_points, size_t n_columns,
                                           size_t n_rows);
void limen_curve_points_free (LimenCurvePoints *self);
const LimenCurvePoint *limen_curve_points_get (const LimenCurvePoints *self,
                                               size_t *n_points);
size_t limen_curve_points_find_nearest (const LimenCurvePoint *points,
                                        size_t n_points, double across,
                                        double up, double width,
                                        double height);
