/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "objective.h"

/* The search for two thresholds: limen_objective_optimize() for objectives
 * with referral. */

/* The input of a search. */
typedef struct
{
  const LimenObjective *objective;
  const LimenSweep *sweep;
  LimenClassFactors factors;
  double total;
  size_t n; /* number of candidates */
} LimenZoneSearch;

/* The weight of decided rows and of errors among them. */
typedef struct
{
  double errors, decided;
} LimenZoneTally;

/* The candidates of a grey zone, refer_from <= positive_from. */
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
