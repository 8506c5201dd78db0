/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reliability-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "screen-format.h"

struct _LimenReliabilityView
{
  LimenBinView parent_instance;

  LimenReliabilityCounts *counts; /* NULL: not computed yet */
  double threshold;
  char *line_label;
};

G_DEFINE_FINAL_TYPE (LimenReliabilityView, limen_reliability_view,
                     LIMEN_TYPE_BIN_VIEW)

static LimenReliabilityFigure
get_figure (LimenReliabilityView *self)
{
  LimenBinView *view = LIMEN_BIN_VIEW (self);
  LimenReliabilityFigure figure
      = { .ece = NAN, .message = _ ("counting\342\200\246") };

  if (self->counts != NULL)
    figure = limen_reliability_counts_get_figure (self->counts);
  figure.negative_name
      = limen_plot_view_get_class_name (LIMEN_PLOT_VIEW (self), FALSE);
  figure.positive_name
      = limen_plot_view_get_class_name (LIMEN_PLOT_VIEW (self), TRUE);
  figure.threshold = self->threshold;
  figure.line_label = self->line_label;
  figure.hovered_bin = limen_bin_view_get_hovered (view);
  figure.selected_bin = limen_bin_view_get_selected (view);
  figure.has_focus = limen_plot_view_has_focus (LIMEN_PLOT_VIEW (self));
  return figure;
}

static void
limen_reliability_view_draw (LimenPlotView *view, cairo_t *cr, LimenRect rect,
                             const LimenTheme *theme)
{
  LimenReliabilityFigure figure = get_figure (LIMEN_RELIABILITY_VIEW (view));

  limen_figure_reliability_draw (cr, rect, &figure, theme);
}

/* Bins */

static int
limen_reliability_view_get_n_bins (LimenBinView *view)
{
  const LimenReliabilityCounts *counts = LIMEN_RELIABILITY_VIEW (view)->counts;

  return counts != NULL ? (int) counts->n_bins : 0;
}

static gboolean
limen_reliability_view_has_rows (LimenBinView *view, int bin)
{
  return LIMEN_RELIABILITY_VIEW (view)->counts->bins[bin].weight > 0;
}

static int
limen_reliability_view_find_bin (LimenBinView *view, double x, double y)
{
  LimenPlotView *plot = LIMEN_PLOT_VIEW (view);
  LimenReliabilityFigure figure = get_figure (LIMEN_RELIABILITY_VIEW (view));

  return (int) limen_figure_reliability_get_bin (
      &figure, limen_plot_view_get_rect (plot),
      limen_plot_view_get_theme (plot), x, y);
}

static char *
limen_reliability_view_describe_bin (LimenBinView *view, int bin)
{
  const LimenReliabilityCounts *all = LIMEN_RELIABILITY_VIEW (view)->counts;
  const LimenCalibrationBin *counts = &all->bins[bin];
  g_autofree char *range
      = limen_screen_format_range (counts->low, counts->high, 3);
  g_autofree char *rows = limen_screen_format_count (counts->weight);
  g_autofree char *mean = limen_screen_format_value (counts->mean_score, 3);
  g_autofree char *share = limen_screen_format_value (counts->frequency, 3);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text,
                          _ ("%s\n"
                             "rows  <b>%s</b>\n"
                             "mean probability  <b>%s</b>\n"
                             "positive  <b>%s</b>"),
                          range, rows, mean, share);
  if (!isnan (all->low[bin]))
    {
      g_autofree char *low = limen_screen_format_value (all->low[bin], 3);
      g_autofree char *high = limen_screen_format_value (all->high[bin], 3);

      g_string_append_printf (
          text,
          _ ("\n"
             "95\342\200\257%% interval  <b>%s \342\200\223 %s</b>"),
          low, high);
    }
  return g_string_free (text, FALSE);
}

static char *
limen_reliability_view_describe (LimenBinView *view)
{
  LimenReliabilityFigure figure = get_figure (LIMEN_RELIABILITY_VIEW (view));
  g_autofree char *ece = limen_screen_format_value (figure.ece, 3);
  gsize n_full = 0;

  for (gsize i = 0; i < figure.n_bins; i++)
    n_full += figure.bins[i].weight > 0;
  if (n_full == 0)
    return g_strdup (figure.message != NULL ? figure.message : _ ("no rows"));
  return g_strdup_printf (
      ngettext ("%zu bin with rows, expected calibration error %s",
                "%zu bins with rows, expected calibration error %s", n_full),
      n_full, ece);
}

/* The widget */

static void
limen_reliability_view_finalize (GObject *object)
{
  LimenReliabilityView *self = LIMEN_RELIABILITY_VIEW (object);

  limen_reliability_counts_unref (self->counts);
  g_free (self->line_label);
  G_OBJECT_CLASS (limen_reliability_view_parent_class)->finalize (object);
}

static void
limen_reliability_view_class_init (LimenReliabilityViewClass *klass)
{
  LimenBinViewClass *bin_class = LIMEN_BIN_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = limen_reliability_view_finalize;
  LIMEN_PLOT_VIEW_CLASS (klass)->draw = limen_reliability_view_draw;
  bin_class->get_n_bins = limen_reliability_view_get_n_bins;
  bin_class->has_rows = limen_reliability_view_has_rows;
  bin_class->find_bin = limen_reliability_view_find_bin;
  bin_class->describe_bin = limen_reliability_view_describe_bin;
  bin_class->describe = limen_reliability_view_describe;
}

static void
limen_reliability_view_init (LimenReliabilityView *self)
{
  self->threshold = NAN;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reliability diagram"), -1);
}

/* Shows the bins of `counts`, to which it takes a reference, and clears the
 * selection; NULL: not computed yet. */
void
limen_reliability_view_set_counts (LimenReliabilityView *self,
                                   LimenReliabilityCounts *counts)
{
  g_return_if_fail (LIMEN_IS_RELIABILITY_VIEW (self));

  limen_bin_view_reset (LIMEN_BIN_VIEW (self));
  if (counts != NULL)
    limen_reliability_counts_ref (counts);
  limen_reliability_counts_unref (self->counts);
  self->counts = counts;
  limen_bin_view_update (LIMEN_BIN_VIEW (self));
}

/* Sets the probability at which diagram and histogram show a line for the
 * threshold; NaN: no line; infinity: at the end of the axis. */
void
limen_reliability_view_set_threshold (LimenReliabilityView *self,
                                      double probability)
{
  g_return_if_fail (LIMEN_IS_RELIABILITY_VIEW (self));

  g_free (self->line_label);
  self->threshold = probability;
  self->line_label = limen_screen_format_rounded_threshold (probability, 3);
  limen_bin_view_update (LIMEN_BIN_VIEW (self));
}
