/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimates.h"

#include <float.h>
#include <math.h>

#include "class-units.h"
#include "proportion.h"
#include "ranking-estimate.h"
#include "replicates.h"
#include "resample.h"
#include "translatable.h"

/* With fewer rows in a cell, a ratio without an upper bound is undefined in so
 * many resamples that these do not show how large it may be. */
#define SMALL_CELL 5
/* With fewer rows of a class, their placements may agree by chance. */
#define FEW_ROWS 10

/* The estimation of metrics at candidates of a sweep. */
typedef struct
{
  LimenOneVsRest *class; /* NULL: only the sweep is known */
  const LimenSweep *sweep;
  const LimenObjective *view;
  const LimenBootstrap *plan;
  LimenSituation situation;
  gsize n;
  gsize *candidates; /* in ascending order */
  gsize *places;     /* index of each in the result */
  LimenReplicates replicates;
  LimenBootstrapInterval *intervals; /* LIMEN_N_METRICS of each candidate;
                                      * NULL: too many rows */
  gboolean has_too_few;              /* see check_size() */
} Estimation;

static void
estimation_clear (Estimation *self)
{
  g_free (self->candidates);
  g_free (self->places);
  g_free (self->intervals);
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

/* Resamples rows, as they have weights or costs of their own, or whole
 * units. */
static LimenBootstrapStatus
resample_rows (Estimation *self)
{
  const LimenPredictions *numbers
      = limen_one_vs_rest_get_numbers (self->class);
  const LimenUnitRows rows = { .n_rows = numbers->n_rows,
                               .scores = numbers->scores[0],
                               .labels = numbers->labels,
                               .positive = numbers->positive,
                               .weights = numbers->weights,
                               .fp_costs = numbers->fp_costs,
                               .fn_costs = numbers->fn_costs,
                               .units = numbers->units.of_rows,
                               .n_units = (guint32) numbers->units.n_units };
  g_autofree double *thresholds = g_new (double, self->n);

  for (gsize i = 0; i < self->n; i++)
    thresholds[i] = limen_sweep_get_score (self->sweep, self->candidates[i]);
  return limen_replicates_init_from_rows (
      &self->replicates, self->plan, &rows, thresholds, self->n,
      (LimenBootstrapProgress){ NULL, NULL }, 0);
}

/* Whether the rows belong together or have weights or costs of their own, so
 * that their numbers do not tell all of a resample. */
static gboolean
needs_rows (const Estimation *self)
{
  return self->situation.has_units || !limen_resample_is_suitable (self->sweep)
         || self->view->has_row_costs;
}

/* Whether the rows are drawn one by one, and too many. */
static gboolean
has_too_many (const Estimation *self)
{
  const LimenPredictions *numbers
      = limen_one_vs_rest_get_numbers (self->class);
  gsize n_classes = limen_dataset_get_predictions (
                        limen_one_vs_rest_get_dataset (self->class))
                        ->n_scores;
  double n_draws = (double) numbers->n_rows * self->plan->n_resamples;

  return n_draws * (double) n_classes > LIMEN_ESTIMATES_MAX_DRAWS;
}

/* Computes the percentile intervals of all metrics, unless there are too many
 * rows. FALSE when memory runs out. */
static gboolean
resample (Estimation *self)
{
  LimenMetric metrics[LIMEN_N_METRICS];
  LimenBootstrapStatus status;

  if (needs_rows (self) && has_too_many (self))
    return TRUE;
  if (needs_rows (self))
    status = resample_rows (self);
  else
    status = limen_replicates_init (&self->replicates, self->plan, self->sweep,
                                    self->candidates, self->n,
                                    (LimenBootstrapProgress){ NULL, NULL }, 0);
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    metrics[i] = (LimenMetric){ i, 1 };
  self->intervals
      = g_try_new (LimenBootstrapInterval, self->n * LIMEN_N_METRICS);
  return status == LIMEN_BOOTSTRAP_DONE && self->intervals != NULL
         && limen_replicates_get_intervals (&self->replicates, self->view,
                                            metrics, LIMEN_N_METRICS,
                                            self->intervals)
                == LIMEN_BOOTSTRAP_DONE;
}

/* Whether a cell of the confusion matrix has fewer rows than this. */
static gboolean
has_cell_below (LimenConfusion c, double n)
{
  return c.tp < n || c.fp < n || c.fn < n || c.tn < n;
}

/* Whether resamples do not show all that a metric may be: a cell that is empty
 * is empty in all of them. */
static gboolean
is_hidden (LimenMetricId metric, LimenConfusion confusion)
{
  gboolean is_bounded = isfinite (limen_metric_get_info (metric)->high);

  return has_cell_below (confusion, is_bounded ? 1 : SMALL_CELL);
}

/* Whether the rows of a class count for less than two, as a single one has
 * almost all the weight (the effective size of Kish, 1965). */
static gboolean
has_too_few (const Estimation *self)
{
  const LimenPredictions *numbers
      = self->situation.is_weighted
            ? limen_one_vs_rest_get_numbers (self->class)
            : NULL;
  double sums[2] = { 0 }, squares[2] = { 0 };

  for (gsize i = 0; numbers != NULL && i < numbers->n_rows; i++)
    {
      gboolean is_positive = numbers->labels[i] == numbers->positive;
      double weight = limen_predictions_get_weight (numbers, i);

      sums[is_positive] += weight;
      squares[is_positive] += weight * weight;
    }
  return numbers != NULL
         && (sums[0] * sums[0] < 2 * squares[0]
             || sums[1] * sums[1] < 2 * squares[1]);
}

/* Sets has_too_few. FALSE when memory runs out. */
static gboolean
check_size (Estimation *self)
{
  double effective[2] = { INFINITY, INFINITY };

  if (self->class != NULL
      && !limen_class_units_measure (
          limen_one_vs_rest_get_numbers (self->class), effective))
    return FALSE;
  self->has_too_few
      = has_too_few (self) || effective[0] < 2 || effective[1] < 2;
  return TRUE;
}

/* Extends an interval by a metric's value where the shares of the positive and
 * of the negative rows at or above the threshold are these. */
static void
include_rates (const Estimation *self, LimenMetricId metric, LimenConfusion c,
               double recall, double fpr, LimenInterval *interval)
{
  const LimenConfusion rates = { .tp = recall * (c.tp + c.fn),
                                 .fp = fpr * (c.fp + c.tn),
                                 .fn = (1 - recall) * (c.tp + c.fn),
                                 .tn = (1 - fpr) * (c.fp + c.tn) };
  double value
      = limen_objective_value (self->view, (LimenMetric){ metric, 1 }, rates);

  interval->low = fmin (interval->low, value);
  interval->high = fmax (interval->high, value);
}

/* Extends an interval to a metric's extremes over the exact intervals of the
 * rates of both classes, each with half the error. They hold at least as often
 * as the confidence says, for metrics that are monotone in both rates, and for
 * the rows' prevalence. Unchanged without rows of both classes. */
static LimenInterval
extend_by_rates (const Estimation *self, LimenMetricId metric,
                 LimenConfusion c, LimenInterval interval)
{
  double confidence = 1 - (1 - self->plan->confidence) / 2;
  LimenInterval recall = limen_interval_exact (
      (LimenProportion){ c.tp, c.tp + c.fn }, confidence);
  LimenInterval fpr = limen_interval_exact (
      (LimenProportion){ c.fp, c.fp + c.tn }, confidence);

  include_rates (self, metric, c, recall.low, fpr.low, &interval);
  include_rates (self, metric, c, recall.low, fpr.high, &interval);
  include_rates (self, metric, c, recall.high, fpr.low, &interval);
  include_rates (self, metric, c, recall.high, fpr.high, &interval);
  return interval;
}

/* The percentile interval; without an upper end where a ratio that may be
 * infinite is undefined in too many resamples. */
static LimenInterval
get_percentiles (const Estimation *self, gsize i, LimenMetricId metric)
{
  const LimenBootstrapInterval *found
      = &self->intervals[i * LIMEN_N_METRICS + metric];
  LimenInterval interval = found->interval;
  double tail = (1 - self->plan->confidence) / 2;

  if (!isfinite (limen_metric_get_info (metric)->high)
      && (double) found->n_undefined > tail * self->plan->n_resamples)
    interval.high = INFINITY;
  return interval;
}

static LimenEstimate
estimate_by_resampling (const Estimation *self, gsize i, LimenMetricId metric,
                        LimenConfusion confusion, double value)
{
  gboolean has_own_costs
      = metric == LIMEN_METRIC_COST && self->view->has_row_costs;
  gboolean has_rates = !self->situation.is_weighted
                       && !self->situation.has_units && !has_own_costs;
  LimenEstimate estimate
      = { .value = value, .method = LIMEN_ESTIMATE_BOOTSTRAP };

  if (self->intervals == NULL)
    return limen_estimate_none (value, LIMEN_NO_INTERVAL_TOO_MANY);
  if (self->has_too_few)
    return limen_estimate_none (value, LIMEN_NO_INTERVAL_TOO_FEW);
  if (!has_rates && has_cell_below (confusion, DBL_MIN))
    return limen_estimate_none (value, LIMEN_NO_INTERVAL_NO_VARIATION);
  estimate.interval = get_percentiles (self, i, metric);
  if (has_rates && is_hidden (metric, confusion))
    {
      estimate.interval
          = extend_by_rates (self, metric, confusion, estimate.interval);
      estimate.method = LIMEN_ESTIMATE_EXACT;
    }
  if (isnan (estimate.interval.low))
    return limen_estimate_none (value, LIMEN_NO_INTERVAL_UNDEFINED);
  if (estimate.interval.low == estimate.interval.high)
    return limen_estimate_none (value, LIMEN_NO_INTERVAL_NO_VARIATION);
  return estimate;
}

static LimenEstimate
estimate_metric (const Estimation *self, gsize i, LimenMetricId metric)
{
  LimenConfusion confusion
      = limen_sweep_get_confusion (self->sweep, self->candidates[i]);
  double value
      = limen_objective_value_at (self->view, (LimenMetric){ metric, 1 },
                                  self->sweep, self->candidates[i]);
  LimenEstimatePlan method = limen_estimate_plan (
      limen_quantity_of_metric (metric), self->situation);

  if (isnan (value))
    return limen_estimate_none (value, LIMEN_NO_INTERVAL_UNDEFINED);
  if (method.method == LIMEN_ESTIMATE_NONE)
    return limen_estimate_none (value, method.reason);
  if (method.method == LIMEN_ESTIMATE_BOOTSTRAP)
    return estimate_by_resampling (self, i, metric, confusion, value);
  return limen_estimate_proportion (
      limen_metric_get_proportion (metric, confusion), self->plan->confidence);
}

static gboolean
has_units (const Estimation *self)
{
  return self->class != NULL
         && limen_one_vs_rest_get_numbers (self->class)->units.of_rows != NULL;
}

/* Estimates all metrics at the candidates, which are `candidates` in the order
 * of the result. NULL when memory runs out. */
static LimenEstimate *
estimate_all (Estimation *self, const gsize *candidates)
{
  LimenEstimate *estimates;

  self->situation = (LimenSituation){
    .is_weighted = limen_sweep_is_weighted (self->sweep),
    .has_units = has_units (self),
    .has_prevalence = !isnan (self->view->prevalence),
  };
  sort_candidates (self, candidates);
  if (!check_size (self) || !resample (self))
    return NULL;
  estimates = g_new (LimenEstimate, self->n * LIMEN_N_METRICS);
  for (gsize i = 0; i < self->n; i++)
    for (int j = 0; j < LIMEN_N_METRICS; j++)
      estimates[self->places[i] * LIMEN_N_METRICS + (gsize) j]
          = estimate_metric (self, i, (LimenMetricId) j);
  return estimates;
}

/* Estimates all metrics of a class at n candidates of its sweep, with the
 * costs and the prevalence of `view`, as limen_estimate_plan() says for
 * thresholds that are given: LIMEN_N_METRICS estimates of each candidate, in
 * their order. The bootstrap's interval would be too narrow where a cell of
 * the confusion matrix is empty, or small for a ratio without an upper bound;
 * there it extends to the extremes over the exact intervals of both rates.
 * Rows with weights or costs of their own are drawn one by one; there is no
 * interval where that would take long, if a cell is empty, or if one row has
 * almost all the weight of its class. Free with g_free(); NULL with an error
 * when memory runs out. */
LimenEstimate *
limen_estimates_new_at (LimenOneVsRest *class, const LimenObjective *view,
                        const gsize *candidates, gsize n,
                        const LimenBootstrap *plan, GError **error)
{
  g_auto (Estimation) self = { .class = class,
                               .sweep = limen_one_vs_rest_get_sweep (class),
                               .view = view,
                               .plan = plan,
                               .n = n };
  LimenEstimate *estimates = estimate_all (&self, candidates);

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
      = { .sweep = sweep, .view = view, .plan = plan, .n = 1 };
  LimenEstimate *estimates;

  if (!needs_rows (&self))
    return estimate_all (&self, &candidate);
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
allow_for_few (LimenEstimate *auc, const LimenSweep *sweep,
               const double effective[2], double confidence)
{
  double n = fmin (fmin (limen_sweep_get_positives (sweep),
                         limen_sweep_get_negatives (sweep)),
                   fmin (effective[0], effective[1]));
  LimenInterval widest = limen_interval_student (
      auc->value, auc->value * (1 - auc->value) / n, n - 1,
      (LimenRange){ LIMEN_SCALE_LOGIT, 0, 1 }, confidence);

  if (limen_sweep_is_weighted (sweep) || n >= FEW_ROWS
      || (auc->method != LIMEN_ESTIMATE_DELONG
          && auc->method != LIMEN_ESTIMATE_OBUCHOWSKI))
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
  if (!limen_estimate_ranking (measure, sweep, prevalence, rows, units,
                               confidence, estimate)
      || !limen_class_units_measure (numbers, effective))
    return FALSE;
  if (measure == LIMEN_RANK_ROC_AUC)
    allow_for_few (estimate, sweep, effective, confidence);
  return TRUE;
}

/* Estimates the ranking metrics of a class; `prevalence` is that of the
 * population (NaN: of the rows). FALSE with an error when memory runs out. */
gboolean
limen_estimates_compute_ranking (LimenOneVsRest *class, double prevalence,
                                 double confidence,
                                 LimenRankingEstimates *estimates,
                                 GError **error)
{
  LimenRanking ranking = limen_one_vs_rest_get_ranking_at (class, prevalence);
  LimenEstimatePlan ks
      = limen_estimate_plan (LIMEN_QUANTITY_KS, (LimenSituation){ 0 });

  if (!estimate_rank (LIMEN_RANK_ROC_AUC, ranking.roc_auc, class, prevalence,
                      confidence, &estimates->roc_auc)
      || !estimate_rank (LIMEN_RANK_AVERAGE_PRECISION,
                         ranking.average_precision, class, prevalence,
                         confidence, &estimates->average_precision)
      || !estimate_rank (LIMEN_RANK_PR_AUC, ranking.pr_auc_trapezoid, class,
                         prevalence, confidence, &estimates->pr_auc_trapezoid))
    return limen_dataset_fail_memory (limen_one_vs_rest_get_dataset (class),
                                      N_ ("for its intervals"), error);
  estimates->ks = limen_estimate_none (ranking.ks, ks.reason);
  return TRUE;
}
