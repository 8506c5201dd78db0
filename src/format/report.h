/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"
#include "calibration-details.h"
#include "objective.h"

/* What to put in a report beside what every analysis has. */
typedef struct
{
  const double *thresholds; /* the "at" list; NULL: where each class starts */
  gsize n_thresholds;
  const LimenObjective *objectives; /* the "optima" list */
  gsize n_objectives;
  const LimenObjective *view; /* whose costs and population the metrics have;
                               * NULL: the usual ones */
  const LimenLossOptions *losses; /* of single classes; NULL: the usual ones */
  LimenCalibrationOptions calibration;
  gboolean has_partial_auc; /* from and to these false positive rates */
  double from_fpr, to_fpr;
  gboolean has_recalibration; /* try to recalibrate, and say what it gives */
  LimenRecalibrationMethod recalibration;
} LimenReportOptions;

static inline LimenObjective
limen_report_options_get_view (const LimenReportOptions *options)
{
  return options->view != NULL
             ? *options->view
             : limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 },
                                    FALSE);
}

/* How many thresholds are searched for, which there are none of among
 * decisions. */
static inline gsize
limen_report_options_get_n_optima (const LimenReportOptions *options,
                                   LimenKind kind)
{
  return limen_kind_has_thresholds (kind) ? options->n_objectives : 0;
}

/* The "optima" list where nothing else is asked for. */
#define LIMEN_REPORT_N_OBJECTIVES 4

void limen_report_get_objectives (
    const LimenObjective *view,
    LimenObjective objectives[LIMEN_REPORT_N_OBJECTIVES]);

char *limen_report_describe_range (const LimenReportOptions *options);

char *limen_report_to_json (LimenAnalysis *analysis,
                            const LimenReportOptions *options, GError **error);
char *limen_report_to_text (LimenAnalysis *analysis,
                            const LimenReportOptions *options, GError **error);
