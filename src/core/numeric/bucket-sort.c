/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bucket-sort.h"

#include <stdlib.h>
#include <string.h>

#include "wide.h"

/* Up to this many keys are sorted through a copy, which stays in the cache;
 * longer arrays are first split in place. */
#define MAX_COPIED 65536
/* Up to this many keys use insertion sort. */
#define MAX_INSERTED 24
/* Upper bound on the slots of one distribution pass. Each recursion leaves
 * SLOT_BITS fewer bits in which the keys of a slot differ, so the depth is at
 * most five. */
#define SLOT_BITS 15
#define MAX_SLOTS (5u << SLOT_BITS)
/* Number of parts that an array is split into in place. */
#define SPLIT_BITS 8
#define N_SPLITS (1u << SPLIT_BITS)

/* Allocates the scratch memory. False when memory runs out; call
 * limen_bucket_sort_clear() in either case. */
bool
limen_bucket_sort_init (LimenBucketSort *self)
{
  self->keys = malloc (MAX_COPIED * sizeof *self->keys);
  self->counts = malloc (MAX_SLOTS * sizeof *self->counts);
  return self->keys != NULL && self->counts != NULL;
}

/* Frees the scratch memory. */
void
limen_bucket_sort_clear (LimenBucketSort *self)
{
  free (self->keys);
  free (self->counts);
}

/* Smallest and largest key. */
typedef struct
{
  uint64_t min, max;
} Range;

LIMEN_WIDE static Range
find_range (const uint64_t *keys, size_t n)
{
  Range range = { keys[0], keys[0] };

  for (size_t i = 1; i < n; i++)
    {
      range.min = keys[i] < range.min ? keys[i] : range.min;
      range.max = keys[i] > range.max ? keys[i] : range.max;
    }
  return range;
}

static unsigned
count_bits (uint64_t value)
{
  return value != 0 ? 64 - (unsigned) __builtin_clzll (value) : 0;
}

/* Right shift that leaves the top n_bits bits of key - range.min. */
static unsigned
get_shift (Range range, unsigned n_bits)
{
  unsigned width = count_bits (range.max - range.min);

  return width > n_bits ? width - n_bits : 0;
}

static void
insertion_sort (uint64_t *keys, size_t n)
{
  for (size_t i = 1; i < n; i++)
    {
      uint64_t key = keys[i];
      size_t j = i;

      for (; j > 0 && keys[j - 1] > key; j--)
        keys[j] = keys[j - 1];
      keys[j] = key;
    }
}

/* Copies the keys with one bubble-sort pass, carrying the larger of each pair
 * on. Most runs out of order are two or three keys long, and min/max compile
 * without branches to mispredict. */
static void
copy_in_pairs (uint64_t *keys, const uint64_t *copy, size_t n)
{
  uint64_t higher = copy[0];

  for (size_t i = 1; i < n; i++)
    {
      uint64_t key = copy[i], lower = key < higher ? key : higher;

      higher = key < higher ? higher : key;
      keys[i - 1] = lower;
    }
  keys[n - 1] = higher;
}

/* Sorts keys that are all `min` or min + 1, by counting: usually the rows of
 * one score with their label bit. */
static void
sort_two_values (uint64_t *keys, size_t n, uint64_t min)
{
  size_t n_above = 0;

  for (size_t i = 0; i < n; i++)
    n_above += keys[i] - min;
  for (size_t i = 0; i < n; i++)
    keys[i] = min + (i >= n - n_above);
}

/* Turns the counts into each slot's start index and returns the largest count.
 * Once the keys are distributed, the entries are the slots' end indices. */
static size_t
cumulate (uint32_t *counts, size_t n_slots)
{
  uint32_t start = 0, max = 0;

  for (size_t slot = 0; slot < n_slots; slot++)
    {
      uint32_t count = counts[slot];

      counts[slot] = start;
      start += count;
      max = count > max ? count : max;
    }
  return max;
}

static void sort_copied (uint64_t *keys, uint64_t *copy, uint32_t *counts,
                         size_t n);

/* Sorts the keys of each slot that is too long for insertion sort. `ends` has
 * n_slots entries; the array behind them is scratch for the counts of the
 * recursion. */
static void
sort_slots (uint64_t *keys, uint64_t *copy, uint32_t *ends, size_t n_slots)
{
  for (size_t slot = 0, start = 0; slot < n_slots; start = ends[slot++])
    if (ends[slot] - start > MAX_INSERTED)
      sort_copied (keys + start, copy + start, ends + n_slots,
                   ends[slot] - start);
}

/* Sorts by distribution: spreads the keys over about n slots by the highest
 * bits in which they differ, recurses into long slots, and finishes with
 * insertion sort. */
static void
sort_copied (uint64_t *keys, uint64_t *copy, uint32_t *counts, size_t n)
{
  Range range = find_range (keys, n);
  unsigned n_bits = count_bits (n) < SLOT_BITS ? count_bits (n) : SLOT_BITS;
  unsigned shift = get_shift (range, n_bits);
  size_t n_slots = (size_t) ((range.max - range.min) >> shift) + 1;
  size_t max;

  if (range.max - range.min <= 1)
    {
      sort_two_values (keys, n, range.min);
      return;
    }
  memset (counts, 0, n_slots * sizeof *counts);
  for (size_t i = 0; i < n; i++)
    counts[(keys[i] - range.min) >> shift]++;
  max = cumulate (counts, n_slots);
  for (size_t i = 0; i < n; i++)
    copy[counts[(keys[i] - range.min) >> shift]++] = keys[i];
  if (shift > 0 && max > MAX_INSERTED)
    sort_slots (copy, keys, counts, n_slots);
  if (shift > 0)
    {
      copy_in_pairs (keys, copy, n);
      copy_in_pairs (keys, keys, n);
      insertion_sort (keys, n);
    }
  else
    memcpy (keys, copy, n * sizeof *keys);
}

/* Permutes the keys by cycles until each is in its part. */
static void
split (uint64_t *keys, Range range, unsigned shift, size_t *starts,
       const size_t *ends)
{
  for (size_t part = 0; part < N_SPLITS; part++)
    while (starts[part] < ends[part])
      {
        uint64_t key = keys[starts[part]];
        size_t other = (size_t) ((key - range.min) >> shift);

        while (other != part)
          {
            size_t place = starts[other]++;
            uint64_t moved = keys[place];

            keys[place] = key;
            key = moved;
            other = (size_t) ((key - range.min) >> shift);
          }
        keys[starts[part]++] = key;
      }
}

/* Splits the keys in place by the highest bits in which they differ (American
 * flag sort: McIlroy, Bostic and McIlroy, 1993) and sorts each part. */
static void
sort_in_place (LimenBucketSort *self, uint64_t *keys, size_t n)
{
  Range range = find_range (keys, n);
  unsigned shift = get_shift (range, SPLIT_BITS);
  size_t starts[N_SPLITS], ends[N_SPLITS] = { 0 }, start = 0;

  if (range.max - range.min <= 1)
    {
      sort_two_values (keys, n, range.min);
      return;
    }
  for (size_t i = 0; i < n; i++)
    ends[(keys[i] - range.min) >> shift]++;
  for (size_t part = 0; part < N_SPLITS; part++)
    {
      starts[part] = start;
      start = ends[part] += start;
    }
  split (keys, range, shift, starts, ends);
  start = 0;
  for (size_t part = 0; part < N_SPLITS && shift > 0; part++)
    {
      limen_bucket_sort_run (self, keys + start, ends[part] - start);
      start = ends[part];
    }
}

/* Sorts n keys in ascending order, in a few passes whatever their
 * distribution, with no memory beyond the scratch. About a third faster than
 * limen_sort_keys() on the buckets of a sweep; that one also moves a
 * payload. */
void
limen_bucket_sort_run (LimenBucketSort *self, uint64_t *keys, size_t n)
{
  if (n <= MAX_INSERTED)
    insertion_sort (keys, n);
  else if (n <= MAX_COPIED)
    sort_copied (keys, self->keys, self->counts, n);
  else
    sort_in_place (self, keys, n);
}
