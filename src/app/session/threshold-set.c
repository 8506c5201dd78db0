/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "threshold-set-private.h"

#include <math.h>
#include <string.h>

#include "jobs.h"

enum
{
  PROP_0,
  PROP_RULE,
  PROP_MAPS,
  N_PROPS
};

enum
{
  RESULT_CHANGED,
  REPLACED,
  FOUND,
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenThresholdSet, limen_threshold_set, G_TYPE_OBJECT)

/* Emits `failed`; ignores errors that only say that a job was cancelled. */
void
limen_threshold_set_fail (LimenThresholdSet *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error);
}

/* Multiclass result */

static void result_computed_cb (GObject *object, GAsyncResult *result,
                                gpointer user_data);

/* Computes the result in the background. Only one computation runs at a time;
 * a change during it starts another one afterwards. */
void
limen_threshold_set_decide (LimenThresholdSet *self)
{
  if (self->analysis == NULL
      || limen_analysis_get_multiclass (self->analysis) == NULL)
    return;
  self->is_result_stale = self->deciding != NULL;
  if (self->is_result_stale)
    return;
  self->deciding = g_cancellable_new ();
  limen_job_multiclass_result_async (
      self->analysis, limen_threshold_set_get_deciding_scores (self),
      limen_threshold_set_get_deciding_thresholds (self), self->now.rule,
      self->deciding, self, result_computed_cb);
}

static void
result_computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenThresholdSet *self = LIMEN_THRESHOLD_SET (object);
  GCancellable *cancellable = g_task_get_cancellable (G_TASK (result));
  g_autoptr (GError) error = NULL;
  LimenMulticlassResult *computed
      = limen_job_multiclass_result_finish (result, &error);

  if (cancellable != self->deciding)
    {
      limen_multiclass_result_free (computed);
      return;
    }
  g_clear_object (&self->deciding);
  if (computed != NULL)
    {
      limen_multiclass_result_free (self->result);
      self->result = computed;
      g_signal_emit (self, signals[RESULT_CHANGED], 0);
    }
  else
    limen_threshold_set_fail (self, error);
  if (self->is_result_stale)
    limen_threshold_set_decide (self);
}

/* GObject */

static void
limen_threshold_set_get_property (GObject *object, guint id, GValue *value,
                                  GParamSpec *pspec)
{
  LimenThresholdSet *self = LIMEN_THRESHOLD_SET (object);

  switch (id)
    {
    case PROP_RULE:
      g_value_set_uint (value, self->now.rule);
      break;
    case PROP_MAPS:
      g_value_set_string (value, self->now.maps);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
limen_threshold_set_set_property (GObject *object, guint id,
                                  const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_RULE)
    limen_threshold_set_set_rule (LIMEN_THRESHOLD_SET (object),
                                  g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
stop (LimenThresholdSet *self)
{
  limen_job_cancel (&self->deciding);
  limen_job_cancel (&self->searching);
}

static void
limen_threshold_set_dispose (GObject *object)
{
  LimenThresholdSet *self = LIMEN_THRESHOLD_SET (object);

  stop (self);
  g_clear_pointer (&self->analysis, limen_analysis_unref);
  G_OBJECT_CLASS (limen_threshold_set_parent_class)->dispose (object);
}

static void
clear_state (LimenThresholdSetState *state)
{
  g_free (state->thresholds);
  g_free (state->refer_from);
  limen_threshold_scores_unref (state->mapped);
  g_free (state->mapped_thresholds);
  g_free (state->maps);
  g_free (state->objective);
  g_free (state->found_thresholds);
}

static void
limen_threshold_set_finalize (GObject *object)
{
  LimenThresholdSet *self = LIMEN_THRESHOLD_SET (object);

  clear_state (&self->now);
  limen_multiclass_result_free (self->result);
  G_OBJECT_CLASS (limen_threshold_set_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, GType argument)
{
  return g_signal_new (name, LIMEN_TYPE_THRESHOLD_SET, G_SIGNAL_RUN_LAST, 0,
                       NULL, NULL, NULL, G_TYPE_NONE,
                       argument == G_TYPE_NONE ? 0 : 1, argument);
}

static void
limen_threshold_set_class_init (LimenThresholdSetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = limen_threshold_set_get_property;
  object_class->set_property = limen_threshold_set_set_property;
  object_class->dispose = limen_threshold_set_dispose;
  object_class->finalize = limen_threshold_set_finalize;
  properties[PROP_RULE] = g_param_spec_uint (
      "rule", NULL, NULL, 0, LIMEN_N_DECISION_RULES - 1,
      LIMEN_DECISION_ARGMAX_OVER_THRESHOLD,
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_MAPS]
      = g_param_spec_string ("maps", NULL, NULL, NULL,
                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[RESULT_CHANGED] = new_signal ("result-changed", G_TYPE_NONE);
  signals[REPLACED] = new_signal ("replaced", G_TYPE_NONE);
  signals[FOUND] = new_signal ("found", G_TYPE_STRING);
  signals[FAILED] = new_signal ("failed", G_TYPE_ERROR);
}

/* Removes all grey zones. */
static void
clear_zones (LimenThresholdSet *self)
{
  g_free (self->now.refer_from);
  self->now.refer_from = g_new (double, self->now.n);
  for (gsize k = 0; k < self->now.n; k++)
    self->now.refer_from[k] = NAN;
}

static void
limen_threshold_set_init (LimenThresholdSet *self)
{
  self->now.rule = LIMEN_DECISION_ARGMAX_OVER_THRESHOLD;
  self->now.n = 1;
  self->now.thresholds = g_new (double, 1);
  self->now.thresholds[0] = 0.5;
  clear_zones (self);
}

/* A set with a single threshold of 0.5 and no analysis. */
LimenThresholdSet *
limen_threshold_set_new (void)
{
  return g_object_new (LIMEN_TYPE_THRESHOLD_SET, NULL);
}

/* Whether thresholds of analysis a can be kept for analysis b: the scores of
 * both convert to probabilities and have equal kind, direction, number of
 * classes and, if there are several classes, class names. */
static gboolean
are_comparable (LimenAnalysis *a, LimenAnalysis *b)
{
  LimenThresholdScores *first = limen_analysis_get_scores (a);
  LimenThresholdScores *second = limen_analysis_get_scores (b);
  gsize n = limen_analysis_get_n_classes (a);
  LimenKind kind = limen_threshold_scores_get_numbers (first)->kind;

  if (n != limen_analysis_get_n_classes (b)
      || !limen_kind_has_probabilities (kind)
      || kind != limen_threshold_scores_get_numbers (second)->kind
      || limen_threshold_scores_get_numbers (first)->is_reversed
             != limen_threshold_scores_get_numbers (second)->is_reversed)
    return FALSE;
  for (gsize k = 0; n > 1 && k < n; k++)
    if (!g_str_equal (limen_threshold_scores_get_class_name (first, k),
                      limen_threshold_scores_get_class_name (second, k)))
      return FALSE;
  return TRUE;
}

/* Stores the decision rule if a file allows only one: FIRST_ABOVE for top
 * labels, whose single score is compared with the threshold; ARGMAX for
 * decisions, which have no thresholds. FALSE if every rule is valid. */
static gboolean
find_required_rule (LimenAnalysis *analysis, LimenDecisionRule *rule)
{
  const LimenPredictions *numbers;
  gboolean has_predicted;

  if (analysis == NULL)
    return FALSE;
  numbers = limen_threshold_scores_get_numbers (
      limen_analysis_get_scores (analysis));
  has_predicted = limen_task_get (numbers->task)->has_predicted;
  *rule = has_predicted ? LIMEN_DECISION_FIRST_ABOVE : LIMEN_DECISION_ARGMAX;
  return has_predicted || !limen_kind_has_thresholds (numbers->kind);
}

/* Sets the rule for a new analysis. A rule that was forced by the previous
 * file is reset. */
static void
resolve_rule (LimenThresholdSet *self, gboolean had_required_rule)
{
  LimenDecisionRule rule;

  if (find_required_rule (self->analysis, &rule))
    limen_threshold_set_set_rule (self, rule);
  else if (had_required_rule)
    limen_threshold_set_set_rule (self, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
}

/* Sets each threshold to its start value. Without classes there is one
 * threshold, which decides nothing. */
static void
take_start_thresholds (LimenThresholdSet *self)
{
  gsize n = limen_analysis_get_n_classes (self->analysis);

  self->now.n = MAX (n, 1);
  g_free (self->now.thresholds);
  self->now.thresholds = g_new (double, self->now.n);
  self->now.thresholds[0] = 0.5;
  for (gsize k = 0; k < n; k++)
    self->now.thresholds[k]
        = limen_analysis_get_summary (self->analysis, k)->start;
  clear_zones (self);
}

/* Replaces the analysis, of which a reference is kept. Keeps the thresholds if
 * they are comparable, else sets each to its start value; see
 * are_comparable(). Drops maps, the common objective and searches. */
void
limen_threshold_set_set_analysis (LimenThresholdSet *self,
                                  LimenAnalysis *analysis)
{
  gboolean keeps, had_required_rule;
  LimenDecisionRule rule;

  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));

  stop (self);
  limen_threshold_set_take_maps (self, NULL, NULL, NULL);
  limen_threshold_set_take_objective (self, NULL, NULL);
  g_clear_pointer (&self->result, limen_multiclass_result_free);
  had_required_rule = find_required_rule (self->analysis, &rule);
  keeps = self->analysis != NULL && are_comparable (self->analysis, analysis);
  g_clear_pointer (&self->analysis, limen_analysis_unref);
  self->analysis = limen_analysis_ref (analysis);
  if (!keeps)
    take_start_thresholds (self);
  resolve_rule (self, had_required_rule);
  limen_threshold_set_decide (self);
}

/* The number of thresholds. */
gsize
limen_threshold_set_get_n (LimenThresholdSet *self)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), 0);

  return self->now.n;
}

/* The threshold of a class. */
double
limen_threshold_set_get (LimenThresholdSet *self, gsize class)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NAN);
  g_return_val_if_fail (class < self->now.n, NAN);

  return self->now.thresholds[class];
}

/* Sets the threshold of a class; `result-changed` follows. */
void
limen_threshold_set_set (LimenThresholdSet *self, gsize class,
                         double threshold)
{
  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));
  g_return_if_fail (class < self->now.n);

  self->now.thresholds[class] = threshold;
  if (self->now.mapped != NULL)
    self->now.mapped_thresholds[class]
        = limen_threshold_set_map (self, class, threshold);
  limen_threshold_set_decide (self);
}

/* The lower threshold of a class, from which on rows are referred; NaN: no
 * grey zone. */
double
limen_threshold_set_get_refer_from (LimenThresholdSet *self, gsize class)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NAN);
  g_return_val_if_fail (class < self->now.n, NAN);

  return self->now.refer_from[class];
}

/* Sets the lower threshold of a class. The joint decision of all classes
 * ignores it, since it refers no rows. */
void
limen_threshold_set_set_refer_from (LimenThresholdSet *self, gsize class,
                                    double refer_from)
{
  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));
  g_return_if_fail (class < self->now.n);

  self->now.refer_from[class] = refer_from;
}

/* The thresholds of all classes; owned by the set. */
const double *
limen_threshold_set_get_all (LimenThresholdSet *self)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NULL);

  return self->now.thresholds;
}

/* Sets the thresholds of all classes, removes the grey zones, keeps the maps,
 * and emits `replaced`. */
void
limen_threshold_set_replace (LimenThresholdSet *self, const double *thresholds)
{
  for (gsize k = 0; k < self->now.n; k++)
    self->now.thresholds[k] = thresholds[k];
  clear_zones (self);
  g_signal_emit (self, signals[REPLACED], 0);
  limen_threshold_set_decide (self);
}

/* Sets all thresholds, drops the maps and the grey zones, and emits
 * `replaced`. */
void
limen_threshold_set_set_all (LimenThresholdSet *self, const double *thresholds)
{
  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));

  limen_threshold_set_take_maps (self, NULL, NULL, NULL);
  limen_threshold_set_replace (self, thresholds);
}

/* Sets one threshold for all classes; see limen_threshold_set_set_all(). */
void
limen_threshold_set_share (LimenThresholdSet *self, double threshold)
{
  g_autofree double *thresholds = NULL;

  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));

  thresholds = g_new (double, self->now.n);
  for (gsize k = 0; k < self->now.n; k++)
    thresholds[k] = threshold;
  limen_threshold_set_set_all (self, thresholds);
}

/* The rule by which several classes decide together. */
LimenDecisionRule
limen_threshold_set_get_rule (LimenThresholdSet *self)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), LIMEN_DECISION_ARGMAX);

  return self->now.rule;
}

/* Sets the decision rule; `result-changed` follows. */
void
limen_threshold_set_set_rule (LimenThresholdSet *self, LimenDecisionRule rule)
{
  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));

  if (self->now.rule == rule)
    return;
  self->now.rule = rule;
  limen_threshold_set_decide (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RULE]);
}

/* The multiclass result; NULL before it is computed and for a binary file.
 * Owned by the set. */
const LimenMulticlassResult *
limen_threshold_set_get_multiclass_result (LimenThresholdSet *self)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NULL);

  return self->result;
}

/* Saved states */

/* A copy of the thresholds, grey zones, rule and maps, and of the objective
 * they were found for. */
LimenThresholdSetState *
limen_threshold_set_save_state (LimenThresholdSet *self)
{
  LimenThresholdSetState *state;
  gsize size;

  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NULL);

  state = g_memdup2 (&self->now, sizeof self->now);
  size = state->n * sizeof (double);
  state->thresholds = g_memdup2 (state->thresholds, size);
  state->refer_from = g_memdup2 (state->refer_from, size);
  if (state->mapped != NULL)
    limen_threshold_scores_ref (state->mapped);
  state->mapped_thresholds = g_memdup2 (state->mapped_thresholds, size);
  state->maps = g_strdup (state->maps);
  state->objective = g_memdup2 (state->objective, sizeof *state->objective);
  state->found_thresholds = g_memdup2 (state->found_thresholds, size);
  return state;
}

/* Frees a state. NULL is ignored. */
void
limen_threshold_set_state_free (LimenThresholdSetState *state)
{
  if (state != NULL)
    clear_state (state);
  g_free (state);
}

/* Restores a state that was saved with the same scores and classes. Emits
 * notifications for the rule and the maps and `result-changed`, but none for
 * the thresholds. */
void
limen_threshold_set_take_state (LimenThresholdSet *self,
                                const LimenThresholdSetState *state)
{
  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));
  g_return_if_fail (state->n == self->now.n);

  limen_job_cancel (&self->searching);
  limen_threshold_set_take_maps (self, state->mapped, state->mapped_thresholds,
                                 state->maps);
  limen_threshold_set_take_objective (
      self, g_memdup2 (state->objective, sizeof *state->objective),
      state->found_thresholds);
  memcpy (self->now.thresholds, state->thresholds,
          self->now.n * sizeof (double));
  memcpy (self->now.refer_from, state->refer_from,
          self->now.n * sizeof (double));
  limen_threshold_set_set_rule (self, state->rule);
  limen_threshold_set_decide (self);
}
