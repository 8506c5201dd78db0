/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loss.h"

#include <math.h>
#include <string.h>

#include "likelihood.h"
#include "link.h"
#include "row-sums.h"
#include "vector-math.h"
#include "wide.h"

/* Returns PyTorch's BCELoss of one row: -log p (true class), at most 100,
 * never -0. NaN for probabilities outside [0, 1]. */
double
limen_loss_bce_row (double probability, bool is_positive)
{
  double log_likelihood
      = is_positive ? log (probability) : log1p (-probability);

  if (!(probability >= 0 && probability <= 1))
    return NAN;
  return fabs (fmax (log_likelihood, LIMEN_BCE_LOG_FLOOR));
}

/* Rows with one score: the input of the per-row callbacks. */
typedef struct
{
  LimenPredictions numbers;
  double *columns[1];    /* the scores */
  const double *targets; /* soft labels; NULL: labels */
  double pos_weight, dice_smooth;
} Binary;

static void
binary_init (Binary *self, LimenKind kind, const double *scores,
             const uint16_t *labels, uint16_t positive, const double *weights,
             size_t n_rows)
{
  *self = (Binary){ .columns = { (double *) scores }, .pos_weight = 1 };
  self->numbers = (LimenPredictions){ .task = LIMEN_TASK_BINARY,
                                      .kind = kind,
                                      .n_rows = n_rows,
                                      .n_classes = 2,
                                      .n_scores = 1,
                                      .positive = positive,
                                      .labels = (uint16_t *) labels,
                                      .scores = self->columns,
                                      .weights = (double *) weights };
}

/* Describes a sum over the rows; `get_values` and `is_weighted` as in
 * LimenRows. */
static LimenRows
binary_get_rows (const Binary *self, LimenRowValues get_values,
                 bool is_weighted)
{
  return (LimenRows){ .get_values = get_values,
                      .data = self,
                      .n_rows = self->numbers.n_rows,
                      .n_columns = 1,
                      .block_size = LIMEN_ROW_SUMS_BLOCK,
                      .is_weighted = is_weighted };
}

static LimenRowSums
binary_sum (const Binary *self, LimenRowValues get_values, bool is_weighted)
{
  LimenRows rows = binary_get_rows (self, get_values, is_weighted);

  return limen_row_sums_compute (&rows);
}

/* Multiplies values by the rows' weights, if there are any. */
static void
multiply_by_weights (const Binary *self, size_t first, size_t n,
                     double *values)
{
  const double *weights = self->numbers.weights;

  for (size_t i = 0; weights != NULL && i < n; i++)
    values[i] *= weights[first + i];
}

/* Writes 1 for positives and 0 for negatives, without a branch to mispredict;
 * or the soft labels. */
static void
get_truths (const Binary *self, size_t first, size_t n, double *truths)
{
  const uint16_t *labels
      = self->numbers.labels != NULL ? self->numbers.labels + first : NULL;

  if (self->targets != NULL)
    memcpy (truths, self->targets + first, n * sizeof *truths);
  else
    for (size_t i = 0; i < n; i++)
      truths[i] = labels[i] == self->numbers.positive;
}

/* Converts the scores to probabilities. */
static void
get_probabilities (const Binary *self, size_t first, size_t n,
                   double *probabilities)
{
  const double *scores = self->columns[0] + first;

  switch (self->numbers.kind)
    {
    case LIMEN_KIND_PROBABILITY:
      memcpy (probabilities, scores, n * sizeof *scores);
      break;
    case LIMEN_KIND_LOGIT:
      limen_vector_log_sigmoid (scores, probabilities, n);
      limen_vector_exp (probabilities, probabilities, n);
      break;
    case LIMEN_KIND_LOG_PROBABILITY:
    case LIMEN_KIND_SCORE:
    case LIMEN_KIND_DECISION:
    default:
      for (size_t i = 0; i < n; i++)
        probabilities[i]
            = limen_score_to_probability (self->numbers.kind, scores[i]);
    }
}

/* Weighted cross-entropies, and weighted log-likelihoods. */
LIMEN_WIDE static void
get_bce (const void *data, size_t first, size_t n, double *losses,
         double *logs)
{
  const Binary *self = data;
  const double *weights = self->numbers.weights;

  limen_log_likelihoods (&self->numbers, first, n, logs);
  if (self->numbers.kind == LIMEN_KIND_LOGIT)
    {
      get_truths (self, first, n, losses);
      for (size_t i = 0; i < n; i++)
        losses[i]
            = logs[i] * ((losses[i] - 1) - losses[i] * self->pos_weight);
    }
  else
    for (size_t i = 0; i < n; i++)
      losses[i]
          = fabs (logs[i] < LIMEN_BCE_LOG_FLOOR ? LIMEN_BCE_LOG_FLOOR
                                                : logs[i]);
  multiply_by_weights (self, first, n, losses);
  for (size_t i = 0; weights != NULL && i < n; i++)
    logs[i] = weights[first + i] > 0 ? weights[first + i] * logs[i] : 0;
}

/* Computes log p and log (1 - p) of each row. */
static void
get_logs_of_both (const Binary *self, size_t first, size_t n,
                  double *positive, double *negative)
{
  uint16_t labels[LIMEN_ROW_SUMS_BLOCK] = { 0 };
  double *columns[] = { self->columns[0] + first };
  LimenPredictions rows = self->numbers;

  rows.scores = columns;
  rows.labels = labels;
  rows.positive = 0;
  limen_log_likelihoods (&rows, 0, n, positive);
  rows.positive = 1;
  limen_log_likelihoods (&rows, 0, n, negative);
}

/* Returns share * log, with 0 * -inf = 0; NaN stays. */
static double
get_part (double share, double log)
{
  return share != 0 || isnan (log) ? share * log : 0;
}

/* Weighted cross-entropies, and weighted log-likelihoods, for soft labels. */
static void
get_soft_bce (const void *data, size_t first, size_t n, double *losses,
              double *logs)
{
  const Binary *self = data;
  const bool is_logit = self->numbers.kind == LIMEN_KIND_LOGIT;
  const double floor = is_logit ? -INFINITY : LIMEN_BCE_LOG_FLOOR;
  const double pos_weight = is_logit ? self->pos_weight : 1;
  double negative[LIMEN_ROW_SUMS_BLOCK];

  get_logs_of_both (self, first, n, logs, negative);
  for (size_t i = 0; i < n; i++)
    {
      double target = self->targets[first + i];
      double weight = limen_predictions_get_weight (&self->numbers, first + i);
      double of_positive = logs[i] < floor ? floor : logs[i];
      double of_negative = negative[i] < floor ? floor : negative[i];

      losses[i] = weight
                  * (0 - pos_weight * get_part (target, of_positive)
                     - get_part (1 - target, of_negative));
      logs[i] = weight > 0 ? weight
                                 * (get_part (target, logs[i])
                                    + get_part (1 - target, negative[i]))
                           : 0;
    }
}

static LimenLoss
get_loss (const Binary *self, double total)
{
  return (LimenLoss){ .mean = total / (double) self->numbers.n_rows,
                      .sum = total };
}

/* Binary cross-entropy with hard labels. For probabilities, PyTorch's BCELoss:
 * the sum of -w [y max (log p, -100) + (1 - y) max (log (1 - p), -100)]. For
 * log-probabilities, this formula evaluated in log space. For logits,
 * BCEWithLogitsLoss, which neither overflows nor saturates; only for logits,
 * positives count `pos_weight` times (1: no weighting). The mean divides by
 * the number of rows, even if they are weighted. NaN for plain scores and
 * decisions, and if a probability is outside [0, 1]; the mean is NaN without
 * rows. */
LimenLoss
limen_loss_bce (const LimenPredictions *numbers, double pos_weight)
{
  Binary rows;

  binary_init (&rows, numbers->kind, numbers->scores[0], numbers->labels,
               numbers->positive, numbers->weights, numbers->n_rows);
  rows.pos_weight = pos_weight;
  return get_loss (&rows, binary_sum (&rows, get_bce, false).values);
}

static void
get_weights (const Binary *self, size_t first, size_t n, double *weights)
{
  for (size_t i = 0; i < n; i++)
    weights[i] = limen_predictions_get_weight (&self->numbers, first + i);
}

LIMEN_WIDE static void
get_brier (const void *data, size_t first, size_t n, double *losses,
           double *weights)
{
  const Binary *self = data;
  double truths[LIMEN_ROW_SUMS_BLOCK];

  get_truths (self, first, n, truths);
  get_probabilities (self, first, n, losses);
  for (size_t i = 0; i < n; i++)
    losses[i] = (losses[i] - truths[i]) * (losses[i] - truths[i]);
  multiply_by_weights (self, first, n, losses);
  get_weights (self, first, n, weights);
}

static LimenLoss
get_mean (LimenRowSums sums)
{
  return (LimenLoss){ .mean = sums.values / sums.weights,
                      .sum = sums.values };
}

/* Computes w p y and w p of each row. */
LIMEN_WIDE static void
get_overlaps (const void *data, size_t first, size_t n, double *overlaps,
              double *sizes)
{
  const Binary *self = data;

  get_truths (self, first, n, overlaps);
  get_probabilities (self, first, n, sizes);
  multiply_by_weights (self, first, n, sizes);
  for (size_t i = 0; i < n; i++)
    overlaps[i] *= sizes[i];
}

/* Computes w p^2 and w y of each row. */
LIMEN_WIDE static void
get_squares (const void *data, size_t first, size_t n, double *squares,
             double *truths)
{
  const Binary *self = data;

  get_probabilities (self, first, n, squares);
  for (size_t i = 0; i < n; i++)
    squares[i] *= squares[i];
  multiply_by_weights (self, first, n, squares);
  get_truths (self, first, n, truths);
  multiply_by_weights (self, first, n, truths);
}

/* Computes w y^2 and w of each row, for soft labels. */
static void
get_squared_truths (const void *data, size_t first, size_t n, double *truths,
                    double *weights)
{
  const Binary *self = data;

  get_truths (self, first, n, truths);
  for (size_t i = 0; i < n; i++)
    truths[i] *= truths[i];
  multiply_by_weights (self, first, n, truths);
  get_weights (self, first, n, weights);
}

/* Returns the soft Dice loss of the positive class over all rows: 1 - (2 sum w
 * p y + s) / (sum w p + sum w y + s) with smoothing s >= 0, and the variant
 * with p^2 and y^2 in the denominator (Milletari and others, 2016), for which
 * `squared_truths` is the sum of w y^2. Without smoothing both are 1 if there
 * are no positives, and NaN if all probabilities are 0 as well. */
static LimenDice
get_dice (LimenRowSums overlaps, LimenRowSums squares, double squared_truths,
          double smooth)
{
  double both = 2 * overlaps.values + smooth;

  return (LimenDice){
    .plain = 1 - both / (overlaps.weights + squares.weights + smooth),
    .squared = 1 - both / (squares.values + squared_truths + smooth),
  };
}

LIMEN_WIDE static void
get_labels (const void *data, size_t first, size_t n, double *truths,
            double *weights)
{
  const Binary *self = data;

  get_truths (self, first, n, truths);
  multiply_by_weights (self, first, n, truths);
  get_weights (self, first, n, weights);
}

/* Returns the entropy of labels with these weights of positives and of all
 * rows. */
static LimenLoss
get_base_rate (const Binary *self, double positives, double all)
{
  double negatives = all - positives, loss = 0;

  if (positives > 0)
    loss -= positives * log (positives / all);
  if (negatives > 0)
    loss -= negatives * log (negatives / all);
  return get_loss (self, loss);
}

/* Computes the binary cross-entropy of the baseline that predicts the
 * frequency of positives for every row: the entropy of the labels. The mean
 * divides by the number of rows, like limen_loss_bce(), so that the two
 * compare. */
LimenLoss
limen_loss_base_rate (const uint16_t *labels, uint16_t positive,
                      const double *weights, size_t n_rows)
{
  Binary rows;
  LimenRowSums sums;

  binary_init (&rows, LIMEN_KIND_SCORE, NULL, labels, positive, weights,
               n_rows);
  sums = binary_sum (&rows, get_labels, weights != NULL);
  return get_base_rate (&rows, sums.values, sums.weights);
}

/* Returns the sum of w y^2; for hard labels, the sum of w y. */
static double
sum_squared_truths (const Binary *self, const LimenRowSums *squares)
{
  return self->targets != NULL
             ? binary_sum (self, get_squared_truths, false).values
             : squares->weights;
}

/* Computes all losses of a binary task in one pass, each with the same bits as
 * its own function. Positives count `pos_weight` times in the cross-entropy of
 * logits; `dice_smooth` is the smoothing of Dice. Soft labels, targets[0] from
 * 0 to 1, take the place of y in all formulas, as in PyTorch's BCELoss and
 * BCEWithLogitsLoss; the labels are then not used. */
LimenBinaryLosses
limen_binary_losses_compute (const LimenPredictions *numbers,
                             double pos_weight, double dice_smooth)
{
  enum
  {
    BCE,
    BRIER,
    OVERLAPS,
    SQUARES,
    N
  };
  const bool is_soft = numbers->targets != NULL;
  LimenRowSums sums[N];
  LimenLoss base_rate;
  Binary rows;

  binary_init (&rows, numbers->kind, numbers->scores[0], numbers->labels,
               numbers->positive, numbers->weights, numbers->n_rows);
  rows.targets = is_soft ? numbers->targets[0] : NULL;
  rows.pos_weight = pos_weight;
  limen_row_sums_compute_several (
      (LimenRows[N]){
          [BCE]
          = binary_get_rows (&rows, is_soft ? get_soft_bce : get_bce, true),
          [BRIER]
          = binary_get_rows (&rows, get_brier, numbers->weights != NULL),
          [OVERLAPS] = binary_get_rows (&rows, get_overlaps, true),
          [SQUARES] = binary_get_rows (&rows, get_squares, true),
      },
      N, sums);
  base_rate
      = get_base_rate (&rows, sums[SQUARES].weights, sums[BRIER].weights);
  return (LimenBinaryLosses){
    .bce = get_loss (&rows, sums[BCE].values),
    .bce_by_weight = sums[BCE].values / sums[BRIER].weights,
    .brier = get_mean (sums[BRIER]),
    .base_rate = base_rate,
    .base_rate_by_weight = base_rate.sum / sums[BRIER].weights,
    .dice = get_dice (sums[OVERLAPS], sums[SQUARES],
                      sum_squared_truths (&rows, &sums[SQUARES]),
                      dice_smooth),
    .log10_likelihood = sums[BCE].weights / log (10),
  };
}

/* Weighted cross-entropies, and weights. */
static void
get_bce_and_weights (const void *data, size_t first, size_t n, double *losses,
                     double *weights)
{
  const Binary *self = data;

  if (self->targets != NULL)
    get_soft_bce (data, first, n, losses, weights);
  else
    get_bce (data, first, n, losses, weights);
  get_weights (self, first, n, weights);
}

/* Adds a row's share of the smoothing of Dice, which so is a ratio of sums
 * over the rows. */
static void
smooth (const Binary *self, size_t n, double *sizes)
{
  for (size_t i = 0; i < n; i++)
    sizes[i] += self->dice_smooth / (double) self->numbers.n_rows;
}

/* Computes w (p + y - 2 p y) and w (p + y) of each row, the latter with its
 * share of the smoothing. */
static void
get_dice_row (const void *data, size_t first, size_t n, double *losses,
              double *sizes)
{
  const Binary *self = data;
  double truths[LIMEN_ROW_SUMS_BLOCK];

  get_truths (self, first, n, truths);
  get_probabilities (self, first, n, sizes);
  for (size_t i = 0; i < n; i++)
    {
      losses[i] = sizes[i] + truths[i] - 2 * sizes[i] * truths[i];
      sizes[i] += truths[i];
    }
  multiply_by_weights (self, first, n, losses);
  multiply_by_weights (self, first, n, sizes);
  smooth (self, n, sizes);
}

/* Computes w (p - y)^2 and w (p^2 + y^2) of each row, the latter with its
 * share of the smoothing. */
static void
get_squared_dice_row (const void *data, size_t first, size_t n, double *losses,
                      double *sizes)
{
  const Binary *self = data;
  double truths[LIMEN_ROW_SUMS_BLOCK];

  get_truths (self, first, n, truths);
  get_probabilities (self, first, n, sizes);
  for (size_t i = 0; i < n; i++)
    {
      losses[i] = (sizes[i] - truths[i]) * (sizes[i] - truths[i]);
      sizes[i] = sizes[i] * sizes[i] + truths[i] * truths[i];
    }
  multiply_by_weights (self, first, n, losses);
  multiply_by_weights (self, first, n, sizes);
  smooth (self, n, sizes);
}

static bool
compute_moments (const Binary *self, LimenRowValues get_values,
                 bool is_weighted, const LimenBinaryMomentOptions *options,
                 LimenMoments *moments)
{
  LimenRows rows = binary_get_rows (self, get_values, is_weighted);

  if (!options->is_stratified || options->units != NULL
      || self->targets != NULL)
    return limen_row_moments_compute (&rows, options->units, moments);
  *moments = limen_row_moments_compute_within (&rows, self->numbers.labels,
                                               self->numbers.positive);
  return true;
}

/* Computes the moments of the losses of limen_binary_losses_compute() over the
 * rows, or over the units that they belong to, for their standard errors. The
 * same bits for any number of threads. False when memory runs out, which takes
 * units. */
bool
limen_binary_losses_compute_moments (const LimenPredictions *numbers,
                                     const LimenBinaryMomentOptions *options,
                                     LimenBinaryLossMoments *moments)
{
  Binary rows;

  binary_init (&rows, numbers->kind, numbers->scores[0], numbers->labels,
               numbers->positive, numbers->weights, numbers->n_rows);
  rows.targets = numbers->targets != NULL ? numbers->targets[0] : NULL;
  rows.pos_weight = options->pos_weight;
  rows.dice_smooth = options->dice_smooth;
  if (!compute_moments (&rows, get_bce_and_weights, false, options,
                        &moments->bce)
      || !compute_moments (&rows, get_brier, true, options, &moments->brier)
      || !compute_moments (&rows, get_dice_row, true, options, &moments->dice)
      || !compute_moments (&rows, get_squared_dice_row, true, options,
                           &moments->squared_dice))
    return false;
  moments->bce_by_weight = moments->bce;
  return numbers->weights == NULL
         || compute_moments (&rows, get_bce_and_weights, true, options,
                             &moments->bce_by_weight);
}
