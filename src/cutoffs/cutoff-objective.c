/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoff-objective.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "decimal.h"
#include "json-reader.h"
#include "metrics-json.h"
#include "report-error.h"

static const char *const types[LIMEN_N_CUTOFF_OBJECTIVES] = {
  [LIMEN_CUTOFF_THRESHOLD] = "threshold",
  [LIMEN_CUTOFF_SHARED_THRESHOLD] = "shared-threshold",
  [LIMEN_CUTOFF_JOINT_THRESHOLDS] = "joint-thresholds",
};

/* Type name of an objective with referral. */
#define REFERRAL_TYPE "grey-zone"

/* For each kind of referral: the optimised quantity, and the bounded one
 * (NULL: the cost of referral is given instead). */
static const struct
{
  gboolean is_minimized;
  const char *metric, *bounded;
  LimenRelation relation;
} referrals[LIMEN_N_REFERRALS] = {
  [LIMEN_REFERRAL_COST] = { TRUE, "cost", NULL, 0 },
  [LIMEN_REFERRAL_MAX_ERROR] = { FALSE, "coverage", "error", LIMEN_AT_MOST },
  [LIMEN_REFERRAL_MIN_COVERAGE]
  = { FALSE, "accuracy", "coverage", LIMEN_AT_LEAST },
};

static gboolean
is_joint_minimized (LimenJointGoal goal)
{
  return goal == LIMEN_JOINT_COST;
}

/* Text */

#define OF_ALL " over all classes"

/* Returns the objective as text ("maximize f1 subject to precision>=0.7",
 * "maximize macro-f1 jointly"), a new string; NULL if set by hand. */
char *
limen_cutoff_objective_format (const LimenCutoffObjective *self)
{
  char text[LIMEN_OBJECTIVE_SIZE];

  switch (self->type)
    {
    case LIMEN_CUTOFF_THRESHOLD:
    case LIMEN_CUTOFF_SHARED_THRESHOLD:
      limen_objective_format (&self->objective, text, sizeof text);
      return g_strconcat (
          text, self->type == LIMEN_CUTOFF_SHARED_THRESHOLD ? OF_ALL : NULL,
          NULL);
    case LIMEN_CUTOFF_JOINT_THRESHOLDS:
      return g_strdup_printf ("%s %s jointly",
                              is_joint_minimized (self->joint) ? "minimize"
                                                               : "maximize",
                              limen_joint_goal_get_name (self->joint));
    default:
      return NULL;
    }
}

static gboolean
parse_as (const char *text, LimenCutoffObjectiveType type,
          LimenCutoffObjective *self)
{
  g_autofree char *plain = NULL;

  self->type = type;
  switch (type)
    {
    case LIMEN_CUTOFF_THRESHOLD:
      return limen_objective_parse (text, &self->objective);
    case LIMEN_CUTOFF_SHARED_THRESHOLD:
      if (!g_str_has_suffix (text, OF_ALL))
        return FALSE;
      plain = g_strndup (text, strlen (text) - strlen (OF_ALL));
      return limen_objective_parse (plain, &self->objective)
             && !limen_objective_refers (&self->objective);
    default:
      return FALSE;
    }
}

static gboolean
is_formatted (const LimenCutoffObjective *self, const char *text)
{
  g_autofree char *formatted = limen_cutoff_objective_format (self);

  return g_strcmp0 (formatted, text) == 0;
}

/* Parses the text that limen_cutoff_objective_format() writes. FALSE, with the
 * type BY_HAND, for other texts. */
gboolean
limen_cutoff_objective_parse (const char *text, LimenCutoffObjective *self)
{
  for (int type = 1; type < LIMEN_N_CUTOFF_OBJECTIVES; type++)
    if (parse_as (text, type, self) && is_formatted (self, text))
      return TRUE;
  self->type = LIMEN_CUTOFF_JOINT_THRESHOLDS;
  for (int goal = 0; goal < LIMEN_N_JOINT_GOALS; goal++)
    {
      self->joint = goal;
      if (is_formatted (self, text))
        return TRUE;
    }
  self->type = LIMEN_CUTOFF_BY_HAND;
  return FALSE;
}

/* Writing */

static void
set_direction (JsonObject *object, gboolean is_minimized)
{
  limen_json_set_text (object, "direction",
                       is_minimized ? "minimize" : "maximize");
}

/* Sets "metric" to the name of a metric. For an F-beta that has no name of its
 * own, this is "fbeta", and "beta" is set as well. */
static void
set_metric (JsonObject *object, LimenMetric metric)
{
  char name[LIMEN_METRIC_NAME_SIZE];
  char *colon = strchr (limen_metric_format (metric, name, sizeof name), ':');

  if (colon != NULL)
    *colon = '\0';
  limen_json_set_text (object, "metric", name);
  if (colon != NULL)
    limen_json_set_number (object, "beta", metric.beta);
}

/* Completes a constraint that has its metric, and appends it to the
 * constraints of an objective. */
static void
add_constraint (JsonObject *object, JsonObject *constraint,
                LimenRelation relation, double bound)
{
  limen_json_set_text (constraint, "relation",
                       relation == LIMEN_AT_LEAST ? ">=" : "<=");
  limen_json_set_number (constraint, "bound", bound);
  if (!json_object_has_member (object, "constraints"))
    json_object_set_array_member (object, "constraints", json_array_new ());
  json_array_add_object_element (
      json_object_get_array_member (object, "constraints"), constraint);
}

/* Sets costs, row costs and prevalence if they differ from the defaults. */
static void
set_settings (JsonObject *object, const LimenObjective *objective)
{
  const LimenCosts default_value = LIMEN_COSTS_DEFAULT,
                   costs = objective->costs;

  if (memcmp (&costs, &default_value, sizeof costs) != 0)
    {
      JsonObject *member = json_object_new ();

      limen_json_set_number (member, "fp-cost", costs.fp_cost);
      limen_json_set_number (member, "fn-cost", costs.fn_cost);
      limen_json_set_number (member, "tp-gain", costs.tp_gain);
      limen_json_set_number (member, "tn-gain", costs.tn_gain);
      json_object_set_object_member (object, "costs", member);
    }
  if (objective->has_row_costs)
    json_object_set_boolean_member (object, "row-costs", TRUE);
  if (!isnan (objective->prevalence))
    limen_json_set_number (object, "prevalence", objective->prevalence);
}

static void
set_metrics (JsonObject *object, const LimenObjective *objective)
{
  set_direction (object, objective->is_minimized);
  set_metric (object, objective->metric);
  for (gsize i = 0; i < objective->n_constraints; i++)
    {
      JsonObject *constraint = json_object_new ();

      set_metric (constraint, objective->constraints[i].metric);
      add_constraint (object, constraint, objective->constraints[i].relation,
                      objective->constraints[i].bound);
    }
}

static void
set_referral (JsonObject *object, LimenReferral referral)
{
  const char *bounded = referrals[referral.kind].bounded;
  JsonObject *constraint;

  set_direction (object, referrals[referral.kind].is_minimized);
  limen_json_set_text (object, "metric", referrals[referral.kind].metric);
  if (bounded == NULL)
    {
      limen_json_set_number (object, "refer-cost", referral.bound);
      return;
    }
  constraint = json_object_new ();
  limen_json_set_text (constraint, "metric", bounded);
  add_constraint (object, constraint, referrals[referral.kind].relation,
                  referral.bound);
}

static gboolean
refers (const LimenCutoffObjective *self)
{
  return self->type == LIMEN_CUTOFF_THRESHOLD
         && limen_objective_refers (&self->objective);
}

/* Returns the objective as a new object; not for BY_HAND. */
JsonObject *
limen_cutoff_objective_to_json (const LimenCutoffObjective *self)
{
  JsonObject *object = json_object_new ();

  limen_json_set_text (object, "type",
                       refers (self) ? REFERRAL_TYPE : types[self->type]);
  if (self->type == LIMEN_CUTOFF_JOINT_THRESHOLDS)
    {
      set_direction (object, is_joint_minimized (self->joint));
      limen_json_set_text (object, "metric",
                           limen_joint_goal_get_name (self->joint));
      return object;
    }
  if (self->type == LIMEN_CUTOFF_SHARED_THRESHOLD)
    limen_json_set_text (object, "average", "micro");
  if (refers (self))
    set_referral (object, self->objective.referral);
  else
    set_metrics (object, &self->objective);
  set_settings (object, &self->objective);
  return object;
}

/* Reading */

/* An object being read, and its name in errors. */
typedef struct
{
  JsonObject *object;
  const char *where;
  GError **error;
} Reader;

/* Reads a text that must be one of two. */
static gboolean
read_either (const Reader *self, const char *key, const char *first,
             const char *second, gboolean *is_second)
{
  g_autofree char *text = NULL;

  if (!limen_json_get_text (self->object, self->where, key, TRUE, &text,
                            self->error))
    return FALSE;
  *is_second = g_str_equal (text, second);
  return *is_second || g_str_equal (text, first)
         || limen_json_fail (self->where, self->error,
                             "\"%s\" is neither \"%s\" nor \"%s\"", key, first,
                             second);
}

/* Reads a finite number; default_value if missing, where NaN makes that an
 * error. */
static gboolean
read_number (const Reader *self, const char *key, double default_value,
             double *number)
{
  return limen_json_get_number (self->object, self->where, key, default_value,
                                number, self->error)
         && (!isnan (*number)
             || limen_json_fail (self->where, self->error, "\"%s\" is missing",
                                 key));
}

static gboolean
read_metric (const Reader *self, LimenMetric *metric)
{
  g_autofree char *name = NULL, *full = NULL;
  char number[LIMEN_DECIMAL_SIZE];
  double beta;

  if (!limen_json_get_text (self->object, self->where, "metric", TRUE, &name,
                            self->error)
      || !limen_json_get_number (self->object, self->where, "beta", NAN, &beta,
                                 self->error))
    return FALSE;
  full = isnan (beta) ? g_strdup (name)
                      : g_strdup_printf (
                          "%s:%s", name,
                          limen_decimal_format (beta, number, sizeof number));
  return limen_metric_parse (full, metric)
         || limen_json_fail (self->where, self->error,
                             isnan (beta)
                                 ? N_ ("\"metric\" has an unknown value")
                                 : N_ ("\"beta\" does not fit \"metric\""));
}

static gboolean
read_bound (const Reader *self, LimenRelation *relation, double *bound)
{
  gboolean is_at_most;

  if (!read_either (self, "relation", ">=", "<=", &is_at_most))
    return FALSE;
  *relation = is_at_most ? LIMEN_AT_MOST : LIMEN_AT_LEAST;
  return read_number (self, "bound", NAN, bound);
}

/* Finds the array of constraints, at most max_length; NULL if there are
 * none. */
static gboolean
find_constraints (const Reader *self, guint max_length, JsonArray **array)
{
  JsonNode *node = json_object_get_member (self->object, "constraints");

  *array = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node)
      || json_array_get_length (json_node_get_array (node)) > max_length)
    return limen_json_fail (self->where, self->error,
                            "\"constraints\" is not an array of at most %u",
                            max_length);
  *array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (*array); i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (*array, i)))
      return limen_json_fail (self->where, self->error,
                              "\"constraints\" has an element that is not an "
                              "object");
  return TRUE;
}

static gboolean
read_settings (const Reader *self, LimenObjective *objective)
{
  LimenCosts *costs = &objective->costs;
  double *prevalence = &objective->prevalence;
  JsonNode *node = json_object_get_member (self->object, "costs");
  JsonNode *of_rows = json_object_get_member (self->object, "row-costs");
  Reader member = *self;

  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node))
    return limen_json_fail (self->where, self->error,
                            "\"costs\" is not an object");
  if (node != NULL)
    {
      member.object = json_node_get_object (node);
      if (!read_number (&member, "fp-cost", costs->fp_cost, &costs->fp_cost)
          || !read_number (&member, "fn-cost", costs->fn_cost, &costs->fn_cost)
          || !read_number (&member, "tp-gain", costs->tp_gain, &costs->tp_gain)
          || !read_number (&member, "tn-gain", costs->tn_gain,
                           &costs->tn_gain))
        return FALSE;
    }
  if (of_rows != NULL && json_node_get_value_type (of_rows) != G_TYPE_BOOLEAN)
    return limen_json_fail (self->where, self->error,
                            "\"row-costs\" is neither true nor false");
  objective->has_row_costs = of_rows != NULL && json_node_get_boolean (of_rows);
  return limen_json_get_number (self->object, self->where, "prevalence", NAN,
                                prevalence, self->error)
         && (isnan (*prevalence) || (*prevalence > 0 && *prevalence < 1)
             || limen_json_fail (
                 self->where, self->error,
                 "\"prevalence\" does not lie between 0 and 1"));
}

static gboolean
read_metrics (const Reader *self, gboolean is_minimized,
              LimenObjective *objective)
{
  LimenMetric metric;
  JsonArray *array;

  if (!read_metric (self, &metric)
      || !find_constraints (self, LIMEN_MAX_CONSTRAINTS, &array))
    return FALSE;
  *objective = limen_objective_new (metric, is_minimized);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      LimenConstraint *constraint
          = &objective->constraints[objective->n_constraints++];
      Reader element = *self;

      element.object = json_array_get_object_element (array, i);
      if (!read_metric (&element, &constraint->metric)
          || !read_bound (&element, &constraint->relation, &constraint->bound))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_joint (const Reader *self, gboolean is_minimized, LimenJointGoal *goal)
{
  g_autofree char *name = NULL;

  return limen_json_get_text (self->object, self->where, "metric", TRUE, &name,
                              self->error)
         && ((limen_joint_goal_parse (name, goal)
              && is_minimized == is_joint_minimized (*goal))
             || limen_json_fail (self->where, self->error,
                                 "\"direction\" and \"metric\" are not a "
                                 "goal that thresholds can be chosen for "
                                 "jointly"));
}

/* Reads the bound of a referral of this kind. */
static gboolean
read_referral_bound (const Reader *self, LimenReferralKind kind, double *bound)
{
  LimenRelation relation;
  g_autofree char *name = NULL;
  Reader element = *self;
  JsonArray *array;

  if (referrals[kind].bounded == NULL)
    return read_number (self, "refer-cost", NAN, bound);
  if (!find_constraints (self, 1, &array))
    return FALSE;
  if (array == NULL || json_array_get_length (array) == 0)
    return limen_json_fail (self->where, self->error,
                            "\"constraints\" is missing");
  element.object = json_array_get_object_element (array, 0);
  return limen_json_get_text (element.object, self->where, "metric", TRUE,
                              &name, self->error)
         && read_bound (&element, &relation, bound)
         && ((g_str_equal (name, referrals[kind].bounded)
              && relation == referrals[kind].relation)
             || limen_json_fail (
                 self->where, self->error,
                 "\"constraints\" does not bound the quantity that belongs "
                 "to the grey zone's \"metric\""));
}

static gboolean
read_referral (const Reader *self, gboolean is_minimized,
               LimenObjective *objective)
{
  g_autofree char *name = NULL;
  double bound;

  if (!limen_json_get_text (self->object, self->where, "metric", TRUE, &name,
                            self->error))
    return FALSE;
  for (int kind = LIMEN_REFERRAL_NONE + 1; kind < LIMEN_N_REFERRALS; kind++)
    if (g_str_equal (referrals[kind].metric, name)
        && referrals[kind].is_minimized == is_minimized)
      {
        if (!read_referral_bound (self, kind, &bound))
          return FALSE;
        *objective = limen_objective_new_referral (kind, bound);
        return TRUE;
      }
  return limen_json_fail (
      self->where, self->error,
      "\"direction\" and \"metric\" are not a goal that a grey zone can be "
      "chosen for");
}

/* Reads the object written by limen_cutoff_objective_to_json(). FALSE with an
 * error that names the wrong member after `where`. */
gboolean
limen_cutoff_objective_read (LimenCutoffObjective *self, JsonObject *object,
                             const char *where, GError **error)
{
  const Reader reader = { object, where, error };
  g_autofree char *type = NULL;
  gboolean is_minimized;

  if (!limen_json_get_text (object, where, "type", TRUE, &type, error)
      || !read_either (&reader, "direction", "maximize", "minimize",
                       &is_minimized))
    return FALSE;
  if (g_str_equal (type, REFERRAL_TYPE))
    {
      self->type = LIMEN_CUTOFF_THRESHOLD;
      return read_referral (&reader, is_minimized, &self->objective)
             && read_settings (&reader, &self->objective);
    }
  for (self->type = 1; self->type < LIMEN_N_CUTOFF_OBJECTIVES; self->type++)
    if (g_str_equal (types[self->type], type))
      break;
  switch (self->type)
    {
    case LIMEN_CUTOFF_THRESHOLD:
    case LIMEN_CUTOFF_SHARED_THRESHOLD:
      return read_metrics (&reader, is_minimized, &self->objective)
             && read_settings (&reader, &self->objective);
    case LIMEN_CUTOFF_JOINT_THRESHOLDS:
      return read_joint (&reader, is_minimized, &self->joint);
    default:
      self->type = LIMEN_CUTOFF_BY_HAND;
      return limen_json_fail (reader.where, reader.error,
                              "\"type\" has an unknown value");
    }
}
