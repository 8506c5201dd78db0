/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loss.h"

LimenLoss limen_loss_squared_error (const double *predictions,
                                    const double *targets,
                                    const double *weights, size_t n_rows);
LimenLoss limen_loss_gaussian (const double *predictions,
                               const double *targets, const double *variances,
                               double variance, const double *weights,
                               size_t n_rows);
LIMEN_MUST_CHECK bool
limen_loss_gaussian_compute_moments (const LimenPredictions *numbers,
                                     double variance, const LimenUnits *units,
                                     LimenMoments *moments);
