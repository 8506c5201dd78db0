/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "class-units.h"
#include "estimates.h"
#include "proportion.h"
#include "replicates.h"
#include "resample.h"

/* Upper bound on the rows that are drawn one by one, in all resamples: a
 * second or two. */
#define MAX_DRAWS 5e7

/* The estimation of metrics of the rows that a grey zone does not refer. */
typedef struct
{
  const LimenPredictions *numbers; /* NULL: only the sweep is known */
  const LimenSweep *sweep;
  const LimenObjective *view;
  const LimenBootstrap *plan;
  LimenConfusion confusion;   /* of the decided rows */
  LimenNoInterval reason;     /* why no metric has an interval; or NONE */
  LimenReplicates replicates; /* at both thresholds, the lower one first */
  double *values;             /* one per resample */
} Zone;

static void
zone_clear (Zone *self)
{
  limen_replicates_clear (&self->replicates);
  g_free (self->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Zone, zone_clear)

/* The decided rows, from the confusion matrices at both thresholds. */
static LimenConfusion
join (LimenConfusion lower, LimenConfusion upper)
{
  return (LimenConfusion){
    .tp = upper.tp, .fp = upper.fp, .fn = lower.fn, .tn = lower.tn
  };
}

/* A metric of decided rows, at the prevalence of the view among all rows. */
static double
evaluate (const Zone *self, LimenMetricId metric, LimenConfusion lower,
          LimenConfusion upper)
{
  LimenConfusion adjusted = limen_confusion_scale (
      join (lower, upper),
      limen_class_factors_at_prevalence (
          upper.tp + upper.fn, upper.fp + upper.tn, self->view->prevalence));

  return limen_metric_value ((LimenMetric){ metric, 1 }, adjusted,
                             self->view->costs);
}

/* Percentiles over the resamples. None where a cell is empty, as it then is in
 * every resample. */
static LimenEstimate
estimate_by_resampling (Zone *self, LimenMetricId metric, double value)
{
  const LimenConfusion *lower = limen_replicates_get (&self->replicates, 0);
  const LimenConfusion *upper = limen_replicates_get (&self->replicates, 1);
  LimenConfusion c = self->confusion;
  LimenInterval interval;

  if (fmin (fmin (c.tp, c.fp), fmin (c.fn, c.tn)) == 0)
    return limen_estimate_none (value, LIMEN_NO_INTERVAL_NO_VARIATION);
  for (guint32 i = 0; i < self->plan->n_resamples; i++)
    self->values[i] = evaluate (self, metric, lower[i], upper[i]);
  interval = limen_bootstrap_interval (self->values, self->plan->n_resamples,
                                       self->plan->confidence)
                 .interval;
  if (isnan (interval.low))
    return limen_estimate_none (value, LIMEN_NO_INTERVAL_UNDEFINED);
  if (interval.low == interval.high)
    return limen_estimate_none (value, LIMEN_NO_INTERVAL_NO_VARIATION);
  return (LimenEstimate){ value, interval, LIMEN_ESTIMATE_BOOTSTRAP,
                          LIMEN_NO_INTERVAL_NONE };
}

static gboolean
has_units (const Zone *self)
{
  return self->numbers != NULL && self->numbers->units.of_rows != NULL;
}

static LimenEstimate
estimate_metric (Zone *self, LimenMetricId metric, double value)
{
  LimenSituation situation
      = { .has_units = has_units (self),
          .has_prevalence = !isnan (self->view->prevalence) };
  LimenEstimatePlan method
      = limen_estimate_plan (limen_quantity_of_metric (metric), situation);

  if (isnan (value))
    return limen_estimate_none (value, LIMEN_NO_INTERVAL_UNDEFINED);
  if (self->reason != LIMEN_NO_INTERVAL_NONE)
    return limen_estimate_none (value, self->reason);
  if (metric == LIMEN_METRIC_COST)
    return limen_estimate_none (value, LIMEN_NO_INTERVAL_REFERRED);
  if (method.method == LIMEN_ESTIMATE_BOOTSTRAP)
    return estimate_by_resampling (self, metric, value);
  return limen_estimate_proportion (
      limen_metric_get_proportion (metric, self->confusion),
      self->plan->confidence);
}

/* Finds out why there are no intervals. FALSE when memory runs out. */
static gboolean
find_reason (Zone *self)
{
  double effective[2] = { INFINITY, INFINITY };

  if (self->numbers != NULL
      && !limen_class_units_measure (self->numbers, effective))
    return FALSE;
  if (!limen_resample_is_suitable (self->sweep) || self->view->has_row_costs)
    self->reason = LIMEN_NO_INTERVAL_REFERRED;
  else if (effective[0] < 2 || effective[1] < 2)
    self->reason = LIMEN_NO_INTERVAL_TOO_FEW;
  else if (has_units (self)
           && (double) self->numbers->n_rows * self->plan->n_resamples
                  > MAX_DRAWS)
    self->reason = LIMEN_NO_INTERVAL_TOO_MANY;
  return TRUE;
}

static LimenBootstrapStatus
resample_units (Zone *self, const gsize candidates[2])
{
  const LimenPredictions *numbers = self->numbers;
  const LimenUnitRows rows = { .n_rows = numbers->n_rows,
                               .scores = numbers->scores[0],
                               .labels = numbers->labels,
                               .positive = numbers->positive,
                               .units = numbers->units.of_rows,
                               .n_units = (guint32) numbers->units.n_units };
  const double thresholds[2]
      = { limen_sweep_get_score (self->sweep, candidates[0]),
          limen_sweep_get_score (self->sweep, candidates[1]) };

  return limen_replicates_init_from_rows (
      &self->replicates, self->plan, &rows, thresholds, 2,
      (LimenBootstrapProgress){ NULL, NULL }, 0);
}

/* FALSE when memory runs out. */
static gboolean
resample (Zone *self, const gsize candidates[2])
{
  if (!find_reason (self))
    return FALSE;
  if (self->reason != LIMEN_NO_INTERVAL_NONE)
    return TRUE;
  self->values = g_try_new (double, self->plan->n_resamples);
  if (self->values != NULL && has_units (self))
    return resample_units (self, candidates) == LIMEN_BOOTSTRAP_DONE;
  return self->values != NULL
         && limen_replicates_init (&self->replicates, self->plan, self->sweep,
                                   candidates, 2,
                                   (LimenBootstrapProgress){ NULL, NULL }, 0)
                == LIMEN_BOOTSTRAP_DONE;
}

/* Estimates all metrics between two candidates; what is known of the rows, the
 * sweep, the view and the plan are set. NULL when memory runs out. */
static LimenEstimate *
estimate_all (Zone *self, gsize refer_from, gsize positive_from)
{
  const gsize candidates[2] = { refer_from, positive_from };
  LimenEstimate *estimates;

  self->confusion
      = join (limen_sweep_get_confusion (self->sweep, refer_from),
              limen_sweep_get_confusion (self->sweep, positive_from));
  if (!resample (self, candidates))
    return NULL;
  estimates = g_new (LimenEstimate, LIMEN_N_METRICS);
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    estimates[i]
        = estimate_metric (self, (LimenMetricId) i,
                           limen_objective_value_between (
                               self->view, (LimenMetric){ i, 1 }, self->sweep,
                               refer_from, positive_from));
  return estimates;
}

/* Estimates all metrics of the rows that a grey zone between two candidates of
 * a class, the lower one first, does not refer: LIMEN_N_METRICS estimates.
 * There are no intervals where rows have weights or costs of their own, of the
 * cost, which covers referred rows, and of what is no proportion where no
 * decided row is in a cell of the confusion matrix. Free with g_free(); NULL
 * when memory runs out. */
LimenEstimate *
limen_estimates_new_between (LimenOneVsRest *class, const LimenObjective *view,
                             gsize refer_from, gsize positive_from,
                             const LimenBootstrap *plan)
{
  g_auto (Zone) self = { .numbers = limen_one_vs_rest_get_numbers (class),
                         .sweep = limen_one_vs_rest_get_sweep (class),
                         .view = view,
                         .plan = plan };

  return estimate_all (&self, refer_from, positive_from);
}

/* As limen_estimates_new_between(), for a sweep whose rows are not known. */
LimenEstimate *
limen_estimates_new_between_counts (const LimenSweep *sweep,
                                    const LimenObjective *view,
                                    gsize refer_from, gsize positive_from,
                                    const LimenBootstrap *plan)
{
  g_auto (Zone) self = { .sweep = sweep, .view = view, .plan = plan };

  return estimate_all (&self, refer_from, positive_from);
}
