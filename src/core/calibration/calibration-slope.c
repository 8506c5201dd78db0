#include "calibration-slope.h"

#include <math.h>
#include <stdlib.h>

#include "link.h"
#include "logistic.h"
#include "parallel.h"
#include "slope-fit.h"
#include "vector-math.h"
#include "wide.h"

#define BLOCK_SIZE 512
/* Parts that rows are cut into at most, and rows of a part at least. */
#define MAX_PARTS 64
#define LEAST_PART 65536
/* Rows whose logits are kept in memory. */
#define FEW_ROWS 16384

/* Why a fit has no result, as the rest of a sentence; NULL where it has one,
 * and where nothing was fitted. Static. */
const char *
limen_fit_status_describe (LimenFitStatus status)
{
  switch (status)
    {
    case LIMEN_FIT_ONE_CLASS:
      return "rows of both classes are needed";
    case LIMEN_FIT_SEPARATED:
      return "a threshold separates the classes, or all scores are equal, so "
             "there is no best slope";
    case LIMEN_FIT_DECISIONS:
      return "only scores of 0 and 1 occur, whose logits are infinite";
    case LIMEN_FIT_NOT_CONVERGED:
      return "the fit did not converge";
    case LIMEN_FIT_NONE:
    case LIMEN_FIT_DONE:
    default:
      return NULL;
    }
}

static inline double
bound (double logit)
{
  logit = logit > -LIMEN_LOGIT_BOUND ? logit : -LIMEN_LOGIT_BOUND;
  return logit < LIMEN_LOGIT_BOUND ? logit : LIMEN_LOGIT_BOUND;
}

/* The logit that a score stands for. Probabilities of 0 and 1, whose logits
 * are infinite, and all beyond LIMEN_LOGIT_BOUND, count as that far; scores
 * that are logits are what they are. NaN for plain scores. */
double
limen_bounded_logit (LimenKind kind, double score)
{
  double logit = limen_score_convert (kind, LIMEN_KIND_LOGIT, score);

  if (kind == LIMEN_KIND_LOGIT || isnan (logit))
    return logit;
  return bound (logit);
}

/* The odds of n probabilities, within those of LIMEN_LOGIT_BOUND. */
LIMEN_WIDE void
limen_bounded_odds (const double *probabilities, size_t n, double *odds)
{
  const double most = 0x1p52 - 1;

  for (size_t i = 0; i < n; i++)
    {
      double value = probabilities[i] / (1 - probabilities[i]);

      value = value > 1 / most ? value : 1 / most;
      odds[i] = value < most ? value : most;
    }
}

/* The logits of n scores. Those of probabilities are taken side by side, as the
 * logarithms of their odds, which are exact to two units in the last place. */
void
limen_bounded_logits (LimenKind kind, const double *scores, size_t n,
                      double *logits)
{
  if (kind == LIMEN_KIND_PROBABILITY)
    {
      limen_bounded_odds (scores, n, logits);
      limen_vector_log (logits, logits, n);
      return;
    }
  for (size_t i = 0; i < n; i++)
    logits[i] = limen_bounded_logit (kind, scores[i]);
}

/* How far the scores of each class reach, of rows that weigh something. */
typedef struct
{
  double least[2], most[2];
} Reach;

static const Reach nowhere
    = { { INFINITY, INFINITY }, { -INFINITY, -INFINITY } };

typedef struct
{
  const LimenPredictions *numbers;
  LimenChunks chunks;
  Reach parts[MAX_PARTS];
} Measuring;

static inline void
extend (Reach *self, size_t class, double least, double most)
{
  self->least[class] = least < self->least[class] ? least : self->least[class];
  self->most[class] = most > self->most[class] ? most : self->most[class];
}

static void
measure_part (void *data, size_t part)
{
  Measuring *self = data;
  const LimenPredictions *numbers = self->numbers;
  const double *scores = numbers->scores[0];
  LimenSpan rows = limen_chunks_get (self->chunks, part);
  Reach reach = nowhere;

  for (size_t i = rows.first; i < rows.end; i++)
    if (numbers->weights == NULL || numbers->weights[i] > 0)
      extend (&reach, numbers->labels[i] == numbers->positive, scores[i],
              scores[i]);
  self->parts[part] = reach;
}

/* The reach of the logits, which rise with the scores, in the first parts. */
static Reach
measure_parts (Measuring *measuring, size_t n_parts)
{
  LimenKind kind = measuring->numbers->kind;
  Reach reach = nowhere;

  limen_parallel_run (measure_part, measuring, n_parts, 0);
  for (size_t i = 0; i < n_parts; i++)
    for (size_t class = 0; class < 2; class ++)
      extend (&reach, class, measuring->parts[i].least[class],
              measuring->parts[i].most[class]);
  for (size_t class = 0; class < 2; class ++)
    if (reach.least[class] <= reach.most[class])
      {
        reach.least[class] = limen_bounded_logit (kind, reach.least[class]);
        reach.most[class] = limen_bounded_logit (kind, reach.most[class]);
      }
  return reach;
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

/* As far as the logits reach; or as those of the first rows do, where these say
 * already that the classes overlap. */
static Reach
measure (const LimenPredictions *numbers)
{
  Measuring measuring = { .numbers = numbers,
                          .chunks = limen_chunks_new (
                              numbers->n_rows, LEAST_PART, MAX_PARTS, 1) };
  Reach reach;

  reach = measure_parts (&measuring, 1);
  return has_both_classes (&reach) && !is_separated (&reach)
             ? reach
             : measure_parts (&measuring, measuring.chunks.n_chunks);
}

/* Whether no row with a weight above 0 has a finite logit. */
static bool
has_only_decisions (const LimenPredictions *numbers)
{
  if (numbers->kind == LIMEN_KIND_LOGIT)
    return false;
  for (size_t i = 0; i < numbers->n_rows; i++)
    if (limen_predictions_get_weight (numbers, i) > 0
        && fabs (limen_bounded_logit (numbers->kind, numbers->scores[0][i]))
               < LIMEN_LOGIT_BOUND)
      return false;
  return true;
}

static LimenCalibrationSlope
new_slope (LimenFitStatus slope_status, LimenFitStatus in_the_large_status)
{
  return (LimenCalibrationSlope){ NAN, NAN, NAN, slope_status,
                                  in_the_large_status };
}

/* False when memory runs out. */
static bool
fit_arrays (const LimenPredictions *numbers, const double *logits,
            const double *targets, bool has_slope,
            LimenCalibrationSlope *slope)
{
  LimenLogistic free_slope = { .n_rows = numbers->n_rows,
                               .n_columns = 2,
                               .columns = { logits, NULL },
                               .targets = targets,
                               .weights = numbers->weights };
  LimenLogistic fixed_slope = { .n_rows = numbers->n_rows,
                                .n_columns = 1,
                                .columns = { NULL },
                                .offsets = logits,
                                .targets = targets,
                                .weights = numbers->weights };
  double coefficients[2];
  LimenStatus status
      = has_slope ? limen_logistic_fit (&free_slope, coefficients)
                  : LIMEN_UNDEFINED;

  *slope = new_slope (has_slope ? LIMEN_FIT_NOT_CONVERGED
                                : LIMEN_FIT_SEPARATED,
                      LIMEN_FIT_NOT_CONVERGED);
  if (status == LIMEN_OK)
    {
      slope->slope = coefficients[0];
      slope->intercept = coefficients[1];
      slope->slope_status = LIMEN_FIT_DONE;
    }
  if (status != LIMEN_NO_MEMORY)
    status = limen_logistic_fit (&fixed_slope, coefficients);
  if (status == LIMEN_OK)
    {
      slope->in_the_large = coefficients[0];
      slope->in_the_large_status = LIMEN_FIT_DONE;
    }
  return status != LIMEN_NO_MEMORY;
}

static bool
fit_few (const LimenPredictions *numbers, bool has_slope,
         LimenCalibrationSlope *slope)
{
  size_t n = numbers->n_rows;
  double *logits = malloc (n * sizeof *logits);
  double *targets = malloc (n * sizeof *targets);
  bool has_memory = logits != NULL && targets != NULL;

  if (has_memory)
    {
      limen_bounded_logits (numbers->kind, numbers->scores[0], n, logits);
      for (size_t i = 0; i < n; i++)
        targets[i] = numbers->labels[i] == numbers->positive;
      has_memory = fit_arrays (numbers, logits, targets, has_slope, slope);
    }
  free (logits);
  free (targets);
  return has_memory;
}

/* By the other method what did not converge by the first. */
static bool
fit_few_surely (const LimenPredictions *numbers, bool has_slope,
                LimenCalibrationSlope *slope)
{
  LimenCalibrationSlope again;

  if (!fit_few (numbers, has_slope, slope))
    return false;
  if (slope->slope_status != LIMEN_FIT_NOT_CONVERGED
      && slope->in_the_large_status != LIMEN_FIT_NOT_CONVERGED)
    return true;
  again = limen_slope_fit_run (numbers, has_slope);
  if (slope->slope_status == LIMEN_FIT_NOT_CONVERGED)
    {
      slope->slope = again.slope;
      slope->intercept = again.intercept;
      slope->slope_status = again.slope_status;
    }
  if (slope->in_the_large_status == LIMEN_FIT_NOT_CONVERGED)
    {
      slope->in_the_large = again.in_the_large;
      slope->in_the_large_status = again.in_the_large_status;
    }
  return true;
}

/* Cox's calibration (1958): a logistic regression of the label on the logit,
 * without any penalty, and another with the slope held at 1, whose intercept
 * says by how much the log-odds are too low on the whole (calibration in the
 * large). For probabilities see limen_bounded_logit().
 *
 * All are NaN without rows of both classes, for plain scores, and where no
 * score has a finite logit, which would make them a matter of the bound alone;
 * slope and intercept also where a threshold parts the classes, since then
 * there is no best slope. What is NaN has a status that says why. False when
 * memory runs out. */
bool
limen_calibration_slope_compute (const LimenPredictions *numbers,
                                 LimenCalibrationSlope *slope)
{
  Reach reach;

  *slope = LIMEN_CALIBRATION_SLOPE_NONE;
  if (!limen_kind_has_probabilities (numbers->kind))
    return true;
  reach = measure (numbers);
  if (!has_both_classes (&reach))
    *slope = new_slope (LIMEN_FIT_ONE_CLASS, LIMEN_FIT_ONE_CLASS);
  else if (has_only_decisions (numbers))
    *slope = new_slope (LIMEN_FIT_DECISIONS, LIMEN_FIT_DECISIONS);
  else if (numbers->n_rows <= FEW_ROWS)
    return fit_few_surely (numbers, !is_separated (&reach), slope);
  else
    *slope = limen_slope_fit_run (numbers, !is_separated (&reach));
  return true;
}
