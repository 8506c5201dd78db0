/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Positions of rows in their file. Stored are the rows that do not begin on
 * the line after the previous row, and at least one row in every few
 * thousand. */
typedef struct _LimenRowIndex LimenRowIndex;

/* A stored row; the rows after it follow one per line. */
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
void limen_row_index_find_lines (const LimenRowIndex *self, guint64 row,
                                 gsize n, guint64 *lines);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenRowIndex, limen_row_index_free)
