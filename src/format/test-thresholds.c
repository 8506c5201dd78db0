/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-thresholds.h"

#include "optima.h"
#include "report-thresholds.h"

/* Appends the best threshold for each objective, in the units of the file. */
static void
append_optima (LimenTestThresholds *self, GArray *thresholds,
               const LimenReportOptions *options)
{
  gsize n = limen_report_options_get_n_optima (
      options, limen_one_vs_rest_get_numbers (self->tuning)->kind);
  g_autofree LimenOptimum *optima = limen_optima_new (
      options->objectives, n, limen_one_vs_rest_get_sweep (self->tuning));

  for (gsize i = 0; i < n; i++)
    if (optima[i].status == LIMEN_OPTIMUM_FOUND)
      {
        self->objectives[thresholds->len] = &options->objectives[i];
        g_array_append_val (thresholds, optima[i].positive_from.threshold);
      }
}

/* Evaluates the thresholds of a class of the tuning data, by its index, on
 * both files; `options` have the test data. FALSE with an error when memory
 * runs out; call limen_test_thresholds_clear() in either case. */
gboolean
limen_test_thresholds_init (LimenTestThresholds *self, gsize class,
                            const LimenReportOptions *options, GError **error)
{
  LimenObjective view = limen_report_options_get_view (options);
  LimenReportOptions without = *options;
  g_auto (LimenReportThresholds) own = { 0 };
  g_autoptr (GArray) thresholds = g_array_new (FALSE, FALSE, sizeof (double));

  self->tuning = limen_analysis_get_class (
      limen_test_data_get_tuning (options->test), class, error);
  if (self->tuning == NULL)
    return FALSE;
  self->test = limen_test_data_get_class (options->test, class, error);
  without.intervals.n_resamples = 0;
  if (self->test == NULL
      || !limen_report_thresholds_init (&own, self->tuning, &without, error))
    return FALSE;
  g_array_append_vals (thresholds, own.thresholds, (guint) own.n);
  self->objectives
      = g_new0 (const LimenObjective *, own.n + options->n_objectives);
  append_optima (self, thresholds, options);
  self->n = thresholds->len;
  self->main = self->n > own.n ? own.n : 0;
  self->points = limen_test_points_new (
      options->test, self->tuning, self->test, &view,
      (const double *) thresholds->data, self->n, &options->intervals, error);
  return self->points != NULL;
}

/* Releases the class, and frees the arrays. */
void
limen_test_thresholds_clear (LimenTestThresholds *self)
{
  g_clear_pointer (&self->tuning, limen_one_vs_rest_unref);
  g_clear_pointer (&self->test, limen_one_vs_rest_unref);
  g_clear_pointer (&self->points, g_free);
  g_clear_pointer (&self->objectives, g_free);
}
