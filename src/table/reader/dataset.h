/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "finding.h"
#include "labels-from.h"
#include "predictions.h"
#include "read-options.h"
#include "source.h"

/* A file of predictions that was read: the predictions and where they came
 * from. Immutable and reference counted; any thread may read it. */
typedef struct _LimenDataset LimenDataset;

/* A row that was skipped because it cannot be decided, for applying
 * cutoffs. */
typedef struct
{
  gsize n_before; /* number of the dataset's rows before it */
  guint64 line;   /* physical, from 1 */
  guint16 label;  /* index into the label texts */
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
LimenDataset *limen_dataset_ref (LimenDataset *self);
void limen_dataset_unref (LimenDataset *self);

/* The predictions; owned by the dataset. */
const LimenPredictions *limen_dataset_get_predictions (LimenDataset *self);

/* The file and how it was read */
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
/* The transformation that was inverted when the scores were read. */
LimenUndo limen_dataset_get_undone (LimenDataset *self);
gboolean limen_dataset_is_reversed (LimenDataset *self);

/* The fields of each row of the file */
guint limen_dataset_get_n_fields (LimenDataset *self);
const char *limen_dataset_get_field_name (LimenDataset *self, guint field);

/* Names of the columns in each role; NULL if there is none */
const char *limen_dataset_get_label_column (LimenDataset *self, gsize label);
const char *limen_dataset_get_score_column (LimenDataset *self, gsize score);
const char *limen_dataset_get_predicted_column (LimenDataset *self);
const char *limen_dataset_get_variance_column (LimenDataset *self);
const char *limen_dataset_get_weight_column (LimenDataset *self);
const char *limen_dataset_get_fp_cost_column (LimenDataset *self);
const char *limen_dataset_get_fn_cost_column (LimenDataset *self);
const char *limen_dataset_get_group_column (LimenDataset *self);

/* The classes by index: in the order of their score columns; without such
 * columns sorted by name, numbers numerically */
const char *limen_dataset_get_class_name (LimenDataset *self, gsize index);
int limen_dataset_find_class (LimenDataset *self, const char *name);
guint64 limen_dataset_get_class_rows (LimenDataset *self, gsize index);
guint64 limen_dataset_get_class_known (LimenDataset *self, gsize index);
double limen_dataset_get_class_weight (LimenDataset *self, gsize index);
gsize limen_dataset_get_n_groups (LimenDataset *self);
const char *limen_dataset_get_group_name (LimenDataset *self, gsize index);

/* For applying cutoffs: label texts as they were written (NULL without a label
 * column), and the rows that cannot be decided */
gboolean limen_dataset_has_label_texts (LimenDataset *self);
const char *limen_dataset_get_label_text (LimenDataset *self, gsize row);
const guint16 *limen_dataset_get_label_numbers (LimenDataset *self);
guint limen_dataset_get_n_label_texts (LimenDataset *self);
const char *limen_dataset_get_numbered_label (LimenDataset *self,
                                              guint number);
const char *limen_dataset_get_score_text (LimenDataset *self, gsize row,
                                          gsize *length);
const GArray *limen_dataset_get_label_places (LimenDataset *self);
gsize limen_dataset_get_n_skipped (LimenDataset *self);
const LimenSkippedRow *limen_dataset_get_skipped (LimenDataset *self, gsize i);
const char *limen_dataset_get_skipped_label (LimenDataset *self, gsize i);

/* LimenFinding about the file, in the order in which they were found; owned by
 * the dataset. */
GPtrArray *limen_dataset_get_findings (LimenDataset *self);

/* Positions of rows in the file, and their text */
const char *limen_dataset_get_row_word (LimenDataset *self);
guint64 limen_dataset_find_line (LimenDataset *self, gsize row,
                                 GError **error);
void limen_dataset_find_lines (LimenDataset *self, gsize row, gsize n,
                               guint64 *lines);
char *limen_dataset_read_row (LimenDataset *self, gsize row, GError **error);
char **limen_dataset_read_rows (LimenDataset *self, const gsize *rows,
                                gsize n_rows, GCancellable *cancellable,
                                GError **error);
GPtrArray *limen_dataset_read_fields (LimenDataset *self, const gsize *rows,
                                      gsize n_rows, GCancellable *cancellable,
                                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenDataset, limen_dataset_unref)
