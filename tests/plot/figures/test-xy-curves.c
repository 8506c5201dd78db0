/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xy-curves.h"

#include <math.h>

#include "ranking.h"
#include "support.h"

/* Ten rows, four of them positive, with one tie. */
static const double scores[]
    = { 0.1, 0.2, 0.25, 0.3, 0.4, 0.4, 0.6, 0.7, 0.8, 0.9 };
static const guint16 labels[] = { 0, 0, 0, 1, 0, 1, 0, 1, 0, 1 };

static LimenSweep *
new_sweep (void)
{
  return limen_sweep_new (scores, labels, 1, NULL, G_N_ELEMENTS (scores));
}

static LimenSweep *
new_one_class (guint16 label)
{
  const guint16 alike[] = { label, label, label };

  return limen_sweep_new (scores, alike, 1, NULL, 3);
}

/* At 0.4: tp 3, fp 3, fn 1, tn 3. */
static void
test_places (void)
{
  static const struct
  {
    LimenPointsKind kind;
    double x, y;
  } cases[] = { { LIMEN_POINTS_ROC, 0.5, 0.75 },
                { LIMEN_POINTS_PRECISION_RECALL, 0.75, 0.5 },
                { LIMEN_POINTS_DET, 0.5, 0.25 },
                { LIMEN_POINTS_GAIN, 0.6, 0.75 },
                { LIMEN_POINTS_LIFT, 0.6, 1.25 } };
  LimenSweep *sweep = new_sweep ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenXyCurves) curves = limen_xy_curves_new (
          sweep, cases[i].kind, LIMEN_COSTS_DEFAULT, NAN);
      LimenXyPlace place = limen_xy_curves_get_place (curves, 0, 0.4);
      LimenXyFigure figure = limen_xy_curves_get_figure (curves, 0.4, ",");
      gsize n_defined = 0;

      test_assert_near (place.x, cases[i].x, 1e-15);
      test_assert_near (place.y, cases[i].y, 1e-15);
      g_assert_true (isnan (limen_xy_curves_get_place (curves, 0, NAN).x));
      g_assert_cmpfloat (figure.series[0].marker.x, ==, place.x);
      g_assert_cmpfloat (figure.series[0].marker.y, ==, place.y);
      for (gsize j = 0; j < figure.series[0].n_points; j++)
        n_defined += !isnan (figure.series[0].points[j].across);
      /* Without predicted positives, precision and lift are undefined. */
      g_assert_cmpuint (n_defined, ==,
                        cases[i].kind == LIMEN_POINTS_PRECISION_RECALL
                                || cases[i].kind == LIMEN_POINTS_LIFT
                            ? 9
                            : 10);
      g_assert_null (figure.message);
      g_assert_nonnull (strchr (figure.caption, ','));
      g_assert_null (strchr (figure.caption, '.'));
      g_assert_null (strchr (figure.series[0].value, '.'));
      g_assert_cmpuint (figure.n_hull > 0, ==,
                        cases[i].kind == LIMEN_POINTS_ROC);
    }
  limen_sweep_free (sweep);
}

/* The points are in the units of the figure's scales. */
static void
test_scales (void)
{
  LimenSweep *sweep = new_sweep ();

  for (int kind = 0; kind < LIMEN_N_POINTS_KINDS; kind++)
    {
      g_autoptr (LimenXyCurves) curves = limen_xy_curves_new (
          sweep, (LimenPointsKind) kind, LIMEN_COSTS_DEFAULT, NAN);
      LimenXyFigure figure = limen_xy_curves_get_figure (curves, NAN, ".");

      for (gsize i = 0; i < figure.series[0].n_points; i++)
        {
          const LimenCurvePoint *point = &figure.series[0].points[i];

          if (isnan (point->across))
            continue;
          test_assert_near (point->across,
                            limen_scale_map (&figure.x, point->x), 1e-12);
          test_assert_near (point->up, limen_scale_map (&figure.y, point->y),
                            1e-12);
        }
      g_assert_cmpstr (figure.caption, ==, "");
    }
  limen_sweep_free (sweep);
}

static double
get_value (const LimenSweep *sweep, LimenPointsKind kind, double prevalence)
{
  g_autoptr (LimenXyCurves) curves
      = limen_xy_curves_new (sweep, kind, LIMEN_COSTS_DEFAULT, prevalence);
  LimenXyFigure figure = limen_xy_curves_get_figure (curves, NAN, ".");

  return figure.series[0].value[0] == '\0'
             ? (double) NAN
             : g_ascii_strtod (figure.series[0].value, NULL);
}

static void
test_summaries (void)
{
  LimenSweep *sweep = new_sweep ();
  LimenRanking ranking = limen_ranking_compute (sweep);

  test_assert_near (get_value (sweep, LIMEN_POINTS_ROC, NAN), ranking.roc_auc,
                    5e-4);
  test_assert_near (get_value (sweep, LIMEN_POINTS_PRECISION_RECALL, NAN),
                    ranking.average_precision, 5e-4);
  test_assert_near (
      get_value (sweep, LIMEN_POINTS_PRECISION_RECALL, 0.1),
      limen_ranking_compute_at_prevalence (sweep, 0.1).average_precision,
      5e-4);
  g_assert_cmpfloat (get_value (sweep, LIMEN_POINTS_PRECISION_RECALL, 0.1), <,
                     get_value (sweep, LIMEN_POINTS_PRECISION_RECALL, NAN));
  /* At 0.6, 2 of 6 negatives and 2 of 4 positives are wrong; at 0.4, 3 of 6
   * and 1 of 4. The error rates at 0.6 are nearer to each other. */
  test_assert_near (get_value (sweep, LIMEN_POINTS_DET, NAN),
                    (2.0 / 6 + 2.0 / 4) / 2, 5e-4);
  limen_sweep_free (sweep);
}

static void
test_population (void)
{
  LimenCosts costs = { 1, 4, 0, 0 };
  LimenSweep *sweep = new_sweep ();
  g_autoptr (LimenXyCurves) roc
      = limen_xy_curves_new (sweep, LIMEN_POINTS_ROC, costs, 0.1);
  g_autoptr (LimenXyCurves) precision
      = limen_xy_curves_new (sweep, LIMEN_POINTS_PRECISION_RECALL, costs, 0.1);
  LimenXyFigure figure = limen_xy_curves_get_figure (roc, 0.4, ".");
  LimenXyPlace place = limen_xy_curves_get_place (precision, 0, 0.4);
  gboolean is_found = FALSE;

  for (gsize i = 0; i < figure.n_lines; i++)
    if (figure.lines[i].kind == LIMEN_XY_LINE_COST)
      {
        test_assert_near (figure.lines[i].value, 9.0 / 4, 1e-12);
        g_assert_cmpfloat (figure.lines[i].from.x, ==, 0.5);
        is_found = TRUE;
      }
  g_assert_true (is_found);
  /* Precision at prevalence 0.1: 0.75 of 0.1, over that plus 0.5 of 0.9. */
  test_assert_near (place.y, 0.075 / (0.075 + 0.45), 1e-12);
  figure = limen_xy_curves_get_figure (precision, 0.4, ".");
  g_assert_cmpstr (figure.lines[0].label, ==, "0.100");
  limen_sweep_free (sweep);
}

/* There is no line of equal cost where rows have costs of their own: the cost
 * of a point does not follow from its rates. */
static void
test_row_costs (void)
{
  double fn_costs[] = { 1, 1, 1, 90, 1, 2, 1, 3, 1, 4 };
  const double *columns = scores;
  LimenPredictions numbers = {
    .task = LIMEN_TASK_BINARY,
    .kind = LIMEN_KIND_PROBABILITY,
    .n_rows = G_N_ELEMENTS (scores),
    .n_classes = 2,
    .n_scores = 1,
    .positive = 1,
    .labels = (guint16 *) labels,
    .scores = (double **) &columns,
    .fn_costs = fn_costs,
  };
  LimenSweep *sweep = limen_sweep_new_from_predictions (&numbers);
  g_autoptr (LimenXyCurves) roc = limen_xy_curves_new (
      sweep, LIMEN_POINTS_ROC, LIMEN_COSTS_DEFAULT, NAN);
  LimenXyFigure figure = limen_xy_curves_get_figure (roc, 0.4, ".");

  g_assert_cmpuint (figure.n_lines, ==, 1);
  g_assert_cmpint (figure.lines[0].kind, ==, LIMEN_XY_LINE_CHANCE);
  g_assert_cmpuint (figure.n_hull, >, 0);
  limen_sweep_free (sweep);
}

static void
test_over_rate (void)
{
  static const LimenMetricId metrics[]
      = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_MCC, LIMEN_METRIC_LIFT };
  LimenSweep *sweep = new_sweep ();
  g_autoptr (LimenXyCurves) curves = limen_xy_curves_new_over_rate (
      sweep, metrics, 3, LIMEN_COSTS_DEFAULT, NAN);
  LimenXyFigure figure = limen_xy_curves_get_figure (curves, 0.4, ".");

  g_assert_cmpuint (figure.n_series, ==, 3);
  for (gsize i = 0; i < 3; i++)
    {
      g_assert_cmpfloat (figure.series[i].marker.x, ==, 0.6);
      g_assert_cmpfloat (figure.series[i].marker.y, <=, figure.y.high);
    }
  test_assert_near (figure.series[0].marker.y, 0.5, 0);
  g_assert_cmpstr (figure.series[0].value, ==, "0.500");
  g_assert_cmpstr (figure.series[1].title, ==, "MCC");
  g_assert_cmpfloat (figure.y.high, >=, 2.5);
  limen_sweep_free (sweep);
}

static void
test_messages (void)
{
  static const struct
  {
    LimenPointsKind kind;
    guint16 label;
    const char *message; /* NULL if there is a curve */
  } cases[] = {
    { LIMEN_POINTS_ROC, 0, "no positive rows" },
    { LIMEN_POINTS_ROC, 1, "no negative rows" },
    { LIMEN_POINTS_DET, 1, "no negative rows" },
    { LIMEN_POINTS_PRECISION_RECALL, 0, "no positive rows" },
    { LIMEN_POINTS_PRECISION_RECALL, 1, NULL },
    { LIMEN_POINTS_GAIN, 0, "no positive rows" },
    { LIMEN_POINTS_GAIN, 1, NULL },
    { LIMEN_POINTS_LIFT, 0, "no positive rows" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenSweep *sweep = new_one_class (cases[i].label);
      g_autoptr (LimenXyCurves) curves = limen_xy_curves_new (
          sweep, cases[i].kind, LIMEN_COSTS_DEFAULT, NAN);
      const char *message = limen_xy_curves_get_message (curves);

      if (cases[i].message == NULL)
        g_assert_null (message);
      else
        g_assert_true (g_str_has_prefix (message, cases[i].message));
      g_assert_cmpstr (
          limen_xy_curves_get_figure (curves, 0.2, ".").message, ==, message);
      limen_sweep_free (sweep);
    }
}

static void
test_counted (void)
{
  LimenSweep *sweep = new_sweep ();
  LimenXyCurves *curves = limen_xy_curves_new (sweep, LIMEN_POINTS_GAIN,
                                               LIMEN_COSTS_DEFAULT, NAN);
  LimenXyCurves *same = limen_xy_curves_ref (curves);

  limen_xy_curves_unref (curves);
  g_assert_true (limen_xy_curves_get_sweep (same) == sweep);
  limen_xy_curves_unref (same);
  limen_xy_curves_unref (NULL);
  limen_sweep_free (sweep);
}

/* Decisions are a single point: at FPR 0.4 and recall 0.75, with precision
 * 0.6. */
static void
test_decisions (void)
{
  static const double decided[] = { 0, 0, 1, 0, 1, 1, 0, 1, 1 };
  static const guint16 truths[] = { 0, 0, 0, 1, 0, 1, 0, 1, 1 };
  static const struct
  {
    LimenPointsKind kind;
    double x, y;
  } cases[] = { { LIMEN_POINTS_ROC, 0.4, 0.75 },
                { LIMEN_POINTS_PRECISION_RECALL, 0.75, 0.6 } };
  LimenSweep *sweep
      = limen_sweep_new (decided, truths, 1, NULL, G_N_ELEMENTS (decided));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenXyCurves) curves
          = limen_xy_curves_new_of_decisions (sweep, cases[i].kind, NAN);
      LimenXyFigure figure
          = limen_xy_curves_get_figure (curves, LIMEN_DECISION_THRESHOLD, ".");

      g_assert_true (limen_xy_curves_is_point (curves));
      g_assert_null (figure.message);
      test_assert_near (figure.series[0].marker.x, cases[i].x, 1e-15);
      test_assert_near (figure.series[0].marker.y, cases[i].y, 1e-15);
      g_assert_cmpuint (figure.series[0].n_points, ==, 0);
      g_assert_cmpstr (figure.series[0].title, ==, "the decisions");
      g_assert_cmpstr (figure.series[0].value, ==, "");
      g_assert_cmpuint (figure.n_hull, ==, 0);
      for (gsize k = 0; k < figure.n_lines; k++)
        g_assert_cmpint (figure.lines[k].kind, !=, LIMEN_XY_LINE_COST);
    }
  limen_sweep_free (sweep);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xy-curves/places", test_places);
  g_test_add_func ("/xy-curves/scales", test_scales);
  g_test_add_func ("/xy-curves/summaries", test_summaries);
  g_test_add_func ("/xy-curves/population", test_population);
  g_test_add_func ("/xy-curves/row-costs", test_row_costs);
  g_test_add_func ("/xy-curves/over-rate", test_over_rate);
  g_test_add_func ("/xy-curves/decisions", test_decisions);
  g_test_add_func ("/xy-curves/messages", test_messages);
  g_test_add_func ("/xy-curves/counted", test_counted);
  return g_test_run ();
}
