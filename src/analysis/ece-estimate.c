/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ece-estimate.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "bootstrap.h"
#include "stream.h"

/* Draws of the errors of all bins; each draw is a resample of the stream. */
#define N_DRAWS 1000
#define SEED 1
/* A bin's frequency is that of its rows and as many whose label has the mean
 * score as its probability, so that none is without variance. */
#define N_ADDED 4
/* Standard errors by which the population's gap may be nearer to 0, or
 * farther, than that of the rows. */
#define DOUBT 2

/* A bin's part of the ECE, and its standard error. */
typedef struct
{
  double gap, error;
} Part;

static Part
get_part (const LimenCalibrationBin *bin, double weight, double n)
{
  double share = bin->weight / weight;
  double gap = bin->frequency - bin->mean_score;
  double frequency
      = (n * bin->frequency + N_ADDED * bin->mean_score) / (n + N_ADDED);
  double variance = share * share * frequency * (1 - frequency) / n
                    + share * (1 - share) * gap * gap * share / n;

  return (Part){ share * fabs (gap), sqrt (variance) };
}

/* Fills in the parts of the bins with rows, and returns their number. */
static gsize
fill_parts (const LimenCalibrationBin *bins, gsize n_bins, Part *parts)
{
  double weight = 0;
  gsize n = 0;

  for (gsize i = 0; i < n_bins; i++)
    weight += bins[i].weight;
  for (gsize i = 0; i < n_bins; i++)
    if (bins[i].weight > 0)
      parts[n++] = get_part (&bins[i], weight, bins[i].n_effective);
  return n;
}

/* Draws how far the sum of the gaps is from that of the population, if the
 * gaps of this are nearer to 0 than those of the rows, and if they are
 * farther. */
static void
draw (const Part *parts, gsize n, guint32 index, double *nearer,
      double *farther)
{
  LimenStream stream;

  limen_stream_init (&stream, SEED, index, 0);
  *nearer = *farther = 0;
  for (gsize i = 0; i < n; i++)
    {
      double error = parts[i].error
                     * gsl_cdf_ugaussian_Pinv (limen_stream_uniform (&stream));
      double near = fmax (parts[i].gap - DOUBT * parts[i].error, 0);
      double far = parts[i].gap + DOUBT * parts[i].error;

      *nearer += fabs (near + error) - near;
      *farther += fabs (far + error) - far;
    }
}

/* Estimates the expected calibration error of bins. It is a sum of absolute
 * gaps, of which chance adds up what is near 0, so its percentiles over
 * resamples miss 0 even for a calibrated model. With error e of a gap g,
 * |g + e| - |g| is the greater the nearer g is to 0, and at least e with the
 * sign of g; so the errors that are drawn with gaps of two standard errors
 * less give a lower end that holds, and those with gaps of two standard errors
 * more an upper one. None where rows belong together, whose errors are not
 * known by bin. Deterministic; O(n_bins). */
LimenEstimate
limen_ece_estimate (const LimenCalibrationBin *bins, gsize n_bins, double ece,
                    LimenSituation situation, double confidence)
{
  LimenEstimatePlan plan
      = limen_estimate_plan (LIMEN_QUANTITY_CALIBRATION_ERROR, situation);
  g_autofree Part *parts = g_new (Part, n_bins + 1);
  g_autofree double *nearer = g_new (double, N_DRAWS);
  g_autofree double *farther = g_new (double, N_DRAWS);
  LimenEstimate estimate = { .value = ece, .method = plan.method };
  gsize n = fill_parts (bins, n_bins, parts);

  if (isnan (ece) || n == 0)
    return limen_estimate_none (ece, LIMEN_NO_INTERVAL_UNDEFINED);
  if (plan.method == LIMEN_ESTIMATE_NONE)
    return limen_estimate_none (ece, plan.reason);
  for (guint32 i = 0; i < N_DRAWS; i++)
    draw (parts, n, i, &nearer[i], &farther[i]);
  estimate.interval.low
      = fmax (ece
                  - limen_bootstrap_interval (nearer, N_DRAWS, confidence)
                        .interval.high,
              0);
  estimate.interval.high
      = fmin (ece
                  - limen_bootstrap_interval (farther, N_DRAWS, confidence)
                        .interval.low,
              1);
  return estimate.interval.low < estimate.interval.high
             ? estimate
             : limen_estimate_none (ece, LIMEN_NO_INTERVAL_NO_VARIATION);
}
