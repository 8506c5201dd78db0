/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A separate label file: where it is, and how many of its rows were
 * matched. */
typedef struct
{
  char *path, *name; /* path, and file name without its folder in display
                      * form */
  char *sha256;      /* NULL if the options omit it */
  guint64 n_bytes, n_rows;
  guint64 n_matched;
  guint64 n_unlabelled; /* rows of the scores without a label */
  char *id, *scores_id; /* identifier columns of the labels and of the scores;
                         * NULL if matched by order */
  gboolean is_id_guessed;
} LimenLabelsFrom;

LimenLabelsFrom *limen_labels_from_copy (const LimenLabelsFrom *self);
void limen_labels_from_free (LimenLabelsFrom *self);
guint64 limen_labels_from_count_unused (const LimenLabelsFrom *self);
char *limen_labels_from_describe (const LimenLabelsFrom *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenLabelsFrom, limen_labels_from_free)
