/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "replicates.h"
#include "status.h"

/* The cells of a confusion matrix, and the cost of the rows in two of them. */
enum
{
  LIMEN_CELL_TP,
  LIMEN_CELL_FP,
  LIMEN_CELL_FN,
  LIMEN_CELL_TN,
  LIMEN_CELL_FP_COST,
  LIMEN_CELL_FN_COST,
  LIMEN_N_CELLS
};

/* The confusion matrix at a threshold: the sum over all units of the weight
 * that each has in a cell, and of the products of two such weights. */
typedef struct
{
  double totals[LIMEN_N_CELLS];
  double products[LIMEN_N_CELLS][LIMEN_N_CELLS]; /* symmetric */
} LimenCellMoments;

/* The units that have rows of a class: their number, and the sums of powers of
 * the weight of these rows in each unit, of the cost that they have as errors,
 * and of the products of both. */
typedef struct
{
  double n;
  double weight, square, fourth;
  double cost, cost_product, cost_square, cost_fourth;
} LimenClassUnits;

/* What an interval of a metric at some thresholds depends on. Weights are
 * divided by `scale`, and costs of errors contain them. */
typedef struct
{
  size_t n_points; /* thresholds */
  LimenCellMoments *points;
  LimenClassUnits classes[2]; /* negatives, positives */
  bool has_costs;
  double scale;
} LimenCells;

LIMEN_MUST_CHECK bool limen_cells_init (LimenCells *self,
                                        const LimenSweep *sweep,
                                        const size_t *candidates,
                                        size_t n_candidates);
LIMEN_MUST_CHECK bool limen_cells_init_from_rows (LimenCells *self,
                                                  const LimenUnitRows *rows,
                                                  const double *thresholds,
                                                  size_t n_thresholds);
void limen_cells_clear (LimenCells *self);

double limen_class_units_get_effective (const LimenClassUnits *self);
LimenBootstrapStatus
limen_replicates_init_from_cells (LimenReplicates *self,
                                  const LimenBootstrap *plan,
                                  const LimenCells *cells, unsigned n_threads);
