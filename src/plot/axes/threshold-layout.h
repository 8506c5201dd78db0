/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kind.h"
#include "scale.h"
#include "sweep.h"

/* Layout of the threshold axis for scores of one kind. */
typedef struct
{
  LimenScale scale;
  double step;       /* change of the threshold per arrow key */
  const char *title; /* axis title; translated, static */
} LimenThresholdLayout;

/* Range of thresholds that a user can enter, in the units of the file. */
typedef struct
{
  double low, high; /* spin buttons and keys stop here */
  double step;
  gboolean is_probability; /* values beyond the ends are rejected */
  gboolean is_none_below;  /* one step below the low end means "no row is
                            * positive" (reversed scores); else one step
                            * above the high end */
} LimenThresholdLimits;

double limen_threshold_step_new (double range);
LimenThresholdLimits limen_threshold_limits_new (LimenKind kind,
                                                 const LimenSweep *sweep,
                                                 double step);
gboolean limen_threshold_layout_has_alternative (LimenKind kind);
LimenThresholdLayout limen_threshold_layout_new (LimenKind kind,
                                                 const LimenSweep *sweep,
                                                 gboolean is_logit);
