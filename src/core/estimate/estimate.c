/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimate.h"

#include <math.h>

#include "names.h"
#include "translatable.h"

static const char *const method_names[LIMEN_N_ESTIMATE_METHODS] = {
  [LIMEN_ESTIMATE_NONE] = "none",
  [LIMEN_ESTIMATE_WILSON] = "wilson",
  [LIMEN_ESTIMATE_EXACT] = "exact",
  [LIMEN_ESTIMATE_BOOTSTRAP] = "bootstrap",
  [LIMEN_ESTIMATE_STANDARD_ERROR] = "standard-error",
  [LIMEN_ESTIMATE_DELONG] = "delong",
  [LIMEN_ESTIMATE_OBUCHOWSKI] = "obuchowski",
  [LIMEN_ESTIMATE_JACKKNIFE] = "jackknife",
  [LIMEN_ESTIMATE_BIN_ERRORS] = "bin-errors",
  [LIMEN_ESTIMATE_SQUARE_AND_ADD] = "square-and-add",
};

static const char *const reasons[] = {
  [LIMEN_NO_INTERVAL_NONE] = NULL,
  [LIMEN_NO_INTERVAL_UNDEFINED] = N_ ("the value is undefined"),
  [LIMEN_NO_INTERVAL_ONE_CLASS] = N_ ("rows of both classes are needed"),
  [LIMEN_NO_INTERVAL_TOO_FEW]
  = N_ ("there are too few rows, or a single one has almost all the weight"),
  [LIMEN_NO_INTERVAL_NO_VARIATION]
  = N_ ("all rows agree, so they do not show how much it varies"),
  [LIMEN_NO_INTERVAL_ABSOLUTE] = N_ (
      "it is the largest of many gaps, to which chance adds, so with few rows "
      "it is too large even for a calibrated model"),
  [LIMEN_NO_INTERVAL_NO_SUM]
  = N_ ("it is computed from all rows at once and is not a mean over rows"),
  [LIMEN_NO_INTERVAL_NOT_FITTED] = N_ ("the fit has no result"),
  [LIMEN_NO_INTERVAL_TOO_MANY]
  = N_ ("there are too many rows with weights, or that belong together, to "
        "resample them"),
  [LIMEN_NO_INTERVAL_SUMS]
  = N_ ("the rows have weights, of which only the sums are known"),
  [LIMEN_NO_INTERVAL_REFERRED]
  = N_ ("some rows are referred, and it includes their cost, or the rows have "
        "weights"),
  [LIMEN_NO_INTERVAL_UNITS]
  = N_ ("rows belong together, so the gaps of its bins are not independent"),
};

/* The methods for a quantity: of independent rows without weights; with
 * weights; with units, whether or not there are weights; and of independent
 * rows without weights if the numbers of both classes are not those of the
 * sample, as the prevalence is given or classes keep their rows. What is tuned
 * keeps its method, and its interval is apparent. */
typedef struct
{
  LimenEstimateMethod rows, weighted, units, prevalence;
  LimenNoInterval reason;
  bool has_threshold;
} Plan;

/* A quantity with one method for all rows, and one without any. */
#define ALWAYS(METHOD)                                                        \
  .rows = (METHOD), .weighted = (METHOD), .units = (METHOD),                  \
  .prevalence = (METHOD)
#define NEVER(REASON) ALWAYS (LIMEN_ESTIMATE_NONE), .reason = (REASON)

static const Plan plans[LIMEN_N_QUANTITIES] = {
  [LIMEN_QUANTITY_RATE] = { .rows = LIMEN_ESTIMATE_WILSON,
                            .weighted = LIMEN_ESTIMATE_BOOTSTRAP,
                            .units = LIMEN_ESTIMATE_BOOTSTRAP,
                            .prevalence = LIMEN_ESTIMATE_WILSON,
                            .has_threshold = true },
  [LIMEN_QUANTITY_SHARE] = { .rows = LIMEN_ESTIMATE_WILSON,
                             .weighted = LIMEN_ESTIMATE_BOOTSTRAP,
                             .units = LIMEN_ESTIMATE_BOOTSTRAP,
                             .prevalence = LIMEN_ESTIMATE_BOOTSTRAP,
                             .has_threshold = true },
  [LIMEN_QUANTITY_COMPOSITE]
  = { ALWAYS (LIMEN_ESTIMATE_BOOTSTRAP), .has_threshold = true },
  [LIMEN_QUANTITY_ROC_AUC] = { .rows = LIMEN_ESTIMATE_DELONG,
                               .weighted = LIMEN_ESTIMATE_JACKKNIFE,
                               .units = LIMEN_ESTIMATE_OBUCHOWSKI,
                               .prevalence = LIMEN_ESTIMATE_DELONG },
  [LIMEN_QUANTITY_PR_AREA] = { ALWAYS (LIMEN_ESTIMATE_JACKKNIFE) },
  [LIMEN_QUANTITY_KS] = { ALWAYS (LIMEN_ESTIMATE_BOOTSTRAP) },
  [LIMEN_QUANTITY_MEAN_LOSS] = { ALWAYS (LIMEN_ESTIMATE_STANDARD_ERROR) },
  [LIMEN_QUANTITY_WHOLE_LOSS] = { ALWAYS (LIMEN_ESTIMATE_STANDARD_ERROR) },
  [LIMEN_QUANTITY_CALIBRATION_FIT]
  = { ALWAYS (LIMEN_ESTIMATE_STANDARD_ERROR) },
  [LIMEN_QUANTITY_CALIBRATION_ERROR]
  = { .rows = LIMEN_ESTIMATE_BIN_ERRORS,
      .weighted = LIMEN_ESTIMATE_BIN_ERRORS,
      .units = LIMEN_ESTIMATE_NONE,
      .prevalence = LIMEN_ESTIMATE_BIN_ERRORS,
      .reason = LIMEN_NO_INTERVAL_UNITS },
  [LIMEN_QUANTITY_LARGEST_GAP] = { NEVER (LIMEN_NO_INTERVAL_ABSOLUTE) },
};

/* Returns the name of a method, "wilson", as JSON has it; static. */
const char *
limen_estimate_method_get_name (LimenEstimateMethod method)
{
  return method_names[method];
}

/* Sets *method to that with a name. False, with *method untouched, if there is
 * none. */
bool
limen_estimate_method_parse (const char *name, LimenEstimateMethod *method)
{
  return LIMEN_NAMES_PARSE (method_names, name, method);
}

/* Returns why there is no interval, as a clause for a sentence, in English
 * with a translation; NULL if there is one. Static. */
const char *
limen_no_interval_describe (LimenNoInterval reason)
{
  return reasons[reason];
}

/* Returns the method for a quantity. WILSON stands for both methods of
 * limen_estimate_proportion(), which takes the exact one for small cells; and
 * DELONG, OBUCHOWSKI and JACKKNIFE for the exact bound where all rows are in
 * the best order. */
LimenEstimatePlan
limen_estimate_plan (LimenQuantity quantity, LimenSituation situation)
{
  const Plan *plan = &plans[quantity];
  LimenEstimateMethod method = plan->rows;

  if (situation.has_units)
    method = plan->units;
  else if (situation.is_weighted)
    method = plan->weighted;
  else if (situation.has_prevalence || situation.is_stratified)
    method = plan->prevalence;
  return (LimenEstimatePlan){ method,
                              method == LIMEN_ESTIMATE_NONE
                                  ? plan->reason
                                  : LIMEN_NO_INTERVAL_NONE,
                              plan->has_threshold && situation.is_tuned };
}

/* Returns a value without an interval. */
LimenEstimate
limen_estimate_none (double value, LimenNoInterval reason)
{
  return (LimenEstimate){ value, { NAN, NAN }, LIMEN_ESTIMATE_NONE, reason };
}

/* Multiplies a value and its interval by a factor > 0: a mean by the number of
 * rows gives their sum. */
LimenEstimate
limen_estimate_scale (LimenEstimate self, double factor)
{
  self.value *= factor;
  self.interval.low *= factor;
  self.interval.high *= factor;
  return self;
}
