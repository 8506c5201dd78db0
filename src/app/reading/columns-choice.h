/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "preview.h"

/* Which column is what, as a person says it: by index, -1 where there is
 * none. */
typedef struct
{
  LimenTask task;    /* as said, or as it was found out */
  gboolean has_task; /* it was said */
  GArray *labels;    /* int: one column, or one for each class */
  GArray *scores;    /* int: one column, or one for each class */
  gboolean is_decision; /* the only one of them has decisions */
  int predicted; /* the class that the only score is for */
  int weight, fp_cost, fn_cost, group;
  GPtrArray *classes; /* char *: the label that each score column is for;
                       * none: as the reader tells */
  GPtrArray *ignored; /* char *: labels whose rows are left out */
  gboolean has_kind; /* it was said */
  LimenKind kind;    /* of the scores */
  LimenUndo undo;
  gboolean reverse_scores; /* low ones mean positive */
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
