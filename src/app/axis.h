#pragma once

#include "analysis.h"
#include "scale.h"

/* How thresholds are laid out for one dataset. */
typedef struct
{
  LimenScale scale;
  double step;       /* what an arrow key moves */
  const char *title; /* below the axis; static */
} LimenAxis;

gboolean limen_axis_has_alternative (LimenKind kind);
LimenAxis limen_axis_new (LimenAnalysis *analysis, gboolean is_logit);
double limen_axis_get_default_threshold (LimenAnalysis *analysis);
