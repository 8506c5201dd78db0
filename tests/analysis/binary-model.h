/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"

/* A binary model of a test: the number of rows, and for row i a score and
 * whether it is positive. */
typedef struct
{
  const char *head;
  guint n_rows;
  double share;     /* share of positives */
  double (*transform) (double probability);
  guint copies;  /* extra copies of each row */
  guint32 seed;  /* random seed of the labels; 0: labels by the running sum */
  const char *more; /* text appended to each row, or NULL */
  double (*chance) (double probability); /* probability that a row is positive;
                                          * NULL: the model's probability */
  gboolean has_odd; /* the last score is 1.7 */
} BinaryModel;

/* Transformations that models write instead of a probability. */

/* The probability itself. */
double binary_keep (double p);

/* A sigmoid of the probability, as if it were a logit. */
double binary_sigmoid_of (double p);

/* In percent. */
double binary_percent_of (double p);

/* Minus its logarithm. */
double binary_negative_log (double p);

/* Its logit. */
double binary_logit_of (double p);

/* Overconfident, with the model's ranking. */
double binary_overconfident (double p);

/* At least 2 % of the rows become 0 or 1. */
double binary_saturate (double p);

/* Decisions: only 0 and 1, and with a few other scores. */
double binary_decide (double p);

/* As binary_decide(), with a few rows of 0.25. */
double binary_decide_nearly (double p);

/* The other class is the positive one. */
double binary_upside_down (double p);

/* Unchanged, for rows that are positive above 0.5. */
double binary_separate (double p);

/* Within the range of a sigmoid of probabilities. */
double binary_half_to_073 (double p);

/* Probabilities of a rare class. */
double binary_rare (double p);

/* Nearly constant probabilities. */
double binary_near_half (double p);

/* From 2 to 8 in 100. */
double binary_five_percent (double p);

/* Share of votes of a number of trees. */
double binary_vote (double p, guint n_trees);

/* Votes that are unanimous in some rows. */
double binary_vote_10 (double p);

/* Evenly spread probabilities with labels that match them as closely as whole
 * rows allow: row i is positive where the running sum of probabilities passes
 * a whole number. */
char *binary_write_rows (const BinaryModel *model);

/* Whether the findings have a code; NULL: any finding. */
gboolean binary_has_finding (LimenAnalysis *analysis, const char *code);

/* Analyses the file of a model, read with these options. */
LimenAnalysis *binary_analyze_with (const BinaryModel *model,
                                    const LimenReadOptions *options);

/* Analyses the file of a model. */
LimenAnalysis *binary_analyze (const BinaryModel *model);

/* Header of a file of probabilities. */
#define PROBABILITIES "label,probability\n"
