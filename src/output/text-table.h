/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A plain-text table: the first column is left-aligned, the others are
 * right-aligned. */
typedef struct _LimenTextTable LimenTextTable;

LimenTextTable *limen_text_table_new (void);
void limen_text_table_free (LimenTextTable *self);
void limen_text_table_add (LimenTextTable *self, const char *text);
void limen_text_table_add_number (LimenTextTable *self, double value);
void limen_text_table_add_count (LimenTextTable *self, double value);
void limen_text_table_end_row (LimenTextTable *self);
void limen_text_table_add_rows (LimenTextTable *self,
                                const LimenTextTable *other);
void limen_text_table_append_to (LimenTextTable *self, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenTextTable, limen_text_table_free)
