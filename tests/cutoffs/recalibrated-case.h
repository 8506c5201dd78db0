/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cutoff.h"
#include "dataset.h"
#include "threshold-scores.h"

/* Reads a sample file, with an optional kind of scores. */
LimenDataset *recalibrated_case_read_sample (const char *name,
                                             gboolean has_kind,
                                             LimenKind kind);

/* Recalibrates the scores. */
LimenThresholdScores *
recalibrated_case_recalibrate (LimenDataset *dataset,
                               LimenRecalibrationMethod method);

/* Finds the best threshold by a metric; the grey zone with the most decided
 * rows within an error bound, NULL if there is none. */
LimenCutoff *recalibrated_case_choose (LimenOneVsRest *class,
                                       LimenMetricId metric);
LimenCutoff *recalibrated_case_choose_grey_zone (LimenOneVsRest *class,
                                                 double max_error,
                                                 double prevalence);
