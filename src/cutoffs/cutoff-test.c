/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoff-test.h"

#include <math.h>

#include "cutoff-private.h"
#include "json-reader.h"
#include "metrics-json.h"
#include "threshold.h"

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

/* The costs and the prevalence that the metrics of a cutoff are for. */
static LimenObjective
get_view (const LimenCutoffData *data, const LimenSweep *sweep)
{
  const LimenCutoffObjective *spec = &data->objective_spec;

  if (spec->type == LIMEN_CUTOFF_THRESHOLD
      || spec->type == LIMEN_CUTOFF_SHARED_THRESHOLD)
    return spec->objective;
  return limen_objective_new_view (sweep, LIMEN_COSTS_DEFAULT,
                                   data->target_prevalence);
}

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

/* Judges a cutoff with a grey zone, on the rows that are decided; without
 * intervals. */
static void
judge_zone (LimenCutoffTest *self, const LimenCutoffData *data,
            LimenTestData *pair, const LimenObjective *view,
            const LimenSweep *sweep)
{
  LimenOptimum at = limen_objective_at_thresholds (
      view, sweep, limen_test_data_convert (pair, get_threshold (data, TRUE)),
      limen_test_data_convert (pair, get_threshold (data, FALSE)));

  self->confusion = at.confusion;
  self->coverage = at.coverage;
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    {
      self->metrics[i] = limen_estimate_none (
          limen_objective_value_between (view, (LimenMetric){ i, 1 }, sweep,
                                         at.refer_from.candidate,
                                         at.positive_from.candidate),
          LIMEN_NO_INTERVAL_NONE);
      self->optimism[i] = limen_test_optimism (
          (LimenMetricId) i,
          limen_estimate_none (data->metrics[i], LIMEN_NO_INTERVAL_NONE),
          self->metrics[i]);
    }
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
  LimenObjective view = get_view (data, sweep);
  double threshold = limen_threshold_reverse (get_threshold (data, FALSE),
                                              limen_sweep_is_reversed (sweep));
  g_autofree LimenTestPoint *point = limen_test_points_new (
      pair, tuning, test, &view, &threshold, 1, plan, error);

  if (point == NULL)
    return FALSE;
  self->confusion = point->confusion;
  self->coverage = NAN;
  self->has_intervals = plan->n_resamples > 0;
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    {
      self->metrics[i] = point->test[i];
      self->optimism[i] = point->optimism[i];
    }
  return TRUE;
}

/* Judges a cutoff, which was chosen on the tuning rows for the class with this
 * index, on the test rows, and stores the results in it. A plan without
 * resamples gives no intervals, and a grey zone has none. FALSE with an error
 * when memory runs out. */
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
  LimenObjective view;

  if (tuning != NULL)
    test = limen_test_data_get_class (pair, class, error);
  if (test == NULL)
    return FALSE;
  self = g_atomic_rc_box_new0 (LimenCutoffTest);
  self->file = g_strdup (limen_dataset_get_name (dataset));
  self->sha256 = g_strdup (limen_dataset_get_sha256 (dataset));
  self->n_rows = limen_one_vs_rest_get_numbers (test)->n_rows;
  view = get_view (data, limen_one_vs_rest_get_sweep (test));
  if (data->has_grey_zone)
    judge_zone (self, data, pair, &view, limen_one_vs_rest_get_sweep (test));
  else if (!judge_threshold (self, data, pair, tuning, test, plan, error))
    {
      limen_cutoff_test_unref (self);
      return FALSE;
    }
  limen_cutoff_test_unref (data->test);
  data->test = self;
  return TRUE;
}

/* Writing */

/* Sets an interval as [low, high], with null for an end that is not bounded;
 * null without an interval. */
static void
set_interval (JsonObject *object, const char *name,
              const LimenEstimate *estimate)
{
  JsonArray *ends;

  if (estimate->method == LIMEN_ESTIMATE_NONE)
    {
      json_object_set_null_member (object, name);
      return;
    }
  ends = json_array_new ();
  limen_json_add_number (ends, estimate->interval.low);
  limen_json_add_number (ends, estimate->interval.high);
  json_object_set_array_member (object, name, ends);
}

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
        set_interval (member, "interval", &self->optimism[i]);
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
        set_interval (intervals, limen_metric_get_info (i)->name,
                      &self->metrics[i]);
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

/* An end of an interval: NaN unless it is a number or null, which stands for
 * an end that is not bounded. */
static double
get_end (JsonArray *ends, guint i, double unbounded)
{
  JsonNode *node = json_array_get_element (ends, i);
  GType type = json_node_get_value_type (node);

  if (JSON_NODE_HOLDS_NULL (node))
    return unbounded;
  return type == G_TYPE_DOUBLE || type == G_TYPE_INT64
             ? json_node_get_double (node)
             : NAN;
}

/* Reads an interval into an estimate; which method made it is not known. FALSE
 * with an error if the member is no interval. */
static gboolean
read_interval (JsonObject *object, const char *where, const char *name,
               LimenEstimate *estimate, GError **error)
{
  JsonNode *node
      = object != NULL ? json_object_get_member (object, name) : NULL;
  JsonArray *ends;

  estimate->interval = (LimenInterval){ NAN, NAN };
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  ends = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  if (ends != NULL && json_array_get_length (ends) == 2)
    {
      estimate->method = LIMEN_ESTIMATE_BOOTSTRAP;
      estimate->interval.low = get_end (ends, 0, -INFINITY);
      estimate->interval.high = get_end (ends, 1, INFINITY);
    }
  return estimate->interval.low <= estimate->interval.high
         || limen_json_fail (where, error,
                             "\"%s\" is not an interval [low, high]", name);
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
