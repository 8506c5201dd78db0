/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoff-intervals.h"

#include <math.h>

#include "estimates.h"
#include "json-reader.h"
#include "metrics-json.h"
#include "resample.h"
#include "translatable.h"

/* The objective that the metrics of a cutoff were evaluated with. */
LimenObjective
limen_cutoff_data_get_view (const LimenCutoffData *data,
                            const LimenSweep *sweep)
{
  const LimenCutoffObjective *spec = &data->objective_spec;

  if (spec->type == LIMEN_CUTOFF_THRESHOLD
      || spec->type == LIMEN_CUTOFF_SHARED_THRESHOLD)
    return spec->objective;
  return limen_objective_new_view (sweep, LIMEN_COSTS_DEFAULT,
                                   data->target_prevalence);
}

/* Estimates the metrics of a cutoff, which was made for this class:
 * LIMEN_N_METRICS estimates, as if its threshold had been chosen on other
 * rows. Free with g_free(); NULL with an error when memory runs out. */
LimenEstimate *
limen_cutoff_new_estimates (LimenCutoff *self, LimenOneVsRest *class,
                            const LimenBootstrap *plan, GError **error)
{
  const LimenCutoffData *data = limen_cutoff_get_data (self);
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  gboolean is_mapped = limen_one_vs_rest_get_recalibration (class) != NULL;
  gsize at = (is_mapped ? data->calibrated : data->edge).candidate;
  gsize refer = (is_mapped ? data->calibrated_refer : data->refer).candidate;
  LimenObjective view = limen_cutoff_data_get_view (data, sweep);
  LimenEstimate *estimates;

  if (!data->has_grey_zone)
    return limen_estimates_new_at (class, &view, &at, 1, plan, error);
  estimates = limen_estimates_new_between (class, &view, refer, at, plan);
  if (estimates == NULL)
    limen_dataset_fail_memory (limen_one_vs_rest_get_dataset (class),
                               N_ ("for its intervals"), error);
  return estimates;
}

/* Stores the intervals of LIMEN_N_METRICS estimates on the rows of this class,
 * and their plan. */
void
limen_cutoff_set_estimates (LimenCutoff *self, LimenOneVsRest *class,
                            const LimenEstimate *estimates,
                            const LimenBootstrap *plan)
{
  LimenCutoffData *data = limen_cutoff_get_data (self);
  LimenCutoffUncertainty *uncertainty = &data->uncertainty;

  data->has_intervals = TRUE;
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    data->intervals[i] = estimates[i].interval;
  g_free (uncertainty->method);
  g_free (uncertainty->unit);
  uncertainty->unit = g_strdup (
      limen_dataset_get_unit_column (limen_one_vs_rest_get_dataset (class)));
  uncertainty->method
      = g_strdup (plan->is_stratified ? "stratified-bootstrap" : "bootstrap");
  uncertainty->n_resamples = plan->n_resamples;
  uncertainty->seed = plan->seed;
  uncertainty->confidence = plan->confidence;
}

/* Estimates the metrics of a cutoff, which was made for this class, and stores
 * their intervals; nothing without resamples. FALSE with an error when memory
 * runs out. */
gboolean
limen_cutoff_estimate (LimenCutoff *self, LimenOneVsRest *class,
                       const LimenBootstrap *plan, GError **error)
{
  g_autofree LimenEstimate *estimates = NULL;

  if (plan->n_resamples == 0)
    return TRUE;
  estimates = limen_cutoff_new_estimates (self, class, plan, error);
  if (estimates != NULL)
    limen_cutoff_set_estimates (self, class, estimates, plan);
  return estimates != NULL;
}

/* As limen_cutoff_estimate(), by the default plan, but only where that takes
 * milliseconds for any number of rows: where no rows need to be drawn one by
 * one, as they have no weights, units or costs of their own. Otherwise, and
 * when memory runs out, the cutoff is unchanged. */
void
limen_cutoff_estimate_quickly (LimenCutoff *self, LimenOneVsRest *class)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  const LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;

  if (limen_resample_is_suitable (sweep)
      && limen_one_vs_rest_get_numbers (class)->units.of_rows == NULL
      && !limen_cutoff_data_get_view (limen_cutoff_get_data (self), sweep)
              .has_row_costs)
    limen_cutoff_estimate (self, class, &plan, NULL);
}

/* Gets the interval of a metric, with infinite ends where it is not bounded;
 * FALSE, with *interval untouched, if it has none. */
gboolean
limen_cutoff_get_interval (LimenCutoff *self, LimenMetricId metric,
                           LimenInterval *interval)
{
  const LimenCutoffData *data = limen_cutoff_get_data (self);

  if (!data->has_intervals || metric >= LIMEN_N_METRICS
      || isnan (data->intervals[metric].low))
    return FALSE;
  *interval = data->intervals[metric];
  return TRUE;
}

/* Gets how the intervals were computed; the texts are owned by the cutoff.
 * FALSE, with *uncertainty untouched, if it has no intervals. */
gboolean
limen_cutoff_get_uncertainty (LimenCutoff *self,
                              LimenCutoffUncertainty *uncertainty)
{
  const LimenCutoffData *data = limen_cutoff_get_data (self);

  if (data->has_intervals)
    *uncertainty = data->uncertainty;
  return data->has_intervals;
}

/* JSON */

/* Returns the intervals of LIMEN_N_METRICS metrics by their names, as a new
 * object. */
JsonObject *
limen_cutoff_intervals_to_json (const LimenInterval *intervals)
{
  JsonObject *object = json_object_new ();

  for (int i = 0; i < LIMEN_N_METRICS; i++)
    limen_json_set_interval (object, limen_metric_get_info (i)->name,
                             intervals[i]);
  return object;
}

/* Reads an end of an interval: a number, or null for one that is not bounded,
 * which is `unbounded`. FALSE if it is neither. */
static gboolean
read_end (JsonArray *ends, guint i, double unbounded, double *end)
{
  JsonNode *node = json_array_get_element (ends, i);
  GType type = json_node_get_value_type (node);

  *end = unbounded;
  if (JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return FALSE;
  *end = json_node_get_double (node);
  return TRUE;
}

/* Reads [low, high]; NaN where it is null or missing. FALSE if it is neither,
 * or in the wrong order. */
gboolean
limen_cutoff_interval_read (JsonNode *node, LimenInterval *interval)
{
  JsonArray *ends;

  *interval = (LimenInterval){ NAN, NAN };
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  ends = json_node_get_array (node);
  return json_array_get_length (ends) == 2
         && read_end (ends, 0, -INFINITY, &interval->low)
         && read_end (ends, 1, INFINITY, &interval->high)
         && interval->low <= interval->high;
}

/* Reads the object with the intervals of a cutoff; NULL: it has none. FALSE
 * with an error. */
gboolean
limen_cutoff_intervals_read (LimenCutoffData *data, JsonObject *object,
                             const char *where, GError **error)
{
  double confidence = data->uncertainty.confidence;

  data->has_intervals = object != NULL;
  for (int i = 0; data->has_intervals && i < LIMEN_N_METRICS; i++)
    {
      const char *name = limen_metric_get_info (i)->name;

      if (!limen_cutoff_interval_read (json_object_get_member (object, name),
                                       &data->intervals[i]))
        return limen_json_fail (
            where, error, "\"intervals\": \"%s\" is not [low, high]", name);
    }
  return !data->has_intervals || isnan (confidence)
         || (confidence > 0 && confidence < 1)
         || limen_json_fail (where, error,
                             "\"confidence\" does not lie between 0 and 1");
}
