/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset.h"
#include "label-texts.h"
#include "labels-from.h"
#include "row-index.h"
#include "source.h"

typedef struct
{
  char *name;
  guint64 rows;
  double weight;
} LimenClass;

struct _LimenDataset
{
  LimenPredictions predictions;
  LimenSource *source; /* NULL: rows have no places */
  char *path, *name;
  guint64 n_rejected, n_ignored, n_blank_lines;
  char delimiter;
  gboolean has_header;
  char *header_key; /* of limen_reading_memory_make_key(); or NULL */
  char *like;       /* name of the file that it was read like; or NULL */
  LimenLabelsFrom *labels_from; /* NULL: this file */
  GPtrArray *field_names;       /* char *; numbers without a header */
  GPtrArray *label_columns, *score_columns; /* char * */
  char *predicted_column, *variance_column, *weight_column;
  char *fp_cost_column, *fn_cost_column, *group_column;
  gboolean has_soft_labels;
  gsize n_labelled;         /* rows whose label is known, or one of several */
  guint64 *n_unknown_cells; /* for each of several labels; NULL: all are
                             * known */
  LimenLabelTexts *label_texts;
  guint16 *label_numbers;   /* of each row, among the texts; or NULL */
  LimenSkippedRow *skipped;
  gsize n_skipped;          /* whose place is kept */
  LimenUndo undone;
  GArray *classes; /* LimenClass */
  GArray *groups;  /* LimenClass, by index */
  GPtrArray *findings;
  LimenRowIndex *row_index;
};

LimenDataset *limen_dataset_new (const char *path);
gboolean limen_dataset_check_row (LimenDataset *self, gsize row,
                                  GError **error);
