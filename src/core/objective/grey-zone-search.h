/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "objective.h"

/* The search for two thresholds: the part of limen_objective_optimize() for
 * objectives that refer rows. */

/* An objective and a sweep, and what the rows of each class count for. */
typedef struct
{
  const LimenObjective *objective;
  const LimenSweep *sweep;
  LimenClassFactors factors;
  double total;
  size_t n; /* candidates */
} LimenZoneSearch;

/* Rows decided, and how many of them wrongly. */
typedef struct
{
  double errors, decided;
} LimenZoneTally;

/* The two candidates of a zone, the lower one first. */
typedef struct
{
  bool has_any;
  size_t refer_from, positive_from;
} LimenZonePair;

LimenZoneSearch limen_zone_search_new (const LimenObjective *objective,
                                       const LimenSweep *sweep);
LimenZoneTally limen_zone_search_tally (const LimenZoneSearch *self,
                                        size_t refer_from,
                                        size_t positive_from);
LimenZonePair limen_zone_search_least_cost (const LimenZoneSearch *self);
double limen_zone_search_mean_cost (const LimenZoneSearch *self,
                                    size_t refer_from, size_t positive_from);
LimenOptimum limen_grey_zone_optimize (const LimenObjective *self,
                                       const LimenSweep *sweep);
