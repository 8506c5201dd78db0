/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "preamble.h"
#include "read-options.h"
#include "sample.h"

/* Bytes at the start of a text file from which its dialect and columns are
 * inferred. */
#define LIMEN_HEAD_SIZE (1024 * 1024)

/* The dialect of a text file, detected from its first bytes. */
typedef struct
{
  LimenPreamble preamble; /* last_comment is not kept */
  char delimiter;         /* may be LIMEN_DELIMITER_BLANKS */
  gboolean has_header;
  gboolean has_header_comment; /* the header is the last comment of the
                                * preamble */
} LimenDialect;

LimenSample *limen_dialect_detect (LimenDialect *self, const char *path,
                                   const char *bytes, gsize length,
                                   gboolean is_whole_file,
                                   const LimenReadOptions *options,
                                   GError **error);
void limen_dialect_add_rows (const LimenDialect *self, LimenSample *sample,
                             const char *path, const char *bytes,
                             gsize length);
