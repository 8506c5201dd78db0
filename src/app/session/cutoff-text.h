/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session.h"

/* Texts about a pinned cutoff. Each function returns a new string. */
char *limen_cutoff_text_format_thresholds (LimenCutoff *cutoff);
char *limen_cutoff_text_describe_pinned (GPtrArray *cutoffs);
char *limen_cutoff_text_describe (LimenCutoff *cutoff);
char *limen_cutoff_text_describe_origin (LimenSession *session,
                                         LimenCutoff *cutoff);
char *limen_cutoff_text_compare (LimenSession *session, LimenCutoff *a,
                                 LimenCutoff *b, const LimenMetricId *metrics,
                                 gsize n_metrics);
