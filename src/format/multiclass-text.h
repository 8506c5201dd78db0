/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "missing-intervals.h"
#include "report.h"

gboolean limen_text_append_multiclass (GString *out, LimenAnalysis *analysis,
                                       const LimenReportOptions *options,
                                       LimenMissingIntervals *missing,
                                       GError **error);
