/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "objective.h"

LimenOptimum *limen_optima_new (const LimenObjective *objectives, gsize n,
                                const LimenSweep *sweep);
