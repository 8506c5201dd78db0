/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoff-test.h"

#include <math.h>

#include "cutoff-intervals.h"
#include "estimates.h"
#include "json-reader.h"
#include "metrics-json.h"
#include "threshold.h"
#include "translatable.h"

static void
clear (gpointer data)
{
  LimenCutoffTest *self = data;

  g_free (self->file);
  g_free (self->sha256);
}

/* Adds a reference, from any thread; NULL stays NULL. */
LimenCutoffTest *
limen_cutoff_test_ref (LimenCutoffTest *self)
{
  return self != NULL ? g_atomic_rc_box_acquire (self) : NULL;
}

/* Releases a reference, from any thread. NULL is ignored. */
void
limen_cutoff_test_unref (LimenCutoffTest *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* Returns the results of a cutoff on test rows; NULL: it has none. Owned by
 * the cutoff. */
const LimenCutoffTest *
limen_cutoff_get_test (LimenCutoff *cutoff)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFF (cutoff), NULL);

  return limen_cutoff_get_data (cutoff)->test;
}

/* Judging */

/* The thresholds of a cutoff on the scores that it was chosen on: recalibrated
 * ones, if it has a map. */
static double
get_threshold (const LimenCutoffData *data, gboolean is_refer)
{
  if (data->recalibration != NULL)
    return is_refer ? data->calibrated_refer.threshold
                    : data->calibrated.threshold;
  return is_refer ? data->refer.threshold : data->edge.threshold;
}

/* The grey zone of a cutoff on the rows of a class, as the optimum at its
 * thresholds. */
static LimenOptimum
find_zone (const LimenCutoffData *data, LimenTestData *pair, gboolean is_test,
           const LimenObjective *view, LimenOneVsRest *class)
{
  double refer_from = get_threshold (data, TRUE);
  double threshold = get_threshold (data, FALSE);

  if (is_test)
    {
      refer_from = limen_test_data_convert (pair, refer_from);
      threshold = limen_test_data_convert (pair, threshold);
    }
  return limen_objective_at_thresholds (
      view, limen_one_vs_rest_get_sweep (class), refer_from, threshold);
}

/* Estimates the metrics of the rows that a grey zone does not refer. NULL with
 * an error when memory runs out. */
static LimenEstimate *
estimate_zone (const LimenOptimum *at, const LimenObjective *view,
               LimenOneVsRest *class, const LimenBootstrap *plan,
               GError **error)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  LimenEstimate *estimates;

  if (plan->n_resamples > 0)
    {
      estimates
          = limen_estimates_new_between (class, view, at->refer_from.candidate,
                                         at->positive_from.candidate, plan);
      if (estimates == NULL)
        limen_dataset_fail_memory (limen_one_vs_rest_get_dataset (class),
                                   N_ ("for its intervals"), error);
      return estimates;
    }
  estimates = g_new (LimenEstimate, LIMEN_N_METRICS);
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    estimates[i] = limen_estimate_none (
        limen_objective_value_between (view, (LimenMetric){ i, 1 }, sweep,
                                       at->refer_from.candidate,
                                       at->positive_from.candidate),
        LIMEN_NO_INTERVAL_NONE);
  return estimates;
}

/* Judges a cutoff with a grey zone, on the rows that are decided. FALSE with
 * an error when memory runs out. */
static gboolean
judge_zone (LimenCutoffTest *self, const LimenCutoffData *data,
            LimenTestData *pair, LimenOneVsRest *tuning, LimenOneVsRest *test,
            const LimenBootstrap *plan, GError **error)
{
  LimenObjective view = limen_cutoff_data_get_view (
      data, limen_one_vs_rest_get_sweep (tuning));
  LimenOptimum first = find_zone (data, pair, FALSE, &view, tuning);
  LimenOptimum second = find_zone (data, pair, TRUE, &view, test);
  g_autofree LimenEstimate *before
      = estimate_zone (&first, &view, tuning, plan, error);
  g_autofree LimenEstimate *after
      = before != NULL ? estimate_zone (&second, &view, test, plan, error)
                       : NULL;

  if (after == NULL)
    return FALSE;
  self->confusion = second.confusion;
  self->coverage = second.coverage;
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    {
      self->metrics[i] = after[i];
      self->optimism[i]
          = limen_test_optimism ((LimenMetricId) i, before[i], after[i]);
    }
  return TRUE;
}

/* Judges a cutoff with one threshold. FALSE with an error when memory runs
 * out. */
static gboolean
judge_threshold (LimenCutoffTest *self, const LimenCutoffData *data,
                 LimenTestData *pair, LimenOneVsRest *tuning,
                 LimenOneVsRest *test, const LimenBootstrap *plan,
                 GError **error)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (tuning);
  LimenObjective view = limen_cutoff_data_get_view (data, sweep);
  double threshold = limen_threshold_reverse (get_threshold (data, FALSE),
                                              limen_sweep_is_reversed (sweep));
  g_autofree LimenTestPoint *point = limen_test_points_new (
      pair, tuning, test, &view, &threshold, 1, plan, error);

  if (point == NULL)
    return FALSE;
  self->confusion = point->confusion;
  self->coverage = NAN;
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    {
      self->metrics[i] = point->test[i];
      self->optimism[i] = point->optimism[i];
    }
  return TRUE;
}

/* Judges a cutoff, which was chosen on the tuning rows for the class with this
 * index, on the test rows, and stores the results in it. A plan without
 * resamples gives no intervals. FALSE with an error when memory runs out. */
gboolean
limen_cutoff_judge (LimenCutoff *cutoff, LimenTestData *pair, gsize class,
                    const LimenBootstrap *plan, GError **error)
{
  LimenCutoffData *data = limen_cutoff_get_data (cutoff);
  LimenDataset *dataset
      = limen_analysis_get_dataset (limen_test_data_get_test (pair));
  g_autoptr (LimenOneVsRest) tuning = limen_analysis_get_class (
      limen_test_data_get_tuning (pair), class, error);
  g_autoptr (LimenOneVsRest) test = NULL;
  LimenCutoffTest *self;

  if (tuning != NULL)
    test = limen_test_data_get_class (pair, class, error);
  if (test == NULL)
    return FALSE;
  self = g_atomic_rc_box_new0 (LimenCutoffTest);
  self->file = g_strdup (limen_dataset_get_name (dataset));
  self->sha256 = g_strdup (limen_dataset_get_sha256 (dataset));
  self->n_rows = limen_one_vs_rest_get_numbers (test)->n_rows;
  self->has_intervals = plan->n_resamples > 0;
  if (!(data->has_grey_zone
            ? judge_zone (self, data, pair, tuning, test, plan, error)
            : judge_threshold (self, data, pair, tuning, test, plan, error)))
    {
      limen_cutoff_test_unref (self);
      return FALSE;
    }
  limen_cutoff_test_unref (data->test);
  data->test = self;
  return TRUE;
}

/* Writing */

static JsonObject *
new_input (const LimenCutoffTest *self)
{
  JsonObject *input = json_object_new ();

  limen_json_set_text (input, "file", self->file);
  limen_json_set_text (input, "sha256", self->sha256);
  json_object_set_int_member (input, "rows", (gint64) self->n_rows);
  return input;
}

static JsonObject *
new_optimism (const LimenCutoffTest *self)
{
  JsonObject *object = json_object_new ();

  for (int i = 0; i < LIMEN_N_METRICS; i++)
    {
      JsonObject *member = json_object_new ();

      limen_json_set_number (member, "value", self->optimism[i].value);
      if (self->has_intervals)
        limen_json_set_interval (member, "interval",
                                 self->optimism[i].interval);
      json_object_set_object_member (object, limen_metric_get_info (i)->name,
                                     member);
    }
  return object;
}

/* Returns the results as a new object, the member "test" of a cutoff. */
JsonObject *
limen_cutoff_test_to_json (const LimenCutoffTest *self)
{
  JsonObject *object = json_object_new ();
  double values[LIMEN_N_METRICS];

  json_object_set_object_member (object, "input", new_input (self));
  limen_json_set_confusion (object, self->confusion);
  if (!isnan (self->coverage))
    limen_json_set_number (object, "coverage", self->coverage);
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    values[i] = self->metrics[i].value;
  json_object_set_object_member (object, "metrics",
                                 limen_json_new_metrics (values));
  if (self->has_intervals)
    {
      JsonObject *intervals = json_object_new ();

      for (int i = 0; i < LIMEN_N_METRICS; i++)
        limen_json_set_interval (intervals, limen_metric_get_info (i)->name,
                                 self->metrics[i].interval);
      json_object_set_object_member (object, "intervals", intervals);
    }
  json_object_set_object_member (object, "optimism-found",
                                 new_optimism (self));
  return object;
}

/* Reading */

/* Finds a member that is an object; NULL if it is missing. FALSE with an error
 * if it is something else. */
static gboolean
find_object (JsonObject *object, const char *where, const char *name,
             JsonObject **member, GError **error)
{
  JsonNode *node
      = object != NULL ? json_object_get_member (object, name) : NULL;

  *member = NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return limen_json_fail (where, error, "\"%s\" is not an object", name);
  *member = json_node_get_object (node);
  return TRUE;
}

/* Reads an interval into an estimate; which method made it is not known. FALSE
 * with an error if the member is no interval. */
static gboolean
read_interval (JsonObject *object, const char *where, const char *name,
               LimenEstimate *estimate, GError **error)
{
  JsonNode *node
      = object != NULL ? json_object_get_member (object, name) : NULL;

  if (!limen_cutoff_interval_read (node, &estimate->interval))
    return limen_json_fail (where, error, "\"%s\" is not [low, high]", name);
  if (!isnan (estimate->interval.low))
    estimate->method = LIMEN_ESTIMATE_BOOTSTRAP;
  return TRUE;
}

static gboolean
read_input (LimenCutoffTest *self, JsonObject *object, const char *where,
            GError **error)
{
  double n_rows;

  if (object == NULL)
    return limen_json_fail (where, error, "\"%s\" is missing", "input");
  if (!limen_json_get_text (object, where, "file", FALSE, &self->file, error)
      || !limen_json_get_text (object, where, "sha256", FALSE, &self->sha256,
                               error)
      || !limen_json_get_number (object, where, "rows", 0, &n_rows, error))
    return FALSE;
  self->n_rows = n_rows >= 0 && n_rows < 1e18 ? (guint64) n_rows : 0;
  return TRUE;
}

static gboolean
read_cells (LimenCutoffTest *self, JsonObject *object, const char *where,
            GError **error)
{
  LimenConfusion *c = &self->confusion;

  return limen_json_get_number (object, where, "tp", 0, &c->tp, error)
         && limen_json_get_number (object, where, "fp", 0, &c->fp, error)
         && limen_json_get_number (object, where, "fn", 0, &c->fn, error)
         && limen_json_get_number (object, where, "tn", 0, &c->tn, error)
         && limen_json_get_number (object, where, "coverage", NAN,
                                   &self->coverage, error);
}

/* Reads the values and intervals of all metrics; metrics that the file does
 * not have are NaN. */
static gboolean
read_metrics (LimenCutoffTest *self, JsonObject *object, const char *where,
              GError **error)
{
  JsonObject *values, *intervals, *optimism, *member;

  if (!find_object (object, where, "metrics", &values, error)
      || !find_object (object, where, "intervals", &intervals, error)
      || !find_object (object, where, "optimism-found", &optimism, error))
    return FALSE;
  self->has_intervals = intervals != NULL;
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    {
      const char *name = limen_metric_get_info (i)->name;

      self->metrics[i] = self->optimism[i]
          = limen_estimate_none (NAN, LIMEN_NO_INTERVAL_NONE);
      if (!find_object (optimism, where, name, &member, error)
          || (values != NULL
              && !limen_json_get_number (values, where, name, NAN,
                                         &self->metrics[i].value, error))
          || !read_interval (intervals, where, name, &self->metrics[i], error)
          || (member != NULL
              && (!limen_json_get_number (member, where, "value", NAN,
                                          &self->optimism[i].value, error)
                  || !read_interval (member, where, "interval",
                                     &self->optimism[i], error))))
        return FALSE;
    }
  return TRUE;
}

/* Reads the member "test" of a cutoff; `where` is its place in messages. New;
 * NULL with an error. */
LimenCutoffTest *
limen_cutoff_test_read (JsonObject *object, const char *where, GError **error)
{
  LimenCutoffTest *self = g_atomic_rc_box_new0 (LimenCutoffTest);
  JsonObject *input;

  if (find_object (object, where, "input", &input, error)
      && read_input (self, input, where, error)
      && read_cells (self, object, where, error)
      && read_metrics (self, object, where, error))
    return self;
  limen_cutoff_test_unref (self);
  return NULL;
}
