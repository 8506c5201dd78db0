/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"

/* A model for tests of a binary task: evenly spread probabilities, how they
 * are written, and their labels. */
typedef struct
{
  const char *head;
  guint n_rows;
  double share;     /* share of positives */
  double (*transform) (double probability);
  guint copies;  /* extra copies of each row */
  guint32 seed;  /* random seed of the labels; 0: labels by the running sum */
  const char *more; /* text appended to each row; NULL: none */
  double (*chance) (double probability); /* probability that a row is positive;
                                          * NULL: the model's probability */
  gboolean has_odd; /* whether the last score is 1.7, which is no
                     * probability */
} BinaryModel;

/* Transformations that models write instead of a probability. */

/* The probability itself. */
double binary_keep (double p);

/* A sigmoid of the probability, as if it were a logit. */
double binary_sigmoid_of (double p);

/* The probability in percent. */
double binary_percent_of (double p);

/* The logarithm of the probability. */
double binary_log_of (double p);

/* The logit of the probability. */
double binary_logit_of (double p);

/* An overconfident probability, with the ranking of the true one. */
double binary_overconfident (double p);

/* The probability, or 0 if it is small: more than 2 % of the rows. */
double binary_saturate (double p);

/* The decision: 0, or 1 from a probability of 0.5 on. */
double binary_decide (double p);

/* The decision, but 0.25 in a few rows. */
double binary_decide_nearly (double p);

/* The probability of the other class. */
double binary_upside_down (double p);

/* The probability itself, in files whose rows are positive above 0.5. */
double binary_separate (double p);

/* A number from 0.5 to 0.73, the range of a sigmoid of probabilities. */
double binary_half_to_073 (double p);

/* A probability of up to 0.1, for a rare class. */
double binary_rare (double p);

/* A probability from 0.45 to 0.55, nearly constant. */
double binary_near_half (double p);

/* A probability from 0.02 to 0.08. */
double binary_five_percent (double p);

/* The share of votes of a number of trees, rounded. */
double binary_vote (double p, guint n_trees);

/* The share of votes of ten trees, unanimous in some rows. */
double binary_vote_10 (double p);

/* Writes the file of a model; returns its path. Without a seed, labels match
 * the probabilities as closely as whole rows allow: row i is positive where
 * the running sum of probabilities passes a whole number. */
char *binary_write_rows (const BinaryModel *model);

/* Whether there is a finding with this code; NULL: any finding. */
gboolean binary_has_finding (LimenAnalysis *analysis, const char *code);

/* Analyses the file of a model, read with these options. */
LimenAnalysis *binary_analyze_with (const BinaryModel *model,
                                    const LimenReadOptions *options);

/* Analyses the file of a model. */
LimenAnalysis *binary_analyze (const BinaryModel *model);

/* Header of a file of probabilities. */
#define PROBABILITIES "label,probability\n"
