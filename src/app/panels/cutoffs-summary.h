/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session.h"

/* Counts over all cutoffs of a session. */
typedef struct
{
  guint n;
  guint n_applying; /* that apply to the current scores */
  gboolean has_other_class; /* TRUE if the file has several classes or a cutoff
                             * is for another class than the current one */
} LimenCutoffsSummary;

LimenCutoffsSummary limen_cutoffs_summary_count (LimenSession *session);
char *limen_cutoffs_summary_format_title (const LimenCutoffsSummary *self);
char *limen_cutoffs_summary_describe_rest (const LimenCutoffsSummary *self,
                                           LimenSession *session);
char *limen_cutoffs_summary_compare (LimenSession *session,
                                     const GPtrArray *columns);
