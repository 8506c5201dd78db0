/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "replicates.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "big-array.h"
#include "objective-block.h"
#include "parallel.h"
#include "replicates-private.h"

/* Allocates the arrays. False when memory runs out. */
bool
limen_replicates_allocate (LimenReplicates *self, bool has_costs)
{
  size_t n = self->plan.n_resamples > 0 ? self->plan.n_resamples : 1;

  self->confusions
      = limen_big_array_new (self->n_points, n * sizeof *self->confusions);
  if (has_costs)
    self->error_costs
        = limen_big_array_new (self->n_points, n * sizeof *self->error_costs);
  return self->confusions != NULL && (!has_costs || self->error_costs != NULL);
}

/* Frees the arrays. */
void
limen_replicates_clear (LimenReplicates *self)
{
  free (self->confusions);
  free (self->error_costs);
  self->confusions = NULL;
  self->error_costs = NULL;
}

/* Returns the confusion matrices of all resamples at a point; n_resamples. */
const LimenConfusion *
limen_replicates_get (const LimenReplicates *self, size_t point)
{
  return self->confusions + point * self->plan.n_resamples;
}

/* Computes the mean costs from the rows' own costs; NaN without these. */
static void
get_row_costs (const LimenReplicates *self, const LimenObjective *objective,
               size_t point, double *values)
{
  const LimenConfusion *confusions = limen_replicates_get (self, point);
  size_t n = self->plan.n_resamples;

  for (size_t i = 0; i < n; i++)
    {
      LimenConfusion c = confusions[i];
      LimenClassFactors factors = limen_class_factors_at_prevalence (
          c.tp + c.fn, c.fp + c.tn, objective->prevalence);

      values[i] = self->error_costs == NULL
                      ? NAN
                      : limen_objective_mean_cost (
                          objective, limen_confusion_scale (c, factors),
                          self->error_costs[point * n + i], factors);
    }
}

/* Computes a metric of all resamples at a point into n_resamples `values`,
 * with the objective's costs, times the rows' own if it has row costs; NaN if
 * the replicates then have none, as those of a sweep. At the objective's
 * prevalence, a resample is scaled by its own class totals. NaN where
 * undefined. */
void
limen_replicates_get_values (const LimenReplicates *self,
                             const LimenObjective *objective,
                             LimenMetric metric, size_t point, double *values)
{
  const LimenConfusion *confusions = limen_replicates_get (self, point);

  if (metric.id == LIMEN_METRIC_COST && objective->has_row_costs)
    get_row_costs (self, objective, point, values);
  else if (isnan (objective->prevalence)
           || limen_metric_get_info (metric.id)->is_of_rates)
    limen_metric_values (metric, confusions, self->plan.n_resamples,
                         objective->costs, values);
  else
    for (size_t i = 0; i < self->plan.n_resamples; i++)
      values[i] = limen_objective_value (objective, metric, confusions[i]);
}

typedef struct
{
  const LimenReplicates *replicates;
  const LimenObjective *objective;
  const LimenMetric *metrics;
  size_t n_metrics;
  LimenBootstrapInterval *intervals;
  atomic_bool has_failed;
} Summary;

static void
summarize_point (void *data, size_t point)
{
  Summary *self = data;
  const LimenBootstrap *plan = &self->replicates->plan;
  double *values = malloc ((plan->n_resamples + 1) * sizeof *values);

  self->has_failed |= values == NULL;
  for (size_t i = 0; i < self->n_metrics && values != NULL; i++)
    {
      limen_replicates_get_values (self->replicates, self->objective,
                                   self->metrics[i], point, values);
      self->intervals[point * self->n_metrics + i] = limen_bootstrap_interval (
          values, plan->n_resamples, plan->confidence);
    }
  free (values);
}

/* Computes the percentile intervals of metrics at all points; that of metric j
 * at point i stands at i * n_metrics + j. They are pointwise: each contains
 * its value with the plan's confidence, not all of them together. See
 * limen_replicates_get_values() and limen_bootstrap_interval(). DONE or
 * NO_MEMORY. */
LimenBootstrapStatus
limen_replicates_get_intervals (const LimenReplicates *self,
                                const LimenObjective *objective,
                                const LimenMetric *metrics, size_t n_metrics,
                                LimenBootstrapInterval *intervals)
{
  Summary summary = { .replicates = self,
                      .objective = objective,
                      .metrics = metrics,
                      .n_metrics = n_metrics,
                      .intervals = intervals };

  limen_parallel_run (summarize_point, &summary, self->n_points, 0);
  return summary.has_failed ? LIMEN_BOOTSTRAP_NO_MEMORY : LIMEN_BOOTSTRAP_DONE;
}
