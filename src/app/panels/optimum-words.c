/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "optimum-words.h"

#include <math.h>

#include "screen-format.h"
#include "threshold.h"

/* "same decisions from 0.4120 to 0.4380", where `what` is "same decisions";
 * or, for the interval above all scores, "none positive above 0.9". A new
 * string. */
char *
limen_optimum_words_new_of_interval (const char *what, double low, double high,
                                     gboolean is_reversed)
{
  g_autofree char *interval
      = limen_screen_format_interval (low, high, is_reversed);
  g_autofree char *bound
      = limen_screen_format_bound (limen_score_reverse (low, is_reversed));

  return isinf (high) ? g_strdup_printf ("none positive %s %s",
                                         is_reversed ? "below" : "above", bound)
                      : g_strdup_printf ("%s %s", what, interval);
}

/* "F1 0.759, same value from 0.4120 to 0.4380". */
static char *
describe_threshold (const LimenObjective *objective,
                    const LimenOptimum *optimum, gboolean is_reversed)
{
  const char *title = limen_metric_get_info (objective->metric.id)->title;
  const LimenEdge *edge = &optimum->positive_from;
  g_autofree char *value = limen_screen_format_value (optimum->value, 4);
  g_autofree char *interval = limen_optimum_words_new_of_interval (
      "same value", edge->low, edge->high, is_reversed);
  g_autofree char *ties = NULL;

  if (optimum->ties > 1)
    ties = g_strdup_printf ("; the widest of %" G_GSIZE_FORMAT
                            " intervals that tie",
                            optimum->ties);
  return g_strdup_printf ("%s %s%s %s%s", title, value,
                          isinf (edge->high) ? ":" : ",", interval,
                          ties != NULL ? ties : "");
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
  GString *text
      = g_string_new ("No threshold meets the constraints. The nearest has");

  for (gsize i = 0; i < objective->n_constraints; i++)
    {
      LimenMetric metric = objective->constraints[i].metric;
      double there = limen_objective_value_at (
          objective, metric, sweep, optimum->positive_from.candidate);
      g_autofree char *value
          = limen_metric_is_infinite (metric, optimum->confusion)
                ? limen_screen_format_value (INFINITY, 4)
                : format_metric (metric, there);

      g_string_append_printf (text, "%s %s %s", i > 0 ? "," : "",
                              limen_metric_get_info (metric.id)->title, value);
    }
  g_string_append (text, ".");
  return g_string_free (text, FALSE);
}

/* "Coverage 0.9120 at an error rate of 0.0499". */
static char *
describe_zone (const LimenObjective *objective, const LimenOptimum *optimum)
{
  g_autofree char *coverage = limen_screen_format_value (optimum->coverage, 4);
  g_autofree char *error = limen_screen_format_value (optimum->error, 4);
  g_autofree char *cost = limen_screen_format_value (optimum->value, 4);

  if (optimum->status == LIMEN_OPTIMUM_UNATTAINABLE)
    return g_strdup_printf ("No two thresholds meet this bound. The lowest "
                            "possible error rate is %s, at a coverage of %s.",
                            error, coverage);
  if (objective->referral.kind == LIMEN_REFERRAL_COST)
    return g_strdup_printf ("Mean cost %s, of all rows, decided or referred",
                            cost);
  return g_strdup_printf ("Coverage %s at an error rate of %s", coverage,
                          error);
}

/* The result of a search, or why there is none; a new string. */
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
      return g_strdup ("This class has no rows, so no threshold can be chosen "
                       "for it. The best one decides no row for it.");
    case LIMEN_OPTIMUM_UNDEFINED:
    default:
      return g_strdup (refers ? "One of the two classes has no rows, so "
                                "metrics for this population are unknown."
                              : "This metric is undefined at every "
                                "threshold.");
    }
}
