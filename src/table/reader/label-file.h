/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "labels-from.h"
#include "read-options.h"
#include "sample.h"
#include "source.h"
#include "text-set.h"

/* True labels in a separate file, held in memory. Its rows are matched to the
 * rows of the scores by order, or by an identifier column that both files
 * have. */
typedef struct _LimenLabelFile LimenLabelFile;

/* Row index for "no matching row". */
#define LIMEN_LABEL_FILE_NONE G_MAXSIZE

LimenSample *limen_label_file_sample (LimenSource *source, GError **error);
LimenLabelFile *limen_label_file_read (const LimenReadOptions *options,
                                       LimenSource *scores_source,
                                       LimenSample *scores,
                                       GCancellable *cancellable,
                                       GError **error);
LimenLabelFile *limen_label_file_read_sample (const LimenReadOptions *options,
                                              LimenSource *scores_source,
                                              LimenSample *scores,
                                              GCancellable *cancellable,
                                              GError **error);
void limen_label_file_free (LimenLabelFile *self);

/* Matching a row of the scores to a row of the labels */
gboolean limen_label_file_compares_ids (const LimenLabelFile *self);
const LimenTextSet *limen_label_file_get_ids (const LimenLabelFile *self);
gboolean limen_label_file_find (LimenLabelFile *self, guint64 record,
                                guint64 line, const char *id, gsize length,
                                gsize *row, GError **error);
gsize limen_label_file_get_row (const LimenLabelFile *self, guint64 record,
                                guint32 id);
gboolean limen_label_file_claim (LimenLabelFile *self, gsize row,
                                 guint64 line, GError **error);
gboolean limen_label_file_finish (LimenLabelFile *self, guint64 n_records,
                                  guint64 n_unlabelled, gsize n_columns,
                                  guint64 n_blank_lines, GError **error);

/* The labels, by row from 0 and by index among the label columns */
const LimenTextSet *limen_label_file_get_texts (const LimenLabelFile *self);
guint32 limen_label_file_get_cell (const LimenLabelFile *self, gsize row,
                                   gsize column);
guint limen_label_file_get_column (const LimenLabelFile *self, gsize column);
char *limen_label_file_make_key (const LimenLabelFile *self, gsize column);
guint64 limen_label_file_get_line (const LimenLabelFile *self, gsize row);
char *limen_label_file_format_place (const LimenLabelFile *self, guint64 line,
                                     gsize column, const char *name);
const char *limen_label_file_get_path (const LimenLabelFile *self);
gboolean limen_label_file_needs_id (const LimenLabelFile *self);
LimenLabelsFrom *limen_label_file_describe (const LimenLabelFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenLabelFile, limen_label_file_free)
