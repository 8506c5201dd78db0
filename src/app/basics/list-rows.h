/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Helpers for the row widgets that GTK makes in a list or table. */
GtkWidget *limen_list_rows_find (GtkWidget *widget);
int limen_list_rows_measure (GtkColumnView *view, guint n_rows);
