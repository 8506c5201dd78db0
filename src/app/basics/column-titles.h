/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Sets the title of a column of numbers to the right, where its numbers stand;
 * GTK has titles on the left only. The column must be in the view. */
void limen_column_titles_set_end (GtkColumnView *view,
                                  GtkColumnViewColumn *column);
