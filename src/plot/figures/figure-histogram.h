/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "curve.h"
#include "figure.h"

/* Histogram of the scores by true class, split at the threshold. Plain data;
 * pointers are borrowed. */
typedef struct
{
  LimenThresholdAxis axis;
  const double *edges; /* n_bins + 1 thresholds */
  const LimenHistogramBin *bins;
  gsize n_bins;
  const LimenHistogramBin *test_bins; /* n_bins of test data, drawn as
                                       * outlines; NULL: none */
  double test_factor;  /* on the counts of test data, which makes them as many
                        * as those of the bars */
  gboolean is_stacked; /* otherwise overlaid */
  gboolean is_density; /* otherwise counts; see limen_bars_init() */
  gboolean has_log_y;
  gssize hovered_bin; /* -1: none */
  const char *negative_name, *positive_name;
  gboolean has_legend; /* legend drawn inside the figure; for exports */
} LimenHistogramFigure;

double limen_histogram_get_test_factor (const LimenSweep *sweep,
                                        const LimenSweep *test);
LimenMargins
limen_figure_histogram_get_margins (const LimenHistogramFigure *data,
                                    const LimenTheme *theme);
void limen_figure_histogram_draw (cairo_t *cr,
                                  LimenRect rect,
                                  const LimenHistogramFigure *data,
                                  const LimenTheme *theme);
