/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wanted.h"

/* Consecutive lines of a block that were all read, or that are all left to the
 * full parser. */
typedef struct
{
  gsize start, length; /* bytes of the block */
  gboolean is_plain;
  gsize first_row, n_rows; /* plain only: rows, one per line */
  double min, max;         /* plain only: range of the scores */
} LimenStretch;

/* The fast path: reads a block of whole lines as long as they are plain. A
 * plain line has fields without quotes, or with quotes only around them; valid
 * numbers within their range; known names; and lists in the notation of their
 * column. Every other line is left to the full parser. */
typedef struct _LimenFastPath LimenFastPath;

LimenFastPath *limen_fast_path_new (const LimenWanted *wanted, char delimiter,
                                    gsize max_bytes);
void limen_fast_path_free (LimenFastPath *self);

void limen_fast_path_read (LimenFastPath *self, const char *bytes,
                           gsize length, const LimenNameTable *names,
                           const LimenNameTable *groups);
const LimenStretch *limen_fast_path_get_stretches (LimenFastPath *self,
                                                   gsize *n_stretches);
const LimenTextSpan *limen_fast_path_get_texts (LimenFastPath *self,
                                                gsize row);
gconstpointer limen_fast_path_get_values (LimenFastPath *self, gsize column,
                                          gsize row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenFastPath, limen_fast_path_free)
