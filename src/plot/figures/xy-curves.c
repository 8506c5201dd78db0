#include "xy-curves.h"

#include <math.h>
#include <stdlib.h>

#include "curve-palette.h"
#include "ranking.h"
#include "roc-hull.h"
#include "tick-label.h"

/* Pixels that points are thinned to: more than a figure has, so that what is
 * thinned again when it is drawn stays true. */
#define N_PIXELS 4096
/* The ends of an axis of normal deviates. */
#define LEAST_RATE 0.0001
#define MOST_LEAST_RATE 0.01
/* Above the highest point of a curve that ends nowhere. */
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
  const LimenSweep *sweep; /* borrowed */
  int kind;                /* LimenPointsKind; -1: metrics over the rate */
  double prevalence;       /* of the population, or of the rows */
  gboolean is_moved;       /* whether that is another one than the rows' */
  LimenCosts costs;
  LimenScale x, y;
  Series series[LIMEN_XY_MAX_SERIES];
  gsize n_series;
  LimenXyPlace *hull;
  gsize n_hull;
  double summary; /* the curve in one number; NaN: none */
  const char *message;
  gboolean has_failed; /* for want of memory */
  gboolean is_point; /* there is one place, of decisions, and no curve */
};

static const struct
{
  const char *series, *x_title, *y_title, *x_name, *y_name;
  const char *x_short, *y_short;
} kinds[] = {
  [LIMEN_POINTS_ROC]
  = { "AUC", "false positive rate", "recall (true positive rate)",
      "false positive rate", "recall", "FPR", "recall" },
  [LIMEN_POINTS_PRECISION_RECALL]
  = { "average precision", "recall", "precision", "recall", "precision",
      "recall", "precision" },
  [LIMEN_POINTS_DET]
  = { "equal error rate", "false positive rate, laid out by normal deviates",
      "false negative rate", "false positive rate", "false negative rate",
      "FPR", "FNR" },
  [LIMEN_POINTS_GAIN]
  = { "gain", "share of rows predicted positive", "recall",
      "predicted positive", "recall", "predicted positive", "recall" },
  [LIMEN_POINTS_LIFT]
  = { "lift", "share of rows predicted positive", "lift",
      "predicted positive", "lift", "predicted positive", "lift" },
};

static const char rate_x_title[] = "share of rows predicted positive";

/* Scales */

/* A little below the least rate that is not 0. */
static double
get_least_rate (const LimenSweep *sweep)
{
  double most = fmax (limen_sweep_get_positives (sweep),
                      limen_sweep_get_negatives (sweep));

  return most > 0 ? CLAMP (0.5 / most, LEAST_RATE, MOST_LEAST_RATE)
                  : MOST_LEAST_RATE;
}

/* From 0, or from what is below, to what is above 1 where that is finite. */
static LimenScale
get_y_scale (const LimenXyCurves *self)
{
  double low = 0, high = 0, top = 1;

  for (gsize i = 0; i < self->n_series; i++)
    {
      double least, most;

      limen_point_curve_get_range (&self->series[i].curve, self->sweep, &least,
                                   &most);
      low = fmin (low, least);
      high = fmax (high, most);
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
  double least;

  self->x = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1);
  self->y = self->x;
  if (self->kind == LIMEN_POINTS_DET)
    {
      least = get_least_rate (self->sweep);
      self->x = limen_scale_new (LIMEN_TRANSFORM_PROBIT, least, 1 - least);
      self->y = self->x;
    }
  else if (self->kind < 0 || self->kind == LIMEN_POINTS_LIFT)
    self->y = get_y_scale (self);
}

static LimenPointAxis
get_axis (const LimenScale *scale)
{
  return (LimenPointAxis) { scale->low, scale->high,
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

/* Why there is no curve. */
static const char *
get_message (const LimenXyCurves *self)
{
  double positives = limen_sweep_get_positives (self->sweep);
  double negatives = limen_sweep_get_negatives (self->sweep);

  if (self->has_failed)
    return "no memory for the curve";
  for (gsize i = 0; i < self->n_series; i++)
    if (has_points (&self->series[i]))
      return NULL;
  if (!(positives + negatives > 0))
    return "no rows";
  if (!(positives > 0))
    return "no positive rows: recall is undefined";
  if (!(negatives > 0))
    return "no negative rows: the false positive rate is undefined";
  return self->n_series > 0 ? "undefined at every threshold" : "no curves";
}

static void
compute_points (LimenXyCurves *self)
{
  choose_scales (self);
  for (gsize i = 0; i < self->n_series; i++)
    self->series[i].points = limen_curve_points_new (
        self->sweep, &self->series[i].curve, get_axis (&self->x),
        get_axis (&self->y));
  for (gsize i = 0; i < self->n_series; i++)
    self->has_failed |= self->series[i].points == NULL;
  self->message = get_message (self);
}

static void
compute_hull (LimenXyCurves *self)
{
  size_t n;
  size_t *hull = limen_roc_hull_new (self->sweep, &n);

  self->has_failed = hull == NULL;
  self->hull = g_new (LimenXyPlace, n + 1);
  self->n_hull = n;
  for (gsize i = 0; i < n; i++)
    {
      LimenCurvePoint point = limen_point_curve_get_point (
          &self->series[0].curve, self->sweep, hull[i]);

      self->hull[i] = (LimenXyPlace) { point.x, point.y };
    }
  free (hull);
}

/* The candidate at which both error rates are nearest to each other: there
 * fpr - fnr, which falls as thresholds rise, changes its sign. */
static double
compute_equal_error (const LimenXyCurves *self)
{
  const LimenPointCurve *curve = &self->series[0].curve;
  size_t low = 0, high = limen_sweep_get_n_scores (self->sweep);
  LimenCurvePoint below, above;

  while (high - low > 1)
    {
      size_t middle = low + (high - low) / 2;
      LimenCurvePoint point
          = limen_point_curve_get_point (curve, self->sweep, middle);

      if (point.x >= point.y)
        low = middle;
      else
        high = middle;
    }
  below = limen_point_curve_get_point (curve, self->sweep, low);
  above = limen_point_curve_get_point (curve, self->sweep, high);
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
      return limen_ranking_compute (self->sweep).roc_auc;
    case LIMEN_POINTS_PRECISION_RECALL:
      return limen_ranking_compute_at_prevalence (
                 self->sweep, self->is_moved ? self->prevalence : (double) NAN)
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
  self->sweep = sweep;
  self->kind = kind;
  self->costs = costs;
  self->is_moved = !isnan (prevalence);
  self->prevalence = self->is_moved
                         ? prevalence
                         : limen_confusion_get_prevalence (
                             limen_sweep_get_confusion (sweep, 0));
  self->summary = NAN;
  return self;
}

/**
 * The curve of one kind over every threshold of a sweep, which is borrowed and
 * must outlive it. The costs are for the line of equal cost in ROC space, which
 * is left out where rows have costs of their own;
 * @prevalence is that of the population, NaN for that of the rows. Takes time
 * linear in the sweep: not for the main thread. Returns a new reference.
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
 * The one place of decisions, whose sweep is of scores of 0 and 1, among the
 * points of a kind, without a curve. For the rest see limen_xy_curves_new().
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

/* Whether there is one place, of decisions, and no curve. */
gboolean
limen_xy_curves_is_point (const LimenXyCurves *self)
{
  return self->is_point;
}

/**
 * Whether memory did not suffice for the curves, whose figure then says so.
 */
gboolean
limen_xy_curves_has_failed (const LimenXyCurves *self)
{
  return self->has_failed;
}

/**
 * Up to LIMEN_XY_MAX_SERIES metrics over the share of rows that is predicted
 * positive: for those who can look at so many a day.
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
      self->series[i].curve = (LimenPointCurve) {
        .x = { LIMEN_METRIC_PREDICTED_POSITIVE_RATE, 1 },
        .y = { metrics[i], 1 },
        .costs = costs,
        .prevalence = prevalence,
      };
    }
  compute_points (self);
  return self;
}

/* Another reference. */
LimenXyCurves *
limen_xy_curves_ref (LimenXyCurves *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/* Gives a reference back; NULL is nothing. */
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

/* The sweep that they are of; borrowed. */
const LimenSweep *
limen_xy_curves_get_sweep (const LimenXyCurves *self)
{
  return self->sweep;
}

/* Why there is no curve; static, NULL where there is one. */
const char *
limen_xy_curves_get_message (const LimenXyCurves *self)
{
  return self->message;
}

/* How many curves there are. */
gsize
limen_xy_curves_get_n_series (const LimenXyCurves *self)
{
  return self->n_series;
}

/* What a curve is called in a legend; static. */
const char *
limen_xy_curves_get_series_title (const LimenXyCurves *self, gsize series)
{
  if (self->is_point)
    return "the decisions";
  return self->kind < 0 ? limen_xy_curves_get_y_name (self, series)
                        : kinds[self->kind].series;
}

/* What x is, in a few words; static. */
const char *
limen_xy_curves_get_x_name (const LimenXyCurves *self)
{
  return self->kind < 0 ? "predicted positive" : kinds[self->kind].x_name;
}

/* What y is; static. */
const char *
limen_xy_curves_get_y_name (const LimenXyCurves *self, gsize series)
{
  return self->kind < 0
             ? limen_metric_get_info (self->series[series].curve.y.id)->title
             : kinds[self->kind].y_name;
}

/* Where a threshold stands on a curve, in O(log n). NaN where that is
 * undefined, and for a threshold that is NaN. */
LimenXyPlace
limen_xy_curves_get_place (const LimenXyCurves *self, gsize series,
                           double threshold)
{
  LimenCurvePoint point = limen_point_curve_get_point (
      &self->series[series].curve, self->sweep,
      limen_sweep_find (self->sweep, threshold));

  if (isnan (threshold))
    return (LimenXyPlace) { NAN, NAN };
  return (LimenXyPlace) { point.x, point.y };
}

/* The figure */

/* Three decimals; an em dash for what is undefined. */
static void
write_value (double value, const char *decimal_point, char *text, gsize size)
{
  if (isnan (value))
    g_strlcpy (text, "\342\200\224", size);
  else
    limen_tick_label_write ((LimenTickFormat) { LIMEN_TICK_FIXED, -3 }, value,
                            decimal_point, text, size);
}

static LimenXyLine *
add_line (LimenXyFigure *figure, LimenXyLineKind kind, double x1, double y1,
          double x2, double y2, const char *title)
{
  LimenXyLine *line = &figure->lines[figure->n_lines++];

  *line = (LimenXyLine) { .kind = kind, .from = { x1, y1 },
                          .to = { x2, y2 }, .title = title };
  return line;
}

/* The base line first: its label is the one that stays. */
static void
add_precision_lines (const LimenXyCurves *self, LimenXyFigure *figure,
                     const char *decimal_point)
{
  static const double f1[] = { 0.2, 0.4, 0.6, 0.8, 0.9 };
  LimenXyLine *line
      = add_line (figure, LIMEN_XY_LINE_CHANCE, 0, self->prevalence, 1,
                  self->prevalence, "prevalence");

  write_value (self->prevalence, decimal_point, line->label,
               sizeof line->label);
  for (gsize i = 0; i < G_N_ELEMENTS (f1); i++)
    {
      char number[24];

      line = add_line (figure, LIMEN_XY_LINE_F1, NAN, NAN, NAN, NAN,
                       i == 0 ? "equal F1" : NULL);
      line->value = f1[i];
      limen_tick_label_write ((LimenTickFormat) { LIMEN_TICK_FIXED, -1 },
                              f1[i], decimal_point, number, sizeof number);
      g_snprintf (line->label, sizeof line->label, "F1 %s", number);
    }
}

/* A step to the right costs what it takes up: N fp / (P fn) as the population
 * has them (Provost and Fawcett, 2001). There is no such line where each row
 * has costs of its own: what a point costs does not follow from its rates. */
static void
add_cost_line (const LimenXyCurves *self, LimenXyFigure *figure)
{
  LimenXyPlace marker = figure->series[0].marker;
  double odds = (1 - self->prevalence) / self->prevalence;
  LimenXyLine *line;

  if (isnan (marker.x) || isnan (marker.y) || self->is_point
      || limen_sweep_has_row_costs (self->sweep))
    return;
  line = add_line (figure, LIMEN_XY_LINE_COST, marker.x, marker.y, NAN, NAN,
                   "equal cost");
  line->value = odds * (self->costs.fp_cost + self->costs.tn_gain)
                / (self->costs.fn_cost + self->costs.tp_gain);
}

static void
add_lines (const LimenXyCurves *self, LimenXyFigure *figure,
           const char *decimal_point)
{
  switch (self->kind)
    {
    case LIMEN_POINTS_ROC:
      add_line (figure, LIMEN_XY_LINE_CHANCE, 0, 0, 1, 1, "chance");
      add_cost_line (self, figure);
      break;
    case LIMEN_POINTS_PRECISION_RECALL:
      add_precision_lines (self, figure, decimal_point);
      break;
    case LIMEN_POINTS_DET:
      add_line (figure, LIMEN_XY_LINE_CHANCE, self->x.low, self->y.high,
                self->x.high, self->y.low, "chance");
      break;
    case LIMEN_POINTS_GAIN:
      add_line (figure, LIMEN_XY_LINE_CHANCE, 0, 0, 1, 1, "chance");
      add_line (figure, LIMEN_XY_LINE_LIMIT, 0, 0, self->prevalence, 1,
                "perfect");
      break;
    case LIMEN_POINTS_LIFT:
      add_line (figure, LIMEN_XY_LINE_CHANCE, 0, 1, 1, 1, "chance");
      break;
    default:
      break;
    }
}

static void
fill_series (const LimenXyCurves *self, gsize index, double threshold,
             const char *decimal_point, LimenXySeries *series)
{
  const Series *source = &self->series[index];

  series->title = limen_xy_curves_get_series_title (self, index);
  if (source->points != NULL && !self->is_point)
    series->points = limen_curve_points_get (source->points,
                                             &series->n_points);
  series->is_stepped = self->kind == LIMEN_POINTS_PRECISION_RECALL;
  series->color = source->color;
  series->marker = limen_xy_curves_get_place (self, index, threshold);
  if (!isnan (self->summary))
    write_value (self->summary, decimal_point, series->value,
                 sizeof series->value);
  else if (self->kind < 0 && !isnan (threshold))
    write_value (series->marker.y, decimal_point, series->value,
                 sizeof series->value);
}

static void
write_caption (const LimenXyCurves *self, LimenXyFigure *figure,
               const char *decimal_point)
{
  LimenXyPlace marker = figure->series[0].marker;
  char x[24], y[24];

  write_value (marker.x, decimal_point, x, sizeof x);
  write_value (marker.y, decimal_point, y, sizeof y);
  if (self->kind < 0)
    g_snprintf (figure->caption, sizeof figure->caption, "%s %s",
                limen_xy_curves_get_x_name (self), x);
  else
    g_snprintf (figure->caption, sizeof figure->caption, "%s %s, %s %s",
                kinds[self->kind].x_short, x, kinds[self->kind].y_short, y);
}

/* The figure with the marker at a threshold, NaN for none; what is written in
 * it has this decimal point. Pins, label, hover, focus are the caller's. */
LimenXyFigure
limen_xy_curves_get_figure (const LimenXyCurves *self, double threshold,
                            const char *decimal_point)
{
  LimenXyFigure figure = {
    .x = self->x,
    .y = self->y,
    .x_title = self->kind < 0 ? rate_x_title : kinds[self->kind].x_title,
    .y_title = self->kind < 0 ? NULL : kinds[self->kind].y_title,
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
  add_lines (self, &figure, decimal_point);
  if (!isnan (threshold))
    write_caption (self, &figure, decimal_point);
  return figure;
}
