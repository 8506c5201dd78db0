/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "agreement.h"
#include "decision-estimate.h"
#include "decisions-text.h"
#include "display-text.h"
#include "estimate-text.h"
#include "memory.h"
#include "number-text.h"
#include "text-table.h"

#define MAX_NAME_CHARS 60

/* The comparison of cutoffs on new rows with what they said. */
typedef struct
{
  const LimenDecisionTally *tally;
  const LimenBootstrap *plan;
  LimenTextTable *table;
  guint n_rows;    /* of the table */
  guint64 reasons; /* set of LimenNoInterval: why values have no interval */
  gboolean is_any_compared;
} Comparison;

static const char *
get_title (LimenAgreement agreement)
{
  switch (agreement)
    {
    case LIMEN_AGREEMENT_AGREES:
      /* Translators: a value with that when the cutoff was chosen. */
      return C_ ("value", "agrees");
    case LIMEN_AGREEMENT_LOWER:
      /* Translators: a value than that when the cutoff was chosen. */
      return C_ ("value", "lower");
    case LIMEN_AGREEMENT_HIGHER:
      /* Translators: a value than that when the cutoff was chosen. */
      return C_ ("value", "higher");
    case LIMEN_AGREEMENT_UNKNOWN:
    default:
      return "\342\200\224";
    }
}

static void
add_names (Comparison *self, LimenCutoff *cutoff, gboolean has_class)
{
  const char *name = limen_cutoff_get_name (cutoff);
  g_autofree char *shown
      = limen_display_text_new (name, strlen (name), MAX_NAME_CHARS);

  limen_text_table_add (self->table, shown);
  if (self->tally->has_classes)
    limen_text_table_add (
        self->table, has_class ? limen_cutoff_get_class_name (cutoff) : "");
}

/* Adds a row that compares a metric with its value when the cutoff was
 * chosen. */
static void
add_row (Comparison *self, const char *metric, LimenEstimate now,
         LimenSampleValue was)
{
  const LimenSampleValue here
      = { now.value, now.interval, self->plan->confidence };
  LimenAgreement agreement = limen_agreement_find (here, was);
  g_autofree char *now_text = limen_estimate_text (now.value, now.interval);
  g_autofree char *was_text = limen_estimate_text (was.value, was.interval);

  limen_text_table_add (self->table, metric);
  limen_text_table_add (self->table, now_text);
  limen_text_table_add (self->table, was_text);
  limen_text_table_add (self->table, get_title (agreement));
  limen_text_table_end_row (self->table);
  self->n_rows++;
  self->is_any_compared |= agreement != LIMEN_AGREEMENT_UNKNOWN;
  if (!isnan (now.value))
    self->reasons |= G_GUINT64_CONSTANT (1) << now.reason;
}

static void
compare_metric (Comparison *self, LimenCutoff *cutoff, LimenMetricId metric,
                const LimenEstimate *estimates)
{
  LimenSampleValue was
      = { limen_cutoff_get_metric (cutoff, (LimenMetric){ metric, 1 }),
          { NAN, NAN },
          NAN };
  LimenCutoffUncertainty uncertainty;

  limen_cutoff_get_interval (cutoff, metric, &was.interval);
  if (limen_cutoff_get_uncertainty (cutoff, &uncertainty))
    was.confidence = uncertainty.confidence;
  add_names (self, cutoff, TRUE);
  add_row (self, limen_metric_get_info (metric)->name, estimates[metric], was);
}

/* Whether a metric of an objective can be compared: it has an estimate, and
 * needs no costs of single rows. */
static gboolean
is_comparable (LimenMetricId metric, const LimenObjective *objective)
{
  return metric < LIMEN_N_METRICS
         && !(objective->has_row_costs
              && (metric == LIMEN_METRIC_COST
                  || metric == LIMEN_METRIC_NET_BENEFIT));
}

/* The metrics to compare: the usual ones, and those of the cutoff's objective
 * and constraints. A set of identifiers. */
static guint64
get_metrics (LimenCutoff *cutoff)
{
  const guint64 one = 1;
  const LimenCutoffObjective *spec = limen_cutoff_get_objective_spec (cutoff);
  const LimenObjective *objective = &spec->objective;
  guint64 metrics = one << LIMEN_METRIC_PRECISION | one << LIMEN_METRIC_RECALL
                    | one << LIMEN_METRIC_F1;

  if (spec->type != LIMEN_CUTOFF_THRESHOLD
      && spec->type != LIMEN_CUTOFF_SHARED_THRESHOLD)
    return metrics;
  if (is_comparable (objective->metric.id, objective)
      && !limen_objective_refers (objective))
    metrics |= one << objective->metric.id;
  for (gsize i = 0; i < objective->n_constraints; i++)
    if (is_comparable (objective->constraints[i].metric.id, objective))
      metrics |= one << objective->constraints[i].metric.id;
  return metrics;
}

/* Compares a single cutoff. FALSE when memory runs out. */
static gboolean
compare_cutoff (Comparison *self, const LimenTallyColumn *column)
{
  guint64 metrics = get_metrics (column->cutoff);
  g_autofree LimenEstimate *estimates = limen_tally_column_new_estimates (
      column, self->tally->is_weighted, self->plan);

  for (int i = 0; estimates != NULL && i < LIMEN_N_METRICS; i++)
    if ((metrics >> i & 1) != 0)
      compare_metric (self, column->cutoff, (LimenMetricId) i, estimates);
  return estimates != NULL;
}

/* The value of a goal when a set of cutoffs was chosen jointly for it; NaN if
 * it was chosen for another. */
static LimenSampleValue
get_goal (const LimenTallyColumn *column, LimenJointGoal goal)
{
  const LimenCutoffObjective *spec
      = limen_cutoff_get_objective_spec (column->cutoff);
  gboolean is_goal
      = spec->type == LIMEN_CUTOFF_JOINT_THRESHOLDS && spec->joint == goal;

  return (LimenSampleValue){
    is_goal ? limen_cutoff_get_value (column->cutoff) : NAN, { NAN, NAN }, NAN
  };
}

/* Compares a number of all classes. `estimate` NULL: rows have weights, of
 * which only the sums are known. */
static void
compare_joint (Comparison *self, const LimenTallyColumn *column,
               const char *name, double value, const LimenEstimate *estimate,
               LimenSampleValue was)
{
  LimenEstimate now
      = estimate != NULL ? *estimate
                         : limen_estimate_none (value, LIMEN_NO_INTERVAL_SUMS);

  now.value = value;
  add_names (self, column->cutoff, FALSE);
  add_row (self, name, now, was);
}

/* The estimate of an average of a metric; NULL without estimates. */
static const LimenEstimate *
get_average (const LimenDecisionEstimates *estimates, LimenMetricId metric,
             LimenAverage average)
{
  return estimates != NULL ? &estimates->averages[metric][average] : NULL;
}

/* Compares the numbers of all classes of a set; `estimates` NULL: rows have
 * weights. */
static void
compare_result (Comparison *self, const LimenTallyColumn *column,
                const LimenConfusion *confusions,
                const LimenDecisionEstimates *estimates)
{
  const LimenMatrix *matrix = column->matrix;
  const LimenSampleValue unknown = { NAN, { NAN, NAN }, NAN };
  const struct
  {
    const char *name;
    LimenMetricId metric;
  } metrics[] = { { _ ("macro precision"), LIMEN_METRIC_PRECISION },
                  { _ ("macro recall"), LIMEN_METRIC_RECALL },
                  { _ ("macro F1"), LIMEN_METRIC_F1 } };
  LimenAverages averages[LIMEN_N_METRICS];

  limen_averages_compute_all (confusions, limen_matrix_get_n_classes (matrix),
                              LIMEN_COSTS_DEFAULT, averages);
  compare_joint (
      self, column, _ ("accuracy"), limen_matrix_get_accuracy (matrix),
      estimates != NULL ? &estimates->measures[LIMEN_MEASURE_ACCURACY] : NULL,
      get_goal (column, LIMEN_JOINT_ACCURACY));
  compare_joint (self, column, _ ("MCC"), limen_matrix_get_mcc (matrix),
                 estimates != NULL ? &estimates->measures[LIMEN_MEASURE_MCC]
                                   : NULL,
                 unknown);
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    compare_joint (
        self, column, metrics[i].name, averages[metrics[i].metric].macro,
        get_average (estimates, metrics[i].metric, LIMEN_AVERAGE_MACRO),
        metrics[i].metric == LIMEN_METRIC_F1
            ? get_goal (column, LIMEN_JOINT_MACRO_F1)
            : unknown);
  compare_joint (
      self, column, _ ("weighted F1"), averages[LIMEN_METRIC_F1].weighted,
      get_average (estimates, LIMEN_METRIC_F1, LIMEN_AVERAGE_WEIGHTED),
      unknown);
}

/* Compares a set of cutoffs, of which all classes together have intervals,
 * too. FALSE when memory runs out. */
static gboolean
compare_set (Comparison *self, const LimenTallyColumn *column)
{
  gsize n = limen_matrix_get_n_classes (column->matrix);
  g_autofree LimenConfusion *confusions = g_new (LimenConfusion, n);
  LimenDecisionEstimates estimates;

  for (gsize k = 0; k < n; k++)
    confusions[k] = limen_matrix_get_confusion (column->matrix, k);
  if (!self->tally->is_weighted
      && !limen_estimate_decision_of_matrix (
          column->matrix, confusions, LIMEN_COSTS_DEFAULT,
          self->plan->confidence, &estimates))
    return FALSE;
  compare_result (self, column, confusions,
                  self->tally->is_weighted ? NULL : &estimates);
  return TRUE;
}

/* Appends what the words of the table mean, and why values have no interval.
 */
static void
append_notes (const Comparison *self, GString *out)
{
  if (self->is_any_compared)
    g_string_append (
        out, _ ("agrees: no more than chance explains. lower, higher: more "
                "than that. The values when\n"
                "chosen are too good if the threshold was tuned on those "
                "rows, so somewhat worse ones\n"
                "are to be expected here.\n"));
  for (int i = LIMEN_NO_INTERVAL_NONE + 1; i < LIMEN_N_NO_INTERVALS; i++)
    if ((self->reasons >> i & 1) != 0)
      {
        /* Translators: %s is why there is no interval: "there are too few
         * rows". */
        g_string_append_printf (
            out, _ ("no interval: %s"),
            _ (limen_no_interval_describe ((LimenNoInterval) i)));
        g_string_append_c (out, '\n');
      }
}

static void
append_title (const Comparison *self, GString *out)
{
  g_autofree char *n_resamples
      = limen_number_text_count (self->plan->n_resamples);
  g_autofree char *seed
      = g_strdup_printf ("%" G_GUINT64_FORMAT, self->plan->seed);

  g_string_append_printf (
      out,
      /* Translators: %.10g is a percentage, 95. */
      _ ("Do they agree? Intervals of %.10g %%, with %s resamples and seed "
         "%s:\n"),
      100 * self->plan->confidence, n_resamples, seed);
}

static void
add_head (Comparison *self)
{
  limen_text_table_add (self->table, _ ("cutoff"));
  if (self->tally->has_classes)
    limen_text_table_add (self->table, _ ("class"));
  limen_text_table_add (self->table, _ ("metric"));
  /* Translators: a value on this file. */
  limen_text_table_add (self->table, C_ ("value", "here"));
  /* Translators: a value when the cutoff was chosen. */
  limen_text_table_add (self->table, C_ ("value", "when chosen"));
  limen_text_table_add (self->table, "");
  limen_text_table_end_row (self->table);
}

/* A text that says how sure the metrics of the cutoffs are on labelled rows,
 * and whether they agree with those when the cutoffs were chosen: a new string
 * of lines, "" where the plan has no resamples. NULL with an error when memory
 * runs out; `path` is for the error. */
char *
limen_decision_tally_describe_agreement (const LimenDecisionTally *self,
                                         const LimenBootstrap *plan,
                                         const char *path, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  Comparison comparison = { .tally = self, .plan = plan, .table = table };

  if (plan->n_resamples == 0)
    return g_strdup ("");
  add_head (&comparison);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const LimenTallyColumn *column
          = &g_array_index (self->columns, LimenTallyColumn, i);

      if ((column->is_set && column->matrix != NULL
           && !compare_set (&comparison, column))
          || (!column->is_set && column->labels->len > 0
              && !compare_cutoff (&comparison, column)))
        {
          limen_memory_fail (path, N_ ("for its intervals"), error);
          return NULL;
        }
    }
  if (comparison.n_rows == 0)
    return g_strdup ("");
  append_title (&comparison, out);
  limen_text_table_append_to (table, out);
  append_notes (&comparison, out);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
