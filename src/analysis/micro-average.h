/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sweep.h"
#include "threshold-scores.h"

LimenSweep *limen_micro_average_sweep_new (LimenThresholdScores *scores,
                                           GError **error);
