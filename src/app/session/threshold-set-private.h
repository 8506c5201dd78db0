/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "threshold-set.h"

/* What the parts of a set share: threshold-set.c has the thresholds and what
 * they decide, threshold-set-maps.c the maps that they may go through,
 * threshold-set-search.c what serves all classes together best. */
struct _LimenThresholdSetState
{
  gsize n;
  double *thresholds; /* of each class; at least one */
  double *refer_from; /* of each class; NaN: no grey zone */
  LimenDecisionRule rule;
  /* What maps make of the scores, and thresholds for that; NULL: there are no
   * maps. */
  LimenThresholdScores *mapped;
  double *mapped_thresholds;
  char *maps; /* whose they are */

  LimenCommonObjective *objective; /* searched for last; NULL: none */
  double *found_thresholds;        /* what that found, of each class */
};

struct _LimenThresholdSet
{
  GObject parent_instance;

  LimenAnalysis *analysis; /* NULL: none yet */
  LimenThresholdSetState now;

  LimenMulticlassResult *result; /* NULL: none yet, or a binary file */
  GCancellable *deciding;    /* NULL: it is up to date */
  gboolean is_result_stale;  /* meanwhile */
  GCancellable *searching;
  const char *restored; /* while a change goes back to cutoffs, their name */
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
