/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "holder.h"

/* A text in a table that is edited in place. Unlike a GtkEditableLabel it
 * takes no clicks, which are the row's, and is no stop of the Tab key until it
 * is edited.
 *
 * Signal: done (the text, or NULL where editing was given up; whether the
 * keyboard is free to go, since it did not go elsewhere already). */
#define LIMEN_TYPE_EDIT_CELL (limen_edit_cell_get_type ())
G_DECLARE_FINAL_TYPE (LimenEditCell, limen_edit_cell, LIMEN, EDIT_CELL,
                      LimenHolder)

GtkWidget *limen_edit_cell_new (int least_chars, int most_chars);
void limen_edit_cell_set_text (LimenEditCell *self, const char *text,
                               const char *name);
void limen_edit_cell_start (LimenEditCell *self);
