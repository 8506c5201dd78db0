/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "screen-format.h"

struct _LimenLogView
{
  LimenPlotView parent_instance;

  LimenLossCounts *counts; /* NULL: not computed yet */
};

G_DEFINE_FINAL_TYPE (LimenLogView, limen_log_view, LIMEN_TYPE_PLOT_VIEW)

static void
limen_log_view_draw (LimenPlotView *view, cairo_t *cr, LimenRect rect,
                     const LimenTheme *theme)
{
  LimenLogView *self = LIMEN_LOG_VIEW (view);
  LimenLogFigure figure;

  if (self->counts == NULL)
    return;
  figure = limen_loss_counts_get_log (self->counts);
  limen_figure_log_draw (cr, rect, &figure, theme);
}

static void
limen_log_view_finalize (GObject *object)
{
  g_free (LIMEN_LOG_VIEW (object)->counts);
  G_OBJECT_CLASS (limen_log_view_parent_class)->finalize (object);
}

static void
limen_log_view_class_init (LimenLogViewClass *klass)
{
  LimenPlotViewClass *plot_class = LIMEN_PLOT_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = limen_log_view_finalize;
  plot_class->draw = limen_log_view_draw;
  plot_class->minimum_height = 180;
  plot_class->natural_height = 300;
}

static void
limen_log_view_init (LimenLogView *self)
{
}

static char *
describe (const LimenLossCounts *counts)
{
  g_autofree char *mean = NULL, *p = NULL, *largest = NULL;

  if (counts->message != NULL)
    return g_strdup (counts->message);
  mean = limen_screen_format_value (counts->summary.mean, 4);
  p = limen_screen_format_value (exp (-counts->summary.mean), 4);
  largest = limen_screen_format_value (counts->summary.largest, 4);
  return g_strdup_printf (
      _ ("\342\210\222log p falls from infinity at p = 0 to 0 at p = 1; mean "
         "loss %s, as at p = %s; largest loss of a row %s"),
      mean, p, largest);
}

/* Shows counts of losses, which are copied and must not be NULL. */
void
limen_log_view_set_counts (LimenLogView *self, const LimenLossCounts *counts)
{
  g_autofree char *text = NULL;

  g_return_if_fail (LIMEN_IS_LOG_VIEW (self));

  g_free (self->counts);
  self->counts = g_memdup2 (counts, sizeof *counts);
  text = describe (self->counts);
  limen_plot_view_describe (LIMEN_PLOT_VIEW (self), text);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
