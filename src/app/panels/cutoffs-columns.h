/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cutoffs-column.h"

/* The columns of a table with one LimenCutoff per row: which ones are visible,
 * the menu to choose them, and their cells, in which cutoffs are ticked and
 * their names and notes edited.
 *
 * Signals: changed (other columns are visible); remove (LimenCutoff, the user
 * wants to remove it). */
#define LIMEN_TYPE_CUTOFFS_COLUMNS (limen_cutoffs_columns_get_type ())
G_DECLARE_FINAL_TYPE (LimenCutoffsColumns, limen_cutoffs_columns, LIMEN,
                      CUTOFFS_COLUMNS, GObject)

LimenCutoffsColumns *limen_cutoffs_columns_new (GtkColumnView *view,
                                                GActionMap *actions);
void limen_cutoffs_columns_set_session (LimenCutoffsColumns *self,
                                        LimenSession *session);
void limen_cutoffs_columns_update (LimenCutoffsColumns *self);

/* Visible columns */
GMenuModel *limen_cutoffs_columns_get_menu (LimenCutoffsColumns *self);
char **limen_cutoffs_columns_get_keys (LimenCutoffsColumns *self);
void limen_cutoffs_columns_set_keys (LimenCutoffsColumns *self,
                                     const char *const *keys);
void limen_cutoffs_columns_show_class (LimenCutoffsColumns *self,
                                       gboolean is_shown);
GPtrArray *limen_cutoffs_columns_list_shown (LimenCutoffsColumns *self);

/* The cutoff of a row */
LimenCutoff *limen_cutoffs_columns_get_cutoff (LimenCutoffsColumns *self,
                                               GtkWidget *row);

/* Editing a text in place: LIMEN_CUTOFFS_NAME, LIMEN_CUTOFFS_NOTE */
void limen_cutoffs_columns_edit (LimenCutoffsColumns *self,
                                 LimenCutoff *cutoff,
                                 LimenCutoffsColumnKind kind);
void limen_cutoffs_columns_edit_later (LimenCutoffsColumns *self,
                                       LimenCutoff *cutoff,
                                       LimenCutoffsColumnKind kind);
