/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decision-influence.h"

#include <math.h>
#include <stdlib.h>

/* Relative step of a numerical derivative: truncation and rounding errors are
 * about equal at the cube root of the precision of a double. */
#define STEP 6e-6

/* Cells of a class, as bits: whether the row is of the class, and whether it
 * is decided for it. */
enum
{
  CELL_TN,
  CELL_FP,
  CELL_FN,
  CELL_TP,
  N_CELLS
};

/* Agreements that a matrix defines, and those that depend on the distance of
 * the classes in their order. */
#define N_OF_MATRIX (LIMEN_AGREEMENT_QUADRATIC_KAPPA + 1)

#define AGREEMENT_OFFSET (LIMEN_N_METRICS * LIMEN_N_AVERAGES)

/* What a row adds to the influences on the agreements of a matrix: a term for
 * its label, one for its decision, one if both are equal, and one for each
 * step between them, and for the square of the number of steps. */
typedef struct
{
  double *of_labels, *of_decisions; /* N_OF_MATRIX for each class; decisions
                                     * end with "none" */
  double of_equal[N_OF_MATRIX];
  double of_steps, of_squares; /* of linear, of quadratic kappa */
} MatrixInfluence;

struct _LimenDecisionInfluence
{
  const LimenDecidedRows *rows;
  size_t n_classes;
  double values[LIMEN_N_DECISION_VALUES];
  /* AGREEMENT_OFFSET derivatives by the weight of each cell of each class. */
  double *of_cells;
  /* Sum over the classes of those of true negatives. */
  double base[AGREEMENT_OFFSET];
  MatrixInfluence matrix;
  double all, known; /* weight of the rows with known labels; and, times the
                      * number of these labels */
};

/* Frees the influences. NULL is ignored. */
void
limen_decision_influence_free (LimenDecisionInfluence *self)
{
  if (self == NULL)
    return;
  free (self->of_cells);
  free (self->matrix.of_labels);
  free (self->matrix.of_decisions);
  free (self);
}

static double *
get_cell_of (LimenConfusion *confusion, int cell)
{
  double *const cells[N_CELLS] = { [CELL_TN] = &confusion->tn,
                                   [CELL_FP] = &confusion->fp,
                                   [CELL_FN] = &confusion->fn,
                                   [CELL_TP] = &confusion->tp };

  return cells[cell];
}

/* Returns the derivative of a metric by a cell; 0 for an empty one, as no row
 * has its influence. */
static double
get_derivative (LimenMetric metric, LimenConfusion confusion, int cell,
                LimenCosts costs)
{
  double weight = *get_cell_of (&confusion, cell), step = STEP * weight;
  LimenConfusion more = confusion, less = confusion;

  if (!(weight > 0))
    return 0;
  *get_cell_of (&more, cell) += step;
  *get_cell_of (&less, cell) -= step;
  return (limen_metric_value (metric, more, costs)
          - limen_metric_value (metric, less, costs))
         / (2 * step);
}

static double *
get_of_cell (const LimenDecisionInfluence *self, size_t class, int cell)
{
  return self->of_cells + (class * N_CELLS + (size_t) cell) * AGREEMENT_OFFSET;
}

/* The confusion matrices of all classes, summed. */
static LimenConfusion
sum_classes (const LimenDecidedRows *rows, size_t n_classes)
{
  LimenConfusion sum = { 0 };

  for (size_t k = 0; k < n_classes; k++)
    {
      sum.tp += rows->confusions[k].tp;
      sum.fp += rows->confusions[k].fp;
      sum.fn += rows->confusions[k].fn;
      sum.tn += rows->confusions[k].tn;
    }
  return sum;
}

/* Sets what the rows of a cell of a class add to the influences on the three
 * averages of a metric; the class's own value of it is defined. */
static void
set_of_cell (LimenDecisionInfluence *self, LimenMetric metric, size_t class,
             int cell, const LimenAverages *averages, double defined_support,
             double value, LimenCosts costs)
{
  LimenConfusion confusion = self->rows->confusions[class];
  double derivative = get_derivative (metric, confusion, cell, costs);
  double support = confusion.tp + confusion.fn;
  double *influences
      = get_of_cell (self, class, cell) + metric.id * LIMEN_N_AVERAGES;
  bool is_of_class = cell == CELL_FN || cell == CELL_TP;

  influences[LIMEN_AVERAGE_MACRO]
      = derivative / (double) (self->n_classes - averages->n_undefined);
  influences[LIMEN_AVERAGE_WEIGHTED]
      = (support * derivative + (is_of_class ? value - averages->weighted : 0))
        / defined_support;
}

static void
set_metric (LimenDecisionInfluence *self, LimenMetric metric, double all,
            LimenConfusion sum, LimenCosts costs)
{
  LimenAverages averages = limen_averages_compute (
      metric, self->rows->confusions, self->n_classes, costs);
  double *values = self->values + metric.id * LIMEN_N_AVERAGES;

  values[LIMEN_AVERAGE_MACRO] = averages.macro;
  values[LIMEN_AVERAGE_MICRO] = averages.micro;
  values[LIMEN_AVERAGE_WEIGHTED] = averages.weighted;
  for (int cell = 0; cell < N_CELLS; cell++)
    {
      double of_sum = get_derivative (metric, sum, cell, costs);

      for (size_t k = 0; k < self->n_classes; k++)
        {
          double value
              = limen_metric_value (metric, self->rows->confusions[k], costs);

          if (!isnan (value))
            set_of_cell (self, metric, k, cell, &averages,
                         all - averages.undefined_support, value, costs);
          get_of_cell (
              self, k,
              cell)[metric.id * LIMEN_N_AVERAGES + LIMEN_AVERAGE_MICRO]
              = of_sum;
        }
    }
}

static void
set_averages (LimenDecisionInfluence *self, LimenCosts costs)
{
  LimenConfusion sum = sum_classes (self->rows, self->n_classes);

  for (int i = 0; i < LIMEN_N_METRICS; i++)
    set_metric (self, (LimenMetric){ i, 1 }, sum.tp + sum.fn, sum, costs);
  for (size_t k = 0; k < self->n_classes; k++)
    for (size_t i = 0; i < AGREEMENT_OFFSET; i++)
      self->base[i] += get_of_cell (self, k, CELL_TN)[i];
}

/* The sums of a matrix: of the correct rows, of all, of each true class and of
 * each decision, the last of which is "none". */
typedef struct
{
  const LimenMatrix *matrix;
  size_t n;
  double correct, all;
  const double *labels, *decisions;
} Margins;

/* Adds to the influence on an agreement of the rows of a class, and of those
 * decided for it, or for none. */
static void
add_terms (MatrixInfluence *self, LimenAgreement agreement, size_t class,
           double of_label, double of_decision)
{
  self->of_labels[class * N_OF_MATRIX + agreement] += of_label;
  self->of_decisions[class * N_OF_MATRIX + agreement] += of_decision;
}

/* Influences on the accuracy, correct / all. */
static void
set_accuracy (MatrixInfluence *self, const Margins *margins)
{
  self->of_equal[LIMEN_AGREEMENT_ACCURACY] = 1 / margins->all;
  for (size_t k = 0; k < margins->n; k++)
    add_terms (self, LIMEN_AGREEMENT_ACCURACY, k,
               -margins->correct / margins->all / margins->all, 0);
}

/* Adds the influences on the covariance, correct x all - sum_k labels_k
 * decisions_k, times a factor. */
static void
add_covariance (MatrixInfluence *self, const Margins *margins,
                LimenAgreement agreement, double factor)
{
  self->of_equal[agreement] += margins->all * factor;
  for (size_t k = 0; k <= margins->n; k++)
    add_terms (self, agreement, k,
               (margins->correct - margins->decisions[k]) * factor,
               -margins->labels[k] * factor);
}

static double
sum_products (const double *a, const double *b, size_t n)
{
  double sum = 0;

  for (size_t i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}

/* Influences on the multiclass Matthews correlation; none where its
 * denominator is 0. */
static void
set_mcc (MatrixInfluence *self, const Margins *m, double value)
{
  double square = m->all * m->all;
  double of_labels = square - sum_products (m->labels, m->labels, m->n);
  double of_decisions
      = square - sum_products (m->decisions, m->decisions, m->n + 1);

  if (!(of_labels > 0) || !(of_decisions > 0))
    return;
  add_covariance (self, m, LIMEN_AGREEMENT_MCC,
                  1 / sqrt (of_labels) / sqrt (of_decisions));
  for (size_t k = 0; k <= m->n; k++)
    add_terms (self, LIMEN_AGREEMENT_MCC, k,
               -value * (m->all - m->labels[k]) / of_labels,
               -value * (m->all - m->decisions[k]) / of_decisions);
}

/* Influences on kappa; none where its denominator is 0. */
static void
set_kappa (MatrixInfluence *self, const Margins *m, double value)
{
  double denominator
      = m->all * m->all - sum_products (m->labels, m->decisions, m->n);

  if (!(denominator > 0))
    return;
  add_covariance (self, m, LIMEN_AGREEMENT_KAPPA, 1 / denominator);
  for (size_t k = 0; k <= m->n; k++)
    add_terms (self, LIMEN_AGREEMENT_KAPPA, k,
               -value * (m->all - m->decisions[k]) / denominator,
               -value * (m->all - m->labels[k]) / denominator);
}

static double
get_distance (size_t i, size_t j, LimenKappaWeights weights)
{
  double steps = i < j ? (double) (j - i) : (double) (i - j);

  return weights == LIMEN_KAPPA_LINEAR ? steps : steps * steps;
}

/* Influences on a weighted kappa, 1 - all x observed / expected, with the sums
 * over the cells of distance x weight and over pairs of classes of distance x
 * label x decision. Returns the factor of the distance of a row's label and
 * decision. */
static double
set_weighted_kappa (MatrixInfluence *self, const Margins *m,
                    LimenKappaWeights weights)
{
  LimenAgreement agreement = weights == LIMEN_KAPPA_LINEAR
                                 ? LIMEN_AGREEMENT_LINEAR_KAPPA
                                 : LIMEN_AGREEMENT_QUADRATIC_KAPPA;
  double observed = 0, expected = 0;

  for (size_t i = 0; i < m->n; i++)
    for (size_t j = 0; j < m->n; j++)
      {
        double distance = get_distance (i, j, weights);

        observed += distance * limen_matrix_get_cell (m->matrix, i, j);
        expected += distance * m->labels[i] * m->decisions[j];
      }
  if (!(expected > 0))
    return 0;
  for (size_t i = 0; i < m->n; i++)
    for (size_t j = 0; j < m->n; j++)
      {
        double distance = get_distance (i, j, weights);
        double factor = m->all * observed / expected / expected * distance;

        add_terms (self, agreement, i, factor * m->decisions[j], 0);
        add_terms (self, agreement, j, 0, factor * m->labels[i]);
      }
  for (size_t i = 0; i < m->n; i++)
    add_terms (self, agreement, i, -observed / expected, 0);
  return -m->all / expected;
}

static bool
set_matrix (LimenDecisionInfluence *self)
{
  MatrixInfluence *influence = &self->matrix;
  const LimenMatrix *matrix = self->rows->matrix;
  size_t n = self->n_classes;
  double *sums = calloc (2 * (n + 1), sizeof *sums);
  double *values = self->values + AGREEMENT_OFFSET;
  Margins margins = { .matrix = matrix,
                      .n = n,
                      .correct = 0,
                      .all = limen_matrix_get_all (matrix).weight,
                      .labels = sums,
                      .decisions = sums + n + 1 };

  if (sums == NULL)
    return false;
  for (size_t i = 0; i < n; i++)
    {
      sums[i] = limen_matrix_get_true (matrix, i);
      margins.correct += limen_matrix_get_cell (matrix, i, i);
      for (size_t j = 0; j <= n; j++)
        sums[n + 1 + j]
            += limen_matrix_get_cell (matrix, i, j < n ? j : LIMEN_CLASS_NONE);
    }
  values[LIMEN_AGREEMENT_ACCURACY] = limen_matrix_get_accuracy (matrix);
  values[LIMEN_AGREEMENT_MCC] = limen_matrix_get_mcc (matrix);
  values[LIMEN_AGREEMENT_KAPPA] = limen_matrix_get_kappa (matrix);
  values[LIMEN_AGREEMENT_LINEAR_KAPPA]
      = limen_matrix_get_weighted_kappa (matrix, LIMEN_KAPPA_LINEAR);
  values[LIMEN_AGREEMENT_QUADRATIC_KAPPA]
      = limen_matrix_get_weighted_kappa (matrix, LIMEN_KAPPA_QUADRATIC);
  set_accuracy (influence, &margins);
  set_mcc (influence, &margins, values[LIMEN_AGREEMENT_MCC]);
  set_kappa (influence, &margins, values[LIMEN_AGREEMENT_KAPPA]);
  influence->of_steps
      = set_weighted_kappa (influence, &margins, LIMEN_KAPPA_LINEAR);
  influence->of_squares
      = set_weighted_kappa (influence, &margins, LIMEN_KAPPA_QUADRATIC);
  free (sums);
  return true;
}

/* Sets the weight of the rows with known labels. */
static void
set_known (LimenDecisionInfluence *self)
{
  const LimenPredictions *predictions = self->rows->predictions;

  for (size_t i = 0; i < predictions->n_rows; i++)
    {
      double weight = limen_predictions_get_weight (predictions, i);
      size_t n_known = 0;

      for (size_t k = 0; k < self->n_classes; k++)
        n_known += predictions->truths[k][i] != LIMEN_UNKNOWN_LABEL;
      self->all += n_known > 0 ? weight : 0;
      self->known += weight * (double) n_known;
    }
}

/* Computes the influences of decided rows; `rows` is not copied and must
 * outlive the result. Classes whose metric is undefined are left out of the
 * macro and weighted averages, as in limen_averages_compute(). NULL when
 * memory runs out; free with limen_decision_influence_free(). */
LimenDecisionInfluence *
limen_decision_influence_new (const LimenDecidedRows *rows, LimenCosts costs)
{
  LimenDecisionInfluence *self = calloc (1, sizeof *self);
  size_t n = rows->predictions->n_classes;
  bool has_memory = self != NULL;

  if (has_memory)
    {
      self->rows = rows;
      self->n_classes = n;
      self->of_cells
          = calloc (n * N_CELLS * AGREEMENT_OFFSET + 1, sizeof (double));
      self->matrix.of_labels = calloc ((n + 1) * N_OF_MATRIX, sizeof (double));
      self->matrix.of_decisions
          = calloc ((n + 1) * N_OF_MATRIX, sizeof (double));
      has_memory = self->of_cells != NULL && self->matrix.of_labels != NULL
                   && self->matrix.of_decisions != NULL;
    }
  for (int i = 0; has_memory && i < LIMEN_N_AGREEMENTS; i++)
    self->values[AGREEMENT_OFFSET + i] = NAN;
  if (!has_memory || (rows->matrix != NULL && !set_matrix (self)))
    {
      limen_decision_influence_free (self);
      return NULL;
    }
  set_averages (self, costs);
  if (rows->matrix == NULL)
    {
      self->values[AGREEMENT_OFFSET + LIMEN_AGREEMENT_SUBSET_ACCURACY]
          = rows->multilabel.subset_accuracy;
      self->values[AGREEMENT_OFFSET + LIMEN_AGREEMENT_HAMMING_LOSS]
          = rows->multilabel.hamming_loss;
      set_known (self);
    }
  return self;
}

/* Returns the LIMEN_N_DECISION_VALUES numbers themselves; NaN where one is
 * undefined. */
const double *
limen_decision_influence_get_values (const LimenDecisionInfluence *self)
{
  return self->values;
}

static void
add (double *sums, const double *terms)
{
  for (size_t i = 0; i < AGREEMENT_OFFSET; i++)
    sums[i] += terms[i];
}

/* Adds what a class with another cell than that of a true negative changes. */
static void
add_change (const LimenDecisionInfluence *self, size_t class, int cell,
            double *sums)
{
  const double *from = get_of_cell (self, class, CELL_TN);
  const double *to = get_of_cell (self, class, cell);

  for (size_t i = 0; i < AGREEMENT_OFFSET; i++)
    sums[i] += to[i] - from[i];
}

/* Computes the influences of a row of weight 1 with a label and a decision, a
 * cell of the matrix, on the LIMEN_N_DECISION_VALUES numbers; those that are
 * undefined, or not defined for the task, have 0. Requires a matrix. */
void
limen_decision_influence_get_cell (const LimenDecisionInfluence *self,
                                   size_t label, uint16_t decision,
                                   double *influences)
{
  const MatrixInfluence *matrix = &self->matrix;
  size_t column = decision < self->n_classes ? decision : self->n_classes;
  double *agreements = influences + AGREEMENT_OFFSET;

  for (size_t i = 0; i < LIMEN_N_DECISION_VALUES; i++)
    influences[i] = i < AGREEMENT_OFFSET ? self->base[i] : 0;
  add_change (self, label, decision == label ? CELL_TP : CELL_FN, influences);
  if (decision != label && decision < self->n_classes)
    add_change (self, decision, CELL_FP, influences);
  for (int i = 0; i < N_OF_MATRIX; i++)
    agreements[i] = matrix->of_labels[label * N_OF_MATRIX + (size_t) i]
                    + matrix->of_decisions[column * N_OF_MATRIX + (size_t) i]
                    + (decision == label ? matrix->of_equal[i] : 0);
  agreements[LIMEN_AGREEMENT_LINEAR_KAPPA]
      += matrix->of_steps * get_distance (label, column, LIMEN_KAPPA_LINEAR);
  agreements[LIMEN_AGREEMENT_QUADRATIC_KAPPA]
      += matrix->of_squares
         * get_distance (label, column, LIMEN_KAPPA_QUADRATIC);
}

static void
get_of_labels (const LimenDecisionInfluence *self, size_t row,
               double *influences)
{
  const LimenPredictions *predictions = self->rows->predictions;
  double *agreements = influences + AGREEMENT_OFFSET;
  const double *values = self->values + AGREEMENT_OFFSET;
  size_t n_known = 0, n_wrong = 0;

  for (size_t k = 0; k < self->n_classes; k++)
    {
      uint16_t truth = predictions->truths[k][row];
      bool is_decided
          = predictions->scores[k][row] >= self->rows->thresholds[k];

      if (truth == LIMEN_UNKNOWN_LABEL)
        continue;
      n_known++;
      n_wrong += is_decided != (truth == 1);
      add (influences,
           get_of_cell (self, k, (truth == 1) << 1 | (int) is_decided));
    }
  if (n_known == 0)
    return;
  agreements[LIMEN_AGREEMENT_SUBSET_ACCURACY]
      = ((n_wrong == 0) - values[LIMEN_AGREEMENT_SUBSET_ACCURACY]) / self->all;
  agreements[LIMEN_AGREEMENT_HAMMING_LOSS]
      = ((double) n_wrong
         - values[LIMEN_AGREEMENT_HAMMING_LOSS] * (double) n_known)
        / self->known;
}

/* Computes the influences of a row of weight 1, as
 * limen_decision_influence_get_cell() does; 0 if its label is unknown.
 * `decision` is ignored for several labels. */
void
limen_decision_influence_get_row (const LimenDecisionInfluence *self,
                                  size_t row, uint16_t decision,
                                  double *influences)
{
  const LimenPredictions *predictions = self->rows->predictions;

  for (size_t i = 0; i < LIMEN_N_DECISION_VALUES; i++)
    influences[i] = 0;
  if (self->rows->matrix == NULL)
    get_of_labels (self, row, influences);
  else if (predictions->labels[row] != LIMEN_UNKNOWN_LABEL)
    limen_decision_influence_get_cell (self, predictions->labels[row],
                                       decision, influences);
}
