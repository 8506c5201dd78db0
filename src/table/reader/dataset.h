/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "finding.h"
#include "labels-from.h"
#include "predictions.h"
#include "read-options.h"
#include "source.h"

/* A file of predictions as it was read: the numbers, and where they come
 * from. Immutable once made, so any thread may read it; counted. */
typedef struct _LimenDataset LimenDataset;

/* A row that cannot be decided, where rows are to be. */
typedef struct
{
  gsize n_before; /* rows of the dataset that stand before it */
  guint64 line;   /* physical, from 1 */
  guint16 label;  /* among the texts of labels */
} LimenSkippedRow;

LimenDataset *limen_dataset_read (const char *path,
                                  const LimenReadOptions *options,
                                  LimenProgressFunc progress,
                                  gpointer user_data,
                                  GCancellable *cancellable, GError **error);
LimenDataset *limen_dataset_read_source (LimenSource *source,
                                         const LimenReadOptions *options,
                                         LimenProgressFunc progress,
                                         gpointer user_data,
                                         GCancellable *cancellable,
                                         GError **error);
LimenDataset *limen_dataset_read_excerpt (const char *path,
                                          const LimenReadOptions *options,
                                          double *share,
                                          GCancellable *cancellable,
                                          GError **error);
LimenDataset *limen_dataset_new_labelled (LimenDataset *dataset,
                                          GError **error);
LimenDataset *limen_dataset_ref (LimenDataset *self);
void limen_dataset_unref (LimenDataset *self);

/* The numbers; they live as long as the dataset. */
const LimenPredictions *limen_dataset_get_predictions (LimenDataset *self);

/* The file */
const char *limen_dataset_get_path (LimenDataset *self);
gboolean limen_dataset_fail_memory (LimenDataset *self, const char *purpose,
                                    GError **error);
const char *limen_dataset_get_name (LimenDataset *self);
const char *limen_dataset_get_sha256 (LimenDataset *self);
guint64 limen_dataset_get_n_bytes (LimenDataset *self);
gint64 limen_dataset_get_time (LimenDataset *self);
guint64 limen_dataset_get_n_rejected (LimenDataset *self);
guint64 limen_dataset_get_n_ignored (LimenDataset *self);
guint64 limen_dataset_get_n_blank_lines (LimenDataset *self);
char limen_dataset_get_delimiter (LimenDataset *self);
gboolean limen_dataset_has_header (LimenDataset *self);
const char *limen_dataset_get_header_key (LimenDataset *self);
const char *limen_dataset_get_like (LimenDataset *self);
gboolean limen_dataset_has_labels (LimenDataset *self);
const LimenLabelsFrom *limen_dataset_get_labels_from (LimenDataset *self);
gsize limen_dataset_get_n_labelled (LimenDataset *self);
guint64 limen_dataset_get_n_unknown_cells (LimenDataset *self, gsize label);
/* What was taken back from the scores as they were read. */
LimenUndo limen_dataset_get_undone (LimenDataset *self);
gboolean limen_dataset_is_reversed (LimenDataset *self);

/* The fields of each row of the file */
guint limen_dataset_get_n_fields (LimenDataset *self);
const char *limen_dataset_get_field_name (LimenDataset *self, guint field);

/* The roles: names of columns, NULL where there is none */
const char *limen_dataset_get_label_column (LimenDataset *self, gsize label);
const char *limen_dataset_get_score_column (LimenDataset *self, gsize score);
const char *limen_dataset_get_predicted_column (LimenDataset *self);
const char *limen_dataset_get_variance_column (LimenDataset *self);
const char *limen_dataset_get_weight_column (LimenDataset *self);
const char *limen_dataset_get_fp_cost_column (LimenDataset *self);
const char *limen_dataset_get_fn_cost_column (LimenDataset *self);
const char *limen_dataset_get_group_column (LimenDataset *self);

/* The classes, by index: in the order of their score columns; else of their
 * names, numbers numerically */
const char *limen_dataset_get_class_name (LimenDataset *self, gsize index);
int limen_dataset_find_class (LimenDataset *self, const char *name);
guint64 limen_dataset_get_class_rows (LimenDataset *self, gsize index);
guint64 limen_dataset_get_class_known (LimenDataset *self, gsize index);
double limen_dataset_get_class_weight (LimenDataset *self, gsize index);
gsize limen_dataset_get_n_groups (LimenDataset *self);
const char *limen_dataset_get_group_name (LimenDataset *self, gsize index);

/* Rows to be decided: their labels as they are written, NULL where there is no
 * column of them, and the rows that cannot be */
gboolean limen_dataset_has_label_texts (LimenDataset *self);
const char *limen_dataset_get_label_text (LimenDataset *self, gsize row);
gsize limen_dataset_get_n_skipped (LimenDataset *self);
const LimenSkippedRow *limen_dataset_get_skipped (LimenDataset *self, gsize i);
const char *limen_dataset_get_skipped_label (LimenDataset *self, gsize i);

/* LimenFinding of what was seen while reading, in order of severity */
GPtrArray *limen_dataset_get_findings (LimenDataset *self);

/* Where a row stood */
const char *limen_dataset_get_row_word (LimenDataset *self);
guint64 limen_dataset_find_line (LimenDataset *self, gsize row,
                                 GError **error);
char *limen_dataset_read_row (LimenDataset *self, gsize row, GError **error);
char **limen_dataset_read_rows (LimenDataset *self, const gsize *rows,
                                gsize n_rows, GCancellable *cancellable,
                                GError **error);
GPtrArray *limen_dataset_read_fields (LimenDataset *self, const gsize *rows,
                                      gsize n_rows, GCancellable *cancellable,
                                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenDataset, limen_dataset_unref)
