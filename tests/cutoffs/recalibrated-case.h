/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cutoff.h"
#include "dataset.h"
#include "threshold-scores.h"

/* A file of the samples, whose scores may be said to be of a kind. */
LimenDataset *recalibrated_case_read_sample (const char *name,
                                             gboolean has_kind,
                                             LimenKind kind);

/* Probabilities that a map makes of the scores. */
LimenThresholdScores *
recalibrated_case_recalibrate (LimenDataset *dataset,
                               LimenRecalibrationMethod method);

/* The best threshold by a metric; the grey zone that decides the most rows
 * with so many errors among them, NULL where there is none. */
LimenCutoff *recalibrated_case_choose (LimenOneVsRest *class,
                                       LimenMetricId metric);
LimenCutoff *recalibrated_case_choose_grey_zone (LimenOneVsRest *class,
                                                 double max_error,
                                                 double prevalence);
