#pragma once

#include "analysis.h"
#include "joint.h"

/* What the command was asked for. */
typedef struct
{
  const LimenObjective *objective;
  const char *name, *path, *format;
  const char *class;      /* NULL: every one */
  LimenDecisionRule rule; /* of several classes */
  gboolean has_rule;      /* it was said */
  gboolean is_shared;     /* one threshold for all classes */
  gboolean is_joint;      /* all thresholds together, for the goal */
  LimenJointGoal goal;
  const char *costs;        /* a file; NULL: none */
  gboolean is_recalibrated; /* first, by this: */
  LimenRecalibrationMethod recalibration;
} LimenChoice;

int limen_choose_classes (const LimenChoice *choice, LimenAnalysis *analysis);
