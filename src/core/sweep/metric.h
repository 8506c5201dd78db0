/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "confusion.h"

/* LIMEN_METRIC_ACCURACY and so on: those of tables and reports, then F-beta,
 * then those that only objectives and constraints speak of. */
typedef enum
{
#define METRIC(ID, ...) LIMEN_METRIC_##ID,
#include "metric-list.h"
#undef METRIC
  LIMEN_N_ALL_METRICS
} LimenMetricId;

#define LIMEN_N_METRICS LIMEN_METRIC_FBETA /* those of tables and reports */
#define LIMEN_METRIC_NAME_SIZE 48

/* A metric is a name, and for F-beta its beta. */
typedef struct
{
  LimenMetricId id;
  double beta;
} LimenMetric;

/* What the four cells cost and gain, each per unit of weight. */
typedef struct
{
  double fp_cost, fn_cost, tp_gain, tn_gain;
} LimenCosts;

#define LIMEN_COSTS_DEFAULT ((LimenCosts){ 1.0, 1.0, 0.0, 0.0 })

/* What is fixed about a metric. */
typedef struct
{
  const char *name;       /* "balanced-accuracy": options, JSON, CSV */
  const char *title;      /* "Balanced accuracy": screens */
  const char *definition; /* by the cells; P = TP + FN, N = FP + TN */
  const char *point;      /* the operating point that it is best at, or NULL */
  double low, high;       /* its range; infinite where it has no bound */
  bool is_lower_better;   /* what an objective minimises by habit */
  bool is_of_rates;       /* of those of either class alone, and so the same
                             in a population of any prevalence */
  bool is_of_costs;       /* looks at the costs */
  bool is_difference;     /* of terms up to 1, whose rounding error stays where
                             they cancel */
  /* As limen_metric_rewards() and limen_metric_is_infinite(); NULL: never. */
  bool (*rewards) (LimenCosts costs);
  bool (*is_infinite) (LimenConfusion confusion);
} LimenMetricInfo;

const LimenMetricInfo *limen_metric_get_info (LimenMetricId id);
bool limen_metric_rewards (LimenMetric metric, LimenCosts costs);
bool limen_metric_is_infinite (LimenMetric metric, LimenConfusion confusion);
bool limen_metric_parse (const char *name, LimenMetric *metric);
char *limen_metric_format (LimenMetric metric, char *buffer, size_t size);
double limen_metric_value (LimenMetric metric, LimenConfusion confusion,
                           LimenCosts costs);
void limen_metric_values (LimenMetric metric, const LimenConfusion *confusions,
                          size_t n, LimenCosts costs, double *values);
