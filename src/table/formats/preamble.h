/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The lines above the header or the first row: comments, and a line such as
 * "sep=;" that names the delimiter. All members are 0 if there are none. */
typedef struct
{
  gsize n_bytes; /* including a byte order mark */
  guint64 n_lines, n_comments, n_blank_lines;
  gboolean names_delimiter;
  char delimiter;           /* the delimiter that a line names; 0 if none
                             * does */
  const char *last_comment; /* text of the last comment without its mark and
                             * leading blanks, which may be the header; NULL if
                             * there is none */
  gsize last_length;
} LimenPreamble;

gboolean limen_preamble_is_comment (const char *text, gsize length);
LimenPreamble limen_preamble_read (const char *bytes, gsize length);
