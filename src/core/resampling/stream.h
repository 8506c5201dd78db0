/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gsl/gsl_rng.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Words of a block. */
#define LIMEN_STREAM_WORDS 4

/* A stream of random numbers from the counter-based generator Philox 4x32-10
 * (Salmon and others, "Parallel random numbers: as easy as 1, 2, 3", 2011),
 * addressed by a seed, a resample and a node of the resample. Its numbers are
 * a function of this address alone, so streams can be read in any order and
 * from any thread. */
typedef struct
{
  uint32_t key[2];     /* the seed */
  uint32_t counter[4]; /* next block of four words, resample, node */
  uint32_t words[LIMEN_STREAM_WORDS]; /* the current block */
  unsigned n_used;     /* words used of it */
} LimenStream;

extern const gsl_rng_type limen_stream_type;

void limen_philox (const uint32_t key[2], const uint32_t counter[4],
                   uint32_t words[4]);

void limen_stream_init (LimenStream *self, uint64_t seed, uint32_t resample,
                        uint64_t node);
void limen_stream_init_many (LimenStream *streams, size_t n, uint64_t seed,
                             uint32_t first_resample, uint64_t node);
void limen_stream_refill (LimenStream *self);
uint32_t limen_stream_below (LimenStream *self, uint32_t n);
double limen_stream_binomial (LimenStream *self, double n, double p);

/* Returns the next 32 random bits. */
static inline uint32_t
limen_stream_next (LimenStream *self)
{
  if (self->n_used == LIMEN_STREAM_WORDS)
    limen_stream_refill (self);
  return self->words[self->n_used++];
}

/* Returns a uniform number strictly between 0 and 1: the middle of one of 2^52
 * equal intervals. */
static inline double
limen_stream_uniform (LimenStream *self)
{
  uint64_t high = limen_stream_next (self);
  uint64_t low = limen_stream_next (self);

  return ((double) (high << 20 | low >> 12) + 0.5) * 0x1p-52;
}

/* Returns the middle of one of 2^32 equal intervals between 0 and 1. */
static inline double
limen_stream_short_uniform (LimenStream *self)
{
  return (limen_stream_next (self) + 0.5) * 0x1p-32;
}
