/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "holder.h"
#include "objective.h"

/* Editor of one constraint, "METRIC at least (at most) X". Signals: `changed`;
 * `removed`, when the user clicks the button that removes the constraint. */
#define LIMEN_TYPE_CONSTRAINT_ROW (limen_constraint_row_get_type ())
G_DECLARE_FINAL_TYPE (LimenConstraintRow, limen_constraint_row, LIMEN,
                      CONSTRAINT_ROW, LimenHolder)

GtkWidget *limen_constraint_row_new (void);
LimenConstraint limen_constraint_row_get_constraint (LimenConstraintRow *self);
void limen_constraint_row_set_constraint (LimenConstraintRow *self,
                                          LimenConstraint constraint);
