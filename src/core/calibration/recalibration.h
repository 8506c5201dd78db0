/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "predictions.h"
#include "status.h"

/* How scores are made into calibrated probabilities. */
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

/* Least and largest probability of a temperature or beta map: what scores of
 * 0 and 1, and probabilities that are within 2^-52 of these, become, for their
 * logits are beyond LIMEN_LOGIT_BOUND. 0 and 1 where the rows that the map was
 * fitted on have no such scores, and for other methods. */
typedef struct
{
  double least, most;
} LimenRecalibrationRange;

/* Temperatures are looked for between these. */
#define LIMEN_TEMPERATURE_MIN 1e-6
#define LIMEN_TEMPERATURE_MAX 1e6
/* No logarithm of a probability counts as less, as in PyTorch's BCELoss. */
#define LIMEN_TEMPERATURE_LOG_FLOOR (-100.0)

/* A map from scores of a kind to probabilities. Immutable and counted. */
typedef struct _LimenRecalibration LimenRecalibration;

/* The methods, by name */
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

/* Making one */
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

/* What it is */
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

/* What it does */
double limen_recalibration_apply (const LimenRecalibration *self,
                                  double score);
void limen_recalibration_apply_all (const LimenRecalibration *self,
                                    LimenKind kind, const double *scores,
                                    double *probabilities, size_t n);
bool limen_recalibration_invert (const LimenRecalibration *self,
                                 double probability, double *low,
                                 double *high);

/* One temperature for the logits of several classes: softmax (logits / T). Of
 * probabilities the logits are their logarithms, none less than the floor. */
typedef struct
{
  double temperature;
  double floor; /* -infinity for logits */
} LimenTemperature;

/* The scores as they are; the floor is that of their loss. */
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
