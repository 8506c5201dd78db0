#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "confusion.h"

typedef enum
{
  LIMEN_METRIC_ACCURACY,
  LIMEN_METRIC_BALANCED_ACCURACY,
  LIMEN_METRIC_PRECISION,
  LIMEN_METRIC_RECALL,
  LIMEN_METRIC_SPECIFICITY,
  LIMEN_METRIC_NPV,
  LIMEN_METRIC_FPR,
  LIMEN_METRIC_FNR,
  LIMEN_METRIC_FDR,
  LIMEN_METRIC_FOR,
  LIMEN_METRIC_F1,
  LIMEN_METRIC_F2,
  LIMEN_METRIC_F0_5,
  LIMEN_METRIC_MCC,
  LIMEN_METRIC_KAPPA,
  LIMEN_METRIC_YOUDEN_J,
  LIMEN_METRIC_G_MEAN,
  LIMEN_METRIC_JACCARD,
  LIMEN_METRIC_MARKEDNESS,
  LIMEN_METRIC_PREDICTED_POSITIVE_RATE,
  LIMEN_METRIC_LIFT,
  LIMEN_METRIC_LR_POSITIVE,
  LIMEN_METRIC_LR_NEGATIVE,
  LIMEN_METRIC_DOR,
  LIMEN_METRIC_COST,
  LIMEN_METRIC_NET_BENEFIT,
  LIMEN_METRIC_FBETA, /* the only one with a parameter */
  /* What only objectives and constraints speak of */
  LIMEN_METRIC_PREDICTED_POSITIVES,
  LIMEN_METRIC_ERROR_RATE_GAP,
  LIMEN_METRIC_CORNER_DISTANCE,
  LIMEN_METRIC_PRECISION_RECALL_GAP,
  LIMEN_METRIC_PREVALENCE_GAP,
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

typedef struct
{
  const char *name;     /* "balanced-accuracy": options, JSON, CSV */
  const char *title;    /* "Balanced accuracy": screens */
  double low, high;     /* its range; infinite where it has no bound */
  bool is_lower_better; /* what an objective minimises by habit */
} LimenMetricInfo;

const LimenMetricInfo *limen_metric_get_info (LimenMetricId id);
bool limen_metric_is_of_rates (LimenMetricId id);
bool limen_metric_rewards (LimenMetric metric, LimenCosts costs);
bool limen_metric_is_infinite (LimenMetric metric, LimenConfusion confusion);
bool limen_metric_parse (const char *name, LimenMetric *metric);
char *limen_metric_format (LimenMetric metric, char *buffer, size_t size);
double limen_metric_value (LimenMetric metric, LimenConfusion confusion,
                           LimenCosts costs);
void limen_metric_values (LimenMetric metric, const LimenConfusion *confusions,
                          size_t n, LimenCosts costs, double *values);
