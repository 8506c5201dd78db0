/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loss-histogram-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "screen-format.h"

struct _LimenLossHistogramView
{
  LimenBinView parent_instance;

  LimenLossCounts *counts; /* NULL: not computed yet */
};

G_DEFINE_FINAL_TYPE (LimenLossHistogramView, limen_loss_histogram_view,
                     LIMEN_TYPE_BIN_VIEW)

static LimenLossesFigure
get_figure (LimenLossHistogramView *self)
{
  LimenBinView *view = LIMEN_BIN_VIEW (self);
  LimenLossesFigure figure = { .x = { .high = NAN },
                               .mean = NAN,
                               .base_rate = NAN,
                               .message = _ ("counting\342\200\246") };

  if (self->counts != NULL)
    figure = limen_loss_counts_get_losses (self->counts);
  figure.negative_name
      = limen_plot_view_get_class_name (LIMEN_PLOT_VIEW (self), FALSE);
  figure.positive_name
      = limen_plot_view_get_class_name (LIMEN_PLOT_VIEW (self), TRUE);
  figure.selected_bin = limen_bin_view_get_selected (view);
  figure.hovered_bin = limen_bin_view_get_hovered (view);
  figure.has_focus = limen_plot_view_has_focus (LIMEN_PLOT_VIEW (self));
  return figure;
}

static void
limen_loss_histogram_view_draw (LimenPlotView *view, cairo_t *cr,
                                LimenRect rect, const LimenTheme *theme)
{
  LimenLossesFigure figure = get_figure (LIMEN_LOSS_HISTOGRAM_VIEW (view));

  limen_figure_losses_draw (cr, rect, &figure, theme);
}

/* Bins */

static int
limen_loss_histogram_view_get_n_bins (LimenBinView *view)
{
  return LIMEN_LOSS_HISTOGRAM_VIEW (view)->counts != NULL ? LIMEN_LOSS_BARS
                                                          : 0;
}

static gboolean
limen_loss_histogram_view_has_rows (LimenBinView *view, int bin)
{
  const LimenLossBin *counts
      = &LIMEN_LOSS_HISTOGRAM_VIEW (view)->counts->bins[bin];

  return counts->right + counts->wrong > 0;
}

/* The bin at the x of a point, whatever the height of its bar. */
static int
limen_loss_histogram_view_find_bin (LimenBinView *view, double x, double y)
{
  LimenPlotView *plot = LIMEN_PLOT_VIEW (view);
  LimenLossesFigure figure = get_figure (LIMEN_LOSS_HISTOGRAM_VIEW (view));

  return (int) limen_figure_losses_get_bin (
      &figure, limen_plot_view_get_rect (plot),
      limen_plot_view_get_theme (plot), x, y);
}

/* Descriptions */

static char *
limen_loss_histogram_view_describe_bin (LimenBinView *view, int bin)
{
  const LimenLossCounts *all = LIMEN_LOSS_HISTOGRAM_VIEW (view)->counts;
  const LimenLossBin *counts = &all->bins[bin];
  g_autofree char *range = limen_screen_format_range (
      all->edges[bin], all->edges[bin + 1], 4);
  g_autofree char *rows
      = limen_screen_format_count (counts->right + counts->wrong);
  g_autofree char *wrong = limen_screen_format_count (counts->wrong);
  g_autofree char *share = limen_screen_format_share (
      limen_loss_counts_get_share (all, (gsize) bin));

  if (all->is_of_numbers)
    return g_strdup_printf (_ ("loss %s\n"
                               "rows  <b>%s</b>\n"
                               "share of the loss  <b>%s</b>"),
                            range, rows, share);
  return g_strdup_printf (_ ("loss %s\n"
                             "rows  <b>%s</b>\n"
                             "decided wrongly  <b>%s</b>\n"
                             "share of the loss  <b>%s</b>"),
                          range, rows, wrong, share);
}

static char *
limen_loss_histogram_view_describe (LimenBinView *view)
{
  const LimenLossCounts *counts = LIMEN_LOSS_HISTOGRAM_VIEW (view)->counts;
  g_autofree char *mean = NULL, *base = NULL, *largest = NULL;

  if (counts == NULL)
    return g_strdup (_ ("counting"));
  if (counts->message != NULL)
    return g_strdup (counts->message);
  mean = limen_screen_format_value (counts->summary.mean, 4);
  base = limen_screen_format_value (counts->summary.base_rate, 4);
  largest = limen_screen_format_value (counts->summary.largest, 4);
  return g_strdup_printf (counts->is_of_numbers
                              ? _ ("mean squared error %s (%s for always "
                                   "predicting the mean), largest of a row %s")
                              : _ ("mean loss %s (%s for the base rate), "
                                   "largest of a row %s"),
                          mean, base, largest);
}

/* The widget */

static void
limen_loss_histogram_view_finalize (GObject *object)
{
  LimenLossHistogramView *self = LIMEN_LOSS_HISTOGRAM_VIEW (object);

  g_free (self->counts);
  G_OBJECT_CLASS (limen_loss_histogram_view_parent_class)->finalize (object);
}

static void
limen_loss_histogram_view_class_init (LimenLossHistogramViewClass *klass)
{
  LimenPlotViewClass *plot_class = LIMEN_PLOT_VIEW_CLASS (klass);
  LimenBinViewClass *bin_class = LIMEN_BIN_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = limen_loss_histogram_view_finalize;
  plot_class->draw = limen_loss_histogram_view_draw;
  plot_class->minimum_height = 120;
  plot_class->natural_height = 210;
  bin_class->get_n_bins = limen_loss_histogram_view_get_n_bins;
  bin_class->has_rows = limen_loss_histogram_view_has_rows;
  bin_class->find_bin = limen_loss_histogram_view_find_bin;
  bin_class->describe_bin = limen_loss_histogram_view_describe_bin;
  bin_class->describe = limen_loss_histogram_view_describe;
}

static void
limen_loss_histogram_view_init (LimenLossHistogramView *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Losses of the rows"), -1);
}

/* Shows counts of losses, which are copied, and clears the selection. NULL
 * shows that the counts are still being computed. */
void
limen_loss_histogram_view_set_counts (LimenLossHistogramView *self,
                                      const LimenLossCounts *counts)
{
  g_return_if_fail (LIMEN_IS_LOSS_HISTOGRAM_VIEW (self));

  limen_bin_view_reset (LIMEN_BIN_VIEW (self));
  g_free (self->counts);
  self->counts = g_memdup2 (counts, sizeof *counts);
  limen_bin_view_update (LIMEN_BIN_VIEW (self));
}

/* Updates which of the counted rows are decided wrongly, for a threshold on
 * their scores, given the sweep and the kind of the scores. Does nothing
 * without counts, and for losses whose rows no threshold decides. */
void
limen_loss_histogram_view_decide (LimenLossHistogramView *self,
                                  const LimenSweep *sweep, LimenKind kind,
                                  double threshold)
{
  g_return_if_fail (LIMEN_IS_LOSS_HISTOGRAM_VIEW (self));

  if (self->counts == NULL)
    return;
  limen_loss_counts_decide (self->counts, sweep, kind, threshold);
  limen_bin_view_update (LIMEN_BIN_VIEW (self));
}

/* Stores the range of losses [low, high) of the selected bar; `high` is
 * infinity for the last bar. Both are NaN if no bar is selected. */
void
limen_loss_histogram_view_get_range (LimenLossHistogramView *self, double *low,
                                     double *high)
{
  int bin = limen_bin_view_get_selected (LIMEN_BIN_VIEW (self));

  g_return_if_fail (LIMEN_IS_LOSS_HISTOGRAM_VIEW (self));

  *low = *high = NAN;
  if (bin < 0)
    return;
  *low = self->counts->edges[bin];
  *high = bin + 1 == LIMEN_LOSS_BARS ? (double) INFINITY
                                     : self->counts->edges[bin + 1];
}

/* Selects the bar that contains a loss; none if there is no such bar. */
void
limen_loss_histogram_view_select_loss (LimenLossHistogramView *self,
                                       double loss)
{
  int bin = -1;

  g_return_if_fail (LIMEN_IS_LOSS_HISTOGRAM_VIEW (self));

  for (int i = 0; self->counts != NULL && i < LIMEN_LOSS_BARS; i++)
    if (loss >= self->counts->edges[i] && loss <= self->counts->edges[i + 1])
      bin = i;
  limen_bin_view_set_selected (LIMEN_BIN_VIEW (self), bin);
}
