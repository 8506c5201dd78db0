/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "metric.h"
#include "sweep.h"

/* Two metrics at each candidate of a sweep. The one along x never falls from
 * one candidate to the next lower one: a rate of what is predicted positive. */
typedef struct
{
  LimenMetric x, y;
  LimenCosts costs;
  double prevalence; /* of the population; NaN: that of the rows */
} LimenPointCurve;

/* The curves that have a name. */
typedef enum
{
  LIMEN_POINTS_ROC,
  LIMEN_POINTS_PRECISION_RECALL,
  LIMEN_POINTS_DET, /* laid out by normal deviates */
  LIMEN_POINTS_GAIN,
  LIMEN_POINTS_LIFT,
  LIMEN_N_POINTS_KINDS,
} LimenPointsKind;

/* An axis that points are laid out along, and the pixels it is drawn in. */
typedef struct
{
  double low, high; /* finite; for deviates inside (0, 1) */
  bool is_deviate;
  size_t n_pixels;
} LimenPointAxis;

/* A point, and the candidate that it is. */
typedef struct
{
  size_t candidate;
  double x, y;       /* either NaN: undefined, a gap */
  double across, up; /* where it stands along the axes, 0 to 1; NaN in a gap */
} LimenCurvePoint;

/* What is left of a curve's points for a picture of so many pixels. */
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
