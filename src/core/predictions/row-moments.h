/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "moments.h"
#include "row-sums.h"
#include "status.h"
#include "units.h"

LIMEN_MUST_CHECK bool limen_row_moments_compute (const LimenRows *rows,
                                                 const LimenUnits *units,
                                                 LimenMoments *moments);
LimenMoments limen_row_moments_compute_within (const LimenRows *rows,
                                               const uint16_t *labels,
                                               uint16_t positive);
