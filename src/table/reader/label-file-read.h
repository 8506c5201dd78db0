/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "label-columns.h"
#include "label-file.h"
#include "row-index.h"

#define LIMEN_LABEL_FILE_MAX_SHOWN 40

struct _LimenLabelFile
{
  char *path, *name;
  LimenSample *sample;
  LimenLabelColumns columns;
  GArray *uses; /* int, one per column: its index among the labels, or USE_NONE
                 * or USE_ID */
  LimenTextSet *texts, *ids;
  guint32 *cells;   /* n_rows x number of label columns, row by row: indices
                     * into `texts` */
  guint32 *row_ids; /* per row: index into `ids` */
  guint32 *lines;   /* per row: line of the matching row of the scores; 0 if
                     * not matched yet */
  gsize n_rows, capacity, n_matched;
  gboolean compares_ids; /* identifiers are not unique: rows are matched by
                          * order, and the identifiers compared */
  LimenRowIndex *index;
  guint64 n_inner_blank_lines; /* blank lines before the last row */
  guint64 n_unlabelled;
  char *id_name, *scores_id_name;
  /* Set while the file is read */
  LimenSource *source, *scores;
  guint32 *row; /* current row: indices into `texts` */
  guint32 row_id;
  GError *error;
};

char *limen_label_file_format_id (const LimenLabelFile *self, guint32 id);
