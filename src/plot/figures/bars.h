/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-histogram.h"
#include "pen.h"

/* The bars of a histogram, laid out. */
typedef struct
{
  LimenPen *pen;
  const LimenHistogramFigure *data;
  LimenRect plot;
  LimenScale y;
  double length;               /* length of the x axis; for densities */
  double negatives, positives; /* total weight of each class; for
                                * densities */
  double pixel;        /* size of a device pixel in user space */
  double min_width;    /* narrowest width of an aligned bar */
  gboolean is_snapped; /* TRUE if bars are aligned to whole pixels */
  double gap;          /* width of the gap between bars; 0 for none */
  double factor;       /* on the counts */
} LimenBars;

void limen_bars_init (LimenBars *self, LimenPen *pen, LimenRect plot,
                      const LimenHistogramFigure *data);
double limen_bars_get_max_y_ticks (const LimenBars *self);
gboolean limen_bars_are_empty (const LimenBars *self);
void limen_bars_draw (LimenBars *self, double lower_x, double line_x);
void limen_bars_draw_test (const LimenBars *self);
void limen_bars_draw_outline (LimenBars *self, gsize bin);
