/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "row-item.h"

G_BEGIN_DECLS

/* Upper bound on the columns that a table of rows shows at a time. */
#define LIMEN_ROW_COLUMNS_MAX 200

/* The columns of a table of LimenRowItem: parts of the rows, and the fields
 * that the rows have in their file. Each is as wide as what it has shown, texts
 * up to a limit; what is left of the table's width goes to shortened texts, or
 * to the last column. */
#define LIMEN_TYPE_ROW_COLUMNS (limen_row_columns_get_type ())
G_DECLARE_FINAL_TYPE (LimenRowColumns, limen_row_columns, LIMEN, ROW_COLUMNS,
                      GObject)

LimenRowColumns *limen_row_columns_new (GtkColumnView *view,
                                        LimenDataset *dataset);
GPtrArray *limen_row_columns_list_titles (LimenRowColumns *self);

/* Which parts are shown, and in which order (int) */
void limen_row_columns_show (LimenRowColumns *self, GArray *parts);
gboolean limen_row_columns_shows (LimenRowColumns *self, guint part);

/* By what the table is sorted, as its titles say */
void limen_row_columns_sort (LimenRowColumns *self, guint part,
                             GtkSortType direction);
gboolean limen_row_columns_get_sorting (LimenRowColumns *self, guint *part,
                                        GtkSortType *direction);

G_END_DECLS
