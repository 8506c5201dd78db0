/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "predictions.h"
#include "status.h"

/* Recalibration methods. */
typedef enum
{
  LIMEN_RECALIBRATION_TEMPERATURE,
  LIMEN_RECALIBRATION_PLATT,
  LIMEN_RECALIBRATION_BETA,
  LIMEN_RECALIBRATION_ISOTONIC,
  LIMEN_RECALIBRATION_HISTOGRAM,
  LIMEN_N_RECALIBRATIONS
} LimenRecalibrationMethod;

#define LIMEN_RECALIBRATION_MAX_PARAMETERS 3
#define LIMEN_RECALIBRATION_DEFAULT_BINS 15
#define LIMEN_RECALIBRATION_DEFAULT_FOLDS 5

/* Smallest and largest probability of a temperature or beta map: the results
 * for scores of 0 and 1, or within 2^-52 of these, whose logits are beyond
 * LIMEN_LOGIT_BOUND. 0 and 1 if the rows used for fitting have no such scores,
 * and for other methods. */
typedef struct
{
  double least, most;
} LimenRecalibrationRange;

/* Bounds of the search for a temperature. */
#define LIMEN_TEMPERATURE_MIN 1e-6
#define LIMEN_TEMPERATURE_MAX 1e6
/* Lower bound of log-probabilities, as in PyTorch's BCELoss. */
#define LIMEN_TEMPERATURE_LOG_FLOOR (-100.0)

/* A recalibration map from scores of a kind to probabilities. Immutable and
 * reference counted. */
typedef struct _LimenRecalibration LimenRecalibration;

/* Properties of methods */
const char *
limen_recalibration_method_get_name (LimenRecalibrationMethod method);
bool limen_recalibration_method_parse (const char *name,
                                       LimenRecalibrationMethod *method);
bool limen_recalibration_method_takes (LimenRecalibrationMethod method,
                                       LimenKind kind);
bool limen_recalibration_method_makes_ties (LimenRecalibrationMethod method);
size_t
limen_recalibration_method_get_n_parameters (LimenRecalibrationMethod method);
const char *
limen_recalibration_method_get_parameter_name (LimenRecalibrationMethod method,
                                               size_t index);

/* Fitting and construction */
LIMEN_MUST_CHECK LimenStatus limen_recalibration_fit (
    LimenRecalibrationMethod method, const LimenPredictions *numbers,
    size_t n_bins, LimenRecalibration **map);
LIMEN_MUST_CHECK LimenStatus limen_recalibration_new (
    LimenRecalibrationMethod method, LimenKind kind, const double *parameters,
    const double *xs, const double *ys, size_t n_knots,
    LimenRecalibration **map);
LIMEN_MUST_CHECK LimenStatus limen_recalibration_new_in_range (
    LimenRecalibrationMethod method, LimenKind kind, const double *parameters,
    LimenRecalibrationRange range, LimenRecalibration **map);
LimenRecalibration *limen_recalibration_ref (const LimenRecalibration *self);
void limen_recalibration_free (LimenRecalibration *self);
LIMEN_MUST_CHECK LimenStatus limen_recalibration_cross_fit (
    LimenRecalibrationMethod method, const LimenPredictions *numbers,
    size_t n_bins, size_t n_wanted, uint64_t seed,
    bool (*is_cancelled) (void *data), void *data, double *probabilities,
    size_t *n_folds);

/* Getters */
LimenRecalibrationMethod
limen_recalibration_get_method (const LimenRecalibration *self);
LimenKind limen_recalibration_get_kind (const LimenRecalibration *self);
double limen_recalibration_get_parameter (const LimenRecalibration *self,
                                          size_t index);
LimenRecalibrationRange
limen_recalibration_get_range (const LimenRecalibration *self);
size_t limen_recalibration_get_n_knots (const LimenRecalibration *self);
double limen_recalibration_get_knot (const LimenRecalibration *self,
                                     size_t index, double *y);
bool limen_recalibration_is_monotone (const LimenRecalibration *self);

/* Applying */
double limen_recalibration_apply (const LimenRecalibration *self,
                                  double score);
void limen_recalibration_apply_all (const LimenRecalibration *self,
                                    LimenKind kind, const double *scores,
                                    double *probabilities, size_t n);
bool limen_recalibration_invert (const LimenRecalibration *self,
                                 double probability, double *low,
                                 double *high);

/* Temperature scaling of several classes: softmax (logits / T). The logits of
 * probabilities are their logarithms, clamped to the floor. */
typedef struct
{
  double temperature;
  double floor; /* -infinity for logits */
} LimenTemperature;

/* No scaling, with the floor of the loss. */
#define LIMEN_TEMPERATURE_IDENTITY                                            \
  ((LimenTemperature){ 1, LIMEN_TEMPERATURE_LOG_FLOOR })

LIMEN_MUST_CHECK LimenStatus
limen_temperature_fit (const LimenPredictions *predictions,
                       LimenTemperature *temperature);
LIMEN_MUST_CHECK LimenStatus limen_temperature_cross_fit (
    const LimenPredictions *predictions, size_t n_wanted, uint64_t seed,
    LimenTemperature *temperatures, size_t *n_folds);
double limen_temperature_apply (LimenTemperature self, LimenKind kind,
                                double score);
