/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "curves-view.h"

#include <glib/gi18n.h>

struct _LimenCurvesView
{
  LimenFigureView parent_instance;

  LimenMetricCurves *curves; /* NULL: not computed yet */
};

G_DEFINE_FINAL_TYPE (LimenCurvesView, limen_curves_view,
                     LIMEN_TYPE_FIGURE_VIEW)

/* The figure, with a message while curves are being computed; without a sweep
 * there is nothing to compute, and the message is empty. */
static LimenCurvesFigure
get_figure (LimenCurvesView *self, const LimenThresholdAxis *axis,
            LimenCurveSeries series[LIMEN_N_METRICS])
{
  gboolean has_data
      = limen_figure_view_get_sweep (LIMEN_FIGURE_VIEW (self)) != NULL;
  LimenCurvesFigure figure
      = { .axis = *axis,
          .y = limen_figure_curves_get_y_scale (0),
          .message = has_data ? _ ("counting\342\200\246") : "" };

  if (self->curves != NULL)
    figure = limen_metric_curves_get_figure (self->curves, axis, series);
  figure.axis.line_label = NULL; /* shown above the histogram instead */
  figure.has_legend = FALSE;
  figure.bands = limen_plot_view_get_bands (LIMEN_PLOT_VIEW (self));
  return figure;
}

static void
limen_curves_view_draw (LimenFigureView *view, cairo_t *cr, LimenRect rect,
                        const LimenThresholdAxis *axis,
                        const LimenTheme *theme)
{
  LimenCurveSeries series[LIMEN_N_METRICS];
  LimenCurvesFigure figure
      = get_figure (LIMEN_CURVES_VIEW (view), axis, series);

  limen_figure_curves_draw (cr, rect, &figure, theme);
}

static LimenMargins
limen_curves_view_get_margins (LimenFigureView *view, const LimenTheme *theme)
{
  LimenCurvesFigure figure = { .axis.x_title = "" };

  return limen_figure_curves_get_margins (&figure, theme);
}

static char *
limen_curves_view_describe_point (LimenFigureView *view, double threshold)
{
  LimenCurvesView *self = LIMEN_CURVES_VIEW (view);
  g_autofree char *place = limen_figure_view_format (view, threshold);
  gsize n = self->curves != NULL
                ? limen_metric_curves_get_n_series (self->curves)
                : 0;
  const LimenMetricCurves *test
      = n > 0 ? limen_metric_curves_get_test (self->curves) : NULL;
  GString *text;

  if (limen_figure_view_get_sweep (view) == NULL)
    return NULL;

  text = g_string_new (NULL);
  g_string_append_printf (text, _ ("threshold  <b>%s</b>"), place);
  for (gsize i = 0; i < n; i++)
    {
      limen_figure_view_append_series (
          view, text, limen_metric_curves_get_color (self->curves, i),
          limen_metric_curves_get_series_title (self->curves, i),
          limen_metric_curves_get_value (self->curves, i, threshold));
      if (test != NULL)
        limen_figure_view_append_test (
            text, limen_metric_curves_get_value (test, i, threshold));
    }
  return g_string_free (text, FALSE);
}

/* Drops the curves when the axis changes. There is no range_changed(): when
 * only another part of the axis is shown, the old curves stay, at a coarser
 * resolution, until new ones are set. */
static void
limen_curves_view_axis_changed (LimenFigureView *view)
{
  limen_curves_view_set_curves (LIMEN_CURVES_VIEW (view), NULL);
}

static void
limen_curves_view_finalize (GObject *object)
{
  limen_metric_curves_unref (LIMEN_CURVES_VIEW (object)->curves);
  G_OBJECT_CLASS (limen_curves_view_parent_class)->finalize (object);
}

static void
limen_curves_view_class_init (LimenCurvesViewClass *klass)
{
  LimenFigureViewClass *view_class = LIMEN_FIGURE_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = limen_curves_view_finalize;
  view_class->get_margins = limen_curves_view_get_margins;
  view_class->draw = limen_curves_view_draw;
  view_class->describe_point = limen_curves_view_describe_point;
  view_class->axis_changed = limen_curves_view_axis_changed;
}

static void
limen_curves_view_init (LimenCurvesView *self)
{
}

/* Shows curves that were computed for the view's sweep and scale; takes a
 * reference. NULL: not computed yet. */
void
limen_curves_view_set_curves (LimenCurvesView *self, LimenMetricCurves *curves)
{
  g_return_if_fail (LIMEN_IS_CURVES_VIEW (self));

  if (curves != NULL)
    limen_metric_curves_ref (curves);
  limen_metric_curves_unref (self->curves);
  self->curves = curves;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
