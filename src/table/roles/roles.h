/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "class-columns.h"
#include "sample.h"
#include "read-options.h"

/* The role of each column, as column indices; -1 for none. The scores are one
 * column, one column per class, or missing where there is a column of
 * decisions. The labels are one column, or one per class. */
typedef struct
{
  LimenTask task;
  int label;
  LimenClassColumns *labels; /* NULL if there is at most one label column */
  gboolean has_soft_labels;  /* the labels are probabilities, not 0 and 1; in
                              * one column they are those of the positive
                              * class */
  gboolean has_labels_by_order; /* the labels are in another file whose names
                                 * do not match the scores, so they are matched
                                 * by column order */
  int score;
  LimenClassColumns *scores; /* NULL if there is one score column */
  gboolean is_decision;      /* there are no scores, and `predicted` holds
                              * decisions; the number of classes is known
                              * only after all rows are read */
  LimenClassNaming naming;
  gboolean is_pair; /* two score columns of two classes are combined into one
                     * score */
  int predicted, variance, weight, fp_cost, fn_cost, group, unit;
  int split;         /* tells test data from others */
  int unused_weight; /* named "weight", but possibly a measurement */
  char decimal_point;
  /* Inferred from the contents, not from the name or the user */
  gboolean is_label_guessed, is_score_guessed;
  gboolean is_weight_guessed; /* inferred from its name */
} LimenRoles;

#define LIMEN_ROLES_NONE                                                      \
  ((LimenRoles){ .label = -1,                                                 \
                 .score = -1,                                                 \
                 .predicted = -1,                                             \
                 .variance = -1,                                              \
                 .weight = -1,                                                \
                 .fp_cost = -1,                                               \
                 .fn_cost = -1,                                               \
                 .group = -1,                                                 \
                 .unit = -1,                                                  \
                 .split = -1,                                                 \
                 .unused_weight = -1,                                         \
                 .decimal_point = '.' })

/* Inference of roles; columns that the user assigned are marked in the
 * facts */
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
