/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"
#include "bootstrap.h"
#include "calibration-details.h"
#include "objective.h"
#include "test-data.h"

/* Options of a report, in JSON, text and documents. */
typedef struct
{
  const double *thresholds; /* the "at" list; NULL: each class's default */
  gsize n_thresholds;
  const LimenObjective *objectives; /* the "optima" list */
  gsize n_objectives;
  const LimenObjective *view; /* costs and prevalence for the metrics; NULL:
                               * defaults */
  const LimenLossOptions *losses; /* losses of single classes; NULL:
                                   * defaults */
  LimenCalibrationOptions calibration;
  gboolean has_partial_auc;   /* report the partial AUC */
  double from_fpr, to_fpr;    /* its range of false positive rates */
  gboolean has_recalibration; /* try recalibration on held-out rows */
  LimenRecalibrationMethod recalibration;
  LimenBootstrap intervals; /* without resamples: no intervals */
  LimenTestData *test;      /* of the analysis, to judge its thresholds on;
                             * borrowed; NULL: none */
} LimenReportOptions;

/* The costs and the prevalence of a report, as an objective; its metric is not
 * used. */
static inline LimenObjective
limen_report_options_get_view (const LimenReportOptions *options)
{
  return options->view != NULL
             ? *options->view
             : limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 },
                                    FALSE);
}

/* Number of objectives to optimize; 0 for decisions, which have no
 * thresholds. */
static inline gsize
limen_report_options_get_n_optima (const LimenReportOptions *options,
                                   LimenKind kind)
{
  return limen_kind_has_thresholds (kind) ? options->n_objectives : 0;
}

/* Length of the default "optima" list, and its objectives. */
#define LIMEN_REPORT_N_OBJECTIVES 4

void limen_report_get_objectives (
    const LimenObjective *view,
    LimenObjective objectives[LIMEN_REPORT_N_OBJECTIVES]);

gboolean limen_report_has_costs (const LimenObjective *view);
char *limen_report_describe_range (const LimenReportOptions *options);
const char *limen_report_format_threshold (double threshold, char *buffer,
                                           size_t size);
const char *limen_report_describe_status (LimenOptimumStatus status);

char *limen_report_to_json (LimenAnalysis *analysis,
                            const LimenReportOptions *options, GError **error);
char *limen_report_to_text (LimenAnalysis *analysis,
                            const LimenReportOptions *options, GError **error);
