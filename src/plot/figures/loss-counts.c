/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loss-counts.h"

#include <glib/gi18n.h>
#include <math.h>

#include "likelihood.h"

static const char *
get_message (const LimenPredictions *predictions, double largest)
{
  if (predictions->n_rows == 0)
    return _ ("no rows");
  if (limen_task_get (predictions->task)->losses == LIMEN_LOSSES_REGRESSION)
    return isnan (largest) ? _ ("no row has a loss") : NULL;
  if (predictions->kind == LIMEN_KIND_SCORE)
    return _ ("plain scores have no loss");
  if (predictions->labels == NULL)
    return _ ("rows without labels have no loss");
  return isnan (largest) ? _ ("no row has a loss") : NULL;
}

static void
set_edges (LimenLossCounts *self, LimenKind kind, double threshold)
{
  self->negative_edge = limen_score_loss (kind, threshold, FALSE);
  self->positive_edge = limen_score_loss (kind, threshold, TRUE);
}

/* Counts the rows by their loss; the rows of a binary task are decided at
 * `threshold`. Makes several passes over the rows: not for the main thread.
 * Free with g_free(). Returns NULL when memory runs out. */
LimenLossCounts *
limen_loss_counts_new (const LimenPredictions *predictions, double threshold)
{
  g_autofree LimenLossCounts *self = g_new0 (LimenLossCounts, 1);

  if (!limen_loss_summary_compute (predictions, &self->summary))
    return NULL;
  self->message = get_message (predictions, self->summary.largest);
  self->x = limen_figure_losses_get_scale (&self->summary);
  self->log_y = limen_figure_log_get_scale (self->summary.largest);
  self->negative_edge = self->positive_edge = NAN;
  self->is_of_threshold
      = limen_task_get (predictions->task)->losses == LIMEN_LOSSES_BINARY;
  if (self->is_of_threshold)
    set_edges (self, predictions->kind, threshold);
  self->is_of_numbers
      = limen_task_get (predictions->task)->losses == LIMEN_LOSSES_REGRESSION;
  limen_scale_fill_edges (&self->x, self->edges, LIMEN_LOSS_BARS);
  limen_figure_log_fill_edges (&self->log_y, self->log_edges,
                               LIMEN_FIGURE_LOG_BINS);
  self->log_edges[LIMEN_FIGURE_LOG_BINS + 1] = INFINITY;
  if (self->message != NULL)
    return g_steal_pointer (&self);
  limen_loss_histogram_compute (predictions, threshold, self->edges,
                                LIMEN_LOSS_BARS, self->bins);
  limen_loss_histogram_compute (predictions, threshold, self->log_edges,
                                LIMEN_FIGURE_LOG_BINS + 1, self->log_bins);
  return g_steal_pointer (&self);
}

/* Updates the correct and wrong decisions for another threshold, from the
 * sweep of the rows and the kind of their scores; does not visit the rows.
 * Does nothing for several classes, which the threshold does not decide. */
void
limen_loss_counts_decide (LimenLossCounts *self, const LimenSweep *sweep,
                          LimenKind kind, double threshold)
{
  if (self->message != NULL || !self->is_of_threshold)
    return;
  set_edges (self, kind, threshold);
  limen_loss_histogram_decide (sweep, kind, threshold, self->edges,
                               LIMEN_LOSS_BARS, self->bins);
  limen_loss_histogram_decide (sweep, kind, threshold, self->log_edges,
                               LIMEN_FIGURE_LOG_BINS + 1, self->log_bins);
}

/* The share of the total loss that the rows of one bar make up; NaN where the
 * total is 0 or undefined. */
double
limen_loss_counts_get_share (const LimenLossCounts *self, gsize bar)
{
  double sum = 0;

  for (gsize i = 0; i < LIMEN_LOSS_BARS; i++)
    sum += self->bins[i].loss;
  return self->bins[bar].loss / sum;
}

/* The histogram of the losses; points into the counts. */
LimenLossesFigure
limen_loss_counts_get_losses (const LimenLossCounts *self)
{
  return (LimenLossesFigure){
    .x = self->x,
    .edges = self->edges,
    .bins = self->bins,
    .n_bins = LIMEN_LOSS_BARS,
    .mean = self->summary.mean,
    .base_rate = self->summary.base_rate,
    .negative_edge = self->negative_edge,
    .positive_edge = self->positive_edge,
    .is_of_numbers = self->is_of_numbers,
    .has_log_y = TRUE,
    .hovered_bin = -1,
    .selected_bin = -1,
    .has_legend = TRUE,
    .message = self->message,
  };
}

/* The figure of -log p, with a ring around the row of the largest loss; points
 * into the counts. */
LimenLogFigure
limen_loss_counts_get_log (const LimenLossCounts *self)
{
  return (LimenLogFigure) {
    .y = self->log_y,
    .edges = self->log_edges,
    .bins = self->log_bins,
    .n_bins = LIMEN_FIGURE_LOG_BINS,
    .above = self->log_bins[LIMEN_FIGURE_LOG_BINS],
    .mean = self->summary.mean,
    .marked = self->summary.largest,
    .has_legend = TRUE,
    .message = self->message,
  };
}
