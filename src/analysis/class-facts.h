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
  gsize gap_row;        /* index of a row with this difference */
  gsize n_gaps;         /* number of rows with |sum - 1| above
                         * LIMEN_SUM_TOLERANCE */
  double log_gap;       /* the largest |sum exp (score) - 1| of a row */
  guint decimals;       /* decimals that suffice to write all scores; above
                         * LIMEN_MAX_ROUNDED_DECIMALS if more than that are
                         * needed */
  /* Multiclass: number of rows with a probability of exactly 1, and of rows
   * whose true class has probability 0 or a log-probability of -inf.
   * Multilabel: number of probabilities of exactly 0 or 1, and of the ones
   * among them that contradict the label. */
  gsize n_sure, n_impossible;
  gsize first_impossible; /* first row counted in n_impossible */
  gsize n_right;        /* number of rows whose true class has the largest
                         * score */
  guint64 *hashes;      /* hashes of the rows' scores, ascending */
  double *rows;         /* row of each hash, ascending among equal hashes */
} LimenClassFacts;

gboolean limen_class_facts_init (LimenClassFacts *self,
                                 LimenAnalysis *analysis, GPtrArray *findings,
                                 GError **error);
void limen_class_facts_clear (LimenClassFacts *self);
