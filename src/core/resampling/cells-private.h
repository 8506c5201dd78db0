/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cells.h"

/* The cells above a threshold, and those below it: places in either half of a
 * LimenCellStep. */
enum
{
  LIMEN_HALF_POSITIVES,
  LIMEN_HALF_NEGATIVES,
  LIMEN_HALF_COST, /* of negatives above, of positives below */
  LIMEN_N_HALF
};

/* One half of the cells: sums of weights, and of products of two. */
typedef struct
{
  double totals[LIMEN_N_HALF];
  double products[LIMEN_N_HALF][LIMEN_N_HALF];
} LimenCellHalf;

/* What the moments change by where a threshold passes the scores of a slot: of
 * the cells above it as it falls, of those below it as it rises, and of the
 * products of one of either as it falls. Slot i holds the rows that reach i of
 * the thresholds. */
typedef struct
{
  LimenCellHalf above, below;
  double across[LIMEN_N_HALF][LIMEN_N_HALF];
} LimenCellStep;

/* A row as it is added to the moments. */
typedef struct
{
  uint32_t slot;
  bool is_positive;
  double weight, cost;
} LimenCellRow;

LimenCellRow limen_cell_row_get (const LimenUnitRows *rows, size_t i,
                                 const double *thresholds, size_t n_thresholds,
                                 double scale);
void limen_class_units_add (LimenClassUnits *self, double weight, double cost);
LIMEN_MUST_CHECK bool limen_cells_add_units (LimenCells *self,
                                             const LimenUnitRows *rows,
                                             const double *thresholds,
                                             LimenCellStep *steps);
