#include "calibration-details.h"

#include "adaptive-ece.h"

static gsize
get_n_bins (LimenCalibrationOptions options)
{
  return options.n_bins > 0 ? options.n_bins : LIMEN_CALIBRATION_DEFAULT_BINS;
}

/* What does not depend on how the bins are made, or on those of equal mass. */
static void
add_rest (LimenCalibrationDetails *self, const LimenPredictions *numbers,
          const LimenSweep *sweep, LimenCalibrationOptions options)
{
  self->adaptive_ece
      = options.binning == LIMEN_BINNING_EQUAL_MASS
            ? self->sums.ece
            : limen_adaptive_ece_compute (numbers, sweep,
                                          get_n_bins (options));
  self->slope = limen_calibration_slope_compute (numbers);
}

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

  self->n_bins = get_n_bins (options);
  self->bins = g_new0 (LimenCalibrationBin, self->n_bins);
  self->sums = limen_calibration_compute_binned (
      numbers, options.binning, sweep, self->bins, &self->n_bins);
  add_rest (self, numbers, sweep, options);
  return self;
}

/* The same of a class, which may have its bins already. */
LimenCalibrationDetails *
limen_calibration_details_new_of_class (LimenOneVsRest *class,
                                        LimenCalibrationOptions options)
{
  const LimenPredictions *numbers = limen_one_vs_rest_get_numbers (class);
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  LimenCalibrationDetails *self;
  const LimenCalibrationBin *bins;
  gsize n_bins;

  bins = limen_one_vs_rest_get_bins (class, &n_bins);
  if (options.binning != LIMEN_BINNING_EQUAL_WIDTH
      || n_bins != get_n_bins (options))
    return limen_calibration_details_new (numbers, sweep, options);
  self = g_new0 (LimenCalibrationDetails, 1);
  self->n_bins = n_bins;
  self->bins = g_memdup2 (bins, n_bins * sizeof *bins);
  self->sums = limen_one_vs_rest_get_calibration (class);
  add_rest (self, numbers, sweep, options);
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
