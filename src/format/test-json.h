/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "report.h"

/* The member of a JSON report about test data. */
gboolean limen_json_set_test (JsonObject *report,
                              const LimenReportOptions *options,
                              GError **error);
JsonObject *limen_json_new_part (const LimenPart *part);
