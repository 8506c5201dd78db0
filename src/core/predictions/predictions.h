/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kind.h"
#include "task.h"
#include "units.h"

/* Upper bound on the number of classes of a file; labels are indices below
 * it. */
#define LIMEN_MAX_CLASSES 1000
/* Value of an unknown label, or of an unknown truth in a multilabel task. */
#define LIMEN_UNKNOWN_LABEL UINT16_MAX

/* The dataset of the core: n rows with a true label and one or more scores,
 * stored by column, so that the scores of one class are contiguous. The
 * creator owns the arrays; the core only reads them.
 *
 * Binary: one score; labels, among them `positive`. Multiclass: a score per
 * class, in the order of class indices; labels, and optionally soft labels,
 * whose largest is the label. Top label: labels, and one score, that of the
 * class in `predicted`. Multilabel: a score and a column of truths per class.
 * Regression: one score and one target. Unknown labels are allowed only where
 * rows are merely decided (apply); functions that use labels require known
 * ones. */
typedef struct
{
  LimenTask task;
  LimenKind kind;
  bool is_reversed; /* scores are negated: in the file, low scores mean
                     * positive (binary; scores and logits); see
                     * limen_threshold_reverse() */
  size_t n_rows;
  size_t n_classes;
  size_t n_scores;     /* score columns: 1, or one per class */
  uint16_t positive;   /* class index of the positive class (binary) */
  uint16_t *labels;    /* n_rows class indices; NULL: unknown, or see
                        * `truths` */
  uint16_t *predicted; /* n_rows class indices (top label); NULL: none */
  uint16_t **truths;   /* multilabel: n_scores columns of 0, 1 and
                        * LIMEN_UNKNOWN_LABEL; else NULL */
  double **targets;    /* n_scores columns: soft labels (binary: of the
                        * positive class) or the true values of a regression;
                        * NULL: none */
  double *variances;   /* regression: n_rows predicted variances; NULL: none */
  double **scores;     /* n_scores columns of n_rows finite numbers;
                        * log-probabilities may be -inf */
  double *weights;     /* n_rows, finite and >= 0; NULL: every row weighs 1 */
  double *fp_costs;    /* n_rows, finite and >= 0: cost of a false positive in
                        * this row; NULL: equal costs */
  double *fn_costs;    /* n_rows, finite and >= 0: cost of a false negative in
                        * this row; NULL: equal costs */
  uint32_t *groups;    /* n_rows group indices; NULL: no groups */
  LimenUnits units;    /* rows that belong together; `of_rows` is NULL: each
                        * row is a unit */
  double *largest;     /* cache for multiclass softmax, n_rows: the largest
                        * logit of each row and */
  double *log_sums;    /* log sum exp (logit - largest); both NULL: not
                        * cached */
} LimenPredictions;

/* Returns the weight of a row; 1 without weights. */
static inline double
limen_predictions_get_weight (const LimenPredictions *self, size_t row)
{
  return self->weights != NULL ? self->weights[row] : 1;
}

/* Returns the units of the rows; NULL if each row is a unit. */
static inline const LimenUnits *
limen_predictions_get_units (const LimenPredictions *self)
{
  return self->units.of_rows != NULL ? &self->units : NULL;
}

bool limen_predictions_decide_jointly (const LimenPredictions *self);
size_t limen_predictions_count_weighted (const LimenPredictions *self);
LimenPredictions limen_predictions_get_class (const LimenPredictions *self,
                                              size_t class);
