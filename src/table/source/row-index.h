/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Where rows stand in their file. Only rows that do not follow the one before
 * on the very next line are stored, and one now and then. */
typedef struct _LimenRowIndex LimenRowIndex;

/* A row that is stored; those after it follow line by line. */
typedef struct
{
  guint64 row;
  guint64 line;
  guint64 offset;
} LimenRowPlace;

LimenRowIndex *limen_row_index_new (const char *path);
void limen_row_index_free (LimenRowIndex *self);
gboolean limen_row_index_add (LimenRowIndex *self, guint64 line,
                              guint64 offset, guint64 n_rows, GError **error);
LimenRowPlace limen_row_index_find (const LimenRowIndex *self, guint64 row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenRowIndex, limen_row_index_free)
