/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sort.h"

#include <stdlib.h>
#include <string.h>

#define DIGIT_BITS 11
#define N_BUCKETS (1u << DIGIT_BITS)
#define N_DIGITS ((64 + DIGIT_BITS - 1) / DIGIT_BITS)

/* Returns the double with a sort key: inverts limen_sort_key(). */
double
limen_sort_value (uint64_t key)
{
  uint64_t bits
      = key & LIMEN_SORT_SIGN_BIT ? key & ~LIMEN_SORT_SIGN_BIT : ~key;
  double value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

typedef struct
{
  uint64_t *keys;
  double *payload;
} Column;

static unsigned
get_digit (uint64_t key, unsigned digit)
{
  return (key >> (digit * DIGIT_BITS)) & (N_BUCKETS - 1);
}

static void
count_digits (const uint64_t *keys, size_t n, size_t (*counts)[N_BUCKETS])
{
  for (size_t i = 0; i < n; i++)
    for (unsigned digit = 0; digit < N_DIGITS; digit++)
      counts[digit][get_digit (keys[i], digit)]++;
}

static bool
is_constant (const size_t *counts, size_t n)
{
  for (unsigned bucket = 0; bucket < N_BUCKETS; bucket++)
    if (counts[bucket] != 0)
      return counts[bucket] == n;
  return true;
}

static void
scatter (Column from, Column to, size_t n, unsigned digit, size_t *counts)
{
  size_t start = 0;

  for (unsigned bucket = 0; bucket < N_BUCKETS; bucket++)
    {
      size_t count = counts[bucket];

      counts[bucket] = start;
      start += count;
    }
  for (size_t i = 0; i < n; i++)
    {
      size_t place = counts[get_digit (from.keys[i], digit)]++;

      to.keys[place] = from.keys[i];
      if (from.payload != NULL)
        to.payload[place] = from.payload[i];
    }
}

static void
sort_with (Column data, Column scratch, size_t n,
           size_t (*counts)[N_BUCKETS])
{
  Column from = data, to = scratch;

  count_digits (data.keys, n, counts);
  for (unsigned digit = 0; digit < N_DIGITS; digit++)
    if (!is_constant (counts[digit], n))
      {
        Column sorted = to;

        scatter (from, to, n, digit, counts[digit]);
        to = from;
        from = sorted;
      }
  if (from.keys == data.keys)
    return;
  memcpy (data.keys, from.keys, n * sizeof *data.keys);
  if (data.payload != NULL)
    memcpy (data.payload, from.payload, n * sizeof *data.payload);
}

/* Sorts n keys in ascending order, stably, and permutes a payload (NULL: none)
 * with them. Radix sort from the least significant digit, O(n); digits that
 * all keys share cost nothing. False, with nothing moved, when memory runs
 * out. */
bool
limen_sort_keys (uint64_t *keys, double *payload, size_t n)
{
  size_t (*counts)[N_BUCKETS] = calloc (N_DIGITS, sizeof *counts);
  Column scratch = { malloc (n * sizeof *keys + 1),
                     payload != NULL ? malloc (n * sizeof *payload + 1)
                                     : NULL };
  bool has_memory = counts != NULL && scratch.keys != NULL
                    && (payload == NULL || scratch.payload != NULL);

  if (has_memory)
    sort_with ((Column){ keys, payload }, scratch, n, counts);
  free (counts);
  free (scratch.keys);
  free (scratch.payload);
  return has_memory;
}
