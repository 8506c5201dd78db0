/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdatomic.h>

#include "recalibration.h"

/* Parameters: temperature T; Platt a, b; beta a, b, c. Knots: the corners of
 * an isotonic map, or the lowest score and the frequency of each bin of a
 * histogram. */
struct _LimenRecalibration
{
  atomic_uint n_extra_references;
  LimenRecalibrationMethod method;
  LimenKind kind;
  double parameters[LIMEN_RECALIBRATION_MAX_PARAMETERS];
  LimenRecalibrationRange range;
  size_t n_knots;
  double *xs, *ys; /* ascending */
};

/* Returns the transformed score that a map is fitted on and applied to: the
 * clamped logit for temperature and beta; the score itself for others,
 * log-probabilities clamped to the floor. */
double limen_recalibration_transform (LimenRecalibrationMethod method,
                                      LimenKind kind, double score);
bool limen_recalibration_is_saturated (const LimenRecalibration *self,
                                       double x);
/* Applies a parametric map to a transformed score. */
double limen_recalibration_apply_smooth (const LimenRecalibration *self,
                                         double x);

/* Returns the log-odds after a beta map. */
double limen_recalibration_get_beta_logit (const double *parameters,
                                           double logit);

LimenRecalibration *
limen_recalibration_new_empty (LimenRecalibrationMethod method,
                               LimenKind kind);

/* Fit the parameters or knots of a map. UNDEFINED without rows of positive
 * weight. */
LimenStatus limen_recalibration_fit_smooth (LimenRecalibration *self,
                                            const LimenPredictions *numbers);
LimenStatus limen_recalibration_fit_isotonic (LimenRecalibration *self,
                                              const LimenPredictions *numbers);
LimenStatus limen_recalibration_fit_histogram (LimenRecalibration *self,
                                               const LimenPredictions *numbers,
                                               size_t n_bins);
bool limen_recalibration_allocate_knots (LimenRecalibration *self,
                                         size_t n_knots);
