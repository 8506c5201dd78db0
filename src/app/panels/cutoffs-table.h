/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

/* The pinned cutoffs, a row for each: what it is, its metrics when it was
 * pinned ("then") and on the rows that are shown ("now"), and a note. Two
 * ticked ones are compared.
 *
 * Properties: title ("Cutoffs 3", those that apply), remark (what the title
 * leaves out; "": nothing), has-cutoffs, columns (the keys of the optional
 * columns that are shown: "file", "objective", "note" and metrics).
 * Signal: remove (LimenCutoff), the user asks for it. */
#define LIMEN_TYPE_CUTOFFS_TABLE (limen_cutoffs_table_get_type ())
G_DECLARE_FINAL_TYPE (LimenCutoffsTable, limen_cutoffs_table, LIMEN,
                      CUTOFFS_TABLE, GtkWidget)

void limen_cutoffs_table_set_session (LimenCutoffsTable *self,
                                      LimenSession *session);
GActionGroup *limen_cutoffs_table_get_actions (LimenCutoffsTable *self);
GMenuModel *limen_cutoffs_table_get_columns_menu (LimenCutoffsTable *self);
char *limen_cutoffs_table_to_text (LimenCutoffsTable *self);
char *limen_cutoffs_table_to_csv (LimenCutoffsTable *self);
