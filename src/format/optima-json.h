/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "one-vs-rest.h"
#include "report.h"

gboolean limen_json_set_optima (JsonObject *object, LimenOneVsRest *class,
                                const LimenReportOptions *options,
                                GError **error);
