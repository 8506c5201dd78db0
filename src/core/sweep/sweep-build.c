/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "big-array.h"
#include "bucket-sort.h"
#include "parallel.h"
#include "partition.h"
#include "score-code.h"
#include "sort.h"
#include "sum.h"
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
  size_t *n_scores; /* distinct scores of each bucket */
  atomic_size_t next;
  atomic_bool has_failed;
} Sorting;

/* Sets the bits of the positive rows among n sorted rows, from index `first`
 * on. */
static void
set_positives (LimenRankBits *self, const uint64_t *keys, size_t first,
               size_t n)
{
  uint64_t bits = 0;

  for (size_t i = 0; i < n; i++)
    {
      size_t row = first + i;

      bits |= (keys[i] & 1) << row % 64;
      if (row % 64 == 63 || i + 1 == n)
        {
          limen_rank_bits_add (self, row / 64, bits);
          bits = 0;
        }
    }
}

/* Overwrites the keys of sorted rows with their distinct scores and writes the
 * start index of each score into `starts`. Returns the number of distinct
 * scores. */
LIMEN_WIDE static size_t
extract_scores (const LimenScoreCode *code, uint64_t *keys, uint32_t *starts,
                size_t first, size_t n)
{
  size_t n_scores = 0;
  uint64_t last = 0;

  for (size_t i = 0; i < n; i++)
    if (i == 0 || keys[i] >> 1 != last)
      {
        double score = limen_score_code_decode (code, keys[i] >> 1);

        last = keys[i] >> 1;
        memcpy (&keys[n_scores], &score, sizeof score);
        starts[n_scores++] = (uint32_t) (first + i);
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
  self->n_scores[bucket] = extract_scores (
      self->code, keys, self->sweep->starts + first, first, n);
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

/* Compacts `scores` and `starts`: duplicates left a gap behind each bucket. */
static void
close_gaps (Sorting *self)
{
  LimenSweep *sweep = self->sweep;
  size_t n_scores = 0;

  for (size_t i = 0; i < self->rows->n_buckets; i++)
    {
      size_t first = self->rows->starts[i], n = self->n_scores[i];

      if (first > n_scores)
        {
          memmove (sweep->scores + n_scores, sweep->scores + first,
                   n * sizeof *sweep->scores);
          memmove (sweep->starts + n_scores, sweep->starts + first,
                   n * sizeof *sweep->starts);
        }
      n_scores += n;
    }
  sweep->n_scores = n_scores;
  sweep->starts[n_scores] = (uint32_t) self->rows->n_rows;
}

static void
shrink (LimenSweep *self, size_t n_rows)
{
  if (self->n_scores == n_rows)
    return;
  self->scores = limen_big_array_shrink (self->scores, self->n_scores,
                                         sizeof *self->scores);
  self->starts = limen_big_array_shrink (self->starts, self->n_scores + 1,
                                         sizeof *self->starts);
}

/* Sorts the buckets and fills the sweep, which takes over the array of keys
 * for its scores. False when memory runs out. */
static bool
fill_counts (LimenSweep *self, LimenPartition *rows,
             const LimenScoreCode *code, unsigned n_threads)
{
  Sorting sorting = { .sweep = self, .code = code, .rows = rows };

  sorting.n_scores = calloc (rows->n_buckets, sizeof *sorting.n_scores);
  self->starts = limen_big_array_new (rows->n_rows + 1, sizeof *self->starts);
  if (!limen_rank_bits_init (&self->positive_rows, rows->n_rows)
      || self->starts == NULL || sorting.n_scores == NULL)
    {
      free (sorting.n_scores);
      return false;
    }
  limen_parallel_run (sort_buckets, &sorting,
                      rows->n_buckets < LIMEN_PARALLEL_MAX
                          ? rows->n_buckets
                          : LIMEN_PARALLEL_MAX,
                      n_threads);
  self->scores = (double *) rows->keys;
  rows->keys = NULL;
  close_gaps (&sorting);
  shrink (self, rows->n_rows);
  limen_rank_bits_finish (&self->positive_rows, rows->n_rows);
  self->n_positives = limen_rank_bits_get (&self->positive_rows, rows->n_rows);
  free (sorting.n_scores);
  return !sorting.has_failed;
}

static LimenSweep *
build_counts (const CountedRows *rows, size_t n_rows, unsigned n_threads)
{
  LimenPartition partition;
  LimenPartitionRows source = { .fill = fill_counted,
                                .data = rows,
                                .n_rows = n_rows,
                                .n_threads = n_threads };
  LimenSweep *self = calloc (1, sizeof *self);

  if (!limen_partition_init (&partition, &source) || self == NULL
      || !fill_counts (self, &partition, &rows->code, n_threads))
    {
      limen_sweep_free (self);
      self = NULL;
    }
  limen_partition_clear (&partition);
  return self;
}

/* Weighted rows. The payload is the weight, positive for positives and
 * negative for negatives. */
typedef struct
{
  const double *scores;
  const uint16_t *labels;
  uint16_t positive;
  const double *weights; /* NULL: 1 each */
} WeightedRows;

static void
fill_weighted (const void *data, size_t first, size_t n, uint64_t *keys,
               double *payload)
{
  const WeightedRows *self = data;

  for (size_t i = 0; i < n; i++)
    {
      double weight = self->weights != NULL ? self->weights[first + i] : 1;

      keys[i] = limen_sort_key (self->scores[first + i]);
      payload[i] = copysign (
          weight, self->labels[first + i] == self->positive ? 1 : -1);
    }
}

/* Pre-aggregated counts per score, taken as 2 n rows: all positives, then all
 * negatives. */
typedef struct
{
  const double *scores, *positives, *negatives;
  size_t n;
} Counts;

static void
fill_from_counts (const void *data, size_t first, size_t n, uint64_t *keys,
                  double *payload)
{
  const Counts *self = data;

  for (size_t i = 0; i < n; i++)
    {
      size_t row = first + i;
      bool is_positive = row < self->n;

      row = is_positive ? row : row - self->n;
      keys[i] = limen_sort_key (self->scores[row]);
      payload[i] = is_positive ? copysign (self->positives[row], 1)
                               : copysign (self->negatives[row], -1);
    }
}

/* State of sorting buckets with their payload. */
typedef struct
{
  LimenPartition *rows;
  size_t *n_scores; /* distinct scores of each bucket */
  atomic_bool has_failed;
} WeightedSorting;

static size_t
count_distinct (const uint64_t *keys, size_t n)
{
  size_t n_distinct = n > 0;

  for (size_t i = 1; i < n; i++)
    n_distinct += keys[i] != keys[i - 1];
  return n_distinct;
}

static void
sort_weighted_bucket (void *data, size_t bucket)
{
  WeightedSorting *self = data;
  size_t first = self->rows->starts[bucket];
  size_t n = self->rows->starts[bucket + 1] - first;
  uint64_t *keys = self->rows->keys + first;

  if (!limen_sort_keys (keys, self->rows->payload + first, n))
    self->has_failed = true;
  self->n_scores[bucket] = count_distinct (keys, n);
}

/* Sorts all rows and counts their distinct scores. False when memory runs
 * out. */
static bool
sort_weighted (LimenPartition *rows, size_t *n_scores, unsigned n_threads)
{
  WeightedSorting sorting = { .rows = rows };

  sorting.n_scores = calloc (rows->n_buckets, sizeof *sorting.n_scores);
  if (sorting.n_scores == NULL)
    return false;
  limen_parallel_run (sort_weighted_bucket, &sorting, rows->n_buckets,
                      n_threads);
  *n_scores = 0;
  for (size_t i = 0; i < rows->n_buckets; i++)
    *n_scores += sorting.n_scores[i];
  free (sorting.n_scores);
  return !sorting.has_failed;
}

/* Cumulates the weights of sorted rows from the highest score down. */
static void
cumulate (LimenSweep *self, const LimenPartition *rows)
{
  LimenSum tp = { 0 }, fp = { 0 };
  size_t i = rows->n_rows;
  double tp_before = 0, fp_before = 0;

  self->tp_weights[self->n_scores] = self->fp_weights[self->n_scores] = 0;
  for (size_t k = self->n_scores; k-- > 0;)
    {
      uint64_t key = rows->keys[i - 1];

      for (; i > 0 && rows->keys[i - 1] == key; i--)
        limen_sum_add (signbit (rows->payload[i - 1]) ? &fp : &tp,
                       fabs (rows->payload[i - 1]));
      /* Keep the sums from falling through rounding. */
      self->tp_weights[k] = tp_before
          = fmax (tp_before, limen_sum_value (&tp));
      self->fp_weights[k] = fp_before
          = fmax (fp_before, limen_sum_value (&fp));
    }
}

/* Overwrites the keys of sorted rows with their distinct scores. */
static void
extract_weighted_scores (uint64_t *keys, size_t n)
{
  size_t n_scores = 0;
  uint64_t last = n > 0 ? ~keys[0] : 0;

  for (size_t i = 0; i < n; i++)
    if (keys[i] != last)
      {
        double score = limen_sort_value (last = keys[i]);

        memcpy (&keys[n_scores++], &score, sizeof score);
      }
}

static bool
fill_weights (LimenSweep *self, LimenPartition *rows, unsigned n_threads)
{
  if (!sort_weighted (rows, &self->n_scores, n_threads))
    return false;
  self->tp_weights
      = limen_big_array_new (self->n_scores + 1, sizeof *self->tp_weights);
  self->fp_weights
      = limen_big_array_new (self->n_scores + 1, sizeof *self->fp_weights);
  if (self->tp_weights == NULL || self->fp_weights == NULL)
    return false;
  cumulate (self, rows);
  extract_weighted_scores (rows->keys, rows->n_rows);
  self->scores = limen_big_array_shrink (rows->keys, self->n_scores,
                                         sizeof *self->scores);
  rows->keys = NULL;
  return true;
}

static LimenSweep *
build_weights (LimenPartitionFill fill, const void *data, size_t n_rows,
               unsigned n_threads)
{
  LimenPartition partition;
  LimenPartitionRows source = { .fill = fill,
                                .data = data,
                                .n_rows = n_rows,
                                .has_payload = true,
                                .n_threads = n_threads };
  LimenSweep *self = calloc (1, sizeof *self);

  if (!limen_partition_init (&partition, &source) || self == NULL
      || !fill_weights (self, &partition, n_threads))
    {
      limen_sweep_free (self);
      self = NULL;
    }
  limen_partition_clear (&partition);
  return self;
}

/* Implements limen_sweep_new() with a given number of threads (0: one per
 * processor), which does not change the result. */
LimenSweep *
limen_sweep_build (const double *scores, const uint16_t *labels,
                   uint16_t positive, const double *weights, size_t n_rows,
                   unsigned n_threads)
{
  CountedRows counted
      = { .scores = scores, .labels = labels, .positive = positive };
  WeightedRows weighted = { .scores = scores,
                            .labels = labels,
                            .positive = positive,
                            .weights = weights };
  LimenSweep *self;

  if (weights == NULL && n_rows <= UINT32_MAX
      && limen_score_code_init (&counted.code, scores, n_rows, n_threads))
    return build_counts (&counted, n_rows, n_threads);
  self = build_weights (fill_weighted, &weighted, n_rows, n_threads);
  if (self != NULL)
    self->is_weighted = weights != NULL;
  return self;
}

static bool
are_whole (const double *counts, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (counts[i] != floor (counts[i]))
      return false;
  return true;
}

/* Implements limen_sweep_new_from_counts() with a given number of threads (0:
 * one per processor), which does not change the result. */
LimenSweep *
limen_sweep_build_from_counts (const double *scores, const double *positives,
                               const double *negatives, size_t n_counts,
                               unsigned n_threads)
{
  Counts counts = { scores, positives, negatives, n_counts };
  LimenSweep *self = n_counts <= SIZE_MAX / 2 ? build_weights (
                         fill_from_counts, &counts, 2 * n_counts, n_threads)
                                              : NULL;

  if (self != NULL)
    self->is_weighted
        = !are_whole (positives, n_counts) || !are_whole (negatives, n_counts);
  return self;
}

/* Frees a sweep. NULL is ignored. */
void
limen_sweep_free (LimenSweep *self)
{
  if (self == NULL)
    return;
  free (self->scores);
  free (self->starts);
  limen_rank_bits_clear (&self->positive_rows);
  free (self->tp_weights);
  free (self->fp_weights);
  free (self->fp_costs);
  free (self->fn_costs);
  free (self);
}
