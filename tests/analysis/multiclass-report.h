/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "analysis.h"

/* Tolerance of reports against the reference. */
#define REPORT_TOLERANCE 1e-12

/* Analyses a file, with options of losses and of reading; NULL: defaults. */
LimenAnalysis *multiclass_analyze (const char *path,
                                   const LimenLossOptions *losses,
                                   const LimenReadOptions *reading);

/* Returns the report with the best F1 of each class, at one threshold for
 * all. */
JsonNode *multiclass_report (LimenAnalysis *analysis,
                             const LimenLossOptions *losses);

/* Returns the report of a reference file: a sample, or inline text. */
JsonNode *multiclass_report_of (JsonObject *expected,
                                const LimenLossOptions *losses);

/* Returns the object of a JSON node. */
JsonObject *multiclass_get_object (JsonNode *node);

/* Checks a member; NaN is null in JSON. */
void multiclass_check_number (JsonObject *found, const char *name,
                              double expected);

/* Checks that every number or null of `expected` is in `found`. */
void multiclass_check_numbers (JsonObject *found, JsonObject *expected);

/* Reference figures of the sample files. */
JsonNode *multiclass_load_reference (void);
