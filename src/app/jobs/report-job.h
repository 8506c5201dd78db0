/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "analysis.h"
#include "binned-calibration.h"
#include "decision.h"
#include "objective.h"

/* Writes the report on an analysis into a file, off the main thread: with the
 * cutoffs of a list, which are copied, and where the thresholds stand at
 * present, one for each class of scores that those of the analysis may have
 * been made into. The metrics have the costs and the population of
 * an objective, or the usual ones for NULL; the calibration is in the bins that
 * are asked for. */
void limen_report_job_async (LimenAnalysis *analysis, GListModel *cutoffs,
                             LimenThresholdScores *scores,
                             const double *thresholds,
                             const double *refer_from, /* NaN: no grey zone */
                             LimenDecisionRule rule,
                             const LimenObjective *view,
                             double refer_cost, /* of a row */
                             LimenCalibrationOptions calibration,
                             const char *path, gpointer source,
                             GAsyncReadyCallback done, gpointer user_data);
char *limen_report_job_finish (GAsyncResult *result, GError **error);
