/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The four cells at one threshold. Doubles hold the counts of unweighted rows
 * exactly up to 2^53; weighted rows put the sums of their weights here. */
typedef struct
{
  double tp, fp, fn, tn;
} LimenConfusion;

/* What a row of each class counts for. */
typedef struct
{
  double of_positives, of_negatives;
} LimenClassFactors;

LimenClassFactors limen_class_factors_at_prevalence (double positives,
                                                     double negatives,
                                                     double prevalence);

double limen_confusion_get_total (LimenConfusion confusion);
double limen_confusion_get_prevalence (LimenConfusion confusion);
LimenConfusion limen_confusion_scale (LimenConfusion confusion,
                                      LimenClassFactors factors);
LimenConfusion limen_confusion_at_prevalence (LimenConfusion confusion,
                                              double prevalence);
