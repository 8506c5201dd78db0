#pragma once

#include "sweep.h"
#include "threshold-scores.h"

LimenSweep *limen_pooled_sweep_new (LimenThresholdScores *scores,
                                    GError **error);
