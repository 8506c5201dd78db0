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
typedef struct _LimenPlainLines LimenPlainLines;

LimenPlainLines *limen_plain_lines_new (const LimenWanted *wanted,
                                        char delimiter, gsize max_bytes);
void limen_plain_lines_free (LimenPlainLines *self);

void limen_plain_lines_read (LimenPlainLines *self, const char *bytes,
                             gsize length, const LimenNameTable *names,
                             const LimenNameTable *groups);
const LimenStretch *limen_plain_lines_get_stretches (LimenPlainLines *self,
                                                     gsize *n_stretches);
gconstpointer limen_plain_lines_get_values (LimenPlainLines *self,
                                            gsize column, gsize row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenPlainLines, limen_plain_lines_free)
