/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "analysis.h"
#include "common-objective.h"
#include "joint.h"

/* One threshold per class of an analysis, a lower threshold for classes with a
 * grey zone, the decision rule, and the multiclass result, which is computed
 * off the main thread.
 *
 * Cutoffs that were chosen on recalibrated scores decide through their
 * recalibration maps: each threshold is mapped by the map of its class.
 *
 * Properties: rule (LimenDecisionRule), maps (name of the cutoffs whose maps
 * are in use; NULL if none).
 * Signals: result-changed; replaced (all thresholds changed); found (a
 * sentence on the result of a search over all classes); failed (GError). */
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
/* The lower threshold; NaN: no grey zone, no row is referred. */
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

/* Saves all choices, and restores them while the classes are the same, for
 * undo. */
typedef struct _LimenThresholdSetState LimenThresholdSetState;

LimenThresholdSetState *
limen_threshold_set_save_state (LimenThresholdSet *self);
void limen_threshold_set_take_state (LimenThresholdSet *self,
                                     const LimenThresholdSetState *state);
void limen_threshold_set_state_free (LimenThresholdSetState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenThresholdSetState,
                               limen_threshold_set_state_free)

/* Restores a set of cutoffs. Emits `replaced` or `failed`. */
void limen_threshold_set_restore (LimenThresholdSet *self,
                                  GPtrArray *cutoffs);
const char *limen_threshold_set_get_restored (LimenThresholdSet *self);
const char *limen_threshold_set_get_maps (LimenThresholdSet *self);
void limen_threshold_set_drop_maps (LimenThresholdSet *self);
/* The scores and thresholds that decide: recalibrated if maps are in use, else
 * those of the file. */
LimenThresholdScores *
limen_threshold_set_get_deciding_scores (LimenThresholdSet *self);
const double *
limen_threshold_set_get_deciding_thresholds (LimenThresholdSet *self);
gboolean limen_threshold_set_is_apart (LimenThresholdSet *self, gsize class,
                                       double below, double deciding);
double *
limen_threshold_set_new_deciding_refer_from (LimenThresholdSet *self);

/* Searches, which end with `replaced` and `found`. */
void limen_threshold_set_optimize_jointly (LimenThresholdSet *self,
                                           LimenJointGoal goal,
                                           double *costs);
void limen_threshold_set_optimize_shared (LimenThresholdSet *self,
                                          const LimenObjective *objective);
/* The objective that the current thresholds were found for, or NULL. */
const LimenCommonObjective *
limen_threshold_set_get_objective (LimenThresholdSet *self);
