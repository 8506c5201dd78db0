/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-adapter.h"

#include "curves-view.h"
#include "loss-histogram-view.h"
#include "reliability-view.h"
#include "threshold-lines-view.h"
#include "threshold.h"
#include "xy-view.h"

static LimenKind
get_kind (LimenOneVsRest *class)
{
  return limen_one_vs_rest_get_numbers (class)->kind;
}

static void
show_curves (GtkWidget *view, const char *title, LimenOneVsRest *class,
             gpointer curves)
{
  limen_curves_view_set_curves (LIMEN_CURVES_VIEW (view), curves);
}

static void
show_lines (GtkWidget *view, const char *title, LimenOneVsRest *class,
            gpointer lines)
{
  limen_plot_view_set_title (LIMEN_PLOT_VIEW (view), title);
  limen_threshold_lines_view_set_lines (LIMEN_THRESHOLD_LINES_VIEW (view),
                                        lines);
}

static void
show_points (GtkWidget *view, const char *title, LimenOneVsRest *class,
             gpointer curves)
{
  limen_plot_view_set_title (LIMEN_PLOT_VIEW (view), title);
  limen_xy_view_set_curves (LIMEN_XY_VIEW (view), curves);
}

static void
show_reliability (GtkWidget *view, const char *title, LimenOneVsRest *class,
                  gpointer counts)
{
  limen_reliability_view_set_counts (LIMEN_RELIABILITY_VIEW (view), counts);
  if (counts != NULL)
    limen_plot_view_set_class_names (
        LIMEN_PLOT_VIEW (view), limen_one_vs_rest_get_rest_title (class),
        limen_one_vs_rest_get_title (class));
}

static void
mark_reliability (GtkWidget *view, LimenOneVsRest *class, double threshold)
{
  limen_reliability_view_set_threshold (
      LIMEN_RELIABILITY_VIEW (view),
      limen_threshold_to_probability (get_kind (class), threshold));
}

static void
show_losses (GtkWidget *view, const char *title, LimenOneVsRest *class,
             gpointer counts)
{
  limen_loss_histogram_view_set_counts (LIMEN_LOSS_HISTOGRAM_VIEW (view),
                                        counts);
  if (counts != NULL && class != NULL)
    limen_plot_view_set_class_names (
        LIMEN_PLOT_VIEW (view), limen_one_vs_rest_get_rest_title (class),
        limen_one_vs_rest_get_title (class));
}

static void
mark_losses (GtkWidget *view, LimenOneVsRest *class, double threshold)
{
  limen_loss_histogram_view_decide (
      LIMEN_LOSS_HISTOGRAM_VIEW (view), limen_one_vs_rest_get_sweep (class),
      get_kind (class), threshold);
}

static const LimenFigureAdapter adapters[] = {
  [LIMEN_SHAPE_CURVES] = { limen_curves_view_get_type, show_curves,
                           .has_axis = TRUE },
  [LIMEN_SHAPE_LINES] = { limen_threshold_lines_view_get_type, show_lines,
                          .has_axis = TRUE },
  [LIMEN_SHAPE_POINTS] = { limen_xy_view_get_type, show_points },
  [LIMEN_SHAPE_RELIABILITY] = { limen_reliability_view_get_type,
                                show_reliability, mark_reliability },
  [LIMEN_SHAPE_LOSSES] = { limen_loss_histogram_view_get_type, show_losses,
                           mark_losses },
  [LIMEN_SHAPE_MATRIX] = { NULL },
};

/* The adapter for a shape; static. */
const LimenFigureAdapter *
limen_figure_adapter_get (LimenFigureShape shape)
{
  return &adapters[shape];
}
