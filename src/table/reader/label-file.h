/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "labels-from.h"
#include "read-options.h"
#include "sample.h"
#include "source.h"
#include "text-set.h"

/* True labels that stand in a file of their own, read as a whole: which row
 * of it belongs to which row of the scores, by the order of the rows or by an
 * identifier that both files have. */
typedef struct _LimenLabelFile LimenLabelFile;

/* No row of the labels. */
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

/* Which row belongs to one of the scores */
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

/* Its labels, by row from 0 and by column among those of labels */
const LimenTextSet *limen_label_file_get_texts (const LimenLabelFile *self);
guint32 limen_label_file_get_cell (const LimenLabelFile *self, gsize row,
                                   gsize column);
guint limen_label_file_get_column (const LimenLabelFile *self, gsize column);
guint64 limen_label_file_get_line (const LimenLabelFile *self, gsize row);
char *limen_label_file_format_place (const LimenLabelFile *self, guint64 line,
                                     gsize column, const char *name);
const char *limen_label_file_get_path (const LimenLabelFile *self);
gboolean limen_label_file_needs_id (const LimenLabelFile *self);
LimenLabelsFrom *limen_label_file_describe (const LimenLabelFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenLabelFile, limen_label_file_free)
