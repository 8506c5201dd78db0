/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "predictions.h"
#include "status.h"

LIMEN_MUST_CHECK bool
limen_folds_assign (const LimenPredictions *predictions, size_t n_wanted,
                    uint64_t seed, uint16_t *folds, size_t *n_folds);
