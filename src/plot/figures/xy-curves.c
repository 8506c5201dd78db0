/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xy-curves.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

#include "curve-palette.h"
#include "ranking.h"
#include "roc-hull.h"
#include "xy-lines.h"

/* Resolution, in pixels, to which points are thinned: more than a figure has,
 * so that thinning again when drawing is accurate. */
#define N_PIXELS 4096
/* Bounds for the lower end of a probit axis. */
#define MIN_AXIS_START 0.0001
#define MAX_AXIS_START 0.01
/* Room above the highest point of a curve without an upper bound, as a
 * factor. */
#define HEADROOM 1.04

typedef struct
{
  LimenPointCurve curve;
  LimenCurvePoints *points;
  guint color;
} Series;

struct _LimenXyCurves
{
  gatomicrefcount ref_count;
  LimenXySource source; /* the sweep is borrowed */
  int kind;             /* a LimenPointsKind; -1: another figure */
  const LimenXyWords *words;
  const LimenXyKind *custom; /* source of the points; NULL: two metrics */
  gboolean has_prevalence;   /* a prevalence other than the rows' was given */
  LimenScale x, y;
  Series series[LIMEN_XY_MAX_SERIES];
  gsize n_series;
  LimenXyPlace *hull;
  gsize n_hull;
  double summary; /* summary of the curve, such as its area; NaN: none */
  const char *message;
  gboolean has_failed; /* memory ran out */
  gboolean is_point;   /* a single point, of decisions; no curve */
};

static const LimenXyWords words[] = {
  [LIMEN_POINTS_ROC]
  = { N_ ("AUC"), N_ ("false positive rate"),
      N_ ("recall (true positive rate)"), N_ ("false positive rate"),
      N_ ("recall"), N_ ("FPR"), N_ ("recall") },
  [LIMEN_POINTS_PRECISION_RECALL]
  = { N_ ("average precision"), N_ ("recall"), N_ ("precision"), N_ ("recall"),
      N_ ("precision"), N_ ("recall"), N_ ("precision") },
  [LIMEN_POINTS_DET]
  = { N_ ("equal error rate"), N_ ("false positive rate, probit scale"),
      N_ ("false negative rate"), N_ ("false positive rate"),
      N_ ("false negative rate"), N_ ("FPR"), N_ ("FNR") },
  [LIMEN_POINTS_GAIN]
  = { N_ ("gain"), N_ ("share of rows predicted positive"), N_ ("recall"),
      N_ ("predicted positive"), N_ ("recall"), N_ ("predicted positive"),
      N_ ("recall") },
  [LIMEN_POINTS_LIFT] = { N_ ("lift"), N_ ("share of rows predicted positive"),
                          N_ ("lift"), N_ ("predicted positive"), N_ ("lift"),
                          N_ ("predicted positive"), N_ ("lift") },
};

/* Curves over the share predicted positive are named after their metrics. */
static const LimenXyWords rate_words
    = { NULL, N_ ("share of rows predicted positive"),
        NULL, N_ ("predicted positive"),
        NULL, N_ ("predicted positive"),
        NULL };

/* Scales */

/* Lower end of a probit axis: half of the smallest rate above 0 that the rows
 * can have, within the bounds. */
static double
get_axis_start (const LimenSweep *sweep)
{
  double max_rows = fmax (limen_sweep_get_positives (sweep),
                          limen_sweep_get_negatives (sweep));

  return max_rows > 0 ? CLAMP (0.5 / max_rows, MIN_AXIS_START, MAX_AXIS_START)
                      : MAX_AXIS_START;
}

/* The y axis: from 0, or from the lowest negative value; up to 1, or to the
 * largest finite value if that is above 1. */
static LimenScale
get_y_scale (const LimenXyCurves *self)
{
  double low = 0, high = 0, top = 1;

  for (gsize i = 0; i < self->n_series; i++)
    {
      double series_low, series_high;

      limen_point_curve_get_range (&self->series[i].curve, self->source.sweep,
                                   &series_low, &series_high);
      low = fmin (low, series_low);
      high = fmax (high, series_high);
    }
  if (self->kind == LIMEN_POINTS_LIFT)
    top = fmax (1, high) * HEADROOM;
  else if (high > 1)
    top = high * HEADROOM;
  return limen_scale_new (LIMEN_TRANSFORM_LINEAR,
                          low < 0 ? floor (low * 5) / 5 : 0, top);
}

static void
choose_scales (LimenXyCurves *self)
{
  double start;

  self->x = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1);
  self->y = self->x;
  if (self->kind == LIMEN_POINTS_DET)
    {
      start = get_axis_start (self->source.sweep);
      self->x = limen_scale_new (LIMEN_TRANSFORM_PROBIT, start, 1 - start);
      self->y = self->x;
    }
  else if (self->custom != NULL)
    self->y.high = self->custom->get_top (&self->source);
  else if (self->kind < 0 || self->kind == LIMEN_POINTS_LIFT)
    self->y = get_y_scale (self);
}

static LimenPointAxis
get_axis (const LimenScale *scale)
{
  return (LimenPointAxis){ scale->low, scale->high,
                           scale->transform == LIMEN_TRANSFORM_PROBIT,
                           N_PIXELS };
}

/* Points */

static gboolean
has_points (const Series *series)
{
  gsize n_points;
  const LimenCurvePoint *points
      = limen_curve_points_get (series->points, &n_points);

  for (gsize i = 0; i < n_points; i++)
    if (!isnan (points[i].across))
      return TRUE;
  return FALSE;
}

/* Why there is no curve; NULL if there is one. */
static const char *
get_message (const LimenXyCurves *self)
{
  double positives = limen_sweep_get_positives (self->source.sweep);
  double negatives = limen_sweep_get_negatives (self->source.sweep);

  if (self->has_failed)
    return _ ("not enough memory for the curve");
  for (gsize i = 0; i < self->n_series; i++)
    if (has_points (&self->series[i]))
      return NULL;
  if (!(positives + negatives > 0))
    return _ ("no rows");
  if (!(positives > 0))
    return _ ("no positive rows: recall is undefined");
  if (!(negatives > 0))
    return _ ("no negative rows: the false positive rate is undefined");
  return self->n_series > 0 ? _ ("undefined at every threshold")
                            : _ ("no curves");
}

static void
compute_points (LimenXyCurves *self)
{
  choose_scales (self);
  for (gsize i = 0; i < self->n_series; i++)
    self->series[i].points
        = limen_curve_points_new (self->source.sweep, &self->series[i].curve,
                                  get_axis (&self->x), get_axis (&self->y));
  for (gsize i = 0; i < self->n_series; i++)
    self->has_failed |= self->series[i].points == NULL;
  self->message = get_message (self);
}

static void
compute_hull (LimenXyCurves *self)
{
  size_t n;
  size_t *hull = limen_roc_hull_new (self->source.sweep, &n);

  self->has_failed = hull == NULL;
  self->hull = g_new (LimenXyPlace, n + 1);
  self->n_hull = n;
  for (gsize i = 0; i < n; i++)
    {
      LimenCurvePoint point = limen_point_curve_get_point (
          &self->series[0].curve, self->source.sweep, hull[i]);

      self->hull[i] = (LimenXyPlace){ point.x, point.y };
    }
  free (hull);
}

/* The equal error rate: the mean of FPR and FNR at the candidate where they
 * are closest. Found by bisection, since FPR - FNR falls as thresholds
 * rise. */
static double
compute_equal_error (const LimenXyCurves *self)
{
  const LimenPointCurve *curve = &self->series[0].curve;
  size_t low = 0, high = limen_sweep_get_n_scores (self->source.sweep);
  LimenCurvePoint below, above;

  while (high - low > 1)
    {
      size_t middle = low + (high - low) / 2;
      LimenCurvePoint point
          = limen_point_curve_get_point (curve, self->source.sweep, middle);

      if (point.x >= point.y)
        low = middle;
      else
        high = middle;
    }
  below = limen_point_curve_get_point (curve, self->source.sweep, low);
  above = limen_point_curve_get_point (curve, self->source.sweep, high);
  if (fabs (above.x - above.y) < fabs (below.x - below.y))
    below = above;
  return (below.x + below.y) / 2;
}

static double
summarize (const LimenXyCurves *self)
{
  switch (self->kind)
    {
    case LIMEN_POINTS_ROC:
      return limen_ranking_compute (self->source.sweep).roc_auc;
    case LIMEN_POINTS_PRECISION_RECALL:
      return limen_ranking_compute_at_prevalence (
                 self->source.sweep,
                 self->has_prevalence ? self->source.prevalence : (double) NAN)
          .average_precision;
    case LIMEN_POINTS_DET:
      return compute_equal_error (self);
    default:
      return NAN;
    }
}

static LimenXyCurves *
new_empty (const LimenSweep *sweep, int kind, LimenCosts costs,
           double prevalence)
{
  LimenXyCurves *self = g_new0 (LimenXyCurves, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->source.sweep = sweep;
  self->kind = kind;
  self->words = kind >= 0 ? &words[kind] : &rate_words;
  self->source.costs = costs;
  self->has_prevalence = !isnan (prevalence);
  self->source.prevalence = self->has_prevalence
                                ? prevalence
                                : limen_confusion_get_prevalence (
                                    limen_sweep_get_confusion (sweep, 0));
  self->summary = NAN;
  return self;
}

/**
 * The curve of one kind over all thresholds of a sweep. The sweep is borrowed
 * and must outlive the curve. @costs apply to the line of equal cost in ROC
 * space, which is left out where rows have costs of their own; @prevalence is
 * of the population, NaN for the rows' own. Takes time linear in the sweep:
 * not for the main thread. Returns a new reference.
 */
LimenXyCurves *
limen_xy_curves_new (const LimenSweep *sweep, LimenPointsKind kind,
                     LimenCosts costs, double prevalence)
{
  LimenXyCurves *self = new_empty (sweep, (int) kind, costs, prevalence);

  self->n_series = 1;
  self->series[0].color = 2;
  self->series[0].curve = limen_point_curve_new (kind, prevalence);
  compute_points (self);
  if (self->message != NULL)
    return self;
  self->summary = summarize (self);
  if (kind == LIMEN_POINTS_ROC)
    compute_hull (self);
  self->message = get_message (self);
  return self;
}

/**
 * The single point of decisions, whose sweep has the scores 0 and 1, instead
 * of a curve. Other arguments are as in limen_xy_curves_new().
 */
LimenXyCurves *
limen_xy_curves_new_of_decisions (const LimenSweep *sweep,
                                  LimenPointsKind kind, double prevalence)
{
  LimenXyCurves *self
      = new_empty (sweep, (int) kind, LIMEN_COSTS_DEFAULT, prevalence);

  self->is_point = TRUE;
  self->n_series = 1;
  self->series[0].color = 2;
  self->series[0].curve = limen_point_curve_new (kind, prevalence);
  compute_points (self);
  return self;
}

/* Whether the figure is a single point of decisions, without a curve. */
gboolean
limen_xy_curves_is_point (const LimenXyCurves *self)
{
  return self->is_point;
}

/**
 * Whether memory ran out; the figure then shows a message.
 */
gboolean
limen_xy_curves_has_failed (const LimenXyCurves *self)
{
  return self->has_failed;
}

/**
 * Curves of metrics over the share of rows predicted positive, for teams that
 * can review a fixed number of rows a day. Metrics beyond LIMEN_XY_MAX_SERIES
 * are left out. The sweep is borrowed and must outlive the curves; @costs and
 * @prevalence (NaN: the rows' own) are those of the metrics. Returns a new
 * reference.
 */
LimenXyCurves *
limen_xy_curves_new_over_rate (const LimenSweep *sweep,
                               const LimenMetricId *metrics, gsize n_metrics,
                               LimenCosts costs, double prevalence)
{
  LimenXyCurves *self = new_empty (sweep, -1, costs, prevalence);
  guint colors[LIMEN_XY_MAX_SERIES];

  self->n_series = MIN (n_metrics, LIMEN_XY_MAX_SERIES);
  limen_curve_palette_assign (metrics, self->n_series, colors);
  for (gsize i = 0; i < self->n_series; i++)
    {
      self->series[i].color = colors[i];
      self->series[i].curve = (LimenPointCurve){
        .x = { LIMEN_METRIC_PREDICTED_POSITIVE_RATE, 1 },
        .y = { metrics[i], 1 },
        .costs = costs,
        .prevalence = prevalence,
      };
    }
  compute_points (self);
  return self;
}

static LimenCurvePoints *
lay_out_points (const LimenXyCurves *self)
{
  gsize n;
  g_autofree LimenCurvePoint *points
      = self->custom->new_points (&self->source, &n);

  for (gsize i = 0; i < n; i++)
    {
      points[i].across = limen_scale_map (&self->x, points[i].x);
      points[i].up = limen_scale_map (&self->y, points[i].y);
    }
  return points != NULL
             ? limen_curve_points_thin (points, n, N_PIXELS, N_PIXELS)
             : NULL;
}

/**
 * A curve whose points, reference lines and words come from @kind instead of
 * two metrics of each candidate. @kind must outlive the curve. Other arguments
 * are as in limen_xy_curves_new().
 */
LimenXyCurves *
limen_xy_curves_new_of_kind (const LimenSweep *sweep, const LimenXyKind *kind,
                             LimenCosts costs, double prevalence)
{
  LimenXyCurves *self = new_empty (sweep, -1, costs, prevalence);

  self->custom = kind;
  self->words = &kind->words;
  self->n_series = 1;
  self->series[0].color = 2;
  choose_scales (self);
  self->series[0].points = lay_out_points (self);
  self->has_failed = self->series[0].points == NULL;
  self->message = get_message (self);
  return self;
}

/* Takes a reference and returns it. */
LimenXyCurves *
limen_xy_curves_ref (LimenXyCurves *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/* Releases a reference; NULL is ignored. */
void
limen_xy_curves_unref (LimenXyCurves *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (gsize i = 0; i < self->n_series; i++)
    limen_curve_points_free (self->series[i].points);
  g_free (self->hull);
  g_free (self);
}

/* The sweep of the curves; borrowed. */
const LimenSweep *
limen_xy_curves_get_sweep (const LimenXyCurves *self)
{
  return self->source.sweep;
}

/* Why there is no curve; static, NULL if there is one. */
const char *
limen_xy_curves_get_message (const LimenXyCurves *self)
{
  return self->message;
}

/* Number of curves. */
gsize
limen_xy_curves_get_n_series (const LimenXyCurves *self)
{
  return self->n_series;
}

/* The title of a curve in a legend; translated, static. */
static const char *
get_series_title (const LimenXyCurves *self, gsize series)
{
  if (self->is_point)
    return _ ("the decisions");
  return self->words->series != NULL
             ? _ (self->words->series)
             : limen_xy_curves_get_y_name (self, series);
}

/* Short name of the x axis; translated, static. */
const char *
limen_xy_curves_get_x_name (const LimenXyCurves *self)
{
  return _ (self->words->x_name);
}

/* Short name of the y axis of a curve; translated, static. */
const char *
limen_xy_curves_get_y_name (const LimenXyCurves *self, gsize series)
{
  return _ (
      self->words->y_name != NULL
          ? self->words->y_name
          : limen_metric_get_info (self->series[series].curve.y.id)->title);
}

/* The position of a threshold on a curve, in O(log n). NaN where it is
 * undefined, and for a threshold of NaN. */
LimenXyPlace
limen_xy_curves_get_place (const LimenXyCurves *self, gsize series,
                           double threshold)
{
  gsize candidate = limen_sweep_find (self->source.sweep, threshold);
  LimenCurvePoint point;

  if (isnan (threshold))
    return (LimenXyPlace){ NAN, NAN };
  if (self->custom != NULL)
    return self->custom->get_place (&self->source, candidate);
  point = limen_point_curve_get_point (&self->series[series].curve,
                                       self->source.sweep, candidate);
  return (LimenXyPlace){ point.x, point.y };
}

/* The figure */

static void
fill_series (const LimenXyCurves *self, gsize index, double threshold,
             const char *decimal_point, LimenXySeries *series)
{
  const Series *source = &self->series[index];

  series->title = get_series_title (self, index);
  if (source->points != NULL && !self->is_point)
    series->points
        = limen_curve_points_get (source->points, &series->n_points);
  series->is_stepped = self->kind == LIMEN_POINTS_PRECISION_RECALL;
  series->color = source->color;
  series->band = self->words == &rate_words ? (guint) source->curve.y.id
                                            : (guint) index;
  series->marker = limen_xy_curves_get_place (self, index, threshold);
  if (!isnan (self->summary))
    limen_xy_write_value (self->summary, decimal_point, series->value,
                          sizeof series->value);
  else if (self->words == &rate_words && !isnan (threshold))
    limen_xy_write_value (series->marker.y, decimal_point, series->value,
                          sizeof series->value);
}

static void
write_caption (const LimenXyCurves *self, LimenXyFigure *figure,
               const char *decimal_point)
{
  LimenXyPlace marker = figure->series[0].marker;
  char x[24], y[24];

  limen_xy_write_value (marker.x, decimal_point, x, sizeof x);
  limen_xy_write_value (marker.y, decimal_point, y, sizeof y);
  if (self->words->y_short == NULL)
    g_snprintf (figure->caption, sizeof figure->caption, "%s %s",
                _ (self->words->x_short), x);
  else
    g_snprintf (figure->caption, sizeof figure->caption, "%s %s, %s %s",
                _ (self->words->x_short), x, _ (self->words->y_short), y);
}

/* A figure of the curves with the marker at a threshold; NaN for no marker.
 * Numbers are written with @decimal_point. The caller adds pins, label, hover
 * and focus. The figure points into the curves, which must outlive it. */
LimenXyFigure
limen_xy_curves_get_figure (const LimenXyCurves *self, double threshold,
                            const char *decimal_point)
{
  LimenXyFigure figure = {
    .x = self->x,
    .y = self->y,
    .x_title = _ (self->words->x_title),
    .y_title = self->words->y_title != NULL ? _ (self->words->y_title) : NULL,
    .n_series = self->n_series,
    .hull = self->hull,
    .n_hull = self->n_hull,
    .hover = { NAN, NAN },
    .has_legend = TRUE,
    .message = self->message,
  };

  for (gsize i = 0; i < self->n_series; i++)
    fill_series (self, i, threshold, decimal_point, &figure.series[i]);
  if (self->message != NULL || self->n_series == 0)
    return figure;
  if (self->kind >= 0)
    limen_xy_lines_add (&figure, (LimenPointsKind) self->kind, &self->source,
                        self->is_point, decimal_point);
  if (self->custom != NULL)
    self->custom->add_lines (&self->source,
                             limen_sweep_find (self->source.sweep, threshold),
                             &figure);
  if (!isnan (threshold))
    write_caption (self, &figure, decimal_point);
  return figure;
}
