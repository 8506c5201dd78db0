/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kind.h"
#include "scale.h"
#include "sweep.h"

/* How thresholds on scores of one kind are laid out along an axis. */
typedef struct
{
  LimenScale scale;
  double step;       /* what an arrow key moves */
  const char *title; /* below the axis; static */
} LimenThresholdLayout;

/* What thresholds on scores may be by hand, in the units of the file. */
typedef struct
{
  double low, high; /* steps stop here */
  double step;
  gboolean is_probability; /* nothing beyond the ends is a threshold */
  gboolean is_none_below;  /* no row is positive one step below the low end;
                            * else one step above the high end */
} LimenThresholdLimits;

double limen_threshold_step_new (double range);
LimenThresholdLimits limen_threshold_limits_new (LimenKind kind,
                                                 const LimenSweep *sweep,
                                                 double step);
gboolean limen_threshold_layout_has_alternative (LimenKind kind);
LimenThresholdLayout limen_threshold_layout_new (LimenKind kind,
                                                 const LimenSweep *sweep,
                                                 gboolean is_logit);
