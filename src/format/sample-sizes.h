/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "report-thresholds.h"

/* How many rows would make intervals narrow, at the thresholds of a report. */
JsonObject *
limen_json_new_sample_sizes (const LimenReportThresholds *thresholds, gsize i,
                             const LimenSweep *sweep,
                             const LimenReportOptions *options);
void limen_text_append_sample_sizes (GString *out,
                                     const LimenReportThresholds *thresholds,
                                     const LimenSweep *sweep,
                                     const LimenReportOptions *options);
