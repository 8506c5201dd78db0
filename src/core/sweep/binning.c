/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "binning.h"

#include "names.h"

static const char *const names[] = {
  [LIMEN_BINNING_EQUAL_WIDTH] = "equal-width",
  [LIMEN_BINNING_EQUAL_MASS] = "equal-mass",
};

/* The name, as options and JSON write it; static. */
const char *
limen_binning_get_name (LimenBinning binning)
{
  return names[binning];
}

/* Reads a name. False, and *binning untouched, for any other text. */
bool
limen_binning_parse (const char *name, LimenBinning *binning)
{
  return LIMEN_NAMES_PARSE (names, name, binning);
}

/* The weight of the rows that score less than a candidate. */
static double
get_weight_below (const LimenSweep *sweep, size_t candidate)
{
  LimenConfusion confusion = limen_sweep_get_confusion (sweep, candidate);

  return confusion.fn + confusion.tn;
}

/* The first candidate with more weight below it than `weight` / `divisor`. */
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

/* Bins that hold about the same weight each: writes the lowest score of each,
 * ascending, and returns how many they are. A bin reaches up to the next one's
 * lowest score.
 *
 * Unweighted, the edges are the quantiles k / n_bins of the scores (linear
 * ones, as NumPy has them), and a score belongs to the bin that ends with the
 * first quantile it does not exceed, like scikit-learn's
 * calibration_curve (strategy="quantile"). Weighted, what a score's rank is
 * among the others is the weight below it. Rows with equal scores always share
 * a bin; bins that are left empty thereby do not count, so that there may be
 * fewer than n_bins. `n_rows` is that of rows that weigh something. Zero
 * without any. Takes O(n_bins log n). */
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
      /* Of scores that have as much below them, the last one has rows. */
      rank = get_weight_below (sweep, i);
      i = find_rank (sweep, rank, 1) - 1;
      if (get_weight_below (sweep, i + 1) > rank
          && (n == 0 || limen_sweep_get_score (sweep, i) > lows[n - 1]))
        lows[n++] = limen_sweep_get_score (sweep, i);
    }
  return n;
}

/* The bin of a score, of n_bins with these lowest scores; what lies below all
 * is in the first. */
size_t
limen_binning_find_bin (double score, const double *lows, size_t n_bins)
{
  size_t first = 0;

  /* A sum rather than a branch that nobody could foresee. */
  while (n_bins > 1)
    {
      size_t half = n_bins / 2;

      first += score >= lows[first + half] ? half : 0;
      n_bins -= half;
    }
  return first;
}
