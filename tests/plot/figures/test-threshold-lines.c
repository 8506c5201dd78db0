/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "threshold-lines.h"

#include <math.h>

#include "objective.h"
#include "ranking.h"
#include "support.h"

/* Ten rows, four of them positive. */
static const double scores[]
    = { 0.1, 0.2, 0.25, 0.3, 0.4, 0.4, 0.6, 0.7, 0.8, 0.9 };
static const guint16 labels[] = { 0, 0, 0, 1, 0, 1, 0, 1, 0, 1 };

static LimenThresholdAxis
new_axis (double threshold)
{
  return (LimenThresholdAxis) {
    .x = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1),
    .threshold = threshold,
    .band_low = NAN,
    .band_high = NAN,
    .hover = NAN,
  };
}

static LimenThresholdLines *
new_lines (const LimenSweep *sweep, LimenLinesKind kind, LimenCosts costs,
           double prevalence)
{
  LimenThresholdAxis axis = new_axis (NAN);

  return limen_threshold_lines_new (sweep, kind, LIMEN_KIND_PROBABILITY,
                                    &axis.x, costs, prevalence);
}

static LimenSweep *
new_sweep (void)
{
  return limen_sweep_new (scores, labels, 1, NULL, G_N_ELEMENTS (scores));
}

/* Checks that every column agrees with the curve's values and lies within
 * the y axis: not below it if it has a floor, not above it unless it is cut
 * there. */
static void
check_columns (const LimenThresholdLines *lines, gboolean has_floor,
               gboolean is_cut)
{
  LimenThresholdAxis axis = new_axis (0.4);
  LimenCurveSeries series[LIMEN_LINES_MAX_SERIES];
  LimenCurvesFigure figure
      = limen_threshold_lines_get_figure (lines, &axis, series);

  for (gsize i = 0; i < figure.n_series; i++)
    for (gsize j = 0; j < series[i].n_columns; j += 97)
      {
        double t = ((double) j + 0.5) / (double) series[i].n_columns;
        double value = limen_threshold_lines_get_value (lines, i, t);

        g_assert_cmpfloat (value, >=, series[i].columns[j].low - 1e-12);
        g_assert_cmpfloat (value, <=, series[i].columns[j].high + 1e-12);
        if (!is_cut)
          g_assert_cmpfloat (value, <=, figure.y.high);
        if (has_floor)
          g_assert_cmpfloat (value, >=, figure.y.low);
      }
}

static void
test_ks (void)
{
  LimenSweep *sweep = new_sweep ();
  LimenRanking ranking = limen_ranking_compute (sweep);
  g_autoptr (LimenThresholdLines) lines
      = new_lines (sweep, LIMEN_LINES_KS, LIMEN_COSTS_DEFAULT, NAN);
  const LimenCurveMark *mark = limen_threshold_lines_get_mark (lines);

  g_assert_cmpuint (limen_threshold_lines_get_n_series (lines), ==, 2);
  g_assert_cmpfloat (mark->threshold, ==, ranking.ks_threshold);
  g_assert_cmpfloat (mark->value, ==, ranking.ks);
  test_assert_near (fabs (mark->high - mark->low), ranking.ks, 1e-15);
  /* Three of six negatives and one of four positives are below 0.4. */
  test_assert_near (limen_threshold_lines_get_value (lines, 0, 0.4), 0.5, 0);
  test_assert_near (limen_threshold_lines_get_value (lines, 1, 0.4), 0.25, 0);
  g_assert_true (isnan (limen_threshold_lines_get_value (lines, 1, NAN)));
  check_columns (lines, TRUE, FALSE);
  limen_sweep_free (sweep);
}

static void
test_cost (void)
{
  static const double prevalences[] = { NAN, 0.05 };
  LimenCosts costs = { 1, 6, 0.5, 0.25 };
  LimenSweep *sweep = new_sweep ();

  for (gsize i = 0; i < G_N_ELEMENTS (prevalences); i++)
    {
      g_autoptr (LimenThresholdLines) lines
          = new_lines (sweep, LIMEN_LINES_COST, costs, prevalences[i]);
      const LimenCurveMark *mark = limen_threshold_lines_get_mark (lines);
      double least = INFINITY;

      for (gsize j = 0; j <= limen_sweep_get_n_scores (sweep); j++)
        least = fmin (least, limen_threshold_lines_get_value (
                                 lines, 0, limen_sweep_get_score (sweep, j)));
      test_assert_near (mark->value, least, 1e-12);
      test_assert_near (
          limen_threshold_lines_get_value (lines, 0, mark->threshold), least,
          1e-12);
      g_assert_cmpfloat (mark->low, ==, mark->high);
      check_columns (lines, TRUE, TRUE);
    }
  limen_sweep_free (sweep);
}

#define N_RANDOM_ROWS 60

/* Random rows with costs of their own. */
typedef struct
{
  double scores[N_RANDOM_ROWS], weights[N_RANDOM_ROWS];
  double fp_costs[N_RANDOM_ROWS], fn_costs[N_RANDOM_ROWS];
  guint16 labels[N_RANDOM_ROWS];
  LimenSweep *sweep;
} RandomRows;

static void
draw_rows (RandomRows *self, gboolean has_fp_costs)
{
  double *columns = self->scores;
  LimenPredictions numbers = {
    .task = LIMEN_TASK_BINARY,
    .kind = LIMEN_KIND_PROBABILITY,
    .n_rows = N_RANDOM_ROWS,
    .n_classes = 2,
    .n_scores = 1,
    .positive = 1,
    .labels = self->labels,
    .scores = &columns,
    .weights = self->weights,
    .fp_costs = has_fp_costs ? self->fp_costs : NULL,
    .fn_costs = self->fn_costs,
  };

  for (gsize i = 0; i < N_RANDOM_ROWS; i++)
    {
      self->scores[i] = g_test_rand_int_range (0, 41) / 40.0;
      self->labels[i] = i < 2 ? (guint16) i : g_test_rand_bit ();
      self->weights[i] = g_test_rand_int_range (1, 9) / 4.0;
      self->fp_costs[i] = has_fp_costs ? g_test_rand_double_range (0, 9) : 1;
      self->fn_costs[i] = g_test_rand_double_range (0, 900);
    }
  self->sweep = limen_sweep_new_from_predictions (&numbers);
  g_assert_nonnull (self->sweep);
}

/* The mean cost, computed row by row; another prevalence changes the weight of
 * either class. */
static double
count_cost (const RandomRows *self, LimenCosts costs, double prevalence,
            double threshold)
{
  double of_class[2] = { 0 }, cost = 0;

  for (gsize i = 0; i < N_RANDOM_ROWS; i++)
    of_class[self->labels[i]] += self->weights[i];
  if (isnan (prevalence))
    prevalence = of_class[1] / (of_class[0] + of_class[1]);
  for (gsize i = 0; i < N_RANDOM_ROWS; i++)
    {
      gboolean is_positive = self->scores[i] >= threshold;
      double share = self->weights[i] / of_class[self->labels[i]]
                     * (self->labels[i] ? prevalence : 1 - prevalence);

      if (self->labels[i])
        cost += share * (is_positive ? -costs.tp_gain
                                     : costs.fn_cost * self->fn_costs[i]);
      else
        cost += share * (is_positive ? costs.fp_cost * self->fp_costs[i]
                                     : -costs.tn_gain);
    }
  return cost;
}

static void
check_row_costs (const RandomRows *rows, LimenCosts costs, double prevalence)
{
  g_autoptr (LimenThresholdLines) lines
      = new_lines (rows->sweep, LIMEN_LINES_COST, costs, prevalence);
  const LimenCurveMark *mark = limen_threshold_lines_get_mark (lines);
  double least = INFINITY;

  for (int i = 0; i <= 82; i++)
    {
      double threshold = i / 80.0;
      double cost = count_cost (rows, costs, prevalence, threshold);

      test_assert_near (limen_threshold_lines_get_value (lines, 0, threshold),
                        cost, 1e-9);
      least = fmin (least, cost);
    }
  test_assert_near (mark->value, least, 1e-9);
  test_assert_near (mark->low, least, 1e-9);
  test_assert_near (count_cost (rows, costs, prevalence, mark->threshold),
                    least, 1e-9);
  check_columns (lines, TRUE, TRUE);
}

/* The curve, its value at the line and its minimum equal those counted row by
 * row from the rows' own costs. */
static void
test_row_costs (void)
{
  for (int i = 0; i < 40; i++)
    {
      LimenCosts costs = { 1, 1, 0, 0 };
      RandomRows rows;

      if (i % 2 == 1)
        costs = (LimenCosts){ g_test_rand_double_range (0, 300), 0.5, 20, 3 };
      draw_rows (&rows, i % 3 == 0);
      check_row_costs (&rows, costs, NAN);
      check_row_costs (&rows, costs, 0.02);
      limen_sweep_free (rows.sweep);
    }
}

static void
test_decision (void)
{
  LimenSweep *sweep = new_sweep ();
  g_autoptr (LimenThresholdLines) lines
      = new_lines (sweep, LIMEN_LINES_DECISION, LIMEN_COSTS_DEFAULT, NAN);

  g_assert_cmpuint (limen_threshold_lines_get_n_series (lines), ==, 3);
  g_assert_true (
      isnan (limen_threshold_lines_get_mark (lines)->threshold));
  /* tp 3 and fp 3 of ten rows, at odds of 2 to 3. */
  test_assert_near (limen_threshold_lines_get_value (lines, 0, 0.4),
                    0.3 - 0.3 * 2 / 3, 1e-15);
  test_assert_near (limen_threshold_lines_get_value (lines, 1, 0.4), 0,
                    1e-15);
  test_assert_near (limen_threshold_lines_get_value (lines, 1, 0.1),
                    0.4 - 0.6 / 9, 1e-15);
  test_assert_near (limen_threshold_lines_get_value (lines, 2, 0.1), 0, 0);
  check_columns (lines, FALSE, FALSE);
  limen_sweep_free (sweep);
}

/* Cheap false positives, expensive misses and few positives: the y axis of the
 * cost ends near the cost of the better trivial decision, with the minimum
 * inside, and not at the cost of calling every row positive. */
static void
test_cost_scale (void)
{
  const LimenCosts costs = { 10, 20, 0, 0 };
  double rare_scores[1000];
  guint16 rare_labels[1000];
  LimenThresholdAxis axis = new_axis (0.5);
  LimenCurveSeries series[LIMEN_LINES_MAX_SERIES];
  LimenSweep *sweep;
  g_autoptr (LimenThresholdLines) lines = NULL, zoomed = NULL;
  LimenCurvesFigure figure;
  LimenScale part;
  double least, none, all;

  for (gsize i = 0; i < G_N_ELEMENTS (rare_scores); i++)
    {
      rare_labels[i] = i % 100 == 7;
      rare_scores[i] = rare_labels[i] ? 0.2 + (double) i / 2000
                                      : (double) i / 4000;
    }
  sweep = limen_sweep_new (rare_scores, rare_labels, 1, NULL,
                           G_N_ELEMENTS (rare_scores));
  lines = new_lines (sweep, LIMEN_LINES_COST, costs, NAN);
  figure = limen_threshold_lines_get_figure (lines, &axis, series);
  least = limen_threshold_lines_get_mark (lines)->value;
  none = limen_threshold_lines_get_value (lines, 0, 1);
  all = limen_threshold_lines_get_value (lines, 0, 0);
  test_assert_near (none, 0.2, 1e-12);
  test_assert_near (all, 9.9, 1e-12);
  g_assert_cmpfloat (least, <, none);
  g_assert_cmpfloat (figure.y.high, >, none);
  g_assert_cmpfloat (figure.y.high, <, 2 * none);
  g_assert_cmpfloat (figure.y.low, <, least);
  g_assert_cmpfloat (figure.y.low, >=, 0);

  /* Where the whole shown part costs more than that, the axis includes it. */
  part = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 0.05);
  zoomed = limen_threshold_lines_new (sweep, LIMEN_LINES_COST,
                                      LIMEN_KIND_PROBABILITY, &part, costs,
                                      NAN);
  axis.x = part;
  figure = limen_threshold_lines_get_figure (zoomed, &axis, series);
  g_assert_cmpfloat (figure.y.high, >, all);
  limen_sweep_free (sweep);
}

static const char *
get_message (guint16 label, LimenLinesKind kind, LimenKind score_kind,
             double prevalence)
{
  const guint16 alike[] = { label, label, label };
  LimenSweep *sweep = limen_sweep_new (scores, alike, 1, NULL, 3);
  LimenThresholdAxis axis = new_axis (0.2);
  LimenCurveSeries series[LIMEN_LINES_MAX_SERIES];
  g_autoptr (LimenThresholdLines) lines
      = limen_threshold_lines_new (sweep, kind, score_kind, &axis.x,
                                   LIMEN_COSTS_DEFAULT, prevalence);
  const char *message
      = limen_threshold_lines_get_figure (lines, &axis, series).message;

  limen_sweep_free (sweep);
  return message;
}

static void
test_messages (void)
{
  const LimenKind p = LIMEN_KIND_PROBABILITY;

  g_assert_cmpstr (get_message (0, LIMEN_LINES_KS, p, NAN), ==,
                   "no positive rows");
  g_assert_cmpstr (get_message (1, LIMEN_LINES_KS, p, NAN), ==,
                   "no negative rows");
  g_assert_null (get_message (1, LIMEN_LINES_COST, p, NAN));
  g_assert_cmpstr (get_message (1, LIMEN_LINES_COST, p, 0.2), ==,
                   "no negative rows");
  g_assert_null (get_message (0, LIMEN_LINES_DECISION, p, NAN));
  g_assert_nonnull (
      get_message (0, LIMEN_LINES_DECISION, LIMEN_KIND_SCORE, NAN));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/threshold-lines/ks", test_ks);
  g_test_add_func ("/threshold-lines/cost", test_cost);
  g_test_add_func ("/threshold-lines/row-costs", test_row_costs);
  g_test_add_func ("/threshold-lines/cost-scale", test_cost_scale);
  g_test_add_func ("/threshold-lines/decision", test_decision);
  g_test_add_func ("/threshold-lines/messages", test_messages);
  return g_test_run ();
}
