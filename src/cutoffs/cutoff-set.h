/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cutoff.h"

/* A set of cutoffs, one per class, that decide jointly, with their thresholds
 * converted to the scale of a file's scores and in the order of its
 * classes. */
typedef struct
{
  LimenDecisionRule rule;
  gsize n;            /* number of classes, and length of both arrays */
  double *thresholds; /* per class, on the file's scores */
  /* The scores after the recalibration maps of the cutoffs; NULL: no cutoff
   * has a map, and `thresholds` decide. Else `mapped_thresholds`, on these
   * probabilities, decide. Without maps `mapped_thresholds` equal
   * `thresholds`. */
  LimenThresholdScores *mapped;
  double *mapped_thresholds;
} LimenCutoffSet;

LimenCutoffSet *limen_cutoff_set_new (GListModel *cutoffs,
                                      LimenThresholdScores *scores,
                                      GError **error);
void limen_cutoff_set_free (LimenCutoffSet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenCutoffSet, limen_cutoff_set_free)
