/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fast-path.h"

/* A column as the fast path reads it. */
typedef struct
{
  LimenWantedColumn format;
  gboolean is_last;
  char end;        /* character that ends its fields */
  gpointer values; /* large enough for a block; NULL if skipped */
  /* For the first of several elements of a cell, or a cell with a form: */
  gboolean needs_quotes; /* an unquoted cell would split into several fields */
  gsize n_prefix, n_element_prefix, n_element_suffix, n_suffix;
} LimenPlainField;

/* The arrays of values of the columns that are checked together, such as all
 * scores. */
typedef struct
{
  gsize n;         /* number of columns */
  double **columns;
} LimenPlainScores;

struct _LimenFastPath
{
  char delimiter, decimal_point;
  gboolean has_blanks; /* fields are delimited by runs of blanks */
  gboolean is_special; /* has_blanks, or some cells have a form */
  char ends[256];      /* per byte: whether it may end a field */
  LimenUndo undo;
  gsize n_columns, n_rows;
  LimenPlainField *columns;
  gboolean has_unchecked; /* some columns are skipped, or may be any text */
  LimenPlainScores parts[N_LIMEN_WANTED_PARTS];
  double *row; /* buffer for the scores of one row */
  const LimenTextSet *ids;
  GArray *stretches; /* LimenStretch, in the current block */
  LimenTextSpan *texts; /* of the column that keeps them, by row; or NULL */
  /* The current block */
  const char *bytes, *end;
  gboolean has_specials; /* it contains quotes or carriage returns */
  const LimenNameTable *names, *groups;
  guint16 short_names[256]; /* names of one byte, by that byte;
                             * LIMEN_LABEL_NONE for delimiters */
};

const char *limen_fast_path_read_lines (LimenFastPath *self, const char *p,
                                        gsize max_rows);
