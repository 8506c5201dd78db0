/* SPDX-License-Identifier: GPL-3.0-or-later */
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

/* What becomes of rows that are hard to decide. They may be referred to
 * somebody: of two thresholds, refer_from <= positive_from, a row is positive
 * from the upper one on, negative below the lower one, and referred between
 * them. */
typedef enum
{
  LIMEN_REFERRAL_NONE,         /* one threshold decides every row */
  LIMEN_REFERRAL_COST,         /* least mean cost, that of referring included */
  LIMEN_REFERRAL_MAX_ERROR,    /* most rows decided, few enough of them wrong */
  LIMEN_REFERRAL_MIN_COVERAGE, /* fewest errors, with enough rows decided */
  LIMEN_N_REFERRALS
} LimenReferralKind;

typedef struct
{
  LimenReferralKind kind;
  double bound; /* the cost of referring a row; the largest error rate of the
                 * decided rows; the least share of decided rows */
} LimenReferral;

/* A metric to make as large or as small as its constraints allow. With a
 * referral this says what is made large or small; the metric is then the cost
 * or the accuracy, and there are no constraints. */
typedef struct
{
  LimenMetric metric;
  bool is_minimized;
  LimenCosts costs;
  bool has_row_costs; /* `cost` takes what each row says, times these */
  double prevalence;  /* of the population; NaN: that of the rows */
  LimenConstraint constraints[LIMEN_MAX_CONSTRAINTS];
  size_t n_constraints;
  LimenReferral referral;
} LimenObjective;

typedef enum
{
  LIMEN_OPTIMUM_FOUND,
  LIMEN_OPTIMUM_UNATTAINABLE, /* no candidate meets every constraint */
  LIMEN_OPTIMUM_UNDEFINED,    /* the metric is undefined wherever they hold */
  LIMEN_OPTIMUM_NO_POSITIVES, /* nothing is known of the class */
  LIMEN_OPTIMUM_NO_MEMORY,    /* to search for two thresholds */
} LimenOptimumStatus;

/* A threshold, and the interval (low, high] of those that decide alike. */
typedef struct
{
  size_t candidate;
  double threshold; /* limen_threshold_between() low and high; +inf: none */
  double low, high;
} LimenEdge;

/* The thresholds that serve an objective best, and what they do; both are the
 * same where no row is referred. When it is unattainable, those that come
 * nearest to its constraints; without positives, those at which no row is
 * positive or referred. */
typedef struct
{
  LimenOptimumStatus status;
  LimenEdge refer_from, positive_from;
  double value; /* what the objective makes large or small: its metric; of a
                 * referral the cost, the coverage, or the accuracy */
  size_t ties;  /* single thresholds of this very value, this one included */
  LimenConfusion confusion; /* of the decided rows */
  double referred_positives, referred_negatives;
  /* In the objective's population */
  double coverage; /* the share of rows decided */
  double error;    /* the share of errors in these; NaN: there are none */
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
