/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "recalibration-trial.h"
#include "report-builder.h"

/* Table of cutoffs' thresholds, mapped to recalibrated probabilities. */
LimenDocumentTable *
limen_recalibrated_thresholds_new (LimenReportBuilder *self);
void limen_recalibrated_thresholds_add_class (
    LimenDocumentTable *table, LimenReportBuilder *self,
    const LimenRecalibrationTrial *trial, gsize class);
void limen_recalibrated_thresholds_add_to (LimenDocumentTable *table,
                                           LimenReportBuilder *self);
