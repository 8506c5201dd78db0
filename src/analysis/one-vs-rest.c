/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "one-vs-rest.h"

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

/* A single point has an area under it, which is the balanced accuracy; but
 * what else is of a curve, decisions have not. */
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

/* A class of these scores, which are kept, against the rest. Takes the time of
 * a sort. NULL with an error when memory runs out. */
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
      limen_memory_fail (path, "to sort its rows", error);
      return NULL;
    }
  limen_timings_end_step (&self->timings, "sort and sweep");
  self->ranking = mask_undefined (self, limen_ranking_compute (self->sweep));
  limen_timings_end_step (&self->timings, "ranking");
  if (!compute_calibration (self))
    {
      limen_memory_fail (path, "for its calibration", error);
      return NULL;
    }
  limen_timings_end_step (&self->timings, "calibration");
  return g_steal_pointer (&self);
}

/* One more owner; from any thread. */
LimenOneVsRest *
limen_one_vs_rest_ref (LimenOneVsRest *self)
{
  return g_atomic_rc_box_acquire (self);
}

/* One owner less, the last of whom frees it; NULL is nothing. */
void
limen_one_vs_rest_unref (LimenOneVsRest *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* What making it took; owned by it. */
const LimenTimings *
limen_one_vs_rest_get_timings (LimenOneVsRest *self)
{
  return &self->timings;
}

/* Which class it is; 0 for a binary file. */
gsize
limen_one_vs_rest_get_class (LimenOneVsRest *self)
{
  return self->class;
}

/* What a row above the threshold is said to be; owned by it. */
const char *
limen_one_vs_rest_get_name (LimenOneVsRest *self)
{
  return limen_threshold_scores_get_class_name (self->scores, self->class);
}

/* What the others are called; owned by it. */
const char *
limen_one_vs_rest_get_rest_name (LimenOneVsRest *self)
{
  return limen_threshold_scores_get_rest_name (self->scores);
}

/* Where its rows come from; owned by it. */
LimenDataset *
limen_one_vs_rest_get_dataset (LimenOneVsRest *self)
{
  return limen_threshold_scores_get_dataset (self->scores);
}

/* Its scores and labels as a binary task; owned by it. */
const LimenPredictions *
limen_one_vs_rest_get_numbers (LimenOneVsRest *self)
{
  return &self->numbers;
}

/* The map that made its probabilities; NULL where the scores are what they
 * were; owned by it. */
const LimenRecalibration *
limen_one_vs_rest_get_recalibration (LimenOneVsRest *self)
{
  return limen_threshold_scores_get_recalibration (self->scores, self->class);
}

/* What the scores were before, as a binary task that shares the arrays. */
LimenPredictions
limen_one_vs_rest_get_source (LimenOneVsRest *self)
{
  return limen_threshold_scores_get_class (
      limen_threshold_scores_get_source (self->scores), self->class);
}

/* The class against the rest at every threshold; owned by it. */
const LimenSweep *
limen_one_vs_rest_get_sweep (LimenOneVsRest *self)
{
  return self->sweep;
}

/* The threshold to begin with. */
double
limen_one_vs_rest_get_start (LimenOneVsRest *self)
{
  return limen_ranking_get_start_threshold (self->numbers.kind, self->sweep);
}

/* NaN where the class, or the rest, is missing; of decisions only the area
 * under their one point is known. */
LimenRanking
limen_one_vs_rest_get_ranking (LimenOneVsRest *self)
{
  return self->ranking;
}

/* The same in a population of this prevalence, for which all scores are gone
 * through; NaN: that of the rows. */
LimenRanking
limen_one_vs_rest_get_ranking_at (LimenOneVsRest *self, double prevalence)
{
  return isnan (prevalence)
             ? self->ranking
             : mask_undefined (self, limen_ranking_compute_at_prevalence (
                                         self->sweep, prevalence));
}

/* NaN for plain scores, which have no calibration. */
LimenCalibration
limen_one_vs_rest_get_calibration (LimenOneVsRest *self)
{
  return self->calibration;
}

/* Equal-width bins of the probabilities; none for plain scores. */
const LimenCalibrationBin *
limen_one_vs_rest_get_bins (LimenOneVsRest *self, gsize *n_bins)
{
  *n_bins = self->n_bins;
  return self->bins;
}
