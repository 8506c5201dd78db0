/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bytes.h"
#include "dialect.h"
#include "source-private.h"

/* A text file while it is read, and what is known of it then. */
typedef struct
{
  LimenSource base;
  struct stat file; /* when it was opened; zero where rows have no places */
  LimenDialect dialect;
  /* While it is read */
  LimenBytes *input;
  char *head; /* the first bytes; of an excerpt, all */
  gsize head_length;
  gboolean is_excerpt, is_head_only;
  LimenRecordParser *parser;
  gboolean is_past_header;
  const LimenSink *sink;
  GError *error; /* of the sink */
} LimenTextSource;

/* All bytes of the file */
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
