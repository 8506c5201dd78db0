/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibration-slope.h"

#include <math.h>

#include "link.h"
#include "logistic.h"
#include "parallel.h"
#include "translatable.h"
#include "vector-math.h"

/* Upper bound on the number of chunks, and minimum rows per chunk. */
#define MAX_PARTS 64
#define MIN_PART_ROWS 65536

/* Returns the reason why a fit has no result, as a clause for a sentence, in
 * English with a translation; NULL if it has one or was not attempted.
 * Static. */
const char *
limen_fit_status_describe (LimenFitStatus status)
{
  switch (status)
    {
    case LIMEN_FIT_ONE_CLASS:
      return N_ ("rows of both classes are needed");
    case LIMEN_FIT_SEPARATED:
      return N_ ("a threshold separates the classes, or all scores are equal, "
                 "so there is no best slope");
    case LIMEN_FIT_DECISIONS:
      return N_ ("only scores of 0 and 1 occur, whose logits are infinite");
    case LIMEN_FIT_NOT_CONVERGED:
      return N_ ("the fit did not converge");
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

/* Converts a score to a logit. Logits of probabilities are clamped to
 * LIMEN_LOGIT_BOUND, as those of 0 and 1 are infinite; scores that are logits
 * are returned unchanged. NaN for plain scores and decisions. */
double
limen_bounded_logit (LimenKind kind, double score)
{
  double logit = limen_score_convert (kind, LIMEN_KIND_LOGIT, score);

  if (kind == LIMEN_KIND_LOGIT || isnan (logit))
    return logit;
  return bound (logit);
}

/* Computes the logits of n scores; those of probabilities are accurate to two
 * units in the last place. */
static void
fill_logits (LimenKind kind, const double *scores, size_t n, double *logits)
{
  if (kind == LIMEN_KIND_PROBABILITY)
    {
      limen_vector_bounded_logit (scores, logits, n);
      return;
    }
  for (size_t i = 0; i < n; i++)
    logits[i] = limen_bounded_logit (kind, scores[i]);
}

/* Range of the scores of each class (0: negative, 1: positive), over rows with
 * positive weight. */
typedef struct
{
  double min[2], max[2];
} Range;

static const Range empty_range
    = { { INFINITY, INFINITY }, { -INFINITY, -INFINITY } };

typedef struct
{
  const LimenPredictions *numbers;
  LimenChunks chunks;
  Range parts[MAX_PARTS];
} RangeSearch;

static inline void
extend (Range *self, size_t class, double min, double max)
{
  self->min[class] = min < self->min[class] ? min : self->min[class];
  self->max[class] = max > self->max[class] ? max : self->max[class];
}

static void
find_part_range (void *data, size_t part)
{
  RangeSearch *self = data;
  const LimenPredictions *numbers = self->numbers;
  const double *scores = numbers->scores[0];
  LimenSpan rows = limen_chunks_get (self->chunks, part);
  Range range = empty_range;

  for (size_t i = rows.first; i < rows.end; i++)
    if (numbers->weights == NULL || numbers->weights[i] > 0)
      extend (&range, numbers->labels[i] == numbers->positive, scores[i],
              scores[i]);
  self->parts[part] = range;
}

/* Returns the range of the logits, which rise with the scores, over the first
 * n_parts chunks. */
static Range
find_parts_range (RangeSearch *search, size_t n_parts)
{
  LimenKind kind = search->numbers->kind;
  Range range = empty_range;

  limen_parallel_run (find_part_range, search, n_parts, 0);
  for (size_t i = 0; i < n_parts; i++)
    for (size_t class = 0; class < 2; class ++)
      extend (&range, class, search->parts[i].min[class],
              search->parts[i].max[class]);
  for (size_t class = 0; class < 2; class ++)
    if (range.min[class] <= range.max[class])
      {
        range.min[class] = limen_bounded_logit (kind, range.min[class]);
        range.max[class] = limen_bounded_logit (kind, range.max[class]);
      }
  return range;
}

static bool
has_both_classes (const Range *self)
{
  return self->min[0] <= self->max[0] && self->min[1] <= self->max[1];
}

/* Whether a threshold separates the classes, except for rows at the threshold,
 * or all logits are equal: no slope is best then, as a steeper one is
 * better. */
static bool
is_separated (const Range *self)
{
  return self->max[0] <= self->min[1] || self->max[1] <= self->min[0];
}

/* Returns the range of the logits over all rows, or over the first chunk if
 * that already shows that the classes overlap. */
static Range
find_range (const LimenPredictions *numbers)
{
  RangeSearch search = { .numbers = numbers,
                         .chunks = limen_chunks_new (
                             numbers->n_rows, MIN_PART_ROWS, MAX_PARTS, 1) };
  Range range;

  range = find_parts_range (&search, 1);
  return has_both_classes (&range) && !is_separated (&range)
             ? range
             : find_parts_range (&search, search.chunks.n_chunks);
}

/* Whether no row with positive weight has a finite logit. */
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

/* Callback of LimenLogisticRows: logits as the only column. */
static void
fill_cb (const void *data, size_t first, size_t n, LimenLogisticBlock *block)
{
  const LimenPredictions *numbers = data;

  fill_logits (numbers->kind, numbers->scores[0] + first, n, block->columns[0]);
  for (size_t i = 0; i < n; i++)
    block->targets[i] = numbers->labels[first + i] == numbers->positive;
  block->weights = numbers->weights != NULL ? numbers->weights + first : NULL;
}

static LimenFitStatus
get_status (const LimenLogisticModel *model)
{
  return model->is_fitted ? LIMEN_FIT_DONE : LIMEN_FIT_NOT_CONVERGED;
}

static LimenLogisticRows
describe_rows (const LimenPredictions *numbers)
{
  return (LimenLogisticRows){
    .fill = fill_cb, .data = numbers, .n_rows = numbers->n_rows, .n_columns = 1
  };
}

static LimenCalibrationSlope
fit (const LimenPredictions *numbers, bool has_slope)
{
  enum
  {
    FIXED,
    FREE
  };
  LimenLogisticRows rows = describe_rows (numbers);
  LimenLogisticModel models[]
      = { [FIXED] = { .coefficients = { 1 }, .is_fixed = { true } },
          [FREE] = { .coefficients = { 0 } } };
  LimenCalibrationSlope slope;

  limen_logistic_fit (&rows, models, has_slope ? 2 : 1);
  slope = new_slope (has_slope ? get_status (&models[FREE])
                               : LIMEN_FIT_SEPARATED,
                     get_status (&models[FIXED]));
  if (models[FIXED].is_fitted)
    slope.in_the_large = models[FIXED].intercept;
  if (models[FREE].is_fitted)
    {
      slope.slope = models[FREE].coefficients[0];
      slope.intercept = models[FREE].intercept;
    }
  return slope;
}

/* Computes the calibration slope and intercept (Cox, 1958): a logistic
 * regression of the label on the logit, without penalty, and one with the
 * slope fixed at 1, whose intercept is the calibration in the large, the
 * amount by which log-odds are too low overall. Logits are those of
 * limen_bounded_logit().
 *
 * All are NaN for plain scores and decisions, without rows of both classes,
 * and where no score has a finite logit, as the result would only depend on
 * the clamp. Slope and intercept are also NaN if a threshold separates the
 * classes. The statuses give the reason. The same bits for any number of
 * threads. */
LimenCalibrationSlope
limen_calibration_slope_compute (const LimenPredictions *numbers)
{
  Range range;

  if (!limen_kind_has_probabilities (numbers->kind))
    return LIMEN_CALIBRATION_SLOPE_NONE;
  range = find_range (numbers);
  if (!has_both_classes (&range))
    return new_slope (LIMEN_FIT_ONE_CLASS, LIMEN_FIT_ONE_CLASS);
  if (has_only_decisions (numbers))
    return new_slope (LIMEN_FIT_DECISIONS, LIMEN_FIT_DECISIONS);
  return fit (numbers, !is_separated (&range));
}

/* Computes the curvatures of the losses of both models of a fit of these
 * predictions: with the slope, and with a slope of 1. NaN for a model that is
 * not fitted. */
void
limen_calibration_slope_get_curvatures (const LimenCalibrationSlope *self,
                                        const LimenPredictions *numbers,
                                        LimenLogisticCurvature *of_slope,
                                        LimenLogisticCurvature *in_the_large)
{
  const LimenLogisticCurvature none = { NAN, NAN, NAN };
  LimenLogisticRows rows = describe_rows (numbers);
  LimenLogisticModel models[LIMEN_LOGISTIC_MAX_MODELS];
  LimenLogisticCurvature found[LIMEN_LOGISTIC_MAX_MODELS];
  LimenLogisticCurvature *results[LIMEN_LOGISTIC_MAX_MODELS];
  size_t n = 0;

  *of_slope = *in_the_large = none;
  if (self->slope_status == LIMEN_FIT_DONE)
    {
      results[n] = of_slope;
      models[n++] = (LimenLogisticModel){ .coefficients = { self->slope },
                                          .intercept = self->intercept };
    }
  if (self->in_the_large_status == LIMEN_FIT_DONE)
    {
      results[n] = in_the_large;
      models[n++] = (LimenLogisticModel){ .coefficients = { 1 },
                                          .intercept = self->in_the_large,
                                          .is_fixed = { true } };
    }
  if (n > 0)
    limen_logistic_get_curvatures (&rows, models, n, found);
  for (size_t i = 0; i < n; i++)
    *results[i] = found[i];
}
