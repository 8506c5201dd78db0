/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "geometry.h"
#include "scale.h"
#include "theme.h"

/* A pinned cutoff that stands out: a dashed line with its name. */
typedef struct
{
  double threshold;
  const char *name;
} LimenAxisMark;

/* What the figures over the threshold axis share, so that one line passes
 * through them all. */
typedef struct
{
  LimenScale x;          /* thresholds */
  double threshold;      /* the line; NaN: none */
  double band_low;       /* thresholds that decide alike; NaN: none */
  double band_high;
  gboolean has_zone;     /* between a lower line and the line */
  double refer_from;     /* the lower line, never above the threshold */
  const char *refer_label; /* in its pill; NULL: no pill */
  gboolean is_lower_held;  /* keys move the lower line */
  const double *pinned;  /* thresholds of the pinned cutoffs */
  gsize n_pinned;
  const LimenAxisMark *marks; /* named where there is a line_label */
  gsize n_marks;
  double hover;          /* threshold under the pointer; NaN: none */
  const char *x_title;   /* "threshold on P(positive)"; NULL: none */
  const char *line_label; /* "0.52" in the pill on the line; NULL: no pill */
  gboolean has_focus;
} LimenThresholdAxis;

/* Where the data of a figure over the threshold axis stands in its rect. The
 * left and right margins are the same for every such figure. */
typedef struct
{
  double left, right, top, bottom; /* margins */
} LimenMargins;

gboolean limen_figure_can_draw (LimenRect rect);
LimenRect limen_figure_get_plot (LimenRect rect, LimenMargins margins);

gboolean limen_threshold_axis_shows (const LimenThresholdAxis *self,
                                     double threshold);
double limen_threshold_axis_get_x (const LimenThresholdAxis *self,
                                   LimenRect plot, double threshold);
double limen_threshold_axis_get_threshold (const LimenThresholdAxis *self,
                                           LimenRect plot, double x);
