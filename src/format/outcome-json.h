/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "objective.h"
#include "outcome.h"

void limen_json_set_outcome (JsonObject *object, const LimenOutcome *outcome,
                             LimenObjective view);
