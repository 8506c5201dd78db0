/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibration-json.h"

#include "metrics-json.h"

static JsonObject *
new_bin (const LimenCalibrationBin *bin)
{
  JsonObject *object = json_object_new ();

  limen_json_set_number (object, "low", bin->low);
  limen_json_set_number (object, "high", bin->high);
  limen_json_set_number (object, "weight", bin->weight);
  limen_json_set_number (object, "mean-score", bin->mean_score);
  limen_json_set_number (object, "frequency", bin->frequency);
  limen_json_set_number (object, "wilson-low", bin->wilson.low);
  limen_json_set_number (object, "wilson-high", bin->wilson.high);
  json_object_set_int_member (object, "rows", (gint64) bin->n_rows);
  return object;
}

static void
set_reason (JsonObject *object, const char *name, LimenFitStatus status)
{
  const char *reason = limen_fit_status_describe (status);

  if (reason != NULL)
    limen_json_set_text (object, name, reason);
}

/* Sets the members "slope", "intercept" and "in-the-large"; where one is
 * undefined, also "slope-undefined" or "in-the-large-undefined", the
 * reason. */
void
limen_json_set_slope (JsonObject *object, LimenCalibrationSlope slope)
{
  limen_json_set_number (object, "slope", slope.slope);
  limen_json_set_number (object, "intercept", slope.intercept);
  set_reason (object, "slope-undefined", slope.slope_status);
  limen_json_set_number (object, "in-the-large", slope.in_the_large);
  set_reason (object, "in-the-large-undefined", slope.in_the_large_status);
}

/* Returns the calibration of a class as a new JSON object. `binning` names the
 * method of the bins. */
JsonObject *
limen_json_new_calibration (const LimenCalibrationDetails *details,
                            LimenBinning binning)
{
  const LimenCalibration *sums = &details->sums;
  JsonObject *object = json_object_new ();
  JsonArray *bins = json_array_new ();

  limen_json_set_number (object, "ece", sums->ece);
  limen_json_set_number (object, "mce", sums->mce);
  limen_json_set_number (object, "rms", sums->rms);
  limen_json_set_number (object, "adaptive-ece", details->adaptive_ece);
  limen_json_set_number (object, "brier", sums->brier);
  limen_json_set_number (object, "reliability", sums->reliability);
  limen_json_set_number (object, "resolution", sums->resolution);
  limen_json_set_number (object, "uncertainty", sums->uncertainty);
  limen_json_set_number (object, "within-bin-variance",
                         sums->within_variance);
  limen_json_set_number (object, "within-bin-covariance",
                         sums->within_covariance);
  limen_json_set_slope (object, details->slope);
  limen_json_set_number (object, "expected-over-observed",
                         sums->expected_over_observed);
  limen_json_set_text (object, "binning", limen_binning_get_name (binning));
  for (gsize i = 0; i < details->n_bins; i++)
    json_array_add_object_element (bins, new_bin (&details->bins[i]));
  json_object_set_array_member (object, "bins", bins);
  return object;
}
