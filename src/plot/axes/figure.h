/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "geometry.h"
#include "scale.h"
#include "theme.h"

/* A highlighted pinned cutoff: a dashed line with its name. */
typedef struct
{
  double threshold;
  const char *name;
} LimenAxisMark;

/* Threshold axis common to the figures that are drawn above each other, so
 * that one threshold line passes through them all. */
typedef struct
{
  LimenScale x;          /* thresholds */
  double threshold;      /* position of the line; NaN: no line */
  double band_low;       /* thresholds in (band_low, band_high] decide like
                          * the threshold; NaN: none */
  double band_high;
  gboolean has_zone;       /* grey zone from refer_from to threshold */
  double refer_from;       /* lower line; never above the threshold */
  const char *refer_label; /* in the pill of the lower line; NULL: no pill */
  gboolean is_lower_active; /* arrow keys move the lower line */
  const double *pinned;  /* thresholds of the pinned cutoffs */
  gsize n_pinned;
  const LimenAxisMark *marks; /* named only if line_label is not NULL */
  gsize n_marks;
  double hover;          /* threshold under the pointer; NaN: none */
  const char *x_title;   /* "threshold on P(positive)"; NULL: none */
  const char *line_label; /* "0.52" in the pill on the line; NULL: no pill */
  gboolean has_focus;
} LimenThresholdAxis;

/* Margins around the plot of a figure over the threshold axis. The left and
 * right margins are equal in all such figures. */
typedef struct
{
  double left, right, top, bottom;
} LimenMargins;

gboolean limen_figure_can_draw (LimenRect rect);
LimenRect limen_figure_get_plot (LimenRect rect, LimenMargins margins);

gboolean limen_threshold_axis_shows (const LimenThresholdAxis *self,
                                     double threshold);
double limen_threshold_axis_get_x (const LimenThresholdAxis *self,
                                   LimenRect plot, double threshold);
double limen_threshold_axis_get_threshold (const LimenThresholdAxis *self,
                                           LimenRect plot, double x);
