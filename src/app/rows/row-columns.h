/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "row-item.h"

G_BEGIN_DECLS

/* Maximum number of columns that a table of rows shows at a time. */
#define LIMEN_ROW_COLUMNS_MAX 200

/* The columns of a table of LimenRowItem: parts of a row, and the fields of
 * its line in the file. Each column is as wide as its widest text so far,
 * texts up to a limit; remaining width goes to shortened texts, or to the last
 * column. */
#define LIMEN_TYPE_ROW_COLUMNS (limen_row_columns_get_type ())
G_DECLARE_FINAL_TYPE (LimenRowColumns, limen_row_columns, LIMEN, ROW_COLUMNS,
                      GObject)

LimenRowColumns *limen_row_columns_new (GtkColumnView *view,
                                        LimenDataset *dataset);
GPtrArray *limen_row_columns_list_titles (LimenRowColumns *self);

/* Shows parts (int) in this order; whether a part is shown */
void limen_row_columns_show (LimenRowColumns *self, GArray *parts);
gboolean limen_row_columns_shows (LimenRowColumns *self, guint part);

/* The part that the rows are sorted by, as marked in the column titles */
void limen_row_columns_sort (LimenRowColumns *self, guint part,
                             GtkSortType direction);
gboolean limen_row_columns_get_sorting (LimenRowColumns *self, guint *part,
                                        GtkSortType *direction);

G_END_DECLS
