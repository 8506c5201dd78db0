/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "predictions.h"

/* How likely the rows are under what the model said of them. */
typedef struct
{
  double log10_likelihood; /* a sum of logarithms; -inf: impossible */
  double naive_product;    /* the same as a product, as doubles take it */
  size_t n_rows_to_zero;   /* after so many rows that was 0; 0: it never was */
  double mean_nll;         /* the mean of -log p */
  size_t n_rows;
  size_t n_zero;           /* rows whose true class was given 0 */
} LimenLikelihood;

/* Row by row, `n` of them from `first` on. */
void limen_log_likelihoods (const LimenPredictions *predictions, size_t first,
                            size_t n, double *logs);
void limen_row_losses (const LimenPredictions *predictions, size_t first,
                       size_t n, double *losses);
double limen_row_loss_floor (const LimenPredictions *predictions);
double limen_row_loss (const LimenPredictions *predictions, size_t row);
double limen_score_loss (LimenKind kind, double score, bool is_positive);

/* All rows. */
LimenLikelihood limen_likelihood_compute (const LimenPredictions *predictions);
