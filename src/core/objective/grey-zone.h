#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "metric.h"
#include "objective.h"
#include "sweep.h"

/* A grey zone has two thresholds, low <= high. A row is positive if its score
 * >= high, negative if its score < low, and between them it is decided by
 * nobody here, but referred to somebody. If both are the same none is. */

typedef enum
{
  LIMEN_GREY_ZONE_COST,     /* least mean cost, of referring as well */
  LIMEN_GREY_ZONE_COVERAGE, /* most rows decided, with few errors enough */
  LIMEN_GREY_ZONE_ACCURACY, /* fewest errors, with rows enough decided */
} LimenGreyZoneGoal;

/* What a grey zone shall be. */
typedef struct
{
  LimenGreyZoneGoal goal;
  double bound; /* what it costs to refer a row; the largest error rate of the
                 * decided rows; the least share of decided rows */
  LimenCosts costs;
  bool has_row_costs; /* each error costs what its row says, times these */
  double prevalence;  /* of the population; NaN: that of the rows */
} LimenGreyZoneObjective;

/* One of the two thresholds: all of (low, high] decide alike. */
typedef struct
{
  size_t candidate;
  double threshold; /* limen_threshold_between() low and high */
  double low, high;
} LimenGreyZoneEdge;

typedef struct
{
  LimenOptimumStatus status;
  LimenGreyZoneEdge refer_from, positive_from;
  LimenConfusion confusion; /* of the decided rows */
  double referred_positives, referred_negatives;
  /* In the objective's population */
  double coverage; /* the share of rows decided */
  double error;    /* the share of errors in these; NaN: there are none */
  double cost;     /* mean cost of a row, decided or referred; but for
                    * LIMEN_GREY_ZONE_COST referring costs nothing */
} LimenGreyZone;

LimenGreyZoneObjective limen_grey_zone_objective_new (LimenGreyZoneGoal goal,
                                                      double bound);
char *limen_grey_zone_objective_format (const LimenGreyZoneObjective *self,
                                        char *buffer, size_t size);
const char *limen_grey_zone_goal_get_start (LimenGreyZoneGoal goal);
bool limen_grey_zone_objective_parse (const char *text,
                                      LimenGreyZoneObjective *objective);
double limen_grey_zone_objective_value (const LimenGreyZoneObjective *self,
                                        const LimenGreyZone *zone);
bool limen_grey_zone_optimize (const LimenGreyZoneObjective *self,
                               const LimenSweep *sweep, LimenGreyZone *zone);
LimenGreyZone limen_grey_zone_at (const LimenGreyZoneObjective *self,
                                  const LimenSweep *sweep, size_t refer_from,
                                  size_t positive_from);
LimenGreyZone
limen_grey_zone_at_thresholds (const LimenGreyZoneObjective *self,
                               const LimenSweep *sweep, double refer_from,
                               double positive_from);
double limen_grey_zone_metric (const LimenGreyZoneObjective *self,
                               const LimenSweep *sweep,
                               const LimenGreyZone *zone, LimenMetric metric);
