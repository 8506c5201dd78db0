/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "recalibration-trial.h"

/* A recalibration map as JSON: method, parameters, knots. */
void limen_json_set_recalibration (JsonObject *object,
                                   const LimenRecalibration *map);
LimenRecalibration *limen_json_get_recalibration (JsonObject *object,
                                                  const char *where,
                                                  LimenKind kind,
                                                  GError **error);

JsonObject *
limen_json_new_recalibration_trial (const LimenRecalibrationTrial *trial);
const char *
limen_recalibration_trial_get_note (const LimenRecalibrationTrial *trial);
