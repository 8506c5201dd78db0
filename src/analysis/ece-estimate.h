/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "calibration.h"
#include "estimate.h"

LimenEstimate limen_ece_estimate (const LimenCalibrationBin *bins,
                                  gsize n_bins, double ece,
                                  LimenSituation situation, double confidence);
