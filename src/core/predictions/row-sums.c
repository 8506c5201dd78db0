/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "row-sums.h"

#include "parallel.h"
#include "wide.h"

/* Upper bound on the number of chunks, and the minimum values per chunk for a
 * thread to pay off. */
#define MAX_PARTS 256
#define MIN_PART_NUMBERS 65536

/* The sums of one chunk. */
typedef struct
{
  LimenSum values, weights;
} Part;

/* A pass over all rows, in chunks that do not depend on the number of
 * threads. */
typedef struct
{
  const LimenRows *rows;
  size_t n; /* entries of `rows` */
  LimenChunks chunks;
  Part parts[MAX_PARTS][LIMEN_ROW_SUMS_MAX];
} Work;

LIMEN_WIDE static void
add_block (const LimenRows *rows, size_t first, size_t n,
           LimenSums *value_sums, LimenSums *weight_sums)
{
  double values[LIMEN_ROW_SUMS_BLOCK], weights[LIMEN_ROW_SUMS_BLOCK];

  rows->get_values (rows->data, first, n, values, weights);
  limen_sums_add (value_sums, values, n);
  if (rows->is_weighted)
    limen_sums_add (weight_sums, weights, n);
}

static void
add_part (void *data, size_t part)
{
  Work *self = data;
  LimenSpan span = limen_chunks_get (self->chunks, part);
  size_t n = self->rows->block_size;
  LimenSums values[LIMEN_ROW_SUMS_MAX] = { 0 };
  LimenSums weights[LIMEN_ROW_SUMS_MAX] = { 0 };

  for (size_t first = span.first; first < span.end; first += n)
    {
      if (n > span.end - first)
        n = span.end - first;
      for (size_t k = 0; k < self->n; k++)
        add_block (&self->rows[k], first, n, &values[k], &weights[k]);
    }
  for (size_t k = 0; k < self->n; k++)
    self->parts[part][k] = (Part){ limen_sums_get_sum (&values[k]),
                                   limen_sums_get_sum (&weights[k]) };
}

static LimenRowSums
add_parts (const Work *self, size_t k)
{
  const LimenRows *rows = &self->rows[k];
  LimenSum values = { 0 }, weights = { 0 };

  for (size_t i = 0; i < self->chunks.n_chunks; i++)
    {
      limen_sum_add_sum (&values, &self->parts[i][k].values);
      limen_sum_add_sum (&weights, &self->parts[i][k].weights);
    }
  return (LimenRowSums){
    .values = limen_sum_value (&values),
    .weights
    = rows->is_weighted ? limen_sum_value (&weights) : (double) rows->n_rows,
  };
}

/* Computes n sums over rows in one pass, up to LIMEN_ROW_SUMS_MAX, each
 * with the same bits as by limen_row_sums_compute(). The entries of `rows`
 * must agree in n_rows, n_columns, block_size and n_threads. */
void
limen_row_sums_compute_several (const LimenRows *rows, size_t n,
                                LimenRowSums *sums)
{
  Work work;

  work.rows = rows;
  work.n = n;
  work.chunks
      = limen_chunks_new (rows->n_rows, MIN_PART_NUMBERS / rows->n_columns,
                          MAX_PARTS, rows->block_size);
  limen_parallel_run (add_part, &work, work.chunks.n_chunks, rows->n_threads);
  for (size_t k = 0; k < n; k++)
    sums[k] = add_parts (&work, k);
}

/* Computes the sum of the values over all rows, and of their weights, with
 * compensation and in parallel: the same bits for any number of threads. */
LimenRowSums
limen_row_sums_compute (const LimenRows *rows)
{
  LimenRowSums sums;

  limen_row_sums_compute_several (rows, 1, &sums);
  return sums;
}
