/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estimate.h"
#include "report-document.h"

/* A cutoff or threshold, evaluated on the rows of the report. */
typedef struct
{
  char *name;
  gsize class;
  double threshold;         /* in the internal unit of the scores */
  double low, high;         /* thresholds in (low, high] decide identically */
  double refer_from;        /* lower end of the grey zone; NaN: none */
  LimenConfusion confusion; /* confusion of the decided rows */
  double referred;          /* weight of the referred rows */
  double refer_cost;        /* cost of each referred row */
  double metrics[LIMEN_N_METRICS]; /* of the decided rows; cost: of all rows */
  gboolean has_estimates;          /* the report has intervals */
  LimenEstimate estimates[LIMEN_N_METRICS]; /* of the metrics */
  char *objective; /* NULL: set by hand */
  char *file;      /* file it was chosen on; NULL: the report's */
  char *note;      /* user's note; NULL: none */
  gboolean is_requested; /* a threshold of the report's options, not a
                          * cutoff */
} LimenMarkedCutoff;

gboolean limen_marked_cutoff_evaluate (LimenMarkedCutoff *self,
                                       LimenOneVsRest *class,
                                       const LimenReportOptions *options,
                                       GError **error);
LimenEstimate limen_marked_cutoff_get_estimate (const LimenMarkedCutoff *self,
                                                LimenMetricId metric);

/* Cutoffs of one name, one per class, that decide jointly. */
typedef struct
{
  char *name;
  LimenDecisionRule rule;
  GListStore *cutoffs; /* LimenCutoff */
  double *thresholds;  /* one per class, on the scale of `mapped` */
  LimenThresholdScores *mapped; /* scores after the set's map, to which the
                                 * thresholds apply; NULL: the file's scores */
} LimenMarkedSet;

/* All cutoffs and thresholds of a report. */
typedef struct
{
  GArray *cutoffs; /* LimenMarkedCutoff, in the order of their names, then
                    * classes */
  GArray *sets;    /* LimenMarkedSet */
  guint n_left_out;      /* cutoffs that do not apply to these scores */
  guint n_sets_left_out; /* sets that do not apply to these scores */
} LimenMarkedCutoffs;

LimenMarkedCutoffs *
limen_marked_cutoffs_new (LimenAnalysis *analysis,
                          const LimenDocumentOptions *options, GError **error);
void limen_marked_cutoffs_free (LimenMarkedCutoffs *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenMarkedCutoffs, limen_marked_cutoffs_free)
