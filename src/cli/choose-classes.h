#pragma once

#include "analysis.h"
#include "grey-zone.h"
#include "joint.h"

/* What the command was asked for. */
typedef struct
{
  const LimenObjective *objective;
  const LimenGreyZoneObjective *grey_zone; /* NULL: one threshold */
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
gboolean limen_choose_has_threshold (const LimenOptimum *optimum);
void limen_choose_print_no_positives (const char *class, gboolean is_shared);
int limen_choose_fail_unattainable (const LimenObjective *objective,
                                    const LimenSweep *sweep,
                                    const LimenOptimum *optimum);
