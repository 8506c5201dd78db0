/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "report.h"

/* Members of a JSON report that it has for test data, too. */
JsonObject *limen_json_new_input (LimenDataset *dataset);
JsonArray *limen_json_new_classes (LimenDataset *dataset);
void limen_json_add_findings (JsonArray *diagnosis, GPtrArray *findings);
void limen_json_set_losses (JsonObject *object, const LimenLossValue *losses,
                            gsize n);
void limen_json_set_class_losses (JsonObject *object, LimenOneVsRest *class,
                                  const LimenLossOptions *options);
gboolean limen_json_set_multiclass (JsonObject *report,
                                    LimenAnalysis *analysis,
                                    const LimenReportOptions *options,
                                    GError **error);
