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

/* Of the logarithm of the temperature. */
#define TOLERANCE 1e-15
/* Tolerance of the fitted floor. */
#define FLOOR_TOLERANCE 1e-9
#define BLOCK_SIZE 512
#define PART_SIZE 65536

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

/* The temperature where the loss is least. `slope` is its derivative with
 * regard to the temperature's reciprocal, in which the loss is convex, so that
 * there is one place where it changes its sign, from + to - as the temperature
 * rises. It is looked for by Brent's method on the logarithm, from
 * LIMEN_TEMPERATURE_LEAST to _MOST, one of which is returned where the loss
 * falls up to there; 1 where it does not depend on the temperature; NaN where
 * it is NaN. */
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

/* Several classes */

/* Rows that are fitted on: all whose fold is another. */
typedef struct
{
  const LimenPredictions *predictions;
  const uint16_t *folds; /* NULL: none is left out */
  uint16_t fold;
  double reciprocal, floor;
  bool is_of_floor; /* which derivative is taken */
  LimenChunks chunks;
  LimenSum *sums; /* of each part */
} Rows;

/* A block of rows, of which class by class is read. */
typedef struct
{
  double largest[BLOCK_SIZE], total[BLOCK_SIZE], mean[BLOCK_SIZE];
  double scaled[BLOCK_SIZE];
} Block;

/* The logarithms of probabilities serve as logits, since shifts that a whole
 * row shares do not matter; those of zero are kept finite. */
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

/* The logits of a class, no less than the floor, times the reciprocal of the
 * temperature. */
static void
scale (const Rows *self, size_t class, size_t first, size_t n, double *scaled)
{
  get_logits (self, class, first, n, scaled);
  for (size_t i = 0; i < n; i++)
    scaled[i] = self->reciprocal
                * (scaled[i] > self->floor ? scaled[i] : self->floor);
}

/* What the derivative takes the mean of: the scaled logits, or whether they
 * are the floor. */
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

/* The derivative of a row's loss: what a softmax expects of the term, less
 * the true class's. */
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

/* The derivative of the loss with regard to the scaled floor, where the
 * temperature is the best one for this floor. */
static double
floor_cb (double floor, void *data)
{
  Rows *self = data;

  self->floor = floor;
  self->reciprocal = 1 / limen_temperature_find (classes_cb, self);
  self->is_of_floor = true;
  return sum_rows (self);
}

/* The least logarithm of a class's probabilities that is above the bound,
 * below which nothing is known of it, and no more than *least, where it goes;
 * whether a true class was given less goes to *is_wrong. */
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

/* Finds the floor of the least loss, from the bound of logits to the least
 * logarithm above it, so that the order of probabilities stays. The loss is
 * convex in the reciprocal of the temperature and the scaled floor, so that
 * its least one over temperatures falls and rises once as the floor does. */
static void
find_floor (Rows *self)
{
  double smallest = 0;
  LimenFunctionPoint low, high;
  bool is_wrong = false;

  for (size_t k = 0; k < self->predictions->n_scores; k++)
    find_smallest_log (self, k, &smallest, &is_wrong);
  high.x = smallest - FLOOR_TOLERANCE; /* not to be taken for it */
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

/* UNDEFINED where the scores have no temperature. */
static LimenStatus
find_temperature (const LimenPredictions *predictions, const uint16_t *folds,
                  uint16_t fold, LimenTemperature *temperature)
{
  Rows rows = { .predictions = predictions,
                .folds = folds,
                .fold = fold,
                .floor = -INFINITY,
                .chunks = limen_chunks_new (predictions->n_rows, PART_SIZE,
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

/* The temperature of the least cross-entropy of softmax (logits / T) with the
 * labels (Guo and others, 2017), within LIMEN_TEMPERATURE_LEAST and _MOST. The
 * logits are a score for each class, or the logarithms of probabilities. Those
 * of 0 have no logarithm: they count as -LIMEN_LOGIT_BOUND, or where true
 * classes were given 0 as the larger floor of the least cross-entropy, so that
 * a wrong 0 does not flatten all else. The same bits whatever the number of
 * threads. UNDEFINED, with a temperature of NaN, for other tasks and plain
 * scores. */
LimenStatus
limen_temperature_fit (const LimenPredictions *predictions,
                       LimenTemperature *temperature)
{
  *temperature = (LimenTemperature){ NAN, -INFINITY };
  return has_logits (predictions)
             ? find_temperature (predictions, NULL, 0, temperature)
             : LIMEN_UNDEFINED;
}

/* The logit of a score of a kind over the temperature: what is fitted. */
double
limen_temperature_apply (LimenTemperature self, LimenKind kind, double score)
{
  double logit = kind == LIMEN_KIND_PROBABILITY ? log (score) : score;

  if (kind != LIMEN_KIND_LOGIT)
    logit = fmax (logit, self.floor);
  return logit / self.temperature;
}

/* The temperatures of folds; UNDEFINED where there are no two. */
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

/* For each row the temperature that the rows of the other folds give; these
 * are the *n_folds folds of limen_folds_assign(). UNDEFINED, and nothing
 * written, where there is no temperature and where there are no two folds. */
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
