/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "bootstrap.h"
#include "objective.h"
#include "one-vs-rest.h"

LimenOptimum *limen_optima_new (const LimenObjective *objectives, gsize n,
                                const LimenSweep *sweep);
LimenInterval *limen_optima_new_intervals (LimenOneVsRest *class,
                                           const LimenObjective *objectives,
                                           const LimenOptimum *optima, gsize n,
                                           const LimenBootstrap *plan,
                                           GError **error);
