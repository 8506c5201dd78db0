/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-histogram.h"

#include <glib/gi18n.h>

#include "figure-list.h"
#include "threshold.h"

#define N_BINS 50

/* The counts of the rows, and those of test data. */
typedef struct
{
  LimenHistogramBin bins[N_BINS];
  LimenHistogramBin test[N_BINS];
} Counts;

/* Counts the scores in bins; the edges follow from the axis. */
static gpointer
compute (const LimenFigureType *self, const LimenFigureInput *input,
         GCancellable *cancellable)
{
  const LimenSweep *test = limen_figure_input_get_test_sweep (input);
  Counts *counts = g_new0 (Counts, 1);
  double edges[N_BINS + 1];

  limen_scale_fill_edges (&input->axis.x, edges, N_BINS);
  limen_histogram_compute (limen_figure_input_get_sweep (input), edges, N_BINS,
                           counts->bins);
  if (test != NULL)
    limen_histogram_compute (test, edges, N_BINS, counts->test);
  return counts;
}

static gboolean
draw (const LimenFigureType *self, gconstpointer computed,
      const LimenFigureInput *input, cairo_t *cr, LimenRect rect,
      const LimenTheme *theme)
{
  const LimenSweep *test = limen_figure_input_get_test_sweep (input);
  const Counts *counts = computed;
  double edges[N_BINS + 1];
  LimenHistogramFigure figure = {
    .axis = input->axis,
    .edges = edges,
    .bins = counts->bins,
    .n_bins = N_BINS,
    .is_stacked = TRUE,
    .hovered_bin = -1,
    .negative_name = limen_one_vs_rest_get_rest_title (input->class),
    .positive_name = limen_one_vs_rest_get_title (input->class),
    .has_legend = TRUE,
  };

  if (test != NULL)
    {
      figure.test_bins = counts->test;
      figure.test_factor = limen_histogram_get_test_factor (
          limen_figure_input_get_sweep (input), test);
    }
  limen_scale_fill_edges (&input->axis.x, edges, N_BINS);
  limen_figure_histogram_draw (cr, rect, &figure, theme);
  return TRUE;
}

static gboolean
write_bars (const LimenFigureType *self, const LimenFigureInput *input,
            LimenTableWriter *table, GError **error)
{
  static const char *const head[]
      = { "low", "high", "negatives", "positives", NULL };
  g_autofree Counts *counts = compute (self, input, NULL);
  const LimenHistogramBin *bins = counts->bins;
  double edges[N_BINS + 1];

  limen_scale_fill_edges (&input->axis.x, edges, N_BINS);
  limen_table_writer_add_columns (table, head);
  for (gsize i = 0; i < N_BINS; i++)
    {
      double low = edges[i], high = edges[i + 1];

      limen_interval_reverse (&low, &high, input->axis.x.is_reversed);
      limen_table_writer_add_numbers (
          table, (double[]){ low, high, bins[i].negatives, bins[i].positives },
          4);
      if (!limen_table_writer_end_row (table, error))
        return FALSE;
    }
  return TRUE;
}

/* Histogram of the scores by true class. */
const LimenFigureType limen_histogram_figure = {
  .key = "histogram",
  .title = N_ ("Histogram"),
  .caption = N_ ("Histogram of the scores. Rows in full colour are predicted "
                 "positive."),
  .shape = LIMEN_SHAPE_HISTOGRAM,
  .compute = compute,
  .free = g_free,
  .draw = draw,
  .write = write_bars,
};
