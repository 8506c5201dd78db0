/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What stands above the header, or the first row: comments, and a line that
 * names the delimiter for spreadsheets. All 0 where there is neither. */
typedef struct
{
  gsize n_bytes; /* with a byte order mark before them */
  guint64 n_lines, n_comments, n_blank_lines;
  gboolean names_delimiter;
  char delimiter;           /* that a line names; 0: none does */
  const char *last_comment; /* its text behind the mark and blanks, which may
                             * be the header; NULL: there is none */
  gsize last_length;
} LimenPreamble;

gboolean limen_preamble_is_comment (const char *text, gsize length);
LimenPreamble limen_preamble_read (const char *bytes, gsize length);
