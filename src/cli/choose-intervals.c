/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "choose-intervals.h"

#include <glib/gi18n.h>
#include <math.h>

#include "diagnosis-tuned.h"
#include "estimate-text.h"
#include "number-text.h"

/* The metrics of a chosen threshold that are printed: that of the objective,
 * those of its constraints, and the usual ones. A set of identifiers. */
static guint64
get_shown (const LimenObjective *objective)
{
  static const LimenMetricId usual[]
      = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL, LIMEN_METRIC_F1 };
  guint64 shown = 0;

  G_STATIC_ASSERT (LIMEN_N_METRICS <= 64);
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    shown |= G_GUINT64_CONSTANT (1) << usual[i];
  if (objective->metric.id < LIMEN_N_METRICS)
    shown |= G_GUINT64_CONSTANT (1) << objective->metric.id;
  for (gsize i = 0; i < objective->n_constraints; i++)
    if (objective->constraints[i].metric.id < LIMEN_N_METRICS)
      shown |= G_GUINT64_CONSTANT (1) << objective->constraints[i].metric.id;
  return shown;
}

static void
add_estimate (LimenTextTable *table, LimenMetricId metric,
              const LimenEstimate *estimate)
{
  g_autofree char *text
      = limen_estimate_text (estimate->value, estimate->interval);
  const char *reason = limen_no_interval_describe (estimate->reason);

  limen_text_table_add (table, _ (limen_metric_get_info (metric)->title));
  limen_text_table_add (table, text);
  if (reason != NULL && !isnan (estimate->value))
    {
      /* Translators: %s is why there is no interval: "there are too few
       * rows". */
      g_autofree char *note
          = g_strdup_printf (_ ("no interval: %s"), _ (reason));

      limen_text_table_add (table, note);
    }
  limen_text_table_end_row (table);
}

/* Estimates the metrics of a cutoff, stores their intervals in it, and makes a
 * new text about them. *text is NULL where the options ask for none. FALSE
 * with an error. */
gboolean
limen_choose_estimate (const LimenChoice *choice, LimenCutoff *cutoff,
                       LimenOneVsRest *class, char **text, GError **error)
{
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  g_autofree LimenEstimate *estimates = NULL;
  guint64 shown = get_shown (choice->objective);
  GString *out;

  *text = NULL;
  if (choice->intervals.n_resamples == 0)
    return TRUE;
  estimates
      = limen_cutoff_new_estimates (cutoff, class, &choice->intervals, error);
  if (estimates == NULL)
    return FALSE;
  limen_cutoff_set_estimates (cutoff, class, estimates, &choice->intervals);
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    if ((shown >> i & 1) != 0)
      add_estimate (table, (LimenMetricId) i, &estimates[i]);
  out = g_string_new (NULL);
  limen_text_table_append_to (table, out);
  limen_choose_append_note (out, choice);
  *text = g_string_free (out, FALSE);
  return TRUE;
}

/* Adds the value of a metric, with its interval if the cutoff has one. */
void
limen_choose_add_value (LimenTextTable *table, double value,
                        LimenCutoff *cutoff, LimenMetric metric)
{
  LimenInterval interval;
  g_autofree char *text = NULL;

  if (!limen_cutoff_get_interval (cutoff, metric.id, &interval))
    {
      limen_text_table_add_number (table, value);
      return;
    }
  text = limen_estimate_text (value, interval);
  limen_text_table_add (table, text);
}

/* Appends how the intervals were computed and, unless there are test data,
 * that the values are too good; nothing without resamples. */
void
limen_choose_append_note (GString *out, const LimenChoice *choice)
{
  const LimenBootstrap *plan = &choice->intervals;
  g_autoptr (GPtrArray) findings = limen_findings_new ();
  g_autofree char *n_resamples = NULL, *seed = NULL;

  if (plan->n_resamples == 0)
    return;
  n_resamples = limen_number_text_count (plan->n_resamples);
  seed = g_strdup_printf ("%" G_GUINT64_FORMAT, plan->seed);
  g_string_append_printf (
      out,
      /* Translators: %.10g is a percentage, 95. */
      _ ("Intervals of %.10g %%, with %s resamples and seed %s\n"),
      100 * plan->confidence, n_resamples, seed);
  limen_diagnosis_add_tuned (findings, choice->test);
  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (out, "%s\n", finding->report_message);
    }
}
