/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "multiclass-result.h"
#include "report.h"

/* A value that does not depend on a threshold of one class, on the rows that
 * thresholds are tuned on and on test rows. */
typedef struct
{
  const char *title; /* in the user's language; static */
  LimenEstimate tuning, test;
  LimenEstimate optimism; /* positive where the tuning value is too good; NaN
                           * for losses and rankings */
} LimenTestValue;

GArray *limen_test_values_new_of_losses (const LimenReportOptions *options,
                                         GError **error);
GArray *limen_test_values_new_of_ranking (const LimenReportOptions *options,
                                          GError **error);
GArray *limen_test_values_new_of_decision (const LimenReportOptions *options,
                                           GError **error);
GArray *
limen_test_values_new_of_results (const LimenMulticlassResult *tuning,
                                  const LimenDecisionEstimates *of_tuning,
                                  const LimenMulticlassResult *test,
                                  const LimenDecisionEstimates *of_test);
