/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "sweep.h"

/* How scores are divided into bins. */
typedef enum
{
  LIMEN_BINNING_EQUAL_WIDTH,
  LIMEN_BINNING_EQUAL_MASS,
} LimenBinning;

const char *limen_binning_get_name (LimenBinning binning);
bool limen_binning_parse (const char *name, LimenBinning *binning);

size_t limen_binning_find_equal_mass (const LimenSweep *sweep, size_t n_rows,
                                      double *lows, size_t n_bins);
size_t limen_binning_find_bin (double score, const double *lows,
                               size_t n_bins);
