/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "figure-list.h"
#include "support.h"
#include "xy-curves.h"

/* Nine rows, four of them positive, with ties. */
#define ROWS                                                                  \
  "label,prob\n0,0.1\n0,0.2\n1,0.3\n0,0.3\n0,0.45\n1,0.5\n0,0.7\n1,0.7\n"      \
  "1,0.9\n"

typedef struct
{
  LimenAnalysis *analysis;
  LimenFigureInput *input;
  LimenXyCurves *curves;
} Fixture;

static void
show (Fixture *fixture, LimenCosts costs, double prevalence)
{
  const LimenFigureType *type = &limen_cost_space_figure;
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenOneVsRest) class
      = limen_analysis_get_class (fixture->analysis, 0, &error);

  g_assert_no_error (error);
  limen_xy_curves_unref (fixture->curves);
  limen_figure_input_free (fixture->input);
  fixture->input = limen_figure_input_new (fixture->analysis, class, costs,
                                           prevalence, 0.45);
  fixture->curves = type->compute (type, fixture->input, NULL);
  g_assert_nonnull (fixture->curves);
}

static void
open_text (Fixture *fixture, const char *text)
{
  g_autofree char *path = test_write_file ("rows.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read (path, options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_clear_pointer (&fixture->analysis, limen_analysis_unref);
  fixture->analysis = limen_analysis_new (dataset, NULL, NULL, &error);
  g_assert_no_error (error);
  show (fixture, LIMEN_COSTS_DEFAULT, NAN);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  open_text (fixture, ROWS);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  limen_xy_curves_unref (fixture->curves);
  limen_figure_input_free (fixture->input);
  limen_analysis_unref (fixture->analysis);
}

static double
get_cost (const LimenSweep *sweep, gsize candidate, double x)
{
  LimenConfusion c = limen_sweep_get_confusion (sweep, candidate);

  return c.fp / (c.fp + c.tn) * (1 - x) + c.fn / (c.fn + c.tp) * x;
}

/* Every point is the minimum over all candidates and on the line of its own;
 * points go from the highest candidate down, over the whole axis. */
static void
test_envelope (Fixture *fixture, gconstpointer data)
{
  const LimenSweep *sweep = limen_figure_input_get_sweep (fixture->input);
  LimenXyFigure figure
      = limen_xy_curves_get_figure (fixture->curves, 0.45, ".");
  const LimenXySeries *series = &figure.series[0];

  g_assert_null (figure.message);
  g_assert_cmpuint (series->n_points, >, 20);
  test_assert_near (series->points[0].x, 0, 0);
  test_assert_near (series->points[series->n_points - 1].x, 1, 0);
  for (gsize i = 0; i < series->n_points; i++)
    {
      const LimenCurvePoint *point = &series->points[i];
      double least = INFINITY;

      for (gsize k = 0; k <= limen_sweep_get_n_scores (sweep); k++)
        least = fmin (least, get_cost (sweep, k, point->x));
      test_assert_near (point->y, least, 1e-12);
      test_assert_near (get_cost (sweep, point->candidate, point->x), least,
                        1e-12);
      if (i > 0)
        g_assert_cmpuint (point->candidate, <=, point[-1].candidate);
    }
}

/* The normalized cost at the operating condition is the mean cost per row over
 * that of deciding every row wrongly. */
static void
test_condition (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    double fp_cost, fn_cost, prevalence;
  } cases[] = { { 1, 1, NAN }, { 1, 5, NAN }, { 3, 1, 0.125 } };
  const LimenSweep *sweep = limen_figure_input_get_sweep (fixture->input);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenCosts costs = LIMEN_COSTS_DEFAULT;
      double p = isnan (cases[i].prevalence) ? 4 / 9.0 : cases[i].prevalence;
      double all = p * cases[i].fn_cost + (1 - p) * cases[i].fp_cost;

      costs.fp_cost = cases[i].fp_cost;
      costs.fn_cost = cases[i].fn_cost;
      show (fixture, costs, cases[i].prevalence);
      sweep = limen_figure_input_get_sweep (fixture->input);
      for (gsize k = 0; k < limen_sweep_get_n_scores (sweep); k++)
        {
          const LimenObjective view = limen_objective_new_view (
              sweep, costs, cases[i].prevalence);
          LimenXyPlace place = limen_xy_curves_get_place (
              fixture->curves, 0, limen_sweep_get_score (sweep, k));

          test_assert_near (place.x, p * cases[i].fn_cost / all, 1e-12);
          test_assert_near (
              place.y * all,
              limen_objective_value_at (
                  &view, (LimenMetric){ LIMEN_METRIC_COST, 1 }, sweep, k),
              1e-12);
        }
    }
}

/* The lines of the trivial decisions and of the threshold; the latter passes
 * through its marker. */
static void
test_lines (Fixture *fixture, gconstpointer data)
{
  LimenXyFigure figure
      = limen_xy_curves_get_figure (fixture->curves, 0.45, ".");
  const LimenXyLine *line = &figure.lines[2];
  LimenXyPlace marker = figure.series[0].marker;

  g_assert_cmpuint (figure.n_lines, ==, 3);
  test_assert_near (figure.y.high, 5 / 9.0, 1e-12);
  test_assert_near (figure.lines[0].to.x, 5 / 9.0, 1e-12);
  test_assert_near (figure.lines[0].to.y, 5 / 9.0, 1e-12);
  test_assert_near (figure.lines[1].from.x, 4 / 9.0, 1e-12);
  test_assert_near (figure.lines[1].from.y, 5 / 9.0, 1e-12);
  test_assert_near (line->from.y, 0.4, 1e-12);
  test_assert_near (line->to.y, 0.25, 1e-12);
  test_assert_near (marker.x, 4 / 9.0, 1e-12);
  test_assert_near (marker.y, 0.4 * 5 / 9 + 0.25 * 4 / 9, 1e-12);
}

static void
test_one_class (Fixture *fixture, gconstpointer data)
{
  LimenXyFigure figure;

  open_text (fixture, "label,prob\n1,0.25\n1,0.75\n");
  figure = limen_xy_curves_get_figure (fixture->curves, 0.5, ".");
  g_assert_nonnull (figure.message);
  g_assert_false (limen_xy_curves_has_failed (fixture->curves));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, function)                                                  \
  g_test_add ("/cost-space-figure/" name, Fixture, NULL, set_up, function,    \
              tear_down)
  TEST ("envelope", test_envelope);
  TEST ("condition", test_condition);
  TEST ("lines", test_lines);
  TEST ("one-class", test_one_class);
#undef TEST
  return g_test_run ();
}
