/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample.h"
#include "read-options.h"

/* Columns of a file of scores and of a file of labels that belong together. */
typedef struct
{
  GArray *labels; /* int: columns of the labels file that hold labels */
  int scores_id, id; /* that name the rows in either file; -1: by order */
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
