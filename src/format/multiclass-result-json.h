/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "objective.h"
#include "multiclass-result.h"

void limen_json_set_multiclass_result (
    JsonObject *object, const LimenMulticlassResult *result,
    LimenObjective view, const LimenDecisionEstimates *estimates);
