/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cutoff.h"

/* A set of cutoffs, one per class, that decide jointly, resolved against a
 * file. */
typedef struct
{
  LimenDecisionRule rule;
  gsize n;            /* number of classes */
  double *thresholds; /* per class, on the file's scores */
  /* The probabilities that the cutoffs' maps make of the scores, and the
   * thresholds on them, which decide; NULL: no cutoff has a map, and the
   * scores decide. */
  LimenThresholdScores *mapped;
  double *mapped_thresholds;
} LimenCutoffSet;

LimenCutoffSet *limen_cutoff_set_new (GListModel *cutoffs,
                                      LimenThresholdScores *scores,
                                      GError **error);
void limen_cutoff_set_free (LimenCutoffSet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenCutoffSet, limen_cutoff_set_free)
