/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "big-array.h"
#include "cells-private.h"

/* The rows of all units, one unit after the other, in ascending order of their
 * slots within each. */
typedef struct
{
  LimenCellRow *rows;
  size_t *starts; /* n_units + 1 */
} Sorted;

static void
sorted_clear (Sorted *self)
{
  free (self->rows);
  free (self->starts);
}

/* Replaces the numbers of items by where the items of each number go. */
static void
find_starts (size_t *starts, size_t n)
{
  size_t sum = 0;

  for (size_t i = 0; i < n; i++)
    {
      size_t count = starts[i];

      starts[i] = sum;
      sum += count;
    }
}

/* Sorts the rows by slot, then by unit; both sorts keep the order of equal
 * ones. */
static void
sort_rows (Sorted *self, const LimenUnitRows *rows, const double *thresholds,
           size_t n_thresholds, double scale, size_t *slots, uint32_t *order)
{
  for (size_t i = 0; i < rows->n_rows; i++)
    slots[limen_cell_row_get (rows, i, thresholds, n_thresholds, scale)
              .slot]++;
  find_starts (slots, n_thresholds + 1);
  for (size_t i = 0; i < rows->n_rows; i++)
    {
      uint32_t slot
          = limen_cell_row_get (rows, i, thresholds, n_thresholds, scale).slot;

      order[slots[slot]++] = (uint32_t) i;
    }
  for (size_t i = 0; i < rows->n_rows; i++)
    self->starts[rows->units[i] + 1]++;
  find_starts (self->starts + 1, rows->n_units);
  for (size_t i = 0; i < rows->n_rows; i++)
    {
      size_t *place = &self->starts[rows->units[order[i]] + 1];

      self->rows[(*place)++] = limen_cell_row_get (rows, order[i], thresholds,
                                                   n_thresholds, scale);
    }
}

/* False when memory runs out. */
static bool
sorted_init (Sorted *self, const LimenUnitRows *rows, const double *thresholds,
             size_t n_thresholds, double scale)
{
  uint32_t *order = limen_big_array_new (rows->n_rows, sizeof *order);
  size_t *slots = calloc (n_thresholds + 2, sizeof *slots);
  bool has_memory;

  self->rows = limen_big_array_new (rows->n_rows, sizeof *self->rows);
  self->starts = calloc ((size_t) rows->n_units + 2, sizeof *self->starts);
  has_memory = order != NULL && slots != NULL && self->rows != NULL
               && self->starts != NULL;
  if (has_memory)
    sort_rows (self, rows, thresholds, n_thresholds, scale, slots, order);
  free (order);
  free (slots);
  return has_memory;
}

/* Gets what a row is above a threshold, or below it. */
static void
get_half (const LimenCellRow *row, bool is_below, double cells[LIMEN_N_HALF])
{
  cells[LIMEN_HALF_POSITIVES] = row->is_positive ? row->weight : 0;
  cells[LIMEN_HALF_NEGATIVES] = row->is_positive ? 0 : row->weight;
  cells[LIMEN_HALF_COST] = row->is_positive == is_below ? row->cost : 0;
}

/* Adds what a row changes in one half of the cells, which its unit has filled
 * so far. No term is negative. */
static void
add_to_half (LimenCellHalf *change, double unit[LIMEN_N_HALF],
             const double row[LIMEN_N_HALF])
{
  for (int i = 0; i < LIMEN_N_HALF; i++)
    {
      change->totals[i] += row[i];
      for (int k = 0; k < LIMEN_N_HALF; k++)
        change->products[i][k]
            += unit[i] * row[k] + row[i] * unit[k] + row[i] * row[k];
    }
  for (int i = 0; i < LIMEN_N_HALF; i++)
    unit[i] += row[i];
}

/* Adds what a row changes in the products across, where it moves from below
 * the threshold to above. */
static void
add_across (LimenCellStep *step, const double above[LIMEN_N_HALF],
            double below[LIMEN_N_HALF], const double to[LIMEN_N_HALF],
            const double from[LIMEN_N_HALF])
{
  for (int i = 0; i < LIMEN_N_HALF; i++)
    for (int k = 0; k < LIMEN_N_HALF; k++)
      step->across[i][k] += to[i] * (below[k] - from[k]) - above[i] * from[k];
  for (int k = 0; k < LIMEN_N_HALF; k++)
    below[k] -= from[k];
}

/* Adds a unit to the steps of its rows' slots, and to both classes. */
static void
add_unit (LimenCells *self, const LimenCellRow *rows, size_t n,
          LimenCellStep *steps)
{
  double above[LIMEN_N_HALF] = { 0 }, below[LIMEN_N_HALF] = { 0 };
  double weights[2] = { 0 }, costs[2] = { 0 };
  double to[LIMEN_N_HALF], from[LIMEN_N_HALF];

  for (size_t i = 0; i < n; i++)
    {
      get_half (&rows[i], true, from);
      add_to_half (&steps[rows[i].slot].below, below, from);
      weights[rows[i].is_positive] += rows[i].weight;
      costs[rows[i].is_positive] += rows[i].cost;
    }
  for (size_t i = n; i-- > 0;)
    {
      get_half (&rows[i], true, from);
      get_half (&rows[i], false, to);
      add_across (&steps[rows[i].slot], above, below, to, from);
      add_to_half (&steps[rows[i].slot].above, above, to);
    }
  for (int i = 0; i < 2; i++)
    limen_class_units_add (&self->classes[i], weights[i], costs[i]);
}

/* Adds rows in units, in the order of the units. False when memory runs
 * out. */
bool
limen_cells_add_units (LimenCells *self, const LimenUnitRows *rows,
                       const double *thresholds, LimenCellStep *steps)
{
  Sorted sorted = { NULL, NULL };
  bool has_memory
      = sorted_init (&sorted, rows, thresholds, self->n_points, self->scale);

  for (size_t i = 0; i < rows->n_units && has_memory; i++)
    add_unit (self, sorted.rows + sorted.starts[i],
              sorted.starts[i + 1] - sorted.starts[i], steps);
  sorted_clear (&sorted);
  return has_memory;
}
