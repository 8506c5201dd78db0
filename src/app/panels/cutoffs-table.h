/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

/* The table of pinned cutoffs, one per row: its facts, its metrics when it was
 * pinned ("then") and on the rows of the file ("now"), and a note. Two ticked
 * cutoffs are compared.
 *
 * Properties: title ("Cutoffs 3", the number that apply), remark (about those
 * that do not apply; "" if none), has-cutoffs, columns (keys of the visible
 * optional columns: "file", "objective", "note" and metrics).
 * Signal: remove (LimenCutoff, the user wants to remove it). */
#define LIMEN_TYPE_CUTOFFS_TABLE (limen_cutoffs_table_get_type ())
G_DECLARE_FINAL_TYPE (LimenCutoffsTable, limen_cutoffs_table, LIMEN,
                      CUTOFFS_TABLE, GtkWidget)

void limen_cutoffs_table_set_session (LimenCutoffsTable *self,
                                      LimenSession *session);
GActionGroup *limen_cutoffs_table_get_actions (LimenCutoffsTable *self);
GMenuModel *limen_cutoffs_table_get_columns_menu (LimenCutoffsTable *self);
char *limen_cutoffs_table_to_text (LimenCutoffsTable *self);
char *limen_cutoffs_table_to_csv (LimenCutoffsTable *self);
