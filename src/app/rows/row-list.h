/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "row-item.h"

G_BEGIN_DECLS

/* The rows found by a query, a list model of LimenRowItem. It stores row
 * numbers of four bytes; items are created on demand, and their fields are
 * read off the main thread, many rows at a time.
 *
 * Signal: failed (GError; the fields could not be read). */
#define LIMEN_TYPE_ROW_LIST (limen_row_list_get_type ())
G_DECLARE_FINAL_TYPE (LimenRowList, limen_row_list, LIMEN, ROW_LIST, GObject)

void limen_row_list_set (LimenRowList *self, LimenRowQuery *query,
                         GBytes *rows);
const LimenRowQuery *limen_row_list_get_query (LimenRowList *self);
GBytes *limen_row_list_get_rows (LimenRowList *self);
GArray *limen_row_list_get_selected (LimenRowList *self,
                                     GtkSelectionModel *model, gsize max_rows);

G_END_DECLS
