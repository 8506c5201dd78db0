/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adaptive-ece.h"

#include <math.h>
#include <stdlib.h>

#include "link.h"
#include "parallel.h"
#include "sum.h"
#include "wide.h"

#define BLOCK_SIZE 256

/* Bins, each a span of candidates of a sweep. */
typedef struct
{
  LimenKind kind;
  const LimenSweep *sweep;
  size_t *firsts;     /* n_bins + 1 start indices */
  LimenSum *expected; /* sum of the probabilities of each bin */
} Bins;

/* Computes the expected positives of `n` candidates from `first` on: the
 * probability of each score times its number of rows. */
static void
get_expected (const Bins *self, size_t first, size_t n, double *expected)
{
  double weights[BLOCK_SIZE];

  limen_sweep_get_scores (self->sweep, first, n, expected, weights);
  if (self->kind != LIMEN_KIND_PROBABILITY)
    for (size_t i = 0; i < n; i++)
      expected[i] = limen_score_to_probability (self->kind, expected[i]);
  for (size_t i = 0; i < n; i++)
    expected[i] *= weights[i];
}

LIMEN_WIDE static void
sum_bin (void *data, size_t bin)
{
  Bins *self = data;
  double expected[BLOCK_SIZE];
  LimenSums sums = { 0 };

  for (size_t first = self->firsts[bin], n; first < self->firsts[bin + 1];
       first += n)
    {
      n = self->firsts[bin + 1] - first;
      n = n < BLOCK_SIZE ? n : BLOCK_SIZE;
      get_expected (self, first, n, expected);
      limen_sums_add (&sums, expected, n);
    }
  self->expected[bin] = limen_sums_get_sum (&sums);
}

/* Returns the adaptive ECE: the sum over the bins of |positives - sum of
 * probabilities|, divided by the number of rows. */
static double
get_error (const Bins *self, size_t n_bins)
{
  LimenSum gaps = { 0 };

  for (size_t i = 0; i < n_bins; i++)
    {
      LimenConfusion low
          = limen_sweep_get_confusion (self->sweep, self->firsts[i]);
      LimenConfusion high
          = limen_sweep_get_confusion (self->sweep, self->firsts[i + 1]);

      limen_sum_add (&gaps, fabs (low.tp - high.tp
                                  - limen_sum_value (&self->expected[i])));
    }
  return limen_sum_value (&gaps)
         / (limen_sweep_get_positives (self->sweep)
            + limen_sweep_get_negatives (self->sweep));
}

static bool
compute_from_sweep (const LimenPredictions *numbers, const LimenSweep *sweep,
                    size_t n_bins, double *error)
{
  double *lows = malloc ((n_bins + 1) * sizeof *lows);
  Bins bins = { .kind = numbers->kind,
                .sweep = sweep,
                .firsts = malloc ((n_bins + 1) * sizeof *bins.firsts),
                .expected = malloc ((n_bins + 1) * sizeof *bins.expected) };
  bool has_memory
      = lows != NULL && bins.firsts != NULL && bins.expected != NULL;

  if (has_memory)
    {
      n_bins = limen_binning_find_equal_mass (sweep, numbers->n_rows, lows,
                                              n_bins);
      for (size_t i = 0; i < n_bins; i++)
        bins.firsts[i] = limen_sweep_find (sweep, lows[i]);
      bins.firsts[n_bins] = limen_sweep_get_n_scores (sweep);
      limen_parallel_run (sum_bin, &bins, n_bins, 0);
      *error = get_error (&bins, n_bins);
    }
  free (lows);
  free (bins.firsts);
  free (bins.expected);
  return has_memory;
}

static bool
compute_from_rows (const LimenPredictions *numbers, const LimenSweep *sweep,
                   size_t n_bins, double *error)
{
  LimenCalibrationBin *bins = malloc ((n_bins + 1) * sizeof *bins);
  LimenCalibration calibration;
  bool has_memory
      = bins != NULL
        && limen_calibration_compute_binned (numbers, LIMEN_BINNING_EQUAL_MASS,
                                             sweep, bins, &n_bins,
                                             &calibration);

  if (has_memory)
    *error = calibration.ece;
  free (bins);
  return has_memory;
}

/* Whether the sweep suffices: unweighted rows, all with valid
 * probabilities. */
static bool
is_plain (const LimenPredictions *numbers, const LimenSweep *sweep)
{
  size_t n = sweep != NULL ? limen_sweep_get_n_scores (sweep) : 0;

  return n > 0 && !limen_sweep_is_weighted (sweep)
         && limen_score_to_probability (numbers->kind,
                                        limen_sweep_get_score (sweep, 0))
                >= 0
         && limen_score_to_probability (numbers->kind,
                                        limen_sweep_get_score (sweep, n - 1))
                <= 1;
}

/* Computes the adaptive expected calibration error, that of
 * limen_calibration_compute_binned() with equal-mass bins; fast if the rows
 * are unweighted and their sweep is given (NULL: none). False, with *error
 * untouched, when memory runs out. */
bool
limen_adaptive_ece_compute (const LimenPredictions *numbers,
                            const LimenSweep *sweep, size_t n_bins,
                            double *error)
{
  return is_plain (numbers, sweep)
             ? compute_from_sweep (numbers, sweep, n_bins, error)
             : compute_from_rows (numbers, sweep, n_bins, error);
}
