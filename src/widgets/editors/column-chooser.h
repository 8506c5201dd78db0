/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "holder.h"

/* A button that shows the chosen columns of a file in order, and opens a list
 * for checking and ordering them. Property: title, its accessible name. Signal
 * `changed`: the choice or its order changed. Actions: columns.toggle,
 * columns.earlier and columns.later of a column ("u"); columns.all and
 * columns.none for the columns that match the search. */
#define LIMEN_TYPE_COLUMN_CHOOSER (limen_column_chooser_get_type ())
G_DECLARE_FINAL_TYPE (LimenColumnChooser, limen_column_chooser, LIMEN,
                      COLUMN_CHOOSER, LimenHolder)

void limen_column_chooser_set_names (LimenColumnChooser *self,
                                     GPtrArray *names);
void limen_column_chooser_set_chosen (LimenColumnChooser *self,
                                      GArray *columns);
GArray *limen_column_chooser_get_chosen (LimenColumnChooser *self);
