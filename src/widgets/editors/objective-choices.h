/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "objective.h"

/* An operating point that has a name, or two thresholds that refer rows; some
 * have a bound. */
typedef struct
{
  const char *name; /* NULL: of a referral */
  const char *title;
  const char *bound_title; /* NULL: without */
  double bound;            /* where people begin */
  double most, step;       /* of the bound */
  LimenReferralKind referral;
} LimenNamedPoint;

typedef struct
{
  LimenMetricId metric;
  gboolean is_minimized;
  const LimenNamedPoint *point; /* NULL: just the metric */
} LimenObjectiveChoice;

LimenObjective limen_named_point_get_objective (const LimenNamedPoint *point,
                                                double bound);

/* What an objective can be, in the order that people are offered it. */
GArray *limen_objective_choices_new (void);
const char *limen_objective_choices_get_heading (const GArray *choices,
                                                 guint index);
int limen_objective_choices_find (const GArray *choices,
                                  const LimenObjective *objective);
char *limen_objective_choice_make_title (const LimenObjectiveChoice *choice);
