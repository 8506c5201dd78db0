/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdatomic.h>

#include "recalibration.h"

/* Parameters: temperature T; Platt a, b; beta a, b, c. Knots: the corners of an
 * isotonic map, or the lowest score of each bin and its frequency. */
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

/* The score that a map is fitted on and applied to: the bounded logit for
 * temperature and beta, the score itself for the others. */
double limen_recalibration_transform (LimenRecalibrationMethod method,
                                      LimenKind kind, double score);
bool limen_recalibration_is_saturated (const LimenRecalibration *self,
                                       double x);
/* The map of a transformed score. */
double limen_recalibration_apply_smooth (const LimenRecalibration *self,
                                         double x);

/* The log-odds that a beta map of these parameters makes of others. */
double limen_recalibration_get_beta_logit (const double *parameters,
                                           double logit);

LimenRecalibration *
limen_recalibration_new_empty (LimenRecalibrationMethod method,
                               LimenKind kind);

/* Fits, that fill in the parameters; UNDEFINED where there are no rows that
 * weigh something. */
LimenStatus limen_recalibration_fit_smooth (LimenRecalibration *self,
                                            const LimenPredictions *numbers);
LimenStatus limen_recalibration_fit_isotonic (LimenRecalibration *self,
                                              const LimenPredictions *numbers);
LimenStatus limen_recalibration_fit_histogram (LimenRecalibration *self,
                                               const LimenPredictions *numbers,
                                               size_t n_bins);
bool limen_recalibration_allocate_knots (LimenRecalibration *self,
                                         size_t n_knots);
