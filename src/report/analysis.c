#include "analysis.h"

#include <math.h>

#include "diagnosis.h"
#include "table-error.h"

struct _LimenAnalysis
{
  LimenDataset *dataset;
  LimenSweep *sweep;
  const LimenLossOptions *options; /* while it is computed */
  LimenLossValue losses[LIMEN_MAX_LOSSES];
  gsize n_losses;
  LimenRanking ranking;
  LimenCalibration calibration;
  LimenCalibrationBin bins[LIMEN_CALIBRATION_DEFAULT_BINS];
  gsize n_bins;
  GPtrArray *findings;
};

static const LimenPredictions *
get_numbers (LimenAnalysis *self)
{
  return limen_dataset_get_predictions (self->dataset);
}

/* In a thread of its own, beside the rest, which takes about as long. */
static gpointer
compute_losses (gpointer data)
{
  LimenAnalysis *self = data;

  self->n_losses = limen_losses_compute (get_numbers (self), self->options,
                                         self->losses);
  return NULL;
}

static void
compute_calibration (LimenAnalysis *self)
{
  const LimenPredictions *numbers = get_numbers (self);

  if (numbers->kind == LIMEN_KIND_SCORE)
    return;
  self->n_bins = LIMEN_CALIBRATION_DEFAULT_BINS;
  self->calibration = limen_calibration_compute (
      numbers->kind, numbers->scores[0], numbers->labels, numbers->positive,
      numbers->weights, numbers->n_rows, self->bins, self->n_bins);
}

static void
compute_ranking (LimenAnalysis *self)
{
  const LimenPredictions *numbers = get_numbers (self);

  self->sweep
      = limen_sweep_new (numbers->scores[0], numbers->labels,
                         numbers->positive, numbers->weights, numbers->n_rows);
  if (self->sweep != NULL)
    self->ranking = limen_ranking_compute (self->sweep);
}

static void
clear (gpointer data)
{
  LimenAnalysis *self = data;

  g_clear_pointer (&self->sweep, limen_sweep_free);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->dataset, limen_dataset_unref);
}

static gboolean
check (LimenAnalysis *self, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !limen_losses_check (self->options, self->losses, self->n_losses,
                              error))
    return FALSE;
  if (self->sweep != NULL)
    return TRUE;
  g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_MEMORY,
               "%s: no memory to sort its rows; close other programs or take "
               "a sample of the rows",
               limen_dataset_get_path (self->dataset));
  return FALSE;
}

/* Computes everything about a dataset with labels, which is kept. Takes the
 * time of a sort; to be called off the main thread. `options` (for the losses)
 * and `cancellable` may be NULL. NULL with an error when cancelled, out of
 * memory, or asked to combine a loss that there is not. */
LimenAnalysis *
limen_analysis_new (LimenDataset *dataset, const LimenLossOptions *options,
                    GCancellable *cancellable, GError **error)
{
  g_autoptr (LimenLossOptions) defaults = limen_loss_options_new ();
  g_autoptr (LimenAnalysis) self = NULL;
  GThread *thread;

  g_return_val_if_fail (
      limen_dataset_get_predictions (dataset)->labels != NULL, NULL);

  self = g_atomic_rc_box_new0 (LimenAnalysis);
  self->dataset = limen_dataset_ref (dataset);
  self->options = options != NULL ? options : defaults;
  self->calibration = (LimenCalibration){ NAN, NAN };
  thread = g_thread_new ("limen-losses", compute_losses, self);
  compute_ranking (self);
  compute_calibration (self);
  g_thread_join (thread);
  if (!check (self, cancellable, error))
    return NULL;
  self->options = NULL;
  self->findings = limen_diagnosis_new (self);
  return g_steal_pointer (&self);
}

/* One more owner; from any thread. */
LimenAnalysis *
limen_analysis_ref (LimenAnalysis *self)
{
  return g_atomic_rc_box_acquire (self);
}

/* One owner less, the last of whom frees it; NULL is nothing. */
void
limen_analysis_unref (LimenAnalysis *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* What was analysed; owned by the analysis. */
LimenDataset *
limen_analysis_get_dataset (LimenAnalysis *self)
{
  return self->dataset;
}

/* The positive class against the rest; owned by the analysis. */
const LimenSweep *
limen_analysis_get_sweep (LimenAnalysis *self)
{
  return self->sweep;
}

/* The losses that the scores' kind has, none for plain scores. */
const LimenLossValue *
limen_analysis_get_losses (LimenAnalysis *self, gsize *n_losses)
{
  *n_losses = self->n_losses;
  return self->losses;
}

/* NaN where a class is missing. */
LimenRanking
limen_analysis_get_ranking (LimenAnalysis *self)
{
  return self->ranking;
}

/* NaN for plain scores, which have no calibration. */
LimenCalibration
limen_analysis_get_calibration (LimenAnalysis *self)
{
  return self->calibration;
}

/* Equal-width bins of the probabilities; none for plain scores. */
const LimenCalibrationBin *
limen_analysis_get_calibration_bins (LimenAnalysis *self, gsize *n_bins)
{
  *n_bins = self->n_bins;
  return self->bins;
}

/* LimenFinding, worst first; owned by the analysis. */
GPtrArray *
limen_analysis_get_findings (LimenAnalysis *self)
{
  return self->findings;
}
