/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "moments.h"
#include "row-sums.h"
#include "status.h"
#include "units.h"

LIMEN_MUST_CHECK bool limen_row_moments_compute (const LimenRows *rows,
                                                 const LimenUnits *units,
                                                 LimenMoments *moments);
