/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Rows of cells as text in columns: the first to the left, the others to the
 * right. */
typedef struct _LimenTextTable LimenTextTable;

LimenTextTable *limen_text_table_new (void);
void limen_text_table_free (LimenTextTable *self);
void limen_text_table_add (LimenTextTable *self, const char *text);
void limen_text_table_add_number (LimenTextTable *self, double value);
void limen_text_table_add_count (LimenTextTable *self, double value);
void limen_text_table_end_row (LimenTextTable *self);
void limen_text_table_append_to (LimenTextTable *self, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenTextTable, limen_text_table_free)
