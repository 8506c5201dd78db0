/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset.h"
#include "recalibration.h"

/* The scores that thresholds are about: those of the file; but for logits and
 * log-probabilities of several classes, of which one is true, the
 * probabilities that a softmax makes of them. Immutable and counted. */
typedef struct _LimenThresholdScores LimenThresholdScores;

LimenThresholdScores *limen_threshold_scores_new (LimenDataset *dataset,
                                                  GError **error);
LimenThresholdScores *limen_threshold_scores_ref (LimenThresholdScores *self);
void limen_threshold_scores_unref (LimenThresholdScores *self);

/* Others made of these: each class recalibrated by itself. */
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

/* Those of one class against the rest, each with a threshold of its own: one
 * for a binary file, one for a file of top labels, none for a regression. */
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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenThresholdScores,
                               limen_threshold_scores_unref)
