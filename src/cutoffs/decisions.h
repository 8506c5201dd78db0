/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"
#include "cutoff-resolve.h"

/* Decisions of saved cutoffs on the rows of a file: the `apply` command. */
typedef struct _LimenDecisions LimenDecisions;

LimenDecisions *limen_decisions_new (GListModel *cutoffs,
                                     LimenDataset *dataset,
                                     const LimenCutoffSaid *said,
                                     GError **error);
LimenDecisions *limen_decisions_new_for_scores (GListModel *cutoffs,
                                                LimenThresholdScores *scores,
                                                const LimenCutoffSaid *said,
                                                GError **error);
void limen_decisions_free (LimenDecisions *self);

/* Saves a decision per row and cutoff as CSV or JSON. */
gboolean limen_decisions_save (LimenDecisions *self, const char *path,
                               const char *format, GError **error);
/* Describes the results of the cutoffs on labelled rows as text. */
char *limen_decisions_describe (LimenDecisions *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenDecisions, limen_decisions_free)
