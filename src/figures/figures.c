#include "figures.h"

#include <math.h>

#include "binned-reliability.h"
#include "curve-palette.h"
#include "figure-curves.h"
#include "figure-histogram.h"
#include "figure-matrix.h"
#include "figure-tables.h"
#include "link.h"
#include "loss-counts.h"
#include "memory.h"
#include "threshold-layout.h"
#include "threshold-lines.h"
#include "threshold.h"
#include "tick-label.h"
#include "xy-curves.h"

#define N_BINS 50
#define BORDER 10 /* pixels around a picture */
/* Columns that a curve is computed in, per pixel. */
#define COLUMNS_PER_PIXEL 2

/* A picture under way; each kind says FALSE when memory runs out. */
typedef struct
{
  const LimenFigureInput *input;
  int figure;
  const char *name;
  cairo_t *cr;
  LimenRect rect;
  const LimenTheme *theme;
} Canvas;

static gboolean
draw_histogram (Canvas *canvas)
{
  const LimenFigureInput *input = canvas->input;
  double edges[N_BINS + 1];
  LimenHistogramBin bins[N_BINS];
  LimenHistogramFigure figure = {
    .axis = input->axis,
    .edges = edges,
    .bins = bins,
    .n_bins = N_BINS,
    .is_stacked = TRUE,
    .hovered_bin = -1,
    .negative_name = limen_one_vs_rest_get_rest_name (input->class),
    .positive_name = limen_one_vs_rest_get_name (input->class),
    .has_legend = TRUE,
  };

  limen_scale_fill_edges (&input->axis.x, edges, N_BINS);
  limen_histogram_compute (limen_one_vs_rest_get_sweep (input->class), edges,
                           N_BINS, bins);
  limen_figure_histogram_draw (canvas->cr, canvas->rect, &figure,
                               canvas->theme);
  return TRUE;
}

static gboolean
draw_curves (Canvas *canvas)
{
  const LimenFigureInput *input = canvas->input;
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (input->class);
  gsize n_columns = (gsize) canvas->rect.width * COLUMNS_PER_PIXEL;
  gsize n_curves = input->n_metrics;
  g_autofree double *edges = g_new (double, n_columns + 1);
  g_autofree LimenCurveColumn *columns
      = g_new (LimenCurveColumn, n_curves * n_columns + 1);
  LimenConfusion confusion = limen_sweep_get_confusion (
      sweep, limen_sweep_find (sweep, input->axis.threshold));
  g_autofree LimenCurveSeries *series = g_new (LimenCurveSeries, n_curves + 1);
  g_autofree guint *colors = g_new (guint, n_curves + 1);
  LimenCurvesFigure figure = {
    .axis = input->axis,
    .series = series,
    .n_series = n_curves,
    .has_legend = TRUE,
  };
  double low = 0;

  if (!isnan (input->prevalence))
    confusion = limen_confusion_at_prevalence (confusion, input->prevalence);
  limen_scale_fill_edges (&input->axis.x, edges, n_columns);
  limen_curve_palette_assign (input->metrics, n_curves, colors);
  for (gsize i = 0; i < n_curves; i++)
    {
      LimenMetric metric = { input->metrics[i], 1 };

      limen_curve_compute_at_prevalence (sweep, metric, input->costs,
                                         input->prevalence, edges, n_columns,
                                         columns + i * n_columns);
      series[i] = (LimenCurveSeries){
        .title = limen_metric_get_info (metric.id)->title,
        .columns = columns + i * n_columns,
        .n_columns = n_columns,
        .value = limen_metric_value (metric, confusion, input->costs),
        .color = colors[i],
      };
      low = fmin (low, limen_curve_series_get_low (&series[i]));
    }
  figure.y = limen_figure_curves_get_y_scale (low);
  limen_figure_curves_draw (canvas->cr, canvas->rect, &figure, canvas->theme);
  return TRUE;
}

static gboolean
draw_xy (Canvas *canvas, LimenXyCurves *curves)
{
  const LimenFigureInput *input = canvas->input;
  LimenXyFigure figure;

  if (limen_xy_curves_has_failed (curves))
    return FALSE;
  figure = limen_xy_curves_get_figure (curves, input->axis.threshold,
                                       canvas->theme->decimal_point);
  figure.is_square = limen_figures_is_square (canvas->figure);
  g_strlcpy (figure.label, input->label, sizeof figure.label);
  limen_figure_xy_draw (canvas->cr, canvas->rect, &figure, canvas->theme);
  return TRUE;
}

static gboolean
draw_points (Canvas *canvas)
{
  const LimenFigureInput *input = canvas->input;
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (input->class);
  LimenPointsKind kind = LIMEN_POINTS_ROC;
  g_autoptr (LimenXyCurves) curves = NULL;

  limen_points_kind_parse (canvas->name, &kind);
  curves = limen_kind_has_thresholds (
               limen_one_vs_rest_get_numbers (input->class)->kind)
               ? limen_xy_curves_new (sweep, kind, input->costs,
                                      input->prevalence)
               : limen_xy_curves_new_of_decisions (sweep, kind,
                                                   input->prevalence);
  return draw_xy (canvas, curves);
}

static gboolean
draw_rate_curves (Canvas *canvas)
{
  const LimenFigureInput *input = canvas->input;
  g_autoptr (LimenXyCurves) curves = limen_xy_curves_new_over_rate (
      limen_one_vs_rest_get_sweep (input->class), input->metrics,
      input->n_metrics, input->costs, input->prevalence);

  return draw_xy (canvas, curves);
}

static gboolean
draw_threshold_lines (Canvas *canvas)
{
  const LimenFigureInput *input = canvas->input;
  LimenCurveSeries series[LIMEN_LINES_MAX_SERIES];
  g_autoptr (LimenThresholdLines) lines = NULL;
  LimenLinesKind kind = LIMEN_LINES_KS;
  LimenCurvesFigure figure;

  limen_lines_kind_parse (canvas->name, &kind);
  lines = limen_threshold_lines_new (
      limen_one_vs_rest_get_sweep (input->class), kind,
      limen_one_vs_rest_get_numbers (input->class)->kind, &input->axis.x,
      input->costs, input->prevalence);
  figure = limen_threshold_lines_get_figure (lines, &input->axis, series);
  limen_figure_curves_draw (canvas->cr, canvas->rect, &figure, canvas->theme);
  return TRUE;
}

static gboolean
draw_reliability (Canvas *canvas)
{
  const LimenFigureInput *input = canvas->input;
  LimenKind kind = limen_one_vs_rest_get_numbers (input->class)->kind;
  g_autoptr (LimenReliabilityCounts) counts
      = limen_binned_reliability_new_of_class (input->class,
                                               input->calibration);
  LimenReliabilityFigure figure;
  g_autofree char *bins = NULL;
  char label[24];

  if (counts == NULL)
    return FALSE;
  bins = limen_calibration_describe_bins (input->calibration.binning,
                                          counts->n_bins);
  figure = limen_reliability_counts_get_figure (counts);
  figure.is_fitted = TRUE;
  figure.negative_name = limen_one_vs_rest_get_rest_name (input->class);
  figure.positive_name = limen_one_vs_rest_get_name (input->class);
  figure.threshold = limen_score_to_probability (kind, input->axis.threshold);
  figure.line_label = label;
  figure.bins_title = bins;
  if (isinf (input->axis.threshold))
    limen_threshold_format (input->axis.threshold, label, sizeof label);
  else
    limen_tick_label_write_lone (figure.threshold,
                                 canvas->theme->decimal_point, label,
                                 sizeof label);
  limen_figure_reliability_draw (canvas->cr, canvas->rect, &figure,
                                 canvas->theme);
  return TRUE;
}

static LimenLossCounts *
count_losses (const LimenFigureInput *input)
{
  LimenPredictions numbers = limen_threshold_scores_get_loss_numbers (
      limen_analysis_get_scores (input->analysis),
      limen_one_vs_rest_get_class (input->class));

  return limen_loss_counts_new (&numbers, input->axis.threshold);
}

static gboolean
draw_losses (Canvas *canvas)
{
  g_autofree LimenLossCounts *counts = count_losses (canvas->input);
  LimenOneVsRest *class = canvas->input->class;
  LimenLossesFigure figure;

  if (counts == NULL)
    return FALSE;
  figure = limen_loss_counts_get_losses (counts);
  figure.negative_name = limen_one_vs_rest_get_rest_name (class);
  figure.positive_name = limen_one_vs_rest_get_name (class);
  limen_figure_losses_draw (canvas->cr, canvas->rect, &figure, canvas->theme);
  return TRUE;
}

static gboolean
draw_log (Canvas *canvas)
{
  g_autofree LimenLossCounts *counts = count_losses (canvas->input);
  LimenLogFigure figure;

  if (counts == NULL)
    return FALSE;
  figure = limen_loss_counts_get_log (counts);
  limen_figure_log_draw (canvas->cr, canvas->rect, &figure, canvas->theme);
  return TRUE;
}

static gboolean
draw_confusion (Canvas *canvas)
{
  LimenDataset *dataset = limen_analysis_get_dataset (canvas->input->analysis);
  const LimenMatrix *matrix
      = limen_figure_input_get_outcome (canvas->input)->matrix;
  gsize n = limen_matrix_get_n_classes (matrix);
  gsize n_columns = n + (limen_matrix_get_none (matrix).n_rows > 0);
  g_autofree double *cells = g_new (double, n * n_columns);
  g_autofree const char **names = g_new (const char *, n);
  LimenMatrixFigure figure = {
    .n_classes = n,
    .n_columns = n_columns,
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
      for (gsize j = 0; j < n_columns; j++)
        cells[i * n_columns + j] = limen_matrix_get_cell (matrix, i, j);
    }
  limen_figure_matrix_draw (canvas->cr, canvas->rect, &figure, canvas->theme);
  return TRUE;
}

static const struct
{
  const char *name;
  gboolean (*draw) (Canvas *canvas);
  LimenFigureTable write;
  gboolean is_of_all; /* of all classes, where one of several is true */
  gboolean is_of_several; /* it needs those */
  gboolean has_bins;      /* of the calibration */
  gboolean is_of_decisions; /* it needs no thresholds */
  gboolean is_square; /* both axes are of rates */
} figures[] = {
  { "histogram", draw_histogram, limen_figure_table_write_histogram },
  { "threshold-curves", draw_curves, limen_figure_table_write_candidates },
  { "rate-curves", draw_rate_curves, limen_figure_table_write_candidates },
  { "roc", draw_points, limen_figure_table_write_candidates,
    .is_of_decisions = TRUE, .is_square = TRUE },
  { "precision-recall", draw_points, limen_figure_table_write_candidates,
    .is_of_decisions = TRUE, .is_square = TRUE },
  { "det", draw_points, limen_figure_table_write_candidates,
    .is_square = TRUE },
  { "gain", draw_points, limen_figure_table_write_candidates },
  { "lift", draw_points, limen_figure_table_write_candidates },
  { "ks", draw_threshold_lines, limen_figure_table_write_candidates },
  { "cost", draw_threshold_lines, limen_figure_table_write_candidates },
  { "decision", draw_threshold_lines, limen_figure_table_write_candidates },
  { "reliability", draw_reliability, limen_figure_table_write_reliability,
    .has_bins = TRUE },
  { "losses", draw_losses, limen_figure_table_write_losses, TRUE },
  { "log", draw_log, limen_figure_table_write_losses, TRUE },
  { "confusion", draw_confusion, limen_figure_table_write_confusion, TRUE,
    TRUE, .is_of_decisions = TRUE },
};

/* As the help and the messages list them. */
const char limen_figure_names[]
    = "histogram, threshold-curves, rate-curves, roc, precision-recall, det, "
      "gain, lift, ks, cost, decision, reliability, losses, log or confusion";

/* The figure of a name; -1 where there is none. */
int
limen_figures_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    if (g_strcmp0 (figures[i].name, name) == 0)
      return (int) i;
  return -1;
}

/* Its name; static. */
const char *
limen_figures_get_name (int figure)
{
  return figures[figure].name;
}

/* Whether it is one of all classes, where one of several is true. */
gboolean
limen_figures_is_of_all (int figure)
{
  return figures[figure].is_of_all;
}

/* Whether there is none for other files. */
gboolean
limen_figures_is_of_several (int figure)
{
  return figures[figure].is_of_several;
}

/* Whether there is one of decisions, which have no thresholds. */
gboolean
limen_figures_is_of_decisions (int figure)
{
  return figures[figure].is_of_decisions;
}

/* Whether an analysis has a figure; FALSE for -1, which is no figure. */
gboolean
limen_figures_has (int figure, LimenAnalysis *analysis)
{
  const LimenMulticlass *multiclass;
  const LimenPredictions *numbers;

  if (figure < 0 || limen_analysis_get_n_classes (analysis) == 0)
    return FALSE;
  numbers = limen_threshold_scores_get_numbers (
      limen_analysis_get_scores (analysis));
  if (!limen_kind_has_thresholds (numbers->kind)
      && !figures[figure].is_of_decisions)
    return FALSE;
  multiclass = limen_analysis_get_multiclass (analysis);
  return !figures[figure].is_of_several
         || (multiclass != NULL && multiclass->outcome->matrix != NULL);
}

/* Whether its plot is as high as it is wide. */
gboolean
limen_figures_is_square (int figure)
{
  return figures[figure].is_square;
}

/* Whether it shows the bins of the calibration. */
gboolean
limen_figures_has_bins (int figure)
{
  return figures[figure].has_bins;
}

/* Readies what a figure is made from, which is borrowed. A threshold of NaN is
 * the one to begin with. */
void
limen_figure_input_init (LimenFigureInput *self, LimenAnalysis *analysis,
                         LimenOneVsRest *class, LimenCosts costs,
                         double prevalence, double threshold)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  LimenKind kind = limen_one_vs_rest_get_numbers (class)->kind;
  LimenThresholdLayout layout
      = limen_threshold_layout_new (kind, sweep, kind == LIMEN_KIND_LOGIT);

  if (isnan (threshold))
    threshold = limen_one_vs_rest_get_start (class);
  *self = (LimenFigureInput){
    .analysis = analysis,
    .class = class,
    .costs = costs,
    .prevalence = prevalence,
    .metrics = limen_usual_curves,
    .n_metrics = LIMEN_N_USUAL_CURVES,
    .axis = { .x = layout.scale,
              .threshold = threshold,
              .band_low = NAN,
              .band_high = NAN,
              .hover = NAN,
              .x_title = layout.title },
  };
  if (limen_kind_has_thresholds (kind))
    limen_threshold_format (
        limen_threshold_reverse (threshold, layout.scale.is_reversed),
        self->label, sizeof self->label);
  else
    g_strlcpy (self->label, "the decisions", sizeof self->label);
  self->axis.line_label = self->label;
}

/* The outcome whose confusion is shown. There must be several classes of which
 * one is true. */
const LimenOutcome *
limen_figure_input_get_outcome (const LimenFigureInput *self)
{
  return self->outcome != NULL
             ? self->outcome
             : limen_analysis_get_multiclass (self->analysis)->outcome;
}

/* Shows a grey zone from this threshold on up to the line; NaN: none. */
void
limen_figure_input_set_refer_from (LimenFigureInput *self, double refer_from)
{
  self->axis.has_zone = !isnan (refer_from);
  self->axis.refer_from = refer_from;
  self->axis.refer_label = limen_threshold_format (
      limen_threshold_reverse (refer_from, self->axis.x.is_reversed),
      self->refer_label, sizeof self->refer_label);
}

/* An input whose axis of thresholds goes as far as the scores of its class,
 * its line and its pins. It borrows what the other one does, and from that
 * one. */
static LimenFigureInput
fit_axis (const LimenFigureInput *input)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (input->class);
  gsize n = limen_sweep_get_n_scores (sweep);
  const LimenThresholdAxis *axis = &input->axis;
  g_autofree double *marks = g_new (double, axis->n_pinned + 2);
  LimenFigureInput fitted = *input;

  marks[0] = axis->threshold;
  marks[1] = axis->has_zone ? axis->refer_from : NAN;
  for (gsize i = 0; i < axis->n_pinned; i++)
    marks[i + 2] = axis->pinned[i];
  if (n > 0)
    fitted.axis.x = limen_scale_fit (
        &axis->x, limen_sweep_get_score (sweep, 0),
        limen_sweep_get_score (sweep, n - 1), marks, axis->n_pinned + 2);
  return fitted;
}

/* Draws a figure, whose axes go as far as its data. FALSE with an error when
 * memory runs out. */
gboolean
limen_figures_draw (int figure, const LimenFigureInput *input, cairo_t *cr,
                    LimenRect rect, const LimenTheme *theme, GError **error)
{
  LimenFigureInput fitted = fit_axis (input);
  Canvas canvas = { .input = &fitted,
                    .figure = figure,
                    .name = figures[figure].name,
                    .cr = cr,
                    .rect = rect,
                    .theme = theme };
  LimenDataset *dataset = limen_analysis_get_dataset (input->analysis);

  return figures[figure].draw (&canvas)
         || limen_memory_fail (limen_dataset_get_path (dataset),
                               "to draw its figures", error);
}

/* Draws a figure as a picture of its own, on a background. */
gboolean
limen_figures_draw_picture (int figure, const LimenFigureInput *input,
                            cairo_t *cr, int width, int height,
                            LimenThemeVariant variant, GError **error)
{
  LimenTheme theme = limen_theme_get (variant);
  LimenRect rect
      = { BORDER, BORDER, width - 2 * BORDER, height - 2 * BORDER };

  cairo_set_source_rgb (cr, theme.background.red, theme.background.green,
                        theme.background.blue);
  cairo_paint (cr);
  return limen_figures_draw (figure, input, cr, rect, &theme, error);
}

/* Saves the numbers in a figure as CSV. */
gboolean
limen_figures_save (int figure, const LimenFigureInput *input,
                    const char *path, GError **error)
{
  g_autoptr (LimenOutput) output = limen_output_new (path, error);
  LimenFigureInput fitted = fit_axis (input);

  return output != NULL
         && figures[figure].write (&fitted, figures[figure].name, output,
                                   error)
         && limen_output_commit (output, error);
}
