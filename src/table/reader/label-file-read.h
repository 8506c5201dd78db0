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
  GArray *uses; /* int, of each column: its place among the labels, or a Use */
  LimenTextSet *texts, *ids;
  guint32 *cells;   /* numbers of texts, the labels of a row together */
  guint32 *row_ids; /* numbers of ids */
  guint32 *lines;   /* of the scores that a row belongs to; 0: none yet */
  gsize n_rows, capacity, n_matched;
  gboolean compares_ids; /* they are not distinct, and tell the order only */
  LimenRowIndex *index;
  guint64 n_inner_blank_lines; /* before the last row */
  guint64 n_unlabelled;
  char *id_name, *scores_id_name;
  /* While it is read */
  LimenSource *source, *scores;
  guint32 *row; /* numbers of the texts of this one */
  guint32 row_id;
  GError *error;
};

char *limen_label_file_format_id (const LimenLabelFile *self, guint32 id);
