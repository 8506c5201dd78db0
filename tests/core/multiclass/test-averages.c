/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "averages.h"
#include "multilabel.h"
#include "ranking.h"
#include "support.h"

#define TOLERANCE 1e-12
#define N_TOP 5

/* A case of reference/multiclass.json. */
typedef struct
{
  JsonObject *object;
  LimenPredictions predictions;
  double *thresholds;
} Case;

static double *
get_numbers (JsonObject *object, const char *name, gsize *n)
{
  JsonArray *array;
  double *numbers;

  *n = 0;
  if (json_object_get_null_member (object, name))
    return NULL;
  array = json_object_get_array_member (object, name);
  *n = json_array_get_length (array);
  numbers = g_new (double, *n);
  for (guint i = 0; i < *n; i++)
    numbers[i] = json_array_get_double_element (array, i);
  return numbers;
}

static guint16 *
get_indices (JsonArray *array, gsize *n)
{
  guint16 *indices;

  *n = json_array_get_length (array);
  indices = g_new (guint16, *n);
  for (guint i = 0; i < *n; i++)
    indices[i] = (guint16) json_array_get_int_element (array, i);
  return indices;
}

static void
read_scores (Case *self)
{
  LimenPredictions *predictions = &self->predictions;
  JsonArray *array = json_object_get_array_member (self->object, "scores");

  predictions->n_classes = predictions->n_scores
      = json_array_get_length (array);
  predictions->scores = g_new (double *, predictions->n_scores);
  for (guint k = 0; k < predictions->n_scores; k++)
    {
      JsonArray *column = json_array_get_array_element (array, k);

      predictions->n_rows = json_array_get_length (column);
      predictions->scores[k] = g_new (double, predictions->n_rows);
      for (guint i = 0; i < predictions->n_rows; i++)
        predictions->scores[k][i] = json_array_get_double_element (column, i);
    }
}

static void
read_truths (Case *self)
{
  LimenPredictions *predictions = &self->predictions;
  JsonArray *array = json_object_get_array_member (self->object, "truths");
  gsize n;

  predictions->truths = g_new (guint16 *, predictions->n_scores);
  for (guint k = 0; k < predictions->n_scores; k++)
    predictions->truths[k]
        = get_indices (json_array_get_array_element (array, k), &n);
}

static void
read_case (Case *self, JsonObject *object)
{
  gsize n;

  *self = (Case){ .object = object,
                  .predictions = { .kind = LIMEN_KIND_PROBABILITY } };
  read_scores (self);
  if (json_object_has_member (object, "truths"))
    {
      self->predictions.task = LIMEN_TASK_MULTILABEL;
      read_truths (self);
    }
  else
    {
      self->predictions.task = LIMEN_TASK_MULTICLASS;
      self->predictions.labels
          = get_indices (json_object_get_array_member (object, "labels"), &n);
    }
  self->predictions.weights = get_numbers (object, "weights", &n);
  self->thresholds = get_numbers (object, "thresholds", &n);
  g_assert_cmpuint (n, ==, self->predictions.n_scores);
}

static void
clear_case (Case *self)
{
  for (gsize k = 0; k < self->predictions.n_scores; k++)
    {
      g_free (self->predictions.scores[k]);
      if (self->predictions.truths != NULL)
        g_free (self->predictions.truths[k]);
    }
  g_free (self->predictions.scores);
  g_free (self->predictions.truths);
  g_free (self->predictions.labels);
  g_free (self->predictions.weights);
  g_free (self->thresholds);
}

static guint
for_each_case (const char *kind, void (*check) (const Case *self))
{
  g_autofree char *path = test_get_source_path ("reference/multiclass.json");
  g_autoptr (JsonNode) root = test_load_json (path);
  JsonArray *cases
      = json_object_get_array_member (json_node_get_object (root), kind);

  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      Case self;

      g_test_message ("%s %u", kind, i);
      read_case (&self, json_array_get_object_element (cases, i));
      check (&self);
      clear_case (&self);
    }
  return json_array_get_length (cases);
}

/* Returns a number; NaN for null. */
static double
get_number (JsonObject *object, const char *name)
{
  g_assert_true (json_object_has_member (object, name));
  return json_object_get_null_member (object, name)
             ? NAN
             : json_object_get_double_member (object, name);
}

static void
check_confusion (LimenConfusion c, JsonArray *expected)
{
  test_assert_near (c.tp, json_array_get_double_element (expected, 0),
                    TOLERANCE);
  test_assert_near (c.fp, json_array_get_double_element (expected, 1),
                    TOLERANCE);
  test_assert_near (c.fn, json_array_get_double_element (expected, 2),
                    TOLERANCE);
  test_assert_near (c.tn, json_array_get_double_element (expected, 3),
                    TOLERANCE);
}

/* Checks against scikit-learn's zero_division = 0 and nan. */
static void
check_averages (const LimenConfusion *confusions, gsize n,
                JsonObject *expected)
{
  const struct
  {
    const char *name;
    LimenMetric metric;
  } metrics[] = { { "precision", { LIMEN_METRIC_PRECISION, 1 } },
                  { "recall", { LIMEN_METRIC_RECALL, 1 } },
                  { "f1", { LIMEN_METRIC_F1, 1 } } };
  double support = 0;

  for (gsize k = 0; k < n; k++)
    {
      check_confusion (
          confusions[k],
          json_array_get_array_element (
              json_object_get_array_member (expected, "cells"), (guint) k));
      support += confusions[k].tp + confusions[k].fn;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      JsonObject *values
          = json_object_get_object_member (expected, metrics[i].name);
      LimenAverages found = limen_averages_compute (
          metrics[i].metric, confusions, n, LIMEN_COSTS_DEFAULT);
      gsize n_defined = n - found.n_undefined;

      g_assert_cmpuint (found.n_undefined, ==,
                        json_object_get_int_member (values, "undefined"));
      test_assert_near (found.undefined_support,
                        get_number (values, "undefined-support"), TOLERANCE);
      test_assert_near (found.macro, get_number (values, "macro"), TOLERANCE);
      test_assert_near (found.weighted, get_number (values, "weighted"),
                        TOLERANCE);
      test_assert_near (isnan (found.micro) ? 0 : found.micro,
                        get_number (values, "micro-zero"), TOLERANCE);
      test_assert_near (
          n_defined > 0 ? found.macro * (double) n_defined / (double) n : 0,
          get_number (values, "macro-zero"), TOLERANCE);
      test_assert_near (
          isnan (found.weighted)
              ? 0
              : found.weighted * (support - found.undefined_support) / support,
          get_number (values, "weighted-zero"), TOLERANCE);
    }
}

static void
check_tally (LimenTally tally, JsonObject *expected, const char *name)
{
  JsonArray *array = json_object_get_array_member (expected, name);

  g_assert_cmpuint (tally.n_rows, ==, json_array_get_int_element (array, 0));
  test_assert_near (tally.weight, json_array_get_double_element (array, 1),
                    TOLERANCE);
}

static void
check_decisions (const Case *self, LimenDecisionRule rule,
                 JsonObject *expected)
{
  gsize n_rows = self->predictions.n_rows, n;
  g_autofree guint16 *decisions = g_new (guint16, n_rows);
  g_autofree guint16 *n_above = g_new (guint16, n_rows);
  g_autofree guint16 *wanted
      = get_indices (json_object_get_array_member (expected, "decisions"), &n);
  g_autofree guint16 *wanted_above
      = get_indices (json_object_get_array_member (expected, "above"), &n);

  limen_decide (&self->predictions, self->thresholds, rule, 0, n_rows,
                decisions, n_above);
  for (gsize i = 0; i < n_rows; i++)
    {
      if (decisions[i] == LIMEN_CLASS_NONE)
        decisions[i] = (guint16) self->predictions.n_classes;
      g_assert_cmpuint (decisions[i], ==, wanted[i]);
      g_assert_cmpuint (n_above[i], ==, wanted_above[i]);
    }
}

static void
check_matrix (const LimenMatrix *matrix, JsonObject *expected)
{
  JsonArray *rows = json_object_get_array_member (expected, "matrix");
  gsize n = limen_matrix_get_n_classes (matrix);

  for (guint label = 0; label < n; label++)
    {
      JsonArray *row = json_array_get_array_element (rows, label);
      double sum = 0;

      for (guint k = 0; k <= n; k++)
        {
          test_assert_near (limen_matrix_get_cell (matrix, label, k),
                            json_array_get_double_element (row, k), TOLERANCE);
          sum += json_array_get_double_element (row, k);
        }
      test_assert_near (limen_matrix_get_true (matrix, label), sum, TOLERANCE);
    }
  check_tally (limen_matrix_get_none (matrix), expected, "none");
  check_tally (limen_matrix_get_several_above (matrix), expected,
               "several-above");
  test_assert_near (limen_matrix_get_accuracy (matrix),
                    get_number (expected, "accuracy"), TOLERANCE);
  test_assert_near (limen_matrix_get_balanced_accuracy (matrix),
                    get_number (expected, "balanced-accuracy"), TOLERANCE);
  test_assert_near (limen_matrix_get_mcc (matrix),
                    get_number (expected, "mcc"), TOLERANCE);
  test_assert_near (limen_matrix_get_kappa (matrix),
                    get_number (expected, "kappa"), TOLERANCE);
}

static void
check_same (LimenAverages a, LimenAverages b)
{
  test_assert_near (a.macro, b.macro, 0);
  test_assert_near (a.micro, b.micro, 0);
  test_assert_near (a.weighted, b.weighted, 0);
  g_assert_cmpuint (a.n_undefined, ==, b.n_undefined);
}

static void
check_rule (const Case *self, JsonObject *expected)
{
  gsize n = self->predictions.n_classes;
  g_autofree LimenConfusion *confusions = g_new (LimenConfusion, n);
  LimenMetric kappa = { LIMEN_METRIC_KAPPA, 1 };
  LimenDecisionRule rule;
  LimenMatrix *matrix;

  g_assert_true (limen_decision_rule_parse (
      json_object_get_string_member (expected, "rule"), &rule));
  check_decisions (self, rule, expected);
  matrix = limen_matrix_new (&self->predictions, self->thresholds, rule);
  check_matrix (matrix, expected);
  for (gsize k = 0; k < n; k++)
    confusions[k] = limen_matrix_get_confusion (matrix, k);
  check_averages (confusions, n,
                  json_object_get_object_member (expected, "averages"));
  check_same (
      limen_averages_of_matrix (kappa, matrix, LIMEN_COSTS_DEFAULT),
      limen_averages_compute (kappa, confusions, n, LIMEN_COSTS_DEFAULT));
  limen_matrix_free (matrix);
}

static void
check_rules (const Case *self)
{
  JsonArray *rules = json_object_get_array_member (self->object, "by-rule");

  g_assert_cmpuint (json_array_get_length (rules), ==, LIMEN_N_DECISION_RULES);
  for (guint i = 0; i < json_array_get_length (rules); i++)
    check_rule (self, json_array_get_object_element (rules, i));
}

static void
test_matrices (void)
{
  g_assert_cmpuint (for_each_case ("multiclass", check_rules), >=, 90);
}

static void
check_top_k (const Case *self)
{
  JsonObject *expected = json_object_get_object_member (self->object, "top-k");
  double accuracies[N_TOP];

  g_assert_true (limen_top_k_accuracies (&self->predictions, N_TOP, accuracies));
  test_assert_near (accuracies[0], get_number (expected, "1"), TOLERANCE);
  test_assert_near (accuracies[1], get_number (expected, "2"), TOLERANCE);
  test_assert_near (accuracies[2], get_number (expected, "3"), TOLERANCE);
  test_assert_near (accuracies[4], get_number (expected, "5"), TOLERANCE);
}

static void
test_top_k (void)
{
  g_assert_cmpuint (for_each_case ("multiclass", check_top_k), >=, 90);
}

static void
check_auc (const Case *self)
{
  JsonObject *expected
      = json_object_get_object_member (self->object, "roc-auc");
  gsize n = self->predictions.n_classes;
  g_autofree double *values = g_new (double, n);
  g_autofree double *supports = g_new (double, n);
  LimenAverages averages;

  for (gsize k = 0; k < n; k++)
    {
      LimenPredictions class = limen_predictions_get_class (&self->predictions,
                                                            k);
      LimenSweep *sweep
          = limen_sweep_new (class.scores[0], class.labels, class.positive,
                             class.weights, class.n_rows);

      values[k] = limen_ranking_compute (sweep).roc_auc;
      supports[k] = limen_sweep_get_positives (sweep);
      limen_sweep_free (sweep);
    }
  averages = limen_averages_of_values (values, supports, n);
  g_assert_true (isnan (averages.micro));
  /* scikit-learn fails if a class has no rows */
  if (isnan (get_number (expected, "macro")))
    {
      g_assert_cmpuint (averages.n_undefined, >, 0);
      return;
    }
  g_assert_cmpuint (averages.n_undefined, ==, 0);
  test_assert_near (averages.macro, get_number (expected, "macro"), TOLERANCE);
  test_assert_near (averages.weighted, get_number (expected, "weighted"),
                    TOLERANCE);
}

static void
test_auc (void)
{
  g_assert_cmpuint (for_each_case ("multiclass", check_auc), >=, 90);
}

static void
check_multilabel (const Case *self)
{
  gsize n = self->predictions.n_scores;
  g_autofree LimenConfusion *confusions = g_new (LimenConfusion, n);
  LimenMultilabel found = limen_multilabel_compute (
      &self->predictions, self->thresholds, confusions);

  test_assert_near (found.subset_accuracy,
                    get_number (self->object, "subset-accuracy"), TOLERANCE);
  test_assert_near (found.hamming_loss,
                    get_number (self->object, "hamming-loss"), TOLERANCE);
  check_averages (confusions, n,
                  json_object_get_object_member (self->object, "averages"));
}

static void
test_multilabel (void)
{
  g_assert_cmpuint (for_each_case ("multilabel", check_multilabel), >=, 40);
}

/* Nothing is defined without rows, and nothing crashes. */
static void
test_empty (void)
{
  LimenPredictions predictions
      = { .task = LIMEN_TASK_MULTICLASS,
          .n_classes = 3,
          .n_scores = 3,
          .labels = (guint16[]){ 0 },
          .truths = (guint16 *[]){ NULL, NULL, NULL },
          .scores = (double *[]){ NULL, NULL, NULL } };
  double thresholds[] = { 0.5, 0.5, 0.5 }, top[2];
  LimenMatrix *matrix
      = limen_matrix_new (&predictions, thresholds, LIMEN_DECISION_ARGMAX);
  LimenMultilabel multilabel
      = limen_multilabel_compute (&predictions, thresholds, NULL);
  LimenAverages averages = limen_averages_of_matrix (
      (LimenMetric){ LIMEN_METRIC_F1, 1 }, matrix, LIMEN_COSTS_DEFAULT);

  g_assert_true (isnan (limen_matrix_get_accuracy (matrix)));
  g_assert_true (isnan (limen_matrix_get_balanced_accuracy (matrix)));
  g_assert_true (isnan (limen_matrix_get_mcc (matrix)));
  g_assert_true (isnan (limen_matrix_get_kappa (matrix)));
  g_assert_true (isnan (averages.macro));
  g_assert_true (isnan (averages.micro));
  g_assert_true (isnan (averages.weighted));
  g_assert_cmpuint (averages.n_undefined, ==, 3);
  g_assert_true (isnan (multilabel.subset_accuracy));
  g_assert_true (isnan (multilabel.hamming_loss));
  g_assert_true (limen_top_k_accuracies (&predictions, 2, top));
  g_assert_true (isnan (top[0]));
  g_assert_true (isnan (top[1]));
  limen_matrix_free (matrix);
}

/* Weights with inexact sums: cells without rows are exactly 0, and perfect
 * decisions exactly 1. */
static void
test_exact_zeros (void)
{
  enum
  {
    N_ROWS = 1000
  };
  static double a[N_ROWS], b[N_ROWS], weights[N_ROWS];
  static guint16 labels[N_ROWS];
  LimenPredictions predictions = { .task = LIMEN_TASK_MULTICLASS,
                                   .n_rows = N_ROWS,
                                   .n_classes = 2,
                                   .n_scores = 2,
                                   .labels = labels,
                                   .weights = weights,
                                   .scores = (double *[]){ a, b } };
  LimenMatrix *matrix;

  for (int i = 0; i < N_ROWS; i++)
    {
      labels[i] = g_test_rand_bit ();
      a[i] = labels[i] ? 0.25 : 0.75;
      b[i] = 1 - a[i];
      weights[i] = g_test_rand_double ();
    }
  matrix = limen_matrix_new (&predictions, NULL, LIMEN_DECISION_ARGMAX);
  g_assert_cmpfloat (limen_matrix_get_accuracy (matrix), ==, 1);
  g_assert_cmpfloat (limen_matrix_get_confusion (matrix, 0).fp, ==, 0);
  g_assert_cmpfloat (limen_matrix_get_confusion (matrix, 0).fn, ==, 0);
  limen_matrix_free (matrix);
  for (int i = 0; i < N_ROWS; i++)
    b[i] = 0; /* all rows are decided for the first class */
  matrix = limen_matrix_new (&predictions, NULL, LIMEN_DECISION_ARGMAX);
  g_assert_cmpfloat (limen_matrix_get_mcc (matrix), ==, 0);
  g_assert_cmpfloat (limen_matrix_get_confusion (matrix, 0).tn, ==, 0);
  g_assert_cmpfloat (limen_matrix_get_confusion (matrix, 1).fp, ==, 0);
  limen_matrix_free (matrix);
  for (int i = 0; i < N_ROWS; i++)
    labels[i] = 0; /* and belong to it */
  matrix = limen_matrix_new (&predictions, NULL, LIMEN_DECISION_ARGMAX);
  g_assert_cmpfloat (limen_matrix_get_mcc (matrix), ==, 0);
  g_assert_cmpfloat (limen_matrix_get_kappa (matrix), ==, 0);
  limen_matrix_free (matrix);
}

/* Ranks counted directly, with more rows than a chunk, and ties. */
static void
test_many_top_k (void)
{
  enum
  {
    N_ROWS = 5000,
    N_CLASSES = 7
  };
  static double columns[N_CLASSES][N_ROWS];
  static guint16 labels[N_ROWS];
  double *scores[N_CLASSES], expected[N_CLASSES] = { 0 }, found[N_CLASSES];
  LimenPredictions predictions = { .task = LIMEN_TASK_MULTICLASS,
                                   .n_rows = N_ROWS,
                                   .n_classes = N_CLASSES,
                                   .n_scores = N_CLASSES,
                                   .labels = labels,
                                   .scores = scores };

  for (int k = 0; k < N_CLASSES; k++)
    {
      scores[k] = columns[k];
      for (int i = 0; i < N_ROWS; i++)
        columns[k][i] = g_test_rand_int_range (0, 9) / 8.0;
    }
  for (int i = 0; i < N_ROWS; i++)
    {
      int label = g_test_rand_int_range (0, N_CLASSES), rank = 0;

      labels[i] = (guint16) label;
      for (int k = 0; k < N_CLASSES; k++)
        rank += columns[k][i] > columns[label][i]
                || (k > label && columns[k][i] == columns[label][i]);
      for (int k = rank; k < N_CLASSES; k++)
        expected[k]++;
    }
  g_assert_true (limen_top_k_accuracies (&predictions, N_CLASSES, found));
  for (int k = 0; k < N_CLASSES; k++)
    g_assert_cmpfloat (found[k], ==, expected[k] / N_ROWS);
}

static void
test_top_label (void)
{
  double scores[] = { 0.5, 0.75, 0.25 };
  LimenPredictions predictions = { .task = LIMEN_TASK_TOP_LABEL,
                                   .n_rows = 3,
                                   .n_classes = 4,
                                   .n_scores = 1,
                                   .labels = (guint16[]){ 3, 1, 2 },
                                   .predicted = (guint16[]){ 3, 2, 2 },
                                   .scores = (double *[]){ scores } };
  double accuracies[3];

  g_assert_true (limen_top_k_accuracies (&predictions, 3, accuracies));
  test_assert_near (accuracies[0], 2 / 3.0, TOLERANCE);
  g_assert_true (isnan (accuracies[1]));
  g_assert_true (isnan (accuracies[2]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/averages/matrices", test_matrices);
  g_test_add_func ("/averages/top-k", test_top_k);
  g_test_add_func ("/averages/many-top-k", test_many_top_k);
  g_test_add_func ("/averages/auc", test_auc);
  g_test_add_func ("/averages/multilabel", test_multilabel);
  g_test_add_func ("/averages/empty", test_empty);
  g_test_add_func ("/averages/exact-zeros", test_exact_zeros);
  g_test_add_func ("/averages/top-label", test_top_label);
  return g_test_run ();
}
