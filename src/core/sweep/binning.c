/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "binning.h"

#include "names.h"

static const char *const names[] = {
  [LIMEN_BINNING_EQUAL_WIDTH] = "equal-width",
  [LIMEN_BINNING_EQUAL_MASS] = "equal-mass",
};

/* Returns the name of a binning in options and JSON; static. */
const char *
limen_binning_get_name (LimenBinning binning)
{
  return names[binning];
}

/* Parses the name of a binning. False, with *binning untouched, if unknown. */
bool
limen_binning_parse (const char *name, LimenBinning *binning)
{
  return LIMEN_NAMES_PARSE (names, name, binning);
}

/* Returns the weight of the rows that score below a candidate. */
static double
get_weight_below (const LimenSweep *sweep, size_t candidate)
{
  LimenConfusion confusion = limen_sweep_get_confusion (sweep, candidate);

  return confusion.fn + confusion.tn;
}

/* Returns the first candidate with more weight below it than weight /
 * divisor. */
static size_t
find_rank (const LimenSweep *sweep, double weight, double divisor)
{
  size_t first = 0, end = limen_sweep_get_n_scores (sweep);

  while (first < end)
    {
      size_t middle = first + (end - first) / 2;

      if (get_weight_below (sweep, middle) * divisor > weight)
        end = middle;
      else
        first = middle + 1;
    }
  return first;
}

/* Computes the edges of equal-mass bins: writes the lowest score of each bin
 * into `lows`, ascending, and returns the number of bins. A bin extends up to
 * the lowest score of the next one.
 *
 * Unweighted, the edges are the quantiles k / n_bins of the scores, linearly
 * interpolated as in NumPy, and a score belongs to the bin that ends with the
 * first quantile that is not below it, as in scikit-learn's calibration_curve
 * (strategy="quantile"). Weighted, the weight below a score takes the place of
 * its rank. Rows with equal scores always share a bin; bins that become empty
 * are dropped, so there may be fewer than n_bins. `n_rows` counts the rows
 * with positive weight. 0 if there are none. O(n_bins log n). */
size_t
limen_binning_find_equal_mass (const LimenSweep *sweep, size_t n_rows,
                               double *lows, size_t n_bins)
{
  size_t n_scores = limen_sweep_get_n_scores (sweep), n = 0;
  double total = limen_sweep_get_positives (sweep)
                 + limen_sweep_get_negatives (sweep);
  double span = total - total / (double) n_rows;

  for (size_t k = 0; k < n_bins && total > 0; k++)
    {
      size_t i
          = k == 0 ? 0
                   : find_rank (sweep, (double) k * span, (double) n_bins);
      double rank;

      if (i == n_scores)
        break;
      /* Of scores with equal weight below them, only the last one has
       * weight. */
      rank = get_weight_below (sweep, i);
      i = find_rank (sweep, rank, 1) - 1;
      if (get_weight_below (sweep, i + 1) > rank
          && (n == 0 || limen_sweep_get_score (sweep, i) > lows[n - 1]))
        lows[n++] = limen_sweep_get_score (sweep, i);
    }
  return n;
}

/* Returns the index of the bin of a score, given the lowest scores of n_bins
 * bins, by binary search; scores below all of them are in the first. */
size_t
limen_binning_find_bin (double score, const double *lows, size_t n_bins)
{
  size_t first = 0;

  /* Branch-free, as the comparison is unpredictable. */
  while (n_bins > 1)
    {
      size_t half = n_bins / 2;

      first += score >= lows[first + half] ? half : 0;
      n_bins -= half;
    }
  return first;
}
