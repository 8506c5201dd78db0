/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "holder.h"

/* A text in a table that is edited in place. Unlike GtkEditableLabel it leaves
 * clicks to the row, and it can be reached by the Tab key only while it is
 * edited.
 *
 * Signal: done (the new text, or NULL if editing was cancelled; whether the
 * focus should return to the row, FALSE if it already moved elsewhere). */
#define LIMEN_TYPE_EDIT_CELL (limen_edit_cell_get_type ())
G_DECLARE_FINAL_TYPE (LimenEditCell, limen_edit_cell, LIMEN, EDIT_CELL,
                      LimenHolder)

GtkWidget *limen_edit_cell_new (int min_chars, int max_chars);
void limen_edit_cell_set_text (LimenEditCell *self, const char *text,
                               const char *name);
void limen_edit_cell_start (LimenEditCell *self);
