/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report.h"
#include "test-data.h"

/* The section of a text report about test data. */
gboolean limen_text_append_test (GString *out,
                                 const LimenReportOptions *options,
                                 GError **error);
/* The lines of a table that compares metrics at a threshold on both files. */
void limen_text_append_point (GString *out, const char *title,
                              const LimenTestPoint *point,
                              const LimenMetricId *metrics, gsize n_metrics,
                              const LimenBootstrap *plan);
