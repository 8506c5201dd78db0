/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wanted.h"

/* Lines in a row that were read, or that were left in doubt. */
typedef struct
{
  gsize start, length; /* bytes of the block */
  gboolean is_plain;
  gsize first_row, n_rows; /* plain: as many lines */
  double min, max;         /* plain: of the scores */
} LimenStretch;

/* A block of whole lines, read as fast as plain lines can be: fields without
 * quotes, or with quotes around them and none within, numbers within the
 * grammar and their range, names that are known, and lists of them that are
 * written as most of their column are. Any other line is left in
 * doubt, for a reader that knows better. */
typedef struct _LimenFastPath LimenFastPath;

LimenFastPath *limen_fast_path_new (const LimenWanted *wanted, char delimiter,
                                    gsize max_bytes);
void limen_fast_path_free (LimenFastPath *self);

void limen_fast_path_read (LimenFastPath *self, const char *bytes,
                           gsize length, const LimenNameTable *names,
                           const LimenNameTable *groups);
const LimenStretch *limen_fast_path_get_stretches (LimenFastPath *self,
                                                   gsize *n_stretches);
gconstpointer limen_fast_path_get_values (LimenFastPath *self, gsize column,
                                          gsize row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenFastPath, limen_fast_path_free)
