/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrix.h"

#include <math.h>
#include <stdlib.h>

#include "sum.h"

/* Cells are stored by true class, n_classes + 1 decisions each; the last one
 * is LIMEN_CLASS_NONE. */
struct _LimenMatrix
{
  size_t n_classes;
  double *cells;
  double *true_sums;    /* n_classes row sums, over the decisions */
  double *decided_sums; /* n_classes + 1 column sums, over the labels */
  LimenTally all, none, several_above;
};

/* Running count of rows. */
typedef struct
{
  size_t n_rows;
  LimenSum weight;
} Count;

typedef struct
{
  const LimenPredictions *predictions;
  LimenSum *cells;
  size_t n_rows;
  Count none, several_above;
} Tallying;

static void
count_row (Count *self, double weight)
{
  self->n_rows++;
  limen_sum_add (&self->weight, weight);
}

static double
get_sum (const double *terms, size_t n)
{
  LimenSum sum = { 0 };

  for (size_t i = 0; i < n; i++)
    limen_sum_add (&sum, terms[i]);
  return limen_sum_value (&sum);
}

static LimenTally
get_tally (const Count *self)
{
  return (LimenTally){ self->n_rows, limen_sum_value (&self->weight) };
}

/* Returns the column of a decision. */
static size_t
get_column (size_t n_classes, size_t decision)
{
  return decision < n_classes ? decision : n_classes;
}

/* Counts a row, unless its label is unknown. n_above is the number of classes
 * that reach their threshold. */
static void
add_row (Tallying *self, size_t row, uint16_t decision, uint16_t n_above)
{
  size_t n_classes = self->predictions->n_classes;
  size_t label = self->predictions->labels[row];
  double weight = limen_predictions_get_weight (self->predictions, row);

  if (label == LIMEN_UNKNOWN_LABEL)
    return;
  self->n_rows++;
  limen_sum_add (
      &self->cells[label * (n_classes + 1) + get_column (n_classes, decision)],
      weight);
  if (decision == LIMEN_CLASS_NONE)
    count_row (&self->none, weight);
  if (n_above > 1)
    count_row (&self->several_above, weight);
}

/* Decides and counts all rows. False when memory runs out. */
static bool
add_rows (Tallying *self, const double *thresholds, LimenDecisionRule rule)
{
  size_t n_rows = self->predictions->n_rows;
  uint16_t *decisions = malloc (n_rows * sizeof *decisions + 1);
  uint16_t *n_above = malloc (n_rows * sizeof *n_above + 1);
  bool has_memory = decisions != NULL && n_above != NULL;

  if (has_memory)
    {
      limen_decide_all (self->predictions, thresholds, rule, decisions,
                        thresholds != NULL ? n_above : NULL);
      for (size_t i = 0; i < n_rows; i++)
        add_row (self, i, decisions[i], thresholds != NULL ? n_above[i] : 0);
    }
  free (decisions);
  free (n_above);
  return has_memory;
}

static bool
allocate (LimenMatrix *self, size_t n_classes)
{
  self->n_classes = n_classes;
  self->cells = calloc (n_classes * (n_classes + 1) + 1, sizeof (double));
  self->true_sums = calloc (n_classes + 1, sizeof (double));
  self->decided_sums = calloc (n_classes + 1, sizeof (double));
  return self->cells != NULL && self->true_sums != NULL
         && self->decided_sums != NULL;
}

/* Computes the sums over rows and columns of the cells. */
static void
add_up_cells (LimenMatrix *self)
{
  size_t n_columns = self->n_classes + 1;

  for (size_t label = 0; label < self->n_classes; label++)
    self->true_sums[label]
        = get_sum (self->cells + label * n_columns, n_columns);
  for (size_t column = 0; column < n_columns; column++)
    {
      LimenSum sum = { 0 };

      for (size_t label = 0; label < self->n_classes; label++)
        limen_sum_add (&sum, self->cells[label * n_columns + column]);
      self->decided_sums[column] = limen_sum_value (&sum);
    }
  /* Summed from true_sums, so that it equals a class's sum if there are no
   * others, despite rounding. */
  self->all.weight = get_sum (self->true_sums, self->n_classes);
}

/* Decides all rows with limen_decide(), which documents the thresholds, and
 * counts those whose label is known. Requires labels and n_classes >=
 * n_scores. NULL when memory runs out; free with limen_matrix_free(). */
LimenMatrix *
limen_matrix_new (const LimenPredictions *predictions,
                  const double *thresholds, LimenDecisionRule rule)
{
  size_t n_classes = predictions->n_classes;
  LimenMatrix *self = calloc (1, sizeof *self);
  Tallying tallying = {
    .predictions = predictions,
    .cells = calloc (n_classes * (n_classes + 1) + 1, sizeof (LimenSum)),
  };

  if (self == NULL || !allocate (self, n_classes) || tallying.cells == NULL
      || !add_rows (&tallying, thresholds, rule))
    {
      limen_matrix_free (self);
      free (tallying.cells);
      return NULL;
    }
  for (size_t i = 0; i < n_classes * (n_classes + 1); i++)
    self->cells[i] = limen_sum_value (&tallying.cells[i]);
  free (tallying.cells);
  add_up_cells (self);
  self->all.n_rows = tallying.n_rows;
  self->none = get_tally (&tallying.none);
  self->several_above = get_tally (&tallying.several_above);
  return self;
}

static void
add_tally (LimenTally *self, LimenTally other)
{
  self->n_rows += other.n_rows;
  self->weight += other.weight;
}

/* Adds the rows of another matrix with as many classes. */
void
limen_matrix_add (LimenMatrix *self, const LimenMatrix *other)
{
  for (size_t i = 0; i < self->n_classes * (self->n_classes + 1); i++)
    self->cells[i] += other->cells[i];
  add_up_cells (self);
  self->all.n_rows += other->all.n_rows;
  add_tally (&self->none, other->none);
  add_tally (&self->several_above, other->several_above);
}

/* Frees a matrix. NULL is ignored. */
void
limen_matrix_free (LimenMatrix *self)
{
  if (self == NULL)
    return;
  free (self->cells);
  free (self->true_sums);
  free (self->decided_sums);
  free (self);
}

/* Returns the number of classes, without LIMEN_CLASS_NONE. */
size_t
limen_matrix_get_n_classes (const LimenMatrix *self)
{
  return self->n_classes;
}

/* Returns the weight of the rows of a true class with a decision. */
double
limen_matrix_get_cell (const LimenMatrix *self, size_t label, size_t decision)
{
  return self->cells[label * (self->n_classes + 1)
                     + get_column (self->n_classes, decision)];
}

/* Returns the weight of all rows of a true class. */
double
limen_matrix_get_true (const LimenMatrix *self, size_t label)
{
  return self->true_sums[label];
}

/* Returns sum - term, at least 0. */
static double
subtract (double sum, double term)
{
  return fmax (0, sum - term);
}

/* Returns the one-vs-rest confusion matrix of a class: rows decided for
 * another class, or none, are predicted negative. O(n_classes); adds instead
 * of subtracting, so that cells without rows are exactly 0. */
LimenConfusion
limen_matrix_get_confusion (const LimenMatrix *self, size_t class)
{
  LimenSum fp = { 0 }, fn = { 0 }, tn = { 0 };

  for (size_t k = 0; k <= self->n_classes; k++)
    if (k != class)
      limen_sum_add (&fn, limen_matrix_get_cell (self, class, k));
  for (size_t k = 0; k < self->n_classes; k++)
    if (k != class)
      {
        double cell = limen_matrix_get_cell (self, k, class);

        limen_sum_add (&fp, cell);
        limen_sum_add (&tn, subtract (self->true_sums[k], cell));
      }
  return (LimenConfusion){
    .tp = limen_matrix_get_cell (self, class, class),
    .fp = limen_sum_value (&fp),
    .fn = limen_sum_value (&fn),
    .tn = limen_sum_value (&tn),
  };
}

/* Returns the tally of all rows. */
LimenTally
limen_matrix_get_all (const LimenMatrix *self)
{
  return self->all;
}

/* Returns the tally of the rows decided for no class. */
LimenTally
limen_matrix_get_none (const LimenMatrix *self)
{
  return self->none;
}

/* Returns the tally of the rows in which several classes reach their
 * threshold; empty if no thresholds were given. */
LimenTally
limen_matrix_get_several_above (const LimenMatrix *self)
{
  return self->several_above;
}

static double
get_correct (const LimenMatrix *self)
{
  LimenSum sum = { 0 };

  for (size_t k = 0; k < self->n_classes; k++)
    limen_sum_add (&sum, limen_matrix_get_cell (self, k, k));
  return limen_sum_value (&sum);
}

/* Returns the accuracy; rows decided for no class count as errors. NaN without
 * rows. */
double
limen_matrix_get_accuracy (const LimenMatrix *self)
{
  return get_correct (self) / self->all.weight;
}

/* Returns the mean recall of the classes that occur, as scikit-learn's
 * balanced_accuracy_score(); rows decided for no class count as errors. NaN
 * without rows. */
double
limen_matrix_get_balanced_accuracy (const LimenMatrix *self)
{
  LimenSum sum = { 0 };
  size_t n = 0;

  for (size_t k = 0; k < self->n_classes; k++)
    if (self->true_sums[k] > 0)
      {
        limen_sum_add (&sum, limen_matrix_get_cell (self, k, k)
                                 / self->true_sums[k]);
        n++;
      }
  return n > 0 ? limen_sum_value (&sum) / (double) n : NAN;
}

/* Returns correct x all - sum_k true_k decided_k, as shares of all rows: the
 * covariance in MCC and kappa. */
static double
get_covariance (const LimenMatrix *self)
{
  double all = self->all.weight;
  LimenSum sum = { 0 };

  for (size_t k = 0; k < self->n_classes; k++)
    {
      limen_sum_add (&sum, limen_matrix_get_cell (self, k, k) / all);
      limen_sum_add (&sum, -(self->true_sums[k] / all)
                               * (self->decided_sums[k] / all));
    }
  return limen_sum_value (&sum);
}

/* Returns 1 - sum_i p_i^2 of the terms' shares; exactly 0 if one term is
 * everything. */
static double
get_diversity (const double *terms, size_t n)
{
  double all = get_sum (terms, n);
  LimenSum sum = { 0 };

  for (size_t i = 0; i < n; i++)
    limen_sum_add (&sum, terms[i] / all * (subtract (all, terms[i]) / all));
  return limen_sum_value (&sum);
}

/* Returns the multiclass Matthews correlation coefficient (Gorodkin, 2004):
 * the covariance of labels and decisions over the root of the product of their
 * variances. Rows decided for no class count as decided for one more class. 0
 * where the denominator is 0, as in scikit-learn; NaN without rows. */
double
limen_matrix_get_mcc (const LimenMatrix *self)
{
  double denominator
      = sqrt (get_diversity (self->true_sums, self->n_classes))
        * sqrt (get_diversity (self->decided_sums, self->n_classes + 1));

  if (!(self->all.weight > 0))
    return NAN;
  if (denominator == 0)
    return 0;
  return fmin (1, fmax (-1, get_covariance (self) / denominator));
}

/* Returns Cohen's kappa (1960): (p_o - p_e) / (1 - p_e), with the share p_o of
 * correct rows and the share p_e expected by chance. Rows decided for no class
 * count as errors. 0 where the denominator is 0; NaN without rows. */
double
limen_matrix_get_kappa (const LimenMatrix *self)
{
  double all = self->all.weight;
  LimenSum disagreement = { 0 };

  if (!(all > 0))
    return NAN;
  for (size_t k = 0; k <= self->n_classes; k++)
    {
      double label = k < self->n_classes ? self->true_sums[k] : 0;

      limen_sum_add (&disagreement, self->decided_sums[k] / all
                                        * (subtract (all, label) / all));
    }
  if (limen_sum_value (&disagreement) == 0)
    return 0;
  return get_covariance (self) / limen_sum_value (&disagreement);
}

/* Returns Cohen's weighted kappa (1968), for ordered classes: 1 - sum_ij w_ij
 * o_ij / sum_ij w_ij e_ij, with the share o_ij of rows of class i decided for
 * class j, the share e_ij expected by chance, and w_ij = |i - j| or (i - j)^2.
 * 0 where the denominator is 0; NaN without rows, and if any row is decided
 * for no class, which has no place in the order. O(n_classes^2). */
double
limen_matrix_get_weighted_kappa (const LimenMatrix *self,
                                 LimenKappaWeights weights)
{
  double all = self->all.weight;
  LimenSum observed = { 0 }, expected = { 0 };

  if (!(all > 0) || self->none.weight > 0)
    return NAN;
  for (size_t i = 0; i < self->n_classes; i++)
    for (size_t j = 0; j < self->n_classes; j++)
      {
        double distance = i < j ? (double) (j - i) : (double) (i - j);
        double weight
            = weights == LIMEN_KAPPA_LINEAR ? distance : distance * distance;

        limen_sum_add (&observed,
                       weight * (limen_matrix_get_cell (self, i, j) / all));
        limen_sum_add (&expected, weight * (self->true_sums[i] / all)
                                      * (self->decided_sums[j] / all));
      }
  if (limen_sum_value (&expected) == 0)
    return 0;
  return 1 - limen_sum_value (&observed) / limen_sum_value (&expected);
}
