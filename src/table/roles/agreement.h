/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "class-columns.h"

/* Statistics on how two columns of a sample relate to each other. */

/* Minimum number of rows per decision to conclude how it was made. */
#define LIMEN_MIN_DECIDED 3

/* Count and range of a score in the rows that have one of the two values of a
 * column. */
typedef struct
{
  gsize n;
  double min, max;
} LimenSide;

/* How well a score separates the two values of a column. */
typedef struct
{
  double auc;       /* with the second value as the positive class */
  double deviation; /* of the AUC from one half, in standard deviations under
                     * chance */
} LimenSeparation;

/* Per row, the column of a group with the largest number (argmax). */
typedef struct
{
  gsize n_columns;
  int *columns;    /* per row: index into the group; -1 if a number is
                    * missing */
  double *margins; /* per row: largest minus second largest */
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
gboolean limen_agreement_is_confidence (const LimenFacts *facts, int decision,
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
