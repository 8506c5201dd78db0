/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cutoffs-column.h"

/* What is called when the user does something in a cell: signals of its
 * GtkCheckButton, of its buttons and of its LimenEditCell. */
typedef struct
{
  GCallback ticked, rename_clicked, note_clicked, remove_clicked, edited;
} LimenCutoffCellEvents;

/* The cell of a column in the table of cutoffs: a tick, a text, one that is
 * edited in place (the first child of the cell), or buttons. */
GtkWidget *limen_cutoff_cell_new (const LimenCutoffsColumn *column,
                                  const LimenCutoffCellEvents *events,
                                  gpointer data);
void limen_cutoff_cell_update (GtkWidget *cell,
                               const LimenCutoffsColumn *column,
                               LimenCutoff *cutoff);
