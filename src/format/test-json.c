/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-json.h"

#include <math.h>

#include "intervals-json.h"
#include "metrics-json.h"
#include "ranking-json.h"
#include "report-json.h"
#include "test-thresholds.h"
#include "threshold.h"

/* The metrics at a threshold on the test rows, and the optimism that was
 * found, as a new object. */
static JsonObject *
new_point (const LimenTestPoint *point, const LimenObjective *objective,
           gboolean has_intervals)
{
  JsonObject *object = json_object_new ();
  double values[LIMEN_N_METRICS];
  char text[LIMEN_OBJECTIVE_SIZE];

  for (int i = 0; i < LIMEN_N_METRICS; i++)
    values[i] = point->test[i].value;
  limen_json_set_number (object, "threshold", point->threshold);
  if (point->threshold == INFINITY)
    limen_json_set_text (object, "decides", LIMEN_THRESHOLD_NONE);
  if (objective != NULL)
    limen_json_set_text (
        object, "objective",
        limen_objective_format (objective, text, sizeof text));
  limen_json_set_confusion (object, point->confusion);
  json_object_set_object_member (object, "metrics",
                                 limen_json_new_metrics (values));
  if (has_intervals)
    json_object_set_object_member (
        object, "intervals", limen_json_new_metric_intervals (point->test));
  json_object_set_object_member (
      object, "optimism-found",
      limen_json_new_optimism (point->optimism, has_intervals));
  return object;
}

/* Sets the metrics at the thresholds of a class, and the optimism at the main
 * one. */
static void
set_thresholds (JsonObject *object, const LimenTestThresholds *thresholds,
                gboolean has_intervals)
{
  JsonArray *at = json_array_new ();

  for (gsize i = 0; i < thresholds->n; i++)
    json_array_add_object_element (at, new_point (&thresholds->points[i],
                                                  thresholds->objectives[i],
                                                  has_intervals));
  json_object_set_array_member (object, "at", at);
  json_object_set_object_member (
      object, "optimism-found",
      limen_json_new_optimism (thresholds->points[thresholds->main].optimism,
                               has_intervals));
}

/* Sets ranking, metrics and optimism of a class of the tuning data, by its
 * index. FALSE with an error when memory runs out. */
static gboolean
set_class (JsonObject *object, gsize class, gboolean has_losses,
           const LimenReportOptions *options, GError **error)
{
  g_auto (LimenTestThresholds) thresholds = { 0 };

  if (!limen_test_thresholds_init (&thresholds, class, options, error))
    return FALSE;
  if (has_losses)
    {
      limen_json_set_class_losses (object, thresholds.test, options->losses);
      if (!limen_json_set_class_loss_intervals (object, thresholds.test,
                                                options, error))
        return FALSE;
    }
  json_object_set_object_member (
      object, "ranking", limen_json_new_ranking (thresholds.test, options));
  if (!limen_json_set_ranking_intervals (object, thresholds.test, options,
                                         error))
    return FALSE;
  set_thresholds (object, &thresholds, options->intervals.n_resamples > 0);
  return TRUE;
}

/* State of a parallel run over all classes. */
typedef struct
{
  const LimenReportOptions *options;
  JsonObject **objects; /* result of each class */
} Classes;

static gboolean
describe_class (gpointer data, gsize class, GError **error)
{
  Classes *self = data;

  return set_class (self->objects[class], class, TRUE, self->options, error);
}

/* Sets a member for each class, by its name. FALSE with an error when memory
 * runs out. */
static gboolean
set_one_vs_rest (JsonObject *test, const LimenReportOptions *options,
                 GError **error)
{
  LimenAnalysis *tuning = limen_test_data_get_tuning (options->test);
  LimenThresholdScores *scores = limen_analysis_get_scores (tuning);
  gsize n = limen_analysis_get_n_classes (tuning);
  g_autofree JsonObject **objects = g_new0 (JsonObject *, n);
  JsonObject *one_vs_rest = json_object_new ();
  Classes classes = { options, objects };

  for (gsize k = 0; k < n; k++)
    {
      objects[k] = json_object_new ();
      json_object_set_object_member (
          one_vs_rest, limen_threshold_scores_get_class_name (scores, k),
          objects[k]);
    }
  json_object_set_object_member (test, "one-vs-rest", one_vs_rest);
  return limen_analysis_for_each_class (tuning, describe_class, &classes,
                                        error);
}

static gboolean
set_classes (JsonObject *test, const LimenReportOptions *options,
             GError **error)
{
  switch (limen_analysis_get_n_classes (
      limen_test_data_get_tuning (options->test)))
    {
    case 0:
      return TRUE;
    case 1:
      return set_class (test, 0, FALSE, options, error);
    default:
      return set_one_vs_rest (test, options, error);
    }
}

/* Sets "test", the results on the test data of the options. FALSE with an
 * error when memory runs out. */
gboolean
limen_json_set_test (JsonObject *report, const LimenReportOptions *options,
                     GError **error)
{
  LimenAnalysis *analysis = limen_test_data_get_test (options->test);
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);
  JsonObject *test = json_object_new ();
  JsonArray *diagnosis = json_array_new ();
  gsize n;
  const LimenLossValue *losses = limen_analysis_get_losses (analysis, &n);

  json_object_set_object_member (report, "test", test);
  json_object_set_object_member (test, "input",
                                 limen_json_new_input (dataset));
  json_object_set_array_member (test, "classes",
                                limen_json_new_classes (dataset));
  limen_json_add_findings (diagnosis, limen_analysis_get_findings (analysis));
  json_object_set_array_member (test, "diagnosis", diagnosis);
  limen_json_set_losses (test, losses, n);
  return limen_json_set_loss_intervals (test, analysis, options, error)
         && limen_json_set_multiclass (test, analysis, options, error)
         && set_classes (test, options, error);
}

/* The part of a file that a dataset was read from, as a new object. */
JsonObject *
limen_json_new_part (const LimenPart *part)
{
  JsonObject *object = json_object_new ();

  limen_json_set_text (object, "column", part->column);
  limen_json_set_text (object, "value", part->value);
  limen_json_set_text (object, "part", part->is_test ? "test" : "tuning");
  json_object_set_int_member (object, "other-rows",
                              (gint64) part->n_elsewhere);
  return object;
}
