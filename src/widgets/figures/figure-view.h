/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot-view.h"
#include "sweep.h"

/* Base class of figures over the threshold axis. Draws through src/plot;
 * pointer and keys move the threshold and the lower line of a grey zone.
 * Properties: `threshold` and `refer-from` (NaN: no grey zone).
 * Signal: `range-requested` (low and high end, doubles), when wheel, two
 * fingers or middle button ask for another range of the axis. Subclasses
 * decide what happens when a point is activated. */
#define LIMEN_TYPE_FIGURE_VIEW (limen_figure_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (LimenFigureView, limen_figure_view, LIMEN,
                          FIGURE_VIEW, LimenPlotView)

struct _LimenFigureViewClass
{
  LimenPlotViewClass parent_class;

  LimenMargins (*get_margins) (LimenFigureView *self, const LimenTheme *theme);
  void (*draw) (LimenFigureView *self, cairo_t *cr, LimenRect rect,
                const LimenThresholdAxis *axis, const LimenTheme *theme);
  /* Pango markup for the readout at a threshold; a new string, or NULL for
   * none. */
  char *(*describe_point) (LimenFigureView *self, double threshold);
  /* Handles a double click, a secondary click, or Enter (at the line). */
  void (*activate_point) (LimenFigureView *self, double threshold);
  /* The sweep or the scale changed. */
  void (*axis_changed) (LimenFigureView *self);
  /* Another part of the axis is shown; NULL: redrawing is enough. */
  void (*range_changed) (LimenFigureView *self);
};

char *limen_figure_view_format (LimenFigureView *self, double threshold);
void limen_figure_view_append_series (LimenFigureView *self, GString *text,
                                      guint color_index, const char *title,
                                      double value);
void limen_figure_view_append_test (GString *text, double value);
double limen_figure_view_get_threshold (LimenFigureView *self);
void limen_figure_view_set_threshold (LimenFigureView *self, double threshold);

double limen_figure_view_get_refer_from (LimenFigureView *self);
void limen_figure_view_set_refer_from (LimenFigureView *self,
                                       double refer_from);

/* The sweep is borrowed; the caller keeps it alive until another one is
 * set. */
const LimenSweep *limen_figure_view_get_sweep (LimenFigureView *self);
const LimenScale *limen_figure_view_get_scale (LimenFigureView *self);
void limen_figure_view_set_axis (LimenFigureView *self,
                                 const LimenSweep *sweep, LimenScale scale,
                                 double step, const char *title);
const LimenScale *limen_figure_view_get_whole (LimenFigureView *self);
void limen_figure_view_set_range (LimenFigureView *self, LimenScale range,
                                  double step);
void limen_figure_view_set_band (LimenFigureView *self, double low,
                                 double high);
void limen_figure_view_set_pinned (LimenFigureView *self,
                                   const double *thresholds,
                                   gsize n_thresholds);
void limen_figure_view_set_marks (LimenFigureView *self,
                                  const LimenAxisMark *marks, gsize n_marks);
