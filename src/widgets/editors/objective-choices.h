/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "objective.h"

/* A named operating point, or a referral with two thresholds; some have a
 * bound. */
typedef struct
{
  const char *name; /* NULL: a referral */
  const char *title;
  const char *bound_title; /* NULL: no bound */
  double bound;            /* initial bound */
  double max, step;        /* maximum and step of the bound */
  LimenReferralKind referral;
} LimenNamedPoint;

/* An entry in the list of objectives. */
typedef struct
{
  LimenMetricId metric;
  gboolean is_minimized;
  const LimenNamedPoint *point; /* NULL: the metric alone */
} LimenObjectiveChoice;

LimenObjective limen_named_point_get_objective (const LimenNamedPoint *point,
                                                double bound);

/* Arrays of LimenObjectiveChoice: all objectives that the editor offers, in
 * the order of its list. */
GArray *limen_objective_choices_new (void);
const char *limen_objective_choices_get_heading (const GArray *choices,
                                                 guint index);
int limen_objective_choices_find (const GArray *choices,
                                  const LimenObjective *objective);
char *limen_objective_choice_make_title (const LimenObjectiveChoice *choice);
