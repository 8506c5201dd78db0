/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "averages.h"
#include "matrix.h"
#include "pairwise-auc.h"
#include "parallel.h"
#include "support.h"

#define TOLERANCE 1e-12

/* Returns a number; NaN for null. */
static double
get_number (JsonObject *object, const char *name)
{
  g_assert_true (json_object_has_member (object, name));
  return json_object_get_null_member (object, name)
             ? NAN
             : json_object_get_double_member (object, name);
}

static double *
read_numbers (JsonArray *array)
{
  guint n = json_array_get_length (array);
  double *numbers = g_new (double, n);

  for (guint i = 0; i < n; i++)
    numbers[i] = json_array_get_double_element (array, i);
  return numbers;
}

static LimenPredictions
read_case (JsonObject *object)
{
  JsonArray *labels = json_object_get_array_member (object, "labels");
  JsonArray *columns = json_object_get_array_member (object, "scores");
  LimenPredictions predictions
      = { .task = LIMEN_TASK_MULTICLASS, .kind = LIMEN_KIND_PROBABILITY };

  predictions.n_rows = json_array_get_length (labels);
  predictions.n_classes = predictions.n_scores
      = json_array_get_length (columns);
  predictions.labels = g_new (guint16, predictions.n_rows);
  for (guint i = 0; i < predictions.n_rows; i++)
    predictions.labels[i] = (guint16) json_array_get_int_element (labels, i);
  predictions.scores = g_new (double *, predictions.n_scores);
  for (guint k = 0; k < predictions.n_scores; k++)
    predictions.scores[k]
        = read_numbers (json_array_get_array_element (columns, k));
  if (!json_object_get_null_member (object, "weights"))
    predictions.weights
        = read_numbers (json_object_get_array_member (object, "weights"));
  return predictions;
}

static void
clear_case (LimenPredictions *predictions)
{
  for (gsize k = 0; k < predictions->n_scores; k++)
    g_free (predictions->scores[k]);
  g_free (predictions->scores);
  g_free (predictions->labels);
  g_free (predictions->weights);
}

static void
for_each_case (void (*check) (const LimenPredictions *predictions,
                              JsonObject *expected))
{
  g_autofree char *path = test_get_source_path ("reference/ranking.json");
  g_autoptr (JsonNode) root = test_load_json (path);
  JsonArray *cases = json_object_get_array_member (json_node_get_object (root),
                                                   "several");

  g_assert_cmpuint (json_array_get_length (cases), ==, 30);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *object = json_array_get_object_element (cases, i);
      LimenPredictions predictions = read_case (object);

      g_test_message ("case %u", i);
      check (&predictions, object);
      clear_case (&predictions);
    }
}

static void
check_pairs (const LimenPredictions *predictions, JsonObject *object)
{
  JsonObject *expected = json_object_get_object_member (object, "one-vs-one");
  LimenPairwiseAuc found;

  g_assert_true (limen_pairwise_auc_compute (predictions, &found));
  g_assert_cmpuint (found.n_undefined, ==,
                    json_object_get_int_member (expected, "undefined"));
  test_assert_near (found.macro, get_number (expected, "macro"), TOLERANCE);
  test_assert_near (found.weighted, get_number (expected, "weighted"),
                    TOLERANCE);
}

static void
test_pairs (void)
{
  for_each_case (check_pairs);
}

/* Compares with a direct count, with more rows than a block; integer weights
 * equal repeated rows; the same bits for any number of threads. */
static void
test_many_pairs (void)
{
  enum
  {
    N_ROWS = 3000,
    N_CLASSES = 4
  };
  static double columns[N_CLASSES][N_ROWS], weights[N_ROWS];
  static guint16 labels[N_ROWS];
  double *scores[N_CLASSES], sum = 0;
  LimenPredictions predictions = { .task = LIMEN_TASK_MULTICLASS,
                                   .n_rows = N_ROWS,
                                   .n_classes = N_CLASSES,
                                   .n_scores = N_CLASSES,
                                   .labels = labels,
                                   .weights = weights,
                                   .scores = scores };
  LimenPairwiseAuc found, alone;

  for (int i = 0; i < N_ROWS; i++)
    {
      labels[i] = (guint16) g_test_rand_int_range (0, N_CLASSES);
      weights[i] = g_test_rand_int_range (0, 3);
    }
  for (int k = 0; k < N_CLASSES; k++)
    {
      scores[k] = columns[k];
      for (int i = 0; i < N_ROWS; i++)
        columns[k][i] = g_test_rand_int_range (-20, 20) / 8.0
                        + (labels[i] == k);
    }
  for (int k = 0; k < N_CLASSES; k++)
    for (int j = 0; j < N_CLASSES; j++)
      {
        double above = 0, all = 0;

        for (int a = 0; a < N_ROWS; a++)
          for (int b = 0; labels[a] == k && b < N_ROWS; b++)
            if (labels[b] == j && j != k)
              {
                double weight = weights[a] * weights[b];

                all += weight;
                above += weight
                         * (columns[k][a] > columns[k][b]
                                ? 1
                                : columns[k][a] == columns[k][b] ? 0.5 : 0);
              }
        if (j != k)
          sum += above / all;
      }
  g_assert_true (limen_pairwise_auc_compute (&predictions, &found));
  test_assert_near (found.macro, sum / (N_CLASSES * (N_CLASSES - 1)),
                    TOLERANCE);
  limen_parallel_set_most (1);
  g_assert_true (limen_pairwise_auc_compute (&predictions, &alone));
  limen_parallel_set_most (0);
  g_assert_cmpfloat (found.macro, ==, alone.macro);
  g_assert_cmpfloat (found.weighted, ==, alone.weighted);
}

static void
test_no_pairs (void)
{
  LimenPredictions predictions
      = { .task = LIMEN_TASK_MULTICLASS,
          .n_classes = 3,
          .n_scores = 3,
          .labels = (guint16[]){ 0 },
          .scores = (double *[]){ NULL, NULL, NULL } };
  LimenPairwiseAuc found;

  g_assert_true (limen_pairwise_auc_compute (&predictions, &found));
  g_assert_true (isnan (found.macro));
  g_assert_true (isnan (found.weighted));
  g_assert_cmpuint (found.n_undefined, ==, 3);
}

/* scikit-learn gives NaN if the denominator is 0. */
static void
check_kappa (const LimenMatrix *matrix, LimenKappaWeights weights,
             double expected)
{
  test_assert_near (limen_matrix_get_weighted_kappa (matrix, weights),
                    isnan (expected) ? 0 : expected, TOLERANCE);
}

static void
check_matrix (const LimenPredictions *predictions, JsonObject *object)
{
  LimenMatrix *matrix
      = limen_matrix_new (predictions, NULL, LIMEN_DECISION_ARGMAX);

  check_kappa (matrix, LIMEN_KAPPA_LINEAR,
               get_number (object, "kappa-linear"));
  check_kappa (matrix, LIMEN_KAPPA_QUADRATIC,
               get_number (object, "kappa-quadratic"));
  limen_matrix_free (matrix);
}

static void
test_kappa (void)
{
  for_each_case (check_matrix);
}

/* Weighted kappa with rows decided for no class, without rows, and with one
 * class, where the denominator is 0. */
static void
test_undefined_kappa (void)
{
  double first[] = { 0.9, 0.2 }, second[] = { 0.1, 0.3 };
  double thresholds[] = { 0.5, 0.5 };
  LimenPredictions predictions = { .task = LIMEN_TASK_MULTICLASS,
                                   .kind = LIMEN_KIND_PROBABILITY,
                                   .n_rows = 2,
                                   .n_classes = 2,
                                   .n_scores = 2,
                                   .labels = (guint16[]){ 0, 1 },
                                   .scores = (double *[]){ first, second } };
  LimenMatrix *matrix = limen_matrix_new (&predictions, thresholds,
                                          LIMEN_DECISION_FIRST_ABOVE);

  g_assert_cmpuint (limen_matrix_get_none (matrix).n_rows, ==, 1);
  g_assert_true (
      isnan (limen_matrix_get_weighted_kappa (matrix, LIMEN_KAPPA_LINEAR)));
  limen_matrix_free (matrix);
  predictions.n_rows = 1;
  matrix = limen_matrix_new (&predictions, NULL, LIMEN_DECISION_ARGMAX);
  g_assert_cmpfloat (
      limen_matrix_get_weighted_kappa (matrix, LIMEN_KAPPA_QUADRATIC), ==, 0);
  limen_matrix_free (matrix);
  predictions.n_rows = 0;
  matrix = limen_matrix_new (&predictions, NULL, LIMEN_DECISION_ARGMAX);
  g_assert_true (
      isnan (limen_matrix_get_weighted_kappa (matrix, LIMEN_KAPPA_QUADRATIC)));
  limen_matrix_free (matrix);
}

static void
check_averages (const LimenPredictions *predictions, JsonObject *object)
{
  JsonObject *averages = json_object_get_object_member (object, "averages");
  gsize n = predictions->n_classes;
  g_autofree LimenConfusion *confusions = g_new (LimenConfusion, n);
  LimenMatrix *matrix
      = limen_matrix_new (predictions, NULL, LIMEN_DECISION_ARGMAX);
  LimenAverages found[LIMEN_N_METRICS];

  for (gsize k = 0; k < n; k++)
    confusions[k] = limen_matrix_get_confusion (matrix, k);
  limen_averages_compute_all (confusions, n, LIMEN_COSTS_DEFAULT, found);
  g_assert_cmpuint (json_object_get_size (averages), ==, LIMEN_N_METRICS);
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    {
      const char *name = limen_metric_get_info (i)->name;
      JsonObject *expected = json_object_get_object_member (averages, name);

      g_test_message ("%s", name);
      g_assert_cmpuint (found[i].n_undefined, ==,
                        json_object_get_int_member (expected, "undefined"));
      test_assert_near (found[i].macro, get_number (expected, "macro"),
                        TOLERANCE);
      test_assert_near (found[i].micro, get_number (expected, "micro"),
                        TOLERANCE);
      test_assert_near (found[i].weighted, get_number (expected, "weighted"),
                        TOLERANCE);
    }
  limen_matrix_free (matrix);
}

static void
test_averages (void)
{
  for_each_case (check_averages);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/several-classes/pairs", test_pairs);
  g_test_add_func ("/several-classes/many-pairs", test_many_pairs);
  g_test_add_func ("/several-classes/no-pairs", test_no_pairs);
  g_test_add_func ("/several-classes/kappa", test_kappa);
  g_test_add_func ("/several-classes/undefined-kappa", test_undefined_kappa);
  g_test_add_func ("/several-classes/averages", test_averages);
  return g_test_run ();
}
