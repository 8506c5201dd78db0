#include "figure-tables.h"

#include <math.h>

#include "csv-text.h"
#include "curve.h"
#include "decision-curve.h"
#include "link.h"
#include "loss-counts.h"
#include "memory.h"
#include "probit.h"
#include "threshold.h"

#define N_BINS 50
#define FLUSH_SIZE (64 * 1024)

/* What stands in a column beside a metric. */
typedef enum
{
  COLUMN_METRIC,
  COLUMN_DEVIATE,        /* of a metric */
  COLUMN_PROBABILITY,    /* that the threshold stands for */
  COLUMN_BENEFIT,        /* net benefit at that probability */
  COLUMN_BENEFIT_OF_ALL, /* where everybody is positive */
} ColumnKind;

typedef struct
{
  const char *name;
  ColumnKind kind;
  LimenMetricId metric;
} Column;

/* All metrics, after the share that is predicted positive. */
#define MAX_COLUMNS (LIMEN_N_METRICS + 1)
#define MAX_OWN_COLUMNS 4
#define METRIC(name, id) { name, COLUMN_METRIC, LIMEN_METRIC_##id }

static const struct
{
  const char *figure;
  Column columns[MAX_OWN_COLUMNS];
  gboolean has_metrics; /* those of the input follow */
} tables[] = {
  { "threshold-curves", { { NULL } }, TRUE },
  { "rate-curves",
    { METRIC ("predicted-positive-rate", PREDICTED_POSITIVE_RATE) },
    TRUE },
  { "roc", { METRIC ("fpr", FPR), METRIC ("recall", RECALL) } },
  { "precision-recall",
    { METRIC ("recall", RECALL), METRIC ("precision", PRECISION) } },
  { "det",
    { METRIC ("fpr", FPR),
      METRIC ("fnr", FNR),
      { "fpr-deviate", COLUMN_DEVIATE, LIMEN_METRIC_FPR },
      { "fnr-deviate", COLUMN_DEVIATE, LIMEN_METRIC_FNR } } },
  { "gain",
    { METRIC ("predicted-positive-rate", PREDICTED_POSITIVE_RATE),
      METRIC ("recall", RECALL) } },
  { "lift",
    { METRIC ("predicted-positive-rate", PREDICTED_POSITIVE_RATE),
      METRIC ("lift", LIFT) } },
  { "ks", { METRIC ("specificity", SPECIFICITY), METRIC ("fnr", FNR) } },
  { "cost", { METRIC ("cost", COST) } },
  { "decision",
    { { "probability", COLUMN_PROBABILITY },
      { "net-benefit", COLUMN_BENEFIT },
      { "net-benefit-of-all", COLUMN_BENEFIT_OF_ALL } } },
};

static guint
find_table (const char *figure)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (tables[i].figure, figure))
      return i;
  g_assert_not_reached ();
}

/* Columns of a figure beside the cells; returns how many there are. */
static gsize
fill_columns (const LimenFigureInput *input, const char *figure,
              Column columns[MAX_COLUMNS])
{
  guint table = find_table (figure);
  gsize n = 0;

  for (; n < MAX_OWN_COLUMNS && tables[table].columns[n].name != NULL; n++)
    columns[n] = tables[table].columns[n];
  if (!tables[table].has_metrics)
    return n;
  for (gsize i = 0; i < input->n_metrics && n < MAX_COLUMNS; i++)
    columns[n++] = (Column){
      .name = limen_metric_get_info (input->metrics[i])->name,
      .metric = input->metrics[i],
    };
  return n;
}

static gboolean
fail_memory (const LimenFigureInput *input, GError **error)
{
  LimenDataset *dataset = limen_analysis_get_dataset (input->analysis);

  return limen_memory_fail (limen_dataset_get_path (dataset),
                            "for the numbers in its figures", error);
}

static gboolean
flush (GString *text, LimenOutput *output, gsize size, GError **error)
{
  if (text->len < size)
    return TRUE;
  if (!limen_output_write (output, text->str, text->len, error))
    return FALSE;
  g_string_truncate (text, 0);
  return TRUE;
}

static void
append_head (GString *text, const char *const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    limen_csv_append_text (text, names[i]);
}

static double
get_value (const Column *column, const LimenFigureInput *input,
           const LimenObjective *view, gsize candidate)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (input->class);
  LimenKind kind = limen_one_vs_rest_get_numbers (input->class)->kind;
  double probability = limen_score_to_probability (
      kind, limen_sweep_get_score (sweep, candidate));
  LimenConfusion c = limen_confusion_at_prevalence (
      limen_sweep_get_confusion (sweep, candidate), input->prevalence);
  double value = limen_objective_value_at (
      view, (LimenMetric){ column->metric, 1 }, sweep, candidate);

  switch (column->kind)
    {
    case COLUMN_DEVIATE:
      return limen_probit (value);
    case COLUMN_PROBABILITY:
      return probability;
    case COLUMN_BENEFIT:
      return limen_decision_curve_get_benefit (c, probability);
    case COLUMN_BENEFIT_OF_ALL:
      return limen_decision_curve_get_benefit_of_all (
          limen_confusion_get_prevalence (c), probability);
    case COLUMN_METRIC:
    default:
      return value;
    }
}

static void
append_candidate (GString *text, const LimenFigureInput *input,
                  const LimenObjective *view, const Column *columns,
                  gsize n_columns, gsize candidate)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (input->class);
  LimenKind kind = limen_one_vs_rest_get_numbers (input->class)->kind;
  LimenConfusion c = limen_sweep_get_confusion (sweep, candidate);

  limen_csv_append_number (
      text, limen_kind_has_thresholds (kind)
                ? limen_score_reverse (limen_sweep_get_score (sweep, candidate),
                                       limen_sweep_is_reversed (sweep))
                : NAN);
  limen_csv_append_number (text, c.tp);
  limen_csv_append_number (text, c.fp);
  limen_csv_append_number (text, c.fn);
  limen_csv_append_number (text, c.tn);
  for (gsize i = 0; i < n_columns; i++)
    limen_csv_append_number (text,
                             get_value (&columns[i], input, view, candidate));
  limen_csv_end_line (text);
}

/* Every candidate from the lowest up, or, in the units of a file whose low
 * scores mean positive, from the highest down to -inf, or, of decisions, the
 * one that they are without a threshold, with its cells as the file has them
 * and what the figure makes of them. */
gboolean
limen_figure_table_write_candidates (const LimenFigureInput *input,
                                     const char *name, LimenOutput *output,
                                     GError **error)
{
  static const char *const head[]
      = { "threshold", "tp", "fp", "fn", "tn", NULL };
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (input->class);
  const LimenObjective view
      = limen_objective_new_view (sweep, input->costs, input->prevalence);
  gsize first = 0, n = limen_sweep_get_n_scores (sweep);
  g_autoptr (GString) text = g_string_new (NULL);
  Column columns[MAX_COLUMNS];
  gsize n_columns = fill_columns (input, name, columns);

  append_head (text, head);
  for (gsize i = 0; i < n_columns; i++)
    limen_csv_append_text (text, columns[i].name);
  limen_csv_end_line (text);
  if (!limen_kind_has_thresholds (
          limen_one_vs_rest_get_numbers (input->class)->kind))
    first = n = limen_sweep_find (sweep, input->axis.threshold);
  for (gsize i = first; i <= n; i++)
    {
      append_candidate (text, input, &view, columns, n_columns, i);
      if (!flush (text, output, FLUSH_SIZE, error))
        return FALSE;
    }
  return flush (text, output, 0, error);
}

static void
append_numbers (GString *text, const double *numbers, gsize n)
{
  for (gsize i = 0; i < n; i++)
    limen_csv_append_number (text, numbers[i]);
  limen_csv_end_line (text);
}

/* The bars of the histogram. */
gboolean
limen_figure_table_write_histogram (const LimenFigureInput *input,
                                    const char *name, LimenOutput *output,
                                    GError **error)
{
  static const char *const head[]
      = { "low", "high", "negatives", "positives", NULL };
  g_autoptr (GString) text = g_string_new (NULL);
  double edges[N_BINS + 1];
  LimenHistogramBin bins[N_BINS];

  limen_scale_fill_edges (&input->axis.x, edges, N_BINS);
  limen_histogram_compute (limen_one_vs_rest_get_sweep (input->class), edges,
                           N_BINS, bins);
  append_head (text, head);
  limen_csv_end_line (text);
  for (gsize i = 0; i < N_BINS; i++)
    {
      double low = edges[i], high = edges[i + 1];

      limen_interval_reverse (&low, &high, input->axis.x.is_reversed);
      append_numbers (text,
                      (double[]){ low, high, bins[i].negatives,
                                  bins[i].positives },
                      4);
    }
  return flush (text, output, 0, error);
}

/* How the losses are distributed: the bars of either figure of them. */
gboolean
limen_figure_table_write_losses (const LimenFigureInput *input,
                                 const char *name, LimenOutput *output,
                                 GError **error)
{
  static const char *const head[]
      = { "low", "high", "right", "wrong", "loss", NULL };
  LimenPredictions numbers = limen_threshold_scores_get_loss_numbers (
      limen_analysis_get_scores (input->analysis),
      limen_one_vs_rest_get_class (input->class));
  g_autofree LimenLossCounts *counts
      = limen_loss_counts_new (&numbers, input->axis.threshold);
  gboolean is_log = g_str_equal (name, "log");
  gsize n = is_log ? LIMEN_FIGURE_LOG_BINS + 1 : LIMEN_LOSS_BARS;
  g_autoptr (GString) text = g_string_new (NULL);
  const LimenLossBin *bins;
  const double *edges;

  if (counts == NULL)
    return fail_memory (input, error);
  edges = is_log ? counts->log_edges : counts->edges;
  bins = is_log ? counts->log_bins : counts->bins;
  append_head (text, head);
  limen_csv_end_line (text);
  for (gsize i = 0; i < n && counts->message == NULL; i++)
    append_numbers (text,
                    (double[]){ edges[i], edges[i + 1], bins[i].right,
                                bins[i].wrong, bins[i].loss },
                    5);
  return flush (text, output, 0, error);
}

/* The bins of the calibration, with the intervals of their frequencies. */
gboolean
limen_figure_table_write_reliability (const LimenFigureInput *input,
                                      const char *name, LimenOutput *output,
                                      GError **error)
{
  static const char *const head[]
      = { "low", "high", "rows", "mean-score", "frequency", "wilson-low",
          "wilson-high", NULL };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (LimenBinnedCalibration) binned
      = limen_binned_calibration_new_of_class (input->class,
                                               input->calibration);
  const LimenCalibrationBin *bins;

  if (binned == NULL)
    return fail_memory (input, error);
  bins = binned->bins;
  append_head (text, head);
  limen_csv_end_line (text);
  for (gsize i = 0; i < binned->n_bins; i++)
    append_numbers (text,
                    (double[]){ bins[i].low, bins[i].high, bins[i].weight,
                                bins[i].mean_score, bins[i].frequency,
                                bins[i].wilson.low, bins[i].wilson.high },
                    7);
  return flush (text, output, 0, error);
}

/* The confusion matrix: a line for each true class, a column for each that is
 * predicted, and a last one for no class where some rows have none. */
gboolean
limen_figure_table_write_confusion (const LimenFigureInput *input,
                                    const char *name, LimenOutput *output,
                                    GError **error)
{
  LimenDataset *dataset = limen_analysis_get_dataset (input->analysis);
  const LimenMatrix *matrix = limen_figure_input_get_outcome (input)->matrix;
  gsize n = limen_matrix_get_n_classes (matrix);
  gsize n_columns = n + (limen_matrix_get_none (matrix).n_rows > 0);
  g_autoptr (GString) text = g_string_new (NULL);

  limen_csv_append_text (text, "true");
  for (gsize i = 0; i < n; i++)
    limen_csv_append_text (text, limen_dataset_get_class_name (dataset, i));
  if (n_columns > n)
    limen_csv_append_text (text, "none");
  limen_csv_end_line (text);
  for (gsize i = 0; i < n; i++)
    {
      limen_csv_append_text (text, limen_dataset_get_class_name (dataset, i));
      for (gsize j = 0; j < n_columns; j++)
        limen_csv_append_number (text, limen_matrix_get_cell (matrix, i, j));
      limen_csv_end_line (text);
      if (!flush (text, output, FLUSH_SIZE, error))
        return FALSE;
    }
  return flush (text, output, 0, error);
}
