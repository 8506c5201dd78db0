/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "column-item.h"

/* A row with a check button for a column in the list of a LimenColumnChooser;
 * it activates the chooser's actions. */
#define LIMEN_TYPE_COLUMN_ROW (limen_column_row_get_type ())
G_DECLARE_FINAL_TYPE (LimenColumnRow, limen_column_row, LIMEN, COLUMN_ROW,
                      GtkWidget)

void limen_column_row_set_item (LimenColumnRow *self, LimenColumnItem *item);
LimenColumnItem *limen_column_row_get_item (LimenColumnRow *self);
