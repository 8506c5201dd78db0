#include "recalibration-private.h"

#include <math.h>
#include <stdlib.h>

#include "calibration-slope.h"
#include "link.h"
#include "logistic.h"
#include "parallel.h"
#include "sum.h"
#include "temperature.h"
#include "vector-math.h"

#define BLOCK_SIZE 512
/* Rows that a thread takes at a time; the sums do not depend on who did. */
#define PART_SIZE 65536

/* Makes steep maps finite, and picks one where many fit alike. */
#define RIDGE 1e-12

/* The rows that weigh something, as columns of a logistic model. */
typedef struct
{
  size_t n_rows;
  double *columns[2];
  double *targets, *weights;
  double class_weights[2];
  /* While a temperature is looked for: */
  double reciprocal;
  size_t n_parts;
  LimenSum *sums; /* of each part */
} Rows;

static void
rows_clear (Rows *self)
{
  free (self->columns[0]);
  free (self->columns[1]);
  free (self->targets);
  free (self->weights);
  free (self->sums);
}

/* What the method takes a score for. */
static void
set_columns (Rows *self, LimenRecalibrationMethod method, LimenKind kind,
             double score)
{
  double logit;

  if (method == LIMEN_RECALIBRATION_PLATT)
    {
      self->columns[0][self->n_rows] = score;
      return;
    }
  logit = limen_bounded_logit (kind, score);
  if (method == LIMEN_RECALIBRATION_TEMPERATURE)
    {
      self->columns[0][self->n_rows] = logit;
      return;
    }
  self->columns[0][self->n_rows] = limen_log_sigmoid (logit);
  self->columns[1][self->n_rows] = -limen_log_sigmoid (-logit);
}

static bool
rows_load (Rows *self, LimenRecalibrationMethod method,
           const LimenPredictions *numbers)
{
  size_t size = numbers->n_rows * sizeof (double) + 1;
  LimenSum weights[2] = { 0 };

  *self = (Rows){ .columns = { malloc (size), malloc (size) },
                  .targets = malloc (size),
                  .weights = malloc (size) };
  if (self->columns[0] == NULL || self->columns[1] == NULL
      || self->targets == NULL || self->weights == NULL)
    return false;
  for (size_t i = 0; i < numbers->n_rows; i++)
    {
      double weight = numbers->weights != NULL ? numbers->weights[i] : 1;
      bool is_positive = numbers->labels[i] == numbers->positive;

      if (!(weight > 0))
        continue;
      set_columns (self, method, numbers->kind, numbers->scores[0][i]);
      self->targets[self->n_rows] = is_positive;
      self->weights[self->n_rows++] = weight;
      limen_sum_add (&weights[is_positive], weight);
    }
  self->class_weights[0] = limen_sum_value (&weights[0]);
  self->class_weights[1] = limen_sum_value (&weights[1]);
  return self->n_rows > 0;
}

static void
add_block (const Rows *self, LimenSum *sum, size_t first, size_t n)
{
  const double *logits = self->columns[0] + first;
  double e[BLOCK_SIZE] = { 0 };

  for (size_t i = 0; i < n; i++)
    e[i] = -fabs (self->reciprocal * logits[i]);
  limen_vector_exp (e, e, n);
  for (size_t i = 0; i < n; i++)
    {
      double p = (logits[i] >= 0 ? 1 : e[i]) / (1 + e[i]);

      limen_sum_add (sum, self->weights[first + i] * logits[i]
                              * (p - self->targets[first + i]));
    }
}

static void
sum_part (void *data, size_t part)
{
  Rows *self = data;
  size_t first = part * PART_SIZE;
  size_t end
      = first + PART_SIZE < self->n_rows ? first + PART_SIZE : self->n_rows;

  self->sums[part] = (LimenSum){ 0 };
  for (; first < end; first += BLOCK_SIZE)
    add_block (self, &self->sums[part], first,
               end - first < BLOCK_SIZE ? end - first : BLOCK_SIZE);
}

/* The derivative of the cross-entropy of sigmoid (reciprocal * logit). */
static double
temperature_cb (double reciprocal, void *data)
{
  Rows *self = data;
  LimenSum sum = { 0 };

  self->reciprocal = reciprocal;
  limen_parallel_run (sum_part, self, self->n_parts, 0);
  for (size_t i = 0; i < self->n_parts; i++)
    limen_sum_add_sum (&sum, &self->sums[i]);
  return limen_sum_value (&sum);
}

static bool
fit_temperature (double *parameters, Rows *rows)
{
  rows->n_parts = (rows->n_rows + PART_SIZE - 1) / PART_SIZE;
  rows->sums = malloc (rows->n_parts * sizeof *rows->sums);
  if (rows->sums == NULL)
    return false;
  parameters[0] = limen_temperature_find (temperature_cb, rows);
  return isfinite (parameters[0]);
}

static bool
fit_platt (double *parameters, Rows *rows)
{
  LimenLogistic model = { .n_rows = rows->n_rows,
                          .n_columns = 2,
                          .columns = { rows->columns[0], NULL },
                          .targets = rows->targets,
                          .weights = rows->weights,
                          .ridge = RIDGE };

  for (size_t i = 0; i < rows->n_rows; i++)
    rows->targets[i]
        = rows->targets[i] > 0
              ? (rows->class_weights[1] + 1) / (rows->class_weights[1] + 2)
              : 1 / (rows->class_weights[0] + 2);
  return limen_logistic_fit (&model, parameters);
}

/* One of the columns and an intercept; where even that would fall, the
 * intercept alone. */
static bool
fit_beta_column (double *parameters, const LimenLogistic *both, int column)
{
  LimenLogistic model = *both;
  double coefficients[2];

  model.n_columns = 2;
  model.columns[0] = both->columns[column];
  model.columns[1] = NULL;
  if (!limen_logistic_fit (&model, coefficients))
    return false;
  if (coefficients[0] < 0)
    {
      model.n_columns = 1;
      model.columns[0] = NULL;
      coefficients[0] = 0;
      if (!limen_logistic_fit (&model, &coefficients[1]))
        return false;
    }
  parameters[0] = parameters[1] = 0;
  parameters[column] = coefficients[0];
  parameters[2] = coefficients[1];
  return true;
}

static bool
fit_beta (double *parameters, const Rows *rows)
{
  LimenLogistic model = { .n_rows = rows->n_rows,
                          .n_columns = 3,
                          .columns = { rows->columns[0], rows->columns[1] },
                          .targets = rows->targets,
                          .weights = rows->weights,
                          .ridge = RIDGE };

  if (!limen_logistic_fit (&model, parameters))
    return false;
  if (parameters[0] < 0)
    return fit_beta_column (parameters, &model, 1);
  if (parameters[1] < 0)
    return fit_beta_column (parameters, &model, 0);
  return true;
}

/* Fits a map of parameters; see limen_recalibration_fit(). */
bool
limen_recalibration_fit_smooth (LimenRecalibration *self,
                                const LimenPredictions *numbers)
{
  Rows rows;
  bool is_done = rows_load (&rows, self->method, numbers);

  if (is_done && self->method == LIMEN_RECALIBRATION_TEMPERATURE)
    is_done = fit_temperature (self->parameters, &rows);
  else if (is_done && self->method == LIMEN_RECALIBRATION_PLATT)
    is_done = fit_platt (self->parameters, &rows);
  else if (is_done)
    is_done = fit_beta (self->parameters, &rows);
  rows_clear (&rows);
  return is_done;
}
