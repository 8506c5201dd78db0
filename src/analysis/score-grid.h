/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "sweep.h"

/* Upper bound on the grid size n: votes of as many trees. */
#define LIMEN_MAX_GRID 1000

gsize limen_score_grid_find (const LimenSweep *sweep);
