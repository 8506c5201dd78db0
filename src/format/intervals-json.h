/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "estimates.h"
#include "report.h"

/* The members of a JSON report that say how sure its numbers are. */
void limen_json_set_estimate (JsonObject *object, const char *name,
                              LimenEstimate estimate);
JsonObject *limen_json_new_optimism (const LimenEstimate *optimism,
                                     gboolean has_intervals);
JsonObject *limen_json_new_metric_intervals (const LimenEstimate *estimates);
gboolean limen_json_set_ranking_intervals (JsonObject *object,
                                           LimenOneVsRest *class,
                                           const LimenReportOptions *options,
                                           GError **error);
gboolean limen_json_set_mean_ranking_intervals (
    JsonObject *object, LimenAnalysis *analysis,
    const LimenReportOptions *options, GError **error);
gboolean limen_json_set_loss_intervals (JsonObject *report,
                                        LimenAnalysis *analysis,
                                        const LimenReportOptions *options,
                                        GError **error);
gboolean
limen_json_set_class_loss_intervals (JsonObject *object, LimenOneVsRest *class,
                                     const LimenReportOptions *options,
                                     GError **error);
gboolean limen_json_set_calibration_intervals (
    JsonObject *calibration, const LimenCalibrationDetails *details,
    const LimenPredictions *numbers, const LimenReportOptions *options);
JsonObject *limen_json_new_uncertainty (const LimenBootstrap *plan,
                                        LimenDataset *dataset);
