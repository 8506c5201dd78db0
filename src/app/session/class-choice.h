/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cutoff.h"

/* What is asked for of one class, and what came of it. Plain data. */
typedef struct
{
  double prevalence; /* of the population; NaN: that of the rows */
  gboolean has_objective;
  LimenObjective objective;
  gboolean has_optimum;
  LimenOptimum optimum;
  gboolean has_plain;
  LimenObjective plain; /* of one threshold, before both were asked for */
} LimenClassChoice;

LimenClassChoice *limen_class_choices_new (gsize n);

/* What is asked for */
void limen_class_choice_reset (LimenClassChoice *self);
void limen_class_choice_set_objective (LimenClassChoice *self,
                                       const LimenObjective *objective,
                                       gboolean has_row_costs);
gboolean limen_class_choice_refers (const LimenClassChoice *self);
void limen_class_choice_set_prevalence (LimenClassChoice *self,
                                        double prevalence);
LimenObjective limen_class_choice_get_view (const LimenClassChoice *self,
                                            gboolean has_row_costs);

/* What came of it */
void limen_class_choice_forget (LimenClassChoice *self);
gboolean limen_class_choice_is_met (const LimenClassChoice *self);

const LimenObjective *
limen_class_choice_get_objective_of (const LimenClassChoice *self,
                                     const LimenSweep *sweep, double threshold,
                                     double refer_from);

/* Cutoffs that it stands behind */
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
