/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <sched.h>
#include <string.h>

#include "computed.h"
#include "loss-multiclass.h"
#include "softmax.h"
#include "support.h"

static double **
new_columns (gsize n_columns, gsize n_rows)
{
  double **columns = g_new (double *, n_columns);

  for (gsize k = 0; k < n_columns; k++)
    columns[k] = g_new0 (double, n_rows);
  return columns;
}

static void
free_columns (double **columns, gsize n_columns)
{
  for (gsize k = 0; k < n_columns; k++)
    g_free (columns[k]);
  g_free (columns);
}

/* Random logits between -range and range, and labels. */
static LimenPredictions
make_logits (gsize n_rows, gsize n_classes, double range)
{
  LimenPredictions predictions = { .task = LIMEN_TASK_MULTICLASS,
                                   .kind = LIMEN_KIND_LOGIT,
                                   .n_rows = n_rows,
                                   .n_classes = n_classes,
                                   .n_scores = n_classes };

  predictions.scores = new_columns (n_classes, n_rows);
  predictions.labels = g_new (guint16, n_rows);
  for (gsize k = 0; k < n_classes; k++)
    for (gsize i = 0; i < n_rows; i++)
      predictions.scores[k][i] = g_test_rand_double_range (-range, range);
  for (gsize i = 0; i < n_rows; i++)
    predictions.labels[i]
        = (guint16) g_test_rand_int_range (0, (gint32) n_classes);
  return predictions;
}

static void
free_logits (LimenPredictions *predictions)
{
  free_columns (predictions->scores, predictions->n_scores);
  g_free (predictions->labels);
  g_free (predictions->weights);
}

/* log sum exp of a row, in extended precision. */
static long double
get_log_sum_exp (const LimenPredictions *predictions, gsize row)
{
  long double largest = -INFINITY, sum = 0;

  for (gsize k = 0; k < predictions->n_scores; k++)
    largest = fmaxl (largest, predictions->scores[k][row]);
  for (gsize k = 0; k < predictions->n_scores; k++)
    sum += expl (predictions->scores[k][row] - largest);
  return largest + logl (sum);
}

/* The relative error grows with the distance from the largest logit, which is
 * rounded before it is an exponent. */
static void
check_row (const LimenPredictions *predictions, double **columns, gsize row)
{
  long double log_sum = get_log_sum_exp (predictions, row);
  double sum = 0;

  for (gsize k = 0; k < predictions->n_scores; k++)
    {
      long double log_p = predictions->scores[k][row] - log_sum;
      double expected = (double) expl (log_p);
      double tolerance = 1e-15 * (10 - (double) log_p) * expected;

      if (!(fabs (columns[k][row] - expected) <= tolerance + 0x1p-1073))
        g_error ("class %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT
                 " has %.17g, expected %.17g",
                 k, predictions->n_scores, columns[k][row], expected);
      sum += columns[k][row];
    }
  test_assert_near (sum, 1, 1e-14);
}

static const struct
{
  gsize n_rows, n_classes;
  double range;
} shapes[] = {
  { 1, 1, 5 },        { 300, 1, 1000 },  { 777, 2, 30 },  { 1025, 3, 1000 },
  { 600, 10, 8 },     { 256, 10, 1000 }, { 70, 100, 30 }, { 41, 999, 10 },
  { 17, 1000, 1000 }, { 9, 1000, 0.01 },
};

static void
test_columns (void)
{
  for (guint j = 0; j < G_N_ELEMENTS (shapes); j++)
    {
      gsize n_rows = shapes[j].n_rows, n_classes = shapes[j].n_classes;
      LimenPredictions predictions
          = make_logits (n_rows, n_classes, shapes[j].range);
      double **columns = new_columns (n_classes, n_rows);

      limen_softmax_columns (&predictions, 0, n_rows, columns);
      for (gsize i = 0; i < n_rows; i++)
        check_row (&predictions, columns, i);
      limen_softmax_columns (&predictions, 0, n_rows, predictions.scores);
      for (gsize k = 0; k < n_classes; k++)
        g_assert_cmpmem (columns[k], n_rows * sizeof **columns,
                         predictions.scores[k], n_rows * sizeof **columns);
      free_columns (columns, n_classes);
      free_logits (&predictions);
    }
}

typedef struct
{
  const LimenPredictions *predictions;
  gsize first, n;
  double **columns;
} Slice;

static gpointer
fill_slice (gpointer data)
{
  Slice *self = data;

  limen_softmax_columns (self->predictions, self->first, self->n,
                         self->columns);
  return NULL;
}

/* Two threads that share the rows, divided anywhere, write nothing outside the
 * rows of their own. */
static void
test_slices (void)
{
  const gsize n_rows = 1500, n_classes = 7;
  LimenPredictions predictions = make_logits (n_rows, n_classes, 20);
  double **whole = new_columns (n_classes, n_rows);

  limen_softmax_columns (&predictions, 0, n_rows, whole);
  for (gsize cut = 1; cut < n_rows; cut += 211)
    {
      double **columns = new_columns (n_classes, n_rows);
      Slice head = { &predictions, 0, cut, columns };
      Slice tail = { &predictions, cut, n_rows - cut - 1, columns };
      GThread *thread = g_thread_new ("tail", fill_slice, &tail);

      fill_slice (&head);
      g_thread_join (thread);
      for (gsize k = 0; k < n_classes; k++)
        {
          g_assert_cmpmem (columns[k], (n_rows - 1) * sizeof **columns,
                           whole[k], (n_rows - 1) * sizeof **columns);
          g_assert_cmpfloat (columns[k][n_rows - 1], ==, 0);
        }
      free_columns (columns, n_classes);
    }
  free_columns (whole, n_classes);
  free_logits (&predictions);
}

static void
test_extremes (void)
{
  double high[4] = { 1000, -1000, 1e308, 0 };
  double low[4] = { -1000, -1000, -1e308, -745 };
  double first[4], second[4];
  LimenPredictions predictions = { .task = LIMEN_TASK_MULTICLASS,
                                   .kind = LIMEN_KIND_LOGIT,
                                   .n_rows = 4,
                                   .n_classes = 2,
                                   .n_scores = 2,
                                   .scores = (double *[]){ high, low } };

  limen_softmax_columns (&predictions, 0, 4, (double *[]){ first, second });
  g_assert_cmpfloat (first[0], ==, 1);
  g_assert_cmpfloat (second[0], ==, 0);
  g_assert_cmpfloat (first[1], ==, 0.5);
  g_assert_cmpfloat (second[1], ==, 0.5);
  g_assert_cmpfloat (first[2], ==, 1);
  g_assert_cmpfloat (second[2], ==, 0);
  g_assert_cmpfloat (second[3], ==, 0x1p-1074);
}

static void
test_kinds (void)
{
  const gsize n_rows = 300, n_classes = 4;
  LimenPredictions predictions = make_logits (n_rows, n_classes, 3);
  double **columns = new_columns (n_classes, n_rows);

  for (gsize k = 0; k < n_classes; k++)
    for (gsize i = 0; i < n_rows; i++)
      predictions.scores[k][i] = -fabs (predictions.scores[k][i]);
  predictions.kind = LIMEN_KIND_LOG_PROBABILITY;
  limen_softmax_columns (&predictions, 0, n_rows, columns);
  for (gsize i = 0; i < n_rows; i++)
    test_assert_near (columns[i % 4][i], exp (predictions.scores[i % 4][i]),
                      1e-15);
  predictions.kind = LIMEN_KIND_PROBABILITY;
  limen_softmax_columns (&predictions, 0, n_rows, columns);
  for (gsize k = 0; k < n_classes; k++)
    g_assert_cmpmem (columns[k], n_rows * sizeof **columns,
                     predictions.scores[k], n_rows * sizeof **columns);
  predictions.kind = LIMEN_KIND_SCORE;
  limen_softmax_columns (&predictions, 0, n_rows, columns);
  for (gsize i = 0; i < n_rows; i++)
    g_assert_true (isnan (columns[i % 4][i]));
  free_columns (columns, n_classes);
  free_logits (&predictions);
}

/* The label's log-probability equals that from all classes. */
static void
test_labels (void)
{
  static double all[LIMEN_SOFTMAX_NUMBERS];

  for (guint j = 0; j < G_N_ELEMENTS (shapes); j++)
    for (LimenKind kind = 0; kind <= LIMEN_KIND_SCORE; kind++)
      {
        LimenPredictions predictions = make_logits (
            shapes[j].n_rows, shapes[j].n_classes, shapes[j].range);
        double labels[LIMEN_SOFTMAX_ROWS];
        gsize n = MIN (shapes[j].n_rows,
                       limen_softmax_get_block_size (shapes[j].n_classes));

        predictions.kind = kind;
        limen_log_softmax (&predictions, 0, n, all);
        limen_log_softmax_of_labels (&predictions, 0, n, labels);
        for (gsize i = 0; i < n; i++)
          test_assert_near (labels[i], all[predictions.labels[i] * n + i], 0);
        free_logits (&predictions);
      }
}

/* The cached log-sum-exp gives the same logarithms, to the last bit. */
static void
test_sums (void)
{
  static double all[LIMEN_SOFTMAX_NUMBERS], again[LIMEN_SOFTMAX_NUMBERS];

  for (guint j = 0; j < G_N_ELEMENTS (shapes); j++)
    {
      gsize n_rows = shapes[j].n_rows, n_classes = shapes[j].n_classes;
      LimenPredictions predictions
          = make_logits (n_rows, n_classes, shapes[j].range);
      LimenPredictions known = predictions;
      g_autofree double *largest = g_new (double, n_rows);
      g_autofree double *log_sums = g_new (double, n_rows);
      double **columns = new_columns (n_classes, n_rows);
      double loss = limen_loss_cross_entropy (&predictions, NULL).sum;
      gsize n = MIN (n_rows, limen_softmax_get_block_size (n_classes));

      limen_softmax_columns_and_sums (&predictions, 0, n_rows, columns,
                                      largest, log_sums);
      for (gsize i = 0; i < n_rows; i++)
        test_assert_near (
            largest[i] + log_sums[i],
            (double) get_log_sum_exp (&predictions, i),
            1e-15 * (1 + fabs (largest[i])));
      known.largest = largest;
      known.log_sums = log_sums;
      limen_log_softmax (&predictions, n_rows - n, n, all);
      limen_log_softmax (&known, n_rows - n, n, again);
      g_assert_cmpmem (all, n_classes * n * sizeof *all, again,
                       n_classes * n * sizeof *again);
      g_assert_cmpfloat (limen_loss_cross_entropy (&known, NULL).sum, ==,
                         loss);
      g_assert_cmpfloat (limen_log10_likelihood_multiclass (&known), ==,
                         limen_log10_likelihood_multiclass (&predictions));

      /* The cache is used. */
      log_sums[n_rows - 1] += 1000;
      test_assert_near (limen_loss_cross_entropy (&known, NULL).sum,
                        loss + 1000, 1e-9);
      free_columns (columns, n_classes);
      free_logits (&predictions);
    }
}

/* A single class is a binary task, without softmax. */
static void
test_class (void)
{
  double number = 1;
  LimenPredictions predictions = make_logits (1, 3, 1);

  predictions.largest = predictions.log_sums = &number;
  g_assert_null (limen_predictions_get_class (&predictions, 1).largest);
  g_assert_null (limen_predictions_get_class (&predictions, 1).log_sums);
  free_logits (&predictions);
}

/* Soft Dice of a class, plain or squared, and Brier terms, in extended
 * precision. */
static long double
get_dice (const LimenPredictions *predictions, gsize class,
          gboolean is_squared)
{
  long double above = 0, below = 0;

  for (gsize i = 0; i < predictions->n_rows; i++)
    {
      long double weight = limen_predictions_get_weight (predictions, i);
      long double p = predictions->scores[class][i];
      long double truth = predictions->labels[i] == class;

      above += weight * p * truth;
      below += weight * ((is_squared ? p * p : p) + truth);
    }
  return 1 - (2 * above + 0.5L) / (below + 0.5L);
}

static long double
get_brier (const LimenPredictions *predictions)
{
  long double sum = 0;

  for (gsize k = 0; k < predictions->n_scores; k++)
    for (gsize i = 0; i < predictions->n_rows; i++)
      {
        long double gap
            = predictions->scores[k][i] - (predictions->labels[i] == k);

        sum += limen_predictions_get_weight (predictions, i) * gap * gap;
      }
  return sum;
}

/* Brier and Dice agree for probabilities and logits, with and without
 * weights. */
static void
check_probabilities (const LimenPredictions *logits)
{
  gsize n_rows = logits->n_rows, n_classes = logits->n_classes;
  LimenPredictions predictions = *logits;
  g_autofree LimenDice *dice = g_new (LimenDice, n_classes);
  g_autofree LimenDice *of_logits = g_new (LimenDice, n_classes);

  predictions.kind = LIMEN_KIND_PROBABILITY;
  predictions.scores = new_columns (n_classes, n_rows);
  limen_softmax_columns (logits, 0, n_rows, predictions.scores);
  computed_dice (&predictions, 0.5, dice);
  computed_dice (logits, 0.5, of_logits);
  for (gsize k = 0; k < n_classes; k++)
    {
      test_assert_near (dice[k].plain,
                        (double) get_dice (&predictions, k, FALSE), 1e-15);
      test_assert_near (dice[k].squared,
                        (double) get_dice (&predictions, k, TRUE), 1e-15);
      test_assert_near (of_logits[k].plain, dice[k].plain, 1e-15);
      test_assert_near (of_logits[k].squared, dice[k].squared, 1e-15);
    }
  test_assert_near (limen_loss_brier_multiclass (&predictions).sum
                        / (double) get_brier (&predictions),
                    1, 1e-14);
  test_assert_near (limen_loss_brier_multiclass (logits).sum
                        / (double) get_brier (&predictions),
                    1, 1e-14);
  free_columns (predictions.scores, n_classes);
}

static void
test_probabilities (void)
{
  static const struct
  {
    gsize n_rows, n_classes;
  } sizes[] = { { 1, 2 }, { 255, 3 }, { 30011, 4 }, { 700, 999 } };

  for (guint j = 0; j < G_N_ELEMENTS (sizes); j++)
    {
      LimenPredictions logits
          = make_logits (sizes[j].n_rows, sizes[j].n_classes, 6);

      check_probabilities (&logits);
      logits.weights = g_new (double, logits.n_rows);
      for (gsize i = 0; i < logits.n_rows; i++)
        logits.weights[i] = g_test_rand_double_range (0, 3);
      check_probabilities (&logits);
      free_logits (&logits);
    }
}

/* Brier and Dice have the same bits on one and on all processors. */
static void
test_processors (void)
{
  LimenPredictions logits = make_logits (30011, 4, 6);
  LimenDice dice[2][4], mean[2];
  LimenLoss brier[2];
  cpu_set_t all, one;

  sched_getaffinity (0, sizeof all, &all);
  CPU_ZERO (&one);
  for (int cpu = 0; CPU_COUNT (&one) == 0; cpu++)
    if (CPU_ISSET (cpu, &all))
      CPU_SET (cpu, &one);
  for (guint i = 0; i < 2; i++)
    {
      sched_setaffinity (0, sizeof one, i == 0 ? &one : &all);
      mean[i] = computed_dice (&logits, 0, dice[i]);
      brier[i] = limen_loss_brier_multiclass (&logits);
    }
  g_assert_cmpmem (&dice[0], sizeof dice[0], &dice[1], sizeof dice[1]);
  g_assert_cmpmem (&mean[0], sizeof mean[0], &mean[1], sizeof mean[1]);
  g_assert_cmpmem (&brier[0], sizeof brier[0], &brier[1], sizeof brier[1]);
  free_logits (&logits);
}

static long double
sum_losses (const LimenPredictions *predictions, long double *weights,
            const LimenCrossEntropyOptions *options)
{
  gsize n_classes = predictions->n_scores;
  long double sum = 0;

  *weights = 0;
  for (gsize i = 0; i < predictions->n_rows; i++)
    {
      long double log_sum = get_log_sum_exp (predictions, i), loss = 0;
      double smoothing = options->label_smoothing;

      for (gsize k = 0; k < n_classes; k++)
        {
          double target = smoothing / (double) n_classes
                          + (predictions->labels[i] == k ? 1 - smoothing : 0);

          loss += options->class_weights[k] * target
                  * (log_sum - predictions->scores[k][i]);
        }
      sum += predictions->weights[i] * loss;
      *weights += predictions->weights[i]
                  * options->class_weights[predictions->labels[i]];
    }
  return sum;
}

/* Cross-entropies are right, with the same bits for any number of threads. */
static void
test_threads (void)
{
  static const guint n_threads[] = { 1, 2, 3, 8, 0 };
  const gsize n_rows = 60013, n_classes = 10;
  double class_weights[10] = { 1, 0.5, 0, 2, 1, 3, 1, 0.25, 1, 7 };
  LimenPredictions predictions = make_logits (n_rows, n_classes, 1000);

  predictions.weights = g_new (double, n_rows);
  for (gsize i = 0; i < n_rows; i++)
    predictions.weights[i] = g_test_rand_double_range (0, 3);
  for (guint j = 0; j < 2; j++)
    {
      LimenCrossEntropyOptions options = { .class_weights = class_weights,
                                           .label_smoothing = 0.1 * j,
                                           .n_threads = 1 };
      LimenLoss first = limen_loss_cross_entropy (&predictions, &options);
      long double weights;
      long double sum = sum_losses (&predictions, &weights, &options);

      g_assert_cmpfloat (fabs (first.sum / (double) sum - 1), <=, 1e-14);
      g_assert_cmpfloat (fabs (first.mean / (double) (sum / weights) - 1), <=,
                         1e-14);
      for (guint i = 0; i < G_N_ELEMENTS (n_threads); i++)
        {
          LimenLoss loss;

          options.n_threads = n_threads[i];
          loss = limen_loss_cross_entropy (&predictions, &options);
          g_assert_cmpmem (&loss, sizeof loss, &first, sizeof first);
          loss = limen_loss_cross_entropy_soft (
              &predictions, (const double *const *) predictions.scores,
              &options);
          options.n_threads = 1;
          g_assert_cmpfloat (loss.sum, ==,
                             limen_loss_cross_entropy_soft (
                                 &predictions,
                                 (const double *const *) predictions.scores,
                                 &options)
                                 .sum);
        }
    }
  free_logits (&predictions);
}

/* One infinite row makes the loss infinite; PyTorch's clamp prevents that for
 * probabilities. */
static void
test_infinite (void)
{
  const gsize n_rows = 2000, n_classes = 3;
  LimenPredictions predictions = make_logits (n_rows, n_classes, 1);

  predictions.kind = LIMEN_KIND_PROBABILITY;
  for (gsize k = 0; k < n_classes; k++)
    for (gsize i = 0; i < n_rows; i++)
      predictions.scores[k][i] = i == 1003 ? 0 : 1;
  g_assert_cmpfloat (limen_log10_likelihood_multiclass (&predictions), ==,
                     -INFINITY);
  g_assert_cmpfloat (limen_loss_cross_entropy (&predictions, NULL).sum, ==,
                     100);
  free_logits (&predictions);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/softmax/columns", test_columns);
  g_test_add_func ("/softmax/slices", test_slices);
  g_test_add_func ("/softmax/extremes", test_extremes);
  g_test_add_func ("/softmax/kinds", test_kinds);
  g_test_add_func ("/softmax/labels", test_labels);
  g_test_add_func ("/softmax/sums", test_sums);
  g_test_add_func ("/softmax/class", test_class);
  g_test_add_func ("/softmax/probabilities", test_probabilities);
  g_test_add_func ("/softmax/processors", test_processors);
  g_test_add_func ("/softmax/threads", test_threads);
  g_test_add_func ("/softmax/infinite", test_infinite);
  return g_test_run ();
}
