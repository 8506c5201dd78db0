/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "row-moments.h"

#include <stdlib.h>

#include "big-array.h"
#include "parallel.h"

/* Upper bound on the number of chunks, and the minimum values per chunk for a
 * thread to pay off. */
#define MAX_PARTS 256
#define MIN_PART_NUMBERS 65536

/* A pass over all rows, in chunks that do not depend on the number of
 * threads. */
typedef struct
{
  const LimenRows *rows;
  LimenChunks chunks;
  LimenMoments parts[MAX_PARTS];
} Pass;

/* The values and weights of some rows. */
typedef struct
{
  double values[LIMEN_ROW_SUMS_BLOCK], weights[LIMEN_ROW_SUMS_BLOCK];
  size_t n;
} Block;

static void
load (Block *self, const LimenRows *rows, size_t first, size_t end)
{
  self->n = end - first < rows->block_size ? end - first : rows->block_size;
  rows->get_values (rows->data, first, self->n, self->values, self->weights);
}

static void
add_part (void *data, size_t part)
{
  Pass *self = data;
  LimenSpan span = limen_chunks_get (self->chunks, part);
  LimenMoments moments = { 0 };
  Block block;

  for (size_t first = span.first; first < span.end; first += block.n)
    {
      load (&block, self->rows, first, span.end);
      limen_moments_add (&moments, block.values,
                         self->rows->is_weighted ? block.weights : NULL,
                         block.n);
    }
  self->parts[part] = moments;
}

static LimenMoments
compute_rows (const LimenRows *rows)
{
  Pass pass = { .rows = rows };
  LimenMoments moments = { 0 };

  pass.chunks
      = limen_chunks_new (rows->n_rows, MIN_PART_NUMBERS / rows->n_columns,
                          MAX_PARTS, rows->block_size);
  limen_parallel_run (add_part, &pass, pass.chunks.n_chunks, rows->n_threads);
  for (size_t i = 0; i < pass.chunks.n_chunks; i++)
    limen_moments_merge (&moments, &pass.parts[i]);
  return moments;
}

/* Adds the rows to the sums of their units, in the order of the rows. */
static void
sum_units (const LimenRows *rows, const LimenUnits *units, double *values,
           double *weights)
{
  Block block;

  for (size_t i = 0; i < units->n_units; i++)
    values[i] = weights[i] = 0;
  for (size_t first = 0; first < rows->n_rows; first += block.n)
    {
      load (&block, rows, first, rows->n_rows);
      for (size_t i = 0; i < block.n; i++)
        {
          uint32_t unit = units->of_rows[first + i];

          values[unit] += block.values[i];
          weights[unit] += rows->is_weighted ? block.weights[i] : 1;
        }
    }
}

/* A pass over all rows that keeps positives and negatives apart. */
typedef struct
{
  const LimenRows *rows;
  const uint16_t *labels;
  uint16_t positive;
  LimenChunks chunks;
  LimenMoments parts[MAX_PARTS][2];
} ClassPass;

/* Adds the rows of a class (0: negative, 1: positive) among those of a block,
 * which begins at row `first`. */
static void
add_class (const ClassPass *self, const Block *block, size_t first, int class,
           LimenMoments *moments)
{
  Block chosen = { .n = 0 };

  for (size_t i = 0; i < block->n; i++)
    if ((self->labels[first + i] == self->positive) == class)
      {
        chosen.values[chosen.n] = block->values[i];
        chosen.weights[chosen.n++] = block->weights[i];
      }
  limen_moments_add (moments, chosen.values,
                     self->rows->is_weighted ? chosen.weights : NULL,
                     chosen.n);
}

static void
add_classes (void *data, size_t part)
{
  ClassPass *self = data;
  LimenSpan span = limen_chunks_get (self->chunks, part);
  LimenMoments moments[2] = { 0 };
  Block block;

  for (size_t first = span.first; first < span.end; first += block.n)
    {
      load (&block, self->rows, first, span.end);
      for (int class = 0; class < 2; class ++)
        add_class (self, &block, first, class, &moments[class]);
    }
  self->parts[part][0] = moments[0];
  self->parts[part][1] = moments[1];
}

/* Replaces the squares and products of all rows by those around the means of
 * the classes, each corrected for its size as a sample variance is. */
static void
take_within (LimenMoments *all, const LimenMoments classes[2])
{
  all->values = all->weights = all->products = 0;
  for (int class = 0; class < 2; class ++)
    if (classes[class].n > 0)
      {
        double n = classes[class].n;
        double factor = n / (n - 1) * ((all->n - 1) / all->n);

        all->values += factor * classes[class].values;
        all->weights += factor * classes[class].weights;
        all->products += factor * classes[class].products;
      }
}

/* Computes the moments of independent rows for samples in which each class
 * keeps its number of rows: the means are those of all rows, the squares and
 * products are around the means of the classes. Around those of all rows if a
 * class has a single one. In parallel; the same bits for any number of
 * threads. */
LimenMoments
limen_row_moments_compute_within (const LimenRows *rows,
                                  const uint16_t *labels, uint16_t positive)
{
  ClassPass pass = { .rows = rows, .labels = labels, .positive = positive };
  LimenMoments classes[2] = { 0 }, all;

  pass.chunks
      = limen_chunks_new (rows->n_rows, MIN_PART_NUMBERS / rows->n_columns,
                          MAX_PARTS, rows->block_size);
  limen_parallel_run (add_classes, &pass, pass.chunks.n_chunks,
                      rows->n_threads);
  for (size_t i = 0; i < pass.chunks.n_chunks; i++)
    for (int class = 0; class < 2; class ++)
      limen_moments_merge (&classes[class], &pass.parts[i][class]);
  all = classes[0];
  limen_moments_merge (&all, &classes[1]);
  if (classes[0].n != 1 && classes[1].n != 1)
    take_within (&all, classes);
  return all;
}

/* Computes the moments of the rows' values and weights; with units, those of
 * the sums of each unit, for which the ratio is that of the rows, and its
 * variance allows for rows of a unit that are alike ("cluster-robust").
 * `units` NULL: rows are independent. In parallel without units; the same bits
 * for any number of threads. False, with *moments untouched, when memory runs
 * out, which takes units. */
bool
limen_row_moments_compute (const LimenRows *rows, const LimenUnits *units,
                           LimenMoments *moments)
{
  double *sums;

  if (units == NULL)
    {
      *moments = compute_rows (rows);
      return true;
    }
  sums = limen_big_array_new (2 * units->n_units, sizeof *sums);
  if (sums == NULL)
    return false;
  sum_units (rows, units, sums, sums + units->n_units);
  *moments = (LimenMoments){ 0 };
  for (size_t first = 0, n; first < units->n_units; first += n)
    {
      n = units->n_units - first;
      n = n < LIMEN_MOMENTS_BLOCK ? n : LIMEN_MOMENTS_BLOCK;
      limen_moments_add (moments, sums + first, sums + units->n_units + first,
                         n);
    }
  free (sums);
  return true;
}
