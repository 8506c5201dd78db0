/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "optima-json.h"

#include <math.h>

#include "metrics-json.h"
#include "optima.h"
#include "threshold.h"

/* An optimum; `interval` is that of its threshold, NULL to leave it out. */
static JsonObject *
new_optimum (const LimenObjective *objective, const LimenOptimum *optimum,
             const LimenInterval *interval)
{
  JsonObject *object = json_object_new ();
  gboolean is_found = optimum->status == LIMEN_OPTIMUM_FOUND;
  const LimenEdge *edge = &optimum->positive_from;
  char text[LIMEN_OBJECTIVE_SIZE];

  limen_json_set_text (object, "objective",
                       limen_objective_format (objective, text, sizeof text));
  limen_json_set_text (object, "status",
                       limen_optimum_status_get_name (optimum->status));
  limen_json_set_number (object, "threshold", edge->threshold);
  if (edge->threshold == INFINITY)
    limen_json_set_text (object, "decides", LIMEN_THRESHOLD_NONE);
  limen_json_set_number (object, "low", edge->low);
  limen_json_set_number (object, "high", edge->high);
  if (interval != NULL)
    limen_json_set_interval (object, "threshold-interval", *interval);
  limen_json_set_number (object, "value", optimum->value);
  json_object_set_int_member (object, "ties",
                              is_found ? (gint64) optimum->ties : 0);
  limen_json_set_confusion (object, optimum->confusion);
  return object;
}

/* Sets the best thresholds of a class, with their intervals unless the options
 * ask for none. FALSE with an error when memory runs out. */
gboolean
limen_json_set_optima (JsonObject *object, LimenOneVsRest *class,
                       const LimenReportOptions *options, GError **error)
{
  JsonArray *array;
  gsize n = limen_report_options_get_n_optima (
      options, limen_one_vs_rest_get_numbers (class)->kind);
  g_autofree LimenOptimum *optima = limen_optima_new (
      options->objectives, n, limen_one_vs_rest_get_sweep (class));
  g_autofree LimenInterval *intervals = NULL;

  if (options->intervals.n_resamples > 0)
    {
      intervals = limen_optima_new_intervals (
          class, options->objectives, optima, n, &options->intervals, error);
      if (intervals == NULL)
        return FALSE;
    }
  array = json_array_new ();
  for (gsize i = 0; i < n; i++)
    json_array_add_object_element (
        array, new_optimum (&options->objectives[i], &optima[i],
                            intervals != NULL ? &intervals[i] : NULL));
  json_object_set_array_member (object, "optima", array);
  return TRUE;
}
