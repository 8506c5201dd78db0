#include <math.h>
#include <stdio.h>

#include "cli.h"
#include "curve-palette.h"
#include "decimal.h"
#include "figure-curves.h"
#include "figure-histogram.h"
#include "figure-matrix.h"
#include "loss-counts.h"
#include "number.h"
#include "picture.h"
#include "threshold-layout.h"

#define N_BINS 50
#define MAX_SIZE 16384
#define DEFAULT_WIDTH 900
#define DEFAULT_HEIGHT 500
/* Left free around the figure, in pixels. */
#define BORDER 10
/* Columns that a curve is computed in, per pixel. */
#define COLUMNS_PER_PIXEL 2

static const LimenMetricId shown_metrics[]
    = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL, LIMEN_METRIC_F1,
        LIMEN_METRIC_SPECIFICITY, LIMEN_METRIC_ACCURACY };

#define N_CURVES G_N_ELEMENTS (shown_metrics)

/* What all figures need. */
typedef struct
{
  LimenAnalysis *analysis;
  LimenOneVsRest *class;
  LimenThresholdAxis axis;
  LimenTheme theme;
  LimenRect rect;
  char label[LIMEN_DECIMAL_SIZE];
} Canvas;

static void
draw_histogram (cairo_t *cr, Canvas *canvas)
{
  double edges[N_BINS + 1];
  LimenHistogramBin bins[N_BINS];
  LimenHistogramFigure figure = {
    .axis = canvas->axis,
    .edges = edges,
    .bins = bins,
    .n_bins = N_BINS,
    .is_stacked = TRUE,
    .hovered_bin = -1,
    .negative_name = limen_one_vs_rest_get_rest_name (canvas->class),
    .positive_name = limen_one_vs_rest_get_name (canvas->class),
    .has_legend = TRUE,
  };

  limen_scale_fill_edges (&canvas->axis.x, edges, N_BINS);
  limen_histogram_compute (limen_one_vs_rest_get_sweep (canvas->class), edges,
                           N_BINS, bins);
  limen_figure_histogram_draw (cr, canvas->rect, &figure, &canvas->theme);
}

static void
draw_curves (cairo_t *cr, Canvas *canvas)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (canvas->class);
  gsize n_columns = (gsize) canvas->rect.width * COLUMNS_PER_PIXEL;
  g_autofree double *edges = g_new (double, n_columns + 1);
  g_autofree LimenCurveColumn *columns
      = g_new (LimenCurveColumn, N_CURVES * n_columns);
  LimenConfusion confusion = limen_sweep_get_confusion (
      sweep, limen_sweep_find (sweep, canvas->axis.threshold));
  LimenCurveSeries series[N_CURVES];
  guint colors[N_CURVES];
  LimenCurvesFigure figure = {
    .axis = canvas->axis,
    .series = series,
    .n_series = N_CURVES,
    .y = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1),
    .has_legend = TRUE,
  };

  limen_scale_fill_edges (&canvas->axis.x, edges, n_columns);
  limen_curve_palette_assign (shown_metrics, N_CURVES, colors);
  for (gsize i = 0; i < N_CURVES; i++)
    {
      LimenMetric metric = { shown_metrics[i], 1 };

      limen_curve_compute (sweep, metric, LIMEN_COSTS_DEFAULT, edges,
                           n_columns, columns + i * n_columns);
      series[i] = (LimenCurveSeries){
        .title = limen_metric_get_info (metric.id)->title,
        .columns = columns + i * n_columns,
        .n_columns = n_columns,
        .value
        = limen_metric_value (metric, confusion, LIMEN_COSTS_DEFAULT),
        .color = colors[i],
      };
    }
  limen_figure_curves_draw (cr, canvas->rect, &figure, &canvas->theme);
}

static LimenLossCounts *
count_losses (Canvas *canvas)
{
  LimenPredictions numbers = limen_threshold_scores_get_loss_numbers (
      limen_analysis_get_scores (canvas->analysis),
      limen_one_vs_rest_get_class (canvas->class));

  return limen_loss_counts_new (&numbers, canvas->axis.threshold);
}

static void
draw_losses (cairo_t *cr, Canvas *canvas)
{
  g_autofree LimenLossCounts *counts = count_losses (canvas);
  LimenLossesFigure figure = limen_loss_counts_get_losses (counts);

  limen_figure_losses_draw (cr, canvas->rect, &figure, &canvas->theme);
}

static void
draw_log (cairo_t *cr, Canvas *canvas)
{
  g_autofree LimenLossCounts *counts = count_losses (canvas);
  LimenLogFigure figure = limen_loss_counts_get_log (counts);

  limen_figure_log_draw (cr, canvas->rect, &figure, &canvas->theme);
}

static void
draw_confusion (cairo_t *cr, Canvas *canvas)
{
  LimenDataset *dataset = limen_analysis_get_dataset (canvas->analysis);
  const LimenMatrix *matrix
      = limen_analysis_get_multiclass (canvas->analysis)->outcome->matrix;
  gsize n = limen_matrix_get_n_classes (matrix);
  g_autofree double *cells = g_new (double, n * n);
  g_autofree const char **names = g_new (const char *, n);
  LimenMatrixFigure figure = {
    .n_classes = n,
    .n_columns = n,
    .names = names,
    .cells = cells,
    .selected = -1,
    .hovered_row = -1,
    .hovered_column = -1,
    .cursor_row = -1,
    .cursor_column = -1,
    .has_legend = TRUE,
  };

  for (gsize i = 0; i < n; i++)
    {
      names[i] = limen_dataset_get_class_name (dataset, i);
      for (gsize j = 0; j < n; j++)
        cells[i * n + j] = limen_matrix_get_cell (matrix, i, j);
    }
  limen_figure_matrix_draw (cr, canvas->rect, &figure, &canvas->theme);
}

static const struct
{
  const char *name;
  void (*draw) (cairo_t *cr, Canvas *canvas);
  gboolean is_of_all; /* of all classes, where one of several is true */
  gboolean is_of_several; /* it needs those */
} figures[] = {
  { "histogram", draw_histogram },
  { "threshold-curves", draw_curves },
  { "losses", draw_losses, TRUE },
  { "log", draw_log, TRUE },
  { "confusion", draw_confusion, TRUE, TRUE },
};

#define FIGURE_NAMES "histogram, threshold-curves, losses, log or confusion"

static int
find_figure (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    if (g_strcmp0 (figures[i].name, name) == 0)
      return (int) i;
  return -1;
}

static gboolean
parse_size (const char *text, int *width, int *height, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", "x", 2);
  guint64 numbers[2];

  *width = DEFAULT_WIDTH;
  *height = DEFAULT_HEIGHT;
  if (text == NULL)
    return TRUE;
  if (g_strv_length (parts) == 2
      && g_ascii_string_to_unsigned (parts[0], 10, 100, MAX_SIZE, &numbers[0],
                                     NULL)
      && g_ascii_string_to_unsigned (parts[1], 10, 100, MAX_SIZE, &numbers[1],
                                     NULL))
    {
      *width = (int) numbers[0];
      *height = (int) numbers[1];
      return TRUE;
    }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--size: \"%s\" is not WIDTHxHEIGHT in pixels, from 100 to "
               "16384 each",
               text);
  return FALSE;
}

static Canvas
new_canvas (LimenAnalysis *analysis, LimenOneVsRest *class, int width,
            int height, double at)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  LimenKind kind = limen_one_vs_rest_get_numbers (class)->kind;
  LimenThresholdLayout layout
      = limen_threshold_layout_new (kind, sweep, kind == LIMEN_KIND_LOGIT);

  if (isnan (at))
    at = limen_one_vs_rest_get_start (class);
  return (Canvas){
    .analysis = analysis,
    .class = class,
    .axis = { .x = layout.scale,
              .threshold = at,
              .band_low = NAN,
              .band_high = NAN,
              .hover = NAN,
              .x_title = layout.title },
    .theme = limen_theme_get (LIMEN_THEME_PRINT),
    .rect = { BORDER, BORDER, width - 2 * BORDER, height - 2 * BORDER },
  };
}

static void
paint_background (cairo_t *cr, const LimenTheme *theme)
{
  cairo_set_source_rgb (cr, theme->background.red, theme->background.green,
                        theme->background.blue);
  cairo_paint (cr);
}

/* The class that a figure is about; any for one of all classes. */
static LimenOneVsRest *
get_class (LimenAnalysis *analysis, int figure, const char *name,
           gboolean has_threshold, GError **error)
{
  const LimenMulticlass *multiclass = limen_analysis_get_multiclass (analysis);
  gboolean has_matrix
      = multiclass != NULL && multiclass->outcome->matrix != NULL;

  if (figures[figure].is_of_several && !has_matrix)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "--figure %s is for files of which one of several classes "
                   "is true",
                   figures[figure].name);
      return NULL;
    }
  if (figures[figure].is_of_several && name != NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "--figure %s is about all classes; leave out --class",
                   figures[figure].name);
      return NULL;
    }
  if (figures[figure].is_of_all && has_matrix && name == NULL && has_threshold)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "--figure %s of all classes is by the largest score; leave "
                   "out --at",
                   figures[figure].name);
      return NULL;
    }
  return figures[figure].is_of_all && has_matrix && name == NULL
             ? limen_analysis_get_class (analysis, 0, error)
             : limen_cli_get_class (analysis, name, error);
}

static int
plot (const char *file, const LimenReadOptions *options, const char *name,
      int figure, const char *path, int width, int height, double at)
{
  GError *error = NULL;
  g_autoptr (LimenAnalysis) analysis
      = limen_cli_analyze (file, options, NULL, &error);
  g_autoptr (LimenOneVsRest) class = NULL;
  g_autoptr (LimenPicture) picture = NULL;
  Canvas canvas;

  if (analysis == NULL)
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  class = get_class (analysis, figure, name, !isnan (at), &error);
  if (class == NULL)
    return limen_cli_fail_options ("plot", error);
  picture = limen_picture_new (path, width, height, &error);
  if (picture == NULL)
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  canvas = new_canvas (analysis, class, width, height, at);
  canvas.axis.line_label = limen_decimal_format (
      canvas.axis.threshold, canvas.label, sizeof canvas.label);
  paint_background (limen_picture_get_cairo (picture), &canvas.theme);
  figures[figure].draw (limen_picture_get_cairo (picture), &canvas);
  if (!limen_picture_save (picture, &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  printf ("Saved %s\n", path);
  limen_cli_print_skipped (limen_analysis_get_dataset (analysis));
  return LIMEN_EXIT_DONE;
}

/* limen-cli plot: one figure as a picture. */
int
limen_cli_plot (int argc, char **argv)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autofree char *name = NULL, *path = NULL, *size = NULL, *at_text = NULL;
  g_autofree char *class = NULL;
  const GOptionEntry entries[] = {
    { "figure", 0, 0, G_OPTION_ARG_STRING, &name,
      FIGURE_NAMES, "NAME" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path,
      "Where to save the picture; its name says the format",
      "x.png|.svg|.pdf" },
    { "class", 0, 0, G_OPTION_ARG_FILENAME, &class,
      "Which of several classes it is about", "NAME" },
    { "size", 0, 0, G_OPTION_ARG_STRING, &size, "In pixels (900x500)",
      "WxH" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &at_text,
      "Threshold that the figure shows; the usual one if none is given", "T" },
    { NULL }
  };
  const LimenCommandLine line = {
    .arguments = "FILE --figure NAME --output x.png",
    .summary = "Draws a figure of a file of predictions; FILE may be - "
               "(standard input).",
    .entries = entries,
    .reading = options,
  };
  GError *error = NULL;
  int width, height;
  double at = NAN;

  if (!limen_cli_parse (&line, &argc, &argv, &error)
      || !parse_size (size, &width, &height, &error)
      || (at_text != NULL
          && !limen_cli_parse_number ("--at", at_text, &at, &error)))
    return limen_cli_fail_options ("plot", error);
  if (argc != 2)
    return limen_cli_fail_usage ("plot", "give one FILE");
  if (find_figure (name) < 0)
    return limen_cli_fail_usage ("plot", "say --figure " FIGURE_NAMES);
  if (path == NULL)
    return limen_cli_fail_usage ("plot", "say where to save with --output");
  if (!limen_cli_check_output (path, argv[1], &error))
    return limen_cli_fail_options ("plot", error);
  return plot (argv[1], options, class, find_figure (name), path, width,
               height, at);
}
