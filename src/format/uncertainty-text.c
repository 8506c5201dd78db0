/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "uncertainty-text.h"

#include <glib/gi18n.h>

#include "number-text.h"
#include "text-parts.h"

/* Appends the losses, with intervals unless the options ask for none. FALSE
 * with an error when memory runs out. */
gboolean
limen_text_append_losses (GString *out, LimenAnalysis *analysis,
                          const LimenReportOptions *options,
                          LimenMissingIntervals *missing, GError **error)
{
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  LimenEstimate estimates[LIMEN_MAX_LOSSES] = { 0 };
  gsize n;
  const LimenLossValue *losses = limen_analysis_get_losses (analysis, &n);

  for (gsize i = 0; i < n; i++)
    estimates[i].value = losses[i].value;
  if (options->intervals.n_resamples > 0
      && !limen_losses_estimate (limen_analysis_get_scores (analysis),
                                 options->losses, &options->intervals, losses,
                                 n, estimates, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    limen_text_add_estimate (table, losses[i].title, estimates[i], NULL,
                             missing);
  if (n > 0)
    limen_text_append_table (out, _ ("Losses"), table);
  return TRUE;
}

/* Appends how the intervals are computed, if there are any at thresholds or of
 * losses. */
static void
append_method (GString *out, LimenAnalysis *analysis,
               const LimenReportOptions *options)
{
  const LimenBootstrap *plan = &options->intervals;
  gsize n_classes = limen_analysis_get_n_classes (analysis), n_losses;
  g_autofree char *n_resamples = NULL, *seed = NULL;

  limen_analysis_get_losses (analysis, &n_losses);
  if (n_classes == 0
      || (n_classes > 1 && options->n_thresholds == 0
          && options->test == NULL))
    {
      g_string_append (out, n_losses > 0 || n_classes > 1 ? "\n" : "");
      if (n_losses > 0 || n_classes > 1)
        g_string_append_printf (
            out,
            /* Translators: %.10g is a percentage, 95; INTERVALS a part of the
             * English man page. */
            _ ("Intervals of %.10g %% (man limen-cli, INTERVALS)\n"),
            100 * plan->confidence);
      return;
    }
  n_resamples = limen_number_text_count (plan->n_resamples);
  seed = g_strdup_printf ("%" G_GUINT64_FORMAT, plan->seed);
  g_string_append_c (out, '\n');
  g_string_append_printf (
      out,
      /* Translators: %.10g is a percentage, 95; INTERVALS a part of the
       * English man page. */
      _ ("Intervals of %.10g %% for a threshold chosen on other rows, with %s "
         "resamples and seed %s (man limen-cli, INTERVALS)\n"),
      100 * plan->confidence, n_resamples, seed);
}

/* Appends how the intervals are computed, and why values have none, unless the
 * options ask for none. */
void
limen_text_append_uncertainty (GString *out, LimenAnalysis *analysis,
                               const LimenReportOptions *options,
                               const LimenMissingIntervals *missing)
{
  if (options->intervals.n_resamples == 0)
    return;
  append_method (out, analysis, options);
  for (int i = 0; i < LIMEN_N_NO_INTERVALS; i++)
    {
      g_autofree char *text
          = limen_missing_intervals_describe (missing, (LimenNoInterval) i);

      if (text != NULL)
        g_string_append_printf (out, "%s\n", text);
    }
}
