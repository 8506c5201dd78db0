/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "decision-estimate.h"
#include "parallel.h"
#include "support.h"

#define MAX_ROWS 1200
#define MAX_CLASSES 5
#define N_AVERAGED (LIMEN_N_METRICS * LIMEN_N_AVERAGES)
#define CONFIDENCE 0.95
#define SEED 2026

/* Rows of several classes, or with several labels. */
typedef struct
{
  LimenPredictions predictions;
  gsize n;
  double columns[MAX_CLASSES][MAX_ROWS], weights[MAX_ROWS];
  guint16 labels[MAX_ROWS], truths[MAX_CLASSES][MAX_ROWS];
  double *scores[MAX_CLASSES];
  guint16 *known[MAX_CLASSES];
  double thresholds[MAX_CLASSES];
  guint32 of_rows[MAX_ROWS];
  LimenConfusion confusions[MAX_CLASSES];
  LimenDecidedRows decided;
} Rows;

static void
rows_init (Rows *self, gsize n, gsize n_classes, gboolean has_labels)
{
  *self = (Rows){ .n = n };
  self->predictions
      = (LimenPredictions){ .task = has_labels ? LIMEN_TASK_MULTILABEL
                                               : LIMEN_TASK_MULTICLASS,
                            .kind = LIMEN_KIND_PROBABILITY,
                            .n_rows = n,
                            .n_classes = n_classes,
                            .n_scores = n_classes,
                            .scores = self->scores };
  for (gsize k = 0; k < n_classes; k++)
    {
      self->scores[k] = self->columns[k];
      self->known[k] = self->truths[k];
      self->thresholds[k] = 0.5;
    }
  if (has_labels)
    self->predictions.truths = self->known;
  else
    self->predictions.labels = self->labels;
}

/* Counts the decisions. */
static void
rows_decide (Rows *self)
{
  LimenPredictions *predictions = &self->predictions;

  g_clear_pointer ((LimenMatrix **) &self->decided.matrix, limen_matrix_free);
  self->decided = (LimenDecidedRows){ .predictions = predictions,
                                      .thresholds = self->thresholds,
                                      .rule = LIMEN_DECISION_FIRST_ABOVE,
                                      .confusions = self->confusions };
  if (predictions->truths != NULL)
    {
      self->decided.multilabel = limen_multilabel_compute (
          predictions, self->thresholds, self->confusions);
      return;
    }
  self->decided.matrix = limen_matrix_new (predictions, self->thresholds,
                                           LIMEN_DECISION_FIRST_ABOVE);
  for (gsize k = 0; k < predictions->n_classes; k++)
    self->confusions[k] = limen_matrix_get_confusion (self->decided.matrix, k);
}

static void
rows_clear (Rows *self)
{
  limen_matrix_free ((LimenMatrix *) self->decided.matrix);
}

static void
draw (Rows *self, gsize n, gsize n_classes, gboolean has_labels)
{
  rows_init (self, n, n_classes, has_labels);
  self->predictions.weights = self->weights;
  for (gsize i = 0; i < n; i++)
    {
      self->weights[i] = g_test_rand_int_range (1, 8) / 4.0;
      self->labels[i]
          = (guint16) g_test_rand_int_range (0, (gint32) n_classes);
      for (gsize k = 0; k < n_classes; k++)
        {
          int truth = g_test_rand_int_range (0, 7);

          self->columns[k][i] = g_test_rand_double ();
          self->truths[k][i]
              = truth == 6 ? LIMEN_UNKNOWN_LABEL : (guint16) (truth % 2);
        }
    }
  rows_decide (self);
}

/* The numbers themselves, from the functions that reports use. */
static void
compute (const Rows *self, double *values)
{
  const LimenMatrix *matrix = self->decided.matrix;
  double *measures = values + N_AVERAGED;

  for (int i = 0; i < LIMEN_N_METRICS; i++)
    {
      LimenAverages averages = limen_averages_compute (
          (LimenMetric){ i, 1 }, self->confusions, self->predictions.n_classes,
          LIMEN_COSTS_DEFAULT);

      values[i * LIMEN_N_AVERAGES + LIMEN_AVERAGE_MACRO] = averages.macro;
      values[i * LIMEN_N_AVERAGES + LIMEN_AVERAGE_MICRO] = averages.micro;
      values[i * LIMEN_N_AVERAGES + LIMEN_AVERAGE_WEIGHTED]
          = averages.weighted;
    }
  for (int i = 0; i < LIMEN_N_MEASURES; i++)
    measures[i] = NAN;
  if (matrix == NULL)
    {
      measures[LIMEN_MEASURE_SUBSET_ACCURACY]
          = self->decided.multilabel.subset_accuracy;
      measures[LIMEN_MEASURE_HAMMING_LOSS]
          = self->decided.multilabel.hamming_loss;
      return;
    }
  measures[LIMEN_MEASURE_ACCURACY] = limen_matrix_get_accuracy (matrix);
  measures[LIMEN_MEASURE_MCC] = limen_matrix_get_mcc (matrix);
  measures[LIMEN_MEASURE_KAPPA] = limen_matrix_get_kappa (matrix);
  measures[LIMEN_MEASURE_LINEAR_KAPPA]
      = limen_matrix_get_weighted_kappa (matrix, LIMEN_KAPPA_LINEAR);
  measures[LIMEN_MEASURE_QUADRATIC_KAPPA]
      = limen_matrix_get_weighted_kappa (matrix, LIMEN_KAPPA_QUADRATIC);
}

/* Checks the influences of a row against the change of the numbers with its
 * weight. */
static void
check_row (Rows *self, const LimenDecisionInfluence *influence, gsize row,
           guint16 decision)
{
  double more[LIMEN_N_DECISION_VALUES], less[LIMEN_N_DECISION_VALUES];
  double influences[LIMEN_N_DECISION_VALUES];
  const double *values = limen_decision_influence_get_values (influence);
  const double weight = self->weights[row], step = 1e-4;

  limen_decision_influence_get_row (influence, row, decision, influences);
  self->weights[row] = weight + step;
  rows_decide (self);
  compute (self, more);
  self->weights[row] = weight - step;
  rows_decide (self);
  compute (self, less);
  self->weights[row] = weight;
  rows_decide (self);
  for (gsize i = 0; i < LIMEN_N_DECISION_VALUES; i++)
    if (isfinite (values[i]))
      {
        double change = (more[i] - less[i]) / (2 * step);

        if (!(fabs (influences[i] - change) < 1e-6 * (1 + fabs (values[i]))))
          g_error ("row %" G_GSIZE_FORMAT ", number %" G_GSIZE_FORMAT
                   ": %.9g, expected %.9g",
                   row, i, influences[i], change);
      }
}

static void
check_influences (gsize n_classes, gboolean has_labels)
{
  g_autofree Rows *rows = g_new (Rows, 1);
  LimenDecisionInfluence *influence;
  guint16 decisions[MAX_ROWS];
  double values[LIMEN_N_DECISION_VALUES];

  draw (rows, 60, n_classes, has_labels);
  compute (rows, values);
  influence
      = limen_decision_influence_new (&rows->decided, LIMEN_COSTS_DEFAULT);
  for (gsize i = 0; i < LIMEN_N_DECISION_VALUES; i++)
    if (!isnan (values[i]))
      test_assert_near (limen_decision_influence_get_values (influence)[i],
                        values[i], 1e-12);
  if (!has_labels)
    limen_decide_all (&rows->predictions, rows->thresholds,
                      LIMEN_DECISION_FIRST_ABOVE, decisions, NULL);
  for (gsize i = 0; i < rows->n; i++)
    check_row (rows, influence, i, has_labels ? 0 : decisions[i]);
  limen_decision_influence_free (influence);
  rows_clear (rows);
}

static void
test_influences (void)
{
  for (int i = 0; i < 8; i++)
    {
      check_influences (2 + (gsize) i % 4, FALSE);
      check_influences (1 + (gsize) i % 5, TRUE);
    }
}

static void
assert_equal (LimenEstimate a, LimenEstimate b)
{
  g_assert_cmpint (a.reason, ==, b.reason);
  if (a.method == LIMEN_ESTIMATE_NONE)
    return;
  test_assert_near (a.interval.low, b.interval.low, 1e-9);
  test_assert_near (a.interval.high, b.interval.high, 1e-9);
}

/* Copies of rows, each with its original as unit, are as uncertain as the
 * originals. Any number of threads gives equal results. */
static void
test_units (void)
{
  for (int has_labels = 0; has_labels < 2; has_labels++)
    {
      g_autofree Rows *rows = g_new (Rows, 1);
      LimenUnits units = { rows->of_rows, 300 };
      LimenDecisionEstimates once, copied, again;

      draw (rows, 300, 4, has_labels);
      g_assert_true (limen_estimate_decision (
          &rows->decided, LIMEN_COSTS_DEFAULT, NULL, CONFIDENCE, &once));
      for (gsize i = 0; i < 900; i++)
        {
          gsize from = i % 300;

          rows->of_rows[i] = (guint32) from;
          rows->labels[i] = rows->labels[from];
          rows->weights[i] = rows->weights[from];
          for (gsize k = 0; k < 4; k++)
            {
              rows->columns[k][i] = rows->columns[k][from];
              rows->truths[k][i] = rows->truths[k][from];
            }
        }
      rows->predictions.n_rows = 900;
      rows_decide (rows);
      g_assert_true (limen_estimate_decision (
          &rows->decided, LIMEN_COSTS_DEFAULT, &units, CONFIDENCE, &copied));
      limen_parallel_set_most (1);
      g_assert_true (limen_estimate_decision (
          &rows->decided, LIMEN_COSTS_DEFAULT, &units, CONFIDENCE, &again));
      limen_parallel_set_most (0);
      for (int i = 0; i < LIMEN_N_METRICS; i++)
        for (int j = 0; j < LIMEN_N_AVERAGES; j++)
          {
            assert_equal (copied.averages[i][j], once.averages[i][j]);
            g_assert_true (isnan (copied.averages[i][j].interval.low)
                           || copied.averages[i][j].interval.low
                                  == again.averages[i][j].interval.low);
          }
      for (int i = 0; i < LIMEN_N_MEASURES; i++)
        assert_equal (copied.measures[i], once.measures[i]);
      rows_clear (rows);
    }
}

/* The cells of a matrix are enough for rows without weights. */
static void
test_matrix (void)
{
  g_autofree Rows *rows = g_new (Rows, 1);
  LimenDecisionEstimates of_rows, of_matrix;

  draw (rows, 300, 4, FALSE);
  rows->predictions.weights = NULL;
  rows_decide (rows);
  g_assert_true (limen_estimate_decision (&rows->decided, LIMEN_COSTS_DEFAULT,
                                          NULL, CONFIDENCE, &of_rows));
  g_assert_true (limen_estimate_decision_of_matrix (
      rows->decided.matrix, rows->decided.confusions, LIMEN_COSTS_DEFAULT,
      CONFIDENCE, &of_matrix));
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    for (int j = 0; j < LIMEN_N_AVERAGES; j++)
      assert_equal (of_matrix.averages[i][j], of_rows.averages[i][j]);
  for (int i = 0; i < LIMEN_N_MEASURES; i++)
    assert_equal (of_matrix.measures[i], of_rows.measures[i]);
  assert_equal (of_matrix.balanced_accuracy, of_rows.balanced_accuracy);
  g_assert_cmpint (
      of_matrix.averages[LIMEN_METRIC_F1][LIMEN_AVERAGE_MACRO].method, !=,
      LIMEN_ESTIMATE_NONE);
  rows_clear (rows);
}

/* Sets all rows as decided for a class with certainty. */
static void
set_row (Rows *self, gsize row, guint16 label, guint16 decision)
{
  self->labels[row] = label;
  for (gsize k = 0; k < self->predictions.n_classes; k++)
    self->columns[k][row] = k == decision;
}

/* Rows that are all right show no variation: exact bounds for shares, and a
 * reason for the rest. One wrong row is enough for an interval. */
static void
test_degenerate (void)
{
  g_autofree Rows *rows = g_new (Rows, 1);
  LimenDecisionEstimates estimates;
  const LimenEstimate *f1 = estimates.averages[LIMEN_METRIC_F1];

  rows_init (rows, 30, 3, FALSE);
  for (guint16 i = 0; i < 30; i++)
    set_row (rows, i, i % 3, i % 3);
  rows_decide (rows);
  g_assert_true (limen_estimate_decision (&rows->decided, LIMEN_COSTS_DEFAULT,
                                          NULL, CONFIDENCE, &estimates));
  test_assert_near (estimates.measures[LIMEN_MEASURE_ACCURACY].interval.low,
                    pow (0.025, 1.0 / 30), 1e-9);
  g_assert_cmpint (f1[LIMEN_AVERAGE_MACRO].reason, ==,
                   LIMEN_NO_INTERVAL_NO_VARIATION);
  g_assert_cmpint (estimates.measures[LIMEN_MEASURE_KAPPA].reason, ==,
                   LIMEN_NO_INTERVAL_NO_VARIATION);
  set_row (rows, 7, 1, 2);
  rows_decide (rows);
  g_assert_true (limen_estimate_decision (&rows->decided, LIMEN_COSTS_DEFAULT,
                                          NULL, CONFIDENCE, &estimates));
  g_assert_cmpfloat (f1[LIMEN_AVERAGE_MACRO].interval.low, <, 0.9);
  g_assert_cmpfloat (f1[LIMEN_AVERAGE_MACRO].interval.high, >, 0.99);
  g_assert_cmpint (estimates.measures[LIMEN_MEASURE_SUBSET_ACCURACY].reason,
                   ==, LIMEN_NO_INTERVAL_UNDEFINED);
  rows_clear (rows);
}

/* Shares of the rows by true class and decision, in a population. */
static const double population[3][3]
    = { { 0.40, 0.06, 0.04 }, { 0.05, 0.22, 0.03 }, { 0.03, 0.04, 0.13 } };

static void
draw_population (Rows *self, GRand *random, gsize n)
{
  rows_init (self, n, 3, FALSE);
  for (gsize i = 0; i < n; i++)
    {
      double place = g_rand_double (random);
      int cell = 0;

      for (; cell < 8 && place >= population[cell / 3][cell % 3]; cell++)
        place -= population[cell / 3][cell % 3];
      set_row (self, i, (guint16) (cell / 3), (guint16) (cell % 3));
    }
  rows_decide (self);
}

/* The numbers of the population: a file with a row for each cell, weighted. */
static void
compute_population (double *values)
{
  g_autofree Rows *rows = g_new (Rows, 1);

  rows_init (rows, 9, 3, FALSE);
  rows->predictions.weights = rows->weights;
  for (guint16 i = 0; i < 9; i++)
    {
      set_row (rows, i, i / 3, i % 3);
      rows->weights[i] = population[i / 3][i % 3];
    }
  rows_decide (rows);
  compute (rows, values);
  rows_clear (rows);
}

static const LimenEstimate *
get_estimate (const LimenDecisionEstimates *estimates, gsize i)
{
  return i < N_AVERAGED
             ? &estimates->averages[i / LIMEN_N_AVERAGES][i % LIMEN_N_AVERAGES]
             : &estimates->measures[i - N_AVERAGED];
}

/* As each row has one decision, as many classes are predicted as there are
 * rows, whatever they are. */
static gboolean
is_constant (gsize i)
{
  return i / LIMEN_N_AVERAGES == LIMEN_METRIC_PREDICTED_POSITIVE_RATE
         && i % LIMEN_N_AVERAGES != LIMEN_AVERAGE_WEIGHTED;
}

/* The true numbers of the population are in 93 to 97.5 % of the intervals of
 * 1,500 files with 200 rows, whose seed is fixed. */
static void
test_coverage (void)
{
  g_autofree Rows *rows = g_new (Rows, 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  double truth[LIMEN_N_DECISION_VALUES];
  guint n_covered[LIMEN_N_DECISION_VALUES] = { 0 };
  const guint n_files = 1500;

  compute_population (truth);
  for (guint file = 0; file < n_files; file++)
    {
      LimenDecisionEstimates estimates;

      draw_population (rows, random, 200);
      g_assert_true (limen_estimate_decision (
          &rows->decided, LIMEN_COSTS_DEFAULT, NULL, CONFIDENCE, &estimates));
      for (gsize i = 0; i < LIMEN_N_DECISION_VALUES; i++)
        {
          LimenInterval interval = get_estimate (&estimates, i)->interval;

          n_covered[i]
              += interval.low <= truth[i] && truth[i] <= interval.high;
        }
      rows_clear (rows);
    }
  for (gsize i = 0; i < LIMEN_N_DECISION_VALUES; i++)
    {
      double coverage = n_covered[i] / (double) n_files;

      if (!isfinite (truth[i]) || is_constant (i))
        continue;
      g_test_message ("number %" G_GSIZE_FORMAT ": %.3f", i, coverage);
      if (coverage < 0.93 || coverage > 0.975)
        g_error ("number %" G_GSIZE_FORMAT ": covered in %.1f %%", i,
                 100 * coverage);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decision-estimate/influences", test_influences);
  g_test_add_func ("/decision-estimate/units", test_units);
  g_test_add_func ("/decision-estimate/matrix", test_matrix);
  g_test_add_func ("/decision-estimate/degenerate", test_degenerate);
  g_test_add_func ("/decision-estimate/coverage", test_coverage);
  return g_test_run ();
}
