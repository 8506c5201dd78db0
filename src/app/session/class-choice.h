/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cutoff.h"

/* The objective of one class and the optimum found for it. Plain data. */
typedef struct
{
  double prevalence; /* of the population; NaN: as in the rows */
  gboolean has_objective;
  LimenObjective objective;
  gboolean has_optimum;
  LimenOptimum optimum;
  gboolean has_plain;
  LimenObjective plain; /* objective for one threshold, before one for a grey
                         * zone replaced it */
} LimenClassChoice;

LimenClassChoice *limen_class_choices_new (gsize n);

/* Objective and population */
void limen_class_choice_reset (LimenClassChoice *self);
void limen_class_choice_set_objective (LimenClassChoice *self,
                                       const LimenObjective *objective,
                                       gboolean has_row_costs);
gboolean limen_class_choice_refers (const LimenClassChoice *self);
void limen_class_choice_set_prevalence (LimenClassChoice *self,
                                        double prevalence);
LimenObjective limen_class_choice_get_view (const LimenClassChoice *self,
                                            gboolean has_row_costs);

/* Result of the search */
void limen_class_choice_forget (LimenClassChoice *self);
gboolean limen_class_choice_is_met (const LimenClassChoice *self);

const LimenObjective *
limen_class_choice_get_objective_of (const LimenClassChoice *self,
                                     const LimenSweep *sweep, double threshold,
                                     double refer_from);

/* Cutoffs that record the objective */
LimenCutoff *limen_class_choice_new_cutoff (const LimenClassChoice *self,
                                            const char *name,
                                            LimenOneVsRest *class,
                                            double threshold,
                                            double refer_from);
LimenCutoff *
limen_class_choice_new_cutoff_with_map (const LimenClassChoice *self,
                                        const char *name,
                                        LimenOneVsRest *class,
                                        double threshold, double refer_from,
                                        const LimenRecalibration *map);
