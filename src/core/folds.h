#pragma once

#include "predictions.h"

size_t limen_folds_assign (const LimenPredictions *predictions,
                           size_t n_folds, uint64_t seed, uint16_t *folds);
