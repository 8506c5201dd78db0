/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estimate.h"

LimenEstimate limen_estimate_difference (LimenEstimate first,
                                         LimenEstimate second);
