/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"

/* A model of so many rows: a score for row i, and whether it is positive. */
typedef struct
{
  const char *head;
  guint n_rows;
  double share;     /* of positives */
  double (*transform) (double probability);
  guint copies;  /* of each row beyond the first */
  guint32 seed;  /* of labels by chance; 0: by the running sum */
  const char *more; /* at the end of each row, or NULL */
  double (*chance) (double probability); /* that it is positive; NULL: that */
  gboolean has_odd; /* the last score is 1.7 */
} BinaryModel;

/* What models write instead of a probability. */

/* The probability itself. */
double binary_keep (double p);

/* As if it were a logit. */
double binary_sigmoid_of (double p);

/* In percent. */
double binary_percent_of (double p);

/* Minus its logarithm. */
double binary_negative_log (double p);

/* Its logit. */
double binary_logit_of (double p);

/* As the model ranks, but far too sure. */
double binary_overconfident (double p);

/* Two hundredths of the rows and more become 0 or 1. */
double binary_saturate (double p);

/* Nothing but 0 and 1, and but for few rows. */
double binary_decide (double p);

/* As binary_decide(), but for few rows of 0.25. */
double binary_decide_nearly (double p);

/* The other class is the positive one. */
double binary_upside_down (double p);

/* As it is, of rows that are positive above one half. */
double binary_separate (double p);

/* Within what a sigmoid makes of probabilities. */
double binary_half_to_073 (double p);

/* Of a class that is rare. */
double binary_rare (double p);

/* Hardly more sure of one row than of another. */
double binary_near_half (double p);

/* From 2 to 8 in 100. */
double binary_five_percent (double p);

/* The share of so many trees that vote for it. */
double binary_vote (double p, guint n_trees);

/* Some rows have no vote, and others have all. */
double binary_vote_10 (double p);

/* Probabilities spread evenly, and labels that keep to them as closely as
 * whole rows allow: row i is positive where the running sum of probabilities
 * passes a whole number. */
char *binary_write_rows (const BinaryModel *model);

/* Whether a code, or any where it is NULL, is among the findings. */
gboolean binary_has_finding (LimenAnalysis *analysis, const char *code);

/* The analysis of a model's file, read with these options. */
LimenAnalysis *binary_analyze_with (const BinaryModel *model,
                                    const LimenReadOptions *options);

/* The analysis of a model's file. */
LimenAnalysis *binary_analyze (const BinaryModel *model);

/* The header of a file of probabilities. */
#define PROBABILITIES "label,probability\n"
