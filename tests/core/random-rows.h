/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "confusion.h"
#include "sweep.h"

#define MAX_RANDOM_ROWS 40

/* A small random file. Weights are multiples of 1/4, so that all sums are
 * exact. */
typedef struct
{
  gsize n;
  double scores[MAX_RANDOM_ROWS];
  guint16 labels[MAX_RANDOM_ROWS];
  double weights[MAX_RANDOM_ROWS];
  gboolean has_weights;
  double fp_costs[MAX_RANDOM_ROWS], fn_costs[MAX_RANDOM_ROWS];
  gboolean has_fp_costs, has_fn_costs;
  LimenSweep *sweep;
} RandomRows;

/* Counts the confusion matrix at a threshold row by row. */
LimenConfusion random_rows_count (const RandomRows *self, double threshold);

/* Sums the costs of errors at a threshold from the rows' own costs. */
LimenErrorCosts random_rows_count_costs (const RandomRows *self,
                                         double threshold);

/* Checks that all cells are equal. */
void random_rows_assert_same (LimenConfusion a, LimenConfusion b);

/* Calls `check` with random files. */
void random_rows_for_each (void (*check) (const RandomRows *self));
