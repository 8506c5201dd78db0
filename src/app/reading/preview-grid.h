/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "columns-choice.h"

/* The first rows of a file in a GtkGrid, with the role of each column. */
void limen_preview_grid_fill (GtkGrid *grid, const LimenPreview *preview);
void limen_preview_grid_show_roles (GtkGrid *grid,
                                    const LimenColumnsChoice *choice);

void limen_preview_grid_scroll_to (GtkGrid *grid, int column);

char *limen_preview_grid_shorten (const char *text);
