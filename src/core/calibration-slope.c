#include "calibration-slope.h"

#include <math.h>
#include <stdlib.h>

#include "link.h"
#include "logistic.h"

/* The logit that a score stands for. Probabilities of 0 and 1, whose logits
 * are infinite, and all beyond LIMEN_LOGIT_BOUND, count as that far; scores
 * that are logits are what they are. NaN for plain scores. */
double
limen_bounded_logit (LimenKind kind, double score)
{
  double logit = limen_score_convert (kind, LIMEN_KIND_LOGIT, score);

  if (kind == LIMEN_KIND_LOGIT || isnan (logit))
    return logit;
  return fmin (fmax (logit, -LIMEN_LOGIT_BOUND), LIMEN_LOGIT_BOUND);
}

/* The rows that weigh something, and how far each class's logits reach. */
typedef struct
{
  size_t n;
  double *logits, *targets, *weights;
  double least[2], most[2];
} Rows;

static bool
rows_load (Rows *self, const LimenPredictions *numbers)
{
  size_t size = numbers->n_rows * sizeof (double) + 1;

  *self = (Rows){ .least = { INFINITY, INFINITY },
                  .most = { -INFINITY, -INFINITY } };
  self->logits = malloc (size);
  self->targets = malloc (size);
  self->weights = malloc (size);
  if (self->logits == NULL || self->targets == NULL || self->weights == NULL)
    return false;
  for (size_t i = 0; i < numbers->n_rows; i++)
    {
      double weight = numbers->weights != NULL ? numbers->weights[i] : 1;
      bool is_positive = numbers->labels[i] == numbers->positive;
      double logit
          = limen_bounded_logit (numbers->kind, numbers->scores[0][i]);

      if (!(weight > 0))
        continue;
      self->logits[self->n] = logit;
      self->targets[self->n] = is_positive;
      self->weights[self->n++] = weight;
      self->least[is_positive] = fmin (self->least[is_positive], logit);
      self->most[is_positive] = fmax (self->most[is_positive], logit);
    }
  return true;
}

static void
rows_clear (Rows *self)
{
  free (self->logits);
  free (self->targets);
  free (self->weights);
}

static bool
has_both_classes (const Rows *self)
{
  return self->least[0] <= self->most[0] && self->least[1] <= self->most[1];
}

/* A threshold parts the classes, or all but those at it: the steeper the
 * better, without end. Likewise where all logits are the same. */
static bool
is_separated (const Rows *self)
{
  return self->most[0] <= self->least[1] || self->most[1] <= self->least[0];
}

static LimenCalibrationSlope
fit (const Rows *rows)
{
  LimenLogistic free_slope = { .n_rows = rows->n,
                               .n_columns = 2,
                               .columns = { rows->logits, NULL },
                               .targets = rows->targets,
                               .weights = rows->weights };
  LimenLogistic fixed_slope = { .n_rows = rows->n,
                                .n_columns = 1,
                                .columns = { NULL },
                                .offsets = rows->logits,
                                .targets = rows->targets,
                                .weights = rows->weights };
  LimenCalibrationSlope result = { NAN, NAN, NAN };
  double coefficients[2];

  if (!is_separated (rows) && limen_logistic_fit (&free_slope, coefficients))
    {
      result.slope = coefficients[0];
      result.intercept = coefficients[1];
    }
  if (limen_logistic_fit (&fixed_slope, coefficients))
    result.in_the_large = coefficients[0];
  return result;
}

/* Cox's calibration (1958): a logistic regression of the label on the logit,
 * without any penalty, and another with the slope held at 1, whose intercept
 * says by how much the log-odds are too low on the whole (calibration in the
 * large). For probabilities see limen_bounded_logit().
 *
 * All are NaN without rows of both classes and for plain scores; slope and
 * intercept also where a threshold parts the classes, since then there is no
 * best slope. */
LimenCalibrationSlope
limen_calibration_slope_compute (const LimenPredictions *numbers)
{
  LimenCalibrationSlope result = { NAN, NAN, NAN };
  Rows rows;

  if (numbers->kind == LIMEN_KIND_SCORE)
    return result;
  if (rows_load (&rows, numbers) && has_both_classes (&rows))
    result = fit (&rows);
  rows_clear (&rows);
  return result;
}
