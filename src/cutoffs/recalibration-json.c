/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recalibration-json.h"

#include <glib/gi18n.h>
#include <math.h>

#include "calibration-json.h"
#include "json-reader.h"
#include "memory.h"
#include "metrics-json.h"
#include "report-error.h"

static void
set_parameters (JsonObject *object, const LimenRecalibration *map)
{
  LimenRecalibrationMethod method = limen_recalibration_get_method (map);
  LimenRecalibrationRange range = limen_recalibration_get_range (map);
  JsonObject *parameters = json_object_new ();

  for (gsize i = 0;
       i < limen_recalibration_method_get_n_parameters (method); i++)
    limen_json_set_number (
        parameters, limen_recalibration_method_get_parameter_name (method, i),
        limen_recalibration_get_parameter (map, i));
  if (range.least > 0)
    limen_json_set_number (parameters, "least", range.least);
  if (range.most < 1)
    limen_json_set_number (parameters, "most", range.most);
  json_object_set_object_member (object, "parameters", parameters);
}

static void
set_knots (JsonObject *object, const LimenRecalibration *map)
{
  JsonArray *knots = json_array_new ();

  for (gsize i = 0; i < limen_recalibration_get_n_knots (map); i++)
    {
      JsonArray *knot = json_array_new ();
      double y, x = limen_recalibration_get_knot (map, i, &y);

      limen_json_add_number (knot, x);
      limen_json_add_number (knot, y);
      json_array_add_array_element (knots, knot);
    }
  json_object_set_array_member (object, "knots", knots);
}

/* Sets the members "method", "parameters" and "knots" of a recalibration
 * map. */
void
limen_json_set_recalibration (JsonObject *object,
                              const LimenRecalibration *map)
{
  limen_json_set_text (object, "method",
                       limen_recalibration_method_get_name (
                           limen_recalibration_get_method (map)));
  set_parameters (object, map);
  set_knots (object, map);
}

/* Reading */

static gboolean
read_method (JsonObject *object, const char *where,
             LimenRecalibrationMethod *method, GError **error)
{
  g_autofree char *name = NULL;

  return limen_json_get_text (object, where, "method", TRUE, &name, error)
         && (limen_recalibration_method_parse (name, method)
             || limen_report_fail (error, LIMEN_REPORT_ERROR_FORMAT,
                                   "%s: \"method\" has an unknown value",
                                   where));
}

static gboolean
read_parameters (JsonObject *object, const char *where,
                 LimenRecalibrationMethod method, double *parameters,
                 LimenRecalibrationRange *range, GError **error)
{
  gsize n = limen_recalibration_method_get_n_parameters (method);
  JsonNode *node = json_object_get_member (object, "parameters");

  if (n > 0 && (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)))
    return limen_report_fail (error, LIMEN_REPORT_ERROR_FORMAT,
                              "%s: \"parameters\" is missing", where);
  for (gsize i = 0; i < n; i++)
    if (!limen_json_get_number (
            json_node_get_object (node), where,
            limen_recalibration_method_get_parameter_name (method, i), NAN,
            &parameters[i], error))
      return FALSE;
  return n == 0
         || (limen_json_get_number (json_node_get_object (node), where,
                                    "least", range->least, &range->least,
                                    error)
             && limen_json_get_number (json_node_get_object (node), where,
                                       "most", range->most, &range->most,
                                       error));
}

static gboolean
read_coordinate (JsonArray *knot, guint index, double *number)
{
  JsonNode *node = json_array_get_element (knot, index);
  GType type = json_node_get_value_type (node);

  if (!JSON_NODE_HOLDS_VALUE (node)
      || (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE))
    return FALSE;
  *number = json_node_get_double (node);
  return TRUE;
}

static gboolean
read_knot (JsonNode *node, double *x, double *y)
{
  JsonArray *knot;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  knot = json_node_get_array (node);
  return json_array_get_length (knot) == 2 && read_coordinate (knot, 0, x)
         && read_coordinate (knot, 1, y);
}

static gboolean
read_knots (JsonObject *object, const char *where, GArray *xs, GArray *ys,
            GError **error)
{
  JsonNode *node = json_object_get_member (object, "knots");
  JsonArray *knots;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return limen_report_fail (error, LIMEN_REPORT_ERROR_FORMAT,
                              "%s: \"knots\" is not an array", where);
  knots = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (knots); i++)
    {
      double x, y;

      if (!read_knot (json_array_get_element (knots, i), &x, &y))
        return limen_report_fail (error, LIMEN_REPORT_ERROR_FORMAT,
                                  "%s: a knot is not a pair of numbers",
                                  where);
      g_array_append_val (xs, x);
      g_array_append_val (ys, y);
    }
  return TRUE;
}

/* Reads a map written by limen_json_set_recalibration(), for scores of a kind;
 * NULL with an error if it is invalid or not monotone. */
LimenRecalibration *
limen_json_get_recalibration (JsonObject *object, const char *where,
                              LimenKind kind, GError **error)
{
  double parameters[LIMEN_RECALIBRATION_MAX_PARAMETERS] = { 0 };
  LimenRecalibrationRange range = { 0, 1 };
  g_autoptr (GArray) xs = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) ys = g_array_new (FALSE, FALSE, sizeof (double));
  LimenRecalibrationMethod method;
  LimenRecalibration *map;
  LimenStatus status;

  if (!read_method (object, where, &method, error)
      || !read_parameters (object, where, method, parameters, &range, error)
      || !read_knots (object, where, xs, ys, error))
    return NULL;
  status = range.least == 0 && range.most == 1
               ? limen_recalibration_new (
                   method, kind, parameters,
                   (const double *) (gpointer) xs->data,
                   (const double *) (gpointer) ys->data, xs->len, &map)
               : limen_recalibration_new_in_range (method, kind, parameters,
                                                   range, &map);
  if (status == LIMEN_NO_MEMORY)
    {
      limen_memory_fail (where, N_ ("for its knots"), error);
      return NULL;
    }
  if (status == LIMEN_OK && limen_recalibration_is_monotone (map))
    return map;
  limen_recalibration_free (map);
  limen_report_fail (
      error, LIMEN_REPORT_ERROR_FORMAT,
      "%s: the map is not valid, or gives a higher score a lower probability",
      where);
  return NULL;
}

/* Trials */

static JsonObject *
new_measures (const LimenTrialMeasures *measures)
{
  JsonObject *object = json_object_new ();

  limen_json_set_number (object, measures->loss_key, measures->loss);
  limen_json_set_number (object, "brier", measures->brier);
  limen_json_set_number (object, "ece", measures->ece);
  limen_json_set_number (object, "mce", measures->mce);
  limen_json_set_number (object, "adaptive-ece", measures->adaptive_ece);
  limen_json_set_slope (object, measures->slope);
  limen_json_set_number (object, "expected-over-observed",
                         measures->expected_over_observed);
  if (g_str_equal (measures->loss_key, "bce"))
    limen_json_set_number (object, "roc-auc", measures->roc_auc);
  return object;
}

static gboolean
has_range (const LimenRecalibration *map)
{
  LimenRecalibrationRange range = limen_recalibration_get_range (map);

  return range.least > 0 || range.most < 1;
}

/* Returns a note on what a trial's map cannot do, one English sentence with a
 * translation; NULL: none. Static. */
static const char *
find_note (const LimenRecalibrationTrial *trial)
{
  if (trial->map != NULL && !limen_recalibration_is_monotone (trial->map))
    return N_ ("The map falls in places: a higher score does not always mean "
               "a higher probability, so thresholds cannot be carried over.");
  if (limen_recalibration_method_makes_ties (trial->method))
    return N_ ("Different scores get the same probability: the ROC AUC counts "
               "such ties as one half, and a wrong probability of 0 or 1 adds "
               "up to 100 per row to the cross-entropy.");
  if (trial->map != NULL && has_range (trial->map))
    return N_ ("Scores of exactly 0 or 1 have no finite logit: they map to "
               "about the share of positives among their own rows.");
  return NULL;
}

/* Returns a note on what a trial's map cannot do, one sentence in the user's
 * language; NULL: none. Static. */
const char *
limen_recalibration_trial_get_note (const LimenRecalibrationTrial *trial)
{
  const char *note = find_note (trial);

  return note != NULL ? _ (note) : NULL;
}

/* Returns a trial as a new JSON object; undefined numbers are null. */
JsonObject *
limen_json_new_recalibration_trial (const LimenRecalibrationTrial *trial)
{
  JsonObject *object = json_object_new ();

  if (trial->map != NULL)
    limen_json_set_recalibration (object, trial->map);
  else
    limen_json_set_text (
        object, "method",
        limen_recalibration_method_get_name (trial->method));
  if (!isnan (trial->temperature.temperature))
    {
      JsonObject *parameters = json_object_new ();

      limen_json_set_number (parameters, "temperature",
                             trial->temperature.temperature);
      if (trial->temperature.floor > -LIMEN_LOGIT_BOUND)
        limen_json_set_number (parameters, "floor", trial->temperature.floor);
      json_object_set_object_member (object, "parameters", parameters);
    }
  json_object_set_int_member (object, "folds", (gint64) trial->n_folds);
  json_object_set_object_member (object, "before",
                                 new_measures (&trial->before));
  json_object_set_object_member (object, "after",
                                 new_measures (&trial->after));
  limen_json_set_text (object, "note", find_note (trial));
  return object;
}
