/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure.h"
#include "loss-histogram.h"

/* The figure "Why the log?": loss -log p over the probability p that a row
 * gave to its true class, with the rows as discs on the curve. */
typedef struct
{
  LimenScale y;        /* axis of -log p */
  const double *edges; /* n_bins + 1 losses on the axis */
  const LimenLossBin *bins;
  gsize n_bins;
  LimenLossBin above; /* rows with losses beyond the end of the axis */
  double mean;        /* mean loss, drawn as a line; NaN: none */
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
