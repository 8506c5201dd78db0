/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "binary-losses.h"
#include "computed.h"
#include "link.h"
#include "loss-focal.h"
#include "loss-multiclass.h"
#include "loss-regression.h"
#include "support.h"

/* Relative tolerance. */
#define TOLERANCE 1e-12

static double *
get_numbers (JsonObject *object, const char *name)
{
  JsonArray *array;
  double *numbers;

  if (json_object_get_null_member (object, name))
    return NULL;
  array = json_object_get_array_member (object, name);
  numbers = g_new (double, json_array_get_length (array));
  for (guint i = 0; i < json_array_get_length (array); i++)
    numbers[i] = json_array_get_double_element (array, i);
  return numbers;
}

static guint16 *
get_labels (JsonObject *object, gsize *n)
{
  JsonArray *array = json_object_get_array_member (object, "labels");
  guint16 *labels;

  *n = json_array_get_length (array);
  labels = g_new (guint16, *n);
  for (guint i = 0; i < *n; i++)
    labels[i] = (guint16) json_array_get_int_element (array, i);
  return labels;
}

/* Columns of numbers; free with free_columns(). */
static double **
get_columns (JsonObject *object, const char *name, gsize *n)
{
  JsonArray *array = json_object_get_array_member (object, name);
  double **columns;

  *n = json_array_get_length (array);
  columns = g_new (double *, *n);
  for (guint k = 0; k < *n; k++)
    {
      JsonArray *column = json_array_get_array_element (array, k);

      columns[k] = g_new (double, json_array_get_length (column));
      for (guint i = 0; i < json_array_get_length (column); i++)
        columns[k][i] = json_array_get_double_element (column, i);
    }
  return columns;
}

static void
free_columns (double **columns, gsize n)
{
  for (gsize k = 0; k < n; k++)
    g_free (columns[k]);
  g_free (columns);
}

static void
check_value (JsonObject *losses, const char *key, double value)
{
  double expected = json_object_get_double_member (losses, key);

  g_assert_true (json_object_has_member (losses, key));
  if (!(fabs (value - expected) <= TOLERANCE * fabs (expected)
        || fabs (value - expected) <= 1e-15))
    g_error ("%s is %.17g, expected %.17g", key, value, expected);
}

static void
check_loss (JsonObject *losses, const char *key, LimenLoss loss)
{
  g_autofree char *sum_key = g_strconcat (key, "-sum", NULL);

  check_value (losses, key, loss.mean);
  if (json_object_has_member (losses, sum_key))
    check_value (losses, sum_key, loss.sum);
}

static LimenFocalOptions
get_focal_options (JsonObject *object)
{
  return (LimenFocalOptions){
    .gamma = json_object_get_double_member (object, "gamma"),
    .alpha = json_object_get_double_member_with_default (object, "alpha", -1),
  };
}

static void
check_focal_of_classes (JsonObject *object,
                        const LimenPredictions *predictions,
                        const double *class_weights, double **targets)
{
  JsonObject *losses = json_object_get_object_member (object, "losses");
  LimenFocalOptions options = get_focal_options (object);
  LimenFocalLoss hard, soft;

  options.class_weights = class_weights;
  hard = limen_loss_focal (predictions, &options);
  soft = limen_loss_focal_soft (predictions, (const double *const *) targets,
                                &options);
  check_value (losses, "focal", hard.by_weight);
  check_value (losses, "focal-sum", hard.sum);
  check_value (losses, "focal-soft", soft.by_weight);
  check_value (losses, "focal-soft-sum", soft.sum);
}

static void
check_multiclass (JsonObject *object)
{
  JsonObject *losses = json_object_get_object_member (object, "losses");
  gsize n_classes, n_rows, n_targets;
  double **scores = get_columns (object, "scores", &n_classes);
  double **targets = get_columns (object, "targets", &n_targets);
  g_autofree guint16 *labels = get_labels (object, &n_rows);
  g_autofree double *class_weights = get_numbers (object, "class-weights");
  LimenPredictions predictions = { .task = LIMEN_TASK_MULTICLASS,
                                   .n_rows = n_rows,
                                   .n_classes = n_classes,
                                   .n_scores = n_classes,
                                   .labels = labels,
                                   .scores = scores };
  LimenCrossEntropyOptions options = {
    .class_weights = class_weights,
    .label_smoothing
    = json_object_get_double_member (object, "label-smoothing"),
  };
  LimenDice dice;

  g_assert_true (limen_kind_parse (
      json_object_get_string_member (object, "kind"), &predictions.kind));
  check_loss (losses, "cross-entropy",
              limen_loss_cross_entropy (&predictions, &options));
  /* The divergence from a one-hot target is the cross-entropy. */
  check_loss (losses, "kl", limen_loss_cross_entropy (&predictions, NULL));
  if (json_object_has_member (losses, "soft"))
    check_loss (losses, "soft",
                limen_loss_cross_entropy_soft (
                    &predictions, (const double *const *) targets, &options));
  check_value (losses, "brier",
               limen_loss_brier_multiclass (&predictions).mean);
  dice = computed_dice (&predictions, 0.5, NULL);
  check_value (losses, "dice", dice.plain);
  check_value (losses, "dice-squared", dice.squared);
  check_focal_of_classes (object, &predictions, class_weights, targets);
  free_columns (scores, n_classes);
  free_columns (targets, n_targets);
}

/* The means of scikit-learn beside those of PyTorch. */
static void
check_by_weight (JsonObject *losses, const LimenPredictions *predictions)
{
  LimenBinaryLosses all = limen_binary_losses_compute (predictions, 1, 0);

  check_value (losses, "bce", all.bce.mean);
  if (!json_object_has_member (losses, "bce-by-weight"))
    return;
  check_value (losses, "bce-by-weight", all.bce_by_weight);
  check_value (losses, "base-rate-by-weight", all.base_rate_by_weight);
}

/* Losses of probabilities equal those of logits, unless rounding makes a
 * probability 1. */
static void
check_focal (JsonObject *object, const LimenPredictions *probabilities,
             double *logits)
{
  JsonObject *losses = json_object_get_object_member (object, "losses");
  const LimenFocalOptions options = get_focal_options (object);
  LimenPredictions predictions = *probabilities;
  LimenFocalLoss loss;

  predictions.kind = LIMEN_KIND_LOGIT;
  predictions.scores = &logits;
  loss = limen_loss_focal (&predictions, &options);
  check_value (losses, "focal", loss.by_rows);
  check_value (losses, "focal-sum", loss.sum);
  for (gsize i = 0; i < predictions.n_rows; i++)
    if (fabs (logits[i]) > 15)
      return;
  test_assert_near (limen_loss_focal (probabilities, &options).sum, loss.sum,
                    1e-9);
}

/* Losses of soft labels. */
static void
check_soft (JsonObject *object, const LimenPredictions *probabilities,
            double *logits)
{
  JsonObject *losses = json_object_get_object_member (object, "losses");
  g_autofree double *targets = get_numbers (object, "targets");
  LimenPredictions predictions = *probabilities;
  LimenBinaryLosses all;

  predictions.labels = NULL;
  predictions.targets = &targets;
  all = limen_binary_losses_compute (&predictions, 1, 0.5);
  check_loss (losses, "soft-bce", all.bce);
  check_value (losses, "soft-brier-sum", all.brier.sum);
  check_value (losses, "soft-dice", all.dice.plain);
  check_value (losses, "soft-dice-squared", all.dice.squared);
  predictions.kind = LIMEN_KIND_LOGIT;
  predictions.scores = &logits;
  all = limen_binary_losses_compute (
      &predictions, json_object_get_double_member (object, "pos-weight"), 0);
  check_loss (losses, "soft-bce-with-logits", all.bce);
}

static void
check_binary (JsonObject *object)
{
  JsonObject *losses = json_object_get_object_member (object, "losses");
  gsize n;
  g_autofree guint16 *labels = get_labels (object, &n);
  g_autofree double *logits = get_numbers (object, "logits");
  g_autofree double *probabilities = get_numbers (object, "probabilities");
  g_autofree double *weights = get_numbers (object, "weights");
  LimenPredictions predictions = { .task = LIMEN_TASK_BINARY,
                                   .kind = LIMEN_KIND_PROBABILITY,
                                   .n_rows = n,
                                   .n_classes = 2,
                                   .n_scores = 1,
                                   .positive = 1,
                                   .labels = labels,
                                   .scores = &probabilities,
                                   .weights = weights };

  check_loss (losses, "bce-with-logits",
              test_bce (LIMEN_KIND_LOGIT, logits, labels, 1, weights, n,
                        json_object_get_double_member (object,
                                                       "pos-weight")));
  check_loss (losses, "bce", limen_loss_bce (&predictions, 1));
  check_by_weight (losses, &predictions);
  check_focal (object, &predictions, logits);
  check_soft (object, &predictions, logits);
}

static void
check_regression (JsonObject *object)
{
  JsonObject *losses = json_object_get_object_member (object, "losses");
  gsize n = json_array_get_length (
      json_object_get_array_member (object, "targets"));
  g_autofree double *predictions = get_numbers (object, "predictions");
  g_autofree double *targets = get_numbers (object, "targets");
  g_autofree double *variances = get_numbers (object, "variances");

  check_loss (losses, "mse",
              limen_loss_squared_error (predictions, targets, NULL, n));
  check_loss (losses, "gaussian",
              limen_loss_gaussian (predictions, targets, variances, NAN, NULL,
                                   n));
}

static void
check_all (gconstpointer data)
{
  static const struct
  {
    const char *name;
    void (*check) (JsonObject *);
    guint n_least;
  } kinds[] = { { "multiclass", check_multiclass, 150 },
                { "binary", check_binary, 50 },
                { "regression", check_regression, 20 } };
  g_autofree char *path = test_get_source_path ("reference/losses.json");
  g_autoptr (JsonNode) root = test_load_json (path);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      JsonArray *cases;

      if (!g_str_equal (kinds[i].name, data))
        continue;
      cases = json_object_get_array_member (json_node_get_object (root),
                                            kinds[i].name);
      g_assert_cmpuint (json_array_get_length (cases), >=, kinds[i].n_least);
      for (guint j = 0; j < json_array_get_length (cases); j++)
        {
          g_test_message ("%s %u", kinds[i].name, j);
          kinds[i].check (json_array_get_object_element (cases, j));
        }
    }
}

/* Two classes of logits 0 and x are one logit x; so are their losses. */
static void
test_two_classes (void)
{
  double zeros[3] = { 0, 0, 0 }, logits[3] = { -3.5, 0.25, 1000 };
  guint16 labels[3] = { 1, 0, 1 };
  double weights[3] = { 0.5, 2, 1 };
  LimenPredictions predictions = { .task = LIMEN_TASK_MULTICLASS,
                                   .kind = LIMEN_KIND_LOGIT,
                                   .n_rows = 3,
                                   .n_classes = 2,
                                   .n_scores = 2,
                                   .labels = labels,
                                   .weights = weights,
                                   .scores
                                   = (double *[]){ zeros, logits } };
  LimenBinaryLosses binary = test_binary_losses (
      LIMEN_KIND_LOGIT, logits, labels, 1, weights, 3, 0);

  test_assert_near (
      limen_loss_cross_entropy (&predictions, NULL).sum,
      test_bce (LIMEN_KIND_LOGIT, logits, labels, 1, weights, 3, 1).sum,
      TOLERANCE);
  test_assert_near (limen_loss_brier_multiclass (&predictions).mean,
                    2 * binary.brier.mean, TOLERANCE);
  test_assert_near (
      computed_base_rate (&predictions).sum,
      limen_loss_base_rate (labels, 1, weights, 3).sum, TOLERANCE);
  test_assert_near (limen_log10_likelihood_multiclass (&predictions),
                    binary.log10_likelihood, TOLERANCE);
}

/* -pos_weight log sigmoid (x) of a positive row, -log sigmoid (-x) of
 * another. */
static double
get_logit_loss (double logit, gboolean is_positive, double pos_weight)
{
  return is_positive ? -pos_weight * limen_log_sigmoid (logit)
                     : -limen_log_sigmoid (-logit);
}

/* Sums over many rows equal those of single rows. */
static void
test_rows (void)
{
  const gsize n = 70001;
  g_autofree double *logits = g_new (double, n);
  g_autofree double *probabilities = g_new (double, n);
  g_autofree double *weights = g_new (double, n);
  g_autofree guint16 *labels = g_new (guint16, n);
  const double pos_weight = 1e-9;
  long double sum = 0, sum_of_logits = 0;

  for (gsize i = 0; i < n; i++)
    {
      logits[i] = g_test_rand_double_range (-1000, 1000);
      probabilities[i] = i % 100 == 0 ? i % 200 / 100
                                      : g_test_rand_double_range (0, 1);
      weights[i] = g_test_rand_double_range (0, 2);
      labels[i] = (guint16) g_test_rand_int_range (0, 3);
      sum += weights[i]
             * limen_loss_bce_row (probabilities[i], labels[i] == 2);
      sum_of_logits += weights[i]
                       * get_logit_loss (logits[i], labels[i] == 2,
                                         pos_weight);
    }
  test_assert_near (
      test_bce (LIMEN_KIND_PROBABILITY, probabilities, labels, 2, weights, n,
                1)
              .sum
          / (double) sum,
      1, 1e-14);
  test_assert_near (test_bce (LIMEN_KIND_LOGIT, logits, labels, 2, weights, n,
                              pos_weight)
                            .sum
                        / (double) sum_of_logits,
                    1, 1e-14);
  test_assert_near (
      test_bce (LIMEN_KIND_LOGIT, logits, labels, 5, NULL, 1, 1).sum,
      get_logit_loss (logits[0], FALSE, 1), 1e-15);
  for (gsize i = 0; i < n; i++)
    labels[i] = 2;
  test_assert_near (
      test_bce (LIMEN_KIND_LOGIT, logits, labels, 2, NULL, n, pos_weight).sum
          / test_bce (LIMEN_KIND_LOGIT, logits, labels, 2, NULL, n, 1).sum,
      pos_weight, 1e-24);
  probabilities[n - 1] = nextafter (1, 2);
  g_assert_true (isnan (
      test_bce (LIMEN_KIND_PROBABILITY, probabilities, labels, 2, NULL, n, 1)
          .sum));
}

/* Focal loss with gamma 0 is binary cross-entropy; it is finite for extreme
 * logits, and logarithms of probabilities are clamped. */
static void
test_focal (void)
{
  double logits[] = { -1e6, 1e6, 1e-3, -0.25 };
  double probabilities[] = { 0, 1, 0.5, 0.125 };
  guint16 labels[] = { 1, 1, 0, 1 };
  double weights[] = { 0.5, 2, 1, 3 };
  LimenPredictions rows = { .task = LIMEN_TASK_BINARY,
                            .kind = LIMEN_KIND_LOGIT,
                            .n_rows = 4,
                            .n_classes = 2,
                            .n_scores = 1,
                            .positive = 1,
                            .labels = labels,
                            .weights = weights,
                            .scores = (double *[]){ logits } };
  LimenFocalOptions options = { .gamma = 0, .alpha = -1 };
  LimenBinaryLosses plain = limen_binary_losses_compute (&rows, 1, 0);
  LimenFocalLoss focal = limen_loss_focal (&rows, &options);

  test_assert_near (focal.by_rows, plain.bce.mean, TOLERANCE);
  test_assert_near (focal.by_weight, plain.bce_by_weight, TOLERANCE);
  options.gamma = 2;
  rows.n_rows = 2;
  g_assert_cmpfloat (limen_loss_focal (&rows, &options).sum, ==, 0.5e6);
  options.alpha = 0.25;
  g_assert_cmpfloat (limen_loss_focal (&rows, &options).sum, ==, 0.125e6);
  rows.scores = (double *[]){ probabilities };
  rows.kind = LIMEN_KIND_PROBABILITY;
  g_assert_cmpfloat (limen_loss_focal (&rows, &options).sum, ==, 12.5);
  rows.kind = LIMEN_KIND_SCORE;
  g_assert_true (isnan (limen_loss_focal (&rows, &options).sum));
}

/* Soft labels of 0 and 1 equal hard labels, for every kind of score. */
static void
test_hard_targets (void)
{
  static const LimenKind kinds[]
      = { LIMEN_KIND_PROBABILITY, LIMEN_KIND_LOGIT,
          LIMEN_KIND_LOG_PROBABILITY };
  static const double p[] = { 0, 1, 0.75, 0.125, 1e-300, 0.5 };
  guint16 labels[] = { 1, 1, 0, 1, 1, 0 };
  double targets[] = { 1, 1, 0, 1, 1, 0 };
  double weights[] = { 0.5, 2, 1, 3, 0, 0.25 };
  double scores[G_N_ELEMENTS (p)];

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      LimenPredictions rows = { .task = LIMEN_TASK_BINARY,
                                .kind = kinds[i],
                                .n_rows = G_N_ELEMENTS (p),
                                .n_classes = 2,
                                .n_scores = 1,
                                .positive = 1,
                                .labels = labels,
                                .weights = weights,
                                .scores = (double *[]){ scores } };
      LimenBinaryLosses hard, soft;

      for (gsize j = 0; j < G_N_ELEMENTS (p); j++)
        scores[j] = kinds[i] == LIMEN_KIND_PROBABILITY ? p[j]
                    : kinds[i] == LIMEN_KIND_LOGIT     ? 40 * p[j] - 30
                                                       : log (p[j]);
      hard = limen_binary_losses_compute (&rows, 2.5, 0.25);
      rows.labels = NULL;
      rows.targets = (double *[]){ targets };
      soft = limen_binary_losses_compute (&rows, 2.5, 0.25);
      test_assert_near (soft.bce.mean, hard.bce.mean, TOLERANCE);
      test_assert_near (soft.bce_by_weight, hard.bce_by_weight, TOLERANCE);
      test_assert_near (soft.brier.mean, hard.brier.mean, TOLERANCE);
      test_assert_near (soft.dice.plain, hard.dice.plain, TOLERANCE);
      test_assert_near (soft.dice.squared, hard.dice.squared, TOLERANCE);
      test_assert_near (soft.base_rate.sum, hard.base_rate.sum, TOLERANCE);
      test_assert_near (soft.log10_likelihood, hard.log10_likelihood,
                        TOLERANCE);
    }
  targets[0] = 0.5;
  scores[0] = 2;
  g_assert_true (isnan (limen_binary_losses_compute (
                            &(LimenPredictions){
                                .kind = LIMEN_KIND_PROBABILITY,
                                .n_rows = 1,
                                .scores = (double *[]){ scores },
                                .targets = (double *[]){ targets } },
                            1, 0)
                            .bce.sum));
}

/* More rows than a block, and the maximum number of classes. */
static void
test_blocks (void)
{
  const gsize n_classes = LIMEN_MAX_CLASSES, n_rows = 7;
  double **scores = g_new (double *, n_classes);
  guint16 labels[7] = { 0, 999, 500, 1, 2, 3, 999 };
  LimenPredictions predictions = { .task = LIMEN_TASK_MULTICLASS,
                                   .kind = LIMEN_KIND_LOGIT,
                                   .n_rows = n_rows,
                                   .n_classes = n_classes,
                                   .n_scores = n_classes,
                                   .labels = labels,
                                   .scores = scores };

  for (gsize k = 0; k < n_classes; k++)
    scores[k] = g_new0 (double, n_rows);
  test_assert_near (limen_loss_cross_entropy (&predictions, NULL).mean,
                    log ((double) n_classes), TOLERANCE);
  free_columns (scores, n_classes);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/losses/multiclass", "multiclass", check_all);
  g_test_add_data_func ("/losses/binary", "binary", check_all);
  g_test_add_data_func ("/losses/regression", "regression", check_all);
  g_test_add_func ("/losses/two-classes", test_two_classes);
  g_test_add_func ("/losses/rows", test_rows);
  g_test_add_func ("/losses/focal", test_focal);
  g_test_add_func ("/losses/hard-targets", test_hard_targets);
  g_test_add_func ("/losses/blocks", test_blocks);
  return g_test_run ();
}
