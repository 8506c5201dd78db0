/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "confusion.h"

/* LIMEN_METRIC_ACCURACY and so on, in the order of metric-list.h: the metrics
 * of tables and reports, F-beta, then those for objectives and constraints
 * only. */
typedef enum
{
#define METRIC(ID, ...) LIMEN_METRIC_##ID,
#include "metric-list.h"
#undef METRIC
  LIMEN_N_ALL_METRICS
} LimenMetricId;

/* Number of metrics in tables and reports; their ids are below it. */
#define LIMEN_N_METRICS LIMEN_METRIC_FBETA
/* Bytes that hold any name written by limen_metric_format(). */
#define LIMEN_METRIC_NAME_SIZE 48

/* A metric, with the beta of F-beta. */
typedef struct
{
  LimenMetricId id;
  double beta;
} LimenMetric;

/* Costs and gains of the four cells, per unit of weight. */
typedef struct
{
  double fp_cost, fn_cost, tp_gain, tn_gain;
} LimenCosts;

#define LIMEN_COSTS_DEFAULT ((LimenCosts){ 1.0, 1.0, 0.0, 0.0 })

/* The description of a metric. */
typedef struct
{
  const char *name;       /* "balanced-accuracy": options, JSON, CSV */
  const char *title;      /* "Balanced accuracy": screens; English, with
                           * a translation */
  const char *definition; /* formula; P = TP + FN, N = FP + TN; English,
                           * may have a translation */
  const char *point;      /* name of the operating point that optimises it, or
                           * NULL */
  double low, high;       /* range; infinite: unbounded */
  bool is_lower_better;   /* whether objectives minimise it by default */
  bool is_of_rates;       /* a function of the per-class rates (recall,
                           * specificity), hence independent of prevalence */
  bool is_of_costs;       /* depends on the costs */
  bool is_difference;     /* a difference of terms up to 1, so its absolute
                           * rounding error is about that of 1 even near 0 */
  /* See limen_metric_rewards() and limen_metric_is_infinite(); NULL: always
   * false. */
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
