/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reliability-counts.h"

#include <glib/gi18n.h>
#include <math.h>

#include "curve.h"
#include "link.h"

static void
count (LimenReliabilityCounts *self, const LimenSweep *sweep)
{
  double thresholds[LIMEN_RELIABILITY_BARS + 1];

  for (gsize i = 0; i <= LIMEN_RELIABILITY_BARS; i++)
    {
      self->edges[i] = (double) i / LIMEN_RELIABILITY_BARS;
      thresholds[i] = limen_score_from_probability (self->kind,
                                                    self->edges[i]);
    }
  limen_histogram_compute (sweep, thresholds, LIMEN_RELIABILITY_BARS,
                           self->counts);
}

/* Counts the scores of a sweep in bars of equal width in probability; `kind`
 * says how scores map to probabilities. The calibration bins, none for plain
 * scores, are copied; `ece` is their expected calibration error. Returns a new
 * reference. */
LimenReliabilityCounts *
limen_reliability_counts_new (LimenKind kind, const LimenSweep *sweep,
                              const LimenCalibrationBin *bins, gsize n_bins,
                              double ece)
{
  LimenReliabilityCounts *self = g_atomic_rc_box_new0 (LimenReliabilityCounts);

  self->kind = kind;
  self->bins = g_memdup2 (bins, n_bins * sizeof *bins);
  self->low = g_new (double, n_bins);
  self->high = g_new (double, n_bins);
  self->n_bins = n_bins;
  self->ece = ece;
  limen_calibration_bins_get_intervals (bins, n_bins, self->low, self->high);
  count (self, sweep);
  return self;
}

static void
clear (gpointer data)
{
  LimenReliabilityCounts *self = data;

  g_free (self->bins);
  g_free (self->low);
  g_free (self->high);
  limen_reliability_counts_unref (self->test);
}

/* Takes a reference and returns it. */
LimenReliabilityCounts *
limen_reliability_counts_ref (LimenReliabilityCounts *self)
{
  return g_atomic_rc_box_acquire (self);
}

/* Releases a reference; NULL is ignored. */
void
limen_reliability_counts_unref (LimenReliabilityCounts *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* The reliability diagram of the counts; for plain scores, a message. It
 * points into the counts and has no names and no threshold line. */
LimenReliabilityFigure
limen_reliability_counts_get_figure (const LimenReliabilityCounts *self)
{
  const LimenReliabilityCounts *test = self->test;

  return (LimenReliabilityFigure){
    .bins = self->bins,
    .low = self->low,
    .high = self->high,
    .n_bins = self->n_bins,
    .test_bins = test != NULL ? test->bins : NULL,
    .n_test_bins = test != NULL ? test->n_bins : 0,
    .test_ece = test != NULL ? test->ece : (double) NAN,
    .edges = self->edges,
    .counts = self->counts,
    .n_counts = LIMEN_RELIABILITY_BARS,
    .threshold = NAN,
    .ece = self->ece,
    .hovered_bin = -1,
    .selected_bin = -1,
    .has_legend = TRUE,
    .message = self->kind == LIMEN_KIND_SCORE
                   ? _ ("plain scores are not probabilities")
                   : NULL,
  };
}
