#include "loss-multiclass.h"

#include <math.h>
#include <stdlib.h>

#include "likelihood.h"
#include "softmax.h"
#include "sum.h"

/* What goes by, a block of rows at a time. */
typedef struct
{
  const LimenPredictions *predictions;
  size_t first, n;
  /* of the probabilities, as limen_log_softmax() lays them out */
  double logs[LIMEN_SOFTMAX_NUMBERS];
} Block;

static void
block_init (Block *self, const LimenPredictions *predictions)
{
  self->predictions = predictions;
  self->first = self->n = 0;
}

/* Goes on to the next rows; false after the last. */
static bool
block_next (Block *self)
{
  size_t left;

  self->first += self->n;
  left = self->predictions->n_rows - self->first;
  self->n = limen_softmax_get_block_size (self->predictions->n_scores);
  if (self->n > left)
    self->n = left;
  if (self->n == 0)
    return false;
  limen_log_softmax (self->predictions, self->first, self->n, self->logs);
  return true;
}

/* log p of a class, no less than PyTorch's clamp where it was a probability
 * that the file gave; log-probabilities and logits have none. */
static double
block_get_log (const Block *self, size_t row, size_t class)
{
  double value = self->logs[class * self->n + row];

  return self->predictions->kind == LIMEN_KIND_PROBABILITY
             ? fmax (value, LIMEN_BCE_LOG_FLOOR)
             : value;
}

static double
block_get_weight (const Block *self, size_t row)
{
  return self->predictions->weights != NULL
             ? self->predictions->weights[self->first + row]
             : 1;
}

static uint16_t
block_get_label (const Block *self, size_t row)
{
  return self->predictions->labels[self->first + row];
}

static LimenLoss
reduce (LimenSum sum, LimenSum weights)
{
  double total = limen_sum_value (&sum);

  return (LimenLoss){ total / limen_sum_value (&weights), total };
}

static double
get_class_weight (const LimenCrossEntropyOptions *options, size_t class)
{
  return options != NULL && options->class_weights != NULL
             ? options->class_weights[class]
             : 1;
}

static double
get_smoothing (const LimenCrossEntropyOptions *options)
{
  return options != NULL ? options->label_smoothing : 0;
}

/* -sum over the classes of their weight and log p. */
static double
sum_classes (const Block *block, size_t row,
             const LimenCrossEntropyOptions *options)
{
  size_t n_classes = block->predictions->n_scores;
  double sum = 0;

  for (size_t k = 0; k < n_classes; k++)
    {
      double weight = get_class_weight (options, k);

      if (weight != 0)
        sum -= weight * block_get_log (block, row, k);
    }
  return sum;
}

/* Cross-entropy, PyTorch's CrossEntropyLoss for logits and NLLLoss for
 * log-probabilities: the sum of w [(1 - e) c_y (-log p_y) + e / K sum_k c_k
 * (-log p_k)] with the class weights c, the label smoothing e and K classes;
 * its mean divides by the sum of w c_y. Probabilities are clamped like those of
 * limen_loss_bce(). `options` may be NULL. NaN for plain scores, and for the
 * mean of no rows. */
LimenLoss
limen_loss_cross_entropy (const LimenPredictions *predictions,
                          const LimenCrossEntropyOptions *options)
{
  Block block;
  double smoothing = get_smoothing (options);
  double share = smoothing / (double) predictions->n_scores;
  LimenSum sum = { 0 }, weights = { 0 };

  block_init (&block, predictions);
  while (block_next (&block))
    for (size_t i = 0; i < block.n; i++)
      {
        uint16_t label = block_get_label (&block, i);
        double weight = block_get_weight (&block, i);
        double class_weight = get_class_weight (options, label);
        double loss = 0;

        if (class_weight != 0)
          loss = -class_weight * block_get_log (&block, i, label);
        if (smoothing != 0)
          loss = (1 - smoothing) * loss
                 + share * sum_classes (&block, i, options);
        limen_sum_add (&sum, weight * loss);
        limen_sum_add (&weights, weight * class_weight);
      }
  return reduce (sum, weights);
}

/* The same with a probability for each class as the label, in as many columns
 * as there are classes: the sum of w sum_k c_k t_k (-log p_k), with t smoothed
 * to (1 - e) t + e / K. The mean divides by the sum of w, as CrossEntropyLoss
 * does with probabilities as targets. The labels are not looked at. */
LimenLoss
limen_loss_cross_entropy_soft (const LimenPredictions *predictions,
                               const double *const *targets,
                               const LimenCrossEntropyOptions *options)
{
  Block block;
  double smoothing = get_smoothing (options);
  double share = smoothing / (double) predictions->n_scores;
  LimenSum sum = { 0 }, weights = { 0 };

  block_init (&block, predictions);
  while (block_next (&block))
    for (size_t i = 0; i < block.n; i++)
      {
        double weight = block_get_weight (&block, i), loss = 0;

        for (size_t k = 0; k < predictions->n_scores; k++)
          {
            double target = (1 - smoothing) * targets[k][block.first + i]
                            + share;
            double factor = get_class_weight (options, k) * target;

            if (factor != 0)
              loss -= factor * block_get_log (&block, i, k);
          }
        limen_sum_add (&sum, weight * loss);
        limen_sum_add (&weights, weight);
      }
  return reduce (sum, weights);
}

/* The Brier score of several classes: the sum over rows and classes of
 * w (p - y)^2 (Brier, 1950); its mean is the weighted one. Two classes give
 * twice what limen_loss_brier() gives. */
LimenLoss
limen_loss_brier_multiclass (const LimenPredictions *predictions)
{
  Block block;
  LimenSum sum = { 0 }, weights = { 0 };

  block_init (&block, predictions);
  while (block_next (&block))
    for (size_t i = 0; i < block.n; i++)
      {
        uint16_t label = block_get_label (&block, i);
        double weight = block_get_weight (&block, i), loss = 0;

        for (size_t k = 0; k < predictions->n_scores; k++)
          loss += limen_loss_brier_row (exp (block.logs[k * block.n + i]),
                                        label == k);
        limen_sum_add (&sum, weight * loss);
        limen_sum_add (&weights, weight);
      }
  return reduce (sum, weights);
}

/* What Dice is made of, for one class. */
typedef struct
{
  LimenSum both, plain, squared;
} DiceSums;

static void
add_to_dice (DiceSums *self, double p, double truth, double weight)
{
  limen_sum_add (&self->both, weight * p * truth);
  limen_sum_add (&self->plain, weight * (p + truth));
  limen_sum_add (&self->squared, weight * (p * p + truth));
}

static LimenDice
get_dice (const DiceSums *self, double smooth)
{
  double above = 2 * limen_sum_value (&self->both) + smooth;

  return (LimenDice){
    .plain = 1 - above / (limen_sum_value (&self->plain) + smooth),
    .squared = 1 - above / (limen_sum_value (&self->squared) + smooth),
  };
}

/* Soft Dice as a loss, each class against the rest as limen_loss_dice() has
 * it, and its plain mean over the classes, which is returned; `classes`, of
 * n_scores entries, may be NULL. A class that does not occur has a loss of 1
 * without smoothing, and NaN, left out of the mean, where its probabilities are
 * all 0 besides. NaN when memory runs out. */
LimenDice
limen_loss_dice_multiclass (const LimenPredictions *predictions,
                            double smooth, LimenDice *classes)
{
  size_t n_classes = predictions->n_scores, n = 0;
  Block block;
  DiceSums *sums = calloc (n_classes, sizeof *sums);
  LimenDice mean = { 0, 0 };

  block_init (&block, predictions);
  while (sums != NULL && block_next (&block))
    for (size_t k = 0; k < n_classes; k++)
      for (size_t i = 0; i < block.n; i++)
        add_to_dice (&sums[k], exp (block.logs[k * block.n + i]),
                     block_get_label (&block, i) == k ? 1 : 0,
                     block_get_weight (&block, i));
  for (size_t k = 0; sums != NULL && k < n_classes; k++)
    {
      LimenDice dice = get_dice (&sums[k], smooth);

      if (classes != NULL)
        classes[k] = dice;
      if (isnan (dice.plain))
        continue;
      mean.plain += dice.plain;
      mean.squared += dice.squared;
      n++;
    }
  free (sums);
  return n > 0 ? (LimenDice){ mean.plain / (double) n,
                              mean.squared / (double) n }
               : (LimenDice){ NAN, NAN };
}

/* What cross-entropy would be if every row were given the classes'
 * frequencies: the entropy of the labels; the mean divides by the sum of the
 * weights. */
LimenLoss
limen_loss_base_rate_multiclass (const LimenPredictions *predictions)
{
  LimenSum *classes = calloc (predictions->n_classes + 1, sizeof *classes);
  LimenSum total = { 0 }, loss = { 0 };

  if (classes == NULL)
    return (LimenLoss){ NAN, NAN };
  for (size_t i = 0; i < predictions->n_rows; i++)
    {
      double weight = predictions->weights != NULL ? predictions->weights[i]
                                                   : 1;

      limen_sum_add (&classes[predictions->labels[i]], weight);
      limen_sum_add (&total, weight);
    }
  for (size_t k = 0; k < predictions->n_classes; k++)
    {
      double weight = limen_sum_value (&classes[k]);

      if (weight > 0)
        limen_sum_add (&loss,
                       -weight * log (weight / limen_sum_value (&total)));
    }
  free (classes);
  return (LimenLoss){ limen_sum_value (&loss) / limen_sum_value (&total),
                      limen_sum_value (&loss) };
}

/* log10 of the likelihood, as limen_likelihood_compute() has it. */
double
limen_log10_likelihood_multiclass (const LimenPredictions *predictions)
{
  return limen_likelihood_compute (predictions).log10_likelihood;
}
