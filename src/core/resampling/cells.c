/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cells.h"

#include <stdlib.h>

#include "big-array.h"
#include "cells-private.h"
#include "parallel.h"

/* Upper bound on the number of chunks, and the minimum rows per chunk for a
 * thread to pay off. */
#define MAX_PARTS 32
#define MIN_PART_ROWS 65536

/* Places of the half cells above and below a threshold. */
static const int places[2][LIMEN_N_HALF] = {
  { LIMEN_CELL_TP, LIMEN_CELL_FP, LIMEN_CELL_FP_COST },
  { LIMEN_CELL_FN, LIMEN_CELL_TN, LIMEN_CELL_FN_COST },
};

/* Returns the number of units of equal weight that determine as much as these
 * (Kish, 1965); NaN without any. */
double
limen_class_units_get_effective (const LimenClassUnits *self)
{
  return self->weight * self->weight / self->square;
}

/* Adds a unit with this weight and cost of its rows of the class. */
void
limen_class_units_add (LimenClassUnits *self, double weight, double cost)
{
  double square = weight * weight;

  self->n += weight > 0;
  self->weight += weight;
  self->square += square;
  self->fourth += square * square;
  self->cost += cost;
  self->cost_product += weight * cost;
  self->cost_square += cost * cost;
  self->cost_fourth += cost * cost * (cost * cost);
}

static void
merge_units (LimenClassUnits *self, const LimenClassUnits *other)
{
  self->n += other->n;
  self->weight += other->weight;
  self->square += other->square;
  self->fourth += other->fourth;
  self->cost += other->cost;
  self->cost_product += other->cost_product;
  self->cost_square += other->cost_square;
  self->cost_fourth += other->cost_fourth;
}

static size_t
count_reached (const double *thresholds, size_t n, double score)
{
  size_t low = 0, high = n;

  while (low < high)
    {
      size_t middle = low + (high - low) / 2;

      if (score >= thresholds[middle])
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Returns row i with its slot, its weight divided by `scale`, and the cost
 * that it has as an error. */
LimenCellRow
limen_cell_row_get (const LimenUnitRows *rows, size_t i,
                    const double *thresholds, size_t n_thresholds,
                    double scale)
{
  LimenCellRow row
      = { .slot = (uint32_t) count_reached (thresholds, n_thresholds,
                                            rows->scores[i]),
          .is_positive = rows->labels[i] == rows->positive,
          .weight = rows->weights != NULL ? rows->weights[i] / scale : 1 };
  const double *costs = row.is_positive ? rows->fn_costs : rows->fp_costs;

  row.cost = row.weight * (costs != NULL ? costs[i] : 1);
  return row;
}

/* The rows of each slot, by class: those of slot i and class c at 2 * i + c. A
 * chunk of them, and their sum. */
typedef struct
{
  const LimenUnitRows *rows;
  const double *thresholds;
  size_t n_slots;
  double scale;
  LimenChunks chunks;
  LimenClassUnits *parts;
} RowPass;

static void
sum_rows (void *data, size_t part)
{
  const RowPass *self = data;
  LimenSpan span = limen_chunks_get (self->chunks, part);
  LimenClassUnits *slots = self->parts + part * 2 * self->n_slots;

  for (size_t i = 0; i < 2 * self->n_slots; i++)
    slots[i] = (LimenClassUnits){ 0 };
  for (size_t i = span.first; i < span.end; i++)
    {
      LimenCellRow row = limen_cell_row_get (self->rows, i, self->thresholds,
                                             self->n_slots - 1, self->scale);

      limen_class_units_add (&slots[2 * row.slot + row.is_positive],
                             row.weight, row.cost);
    }
}

/* The change of one half of the cells by independent rows of a class: their
 * weight, and their cost if they are errors there. */
static void
set_half (LimenCellHalf *half, const LimenClassUnits *rows, int place,
          bool is_error)
{
  half->totals[place] = rows->weight;
  half->products[place][place] = rows->square;
  if (!is_error)
    return;
  half->totals[LIMEN_HALF_COST] = rows->cost;
  half->products[LIMEN_HALF_COST][LIMEN_HALF_COST] = rows->cost_square;
  half->products[place][LIMEN_HALF_COST] = rows->cost_product;
  half->products[LIMEN_HALF_COST][place] = rows->cost_product;
}

static void
set_step (LimenCellStep *step, const LimenClassUnits slots[2])
{
  set_half (&step->above, &slots[1], LIMEN_HALF_POSITIVES, false);
  set_half (&step->above, &slots[0], LIMEN_HALF_NEGATIVES, true);
  set_half (&step->below, &slots[1], LIMEN_HALF_POSITIVES, true);
  set_half (&step->below, &slots[0], LIMEN_HALF_NEGATIVES, false);
}

/* Sums independent rows by slot, in parallel; the chunks do not depend on the
 * number of threads. False when memory runs out. */
static bool
add_rows (LimenCells *self, const LimenUnitRows *rows,
          const double *thresholds, LimenCellStep *steps)
{
  size_t n_slots = self->n_points + 1;
  RowPass pass = { .rows = rows,
                   .thresholds = thresholds,
                   .n_slots = n_slots,
                   .scale = self->scale };

  pass.chunks = limen_chunks_new (rows->n_rows, MIN_PART_ROWS + 16 * n_slots,
                                  MAX_PARTS, 1);
  pass.parts = limen_big_array_new (pass.chunks.n_chunks + 1,
                                    2 * n_slots * sizeof *pass.parts);
  if (pass.parts == NULL)
    return false;
  limen_parallel_run (sum_rows, &pass, pass.chunks.n_chunks, 0);
  for (size_t i = 0; i < n_slots; i++)
    {
      LimenClassUnits sums[2] = { { 0 }, { 0 } };

      for (size_t part = 0; part < pass.chunks.n_chunks; part++)
        for (size_t k = 0; k < 2; k++)
          merge_units (&sums[k], &pass.parts[(part * n_slots + i) * 2 + k]);
      for (int k = 0; k < 2; k++)
        merge_units (&self->classes[k], &sums[k]);
      set_step (&steps[i], sums);
    }
  free (pass.parts);
  return true;
}

static void
add_half (LimenCellHalf *self, const LimenCellHalf *change)
{
  for (int i = 0; i < LIMEN_N_HALF; i++)
    {
      self->totals[i] += change->totals[i];
      for (int k = 0; k < LIMEN_N_HALF; k++)
        self->products[i][k] += change->products[i][k];
    }
}

static void
store_half (LimenCellMoments *point, const LimenCellHalf *half, bool is_below)
{
  const int *of = places[is_below];

  for (int i = 0; i < LIMEN_N_HALF; i++)
    {
      point->totals[of[i]] = half->totals[i];
      for (int k = 0; k < LIMEN_N_HALF; k++)
        point->products[of[i]][of[k]] = half->products[i][k];
    }
}

/* Cumulates the steps: sums of what is above a threshold from the highest one
 * down, and of what is below it from the lowest one up, so that a sum of a few
 * small weights is no difference of large sums. */
static void
cumulate (LimenCells *self, const LimenCellStep *steps)
{
  LimenCellHalf above = { 0 }, below = { 0 };
  double across[LIMEN_N_HALF][LIMEN_N_HALF] = { 0 };

  for (size_t j = self->n_points; j-- > 0;)
    {
      LimenCellMoments *point = &self->points[j];

      add_half (&above, &steps[j + 1].above);
      store_half (point, &above, false);
      for (int i = 0; i < LIMEN_N_HALF; i++)
        for (int k = 0; k < LIMEN_N_HALF; k++)
          {
            across[i][k] += steps[j + 1].across[i][k];
            point->products[places[0][i]][places[1][k]] = across[i][k];
            point->products[places[1][k]][places[0][i]] = across[i][k];
          }
    }
  for (size_t j = 0; j < self->n_points; j++)
    {
      add_half (&below, &steps[j].below);
      store_half (&self->points[j], &below, true);
    }
}

static bool
allocate (LimenCells *self, size_t n_points)
{
  *self = (LimenCells){ .n_points = n_points, .scale = 1 };
  self->points = limen_big_array_new (n_points + 1, sizeof *self->points);
  return self->points != NULL;
}

/* Computes the moments at candidates of a sweep of independent rows that all
 * count 1: the numbers of rows themselves. O(log n) for each. False when
 * memory runs out; call limen_cells_clear() in either case. */
bool
limen_cells_init (LimenCells *self, const LimenSweep *sweep,
                  const size_t *candidates, size_t n_candidates)
{
  double sizes[] = { limen_sweep_get_negatives (sweep),
                     limen_sweep_get_positives (sweep) };

  if (!allocate (self, n_candidates))
    return false;
  for (int i = 0; i < 2; i++)
    self->classes[i] = (LimenClassUnits){
      .n = sizes[i], .weight = sizes[i], .square = sizes[i], .fourth = sizes[i]
    };
  for (size_t i = 0; i < n_candidates; i++)
    {
      LimenConfusion c = limen_sweep_get_confusion (sweep, candidates[i]);
      double cells[] = { c.tp, c.fp, c.fn, c.tn };

      self->points[i] = (LimenCellMoments){ 0 };
      for (int k = 0; k < 4; k++)
        self->points[i].totals[k] = self->points[i].products[k][k] = cells[k];
    }
  return true;
}

static double
find_greatest (const double *weights, size_t n)
{
  double greatest = 0;

  for (size_t i = 0; i < n; i++)
    greatest = weights[i] > greatest ? weights[i] : greatest;
  return greatest;
}

/* Computes the moments at thresholds, in ascending order, from rows with
 * weights or costs of their own, or in units, in one pass. The same bits for
 * any number of threads. False when memory runs out; call limen_cells_clear()
 * in either case. */
bool
limen_cells_init_from_rows (LimenCells *self, const LimenUnitRows *rows,
                            const double *thresholds, size_t n_thresholds)
{
  LimenCellStep *steps;
  bool has_memory;

  if (!allocate (self, n_thresholds))
    return false;
  self->has_costs = rows->fp_costs != NULL || rows->fn_costs != NULL;
  if (rows->weights != NULL)
    self->scale = find_greatest (rows->weights, rows->n_rows);
  if (!(self->scale > 0))
    self->scale = 1;
  steps = calloc (n_thresholds + 1, sizeof *steps);
  has_memory = steps != NULL
               && (rows->units != NULL
                       ? limen_cells_add_units (self, rows, thresholds, steps)
                       : add_rows (self, rows, thresholds, steps));
  if (has_memory)
    cumulate (self, steps);
  free (steps);
  return has_memory;
}

/* Frees the moments. */
void
limen_cells_clear (LimenCells *self)
{
  free (self->points);
  self->points = NULL;
}
