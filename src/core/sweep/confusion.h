/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A binary confusion matrix. Counts of unweighted rows are exact up to 2^53;
 * for weighted rows the cells are sums of weights. */
typedef struct
{
  double tp, fp, fn, tn;
} LimenConfusion;

/* Factors that reweight the rows of each class. */
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
