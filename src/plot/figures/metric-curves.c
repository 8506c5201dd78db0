/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "metric-curves.h"

#include <glib/gi18n.h>
#include <math.h>

typedef struct
{
  LimenMetricId metric;
  guint color;
  LimenCurveColumn *columns;
} Curve;

struct _LimenMetricCurves
{
  gatomicrefcount ref_count;
  const LimenSweep *sweep; /* borrowed */
  LimenObjective view;     /* costs and prevalence for the metrics */
  LimenScale x;
  gsize n_columns;
  double *edges; /* edges of the columns, n_columns + 1 */
  Curve curves[LIMEN_N_METRICS];
  gsize n_curves;
  double low; /* lowest value of all curves; at most 0 */
  LimenMetricCurves *test; /* the curves of test data; NULL: none */
};

/* An empty set of curves over an axis that is divided into columns. Metrics
 * use the costs and the prevalence of `view`. The sweep is borrowed and must
 * outlive the curves. Returns a new reference. */
LimenMetricCurves *
limen_metric_curves_new (const LimenSweep *sweep, const LimenScale *scale,
                         gsize n_columns, const LimenObjective *view)
{
  LimenMetricCurves *self = g_new0 (LimenMetricCurves, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->sweep = sweep;
  self->view = *view;
  self->x = *scale;
  self->n_columns = n_columns;
  self->edges = g_new (double, n_columns + 1);
  limen_scale_fill_edges (scale, self->edges, n_columns);
  return self;
}

/* Adds a curve, in time linear in the sweep: not for the main thread. At most
 * LIMEN_N_METRICS curves. `color` is an index into the theme's series. */
void
limen_metric_curves_add (LimenMetricCurves *self, LimenMetricId metric,
                         guint color)
{
  Curve *curve = &self->curves[self->n_curves++];
  LimenCurveSeries series;

  curve->metric = metric;
  curve->color = color;
  curve->columns = g_new (LimenCurveColumn, self->n_columns + 1);
  limen_curve_compute (&self->view, self->sweep,
                       (LimenMetric) { metric, 1 }, self->edges,
                       self->n_columns, curve->columns);
  series = (LimenCurveSeries) { .columns = curve->columns,
                                .n_columns = self->n_columns };
  self->low = fmin (self->low, limen_curve_series_get_low (&series));
}

/* Adds the curves of test data, which must have the same axis, columns and
 * metrics. Takes ownership of `test`. */
void
limen_metric_curves_set_test (LimenMetricCurves *self, LimenMetricCurves *test)
{
  limen_metric_curves_unref (self->test);
  self->test = test;
  self->low = fmin (self->low, test->low);
}

/* Takes a reference and returns it. */
LimenMetricCurves *
limen_metric_curves_ref (LimenMetricCurves *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/* Releases a reference; NULL is ignored. */
void
limen_metric_curves_unref (LimenMetricCurves *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (gsize i = 0; i < self->n_curves; i++)
    g_free (self->curves[i].columns);
  limen_metric_curves_unref (self->test);
  g_free (self->edges);
  g_free (self);
}

/* Number of curves. */
gsize
limen_metric_curves_get_n_series (const LimenMetricCurves *self)
{
  return self->n_curves;
}

/* Title of the metric of a curve; translated, static. */
const char *
limen_metric_curves_get_series_title (const LimenMetricCurves *self,
                                      gsize series)
{
  return _ (limen_metric_get_info (self->curves[series].metric)->title);
}

/* Colour of a curve, an index into a theme's series. */
guint
limen_metric_curves_get_color (const LimenMetricCurves *self, gsize series)
{
  return self->curves[series].color;
}

/* Value of a curve's metric at a threshold, in O(log n); NaN where it is
 * undefined. */
double
limen_metric_curves_get_value (const LimenMetricCurves *self, gsize series,
                               double threshold)
{
  return limen_objective_value_at (
      &self->view, (LimenMetric) { self->curves[series].metric, 1 },
      self->sweep, limen_sweep_find (self->sweep, threshold));
}

/* The curves of test data, or NULL; borrowed. */
const LimenMetricCurves *
limen_metric_curves_get_test (const LimenMetricCurves *self)
{
  return self->test;
}

/* A figure of the curves over the axis that they were computed for, or over
 * another part of it. It points into the curves and into `series`. */
LimenCurvesFigure
limen_metric_curves_get_figure (const LimenMetricCurves *self,
                                const LimenThresholdAxis *axis,
                                LimenCurveSeries series[LIMEN_N_METRICS])
{
  for (gsize i = 0; i < self->n_curves; i++)
    series[i] = (LimenCurveSeries){
      .title = limen_metric_curves_get_series_title (self, i),
      .columns = self->curves[i].columns,
      .n_columns = self->n_columns,
      .x = &self->x,
      .value = limen_metric_curves_get_value (self, i, axis->threshold),
      .color = self->curves[i].color,
      .band = self->curves[i].metric,
    };
  for (gsize i = 0; self->test != NULL && i < self->n_curves; i++)
    {
      series[i].test_columns = self->test->curves[i].columns;
      series[i].test_value
          = limen_metric_curves_get_value (self->test, i, axis->threshold);
    }
  return (LimenCurvesFigure) {
    .axis = *axis,
    .series = series,
    .n_series = self->n_curves,
    .y = limen_figure_curves_get_y_scale (self->low),
    .has_legend = TRUE,
  };
}
