/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loss-figure.h"

#include "csv-text.h"
#include "table-text.h"

/* Counts the losses: joint ones where a row has one of several classes,
 * otherwise of the input's class; without a class, of the regression. */
gpointer
limen_loss_figure_compute (const LimenFigureType *self,
                           const LimenFigureInput *input,
                           GCancellable *cancellable)
{
  LimenPredictions numbers = limen_threshold_scores_get_loss_numbers (
      limen_analysis_get_scores (input->analysis),
      input->class != NULL ? limen_one_vs_rest_get_class (input->class) : 0);

  return limen_loss_counts_new (&numbers, input->axis.threshold);
}

/* The column names; losses of numbers are not split by right and wrong
 * decisions. */
static const char *const *
get_head (gboolean has_classes)
{
  static const char *const of_classes[]
      = { "low", "high", "right", "wrong", "loss", NULL };
  static const char *const of_numbers[] = { "low", "high", "weight", "loss",
                                            NULL };

  return has_classes ? of_classes : of_numbers;
}

/* Writes the bars of the histogram of losses as CSV. */
gboolean
limen_loss_figure_write (const LimenFigureType *self,
                         const LimenFigureInput *input, LimenOutput *output,
                         GError **error)
{
  g_autofree LimenLossCounts *counts
      = limen_loss_figure_compute (self, input, NULL);
  gboolean has_classes = input->class != NULL;
  gboolean is_log = self->shape == LIMEN_SHAPE_LOG;
  gsize n = is_log ? LIMEN_FIGURE_LOG_BINS + 1 : LIMEN_LOSS_BARS;
  g_autoptr (GString) text = g_string_new (NULL);
  const LimenLossBin *bins;
  const double *edges;

  if (counts == NULL)
    return limen_figure_input_fail_memory (input, LIMEN_FOR_NUMBERS, error);
  edges = is_log ? counts->log_edges : counts->edges;
  bins = is_log ? counts->log_bins : counts->bins;
  limen_table_text_append_head (text, get_head (has_classes));
  limen_csv_end_line (text);
  for (gsize i = 0; i < n && counts->message == NULL; i++)
    if (has_classes)
      limen_table_text_append_numbers (
          text,
          (double[]){ edges[i], edges[i + 1], bins[i].right, bins[i].wrong,
                      bins[i].loss },
          5);
    else
      limen_table_text_append_numbers (
          text,
          (double[]){ edges[i], edges[i + 1], bins[i].right, bins[i].loss },
          4);
  return limen_table_text_end (text, output, error);
}
