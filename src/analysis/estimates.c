/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimates.h"

#include <math.h>

#include "cells.h"
#include "class-units.h"
#include "ks-estimate.h"
#include "proportion.h"
#include "ranking-estimate.h"
#include "translatable.h"

/* With fewer rows of a class, their placements may agree by chance. */
#define FEW_ROWS 10

/* The estimation of metrics at candidates of a sweep. */
typedef struct
{
  LimenOneVsRest *class; /* NULL: only the sweep is known */
  const LimenSweep *sweep;
  const LimenUnits *units; /* NULL: rows are independent */
  const LimenObjective *view;
  const LimenBootstrap *plan;
  LimenSituation situation;
  double weight; /* of every row; NaN: they have weights of their own */
  gsize n;
  gsize *candidates; /* in ascending order */
  gsize *places;     /* index of each in the result */
  LimenCells cells;
  LimenReplicates replicates;
  LimenBootstrapInterval *intervals; /* LIMEN_N_METRICS of each candidate */
} Estimation;

static void
estimation_clear (Estimation *self)
{
  g_free (self->candidates);
  g_free (self->places);
  g_free (self->intervals);
  limen_cells_clear (&self->cells);
  limen_replicates_clear (&self->replicates);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Estimation, estimation_clear)

static int
compare_candidates (gconstpointer a, gconstpointer b, gpointer data)
{
  const gsize *candidates = data, *first = a, *second = b;

  return (candidates[*first] > candidates[*second])
         - (candidates[*first] < candidates[*second]);
}

static void
sort_candidates (Estimation *self, const gsize *candidates)
{
  self->places = g_new (gsize, self->n);
  self->candidates = g_new (gsize, self->n);
  for (gsize i = 0; i < self->n; i++)
    self->places[i] = i;
  g_qsort_with_data (self->places, (int) self->n, sizeof *self->places,
                     compare_candidates, (gpointer) candidates);
  for (gsize i = 0; i < self->n; i++)
    self->candidates[i] = candidates[self->places[i]];
}

/* Sums the cells over the rows, as these have weights or costs of their own,
 * or belong together. */
static gboolean
sum_rows (Estimation *self)
{
  const LimenPredictions *numbers
      = limen_one_vs_rest_get_numbers (self->class);
  const LimenUnits *units = self->units;
  const LimenUnitRows rows
      = { .n_rows = numbers->n_rows,
          .scores = numbers->scores[0],
          .labels = numbers->labels,
          .positive = numbers->positive,
          .weights = numbers->weights,
          .fp_costs = numbers->fp_costs,
          .fn_costs = numbers->fn_costs,
          .units = units != NULL ? units->of_rows : NULL,
          .n_units = units != NULL ? (guint32) units->n_units : 0 };
  g_autofree double *thresholds = g_new (double, self->n);

  for (gsize i = 0; i < self->n; i++)
    thresholds[i] = limen_sweep_get_score (self->sweep, self->candidates[i]);
  return limen_cells_init_from_rows (&self->cells, &rows, thresholds, self->n);
}

/* Computes the percentile intervals of all metrics. FALSE when memory runs
 * out. */
static gboolean
resample (Estimation *self)
{
  gboolean needs_rows = limen_sweep_is_weighted (self->sweep)
                        || self->view->has_row_costs || self->units != NULL;
  LimenMetric metrics[LIMEN_N_METRICS];

  for (int i = 0; i < LIMEN_N_METRICS; i++)
    metrics[i] = (LimenMetric){ i, 1 };
  if (!(needs_rows ? sum_rows (self)
                   : limen_cells_init (&self->cells, self->sweep,
                                       self->candidates, self->n)))
    return FALSE;
  self->intervals
      = g_try_new (LimenBootstrapInterval, self->n * LIMEN_N_METRICS);
  return self->intervals != NULL
         && limen_replicates_init_from_cells (&self->replicates, self->plan,
                                              &self->cells, 0)
                == LIMEN_BOOTSTRAP_DONE
         && limen_replicates_get_intervals (&self->replicates, self->view,
                                            metrics, LIMEN_N_METRICS,
                                            self->intervals)
                == LIMEN_BOOTSTRAP_DONE;
}

/* Whether the rows of a class count for less than two, as a single row or unit
 * has almost all the weight. */
static gboolean
has_too_few (const Estimation *self)
{
  const LimenClassUnits *classes = self->cells.classes;

  return (self->situation.is_weighted || self->situation.has_units)
         && (limen_class_units_get_effective (&classes[0]) < 2
             || limen_class_units_get_effective (&classes[1]) < 2);
}

/* The percentile interval, extended to the value where a cell is empty;
 * without an upper end where a ratio that may be infinite is undefined in too
 * many resamples. */
static LimenEstimate
estimate_by_resampling (const Estimation *self, gsize i, LimenMetricId metric,
                        double value)
{
  const LimenBootstrapInterval *found
      = &self->intervals[i * LIMEN_N_METRICS + metric];
  LimenEstimate estimate = { .value = value,
                             .interval = found->interval,
                             .method = LIMEN_ESTIMATE_BOOTSTRAP };
  double tail = (1 - self->plan->confidence) / 2;

  if (has_too_few (self))
    return limen_estimate_none (value, LIMEN_NO_INTERVAL_TOO_FEW);
  if (isnan (estimate.interval.low))
    return limen_estimate_none (value, LIMEN_NO_INTERVAL_UNDEFINED);
  if (!isfinite (limen_metric_get_info (metric)->high)
      && (double) found->n_undefined > tail * self->plan->n_resamples)
    estimate.interval.high = INFINITY;
  estimate.interval.low = fmin (estimate.interval.low, value);
  estimate.interval.high = fmax (estimate.interval.high, value);
  if (estimate.interval.low == estimate.interval.high)
    return limen_estimate_none (value, LIMEN_NO_INTERVAL_NO_VARIATION);
  return estimate;
}

/* The confusion matrix at candidate i, as numbers of rows if these have no
 * weights of their own. */
static LimenConfusion
get_counts (const Estimation *self, gsize i)
{
  LimenConfusion c
      = limen_sweep_get_confusion (self->sweep, self->candidates[i]);

  return (LimenConfusion){ .tp = c.tp / self->weight,
                           .fp = c.fp / self->weight,
                           .fn = c.fn / self->weight,
                           .tn = c.tn / self->weight };
}

static LimenEstimate
estimate_metric (const Estimation *self, gsize i, LimenMetricId metric)
{
  double value
      = limen_objective_value_at (self->view, (LimenMetric){ metric, 1 },
                                  self->sweep, self->candidates[i]);
  LimenEstimatePlan method = limen_estimate_plan (
      limen_quantity_of_metric (metric), self->situation);
  LimenEstimate estimate;

  if (isnan (value))
    return limen_estimate_none (value, LIMEN_NO_INTERVAL_UNDEFINED);
  if (method.method == LIMEN_ESTIMATE_NONE)
    return limen_estimate_none (value, method.reason);
  if (method.method == LIMEN_ESTIMATE_BOOTSTRAP)
    return estimate_by_resampling (self, i, metric, value);
  estimate = limen_estimate_proportion (
      limen_metric_get_proportion (metric, get_counts (self, i)),
      self->plan->confidence);
  estimate.value = value;
  return estimate;
}

/* Whether the cost of an error is that of any other, and decisions have no
 * other costs or gains. */
static gboolean
has_common_cost (const LimenObjective *view)
{
  return !view->has_row_costs && view->costs.fp_cost == view->costs.fn_cost
         && view->costs.fp_cost > 0 && view->costs.tp_gain == 0
         && view->costs.tn_gain == 0;
}

/* Gives functions of a proportion the image of its interval: F1 is 2 J / (1 +
 * J) of the Jaccard index J, and the common cost of errors times their rate is
 * the mean cost. Where both are resampled, they have it as it is. */
static void
map_proportions (const Estimation *self, LimenEstimate *estimates)
{
  const LimenEstimate *jaccard = &estimates[LIMEN_METRIC_JACCARD];
  const LimenEstimate *accuracy = &estimates[LIMEN_METRIC_ACCURACY];
  LimenEstimate *f1 = &estimates[LIMEN_METRIC_F1];
  LimenEstimate *cost = &estimates[LIMEN_METRIC_COST];
  double factor = self->view->costs.fp_cost;

  if (jaccard->method == LIMEN_ESTIMATE_WILSON
      || jaccard->method == LIMEN_ESTIMATE_EXACT)
    {
      f1->method = jaccard->method;
      f1->interval.low
          = 2 * jaccard->interval.low / (1 + jaccard->interval.low);
      f1->interval.high
          = 2 * jaccard->interval.high / (1 + jaccard->interval.high);
    }
  if (has_common_cost (self->view)
      && (accuracy->method == LIMEN_ESTIMATE_WILSON
          || accuracy->method == LIMEN_ESTIMATE_EXACT))
    {
      cost->method = accuracy->method;
      cost->interval.low = factor * (1 - accuracy->interval.high);
      cost->interval.high = factor * (1 - accuracy->interval.low);
    }
}

/* Returns the weight of every row that has one; 1 without weights, and NaN
 * where rows have weights of their own. */
static double
get_common_weight (const LimenPredictions *numbers)
{
  double weight = 0;

  if (numbers->weights == NULL)
    return 1;
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      if (weight == 0)
        weight = numbers->weights[i];
      if (numbers->weights[i] != weight && numbers->weights[i] != 0)
        return NAN;
    }
  return weight > 0 ? weight : 1;
}

/* Estimates all metrics at the candidates, which are `candidates` in the order
 * of the result. The class, the sweep, the view, the plan and the weight are
 * set. NULL when memory runs out. */
static LimenEstimate *
estimate_all (Estimation *self, const gsize *candidates, gsize n)
{
  LimenEstimate *estimates = g_try_new (LimenEstimate, n * LIMEN_N_METRICS);

  self->n = n;
  self->units = self->class != NULL ? limen_predictions_get_units (
                    limen_one_vs_rest_get_numbers (self->class))
                                    : NULL;
  self->situation
      = (LimenSituation){ .is_weighted = isnan (self->weight),
                          .has_units = self->units != NULL,
                          .has_prevalence = !isnan (self->view->prevalence),
                          .is_stratified = self->plan->is_stratified };
  sort_candidates (self, candidates);
  if (estimates == NULL || !resample (self))
    {
      g_free (estimates);
      return NULL;
    }
  for (gsize i = 0; i < n; i++)
    {
      LimenEstimate *at = estimates + self->places[i] * LIMEN_N_METRICS;

      for (int j = 0; j < LIMEN_N_METRICS; j++)
        at[j] = estimate_metric (self, i, (LimenMetricId) j);
      map_proportions (self, at);
    }
  return estimates;
}

/* Estimates all metrics of a class at n candidates of its sweep, with the
 * costs and the prevalence of `view`, as limen_estimate_plan() says for
 * thresholds that are given: LIMEN_N_METRICS estimates of each candidate, in
 * their order. There is no interval if one row has almost all the weight of
 * its class. O(n) in the rows where these have weights or costs of their own,
 * or belong together. Free with g_free(); NULL with an error when memory runs
 * out. */
LimenEstimate *
limen_estimates_new_at (LimenOneVsRest *class, const LimenObjective *view,
                        const gsize *candidates, gsize n,
                        const LimenBootstrap *plan, GError **error)
{
  g_auto (Estimation) self = { .class = class,
                               .sweep = limen_one_vs_rest_get_sweep (class),
                               .view = view,
                               .plan = plan,
                               .weight = get_common_weight (
                                   limen_one_vs_rest_get_numbers (class)) };
  LimenEstimate *estimates = estimate_all (&self, candidates, n);

  if (estimates == NULL)
    limen_dataset_fail_memory (limen_one_vs_rest_get_dataset (class),
                               N_ ("for its intervals"), error);
  return estimates;
}

/* Estimates all metrics at a candidate of a sweep whose rows are not known, as
 * limen_estimates_new_at() does: LIMEN_N_METRICS estimates, without intervals
 * where the sweep has weights or costs of rows. Free with g_free(); NULL when
 * memory runs out. */
LimenEstimate *
limen_estimates_new_of_counts (const LimenSweep *sweep,
                               const LimenObjective *view, gsize candidate,
                               const LimenBootstrap *plan)
{
  g_auto (Estimation) self
      = { .sweep = sweep, .view = view, .plan = plan, .weight = 1 };
  LimenEstimate *estimates;

  if (!limen_sweep_is_weighted (sweep) && !view->has_row_costs)
    return estimate_all (&self, &candidate, 1);
  estimates = g_new (LimenEstimate, LIMEN_N_METRICS);
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    estimates[i] = limen_estimate_none (
        limen_objective_value_at (view, (LimenMetric){ i, 1 }, sweep,
                                  candidate),
        LIMEN_NO_INTERVAL_SUMS);
  return estimates;
}

/* Extends the interval of ROC AUC where a class has few rows, or few units: to
 * that of the largest variance that the mean of as many placements may
 * have. */
static void
allow_for_few (LimenEstimate *auc, const LimenSweep *sweep, double weight,
               double confidence)
{
  double n = fmin (limen_sweep_get_positives (sweep),
                   limen_sweep_get_negatives (sweep))
             / weight;
  LimenInterval widest = limen_interval_student (
      auc->value, auc->value * (1 - auc->value) / n, n - 1,
      (LimenRange){ LIMEN_SCALE_LOGIT, 0, 1 }, confidence);

  if (!(n < FEW_ROWS) || auc->method == LIMEN_ESTIMATE_NONE
      || auc->method == LIMEN_ESTIMATE_EXACT)
    return;
  auc->interval.low = fmin (auc->interval.low, widest.low);
  auc->interval.high = fmax (auc->interval.high, widest.high);
}

/* Estimates one ranking metric; there is no interval where it is undefined.
 * FALSE when memory runs out. */
static gboolean
estimate_rank (LimenRankMeasure measure, double value, LimenOneVsRest *class,
               double prevalence, double confidence, LimenEstimate *estimate)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  const LimenPredictions *numbers = limen_one_vs_rest_get_numbers (class);
  const LimenUnits *units = limen_predictions_get_units (numbers);
  const LimenPredictions *rows
      = units != NULL || limen_sweep_is_weighted (sweep) ? numbers : NULL;
  double effective[2];

  *estimate = limen_estimate_none (value, LIMEN_NO_INTERVAL_UNDEFINED);
  if (isnan (value))
    return TRUE;
  if (!limen_estimate_ranking (measure, value, sweep, prevalence, rows, units,
                               confidence, estimate)
      || !limen_class_units_measure (numbers, effective))
    return FALSE;
  if (measure == LIMEN_RANK_ROC_AUC)
    allow_for_few (estimate, sweep,
                   get_common_weight (limen_one_vs_rest_get_numbers (class)),
                   confidence);
  return TRUE;
}

/* Estimates the ranking metrics of a class; `prevalence` is that of the
 * population (NaN: of the rows). KS is resampled by the plan. FALSE with an
 * error when memory runs out. */
gboolean
limen_estimates_compute_ranking (LimenOneVsRest *class, double prevalence,
                                 const LimenBootstrap *plan,
                                 LimenRankingEstimates *estimates,
                                 GError **error)
{
  LimenRanking ranking = limen_one_vs_rest_get_ranking_at (class, prevalence);
  double confidence = plan->confidence;

  if (!estimate_rank (LIMEN_RANK_ROC_AUC, ranking.roc_auc, class, prevalence,
                      confidence, &estimates->roc_auc)
      || !estimate_rank (LIMEN_RANK_AVERAGE_PRECISION,
                         ranking.average_precision, class, prevalence,
                         confidence, &estimates->average_precision)
      || !estimate_rank (LIMEN_RANK_PR_AUC, ranking.pr_auc_trapezoid, class,
                         prevalence, confidence, &estimates->pr_auc_trapezoid)
      || !limen_ks_estimate (class, plan, &estimates->ks))
    return limen_dataset_fail_memory (limen_one_vs_rest_get_dataset (class),
                                      N_ ("for its intervals"), error);
  return TRUE;
}
