/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-thresholds.h"

#include <math.h>

#include "threshold.h"

static void
set_threshold (LimenReportThresholds *self, gsize i, const LimenSweep *sweep,
               double threshold)
{
  self->thresholds[i] = threshold;
  self->candidates[i] = limen_sweep_find (
      sweep,
      limen_threshold_reverse (threshold, limen_sweep_is_reversed (sweep)));
}

/* Finds the thresholds of a class and, unless the options ask for none, the
 * intervals of its metrics there. FALSE with an error when memory runs out;
 * call limen_report_thresholds_clear() in either case. */
gboolean
limen_report_thresholds_init (LimenReportThresholds *self,
                              LimenOneVsRest *class,
                              const LimenReportOptions *options,
                              GError **error)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  LimenObjective view = limen_report_options_get_view (options);
  gboolean has_thresholds = limen_kind_has_thresholds (
      limen_one_vs_rest_get_numbers (class)->kind);

  self->n = has_thresholds ? MAX (options->n_thresholds, 1) : 1;
  self->thresholds = g_new (double, self->n);
  self->candidates = g_new (gsize, self->n);
  set_threshold (self, 0, sweep,
                 limen_threshold_reverse (limen_one_vs_rest_get_start (class),
                                          limen_sweep_is_reversed (sweep)));
  if (!has_thresholds)
    self->thresholds[0] = NAN;
  for (gsize i = 0; has_thresholds && i < options->n_thresholds; i++)
    set_threshold (self, i, sweep, options->thresholds[i]);
  if (options->intervals.n_resamples == 0)
    return TRUE;
  self->estimates = limen_estimates_new_at (
      class, &view, self->candidates, self->n, &options->intervals, error);
  return self->estimates != NULL;
}

/* Frees the arrays. */
void
limen_report_thresholds_clear (LimenReportThresholds *self)
{
  g_clear_pointer (&self->thresholds, g_free);
  g_clear_pointer (&self->candidates, g_free);
  g_clear_pointer (&self->estimates, g_free);
}

/* Returns the LIMEN_N_METRICS estimates at threshold i; NULL without
 * intervals. */
const LimenEstimate *
limen_report_thresholds_get_estimates (const LimenReportThresholds *self,
                                       gsize i)
{
  return self->estimates != NULL ? self->estimates + i * LIMEN_N_METRICS
                                 : NULL;
}
