/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "row-item.h"
#include "rows.h"

G_BEGIN_DECLS

/* Number of rows on each side of the threshold that "Near the line" lists. */
#define LIMEN_ROWS_NEAR 20

/* The two drop-downs of the rows window: which rows are listed, and in which
 * order. */
typedef struct _LimenRowsChoices LimenRowsChoices;

LimenRowsChoices *limen_rows_choices_new (GtkDropDown *where,
                                          GtkDropDown *order);
void limen_rows_choices_free (LimenRowsChoices *self);
void limen_rows_choices_start (LimenRowsChoices *self,
                               const LimenRowQuery *query);
void limen_rows_choices_update (LimenRowsChoices *self,
                                const LimenRowQuery *query);

/* Taking over what the user selected */
gboolean limen_rows_choices_take_filter (LimenRowsChoices *self,
                                         LimenRowQuery *query);
gboolean limen_rows_choices_take_order (LimenRowsChoices *self);
void limen_rows_choices_sort (LimenRowsChoices *self,
                              const LimenRowQuery *query, LimenRowPart part,
                              GtkSortType direction);

/* The current selection */
LimenRowPart limen_rows_choices_get_sorting (LimenRowsChoices *self,
                                             GtkSortType *direction);
void limen_rows_choices_apply_order (LimenRowsChoices *self,
                                     LimenRowQuery *query);

/* Functions of a query alone */
gboolean limen_rows_choices_can_list (const LimenRowQuery *query);
const char *limen_rows_choices_get_title (const LimenRowQuery *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenRowsChoices, limen_rows_choices_free)

G_END_DECLS
