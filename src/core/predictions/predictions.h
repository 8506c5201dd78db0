/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kind.h"
#include "task.h"

/* The most classes a file may have; a label is an index below it. */
#define LIMEN_MAX_CLASSES 1000
/* The label, or the truth of one label of several, where it is not known. */
#define LIMEN_UNKNOWN_LABEL UINT16_MAX

/* n rows of a true label and one or more scores. Column by column, so that
 * what concerns one class is read in one stretch. Who made it owns the
 * arrays; the core only reads them.
 *
 * Binary: one score, labels with `positive` among them. Multiclass: a score
 * for each class in the order of the class indices, labels, and perhaps soft
 * ones, whose largest is the label. Top label: labels, and one score, that of
 * the class in `predicted`. Multilabel: a score and a column of truths for each
 * class. Regression: one score and one target. Labels may be unknown only in
 * rows that are no more than decided; what is computed of labels takes known
 * ones. */
typedef struct
{
  LimenTask task;
  LimenKind kind;
  bool is_reversed;    /* scores are minus those of the file, whose low ones
                        * mean positive (binary, scores and logits); see
                        * limen_threshold_reverse() */
  size_t n_rows;
  size_t n_classes;
  size_t n_scores;     /* score columns: 1, or one for each class */
  uint16_t positive;   /* the class index that counts as positive (binary) */
  uint16_t *labels;    /* n_rows class indices; NULL: unknown, or truths */
  uint16_t *predicted; /* n_rows class indices (top label); NULL: none */
  uint16_t **truths;   /* n_scores columns of 0, 1 and LIMEN_UNKNOWN_LABEL
                        * (multilabel); or NULL */
  double **targets;    /* n_scores columns: soft labels, of a binary task of
                        * its positive class, or the real-valued ones of a
                        * regression; NULL: none */
  double *variances;   /* n_rows, of a regression; NULL: none */
  double **scores;     /* n_scores columns of n_rows finite numbers; of
                        * log-probabilities -inf, too */
  double *weights;     /* n_rows, finite and >= 0; NULL: every row weighs 1 */
  double *fp_costs;    /* n_rows, finite and >= 0: what it costs to call this
                        * row positive wrongly; NULL: all alike */
  double *fn_costs;    /* n_rows, finite and >= 0: what it costs to miss
                        * this row; NULL: all alike */
  uint32_t *groups;    /* n_rows group indices; NULL: no groups */
  double *largest;     /* n_rows: the largest logit of each row, and ... */
  double *log_sums;    /* ... log sum exp (logit - largest), of several classes
                        * of which one is true; both NULL: not known */
} LimenPredictions;

/* What a row weighs. */
static inline double
limen_predictions_get_weight (const LimenPredictions *self, size_t row)
{
  return self->weights != NULL ? self->weights[row] : 1;
}

bool limen_predictions_decide_jointly (const LimenPredictions *self);
size_t limen_predictions_count_weighted (const LimenPredictions *self);
LimenPredictions limen_predictions_get_class (const LimenPredictions *self,
                                              size_t class);
