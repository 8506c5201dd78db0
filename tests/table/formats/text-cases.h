/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset.h"

/* Texts with all kinds of delimiters, preambles, summary rows and number
 * notations. */

/* Reads a text as a file; `length` is -1 for NUL-terminated text. Columns that
 * are NULL are inferred. */
LimenDataset *text_case_read (const char *text, gssize length,
                              const char *label, const char *score,
                              gboolean skip_bad_rows, GError **error);

/* The dataset in one line, "blanks, header: 2 b=0.5 3 a=0.25": the delimiter,
 * then each row's line, label and scores. */
char *text_case_describe (LimenDataset *dataset);

/* Checks that the result does not depend on line ends and a byte order
 * mark. */
void text_case_check (const char *text, const char *label, const char *score,
                      const char *expected);

/* A text, its columns, and the expected result of text_case_describe(). */
typedef struct
{
  const char *text, *label, *score, *expected;
} TextCase;

/* Checks n cases. */
void text_cases_check (const TextCase *cases, gsize n);
