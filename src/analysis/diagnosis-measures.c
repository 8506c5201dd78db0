/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagnosis-private.h"

#include <math.h>

/* Returns a loss by its key; NaN if there is none. */
double
limen_diagnosis_get_loss (LimenAnalysis *analysis, const char *key)
{
  gsize n;
  const LimenLossValue *losses = limen_analysis_get_losses (analysis, &n);
  const LimenLossValue *loss = limen_losses_find (losses, n, key);

  return loss != NULL ? loss->value : NAN;
}

/* Returns the cross-entropy of always predicting the share of positives; 0 if
 * all rows are of one class. */
double
limen_diagnosis_get_entropy (double positives, double negatives)
{
  double p = positives / (positives + negatives);
  double q = negatives / (positives + negatives);

  return -(p > 0 ? p * log (p) : 0) - (q > 0 ? q * log (q) : 0);
}

/* Returns an upper bound on the log-likelihood ratio that a model with n_free
 * fitted parameters gains by chance: half a chi-square with n_free degrees of
 * freedom, its mean plus three standard deviations. */
double
limen_diagnosis_get_fitted_gain (gsize n_free)
{
  double n = (double) n_free;

  return 0.5 * n + 1.5 * sqrt (2 * n);
}

/* Adds the finding that the scores are decisions, with the remedy. */
void
limen_diagnosis_add_decisions_only (GPtrArray *findings)
{
  limen_findings_add (
      findings, "decisions-only", LIMEN_SEVERITY_WARNING,
      "All scores are 0 or 1: these are decisions, not scores. A threshold "
      "can only keep them, or call every row or no row positive, and losses "
      "and calibration mean little. Export the model's probabilities or "
      "logits (predict_proba instead of predict), or {name their column with "
      "--score, in the window under Columns\342\200\246.|choose their column "
      "under Columns\342\200\246.}");
}
