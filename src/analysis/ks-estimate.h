/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bootstrap.h"
#include "estimate.h"
#include "one-vs-rest.h"

gboolean limen_ks_estimate (LimenOneVsRest *class, const LimenBootstrap *plan,
                            LimenEstimate *estimate);
