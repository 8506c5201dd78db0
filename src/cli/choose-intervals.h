/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "choose-classes.h"
#include "cutoff.h"
#include "text-table.h"

/* The intervals of chosen cutoffs, for the output of limen-cli choose. */
gboolean limen_choose_estimate (const LimenChoice *choice, LimenCutoff *cutoff,
                                LimenOneVsRest *class, char **text,
                                GError **error);
void limen_choose_add_value (LimenTextTable *table, double value,
                             LimenCutoff *cutoff, LimenMetric metric);
void limen_choose_append_note (GString *out, const LimenChoice *choice);
