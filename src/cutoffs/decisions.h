/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"
#include "cutoff-resolve.h"
#include "table-writer.h"

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

/* Adds the columns of decisions to a table, and a row for each row of the
 * file. */
void limen_decisions_add_columns (LimenDecisions *self,
                                  LimenTableWriter *table);
gboolean limen_decisions_add_rows (LimenDecisions *self,
                                   LimenTableWriter *table, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenDecisions, limen_decisions_free)
