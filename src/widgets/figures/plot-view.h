/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bands.h"
#include "figure.h"
#include "theme.h"
#include "value-scale.h"

/* Base class of figures' widgets: a theme, and a readout beside the pointer.
 * Draws through src/plot. Property: theme (a LimenThemeVariant). */
#define LIMEN_TYPE_PLOT_VIEW (limen_plot_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (LimenPlotView, limen_plot_view, LIMEN, PLOT_VIEW,
                          GtkWidget)

struct _LimenPlotViewClass
{
  GtkWidgetClass parent_class;

  int minimum_height, natural_height;
  void (*draw) (LimenPlotView *self, cairo_t *cr, LimenRect rect,
                const LimenTheme *theme);
};

void limen_plot_view_set_title (LimenPlotView *self, const char *title);
const char *limen_plot_view_get_title (LimenPlotView *self);
void limen_plot_view_set_class_names (LimenPlotView *self,
                                      const char *negative,
                                      const char *positive);
const char *limen_plot_view_get_class_name (LimenPlotView *self,
                                            gboolean is_positive);
void limen_plot_view_set_bands (LimenPlotView *self, LimenBands *bands);
LimenBands *limen_plot_view_get_bands (LimenPlotView *self);
const LimenTheme *limen_plot_view_get_theme (LimenPlotView *self);
LimenRect limen_plot_view_get_rect (LimenPlotView *self);
LimenValueScale *limen_plot_view_add_scale (LimenPlotView *self,
                                            GtkEventController *key);
gboolean limen_plot_view_has_focus (LimenPlotView *self);
void limen_plot_view_show_readout (LimenPlotView *self, const char *markup,
                                   double x, double y);
void limen_plot_view_describe (LimenPlotView *self, const char *text);
