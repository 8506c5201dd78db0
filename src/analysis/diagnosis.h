/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"

/* Findings (LimenFinding): what the user should know about the labels and
 * scores, worst first. */
GPtrArray *limen_diagnosis_new (LimenAnalysis *analysis, GError **error);
