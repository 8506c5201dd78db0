/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "predictions.h"
#include "row-moments.h"

/* The likelihood of the labels under the model's probabilities. */
typedef struct
{
  double log10_likelihood; /* log10 of the likelihood; -inf: a true class
                            * had probability 0 */
  double naive_product;    /* the likelihood as a plain product of doubles */
  size_t n_rows_to_zero;   /* rows after which the product is 0; 0: it stays
                            * positive */
  double mean_nll;         /* the mean of -log p */
  size_t n_rows;
  size_t n_zero; /* rows whose true class had probability 0 */
} LimenLikelihood;

/* Per row: n rows from index `first` on. */
void limen_log_likelihoods (const LimenPredictions *predictions, size_t first,
                            size_t n, double *logs);
void limen_row_losses (const LimenPredictions *predictions, size_t first,
                       size_t n, double *losses);
double limen_row_loss_floor (const LimenPredictions *predictions);
double limen_row_loss (const LimenPredictions *predictions, size_t row);
double limen_score_loss (LimenKind kind, double score, bool is_positive);

/* Over all rows. */
LimenLikelihood limen_likelihood_compute (const LimenPredictions *predictions);
LIMEN_MUST_CHECK bool
limen_row_losses_compute_moments (const LimenPredictions *predictions,
                                  const LimenUnits *units,
                                  LimenMoments *moments);
