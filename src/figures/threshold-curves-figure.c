/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "curve-palette.h"

#include <glib/gi18n.h>

#include "figure-bands.h"
#include "figure-list.h"
#include "metric-curves.h"

static const LimenCandidateColumn columns[] = { LIMEN_CHOSEN_COLUMNS, { 0 } };

/* The curves of one file; NULL if cancelled. */
static LimenMetricCurves *
compute_curves (const LimenFigureInput *input, const LimenSweep *sweep,
                GCancellable *cancellable)
{
  const LimenObjective view
      = limen_objective_new_view (sweep, input->costs, input->prevalence);
  g_autoptr (LimenMetricCurves) curves = limen_metric_curves_new (
      sweep, &input->axis.x, input->n_columns, &view);
  guint colors[LIMEN_N_METRICS];

  limen_curve_palette_assign (input->metrics, input->n_metrics, colors);
  for (gsize i = 0; i < input->n_metrics; i++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return NULL;
      limen_metric_curves_add (curves, input->metrics[i], colors[i]);
    }
  return g_steal_pointer (&curves);
}

static gpointer
compute (const LimenFigureType *self, const LimenFigureInput *input,
         GCancellable *cancellable)
{
  const LimenSweep *test_sweep = limen_figure_input_get_test_sweep (input);
  LimenMetricCurves *curves = compute_curves (
      input, limen_figure_input_get_sweep (input), cancellable);
  LimenMetricCurves *test = NULL;

  if (curves != NULL && test_sweep != NULL)
    test = compute_curves (input, test_sweep, cancellable);
  if (test != NULL)
    limen_metric_curves_set_test (curves, test);
  return curves;
}

static gboolean
draw (const LimenFigureType *self, gconstpointer computed,
      const LimenFigureInput *input, cairo_t *cr, LimenRect rect,
      const LimenTheme *theme)
{
  LimenCurveSeries series[LIMEN_N_METRICS];
  LimenCurvesFigure figure
      = limen_metric_curves_get_figure (computed, &input->axis, series);

  figure.bands = input->bands;
  limen_figure_curves_draw (cr, rect, &figure, theme);
  return TRUE;
}

/* The bands of the metrics, by their LimenMetricId. */
static LimenBands *
compute_bands (const LimenFigureType *self, const LimenFigureInput *input,
               GCancellable *cancellable, GError **error)
{
  LimenBandMetric metrics[LIMEN_N_METRICS];

  for (gsize i = 0; i < input->n_metrics; i++)
    metrics[i] = (LimenBandMetric){ input->metrics[i], input->metrics[i] };
  return limen_figure_bands_new (input, metrics, input->n_metrics, cancellable,
                                 error);
}

/* The chosen metrics at every threshold. */
const LimenFigureType limen_threshold_curves_figure = {
  .key = "threshold-curves",
  .title = N_ ("Threshold curves"),
  .tab = N_ ("Thresholds"),
  .caption = N_ ("Metrics over the threshold."),
  .shape = LIMEN_SHAPE_CURVES,
  .has_metrics = TRUE,
  .compute = compute,
  .free = (GDestroyNotify) limen_metric_curves_unref,
  .draw = draw,
  .bands = compute_bands,
  .columns = columns,
};
