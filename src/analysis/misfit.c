/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "misfit.h"

#include <math.h>

/* What the probabilities of a bin say: their mean; but below `least`, or above
 * `most`, no more than that it is no farther from 0, or 1, than those. */
static double
get_chance (const LimenCalibrationBin *bin, double min, double max)
{
  double mean = bin->mean_score;

  if (mean < min)
    return CLAMP (bin->frequency, mean, min);
  return mean > max ? CLAMP (bin->frequency, max, mean) : mean;
}

/* The Kullback-Leibler divergence of a frequency from a chance. */
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

/* The mean divergence of the bins' frequencies from their probabilities, by
 * weight. Probabilities below `least` and above `most` are too coarse to say
 * more than that; 0 and 1: none are. Infinite where what has a probability of
 * 0 is true. Of n rows whose probabilities are right, n times this is about
 * half a chi-square of as many degrees of freedom as there are bins, or less,
 * where the rows of a bin have different ones (Hoeffding, 1956). */
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
