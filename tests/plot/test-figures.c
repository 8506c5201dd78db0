/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Properties of all figures: any rect, any surface, any scale. */
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <locale.h>
#include <math.h>

#include "canvas.h"
#include "figures.h"

typedef void (*Draw) (cairo_t *cr, LimenRect rect, const LimenTheme *theme);

static void
draw_histogram (cairo_t *cr, LimenRect rect, const LimenTheme *theme)
{
  g_autoptr (TestHistogram) histogram = test_histogram_new (40);

  histogram->figure.axis.line_label = "0.52";
  histogram->figure.axis.has_focus = TRUE;
  histogram->figure.axis.hover = 0.3;
  histogram->figure.hovered_bin = 12;
  limen_figure_histogram_draw (cr, rect, &histogram->figure, theme);
}

static void
draw_histogram_alone (cairo_t *cr, LimenRect rect, const LimenTheme *theme)
{
  g_autoptr (TestHistogram) histogram = test_histogram_new (200);

  histogram->figure.axis.x_title = "threshold";
  histogram->figure.has_legend = TRUE;
  histogram->figure.has_log_y = TRUE;
  histogram->figure.is_stacked = FALSE;
  limen_figure_histogram_draw (cr, rect, &histogram->figure, theme);
}

static void
draw_no_rows (cairo_t *cr, LimenRect rect, const LimenTheme *theme)
{
  LimenHistogramFigure figure = { .axis = test_axis_new (NAN),
                                  .hovered_bin = -1 };

  limen_figure_histogram_draw (cr, rect, &figure, theme);
}

static void
draw_curves (cairo_t *cr, LimenRect rect, const LimenTheme *theme)
{
  g_autoptr (TestCurves) curves = test_curves_new (1000);

  curves->figure.axis.has_focus = TRUE;
  curves->figure.axis.hover = 0.3;
  limen_figure_curves_draw (cr, rect, &curves->figure, theme);
}

static void
draw_curves_with_legend (cairo_t *cr, LimenRect rect, const LimenTheme *theme)
{
  g_autoptr (TestCurves) curves = test_curves_new (1000);

  curves->figure.has_legend = TRUE;
  curves->series[2].value = NAN;
  curves->figure.axis.x
      = limen_scale_new (LIMEN_TRANSFORM_LOGIT, 0, 1);
  limen_figure_curves_draw (cr, rect, &curves->figure, theme);
}

static void
draw_degenerate_curves (cairo_t *cr, LimenRect rect, const LimenTheme *theme)
{
  g_autoptr (TestCurves) curves = test_curves_new (1000);

  curves->figure.axis.x
      = limen_scale_new (LIMEN_TRANSFORM_LINEAR, NAN, INFINITY);
  curves->figure.y = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0.4, 0.4);
  limen_figure_curves_draw (cr, rect, &curves->figure, theme);
}

static void
draw_losses (cairo_t *cr, LimenRect rect, const LimenTheme *theme)
{
  g_autoptr (TestLosses) losses = test_losses_new (60, 17.3);

  losses->figure.has_legend = TRUE;
  losses->figure.hovered_bin = 7;
  losses->figure.selected_bin = 12;
  losses->figure.has_focus = TRUE;
  limen_figure_losses_draw (cr, rect, &losses->figure, theme);
}

static void
draw_no_losses (cairo_t *cr, LimenRect rect, const LimenTheme *theme)
{
  g_autoptr (TestLosses) losses = test_losses_new (60, NAN);

  losses->figure.message = "plain scores have no loss";
  limen_figure_losses_draw (cr, rect, &losses->figure, theme);
}

static void
draw_log (cairo_t *cr, LimenRect rect, const LimenTheme *theme)
{
  g_autoptr (TestLog) figure = test_log_new (17.3);

  figure->figure.has_legend = TRUE;
  limen_figure_log_draw (cr, rect, &figure->figure, theme);
}

static void
draw_empty_log (cairo_t *cr, LimenRect rect, const LimenTheme *theme)
{
  LimenLogFigure figure = { .y = limen_figure_log_get_scale (NAN),
                            .mean = NAN,
                            .marked = NAN };

  limen_figure_log_draw (cr, rect, &figure, theme);
}

static void
draw_matrix (cairo_t *cr, LimenRect rect, const LimenTheme *theme)
{
  g_autoptr (TestMatrix) matrix = test_matrix_new (10, TRUE);

  matrix->figure.has_legend = TRUE;
  matrix->figure.is_normalized = TRUE;
  matrix->figure.selected = 4;
  matrix->figure.hovered_row = matrix->figure.hovered_column = 9;
  matrix->figure.cursor_row = matrix->figure.cursor_column = 0;
  matrix->figure.has_focus = TRUE;
  limen_figure_matrix_draw (cr, rect, &matrix->figure, theme);
}

static void
draw_zoomed_matrix (cairo_t *cr, LimenRect rect, const LimenTheme *theme)
{
  g_autoptr (TestMatrix) matrix = test_matrix_new (70, FALSE);

  matrix->figure.cell_size = 19.3;
  matrix->figure.scroll_x = matrix->figure.scroll_y = 301.7;
  limen_figure_matrix_draw (cr, rect, &matrix->figure, theme);
}

static void
draw_xy (cairo_t *cr, LimenRect rect, const LimenTheme *theme,
         LimenPointsKind kind)
{
  static const LimenXyPlace pinned[] = { { 0.1, 0.3 }, { 0.9, 0.99 } };
  g_autoptr (TestXy) xy = test_xy_new (kind, 2000, 0.52);

  xy->figure.pinned = pinned;
  xy->figure.n_pinned = G_N_ELEMENTS (pinned);
  xy->figure.hover = (LimenXyPlace) { 0.6, 0.2 };
  xy->figure.has_focus = TRUE;
  limen_figure_xy_draw (cr, rect, &xy->figure, theme);
}

static void
draw_roc (cairo_t *cr, LimenRect rect, const LimenTheme *theme)
{
  draw_xy (cr, rect, theme, LIMEN_POINTS_ROC);
}

static void
draw_precision_recall (cairo_t *cr, LimenRect rect, const LimenTheme *theme)
{
  draw_xy (cr, rect, theme, LIMEN_POINTS_PRECISION_RECALL);
}

static void
draw_det (cairo_t *cr, LimenRect rect, const LimenTheme *theme)
{
  draw_xy (cr, rect, theme, LIMEN_POINTS_DET);
}

static void
draw_rate_curves (cairo_t *cr, LimenRect rect, const LimenTheme *theme)
{
  static const LimenMetricId metrics[]
      = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL, LIMEN_METRIC_MCC };
  LimenSweep *sweep = test_sweep_new (2000);
  g_autoptr (LimenXyCurves) curves = limen_xy_curves_new_over_rate (
      sweep, metrics, G_N_ELEMENTS (metrics), LIMEN_COSTS_DEFAULT, NAN);
  LimenXyFigure figure = limen_xy_curves_get_figure (curves, 0.52, ".");

  g_strlcpy (figure.label, "0.52", sizeof figure.label);
  limen_figure_xy_draw (cr, rect, &figure, theme);
  limen_sweep_free (sweep);
}

static void
draw_no_xy (cairo_t *cr, LimenRect rect, const LimenTheme *theme)
{
  LimenXyFigure figure = { .message = "no positive rows",
                           .hover = { NAN, NAN } };

  limen_figure_xy_draw (cr, rect, &figure, theme);
}

static void
draw_cost (cairo_t *cr, LimenRect rect, const LimenTheme *theme)
{
  LimenThresholdAxis axis = test_axis_new (0.52);
  LimenSweep *sweep = test_sweep_new (2000);
  g_autoptr (LimenThresholdLines) lines = limen_threshold_lines_new (
      sweep, LIMEN_LINES_KS, LIMEN_KIND_PROBABILITY, &axis.x,
      LIMEN_COSTS_DEFAULT, NAN);
  LimenCurveSeries series[LIMEN_LINES_MAX_SERIES];
  LimenCurvesFigure figure
      = limen_threshold_lines_get_figure (lines, &axis, series);

  limen_figure_curves_draw (cr, rect, &figure, theme);
  limen_sweep_free (sweep);
}

static void
draw_reliability (cairo_t *cr, LimenRect rect, const LimenTheme *theme)
{
  g_autoptr (TestReliability) reliability = test_reliability_new ();

  reliability->figure.hovered_bin = 3;
  reliability->figure.selected_bin = 14;
  reliability->figure.has_focus = TRUE;
  limen_figure_reliability_draw (cr, rect, &reliability->figure, theme);
}

static void
draw_no_reliability (cairo_t *cr, LimenRect rect, const LimenTheme *theme)
{
  LimenReliabilityFigure figure = { .threshold = NAN,
                                    .ece = NAN,
                                    .hovered_bin = -1,
                                    .selected_bin = -1 };

  limen_figure_reliability_draw (cr, rect, &figure, theme);
}

static const Draw draws[] = {
  draw_histogram, draw_histogram_alone,    draw_no_rows,
  draw_curves,    draw_curves_with_legend, draw_degenerate_curves,
  draw_losses,    draw_no_losses,          draw_log,
  draw_empty_log,
  draw_matrix,    draw_zoomed_matrix,
  draw_roc,       draw_precision_recall,   draw_det,
  draw_rate_curves, draw_no_xy,            draw_cost,
  draw_reliability, draw_no_reliability,
};

static const LimenRect rects[] = {
  { 0, 0, 0, 0 },         { 0, 0, 1, 1 },          { 0, 0, 40, 30 },
  { 0, 0, 300, 4 },       { 0, 0, 3, 200 },        { 0, 0, 80, 60 },
  { 0, 0, 300, 200 },     { 10.3, 20.7, 200, 99 }, { -500, -500, 900, 900 },
  { 0, 0, NAN, 100 },     { 0, 0, 100, INFINITY }, { NAN, 0, 100, 100 },
  { 0, 0, -50, 100 },     { 0, 0, 1e9, 1e9 },
};

static void
test_any_rect (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (draws); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (rects); j++)
      for (int v = 0; v <= LIMEN_THEME_CONTRAST_DARK; v++)
        {
          g_autoptr (TestCanvas) canvas = test_canvas_new (320, 220);
          LimenTheme theme = limen_theme_get ((LimenThemeVariant) v);

          draws[i](canvas->cr, rects[j], &theme);
          g_assert_cmpint (cairo_status (canvas->cr), ==,
                           CAIRO_STATUS_SUCCESS);
        }
}

/* Nothing is drawn outside of the rect. */
static void
test_stays_inside (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_DARK);
  LimenColor black = { 0, 0, 0, 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (draws); i++)
    for (int size = 20; size < 260; size += 37)
      {
        g_autoptr (TestCanvas) canvas = test_canvas_new (320, 320);

        draws[i](canvas->cr, (LimenRect) { 30, 30, size, size }, &theme);
        for (int y = 0; y < 320; y++)
          for (int x = 0; x < 320; x++)
            if (x < 30 || y < 30 || x >= 30 + size || y >= 30 + size)
              test_assert_pixel (canvas, x, y, black);
      }
}

static void
test_leaves_state (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);

  for (gsize i = 0; i < G_N_ELEMENTS (draws); i++)
    {
      g_autoptr (TestCanvas) canvas = test_canvas_new (300, 200);
      cairo_matrix_t matrix;

      cairo_scale (canvas->cr, 0.5, 0.5);
      cairo_set_line_width (canvas->cr, 17);
      draws[i](canvas->cr, (LimenRect) { 0, 0, 600, 400 }, &theme);
      cairo_get_matrix (canvas->cr, &matrix);
      g_assert_cmpfloat (matrix.xx, ==, 0.5);
      g_assert_cmpfloat (cairo_get_line_width (canvas->cr), ==, 17);
      g_assert_false (cairo_has_current_point (canvas->cr));
    }
}

static void
test_rotated (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);

  for (gsize i = 0; i < G_N_ELEMENTS (draws); i++)
    {
      g_autoptr (TestCanvas) canvas = test_canvas_new (400, 400);

      cairo_translate (canvas->cr, 400, 0);
      cairo_rotate (canvas->cr, G_PI_2);
      draws[i](canvas->cr, (LimenRect) { 0, 0, 400, 400 }, &theme);
    }
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

typedef cairo_surface_t *(*CreateSurface) (cairo_write_func_t write,
                                           void *closure, double width,
                                           double height);

static GByteArray *
draw_to_stream (Draw draw, CreateSurface create)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = create (append_cb, bytes, 640, 480);
  cairo_t *cr = cairo_create (surface);
  LimenTheme theme = limen_theme_get (LIMEN_THEME_PRINT);

  draw (cr, (LimenRect) { 0, 0, 640, 480 }, &theme);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return bytes;
}

/* The SVG text without cairo's numbers, which continue from one surface of a
 * process to the next. */
static char *
get_svg_text (GByteArray *svg)
{
  g_autoptr (GRegex) regex = g_regex_new ("\"surface[0-9]+\"", 0, 0, NULL);

  return g_regex_replace_literal (regex, (char *) svg->data, svg->len, 0,
                                  "\"surface\"", 0, NULL);
}

static void
test_vector_surfaces (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (draws); i++)
    {
      g_autoptr (GByteArray) svg
          = draw_to_stream (draws[i], cairo_svg_surface_create_for_stream);
      g_autoptr (GByteArray) again
          = draw_to_stream (draws[i], cairo_svg_surface_create_for_stream);
      g_autoptr (GByteArray) pdf
          = draw_to_stream (draws[i], cairo_pdf_surface_create_for_stream);
      g_autofree char *text = get_svg_text (svg);
      g_autofree char *text_again = get_svg_text (again);

      g_assert_cmpstr (text, ==, text_again);
      g_assert_cmpuint (pdf->len, >, 1000);
      g_assert_null (strstr (text, "nan"));
      g_assert_null (strstr (text, "inf"));
      /* Translucent ink would be drawn as an image. */
      g_assert_null (strstr (text, "<image"));
    }
}

static void
test_recording_surface (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);

  for (gsize i = 0; i < G_N_ELEMENTS (draws); i++)
    {
      cairo_surface_t *surface = cairo_recording_surface_create (
          CAIRO_CONTENT_COLOR_ALPHA, NULL);
      cairo_t *cr = cairo_create (surface);
      double x, y, width, height;

      draws[i](cr, (LimenRect) { 0, 0, 400, 300 }, &theme);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_recording_surface_ink_extents (surface, &x, &y, &width, &height);
      g_assert_cmpfloat (width, ==, 400);
      g_assert_cmpfloat (height, ==, 300);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

static void
test_same_twice (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_DARK);

  for (gsize i = 0; i < G_N_ELEMENTS (draws); i++)
    {
      g_autoptr (TestCanvas) a = test_canvas_new (400, 300);
      g_autoptr (TestCanvas) b = test_canvas_new (400, 300);

      draws[i](a->cr, (LimenRect) { 0, 0, 400, 300 }, &theme);
      draws[i](b->cr, (LimenRect) { 0, 0, 400, 300 }, &theme);
      g_assert_true (test_canvas_equals (a, b));
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figures/any-rect", test_any_rect);
  g_test_add_func ("/figures/stays-inside", test_stays_inside);
  g_test_add_func ("/figures/leaves-state", test_leaves_state);
  g_test_add_func ("/figures/rotated", test_rotated);
  g_test_add_func ("/figures/vector-surfaces", test_vector_surfaces);
  g_test_add_func ("/figures/recording-surface", test_recording_surface);
  g_test_add_func ("/figures/same-twice", test_same_twice);
  return g_test_run ();
}
