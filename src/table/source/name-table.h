/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A hash table from names, as written, to their indices. Immutable, so that
 * threads may look names up while another thread adds some to a copy;
 * reference counted. */
typedef struct _LimenNameTable LimenNameTable;

LimenNameTable *limen_name_table_new (void);
LimenNameTable *limen_name_table_ref (LimenNameTable *self);
void limen_name_table_unref (LimenNameTable *self);

LimenNameTable *limen_name_table_add (LimenNameTable *self, const char *text,
                                      gsize length, guint16 number);
const guint16 *limen_name_table_get_bytes (const LimenNameTable *self);
guint16 limen_name_table_find (const LimenNameTable *self, const char *text,
                               gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenNameTable, limen_name_table_unref)
