/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "recalibration-trial.h"
#include "reliability-panel.h"
#include "report-builder.h"

/* Reliability diagrams before and after recalibration; NULL if recalibration
 * was not tested or memory ran out. */
typedef struct
{
  gsize class;
  LimenReliabilityPanel *before, *after;
} LimenReliabilityPair;

LimenReliabilityPair
limen_reliability_pair_new (LimenReportBuilder *self, LimenOneVsRest *class,
                            LimenRecalibrationTrial *trial);
LimenReliabilityPair limen_reliability_pair_new_of_top_labels (
    LimenReportBuilder *self, const LimenRecalibrationTrial *trial);
void limen_reliability_pair_add_to (const LimenReliabilityPair *pair,
                                    LimenReportBuilder *self,
                                    const char *caption);
