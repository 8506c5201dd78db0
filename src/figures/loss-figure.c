/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loss-figure.h"

/* Counts the rows by loss: the multiclass loss if each row has one of several
 * classes, otherwise the binary loss of the input's class; without a class,
 * the loss of the regression. A new LimenLossCounts, freed with g_free(); NULL
 * when memory runs out. */
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

/* The column names. A regression has no decisions, so its rows are not split
 * into right and wrong ones. */
static const char *const *
get_head (gboolean has_classes)
{
  static const char *const of_classes[]
      = { "low", "high", "right", "wrong", "loss", NULL };
  static const char *const of_numbers[] = { "low", "high", "weight", "loss",
                                            NULL };

  return has_classes ? of_classes : of_numbers;
}

/* Writes the bars of the histogram of losses, a row each: edges, number or
 * weight of rows, and loss. FALSE with an error if memory runs out or writing
 * fails. */
gboolean
limen_loss_figure_write (const LimenFigureType *self,
                         const LimenFigureInput *input,
                         LimenTableWriter *table, GError **error)
{
  g_autofree LimenLossCounts *counts
      = limen_loss_figure_compute (self, input, NULL);
  gboolean has_classes = input->class != NULL;
  gboolean is_log = self->shape == LIMEN_SHAPE_LOG;
  gsize n = is_log ? LIMEN_FIGURE_LOG_BINS + 1 : LIMEN_LOSS_BARS;
  const LimenLossBin *bins;
  const double *edges;

  if (counts == NULL)
    return limen_figure_input_fail_memory (input, LIMEN_FOR_NUMBERS, error);
  edges = is_log ? counts->log_edges : counts->edges;
  bins = is_log ? counts->log_bins : counts->bins;
  limen_table_writer_add_columns (table, get_head (has_classes));
  for (gsize i = 0; i < n && counts->message == NULL; i++)
    {
      limen_table_writer_add_numbers (
          table, (double[]){ edges[i], edges[i + 1], bins[i].right }, 3);
      if (has_classes)
        limen_table_writer_add_number (table, bins[i].wrong);
      limen_table_writer_add_number (table, bins[i].loss);
      if (!limen_table_writer_end_row (table, error))
        return FALSE;
    }
  return TRUE;
}
