#include "curves-view.h"

#include <math.h>

#include "figure-curves.h"
#include "screen-format.h"

/* Columns that a curve is computed in: twice the pixels of a wide figure, so
 * that what is merged when drawing stays true to the pixel. */
#define N_COLUMNS 4096

struct _LimenCurve
{
  gatomicrefcount ref_count;
  LimenMetric metric;
  LimenObjective view; /* how the metric is seen */
  LimenScale scale;    /* that the columns are spread over */
  guint color;
  double low; /* over all columns */
  LimenCurveColumn columns[N_COLUMNS];
};

struct _LimenCurvesView
{
  LimenFigureView parent_instance;

  GPtrArray *curves; /* LimenCurve */
  gboolean is_counted; /* they were set, if only to none */
};

G_DEFINE_FINAL_TYPE (LimenCurvesView, limen_curves_view,
                     LIMEN_TYPE_FIGURE_VIEW)

/* Computes a metric over an axis as an objective sees it, in time linear in
 * the sweep: not for the main thread. `color` is an index into a theme's
 * series. Returns a new reference. */
LimenCurve *
limen_curve_new (const LimenSweep *sweep, const LimenScale *scale,
                 LimenMetric metric, const LimenObjective *view,
                 guint color)
{
  g_autofree double *edges = g_new (double, N_COLUMNS + 1);
  LimenCurve *self = g_new0 (LimenCurve, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->metric = metric;
  self->view = *view;
  self->scale = *scale;
  self->color = color;
  limen_scale_fill_edges (scale, edges, N_COLUMNS);
  limen_curve_compute_for (view, sweep, metric, edges, N_COLUMNS,
                           self->columns);

  self->low = INFINITY;
  for (gsize i = 0; i < N_COLUMNS; i++)
    self->low = fmin (self->low, self->columns[i].low);
  return self;
}

/* Another reference. */
LimenCurve *
limen_curve_ref (LimenCurve *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/* Gives a reference back. */
void
limen_curve_unref (LimenCurve *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

static double
get_value (LimenFigureView *view, const LimenCurve *curve, double threshold)
{
  const LimenSweep *sweep = limen_figure_view_get_sweep (view);
  gsize candidate = limen_sweep_find (sweep, threshold);

  return limen_objective_value_at (&curve->view, curve->metric, sweep,
                                   candidate);
}

static LimenScale
get_y_scale (LimenCurvesView *self)
{
  double low = 0;

  for (guint i = 0; i < self->curves->len; i++)
    low = fmin (low,
                ((LimenCurve *) g_ptr_array_index (self->curves, i))->low);
  return limen_figure_curves_get_y_scale (low);
}

/* What stands in place of the curves; NULL where none are chosen. */
static const char *
get_message (LimenCurvesView *self, gboolean has_data)
{
  if (!has_data)
    return "";
  return self->is_counted ? NULL : "counting\342\200\246";
}

static void
limen_curves_view_draw (LimenFigureView *view, cairo_t *cr, LimenRect rect,
                        const LimenThresholdAxis *axis,
                        const LimenTheme *theme)
{
  LimenCurvesView *self = LIMEN_CURVES_VIEW (view);
  gboolean has_data = limen_figure_view_get_sweep (view) != NULL;
  guint n = has_data ? self->curves->len : 0;
  g_autofree LimenCurveSeries *series = g_new0 (LimenCurveSeries, n + 1);
  LimenCurvesFigure figure = { .axis = *axis, .series = series, .n_series = n,
                               .y = get_y_scale (self),
                               .message = get_message (self, has_data) };

  figure.axis.line_label = NULL; /* stands above the histogram */
  for (guint i = 0; i < n; i++)
    {
      const LimenCurve *curve = g_ptr_array_index (self->curves, i);

      series[i].title = limen_metric_get_info (curve->metric.id)->title;
      series[i].columns = curve->columns;
      series[i].n_columns = N_COLUMNS;
      series[i].x = &curve->scale;
      series[i].value = get_value (view, curve, axis->threshold);
      series[i].color = curve->color;
    }
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
  const LimenTheme *theme = limen_figure_view_get_theme (view);
  g_autofree char *place = limen_figure_view_format (view, threshold);
  GString *text;

  if (limen_figure_view_get_sweep (view) == NULL)
    return NULL;

  text = g_string_new (NULL);
  g_string_append_printf (text, "threshold  <b>%s</b>", place);
  for (guint i = 0; i < self->curves->len; i++)
    {
      const LimenCurve *curve = g_ptr_array_index (self->curves, i);
      const LimenColor *color
          = &theme->series[curve->color % LIMEN_N_SERIES_COLORS];
      g_autofree char *value = limen_screen_format_value (
          get_value (view, curve, threshold), 3);
      g_autofree char *title = g_markup_escape_text (
          limen_metric_get_info (curve->metric.id)->title, -1);

      g_string_append_printf (
          text,
          "\n<span color='#%02x%02x%02x'>\342\227\217</span> %s  <b>%s</b>",
          (guint) (255 * color->red), (guint) (255 * color->green),
          (guint) (255 * color->blue), title, value);
    }
  return g_string_free (text, FALSE);
}

/* Curves of another axis are no longer true: none until new ones come. Of
 * another part of the same axis they are, if coarse. */
static void
limen_curves_view_axis_changed (LimenFigureView *view)
{
  g_ptr_array_set_size (LIMEN_CURVES_VIEW (view)->curves, 0);
}

static void
limen_curves_view_finalize (GObject *object)
{
  g_ptr_array_unref (LIMEN_CURVES_VIEW (object)->curves);
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
  self->curves = g_ptr_array_new_with_free_func (
      (GDestroyNotify) limen_curve_unref);
}

/* Shows these LimenCurve, computed for the view's own sweep and scale; a
 * reference is taken to each. */
void
limen_curves_view_set_curves (LimenCurvesView *self, GPtrArray *curves)
{
  g_return_if_fail (LIMEN_IS_CURVES_VIEW (self));

  self->is_counted = TRUE;
  g_ptr_array_set_size (self->curves, 0);
  for (guint i = 0; i < curves->len; i++)
    g_ptr_array_add (self->curves,
                     limen_curve_ref (g_ptr_array_index (curves, i)));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
