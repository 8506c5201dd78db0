/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "joint.h"
#include "objective.h"

typedef enum
{
  LIMEN_CUTOFF_BY_HAND,   /* set by hand, or by a text of no other type */
  LIMEN_CUTOFF_THRESHOLD, /* one threshold of a class, or both of a grey
                           * zone */
  LIMEN_CUTOFF_SHARED_THRESHOLD, /* one threshold for all classes, for the
                                  * micro average */
  LIMEN_CUTOFF_JOINT_THRESHOLDS, /* thresholds of all classes, optimised
                                  * jointly */
  LIMEN_N_CUTOFF_OBJECTIVES
} LimenCutoffObjectiveType;

/* The objective that a cutoff was chosen by. */
typedef struct
{
  LimenCutoffObjectiveType type;
  union
  {
    LimenObjective objective; /* of one class; or shared, without referral */
    LimenJointGoal joint;
  };
} LimenCutoffObjective;

char *limen_cutoff_objective_format (const LimenCutoffObjective *self);
gboolean limen_cutoff_objective_parse (const char *text,
                                       LimenCutoffObjective *self);

JsonObject *limen_cutoff_objective_to_json (const LimenCutoffObjective *self);
gboolean limen_cutoff_objective_read (LimenCutoffObjective *self,
                                      JsonObject *object, const char *where,
                                      GError **error);
