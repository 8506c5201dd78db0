#include "threshold-set.h"

#include <math.h>
#include <string.h>

#include "jobs.h"

struct _LimenThresholdSet
{
  GObject parent_instance;

  LimenAnalysis *analysis; /* NULL: none yet */
  double *thresholds;      /* of each class; at least one */
  double *refer_from;      /* of each class; NaN: no grey zone */
  gsize n;
  LimenDecisionRule rule;
  /* What maps make of the scores, and thresholds for that; NULL: there are no
   * maps. */
  LimenThresholdScores *mapped;
  double *mapped_thresholds;
  char *maps; /* whose they are */

  LimenOutcome *outcome;     /* NULL: none yet, or a binary file */
  GCancellable *deciding;    /* NULL: it is up to date */
  gboolean is_outcome_stale; /* meanwhile */
  GCancellable *searching;

  LimenCommonObjective *objective; /* searched for last; NULL: none */
  double *found_thresholds;        /* what that found, of each class */
  const char *restored; /* while a change goes back to cutoffs, their name */
};

enum
{
  PROP_0,
  PROP_RULE,
  PROP_MAPS,
  N_PROPS
};

enum
{
  OUTCOME_CHANGED,
  REPLACED,
  FOUND,
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenThresholdSet, limen_threshold_set, G_TYPE_OBJECT)

/* What comes of it */

static void outcome_computed_cb (GObject *object, GAsyncResult *result,
                                 gpointer user_data);

/* One runs at a time; what comes meanwhile starts the next. */
static void
start_outcome (LimenThresholdSet *self)
{
  if (self->analysis == NULL
      || limen_analysis_get_multiclass (self->analysis) == NULL)
    return;
  self->is_outcome_stale = self->deciding != NULL;
  if (self->is_outcome_stale)
    return;
  self->deciding = g_cancellable_new ();
  limen_job_outcome_async (self->analysis,
                           limen_threshold_set_get_deciding_scores (self),
                           limen_threshold_set_get_deciding_thresholds (self),
                           self->rule, self->deciding, self,
                           outcome_computed_cb);
}

static void
outcome_computed_cb (GObject *object, GAsyncResult *result,
                     gpointer user_data)
{
  LimenThresholdSet *self = LIMEN_THRESHOLD_SET (object);
  GCancellable *cancellable = g_task_get_cancellable (G_TASK (result));
  g_autoptr (GError) error = NULL;
  LimenOutcome *outcome = limen_job_outcome_finish (result, &error);

  if (cancellable != self->deciding)
    {
      limen_outcome_free (outcome);
      return;
    }
  g_clear_object (&self->deciding);
  if (outcome != NULL)
    {
      limen_outcome_free (self->outcome);
      self->outcome = outcome;
      g_signal_emit (self, signals[OUTCOME_CHANGED], 0);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error);
  if (self->is_outcome_stale)
    start_outcome (self);
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
      g_value_set_uint (value, self->rule);
      break;
    case PROP_MAPS:
      g_value_set_string (value, self->maps);
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
limen_threshold_set_finalize (GObject *object)
{
  LimenThresholdSet *self = LIMEN_THRESHOLD_SET (object);

  g_free (self->thresholds);
  limen_threshold_scores_unref (self->mapped);
  g_free (self->mapped_thresholds);
  g_free (self->maps);
  g_free (self->refer_from);
  limen_common_objective_free (self->objective);
  g_free (self->found_thresholds);
  limen_outcome_free (self->outcome);
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
  signals[OUTCOME_CHANGED] = new_signal ("outcome-changed", G_TYPE_NONE);
  signals[REPLACED] = new_signal ("replaced", G_TYPE_NONE);
  signals[FOUND] = new_signal ("found", G_TYPE_STRING);
  signals[FAILED] = new_signal ("failed", G_TYPE_ERROR);
}

/* No class has a grey zone. */
static void
clear_zones (LimenThresholdSet *self)
{
  g_free (self->refer_from);
  self->refer_from = g_new (double, self->n);
  for (gsize k = 0; k < self->n; k++)
    self->refer_from[k] = NAN;
}

static void
limen_threshold_set_init (LimenThresholdSet *self)
{
  self->rule = LIMEN_DECISION_ARGMAX_OVER_THRESHOLD;
  self->n = 1;
  self->thresholds = g_new (double, 1);
  self->thresholds[0] = 0.5;
  clear_zones (self);
}

/* One threshold of one half, of nothing yet. */
LimenThresholdSet *
limen_threshold_set_new (void)
{
  return g_object_new (LIMEN_TYPE_THRESHOLD_SET, NULL);
}

/* Whether thresholds mean the same in both. */
static gboolean
are_alike (LimenAnalysis *a, LimenAnalysis *b)
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

/* The only rule that a file can have: of top labels one that looks at the
 * threshold, of decisions what they are. FALSE where any will do. */
static gboolean
find_only_rule (LimenAnalysis *analysis, LimenDecisionRule *rule)
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

/* What was made so for the sake of a file that has an only rule is unmade
 * after it. */
static void
settle_rule (LimenThresholdSet *self, gboolean had_only_rule)
{
  LimenDecisionRule rule;

  if (find_only_rule (self->analysis, &rule))
    limen_threshold_set_set_rule (self, rule);
  else if (had_only_rule)
    limen_threshold_set_set_rule (self, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
}

/* Takes what maps make of the scores, or (mapped NULL) the scores. */
static void
take_maps (LimenThresholdSet *self, LimenThresholdScores *mapped,
           const double *thresholds, const char *name)
{
  gboolean is_other = self->mapped != NULL || mapped != NULL;

  g_clear_pointer (&self->mapped, limen_threshold_scores_unref);
  g_clear_pointer (&self->mapped_thresholds, g_free);
  g_clear_pointer (&self->maps, g_free);
  if (mapped != NULL)
    {
      self->mapped = limen_threshold_scores_ref (mapped);
      self->mapped_thresholds
          = g_memdup2 (thresholds, self->n * sizeof *thresholds);
      self->maps = g_strdup (name);
    }
  if (is_other)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAPS]);
}

/* A threshold for what the map of a class makes of its scores. */
static double
map_threshold (LimenThresholdSet *self, gsize class, double threshold)
{
  const LimenRecalibration *map
      = limen_threshold_scores_get_recalibration (self->mapped, class);
  LimenKind kind = limen_threshold_scores_get_numbers (
                       limen_threshold_scores_get_source (self->mapped))
                       ->kind;

  /* Above all scores is above all probabilities. */
  if (map != NULL && isfinite (threshold))
    limen_recalibration_apply_all (map, kind, &threshold, &threshold, 1);
  return threshold;
}

/* Remembers what was found for all classes together, which is taken over and
 * NULL for nothing. */
static void
take_objective (LimenThresholdSet *self, LimenCommonObjective *objective,
                const double *thresholds)
{
  limen_common_objective_free (self->objective);
  g_free (self->found_thresholds);
  self->objective = objective;
  self->found_thresholds
      = g_memdup2 (thresholds, self->n * sizeof *thresholds);
}

/* Every threshold of the analysis where it starts; one that decides nothing
 * where there are no classes. */
static void
take_starts (LimenThresholdSet *self)
{
  gsize n = limen_analysis_get_n_classes (self->analysis);

  self->n = MAX (n, 1);
  g_free (self->thresholds);
  self->thresholds = g_new (double, self->n);
  self->thresholds[0] = 0.5;
  for (gsize k = 0; k < n; k++)
    self->thresholds[k] = limen_analysis_get_summary (self->analysis, k)->start;
  clear_zones (self);
}

/* Goes on to another analysis, which is kept. Thresholds stay where they stood
 * while they mean the same. */
void
limen_threshold_set_set_analysis (LimenThresholdSet *self,
                                  LimenAnalysis *analysis)
{
  gboolean keeps, had_only_rule;
  LimenDecisionRule rule;

  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));

  stop (self);
  take_maps (self, NULL, NULL, NULL);
  take_objective (self, NULL, NULL);
  g_clear_pointer (&self->outcome, limen_outcome_free);
  had_only_rule = find_only_rule (self->analysis, &rule);
  keeps = self->analysis != NULL && are_alike (self->analysis, analysis);
  g_clear_pointer (&self->analysis, limen_analysis_unref);
  self->analysis = limen_analysis_ref (analysis);
  if (!keeps)
    take_starts (self);
  settle_rule (self, had_only_rule);
  start_outcome (self);
}

/* How many there are. */
gsize
limen_threshold_set_get_n (LimenThresholdSet *self)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), 0);

  return self->n;
}

/* The threshold of a class. */
double
limen_threshold_set_get (LimenThresholdSet *self, gsize class)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NAN);
  g_return_val_if_fail (class < self->n, NAN);

  return self->thresholds[class];
}

/* Moves one; `outcome-changed` tells what comes of it. */
void
limen_threshold_set_set (LimenThresholdSet *self, gsize class,
                         double threshold)
{
  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));
  g_return_if_fail (class < self->n);

  self->thresholds[class] = threshold;
  if (self->mapped != NULL)
    self->mapped_thresholds[class] = map_threshold (self, class, threshold);
  start_outcome (self);
}

/* From where on rows are referred, up to the threshold of a class. */
double
limen_threshold_set_get_refer_from (LimenThresholdSet *self, gsize class)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NAN);
  g_return_val_if_fail (class < self->n, NAN);

  return self->refer_from[class];
}

/* Moves that. What all classes together decide does not refer rows. */
void
limen_threshold_set_set_refer_from (LimenThresholdSet *self, gsize class,
                                    double refer_from)
{
  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));
  g_return_if_fail (class < self->n);

  self->refer_from[class] = refer_from;
}

/* Of all classes; owned by the set. */
const double *
limen_threshold_set_get_all (LimenThresholdSet *self)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NULL);

  return self->thresholds;
}

static void
replace (LimenThresholdSet *self, const double *thresholds)
{
  for (gsize k = 0; k < self->n; k++)
    self->thresholds[k] = thresholds[k];
  clear_zones (self);
  g_signal_emit (self, signals[REPLACED], 0);
  start_outcome (self);
}

/* Moves all, which decide without maps, and leaves no grey zone; `replaced`
 * tells. */
void
limen_threshold_set_set_all (LimenThresholdSet *self, const double *thresholds)
{
  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));

  take_maps (self, NULL, NULL, NULL);
  replace (self, thresholds);
}

/* Gives all classes one threshold. */
void
limen_threshold_set_share (LimenThresholdSet *self, double threshold)
{
  g_autofree double *thresholds = NULL;

  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));

  thresholds = g_new (double, self->n);
  for (gsize k = 0; k < self->n; k++)
    thresholds[k] = threshold;
  limen_threshold_set_set_all (self, thresholds);
}

/* How the thresholds of several classes decide together. */
LimenDecisionRule
limen_threshold_set_get_rule (LimenThresholdSet *self)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), LIMEN_DECISION_ARGMAX);

  return self->rule;
}

/* Decides by another rule; `outcome-changed` tells what comes of it. */
void
limen_threshold_set_set_rule (LimenThresholdSet *self, LimenDecisionRule rule)
{
  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));

  if (self->rule == rule)
    return;
  self->rule = rule;
  start_outcome (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RULE]);
}

/* What the thresholds make of the rows; NULL before it is known, and of a
 * binary file. Owned by the set. */
const LimenOutcome *
limen_threshold_set_get_outcome (LimenThresholdSet *self)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NULL);

  return self->outcome;
}

/* Going back */

struct _LimenThresholdSetState
{
  gsize n;
  double *thresholds, *refer_from;
  LimenDecisionRule rule;
  LimenThresholdScores *mapped; /* NULL: no maps decide */
  double *mapped_thresholds;
  char *maps;
  LimenCommonObjective *objective; /* NULL: none */
  double *found_thresholds;
};

/* A copy of the thresholds, grey zones, rule and maps, and of what led
 * there. */
LimenThresholdSetState *
limen_threshold_set_save_state (LimenThresholdSet *self)
{
  LimenThresholdSetState *state;
  gsize size;

  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NULL);

  state = g_new0 (LimenThresholdSetState, 1);
  size = self->n * sizeof (double);
  state->n = self->n;
  state->thresholds = g_memdup2 (self->thresholds, size);
  state->refer_from = g_memdup2 (self->refer_from, size);
  state->rule = self->rule;
  if (self->mapped != NULL)
    {
      state->mapped = limen_threshold_scores_ref (self->mapped);
      state->mapped_thresholds = g_memdup2 (self->mapped_thresholds, size);
      state->maps = g_strdup (self->maps);
    }
  state->objective = limen_common_objective_copy (self->objective);
  state->found_thresholds = g_memdup2 (self->found_thresholds, size);
  return state;
}

/* Frees a state; NULL is nothing. */
void
limen_threshold_set_state_free (LimenThresholdSetState *state)
{
  if (state == NULL)
    return;
  g_free (state->thresholds);
  g_free (state->refer_from);
  limen_threshold_scores_unref (state->mapped);
  g_free (state->mapped_thresholds);
  g_free (state->maps);
  limen_common_objective_free (state->objective);
  g_free (state->found_thresholds);
  g_free (state);
}

/* Goes back to a state that was saved with the same scores of the same classes.
 * The rule, the maps and the outcome are notified of, but not the
 * thresholds. */
void
limen_threshold_set_take_state (LimenThresholdSet *self,
                                const LimenThresholdSetState *state)
{
  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));
  g_return_if_fail (state->n == self->n);

  limen_job_cancel (&self->searching);
  take_maps (self, state->mapped, state->mapped_thresholds, state->maps);
  take_objective (self, limen_common_objective_copy (state->objective),
                  state->found_thresholds);
  memcpy (self->thresholds, state->thresholds, self->n * sizeof (double));
  memcpy (self->refer_from, state->refer_from, self->n * sizeof (double));
  limen_threshold_set_set_rule (self, state->rule);
  start_outcome (self);
}

/* Cutoffs */

static void
set_computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenThresholdSet *self = LIMEN_THRESHOLD_SET (object);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autoptr (LimenCutoffSet) set
      = limen_job_set_finish (result, &name, &error);

  if (set == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  g_clear_object (&self->searching);
  self->restored = name;
  take_maps (self, set->mapped, set->mapped_thresholds, name);
  limen_threshold_set_set_rule (self, set->rule);
  replace (self, set->thresholds);
  self->restored = NULL;
}

/* Goes back to cutoffs that decide together, in the same way: where they have
 * maps, by what these make of the scores. */
void
limen_threshold_set_restore (LimenThresholdSet *self, GPtrArray *cutoffs)
{
  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));
  g_return_if_fail (self->analysis != NULL);

  limen_job_set_async (self->analysis, cutoffs,
                       limen_job_restart (&self->searching), self,
                       set_computed_cb);
}

/* In a handler of `replaced` or `notify`, the name of the cutoffs that the
 * change goes back to; NULL: it goes to none. Owned by the set. */
const char *
limen_threshold_set_get_restored (LimenThresholdSet *self)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NULL);

  return self->restored;
}

/* The name of the cutoffs whose maps decide; NULL: none do. Owned by the
 * set. */
const char *
limen_threshold_set_get_maps (LimenThresholdSet *self)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NULL);

  return self->maps;
}

/* Decides by the scores as they are again; the thresholds stay. */
void
limen_threshold_set_leave_maps (LimenThresholdSet *self)
{
  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));

  take_maps (self, NULL, NULL, NULL);
  start_outcome (self);
}

/* The scores that decide, which maps may have made; owned by the set, and NULL
 * without an analysis. */
LimenThresholdScores *
limen_threshold_set_get_deciding_scores (LimenThresholdSet *self)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NULL);

  if (self->mapped != NULL)
    return self->mapped;
  return self->analysis != NULL ? limen_analysis_get_scores (self->analysis)
                                : NULL;
}

/* The thresholds for these, of each class; owned by the set. */
const double *
limen_threshold_set_get_deciding_thresholds (LimenThresholdSet *self)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NULL);

  return self->mapped != NULL ? self->mapped_thresholds : self->thresholds;
}

/* Whether scores of a class from its threshold on are still apart from one
 * below it where they decide: a flat map makes them the same. */
gboolean
limen_threshold_set_is_apart (LimenThresholdSet *self, gsize class,
                              double below)
{
  const LimenRecalibration *map;

  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), FALSE);
  g_return_val_if_fail (class < self->n, FALSE);

  map = self->mapped != NULL
            ? limen_threshold_scores_get_recalibration (self->mapped, class)
            : NULL;
  return map == NULL
         || (limen_recalibration_is_monotone (map)
             && (isinf (below)
                 || map_threshold (self, class, below)
                        < self->mapped_thresholds[class]));
}

/* From where on rows are referred on the same scale, NaN without a grey zone;
 * a new array. */
double *
limen_threshold_set_new_deciding_refer_from (LimenThresholdSet *self)
{
  double *refer_from;

  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NULL);

  refer_from = g_memdup2 (self->refer_from, self->n * sizeof *refer_from);
  for (gsize k = 0; self->mapped != NULL && k < self->n; k++)
    if (!isnan (refer_from[k]))
      refer_from[k] = map_threshold (self, k, refer_from[k]);
  return refer_from;
}

/* Searches */

static char *
describe_joint (LimenJointGoal goal, const LimenJointResult *found)
{
  const char *title = limen_joint_goal_get_title (goal);

  switch (found->status)
    {
    case LIMEN_JOINT_FOUND:
      return g_strdup_printf ("%s is %.4f, %.4f by the largest score alone",
                              title, found->value, found->argmax_value);
    case LIMEN_JOINT_NO_MEMORY:
      return g_strdup ("There is no memory to search for the thresholds");
    case LIMEN_JOINT_UNSUITABLE:
    case LIMEN_JOINT_CANCELLED:
    default:
      return g_strdup ("Thresholds are chosen together for probabilities of "
                       "one class of several");
    }
}

static void
joint_computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenThresholdSet *self = LIMEN_THRESHOLD_SET (object);
  LimenJointGoal goal;
  LimenJointResult found;
  g_autofree double *thresholds
      = limen_job_joint_finish (result, &goal, &found);
  g_autofree char *sentence = NULL;

  if (thresholds == NULL || found.status == LIMEN_JOINT_CANCELLED)
    return;
  g_clear_object (&self->searching);
  if (found.status == LIMEN_JOINT_FOUND)
    {
      limen_threshold_set_set_rule (self,
                                    LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
      limen_threshold_set_set_all (self, thresholds);
      take_objective (self,
                      limen_common_objective_new_joint (goal, found.value),
                      thresholds);
    }
  sentence = describe_joint (goal, &found);
  g_signal_emit (self, signals[FOUND], 0, sentence);
}

/* Looks for the thresholds that serve all classes together best, and takes
 * them. `costs` (n_classes x n_classes, for LIMEN_JOINT_COST; NULL for others)
 * is taken over. */
void
limen_threshold_set_optimize_jointly (LimenThresholdSet *self,
                                      LimenJointGoal goal, double *costs)
{
  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));
  g_return_if_fail (self->analysis != NULL);

  limen_job_joint_async (self->analysis, goal, costs,
                         limen_job_restart (&self->searching), self,
                         joint_computed_cb);
}

static char *
describe_shared (const LimenObjective *objective, const LimenOptimum *optimum)
{
  const char *title = limen_metric_get_info (objective->metric.id)->title;

  if (optimum->status == LIMEN_OPTIMUM_FOUND)
    return g_strdup_printf ("%s over all classes is %.4f", title,
                            optimum->value);
  return g_strdup ("No threshold that all classes share meets the objective");
}

static void
shared_computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenThresholdSet *self = LIMEN_THRESHOLD_SET (object);
  LimenObjective objective;
  LimenOptimum optimum;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (!limen_job_shared_finish (result, &objective, &optimum, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  g_clear_object (&self->searching);
  if (optimum.status == LIMEN_OPTIMUM_FOUND)
    {
      limen_threshold_set_share (self, optimum.threshold);
      take_objective (
          self, limen_common_objective_new_shared (&objective, optimum.value),
          self->thresholds);
    }
  sentence = describe_shared (&objective, &optimum);
  g_signal_emit (self, signals[FOUND], 0, sentence);
}

/* Looks for the one threshold that serves all classes best, by the micro
 * average of an objective's metric, and takes it; NULL: F1. Its population is
 * that of one class, and so none of theirs. */
void
limen_threshold_set_optimize_shared (LimenThresholdSet *self,
                                     const LimenObjective *objective)
{
  LimenObjective shared
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);

  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));
  g_return_if_fail (self->analysis != NULL);

  if (objective != NULL)
    shared = *objective;
  shared.prevalence = NAN;
  limen_job_shared_async (self->analysis, &shared,
                          limen_job_restart (&self->searching), self,
                          shared_computed_cb);
}

static gboolean
has_zone (LimenThresholdSet *self)
{
  for (gsize k = 0; k < self->n; k++)
    if (!isnan (self->refer_from[k]))
      return TRUE;
  return FALSE;
}

/* What led to all thresholds together; NULL where nothing did, or where one of
 * them, or what decides by them, is another now. Owned by the set. */
const LimenCommonObjective *
limen_threshold_set_get_objective (LimenThresholdSet *self)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NULL);

  if (self->objective == NULL || self->mapped != NULL || has_zone (self)
      || memcmp (self->thresholds, self->found_thresholds,
                 self->n * sizeof *self->thresholds)
             != 0)
    return NULL;
  return self->objective->is_shared
                 || self->rule == LIMEN_DECISION_ARGMAX_OVER_THRESHOLD
             ? self->objective
             : NULL;
}
