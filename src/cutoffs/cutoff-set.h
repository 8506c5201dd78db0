/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cutoff.h"

/* What a set of cutoffs, one for each class, decides the rows of a file by. */
typedef struct
{
  LimenDecisionRule rule;
  gsize n;            /* classes */
  double *thresholds; /* of each, for the scores as they are */
  /* What decides: the probabilities that the cutoffs' maps make of the scores,
   * and thresholds for these; NULL where no cutoff has a map: the scores. */
  LimenThresholdScores *mapped;
  double *mapped_thresholds;
} LimenCutoffSet;

LimenCutoffSet *limen_cutoff_set_new (GListModel *cutoffs,
                                      LimenThresholdScores *scores,
                                      GError **error);
void limen_cutoff_set_free (LimenCutoffSet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenCutoffSet, limen_cutoff_set_free)
