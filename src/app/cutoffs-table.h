#pragma once

#include <gtk/gtk.h>

#include "session.h"

/* The pinned cutoffs: click one to go back to it, rename it, remove it. */
#define LIMEN_TYPE_CUTOFFS_TABLE (limen_cutoffs_table_get_type ())
G_DECLARE_FINAL_TYPE (LimenCutoffsTable, limen_cutoffs_table, LIMEN,
                      CUTOFFS_TABLE, GtkWidget)

/* Signal `remove` (LimenCutoff): the user asks for it. */
void limen_cutoffs_table_set_session (LimenCutoffsTable *self,
                                      LimenSession *session);
