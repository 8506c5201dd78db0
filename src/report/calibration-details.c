#include "calibration-details.h"

/* The calibration of a binary task of probabilities, or what stands for them;
 * `sweep` is that of its rows, or NULL. Takes a few passes over the rows, and
 * a sort without a sweep. What memory does not suffice for is NaN. Free with
 * limen_calibration_details_free(). */
LimenCalibrationDetails *
limen_calibration_details_new (const LimenPredictions *numbers,
                               const LimenSweep *sweep,
                               LimenCalibrationOptions options)
{
  LimenCalibrationDetails *self = g_new0 (LimenCalibrationDetails, 1);
  gsize n_bins = options.n_bins > 0 ? options.n_bins
                                    : LIMEN_CALIBRATION_DEFAULT_BINS;
  g_autofree LimenCalibrationBin *adaptive
      = g_new0 (LimenCalibrationBin, n_bins);

  self->bins = g_new0 (LimenCalibrationBin, n_bins);
  self->n_bins = n_bins;
  self->sums = limen_calibration_compute_binned (
      numbers, options.binning, sweep, self->bins, &self->n_bins);
  self->adaptive_ece
      = options.binning == LIMEN_BINNING_EQUAL_MASS
            ? self->sums.ece
            : limen_calibration_compute_binned (
                  numbers, LIMEN_BINNING_EQUAL_MASS, sweep, adaptive, &n_bins)
                  .ece;
  self->slope = limen_calibration_slope_compute (numbers);
  return self;
}

/* Frees them; NULL is nothing. */
void
limen_calibration_details_free (LimenCalibrationDetails *self)
{
  if (self == NULL)
    return;
  g_free (self->bins);
  g_free (self);
}

/* Bins with rows, but fewer than LIMEN_CALIBRATION_FEW_ROWS. */
gsize
limen_calibration_count_small_bins (const LimenCalibrationBin *bins, gsize n)
{
  gsize n_small = 0;

  for (gsize i = 0; i < n; i++)
    n_small += bins[i].n_rows > 0
               && bins[i].n_rows < LIMEN_CALIBRATION_FEW_ROWS;
  return n_small;
}
