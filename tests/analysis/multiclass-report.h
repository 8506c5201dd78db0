/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "analysis.h"

/* By how much numbers of a report may differ from the reference. */
#define REPORT_TOLERANCE 1e-12

/* The analysis of a file, with options of losses and of reading, or NULL. */
LimenAnalysis *multiclass_analyze (const char *path,
                                   const LimenLossOptions *losses,
                                   const LimenReadOptions *reading);

/* The report with the largest F1 of each class, at one threshold for all. */
JsonNode *multiclass_report (LimenAnalysis *analysis,
                             const LimenLossOptions *losses);

/* The report of a file of the reference: a sample, or a text that stands
 * there. */
JsonNode *multiclass_report_of (JsonObject *expected,
                                const LimenLossOptions *losses);

/* The object of a node. */
JsonObject *multiclass_get_object (JsonNode *node);

/* Checks a member, NaN of which is null. */
void multiclass_check_number (JsonObject *found, const char *name,
                              double expected);

/* Every member of `expected` that is a number, or null, stands in `found`. */
void multiclass_check_numbers (JsonObject *found, JsonObject *expected);

/* The reference figures of the samples. */
JsonNode *multiclass_load_reference (void);
