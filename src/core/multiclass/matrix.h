/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "confusion.h"
#include "decision.h"

/* A multiclass confusion matrix: the weight of the rows of each true class
 * decided for each class, and for none; rows with an unknown label are left
 * out. Counts of unweighted rows are exact. A decision is a class index or
 * LIMEN_CLASS_NONE. */
typedef struct _LimenMatrix LimenMatrix;

/* Number and weight of some rows. */
typedef struct
{
  size_t n_rows;
  double weight;
} LimenTally;

/* Weights of a disagreement by the distance of the classes in their order. */
typedef enum
{
  LIMEN_KAPPA_LINEAR,
  LIMEN_KAPPA_QUADRATIC,
} LimenKappaWeights;

LimenMatrix *limen_matrix_new (const LimenPredictions *predictions,
                               const double *thresholds,
                               LimenDecisionRule rule);
void limen_matrix_add (LimenMatrix *self, const LimenMatrix *other);
void limen_matrix_free (LimenMatrix *self);

size_t limen_matrix_get_n_classes (const LimenMatrix *self);
double limen_matrix_get_cell (const LimenMatrix *self, size_t label,
                              size_t decision);
double limen_matrix_get_true (const LimenMatrix *self, size_t label);
LimenConfusion limen_matrix_get_confusion (const LimenMatrix *self,
                                           size_t class);
LimenTally limen_matrix_get_all (const LimenMatrix *self);
LimenTally limen_matrix_get_none (const LimenMatrix *self);
LimenTally limen_matrix_get_several_above (const LimenMatrix *self);

double limen_matrix_get_accuracy (const LimenMatrix *self);
double limen_matrix_get_balanced_accuracy (const LimenMatrix *self);
double limen_matrix_get_mcc (const LimenMatrix *self);
double limen_matrix_get_kappa (const LimenMatrix *self);
double limen_matrix_get_weighted_kappa (const LimenMatrix *self,
                                        LimenKappaWeights weights);
