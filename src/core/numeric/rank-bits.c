/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rank-bits.h"

#include <stdlib.h>

/* Allocates the bitmap for n rows, at most UINT32_MAX, all bits 0. False when
 * memory runs out; call limen_rank_bits_clear() in either case. */
bool
limen_rank_bits_init (LimenRankBits *self, size_t n)
{
  self->bits = calloc (n / 64 + 1, sizeof *self->bits);
  self->ranks = malloc ((n / 64 + 1) * sizeof *self->ranks);
  return self->bits != NULL && self->ranks != NULL;
}

/* Frees the arrays. */
void
limen_rank_bits_clear (LimenRankBits *self)
{
  free (self->bits);
  free (self->ranks);
}

/* Sets the given bits of a word; safe to call from several threads at once. */
void
limen_rank_bits_add (LimenRankBits *self, size_t word, uint64_t bits)
{
  __atomic_fetch_or (&self->bits[word], bits, __ATOMIC_RELAXED);
}

/* Computes the ranks. Call it after the last limen_rank_bits_add() and before
 * any count. */
void
limen_rank_bits_finish (LimenRankBits *self, size_t n)
{
  uint32_t rank = 0;

  for (size_t word = 0; word <= n / 64; word++)
    {
      self->ranks[word] = rank;
      rank += limen_rank_bits_count (self->bits[word]);
    }
}

/* Writes the number of set bits before each of the n positions from `first` on
 * into `ranks`. */
void
limen_rank_bits_get_run (const LimenRankBits *self, size_t first, size_t n,
                         uint32_t *ranks)
{
  uint32_t rank = limen_rank_bits_get (self, first);

  for (size_t i = 0; i < n;)
    {
      size_t place = first + i;
      size_t end = i + 64 - place % 64;
      uint64_t word = self->bits[place / 64] >> place % 64;

      for (end = end < n ? end : n; i < end; i++, word >>= 1)
        {
          ranks[i] = rank;
          rank += word & 1;
        }
    }
}
