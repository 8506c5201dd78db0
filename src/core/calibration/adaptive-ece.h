/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calibration.h"
#include "sweep.h"

LIMEN_MUST_CHECK bool
limen_adaptive_ece_compute (const LimenPredictions *numbers,
                            const LimenSweep *sweep, size_t n_bins,
                            double *error);
