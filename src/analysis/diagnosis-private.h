/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"

/* With so many rows a rate is known to 10 points:
 * 1.96 sqrt (0.25 / n) <= 0.1. */
#define LIMEN_ENOUGH_ROWS 97
/* So many different scores that a range is no accident. */
#define LIMEN_FEW_SCORES 20
/* No sigmoid of a probability is larger than sigmoid (1). */
#define LIMEN_SIGMOID_OF_ONE 0.7310585786300049
/* So few of the rows that accuracy says little. */
#define LIMEN_RARE_SHARE 0.01
/* So many sure rows, and such a share of all, that precision ran out. */
#define LIMEN_MIN_SATURATED 10
#define LIMEN_SATURATED_SHARE 0.01
/* Such a share of rows that repeat another one, where so many are expected to
 * disagree on the label that none is no accident: exp (-10). */
#define LIMEN_REPEATED_SHARE 0.05
#define LIMEN_EXPECTED_MIXED 10

/* What the scores of a file of decisions are, and what to do. */
#define LIMEN_DECISIONS_TEXT                                                  \
  "these are decisions, not scores. A threshold can only keep them, or take " \
  "every row or none, and losses and calibration say little of them. Export " \
  "what the model gives before it decides, probabilities or logits "          \
  "(predict_proba in place of predict), or "                                  \
  LIMEN_ENDINGS ("name the column that has them with --score, in the window " \
                 "under \"Columns\342\200\246\".",                            \
                 "choose the column that has them under "                     \
                 "Columns\342\200\246.")

double limen_diagnosis_get_loss (LimenAnalysis *analysis, const char *key);
double limen_diagnosis_get_entropy (double positives, double negatives);
double limen_diagnosis_get_fitted_gain (gsize n_free);

/* The checks of one class's scores, of those of several classes, and of
 * decisions. */
void limen_diagnosis_check_class (LimenAnalysis *analysis,
                                  LimenOneVsRest *class, GPtrArray *findings);
void limen_diagnosis_check_decisions (LimenAnalysis *analysis,
                                      GPtrArray *findings);
gboolean limen_diagnosis_check_classes (LimenAnalysis *analysis,
                                        GPtrArray *findings, GError **error);
