/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "xy-curves.h"
#include "xy-lines.h"

/* Members shared by the two parts of the curves: xy-curves.c computes them,
 * xy-curves-figure.c makes a figure of them. */

/* One curve. */
typedef struct
{
  LimenPointCurve curve;
  LimenCurvePoints *points;
  guint color;
} LimenXyCurve;

struct _LimenXyCurves
{
  gatomicrefcount ref_count;
  LimenXySource source; /* the sweep is borrowed */
  int kind;             /* a LimenPointsKind; -1: another figure */
  const LimenXyWords *words;
  const LimenXyKind *custom; /* source of the points; NULL: two metrics */
  gboolean has_prevalence;   /* a prevalence other than the rows' was given */
  LimenScale x, y;
  LimenXyCurve series[LIMEN_XY_MAX_SERIES];
  gsize n_series;
  LimenXyPlace *hull;
  gsize n_hull;
  double summary; /* summary of the curve, such as its area; NaN: none */
  const char *message;
  gboolean has_failed;   /* memory ran out */
  gboolean is_point;     /* a single point, of decisions; no curve */
  gboolean names_values; /* the legend shows values at the threshold */
  LimenXyCurves *test;   /* the curves of test data; NULL: none */
};
