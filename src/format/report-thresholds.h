/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estimates.h"
#include "report.h"

/* The thresholds at which a report has the metrics of a class: those that were
 * asked for, or else the one that the class starts with. */
typedef struct
{
  gsize n;
  double *thresholds;       /* in the units of the file; NaN for decisions */
  gsize *candidates;        /* of the sweep */
  LimenEstimate *estimates; /* LIMEN_N_METRICS of each threshold; NULL: without
                             * intervals */
} LimenReportThresholds;

gboolean limen_report_thresholds_init (LimenReportThresholds *self,
                                       LimenOneVsRest *class,
                                       const LimenReportOptions *options,
                                       GError **error);
void limen_report_thresholds_clear (LimenReportThresholds *self);

const LimenEstimate *
limen_report_thresholds_get_estimates (const LimenReportThresholds *self,
                                       gsize i);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenReportThresholds,
                                  limen_report_thresholds_clear)
