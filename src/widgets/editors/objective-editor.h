/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "objective.h"

/* Editor of an objective: a metric, a named operating point or a referral with
 * two thresholds, with parameters and constraints. */
#define LIMEN_TYPE_OBJECTIVE_EDITOR (limen_objective_editor_get_type ())
G_DECLARE_FINAL_TYPE (LimenObjectiveEditor, limen_objective_editor, LIMEN,
                      OBJECTIVE_EDITOR, GtkWidget)

/* Signal `changed`: the user stated another objective. */
gboolean limen_objective_editor_get_objective (LimenObjectiveEditor *self,
                                               LimenObjective *objective);
void limen_objective_editor_set_objective (LimenObjectiveEditor *self,
                                           const LimenObjective *objective);
void limen_objective_editor_set_cost_columns (LimenObjectiveEditor *self,
                                              const char *fp_column,
                                              const char *fn_column);
void limen_objective_editor_set_status (LimenObjectiveEditor *self,
                                        const char *status,
                                        gboolean is_warning);
