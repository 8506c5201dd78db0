/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Aligns the title of a column of numbers to the right, above its numbers; GTK
 * aligns all titles to the left. The column must already be in the view. */
void limen_column_titles_set_end (GtkColumnView *view,
                                  GtkColumnViewColumn *column);
