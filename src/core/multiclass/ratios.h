/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "predictions.h"

/* Thresholds that a search may try lie in (MIN, MAX], and so do no scores
 * larger than MAX: no quotient of the two overflows. */
#define LIMEN_RATIOS_MIN_THRESHOLD 1e-100
#define LIMEN_RATIOS_MAX_THRESHOLD 1e100

/* The two classes with the largest quotient of score and threshold in every
 * row, kept while single thresholds change. Of equal quotients the lower class
 * index goes first, as in limen_decide(), which the first of the two agrees
 * with always. A class with a threshold of +inf is left out. */
typedef struct
{
  const LimenPredictions *predictions;
  double *thresholds;
  double *best, *second;
  uint16_t *best_class, *second_class;
  size_t *stale; /* rows to look at anew */
} LimenRatios;

LimenRatios *limen_ratios_new (const LimenPredictions *predictions);
void limen_ratios_free (LimenRatios *self);

void limen_ratios_set_thresholds (LimenRatios *self, const double *thresholds);
void limen_ratios_set_threshold (LimenRatios *self, size_t class,
                                 double threshold);

void limen_ratios_get_criticals (const LimenRatios *self, size_t class,
                                 double *criticals);

/* The class that a row is decided for when it is not for this one. */
static inline uint16_t
limen_ratios_get_other (const LimenRatios *self, size_t row, size_t class)
{
  return self->best_class[row] == class ? self->second_class[row]
                                        : self->best_class[row];
}
