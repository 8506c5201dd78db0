/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Readout: a label next to the pointer that describes what is under it in a
 * figure. */
GtkWidget *limen_readout_new (GtkWidget *parent);
void limen_readout_show (GtkWidget *readout, const char *markup);
void limen_readout_allocate (GtkWidget *readout, int width, int height,
                             double x, double y);
