/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "source.h"

/* Virtual functions of a type of source; `self` is a source of this type. A
 * source of counts has only `row_word`, `rows_word`, `free` and `read_counts`;
 * a source of rows has all members except those that may be NULL. */
typedef struct
{
  const char *row_word, *rows_word; /* unit in which rows are numbered, such
                                     * as "line", and its plural; with
                                     * translations */
  gboolean numbers_fields; /* positions read "FILE:3:2", line and field, as
                            * editors understand; else "FILE: record 3" */
  /* Opens the file of this source again. NULL without an error if it can be
   * read only once. */
  LimenSource *(*reopen) (const LimenSource *self, GCancellable *cancellable,
                          GError **error);
  void (*free) (LimenSource *self); /* frees what the subclass owns, not the
                                     * base or the struct */
  LimenSample *(*sample) (LimenSource *self, const LimenReadOptions *options,
                          GError **error);
  void (*spread) (LimenSource *self, LimenSample *sample);
  void (*add_places) (LimenSource *self, LimenSample *sample,
                      const GArray *places);
  gsize (*estimate_rows) (LimenSource *self, gboolean is_excerpt);
  gboolean (*take_excerpt) (LimenSource *self, double *share,
                            GError **error); /* NULL if not supported */
  void (*keep_to_head) (LimenSource *self);
  gboolean (*read) (LimenSource *self, const LimenReadOptions *options,
                    const LimenSink *sink, LimenProgressFunc progress,
                    gpointer progress_data, GError **error);
  LimenCursor (*get_cursor) (LimenSource *self);
  gboolean (*read_counts) (LimenSource *self, LimenCounts *counts,
                           GError **error); /* NULL for a source of rows */
  char **(*read_rows) (const LimenSource *self, const LimenSourceQuery *query,
                       GCancellable *cancellable, GError **error);
} LimenSourceType;

/* Base of all sources; first member of their structs. */
struct _LimenSource
{
  const LimenSourceType *type;
  gatomicrefcount n_owners;
  char *path; /* "-" for standard input */
  /* Known once all rows are read: */
  char *sha256; /* NULL if only a part was read, or the options omit it */
  guint64 n_bytes, n_comments, n_blank_lines;
  gint64 time; /* modification time in seconds since 1970; 0 if unknown; -1 if
                * not a file */
};

void limen_source_init (LimenSource *self, const LimenSourceType *type,
                        const char *path);
