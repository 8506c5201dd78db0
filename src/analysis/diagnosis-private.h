/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"

/* Rows with which a rate is known within 10 percentage points: 1.96 sqrt (0.25
 * / n) <= 0.1. */
#define LIMEN_ENOUGH_ROWS 97
/* Minimum distinct scores for their range to be meaningful. */
#define LIMEN_FEW_SCORES 20
/* sigmoid (1), the largest sigmoid of a probability. */
#define LIMEN_SIGMOID_OF_ONE 0.7310585786300049
/* Share of a class below which accuracy says little. */
#define LIMEN_RARE_SHARE 0.01
/* Minimum number and share of rows at exactly 0 or 1 that indicate
 * saturation. */
#define LIMEN_MIN_SATURATED 10
#define LIMEN_SATURATED_SHARE 0.01
/* Minimum share of repeated rows, and minimum expected number of scores with
 * differing labels, to report copies: none by chance has a probability of exp
 * (-10). */
#define LIMEN_REPEATED_SHARE 0.05
#define LIMEN_EXPECTED_MIXED 10

double limen_diagnosis_get_loss (LimenAnalysis *analysis, const char *key);
double limen_diagnosis_get_entropy (double positives, double negatives);
double limen_diagnosis_get_fitted_gain (gsize n_free);
void limen_diagnosis_add_decisions_only (GPtrArray *findings);

/* The checks of one class, of several classes, and of decisions. */
void limen_diagnosis_check_class (LimenAnalysis *analysis,
                                  LimenOneVsRest *class, GPtrArray *findings);
void limen_diagnosis_check_decisions (LimenAnalysis *analysis,
                                      GPtrArray *findings);
gboolean limen_diagnosis_check_classes (LimenAnalysis *analysis,
                                        GPtrArray *findings, GError **error);
