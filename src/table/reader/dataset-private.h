/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset.h"
#include "label-texts.h"
#include "labels-from.h"
#include "number-texts.h"
#include "row-index.h"
#include "source.h"

/* A class, or a group of rows. The weight of a group is not computed. */
typedef struct
{
  char *name;
  guint64 rows;
  double weight;
} LimenClass;

struct _LimenDataset
{
  LimenPredictions predictions;
  LimenSource *source; /* NULL if rows cannot be read again */
  char *path, *name;
  guint64 n_rejected, n_ignored, n_blank_lines;
  char delimiter;
  gboolean has_header;
  char *header_key; /* from limen_reading_memory_make_key(); or NULL */
  char *like;       /* name of the file whose options were reused; or NULL */
  LimenReadOptions *reading; /* that read other files in the same way; NULL if
                              * the rows were read in pieces */
  LimenLabelsFrom *labels_from; /* NULL if the labels are in this file */
  GPtrArray *field_names;       /* char *, one per field; numbers without a
                                 * header */
  GPtrArray *label_columns, *score_columns; /* char * */
  char *predicted_column, *variance_column, *weight_column;
  char *fp_cost_column, *fn_cost_column, *group_column, *unit_column;
  guint32 *units; /* per row, those of the predictions; NULL: each row is a
                   * unit */
  LimenPart part;
  gboolean has_soft_labels;
  gsize n_labelled;         /* rows with a known label; of several labels, at
                             * least one */
  guint64 *n_unknown_cells; /* per label of a multilabel task; NULL if all are
                             * known */
  LimenLabelTexts *label_texts;
  guint16 *label_numbers; /* per row, index into label_texts; or NULL */
  GArray *label_places;   /* guint16 by label index, of a binary file that
                           * was read in pieces: its class, or
                           * LIMEN_UNKNOWN_LABEL; else NULL */
  LimenNumberTexts *score_texts; /* of the only score; NULL if not kept */
  LimenSkippedRow *skipped;
  gsize n_skipped; /* number of entries in `skipped` */
  LimenUndo undone;
  GArray *classes; /* LimenClass */
  GArray *groups;  /* LimenClass, one per group */
  GPtrArray *findings;
  LimenRowIndex *row_index;
};

LimenDataset *limen_dataset_new (const char *path);
gboolean limen_dataset_check_row (LimenDataset *self, gsize row,
                                  GError **error);
