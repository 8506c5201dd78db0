/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Where true labels come from that stand in a file of their own, and what
 * became of its rows. */
typedef struct
{
  char *path, *name; /* the name without its folder, as it may be shown */
  char *sha256;      /* NULL: the options left it out */
  guint64 n_bytes, n_rows;
  guint64 n_matched;
  guint64 n_unlabelled; /* rows of the scores that no label is for */
  char *id, *scores_id; /* columns that match the rows, of the labels and of the
                         * scores; NULL: they are matched by order */
  gboolean is_id_guessed;
} LimenLabelsFrom;

LimenLabelsFrom *limen_labels_from_copy (const LimenLabelsFrom *self);
void limen_labels_from_free (LimenLabelsFrom *self);
guint64 limen_labels_from_count_unused (const LimenLabelsFrom *self);
char *limen_labels_from_describe (const LimenLabelsFrom *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenLabelsFrom, limen_labels_from_free)
