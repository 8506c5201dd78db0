#include "likelihood.h"

#include <math.h>

#include "link.h"
#include "loss.h"
#include "softmax.h"
#include "sum.h"

#define N_AT_ONCE LIMEN_SOFTMAX_NUMBERS

/* Whether the scores give each row's true class a probability. */
static bool
has_likelihood (const LimenPredictions *self)
{
  if (self->kind == LIMEN_KIND_SCORE
      || (self->labels == NULL && self->n_rows > 0))
    return false;
  return self->task == LIMEN_TASK_BINARY
         || (self->task == LIMEN_TASK_MULTICLASS
             && self->n_scores == self->n_classes);
}

static void
fill_with_nan (double *numbers, size_t n)
{
  for (size_t i = 0; i < n; i++)
    numbers[i] = NAN;
}

/* log p of a score's true class; NaN where the score stands for no
 * probability. */
static double
get_binary_log (LimenKind kind, double score, bool is_positive)
{
  switch (kind)
    {
    case LIMEN_KIND_PROBABILITY:
      if (!(score >= 0 && score <= 1))
        return NAN;
      return is_positive ? log (score) : log1p (-score);
    case LIMEN_KIND_LOGIT:
      return limen_log_sigmoid (is_positive ? score : -score);
    case LIMEN_KIND_LOG_PROBABILITY:
      if (!(score <= 0))
        return NAN;
      return is_positive ? score : log (-expm1 (score));
    case LIMEN_KIND_SCORE:
    default:
      return NAN;
    }
}

static void
get_binary_logs (const LimenPredictions *self, size_t first, size_t n,
                 double *logs)
{
  const double *scores = self->scores[0] + first;
  const uint16_t *labels = self->labels + first;

  for (size_t i = 0; i < n; i++)
    logs[i] = get_binary_log (self->kind, scores[i],
                              labels[i] == self->positive);
}

/* A softmax needs the scores of all classes. */
static void
get_logs_of_logits (const LimenPredictions *self, size_t first, size_t n,
                    double *logs)
{
  const size_t n_most = limen_softmax_get_block_size (self->n_scores);
  double block[LIMEN_SOFTMAX_NUMBERS];

  for (size_t done = 0, m; done < n; done += m)
    {
      m = n - done < n_most ? n - done : n_most;
      limen_log_softmax (self, first + done, m, block);
      for (size_t i = 0; i < m; i++)
        logs[done + i] = block[self->labels[first + done + i] * m + i];
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

/* The natural logarithms of the probabilities that `n` rows from `first` on
 * gave to their true classes, into `logs`: of a binary task of any kind, or of
 * a multiclass one with a score for each class, whose logits go through a
 * softmax. In log space, and not clamped: -inf where the class was given 0.
 * NaN for plain scores, without labels, and for scores that are no
 * probabilities. */
void
limen_log_likelihoods (const LimenPredictions *predictions, size_t first,
                       size_t n, double *logs)
{
  if (!has_likelihood (predictions))
    fill_with_nan (logs, n);
  else if (predictions->task == LIMEN_TASK_BINARY)
    get_binary_logs (predictions, first, n, logs);
  else
    get_multiclass_logs (predictions, first, n, logs);
}

/* Whether the loss of all rows is clamped at 100 a row: that of probabilities,
 * and of log-probabilities that say what the other class has. */
static bool
is_clamped (const LimenPredictions *self)
{
  return self->kind == LIMEN_KIND_PROBABILITY
         || (self->kind == LIMEN_KIND_LOG_PROBABILITY
             && self->task == LIMEN_TASK_BINARY);
}

/* What these rows add to the loss that the model was trained on, each without
 * its weight: -log p of the true class, clamped as limen_loss_bce() and
 * limen_loss_cross_entropy() clamp it, and never -0. NaN where
 * limen_log_likelihoods() is. */
void
limen_row_losses (const LimenPredictions *predictions, size_t first, size_t n,
                  double *losses)
{
  const double floor = is_clamped (predictions) ? LIMEN_BCE_LOG_FLOOR
                                                : -INFINITY;

  limen_log_likelihoods (predictions, first, n, losses);
  for (size_t i = 0; i < n; i++)
    losses[i] = 0 - (losses[i] < floor ? floor : losses[i]);
}

/* The same of one row. */
double
limen_row_loss (const LimenPredictions *predictions, size_t row)
{
  double loss;

  limen_row_losses (predictions, row, 1, &loss);
  return loss;
}

/* p itself, where the file has it. */
static double
get_probability (const LimenPredictions *self, size_t row, double log)
{
  uint16_t label = self->labels[row];

  if (self->kind != LIMEN_KIND_PROBABILITY)
    return exp (log);
  if (self->task == LIMEN_TASK_MULTICLASS)
    return self->scores[label][row];
  return label == self->positive ? self->scores[0][row]
                                 : 1 - self->scores[0][row];
}

/* The product as one would write it down; once 0, it stays there. */
static void
multiply (LimenLikelihood *result, const LimenPredictions *predictions,
          size_t row, double log, double weight)
{
  double p;

  if (result->naive_product == 0)
    return;
  p = get_probability (predictions, row, log);
  result->naive_product *= weight == 1 ? p : pow (p, weight);
  if (result->naive_product == 0)
    result->n_rows_to_zero = row + 1;
}

/* The likelihood of all rows: the product of the probabilities that they gave
 * to their true classes, each to the power of its weight. As a sum of
 * logarithms, compensated, and as the product in doubles and the order of the
 * file, which is 0 after a few hundred rows. The mean of -log p divides as the
 * loss does: by the number of rows in the binary case, by the sum of their
 * weights in the multiclass one. Rows that weigh 0 do not count, but in
 * n_rows. NaN where limen_log_likelihoods() is, and the mean of no rows. */
LimenLikelihood
limen_likelihood_compute (const LimenPredictions *predictions)
{
  LimenLikelihood result = { .naive_product = 1,
                             .n_rows = predictions->n_rows };
  LimenSum sum = { 0 }, weights = { 0 };
  double logs[N_AT_ONCE];

  if (!has_likelihood (predictions))
    return (LimenLikelihood){ NAN, NAN, 0, NAN, predictions->n_rows, 0 };
  for (size_t first = 0, n; first < predictions->n_rows; first += n)
    {
      n = predictions->n_rows - first;
      n = n < N_AT_ONCE ? n : N_AT_ONCE;
      limen_log_likelihoods (predictions, first, n, logs);
      for (size_t i = 0; i < n; i++)
        {
          double weight
              = limen_predictions_get_weight (predictions, first + i);

          if (weight == 0)
            continue;
          limen_sum_add (&sum, weight * logs[i]);
          limen_sum_add (&weights, weight);
          multiply (&result, predictions, first + i, logs[i], weight);
          result.n_zero += logs[i] == -INFINITY;
        }
    }
  result.log10_likelihood = limen_sum_value (&sum) / log (10);
  result.mean_nll = (0 - limen_sum_value (&sum))
                    / (predictions->task == LIMEN_TASK_BINARY
                           ? (double) predictions->n_rows
                           : limen_sum_value (&weights));
  return result;
}
