/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report.h"
#include "test-data.h"

/* The thresholds of a report on a class, each with its values on the rows that
 * it was tuned on and on test rows: those of the report itself, then the best
 * one for each objective that has one. */
typedef struct
{
  LimenOneVsRest *tuning, *test; /* the class in either file; owned */
  gsize n;
  LimenTestPoint *points;
  const LimenObjective **objectives; /* whose best threshold a point has;
                                      * borrowed; NULL: one of the report */
  gsize main; /* the first best threshold, or else the first threshold */
} LimenTestThresholds;

gboolean limen_test_thresholds_init (LimenTestThresholds *self, gsize class,
                                     const LimenReportOptions *options,
                                     GError **error);
void limen_test_thresholds_clear (LimenTestThresholds *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenTestThresholds,
                                  limen_test_thresholds_clear)
