/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panel-room.h"

static GtkAdjustment *
get_adjustment (GtkWidget *panel)
{
  GtkWidget *scrolled
      = gtk_widget_get_ancestor (panel, GTK_TYPE_SCROLLED_WINDOW);

  return scrolled != NULL ? gtk_scrolled_window_get_vadjustment (
             GTK_SCROLLED_WINDOW (scrolled))
                          : NULL;
}

/* Whether as many lines of text fit into the visible part of a panel that
 * scrolls; not before it has a size, as what is shown without room must not
 * enlarge the window. */
gboolean
limen_panel_has_room (GtkWidget *panel, double n_lines)
{
  GtkAdjustment *adjustment = get_adjustment (panel);
  PangoFontMetrics *metrics = pango_context_get_metrics (
      gtk_widget_get_pango_context (panel), NULL, NULL);
  double height = (double) pango_font_metrics_get_height (metrics)
                  / PANGO_SCALE;
  double page
      = adjustment != NULL ? gtk_adjustment_get_page_size (adjustment) : 0;

  pango_font_metrics_unref (metrics);
  return page >= n_lines * height;
}

/* Calls the callback with the panel when its visible part changes. The panel
 * is in its window. */
void
limen_panel_room_connect (GtkWidget *panel, GCallback callback)
{
  GtkAdjustment *adjustment = get_adjustment (panel);

  if (adjustment != NULL)
    g_signal_connect_object (adjustment, "notify::page-size", callback, panel,
                             G_CONNECT_SWAPPED);
}
