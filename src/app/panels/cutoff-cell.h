/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cutoffs-column.h"

/* Signal handlers for the widgets in a cell: its GtkCheckButton, its buttons
 * and its LimenEditCell. */
typedef struct
{
  GCallback ticked, rename_clicked, note_clicked, remove_clicked, edited;
} LimenCutoffCellEvents;

/* A cell in the table of cutoffs, according to its column: a tick, a text, a
 * text that is edited in place (the first child of the cell), or buttons. */
GtkWidget *limen_cutoff_cell_new (const LimenCutoffsColumn *column,
                                  const LimenCutoffCellEvents *events,
                                  gpointer data);
void limen_cutoff_cell_update (GtkWidget *cell,
                               const LimenCutoffsColumn *column,
                               LimenCutoff *cutoff);
