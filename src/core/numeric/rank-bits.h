/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A bitmap with one bit per row that counts the set bits before any position
 * in constant time; 1.5 bits per row. */
typedef struct
{
  uint64_t *bits;
  uint32_t *ranks; /* set bits before each word */
} LimenRankBits;

bool limen_rank_bits_init (LimenRankBits *self, size_t n);
void limen_rank_bits_clear (LimenRankBits *self);

void limen_rank_bits_add (LimenRankBits *self, size_t word, uint64_t bits);
void limen_rank_bits_finish (LimenRankBits *self, size_t n);
void limen_rank_bits_get_run (const LimenRankBits *self, size_t first,
                              size_t n, uint32_t *ranks);

/* Returns the number of set bits in a word, by adding ever wider fields: the
 * baseline processor has no popcount instruction. */
static inline uint32_t
limen_rank_bits_count (uint64_t word)
{
  word -= word >> 1 & 0x5555555555555555;
  word = (word & 0x3333333333333333) + (word >> 2 & 0x3333333333333333);
  word = (word + (word >> 4)) & 0x0f0f0f0f0f0f0f0f;
  return (uint32_t) (word * 0x0101010101010101 >> 56);
}

/* Returns the number of set bits before a position, which may be n, the
 * end. */
static inline uint32_t
limen_rank_bits_get (const LimenRankBits *self, size_t position)
{
  uint64_t below = ((uint64_t) 1 << position % 64) - 1;

  return self->ranks[position / 64]
         + limen_rank_bits_count (self->bits[position / 64] & below);
}
