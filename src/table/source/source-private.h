/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "source.h"

/* What a kind of source does. All are given a source of that kind. One of
 * counts has no more than its words, free and read_counts; one of rows all but
 * what may be NULL. */
typedef struct
{
  const char *row_word;    /* what the number of a row is called: "line" */
  gboolean numbers_fields; /* places are "FILE:3:2", line and field, as editors
                            * know them; else "FILE: record 3" */
  /* A new source of what this one was opened for; NULL without an error where
   * it can be read once only. */
  LimenSource *(*reopen) (const LimenSource *self, GCancellable *cancellable,
                          GError **error);
  void (*free) (LimenSource *self); /* all but the base, and itself */
  LimenSample *(*sample) (LimenSource *self, const LimenReadOptions *options,
                          GError **error);
  void (*spread) (LimenSource *self, LimenSample *sample);
  void (*add_places) (LimenSource *self, LimenSample *sample,
                      const GArray *places);
  gsize (*estimate_rows) (LimenSource *self, gboolean is_excerpt);
  gboolean (*take_excerpt) (LimenSource *self, double *share,
                            GError **error); /* NULL: there is none */
  void (*keep_to_head) (LimenSource *self);
  gboolean (*read) (LimenSource *self, const LimenReadOptions *options,
                    const LimenSink *sink, LimenProgressFunc progress,
                    gpointer progress_data, GError **error);
  LimenCursor (*get_cursor) (LimenSource *self);
  gboolean (*read_counts) (LimenSource *self, LimenCounts *counts,
                           GError **error); /* NULL: it has rows */
  char **(*read_rows) (const LimenSource *self, const LimenSourceQuery *query,
                       GCancellable *cancellable, GError **error);
} LimenSourceType;

/* What all sources begin with. */
struct _LimenSource
{
  const LimenSourceType *type;
  gatomicrefcount n_owners;
  char *path; /* "-" for standard input */
  /* Known once all rows are read */
  char *sha256; /* NULL: not all of it was read, or it is not wanted */
  guint64 n_bytes, n_comments, n_blank_lines;
  gint64 time; /* when it was last changed, in seconds since 1970; 0: not
                * known; -1: it is no file */
};

void limen_source_init (LimenSource *self, const LimenSourceType *type,
                        const char *path);
