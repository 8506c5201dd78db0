#pragma once

#include <float.h>
#include <stdbool.h>
#include <stddef.h>

#include "metric.h"
#include "sweep.h"

typedef enum
{
  LIMEN_AT_LEAST,
  LIMEN_AT_MOST,
} LimenRelation;

typedef struct
{
  LimenMetric metric;
  LimenRelation relation;
  double bound;
} LimenConstraint;

/* What rounding may make of a metric that must meet a bound, as a part of it,
 * and of the weight of the rows below a threshold, as a part of all of their
 * class; a few units in the last place. Of ten million rows one makes a
 * hundred million times as much of its class, and ten times as much of a
 * precision near 1, or of Youden's J. */
#define LIMEN_CONSTRAINT_ROUNDING (4 * DBL_EPSILON)

#define LIMEN_MAX_CONSTRAINTS 16
/* Room for any objective as text. */
#define LIMEN_OBJECTIVE_SIZE 2048

/* A metric to make as large or as small as its constraints allow. */
typedef struct
{
  LimenMetric metric;
  bool is_minimized;
  LimenCosts costs;
  bool has_row_costs; /* `cost` takes what each row says, times these */
  double prevalence;  /* of the population; NaN: that of the rows */
  LimenConstraint constraints[LIMEN_MAX_CONSTRAINTS];
  size_t n_constraints;
} LimenObjective;

typedef enum
{
  LIMEN_OPTIMUM_FOUND,
  LIMEN_OPTIMUM_UNATTAINABLE, /* no candidate meets every constraint */
  LIMEN_OPTIMUM_UNDEFINED,    /* the metric is undefined wherever they hold */
  LIMEN_OPTIMUM_NO_POSITIVES, /* nothing is known of the class */
} LimenOptimumStatus;

/* The interval (low, high] of thresholds that serves an objective best. When
 * it is unattainable, the candidate that comes nearest to its constraints;
 * without positives, the one at which no row is positive. */
typedef struct
{
  LimenOptimumStatus status;
  size_t candidate;
  double threshold; /* limen_threshold_between() low and high; +inf: none */
  double low, high;
  double value; /* of the objective's metric */
  size_t ties;  /* candidates with this very value, this one included */
  LimenConfusion confusion;
} LimenOptimum;

const char *limen_optimum_status_get_name (LimenOptimumStatus status);
LimenObjective limen_objective_new (LimenMetric metric, bool is_minimized);
LimenObjective limen_objective_new_view (const LimenSweep *sweep,
                                         LimenCosts costs, double prevalence);
bool limen_objective_has_metric (const LimenObjective *self, LimenMetricId id);
bool limen_objective_has_costs (const LimenObjective *self);
bool limen_constraint_parse (const char *text, LimenConstraint *constraint);
char *limen_constraint_format (LimenConstraint constraint, char *buffer,
                               size_t size);
char *limen_objective_format (const LimenObjective *self, char *buffer,
                              size_t size);
bool limen_objective_parse_point (const char *text, LimenObjective *objective);
bool limen_objective_parse (const char *text, LimenObjective *objective);
double limen_objective_value (const LimenObjective *self, LimenMetric metric,
                              LimenConfusion confusion);
double limen_objective_value_at (const LimenObjective *self,
                                 LimenMetric metric, const LimenSweep *sweep,
                                 size_t candidate);
void limen_objective_values (const LimenObjective *self, LimenMetric metric,
                             const LimenSweep *sweep, size_t first, size_t n,
                             double *values);
LimenOptimum limen_objective_optimize (const LimenObjective *self,
                                       const LimenSweep *sweep);
LimenOptimum limen_optimum_reverse (LimenOptimum self, bool is_reversed);
