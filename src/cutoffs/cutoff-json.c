/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoff-json.h"

#include <float.h>
#include <glib/gi18n.h>
#include <math.h>

#include "cutoff-fields.h"
#include "cutoff-intervals.h"
#include "cutoff-test.h"
#include "json-reader.h"
#include "metrics-json.h"
#include "recalibration-json.h"
#include "report-error.h"
#include "threshold.h"

/* Writing */

/* Returns the object that contains a field; creates it if needed. */
static JsonObject *
get_parent (JsonObject *object, const LimenCutoffField *field,
            const LimenCutoffData *data)
{
  JsonObject *parent;

  if (field->parent == NULL)
    return object;
  if (json_object_has_member (object, field->parent))
    return json_object_get_object_member (object, field->parent);
  parent = json_object_new ();
  json_object_set_object_member (object, field->parent, parent);
  if (field->is_calibrated)
    limen_json_set_recalibration (parent, data->recalibration);
  return parent;
}

static void
set_field (JsonObject *object, const LimenCutoffField *field,
           const LimenCutoffData *data)
{
  double number = limen_cutoff_field_get_number (field, data);

  if (limen_cutoff_field_is_text (field))
    limen_json_set_text (object, field->key,
                         limen_cutoff_field_get_text (field, data));
  else if (field->type == LIMEN_FIELD_METRICS)
    json_object_set_object_member (object, field->key,
                                   limen_json_new_metrics (data->metrics));
  else if (field->type == LIMEN_FIELD_INTERVALS)
    json_object_set_object_member (
        object, field->key, limen_cutoff_intervals_to_json (data->intervals));
  else if (field->type == LIMEN_FIELD_SEED)
    json_object_set_int_member (object, field->key,
                                (gint64) data->uncertainty.seed);
  else if (field->type == LIMEN_FIELD_OBJECTIVE)
    json_object_set_object_member (
        object, field->key,
        limen_cutoff_objective_to_json (&data->objective_spec));
  else if (field->type == LIMEN_FIELD_TRUE)
    json_object_set_boolean_member (object, field->key, TRUE);
  else if (field->type == LIMEN_FIELD_COUNT)
    json_object_set_int_member (object, field->key, (gint64) number);
  else
    limen_json_set_number (object, field->key, number);
}

/* Returns a cutoff as a new object. */
JsonObject *
limen_cutoff_to_json (LimenCutoff *self)
{
  const LimenCutoffData *data = limen_cutoff_get_data (self);
  JsonObject *object = json_object_new ();

  for (gsize i = 0; i < limen_n_cutoff_fields; i++)
    {
      const LimenCutoffField *field = &limen_cutoff_fields[i];

      if (field->key != NULL && limen_cutoff_field_is_written (field, data))
        set_field (get_parent (object, field, data), field, data);
    }
  if (data->test != NULL)
    json_object_set_object_member (object, "test",
                                   limen_cutoff_test_to_json (data->test));
  return object;
}

/* Reading */

typedef struct
{
  JsonObject *object;
  const char *where;
  LimenCutoffData *data;
  GError **error;
} Reader;

static gboolean
read_text (const Reader *self, const char *key, gboolean is_required,
           char **text)
{
  return limen_json_get_text (self->object, self->where, key, is_required,
                              text, self->error);
}

static gboolean
read_number (const Reader *self, const char *key, double fallback,
             double *number)
{
  return limen_json_get_number (self->object, self->where, key, fallback,
                                number, self->error);
}

static gboolean
read_name (const Reader *self, const LimenCutoffField *field, guint *value)
{
  g_autofree char *name = NULL;

  if (!read_text (self, field->key, field->is_required, &name))
    return FALSE;
  *value = field->fallback;
  if (name == NULL)
    return TRUE;
  for (*value = 0; *value < field->n_names; ++*value)
    if (g_strcmp0 (field->get_name (*value), name) == 0)
      return TRUE;
  return limen_json_fail (self->where, self->error,
                          "\"%s\" has an unknown value", field->key);
}

static gboolean
read_count (const Reader *self, const char *key, guint64 *count)
{
  double number;

  if (!read_number (self, key, 0, &number))
    return FALSE;
  if (!(number >= 0 && number < 1e18 && number == floor (number)))
    return limen_json_fail (self->where, self->error,
                            "\"%s\" is %.6g, which is not a number of rows",
                            key, number);
  *count = (guint64) number;
  return TRUE;
}

/* Reads a seed, of which no digit is lost. */
static gboolean
read_seed (const Reader *self, const char *key, guint64 *seed)
{
  JsonNode *node = json_object_get_member (self->object, key);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64
      || json_node_get_int (node) < 0)
    return read_count (self, key, seed);
  *seed = (guint64) json_node_get_int (node);
  return TRUE;
}

static gboolean
read_weight (const Reader *self, const char *key, double *weight)
{
  return read_number (self, key, 0, weight)
         && (*weight >= 0
             || limen_json_fail (self->where, self->error,
                                 "\"%s\" is negative", key));
}

/* Reads a field. Fields missing from files of earlier versions get the value
 * that those versions implied. Derived fields are not read; thresholds and the
 * objective are read separately. */
static gboolean
read_field (const Reader *self, const LimenCutoffField *field)
{
  gpointer value = limen_cutoff_field_get_pointer (field, self->data);

  switch (field->type)
    {
    case LIMEN_FIELD_TEXT:
      return read_text (self, field->key, field->is_required, value);
    case LIMEN_FIELD_NAME:
      return read_name (self, field, value);
    case LIMEN_FIELD_NUMBER:
      return read_number (self, field->key, NAN, value);
    case LIMEN_FIELD_WEIGHT:
      return read_weight (self, field->key, value);
    case LIMEN_FIELD_COUNT:
      return read_count (self, field->key, value);
    case LIMEN_FIELD_SEED:
      return read_seed (self, field->key, value);
    default:
      return TRUE;
    }
}

/* Reads the fields of the cutoff or of one of its objects. */
static gboolean
read_fields (const Reader *self, const char *parent)
{
  for (gsize i = 0; i < limen_n_cutoff_fields; i++)
    if (g_strcmp0 (limen_cutoff_fields[i].parent, parent) == 0
        && !read_field (self, &limen_cutoff_fields[i]))
      return FALSE;
  return TRUE;
}

/* Sets up a reader for a member that is an object; its `object` is NULL if the
 * member is missing. */
static gboolean
find_object (const Reader *self, const char *name, Reader *member)
{
  JsonNode *node = json_object_get_member (self->object, name);

  *member = *self;
  member->object = NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return limen_json_fail (self->where, self->error,
                            "\"%s\" is not an object", name);
  member->object = json_node_get_object (node);
  return TRUE;
}

/* Reads a threshold with its interval. With `may_be_none`, null or a number of
 * at least LIMEN_NEVER_REACHED (unless reversed) is read as +inf, which no
 * score reaches. FALSE with an error if the threshold is missing or outside
 * its interval. */
static gboolean
read_edge (const Reader *self, gboolean is_refer, gboolean may_be_none,
           gboolean is_reversed, LimenEdge *edge)
{
  const char *key = is_refer ? "refer-from" : "threshold";
  const char *low = is_refer ? "refer-low" : "low";
  const char *high = is_refer ? "refer-high" : "high";
  double min_none = is_reversed ? INFINITY : LIMEN_NEVER_REACHED;

  if (!read_number (self, key, NAN, &edge->threshold)
      || !read_number (self, low, -INFINITY, &edge->low)
      || !read_number (self, high, INFINITY, &edge->high))
    return FALSE;
  if (may_be_none && json_object_has_member (self->object, key)
      && (isnan (edge->threshold) || edge->threshold >= min_none))
    edge->threshold = INFINITY;
  if (isnan (edge->threshold))
    return limen_json_fail (self->where, self->error, "\"%s\" is missing",
                            key);
  edge->threshold = limen_threshold_reverse (edge->threshold, is_reversed);
  limen_interval_reverse (&edge->low, &edge->high, is_reversed);
  return (edge->low < edge->threshold && edge->threshold <= edge->high)
         || limen_json_fail (
             self->where, self->error,
             "\"%s\" does not lie in its interval from \"%s\" to \"%s\"", key,
             low, high);
}

static gboolean
read_threshold (const Reader *self)
{
  LimenCutoffData *data = self->data;
  g_autofree char *decides = NULL;

  if (!read_text (self, "decides", FALSE, &decides))
    return FALSE;
  if (decides != NULL && !g_str_equal (decides, LIMEN_THRESHOLD_NONE))
    return limen_json_fail (self->where, self->error,
                            "\"decides\" is not \"none\", its only valid "
                            "value");
  return read_edge (self, FALSE, decides != NULL, data->is_reversed,
                    &data->edge)
         && (decides == NULL || data->edge.threshold == INFINITY
             || limen_json_fail (
                 self->where, self->error,
                 "\"decides\" is \"none\", but \"threshold\" is a number that "
                 "scores may reach"));
}

/* Reads the grey zone; absent from files of earlier versions. */
static gboolean
read_grey_zone (const Reader *self)
{
  LimenCutoffData *data = self->data;
  gboolean may_be_none = data->edge.threshold == INFINITY;

  data->has_grey_zone
      = json_object_has_member (self->object, "refer-from")
        && (may_be_none
            || !json_object_get_null_member (self->object, "refer-from"));
  return !data->has_grey_zone
         || (read_edge (self, TRUE, may_be_none, data->is_reversed,
                        &data->refer)
             && (data->refer.threshold <= data->edge.threshold
                 || limen_json_fail (
                     self->where, self->error,
                     data->is_reversed
                         ? N_ ("\"refer-from\" is below \"threshold\"")
                         : N_ ("\"refer-from\" is above \"threshold\""))));
}

/* Reads the recalibration map and the thresholds on its probabilities, two if
 * the cutoff has a grey zone; absent from files of earlier versions. */
static gboolean
read_recalibration (const Reader *self)
{
  g_autofree char *where = g_strconcat (self->where, ".recalibration", NULL);
  LimenCutoffData *data = self->data;
  Reader member;

  if (!find_object (self, "recalibration", &member))
    return FALSE;
  if (member.object == NULL)
    return TRUE;
  member.where = where;
  data->recalibration = limen_json_get_recalibration (member.object, where,
                                                      data->kind, self->error);
  return data->recalibration != NULL
         && read_edge (&member, FALSE, data->edge.threshold == INFINITY, FALSE,
                       &data->calibrated)
         && (!data->has_grey_zone
             || (read_edge (&member, TRUE, data->refer.threshold == INFINITY,
                            FALSE, &data->calibrated_refer)
                 && (data->calibrated_refer.threshold
                         <= data->calibrated.threshold
                     || limen_json_fail (
                         where, self->error,
                         "\"refer-from\" is above \"threshold\""))));
}

/* Reads the objective. Files of earlier versions and CSV only have a text,
 * which is kept if it cannot be parsed. */
static gboolean
read_objective (const Reader *self)
{
  LimenCutoffData *data = self->data;
  g_autofree char *where = g_strconcat (self->where, ".objective-spec", NULL);
  LimenCutoffObjective objective = { 0 };
  Reader spec;

  if (!find_object (self, "objective-spec", &spec))
    return FALSE;
  if (spec.object == NULL)
    {
      if (data->objective != NULL)
        limen_cutoff_objective_parse (data->objective, &data->objective_spec);
      return TRUE;
    }
  if (!limen_cutoff_objective_read (&objective, spec.object, where,
                                    self->error))
    return FALSE;
  limen_cutoff_data_set_objective (data, &objective, data->value);
  return TRUE;
}

/* Reads the rule. In limen-cutoffs/1, where it is optional, high scores mean
 * positive. */
static gboolean
read_rule (const Reader *self, gboolean is_version_2)
{
  gboolean *is_reversed = &self->data->is_reversed;
  JsonNode *reversed = json_object_get_member (self->object, "reversed");
  g_autofree char *rule = NULL;

  if (!read_text (self, "rule", is_version_2, &rule))
    return FALSE;
  *is_reversed
      = is_version_2 && g_str_equal (rule, limen_threshold_get_rule (TRUE));
  if (reversed != NULL
      && (json_node_get_value_type (reversed) != G_TYPE_BOOLEAN
          || json_node_get_boolean (reversed) != *is_reversed))
    return limen_json_fail (self->where, self->error,
                            "\"reversed\" does not agree with \"rule\"");
  return *is_reversed || rule == NULL
         || g_str_equal (rule, limen_threshold_get_rule (FALSE))
         || limen_json_fail (
             self->where, self->error,
             is_version_2
                 ? N_ ("\"rule\" is neither \"score >= threshold\" nor "
                       "\"score <= threshold\"")
                 : N_ ("\"rule\" is not \"score >= threshold\", the only rule "
                       "of limen-cutoffs/1"));
}

static gboolean
check (const Reader *self)
{
  const LimenCutoffData *data = self->data;
  double prevalence = data->target_prevalence;

  if (data->decision != LIMEN_N_DECISION_RULES
      && !limen_task_get (data->task)->has_joint_decision)
    return limen_json_fail (self->where, self->error,
                            "\"decision\" is for multiclass cutoffs");
  if (data->is_reversed
      && (!limen_task_get (data->task)->has_positive
          || data->undone != LIMEN_UNDO_NONE
          || (data->kind != LIMEN_KIND_SCORE
              && data->kind != LIMEN_KIND_LOGIT)))
    return limen_json_fail (self->where, self->error,
                            "\"rule\" is \"score <= threshold\", which is for "
                            "binary files of plain scores or logits");
  return isnan (prevalence) || (prevalence > 0 && prevalence < 1)
         || limen_json_fail (
             self->where, self->error,
             "\"target-prevalence\" does not lie between 0 and 1");
}

static gboolean
read_metrics (const Reader *self)
{
  Reader metrics;

  if (!find_object (self, "metrics", &metrics))
    return FALSE;
  if (metrics.object == NULL)
    return limen_json_fail (self->where, self->error,
                            "\"metrics\" is missing");
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    if (!read_number (&metrics, limen_metric_get_info (i)->name, NAN,
                      &self->data->metrics[i]))
      return FALSE;
  return TRUE;
}

/* Reads the intervals and how they were computed; absent from files of earlier
 * versions. */
static gboolean
read_intervals (const Reader *self)
{
  g_autofree char *where = g_strconcat (self->where, ".uncertainty", NULL);
  Reader intervals, uncertainty;

  if (!find_object (self, "intervals", &intervals)
      || !find_object (self, "uncertainty", &uncertainty))
    return FALSE;
  self->data->uncertainty.confidence = NAN;
  uncertainty.where = where;
  return (uncertainty.object == NULL
          || read_fields (&uncertainty, "uncertainty"))
         && limen_cutoff_intervals_read (self->data, intervals.object,
                                         self->where, self->error);
}

static gboolean
read_provenance (const Reader *self)
{
  Reader said;

  return find_object (self, "provenance", &said)
         && (said.object == NULL || read_fields (&said, "provenance"));
}

/* Reads the results on test data; absent where there were none. */
static gboolean
read_test (const Reader *self)
{
  g_autofree char *where = g_strconcat (self->where, ".test", NULL);
  Reader test;

  if (!find_object (self, "test", &test))
    return FALSE;
  if (test.object != NULL)
    self->data->test
        = limen_cutoff_test_read (test.object, where, self->error);
  return test.object == NULL || self->data->test != NULL;
}

/* Reads a cutoff of limen-cutoffs/1 or /2; NULL with an error that names the
 * wrong member after `where`. */
LimenCutoff *
limen_cutoff_new_from_json (JsonNode *node, const char *where,
                            gboolean is_version_2, GError **error)
{
  g_auto (LimenCutoffData) data = { 0 };
  Reader reader = { NULL, where, &data, error };

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      limen_json_fail (reader.where, reader.error, "this is not an object");
      return NULL;
    }
  reader.object = json_node_get_object (node);
  return read_rule (&reader, is_version_2) && read_fields (&reader, NULL)
                 && check (&reader) && read_objective (&reader)
                 && read_threshold (&reader) && read_grey_zone (&reader)
                 && read_recalibration (&reader) && read_metrics (&reader)
                 && read_intervals (&reader) && read_provenance (&reader)
                 && read_test (&reader)
             ? limen_cutoff_new_from_data (&data)
             : NULL;
}
