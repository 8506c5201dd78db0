/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "moments.h"
#include "spread.h"

LimenEstimate limen_estimate_mean (const LimenMoments *moments,
                                   LimenRange range, double confidence);
LimenEstimate limen_estimate_sum (const LimenMoments *moments,
                                  LimenRange range, double confidence);
