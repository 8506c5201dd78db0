/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times one frame of a moved threshold: all metrics at it, and drawing the
 * histogram and the curves on 1600 x 1000 pixels: bench-frame [ROWS]. ROWS
 * distinct scores are generated. Prints the median and the 99th percentile
 * over N_FRAMES frames. */

#include <glib.h>
#include <math.h>
#include <stdlib.h>

#include "figure-curves.h"
#include "figure-histogram.h"

#define DEFAULT_ROWS 10000000
#define N_FRAMES 500
#define WIDTH 1600
#define HEIGHT 1000
#define N_BINS 50
#define N_COLUMNS 4096

static const LimenMetricId shown[]
    = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL, LIMEN_METRIC_F1,
        LIMEN_METRIC_SPECIFICITY, LIMEN_METRIC_ACCURACY };

#define N_CURVES G_N_ELEMENTS (shown)

typedef struct
{
  LimenSweep *sweep;
  LimenScale scale;
  double edges[N_BINS + 1];
  LimenHistogramBin bins[N_BINS];
  LimenCurveColumn columns[N_CURVES][N_COLUMNS];
  cairo_surface_t *surface;
} Window;

static LimenSweep *
make_sweep (gsize n_rows)
{
  g_autofree double *scores = g_new (double, n_rows);
  g_autofree guint16 *labels = g_new (guint16, n_rows);
  g_autoptr (GRand) random = g_rand_new_with_seed (20);

  for (gsize i = 0; i < n_rows; i++)
    {
      double spread = g_rand_double (random);

      labels[i] = g_rand_double (random) < 0.25;
      scores[i] = labels[i] ? sqrt (spread) : spread * spread;
    }
  return limen_sweep_new (scores, labels, 1, NULL, n_rows);
}

/* Computes what the window computes once, off the main thread. */
static void
prepare (Window *self)
{
  g_autofree double *edges = g_new (double, N_COLUMNS + 1);
  LimenObjective view
      = limen_objective_new_view (self->sweep, LIMEN_COSTS_DEFAULT, NAN);

  self->scale = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1);
  limen_scale_fill_edges (&self->scale, self->edges, N_BINS);
  limen_histogram_compute (self->sweep, self->edges, N_BINS, self->bins);
  limen_scale_fill_edges (&self->scale, edges, N_COLUMNS);
  for (gsize i = 0; i < N_CURVES; i++)
    limen_curve_compute (&view, self->sweep,
                         (LimenMetric){ shown[i], 1 }, edges, N_COLUMNS,
                         self->columns[i]);
  self->surface
      = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
}

static double
draw_frame (Window *self, double threshold)
{
  const LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  gsize candidate = limen_sweep_find (self->sweep, threshold);
  LimenConfusion confusion
      = limen_sweep_get_confusion (self->sweep, candidate);
  LimenThresholdAxis axis = {
    .x = self->scale,
    .threshold = threshold,
    .band_low = limen_sweep_get_low (self->sweep, candidate),
    .band_high = limen_sweep_get_score (self->sweep, candidate),
    .hover = NAN,
    .x_title = "threshold",
    .line_label = "0.42",
  };
  LimenHistogramFigure histogram = { .axis = axis,
                                     .edges = self->edges,
                                     .bins = self->bins,
                                     .n_bins = N_BINS,
                                     .is_stacked = TRUE,
                                     .hovered_bin = -1 };
  LimenCurveSeries series[N_CURVES];
  LimenCurvesFigure curves = { .axis = axis,
                               .series = series,
                               .n_series = N_CURVES,
                               .y = self->scale };
  cairo_t *cr = cairo_create (self->surface);
  double sum = 0;

  for (gsize i = 0; i < LIMEN_N_METRICS; i++)
    {
      double value = limen_metric_value ((LimenMetric){ (LimenMetricId) i, 1 },
                                         confusion, LIMEN_COSTS_DEFAULT);

      sum += isfinite (value) ? value : 0;
    }
  for (gsize i = 0; i < N_CURVES; i++)
    series[i] = (LimenCurveSeries){
      .title = limen_metric_get_info (shown[i])->title,
      .columns = self->columns[i],
      .n_columns = N_COLUMNS,
      .value = limen_metric_value ((LimenMetric){ shown[i], 1 }, confusion,
                                   LIMEN_COSTS_DEFAULT),
      .color = (guint) i,
    };
  limen_figure_histogram_draw (cr, (LimenRect){ 0, 0, WIDTH, HEIGHT / 2 },
                               &histogram, &theme);
  limen_figure_curves_draw (
      cr, (LimenRect){ 0, HEIGHT / 2, WIDTH, HEIGHT / 2 }, &curves, &theme);
  cairo_destroy (cr);
  cairo_surface_flush (self->surface);
  return sum;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

int
main (int argc, char **argv)
{
  gsize n_rows = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10)
                          : DEFAULT_ROWS;
  g_autofree Window *window = g_new0 (Window, 1);
  gint64 times[N_FRAMES];
  double sum = 0;

  window->sweep = make_sweep (MAX (n_rows, 1));
  prepare (window);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      gint64 start = g_get_monotonic_time ();

      /* Spread over the axis, so that no cache helps. */
      sum += draw_frame (window, fmod (i * 0.6180339887498949, 1));
      times[i] = g_get_monotonic_time () - start;
    }
  qsort (times, N_FRAMES, sizeof *times, compare);
  g_print ("%" G_GSIZE_FORMAT " distinct scores, %d frames of %d x %d, all "
           "metrics %.10g\n",
           limen_sweep_get_n_scores (window->sweep), N_FRAMES, WIDTH, HEIGHT,
           sum);
  g_print ("%-22s %8.2f ms\n%-22s %8.2f ms\n", "median",
           (double) times[N_FRAMES / 2] / 1000, "99th percentile",
           (double) times[N_FRAMES * 99 / 100] / 1000);
  cairo_surface_destroy (window->surface);
  limen_sweep_free (window->sweep);
  return 0;
}
