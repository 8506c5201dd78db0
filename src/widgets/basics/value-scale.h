/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* The number that arrow keys change in a figure, for assistive tools: GTK 4.8
 * implements AT-SPI's Value interface only for its own ranges. The scale holds
 * the figure's keyboard focus, takes no pointer events, and is never drawn.
 * Signal: moved (double), when an assistive tool, or a key that the figure
 * does not handle, sets the value. */
#define LIMEN_TYPE_VALUE_SCALE (limen_value_scale_get_type ())
G_DECLARE_FINAL_TYPE (LimenValueScale, limen_value_scale, LIMEN, VALUE_SCALE,
                      GtkScale)

LimenValueScale *limen_value_scale_new (GtkWidget *figure);
void limen_value_scale_update (LimenValueScale *self, const char *name,
                               double low, double high, double step,
                               double value, const char *text);
void limen_value_scale_allocate (LimenValueScale *self, int width, int height);
