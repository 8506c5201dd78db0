/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-reliability.h"
#include "sweep.h"

#define LIMEN_RELIABILITY_BARS 50

/* Counts for a reliability diagram and its histogram, for the scores of a
 * binary task. Immutable and reference counted; any thread may read it. */
typedef struct _LimenReliabilityCounts
{
  LimenKind kind;
  LimenCalibrationBin *bins;
  double *low, *high; /* 95 % intervals of the bins' frequencies */
  gsize n_bins;
  double ece; /* expected calibration error; NaN: undefined */
  double edges[LIMEN_RELIABILITY_BARS + 1]; /* probabilities, 0 to 1 */
  LimenHistogramBin counts[LIMEN_RELIABILITY_BARS];
  struct _LimenReliabilityCounts *test; /* owned; NULL: no test data */
} LimenReliabilityCounts;

LimenReliabilityCounts *
limen_reliability_counts_new (LimenKind kind, const LimenSweep *sweep,
                              const LimenCalibrationBin *bins, gsize n_bins,
                              double ece);
LimenReliabilityCounts *
limen_reliability_counts_ref (LimenReliabilityCounts *self);
void limen_reliability_counts_unref (LimenReliabilityCounts *self);

/* The result points into the counts and has no names and no threshold line. */
LimenReliabilityFigure
limen_reliability_counts_get_figure (const LimenReliabilityCounts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenReliabilityCounts,
                               limen_reliability_counts_unref)
