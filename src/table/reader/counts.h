/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "source.h"
#include "sweep.h"

LimenSweep *limen_counts_read_sweep (LimenSource *source, GError **error);
