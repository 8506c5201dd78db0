/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "matrix.h"
#include "support.h"

#define N_FILES 300
#define MAX_CLASSES 9

static void
test_names (void)
{
  for (int i = 0; i < LIMEN_N_DECISION_RULES; i++)
    {
      LimenDecisionRule rule = LIMEN_N_DECISION_RULES;

      g_assert_true (
          limen_decision_rule_parse (limen_decision_rule_get_name (i), &rule));
      g_assert_cmpint (rule, ==, i);
      g_assert_cmpuint (strlen (limen_decision_rule_get_title (i)), >, 0);
    }
  g_assert_false (limen_decision_rule_parse (
      "Argmax", &(LimenDecisionRule){ LIMEN_DECISION_ARGMAX }));
  g_assert_cmpstr (
      limen_decision_rule_get_name (LIMEN_DECISION_ARGMAX_OVER_THRESHOLD), ==,
      "argmax-over-threshold");
}

/* A random file, sometimes longer than a block. */
typedef struct
{
  LimenPredictions predictions;
  double *scores[MAX_CLASSES];
  double thresholds[MAX_CLASSES];
} File;

static void
draw (File *self)
{
  gsize k = (gsize) g_test_rand_int_range (1, MAX_CLASSES + 1);
  gsize n = (gsize) g_test_rand_int_range (
      0, g_test_rand_int_range (0, 10) == 0 ? 3000 : 40);
  gboolean has_ties = g_test_rand_bit ();
  const double special[] = { 0, INFINITY, NAN, -0.5, 1e-300 };

  *self = (File){ .predictions = { .task = LIMEN_TASK_MULTICLASS,
                                   .n_rows = n,
                                   .n_classes = k,
                                   .n_scores = k,
                                   .scores = self->scores } };
  self->predictions.scores = self->scores;
  self->predictions.labels = g_new (guint16, n);
  for (gsize i = 0; i < n; i++)
    self->predictions.labels[i]
        = (guint16) g_test_rand_int_range (0, (gint32) k);
  for (gsize c = 0; c < k; c++)
    {
      self->thresholds[c] = g_test_rand_int_range (0, 6) == 0
                                ? special[g_test_rand_int_range (0, 5)]
                                : g_test_rand_int_range (1, 10) / 10.0;
      self->scores[c] = g_new (double, n);
      for (gsize i = 0; i < n; i++)
        self->scores[c][i] = has_ties ? g_test_rand_int_range (0, 8) / 10.0
                                      : g_test_rand_double ();
    }
}

static void
clear (File *self)
{
  g_free (self->predictions.labels);
  for (gsize k = 0; k < self->predictions.n_scores; k++)
    g_free (self->scores[k]);
}

/* Decides one row naively. */
static guint16
decide (const File *self, LimenDecisionRule rule, gsize row, guint *n_above)
{
  guint16 chosen = LIMEN_CLASS_NONE, first = LIMEN_CLASS_NONE;
  double best = -INFINITY;

  *n_above = 0;
  for (gsize k = 0; k < self->predictions.n_scores; k++)
    {
      double score = self->scores[k][row], threshold = self->thresholds[k];
      double value = score;

      if (score >= threshold)
        {
          ++*n_above;
          first = first == LIMEN_CLASS_NONE ? (guint16) k : first;
        }
      if (threshold == INFINITY)
        continue;
      if (rule == LIMEN_DECISION_ARGMAX_OVER_THRESHOLD)
        {
          if (isnan (threshold))
            continue;
          value = threshold > 0 ? score / threshold : score > 0 ? INFINITY : 0;
        }
      if (value > best)
        {
          best = value;
          chosen = (guint16) k;
        }
    }
  return rule == LIMEN_DECISION_FIRST_ABOVE ? first : chosen;
}

static void
check_rule (const File *self, LimenDecisionRule rule)
{
  gsize n_rows = self->predictions.n_rows;
  gsize first
      = n_rows > 0 ? (gsize) g_test_rand_int_range (0, (gint32) n_rows) : 0;
  gsize n = n_rows - first;
  g_autofree guint16 *decisions = g_new (guint16, n + 1);
  g_autofree guint16 *again = g_new (guint16, n + 1);
  g_autofree guint16 *n_above = g_new (guint16, n + 1);

  decisions[n] = n_above[n] = 12345;
  limen_decide (&self->predictions, self->thresholds, rule, first, n,
                decisions, n_above);
  limen_decide (&self->predictions, self->thresholds, rule, first, n, again,
                NULL);
  for (gsize i = 0; i < n; i++)
    {
      guint expected_above;

      g_assert_cmpuint (decisions[i], ==,
                        decide (self, rule, first + i, &expected_above));
      g_assert_cmpuint (n_above[i], ==, expected_above);
      g_assert_cmpuint (again[i], ==, decisions[i]);
    }
  g_assert_cmpuint (decisions[n], ==, 12345);
  g_assert_cmpuint (n_above[n], ==, 12345);
}

/* limen_decide_all() equals limen_decide() on parts. */
static void
check_all (const File *self, LimenDecisionRule rule)
{
  gsize n = self->predictions.n_rows;
  g_autofree guint16 *decisions = g_new (guint16, 2 * n + 1);
  g_autofree guint16 *n_above = g_new (guint16, 2 * n + 1);

  limen_decide (&self->predictions, self->thresholds, rule, 0, n, decisions,
                n_above);
  limen_decide_all (&self->predictions, self->thresholds, rule, decisions + n,
                    n_above + n);
  g_assert_cmpmem (decisions, n * sizeof *decisions, decisions + n,
                   n * sizeof *decisions);
  g_assert_cmpmem (n_above, n * sizeof *n_above, n_above + n,
                   n * sizeof *n_above);
  limen_decide_all (&self->predictions, self->thresholds, rule, decisions + n,
                    NULL);
  g_assert_cmpmem (decisions, n * sizeof *decisions, decisions + n,
                   n * sizeof *decisions);
}

/* Compares the matrix with a count row by row. */
static void
check_matrix (const File *self, LimenDecisionRule rule)
{
  gsize k = self->predictions.n_classes;
  LimenMatrix *matrix
      = limen_matrix_new (&self->predictions, self->thresholds, rule);
  g_autofree double *cells = g_new0 (double, k *(k + 1));
  gsize n_none = 0, n_several = 0;

  g_assert_nonnull (matrix);
  for (gsize i = 0; i < self->predictions.n_rows; i++)
    {
      guint n_above;
      guint16 decision = decide (self, rule, i, &n_above);

      n_none += decision == LIMEN_CLASS_NONE;
      n_several += n_above > 1;
      cells[self->predictions.labels[i] * (k + 1)
            + (decision == LIMEN_CLASS_NONE ? k : decision)]++;
    }
  g_assert_cmpuint (limen_matrix_get_n_classes (matrix), ==, k);
  g_assert_cmpuint (limen_matrix_get_all (matrix).n_rows, ==,
                    self->predictions.n_rows);
  g_assert_cmpuint (limen_matrix_get_none (matrix).n_rows, ==, n_none);
  g_assert_cmpfloat (limen_matrix_get_none (matrix).weight, ==,
                     (double) n_none);
  g_assert_cmpuint (limen_matrix_get_several_above (matrix).n_rows, ==,
                    n_several);
  for (gsize label = 0; label < k; label++)
    for (gsize c = 0; c <= k; c++)
      g_assert_cmpfloat (
          limen_matrix_get_cell (matrix, label, c < k ? c : LIMEN_CLASS_NONE),
          ==, cells[label * (k + 1) + c]);
  limen_matrix_free (matrix);
}

static void
test_brute_force (void)
{
  for (int i = 0; i < N_FILES; i++)
    {
      File file;

      draw (&file);
      for (int rule = 0; rule < LIMEN_N_DECISION_RULES; rule++)
        {
          check_rule (&file, rule);
          check_all (&file, rule);
          check_matrix (&file, rule);
        }
      clear (&file);
    }
}

/* A threshold of +inf excludes a class, one of 0 prefers it wherever its score
 * is positive; ties go to the lower index. */
static void
test_edges (void)
{
  double a[] = { 0.6, 0.25, 0, 0 };
  double b[] = { 0.3, 0.5, 1, 0 };
  LimenPredictions predictions = { .task = LIMEN_TASK_MULTICLASS,
                                   .n_rows = 4,
                                   .n_classes = 2,
                                   .n_scores = 2,
                                   .scores = (double *[]){ a, b } };
  const struct
  {
    double thresholds[2];
    guint16 decisions[4];
  } cases[] = {
    { { 0.5, 0.25 }, { 0, 1, 1, 0 } },
    { { 0.25, 0.5 }, { 0, 0, 1, 0 } },
    { { 0, 0.25 }, { 0, 0, 1, 0 } },
    { { 0.25, 0 }, { 1, 1, 1, 0 } },
    { { 0, 0 }, { 0, 0, 1, 0 } },
    { { INFINITY, 0.25 }, { 1, 1, 1, 1 } },
    { { INFINITY, INFINITY },
      { LIMEN_CLASS_NONE, LIMEN_CLASS_NONE, LIMEN_CLASS_NONE,
        LIMEN_CLASS_NONE } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint16 decisions[4];

      limen_decide (&predictions, cases[i].thresholds,
                    LIMEN_DECISION_ARGMAX_OVER_THRESHOLD, 0, 4, decisions,
                    NULL);
      for (int j = 0; j < 4; j++)
        g_assert_cmpuint (decisions[j], ==, cases[i].decisions[j]);
    }
}

/* Without thresholds, argmax, and no class is above. */
static void
test_no_thresholds (void)
{
  double a[] = { 0.6, 0.5, 0.1 }, b[] = { 0.4, 0.5, 0.9 };
  guint16 labels[] = { 0, 1, 1 }, decisions[3], n_above[3] = { 7, 7, 7 };
  LimenPredictions predictions = { .task = LIMEN_TASK_MULTICLASS,
                                   .n_rows = 3,
                                   .n_classes = 2,
                                   .n_scores = 2,
                                   .labels = labels,
                                   .scores = (double *[]){ a, b } };
  LimenMatrix *matrix;

  limen_decide (&predictions, NULL, LIMEN_DECISION_ARGMAX, 0, 3, decisions,
                n_above);
  g_assert_cmpuint (decisions[0], ==, 0);
  g_assert_cmpuint (decisions[1], ==, 0);
  g_assert_cmpuint (decisions[2], ==, 1);
  g_assert_cmpuint (n_above[1], ==, 0);
  matrix = limen_matrix_new (&predictions, NULL, LIMEN_DECISION_ARGMAX);
  g_assert_cmpuint (limen_matrix_get_several_above (matrix).n_rows, ==, 0);
  g_assert_cmpfloat (limen_matrix_get_cell (matrix, 1, 0), ==, 1);
  limen_matrix_free (matrix);
}

/* Top label: one score per row, of the predicted class. */
static void
test_top_label (void)
{
  double scores[] = { 0.9, 0.3, 0.5, 0.5 };
  guint16 predicted[] = { 2, 0, 1, 2 }, labels[] = { 2, 1, 1, 0 };
  double thresholds[] = { 0.2, 0.6, 0.5 };
  double weights[] = { 0.5, 2, 0.25, 1 };
  LimenPredictions predictions = { .task = LIMEN_TASK_TOP_LABEL,
                                   .n_rows = 4,
                                   .n_classes = 3,
                                   .n_scores = 1,
                                   .labels = labels,
                                   .predicted = predicted,
                                   .weights = weights,
                                   .scores = (double *[]){ scores } };
  const guint16 above[] = { 2, 0, LIMEN_CLASS_NONE, 2 };
  LimenMatrix *matrix;

  for (int rule = 0; rule < LIMEN_N_DECISION_RULES; rule++)
    {
      guint16 decisions[4], n_above[4];

      limen_decide (&predictions, thresholds, rule, 0, 4, decisions, n_above);
      for (int i = 0; i < 4; i++)
        {
          g_assert_cmpuint (decisions[i], ==,
                            rule == LIMEN_DECISION_FIRST_ABOVE ? above[i]
                                                               : predicted[i]);
          g_assert_cmpuint (n_above[i], ==, i != 2);
        }
    }
  matrix = limen_matrix_new (&predictions, thresholds,
                             LIMEN_DECISION_FIRST_ABOVE);
  g_assert_cmpfloat (limen_matrix_get_cell (matrix, 1, LIMEN_CLASS_NONE), ==,
                     0.25);
  g_assert_cmpfloat (limen_matrix_get_cell (matrix, 0, 2), ==, 1);
  g_assert_cmpfloat (limen_matrix_get_none (matrix).weight, ==, 0.25);
  g_assert_cmpfloat (limen_matrix_get_all (matrix).weight, ==, 3.75);
  limen_matrix_free (matrix);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decision/names", test_names);
  g_test_add_func ("/decision/brute-force", test_brute_force);
  g_test_add_func ("/decision/edges", test_edges);
  g_test_add_func ("/decision/no-thresholds", test_no_thresholds);
  g_test_add_func ("/decision/top-label", test_top_label);
  return g_test_run ();
}
