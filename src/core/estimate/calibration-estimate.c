/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibration-estimate.h"

#include <math.h>

#include "link.h"
#include "mean-estimate.h"
#include "row-moments.h"

static const LimenRange gap_range = { LIMEN_SCALE_IDENTITY, -1, 1 };
static const LimenRange any_range
    = { LIMEN_SCALE_IDENTITY, -INFINITY, INFINITY };

/* A logistic model of the label on the logit, and the influence of a row on
 * one of its parameters: the row's residual times of_centre + of_slope *
 * (logit - centre). */
typedef struct
{
  const LimenPredictions *numbers;
  double slope, intercept;
  double centre, of_centre, of_slope;
} Model;

static double
get_truth (const LimenPredictions *numbers, size_t row)
{
  return numbers->labels[row] == numbers->positive;
}

/* Computes the distance of a row's logit from the centre, and the model's
 * probability. */
static void
evaluate (const Model *self, size_t row, double *deviation,
          double *probability)
{
  double logit = limen_bounded_logit (self->numbers->kind,
                                      self->numbers->scores[0][row]);

  *deviation = logit - self->centre;
  *probability = limen_sigmoid (self->intercept + self->slope * logit);
}

/* Callback of LimenRows: the influences. */
static void
get_influences (const void *data, size_t first, size_t n, double *values,
                double *weights)
{
  const Model *self = data;

  for (size_t i = 0; i < n; i++)
    {
      double weight = limen_predictions_get_weight (self->numbers, first + i);
      double deviation, p;

      evaluate (self, first + i, &deviation, &p);
      values[i] = weight * (get_truth (self->numbers, first + i) - p)
                  * (self->of_centre + self->of_slope * deviation);
      weights[i] = 1;
    }
}

/* Callback of LimenRows: the weighted gaps between probability and label. */
static void
get_gaps (const void *data, size_t first, size_t n, double *values,
          double *weights)
{
  const LimenPredictions *numbers = data;

  for (size_t i = 0; i < n; i++)
    {
      weights[i] = limen_predictions_get_weight (numbers, first + i);
      values[i] = weights[i]
                  * (limen_score_to_probability (numbers->kind,
                                                 numbers->scores[0][first + i])
                     - get_truth (numbers, first + i));
    }
}

static LimenRows
describe (const LimenPredictions *numbers, LimenRowValues get_values,
          const void *data)
{
  return (LimenRows){ .get_values = get_values,
                      .data = data,
                      .n_rows = numbers->n_rows,
                      .n_columns = 1,
                      .block_size = LIMEN_ROW_SUMS_BLOCK,
                      .is_weighted = true };
}

/* What the standard errors of all parameters have in common. */
typedef struct
{
  const LimenUnits *units;
  double confidence;
  double freedom;
  bool has_sandwich; /* weights or units: the curvature alone is not the
                      * variance */
} Fit;

/* Estimates a parameter with the influence of the model, whose variance is
 * `variance` if the model holds and rows are independent and of weight 1; else
 * by the sum of squared influences (Huber, 1967; White, 1980), summed by unit.
 * False when memory runs out. */
static bool
estimate_parameter (const Fit *self, const Model *model, double value,
                    double variance, LimenEstimate *estimate)
{
  LimenRows rows = describe (model->numbers, get_influences, model);
  LimenMoments moments;

  if (self->has_sandwich)
    {
      if (!limen_row_moments_compute (&rows, self->units, &moments))
        return false;
      variance = (moments.values + moments.n * moments.value * moments.value)
                 * moments.n / (moments.n - 1);
    }
  *estimate = (LimenEstimate){ .value = value,
                               .method = LIMEN_ESTIMATE_STANDARD_ERROR };
  estimate->interval = limen_interval_student (value, variance, self->freedom,
                                               any_range, self->confidence);
  if (isnan (estimate->interval.low))
    *estimate = limen_estimate_none (value, LIMEN_NO_INTERVAL_TOO_FEW);
  return true;
}

static bool
estimate_in_the_large (const Fit *self, Model model,
                       const LimenLogisticCurvature *curvature,
                       LimenEstimate *estimate)
{
  model.of_centre = 1 / curvature->total;
  return estimate_parameter (self, &model, model.intercept,
                             1 / curvature->total, estimate);
}

/* With the logits centred at their mean by curvature, the intercept and the
 * slope do not depend on each other. */
static bool
estimate_slope (const Fit *self, Model model,
                const LimenLogisticCurvature *curvature, LimenEstimate *slope,
                LimenEstimate *intercept)
{
  double centre = curvature->centre, square = curvature->square;

  model.centre = centre;
  model.of_slope = 1 / square;
  if (!estimate_parameter (self, &model, model.slope, 1 / square, slope))
    return false;
  model.of_centre = 1 / curvature->total;
  model.of_slope = -centre / square;
  return estimate_parameter (self, &model, model.intercept,
                             1 / curvature->total + centre * centre / square,
                             intercept);
}

/* Estimates calibration over all rows; `fit` is that of
 * limen_calibration_slope_compute(). The gap has the standard error of a mean.
 * Slope, intercept and calibration in the large have those of the logistic
 * model; with weights or units (NULL: rows are independent) those of the
 * sandwich estimator. The same bits for any number of threads. False when
 * memory runs out, which takes units. */
bool
limen_estimate_calibration (const LimenPredictions *numbers,
                            const LimenCalibrationSlope *fit,
                            const LimenUnits *units, double confidence,
                            LimenCalibrationEstimates *estimates)
{
  LimenRows gaps = describe (numbers, get_gaps, numbers);
  LimenMoments moments;
  Fit self = { .units = units,
               .confidence = confidence,
               .has_sandwich = numbers->weights != NULL || units != NULL };
  Model in_the_large = { numbers, 1, fit->in_the_large, 0, 0, 0 };
  Model model = { numbers, fit->slope, fit->intercept, 0, 0, 0 };
  LimenLogisticCurvature curvature, curvature_in_the_large;

  estimates->slope = estimates->intercept = estimates->in_the_large
      = limen_estimate_none (NAN, LIMEN_NO_INTERVAL_NOT_FITTED);
  if (!limen_row_moments_compute (&gaps, units, &moments))
    return false;
  estimates->gap = limen_estimate_mean (&moments, gap_range, confidence);
  self.freedom = limen_moments_get_effective_size (&moments) - 2;
  limen_calibration_slope_get_curvatures (fit, numbers, &curvature,
                                          &curvature_in_the_large);
  if (fit->in_the_large_status == LIMEN_FIT_DONE
      && !estimate_in_the_large (&self, in_the_large, &curvature_in_the_large,
                                 &estimates->in_the_large))
    return false;
  return fit->slope_status != LIMEN_FIT_DONE
         || estimate_slope (&self, model, &curvature, &estimates->slope,
                            &estimates->intercept);
}
