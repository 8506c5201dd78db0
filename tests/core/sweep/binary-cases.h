/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "sweep.h"

/* Builds the sweep of a reference case: labels, scores, and weights if any. */
LimenSweep *binary_case_new_sweep (JsonObject *object);
