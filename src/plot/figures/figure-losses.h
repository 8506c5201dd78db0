/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure.h"
#include "loss-histogram.h"

/* Histogram of the losses of the rows. */
typedef struct
{
  LimenScale x;        /* axis of losses */
  const double *edges; /* n_bins + 1 losses */
  const LimenLossBin *bins;
  gsize n_bins;
  double mean;      /* mean loss, drawn as a line; NaN: none */
  double base_rate; /* loss of predicting the base rate, drawn as a dashed
                     * line; NaN: none */
  /* Loss of a row of either class whose score equals the threshold, marked by
   * a pin below the base line: rows with larger losses are decided wrongly.
   * Not drawn where the class name is NULL. */
  double negative_edge, positive_edge;
  const char *negative_name, *positive_name;
  gboolean is_of_numbers; /* losses are squared errors: all bars count as
                           * right; base rate: mean target */
  gboolean has_log_y;
  gssize hovered_bin, selected_bin; /* -1: none */
  gboolean has_focus;
  gboolean has_legend;
  const char *message; /* why there are no rows; NULL: "no rows" */
} LimenLossesFigure;

LimenScale limen_figure_losses_get_scale (const LimenLossSummary *summary);
LimenMargins limen_figure_losses_get_margins (const LimenLossesFigure *data,
                                              const LimenTheme *theme);
void limen_figure_losses_draw (cairo_t *cr, LimenRect rect,
                               const LimenLossesFigure *data,
                               const LimenTheme *theme);
gssize limen_figure_losses_get_bin (const LimenLossesFigure *data,
                                    LimenRect rect, const LimenTheme *theme,
                                    double x, double y);
