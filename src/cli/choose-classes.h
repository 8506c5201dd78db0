/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"
#include "bootstrap.h"
#include "joint.h"
#include "test-data.h"

/* The resolved options of limen-cli choose. Pointers are borrowed. */
typedef struct
{
  const LimenObjective *objective;
  const char *name;          /* of the cutoffs */
  const char *path, *format; /* where cutoffs are saved; NULL: not saved */
  const char *class;         /* the only class to choose for; NULL: all */
  LimenDecisionRule rule;    /* combines the classes of a multiclass file */
  gboolean has_rule;         /* --rule was given */
  gboolean is_shared;        /* one threshold for all classes */
  gboolean is_joint;         /* thresholds optimized together for `goal` */
  LimenJointGoal goal;
  const char *costs;        /* path of a cost matrix; NULL: none */
  gboolean is_recalibrated; /* scores are recalibrated first */
  LimenRecalibrationMethod recalibration;
  LimenBootstrap intervals; /* without resamples: no intervals */
  LimenTestData *test;      /* to judge the thresholds on; NULL: none */
} LimenChoice;

gboolean limen_choose_save (const LimenChoice *choice, GListModel *cutoffs,
                            GError **error);
void limen_choose_print_saved (const LimenChoice *choice);
int limen_choose_classes (const LimenChoice *choice, LimenAnalysis *analysis);
