/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "threshold-set.h"

/* Members shared by the parts of a threshold set: threshold-set.c has the
 * thresholds and the decisions, threshold-set-maps.c recalibration maps,
 * threshold-set-search.c searches over all classes together. */
struct _LimenThresholdSetState
{
  gsize n;
  double *thresholds; /* one per class; at least one */
  double *refer_from; /* one per class; NaN: no grey zone */
  LimenDecisionRule rule;
  /* Recalibrated scores and the thresholds for them; NULL without maps. */
  LimenThresholdScores *mapped;
  double *mapped_thresholds;
  char *maps; /* name of the cutoffs that the maps belong to */

  LimenCommonObjective *objective; /* of the last search; NULL if none */
  double *found_thresholds;        /* result of that search, one per class */
};

struct _LimenThresholdSet
{
  GObject parent_instance;

  LimenAnalysis *analysis; /* NULL before the first file */
  LimenThresholdSetState now;

  LimenMulticlassResult *result; /* NULL if unknown, or for a binary file */
  GCancellable *deciding;        /* NULL if `result` is up to date */
  gboolean is_result_stale;      /* inputs changed during a computation */
  GCancellable *searching;
  const char *restored; /* name of the cutoffs being restored, else NULL */
};

void limen_threshold_set_fail (LimenThresholdSet *self, const GError *error);
void limen_threshold_set_decide (LimenThresholdSet *self);
void limen_threshold_set_replace (LimenThresholdSet *self,
                                  const double *thresholds);

void limen_threshold_set_take_maps (LimenThresholdSet *self,
                                    LimenThresholdScores *mapped,
                                    const double *thresholds,
                                    const char *name);
double limen_threshold_set_map (LimenThresholdSet *self, gsize class,
                                double threshold);

void limen_threshold_set_take_objective (LimenThresholdSet *self,
                                         LimenCommonObjective *objective,
                                         const double *thresholds);
