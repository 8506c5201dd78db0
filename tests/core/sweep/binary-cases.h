/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "sweep.h"

/* The sweep of a case of the reference figures: its labels, its scores, and
 * its weights where it has any. */
LimenSweep *binary_case_new_sweep (JsonObject *object);
