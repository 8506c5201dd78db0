/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure.h"
#include "loss-histogram.h"

/* What a row costs over the probability p that its true class got: -log p,
 * with the rows as discs along the curve. */
typedef struct
{
  LimenScale y;        /* of -log p */
  const double *edges; /* n_bins + 1 losses within it */
  const LimenLossBin *bins;
  gsize n_bins;
  LimenLossBin above; /* the rows that cost more than the axis shows */
  double mean;        /* a line; NaN: none */
  double marked;      /* loss of a row with a ring around it; NaN: none */
  gboolean has_legend;
  const char *message; /* why there are no rows; NULL: "no rows" */
} LimenLogFigure;

#define LIMEN_FIGURE_LOG_BINS 48

LimenScale limen_figure_log_get_scale (double largest);
void limen_figure_log_fill_edges (const LimenScale *y, double *edges, gsize n);
void limen_figure_log_draw (cairo_t *cr, LimenRect rect,
                            const LimenLogFigure *data,
                            const LimenTheme *theme);
