#pragma once

#include <stdbool.h>

#include "calibration-slope.h"

LimenCalibrationSlope limen_slope_fit_run (const LimenPredictions *numbers,
                                           bool has_slope);
