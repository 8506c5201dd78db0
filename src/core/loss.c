#include "loss.h"

#include <math.h>

#include "likelihood.h"
#include "link.h"
#include "row-sums.h"
#include "sum.h"
#include "vector-math.h"

/* What one row costs; `parameter` is the loss's own. */
typedef double (*RowLoss) (double score, bool is_positive, double parameter);

static LimenLoss
reduce (LimenSum sum, double n)
{
  double total = limen_sum_value (&sum);

  return (LimenLoss){ .mean = total / n, .sum = total };
}

/* Inlined, so that every loss has a loop of its own. */
static inline LimenSum
sum_rows (RowLoss loss, double parameter, const double *scores,
          const uint16_t *labels, uint16_t positive, const double *weights,
          size_t n_rows)
{
  LimenSum sum = { 0 };

  for (size_t i = 0; i < n_rows; i++)
    {
      double value = loss (scores[i], labels[i] == positive, parameter);

      limen_sum_add (&sum, weights != NULL ? weights[i] * value : value);
    }
  return sum;
}

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

static double
bce_from_log_row (double score, bool is_positive, double unused)
{
  return limen_loss_bce_from_log_row (score, is_positive);
}

/* Rows of one score, for several threads. */
typedef struct
{
  const double *scores;
  const uint16_t *labels;
  uint16_t positive;
  const double *weights; /* NULL: 1 each */
  double pos_weight;
} Binary;

static LimenLoss
sum_binary (LimenRowValues get_losses, const Binary *binary, size_t n_rows)
{
  LimenRows rows = { .get_values = get_losses,
                     .data = binary,
                     .n_rows = n_rows,
                     .n_columns = 1,
                     .block_size = LIMEN_ROW_SUMS_BLOCK };
  double total = limen_row_sums_compute (&rows).values;

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

static void
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
  Binary rows = { probabilities, labels, positive, weights, 1 };

  return sum_binary (get_bce, &rows, n_rows);
}

/* Binary cross-entropy of log-probabilities, in log space; otherwise like
 * limen_loss_bce(). */
LimenLoss
limen_loss_bce_from_log (const double *log_probabilities,
                         const uint16_t *labels, uint16_t positive,
                         const double *weights, size_t n_rows)
{
  return reduce (sum_rows (bce_from_log_row, 0, log_probabilities, labels,
                           positive, weights, n_rows),
                 (double) n_rows);
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
  Binary rows = { logits, labels, positive, weights, pos_weight };

  return sum_binary (get_bce_with_logits, &rows, n_rows);
}

static double
sum_weights (const double *weights, size_t n_rows)
{
  LimenSum sum = { 0 };

  if (weights == NULL)
    return (double) n_rows;
  for (size_t i = 0; i < n_rows; i++)
    limen_sum_add (&sum, weights[i]);
  return limen_sum_value (&sum);
}

static double
brier_row (double score, bool is_positive, double kind)
{
  return limen_loss_brier_row (
      limen_score_to_probability ((LimenKind) kind, score), is_positive);
}

/* The Brier score of the probabilities that the scores stand for; its mean is
 * the weighted one, as scikit-learn's brier_score_loss has it. NaN for plain
 * scores. */
LimenLoss
limen_loss_brier (LimenKind kind, const double *scores,
                  const uint16_t *labels, uint16_t positive,
                  const double *weights, size_t n_rows)
{
  return reduce (sum_rows (brier_row, kind, scores, labels, positive, weights,
                           n_rows),
                 sum_weights (weights, n_rows));
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
  LimenSum both = { 0 }, plain = { 0 }, squared = { 0 };

  for (size_t i = 0; i < n_rows; i++)
    {
      double p = limen_score_to_probability (kind, scores[i]);
      double weight = weights != NULL ? weights[i] : 1;
      double truth = labels[i] == positive ? 1 : 0;

      limen_sum_add (&both, weight * p * truth);
      limen_sum_add (&plain, weight * (p + truth));
      limen_sum_add (&squared, weight * (p * p + truth));
    }
  return (LimenDice){
    .plain = 1 - (2 * limen_sum_value (&both) + smooth)
                     / (limen_sum_value (&plain) + smooth),
    .squared = 1 - (2 * limen_sum_value (&both) + smooth)
                       / (limen_sum_value (&squared) + smooth),
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

/* What binary cross-entropy would be if every row were given the frequency of
 * the positives: the entropy of the labels. The mean divides by the number
 * of rows, as that of limen_loss_bce() does, so that the two compare. */
LimenLoss
limen_loss_base_rate (const uint16_t *labels, uint16_t positive,
                      const double *weights, size_t n_rows)
{
  double total = sum_weights (weights, n_rows);
  LimenSum positives = { 0 };
  LimenSum loss = { 0 };
  size_t n_positives = 0;
  double p, n;

  for (size_t i = 0; i < n_rows; i++)
    if (weights == NULL)
      n_positives += labels[i] == positive;
    else if (labels[i] == positive)
      limen_sum_add (&positives, weights[i]);
  p = weights != NULL ? limen_sum_value (&positives) : (double) n_positives;
  n = total - p;
  if (p > 0)
    limen_sum_add (&loss, -p * log (p / total));
  if (n > 0)
    limen_sum_add (&loss, -n * log (n / total));
  return reduce (loss, (double) n_rows);
}
