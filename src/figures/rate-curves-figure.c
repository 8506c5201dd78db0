/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-list.h"

#include <glib/gi18n.h>

#include "figure-bands.h"
#include "points-figure.h"

static const LimenCandidateColumn columns[]
    = { LIMEN_METRIC_COLUMN ("predicted-positive-rate",
                             PREDICTED_POSITIVE_RATE),
        LIMEN_CHOSEN_COLUMNS,
        { 0 } };

static LimenXyCurves *
new_curves (const LimenFigureInput *input, const LimenSweep *sweep)
{
  return limen_xy_curves_new_over_rate (sweep, input->metrics,
                                        input->n_metrics, input->costs,
                                        input->prevalence);
}

static gpointer
compute (const LimenFigureType *self, const LimenFigureInput *input,
         GCancellable *cancellable)
{
  return limen_points_figure_make (input, new_curves);
}

/* The bands of the metrics, by their LimenMetricId. */
static LimenBands *
compute_bands (const LimenFigureType *self, const LimenFigureInput *input,
               GCancellable *cancellable, GError **error)
{
  const LimenScale x = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1);
  LimenPointCurve curves[LIMEN_N_METRICS];
  guint keys[LIMEN_N_METRICS];

  for (gsize i = 0; i < input->n_metrics; i++)
    {
      keys[i] = input->metrics[i];
      curves[i] = (LimenPointCurve){
        .x = { LIMEN_METRIC_PREDICTED_POSITIVE_RATE, 1 },
        .y = { input->metrics[i], 1 },
        .costs = input->costs,
        .prevalence = input->prevalence,
      };
    }
  return limen_figure_bands_new_of_points (
      input, curves, keys, input->n_metrics, &x, cancellable, error);
}

/* The chosen metrics over the share of rows predicted positive. */
const LimenFigureType limen_rate_curves_figure = {
  .key = "rate-curves",
  .title = N_ ("Rates"),
  .tab = N_ ("Rates"),
  .shape = LIMEN_SHAPE_POINTS,
  .has_metrics = TRUE,
  .compute = compute,
  .free = (GDestroyNotify) limen_xy_curves_unref,
  .draw = limen_points_figure_draw,
  .bands = compute_bands,
  .columns = columns,
};
