#include "reliability-data.h"

#include "curve.h"
#include "link.h"

#define N_COUNTS 40 /* bars below a reliability diagram */

struct _LimenReliabilityData
{
  LimenKind kind;
  LimenCalibrationBin *bins;
  double *low, *high; /* of the intervals of the bins' frequencies */
  gsize n_bins;
  double ece;
  double edges[N_COUNTS + 1];
  LimenHistogramBin counts[N_COUNTS];
};

static void
count (LimenReliabilityData *self, const LimenSweep *sweep)
{
  double thresholds[N_COUNTS + 1];

  for (guint i = 0; i <= N_COUNTS; i++)
    {
      self->edges[i] = (double) i / N_COUNTS;
      thresholds[i] = limen_score_from_probability (self->kind,
                                                    self->edges[i]);
    }
  limen_histogram_compute (sweep, thresholds, N_COUNTS, self->counts);
}

/* What is shown of scores of a kind, of which `sweep` is, in these bins, which
 * are copied; nothing else is kept. Free with limen_reliability_data_free(). */
LimenReliabilityData *
limen_reliability_data_new (LimenKind kind, const LimenSweep *sweep,
                            const LimenCalibrationBin *bins, gsize n_bins,
                            double ece)
{
  LimenReliabilityData *self = g_new0 (LimenReliabilityData, 1);

  self->kind = kind;
  self->bins = g_memdup2 (bins, n_bins * sizeof *bins);
  self->low = g_new (double, n_bins);
  self->high = g_new (double, n_bins);
  self->n_bins = n_bins;
  self->ece = ece;
  limen_calibration_bins_get_intervals (bins, n_bins, self->low, self->high);
  count (self, sweep);
  return self;
}

/* What is shown of a class as its scores are. Free with
 * limen_reliability_data_free(). */
LimenReliabilityData *
limen_reliability_data_new_of_class (LimenOneVsRest *class,
                                     LimenCalibrationOptions options)
{
  g_autoptr (LimenBinnedCalibration) binned
      = limen_binned_calibration_new_of_class (class, options);

  return limen_reliability_data_new (
      limen_one_vs_rest_get_numbers (class)->kind,
      limen_one_vs_rest_get_sweep (class), binned->bins, binned->n_bins,
      binned->sums.ece);
}

/* Frees it; NULL is nothing. */
void
limen_reliability_data_free (LimenReliabilityData *self)
{
  if (self == NULL)
    return;
  g_free (self->bins);
  g_free (self->low);
  g_free (self->high);
  g_free (self);
}

/* Its bins, none of plain scores; owned by it. */
const LimenCalibrationBin *
limen_reliability_data_get_bins (const LimenReliabilityData *self,
                                 gsize *n_bins)
{
  *n_bins = self->n_bins;
  return self->bins;
}

/* Shows it in a view, by the names of a class; plain scores as a message. */
void
limen_reliability_data_show (const LimenReliabilityData *self,
                             LimenReliabilityView *view,
                             LimenOneVsRest *class)
{
  limen_reliability_view_set_message (
      view, self->kind == LIMEN_KIND_SCORE
                ? "plain scores are no probabilities"
                : NULL);
  limen_reliability_view_set_class_names (
      view, limen_one_vs_rest_get_rest_name (class),
      limen_one_vs_rest_get_name (class));
  limen_reliability_view_set_bins (view, self->bins, self->low, self->high,
                                   self->n_bins, self->ece);
  limen_reliability_view_set_counts (view, self->edges, self->counts,
                                     N_COUNTS);
}
