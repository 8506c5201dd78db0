/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset.h"
#include "recalibration.h"

/* The scores that thresholds apply to: those of the file, or probabilities if
 * the file has multiclass logits or log-probabilities, or a log-probability of
 * -inf. Immutable and reference counted. */
typedef struct _LimenThresholdScores LimenThresholdScores;

LimenThresholdScores *limen_threshold_scores_new (LimenDataset *dataset,
                                                  GError **error);
LimenThresholdScores *limen_threshold_scores_ref (LimenThresholdScores *self);
void limen_threshold_scores_unref (LimenThresholdScores *self);

/* Recalibrated scores: a map per class. */
LimenThresholdScores *limen_threshold_scores_recalibrate (
    LimenThresholdScores *self, LimenRecalibrationMethod method,
    gsize n_bins, GError **error);
LimenThresholdScores *
limen_threshold_scores_map (LimenThresholdScores *self,
                            const LimenRecalibration *const *maps,
                            GError **error);
const LimenRecalibration *
limen_threshold_scores_get_recalibration (LimenThresholdScores *self,
                                          gsize class);
LimenThresholdScores *
limen_threshold_scores_get_source (LimenThresholdScores *self);

LimenDataset *limen_threshold_scores_get_dataset (LimenThresholdScores *self);
const LimenPredictions *
limen_threshold_scores_get_numbers (LimenThresholdScores *self);

/* One-vs-rest classes with a threshold of their own: one for binary files and
 * top label, none for a regression. */
gsize limen_threshold_scores_get_n_classes (LimenThresholdScores *self);
LimenPredictions limen_threshold_scores_get_class (LimenThresholdScores *self,
                                                   gsize class);
gsize limen_threshold_scores_find_row (LimenThresholdScores *self, gsize class,
                                       gsize i);
LimenPredictions
limen_threshold_scores_get_class_of_all (LimenThresholdScores *self,
                                         gsize class);
LimenPredictions
limen_threshold_scores_get_loss_numbers (LimenThresholdScores *self,
                                         gsize class);
const LimenPredictions *
limen_threshold_scores_get_file_probabilities (LimenThresholdScores *self);
const char *
limen_threshold_scores_get_class_name (LimenThresholdScores *self,
                                       gsize class);
const char *
limen_threshold_scores_get_rest_name (LimenThresholdScores *self);
const char *limen_threshold_scores_get_class_title (LimenThresholdScores *self,
                                                    gsize class);
const char *limen_threshold_scores_get_rest_title (LimenThresholdScores *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenThresholdScores,
                               limen_threshold_scores_unref)
