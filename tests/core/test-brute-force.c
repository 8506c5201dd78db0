#include <math.h>
#include <string.h>

#include "curve.h"
#include "decimal.h"
#include "grey-zone.h"
#include "objective.h"
#include "ranking.h"
#include "support.h"

#define MAX_ROWS 40
#define N_FILES 8000

/* A small random file. */
typedef struct
{
  gsize n;
  double scores[MAX_ROWS];
  guint16 labels[MAX_ROWS];
  double weights[MAX_ROWS];
  gboolean has_weights;
  double fp_costs[MAX_ROWS], fn_costs[MAX_ROWS];
  gboolean has_fp_costs, has_fn_costs;
  LimenSweep *sweep;
} File;

static LimenSweep *
new_sweep (File *self)
{
  double *scores = self->scores;
  LimenPredictions numbers = {
    .task = LIMEN_TASK_BINARY,
    .kind = LIMEN_KIND_SCORE,
    .n_rows = self->n,
    .n_classes = 2,
    .n_scores = 1,
    .positive = 1,
    .labels = self->labels,
    .scores = &scores,
    .weights = self->has_weights ? self->weights : NULL,
    .fp_costs = self->has_fp_costs ? self->fp_costs : NULL,
    .fn_costs = self->has_fn_costs ? self->fn_costs : NULL,
  };

  return limen_sweep_new_from_predictions (&numbers);
}

static void
draw (File *self)
{
  gboolean has_ties = g_test_rand_bit ();
  int share = g_test_rand_int_range (0, 11);

  self->n = (gsize) g_test_rand_int_range (1, MAX_ROWS + 1);
  self->has_weights = g_test_rand_bit ();
  for (gsize i = 0; i < self->n; i++)
    {
      self->scores[i] = has_ties ? g_test_rand_int_range (-3, 4) / 4.0
                                 : g_test_rand_double_range (-2, 3);
      if (self->scores[i] == 0 && g_test_rand_bit ())
        self->scores[i] = -0.0;
      self->labels[i] = g_test_rand_int_range (0, 10) < share;
      self->weights[i] = g_test_rand_int_range (0, 9) / 4.0;
      self->fp_costs[i] = g_test_rand_int_range (0, 17) / 8.0;
      self->fn_costs[i] = g_test_rand_int_range (0, 33) / 2.0;
    }
  self->weights[0] = 1;
  self->has_fp_costs = g_test_rand_bit ();
  self->has_fn_costs = g_test_rand_bit ();
  self->sweep = new_sweep (self);
  g_assert_nonnull (self->sweep);
}

static LimenConfusion
count (const File *self, double threshold)
{
  LimenConfusion c = { 0 };

  for (gsize i = 0; i < self->n; i++)
    {
      double weight = self->has_weights ? self->weights[i] : 1;
      gboolean is_positive = self->scores[i] >= threshold;

      if (self->labels[i])
        *(is_positive ? &c.tp : &c.fn) += weight;
      else
        *(is_positive ? &c.fp : &c.tn) += weight;
    }
  return c;
}

/* What the errors at a threshold cost by the rows' own costs. */
static LimenErrorCosts
count_costs (const File *self, double threshold)
{
  LimenErrorCosts costs = { 0 };

  for (gsize i = 0; i < self->n; i++)
    {
      double weight = self->has_weights ? self->weights[i] : 1;
      gboolean is_positive = self->scores[i] >= threshold;

      if (is_positive && !self->labels[i])
        costs.fp += weight * (self->has_fp_costs ? self->fp_costs[i] : 1);
      if (!is_positive && self->labels[i])
        costs.fn += weight * (self->has_fn_costs ? self->fn_costs[i] : 1);
    }
  return costs;
}

/* Weights are quarters, so that all sums are exact. */
static void
assert_same (LimenConfusion a, LimenConfusion b)
{
  g_assert_cmpfloat (a.tp, ==, b.tp);
  g_assert_cmpfloat (a.fp, ==, b.fp);
  g_assert_cmpfloat (a.fn, ==, b.fn);
  g_assert_cmpfloat (a.tn, ==, b.tn);
}

static void
check_counts (const File *self)
{
  gsize n = limen_sweep_get_n_scores (self->sweep);

  for (gsize i = 0; i <= n; i++)
    {
      double score = limen_sweep_get_score (self->sweep, i);
      double low = limen_sweep_get_low (self->sweep, i);

      g_assert_cmpfloat (low, <, score);
      assert_same (limen_sweep_get_confusion (self->sweep, i),
                   count (self, score));
      g_assert_cmpuint (limen_sweep_find (self->sweep, score), ==, i);
    }
  for (int i = 0; i < 20; i++)
    {
      double threshold = g_test_rand_double_range (-3, 4);

      assert_same (
          limen_sweep_get_confusion (
              self->sweep, limen_sweep_find (self->sweep, threshold)),
          count (self, threshold));
    }
  g_assert_true (isinf (limen_sweep_get_score (self->sweep, n)));
}

static void
check_costs (const File *self)
{
  gsize n = limen_sweep_get_n_scores (self->sweep);

  g_assert_cmpint (limen_sweep_has_row_costs (self->sweep), ==,
                   self->has_fp_costs || self->has_fn_costs);
  for (gsize i = 0; i <= n; i++)
    {
      LimenErrorCosts expected
          = count_costs (self, limen_sweep_get_score (self->sweep, i));
      LimenErrorCosts costs;

      limen_sweep_get_error_costs (self->sweep, i, 1, &costs);
      g_assert_cmpfloat (costs.fp, ==, expected.fp);
      g_assert_cmpfloat (costs.fn, ==, expected.fn);
    }
}

/* A metric as an objective sees it where rows from one threshold up to another
 * one are left out, in the plainest way: rows of each class are multiplied so
 * that the population has its prevalence. */
static double
get_value_between (const File *self, const LimenObjective *objective,
                   LimenMetric metric, double refer_from, double threshold)
{
  LimenConfusion c = count (self, threshold);
  LimenConfusion below = count (self, refer_from);
  LimenErrorCosts errors = count_costs (self, threshold);
  double total = c.tp + c.fp + c.fn + c.tn;
  double to_positives = 1, to_negatives = 1;

  if (!isnan (objective->prevalence) && !limen_metric_get_info (metric.id)->is_of_rates)
    {
      to_positives = objective->prevalence * total / (c.tp + c.fn);
      to_negatives = (1 - objective->prevalence) * total / (c.fp + c.tn);
    }
  c = (LimenConfusion){ c.tp * to_positives, c.fp * to_negatives,
                        below.fn * to_positives, below.tn * to_negatives };
  errors.fn = count_costs (self, refer_from).fn;
  if (metric.id != LIMEN_METRIC_COST || !objective->has_row_costs)
    return limen_metric_value (metric, c, objective->costs);
  return (objective->costs.fp_cost * errors.fp * to_negatives
          + objective->costs.fn_cost * errors.fn * to_positives
          - objective->costs.tp_gain * c.tp - objective->costs.tn_gain * c.tn)
         / (c.tp + c.fp + c.fn + c.tn);
}

static double
get_value (const File *self, const LimenObjective *objective,
           LimenMetric metric, double threshold)
{
  return get_value_between (self, objective, metric, threshold, threshold);
}

/* A ratio of something to nothing is beyond every bound. */
static gboolean
is_infinite (LimenMetricId id, LimenConfusion c)
{
  if (c.tp + c.fn == 0 || c.fp + c.tn == 0)
    return FALSE;
  return (id == LIMEN_METRIC_LR_POSITIVE && c.fp == 0 && c.tp != 0)
         || (id == LIMEN_METRIC_LR_NEGATIVE && c.tn == 0 && c.fn != 0)
         || (id == LIMEN_METRIC_DOR && c.fp * c.fn == 0 && c.tp * c.tn != 0);
}

/* Rounding fails no constraint. */
static gboolean
holds (const File *self, const LimenObjective *objective, double threshold)
{
  for (gsize i = 0; i < objective->n_constraints; i++)
    {
      const LimenConstraint *constraint = &objective->constraints[i];
      double value
          = get_value (self, objective, constraint->metric, threshold);

      if (is_infinite (constraint->metric.id, count (self, threshold)))
        value = INFINITY;
      if (!(constraint->relation == LIMEN_AT_LEAST
                ? value >= constraint->bound - 1e-12
                : value <= constraint->bound + 1e-12))
        return FALSE;
    }
  return TRUE;
}

/* Any metric but F-beta, which needs a beta. */
static LimenMetric
draw_metric (void)
{
  int id = g_test_rand_int_range (0, LIMEN_N_ALL_METRICS - 1);

  return (LimenMetric){ id < LIMEN_METRIC_FBETA ? id : id + 1, 1 };
}

static LimenObjective
draw_any (void)
{
  LimenObjective objective
      = limen_objective_new (draw_metric (), g_test_rand_bit ());

  objective.n_constraints = (gsize) g_test_rand_int_range (0, 3);
  for (gsize i = 0; i < objective.n_constraints; i++)
    objective.constraints[i] = (LimenConstraint){
      draw_metric (),
      g_test_rand_bit () ? LIMEN_AT_LEAST : LIMEN_AT_MOST,
      g_test_rand_double_range (0, 1),
    };
  return objective;
}

static LimenObjective
draw_point (void)
{
  static const char *const points[] = {
    "equal-error-rate",
    "closest-to-corner",
    "break-even",
    "prevalence-matching",
    "precision-at-recall:",
    "recall-at-precision:",
    "sensitivity-at-specificity:",
    "specificity-at-sensitivity:",
    "npv-at-predicted-positive-rate:",
    "npv-at-recall:",
  };
  int i = g_test_rand_int_range (0, G_N_ELEMENTS (points));
  double bound = g_test_rand_int_range (0, 21) / 20.0;
  char number[LIMEN_DECIMAL_SIZE];
  g_autofree char *text = g_strconcat (
      points[i],
      g_str_has_suffix (points[i], ":")
          ? limen_decimal_format (bound, number, sizeof number)
          : NULL,
      NULL);
  LimenObjective objective;

  g_assert_true (limen_objective_parse_point (text, &objective));
  return objective;
}

static LimenObjective
draw_objective (void)
{
  LimenObjective objective = g_test_rand_bit () ? draw_any () : draw_point ();

  objective.costs.fp_cost = g_test_rand_int_range (0, 4);
  objective.costs.fn_cost = g_test_rand_int_range (1, 6);
  objective.costs.tp_gain = g_test_rand_int_range (0, 3);
  objective.costs.tn_gain = g_test_rand_int_range (0, 3);
  objective.has_row_costs = g_test_rand_bit ();
  if (g_test_rand_int_range (0, 3) == 0)
    objective.prevalence = g_test_rand_int_range (1, 16) / 16.0;
  return objective;
}

/* Every candidate tried in the plainest way: best value, how many have it, and
 * of those the widest, then the lowest. */
static void
check_optimum (const File *self)
{
  LimenObjective objective = draw_objective ();
  LimenOptimum found = limen_objective_optimize (&objective, self->sweep);
  gsize n = limen_sweep_get_n_scores (self->sweep);
  double best = -INFINITY, widest = -1;
  gsize ties = 0, candidate = 0, n_meeting = 0;

  if (limen_sweep_get_positives (self->sweep) == 0)
    {
      g_assert_cmpint (found.status, ==, LIMEN_OPTIMUM_NO_POSITIVES);
      g_assert_cmpfloat (found.threshold, ==, INFINITY);
      return;
    }
  for (gsize i = 0; i <= n; i++)
    {
      double high = limen_sweep_get_score (self->sweep, i);
      double low = limen_sweep_get_low (self->sweep, i);
      double value = get_value (self, &objective, objective.metric, high);
      double rank = objective.is_minimized ? -value : value;

      if (!holds (self, &objective, high))
        continue;
      n_meeting++;
      if (isnan (value) || rank < best)
        continue;
      if (rank > best)
        {
          best = rank;
          widest = -1;
          ties = 0;
        }
      ties++;
      if (high - low > widest)
        {
          widest = high - low;
          candidate = i;
        }
    }
  if (ties == 0)
    {
      g_assert_cmpint (found.status, ==,
                       n_meeting > 0 ? LIMEN_OPTIMUM_UNDEFINED
                                     : LIMEN_OPTIMUM_UNATTAINABLE);
      return;
    }
  g_assert_cmpint (found.status, ==, LIMEN_OPTIMUM_FOUND);
  g_assert_cmpuint (found.candidate, ==, candidate);
  g_assert_cmpuint (found.ties, ==, ties);
  g_assert_cmpfloat (found.value, ==, objective.is_minimized ? -best : best);
  g_assert_cmpfloat (found.threshold, >, found.low);
  g_assert_cmpfloat (found.threshold, <=, found.high);
  assert_same (count (self, found.threshold), found.confusion);
}

/* Pairs of a positive and a negative row, ties by half. */
static void
check_auc (const File *self)
{
  double wins = 0, pairs = 0;

  for (gsize i = 0; i < self->n; i++)
    for (gsize j = 0; j < self->n; j++)
      if (self->labels[i] && !self->labels[j])
        {
          double weight = self->has_weights
                              ? self->weights[i] * self->weights[j]
                              : 1;

          pairs += weight;
          wins += weight
                  * (self->scores[i] > self->scores[j]    ? 1
                     : self->scores[i] == self->scores[j] ? 0.5
                                                          : 0);
        }
  test_assert_near (limen_ranking_compute (self->sweep).roc_auc,
                    pairs > 0 ? wins / pairs : NAN, 1e-13);
}

/* The mean precision at the scores of the positives, each of which weighs what
 * it does, with the rows of each class weighing what makes up the
 * population. */
static double
get_average_precision (const File *self, double prevalence)
{
  LimenConfusion all = count (self, -INFINITY);
  double a = 1, b = 1, sum = 0;

  if (!isnan (prevalence))
    {
      a = prevalence / all.tp;
      b = (1 - prevalence) / all.fp;
    }
  for (gsize i = 0; i < self->n; i++)
    if (self->labels[i] && (!self->has_weights || self->weights[i] > 0))
      {
        LimenConfusion c = count (self, self->scores[i]);

        sum += (self->has_weights ? self->weights[i] : 1) * c.tp * a
               / (c.tp * a + c.fp * b);
      }
  return all.tp > 0 ? sum / all.tp : (double) NAN;
}

/* Of another population only average precision is another one. */
static void
check_average_precision (const File *self)
{
  double prevalence = g_test_rand_double_range (1e-4, 1);
  LimenRanking plain = limen_ranking_compute (self->sweep);
  LimenRanking moved
      = limen_ranking_compute_at_prevalence (self->sweep, prevalence);
  double own = limen_confusion_get_prevalence (count (self, -INFINITY));

  test_assert_near (plain.average_precision,
                    get_average_precision (self, NAN), 1e-13);
  test_assert_near (moved.average_precision,
                    get_average_precision (self, prevalence), 1e-13);
  test_assert_near (moved.roc_auc, plain.roc_auc, 0);
  test_assert_near (moved.ks, plain.ks, 0);
  test_assert_near (moved.ks_threshold, plain.ks_threshold, 0);
  if (own > 0 && own < 1)
    test_assert_near (
        limen_ranking_compute_at_prevalence (self->sweep, own)
            .average_precision,
        plain.average_precision, 1e-13);
}

static void
check_histogram (const File *self)
{
  enum { N_BINS = 7 };
  double edges[N_BINS + 1];
  LimenHistogramBin bins[N_BINS];
  double total = 0;

  for (int i = 0; i <= N_BINS; i++)
    edges[i] = -2.5 + i * 0.8;
  limen_histogram_compute (self->sweep, edges, N_BINS, bins);
  for (int i = 0; i < N_BINS; i++)
    {
      double positives = 0, negatives = 0;

      for (gsize row = 0; row < self->n; row++)
        if (self->scores[row] >= edges[i] && self->scores[row] < edges[i + 1])
          *(self->labels[row] ? &positives : &negatives)
              += self->has_weights ? self->weights[row] : 1;
      g_assert_cmpfloat (bins[i].positives, ==, positives);
      g_assert_cmpfloat (bins[i].negatives, ==, negatives);
      total += positives + negatives;
    }
  g_assert_cmpfloat (total, ==,
                     limen_sweep_get_positives (self->sweep)
                         + limen_sweep_get_negatives (self->sweep));
}

/* Within a column a curve takes the values at all thresholds in it, as an
 * objective sees them. */
static void
check_curve (const File *self)
{
  enum { N_COLUMNS = 9 };
  LimenObjective objective = draw_objective ();
  LimenCurveColumn columns[N_COLUMNS];
  double edges[N_COLUMNS + 1];

  for (int i = 0; i <= N_COLUMNS; i++)
    edges[i] = -2.5 + i * 0.7;
  if (objective.has_row_costs == limen_sweep_has_row_costs (self->sweep))
    limen_curve_compute_at_prevalence (self->sweep, objective.metric,
                                       objective.costs, objective.prevalence,
                                       edges, N_COLUMNS, columns);
  else
    limen_curve_compute_for (&objective, self->sweep, objective.metric, edges,
                             N_COLUMNS, columns);
  for (int i = 0; i < N_COLUMNS; i++)
    for (int j = 0; j < 10; j++)
      {
        double threshold = g_test_rand_double_range (edges[i], edges[i + 1]);
        double value
            = get_value (self, &objective, objective.metric, threshold);

        if (isnan (value))
          continue;
        g_assert_cmpfloat (value, >=, columns[i].low - 1e-12);
        g_assert_cmpfloat (value, <=, columns[i].high + 1e-12);
      }
}

/* The mean cost of all rows, where each of those that are left out has one of
 * its own. */
static double
get_cost_of_all (const File *self, const LimenGreyZoneObjective *zone,
                 const LimenObjective *objective, double refer_from,
                 double threshold)
{
  LimenConfusion all = count (self, threshold);
  LimenConfusion below = count (self, refer_from);
  LimenClassFactors factors = limen_class_factors_at_prevalence (
      all.tp + all.fn, all.fp + all.tn, zone->prevalence);
  double referred = (all.fn - below.fn) * factors.of_positives
                    + (all.tn - below.tn) * factors.of_negatives;
  double total
      = limen_confusion_get_total (limen_confusion_scale (all, factors));
  double cost = get_value_between (self, objective, objective->metric,
                                   refer_from, threshold);

  if (total == referred)
    cost = 0;
  return (cost * (total - referred) + zone->bound * referred) / total;
}

/* Any two candidates, the rows between which are not decided. */
static void
check_between (const File *self)
{
  int n = (int) limen_sweep_get_n_scores (self->sweep);
  gsize high = (gsize) g_test_rand_int_range (0, n + 1);
  gsize low = (gsize) g_test_rand_int_range (0, (gint32) high + 1);
  LimenObjective objective = draw_objective ();
  double refer_from = limen_sweep_get_score (self->sweep, low);
  double threshold = limen_sweep_get_score (self->sweep, high);
  LimenGreyZoneObjective view = limen_grey_zone_objective_new (
      LIMEN_GREY_ZONE_COST, g_test_rand_double_range (0, 2));
  LimenGreyZone zone;
  double expected;

  view.costs = objective.costs;
  view.has_row_costs = objective.has_row_costs;
  view.prevalence = objective.prevalence;
  zone = limen_grey_zone_at (&view, self->sweep, low, high);
  expected = objective.metric.id == LIMEN_METRIC_COST
                 ? get_cost_of_all (self, &view, &objective, refer_from,
                                    threshold)
                 : get_value_between (self, &objective, objective.metric,
                                      refer_from, threshold);
  test_assert_near (limen_grey_zone_metric (&view, self->sweep, &zone,
                                            objective.metric),
                    expected, 1e-12);
}

static void
for_each_file (void (*check) (const File *self))
{
  for (int i = 0; i < N_FILES; i++)
    {
      File file;

      draw (&file);
      check (&file);
      limen_sweep_free (file.sweep);
    }
}

static void
test_counts (void)
{
  for_each_file (check_counts);
}

static void
test_costs (void)
{
  for_each_file (check_costs);
}

static void
test_optima (void)
{
  for_each_file (check_optimum);
}

static void
test_between (void)
{
  for_each_file (check_between);
}

static void
test_auc (void)
{
  for_each_file (check_auc);
}

static void
test_average_precision (void)
{
  for_each_file (check_average_precision);
}

static void
test_histograms (void)
{
  for_each_file (check_histogram);
}

static void
test_curves (void)
{
  for_each_file (check_curve);
}

/* No decimal with fewer digits lies inside; between 0.1 and 1, where all of
 * them have as many digits as decimals. */
static void
test_shortest (void)
{
  for (int i = 0; i < 3000; i++)
    {
      double low = g_test_rand_double_range (0.1, 0.99);
      double high = fmin (
          0.999, low + pow (10, g_test_rand_double_range (-6, -0.5)));
      double found = limen_decimal_shortest_in (low, high);
      char text[LIMEN_DECIMAL_SIZE];
      int n_digits;

      g_assert_cmpfloat (found, >, low);
      g_assert_cmpfloat (found, <=, high);
      limen_decimal_format (found, text, sizeof text);
      n_digits = strchr (text, '.') != NULL
                     ? (int) strlen (strchr (text, '.') + 1)
                     : 0;
      for (int digits = 1; digits < n_digits; digits++)
        {
          double unit = pow (10, digits);

          g_assert_cmpfloat (floor (low * unit) + 1, >, high * unit);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/brute-force/counts", test_counts);
  g_test_add_func ("/brute-force/costs", test_costs);
  g_test_add_func ("/brute-force/optima", test_optima);
  g_test_add_func ("/brute-force/between", test_between);
  g_test_add_func ("/brute-force/auc", test_auc);
  g_test_add_func ("/brute-force/average-precision", test_average_precision);
  g_test_add_func ("/brute-force/histograms", test_histograms);
  g_test_add_func ("/brute-force/curves", test_curves);
  g_test_add_func ("/brute-force/shortest", test_shortest);
  return g_test_run ();
}
