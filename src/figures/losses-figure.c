/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-list.h"

#include <glib/gi18n.h>

#include "loss-figure.h"

static gboolean
draw (const LimenFigureType *self, gconstpointer computed,
      const LimenFigureInput *input, cairo_t *cr, LimenRect rect,
      const LimenTheme *theme)
{
  LimenLossesFigure figure = limen_loss_counts_get_losses (computed);

  if (input->class != NULL)
    {
      figure.negative_name = limen_one_vs_rest_get_rest_title (input->class);
      figure.positive_name = limen_one_vs_rest_get_title (input->class);
    }
  limen_figure_losses_draw (cr, rect, &figure, theme);
  return TRUE;
}

/* Histogram of the losses of the rows. */
const LimenFigureType limen_losses_figure = {
  .key = "losses",
  .title = N_ ("Losses of the rows"),
  .tab = N_ ("Losses"),
  .caption = N_ ("Histogram of the losses of the rows (cross-entropy), with "
                 "their mean and the loss of always predicting the class "
                 "frequencies."),
  .shape = LIMEN_SHAPE_LOSSES,
  .scope = LIMEN_SCOPE_ALL,
  .takes_regression = TRUE,
  .compute = limen_loss_figure_compute,
  .free = g_free,
  .draw = draw,
  .write = limen_loss_figure_write,
};
