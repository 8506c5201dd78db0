/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The rows with the smallest sort keys of all that were added: `top` of them,
 * and for a while some more. They are in the order in which they were added;
 * of equal keys, the first added are kept. Start from { path, top }, with the
 * path of the file for error messages. */
typedef struct
{
  const char *path;
  gsize top;
  guint32 *rows;
  guint64 *keys;
  gsize n, n_rows, n_keys; /* used, and capacities of `rows` and `keys` */
  gboolean is_limited;
  guint64 limit; /* if limited: keys from here on need not be added */
} LimenRowSelection;

gboolean limen_row_selection_add (LimenRowSelection *self, const guint32 *rows,
                                  const guint64 *keys, gsize n,
                                  GError **error);
void limen_row_selection_finish (LimenRowSelection *self);
void limen_row_selection_clear (LimenRowSelection *self);

/* Whether a row with this key would be kept, as far as is known. */
static inline gboolean
limen_row_selection_wants (const LimenRowSelection *self, guint64 key)
{
  return !self->is_limited || key < self->limit;
}
