/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "report.h"

JsonObject *limen_json_new_ranking (LimenOneVsRest *class,
                                    const LimenReportOptions *options);
gboolean limen_json_set_mean_ranking (JsonObject *report,
                                      LimenAnalysis *analysis,
                                      const LimenReportOptions *options,
                                      GError **error);
