/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gsl/gsl_rng.h>
#include <stddef.h>
#include <stdint.h>

/* A stream of random numbers from the counter-based generator Philox 4x32-10
 * (Salmon and others, "Parallel random numbers: as easy as 1, 2, 3", 2011),
 * addressed by a seed, a resample and a node of the resample. Its numbers are
 * a function of this address alone, so streams can be read in any order and
 * from any thread. */
typedef struct
{
  uint32_t key[2];     /* the seed */
  uint32_t counter[4]; /* next block of four words, resample, node */
  uint32_t words[4];   /* the current block */
  unsigned n_used;     /* words used of it */
} LimenStream;

extern const gsl_rng_type limen_stream_type;

void limen_philox (const uint32_t key[2], const uint32_t counter[4],
                   uint32_t words[4]);

void limen_stream_init (LimenStream *self, uint64_t seed, uint32_t resample,
                        uint64_t node);
uint32_t limen_stream_next (LimenStream *self);
uint32_t limen_stream_below (LimenStream *self, uint32_t n);
double limen_stream_binomial (LimenStream *self, double n, double p);
