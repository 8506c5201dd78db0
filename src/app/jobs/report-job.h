/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "analysis.h"
#include "binned-calibration.h"
#include "bootstrap.h"
#include "decision.h"
#include "objective.h"
#include "test-data.h"

/* Writes the report on an analysis to a file, off the main thread. `cutoffs`
 * (LimenCutoff) are copied. `thresholds` are the current ones, one per class
 * of `scores`, which may be recalibrated scores of the analysis. Metrics use
 * the costs and the population of `view`, or the defaults for NULL. */
void limen_report_job_async (
    LimenAnalysis *analysis, GListModel *cutoffs, LimenThresholdScores *scores,
    const double *thresholds, const double *refer_from, /* NaN: no grey zone */
    LimenDecisionRule rule, const LimenObjective *view,
    double refer_cost, /* of each referred row */
    LimenCalibrationOptions calibration,
    LimenBootstrap intervals, /* without resamples: no intervals */
    LimenTestData *test,      /* of the analysis; NULL: none */
    const char *path, gpointer source, GAsyncReadyCallback done,
    gpointer user_data);
char *limen_report_job_finish (GAsyncResult *result, GError **error);
