/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "missing-intervals.h"
#include "report.h"

gboolean limen_text_append_ranking (GString *out, LimenOneVsRest *class,
                                    const LimenReportOptions *options,
                                    LimenMissingIntervals *missing,
                                    GError **error);
gboolean limen_text_append_class_ranking (GString *out,
                                          LimenAnalysis *analysis,
                                          const LimenReportOptions *options,
                                          GError **error);
