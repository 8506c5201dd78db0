/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report.h"

gboolean limen_text_append_class_intervals (GString *out,
                                            LimenAnalysis *analysis,
                                            const LimenReportOptions *options,
                                            GError **error);
