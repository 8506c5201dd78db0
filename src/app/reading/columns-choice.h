/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "preview.h"

/* The roles that the user gave to the columns. Columns are indices, -1 for
 * none. */
typedef struct
{
  LimenTask task;       /* chosen or inferred */
  gboolean has_task;    /* chosen by the user */
  GArray *labels;       /* int: one column, or one per class */
  GArray *scores;       /* int: one column, or one per class */
  gboolean is_decision; /* the single column of `scores` holds decisions */
  int predicted;        /* column that names the class of a single score */
  int weight, fp_cost, fn_cost, group, unit;
  GPtrArray *classes; /* char *: labels of score columns, or empty */
  GPtrArray *ignored; /* char *: labels whose rows are left out */
  gboolean has_kind;  /* chosen by the user, else inferred */
  LimenKind kind;    /* of the scores */
  LimenUndo undo;
  gboolean reverse_scores; /* low scores mean positive */
} LimenColumnsChoice;

LimenColumnsChoice *limen_columns_choice_new (LimenTask task);
void limen_columns_choice_free (LimenColumnsChoice *self);

char *limen_columns_choice_find_problem (const LimenColumnsChoice *self,
                                         LimenPreview *preview);
char *limen_columns_choice_describe (const LimenColumnsChoice *self,
                                     const LimenPreview *preview);
gboolean limen_columns_choice_is_single (const LimenColumnsChoice *self);
gboolean limen_columns_choice_matches (const LimenColumnsChoice *self,
                                       const LimenPreviewReading *reading);
gboolean limen_columns_choice_are_equal (const GArray *first,
                                         const GArray *second);
void limen_columns_choice_apply (const LimenColumnsChoice *self,
                                 const LimenPreview *preview,
                                 LimenReadOptions *options);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenColumnsChoice, limen_columns_choice_free)
