/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bytes.h"
#include "dialect.h"
#include "source-private.h"

/* A text file as a source. */
typedef struct
{
  LimenSource base;
  struct stat file; /* status when it was opened; zeroed if rows cannot be read
                     * again */
  LimenDialect dialect;
  /* Set while it is read */
  LimenBytes *input;
  char *head; /* the first bytes; for an excerpt, all of them */
  gsize head_length;
  gboolean is_excerpt, is_head_only;
  LimenRecordParser *parser;
  gboolean is_past_header;
  const LimenSink *sink;
  GError *error; /* error returned by the sink */
} LimenTextSource;

/* Reading all bytes of the file */
gboolean limen_text_source_check_sink (LimenTextSource *self, GError **error);
gboolean limen_text_source_feed (LimenTextSource *self, const char *bytes,
                                 gsize length, GError **error);
gboolean limen_text_source_read_blocks (LimenTextSource *self,
                                        const LimenReadOptions *options,
                                        const char *head, gsize head_length,
                                        LimenProgressFunc progress,
                                        gpointer progress_data,
                                        GError **error);

char **limen_text_source_read_rows (const LimenSource *source,
                                    const LimenSourceQuery *query,
                                    GCancellable *cancellable, GError **error);
