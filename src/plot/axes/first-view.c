/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "first-view.h"

#include <math.h>

#include "curve.h"
#include "threshold-layout.h"

#define N_BINS 40
/* Share of the rows that the histogram must show well; the others are
 * outliers. */
#define SHOWN_SHARE 0.99
/* Rows are crowded below this share of the axis. A logit axis helps if they
 * are at least MIN_WIDENING times as wide on it. */
#define CROWDED_SHARE 0.25
#define MIN_WIDENING 2.0
/* A class whose highest bar is below this share of the overall highest bar
 * cannot be seen: six pixels of a histogram 200 pixels high. */
#define MIN_VISIBLE_SHARE 0.03

static void
count_bins (const LimenScale *scale, const LimenSweep *sweep,
            LimenHistogramBin *bins)
{
  double edges[N_BINS + 1];

  limen_scale_fill_edges (scale, edges, N_BINS);
  edges[0] = -INFINITY;
  edges[N_BINS] = INFINITY;
  limen_histogram_compute (sweep, edges, N_BINS, bins);
}

/* The share of the axis covered by the shortest run of bins with at least
 * SHOWN_SHARE of the rows. */
static double
get_used_width (const LimenHistogramBin *bins)
{
  double total = 0;
  gsize fewest = N_BINS;

  for (gsize i = 0; i < N_BINS; i++)
    total += bins[i].positives + bins[i].negatives;
  for (gsize i = 0; i < N_BINS; i++)
    {
      double sum = 0;

      for (gsize n = 1; i + n <= N_BINS && n < fewest; n++)
        {
          sum += bins[i + n - 1].positives + bins[i + n - 1].negatives;
          if (sum >= SHOWN_SHARE * total)
            fewest = n;
        }
    }
  return (double) fewest / N_BINS;
}

/* Whether a class has rows but no bar high enough to be seen. */
static gboolean
hides_class (const LimenHistogramBin *bins)
{
  double top = 0, positive = 0, negative = 0;

  for (gsize i = 0; i < N_BINS; i++)
    {
      top = fmax (top, bins[i].positives + bins[i].negatives);
      positive = fmax (positive, bins[i].positives);
      negative = fmax (negative, bins[i].negatives);
    }
  return (positive > 0 && positive < MIN_VISIBLE_SHARE * top)
         || (negative > 0 && negative < MIN_VISIBLE_SHARE * top);
}

/**
 * Chooses the initial layout for scores whose one-vs-rest sweep is @sweep: a
 * linear axis and linear heights, unless most of the histogram would be empty.
 * Logit axis: if 99 % of the rows take up less than a quarter of the linear
 * axis and at least twice that width on the logit axis. Logarithmic heights:
 * if on the chosen axis all bars of one class are lower than 3 % of the
 * highest bar. O(log n) time.
 */
LimenFirstView
limen_first_view_choose (LimenKind kind, const LimenSweep *sweep)
{
  LimenThresholdLayout plain
      = limen_threshold_layout_new (kind, sweep, FALSE);
  LimenHistogramBin bins[N_BINS], logit_bins[N_BINS];
  LimenFirstView self = { FALSE, FALSE };
  double width;

  count_bins (&plain.scale, sweep, bins);
  width = get_used_width (bins);
  if (limen_threshold_layout_has_alternative (kind) && width < CROWDED_SHARE)
    {
      LimenThresholdLayout logit
          = limen_threshold_layout_new (kind, sweep, TRUE);

      count_bins (&logit.scale, sweep, logit_bins);
      self.has_logit_axis
          = get_used_width (logit_bins) >= MIN_WIDENING * width;
    }
  self.has_log_height = hides_class (self.has_logit_axis ? logit_bins : bins);
  return self;
}
