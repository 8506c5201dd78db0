/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fast-path.h"

typedef struct
{
  LimenWantedColumn format;
  gboolean is_last;
  char end;        /* of its fields */
  gpointer values; /* enough for a block; NULL: it is skipped */
  /* The first of several elements of a cell, or a cell in some form: */
  gboolean needs_quotes; /* without, the cell would be several fields */
  gsize n_prefix, n_element_prefix, n_element_suffix, n_suffix;
} LimenPlainField;

/* The values of columns whose numbers belong together. */
typedef struct
{
  gsize n;
  double **columns;
} LimenPlainScores;

struct _LimenFastPath
{
  char delimiter, decimal_point;
  gboolean has_blanks; /* runs of them delimit */
  gboolean is_special; /* so they do, or some cells are in some form */
  char ends[256];      /* whether a byte may end a field */
  LimenUndo undo;
  gsize n_columns, n_rows;
  LimenPlainField *columns;
  gboolean has_skipped; /* columns */
  LimenPlainScores parts[N_LIMEN_WANTED_PARTS];
  double *row; /* room for the scores of one */
  const LimenTextSet *ids;
  GArray *stretches;
  /* The block */
  const char *bytes, *end;
  gboolean has_specials; /* quotes, or carriage returns */
  const LimenNameTable *names, *groups;
  guint16 short_names[256]; /* by their only byte, which ends no field */
};

const char *limen_fast_path_read_line (const LimenFastPath *self,
                                       const char *p);
