/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-view-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "screen-format.h"
#include "threshold.h"

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LimenFigureView, limen_figure_view,
                                     LIMEN_TYPE_PLOT_VIEW)

enum
{
  PROP_0,
  PROP_THRESHOLD,
  PROP_REFER_FROM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  RANGE_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The state shared by the parts of the view; owned by the view. */
LimenFigureViewPrivate *
limen_figure_view_get_private (LimenFigureView *self)
{
  return limen_figure_view_get_instance_private (self);
}

/* The rectangle of the plot within the view. */
LimenRect
limen_figure_view_get_plot (LimenFigureView *self)
{
  LimenPlotView *view = LIMEN_PLOT_VIEW (self);
  LimenMargins margins = LIMEN_FIGURE_VIEW_GET_CLASS (self)->get_margins (
      self, limen_plot_view_get_theme (view));

  return limen_figure_get_plot (limen_plot_view_get_rect (view), margins);
}

/* Whether there is a sweep, and room for a plot. */
gboolean
limen_figure_view_has_axis (LimenFigureView *self)
{
  return limen_figure_view_get_private (self)->sweep != NULL
         && limen_figure_view_get_plot (self).width > 1;
}

/* Emits `range-requested` for another range of the axis. */
void
limen_figure_view_request_range (LimenFigureView *self, LimenScale range)
{
  g_signal_emit (self, signals[RANGE_REQUESTED], 0, range.low, range.high);
}

static void
limen_figure_view_draw (LimenPlotView *view, cairo_t *cr, LimenRect rect,
                        const LimenTheme *theme)
{
  LimenFigureView *self = LIMEN_FIGURE_VIEW (view);
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);
  LimenThresholdAxis axis = priv->axis;

  axis.has_focus = limen_plot_view_has_focus (view);
  if (priv->sweep == NULL)
    axis.threshold = NAN; /* no sweep, so no line */
  LIMEN_FIGURE_VIEW_GET_CLASS (self)->draw (self, cr, rect, &axis, theme);
}

static void
limen_figure_view_get_property (GObject *object, guint id, GValue *value,
                                GParamSpec *pspec)
{
  LimenFigureView *self = LIMEN_FIGURE_VIEW (object);

  switch (id)
    {
    case PROP_THRESHOLD:
      g_value_set_double (value, limen_figure_view_get_threshold (self));
      break;
    case PROP_REFER_FROM:
      g_value_set_double (value, limen_figure_view_get_refer_from (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
limen_figure_view_set_property (GObject *object, guint id, const GValue *value,
                                GParamSpec *pspec)
{
  LimenFigureView *self = LIMEN_FIGURE_VIEW (object);

  switch (id)
    {
    case PROP_THRESHOLD:
      limen_figure_view_set_threshold (self, g_value_get_double (value));
      break;
    case PROP_REFER_FROM:
      limen_figure_view_set_refer_from (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
clear_marks (LimenFigureViewPrivate *priv)
{
  for (gsize i = 0; i < priv->axis.n_marks; i++)
    g_free ((char *) priv->marks[i].name);
  g_clear_pointer (&priv->marks, g_free);
  priv->axis.n_marks = 0;
}

static void
limen_figure_view_finalize (GObject *object)
{
  LimenFigureViewPrivate *priv
      = limen_figure_view_get_private (LIMEN_FIGURE_VIEW (object));

  g_free (priv->x_title);
  g_free (priv->line_label);
  g_free (priv->refer_label);
  g_free (priv->pinned);
  clear_marks (priv);
  G_OBJECT_CLASS (limen_figure_view_parent_class)->finalize (object);
}

static void
limen_figure_view_class_init (LimenFigureViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  LimenPlotViewClass *view_class = LIMEN_PLOT_VIEW_CLASS (klass);

  object_class->get_property = limen_figure_view_get_property;
  object_class->set_property = limen_figure_view_set_property;
  object_class->finalize = limen_figure_view_finalize;
  view_class->draw = limen_figure_view_draw;
  view_class->minimum_height = 90;
  view_class->natural_height = 280;

  properties[PROP_THRESHOLD] = g_param_spec_double (
      "threshold", NULL, NULL, -G_MAXDOUBLE, INFINITY, 0.0,
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  /* The default is set in init: NaN is outside any range of a GParamSpec. */
  properties[PROP_REFER_FROM] = g_param_spec_double (
      "refer-from", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0.0,
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY
          | G_PARAM_LAX_VALIDATION);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[RANGE_REQUESTED] = g_signal_new (
      "range-requested", LIMEN_TYPE_FIGURE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
limen_figure_view_init (LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);

  priv->axis.x = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1);
  priv->whole = priv->axis.x;
  priv->axis.band_low = NAN;
  priv->axis.band_high = NAN;
  priv->axis.refer_from = NAN;
  priv->axis.hover = NAN;
  priv->drag_before = NAN;
  priv->step = 0.01;
  limen_figure_view_add_moving (self);
  limen_figure_view_add_range (self);
  limen_figure_view_update_scale (self);
}

/* A threshold in the units of the file, as text; a new string. */
char *
limen_figure_view_format (LimenFigureView *self, double threshold)
{
  g_return_val_if_fail (LIMEN_IS_FIGURE_VIEW (self), NULL);

  return limen_screen_format_threshold (limen_threshold_reverse (
      threshold, limen_figure_view_get_private (self)->axis.x.is_reversed));
}

/* Appends a line to a readout, in Pango markup: the value of a series in its
 * colour. */
void
limen_figure_view_append_series (LimenFigureView *self, GString *text,
                                 guint color_index, const char *title,
                                 double value)
{
  const LimenTheme *theme = limen_plot_view_get_theme (LIMEN_PLOT_VIEW (self));
  const LimenColor *color
      = &theme->series[color_index % LIMEN_N_SERIES_COLORS];
  g_autofree char *name = g_markup_escape_text (title, -1);
  g_autofree char *number = limen_screen_format_value (value, 3);

  g_string_append_printf (
      text, "\n<span color='#%02x%02x%02x'>\342\227\217</span> %s  <b>%s</b>",
      (guint) (255 * color->red), (guint) (255 * color->green),
      (guint) (255 * color->blue), name, number);
}

/* Appends the value of a series in test data to its line of a readout. */
void
limen_figure_view_append_test (GString *text, double value)
{
  g_autofree char *number = limen_screen_format_value (value, 3);

  /* Translators: the value of a metric in test data. */
  g_string_append_printf (text, _ (", test  <b>%s</b>"), number);
}

static void
update_labels (LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);

  g_free (priv->line_label);
  priv->line_label = limen_figure_view_format (self, priv->axis.threshold);
  priv->axis.line_label = priv->line_label;
  g_free (priv->refer_label);
  priv->refer_label = limen_figure_view_format (self, priv->axis.refer_from);
  priv->axis.refer_label = priv->refer_label;
}

/* The threshold of the line. */
double
limen_figure_view_get_threshold (LimenFigureView *self)
{
  g_return_val_if_fail (LIMEN_IS_FIGURE_VIEW (self), NAN);

  return limen_figure_view_get_private (self)->axis.threshold;
}

/* Sets the threshold of the line; beyond the axis it is drawn at the axis's
 * end. */
void
limen_figure_view_set_threshold (LimenFigureView *self, double threshold)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);

  g_return_if_fail (LIMEN_IS_FIGURE_VIEW (self));

  if (priv->axis.threshold == threshold && priv->line_label != NULL)
    return;

  priv->axis.threshold = threshold;
  limen_figure_view_drop_readout (self);
  update_labels (self);
  limen_figure_view_update_scale (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THRESHOLD]);
}

/* The threshold of the lower line of a grey zone; NaN: none. */
double
limen_figure_view_get_refer_from (LimenFigureView *self)
{
  g_return_val_if_fail (LIMEN_IS_FIGURE_VIEW (self), NAN);

  return limen_figure_view_get_private (self)->axis.refer_from;
}

/* Sets the threshold of the lower line of a grey zone; NaN: no zone. It may
 * exceed the threshold only until both are set. */
void
limen_figure_view_set_refer_from (LimenFigureView *self, double refer_from)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);

  g_return_if_fail (LIMEN_IS_FIGURE_VIEW (self));

  if (priv->axis.refer_from == refer_from
      || (isnan (priv->axis.refer_from) && isnan (refer_from)))
    return;

  priv->axis.refer_from = refer_from;
  limen_figure_view_drop_readout (self);
  priv->axis.has_zone = !isnan (refer_from);
  priv->axis.is_lower_active &= priv->axis.has_zone;
  update_labels (self);
  limen_figure_view_update_scale (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REFER_FROM]);
}

/* The sweep that the figure shows, or NULL; borrowed. */
const LimenSweep *
limen_figure_view_get_sweep (LimenFigureView *self)
{
  g_return_val_if_fail (LIMEN_IS_FIGURE_VIEW (self), NULL);

  return limen_figure_view_get_private (self)->sweep;
}

/* The shown part of the threshold scale; borrowed. */
const LimenScale *
limen_figure_view_get_scale (LimenFigureView *self)
{
  g_return_val_if_fail (LIMEN_IS_FIGURE_VIEW (self), NULL);

  return &limen_figure_view_get_private (self)->axis.x;
}

/* Shows another sweep on another scale. `sweep` is borrowed, NULL for an empty
 * figure; `step` is the step of an arrow key; `title` is the axis title. */
void
limen_figure_view_set_axis (LimenFigureView *self, const LimenSweep *sweep,
                            LimenScale scale, double step, const char *title)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);

  g_return_if_fail (LIMEN_IS_FIGURE_VIEW (self));

  priv->sweep = sweep;
  priv->whole = scale;
  priv->axis.x = scale;
  update_labels (self);
  priv->step = step;
  limen_figure_view_update_scale (self);
  g_free (priv->x_title);
  priv->x_title = g_strdup (title);
  priv->axis.x_title = priv->x_title;
  limen_figure_view_hide_readout (self);
  LIMEN_FIGURE_VIEW_GET_CLASS (self)->axis_changed (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The whole threshold scale, of which a part may be shown; borrowed. */
const LimenScale *
limen_figure_view_get_whole (LimenFigureView *self)
{
  g_return_val_if_fail (LIMEN_IS_FIGURE_VIEW (self), NULL);

  return &limen_figure_view_get_private (self)->whole;
}

/* Shows a part of the axis, or the whole axis; `step` becomes the step of an
 * arrow key. */
void
limen_figure_view_set_range (LimenFigureView *self, LimenScale range,
                             double step)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);

  g_return_if_fail (LIMEN_IS_FIGURE_VIEW (self));

  priv->axis.x = range;
  priv->step = step;
  limen_figure_view_hide_readout (self);
  if (LIMEN_FIGURE_VIEW_GET_CLASS (self)->range_changed != NULL)
    LIMEN_FIGURE_VIEW_GET_CLASS (self)->range_changed (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Marks the interval (low, high] of thresholds that serve an objective equally
 * well; NaN: none. */
void
limen_figure_view_set_band (LimenFigureView *self, double low, double high)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);

  g_return_if_fail (LIMEN_IS_FIGURE_VIEW (self));

  priv->axis.band_low = low;
  priv->axis.band_high = high;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Marks the thresholds of pinned cutoffs; copied. */
void
limen_figure_view_set_pinned (LimenFigureView *self, const double *thresholds,
                              gsize n_thresholds)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);

  g_return_if_fail (LIMEN_IS_FIGURE_VIEW (self));

  g_free (priv->pinned);
  priv->pinned = g_memdup2 (thresholds, n_thresholds * sizeof *thresholds);
  priv->axis.pinned = priv->pinned;
  priv->axis.n_pinned = n_thresholds;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Draws a named line for each of these cutoffs; copied. */
void
limen_figure_view_set_marks (LimenFigureView *self, const LimenAxisMark *marks,
                             gsize n_marks)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);

  g_return_if_fail (LIMEN_IS_FIGURE_VIEW (self));

  clear_marks (priv);
  priv->marks = g_memdup2 (marks, n_marks * sizeof *marks);
  for (gsize i = 0; i < n_marks; i++)
    priv->marks[i].name = g_strdup (marks[i].name);
  priv->axis.marks = priv->marks;
  priv->axis.n_marks = n_marks;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
