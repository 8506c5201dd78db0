/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample.h"
#include "read-options.h"

/* How the columns of a file of scores and a label file match. */
typedef struct
{
  GArray *labels;    /* int: label columns of the label file */
  int scores_id, id; /* identifier columns of the two files; -1 if matched by
                      * order */
  gboolean is_id_guessed;
} LimenLabelColumns;

gboolean limen_label_columns_find (LimenLabelColumns *self,
                                   const char *scores_path,
                                   const LimenSample *scores, const char *path,
                                   const LimenSample *labels,
                                   const LimenReadOptions *options,
                                   GError **error);
void limen_label_columns_clear (LimenLabelColumns *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenLabelColumns,
                                  limen_label_columns_clear)
