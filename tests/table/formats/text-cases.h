/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset.h"

/* Text as people write it: what stands between fields, above the header, below
 * the last row, and around numbers. */

/* Reads a text of a length, or to its end where that is -1, as a file; columns
 * that are NULL are guessed. */
LimenDataset *text_case_read (const char *text, gssize length,
                              const char *label, const char *score,
                              gboolean skip_bad_rows, GError **error);

/* "blanks, header: 2 b=0.5 3 a=0.25": the delimiter, and of each row the line,
 * the label and the scores. */
char *text_case_describe (LimenDataset *dataset);

/* The same is read whatever the line ends, and behind a byte order mark. */
void text_case_check (const char *text, const char *label, const char *score,
                      const char *expected);

/* A text, its columns, and what text_case_describe() says of it. */
typedef struct
{
  const char *text, *label, *score, *expected;
} TextCase;

/* Checks n cases with text_case_check(). */
void text_cases_check (const TextCase *cases, gsize n);
