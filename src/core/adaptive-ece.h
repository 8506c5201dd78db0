#pragma once

#include "calibration.h"
#include "sweep.h"

double limen_adaptive_ece_compute (const LimenPredictions *numbers,
                                   const LimenSweep *sweep, size_t n_bins);
