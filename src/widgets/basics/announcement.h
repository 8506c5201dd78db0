/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

void limen_announcement_prepare (GtkWidget *widget);
void limen_announcement_show (GtkWidget *label, const char *text,
                              gboolean is_warning);
