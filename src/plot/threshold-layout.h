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

gboolean limen_threshold_layout_has_alternative (LimenKind kind);
LimenThresholdLayout limen_threshold_layout_new (LimenKind kind,
                                                 const LimenSweep *sweep,
                                                 gboolean is_logit);
