/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"

/* Upper bound on the decimals of rounded scores. */
#define LIMEN_MAX_ROUNDED_DECIMALS 4

/* Tolerance of the sum of a row's probabilities: six digits each, for a
 * handful of classes. */
#define LIMEN_SUM_TOLERANCE 1e-3

/* Facts about the scores of several classes, collected in one pass for the
 * findings. */
typedef struct
{
  LimenAnalysis *analysis;
  LimenDataset *dataset;
  const LimenPredictions *numbers; /* as in the file */
  GPtrArray *findings;
  double low, high;     /* range of all scores */
  double min_sum, max_sum; /* range of the row sums of scores */
  double gap;           /* the largest |sum - 1| of a row */
  gsize gap_row;        /* and the row that has it */
  gsize n_gaps;         /* rows where it exceeds LIMEN_SUM_TOLERANCE */
  double log_gap;       /* the largest |sum exp (score) - 1| of a row */
  guint decimals;       /* enough for all scores; above the limit if more are
                         * needed */
  /* Multiclass: number of rows with a probability of exactly 1, and of rows
   * whose true class has probability 0. Multilabel: number of scores of
   * exactly 0 or 1, and of those among them that contradict the label. */
  gsize n_sure, n_impossible;
  gsize first_impossible; /* first row counted in n_impossible */
  gsize n_right;        /* rows whose largest score is the true class's */
  guint64 *hashes;      /* hashes of the rows' scores, ascending */
  double *rows;         /* row of each hash, ascending among equal hashes */
} LimenClassFacts;

gboolean limen_class_facts_init (LimenClassFacts *self,
                                 LimenAnalysis *analysis, GPtrArray *findings,
                                 GError **error);
void limen_class_facts_clear (LimenClassFacts *self);
