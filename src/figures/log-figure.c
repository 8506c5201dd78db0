/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-list.h"

#include <glib/gi18n.h>

#include "loss-figure.h"

static gboolean
draw (const LimenFigureType *self, gconstpointer computed,
      const LimenFigureInput *input, cairo_t *cr, LimenRect rect,
      const LimenTheme *theme)
{
  LimenLogFigure figure = limen_loss_counts_get_log (computed);

  limen_figure_log_draw (cr, rect, &figure, theme);
  return TRUE;
}

/* The rows on the curve of the loss, -log p over the probability p of the true
 * class. */
const LimenFigureType limen_log_figure = {
  .key = "log",
  .title = N_ ("\342\210\222log p"),
  .shape = LIMEN_SHAPE_LOG,
  .scope = LIMEN_SCOPE_ALL,
  .compute = limen_loss_figure_compute,
  .free = g_free,
  .draw = draw,
  .write = limen_loss_figure_write,
};
