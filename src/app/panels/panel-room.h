/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

gboolean limen_panel_has_room (GtkWidget *panel, double n_lines);
void limen_panel_room_connect (GtkWidget *panel, GCallback callback);
