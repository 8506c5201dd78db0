/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "threshold-lines.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "decision-curve.h"
#include "link.h"
#include "objective.h"
#include "ranking.h"

/* Columns per curve: twice the pixels of a wide figure. */
#define N_COLUMNS 4096
/* Room above the highest point and below 0, as a share of the height. */
#define HEADROOM 0.06
#define FOOTROOM 0.2
/* Room on the cost axis below the least cost and above the better trivial
 * decision, as shares of the model's saving. */
#define SAVING_FOOTROOM 0.25
#define SAVING_HEADROOM 0.5

typedef struct
{
  const char *title;
  LimenMetricId metric; /* metric of the KS and cost curves */
  guint color;
  LimenCurveColumn columns[N_COLUMNS];
} Line;

struct _LimenThresholdLines
{
  gatomicrefcount ref_count;
  const LimenSweep *sweep; /* borrowed */
  LimenLinesKind kind;
  LimenKind score_kind;
  LimenObjective view; /* minimum cost; holds costs and prevalence */
  Line lines[LIMEN_LINES_MAX_SERIES];
  gsize n_lines;
  LimenScale x, y;
  LimenCurveMark mark;
  const char *message;
  LimenThresholdLines *test; /* the curves of test data; NULL: none */
};

static Line *
add_line (LimenThresholdLines *self, const char *title, LimenMetricId metric,
          guint color)
{
  Line *line = &self->lines[self->n_lines++];

  line->title = title;
  line->metric = metric;
  line->color = color;
  return line;
}

static void
add_metric (LimenThresholdLines *self, const double *edges, const char *title,
            LimenMetricId metric, guint color)
{
  limen_curve_compute (&self->view, self->sweep,
                       (LimenMetric) { metric, 1 }, edges, N_COLUMNS,
                       add_line (self, title, metric, color)->columns);
}

/* The finite minimum and maximum over all columns of a line. */
static void
find_range (const Line *line, double *low, double *high)
{
  *low = *high = NAN;
  for (gsize i = 0; i < N_COLUMNS; i++)
    {
      if (isfinite (line->columns[i].low))
        *low = fmin (*low, line->columns[i].low);
      if (isfinite (line->columns[i].high))
        *high = fmax (*high, line->columns[i].high);
    }
}

/* The Kolmogorov-Smirnov figure: cumulative distributions of the scores of the
 * negatives (first line) and the positives, with a mark where they are
 * farthest apart. */
static void
compute_ks (LimenThresholdLines *self, const double *edges)
{
  LimenRanking ranking = limen_ranking_compute (self->sweep);
  gboolean is_reversed = limen_sweep_is_reversed (self->sweep);

  add_metric (self, edges,
              is_reversed ? _ ("negatives above") : _ ("negatives below"),
              LIMEN_METRIC_SPECIFICITY, 2);
  add_metric (self, edges,
              is_reversed ? _ ("positives above") : _ ("positives below"),
              LIMEN_METRIC_FNR, 5);
  self->y = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1);
  if (isnan (ranking.ks))
    return;
  self->mark = (LimenCurveMark){
    .threshold = ranking.ks_threshold,
    .title = _ ("largest gap"),
    .value = ranking.ks,
    .low = limen_threshold_lines_get_value (self, 0, ranking.ks_threshold),
    .high = limen_threshold_lines_get_value (self, 1, ranking.ks_threshold),
  };
}

/* The y axis that shows a whole curve of costs, from @low to @high. */
static LimenScale
get_whole_cost_scale (double low, double high)
{
  double room = high > low ? HEADROOM * (high - low) : 0.5;

  return limen_scale_new (LIMEN_TRANSFORM_LINEAR, low >= 0 ? 0 : low - room,
                          high + room);
}

/* The y axis of costs, zoomed to the range that matters: from the least cost
 * to the cost of the better trivial decision (all rows positive, or none), or
 * to twice the least cost if the model saves nothing. Falls back to the whole
 * curve, from @low to @high, if the zoomed axis would not cut off any of it or
 * would show none of it. */
static LimenScale
get_cost_scale (const LimenThresholdLines *self, double least, double low,
                double high)
{
  const LimenMetric cost = { LIMEN_METRIC_COST, 1 };
  gsize none = limen_sweep_get_n_scores (self->sweep);
  double trivial = fmin (
      limen_objective_value_at (&self->view, cost, self->sweep, 0),
      limen_objective_value_at (&self->view, cost, self->sweep, none));
  double saving = trivial > least ? trivial - least : fabs (least);
  double bottom = least - SAVING_FOOTROOM * saving;
  double top = fmax (trivial, least + saving) + SAVING_HEADROOM * saving;

  if (!(saving > 0 && top < high && low < top))
    return get_whole_cost_scale (low, high);
  return limen_scale_new (LIMEN_TRANSFORM_LINEAR,
                          least >= 0 ? fmax (bottom, 0) : bottom, top);
}

static void
compute_cost (LimenThresholdLines *self, const double *edges)
{
  LimenOptimum optimum;
  double low, high;

  add_metric (self, edges, _ ("mean cost of a row"), LIMEN_METRIC_COST, 2);
  find_range (&self->lines[0], &low, &high);
  self->y = get_whole_cost_scale (low, high);
  optimum = limen_objective_optimize (&self->view, self->sweep);
  if (optimum.status != LIMEN_OPTIMUM_FOUND)
    return;
  self->y = get_cost_scale (self, optimum.value, low, high);
  self->mark = (LimenCurveMark){ .threshold = optimum.positive_from.threshold,
                                 .title = _ ("least"),
                                 .value = optimum.value,
                                 .low = optimum.value,
                                 .high = optimum.value };
}

static void
compute_decision (LimenThresholdLines *self, const double *edges)
{
  double low, high, model_top, all_top;
  Line *line;

  line = add_line (self, _ ("model"), LIMEN_METRIC_NET_BENEFIT, 2);
  limen_decision_curve_compute (self->sweep, self->score_kind,
                                self->view.prevalence, edges, N_COLUMNS,
                                line->columns);
  find_range (line, &low, &model_top);
  line = add_line (self, _ ("all positive"), LIMEN_METRIC_NET_BENEFIT, 5);
  limen_decision_curve_compute_all (self->sweep, self->score_kind,
                                    self->view.prevalence, edges, N_COLUMNS,
                                    line->columns);
  find_range (line, &low, &all_top);
  high = fmax (model_top, all_top);
  line = add_line (self, _ ("none positive"), LIMEN_METRIC_NET_BENEFIT, 8);
  memset (line->columns, 0, sizeof line->columns);
  if (!(high > 0))
    high = 1;
  self->y = limen_scale_new (LIMEN_TRANSFORM_LINEAR, -FOOTROOM * high,
                             (1 + HEADROOM) * high);
}

static const char *
get_message (const LimenThresholdLines *self)
{
  double positives = limen_sweep_get_positives (self->sweep);
  double negatives = limen_sweep_get_negatives (self->sweep);

  if (!(positives + negatives > 0))
    return _ ("no rows");
  if (self->kind == LIMEN_LINES_DECISION
      && self->score_kind == LIMEN_KIND_SCORE)
    return _ ("a decision curve needs probabilities, not plain scores");
  if (self->kind == LIMEN_LINES_KS || !isnan (self->view.prevalence))
    return !(positives > 0)   ? _ ("no positive rows")
           : !(negatives > 0) ? _ ("no negative rows")
                              : NULL;
  return NULL;
}

/**
 * Computes the curves of a figure over the threshold axis @scale, for scores
 * of @score_kind. The sweep is borrowed and must outlive the curves. @costs
 * apply to the cost curve, multiplied by the rows' own costs where they have
 * any; @prevalence is that of the population, NaN for that of the rows. Takes
 * time linear in the sweep: not for the main thread. Returns a new reference.
 */
LimenThresholdLines *
limen_threshold_lines_new (const LimenSweep *sweep, LimenLinesKind kind,
                           LimenKind score_kind, const LimenScale *scale,
                           LimenCosts costs, double prevalence)
{
  static void (*const compute[]) (LimenThresholdLines *, const double *) = {
    [LIMEN_LINES_KS] = compute_ks,
    [LIMEN_LINES_COST] = compute_cost,
    [LIMEN_LINES_DECISION] = compute_decision,
  };
  LimenThresholdLines *self = g_new0 (LimenThresholdLines, 1);
  g_autofree double *edges = g_new (double, N_COLUMNS + 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->sweep = sweep;
  self->kind = kind;
  self->score_kind = score_kind;
  self->view = limen_objective_new_view (sweep, costs, prevalence);
  self->mark.threshold = NAN;
  self->x = *scale;
  self->y = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1);
  self->message = get_message (self);
  limen_scale_fill_edges (scale, edges, N_COLUMNS);
  if (self->message == NULL)
    compute[kind](self, edges);
  return self;
}

/* Adds the curves of test data, which must be of the same kind over the same
 * axis. Takes ownership of `test`. */
void
limen_threshold_lines_set_test (LimenThresholdLines *self,
                                LimenThresholdLines *test)
{
  limen_threshold_lines_unref (self->test);
  self->test = test;
  if (self->n_lines == 0 || test->n_lines == 0)
    {
      g_clear_pointer (&self->test, limen_threshold_lines_unref);
      return;
    }
  self->y.low = fmin (self->y.low, test->y.low);
  self->y.high = fmax (self->y.high, test->y.high);
}

/* The curves of test data, or NULL; borrowed. */
const LimenThresholdLines *
limen_threshold_lines_get_test (const LimenThresholdLines *self)
{
  return self->test;
}

/* Takes a reference and returns it. */
LimenThresholdLines *
limen_threshold_lines_ref (LimenThresholdLines *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/* Releases a reference; NULL is ignored. */
void
limen_threshold_lines_unref (LimenThresholdLines *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  limen_threshold_lines_unref (self->test);
  g_free (self);
}

/* Number of curves; 0 where the figure shows a message instead. */
gsize
limen_threshold_lines_get_n_series (const LimenThresholdLines *self)
{
  return self->n_lines;
}

/* Title of a curve; translated, static. */
const char *
limen_threshold_lines_get_series_title (const LimenThresholdLines *self,
                                        gsize series)
{
  return self->lines[series].title;
}

/* Colour of a curve, an index into the theme's series. */
guint
limen_threshold_lines_get_color (const LimenThresholdLines *self, gsize series)
{
  return self->lines[series].color;
}

/* Value of a curve at a threshold, in O(log n); NaN where it is undefined or
 * the threshold is NaN. */
double
limen_threshold_lines_get_value (const LimenThresholdLines *self, gsize series,
                                 double threshold)
{
  const Line *line = &self->lines[series];
  gsize candidate = limen_sweep_find (self->sweep, threshold);
  double probability = limen_score_to_probability (self->score_kind,
                                                   threshold);
  LimenConfusion c;

  if (isnan (threshold))
    return NAN;
  if (self->kind != LIMEN_LINES_DECISION)
    return limen_objective_value_at (
        &self->view, (LimenMetric) { line->metric, 1 }, self->sweep,
        candidate);
  c = limen_confusion_at_prevalence (
      limen_sweep_get_confusion (self->sweep, candidate),
      self->view.prevalence);
  if (series == 0)
    return limen_decision_curve_get_benefit (c, probability);
  return series == 1 ? limen_decision_curve_get_benefit_of_all (
                           limen_confusion_get_prevalence (c), probability)
                     : 0;
}

/* The mark of the figure: the largest gap, or the least cost. Its threshold is
 * NaN where there is no mark. */
const LimenCurveMark *
limen_threshold_lines_get_mark (const LimenThresholdLines *self)
{
  return &self->mark;
}

/* A figure of the curves over the axis that they were computed for, or over
 * another part of it. `series` has room for LIMEN_LINES_MAX_SERIES; the result
 * points into it and into the curves. */
LimenCurvesFigure
limen_threshold_lines_get_figure (const LimenThresholdLines *self,
                                  const LimenThresholdAxis *axis,
                                  LimenCurveSeries series[])
{
  for (gsize i = 0; i < self->n_lines; i++)
    series[i] = (LimenCurveSeries){
      .title = self->lines[i].title,
      .columns = self->lines[i].columns,
      .n_columns = N_COLUMNS,
      .x = &self->x,
      .value = limen_threshold_lines_get_value (self, i, axis->threshold),
      .color = self->lines[i].color,
      .band = (guint) i,
    };
  for (gsize i = 0; self->test != NULL && i < self->n_lines; i++)
    {
      series[i].test_columns = self->test->lines[i].columns;
      series[i].test_value
          = limen_threshold_lines_get_value (self->test, i, axis->threshold);
    }
  return (LimenCurvesFigure) {
    .axis = *axis,
    .series = series,
    .n_series = self->n_lines,
    .y = self->y,
    .mark = isnan (self->mark.threshold) ? NULL : &self->mark,
    .has_legend = TRUE,
    .message = self->message,
  };
}
