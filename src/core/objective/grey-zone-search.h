#pragma once

#include "grey-zone.h"

/* An objective and a sweep, and what the rows of each class count for. */
typedef struct
{
  const LimenGreyZoneObjective *objective;
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

LimenZoneSearch limen_zone_search_new (const LimenGreyZoneObjective *objective,
                                       const LimenSweep *sweep);
LimenZoneTally limen_zone_search_tally (const LimenZoneSearch *self,
                                        size_t refer_from,
                                        size_t positive_from);
LimenZonePair limen_zone_search_most_coverage (const LimenZoneSearch *self,
                                               size_t *room);
LimenZonePair limen_zone_search_fewest_errors (const LimenZoneSearch *self,
                                               size_t *room);
