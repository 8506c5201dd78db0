/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cutoffs-column.h"

/* The columns of a table of LimenCutoff, a row for each: which of them are
 * shown, the menu that shows and hides them, and the cells, in which cutoffs
 * are ticked, and their names and notes are edited.
 *
 * Signals: changed (others are shown); remove (LimenCutoff), the user asks for
 * it. */
#define LIMEN_TYPE_CUTOFFS_COLUMNS (limen_cutoffs_columns_get_type ())
G_DECLARE_FINAL_TYPE (LimenCutoffsColumns, limen_cutoffs_columns, LIMEN,
                      CUTOFFS_COLUMNS, GObject)

LimenCutoffsColumns *limen_cutoffs_columns_new (GtkColumnView *view,
                                                GActionMap *actions);
void limen_cutoffs_columns_set_session (LimenCutoffsColumns *self,
                                        LimenSession *session);
void limen_cutoffs_columns_update (LimenCutoffsColumns *self);

/* Which are shown */
GMenuModel *limen_cutoffs_columns_get_menu (LimenCutoffsColumns *self);
char **limen_cutoffs_columns_get_keys (LimenCutoffsColumns *self);
void limen_cutoffs_columns_set_keys (LimenCutoffsColumns *self,
                                     const char *const *keys);
void limen_cutoffs_columns_show_class (LimenCutoffsColumns *self,
                                       gboolean is_shown);
GPtrArray *limen_cutoffs_columns_list_shown (LimenCutoffsColumns *self);

/* What a row is about */
LimenCutoff *limen_cutoffs_columns_get_cutoff (LimenCutoffsColumns *self,
                                               GtkWidget *row);

/* Texts that are edited in place: LIMEN_CUTOFFS_NAME, LIMEN_CUTOFFS_NOTE */
void limen_cutoffs_columns_edit (LimenCutoffsColumns *self,
                                 LimenCutoff *cutoff,
                                 LimenCutoffsColumnKind kind);
void limen_cutoffs_columns_edit_later (LimenCutoffsColumns *self,
                                       LimenCutoff *cutoff,
                                       LimenCutoffsColumnKind kind);
