/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "estimate-rows.h"
#include "parallel.h"
#include "rank-spread.h"
#include "ranking-estimate.h"
#include "ranking.h"
#include "support.h"

#define CONFIDENCE 0.95
#define Z 1.959963984540054

static double
get_value (const EstimateRows *rows, LimenRankMeasure measure,
           double prevalence)
{
  LimenRanking ranking
      = limen_ranking_compute_at_prevalence (rows->sweep, prevalence);

  return measure == LIMEN_RANK_ROC_AUC  ? ranking.roc_auc
         : measure == LIMEN_RANK_PR_AUC ? ranking.pr_auc_trapezoid
                                        : ranking.average_precision;
}

static LimenEstimate
estimate (const EstimateRows *rows, LimenRankMeasure measure,
          double prevalence, const LimenUnits *units)
{
  LimenEstimate found;

  g_assert_true (limen_estimate_ranking (
      measure, get_value (rows, measure, prevalence), rows->sweep, prevalence,
      &rows->numbers, units, CONFIDENCE, &found));
  return found;
}

static LimenSpread
get_spread (const EstimateRows *rows, LimenRankMeasure measure,
            double prevalence, const LimenUnits *units)
{
  LimenRankInfluence influence;
  LimenSpread spread;

  limen_rank_influence_init (&influence, measure,
                             get_value (rows, measure, prevalence),
                             rows->sweep, prevalence);
  if (units != NULL)
    g_assert_true (limen_rank_spread_of_units (&influence, &rows->numbers,
                                               units, &spread));
  else if (rows->weights != NULL)
    g_assert_true (
        limen_rank_spread_of_weights (&influence, &rows->numbers, &spread));
  else
    spread = limen_rank_spread_of_counts (&influence);
  return spread;
}

static double
get_variance (const EstimateRows *rows, LimenRankMeasure measure,
              double prevalence, const LimenUnits *units)
{
  LimenSpread spread = get_spread (rows, measure, prevalence, units);

  return limen_spread_get_variance (&spread);
}

/* pROC's variance, and its interval, which is not on the logit scale. */
static void
check_area (EstimateRows *rows, JsonObject *object)
{
  JsonObject *area;
  JsonArray *interval;
  double value, variance;

  if (rows->weights != NULL)
    return;
  area = json_object_get_object_member (object, "area");
  interval = json_object_get_array_member (area, "interval");
  variance = get_variance (rows, LIMEN_RANK_ROC_AUC, NAN, NULL);
  value = estimate (rows, LIMEN_RANK_ROC_AUC, NAN, NULL).value;
  test_assert_near (value, json_object_get_double_member (area, "auc"), 1e-14);
  test_assert_near (
      variance / json_object_get_double_member (area, "variance"), 1, 1e-11);
  test_assert_near (value - Z * sqrt (variance),
                    json_array_get_double_element (interval, 0), 1e-12);
}

static void
test_reference (void)
{
  g_assert_cmpuint (estimate_rows_for_each (check_area), ==, 12);
}

static double
get_weight (const EstimateRows *rows, gsize row)
{
  return rows->weights != NULL ? rows->weights[row] : 1;
}

/* The share of the other class that a row is on the right side of, pair by
 * pair. */
static double
get_placement (const EstimateRows *rows, gsize row)
{
  double right = 0, all = 0, sign = rows->labels[row] ? 1 : -1;

  for (gsize i = 0; i < rows->n; i++)
    if (rows->labels[i] != rows->labels[row])
      {
        double gap = sign * (rows->scores[row] - rows->scores[i]);

        right += get_weight (rows, i) * (gap > 0 ? 1 : gap == 0 ? 0.5 : 0);
        all += get_weight (rows, i);
      }
  return right / all;
}

/* Obuchowski's variance (1997, equations 3 and 4), from sums of placements per
 * unit; of units of one row, that of DeLong and others (1988). */
static double
compute_obuchowski (const EstimateRows *rows, double area)
{
  gsize n_units = rows->units.n_units;
  g_autofree double *sums = g_new0 (double, 2 * n_units);
  g_autofree gsize *sizes = g_new0 (gsize, 2 * n_units);
  double totals[2] = { 0 }, squares[2] = { 0 }, product = 0, n[2] = { 0 };

  for (gsize i = 0; i < rows->n; i++)
    {
      gsize place = 2 * rows->of_rows[i] + rows->labels[i];

      sums[place] += get_weight (rows, i) * (get_placement (rows, i) - area);
      sizes[place]++;
      totals[rows->labels[i]] += get_weight (rows, i);
    }
  for (gsize u = 0; u < n_units; u++)
    {
      for (int class = 0; class < 2; class ++)
        {
          squares[class] += sums[2 * u + class] * sums[2 * u + class];
          n[class] += sizes[2 * u + class] > 0;
        }
      product += sums[2 * u] * sums[2 * u + 1];
    }
  return squares[0] * n[0] / (n[0] - 1) / totals[0] / totals[0]
         + squares[1] * n[1] / (n[1] - 1) / totals[1] / totals[1]
         + 2 * product * (double) n_units / (double) (n_units - 1) / totals[0]
               / totals[1];
}

static void
check_variance (EstimateRows *rows, gboolean has_units)
{
  double area = limen_ranking_compute (rows->sweep).roc_auc;
  double variance = get_variance (rows, LIMEN_RANK_ROC_AUC, NAN,
                                  has_units ? &rows->units : NULL);

  test_assert_near (variance / compute_obuchowski (rows, area), 1, 1e-11);
}

/* Pair by pair, with and without ties, weights and units. */
static void
test_pairs (void)
{
  for (int kind = 0; kind < 8; kind++)
    for (gsize n = 50; n < 300; n += 90)
      {
        gboolean has_units = (kind & 4) != 0;
        g_autoptr (EstimateRows) rows = estimate_rows_draw (
            n, kind & 1 ? 0.5 : 0, (kind & 2) != 0, has_units ? 3 : 1);

        check_variance (rows, has_units);
      }
}

/* A measure after the weight of a row has changed. */
static double
get_changed (EstimateRows *rows, LimenRankMeasure measure, double prevalence,
             gsize row, double change)
{
  double weight = rows->weights[row];
  LimenRanking ranking;

  rows->weights[row] += change;
  estimate_rows_update (rows);
  ranking = limen_ranking_compute_at_prevalence (rows->sweep, prevalence);
  rows->weights[row] = weight;
  return measure == LIMEN_RANK_ROC_AUC  ? ranking.roc_auc
         : measure == LIMEN_RANK_PR_AUC ? ranking.pr_auc_trapezoid
                                        : ranking.average_precision;
}

static double
get_influence (const EstimateRows *rows, LimenRankMeasure measure,
               double prevalence, gsize row)
{
  LimenRankInfluence influence;
  LimenRankPair before;
  LimenRankBlock block;

  limen_rank_influence_init (&influence, measure,
                             get_value (rows, measure, prevalence),
                             rows->sweep, prevalence);
  before = influence.before[0];
  limen_rank_influence_get (
      &influence, 0, limen_sweep_get_n_scores (rows->sweep), &before, &block);
  return block.influences[rows->labels[row]]
                         [limen_sweep_find (rows->sweep, rows->scores[row])];
}

/* An influence is the derivative by the weight of a row. */
static void
check_derivatives (EstimateRows *rows, LimenRankMeasure measure,
                   double prevalence)
{
  const double change = 1e-4;

  for (gsize i = 0; i < rows->n; i++)
    {
      double rise = get_changed (rows, measure, prevalence, i, change)
                    - get_changed (rows, measure, prevalence, i, -change);

      estimate_rows_update (rows);
      test_assert_near (get_influence (rows, measure, prevalence, i),
                        rise / (2 * change), 1e-6);
    }
}

static void
test_derivatives (void)
{
  static const LimenRankMeasure measures[]
      = { LIMEN_RANK_ROC_AUC, LIMEN_RANK_AVERAGE_PRECISION,
          LIMEN_RANK_PR_AUC };
  static const double prevalences[] = { NAN, 0.02, 0.6 };

  for (int has_ties = 0; has_ties < 2; has_ties++)
    for (int i = 0; i < 9; i++)
      {
        g_autoptr (EstimateRows) rows
            = estimate_rows_draw (40, has_ties ? 0.5 : 0, TRUE, 1);

        check_derivatives (rows, measures[i / 3], prevalences[i % 3]);
      }
}

/* The variance of the jackknife, which leaves out one row at a time. That
 * takes points from the PR curve as well, which matters to trapezoids. */
static double
jackknife (EstimateRows *rows, LimenRankMeasure measure)
{
  double mean = 0, square = 0, n = (double) rows->n;
  g_autofree double *values = g_new (double, rows->n);

  rows->weights = g_new (double, rows->n);
  for (gsize i = 0; i < rows->n; i++)
    rows->weights[i] = 1;
  for (gsize i = 0; i < rows->n; i++)
    {
      values[i] = get_changed (rows, measure, NAN, i, -1);
      mean += values[i] / n;
    }
  for (gsize i = 0; i < rows->n; i++)
    square += (values[i] - mean) * (values[i] - mean);
  g_clear_pointer (&rows->weights, g_free);
  estimate_rows_update (rows);
  return square * (n - 1) / n;
}

static void
test_jackknife (void)
{
  g_autoptr (EstimateRows) rows = estimate_rows_draw (500, 0, FALSE, 1);
  g_autoptr (EstimateRows) ties = estimate_rows_draw (500, 0.5, FALSE, 1);

  for (int i = 0; i < 3; i++)
    {
      LimenRankMeasure measure = (LimenRankMeasure) i;
      double tolerance = measure == LIMEN_RANK_PR_AUC ? 0.18 : 0.12;
      double expected = jackknife (rows, measure);

      test_assert_near (get_variance (rows, measure, NAN, NULL) / expected, 1,
                        tolerance);
      expected = jackknife (ties, measure);
      test_assert_near (get_variance (ties, measure, NAN, NULL) / expected, 1,
                        tolerance);
    }
}

/* Rows of weight 1 and units of one row are plain rows. */
static void
test_paths (void)
{
  g_autoptr (EstimateRows) rows = estimate_rows_draw (700, 0.01, FALSE, 1);

  for (int i = 0; i < 3; i++)
    {
      LimenRankMeasure measure = (LimenRankMeasure) i;
      LimenSpread plain = get_spread (rows, measure, 0.1, NULL), other;

      other = get_spread (rows, measure, 0.1, &rows->units);
      test_assert_near (limen_spread_get_variance (&other)
                            / limen_spread_get_variance (&plain),
                        1, 1e-12);
      test_assert_near (limen_spread_get_freedom (&other)
                            / limen_spread_get_freedom (&plain),
                        1, 1e-12);
      rows->weights = g_new (double, rows->n);
      for (gsize k = 0; k < rows->n; k++)
        rows->weights[k] = 3;
      estimate_rows_update (rows);
      other = get_spread (rows, measure, 0.1, NULL);
      test_assert_near (limen_spread_get_variance (&other)
                            / limen_spread_get_variance (&plain),
                        1, 1e-12);
      g_clear_pointer (&rows->weights, g_free);
      estimate_rows_update (rows);
    }
}

/* Positives at 2 and up, negatives at 1 and down. */
static EstimateRows *
new_separated (gsize n_positives, gsize n_negatives, double sign)
{
  gsize n = n_positives + n_negatives;
  g_autofree double *scores = g_new (double, n);
  g_autofree guint16 *labels = g_new (guint16, n);

  for (gsize i = 0; i < n; i++)
    {
      labels[i] = i < n_positives;
      scores[i] = sign * (labels[i] ? 2 + (double) i : 1 - (double) i);
    }
  return estimate_rows_new (scores, labels, NULL, n);
}

static void
test_separated (void)
{
  g_autoptr (EstimateRows) rows = new_separated (7, 40, 1);
  g_autoptr (EstimateRows) reversed = new_separated (7, 40, -1);
  LimenEstimate found = estimate (rows, LIMEN_RANK_ROC_AUC, NAN, NULL);

  g_assert_cmpint (found.method, ==, LIMEN_ESTIMATE_EXACT);
  g_assert_cmpfloat (found.interval.high, ==, 1);
  test_assert_near (found.interval.low, pow (0.025, 1.0 / 7), 1e-14);
  found = estimate (reversed, LIMEN_RANK_ROC_AUC, NAN, NULL);
  g_assert_cmpfloat (found.interval.low, ==, 0);
  test_assert_near (found.interval.high, 1 - pow (0.025, 1.0 / 7), 1e-14);
}

/* The average precision of a population in which the share `low` of the
 * positives is below all else and the share `high` of the negatives above. */
static double
get_mixed_precision (double low, double high, double prevalence)
{
  double c = (1 - prevalence) * high / prevalence, r = 1 - low;

  return r - (c > 0 ? c * log ((r + c) / c) : 0) + low * prevalence;
}

/* No such population that gives separated classes in more than one file in 40
 * is outside the bound, and the bound is no more than twice as wide as it has
 * to be. */
static void
check_bound (gsize n_positives, gsize n_negatives)
{
  g_autoptr (EstimateRows) rows = new_separated (n_positives, n_negatives, 1);
  double P = (double) n_positives, N = (double) n_negatives;
  LimenEstimate found
      = estimate (rows, LIMEN_RANK_AVERAGE_PRECISION, NAN, NULL);
  double least = 1;

  for (int i = 0; i <= 40; i++)
    {
      double share = i / 40.0 * log (0.025);
      double precision = get_mixed_precision (
          -expm1 (share / P), -expm1 ((log (0.025) - share) / N), P / (P + N));

      least = fmin (least, precision);
    }
  g_assert_cmpint (found.method, ==, LIMEN_ESTIMATE_EXACT);
  g_assert_cmpfloat (found.value, ==, 1);
  g_assert_cmpfloat (found.interval.high, ==, 1);
  g_assert_cmpfloat (found.interval.low, <=, least);
  g_assert_cmpfloat (1 - found.interval.low, <, 2 * (1 - least));
}

static void
test_separated_precision (void)
{
  check_bound (5, 5);
  check_bound (40, 40);
  check_bound (8, 900);
  check_bound (900, 8);
  check_bound (3000, 50000);
}

static void
check_none (const EstimateRows *rows, LimenRankMeasure measure,
            LimenNoInterval reason)
{
  LimenEstimate found = estimate (rows, measure, NAN, NULL);

  g_assert_cmpint (found.method, ==, LIMEN_ESTIMATE_NONE);
  g_assert_cmpint (found.reason, ==, reason);
  g_assert_true (isnan (found.interval.low) && isnan (found.interval.high));
}

static void
test_one_class (void)
{
  static const double scores[] = { 0.9, 0.5, 0.1 };

  for (guint16 label = 0; label < 2; label++)
    {
      const guint16 labels[] = { label, label, label };
      g_autoptr (EstimateRows) rows
          = estimate_rows_new (scores, labels, NULL, 3);

      check_none (rows, LIMEN_RANK_ROC_AUC, LIMEN_NO_INTERVAL_ONE_CLASS);
      check_none (rows, LIMEN_RANK_AVERAGE_PRECISION,
                  LIMEN_NO_INTERVAL_ONE_CLASS);
    }
}

static void
test_no_rows (void)
{
  g_autoptr (EstimateRows) rows = estimate_rows_new (NULL, NULL, NULL, 0);

  check_none (rows, LIMEN_RANK_ROC_AUC, LIMEN_NO_INTERVAL_ONE_CLASS);
}

/* With equal scores ROC AUC cannot vary; average precision is the
 * prevalence, which can. */
static void
test_equal_scores (void)
{
  double scores[30];
  guint16 labels[30];
  g_autoptr (EstimateRows) rows = NULL;
  LimenEstimate found;

  for (int i = 0; i < 30; i++)
    {
      scores[i] = 0.3;
      labels[i] = i % 3 == 0;
    }
  rows = estimate_rows_new (scores, labels, NULL, 30);
  check_none (rows, LIMEN_RANK_ROC_AUC, LIMEN_NO_INTERVAL_NO_VARIATION);
  found = estimate (rows, LIMEN_RANK_AVERAGE_PRECISION, NAN, NULL);
  g_assert_cmpint (found.method, ==, LIMEN_ESTIMATE_JACKKNIFE);
  g_assert_cmpfloat (found.interval.high - found.interval.low, >, 0.2);
  found = estimate (rows, LIMEN_RANK_AVERAGE_PRECISION, 0.2, NULL);
  g_assert_cmpint (found.reason, ==, LIMEN_NO_INTERVAL_NO_VARIATION);
}

static void
test_few_positives (void)
{
  static const double scores[] = { 5, 2, 4, 1, 2, 3, 0.5, -1, -2, 2.5 };
  static const guint16 one[] = { 0, 1 }, three[] = { 1, 1, 0, 0, 0, 0, 1 };
  guint16 labels[10] = { 0 };
  g_autoptr (EstimateRows) single = NULL, several = NULL;
  LimenEstimate found;

  memcpy (labels, one, sizeof one);
  single = estimate_rows_new (scores, labels, NULL, 10);
  check_none (single, LIMEN_RANK_ROC_AUC, LIMEN_NO_INTERVAL_TOO_FEW);
  check_none (single, LIMEN_RANK_AVERAGE_PRECISION, LIMEN_NO_INTERVAL_TOO_FEW);
  memcpy (labels, three, sizeof three);
  several = estimate_rows_new (scores, labels, NULL, 10);
  found = estimate (several, LIMEN_RANK_ROC_AUC, NAN, NULL);
  g_assert_cmpint (found.method, ==, LIMEN_ESTIMATE_DELONG);
  g_assert_cmpfloat (found.interval.high - found.interval.low, >, 0.7);
}

/* One row of a class has almost all its weight: as good as a single row. */
static void
test_heavy_row (void)
{
  g_autoptr (EstimateRows) rows = estimate_rows_draw (60, 0, TRUE, 1);
  LimenEstimate found;

  rows->weights[0] = 1e12;
  estimate_rows_update (rows);
  check_none (rows, LIMEN_RANK_ROC_AUC, LIMEN_NO_INTERVAL_TOO_FEW);
  check_none (rows, LIMEN_RANK_AVERAGE_PRECISION, LIMEN_NO_INTERVAL_TOO_FEW);
  for (gsize i = 0; i < rows->n; i++)
    rows->weights[i] *= 1e100;
  rows->weights[0] = 1e-12;
  estimate_rows_update (rows);
  found = estimate (rows, LIMEN_RANK_ROC_AUC, NAN, NULL);
  g_assert_cmpint (found.method, ==, LIMEN_ESTIMATE_JACKKNIFE);
  g_assert_cmpfloat (found.interval.low, <, found.value);
  g_assert_cmpfloat (found.interval.high, >, found.value);
}

/* The same bits whether one thread or several compute them. */
static void
check_threads (EstimateRows *rows)
{
  for (int i = 0; i < 3; i++)
    {
      LimenRankMeasure measure = (LimenRankMeasure) i;
      LimenSpread together = get_spread (rows, measure, NAN, NULL), alone;
      bool was_busy = limen_parallel_set_busy (true);

      alone = get_spread (rows, measure, NAN, NULL);
      limen_parallel_set_busy (was_busy);
      g_assert_cmpmem (&alone, sizeof alone, &together, sizeof together);
    }
}

static void
test_threads (void)
{
  g_autoptr (EstimateRows) plain = estimate_rows_draw (200003, 0, FALSE, 1);
  g_autoptr (EstimateRows) weighted = estimate_rows_draw (200003, 0, TRUE, 1);

  g_assert_cmpuint (limen_sweep_get_n_scores (plain->sweep), >, 131072);
  check_threads (plain);
  check_threads (weighted);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ranking-estimate/reference", test_reference);
  g_test_add_func ("/ranking-estimate/pairs", test_pairs);
  g_test_add_func ("/ranking-estimate/derivatives", test_derivatives);
  g_test_add_func ("/ranking-estimate/jackknife", test_jackknife);
  g_test_add_func ("/ranking-estimate/paths", test_paths);
  g_test_add_func ("/ranking-estimate/separated", test_separated);
  g_test_add_func ("/ranking-estimate/separated-precision",
                   test_separated_precision);
  g_test_add_func ("/ranking-estimate/one-class", test_one_class);
  g_test_add_func ("/ranking-estimate/no-rows", test_no_rows);
  g_test_add_func ("/ranking-estimate/equal-scores", test_equal_scores);
  g_test_add_func ("/ranking-estimate/few-positives", test_few_positives);
  g_test_add_func ("/ranking-estimate/heavy-row", test_heavy_row);
  g_test_add_func ("/ranking-estimate/threads", test_threads);
  return g_test_run ();
}
