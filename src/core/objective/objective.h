/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <float.h>
#include <stdbool.h>
#include <stddef.h>

#include "metric.h"
#include "sweep.h"

/* Whether a bound is a lower or an upper one. */
typedef enum
{
  LIMEN_AT_LEAST,
  LIMEN_AT_MOST,
} LimenRelation;

/* A bound on a metric, to be met within LIMEN_CONSTRAINT_ROUNDING. */
typedef struct
{
  LimenMetric metric;
  LimenRelation relation;
  double bound;
} LimenConstraint;

/* Tolerance for rounding, a few units in the last place: of a metric compared
 * with a bound, relative to the size of the metric, and of the weight of the
 * rows below a threshold, relative to the weight of their class. Far below the
 * effect of one row: one row in ten million changes the weight of its class by
 * a hundred million tolerances, and a precision near 1 or Youden's J by at
 * least ten. */
#define LIMEN_CONSTRAINT_ROUNDING (4 * DBL_EPSILON)

#define LIMEN_MAX_CONSTRAINTS 16
/* Bytes that hold any objective as text. */
#define LIMEN_OBJECTIVE_SIZE 2048

/* Referral: rows that are hard to decide may be referred to a person (reject
 * option). With two thresholds, refer_from <= positive_from, a row is positive
 * from the upper one on, negative below the lower one, and referred in
 * between. */
typedef enum
{
  LIMEN_REFERRAL_NONE,         /* one threshold, every row is decided */
  LIMEN_REFERRAL_COST,         /* minimise the mean cost, including referral */
  LIMEN_REFERRAL_MAX_ERROR,    /* maximise coverage, with a bound on the error
                                * rate */
  LIMEN_REFERRAL_MIN_COVERAGE, /* minimise errors, with a bound on coverage */
  LIMEN_N_REFERRALS
} LimenReferralKind;

typedef struct
{
  LimenReferralKind kind;
  double bound; /* cost of referring a row; largest error rate of decided rows;
                 * or smallest share of decided rows */
} LimenReferral;

/* What to optimise: a metric, maximised or minimised, under constraints. With
 * a referral, `referral` defines the objective; the metric is then cost or
 * accuracy, and there are no constraints. */
typedef struct
{
  LimenMetric metric;
  bool is_minimized;
  LimenCosts costs;
  bool has_row_costs; /* `cost` uses the rows' own costs, times these */
  double prevalence;  /* prevalence of the population; NaN: that of the rows */
  LimenConstraint constraints[LIMEN_MAX_CONSTRAINTS];
  size_t n_constraints;
  LimenReferral referral;
} LimenObjective;

typedef enum
{
  LIMEN_OPTIMUM_FOUND,
  LIMEN_OPTIMUM_UNATTAINABLE, /* no candidate meets all constraints */
  LIMEN_OPTIMUM_UNDEFINED,    /* the metric is undefined wherever the
                               * constraints hold */
  LIMEN_OPTIMUM_NO_POSITIVES, /* the class has no positive rows */
  LIMEN_OPTIMUM_NO_MEMORY,    /* memory ran out in the search for two
                               * thresholds */
} LimenOptimumStatus;

/* A threshold with the interval (low, high] of thresholds that make the same
 * decisions. */
typedef struct
{
  size_t candidate;
  double threshold; /* limen_threshold_between() of low and high; +inf: no row
                     * is positive */
  double low, high;
} LimenEdge;

/* The optimal thresholds and their results; both edges are equal if no row is
 * referred. If unattainable, the thresholds with the smallest violation;
 * without positives, thresholds at which no row is positive or referred. */
typedef struct
{
  LimenOptimumStatus status;
  LimenEdge refer_from, positive_from;
  double value; /* the optimised value: the metric; for referrals the cost, the
                 * coverage or the accuracy */
  size_t ties;  /* number of single thresholds with exactly this value,
                 * including this one */
  LimenConfusion confusion; /* of the decided rows */
  double referred_positives, referred_negatives;
  /* At the objective's prevalence: */
  double coverage; /* share of rows decided */
  double error;    /* share of errors among decided rows; NaN: none decided */
} LimenOptimum;

const char *limen_optimum_status_get_name (LimenOptimumStatus status);
LimenObjective limen_objective_new (LimenMetric metric, bool is_minimized);
LimenObjective limen_objective_new_referral (LimenReferralKind kind,
                                             double bound);
LimenObjective limen_objective_new_view (const LimenSweep *sweep,
                                         LimenCosts costs, double prevalence);
const char *limen_referral_get_start (LimenReferralKind kind);
bool limen_objective_refers (const LimenObjective *self);
double limen_objective_get_refer_cost (const LimenObjective *self);
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
double limen_objective_bound (const LimenObjective *self, LimenMetric metric,
                              bool is_upper, LimenConfusion low,
                              LimenConfusion high);
double limen_objective_value_at (const LimenObjective *self,
                                 LimenMetric metric, const LimenSweep *sweep,
                                 size_t candidate);
double limen_objective_value_between (const LimenObjective *self,
                                      LimenMetric metric,
                                      const LimenSweep *sweep,
                                      size_t refer_from, size_t positive_from);
void limen_objective_values (const LimenObjective *self, LimenMetric metric,
                             const LimenSweep *sweep, size_t first, size_t n,
                             double *values);
LimenOptimum limen_objective_optimize (const LimenObjective *self,
                                       const LimenSweep *sweep);
LimenOptimum limen_objective_at (const LimenObjective *self,
                                 const LimenSweep *sweep, size_t refer_from,
                                 size_t positive_from);
LimenOptimum limen_objective_at_thresholds (const LimenObjective *self,
                                            const LimenSweep *sweep,
                                            double refer_from,
                                            double positive_from);
LimenOptimum limen_optimum_reverse (LimenOptimum self, bool is_reversed);
