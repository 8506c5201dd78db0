/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"
#include "cutoff-resolve.h"

/* What saved cutoffs decide of the rows of a file: the `apply` command. */
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

/* A decision per row and cutoff, as CSV. */
gboolean limen_decisions_save (LimenDecisions *self, const char *path,
                               const char *format, GError **error);
/* How the cutoffs do where there are labels, for a person to read. */
char *limen_decisions_describe (LimenDecisions *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenDecisions, limen_decisions_free)
