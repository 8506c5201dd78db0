/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "class-columns.h"

/* What columns of a sample say of each other. */

/* Rows of either decision that show how it was made. */
#define LIMEN_LEAST_DECIDED 3

/* Numbers beside the first and the second value of a column of two. */
typedef struct
{
  gsize n;
  double min, max;
} LimenSide;

/* How a score tells two values of a column apart. */
typedef struct
{
  double auc;       /* of the second value */
  double deviation; /* from one half, in standard deviations of chance */
} LimenSeparation;

/* The column, of several, of the largest number in each row. */
typedef struct
{
  gsize n_columns;
  int *columns;    /* one a row, by its place; -1: a number is missing */
  double *margins; /* by how much it is the largest */
} LimenLargest;

LimenLargest *limen_largest_new (const LimenFacts *facts,
                                 const LimenClassColumns *group);
void limen_largest_free (LimenLargest *self);

void limen_agreement_find_sides (const LimenFacts *facts, int decision,
                                 int score, LimenSide sides[2]);
gboolean limen_agreement_is_cut (const LimenSide sides[2]);
gboolean limen_agreement_is_cut_closely (const LimenFacts *facts,
                                         int decision, int score);
gboolean limen_agreement_is_high (double min, double max);
gboolean limen_agreement_is_sure (const LimenFacts *facts, int decision,
                                  int score);
LimenSeparation limen_agreement_separate_value (const LimenFacts *facts,
                                                int label, int value,
                                                int score);
LimenSeparation limen_agreement_separate (const LimenFacts *facts, int label,
                                          int score);
gboolean limen_agreement_is_of_truth (const LimenFacts *facts, int label,
                                      int decision, int score);
gsize limen_agreement_find_largest (const LimenFacts *facts, int label,
                                    const LimenClassColumns *group,
                                    guint16 *values);
double limen_agreement_get_kappa (const LimenFacts *facts, int first,
                                  int second);
gsize limen_agreement_count_largest (const LimenFacts *facts, int label,
                                     const LimenClassColumns *group,
                                     double first);
gboolean limen_agreement_is_largest (const LimenFacts *facts, int decision,
                                     const LimenLargest *largest,
                                     gboolean *is_close, guint16 *values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenLargest, limen_largest_free)
