/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rows.h"
#include "session.h"

G_BEGIN_DECLS

/* Lists the rows with the largest losses, the rows of a cell of the confusion
 * matrix, the rows nearest to the threshold, or the rows of a bar in the
 * histogram of losses. They can be copied and saved.
 *
 * Property: follow (while set, thresholds, class and costs are those of the
 * session). */
#define LIMEN_TYPE_ROWS_WINDOW (limen_rows_window_get_type ())
G_DECLARE_FINAL_TYPE (LimenRowsWindow, limen_rows_window, LIMEN, ROWS_WINDOW,
                      GtkWindow)

GtkWidget *limen_rows_window_new (GtkWindow *parent,
                                  LimenSession *session,
                                  const LimenRowQuery *query);
void limen_rows_window_save_to (LimenRowsWindow *self, const char *path);

G_END_DECLS
