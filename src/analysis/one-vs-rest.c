/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "one-vs-rest.h"

#include <glib/gi18n.h>
#include <math.h>

#include "memory.h"

struct _LimenOneVsRest
{
  LimenThresholdScores *scores;
  gsize class;
  LimenPredictions numbers;
  LimenSweep *sweep;
  LimenRanking ranking;
  LimenCalibration calibration;
  LimenCalibrationBin bins[LIMEN_CALIBRATION_DEFAULT_BINS];
  gsize n_bins;
  LimenTimings timings;
};

static gboolean
compute_calibration (LimenOneVsRest *self)
{
  const LimenPredictions *numbers = &self->numbers;

  self->calibration = LIMEN_CALIBRATION_NONE;
  if (!limen_kind_has_probabilities (numbers->kind))
    return TRUE;
  self->n_bins = LIMEN_CALIBRATION_DEFAULT_BINS;
  return limen_calibration_compute (
      numbers->kind, numbers->scores[0], numbers->labels, numbers->positive,
      numbers->weights, numbers->n_rows, self->bins, self->n_bins,
      &self->calibration);
}

/* Sets to NaN the measures that are undefined for decisions: their single ROC
 * point has an area under it, the balanced accuracy, but is no curve. */
static LimenRanking
mask_undefined (LimenOneVsRest *self, LimenRanking ranking)
{
  if (!limen_kind_has_thresholds (self->numbers.kind))
    ranking.average_precision = ranking.pr_auc_trapezoid = ranking.ks
        = ranking.ks_threshold = NAN;
  return ranking;
}

static void
clear (gpointer data)
{
  LimenOneVsRest *self = data;

  g_clear_pointer (&self->sweep, limen_sweep_free);
  g_clear_pointer (&self->scores, limen_threshold_scores_unref);
}

/* Computes one class against the rest, in the time of a sort; keeps a
 * reference to the scores. Free with limen_one_vs_rest_unref(); NULL with an
 * error when memory runs out. */
LimenOneVsRest *
limen_one_vs_rest_new (LimenThresholdScores *scores, gsize class,
                       GError **error)
{
  g_autoptr (LimenOneVsRest) self = g_atomic_rc_box_new0 (LimenOneVsRest);
  const char *path;

  limen_timings_start (&self->timings);
  self->scores = limen_threshold_scores_ref (scores);
  self->class = class;
  self->numbers = limen_threshold_scores_get_class (scores, class);
  self->sweep = limen_sweep_new_from_predictions (&self->numbers);
  path = limen_dataset_get_path (limen_one_vs_rest_get_dataset (self));
  if (self->sweep == NULL)
    {
      limen_memory_fail (path, N_ ("to sort its rows"), error);
      return NULL;
    }
  limen_timings_end_step (&self->timings, N_ ("sort and sweep"));
  self->ranking = mask_undefined (self, limen_ranking_compute (self->sweep));
  limen_timings_end_step (&self->timings, N_ ("ranking"));
  if (!compute_calibration (self))
    {
      limen_memory_fail (path, N_ ("for its calibration"), error);
      return NULL;
    }
  limen_timings_end_step (&self->timings, N_ ("calibration"));
  return g_steal_pointer (&self);
}

/* Adds a reference, from any thread. */
LimenOneVsRest *
limen_one_vs_rest_ref (LimenOneVsRest *self)
{
  return g_atomic_rc_box_acquire (self);
}

/* Releases a reference, from any thread; frees the class with the last one.
 * NULL is ignored. */
void
limen_one_vs_rest_unref (LimenOneVsRest *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* Returns the times of the computation's steps; owned by `self`. */
const LimenTimings *
limen_one_vs_rest_get_timings (LimenOneVsRest *self)
{
  return &self->timings;
}

/* Returns the index of the class; 0 for a binary file. */
gsize
limen_one_vs_rest_get_class (LimenOneVsRest *self)
{
  return self->class;
}

/* Returns the name of rows at or above the threshold; owned by `self`. */
const char *
limen_one_vs_rest_get_name (LimenOneVsRest *self)
{
  return limen_threshold_scores_get_class_name (self->scores, self->class);
}

/* Returns the name of rows below the threshold; owned by `self`. */
const char *
limen_one_vs_rest_get_rest_name (LimenOneVsRest *self)
{
  return limen_threshold_scores_get_rest_name (self->scores);
}

/* Returns the name of rows at or above the threshold, to show to users:
 * translated, unless it is a name from the file. Owned by `self`, or
 * static. */
const char *
limen_one_vs_rest_get_title (LimenOneVsRest *self)
{
  return limen_threshold_scores_get_class_title (self->scores, self->class);
}

/* Returns the name of rows below the threshold, to show to users: translated,
 * unless it is a name from the file. Owned by `self`, or static. */
const char *
limen_one_vs_rest_get_rest_title (LimenOneVsRest *self)
{
  return limen_threshold_scores_get_rest_title (self->scores);
}

/* Returns the dataset of the rows; owned by `self`. */
LimenDataset *
limen_one_vs_rest_get_dataset (LimenOneVsRest *self)
{
  return limen_threshold_scores_get_dataset (self->scores);
}

/* Returns the scores and labels of the class as a binary task; owned by
 * `self`. */
const LimenPredictions *
limen_one_vs_rest_get_numbers (LimenOneVsRest *self)
{
  return &self->numbers;
}

/* Returns the recalibration map of the scores; NULL if they are not
 * recalibrated. Owned by `self`. */
const LimenRecalibration *
limen_one_vs_rest_get_recalibration (LimenOneVsRest *self)
{
  return limen_threshold_scores_get_recalibration (self->scores, self->class);
}

/* Returns the scores before recalibration as a binary task that shares the
 * arrays. */
LimenPredictions
limen_one_vs_rest_get_source (LimenOneVsRest *self)
{
  return limen_threshold_scores_get_class (
      limen_threshold_scores_get_source (self->scores), self->class);
}

/* Returns the sweep of the class; owned by `self`. */
const LimenSweep *
limen_one_vs_rest_get_sweep (LimenOneVsRest *self)
{
  return self->sweep;
}

/* Returns the initial threshold. */
double
limen_one_vs_rest_get_start (LimenOneVsRest *self)
{
  return limen_ranking_get_start_threshold (self->numbers.kind, self->sweep);
}

/* Returns the ranking measures; NaN if the class or the rest has no rows; for
 * decisions only the area under their single point is defined. */
LimenRanking
limen_one_vs_rest_get_ranking (LimenOneVsRest *self)
{
  return self->ranking;
}

/* Computes the ranking measures in a population of this prevalence, in O(n);
 * with a prevalence of NaN, returns those of the rows, as
 * limen_one_vs_rest_get_ranking() does. */
LimenRanking
limen_one_vs_rest_get_ranking_at (LimenOneVsRest *self, double prevalence)
{
  return isnan (prevalence)
             ? self->ranking
             : mask_undefined (self, limen_ranking_compute_at_prevalence (
                                         self->sweep, prevalence));
}

/* Returns the calibration measures; NaN for plain scores and decisions. */
LimenCalibration
limen_one_vs_rest_get_calibration (LimenOneVsRest *self)
{
  return self->calibration;
}

/* Returns the LIMEN_CALIBRATION_DEFAULT_BINS equal-width calibration bins,
 * owned by `self`; none for plain scores and decisions. */
const LimenCalibrationBin *
limen_one_vs_rest_get_bins (LimenOneVsRest *self, gsize *n_bins)
{
  *n_bins = self->n_bins;
  return self->bins;
}
