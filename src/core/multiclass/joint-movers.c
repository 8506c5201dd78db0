/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint-movers.h"

#include <stdlib.h>
#include <string.h>

#include "sort.h"

/* Mean rows per bucket, and upper bound for insertion sort. */
#define BUCKET_SIZE 64
#define MAX_INSERTED 256

static bool
rows_init (LimenJointRows *self, size_t n)
{
  self->keys = malloc ((n + 1) * sizeof *self->keys);
  self->rows = malloc ((n + 1) * sizeof *self->rows);
  return self->keys != NULL && self->rows != NULL;
}

static void
rows_clear (LimenJointRows *self)
{
  free (self->keys);
  free (self->rows);
}

/* Allocates memory for n_rows. False when memory runs out; call
 * limen_joint_movers_clear() in either case. */
bool
limen_joint_movers_init (LimenJointMovers *self, size_t n_rows)
{
  *self = (LimenJointMovers){ 0 };
  self->starts = malloc ((n_rows / BUCKET_SIZE + 3) * sizeof *self->starts);
  return self->starts != NULL && rows_init (&self->unsorted, n_rows)
         && rows_init (&self->sorted, n_rows);
}

/* Frees the arrays; safe on a zeroed struct. */
void
limen_joint_movers_clear (LimenJointMovers *self)
{
  rows_clear (&self->unsorted);
  rows_clear (&self->sorted);
  free (self->starts);
}

/* Removes all rows. */
void
limen_joint_movers_start (LimenJointMovers *self)
{
  self->n = 0;
}

/* Adds a row with its critical threshold. Buckets exist only after
 * limen_joint_movers_fill_buckets(). */
void
limen_joint_movers_add (LimenJointMovers *self, size_t row, double critical)
{
  self->unsorted.keys[self->n] = limen_sort_key (critical);
  self->unsorted.rows[self->n++] = (double) row;
}

/* Returns the right shift from key - low to a bucket index, for at most n /
 * BUCKET_SIZE + 1 buckets. */
static unsigned
get_shift (uint64_t range, size_t n)
{
  unsigned shift = 0;

  while (range >> shift > n / BUCKET_SIZE)
    shift++;
  return shift;
}

/* Distributes the added rows into buckets of ascending keys, in O(n). */
void
limen_joint_movers_fill_buckets (LimenJointMovers *self)
{
  const LimenJointRows *from = &self->unsorted, *to = &self->sorted;
  uint64_t low = UINT64_MAX, high = 0;
  size_t *starts = self->starts, n = self->n;
  unsigned shift;

  for (size_t i = 0; i < n; i++)
    {
      low = from->keys[i] < low ? from->keys[i] : low;
      high = from->keys[i] > high ? from->keys[i] : high;
    }
  shift = n > 0 ? get_shift (high - low, n) : 0;
  self->n_buckets = n > 0 ? (size_t) ((high - low) >> shift) + 1 : 0;
  memset (starts, 0, (self->n_buckets + 2) * sizeof *starts);
  for (size_t i = 0; i < n; i++)
    starts[((from->keys[i] - low) >> shift) + 2]++;
  for (size_t i = 2; i < self->n_buckets + 2; i++)
    starts[i] += starts[i - 1];
  for (size_t i = 0; i < n; i++)
    {
      size_t place = starts[((from->keys[i] - low) >> shift) + 1]++;

      to->keys[place] = from->keys[i];
      to->rows[place] = from->rows[i];
    }
}

static void
insert_all (uint64_t *keys, double *rows, size_t n)
{
  for (size_t i = 1; i < n; i++)
    {
      uint64_t key = keys[i];
      double row = rows[i];
      size_t j = i;

      for (; j > 0 && keys[j - 1] > key; j--)
        {
          keys[j] = keys[j - 1];
          rows[j] = rows[j - 1];
        }
      keys[j] = key;
      rows[j] = row;
    }
}

/* Sorts the rows of a bucket by key. False when memory runs out. */
bool
limen_joint_movers_sort_bucket (LimenJointMovers *self, size_t bucket)
{
  size_t start = self->starts[bucket], n = self->starts[bucket + 1] - start;
  uint64_t *keys = self->sorted.keys + start;
  double *rows = self->sorted.rows + start;

  if (n > MAX_INSERTED)
    return limen_sort_keys (keys, rows, n);
  insert_all (keys, rows, n);
  return true;
}
