/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "likelihood.h"

#include <math.h>

#include "loss.h"
#include "row-sums.h"
#include "softmax.h"
#include "vector-math.h"
#include "wide.h"

/* Whether the task has binary losses, computed from the score of one class. */
static bool
has_binary_losses (const LimenPredictions *self)
{
  return limen_task_get (self->task)->losses == LIMEN_LOSSES_BINARY;
}

/* Whether the scores give the true class of each row a probability. */
static bool
has_likelihood (const LimenPredictions *self)
{
  if (!limen_kind_has_probabilities (self->kind)
      || self->predicted != NULL
      || (self->labels == NULL && self->n_rows > 0))
    return false;
  return has_binary_losses (self)
         || (limen_task_get (self->task)->losses == LIMEN_LOSSES_MULTICLASS
             && self->n_scores == self->n_classes);
}

static void
fill_with_nan (double *numbers, size_t n)
{
  for (size_t i = 0; i < n; i++)
    numbers[i] = NAN;
}

/* Returns log p of the true class from the log-probability of the positive
 * class; NaN if that is above 0. */
static double
get_log (double log_probability, bool is_positive)
{
  if (!(log_probability <= 0))
    return NAN;
  return is_positive ? log_probability : log (-expm1 (log_probability));
}

LIMEN_WIDE static void
get_binary_logs (const LimenPredictions *self, size_t first, size_t n,
                 double *logs)
{
  const double *scores = self->scores[0] + first;
  const uint16_t *labels = self->labels + first;

  for (size_t i = 0; i < n; i++)
    logs[i] = labels[i] == self->positive;
  switch (self->kind)
    {
    case LIMEN_KIND_PROBABILITY:
      limen_vector_log_bernoulli (scores, logs, logs, n);
      break;
    case LIMEN_KIND_LOGIT:
      for (size_t i = 0; i < n; i++)
        logs[i] = scores[i] * (2 * logs[i] - 1);
      limen_vector_log_sigmoid (logs, logs, n);
      break;
    case LIMEN_KIND_LOG_PROBABILITY:
      for (size_t i = 0; i < n; i++)
        logs[i] = get_log (scores[i], logs[i] == 1);
      break;
    case LIMEN_KIND_SCORE:
    case LIMEN_KIND_DECISION:
    default:
      fill_with_nan (logs, n);
    }
}

/* Log-likelihoods from logits, which need a softmax over all classes. */
static void
get_logs_of_logits (const LimenPredictions *self, size_t first, size_t n,
                    double *logs)
{
  const size_t max_rows = limen_softmax_get_batch_size (self->n_scores);

  for (size_t done = 0, m; done < n; done += m)
    {
      m = n - done < max_rows ? n - done : max_rows;
      limen_log_softmax_of_labels (self, first + done, m, logs + done);
    }
}

static void
get_multiclass_logs (const LimenPredictions *self, size_t first, size_t n,
                     double *logs)
{
  if (self->kind == LIMEN_KIND_LOGIT)
    {
      get_logs_of_logits (self, first, n, logs);
      return;
    }
  for (size_t i = 0; i < n; i++)
    {
      double score = self->scores[self->labels[first + i]][first + i];

      logs[i] = self->kind == LIMEN_KIND_PROBABILITY ? log (score) : score;
    }
}

/* Computes the log-likelihood log p (true class) of `n` rows from index
 * `first` on, into `logs`: binary tasks of any kind, or multiclass ones with a
 * score per class, whose logits go through a softmax. Computed in log space
 * and not clamped: -inf where the probability is 0. NaN for plain scores and
 * decisions, without labels, and for scores that are not valid
 * probabilities. */
void
limen_log_likelihoods (const LimenPredictions *predictions, size_t first,
                       size_t n, double *logs)
{
  if (!has_likelihood (predictions))
    fill_with_nan (logs, n);
  else if (has_binary_losses (predictions))
    get_binary_logs (predictions, first, n, logs);
  else
    get_multiclass_logs (predictions, first, n, logs);
}

/* Whether row losses are clamped at 100, as in PyTorch's BCELoss: for
 * probabilities, and for log-probabilities in binary tasks. */
static bool
is_clamped (const LimenPredictions *self)
{
  return self->kind == LIMEN_KIND_PROBABILITY
         || (self->kind == LIMEN_KIND_LOG_PROBABILITY
             && has_binary_losses (self));
}

/* Returns the lower bound that limen_row_losses() clamps logarithms to; -inf
 * if it does not clamp. */
double
limen_row_loss_floor (const LimenPredictions *predictions)
{
  return is_clamped (predictions) ? LIMEN_BCE_LOG_FLOOR : -INFINITY;
}

/* Returns the loss of a clamped logarithm; never -0. */
static double
get_loss (double log, double floor)
{
  return 0 - (log < floor ? floor : log);
}

static void
get_squared_errors (const LimenPredictions *self,
                    size_t first,
                    size_t n,
                    double *losses)
{
  for (size_t i = 0; i < n; i++)
    {
      double gap = self->scores[0][first + i] - self->targets[0][first + i];

      losses[i] = gap * gap;
    }
}

/* Computes the unweighted loss of each of `n` rows from index `first` on: -log
 * p (true class), clamped as in limen_loss_bce() and
 * limen_loss_cross_entropy(), never -0; for regressions, the squared error.
 * NaN where limen_log_likelihoods() is NaN. */
void
limen_row_losses (const LimenPredictions *predictions, size_t first, size_t n,
                  double *losses)
{
  const double floor = limen_row_loss_floor (predictions);

  if (limen_task_get (predictions->task)->losses == LIMEN_LOSSES_REGRESSION)
    {
      get_squared_errors (predictions, first, n, losses);
      return;
    }
  limen_log_likelihoods (predictions, first, n, losses);
  for (size_t i = 0; i < n; i++)
    losses[i] = get_loss (losses[i], floor);
}

/* Returns the unweighted loss of one row, as limen_row_losses() computes it
 * for several. NaN where undefined. */
double
limen_row_loss (const LimenPredictions *predictions, size_t row)
{
  double loss;

  limen_row_losses (predictions, row, 1, &loss);
  return loss;
}

/* Returns the loss that limen_row_losses() gives a row of a binary task with
 * this score. Up to rounding, it falls with the score of a positive row and
 * rises with that of a negative one. */
double
limen_score_loss (LimenKind kind, double score, bool is_positive)
{
  double *columns[] = { &score };
  uint16_t label = is_positive;
  const LimenPredictions row = { .task = LIMEN_TASK_BINARY,
                                 .kind = kind,
                                 .n_rows = 1,
                                 .n_classes = 2,
                                 .n_scores = 1,
                                 .positive = 1,
                                 .labels = &label,
                                 .scores = columns };

  return limen_row_loss (&row, 0);
}

/* Callback of LimenRows: weighted log-likelihoods, and weights. */
static void
get_weighted_logs (const void *data, size_t first, size_t n, double *logs,
                   double *weights)
{
  const LimenPredictions *self = data;

  limen_log_likelihoods (self, first, n, logs);
  for (size_t i = 0; i < n; i++)
    {
      weights[i] = limen_predictions_get_weight (self, first + i);
      logs[i] = weights[i] > 0 ? weights[i] * logs[i] : 0;
    }
}

/* Returns the probability of the true class, unrounded if the file has
 * probabilities. */
static double
get_probability (const LimenPredictions *self, size_t row)
{
  uint16_t label = self->labels[row];
  double log;

  if (self->kind != LIMEN_KIND_PROBABILITY)
    {
      limen_log_likelihoods (self, row, 1, &log);
      return exp (log);
    }
  if (!has_binary_losses (self))
    return self->scores[label][row];
  return label == self->positive ? self->scores[0][row]
                                 : 1 - self->scores[0][row];
}

/* Multiplies the probabilities naively, in file order, to show how soon that
 * underflows to 0. */
static void
multiply (LimenLikelihood *result, const LimenPredictions *self)
{
  for (size_t i = 0; i < self->n_rows && result->naive_product != 0; i++)
    {
      double weight = limen_predictions_get_weight (self, i);

      if (weight == 0)
        continue;
      result->naive_product *= weight == 1
                                   ? get_probability (self, i)
                                   : pow (get_probability (self, i), weight);
      if (result->naive_product == 0)
        result->n_rows_to_zero = i + 1;
    }
}

static size_t
count_zeros (const LimenPredictions *self)
{
  double logs[LIMEN_ROW_SUMS_BLOCK], weights[LIMEN_ROW_SUMS_BLOCK];
  size_t n_zeros = 0;

  for (size_t first = 0, n; first < self->n_rows; first += n)
    {
      n = self->n_rows - first;
      n = n < LIMEN_ROW_SUMS_BLOCK ? n : LIMEN_ROW_SUMS_BLOCK;
      get_weighted_logs (self, first, n, logs, weights);
      for (size_t i = 0; i < n; i++)
        n_zeros += logs[i] == -INFINITY;
    }
  return n_zeros;
}

/* Computes the likelihood of all rows, the product of p (true class) to the
 * power of the row's weight: as a compensated sum of logarithms, and as a
 * naive product in file order, which underflows to 0 after a few hundred rows.
 * The mean of -log p divides by the number of rows in binary tasks and by the
 * sum of weights in multiclass ones, like the losses. Rows of weight 0 only
 * count in n_rows. NaN where limen_log_likelihoods() is NaN; the mean is NaN
 * without rows. */
LimenLikelihood
limen_likelihood_compute (const LimenPredictions *predictions)
{
  LimenLikelihood result = { .naive_product = 1,
                             .n_rows = predictions->n_rows };
  const LimenRows rows = { .get_values = get_weighted_logs,
                           .data = predictions,
                           .n_rows = predictions->n_rows,
                           .n_columns = predictions->n_scores,
                           .block_size = LIMEN_ROW_SUMS_BLOCK,
                           .is_weighted = true };
  LimenRowSums sums;

  if (!has_likelihood (predictions))
    return (LimenLikelihood){ NAN, NAN, 0, NAN, predictions->n_rows, 0 };
  sums = limen_row_sums_compute (&rows);
  multiply (&result, predictions);
  if (sums.values == -INFINITY)
    result.n_zero = count_zeros (predictions);
  result.log10_likelihood = sums.values / log (10);
  result.mean_nll
      = (0 - sums.values)
        / (has_binary_losses (predictions) ? (double) predictions->n_rows
                                           : sums.weights);
  return result;
}

/* Callback of LimenRows: weighted losses, and weights. */
static void
get_weighted_losses (const void *data, size_t first, size_t n, double *losses,
                     double *weights)
{
  const LimenPredictions *self = data;

  limen_row_losses (self, first, n, losses);
  for (size_t i = 0; i < n; i++)
    {
      weights[i] = limen_predictions_get_weight (self, first + i);
      losses[i] = weights[i] > 0 ? weights[i] * losses[i] : 0;
    }
}

/* Computes the moments of the losses of limen_row_losses(), weighted, over the
 * rows or over the units that they belong to (NULL: rows are independent). The
 * ratio divides by the sum of weights. False when memory runs out, which takes
 * units. */
bool
limen_row_losses_compute_moments (const LimenPredictions *predictions,
                                  const LimenUnits *units,
                                  LimenMoments *moments)
{
  const LimenRows rows = { .get_values = get_weighted_losses,
                           .data = predictions,
                           .n_rows = predictions->n_rows,
                           .n_columns = predictions->n_scores,
                           .block_size = LIMEN_ROW_SUMS_BLOCK,
                           .is_weighted = predictions->weights != NULL };

  return limen_row_moments_compute (&rows, units, moments);
}
