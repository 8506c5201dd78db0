/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "optimum-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "diagnosis-tuned.h"
#include "screen-format.h"
#include "threshold.h"

/* "none positive above 0.9", for the interval above all scores; a new string.
 */
static char *
describe_none_positive (double low, gboolean is_reversed)
{
  g_autofree char *bound
      = limen_screen_format_bound (limen_score_reverse (low, is_reversed));

  return g_strdup_printf (is_reversed ? _ ("none positive below %s")
                                      : _ ("none positive above %s"),
                          bound);
}

/* "same decisions from 0.4120 to 0.4380"; or, for the interval above all
 * scores, "none positive above 0.9". A new string. */
char *
limen_optimum_words_new_of_interval (double low, double high,
                                     gboolean is_reversed)
{
  g_autofree char *interval
      = limen_screen_format_interval (low, high, is_reversed);

  if (isinf (high))
    return describe_none_positive (low, is_reversed);
  /* Translators: %s is an interval, such as “from 0.4 to 0.5”. */
  return g_strdup_printf (_ ("same decisions %s"), interval);
}

/* "F1 0.759, same value from 0.4120 to 0.4380", or "F1 0: none positive above
 * 0.9". A new string. */
static char *
describe_value (const LimenObjective *objective, const LimenOptimum *optimum,
                gboolean is_reversed)
{
  const char *title = _ (limen_metric_get_info (objective->metric.id)->title);
  const LimenEdge *edge = &optimum->positive_from;
  g_autofree char *value = limen_screen_format_value (optimum->value, 4);
  g_autofree char *interval
      = isinf (edge->high) ? describe_none_positive (edge->low, is_reversed)
                           : limen_screen_format_interval (
                               edge->low, edge->high, is_reversed);

  if (isinf (edge->high))
    return g_strdup_printf ("%s %s: %s", title, value, interval);
  /* Translators: a metric, its value, and an interval of thresholds, such as
   * “from 0.4 to 0.5”. */
  return g_strdup_printf (_ ("%s %s, same value %s"), title, value, interval);
}

static char *
describe_threshold (const LimenObjective *objective,
                    const LimenOptimum *optimum, gboolean is_reversed)
{
  g_autofree char *value = describe_value (objective, optimum, is_reversed);

  if (optimum->ties <= 1)
    return g_steal_pointer (&value);
  return g_strdup_printf (
      /* Translators: %s is “F1 0.759, same value from 0.41 to 0.44”. */
      ngettext ("%s; the widest of %zu interval that ties",
                "%s; the widest of %zu intervals that tie", optimum->ties),
      value, optimum->ties);
}

static char *
format_metric (LimenMetric metric, double value)
{
  return metric.id == LIMEN_METRIC_PREDICTED_POSITIVES
             ? limen_screen_format_count (value)
             : limen_screen_format_value (value, 4);
}

static char *
describe_nearest (const LimenObjective *objective, const LimenOptimum *optimum,
                  const LimenSweep *sweep)
{
  GString *values = g_string_new (NULL);
  char *text;

  for (gsize i = 0; i < objective->n_constraints; i++)
    {
      LimenMetric metric = objective->constraints[i].metric;
      double there = limen_objective_value_at (
          objective, metric, sweep, optimum->positive_from.candidate);
      g_autofree char *value
          = limen_metric_is_infinite (metric, optimum->confusion)
                ? limen_screen_format_value (INFINITY, 4)
                : format_metric (metric, there);

      if (i > 0)
        g_string_append (values, _ (", "));
      g_string_append_printf (values, "%s %s",
                              _ (limen_metric_get_info (metric.id)->title),
                              value);
    }
  text = g_strdup_printf (
      /* Translators: %s is a list such as “Recall 0.912, Precision 0.4”. */
      _ ("No threshold meets the constraints. The nearest has %s."),
      values->str);
  g_string_free (values, TRUE);
  return text;
}

/* "Coverage 0.9120 at an error rate of 0.0499". */
static char *
describe_zone (const LimenObjective *objective, const LimenOptimum *optimum)
{
  g_autofree char *coverage = limen_screen_format_value (optimum->coverage, 4);
  g_autofree char *error = limen_screen_format_value (optimum->error, 4);
  g_autofree char *cost = limen_screen_format_value (optimum->value, 4);

  if (optimum->status == LIMEN_OPTIMUM_UNATTAINABLE)
    return g_strdup_printf (
        _ ("No two thresholds meet this bound. The lowest possible error rate "
           "is %s, at a coverage of %s."),
        error, coverage);
  if (objective->referral.kind == LIMEN_REFERRAL_COST)
    return g_strdup_printf (
        _ ("Mean cost %s, of all rows, decided or referred"), cost);
  return g_strdup_printf (_ ("Coverage %s at an error rate of %s"), coverage,
                          error);
}

/* A sentence on the optimum found for an objective, or on why there is none; a
 * new string. `sweep` is that of the class, for the metrics at the nearest
 * threshold. */
char *
limen_optimum_words_new (const LimenObjective *objective,
                         const LimenOptimum *optimum, const LimenSweep *sweep)
{
  gboolean refers = limen_objective_refers (objective);

  switch (optimum->status)
    {
    case LIMEN_OPTIMUM_FOUND:
      return refers ? describe_zone (objective, optimum)
                    : describe_threshold (objective, optimum,
                                          limen_sweep_is_reversed (sweep));
    case LIMEN_OPTIMUM_UNATTAINABLE:
      return refers ? describe_zone (objective, optimum)
                    : describe_nearest (objective, optimum, sweep);
    case LIMEN_OPTIMUM_NO_POSITIVES:
      return g_strdup (
          _ ("This class has no rows to choose a threshold by. It is best to "
             "decide no row for it."));
    case LIMEN_OPTIMUM_UNDEFINED:
    default:
      return g_strdup (refers ? _ ("One of the two classes has no rows, so "
                                   "metrics for this population are unknown.")
                              : _ ("This metric is undefined at every "
                                   "threshold."));
    }
}

/* A sentence on thresholds that were found by an objective, and on a line of
 * its own that the rows which chose them flatter their metrics, unless there
 * are test data (NULL: none). A new string. */
char *
limen_optimum_words_add_tuned (const char *sentence, LimenTestData *test)
{
  g_autoptr (GPtrArray) findings = limen_findings_new ();
  const LimenFinding *finding;

  limen_diagnosis_add_tuned (findings, test);
  if (findings->len == 0)
    return g_strdup (sentence);
  finding = g_ptr_array_index (findings, 0);
  return g_strconcat (sentence, "\n", finding->screen_message, NULL);
}
