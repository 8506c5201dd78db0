/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure.h"
#include "loss-histogram.h"

/* How the losses of the rows are distributed. */
typedef struct
{
  LimenScale x;        /* losses */
  const double *edges; /* n_bins + 1 losses */
  const LimenLossBin *bins;
  gsize n_bins;
  double mean;      /* the loss: a line; NaN: none */
  double base_rate; /* a dashed line; NaN: none */
  /* What a row of either class costs just at the threshold, marked below the
   * base line: beyond it they are wrong. Without names, none. */
  double negative_edge, positive_edge;
  const char *negative_name, *positive_name;
  gboolean is_of_numbers; /* losses are squared errors; all bars are right, and
                           * the base rate is the mean of the targets */
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
