/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "marked-cutoffs.h"
#include "missing-intervals.h"
#include "multiclass-result.h"
#include "recalibration-trial.h"

/* State of building a report. Each limen_report_builder_add_*() function adds
 * a section, if it applies. */
typedef struct
{
  LimenDocument *document;
  LimenAnalysis *analysis;
  LimenDataset *dataset;
  LimenThresholdScores *scores;
  const LimenPredictions *numbers;
  gsize n_classes;         /* number of one-vs-rest classes */
  gboolean has_thresholds; /* there are scores, not only decisions */
  const LimenReportOptions *options;
  LimenObjective view;        /* costs and prevalence for the metrics */
  double *average_precisions; /* of each class, at view.prevalence */
  LimenMarkedCutoffs *cutoffs;
  LimenMissingIntervals *missing; /* values without an interval */
  GError *error; /* first error; the report is then dropped */
} LimenReportBuilder;

/* Maximum number of classes with figures, and with a matrix as a table. */
#define LIMEN_REPORT_FEW_CLASSES 12
/* Maximum number of cutoffs with matrix and metrics on the first page, and of
 * cutoffs listed there. */
#define LIMEN_REPORT_FEW_CUTOFFS 3
#define LIMEN_REPORT_LISTED_CUTOFFS 20

void limen_report_builder_add_decision (LimenReportBuilder *self);
void limen_report_builder_add_test (LimenReportBuilder *self);
void limen_report_builder_add_data (LimenReportBuilder *self);
void limen_report_builder_add_losses (LimenReportBuilder *self);
void limen_report_builder_add_classes (LimenReportBuilder *self);
void limen_report_builder_add_figures (LimenReportBuilder *self);
void limen_report_builder_add_calibration (LimenReportBuilder *self);
void limen_report_builder_add_cutoffs (LimenReportBuilder *self);
void limen_report_builder_add_recalibration (LimenReportBuilder *self);
void limen_report_builder_add_class_recalibration (LimenReportBuilder *self);
void limen_report_builder_add_conventions (LimenReportBuilder *self);

/* Shared by several sections */
gboolean limen_report_builder_has_intervals (const LimenReportBuilder *self);
void limen_report_builder_add_estimate (LimenReportBuilder *self,
                                        LimenDocumentTable *table,
                                        const char *title,
                                        LimenEstimate estimate);
void limen_report_builder_add_intervals (LimenReportBuilder *self);
GError **limen_report_builder_get_error (LimenReportBuilder *self);
void limen_report_builder_fail_memory (LimenReportBuilder *self);
void limen_report_builder_add_sentences (LimenReportBuilder *self,
                                         const char *first,
                                         const char *second);
const char *
limen_report_builder_describe_rule (const LimenReportBuilder *self);
gsize *limen_report_builder_choose_classes (LimenReportBuilder *self,
                                            gsize *n);
double limen_report_builder_get_line (const LimenReportBuilder *self,
                                      gsize class);
char *limen_report_builder_describe_bins (const LimenReportBuilder *self,
                                          gsize n);
char *limen_report_builder_get_precision_title (
    const LimenReportBuilder *self);
const LimenMarkedCutoff *
limen_report_builder_get_cutoff (const LimenReportBuilder *self, guint i);
guint limen_report_builder_get_n_cutoffs (const LimenReportBuilder *self);
char *limen_report_builder_get_cutoff_title (const LimenReportBuilder *self,
                                             guint i);
void limen_report_builder_add_cells (LimenDocumentTable *table,
                                     LimenConfusion confusion);
void limen_report_builder_add_threshold (LimenReportBuilder *self,
                                         LimenDocumentTable *table,
                                         double threshold);
void limen_report_builder_add_interval_heads (LimenReportBuilder *self,
                                              LimenDocumentTable *table);
void limen_report_builder_add_cutoff_list (LimenReportBuilder *self);
LimenDocumentTable *
limen_report_builder_new_metric_table (LimenReportBuilder *self,
                                       const char *caption, guint first,
                                       guint end);
void limen_report_builder_add_metric (LimenReportBuilder *self,
                                      LimenDocumentTable *table,
                                      LimenMetricId id, guint first,
                                      guint end);
LimenDocumentTable *
limen_report_builder_new_confusion (LimenReportBuilder *self, guint i);
LimenMulticlassResult *
limen_report_builder_new_multiclass_result (LimenReportBuilder *self,
                                            const LimenMarkedSet *set);
void limen_report_builder_add_findings (LimenReportBuilder *self,
                                        guint level);
void limen_report_builder_add_notices (LimenReportBuilder *self,
                                       GPtrArray *findings);
/* Facts about a dataset: of the report, or of its test data. */
void limen_report_builder_add_file (LimenDocumentTable *table,
                                    LimenDataset *dataset);
void limen_report_builder_add_labels_from (LimenDocumentTable *table,
                                           LimenDataset *dataset);
void limen_report_builder_add_row_counts (LimenDocumentTable *table,
                                          LimenDataset *dataset);
/* The metrics at thresholds on the rows of the report and on test rows. */
void limen_report_builder_add_test_thresholds (LimenReportBuilder *self);
void limen_report_builder_add_judged_heads (LimenReportBuilder *self,
                                            LimenDocumentTable *table);
void limen_report_builder_add_judged (LimenReportBuilder *self,
                                      LimenDocumentTable *table,
                                      LimenEstimate tuning, LimenEstimate test,
                                      LimenEstimate optimism);
/* Agreement with the labels, and the confusion matrix. */
void limen_report_builder_add_agreement (LimenReportBuilder *self,
                                         const LimenMulticlassResult *result);
void limen_report_builder_add_multiclass_result (
    LimenReportBuilder *self, const LimenMulticlassResult *result,
    const char *caption);
void limen_report_builder_add_confusion_figure (LimenReportBuilder *self,
                                                LimenMulticlassResult *result,
                                                const char *caption);
/* The recalibration method, and its trial on held-out rows. */
void limen_report_builder_add_method (LimenReportBuilder *self,
                                      gsize n_folds);
void limen_report_builder_add_trial (LimenReportBuilder *self,
                                     const LimenRecalibrationTrial *trial,
                                     const char *caption);
