/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report.h"

/* The calibration of the only class there is, and what recalibrating it would
 * give if that was asked for. */
gboolean limen_text_append_calibration (GString *out, LimenOneVsRest *class,
                                        const LimenReportOptions *options,
                                        GError **error);
/* That of several classes. */
gboolean
limen_text_append_class_calibration (GString *out, LimenAnalysis *analysis,
                                     const LimenReportOptions *options,
                                     GError **error);
