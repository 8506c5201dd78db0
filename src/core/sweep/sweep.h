/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "confusion.h"
#include "predictions.h"

/* One class against the rest, at every distinct threshold.
 *
 * Candidate i, for i < limen_sweep_get_n_scores(), is the i-th smallest
 * distinct score: all rows at or above it are positive. The last candidate, i
 * == n_scores, is +infinity: no row is positive. Every threshold in
 * (limen_sweep_get_low (i), limen_sweep_get_score (i)] makes the same
 * decisions. */
typedef struct _LimenSweep LimenSweep;

/* Total cost of the errors at one threshold, from the individual costs of the
 * false positives and the false negatives. */
typedef struct
{
  double fp, fn;
} LimenErrorCosts;

LimenSweep *limen_sweep_new (const double *scores, const uint16_t *labels,
                             uint16_t positive, const double *weights,
                             size_t n_rows);
LimenSweep *limen_sweep_new_from_predictions (const LimenPredictions *numbers);
LimenSweep *limen_sweep_new_from_counts (const double *scores,
                                         const double *positives,
                                         const double *negatives,
                                         size_t n_counts);
void limen_sweep_free (LimenSweep *self);

size_t limen_sweep_get_n_scores (const LimenSweep *self);
bool limen_sweep_is_weighted (const LimenSweep *self);
bool limen_sweep_has_row_costs (const LimenSweep *self);
bool limen_sweep_is_reversed (const LimenSweep *self);
double limen_sweep_get_positives (const LimenSweep *self);
double limen_sweep_get_negatives (const LimenSweep *self);
double limen_sweep_get_score (const LimenSweep *self, size_t candidate);
void limen_sweep_get_scores (const LimenSweep *self, size_t first, size_t n,
                             double *scores, double *weights);
double limen_sweep_get_low (const LimenSweep *self, size_t candidate);
LimenConfusion limen_sweep_get_confusion (const LimenSweep *self,
                                          size_t candidate);
void limen_sweep_get_predicted (const LimenSweep *self, size_t first, size_t n,
                                double *tp, double *fp);
void limen_sweep_get_confusions (const LimenSweep *self, size_t first,
                                 size_t n, LimenConfusion *confusions);
void limen_sweep_get_error_costs (const LimenSweep *self, size_t first,
                                  size_t n, LimenErrorCosts *costs);

size_t limen_sweep_find (const LimenSweep *self, double threshold);
