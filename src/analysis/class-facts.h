/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"

/* Decimals that are looked for. */
#define LIMEN_MAX_ROUNDED_DECIMALS 4

/* How far from one the probabilities of a row may add up: six digits of each,
 * for a handful of classes. */
#define LIMEN_SUM_TOLERANCE 1e-3

/* What one pass over the rows shows. */
typedef struct
{
  LimenAnalysis *analysis;
  LimenDataset *dataset;
  const LimenPredictions *numbers; /* the file's */
  GPtrArray *findings;
  double low, high;     /* of all scores */
  double min_sum, max_sum; /* of the scores of a row */
  double gap;           /* the largest |sum - 1| ... */
  gsize gap_row;        /* ... and where */
  gsize n_gaps;         /* rows where it is beyond LIMEN_SUM_TOLERANCE */
  double log_gap;       /* the largest |sum exp - 1| */
  guint decimals;       /* that all scores have at most; past the limit: more */
  /* Rows with a probability of exactly 1, and those with 0 for the true class;
   * of several labels, scores of exactly 0 or 1, and those that rule out what
   * is true. */
  gsize n_sure, n_impossible;
  gsize first_impossible; /* row */
  gsize n_right;        /* whose largest score is the true class's */
  guint64 *hashes;      /* of the scores of rows, ascending */
  double *rows;         /* whose hash each is, ascending where it is one */
} LimenClassFacts;

gboolean limen_class_facts_init (LimenClassFacts *self,
                                 LimenAnalysis *analysis, GPtrArray *findings,
                                 GError **error);
void limen_class_facts_clear (LimenClassFacts *self);
