/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "analysis.h"
#include "common-objective.h"
#include "joint.h"

/* A threshold for each class of an analysis, beside a lower one where the
 * class has a grey zone, the rule that decides by them, and what comes of it,
 * computed off the main thread.
 *
 * Where they are those of cutoffs that were chosen on recalibrated scores, the
 * maps of the cutoffs decide: each threshold goes through that of its class.
 *
 * Properties: rule (LimenDecisionRule), maps (the name of the cutoffs whose
 * maps decide; NULL: none).
 * Signals: result-changed; replaced (all thresholds are others); found (a
 * sentence on what was found for all classes); failed (GError). */
#define LIMEN_TYPE_THRESHOLD_SET (limen_threshold_set_get_type ())
G_DECLARE_FINAL_TYPE (LimenThresholdSet, limen_threshold_set, LIMEN,
                      THRESHOLD_SET, GObject)

LimenThresholdSet *limen_threshold_set_new (void);

void limen_threshold_set_set_analysis (LimenThresholdSet *self,
                                       LimenAnalysis *analysis);
gsize limen_threshold_set_get_n (LimenThresholdSet *self);
double limen_threshold_set_get (LimenThresholdSet *self, gsize class);
void limen_threshold_set_set (LimenThresholdSet *self, gsize class,
                              double threshold);
/* NaN: there is no grey zone, and no row is referred. */
double limen_threshold_set_get_refer_from (LimenThresholdSet *self,
                                           gsize class);
void limen_threshold_set_set_refer_from (LimenThresholdSet *self, gsize class,
                                         double refer_from);
const double *limen_threshold_set_get_all (LimenThresholdSet *self);
void limen_threshold_set_set_all (LimenThresholdSet *self,
                                  const double *thresholds);
void limen_threshold_set_share (LimenThresholdSet *self, double threshold);

LimenDecisionRule limen_threshold_set_get_rule (LimenThresholdSet *self);
void limen_threshold_set_set_rule (LimenThresholdSet *self,
                                   LimenDecisionRule rule);
const LimenMulticlassResult *
limen_threshold_set_get_multiclass_result (LimenThresholdSet *self);

/* All that is chosen, to come back to: a copy, and the way back while the
 * classes are the same ones. */
typedef struct _LimenThresholdSetState LimenThresholdSetState;

LimenThresholdSetState *
limen_threshold_set_save_state (LimenThresholdSet *self);
void limen_threshold_set_take_state (LimenThresholdSet *self,
                                     const LimenThresholdSetState *state);
void limen_threshold_set_state_free (LimenThresholdSetState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenThresholdSetState,
                               limen_threshold_set_state_free)

/* Cutoffs that decide together: `replaced` or `failed` tells. */
void limen_threshold_set_restore (LimenThresholdSet *self,
                                  GPtrArray *cutoffs);
const char *limen_threshold_set_get_restored (LimenThresholdSet *self);
const char *limen_threshold_set_get_maps (LimenThresholdSet *self);
void limen_threshold_set_leave_maps (LimenThresholdSet *self);
/* What decides, with or without maps. */
LimenThresholdScores *
limen_threshold_set_get_deciding_scores (LimenThresholdSet *self);
const double *
limen_threshold_set_get_deciding_thresholds (LimenThresholdSet *self);
gboolean limen_threshold_set_is_apart (LimenThresholdSet *self, gsize class,
                                       double below, double deciding);
double *
limen_threshold_set_new_deciding_refer_from (LimenThresholdSet *self);

/* Searches: `replaced` and `found` tell. */
void limen_threshold_set_optimize_jointly (LimenThresholdSet *self,
                                           LimenJointGoal goal,
                                           double *costs);
void limen_threshold_set_optimize_shared (LimenThresholdSet *self,
                                          const LimenObjective *objective);
/* What was searched for, while the thresholds are those found. */
const LimenCommonObjective *
limen_threshold_set_get_objective (LimenThresholdSet *self);
