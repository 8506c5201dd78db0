/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "missing-intervals.h"
#include "report.h"

/* Losses in a text report, and what its intervals are. */
gboolean limen_text_append_losses (GString *out, LimenAnalysis *analysis,
                                   const LimenReportOptions *options,
                                   LimenMissingIntervals *missing,
                                   GError **error);
void limen_text_append_uncertainty (GString *out, LimenAnalysis *analysis,
                                    const LimenReportOptions *options,
                                    const LimenMissingIntervals *missing);
