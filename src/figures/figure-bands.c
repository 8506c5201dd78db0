/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-bands.h"

#include <math.h>

#include "band-grid.h"
#include "class-replicates.h"
#include "decision-curve.h"
#include "estimates.h"
#include "link.h"

static LimenObjective
get_view (const LimenFigureInput *input)
{
  return limen_objective_new_view (limen_figure_input_get_sweep (input),
                                   input->costs, input->prevalence);
}

/* Whether there are rows of both classes, and thresholds; without them, no
 * figure has a band. */
static gboolean
has_both (const LimenFigureInput *input)
{
  const LimenSweep *sweep = limen_figure_input_get_sweep (input);

  return limen_sweep_get_positives (sweep) > 0
         && limen_sweep_get_negatives (sweep) > 0
         && limen_kind_has_thresholds (limen_figure_input_get_kind (input));
}

static LimenBandPoint *
new_points_of_metric (const LimenBandGrid *grid,
                      const LimenEstimate *estimates, LimenMetricId metric)
{
  LimenBandPoint *points = g_new (LimenBandPoint, grid->places->len);

  for (guint i = 0; i < grid->places->len; i++)
    {
      const LimenBandPlace *place
          = &g_array_index (grid->places, LimenBandPlace, i);
      LimenInterval interval
          = estimates[place->index * LIMEN_N_METRICS + metric].interval;

      points[i] = (LimenBandPoint){ place->x, interval.low, interval.high };
    }
  return points;
}

/* Bands of metrics over the threshold axis: at each threshold the intervals
 * of limen_estimates_new_at(). */
LimenBands *
limen_figure_bands_new (const LimenFigureInput *input,
                        const LimenBandMetric *metrics, gsize n_metrics,
                        GCancellable *cancellable, GError **error)
{
  const LimenObjective view = get_view (input);
  g_autoptr (LimenBands) bands = limen_bands_new (input->bootstrap.confidence);
  g_auto (LimenBandGrid) grid = { 0 };
  g_autofree LimenEstimate *estimates = NULL;

  if (!has_both (input))
    return NULL;
  grid = limen_band_grid_new_over_axis (limen_figure_input_get_sweep (input),
                                        &input->axis.x);
  estimates
      = limen_estimates_new_at (input->class, &view, grid.candidates,
                                grid.n_candidates, &input->bootstrap, error);
  if (estimates == NULL || g_cancellable_is_cancelled (cancellable))
    return NULL;
  for (gsize i = 0; i < n_metrics; i++)
    limen_bands_take (
        bands, metrics[i].key,
        new_points_of_metric (&grid, estimates, metrics[i].metric),
        grid.places->len);
  return limen_bands_is_empty (bands) ? NULL : g_steal_pointer (&bands);
}

/* Draws the resamples at the candidates of a grid. FALSE with an error when
 * memory runs out, and without one if there are too many rows, or when
 * cancelled. */
static gboolean
draw_replicates (const LimenFigureInput *input, const LimenBandGrid *grid,
                 LimenReplicates *replicates, GCancellable *cancellable,
                 GError **error)
{
  LimenBootstrapStatus status = limen_class_replicates_init (
      replicates, input->class, &input->bootstrap, grid->candidates,
      grid->n_candidates, cancellable);

  if (status == LIMEN_BOOTSTRAP_NO_MEMORY)
    limen_figure_input_fail_memory (input, N_ ("for its intervals"), error);
  return status == LIMEN_BOOTSTRAP_DONE
         && !g_cancellable_is_cancelled (cancellable);
}

/* The interval of the net benefit at a place. */
static LimenBandPoint
get_benefit (const LimenFigureInput *input, const LimenReplicates *replicates,
             const LimenBandPlace *place, double *values)
{
  const LimenConfusion *confusions
      = limen_replicates_get (replicates, place->index);
  double probability = limen_score_to_probability (
      limen_figure_input_get_kind (input), place->x);
  gsize n = replicates->plan.n_resamples;
  LimenInterval interval;

  for (gsize i = 0; i < n; i++)
    values[i] = limen_decision_curve_get_benefit (
        limen_confusion_at_prevalence (confusions[i], input->prevalence),
        probability);
  interval = limen_bootstrap_interval (values, n, replicates->plan.confidence)
                 .interval;
  return (LimenBandPoint){ place->x, interval.low, interval.high };
}

/* The band of the model's net benefit over the threshold axis. */
LimenBands *
limen_figure_bands_new_of_benefit (const LimenFigureInput *input, guint key,
                                   GCancellable *cancellable, GError **error)
{
  g_autoptr (LimenBands) bands = limen_bands_new (input->bootstrap.confidence);
  g_autofree double *values = g_new (double, input->bootstrap.n_resamples);
  g_auto (LimenBandGrid) grid = { 0 };
  LimenReplicates replicates = { 0 };
  LimenBandPoint *points;

  if (!has_both (input))
    return NULL;
  grid = limen_band_grid_new_over_axis (limen_figure_input_get_sweep (input),
                                        &input->axis.x);
  if (draw_replicates (input, &grid, &replicates, cancellable, error))
    {
      points = g_new (LimenBandPoint, grid.places->len);
      for (guint i = 0; i < grid.places->len; i++)
        points[i] = get_benefit (
            input, &replicates,
            &g_array_index (grid.places, LimenBandPlace, i), values);
      limen_bands_take (bands, key, points, grid.places->len);
    }
  limen_replicates_clear (&replicates);
  return limen_bands_is_empty (bands) ? NULL : g_steal_pointer (&bands);
}

/* Curves of points */

/* The computation of a band at fixed values of x. */
typedef struct
{
  const LimenReplicates *replicates;
  LimenObjective view;
  LimenPointCurve curve;
  gsize n_candidates;
  const double *x; /* ascending; n_places */
  gsize n_places;
  double *values; /* n_resamples of each place */
  LimenBandPoint *points;
} Crossing;

/* Position of a candidate along a curve. */
typedef struct
{
  const LimenSweep *sweep;
  LimenPointCurve curve;
  const LimenScale *x;
} Along;

static double
get_position (gconstpointer data, gsize candidate)
{
  const Along *self = data;
  LimenCurvePoint point
      = limen_point_curve_get_point (&self->curve, self->sweep, candidate);
  LimenConfusion c = limen_sweep_get_confusion (self->sweep, candidate);

  return (limen_scale_map (self->x, point.x) + c.tp / (c.tp + c.fn)) / 2;
}

/* Between two confusion matrices, at a share of the way. */
static LimenConfusion
interpolate (LimenConfusion a, LimenConfusion b, double share)
{
  return (LimenConfusion){ .tp = a.tp + share * (b.tp - a.tp),
                           .fp = a.fp + share * (b.fp - a.fp),
                           .fn = a.fn + share * (b.fn - a.fn),
                           .tn = a.tn + share * (b.tn - a.tn) };
}

/* Whether the curve, at a value of x that several thresholds have, is read at
 * the highest of these: precision at a recall, once it is reached. */
static gboolean
takes_first (const Crossing *self)
{
  return self->curve.x.id == LIMEN_METRIC_RECALL;
}

static LimenConfusion
get_confusion (const Crossing *self, gsize resample, gsize step)
{
  return limen_replicates_get (self->replicates,
                               self->n_candidates - 1 - step)[resample];
}

static double
get_x (const Crossing *self, gsize resample, gsize step)
{
  return limen_objective_value (&self->view, self->curve.x,
                                get_confusion (self, resample, step));
}

/* Reads a resample's curve at all places. Between two thresholds of the grid
 * the counts are interpolated, so that x is exact; precision is then curved,
 * as it must be (Davis and Goadrich, 2006). */
static void
read_resample (void *data, size_t resample)
{
  Crossing *self = data;
  gsize n = self->replicates->plan.n_resamples, step = 0;
  double before = NAN, after = get_x (self, resample, 0);

  for (gsize i = 0; i < self->n_places; i++)
    {
      double x = self->x[i], share;
      LimenConfusion c;

      while (step + 1 < self->n_candidates
             && (takes_first (self) ? after < x : after <= x))
        {
          before = after;
          after = get_x (self, resample, ++step);
        }
      c = get_confusion (self, resample, step);
      share = (x - before) / (after - before);
      if (step > 0 && share < 1)
        c = interpolate (get_confusion (self, resample, step - 1), c,
                         fmax (share, 0));
      self->values[i * n + resample]
          = limen_objective_value (&self->view, self->curve.y, c);
    }
}

static void
summarize_place (void *data, size_t place)
{
  Crossing *self = data;
  const LimenBootstrap *plan = &self->replicates->plan;
  LimenInterval interval
      = limen_bootstrap_interval (self->values + place * plan->n_resamples,
                                  plan->n_resamples, plan->confidence)
            .interval;

  self->points[place]
      = (LimenBandPoint){ self->x[place], interval.low, interval.high };
}

/* The values of x at which a band is computed: those of the curve itself, each
 * once. */
static double *
new_places (const LimenFigureInput *input, const LimenBandGrid *grid,
            const LimenPointCurve *curve, gsize *n_places)
{
  double *x = g_new (double, grid->n_candidates);
  gsize n = 0;

  for (gsize i = grid->n_candidates; i-- > 0;)
    {
      double next = limen_point_curve_get_point (
                        curve, limen_figure_input_get_sweep (input),
                        grid->candidates[i])
                        .x;

      if (!isnan (next) && (n == 0 || next > x[n - 1]))
        x[n++] = next;
    }
  *n_places = n;
  return x;
}

/* Adds the band of a curve; FALSE when memory runs out. */
static gboolean
add_curve (LimenBands *bands, const LimenFigureInput *input,
           const LimenBandGrid *grid, const LimenReplicates *replicates,
           const LimenPointCurve *curve, guint key)
{
  gsize n_places, n = replicates->plan.n_resamples;
  g_autofree double *x = new_places (input, grid, curve, &n_places);
  g_autofree double *values = g_try_new (double, MAX (n * n_places, 1));
  Crossing crossing = { .replicates = replicates,
                        .view = get_view (input),
                        .curve = *curve,
                        .n_candidates = grid->n_candidates,
                        .x = x,
                        .n_places = n_places,
                        .values = values };

  if (values == NULL)
    return FALSE;
  crossing.points = g_new (LimenBandPoint, n_places);
  limen_parallel_run (read_resample, &crossing, n, 0);
  limen_parallel_run (summarize_place, &crossing, n_places, 0);
  limen_bands_take (bands, key, crossing.points, n_places);
  return TRUE;
}

/* Bands of curves over a metric that rises as thresholds fall, common to the
 * curves, which is on the axis `x`: in each resample the value of y where its
 * curve reaches a fixed value of x. */
LimenBands *
limen_figure_bands_new_of_points (const LimenFigureInput *input,
                                  const LimenPointCurve *curves,
                                  const guint *keys, gsize n_curves,
                                  const LimenScale *x,
                                  GCancellable *cancellable, GError **error)
{
  const LimenSweep *sweep = limen_figure_input_get_sweep (input);
  g_autoptr (LimenBands) bands = limen_bands_new (input->bootstrap.confidence);
  g_auto (LimenBandGrid) grid = { 0 };
  LimenReplicates replicates = { 0 };
  gboolean is_done;

  if (!has_both (input) || n_curves == 0)
    return NULL;
  grid = limen_band_grid_new_over_curve (sweep, get_position,
                                         &(Along){ sweep, curves[0], x });
  is_done = draw_replicates (input, &grid, &replicates, cancellable, error);
  for (gsize i = 0; i < n_curves && is_done; i++)
    {
      is_done
          = add_curve (bands, input, &grid, &replicates, &curves[i], keys[i]);
      if (!is_done)
        limen_figure_input_fail_memory (input, N_ ("for its intervals"),
                                        error);
    }
  limen_replicates_clear (&replicates);
  return is_done && !limen_bands_is_empty (bands) ? g_steal_pointer (&bands)
                                                  : NULL;
}
