/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "preamble.h"
#include "read-options.h"
#include "sample.h"

/* The first bytes of a text file, from which its dialect and its columns are
 * told. */
#define LIMEN_HEAD_SIZE (1024 * 1024)

/* How a text file is written, found out from its first bytes. */
typedef struct
{
  LimenPreamble preamble; /* without last_comment */
  char delimiter;         /* may be LIMEN_DELIMITER_BLANKS */
  gboolean has_header;
  gboolean has_header_comment; /* it is the preamble's last line */
} LimenDialect;

LimenSample *limen_dialect_detect (LimenDialect *self, const char *path,
                                   const char *bytes, gsize length,
                                   gboolean is_whole_file,
                                   const LimenReadOptions *options,
                                   GError **error);
void limen_dialect_add_rows (const LimenDialect *self, LimenSample *sample,
                             const char *path, const char *bytes,
                             gsize length);
