#include "loss.h"

#include <math.h>
#include <string.h>

#include "likelihood.h"
#include "link.h"
#include "row-sums.h"
#include "vector-math.h"
#include "wide.h"

/* -log of the probability given to the true class, no larger than 100 and
 * never -0: PyTorch's BCELoss for one row. NaN outside [0, 1]. */
double
limen_loss_bce_row (double probability, bool is_positive)
{
  double log_likelihood
      = is_positive ? log (probability) : log1p (-probability);

  if (!(probability >= 0 && probability <= 1))
    return NAN;
  return fabs (fmax (log_likelihood, LIMEN_BCE_LOG_FLOOR));
}

/* PyTorch's BCEWithLogitsLoss for one row: -pos_weight log sigmoid (x) of a
 * positive one, -log sigmoid (-x) of a negative one; finite for every finite
 * logit. */
double
limen_loss_bce_with_logits_row (double logit, bool is_positive,
                                double pos_weight)
{
  return is_positive ? -pos_weight * limen_log_sigmoid (logit)
                     : -limen_log_sigmoid (-logit);
}

/* The same for a logarithm of a probability: log (1 - p) is taken as
 * log (-expm1 (x)), which keeps its digits near p = 0; the floor is that of
 * limen_loss_bce_row(). NaN above 0. */
double
limen_loss_bce_from_log_row (double log_probability, bool is_positive)
{
  double log_likelihood
      = is_positive ? log_probability : log (-expm1 (log_probability));

  if (!(log_probability <= 0))
    return NAN;
  return fabs (fmax (log_likelihood, LIMEN_BCE_LOG_FLOOR));
}

/* (p - y)^2: Brier, 1950, in its form for two classes. */
double
limen_loss_brier_row (double probability, bool is_positive)
{
  double gap = probability - (is_positive ? 1 : 0);

  return gap * gap;
}

/* Rows of one score, for several threads. */
typedef struct
{
  const double *scores; /* NULL: none are needed */
  const uint16_t *labels;
  uint16_t positive;
  const double *weights; /* NULL: 1 each */
  LimenKind kind;
  double pos_weight;
} Binary;

/* `get_values` as LimenRows has it; its weights count if `is_weighted`. */
static LimenRowSums
sum_rows (LimenRowValues get_values, const Binary *binary, size_t n_rows,
          bool is_weighted)
{
  LimenRows rows = { .get_values = get_values,
                     .data = binary,
                     .n_rows = n_rows,
                     .n_columns = 1,
                     .block_size = LIMEN_ROW_SUMS_BLOCK,
                     .is_weighted = is_weighted };

  return limen_row_sums_compute (&rows);
}

static LimenLoss
sum_binary (LimenRowValues get_losses, const Binary *binary, size_t n_rows)
{
  double total = sum_rows (get_losses, binary, n_rows, false).values;

  return (LimenLoss){ .mean = total / (double) n_rows, .sum = total };
}

static void
multiply_by_weights (const Binary *self, size_t first, size_t n,
                     double *losses)
{
  for (size_t i = 0; self->weights != NULL && i < n; i++)
    losses[i] *= self->weights[first + i];
}

/* 1 for positives, 0 for the others; without a branch, which nobody could
 * foretell. */
static void
get_truths (const Binary *self, size_t first, size_t n, double *truths)
{
  for (size_t i = 0; i < n; i++)
    truths[i] = self->labels[first + i] == self->positive;
}

/* Those that the scores stand for. */
static void
get_probabilities (const Binary *self, size_t first, size_t n,
                   double *probabilities)
{
  const double *scores = self->scores + first;

  if (self->kind == LIMEN_KIND_LOGIT)
    {
      limen_vector_log_sigmoid (scores, probabilities, n);
      limen_vector_exp (probabilities, probabilities, n);
      return;
    }
  if (self->kind == LIMEN_KIND_PROBABILITY)
    memcpy (probabilities, scores, n * sizeof *scores);
  else
    for (size_t i = 0; i < n; i++)
      probabilities[i] = limen_score_to_probability (self->kind, scores[i]);
}

LIMEN_WIDE static void
get_bce (const void *data, size_t first, size_t n, double *losses,
         double *unused)
{
  const Binary *self = data;

  get_truths (self, first, n, losses);
  limen_vector_log_bernoulli (self->scores + first, losses, losses, n);
  for (size_t i = 0; i < n; i++)
    losses[i] = fabs (losses[i] < LIMEN_BCE_LOG_FLOOR ? LIMEN_BCE_LOG_FLOOR
                                                      : losses[i]);
  multiply_by_weights (self, first, n, losses);
}

/* Binary cross-entropy of probabilities, PyTorch's BCELoss: the sum of
 * -w [y max (log p, -100) + (1 - y) max (log (1 - p), -100)]; its mean divides
 * by the number of rows, weighted or not. Labels are class indices of which
 * `positive` counts as y = 1. NaN where a probability is outside [0, 1], and
 * for the mean of no rows. */
LimenLoss
limen_loss_bce (const double *probabilities, const uint16_t *labels,
                uint16_t positive, const double *weights, size_t n_rows)
{
  Binary rows = { .scores = probabilities,
                  .labels = labels,
                  .positive = positive,
                  .weights = weights };

  return sum_binary (get_bce, &rows, n_rows);
}

static void
get_bce_from_log (const void *data, size_t first, size_t n, double *losses,
                  double *unused)
{
  const Binary *self = data;

  for (size_t i = 0; i < n; i++)
    losses[i] = limen_loss_bce_from_log_row (
        self->scores[first + i], self->labels[first + i] == self->positive);
  multiply_by_weights (self, first, n, losses);
}

/* Binary cross-entropy of log-probabilities, in log space; otherwise like
 * limen_loss_bce(). */
LimenLoss
limen_loss_bce_from_log (const double *log_probabilities,
                         const uint16_t *labels, uint16_t positive,
                         const double *weights, size_t n_rows)
{
  Binary rows = { .scores = log_probabilities,
                  .labels = labels,
                  .positive = positive,
                  .weights = weights };

  return sum_binary (get_bce_from_log, &rows, n_rows);
}

static void
get_bce_with_logits (const void *data, size_t first, size_t n, double *losses,
                     double *unused)
{
  const Binary *self = data;
  double truths[LIMEN_ROW_SUMS_BLOCK];

  get_truths (self, first, n, truths);
  for (size_t i = 0; i < n; i++)
    losses[i] = self->scores[first + i] * (2 * truths[i] - 1);
  limen_vector_log_sigmoid (losses, losses, n);
  for (size_t i = 0; i < n; i++)
    losses[i] *= (truths[i] - 1) - truths[i] * self->pos_weight;
  multiply_by_weights (self, first, n, losses);
}

/* Binary cross-entropy of logits, PyTorch's BCEWithLogitsLoss: computed in log
 * space, so it neither overflows nor saturates; positive rows count
 * `pos_weight` times (1: plainly). The mean divides by the number of rows. */
LimenLoss
limen_loss_bce_with_logits (const double *logits, const uint16_t *labels,
                            uint16_t positive, const double *weights,
                            size_t n_rows, double pos_weight)
{
  Binary rows = { .scores = logits,
                  .labels = labels,
                  .positive = positive,
                  .weights = weights,
                  .pos_weight = pos_weight };

  return sum_binary (get_bce_with_logits, &rows, n_rows);
}

static void
get_weights (const Binary *self, size_t first, size_t n, double *weights)
{
  for (size_t i = 0; i < n; i++)
    weights[i] = self->weights != NULL ? self->weights[first + i] : 1;
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

/* The Brier score of the probabilities that the scores stand for; its mean is
 * the weighted one, as scikit-learn's brier_score_loss has it. NaN for plain
 * scores. */
LimenLoss
limen_loss_brier (LimenKind kind, const double *scores,
                  const uint16_t *labels, uint16_t positive,
                  const double *weights, size_t n_rows)
{
  Binary rows = { .scores = scores,
                  .labels = labels,
                  .positive = positive,
                  .weights = weights,
                  .kind = kind };
  LimenRowSums sums
      = sum_rows (get_brier, &rows, n_rows, weights != NULL);

  return (LimenLoss){ .mean = sums.values / sums.weights,
                      .sum = sums.values };
}

/* w p y, and w p. */
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

/* w p^2, and w y. */
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

/* Soft Dice of the positive class as a loss, over all rows together:
 * 1 - (2 sum w p y + s) / (sum w p + sum w y + s), with the probabilities p
 * that the scores stand for, y = 1 for positives and the smoothing s >= 0; and
 * the variant that has p and y squared in the denominator (Milletari and
 * others, 2016). Without smoothing they are 1 where there are no positives, and
 * NaN where all probabilities are 0 besides. NaN for plain scores. */
LimenDice
limen_loss_dice (LimenKind kind, const double *scores, const uint16_t *labels,
                 uint16_t positive, const double *weights, size_t n_rows,
                 double smooth)
{
  Binary rows = { .scores = scores,
                  .labels = labels,
                  .positive = positive,
                  .weights = weights,
                  .kind = kind };
  LimenRowSums overlaps = sum_rows (get_overlaps, &rows, n_rows, true);
  LimenRowSums squares = sum_rows (get_squares, &rows, n_rows, true);
  double both = 2 * overlaps.values + smooth;

  return (LimenDice){
    .plain = 1 - both / (overlaps.weights + squares.weights + smooth),
    .squared = 1 - both / (squares.values + squares.weights + smooth),
  };
}

/* log10 of the likelihood of binary rows, as limen_likelihood_compute() has
 * it. */
double
limen_log10_likelihood (LimenKind kind, const double *scores,
                        const uint16_t *labels, uint16_t positive,
                        const double *weights, size_t n_rows)
{
  const LimenPredictions predictions = {
    .task = LIMEN_TASK_BINARY,
    .kind = kind,
    .n_rows = n_rows,
    .n_classes = 2,
    .n_scores = 1,
    .positive = positive,
    .labels = (uint16_t *) labels,
    .scores = (double *[]){ (double *) scores },
    .weights = (double *) weights,
  };

  return limen_likelihood_compute (&predictions).log10_likelihood;
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

/* What binary cross-entropy would be if every row were given the frequency of
 * the positives: the entropy of the labels. The mean divides by the number
 * of rows, as that of limen_loss_bce() does, so that the two compare. */
LimenLoss
limen_loss_base_rate (const uint16_t *labels, uint16_t positive,
                      const double *weights, size_t n_rows)
{
  Binary rows
      = { .labels = labels, .positive = positive, .weights = weights };
  LimenRowSums sums = sum_rows (get_labels, &rows, n_rows, weights != NULL);
  double p = sums.values, n = sums.weights - p, loss = 0;

  if (p > 0)
    loss -= p * log (p / sums.weights);
  if (n > 0)
    loss -= n * log (n / sums.weights);
  return (LimenLoss){ .mean = loss / (double) n_rows, .sum = loss };
}
