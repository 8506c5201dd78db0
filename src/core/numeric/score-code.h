/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* An order-preserving map from the finite doubles of one dataset to integers
 * from 0 on; -0 and 0 have the same code. It skips the doubles closer to 0
 * than any nonzero score, so that codes stay small. */
typedef struct
{
  uint64_t gap;    /* bit patterns skipped next to 0 */
  uint64_t offset; /* the code of 0 */
} LimenScoreCode;

#define LIMEN_SIGN_BIT (UINT64_C (1) << 63)

bool limen_score_code_init (LimenScoreCode *self, const double *scores,
                            size_t n, unsigned n_threads);

/* Returns the code of a score >= 0, in a dataset without negative scores. */
static inline uint64_t
limen_score_code_encode_magnitude (const LimenScoreCode *self, double score)
{
  uint64_t magnitude;

  memcpy (&magnitude, &score, sizeof magnitude);
  magnitude &= ~LIMEN_SIGN_BIT;
  return magnitude > self->gap ? magnitude - self->gap : 0;
}

/* Returns the code of a score. */
static inline uint64_t
limen_score_code_encode (const LimenScoreCode *self, double score)
{
  uint64_t magnitude = limen_score_code_encode_magnitude (self, score);

  return score < 0 ? self->offset - magnitude : self->offset + magnitude;
}

/* Returns the score with a code; 0 for that of -0. */
static inline double
limen_score_code_decode (const LimenScoreCode *self, uint64_t code)
{
  uint64_t sign = code < self->offset ? LIMEN_SIGN_BIT : 0;
  uint64_t magnitude = sign != 0 ? self->offset - code : code - self->offset;
  uint64_t bits = magnitude != 0 ? (magnitude + self->gap) | sign : 0;
  double score;

  memcpy (&score, &bits, sizeof score);
  return score;
}
