/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures with test data. */
#include <math.h>
#include <string.h>

#include "figures.h"
#include "metric-curves.h"
#include "support.h"
#include "threshold-lines.h"
#include "xy-curves.h"

#define TUNING                                                                \
  "label,prob\n0,0.1\n0,0.1\n1,0.25\n0,0.25\n0,0.375\n1,0.375\n1,0.625\n"     \
  "0,0.75\n1,0.75\n1,0.95\n"
#define TEST                                                                  \
  "label,prob\n0,0.05\n1,0.15\n0,0.45\n1,0.55\n0,0.65\n1,0.7\n0,0.8\n1,0.9\n"
#define ONE_CLASS "label,prob\n0,0.05\n0,0.15\n"
#define SIZE 400

static LimenAnalysis *
analyze (const char *text)
{
  g_autofree char *path = test_write_file ("rows.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  LimenAnalysis *analysis;

  g_assert_no_error (error);
  analysis = limen_analysis_new (dataset, NULL, NULL, &error);
  g_assert_no_error (error);
  return analysis;
}

static LimenFigureInput *
new_input (LimenAnalysis *analysis, LimenAnalysis *test)
{
  g_autoptr (LimenOneVsRest) class = limen_analysis_get_class (analysis, 0,
                                                               NULL);
  LimenFigureInput *input = limen_figure_input_new (
      analysis, class, LIMEN_COSTS_DEFAULT, NAN, 0.5);

  if (test != NULL)
    {
      g_autoptr (LimenOneVsRest) test_class
          = limen_analysis_get_class (test, 0, NULL);

      limen_figure_input_set_test (input, test_class);
    }
  return input;
}

static cairo_surface_t *
draw (const LimenFigureType *type, LimenAnalysis *analysis,
      LimenAnalysis *test)
{
  g_autoptr (LimenFigureInput) input = new_input (analysis, test);
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIZE, SIZE);
  cairo_t *cr = cairo_create (surface);

  limen_figure_type_draw_picture (type, input, cr, SIZE, SIZE,
                                  LIMEN_THEME_LIGHT, &error);
  g_assert_no_error (error);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static gboolean
is_same_picture (const LimenFigureType *type, LimenAnalysis *analysis,
                 LimenAnalysis *test)
{
  cairo_surface_t *alone = draw (type, analysis, NULL);
  cairo_surface_t *both = draw (type, analysis, test);
  gboolean is_same
      = memcmp (cairo_image_surface_get_data (alone),
                cairo_image_surface_get_data (both),
                (gsize) cairo_image_surface_get_stride (alone) * SIZE)
        == 0;

  cairo_surface_destroy (alone);
  cairo_surface_destroy (both);
  return is_same;
}

/* Figures of curves and the histogram show test data; those of losses and of
 * several classes do not. */
static void
test_pictures (void)
{
  g_autoptr (LimenAnalysis) analysis = analyze (TUNING);
  g_autoptr (LimenAnalysis) test = analyze (TEST);

  for (guint i = 0; i < limen_figures_get_n (); i++)
    {
      const LimenFigureType *type = limen_figures_get (i);
      gboolean has_test = type->shape != LIMEN_SHAPE_LOSSES
                          && type->shape != LIMEN_SHAPE_LOG;

      if (!limen_figure_type_is_for (type, analysis))
        continue;
      g_test_message ("%s", type->key);
      g_assert_cmpint (is_same_picture (type, analysis, test), ==, !has_test);
    }
}

/* Test data without one of the classes leaves out the curves that it does not
 * have. */
static void
test_one_class (void)
{
  g_autoptr (LimenAnalysis) analysis = analyze (TUNING);
  g_autoptr (LimenAnalysis) test = analyze (ONE_CLASS);

  for (guint i = 0; i < limen_figures_get_n (); i++)
    {
      const LimenFigureType *type = limen_figures_get (i);

      if (limen_figure_type_is_for (type, analysis))
        cairo_surface_destroy (draw (type, analysis, test));
    }
  g_assert_true (
      is_same_picture (&limen_precision_recall_figure, analysis, test));
}

/* The figure of points has the values of both, over axes that hold both. */
static void
test_points (void)
{
  g_autoptr (LimenAnalysis) analysis = analyze (TUNING);
  g_autoptr (LimenAnalysis) other = analyze (TEST);
  g_autoptr (LimenFigureInput) input = new_input (analysis, other);
  g_autoptr (LimenFigureInput) other_input = new_input (other, NULL);
  const LimenFigureType *types[]
      = { &limen_roc_figure, &limen_lift_figure, &limen_det_figure };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (LimenXyCurves) curves
          = types[i]->compute (types[i], input, NULL);
      g_autoptr (LimenXyCurves) alone
          = types[i]->compute (types[i], other_input, NULL);
      LimenXyFigure figure = limen_xy_curves_get_figure (curves, 0.5, ".");
      LimenXyFigure expected = limen_xy_curves_get_figure (alone, 0.5, ".");

      g_assert_true (figure.has_test);
      g_assert_cmpfloat (figure.series[0].test_marker.x, ==,
                         expected.series[0].marker.x);
      g_assert_cmpfloat (figure.series[0].test_marker.y, ==,
                         expected.series[0].marker.y);
      g_assert_cmpstr (figure.test_value, ==, expected.series[0].value);
      g_assert_cmpfloat (figure.y.high, >=, expected.y.high);
      for (gsize j = 0; j < figure.series[0].n_test_points; j++)
        {
          const LimenCurvePoint *point = &figure.series[0].test_points[j];

          if (isnan (point->up)) /* undefined, or beyond the axis */
            continue;
          g_assert_cmpfloat_with_epsilon (
              point->up, limen_scale_map (&figure.y, point->y), 1e-12);
        }
    }
}

/* The values of test data at the threshold are those of the test rows. */
static void
test_values (void)
{
  g_autoptr (LimenAnalysis) analysis = analyze (TUNING);
  g_autoptr (LimenAnalysis) other = analyze (TEST);
  g_autoptr (LimenFigureInput) input = new_input (analysis, other);
  const LimenFigureType *type = &limen_threshold_curves_figure;
  g_autoptr (LimenMetricCurves) curves = type->compute (type, input, NULL);
  LimenCurveSeries series[LIMEN_N_METRICS];
  LimenCurvesFigure figure
      = limen_metric_curves_get_figure (curves, &input->axis, series);
  gboolean has_recall = FALSE;

  for (gsize i = 0; i < figure.n_series; i++)
    if (input->metrics[i] == LIMEN_METRIC_RECALL)
      {
        g_assert_cmpfloat (series[i].value, ==, 0.6);
        g_assert_cmpfloat (series[i].test_value, ==, 0.75);
        has_recall = TRUE;
      }
  g_assert_true (has_recall);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/test-curves/pictures", test_pictures);
  g_test_add_func ("/test-curves/one-class", test_one_class);
  g_test_add_func ("/test-curves/points", test_points);
  g_test_add_func ("/test-curves/values", test_values);
  return g_test_run ();
}
