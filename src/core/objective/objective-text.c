/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "objective.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "decimal.h"
#include "threshold.h"

static void
reverse_edge (LimenEdge *edge, bool is_reversed)
{
  edge->threshold = limen_threshold_reverse (edge->threshold, is_reversed);
  limen_interval_reverse (&edge->low, &edge->high, is_reversed);
}

/* Converts an optimum on a sweep of reversed scores to the file's units: its
 * thresholds, and its intervals, which become [low, high). Unchanged if
 * is_reversed is false. */
LimenOptimum
limen_optimum_reverse (LimenOptimum self, bool is_reversed)
{
  reverse_edge (&self.refer_from, is_reversed);
  reverse_edge (&self.positive_from, is_reversed);
  return self;
}

/* Returns the name of a status in JSON: "found", "unattainable", "undefined",
 * "no-positives" or "no-memory"; static. */
const char *
limen_optimum_status_get_name (LimenOptimumStatus status)
{
  switch (status)
    {
    case LIMEN_OPTIMUM_FOUND:
      return "found";
    case LIMEN_OPTIMUM_UNATTAINABLE:
      return "unattainable";
    case LIMEN_OPTIMUM_NO_POSITIVES:
      return "no-positives";
    case LIMEN_OPTIMUM_NO_MEMORY:
      return "no-memory";
    case LIMEN_OPTIMUM_UNDEFINED:
    default:
      return "undefined";
    }
}

/* Formats a constraint as limen_constraint_parse() reads it: "precision>=0.7".
 * Returns `buffer`. */
char *
limen_constraint_format (LimenConstraint constraint, char *buffer, size_t size)
{
  char metric[LIMEN_METRIC_NAME_SIZE], bound[LIMEN_DECIMAL_SIZE];

  snprintf (buffer, size, "%s%s%s",
            limen_metric_format (constraint.metric, metric, sizeof metric),
            constraint.relation == LIMEN_AT_LEAST ? ">=" : "<=",
            limen_decimal_format (constraint.bound, bound, sizeof bound));
  return buffer;
}

/* Appends a setting unless it has its default value; truncates. */
static void
append_setting (char *buffer, size_t size, const char *name, double value,
                double defaults)
{
  size_t length = strlen (buffer);
  char number[LIMEN_DECIMAL_SIZE];

  if (value != defaults)
    snprintf (buffer + length, size - length, ", %s %s", name,
              limen_decimal_format (value, number, sizeof number));
}

/* Appends the costs if any metric depends on them, and the prevalence if it is
 * set. */
static void
append_settings (const LimenObjective *self, char *buffer, size_t size)
{
  bool has_cost = limen_objective_has_metric (self, LIMEN_METRIC_COST);

  if (limen_objective_has_costs (self))
    {
      LimenCosts defaults = LIMEN_COSTS_DEFAULT;

      append_setting (buffer, size, "fp-cost", self->costs.fp_cost,
                      defaults.fp_cost);
      append_setting (buffer, size, "fn-cost", self->costs.fn_cost,
                      defaults.fn_cost);
      append_setting (buffer, size, "tp-gain", self->costs.tp_gain,
                      defaults.tp_gain);
      append_setting (buffer, size, "tn-gain", self->costs.tn_gain,
                      defaults.tn_gain);
      if (has_cost && self->has_row_costs)
        snprintf (buffer + strlen (buffer), size - strlen (buffer),
                  ", row-costs");
    }
  if (!isnan (self->prevalence))
    append_setting (buffer, size, "prevalence", self->prevalence, NAN);
}

/* Returns the text of a referral objective up to its bound, such as "maximize
 * coverage subject to error<="; static. */
const char *
limen_referral_get_start (LimenReferralKind kind)
{
  static const char *const starts[LIMEN_N_REFERRALS] = {
    [LIMEN_REFERRAL_COST] = "minimize cost, refer-cost ",
    [LIMEN_REFERRAL_MAX_ERROR] = "maximize coverage subject to error<=",
    [LIMEN_REFERRAL_MIN_COVERAGE] = "maximize accuracy subject to coverage>=",
  };

  return starts[kind];
}

static void
write_metric (const LimenObjective *self, char *buffer, size_t size)
{
  char metric[LIMEN_METRIC_NAME_SIZE];
  size_t length;

  snprintf (buffer, size, "%s %s", self->is_minimized ? "minimize"
                                                      : "maximize",
            limen_metric_format (self->metric, metric, sizeof metric));
  for (size_t i = 0; i < self->n_constraints; i++)
    {
      char constraint[LIMEN_METRIC_NAME_SIZE + LIMEN_DECIMAL_SIZE + 3];

      limen_constraint_format (self->constraints[i], constraint,
                               sizeof constraint);
      length = strlen (buffer);
      snprintf (buffer + length, size - length, "%s%s",
                i == 0 ? " subject to " : ", ", constraint);
    }
}

/* Formats an objective with everything it depends on, as
 * limen_objective_parse() reads it: "maximize f1 subject to precision>=0.7,
 * recall>=0.5", "maximize coverage subject to error<=0.02", "minimize cost,
 * refer-cost 0.2, fn-cost 5". Returns `buffer`; truncates. */
char *
limen_objective_format (const LimenObjective *self, char *buffer, size_t size)
{
  char bound[LIMEN_DECIMAL_SIZE];

  if (limen_objective_refers (self))
    snprintf (buffer, size, "%s%s",
              limen_referral_get_start (self->referral.kind),
              limen_decimal_format (self->referral.bound, bound, sizeof bound));
  else
    write_metric (self, buffer, size);
  append_settings (self, buffer, size);
  return buffer;
}
