/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "likelihood.h"

#include <math.h>
#include <string.h>

#include "computed.h"
#include "loss-histogram.h"
#include "loss-multiclass.h"
#include "support.h"

#define TOLERANCE 1e-12
#define N_ROWS 5003
#define N_CLASSES 7

/* Rows that own their arrays. */
typedef struct
{
  LimenPredictions numbers;
  double *columns[N_CLASSES];
} Rows;

static Rows *
rows_new (LimenTask task, LimenKind kind, gsize n_rows, gboolean has_weights)
{
  Rows *self = g_new0 (Rows, 1);
  gsize n_scores = task == LIMEN_TASK_BINARY ? 1 : N_CLASSES;

  for (gsize k = 0; k < n_scores; k++)
    self->columns[k] = g_new (double, n_rows);
  self->numbers = (LimenPredictions){
    .task = task,
    .kind = kind,
    .n_rows = n_rows,
    .n_classes = task == LIMEN_TASK_BINARY ? 2 : N_CLASSES,
    .n_scores = n_scores,
    .positive = 1,
    .labels = g_new (guint16, n_rows),
    .scores = self->columns,
    .weights = has_weights ? g_new (double, n_rows) : NULL,
  };
  return self;
}

static void
rows_free (Rows *self)
{
  for (gsize k = 0; k < N_CLASSES; k++)
    g_free (self->columns[k]);
  g_free (self->numbers.labels);
  g_free (self->numbers.weights);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rows, rows_free)

/* Returns a score of a kind; those of multiclass rows are normalised later. */
static double
draw_score (LimenKind kind)
{
  double p = g_test_rand_double_range (0.0003, 0.9997);

  if (kind == LIMEN_KIND_PROBABILITY)
    return p;
  if (kind == LIMEN_KIND_LOG_PROBABILITY)
    return log (p);
  return g_test_rand_double_range (-31, 29);
}

/* Normalises the probabilities of a row, or their exponentials, to sum to
 * 1. */
static void
normalize (Rows *self, gsize row)
{
  LimenKind kind = self->numbers.kind;
  double sum = 0;

  for (gsize k = 0; k < N_CLASSES; k++)
    sum += kind == LIMEN_KIND_PROBABILITY ? self->columns[k][row]
                                          : exp (self->columns[k][row]);
  for (gsize k = 0; k < N_CLASSES; k++)
    if (kind == LIMEN_KIND_PROBABILITY)
      self->columns[k][row] /= sum;
    else
      self->columns[k][row] -= log (sum);
}

static Rows *
draw_rows (LimenTask task, LimenKind kind, gsize n_rows, gboolean has_weights)
{
  Rows *self = rows_new (task, kind, n_rows, has_weights);

  for (gsize i = 0; i < n_rows; i++)
    {
      self->numbers.labels[i] = (guint16) g_test_rand_int_range (
          0, (gint32) self->numbers.n_classes);
      for (gsize k = 0; k < self->numbers.n_scores; k++)
        self->columns[k][i] = draw_score (kind);
      if (task == LIMEN_TASK_MULTICLASS && kind != LIMEN_KIND_LOGIT)
        normalize (self, i);
      if (has_weights)
        self->numbers.weights[i] = g_test_rand_double_range (0.1, 3.7);
    }
  return self;
}

/* log p by definition, in extended precision. */
static double
get_log (const LimenPredictions *self, gsize row)
{
  guint16 label = self->labels[row];
  long double sum = 0, score;

  if (self->task == LIMEN_TASK_BINARY)
    {
      gboolean is_positive = label == self->positive;

      score = self->scores[0][row];
      if (self->kind == LIMEN_KIND_PROBABILITY)
        return (double) logl (is_positive ? score : 1 - score);
      if (self->kind == LIMEN_KIND_LOG_PROBABILITY)
        return (double) (is_positive ? score : logl (1 - expl (score)));
      return (double) -logl (1 + expl (is_positive ? -score : score));
    }
  score = self->scores[label][row];
  if (self->kind == LIMEN_KIND_PROBABILITY)
    return (double) logl (score);
  if (self->kind == LIMEN_KIND_LOG_PROBABILITY)
    return (double) score;
  for (gsize k = 0; k < self->n_scores; k++)
    sum += expl (self->scores[k][row] - score);
  return (double) -logl (sum);
}

static LimenLoss
compute_loss (const LimenPredictions *self)
{
  if (self->task == LIMEN_TASK_MULTICLASS)
    return limen_loss_cross_entropy (self, NULL);
  return limen_loss_bce (self, 1);
}

static double
get_log10 (const LimenPredictions *self)
{
  if (self->task == LIMEN_TASK_MULTICLASS)
    return limen_log10_likelihood_multiclass (self);
  return limen_binary_losses_compute (self, 1, 0).log10_likelihood;
}

/* The result of a row does not depend on its block. */
static void
check_logs (const LimenPredictions *numbers)
{
  g_autofree double *logs = g_new (double, numbers->n_rows);
  g_autofree double *losses = g_new (double, numbers->n_rows);
  double some[331];

  limen_log_likelihoods (numbers, 0, numbers->n_rows, logs);
  limen_row_losses (numbers, 0, numbers->n_rows, losses);
  limen_log_likelihoods (numbers, 1117, G_N_ELEMENTS (some), some);
  g_assert_cmpmem (some, sizeof some, logs + 1117, sizeof some);
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      test_assert_near (logs[i], get_log (numbers, i), 1e-9);
      g_assert_cmpfloat (losses[i], ==, -logs[i]);
      g_assert_cmpfloat (losses[i], ==, limen_row_loss (numbers, i));
    }
}

static void
check_all (const LimenPredictions *numbers)
{
  LimenLikelihood likelihood = limen_likelihood_compute (numbers);
  LimenLossSummary summary = computed_summary (numbers);
  LimenLoss loss = compute_loss (numbers);
  long double sum = 0, largest = 0;

  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      double weight = numbers->weights != NULL ? numbers->weights[i] : 1;
      double log = get_log (numbers, i);

      sum += weight * log;
      largest = MAX (largest, -log);
    }
  test_assert_near (likelihood.log10_likelihood,
                    (double) (sum / logl (10)), TOLERANCE);
  g_assert_cmpfloat (likelihood.log10_likelihood, ==, get_log10 (numbers));
  test_assert_near (likelihood.mean_nll, loss.mean, TOLERANCE);
  test_assert_near (summary.mean, loss.mean, TOLERANCE);
  test_assert_near (summary.largest, (double) largest, 1e-9);
  g_assert_cmpuint (likelihood.n_rows, ==, numbers->n_rows);
  g_assert_cmpuint (likelihood.n_zero, ==, 0);
  g_assert_cmpfloat (likelihood.naive_product, ==, 0);
  g_assert_cmpuint (likelihood.n_rows_to_zero, >, 0);
  g_assert_cmpuint (likelihood.n_rows_to_zero, <, numbers->n_rows);
}

/* The sum of logarithms agrees with both losses and the definition. */
static void
test_kinds (void)
{
  for (int task = LIMEN_TASK_BINARY; task <= LIMEN_TASK_MULTICLASS; task++)
    for (int kind = 0; kind < LIMEN_KIND_SCORE; kind++)
      for (int has_weights = 0; has_weights < 2; has_weights++)
        {
          g_autoptr (Rows) rows = draw_rows ((LimenTask) task,
                                             (LimenKind) kind, N_ROWS,
                                             has_weights);

          g_test_message ("task %d, kind %d, weights %d", task, kind,
                          has_weights);
          check_logs (&rows->numbers);
          check_all (&rows->numbers);
        }
}

/* The naive product is exact for a few rows; for many it is 0 from the row on
 * where it underflows. */
static void
test_product (void)
{
  const double scores[] = { 0.31, 0.87, 0.02, 0.64 };
  const guint16 labels[] = { 0, 1, 0, 0 };
  g_autoptr (Rows) rows = rows_new (LIMEN_TASK_BINARY, LIMEN_KIND_PROBABILITY,
                                    4, TRUE);
  g_autoptr (Rows) halves = rows_new (LIMEN_TASK_BINARY, LIMEN_KIND_LOGIT,
                                      1200, FALSE);
  LimenLikelihood likelihood;

  memcpy (rows->columns[0], scores, sizeof scores);
  memcpy (rows->numbers.labels, labels, sizeof labels);
  for (int i = 0; i < 4; i++)
    rows->numbers.weights[i] = 1 + i;
  likelihood = limen_likelihood_compute (&rows->numbers);
  test_assert_near (likelihood.naive_product,
                    0.69 * pow (0.87, 2) * pow (0.98, 3) * pow (0.36, 4),
                    TOLERANCE);
  test_assert_near (pow (10, likelihood.log10_likelihood),
                    likelihood.naive_product, TOLERANCE);
  g_assert_cmpuint (likelihood.n_rows_to_zero, ==, 0);

  /* 2^-1074 is the last double before 0; half of it rounds to 0. */
  memset (halves->columns[0], 0, 1200 * sizeof (double));
  memset (halves->numbers.labels, 0, 1200 * sizeof (guint16));
  likelihood = limen_likelihood_compute (&halves->numbers);
  g_assert_cmpuint (likelihood.n_rows_to_zero, ==, 1075);
  test_assert_near (likelihood.log10_likelihood, -1200 * log10 (2), 1e-14);
  test_assert_near (likelihood.mean_nll, log (2), 1e-14);
}

/* A true class with probability 0 makes the likelihood 0, unless its row has
 * weight 0; the row's loss is clamped. */
static void
test_zero (void)
{
  g_autoptr (Rows) rows = draw_rows (LIMEN_TASK_MULTICLASS,
                                     LIMEN_KIND_PROBABILITY, 50, TRUE);
  LimenPredictions *numbers = &rows->numbers;
  LimenLikelihood likelihood;

  rows->columns[numbers->labels[17]][17] = 0;
  likelihood = limen_likelihood_compute (numbers);
  g_assert_cmpfloat (likelihood.log10_likelihood, ==, -INFINITY);
  g_assert_cmpfloat (likelihood.mean_nll, ==, INFINITY);
  g_assert_cmpfloat (likelihood.naive_product, ==, 0);
  g_assert_cmpuint (likelihood.n_rows_to_zero, ==, 18);
  g_assert_cmpuint (likelihood.n_zero, ==, 1);
  g_assert_cmpfloat (limen_row_loss (numbers, 17), ==, 100);
  test_assert_near (computed_summary (numbers).mean,
                    limen_loss_cross_entropy (numbers, NULL).mean, TOLERANCE);
  g_assert_cmpfloat (computed_summary (numbers).largest, ==, 100);

  numbers->weights[17] = 0;
  likelihood = limen_likelihood_compute (numbers);
  g_assert_true (isfinite (likelihood.log10_likelihood));
  g_assert_cmpuint (likelihood.n_zero, ==, 0);
}

/* Extreme logits: no overflow, and certainty costs 0, not -0. */
static void
test_extremes (void)
{
  const double scores[] = { 1000, -1000, 1e300, 3.25 };
  const guint16 labels[] = { 0, 0, 1, 1 };
  g_autoptr (Rows) rows = rows_new (LIMEN_TASK_BINARY, LIMEN_KIND_LOGIT, 4,
                                    FALSE);
  g_autoptr (Rows) many = draw_rows (LIMEN_TASK_MULTICLASS, LIMEN_KIND_LOGIT,
                                     1, FALSE);

  memcpy (rows->columns[0], scores, sizeof scores);
  memcpy (rows->numbers.labels, labels, sizeof labels);
  g_assert_cmpfloat (limen_row_loss (&rows->numbers, 0), ==, 1000);
  for (gsize i = 1; i < 3; i++)
    {
      g_assert_cmpfloat (limen_row_loss (&rows->numbers, i), ==, 0);
      g_assert_false (signbit (limen_row_loss (&rows->numbers, i)));
    }
  for (gsize k = 0; k < N_CLASSES; k++)
    many->columns[k][0] = k == 2 ? 5000 : -7.5;
  many->numbers.labels[0] = 4;
  g_assert_cmpfloat (limen_row_loss (&many->numbers, 0), ==, 5007.5);
}

static void
check_undefined (const LimenPredictions *numbers)
{
  LimenLikelihood likelihood = limen_likelihood_compute (numbers);

  g_assert_true (isnan (limen_row_loss (numbers, 3)));
  g_assert_true (isnan (likelihood.log10_likelihood));
  g_assert_true (isnan (likelihood.naive_product));
  g_assert_true (isnan (likelihood.mean_nll));
  g_assert_true (isnan (computed_summary (numbers).mean));
  g_assert_true (isnan (computed_summary (numbers).largest));
}

/* Scores without probabilities have no likelihood. */
static void
test_undefined (void)
{
  g_autoptr (Rows) scores = draw_rows (LIMEN_TASK_BINARY, LIMEN_KIND_SCORE, 9,
                                       FALSE);
  g_autoptr (Rows) top = draw_rows (LIMEN_TASK_MULTICLASS,
                                    LIMEN_KIND_PROBABILITY, 9, FALSE);
  g_autoptr (Rows) wild = draw_rows (LIMEN_TASK_BINARY,
                                     LIMEN_KIND_PROBABILITY, 9, FALSE);
  g_autoptr (Rows) none = rows_new (LIMEN_TASK_BINARY, LIMEN_KIND_LOGIT, 0,
                                    FALSE);

  check_undefined (&scores->numbers);
  top->numbers.n_scores = 1;
  check_undefined (&top->numbers);
  wild->columns[0][3] = 1.25;
  wild->numbers.labels[3] = 1;
  g_assert_true (isnan (limen_row_loss (&wild->numbers, 3)));
  g_assert_true (
      isnan (limen_likelihood_compute (&wild->numbers).mean_nll));
  g_assert_cmpfloat (
      limen_likelihood_compute (&none->numbers).log10_likelihood, ==, 0);
  g_assert_true (isnan (limen_likelihood_compute (&none->numbers).mean_nll));
  g_assert_true (
      isnan (computed_summary (&none->numbers).base_rate));
}

/* Compares every bin with a direct count. */
static void
check_bins (const LimenPredictions *numbers, double threshold,
            const double *edges, gsize n_bins)
{
  g_autofree LimenLossBin *bins = g_new (LimenLossBin, n_bins);

  limen_loss_histogram_compute (numbers, threshold, edges, n_bins, bins);
  for (gsize b = 0; b < n_bins; b++)
    {
      double right = 0, wrong = 0, sum = 0;

      for (gsize i = 0; i < numbers->n_rows; i++)
        {
          double loss = limen_row_loss (numbers, i);
          double weight = numbers->weights != NULL ? numbers->weights[i] : 1;
          gboolean is_in = loss >= edges[b]
                           && (b + 1 == n_bins ? loss <= edges[b + 1]
                                               : loss < edges[b + 1]);
          gsize top = 0;
          gboolean is_right;

          for (gsize k = 1; k < numbers->n_scores; k++)
            if (numbers->scores[k][i] > numbers->scores[top][i])
              top = k;
          is_right = numbers->task == LIMEN_TASK_MULTICLASS
                         ? top == numbers->labels[i]
                         : (numbers->scores[0][i] >= threshold)
                               == (numbers->labels[i] == 1);
          if (is_in && is_right)
            right += weight;
          else if (is_in)
            wrong += weight;
          if (is_in)
            sum += weight * loss;
        }
      g_assert_cmpfloat (bins[b].loss, ==, sum);
      g_assert_cmpfloat (bins[b].right, ==, right);
      g_assert_cmpfloat (bins[b].wrong, ==, wrong);
    }
}

/* Bins at one threshold, updated to another. */
static void
check_decided (const LimenPredictions *numbers, const LimenSweep *sweep,
               double threshold, const double *edges, gsize n_bins)
{
  g_autofree LimenLossBin *expected = g_new (LimenLossBin, n_bins);
  g_autofree LimenLossBin *bins = g_new (LimenLossBin, n_bins);

  limen_loss_histogram_compute (numbers, threshold, edges, n_bins, expected);
  limen_loss_histogram_compute (numbers, 0.1, edges, n_bins, bins);
  limen_loss_histogram_decide (sweep, numbers->kind, threshold, edges, n_bins,
                               bins);
  for (gsize b = 0; b < n_bins; b++)
    {
      test_assert_near (bins[b].right, expected[b].right, 1e-12);
      test_assert_near (bins[b].wrong, expected[b].wrong, 1e-12);
      g_assert_cmpfloat (bins[b].loss, ==, expected[b].loss);
    }
}

static void
test_bins (void)
{
  const double edges[] = { 0, 0.013, 0.37, 0.37, 1.9, 7 };
  const double open[] = { 0, 0.25, 3, INFINITY };

  for (int task = LIMEN_TASK_BINARY; task <= LIMEN_TASK_MULTICLASS; task++)
    for (int kind = 0; kind < LIMEN_KIND_SCORE; kind++)
      {
        g_autoptr (Rows) rows = draw_rows ((LimenTask) task, (LimenKind) kind,
                                           3001, kind == LIMEN_KIND_LOGIT);

        check_bins (&rows->numbers, 0.43, edges, G_N_ELEMENTS (edges) - 1);
        check_bins (&rows->numbers, -0.2, open, G_N_ELEMENTS (open) - 1);
      }
}

/* Updating from the sweep equals recomputing from the rows, also with ties, on
 * scores, and outside their range. */
static void
test_decide (void)
{
  const double edges[] = { 0, 0.013, 0.37, 0.37, 0.7, 1.9, 3.3 };
  const double open[] = { 0, 0.25, 3, INFINITY };

  for (int kind = 0; kind < LIMEN_KIND_SCORE; kind++)
    for (int has_weights = 0; has_weights < 2; has_weights++)
      {
        g_autoptr (Rows) rows = draw_rows (LIMEN_TASK_BINARY, (LimenKind) kind,
                                           2003, has_weights);
        const double *scores = rows->numbers.scores[0];
        LimenSweep *sweep;
        const double thresholds[]
            = { -INFINITY, INFINITY, scores[17], scores[400], 0.43, -0.7 };

        for (gsize i = 0; i < 300; i++)
          rows->columns[0][i] = scores[i % 7];
        sweep = limen_sweep_new_from_predictions (&rows->numbers);
        for (gsize i = 0; i < G_N_ELEMENTS (thresholds); i++)
          {
            check_decided (&rows->numbers, sweep, thresholds[i], edges,
                           G_N_ELEMENTS (edges) - 1);
            check_decided (&rows->numbers, sweep, thresholds[i], open,
                           G_N_ELEMENTS (open) - 1);
          }
        limen_sweep_free (sweep);
      }
}

/* Losses on the edges; those at the clamp are in the last bin, which is
 * closed. */
static void
test_bin_edges (void)
{
  const double scores[] = { 0, 1, 0.5, 1 };
  const guint16 labels[] = { 1, 1, 0, 0 };
  const double edges[] = { 0, 0.6931471805599453, 50, 100 };
  g_autoptr (Rows) rows = rows_new (LIMEN_TASK_BINARY, LIMEN_KIND_PROBABILITY,
                                    4, FALSE);
  LimenLossBin bins[3];

  memcpy (rows->columns[0], scores, sizeof scores);
  memcpy (rows->numbers.labels, labels, sizeof labels);
  limen_loss_histogram_compute (&rows->numbers, 0.5, edges, 3, bins);
  g_assert_cmpfloat (bins[0].right, ==, 1);
  g_assert_cmpfloat (bins[0].wrong, ==, 0);
  g_assert_cmpfloat (bins[1].wrong, ==, 1);
  g_assert_cmpfloat (bins[2].wrong, ==, 2);
  g_assert_cmpfloat (bins[2].loss, ==, 200);
  g_assert_cmpfloat (limen_score_loss (LIMEN_KIND_PROBABILITY, 0.5, false),
                     ==, log (2));
  g_assert_cmpfloat (limen_score_loss (LIMEN_KIND_PROBABILITY, 0, true), ==,
                     100);
  rows->numbers.kind = LIMEN_KIND_SCORE;
  limen_loss_histogram_compute (&rows->numbers, 0.5, edges, 3, bins);
  for (int i = 0; i < 3; i++)
    g_assert_cmpfloat (bins[i].right + bins[i].wrong, ==, 0);
}

/* Regressions have squared errors with a weighted mean, beside that of always
 * predicting the mean of the targets; no row is wrong. */
static void
test_numbers (void)
{
  double scores[] = { 2, -1.5, 6 }, targets[] = { 1.5, -3, 10 };
  double weights[] = { 2, 1, 0.5 }, *columns[] = { scores };
  double *target_columns[] = { targets }, losses[3];
  const double edges[] = { 0, 1, 10, 16 };
  LimenPredictions numbers = { .task = LIMEN_TASK_REGRESSION,
                               .kind = LIMEN_KIND_SCORE,
                               .n_rows = 3,
                               .n_scores = 1,
                               .scores = columns,
                               .targets = target_columns,
                               .weights = weights };
  double mean = (2 * 1.5 - 3 + 5) / 3.5;
  LimenLossSummary summary;
  LimenLossBin bins[3];

  limen_row_losses (&numbers, 0, 3, losses);
  g_assert_cmpfloat (losses[0], ==, 0.25);
  g_assert_cmpfloat (losses[1], ==, 2.25);
  g_assert_cmpfloat (limen_row_loss (&numbers, 2), ==, 16);
  g_assert_true (limen_loss_summary_compute (&numbers, &summary));
  g_assert_cmpfloat (summary.largest, ==, 16);
  g_assert_cmpfloat_with_epsilon (summary.mean, (0.5 + 2.25 + 8) / 3.5,
                                  TOLERANCE);
  g_assert_cmpfloat_with_epsilon (
      summary.base_rate,
      (2 * pow (1.5 - mean, 2) + pow (-3 - mean, 2) + 0.5 * pow (10 - mean, 2))
          / 3.5,
      TOLERANCE);
  limen_loss_histogram_compute (&numbers, NAN, edges, 3, bins);
  for (int i = 0; i < 3; i++)
    {
      g_assert_cmpfloat (bins[i].right, ==, weights[i]);
      g_assert_cmpfloat (bins[i].wrong, ==, 0);
      g_assert_cmpfloat (bins[i].loss, ==, weights[i] * losses[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/likelihood/kinds", test_kinds);
  g_test_add_func ("/likelihood/product", test_product);
  g_test_add_func ("/likelihood/zero", test_zero);
  g_test_add_func ("/likelihood/extremes", test_extremes);
  g_test_add_func ("/likelihood/undefined", test_undefined);
  g_test_add_func ("/likelihood/bins", test_bins);
  g_test_add_func ("/likelihood/decide", test_decide);
  g_test_add_func ("/likelihood/bin-edges", test_bin_edges);
  g_test_add_func ("/likelihood/numbers", test_numbers);
  return g_test_run ();
}
