/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "big-array.h"
#include "parallel.h"
#include "partition.h"
#include "sort.h"
#include "sum.h"
#include "sweep-private.h"

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

/* Rows with the cost of an error, times the weight, as weight. */
typedef struct
{
  const LimenPredictions *numbers;
  bool is_upward; /* scores are negated */
} CostRows;

static void
fill_costs (const void *data, size_t first, size_t n, uint64_t *keys,
            double *payload)
{
  const CostRows *self = data;
  const LimenPredictions *numbers = self->numbers;

  for (size_t i = 0; i < n; i++)
    {
      size_t row = first + i;
      bool is_positive = numbers->labels[row] == numbers->positive;
      const double *costs
          = is_positive ? numbers->fn_costs : numbers->fp_costs;
      double score = numbers->scores[0][row];

      keys[i] = limen_sort_key (self->is_upward ? -score : score);
      payload[i] = copysign (limen_predictions_get_weight (numbers, row)
                                 * (costs != NULL ? costs[row] : 1),
                             is_positive ? 1 : -1);
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

/* Sums of the weights of both classes. */
typedef struct
{
  LimenSum tp, fp;
} Weights;

/* A bucket of sorted rows. */
typedef struct
{
  size_t n_scores, first_score; /* distinct scores; index of the first */
  Weights own, above; /* of its rows, and of those in buckets above */
} WeightedBucket;

/* State of sorting buckets with their payload and cumulating it. */
typedef struct
{
  LimenSweep *sweep;
  LimenPartition *rows;
  WeightedBucket *buckets;
  atomic_bool has_failed;
} WeightedSorting;

static void
add_weight (Weights *self, double weight)
{
  limen_sum_add (signbit (weight) ? &self->fp : &self->tp, fabs (weight));
}

/* Sorts a bucket, counts its distinct scores, and adds up its weights from the
 * highest score down. */
static void
sort_weighted_bucket (void *data, size_t bucket)
{
  WeightedSorting *self = data;
  WeightedBucket *result = &self->buckets[bucket];
  size_t first = self->rows->starts[bucket];
  size_t n = self->rows->starts[bucket + 1] - first;
  uint64_t *keys = self->rows->keys + first;
  double *weights = self->rows->payload + first;

  if (!limen_sort_keys (keys, weights, n))
    self->has_failed = true;
  for (size_t i = n; i-- > 0;)
    {
      add_weight (&result->own, weights[i]);
      result->n_scores += i == 0 || keys[i] != keys[i - 1];
    }
}

/* Finds the index of each bucket's first score, and the weights above it. */
static void
join_buckets (WeightedSorting *self)
{
  size_t n_buckets = self->rows->n_buckets;
  Weights above = { { 0 }, { 0 } };

  for (size_t i = 0; i < n_buckets; i++)
    {
      self->buckets[i].first_score = self->sweep->n_scores;
      self->sweep->n_scores += self->buckets[i].n_scores;
    }
  for (size_t i = n_buckets; i-- > 0;)
    {
      self->buckets[i].above = above;
      limen_sum_add_sum (&above.tp, &self->buckets[i].own.tp);
      limen_sum_add_sum (&above.fp, &self->buckets[i].own.fp);
    }
}

/* Cumulates the weights of a bucket's rows from the highest score down, and
 * overwrites their keys with the distinct scores, from its start on. */
static void
cumulate_bucket (void *data, size_t bucket)
{
  WeightedSorting *self = data;
  const WeightedBucket *place = &self->buckets[bucket];
  size_t first = self->rows->starts[bucket];
  size_t n = self->rows->starts[bucket + 1] - first, n_scores = 0;
  uint64_t *keys = self->rows->keys + first;
  double *tp = self->sweep->tp_weights + place->first_score;
  double *fp = self->sweep->fp_weights + place->first_score;
  Weights sums = place->above;
  struct
  {
    double tp, fp;
  } before = { 0, 0 }; /* keep the sums from falling through rounding */

  for (size_t i = n, k = place->n_scores; k-- > 0;)
    {
      uint64_t key = keys[i - 1];

      for (; i > 0 && keys[i - 1] == key; i--)
        add_weight (&sums, self->rows->payload[first + i - 1]);
      tp[k] = before.tp = fmax (before.tp, limen_sum_value (&sums.tp));
      fp[k] = before.fp = fmax (before.fp, limen_sum_value (&sums.fp));
    }
  for (size_t i = 0; i < n; i++)
    if (i + 1 == n || keys[i] != keys[i + 1])
      {
        double score = limen_sort_value (keys[i]);

        memcpy (&keys[n_scores++], &score, sizeof score);
      }
}

/* Raises the sums below index k that rounding has left below that at k: they
 * are from another bucket. */
static void
raise_to (double *sums, size_t k)
{
  for (size_t i = k; i-- > 0 && sums[i] < sums[k];)
    sums[i] = sums[k];
}

/* Joins the sums of the buckets, and closes the gaps that duplicates left
 * between their scores. */
static void
finish_weights (WeightedSorting *self)
{
  LimenSweep *sweep = self->sweep;
  uint64_t *keys = self->rows->keys;

  sweep->tp_weights[sweep->n_scores] = sweep->fp_weights[sweep->n_scores] = 0;
  for (size_t i = self->rows->n_buckets; i-- > 0;)
    {
      raise_to (sweep->tp_weights, self->buckets[i].first_score);
      raise_to (sweep->fp_weights, self->buckets[i].first_score);
    }
  for (size_t i = 0; i < self->rows->n_buckets; i++)
    if (self->rows->starts[i] > self->buckets[i].first_score)
      memmove (keys + self->buckets[i].first_score,
               keys + self->rows->starts[i],
               self->buckets[i].n_scores * sizeof *keys);
}

static bool
cumulate_weights (WeightedSorting *self, unsigned n_threads)
{
  LimenSweep *sweep = self->sweep;
  LimenPartition *rows = self->rows;

  limen_parallel_run (sort_weighted_bucket, self, rows->n_buckets, n_threads);
  if (self->has_failed)
    return false;
  join_buckets (self);
  sweep->tp_weights
      = limen_big_array_new (sweep->n_scores + 1, sizeof *sweep->tp_weights);
  sweep->fp_weights
      = limen_big_array_new (sweep->n_scores + 1, sizeof *sweep->fp_weights);
  if (sweep->tp_weights == NULL || sweep->fp_weights == NULL)
    return false;
  limen_parallel_run (cumulate_bucket, self, rows->n_buckets, n_threads);
  finish_weights (self);
  return true;
}

static bool
fill_weights (LimenSweep *self, LimenPartition *rows, unsigned n_threads)
{
  WeightedSorting sorting = { .sweep = self, .rows = rows };
  bool is_done;

  sorting.buckets = calloc (rows->n_buckets, sizeof *sorting.buckets);
  is_done = sorting.buckets != NULL && cumulate_weights (&sorting, n_threads);
  free (sorting.buckets);
  if (!is_done)
    return false;
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
  LimenScoreCode code;
  WeightedRows weighted = { .scores = scores,
                            .labels = labels,
                            .positive = positive,
                            .weights = weights };
  LimenSweep *self;

  if (weights == NULL && n_rows <= UINT32_MAX
      && limen_score_code_init (&code, scores, n_rows, n_threads))
    return limen_sweep_build_counts (&code, scores, labels, positive, n_rows,
                                     n_threads);
  self = build_weights (fill_weighted, &weighted, n_rows, n_threads);
  if (self != NULL)
    self->is_weighted = weights != NULL;
  return self;
}

/* Builds a sweep whose weights are the costs of errors, times the weights of
 * the rows; where only one kind of error has costs, each of the other kind
 * costs 1. With `is_upward` the scores are negated, so that costs are summed
 * from the lowest score up. NULL when memory runs out. */
LimenSweep *
limen_sweep_build_costs (const LimenPredictions *numbers, bool is_upward)
{
  const CostRows rows = { numbers, is_upward };

  return build_weights (fill_costs, &rows, numbers->n_rows, 0);
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
