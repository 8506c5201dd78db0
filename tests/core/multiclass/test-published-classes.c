/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "averages.h"
#include "matrix.h"
#include "pairwise-auc.h"
#include "ranking.h"
#include "support.h"

/* A published multiclass case: labels, and decisions or scores. */
typedef struct
{
  JsonObject *data, *options;
  const char *figure;
  gsize n_rows, n_classes;
  guint16 *labels;
  double **scores; /* n_classes columns */
} Published;

/* Whole numbers are class indices; letters count from "a". */
static guint16
read_class (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return (guint16) (json_node_get_value_type (node) == G_TYPE_STRING
                        ? json_node_get_string (node)[0] - 'a'
                        : json_node_get_int (node));
}

static gsize
count_classes (JsonArray *array)
{
  gsize n = 0;

  for (guint i = 0; i < json_array_get_length (array); i++)
    n = MAX (n, read_class (array, i) + 1u);
  return n;
}

static void
read_rows (Published *self)
{
  JsonArray *labels = json_object_get_array_member (self->data, "labels");
  gboolean is_decided = json_object_has_member (self->data, "pred");
  JsonArray *rows = json_object_get_array_member (self->data, is_decided
                                                                  ? "pred"
                                                                  : "probs");

  self->n_rows = json_array_get_length (labels);
  self->n_classes
      = is_decided ? MAX (count_classes (labels), count_classes (rows))
                   : json_array_get_length (
                       json_array_get_array_element (rows, 0));
  self->labels = g_new (guint16, self->n_rows);
  self->scores = g_new (double *, self->n_classes);
  for (gsize k = 0; k < self->n_classes; k++)
    self->scores[k] = g_new0 (double, self->n_rows);
  for (guint i = 0; i < self->n_rows; i++)
    {
      self->labels[i] = read_class (labels, i);
      if (is_decided)
        self->scores[read_class (rows, i)][i] = 1;
      else
        for (guint k = 0; k < self->n_classes; k++)
          self->scores[k][i] = json_array_get_double_element (
              json_array_get_array_element (rows, i), k);
    }
}

static void
clear (Published *self)
{
  for (gsize k = 0; k < self->n_classes; k++)
    g_free (self->scores[k]);
  g_free (self->scores);
  g_free (self->labels);
}

static LimenPredictions
get_predictions (const Published *self)
{
  return (LimenPredictions){ .task = LIMEN_TASK_MULTICLASS,
                             .kind = LIMEN_KIND_PROBABILITY,
                             .n_rows = self->n_rows,
                             .n_classes = self->n_classes,
                             .n_scores = self->n_classes,
                             .labels = self->labels,
                             .scores = self->scores };
}

static LimenMatrix *
new_matrix (const Published *self)
{
  LimenPredictions predictions = get_predictions (self);

  return limen_matrix_new (&predictions, NULL, LIMEN_DECISION_ARGMAX);
}

static void
check_matrix (const LimenMatrix *matrix, JsonArray *rows)
{
  for (guint i = 0; i < json_array_get_length (rows); i++)
    for (guint j = 0; j < json_array_get_length (rows); j++)
      g_assert_cmpfloat (limen_matrix_get_cell (matrix, i, j), ==,
                         json_array_get_double_element (
                             json_array_get_array_element (rows, i), j));
}

static gboolean
get_of_matrix (const Published *self, const LimenMatrix *matrix, double *value)
{
  const char *weights = json_object_get_string_member_with_default (
      self->options, "weights", NULL);

  if (g_str_equal (self->figure, "mcc"))
    *value = limen_matrix_get_mcc (matrix);
  else if (g_str_equal (self->figure, "balanced_accuracy"))
    *value = limen_matrix_get_balanced_accuracy (matrix);
  else if (g_str_equal (self->figure, "kappa") && weights == NULL)
    *value = limen_matrix_get_kappa (matrix);
  else if (g_str_equal (self->figure, "kappa"))
    *value = limen_matrix_get_weighted_kappa (
        matrix, g_str_equal (weights, "linear") ? LIMEN_KAPPA_LINEAR
                                                : LIMEN_KAPPA_QUADRATIC);
  else
    return FALSE;
  return TRUE;
}

/* One-vs-one results; FALSE if there is no such figure. */
static gboolean
get_of_pairs (const Published *self, double *value)
{
  LimenPredictions predictions = get_predictions (self);
  LimenPairwiseAuc auc;

  if (!g_str_equal (self->figure, "roc_auc_ovo")
      && !g_str_equal (self->figure, "roc_auc_hand_till"))
    return FALSE;
  g_assert_true (limen_pairwise_auc_compute (&predictions, &auc));
  *value = g_strcmp0 (json_object_get_string_member_with_default (
                          self->options, "average", "macro"),
                      "weighted")
                   == 0
               ? auc.weighted
               : auc.macro;
  return TRUE;
}

/* One-vs-rest results; FALSE if there is no such figure. */
static gboolean
fill_values (const Published *self, const LimenMatrix *matrix, double *values)
{
  LimenMetric metric = { LIMEN_METRIC_FBETA, 1 };

  if (g_str_equal (self->figure, "fbeta"))
    metric.beta = json_object_get_double_member (self->options, "beta");
  else if (!limen_metric_parse (self->figure, &metric))
    return FALSE;
  for (gsize k = 0; k < self->n_classes; k++)
    values[k] = limen_metric_value (metric,
                                    limen_matrix_get_confusion (matrix, k),
                                    LIMEN_COSTS_DEFAULT);
  return TRUE;
}

static gboolean
rank_classes (const Published *self, double *values)
{
  gboolean is_auc = g_str_equal (self->figure, "roc_auc_ovr");

  if (!is_auc && !g_str_equal (self->figure, "average_precision"))
    return FALSE;
  for (gsize k = 0; k < self->n_classes; k++)
    {
      LimenSweep *sweep = limen_sweep_new (self->scores[k], self->labels,
                                           (guint16) k, NULL, self->n_rows);
      LimenRanking ranking = limen_ranking_compute (sweep);

      values[k] = is_auc ? ranking.roc_auc : ranking.average_precision;
      limen_sweep_free (sweep);
    }
  return TRUE;
}

/* Micro averages over pairs of a row and a class. */
static double
rank_micro (const Published *self)
{
  gsize n = self->n_rows * self->n_classes;
  g_autofree double *scores = g_new (double, n);
  g_autofree guint16 *truths = g_new (guint16, n);
  LimenSweep *sweep;
  double auc;

  for (gsize i = 0; i < n; i++)
    {
      scores[i] = self->scores[i % self->n_classes][i / self->n_classes];
      truths[i] = self->labels[i / self->n_classes] == i % self->n_classes;
    }
  sweep = limen_sweep_new (scores, truths, 1, NULL, n);
  auc = limen_ranking_compute (sweep).roc_auc;
  limen_sweep_free (sweep);
  return auc;
}

/* A class without rows is undefined in Limen; 0 or undefined in the source. */
static void
check_values (const double *values, JsonArray *expected, double tolerance)
{
  for (guint k = 0; k < json_array_get_length (expected); k++)
    if (!isnan (values[k]))
      test_assert_near (values[k], json_array_get_double_element (expected, k),
                        tolerance);
}

static double
get_average (const Published *self, const LimenMatrix *matrix,
             const double *values)
{
  g_autofree double *supports = g_new (double, self->n_classes);
  LimenAverages averages;
  const char *average = json_object_get_string_member_with_default (
      self->options, "average", "macro");

  for (gsize k = 0; k < self->n_classes; k++)
    supports[k] = limen_matrix_get_true (matrix, k);
  averages = limen_averages_of_values (values, supports, self->n_classes);
  return g_str_equal (average, "weighted") ? averages.weighted
                                           : averages.macro;
}

static gboolean
check_known (Published *self, const LimenMatrix *matrix, JsonNode *value,
             double tolerance)
{
  g_autofree double *values = g_new (double, self->n_classes);
  gboolean is_micro = g_strcmp0 (json_object_get_string_member_with_default (
                                     self->options, "average", NULL),
                                 "micro")
                      == 0;
  double found;

  if (g_str_equal (self->figure, "confusion"))
    {
      check_matrix (matrix, json_node_get_array (value));
      return TRUE;
    }
  if (!get_of_matrix (self, matrix, &found) && !get_of_pairs (self, &found))
    {
      if (!fill_values (self, matrix, values) && !rank_classes (self, values))
        return FALSE;
      if (JSON_NODE_HOLDS_ARRAY (value))
        {
          check_values (values, json_node_get_array (value), tolerance);
          return TRUE;
        }
      found = is_micro ? rank_micro (self)
                       : get_average (self, matrix, values);
    }
  test_assert_near (found, json_node_get_double (value), tolerance);
  return TRUE;
}

static gboolean
check (JsonObject *object)
{
  Published self
      = { .data = json_object_get_object_member (object, "data"),
          .options = json_object_get_object_member (object, "options"),
          .figure = json_object_get_string_member (object, "figure") };
  gboolean is_exact = json_object_has_member (object, "exact");
  LimenMatrix *matrix;
  gboolean is_known;

  read_rows (&self);
  matrix = new_matrix (&self);
  is_known = check_known (
      &self, matrix,
      json_object_get_member (object, is_exact ? "exact" : "value"),
      is_exact ? 1e-12 : json_object_get_double_member (object, "tolerance"));
  limen_matrix_free (matrix);
  clear (&self);
  return is_known;
}

static void
test_classes (void)
{
  test_check_published ("published-classes", check);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/published-classes/all", test_classes);
  return g_test_run ();
}
