/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "averages.h"
#include "multilabel.h"

/* The averages over the classes, of each metric. */
typedef enum
{
  LIMEN_AVERAGE_MACRO,
  LIMEN_AVERAGE_MICRO,
  LIMEN_AVERAGE_WEIGHTED,
  LIMEN_N_AVERAGES
} LimenAverage;

/* Measures of how well decisions agree with the labels, of all classes at
 * once. Those of a matrix are defined for rows with one label, the others for
 * rows with several. */
typedef enum
{
  LIMEN_AGREEMENT_ACCURACY,
  LIMEN_AGREEMENT_MCC,
  LIMEN_AGREEMENT_KAPPA,
  LIMEN_AGREEMENT_LINEAR_KAPPA,
  LIMEN_AGREEMENT_QUADRATIC_KAPPA,
  LIMEN_AGREEMENT_SUBSET_ACCURACY,
  LIMEN_AGREEMENT_HAMMING_LOSS,
  LIMEN_N_AGREEMENTS
} LimenAgreement;

/* Numbers of a joint decision: LIMEN_N_AVERAGES of each metric, in the order
 * of LimenMetricId, then LIMEN_N_AGREEMENTS. */
#define LIMEN_N_DECISION_VALUES                                               \
  (LIMEN_N_METRICS * LIMEN_N_AVERAGES + LIMEN_N_AGREEMENTS)

/* Decided rows of several classes. `matrix` is NULL for rows with several
 * labels. */
typedef struct
{
  const LimenPredictions *predictions; /* labels known; truths may be
                                        * unknown */
  const double *thresholds;            /* one per class */
  LimenDecisionRule rule;              /* unless several labels */
  const LimenMatrix *matrix;
  const LimenConfusion *confusions; /* one per class, against the rest */
  LimenMultilabel multilabel;
} LimenDecidedRows;

/* The influence of each row on the numbers of a joint decision: their
 * derivatives by the row's weight. */
typedef struct _LimenDecisionInfluence LimenDecisionInfluence;

LimenDecisionInfluence *
limen_decision_influence_new (const LimenDecidedRows *rows, LimenCosts costs);
void limen_decision_influence_free (LimenDecisionInfluence *self);

const double *
limen_decision_influence_get_values (const LimenDecisionInfluence *self);
void limen_decision_influence_get_cell (const LimenDecisionInfluence *self,
                                        size_t label, uint16_t decision,
                                        double *influences);
void limen_decision_influence_get_row (const LimenDecisionInfluence *self,
                                       size_t row, uint16_t decision,
                                       double *influences);
