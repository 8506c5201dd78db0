/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "misfit.h"

#include <math.h>

/* Returns the probability of a bin: its mean; below `min` or above `max`,
 * where probabilities are too coarse, the value closest to the bin's frequency
 * between the mean and that limit. */
static double
get_chance (const LimenCalibrationBin *bin, double min, double max)
{
  double mean = bin->mean_score;

  if (mean < min)
    return CLAMP (bin->frequency, mean, min);
  return mean > max ? CLAMP (bin->frequency, max, mean) : mean;
}

/* Returns the Kullback-Leibler divergence of a frequency from a
 * probability. */
static double
get_divergence (double frequency, double chance)
{
  double sum = 0;

  if (frequency > 0)
    sum += frequency * log (frequency / chance);
  if (frequency < 1)
    sum += (1 - frequency) * log ((1 - frequency) / (1 - chance));
  return sum;
}

/* Computes the weighted mean Kullback-Leibler divergence of the bins'
 * frequencies from their probabilities. A probability below `min` is only
 * taken to be at most `min`, one above `max` at least `max` (0 and 1: no
 * limits). Infinite if rows with probability 0 are positive, or rows with
 * probability 1 negative. If the probabilities are right, the divergence times
 * the number of rows is distributed about like half a chi-square with n_bins
 * degrees of freedom, or is smaller if probabilities differ within a bin
 * (Hoeffding, 1956). */
LimenMisfit
limen_misfit_compute (const LimenCalibrationBin *bins, gsize n_bins,
                      double min, double max)
{
  LimenMisfit self = { 0 };
  double total = 0, largest = 0;

  for (gsize i = 0; i < n_bins; i++)
    total += bins[i].weight;
  for (gsize i = 0; i < n_bins; i++)
    {
      double part;

      if (!(bins[i].weight > 0))
        continue;
      part = bins[i].weight / total
             * get_divergence (bins[i].frequency,
                               get_chance (&bins[i], min, max));
      self.n_bins++;
      self.divergence += part;
      if (part > largest)
        {
          largest = part;
          self.worst = &bins[i];
        }
    }
  return self;
}
