/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "predictions.h"

/* Range of thresholds a search may try, (MIN, MAX]; scores are at most MAX. No
 * quotient of them overflows. */
#define LIMEN_RATIOS_MIN_THRESHOLD 1e-100
#define LIMEN_RATIOS_MAX_THRESHOLD 1e100

/* The two classes with the highest quotients score / threshold of every row,
 * updated as single thresholds change. Ties: the lower class index, as in
 * limen_decide(); the best class always equals its decision. Classes with a
 * threshold of +inf are left out. */
typedef struct
{
  const LimenPredictions *predictions;
  double *thresholds;
  double *best, *second;
  uint16_t *best_class, *second_class;
  size_t *stale; /* rows to recompute */
} LimenRatios;

LimenRatios *limen_ratios_new (const LimenPredictions *predictions);
void limen_ratios_free (LimenRatios *self);

void limen_ratios_set_thresholds (LimenRatios *self, const double *thresholds);
void limen_ratios_set_threshold (LimenRatios *self, size_t class,
                                 double threshold);

void limen_ratios_get_criticals (const LimenRatios *self, size_t class,
                                 double *criticals);

/* Returns the class a row is decided for if it is not decided for `class`. */
static inline uint16_t
limen_ratios_get_other (const LimenRatios *self, size_t row, size_t class)
{
  return self->best_class[row] == class ? self->second_class[row]
                                        : self->best_class[row];
}
