#include "calibration-slope.h"

#include <math.h>
#include <stdlib.h>

#include "link.h"
#include "logistic.h"
#include "parallel.h"
#include "vector-math.h"

#define BLOCK_SIZE 512
/* Rows that a thread takes at a time. */
#define PART_SIZE 65536

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

/* How far the logits of each class reach, of rows that weigh something. */
typedef struct
{
  double least[2], most[2];
} Reach;

typedef struct
{
  const LimenPredictions *numbers;
  double *logits, *targets;
  size_t n_parts;
  Reach *parts;
  Reach reach; /* of all */
} Rows;

static const Reach nowhere
    = { { INFINITY, INFINITY }, { -INFINITY, -INFINITY } };

/* n logits from `first` on. Those of probabilities are taken side by side, and
 * are as exact as one unit in the last place of the larger logarithm. */
static void
convert (const Rows *self, size_t first, size_t n)
{
  const double *scores = self->numbers->scores[0] + first;
  double *logits = self->logits + first;
  double others[BLOCK_SIZE];

  if (self->numbers->kind != LIMEN_KIND_PROBABILITY)
    {
      for (size_t i = 0; i < n; i++)
        logits[i] = limen_bounded_logit (self->numbers->kind, scores[i]);
      return;
    }
  for (size_t i = 0; i < n; i++)
    others[i] = 1 - scores[i];
  limen_vector_log (scores, logits, n);
  limen_vector_log (others, others, n);
  for (size_t i = 0; i < n; i++)
    logits[i] = fmin (fmax (logits[i] - others[i], -LIMEN_LOGIT_BOUND),
                      LIMEN_LOGIT_BOUND);
}

static void
extend (Reach *self, size_t class, double least, double most)
{
  if (least < self->least[class])
    self->least[class] = least;
  if (most > self->most[class])
    self->most[class] = most;
}

static void
load_part (void *data, size_t part)
{
  Rows *self = data;
  const LimenPredictions *numbers = self->numbers;
  size_t first = part * PART_SIZE;
  size_t end = first + PART_SIZE < numbers->n_rows ? first + PART_SIZE
                                                   : numbers->n_rows;
  Reach reach = nowhere;

  for (size_t i = first; i < end; i += BLOCK_SIZE)
    convert (self, i, end - i < BLOCK_SIZE ? end - i : BLOCK_SIZE);
  for (size_t i = first; i < end; i++)
    {
      bool is_positive = numbers->labels[i] == numbers->positive;

      self->targets[i] = is_positive;
      if (numbers->weights == NULL || numbers->weights[i] > 0)
        extend (&reach, is_positive, self->logits[i], self->logits[i]);
    }
  self->parts[part] = reach;
}

static bool
rows_load (Rows *self, const LimenPredictions *numbers)
{
  size_t size = numbers->n_rows * sizeof (double) + 1;

  *self = (Rows){ .numbers = numbers,
                  .logits = malloc (size),
                  .targets = malloc (size),
                  .n_parts = numbers->n_rows / PART_SIZE + 1,
                  .reach = nowhere };
  self->parts = malloc (self->n_parts * sizeof *self->parts);
  if (self->logits == NULL || self->targets == NULL || self->parts == NULL)
    return false;
  limen_parallel_run (load_part, self, self->n_parts, 0);
  for (size_t i = 0; i < self->n_parts; i++)
    for (size_t class = 0; class < 2; class++)
      extend (&self->reach, class, self->parts[i].least[class],
              self->parts[i].most[class]);
  return true;
}

static void
rows_clear (Rows *self)
{
  free (self->logits);
  free (self->targets);
  free (self->parts);
}

static bool
has_both_classes (const Reach *self)
{
  return self->least[0] <= self->most[0] && self->least[1] <= self->most[1];
}

/* A threshold parts the classes, or all but those at it: the steeper the
 * better, without end. Likewise where all logits are the same. */
static bool
is_separated (const Reach *self)
{
  return self->most[0] <= self->least[1] || self->most[1] <= self->least[0];
}

static LimenCalibrationSlope
fit (const Rows *rows)
{
  LimenLogistic free_slope = { .n_rows = rows->numbers->n_rows,
                               .n_columns = 2,
                               .columns = { rows->logits, NULL },
                               .targets = rows->targets,
                               .weights = rows->numbers->weights };
  LimenLogistic fixed_slope = { .n_rows = rows->numbers->n_rows,
                                .n_columns = 1,
                                .columns = { NULL },
                                .offsets = rows->logits,
                                .targets = rows->targets,
                                .weights = rows->numbers->weights };
  LimenCalibrationSlope result = { NAN, NAN, NAN };
  double coefficients[2];

  if (!is_separated (&rows->reach) && limen_logistic_fit (&free_slope, coefficients))
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
  if (rows_load (&rows, numbers) && has_both_classes (&rows.reach))
    result = fit (&rows);
  rows_clear (&rows);
  return result;
}
