#pragma once

#include "analysis.h"
#include "calibration-details.h"

/* Expected calibration errors alone; the bins with few rows are added to
 * *n_small. */
double limen_calibration_get_ece (const LimenPredictions *numbers,
                                  LimenCalibrationOptions options,
                                  gsize *n_small);
double limen_calibration_get_classwise_ece (LimenAnalysis *analysis,
                                            LimenCalibrationOptions options,
                                            gsize *n_small);
