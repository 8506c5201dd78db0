/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "interval.h"

/* How the interval of a value is computed. */
typedef enum
{
  LIMEN_ESTIMATE_NONE,
  LIMEN_ESTIMATE_WILSON,         /* score interval of a proportion */
  LIMEN_ESTIMATE_EXACT,          /* inversion of the exact distribution, or an
                                  * exact bound at the end of the range */
  LIMEN_ESTIMATE_BOOTSTRAP,      /* percentiles over resamples of the cells */
  LIMEN_ESTIMATE_STANDARD_ERROR, /* of a mean, or of a fitted model */
  LIMEN_ESTIMATE_DELONG,         /* variance of the placements of the rows */
  LIMEN_ESTIMATE_OBUCHOWSKI,     /* DeLong's, with placements summed by unit */
  LIMEN_ESTIMATE_JACKKNIFE,      /* infinitesimal jackknife */
  LIMEN_ESTIMATE_BIN_ERRORS,     /* bounds from the errors of all bins */
  LIMEN_ESTIMATE_SQUARE_AND_ADD, /* of a difference, from both intervals */
  LIMEN_N_ESTIMATE_METHODS
} LimenEstimateMethod;

/* Why a value has no interval. */
typedef enum
{
  LIMEN_NO_INTERVAL_NONE, /* it has one */
  LIMEN_NO_INTERVAL_UNDEFINED,
  LIMEN_NO_INTERVAL_ONE_CLASS,
  LIMEN_NO_INTERVAL_TOO_FEW,
  LIMEN_NO_INTERVAL_NO_VARIATION,
  LIMEN_NO_INTERVAL_ABSOLUTE,
  LIMEN_NO_INTERVAL_NO_SUM,
  LIMEN_NO_INTERVAL_NOT_FITTED,
  LIMEN_NO_INTERVAL_TOO_MANY,
  LIMEN_NO_INTERVAL_SUMS,
  LIMEN_NO_INTERVAL_REFERRED,
  LIMEN_NO_INTERVAL_UNITS,
  LIMEN_N_NO_INTERVALS
} LimenNoInterval;

/* A value with its confidence interval; both ends NaN, and the reason, where
 * there is none. An interval never has width 0. */
typedef struct
{
  double value;
  LimenInterval interval;
  LimenEstimateMethod method;
  LimenNoInterval reason;
} LimenEstimate;

/* Quantities with one method each. */
typedef enum
{
  LIMEN_QUANTITY_RATE,      /* a share of one class: recall */
  LIMEN_QUANTITY_SHARE,     /* a share of all rows, or of those with one
                             * decision: accuracy, precision */
  LIMEN_QUANTITY_COMPOSITE, /* any other metric of the four cells: F1 */
  LIMEN_QUANTITY_ROC_AUC,
  LIMEN_QUANTITY_PR_AREA, /* average precision, and the PR curve's area
                           * by trapezoids */
  LIMEN_QUANTITY_KS,
  LIMEN_QUANTITY_MEAN_LOSS,         /* a mean or a sum over rows: log loss */
  LIMEN_QUANTITY_WHOLE_LOSS,        /* a ratio of sums: Dice of one class */
  LIMEN_QUANTITY_CALIBRATION_FIT,   /* mean score minus prevalence; slope,
                                     * intercept */
  LIMEN_QUANTITY_CALIBRATION_ERROR, /* the mean gap of bins: ECE */
  LIMEN_QUANTITY_LARGEST_GAP,       /* of bins: MCE */
  LIMEN_N_QUANTITIES
} LimenQuantity;

/* What the rows and the threshold are. */
typedef struct
{
  bool is_tuned;       /* the threshold was chosen on these rows */
  bool is_weighted;    /* rows have weights */
  bool has_units;      /* rows belong together; see LimenUnits */
  bool has_prevalence; /* the population's prevalence is given */
  bool is_stratified;  /* each class keeps its rows in all samples */
} LimenSituation;

/* The method for a quantity; for NONE, why. */
typedef struct
{
  LimenEstimateMethod method;
  LimenNoInterval reason;
  bool is_apparent; /* the value is too good, and so is its interval */
} LimenEstimatePlan;

const char *limen_estimate_method_get_name (LimenEstimateMethod method);
bool limen_estimate_method_parse (const char *name,
                                  LimenEstimateMethod *method);
const char *limen_no_interval_describe (LimenNoInterval reason);

LimenEstimatePlan limen_estimate_plan (LimenQuantity quantity,
                                       LimenSituation situation);

LimenEstimate limen_estimate_none (double value, LimenNoInterval reason);
LimenEstimate limen_estimate_scale (LimenEstimate self, double factor);
