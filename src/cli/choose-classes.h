/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"
#include "joint.h"

/* What the command was asked for. */
typedef struct
{
  const LimenObjective *objective;
  const char *name;
  const char *path, *format; /* to save them to; NULL: only print them */
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

gboolean limen_choose_save (const LimenChoice *choice, GListModel *cutoffs,
                            GError **error);
void limen_choose_print_saved (const LimenChoice *choice);
int limen_choose_classes (const LimenChoice *choice, LimenAnalysis *analysis);
