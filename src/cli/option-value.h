/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "metric.h"

/* Errors about options; both return FALSE. */
gboolean limen_option_fail (GError **error, const char *format, ...)
    G_GNUC_PRINTF (2, 3);
gboolean limen_option_fail_value (GError **error, const char *option,
                                  const char *value, const char *allowed);

/* Numbers as values of options. */
gboolean limen_option_parse_number (const char *option, const char *text,
                                    double *number, GError **error);
double *limen_option_parse_numbers (const char *option, char **texts, gsize *n,
                                    GError **error);

/* Lists of allowed values. */
char *limen_option_list_metrics (void);
char *limen_option_wrap_list (const char *heading, const char *list);
gboolean limen_option_parse_metric (const char *option, const char *name,
                                    LimenMetric *metric, GError **error);
