/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recalibration-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "likelihood.h"
#include "link.h"
#include "logistic.h"
#include "loss.h"
#include "sum.h"
#include "temperature.h"

#define BLOCK_SIZE 512

/* Penalty that keeps steep maps finite and makes the solution unique. */
#define RIDGE 1e-12

/* Smallest share of positives of saturated rows: the probability at the logit
 * bound. */
#define MIN_SHARE 0x1p-52
/* Upper bound on the rows that represent the saturated rows: one per end and
 * class. */
#define MAX_ENDS 4
/* Tolerance for rounding when the mean loss of a map is compared with that of
 * the identity. */
#define LOSS_TOLERANCE 1e-14

/* Indices of the ends of the scale: scores of 0 and of 1. */
enum
{
  LOW,
  HIGH,
  N_ENDS
};

/* The rows with positive weight, as columns of a logistic model. Saturated
 * rows, which have no finite logit, are only counted. */
typedef struct
{
  size_t n_rows;
  double edges[N_ENDS];     /* smallest and largest logit of the rows */
  double counts[N_ENDS][2]; /* weight of saturated rows by end and class */
  double *columns[2];       /* the second one only for beta, else NULL */
  double *targets, *weights;
  double class_weights[2];
} Rows;

static void
rows_clear (Rows *self)
{
  free (self->columns[0]);
  free (self->columns[1]);
  free (self->targets);
  free (self->weights);
}

/* Adds a row, given its transformed score. */
static void
add_row (Rows *self, double x, double target, double weight)
{
  bool is_beta = self->columns[1] != NULL;

  self->columns[0][self->n_rows] = is_beta ? limen_log_sigmoid (x) : x;
  if (is_beta)
    self->columns[1][self->n_rows] = -limen_log_sigmoid (-x);
  self->targets[self->n_rows] = target;
  self->weights[self->n_rows++] = weight;
}

/* Adds a row, or counts it if it is saturated. */
static void
add_or_count_row (Rows *self, const LimenRecalibration *map, double score,
                  bool is_positive, double weight)
{
  double x
      = limen_recalibration_transform (map->method, map->kind, score);

  if (limen_recalibration_is_saturated (map, x))
    {
      self->counts[x > 0 ? HIGH : LOW][is_positive] += weight;
      return;
    }
  self->edges[LOW] = fmin (self->edges[LOW], x);
  self->edges[HIGH] = fmax (self->edges[HIGH], x);
  add_row (self, x, is_positive, weight);
}

static LimenStatus
rows_load (Rows *self, const LimenRecalibration *map,
           const LimenPredictions *numbers)
{
  size_t size = (numbers->n_rows + MAX_ENDS) * sizeof (double);
  LimenSum weights[2] = { 0 };
  bool is_beta = map->method == LIMEN_RECALIBRATION_BETA;

  *self = (Rows){ .edges = { INFINITY, -INFINITY },
                  .columns = { malloc (size), is_beta ? malloc (size) : NULL },
                  .targets = malloc (size),
                  .weights = malloc (size) };
  if (self->columns[0] == NULL || (is_beta && self->columns[1] == NULL)
      || self->targets == NULL || self->weights == NULL)
    return LIMEN_NO_MEMORY;
  for (size_t i = 0; i < numbers->n_rows; i++)
    {
      double weight = numbers->weights != NULL ? numbers->weights[i] : 1;
      bool is_positive = numbers->labels[i] == numbers->positive;

      if (!(weight > 0))
        continue;
      add_or_count_row (self, map, numbers->scores[0][i], is_positive, weight);
      limen_sum_add (&weights[is_positive], weight);
    }
  self->class_weights[0] = limen_sum_value (&weights[0]);
  self->class_weights[1] = limen_sum_value (&weights[1]);
  return self->class_weights[0] + self->class_weights[1] > 0 ? LIMEN_OK
                                                             : LIMEN_UNDEFINED;
}

static void
fill_cb (const void *data, size_t first, size_t n, LimenLogisticBlock *block)
{
  const Rows *self = data;

  for (size_t j = 0; j < LIMEN_LOGISTIC_MAX_COLUMNS; j++)
    if (self->columns[j] != NULL)
      memcpy (block->columns[j], self->columns[j] + first, n * sizeof (double));
  memcpy (block->targets, self->targets + first, n * sizeof (double));
  block->weights = self->weights + first;
}

static LimenLogisticRows
get_rows (const Rows *self)
{
  return (LimenLogisticRows){ .fill = fill_cb,
                              .data = self,
                              .n_rows = self->n_rows,
                              .n_columns = self->columns[1] != NULL ? 2 : 1,
                              .ridge = RIDGE };
}

/* Returns the derivative of the cross-entropy of sigmoid (reciprocal *
 * logit). */
static double
temperature_cb (double reciprocal, void *data)
{
  LimenLogisticModel model = { .coefficients = { reciprocal } };

  return limen_logistic_get_slope (data, &model, 0);
}

static LimenStatus
fit_temperature (double *parameters, const Rows *rows)
{
  LimenLogisticRows numbers = get_rows (rows);

  parameters[0] = limen_temperature_find (temperature_cb, &numbers);
  return isfinite (parameters[0]) ? LIMEN_OK : LIMEN_UNDEFINED;
}

/* Fits a logistic model; the parameters are its coefficients, then its
 * intercept. */
static LimenStatus
fit_model (double *parameters, const Rows *rows, LimenLogisticModel model)
{
  LimenLogisticRows numbers = get_rows (rows);

  limen_logistic_fit (&numbers, &model, 1);
  memcpy (parameters, model.coefficients,
          numbers.n_columns * sizeof *parameters);
  parameters[numbers.n_columns] = model.intercept;
  return model.is_fitted ? LIMEN_OK : LIMEN_UNDEFINED;
}

static LimenStatus
fit_platt (double *parameters, Rows *rows)
{
  for (size_t i = 0; i < rows->n_rows; i++)
    rows->targets[i] = rows->targets[i] > 0 ? (rows->class_weights[1] + 1)
                                                  / (rows->class_weights[1] + 2)
                                            : 1 / (rows->class_weights[0] + 2);
  return fit_model (parameters, rows, (LimenLogisticModel){ 0 });
}

/* Fits a beta map; a negative coefficient is fixed at 0 and the rest
 * refitted. */
static LimenStatus
fit_beta (double *parameters, const Rows *rows)
{
  LimenLogisticModel model = { 0 };
  LimenStatus status = fit_model (parameters, rows, model);

  for (int i = 0; i < 2 && status == LIMEN_OK; i++)
    {
      int column = parameters[0] < 0 ? 0 : 1;

      if (!(parameters[column] < 0))
        return LIMEN_OK;
      model.is_fixed[column] = true;
      status = fit_model (parameters, rows, model);
    }
  return status;
}

/* Sets the identity map. */
static void
set_identity (LimenRecalibration *self)
{
  bool is_beta = self->method == LIMEN_RECALIBRATION_BETA;

  self->parameters[0] = 1;
  self->parameters[1] = is_beta;
  self->parameters[2] = 0;
  self->range = (LimenRecalibrationRange){ 0, 1 };
}

static LimenStatus
fit_parameters (LimenRecalibration *self, Rows *rows)
{
  switch (self->method)
    {
    case LIMEN_RECALIBRATION_TEMPERATURE:
      return fit_temperature (self->parameters, rows);
    case LIMEN_RECALIBRATION_PLATT:
      return fit_platt (self->parameters, rows);
    case LIMEN_RECALIBRATION_BETA:
    case LIMEN_RECALIBRATION_ISOTONIC:
    case LIMEN_RECALIBRATION_HISTOGRAM:
    case LIMEN_N_RECALIBRATIONS:
    default:
      return fit_beta (self->parameters, rows);
    }
}

static double
get_weight (const Rows *self, int end)
{
  return self->counts[end][0] + self->counts[end][1];
}

/* Returns the share of positives among saturated rows, clamped. */
static double
get_share (double negatives, double positives)
{
  double share = positives / (negatives + positives);

  return fmin (fmax (share, MIN_SHARE), 1 - MIN_SHARE);
}

/* Adds the saturated rows of an end as rows at its edge. */
static void
tie (Rows *self, int end)
{
  for (int class = 0; class < 2; class ++)
    if (self->counts[end][class] > 0)
      add_row (self, self->edges[end], class, self->counts[end][class]);
}

/* Sets the probability of an end. False if it breaks the order with the rows
 * that are not saturated. */
static bool
set_end (LimenRecalibration *self, const Rows *rows, int end, bool is_tied)
{
  double *value = end == HIGH ? &self->range.most : &self->range.least;
  double edge = limen_recalibration_apply_smooth (self, rows->edges[end]);

  if (!(get_weight (rows, end) > 0))
    return true;
  *value = is_tied ? edge
                   : get_share (rows->counts[end][0], rows->counts[end][1]);
  return end == HIGH ? *value >= edge : *value <= edge;
}

/* Fits the map with the given ends tied to the outermost finite logits. Sets
 * is_in_order to whether each end keeps the order of the scores. */
static LimenStatus
fit_tied (LimenRecalibration *self, Rows *rows, const bool is_tied[N_ENDS],
          bool is_in_order[N_ENDS])
{
  size_t n_rows = rows->n_rows;
  LimenStatus status;

  for (int end = LOW; end < N_ENDS; end++)
    if (is_tied[end])
      tie (rows, end);
  self->range = (LimenRecalibrationRange){ 0, 1 };
  status = fit_parameters (self, rows);
  rows->n_rows = n_rows;
  for (int end = LOW; end < N_ENDS; end++)
    is_in_order[end] = set_end (self, rows, end, is_tied[end]);
  return status;
}

/* Fits a map if all scores are 0 or 1. */
static void
fit_saturated_only (LimenRecalibration *self, const Rows *rows)
{
  const double (*counts)[2] = rows->counts;
  bool has_low = get_weight (rows, LOW) > 0;
  bool has_high = get_weight (rows, HIGH) > 0;

  set_identity (self);
  if (has_low)
    self->range.least = get_share (counts[LOW][0], counts[LOW][1]);
  if (has_high)
    self->range.most = get_share (counts[HIGH][0], counts[HIGH][1]);
  if (has_low && has_high && self->range.least > self->range.most)
    self->range.least = self->range.most
        = get_share (counts[LOW][0] + counts[HIGH][0],
                     counts[LOW][1] + counts[HIGH][1]);
}

/* Fits parameters and range together. The loss is the sum of a part for rows
 * with a finite logit, which depends only on the parameters, and one for
 * saturated rows, which depends only on the range. Both are convex, and linked
 * only by the order of the scores. An end that breaks the order is tied: it
 * maps to the result of the outermost finite logit. As the problem is convex,
 * the first solution in order is the best: without ties, with one end tied,
 * with both. */
static LimenStatus
fit_in_range (LimenRecalibration *self, Rows *rows)
{
  static const bool ties[][N_ENDS]
      = { { false, false }, { true, false }, { false, true }, { true, true } };
  bool is_needed[N_ENDS] = { true, true }, is_in_order[N_ENDS];
  LimenStatus status = LIMEN_OK;

  if (rows->n_rows == 0)
    {
      fit_saturated_only (self, rows);
      return LIMEN_OK;
    }
  for (size_t i = 0; i < sizeof ties / sizeof ties[0]; i++)
    {
      if (i > 0 && i < 3 && !is_needed[ties[i][HIGH] ? HIGH : LOW])
        continue;
      status = fit_tied (self, rows, ties[i], is_in_order);
      if (status != LIMEN_OK)
        return status;
      if (is_in_order[LOW] && is_in_order[HIGH])
        break;
      for (int end = LOW; end < N_ENDS && i == 0; end++)
        is_needed[end] = !is_in_order[end];
    }
  return status;
}

/* Whether the identity is in the method's family of maps. */
static bool
has_identity (const LimenRecalibration *self)
{
  return self->method != LIMEN_RECALIBRATION_PLATT
         || self->kind == LIMEN_KIND_LOGIT;
}

/* Returns by how much the map increases the mean cross-entropy of the rows;
 * row losses are at most 100. */
static double
get_loss_added (const LimenRecalibration *self,
                const LimenPredictions *numbers)
{
  double before[BLOCK_SIZE];
  LimenSum added = { 0 }, total = { 0 };

  for (size_t first = 0, n; first < numbers->n_rows; first += n)
    {
      n = numbers->n_rows - first;
      n = n < BLOCK_SIZE ? n : BLOCK_SIZE;
      limen_row_losses (numbers, first, n, before);
      for (size_t i = 0; i < n; i++)
        {
          size_t row = first + i;
          double weight = limen_predictions_get_weight (numbers, row);
          double p
              = limen_recalibration_apply (self, numbers->scores[0][row]);

          if (!(weight > 0))
            continue;
          limen_sum_add (
              &added,
              weight
                  * (limen_loss_bce_row (p, numbers->labels[row]
                                                == numbers->positive)
                     - before[i]));
          limen_sum_add (&total, weight);
        }
    }
  return limen_sum_value (&added) / limen_sum_value (&total);
}

/* Fits a parametric map; see limen_recalibration_fit(). */
LimenStatus
limen_recalibration_fit_smooth (LimenRecalibration *self,
                                const LimenPredictions *numbers)
{
  Rows rows;
  LimenStatus status = rows_load (&rows, self, numbers);

  if (status == LIMEN_OK)
    status = fit_in_range (self, &rows);
  rows_clear (&rows);
  if (status == LIMEN_OK && has_identity (self)
      && get_loss_added (self, numbers) > LOSS_TOLERANCE)
    set_identity (self);
  return status;
}
