/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calibration.h"
#include "curve.h"
#include "figure.h"

/* Reliability diagram: frequency of positives over predicted probability, and
 * the distribution of the probabilities. */
typedef struct
{
  const LimenCalibrationBin *bins;
  const double *low, *high; /* n_bins intervals of frequencies; NULL: none */
  gsize n_bins;
  const LimenCalibrationBin *test_bins; /* of test data: a thin line; NULL:
                                         * none */
  gsize n_test_bins;
  double test_ece;     /* shown in the legend; NaN: none */
  const double *edges; /* n_counts + 1 probabilities */
  const LimenHistogramBin *counts;
  gsize n_counts; /* 0: no histogram below */
  const char *negative_name, *positive_name;
  double threshold; /* as a probability: a line through both parts; NaN:
                     * none */
  const char *line_label;
  double ece;             /* shown in the legend; NaN: none */
  const char *bins_title; /* for the legend, "15 bins of equal width"; or
                           * NULL */
  gssize hovered_bin, selected_bin; /* -1: none */
  gboolean has_focus;
  gboolean is_fitted; /* axes fit the data; otherwise from 0 to 1 */
  gboolean has_legend;
  const char *message; /* why there are no bins; NULL: "no rows" */
} LimenReliabilityFigure;

void limen_figure_reliability_draw (cairo_t *cr, LimenRect rect,
                                    const LimenReliabilityFigure *data,
                                    const LimenTheme *theme);
gssize limen_figure_reliability_get_bin (const LimenReliabilityFigure *data,
                                         LimenRect rect,
                                         const LimenTheme *theme, double x,
                                         double y);
