#pragma once

#include <json-glib/json-glib.h>

#include "calibration-details.h"

JsonObject *
limen_json_new_calibration (const LimenCalibrationDetails *details,
                            LimenBinning binning);
