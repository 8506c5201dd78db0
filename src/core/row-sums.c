#include "row-sums.h"

#include "parallel.h"
#include "wide.h"

/* Parts that rows are cut into at most, and numbers of a part at least: enough
 * that a thread is worth its while. */
#define MAX_PARTS 256
#define PART_NUMBERS 65536

/* All rows, in parts that are the same for any number of threads. */
typedef struct
{
  const LimenRows *rows;
  size_t part_size;
  LimenSum values[MAX_PARTS], weights[MAX_PARTS];
} Work;

static size_t
get_part_size (const LimenRows *rows)
{
  size_t least = PART_NUMBERS / rows->n_columns;
  size_t size = rows->n_rows / MAX_PARTS + 1;

  if (size < least)
    size = least;
  return (size + rows->block_size - 1) / rows->block_size * rows->block_size;
}

LIMEN_WIDE static void
add_part (void *data, size_t part)
{
  Work *self = data;
  const LimenRows *rows = self->rows;
  size_t first = part * self->part_size, end = first + self->part_size;
  size_t n = rows->block_size;
  double values[LIMEN_ROW_SUMS_BLOCK], weights[LIMEN_ROW_SUMS_BLOCK];
  LimenSums value_sums = { 0 }, weight_sums = { 0 };

  if (end > rows->n_rows)
    end = rows->n_rows;
  for (; first < end; first += n)
    {
      if (n > end - first)
        n = end - first;
      rows->get_values (rows->data, first, n, values, weights);
      limen_sums_add (&value_sums, values, n);
      if (rows->is_weighted)
        limen_sums_add (&weight_sums, weights, n);
    }
  self->values[part] = limen_sums_get_sum (&value_sums);
  self->weights[part] = limen_sums_get_sum (&weight_sums);
}

/* The sum of the values of all rows, and that of their weights: the same bits
 * for any number of threads. */
LimenRowSums
limen_row_sums_compute (const LimenRows *rows)
{
  Work work = { .rows = rows, .part_size = get_part_size (rows) };
  size_t n_parts = (rows->n_rows + work.part_size - 1) / work.part_size;
  LimenSum values = { 0 }, weights = { 0 };

  limen_parallel_run (add_part, &work, n_parts, rows->n_threads);
  for (size_t i = 0; i < n_parts; i++)
    {
      limen_sum_add_sum (&values, &work.values[i]);
      limen_sum_add_sum (&weights, &work.weights[i]);
    }
  return (LimenRowSums){
    .values = limen_sum_value (&values),
    .weights
    = rows->is_weighted ? limen_sum_value (&weights) : (double) rows->n_rows,
  };
}
