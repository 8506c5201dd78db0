/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "big-array.h"
#include "bucket-sort.h"
#include "parallel.h"
#include "partition.h"
#include "sweep-private.h"
#include "wide.h"

/* Unweighted rows. Their sort key is the score's code, with a last bit that is
 * 1 for positives. */
typedef struct
{
  LimenScoreCode code;
  const double *scores;
  const uint16_t *labels;
  uint16_t positive;
} CountedRows;

LIMEN_WIDE static void
fill_counted (const void *data, size_t first, size_t n, uint64_t *keys,
              double *payload)
{
  const CountedRows *self = data;
  const double *scores = self->scores + first;
  const uint16_t *labels = self->labels + first;
  LimenScoreCode code = self->code;
  uint16_t positive = self->positive;

  for (size_t i = 0; i < n && code.offset > 0; i++)
    keys[i] = limen_score_code_encode (&code, scores[i]) << 1
              | (labels[i] == positive);
  for (size_t i = 0; i < n && code.offset == 0; i++)
    keys[i] = limen_score_code_encode_magnitude (&code, scores[i]) << 1
              | (labels[i] == positive);
}

/* State of sorting buckets and extracting their scores, shared by the
 * threads. */
typedef struct
{
  LimenSweep *sweep;
  const LimenScoreCode *code;
  LimenPartition *rows;
  LimenRankBits first_rows; /* the first row of each distinct score */
  size_t *n_scores;         /* distinct scores of each bucket */
  size_t *first_scores;     /* index of the first of them */
  atomic_size_t next;
  atomic_bool has_failed;
} Sorting;

/* Sets the bit of a row in `bits`, those of the word that it is in, and adds
 * them to the bitmap after the last row of the word and of the rows. */
static inline void
collect_bit (LimenRankBits *self, uint64_t *bits, uint64_t bit, size_t row,
             bool is_last)
{
  *bits |= bit << row % 64;
  if (row % 64 != 63 && !is_last)
    return;
  limen_rank_bits_add (self, row / 64, *bits);
  *bits = 0;
}

/* Sets the bits of the positive rows among n sorted rows, from index `first`
 * on. */
static void
set_positives (LimenRankBits *self, const uint64_t *keys, size_t first,
               size_t n)
{
  uint64_t bits = 0;

  for (size_t i = 0; i < n; i++)
    collect_bit (self, &bits, keys[i] & 1, first + i, i + 1 == n);
}

/* Overwrites the keys of sorted rows, from index `first` on, with their
 * distinct scores and sets the bit of the first row of each. Returns the
 * number of distinct scores. */
LIMEN_WIDE static size_t
extract_scores (const LimenScoreCode *code, uint64_t *keys,
                LimenRankBits *first_rows, size_t first, size_t n)
{
  size_t n_scores = 0;
  uint64_t last = 0, bits = 0;

  for (size_t i = 0; i < n; i++)
    {
      uint64_t key = keys[i] >> 1;
      bool is_new = i == 0 || key != last;

      collect_bit (first_rows, &bits, is_new, first + i, i + 1 == n);
      if (is_new)
        {
          double score = limen_score_code_decode (code, key);

          last = key;
          memcpy (&keys[n_scores++], &score, sizeof score);
        }
    }
  return n_scores;
}

static void
sort_bucket (Sorting *self, size_t bucket, LimenBucketSort *sort)
{
  size_t first = self->rows->starts[bucket];
  size_t n = self->rows->starts[bucket + 1] - first;
  uint64_t *keys = self->rows->keys + first;

  limen_bucket_sort_run (sort, keys, n);
  set_positives (&self->sweep->positive_rows, keys, first, n);
  self->n_scores[bucket]
      = extract_scores (self->code, keys, &self->first_rows, first, n);
}

/* The work of one thread: takes buckets until none is left. */
static void
sort_buckets (void *data, size_t part)
{
  Sorting *self = data;
  LimenBucketSort sort;
  size_t bucket = atomic_fetch_add (&self->next, 1);

  if (bucket >= self->rows->n_buckets)
    return;
  if (limen_bucket_sort_init (&sort))
    for (; bucket < self->rows->n_buckets;
         bucket = atomic_fetch_add (&self->next, 1))
      sort_bucket (self, bucket, &sort);
  else
    self->has_failed = true;
  limen_bucket_sort_clear (&sort);
}

/* Counts the distinct scores, and compacts them: duplicates left a gap behind
 * each bucket. */
static void
close_gaps (Sorting *self)
{
  LimenSweep *sweep = self->sweep;

  for (size_t i = 0; i < self->rows->n_buckets; i++)
    {
      size_t first = self->rows->starts[i], n = self->n_scores[i];

      if (first > sweep->n_scores)
        memmove (sweep->scores + sweep->n_scores, sweep->scores + first,
                 n * sizeof *sweep->scores);
      self->first_scores[i] = sweep->n_scores;
      sweep->n_scores += n;
    }
}

/* Writes the start index of each distinct score of a bucket. */
static void
list_starts (void *data, size_t bucket)
{
  Sorting *self = data;
  uint32_t *starts = self->sweep->starts + self->first_scores[bucket];
  size_t first = self->rows->starts[bucket];
  size_t end = self->rows->starts[bucket + 1];

  for (size_t row = first; row < end; row += 64 - row % 64)
    for (uint64_t bits = self->first_rows.bits[row / 64] >> row % 64
                                                                << row % 64;
         bits != 0; bits &= bits - 1)
      {
        size_t found = row - row % 64 + (size_t) __builtin_ctzll (bits);

        if (found < end)
          *starts++ = (uint32_t) found;
      }
}

/* Makes the start indices of the distinct scores, unless each has one row,
 * and returns unused memory. False when memory runs out. */
static bool
finish_scores (Sorting *self, unsigned n_threads)
{
  LimenSweep *sweep = self->sweep;
  size_t n_rows = self->rows->n_rows;

  close_gaps (self);
  sweep->n_rows = (uint32_t) n_rows;
  if (sweep->n_scores == n_rows)
    return true;
  sweep->scores = limen_big_array_shrink (sweep->scores, sweep->n_scores,
                                          sizeof *sweep->scores);
  sweep->starts
      = limen_big_array_new (sweep->n_scores + 1, sizeof *sweep->starts);
  if (sweep->starts == NULL)
    return false;
  sweep->starts[sweep->n_scores] = (uint32_t) n_rows;
  limen_parallel_run (list_starts, self, self->rows->n_buckets, n_threads);
  return true;
}

static bool
sorting_init (Sorting *self)
{
  size_t n_rows = self->rows->n_rows, n_buckets = self->rows->n_buckets;

  self->n_scores = calloc (n_buckets, sizeof *self->n_scores);
  self->first_scores = calloc (n_buckets, sizeof *self->first_scores);
  return limen_rank_bits_init (&self->first_rows, n_rows)
         && limen_rank_bits_init (&self->sweep->positive_rows, n_rows)
         && self->n_scores != NULL && self->first_scores != NULL;
}

static void
sorting_clear (Sorting *self)
{
  limen_rank_bits_clear (&self->first_rows);
  free (self->n_scores);
  free (self->first_scores);
}

/* Sorts the buckets and fills the sweep, which takes over the array of keys
 * for its scores. False when memory runs out. */
static bool
fill_counts (LimenSweep *self, LimenPartition *rows,
             const LimenScoreCode *code, unsigned n_threads)
{
  Sorting sorting = { .sweep = self, .code = code, .rows = rows };
  bool is_done = sorting_init (&sorting);

  if (is_done)
    {
      limen_parallel_run (sort_buckets, &sorting,
                          rows->n_buckets < LIMEN_PARALLEL_MAX
                              ? rows->n_buckets
                              : LIMEN_PARALLEL_MAX,
                          n_threads);
      self->scores = (double *) rows->keys;
      rows->keys = NULL;
      is_done = finish_scores (&sorting, n_threads) && !sorting.has_failed;
      limen_rank_bits_finish (&self->positive_rows, rows->n_rows);
      self->n_positives
          = limen_rank_bits_get (&self->positive_rows, rows->n_rows);
    }
  sorting_clear (&sorting);
  return is_done;
}

/* Builds the sweep of unweighted rows, whose scores have a code, and at most
 * UINT32_MAX of them. The number of threads (0: one per processor) does not
 * change the result. NULL when memory runs out. */
LimenSweep *
limen_sweep_build_counts (const LimenScoreCode *code, const double *scores,
                          const uint16_t *labels, uint16_t positive,
                          size_t n_rows, unsigned n_threads)
{
  const CountedRows rows = { *code, scores, labels, positive };
  LimenPartition partition;
  LimenPartitionRows source = { .fill = fill_counted,
                                .data = &rows,
                                .n_rows = n_rows,
                                .n_threads = n_threads };
  LimenSweep *self = calloc (1, sizeof *self);

  if (!limen_partition_init (&partition, &source) || self == NULL
      || !fill_counts (self, &partition, code, n_threads))
    {
      limen_sweep_free (self);
      self = NULL;
    }
  limen_partition_clear (&partition);
  return self;
}
