/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"
#include "cutoff.h"

/* Reads a text as a file and returns its only class against the rest. */
LimenAnalysis *cutoff_case_analyze_with (const char *text,
                                         const LimenReadOptions *options);
LimenOneVsRest *cutoff_case_analyze (const char *text);

/* Rows with weights. */
extern const char cutoff_case_rows[];

/* Grey zones by an objective, and set by hand. */
LimenCutoff *cutoff_case_new_grey (LimenOneVsRest *class);
LimenCutoff *cutoff_case_new_grey_by_hand (LimenOneVsRest *class);

/* Returns a LimenCutoff of every form for one class. */
GListStore *cutoff_case_new_cutoffs (LimenOneVsRest *class);
