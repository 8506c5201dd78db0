/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "predictions.h"
#include "rank-influence.h"
#include "spread.h"
#include "status.h"
#include "units.h"

LimenSpread limen_rank_spread_of_counts (const LimenRankInfluence *influence);
LIMEN_MUST_CHECK bool
limen_rank_spread_of_weights (const LimenRankInfluence *influence,
                              const LimenPredictions *rows,
                              LimenSpread *spread);
LIMEN_MUST_CHECK bool
limen_rank_spread_of_units (const LimenRankInfluence *influence,
                            const LimenPredictions *rows,
                            const LimenUnits *units, LimenSpread *spread);
LIMEN_MUST_CHECK bool
limen_rank_influence_of_rows (const LimenRankInfluence *influence,
                              const double *scores, const bool *are_positive,
                              size_t n, double *influences);
