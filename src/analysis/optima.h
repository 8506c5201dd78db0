#pragma once

#include <glib.h>

#include "objective.h"

LimenOptimum *limen_optima_new (const LimenObjective *objectives, gsize n,
                                const LimenSweep *sweep);
