/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "predictions.h"
#include "rank-influence.h"
#include "spread.h"
#include "status.h"
#include "units.h"

LIMEN_MUST_CHECK bool
limen_estimate_ranking (LimenRankMeasure measure, double value,
                        const LimenSweep *sweep, double prevalence,
                        const LimenPredictions *rows, const LimenUnits *units,
                        double confidence, LimenEstimate *estimate);
