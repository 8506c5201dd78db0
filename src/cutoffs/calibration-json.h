/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "calibration-details.h"

void limen_json_set_slope (JsonObject *object, LimenCalibrationSlope slope);
JsonObject *
limen_json_new_calibration (const LimenCalibrationDetails *details,
                            LimenBinning binning);
