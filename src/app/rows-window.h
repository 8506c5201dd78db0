#pragma once

#include "rows.h"
#include "window.h"

G_BEGIN_DECLS

/* Lists the rows of a file that cost the most, those of a cell of the
 * confusion matrix, or of a bar in the histogram of the losses. */
#define LIMEN_TYPE_ROWS_WINDOW (limen_rows_window_get_type ())
G_DECLARE_FINAL_TYPE (LimenRowsWindow, limen_rows_window, LIMEN, ROWS_WINDOW,
                      GtkWindow)

GtkWidget *limen_rows_window_new (LimenWindow *parent,
                                  const LimenRowQuery *query);

G_END_DECLS
