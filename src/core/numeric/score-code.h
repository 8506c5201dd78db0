/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Finite doubles as integers from 0 on that sort like them, -0 as 0, without
 * the gap of all the doubles that lie closer to 0 than any of them. */
typedef struct
{
  uint64_t gap;    /* magnitudes in it */
  uint64_t offset; /* the code of 0 */
} LimenScoreCode;

#define LIMEN_SIGN_BIT (UINT64_C (1) << 63)

bool limen_score_code_init (LimenScoreCode *self, const double *scores,
                            size_t n, unsigned n_threads);

/* The code of a score that is 0 or above, where none is below. */
static inline uint64_t
limen_score_code_encode_magnitude (const LimenScoreCode *self, double score)
{
  uint64_t magnitude;

  memcpy (&magnitude, &score, sizeof magnitude);
  magnitude &= ~LIMEN_SIGN_BIT;
  return magnitude > self->gap ? magnitude - self->gap : 0;
}

/* The code of any of the scores. */
static inline uint64_t
limen_score_code_encode (const LimenScoreCode *self, double score)
{
  uint64_t magnitude = limen_score_code_encode_magnitude (self, score);

  return score < 0 ? self->offset - magnitude : self->offset + magnitude;
}

/* The score that a code stands for. */
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
