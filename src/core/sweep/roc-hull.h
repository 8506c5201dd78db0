/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sweep.h"

size_t *limen_roc_hull_new (const LimenSweep *sweep, size_t *n_candidates);
