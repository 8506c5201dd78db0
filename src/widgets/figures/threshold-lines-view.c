/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "threshold-lines-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "screen-format.h"
#include "threshold.h"

struct _LimenThresholdLinesView
{
  LimenFigureView parent_instance;

  LimenThresholdLines *lines; /* NULL: not computed yet */
};

G_DEFINE_FINAL_TYPE (LimenThresholdLinesView, limen_threshold_lines_view,
                     LIMEN_TYPE_FIGURE_VIEW)

static LimenCurvesFigure
get_figure (LimenThresholdLinesView *self, const LimenThresholdAxis *axis,
            LimenCurveSeries *series)
{
  LimenCurvesFigure figure
      = { .axis = *axis,
          .y = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1),
          .message = _ ("counting\342\200\246") };

  if (self->lines != NULL)
    {
      figure = limen_threshold_lines_get_figure (self->lines, axis, series);
      figure.bands = limen_plot_view_get_bands (LIMEN_PLOT_VIEW (self));
    }
  figure.axis.line_label = NULL;
  return figure;
}

static void
limen_threshold_lines_view_draw (LimenFigureView *view, cairo_t *cr,
                                 LimenRect rect,
                                 const LimenThresholdAxis *axis,
                                 const LimenTheme *theme)
{
  LimenCurveSeries series[LIMEN_LINES_MAX_SERIES];
  LimenCurvesFigure figure
      = get_figure (LIMEN_THRESHOLD_LINES_VIEW (view), axis, series);

  limen_figure_curves_draw (cr, rect, &figure, theme);
}

/* The margins including the legend, whose height depends on its values. */
static LimenMargins
limen_threshold_lines_view_get_margins (LimenFigureView *view,
                                        const LimenTheme *theme)
{
  LimenThresholdAxis axis
      = { .x = *limen_figure_view_get_scale (view),
          .threshold = limen_figure_view_get_threshold (view),
          .x_title = "" };
  LimenRect rect = { 0, 0, gtk_widget_get_width (GTK_WIDGET (view)),
                     gtk_widget_get_height (GTK_WIDGET (view)) };
  LimenCurveSeries series[LIMEN_LINES_MAX_SERIES];
  LimenCurvesFigure figure
      = get_figure (LIMEN_THRESHOLD_LINES_VIEW (view), &axis, series);
  LimenRect plot = limen_figure_curves_get_plot (&figure, rect, theme);

  return (LimenMargins){ .left = plot.x,
                         .right = rect.width - plot.x - plot.width,
                         .top = plot.y,
                         .bottom = rect.height - plot.y - plot.height };
}

static char *
limen_threshold_lines_view_describe_point (LimenFigureView *view,
                                           double threshold)
{
  LimenThresholdLinesView *self = LIMEN_THRESHOLD_LINES_VIEW (view);
  g_autofree char *place = limen_figure_view_format (view, threshold);
  const LimenThresholdLines *test;
  GString *text;

  if (self->lines == NULL)
    return NULL;
  test = limen_threshold_lines_get_test (self->lines);
  text = g_string_new (NULL);
  g_string_append_printf (text, _ ("threshold  <b>%s</b>"), place);
  for (gsize i = 0; i < limen_threshold_lines_get_n_series (self->lines); i++)
    {
      limen_figure_view_append_series (
          view, text, limen_threshold_lines_get_color (self->lines, i),
          limen_threshold_lines_get_series_title (self->lines, i),
          limen_threshold_lines_get_value (self->lines, i, threshold));
      if (test != NULL)
        limen_figure_view_append_test (
            text, limen_threshold_lines_get_value (test, i, threshold));
    }
  return g_string_free (text, FALSE);
}

/* Appends the value of a line in test data to a description. */
static void
append_test (LimenThresholdLinesView *self, GString *text, gsize series,
             double threshold)
{
  const LimenThresholdLines *test
      = limen_threshold_lines_get_test (self->lines);
  g_autofree char *value = NULL;

  if (test == NULL)
    return;
  value = limen_screen_format_value (
      limen_threshold_lines_get_value (test, series, threshold), 3);
  /* Translators: the value of a metric in test data. */
  g_string_append_printf (text, _ (", test %s"), value);
}

static char *
describe (LimenThresholdLinesView *self)
{
  double threshold
      = limen_figure_view_get_threshold (LIMEN_FIGURE_VIEW (self));
  const LimenCurveMark *mark;
  GString *text;

  if (self->lines == NULL)
    return g_strdup (_ ("counting"));
  text = g_string_new (limen_plot_view_get_title (LIMEN_PLOT_VIEW (self)));
  mark = limen_threshold_lines_get_mark (self->lines);
  for (gsize i = 0; i < limen_threshold_lines_get_n_series (self->lines); i++)
    {
      g_autofree char *value = limen_screen_format_value (
          limen_threshold_lines_get_value (self->lines, i, threshold), 3);

      g_string_append_printf (
          text, "; %s %s",
          limen_threshold_lines_get_series_title (self->lines, i), value);
      append_test (self, text, i, threshold);
    }
  if (!isnan (mark->threshold))
    {
      const LimenScale *scale
          = limen_figure_view_get_scale (LIMEN_FIGURE_VIEW (self));
      g_autofree char *place = limen_screen_format_value (
          limen_threshold_reverse (mark->threshold, scale->is_reversed), 4);
      g_autofree char *value = limen_screen_format_value (mark->value, 3);

      g_string_append_printf (text, _ ("; %s %s, at threshold %s"),
                              mark->title, value, place);
    }
  return g_string_free (text, FALSE);
}

static void
update_description (LimenThresholdLinesView *self)
{
  g_autofree char *text = describe (self);

  limen_plot_view_describe (LIMEN_PLOT_VIEW (self), text);
}

/* Drops the lines when the axis changes. There is no range_changed(): when
 * only another part of the axis is shown, the old lines stay, at a coarser
 * resolution, until new ones are set. */
static void
limen_threshold_lines_view_axis_changed (LimenFigureView *view)
{
  limen_threshold_lines_view_set_lines (LIMEN_THRESHOLD_LINES_VIEW (view),
                                        NULL);
}

static void
limen_threshold_lines_view_finalize (GObject *object)
{
  limen_threshold_lines_unref (LIMEN_THRESHOLD_LINES_VIEW (object)->lines);
  G_OBJECT_CLASS (limen_threshold_lines_view_parent_class)->finalize (object);
}

static void
limen_threshold_lines_view_class_init (LimenThresholdLinesViewClass *klass)
{
  LimenFigureViewClass *view_class = LIMEN_FIGURE_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = limen_threshold_lines_view_finalize;
  view_class->get_margins = limen_threshold_lines_view_get_margins;
  view_class->draw = limen_threshold_lines_view_draw;
  view_class->describe_point = limen_threshold_lines_view_describe_point;
  view_class->axis_changed = limen_threshold_lines_view_axis_changed;
}

static void
limen_threshold_lines_view_init (LimenThresholdLinesView *self)
{
  g_signal_connect (self, "notify::threshold", G_CALLBACK (update_description),
                    NULL);
  update_description (self);
}

/* Shows lines that were computed for the view's sweep and scale; takes a
 * reference. NULL: not computed yet. */
void
limen_threshold_lines_view_set_lines (LimenThresholdLinesView *self,
                                      LimenThresholdLines *lines)
{
  g_return_if_fail (LIMEN_IS_THRESHOLD_LINES_VIEW (self));

  if (lines != NULL)
    limen_threshold_lines_ref (lines);
  limen_threshold_lines_unref (self->lines);
  self->lines = lines;
  update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The shown lines, or NULL; owned by the view. */
LimenThresholdLines *
limen_threshold_lines_view_get_lines (LimenThresholdLinesView *self)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_LINES_VIEW (self), NULL);

  return self->lines;
}
