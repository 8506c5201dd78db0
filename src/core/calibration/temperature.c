/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "temperature.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "calibration-slope.h"
#include "folds.h"
#include "parallel.h"
#include "recalibration.h"
#include "root.h"
#include "sum.h"
#include "vector-math.h"

/* Absolute tolerance of the logarithm of the temperature. */
#define TOLERANCE 1e-15
/* Absolute tolerance of the fitted floor. */
#define FLOOR_TOLERANCE 1e-9
/* Rows processed at once, and minimum rows per chunk. */
#define BLOCK_SIZE 512
#define MIN_PART_ROWS 65536

typedef struct
{
  LimenTemperatureSlope slope;
  void *data;
} Search;

static double
slope_cb (double log_temperature, void *data)
{
  const Search *self = data;

  return self->slope (exp (-log_temperature), self->data);
}

/* Finds the temperature of the lowest loss. `slope` is the derivative of the
 * loss with respect to the reciprocal of the temperature, in which the loss is
 * convex, so it changes sign once, from + to - as the temperature rises.
 * Brent's method on the logarithm, from LIMEN_TEMPERATURE_MIN to _MAX; a bound
 * is returned if the loss falls up to it; 1 if the loss does not depend on the
 * temperature; NaN if it is NaN. */
double
limen_temperature_find (LimenTemperatureSlope slope, void *data)
{
  Search search = { slope, data };
  LimenFunctionPoint low
      = limen_function_at (slope_cb, &search, log (LIMEN_TEMPERATURE_MIN));
  LimenFunctionPoint high
      = limen_function_at (slope_cb, &search, log (LIMEN_TEMPERATURE_MAX));

  if (isnan (low.value) || isnan (high.value))
    return NAN;
  if (low.value == 0 && high.value == 0)
    return 1;
  if (low.value <= 0)
    return LIMEN_TEMPERATURE_MIN;
  if (high.value >= 0)
    return LIMEN_TEMPERATURE_MAX;
  return exp (limen_root_find (slope_cb, &search, low, high, TOLERANCE, 0));
}

/* Multiclass */

/* The rows to fit on: all except those of a fold. */
typedef struct
{
  const LimenPredictions *predictions;
  const uint16_t *folds; /* NULL: no row is held out */
  uint16_t fold;
  double reciprocal, floor;
  bool is_of_floor; /* which derivative: with respect to the floor */
  LimenChunks chunks;
  LimenSum *sums; /* per chunk */
} Rows;

/* State of a block of rows while the loop runs over the classes. */
typedef struct
{
  double largest[BLOCK_SIZE], total[BLOCK_SIZE], mean[BLOCK_SIZE];
  double scaled[BLOCK_SIZE];
} Block;

/* Gets the logits of a class. Logarithms of probabilities are used as logits,
 * as a shift common to a row does not matter; -inf at 0. */
static void
get_logits (const Rows *self, size_t class, size_t first, size_t n,
            double *logits)
{
  const double *scores = self->predictions->scores[class] + first;

  if (self->predictions->kind == LIMEN_KIND_PROBABILITY)
    limen_vector_log (scores, logits, n);
  else
    memcpy (logits, scores, n * sizeof *logits);
}

/* Computes the logits of a class, clamped to the floor, divided by the
 * temperature. */
static void
scale (const Rows *self, size_t class, size_t first, size_t n, double *scaled)
{
  get_logits (self, class, first, n, scaled);
  for (size_t i = 0; i < n; i++)
    scaled[i] = self->reciprocal
                * (scaled[i] > self->floor ? scaled[i] : self->floor);
}

/* Returns the term whose mean is the derivative: the scaled logit, or whether
 * it is at the floor. */
static double
get_term (const Rows *self, double scaled)
{
  return self->is_of_floor ? scaled <= self->reciprocal * self->floor : scaled;
}

static void
add_class (const Rows *rows, Block *self, size_t n)
{
  double e[BLOCK_SIZE];

  limen_vector_exp_difference (self->scaled, self->largest, e, n);
  for (size_t i = 0; i < n; i++)
    {
      self->total[i] += e[i];
      self->mean[i] += e[i] * get_term (rows, self->scaled[i]);
    }
}

static bool
is_held_out (const Rows *self, size_t row)
{
  return self->folds != NULL && self->folds[row] == self->fold;
}

/* Adds the derivative of each row's loss: the softmax-weighted mean of the
 * term, minus the term of the true class. */
static void
add_block (const Rows *self, LimenSum *sum, size_t first, size_t n)
{
  const LimenPredictions *predictions = self->predictions;
  Block block = { 0 };

  for (size_t i = 0; i < n; i++)
    block.largest[i] = -INFINITY;
  for (size_t k = 0; k < predictions->n_scores; k++)
    {
      scale (self, k, first, n, block.scaled);
      limen_vector_max (block.largest, block.scaled, n);
    }
  for (size_t k = 0; k < predictions->n_scores; k++)
    {
      scale (self, k, first, n, block.scaled);
      add_class (self, &block, n);
    }
  for (size_t i = 0; i < n; i++)
    {
      size_t row = first + i;
      double weight
          = predictions->weights != NULL ? predictions->weights[row] : 1;
      double truth;

      if (is_held_out (self, row))
        continue;
      scale (self, predictions->labels[row], row, 1, &truth);
      limen_sum_add (sum, weight
                              * (block.mean[i] / block.total[i]
                                 - get_term (self, truth)));
    }
}

static void
sum_part (void *data, size_t part)
{
  Rows *self = data;
  LimenSpan rows = limen_chunks_get (self->chunks, part);

  self->sums[part] = (LimenSum){ 0 };
  for (size_t first = rows.first; first < rows.end; first += BLOCK_SIZE)
    add_block (self, &self->sums[part], first,
               rows.end - first < BLOCK_SIZE ? rows.end - first : BLOCK_SIZE);
}

static double
sum_rows (Rows *self)
{
  LimenSum sum = { 0 };

  limen_parallel_run (sum_part, self, self->chunks.n_chunks, 0);
  for (size_t i = 0; i < self->chunks.n_chunks; i++)
    limen_sum_add_sum (&sum, &self->sums[i]);
  return limen_sum_value (&sum);
}

static double
classes_cb (double reciprocal, void *data)
{
  Rows *self = data;

  self->reciprocal = reciprocal;
  self->is_of_floor = false;
  return sum_rows (self) / reciprocal;
}

/* Returns the derivative of the loss with respect to the scaled floor, at the
 * best temperature for this floor. */
static double
floor_cb (double floor, void *data)
{
  Rows *self = data;

  self->floor = floor;
  self->reciprocal = 1 / limen_temperature_find (classes_cb, self);
  self->is_of_floor = true;
  return sum_rows (self);
}

/* Lowers *smallest to the smallest log-probability of a class above
 * -LIMEN_LOGIT_BOUND, and sets *is_wrong if a true class has a lower one, in a
 * row of positive weight. */
static void
find_smallest_log (const Rows *self, size_t class, double *smallest,
                   bool *is_wrong)
{
  const LimenPredictions *predictions = self->predictions;
  double logs[BLOCK_SIZE];

  for (size_t first = 0, n; first < predictions->n_rows; first += n)
    {
      n = predictions->n_rows - first;
      n = n < BLOCK_SIZE ? n : BLOCK_SIZE;
      get_logits (self, class, first, n, logs);
      for (size_t i = 0; i < n; i++)
        if (is_held_out (self, first + i))
          continue;
        else if (logs[i] > -LIMEN_LOGIT_BOUND)
          *smallest = logs[i] < *smallest ? logs[i] : *smallest;
        else
          *is_wrong
              |= predictions->labels[first + i] == class
                 && limen_predictions_get_weight (predictions, first + i) > 0;
    }
}

/* Finds the floor with the lowest loss, between the negative logit bound and
 * the smallest logarithm above it, which keeps the order of probabilities. The
 * loss is convex in the reciprocal temperature and the scaled floor, so its
 * minimum over temperatures is unimodal in the floor. */
static void
find_floor (Rows *self)
{
  double smallest = 0;
  LimenFunctionPoint low, high;
  bool is_wrong = false;

  for (size_t k = 0; k < self->predictions->n_scores; k++)
    find_smallest_log (self, k, &smallest, &is_wrong);
  high.x = smallest - FLOOR_TOLERANCE; /* keeps the floor below `smallest` */
  if (is_wrong && smallest < 0 && high.x > -LIMEN_LOGIT_BOUND)
    low = limen_function_at (floor_cb, self, -LIMEN_LOGIT_BOUND);
  else
    low = (LimenFunctionPoint){ -LIMEN_LOGIT_BOUND, 0 };
  if (low.value >= 0)
    {
      self->floor = low.x;
      return;
    }
  high = limen_function_at (floor_cb, self, high.x);
  self->floor = high.value <= 0 ? smallest
                                : limen_root_find (floor_cb, self, low, high,
                                                   FLOOR_TOLERANCE, 0);
}

static bool
has_logits (const LimenPredictions *predictions)
{
  return limen_predictions_decide_jointly (predictions)
         && limen_kind_has_probabilities (predictions->kind)
         && predictions->labels != NULL;
}

/* Fits temperature and floor on the rows outside a fold. UNDEFINED if the
 * result is NaN. */
static LimenStatus
find_temperature (const LimenPredictions *predictions, const uint16_t *folds,
                  uint16_t fold, LimenTemperature *temperature)
{
  Rows rows = { .predictions = predictions,
                .folds = folds,
                .fold = fold,
                .floor = -INFINITY,
                .chunks = limen_chunks_new (predictions->n_rows, MIN_PART_ROWS,
                                            SIZE_MAX, 1) };

  *temperature = (LimenTemperature){ NAN, -INFINITY };
  rows.sums = malloc (rows.chunks.n_chunks * sizeof *rows.sums + 1);
  if (rows.sums == NULL)
    return LIMEN_NO_MEMORY;
  if (predictions->kind != LIMEN_KIND_LOGIT)
    find_floor (&rows);
  temperature->temperature = limen_temperature_find (classes_cb, &rows);
  temperature->floor = rows.floor;
  free (rows.sums);
  return isnan (temperature->temperature) ? LIMEN_UNDEFINED : LIMEN_OK;
}

/* Fits the temperature T from LIMEN_TEMPERATURE_MIN to _MAX with the lowest
 * cross-entropy of softmax (logits / T) (Guo and others, 2017). The logits are
 * a score per class, or the logarithms of probabilities. The logarithm of 0 is
 * replaced by -LIMEN_LOGIT_BOUND or, if a true class has probability 0, by a
 * higher floor, fitted together with T: otherwise such a row would force a
 * high temperature on all rows. The same bits for any number of threads.
 * UNDEFINED, with a temperature of NaN, for other tasks, plain scores and
 * decisions, and without labels. */
LimenStatus
limen_temperature_fit (const LimenPredictions *predictions,
                       LimenTemperature *temperature)
{
  *temperature = (LimenTemperature){ NAN, -INFINITY };
  return has_logits (predictions)
             ? find_temperature (predictions, NULL, 0, temperature)
             : LIMEN_UNDEFINED;
}

/* Returns the scaled logit of a score: the logit, clamped to the floor,
 * divided by the temperature. */
double
limen_temperature_apply (LimenTemperature self, LimenKind kind, double score)
{
  double logit = kind == LIMEN_KIND_PROBABILITY ? log (score) : score;

  if (kind != LIMEN_KIND_LOGIT)
    logit = fmax (logit, self.floor);
  return logit / self.temperature;
}

/* Fits a temperature per fold. UNDEFINED if there are fewer than two folds. */
static LimenStatus
fit_folds (const LimenPredictions *predictions, const uint16_t *folds,
           size_t n_folds, LimenTemperature *temperatures)
{
  for (size_t fold = 0; fold < n_folds && n_folds > 1; fold++)
    {
      LimenTemperature temperature;

      if (find_temperature (predictions, folds, (uint16_t) fold, &temperature)
          == LIMEN_NO_MEMORY)
        return LIMEN_NO_MEMORY;
      for (size_t i = 0; i < predictions->n_rows; i++)
        if (folds[i] == fold)
          temperatures[i] = temperature;
    }
  return n_folds > 1 ? LIMEN_OK : LIMEN_UNDEFINED;
}

/* Cross-fits temperatures: for each row, the temperature fitted on the rows of
 * the other folds of limen_folds_assign(); *n_folds is their number. NaN in
 * folds whose fit is UNDEFINED. UNDEFINED, with nothing written to
 * `temperatures`, for other tasks, plain scores and decisions, without labels,
 * or if there are fewer than two folds. */
LimenStatus
limen_temperature_cross_fit (const LimenPredictions *predictions,
                             size_t n_wanted, uint64_t seed,
                             LimenTemperature *temperatures,
                             size_t *n_folds)
{
  LimenStatus status = LIMEN_NO_MEMORY;
  uint16_t *folds;

  if (!has_logits (predictions))
    return LIMEN_UNDEFINED;
  folds = malloc (predictions->n_rows * sizeof *folds + 1);
  if (folds != NULL
      && limen_folds_assign (predictions, n_wanted, seed, folds, n_folds))
    status = fit_folds (predictions, folds, *n_folds, temperatures);
  free (folds);
  return status;
}
