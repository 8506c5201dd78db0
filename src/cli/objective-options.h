/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "objective.h"

/* The texts of the options that state an objective; NULL: not given. */
typedef struct
{
  char *maximize, *minimize, *objective;
  GStrv constraints;
  char *capacity;
  char *fp_cost, *fn_cost, *tp_gain, *tn_gain;
  char *prevalence;
  char *refer_cost, *max_error, *min_coverage; /* at most one is valid */
} LimenObjectiveOptions;

void limen_objective_options_add_to (LimenObjectiveOptions *options,
                                     GOptionGroup *group);
void limen_objective_options_add_view_to (LimenObjectiveOptions *options,
                                          GOptionGroup *group);
void limen_objective_options_clear (LimenObjectiveOptions *options);
gboolean
limen_objective_options_are_given (const LimenObjectiveOptions *options);
gboolean limen_objective_options_parse (const LimenObjectiveOptions *options,
                                        LimenObjective *objective,
                                        GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenObjectiveOptions,
                                  limen_objective_options_clear)
