/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "class-columns.h"
#include "sample.h"
#include "read-options.h"

/* Which column is what, by its index; -1: none. Either there is one column of
 * scores, or one for each class, or none but one of decisions; labels are in
 * one column, or in one for each class. */
typedef struct
{
  LimenTask task;
  int label;
  LimenClassColumns *labels; /* NULL: one at most */
  gboolean has_soft_labels;  /* they hold probabilities, not 0 and 1; of two
                              * classes in one column */
  gboolean has_labels_by_order; /* they stand in another file, whose names do
                                 * not tell which is for which score */
  int score;
  LimenClassColumns *scores; /* NULL: one */
  gboolean is_decision; /* there are no scores: `predicted` has decisions, and
                         * how many classes there are only all rows tell */
  LimenClassNaming naming;
  gboolean is_pair; /* of two columns of two classes, the score of one is
                     * made */
  int predicted, variance, weight, fp_cost, fn_cost, group;
  int unused_weight; /* named "weight", which may be a measurement */
  char decimal_point;
  /* by content, not by name or by the user */
  gboolean is_label_guessed, is_score_guessed;
  gboolean is_weight_guessed; /* by its name */
} LimenRoles;

#define LIMEN_ROLES_NONE                                                      \
  ((LimenRoles){ .label = -1, .score = -1, .predicted = -1, .variance = -1,   \
                 .weight = -1, .fp_cost = -1, .fn_cost = -1, .group = -1,     \
                 .unused_weight = -1, .decimal_point = '.' })

/* From the facts of a file, in which what is said of columns is noted */
void limen_roles_guess (LimenRoles *self, LimenFacts *facts,
                        const LimenReadOptions *options);
gboolean limen_roles_infer (LimenRoles *self, const char *path,
                            LimenFacts *facts, const LimenReadOptions *options,
                            GError **error);
gboolean limen_roles_sum_to_one (const LimenSample *sample,
                                 const LimenClassColumns *columns,
                                 const LimenReadOptions *options);
void limen_roles_clear (LimenRoles *self);
gboolean limen_roles_equal (const LimenRoles *self, const LimenRoles *other);

int limen_roles_get_first_score (const LimenRoles *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenRoles, limen_roles_clear)
