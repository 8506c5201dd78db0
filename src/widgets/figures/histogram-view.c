/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "histogram-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figure-histogram.h"
#include "screen-format.h"
#include "threshold.h"

struct _LimenHistogramView
{
  LimenFigureView parent_instance;

  guint n_bins;
  gboolean is_stacked;
  gboolean is_density;
  gboolean has_log_y;
  double share; /* share of the rows in the sweep; below 1: a preview */
  double edges[LIMEN_HISTOGRAM_MAX_BINS + 1];
  LimenHistogramBin bins[LIMEN_HISTOGRAM_MAX_BINS];
  const LimenSweep *test; /* of test data, borrowed; NULL: none */
  LimenHistogramBin test_bins[LIMEN_HISTOGRAM_MAX_BINS];
};

G_DEFINE_FINAL_TYPE (LimenHistogramView, limen_histogram_view,
                     LIMEN_TYPE_FIGURE_VIEW)

enum
{
  PROP_0,
  PROP_BINS,
  PROP_STACKED,
  PROP_DENSITY,
  PROP_LOG_Y,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  BIN_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Scales the bins of a preview up to the expected counts of all rows. */
static void
scale_up (LimenHistogramView *self)
{
  for (guint i = 0; self->share < 1 && i < self->n_bins; i++)
    {
      self->bins[i].positives = round (self->bins[i].positives / self->share);
      self->bins[i].negatives = round (self->bins[i].negatives / self->share);
    }
}

/* Counts the bins from the sweep. The outermost bins include scores beyond the
 * whole axis, such as 0 and 1 on a logit axis. */
static void
count_bins (LimenHistogramView *self)
{
  LimenFigureView *view = LIMEN_FIGURE_VIEW (self);
  const LimenSweep *sweep = limen_figure_view_get_sweep (view);
  const LimenScale *scale = limen_figure_view_get_scale (view);
  const LimenScale *whole = limen_figure_view_get_whole (view);
  double low, high;

  if (sweep == NULL)
    return;

  limen_scale_fill_edges (scale, self->edges, self->n_bins);
  low = self->edges[0];
  high = self->edges[self->n_bins];
  if (low <= whole->low)
    self->edges[0] = -INFINITY;
  if (high >= whole->high)
    self->edges[self->n_bins] = INFINITY;
  limen_histogram_compute (sweep, self->edges, self->n_bins, self->bins);
  if (self->test != NULL)
    limen_histogram_compute (self->test, self->edges, self->n_bins,
                             self->test_bins);
  self->edges[0] = low;
  self->edges[self->n_bins] = high;
  scale_up (self);
}

/* The bin of a threshold; -1 if there is none, or it is not shown. */
static gssize
find_bin (LimenHistogramView *self, double threshold)
{
  LimenFigureView *view = LIMEN_FIGURE_VIEW (self);
  const LimenScale *scale = limen_figure_view_get_scale (view);
  const LimenScale *whole = limen_figure_view_get_whole (view);

  if (isnan (threshold) || limen_figure_view_get_sweep (view) == NULL
      || (threshold < scale->low && scale->low > whole->low)
      || (threshold > scale->high && scale->high < whole->high))
    return -1;
  for (guint i = 0; i < self->n_bins; i++)
    if (threshold < self->edges[i + 1] || i + 1 == self->n_bins)
      return i;
  return -1;
}

/* Removes all thresholds from the axis of a preview. */
static void
leave_out_thresholds (LimenThresholdAxis *axis)
{
  axis->threshold = axis->band_low = axis->band_high = NAN;
  axis->n_pinned = axis->n_marks = 0;
}

static LimenHistogramFigure
get_figure (LimenHistogramView *self, const LimenThresholdAxis *axis)
{
  LimenPlotView *view = LIMEN_PLOT_VIEW (self);
  LimenHistogramFigure figure = {
    .edges = self->edges,
    .bins = self->bins,
    .n_bins = limen_figure_view_get_sweep (LIMEN_FIGURE_VIEW (self)) != NULL
                  ? self->n_bins : 0,
    .is_stacked = self->is_stacked,
    .is_density = self->is_density,
    .has_log_y = self->has_log_y,
    .hovered_bin = -1,
    .negative_name = limen_plot_view_get_class_name (view, FALSE),
    .positive_name = limen_plot_view_get_class_name (view, TRUE),
  };

  if (self->test != NULL && figure.n_bins > 0)
    {
      figure.test_bins = self->test_bins;
      figure.test_factor = limen_histogram_get_test_factor (
          limen_figure_view_get_sweep (LIMEN_FIGURE_VIEW (self)),
          self->test);
    }
  if (axis != NULL)
    {
      figure.axis = *axis;
      figure.hovered_bin = find_bin (self, axis->hover);
      figure.axis.hover = NAN;    /* the outlined bar shows it */
      figure.axis.x_title = NULL; /* shown below the curves instead */
    }
  if (self->share < 1)
    leave_out_thresholds (&figure.axis);
  return figure;
}

static LimenMargins
limen_histogram_view_get_margins (LimenFigureView *view,
                                  const LimenTheme *theme)
{
  LimenHistogramFigure figure = get_figure (LIMEN_HISTOGRAM_VIEW (view), NULL);

  return limen_figure_histogram_get_margins (&figure, theme);
}

static void
limen_histogram_view_draw (LimenFigureView *view, cairo_t *cr, LimenRect rect,
                           const LimenThresholdAxis *axis,
                           const LimenTheme *theme)
{
  LimenHistogramFigure figure = get_figure (LIMEN_HISTOGRAM_VIEW (view), axis);

  limen_figure_histogram_draw (cr, rect, &figure, theme);
}

static char *
describe_class (const char *name, double weight, const LimenColor *color)
{
  g_autofree char *escaped = g_markup_escape_text (name != NULL ? name : "",
                                                   -1);
  g_autofree char *count = limen_screen_format_count (weight);

  return g_strdup_printf (
      "<span color='#%02x%02x%02x'>\342\226\240</span> %s  <b>%s</b>",
      (guint) (255 * color->red), (guint) (255 * color->green),
      (guint) (255 * color->blue), escaped, count);
}

/* A line of a readout with the counts of test data in a bin; empty without
 * test data. */
static char *
describe_test (LimenHistogramView *self, gssize bin)
{
  g_autofree char *negatives = NULL, *positives = NULL;

  if (self->test == NULL)
    return g_strdup ("");
  negatives = limen_screen_format_count (self->test_bins[bin].negatives);
  positives = limen_screen_format_count (self->test_bins[bin].positives);
  return g_strdup_printf (
      /* Translators: counts of both classes in a bar of the histogram. */
      _ ("test data  <b>%s</b>, <b>%s</b>\n"), negatives, positives);
}

static char *
limen_histogram_view_describe_point (LimenFigureView *view, double threshold)
{
  LimenHistogramView *self = LIMEN_HISTOGRAM_VIEW (view);
  LimenPlotView *plot = LIMEN_PLOT_VIEW (view);
  const LimenTheme *theme = limen_plot_view_get_theme (plot);
  gssize bin = find_bin (self, threshold);
  g_autofree char *range = NULL;
  g_autofree char *positives = NULL;
  g_autofree char *negatives = NULL;
  g_autofree char *share = NULL;
  g_autofree char *test = NULL;
  LimenHistogramBin counts;
  double first, last;

  if (bin < 0)
    return NULL;

  counts = self->bins[bin];
  first = self->edges[bin];
  last = self->edges[bin + 1];
  limen_interval_reverse (&first, &last,
                          limen_figure_view_get_scale (view)->is_reversed);
  range = limen_screen_format_range (first, last, 3);
  negatives = describe_class (limen_plot_view_get_class_name (plot, FALSE),
                              counts.negatives, &theme->negative);
  positives = describe_class (limen_plot_view_get_class_name (plot, TRUE),
                              counts.positives, &theme->positive);
  share = limen_screen_format_share (
      counts.positives / (counts.positives + counts.negatives));
  test = describe_test (self, bin);
  return g_strdup_printf (_ ("%s\n"
                             "%s\n"
                             "%s\n"
                             "positive  <b>%s</b>\n"
                             "%s"
                             "<small>double-click to list its rows</small>"),
                          range, negatives, positives, share, test);
}

/* The outermost bars include the scores beyond the whole axis. */
static void
limen_histogram_view_activate_point (LimenFigureView *view, double threshold)
{
  LimenHistogramView *self = LIMEN_HISTOGRAM_VIEW (view);
  const LimenScale *whole = limen_figure_view_get_whole (view);
  gssize bin = find_bin (self, threshold);
  double low, high;

  if (bin < 0)
    return;
  low = self->edges[bin];
  high = self->edges[bin + 1];
  g_signal_emit (self, signals[BIN_ACTIVATED], 0,
                 low <= whole->low ? -(double) INFINITY : low,
                 high >= whole->high ? (double) INFINITY : high);
}

static void
limen_histogram_view_axis_changed (LimenFigureView *view)
{
  count_bins (LIMEN_HISTOGRAM_VIEW (view));
}

static void
limen_histogram_view_get_property (GObject *object, guint id, GValue *value,
                                   GParamSpec *pspec)
{
  LimenHistogramView *self = LIMEN_HISTOGRAM_VIEW (object);

  switch (id)
    {
    case PROP_BINS:
      g_value_set_uint (value, self->n_bins);
      break;
    case PROP_STACKED:
      g_value_set_boolean (value, self->is_stacked);
      break;
    case PROP_DENSITY:
      g_value_set_boolean (value, self->is_density);
      break;
    case PROP_LOG_Y:
      g_value_set_boolean (value, self->has_log_y);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
limen_histogram_view_set_property (GObject *object, guint id,
                                   const GValue *value, GParamSpec *pspec)
{
  LimenHistogramView *self = LIMEN_HISTOGRAM_VIEW (object);

  switch (id)
    {
    case PROP_BINS:
      self->n_bins = g_value_get_uint (value);
      count_bins (self);
      break;
    case PROP_STACKED:
      self->is_stacked = g_value_get_boolean (value);
      break;
    case PROP_DENSITY:
      self->is_density = g_value_get_boolean (value);
      break;
    case PROP_LOG_Y:
      self->has_log_y = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
limen_histogram_view_class_init (LimenHistogramViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  LimenFigureViewClass *view_class = LIMEN_FIGURE_VIEW_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = limen_histogram_view_get_property;
  object_class->set_property = limen_histogram_view_set_property;
  view_class->get_margins = limen_histogram_view_get_margins;
  view_class->draw = limen_histogram_view_draw;
  view_class->describe_point = limen_histogram_view_describe_point;
  view_class->activate_point = limen_histogram_view_activate_point;
  view_class->axis_changed = limen_histogram_view_axis_changed;
  view_class->range_changed = limen_histogram_view_axis_changed;

  signals[BIN_ACTIVATED] = g_signal_new (
      "bin-activated", LIMEN_TYPE_HISTOGRAM_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  properties[PROP_BINS]
      = g_param_spec_uint ("bins", NULL, NULL, LIMEN_HISTOGRAM_MIN_BINS,
                           LIMEN_HISTOGRAM_MAX_BINS, 40, flags);
  properties[PROP_STACKED]
      = g_param_spec_boolean ("stacked", NULL, NULL, TRUE, flags);
  properties[PROP_DENSITY]
      = g_param_spec_boolean ("density", NULL, NULL, FALSE, flags);
  properties[PROP_LOG_Y]
      = g_param_spec_boolean ("log-y", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limen_histogram_view_init (LimenHistogramView *self)
{
  self->n_bins = 40;
  self->is_stacked = TRUE;
  self->share = 1;
}

/* Sets the share of all rows in the next sweep. A share below 1 shows a
 * preview: bars scaled up to all rows, without thresholds. */
void
limen_histogram_view_set_share (LimenHistogramView *self, double share)
{
  g_return_if_fail (LIMEN_IS_HISTOGRAM_VIEW (self));
  g_return_if_fail (share > 0 && share <= 1);

  self->share = share;
}

/* Shows the rows of a sweep of test data as outlines. It is borrowed, and must
 * outlive the view or be replaced; NULL: none. */
void
limen_histogram_view_set_test (LimenHistogramView *self,
                               const LimenSweep *test)
{
  g_return_if_fail (LIMEN_IS_HISTOGRAM_VIEW (self));

  self->test = test;
  count_bins (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
