/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report.h"

#include <glib/gi18n.h>
#include <math.h>

#include "decimal.h"

/* Fills in the objectives for which optimal thresholds are reported by
 * default, with the costs and the prevalence of a view. */
void
limen_report_get_objectives (
    const LimenObjective *view,
    LimenObjective objectives[LIMEN_REPORT_N_OBJECTIVES])
{
  static const LimenMetricId metrics[LIMEN_REPORT_N_OBJECTIVES]
      = { LIMEN_METRIC_F1, LIMEN_METRIC_YOUDEN_J, LIMEN_METRIC_MCC,
          LIMEN_METRIC_ACCURACY };

  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      objectives[i] = *view;
      objectives[i].metric = (LimenMetric){ metrics[i], 1 };
      objectives[i].is_minimized = FALSE;
    }
}

/* Whether a view has costs or gains other than 1 for each error, which only
 * the metric `cost` includes. */
gboolean
limen_report_has_costs (const LimenObjective *view)
{
  LimenCosts costs = view->costs, usual = LIMEN_COSTS_DEFAULT;

  return view->has_row_costs || costs.fp_cost != usual.fp_cost
         || costs.fn_cost != usual.fn_cost || costs.tp_gain != usual.tp_gain
         || costs.tn_gain != usual.tn_gain;
}

/* Returns the range of the partial AUC, "false positive rates from 0 to 0.1",
 * translated, as a new string. */
char *
limen_report_describe_range (const LimenReportOptions *options)
{
  char from[LIMEN_DECIMAL_SIZE], to[LIMEN_DECIMAL_SIZE];

  return g_strdup_printf (
      _ ("false positive rates from %s to %s"),
      limen_decimal_format (options->from_fpr, from, sizeof from),
      limen_decimal_format (options->to_fpr, to, sizeof to));
}

/* Formats a threshold in the user's language. Returns `buffer`, or a static
 * text, "none", for +inf. */
const char *
limen_report_format_threshold (double threshold, char *buffer, size_t size)
{
  if (threshold == INFINITY)
    /* Translators: the threshold at which no row is positive. */
    return C_ ("threshold", "none");
  return limen_decimal_format (threshold, buffer, size);
}

/* A status in words, such as why there is no optimum; translated, static. */
const char *
limen_report_describe_status (LimenOptimumStatus status)
{
  switch (status)
    {
    case LIMEN_OPTIMUM_FOUND:
      return _ ("found");
    case LIMEN_OPTIMUM_UNATTAINABLE:
      return _ ("unattainable");
    case LIMEN_OPTIMUM_NO_POSITIVES:
      return _ ("no positives");
    case LIMEN_OPTIMUM_NO_MEMORY:
      return _ ("no memory");
    case LIMEN_OPTIMUM_UNDEFINED:
    default:
      return _ ("undefined");
    }
}
