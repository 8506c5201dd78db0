/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "binned-calibration.h"

#include <glib/gi18n.h>

/* Returns the requested number of bins, or the default one. */
gsize
limen_calibration_options_get_n_bins (LimenCalibrationOptions options)
{
  return options.n_bins > 0 ? options.n_bins : LIMEN_CALIBRATION_DEFAULT_BINS;
}

/* Bins the rows of a binary task. `sweep` is that of the rows, or NULL. Takes
 * one pass over the rows, and a sort if equal-mass bins are wanted and there
 * is no sweep. Plain scores and decisions have no bins. Free with
 * limen_binned_calibration_free(); NULL when memory runs out. */
LimenBinnedCalibration *
limen_binned_calibration_new (const LimenPredictions *numbers,
                              const LimenSweep *sweep,
                              LimenCalibrationOptions options)
{
  g_autoptr (LimenBinnedCalibration) self = g_new0 (LimenBinnedCalibration, 1);

  self->sums = LIMEN_CALIBRATION_NONE;
  if (!limen_kind_has_probabilities (numbers->kind))
    return g_steal_pointer (&self);
  self->n_bins = limen_calibration_options_get_n_bins (options);
  self->bins = g_new0 (LimenCalibrationBin, self->n_bins);
  return limen_calibration_compute_binned (numbers, options.binning, sweep,
                                           self->bins, &self->n_bins,
                                           &self->sums)
             ? g_steal_pointer (&self)
             : NULL;
}

/* Bins the rows of a class; copies the class's own bins if they match the
 * options. Plain scores and decisions have no bins. Free with
 * limen_binned_calibration_free(); NULL when memory runs out. */
LimenBinnedCalibration *
limen_binned_calibration_new_of_class (LimenOneVsRest *class,
                                       LimenCalibrationOptions options)
{
  LimenBinnedCalibration *self;
  const LimenCalibrationBin *bins;
  gsize n_bins;

  bins = limen_one_vs_rest_get_bins (class, &n_bins);
  if (options.binning != LIMEN_BINNING_EQUAL_WIDTH
      || n_bins != limen_calibration_options_get_n_bins (options))
    return limen_binned_calibration_new (
        limen_one_vs_rest_get_numbers (class),
        limen_one_vs_rest_get_sweep (class), options);
  self = g_new0 (LimenBinnedCalibration, 1);
  self->sums = limen_one_vs_rest_get_calibration (class);
  self->bins = g_memdup2 (bins, n_bins * sizeof *bins);
  self->n_bins = n_bins;
  return self;
}

/* Frees the bins. NULL is ignored. */
void
limen_binned_calibration_free (LimenBinnedCalibration *self)
{
  if (self == NULL)
    return;
  g_free (self->bins);
  g_free (self);
}

/* Returns a translated description of bins, such as "15 bins of equal width",
 * as a new string. */
char *
limen_calibration_describe_bins (LimenBinning binning, gsize n)
{
  return g_strdup_printf (
      binning == LIMEN_BINNING_EQUAL_MASS
          ? ngettext ("%zu bin of equal mass", "%zu bins of equal mass", n)
          : ngettext ("%zu bin of equal width", "%zu bins of equal width", n),
      n);
}

/* Returns the number of bins with at least one and fewer than
 * LIMEN_CALIBRATION_FEW_ROWS rows. */
gsize
limen_calibration_count_small_bins (const LimenCalibrationBin *bins, gsize n)
{
  gsize n_small = 0;

  for (gsize i = 0; i < n; i++)
    n_small += bins[i].n_rows > 0
               && bins[i].n_rows < LIMEN_CALIBRATION_FEW_ROWS;
  return n_small;
}

/* Returns a translated sentence about small bins ("3 of the bins hold fewer
 * than 10 rows ...") as a new string; NULL if there are none. */
char *
limen_calibration_describe_small_bins (const LimenCalibrationBin *bins,
                                       gsize n)
{
  gsize n_small = limen_calibration_count_small_bins (bins, n);

  if (n_small == 0)
    return NULL;
  return g_strdup_printf (
      ngettext ("%zu of the bins holds fewer than %d rows, too few for a "
                "reliable frequency",
                "%zu of the bins hold fewer than %d rows, too few for a "
                "reliable frequency",
                n_small),
      n_small, LIMEN_CALIBRATION_FEW_ROWS);
}
