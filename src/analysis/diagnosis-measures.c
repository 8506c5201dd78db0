/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagnosis-private.h"

#include <math.h>

/* A loss by its key; NaN where there is none. */
double
limen_diagnosis_get_loss (LimenAnalysis *analysis, const char *key)
{
  gsize n;
  const LimenLossValue *losses = limen_analysis_get_losses (analysis, &n);
  const LimenLossValue *loss = limen_losses_find (losses, n, key);

  return loss != NULL ? loss->value : NAN;
}

/* The cross-entropy of always saying the share of positives; 0 where all rows
 * are alike. */
double
limen_diagnosis_get_entropy (double positives, double negatives)
{
  double p = positives / (positives + negatives);
  double q = negatives / (positives + negatives);

  return -(p > 0 ? p * log (p) : 0) - (q > 0 ? q * log (q) : 0);
}

/* How much likelier, as a logarithm, the rows may be by chance under a model of
 * so many parameters that was fitted to them: half a chi-square of as many
 * degrees of freedom, and three of its deviations. */
double
limen_diagnosis_get_fitted_gain (gsize n_free)
{
  double n = (double) n_free;

  return 0.5 * n + 1.5 * sqrt (2 * n);
}
