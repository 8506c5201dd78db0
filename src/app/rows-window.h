#pragma once

#include <gtk/gtk.h>

#include "rows.h"

G_BEGIN_DECLS

/* Lists the rows of a file that cost the most, or those of a cell of the
 * confusion matrix. */
#define LIMEN_TYPE_ROWS_WINDOW (limen_rows_window_get_type ())
G_DECLARE_FINAL_TYPE (LimenRowsWindow, limen_rows_window, LIMEN, ROWS_WINDOW,
                      GtkWindow)

GtkWidget *limen_rows_window_new (GtkWindow *parent, LimenDataset *dataset,
                                  double threshold, LimenCell cell);

G_END_DECLS
