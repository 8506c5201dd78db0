/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "row-list.h"
#include "toast.h"

G_BEGIN_DECLS

/* Copies and saves the listed rows, for the actions rows.copy and rows.save.
 * Saving continues when the window is closed. */
#define LIMEN_TYPE_ROWS_OUTPUT (limen_rows_output_get_type ())
G_DECLARE_FINAL_TYPE (LimenRowsOutput, limen_rows_output, LIMEN, ROWS_OUTPUT,
                      GObject)

LimenRowsOutput *limen_rows_output_new (GtkWindow *window, LimenRowList *rows,
                                        GtkSelectionModel *selection,
                                        LimenToast *toast,
                                        GtkProgressBar *progress,
                                        GtkWidget *cancel);
void limen_rows_output_update (LimenRowsOutput *self);
void limen_rows_output_copy (LimenRowsOutput *self);
void limen_rows_output_ask (LimenRowsOutput *self);
void limen_rows_output_save_to (LimenRowsOutput *self, const char *path);
void limen_rows_output_cancel (LimenRowsOutput *self);

G_END_DECLS
