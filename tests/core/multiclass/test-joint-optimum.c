/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "joint.h"
#include "joint-file.h"
#include "support.h"

/* Tolerance of an optimum, including rounding. */
#define TOLERANCE 3e-12

static double
get_value (const JointFile *self, const double *thresholds,
           LimenDecisionRule rule)
{
  LimenMatrix *matrix
      = limen_matrix_new (&self->predictions, thresholds, rule);
  double value = limen_joint_value (&self->options, matrix);

  limen_matrix_free (matrix);
  return value;
}

/* Returns the approximate critical threshold of a row for a class. */
static double
get_critical (const JointFile *self, const double *thresholds, gsize class,
              gsize row)
{
  double other = 0;

  for (gsize k = 0; k < self->predictions.n_classes; k++)
    if (k != class)
      other = fmax (other, self->columns[k][row] / thresholds[k]);
  return self->columns[class][row] / other;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Lists a threshold for each distinct outcome: between adjacent critical
 * thresholds, unless these differ only by rounding, and beyond them. */
static GArray *
list_candidates (const JointFile *self, const double *thresholds, gsize class)
{
  g_autoptr (GArray) criticals = g_array_new (FALSE, FALSE, sizeof (double));
  GArray *list = g_array_new (FALSE, FALSE, sizeof (double));
  const double ends[] = { 1e-99, 1e99 };

  g_array_append_vals (criticals, ends, G_N_ELEMENTS (ends));
  for (gsize i = 0; i < self->predictions.n_rows; i++)
    {
      double critical = get_critical (self, thresholds, class, i);

      if (critical > ends[0] && critical < ends[1])
        g_array_append_val (criticals, critical);
    }
  g_array_sort (criticals, compare);
  for (guint i = 0; i + 1 < criticals->len; i++)
    {
      double low = g_array_index (criticals, double, i);
      double high = g_array_index (criticals, double, i + 1);
      double middle = sqrt (low) * sqrt (high);

      if (high > low * (1 + 1e-11))
        g_array_append_val (list, middle);
    }
  return list;
}

/* Returns the best value from changing a class's threshold alone. */
static double
get_best_alone (const JointFile *self, const double *thresholds, gsize class)
{
  g_autoptr (GArray) list = list_candidates (self, thresholds, class);
  double tried[MAX_JOINT_CLASSES], best = NAN;

  memcpy (tried, thresholds, sizeof tried);
  for (guint i = 0; i < list->len; i++)
    {
      double value;

      tried[class] = g_array_index (list, double, i);
      value = get_value (self, tried, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
      if (isnan (best) || joint_file_get_lead (self, value, best) > 0)
        best = value;
    }
  return best;
}

static void
check_result (const JointFile *self, const double *start,
              const double *thresholds, LimenJointResult result)
{
  g_assert_cmpfloat (
      result.value, ==,
      get_value (self, thresholds, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD));
  g_assert_cmpfloat (result.argmax_value, ==,
                     get_value (self, NULL, LIMEN_DECISION_ARGMAX));
  if (joint_file_has_all (self))
    g_assert_cmpfloat (
        joint_file_get_lead (self, result.value, result.argmax_value), >=, 0);
  if (start == NULL)
    {
      g_assert_true (isnan (result.start_value));
      return;
    }
  g_assert_cmpfloat (
      result.start_value, ==,
      get_value (self, start, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD));
  if (joint_file_has_all (self))
    g_assert_cmpfloat (
        joint_file_get_lead (self, result.value, result.start_value), >=, 0);
}

/* No single threshold can improve the result. */
static void
check_single_steps (const JointFile *self, const double *start,
                    gboolean is_normalized)
{
  double thresholds[MAX_JOINT_CLASSES];
  LimenJointResult result = joint_file_optimize (self, start, thresholds);

  check_result (self, start, thresholds, result);
  for (gsize k = 0; k < self->predictions.n_classes; k++)
    {
      double best;

      if (!joint_file_is_present (self, k))
        {
          g_assert_cmpfloat (thresholds[k], ==, INFINITY);
          continue;
        }
      best = get_best_alone (self, thresholds, k);
      g_assert_cmpfloat (thresholds[k], >, 0);
      if (is_normalized)
        g_assert_cmpfloat (thresholds[k], <, 1);
      g_assert_cmpfloat (joint_file_get_lead (self, best, result.value), <,
                         TOLERANCE);
    }
}

static void
test_single_steps (void)
{
  for (int i = 0; i < N_JOINT_FILES; i++)
    {
      JointFile file;
      double power = i % 2 == 0 ? JOINT_SCORES_USUAL : JOINT_SCORES_EXTREME;

      joint_file_draw (
          &file, (gsize) g_test_rand_int_range (2, MAX_JOINT_CLASSES + 1),
          power);
      check_single_steps (&file, g_test_rand_bit () ? file.start : NULL,
                          power == JOINT_SCORES_USUAL);
    }
}

/* Enough rows for several buckets, some of which are pruned. */
static void
test_many_rows (void)
{
  for (int i = 0; i < 12; i++)
    {
      JointFile file;

      joint_file_draw_rows (
          &file, (gsize) g_test_rand_int_range (200, MAX_JOINT_ROWS),
          (gsize) g_test_rand_int_range (3, MAX_JOINT_CLASSES + 1),
          JOINT_SCORES_USUAL);
      /* Informative scores. */
      for (gsize row = 0; row < file.predictions.n_rows; row++)
        file.columns[file.labels[row]][row] *= 1.5;
      check_single_steps (&file, file.start, TRUE);
    }
}

/* With two classes only the ratio of thresholds matters, so one step finds the
 * global optimum. */
static void
test_two_classes (void)
{
  for (int i = 0; i < N_JOINT_FILES; i++)
    {
      JointFile file;
      double thresholds[MAX_JOINT_CLASSES],
          equal[MAX_JOINT_CLASSES] = { 0.5, 0.5 };
      double value;

      joint_file_draw (&file, 2, JOINT_SCORES_USUAL);
      if (!joint_file_has_all (&file))
        continue;
      value = joint_file_optimize (&file, NULL, thresholds).value;
      test_assert_near (value, get_best_alone (&file, equal, 0), TOLERANCE);
      test_assert_near (value, get_best_alone (&file, equal, 1), TOLERANCE);
    }
}

/* Returns the global optimum of three classes, over all ratios of the first
 * two to the third. */
static double
get_best_of_all (const JointFile *self)
{
  double thresholds[MAX_JOINT_CLASSES] = { 0.5, 0.5, 0.5 }, best = NAN;
  GArray *list = g_array_new (FALSE, FALSE, sizeof (double));

  for (gsize i = 0; i < self->predictions.n_rows; i++)
    for (gsize k = 1; k < 3; k++)
      {
        double proportion = self->columns[0][i] / self->columns[k][i];
        double near[]
            = { proportion / 2 * (1 - 1e-9), proportion / 2 * (1 + 1e-9) };

        if (proportion > 1e-99 && proportion < 1e99)
          g_array_append_vals (list, near, 2);
      }
  g_array_append_val (list, thresholds[0]);
  for (guint i = 0; i < list->len; i++)
    {
      double value;

      thresholds[0] = g_array_index (list, double, i);
      value = get_best_alone (self, thresholds, 1);
      if (isnan (best) || joint_file_get_lead (self, value, best) > 0)
        best = value;
    }
  g_array_unref (list);
  return best;
}

/* A local optimum never beats the global one and usually finds it. */
static void
test_all_combinations (void)
{
  int n_reached = 0;
  const int n_files = 100;

  for (int i = 0; i < n_files; i++)
    {
      JointFile file;
      double thresholds[MAX_JOINT_CLASSES], lead;

      do
        joint_file_draw (&file, 3, JOINT_SCORES_USUAL);
      while (!joint_file_has_all (&file));
      lead = joint_file_get_lead (
          &file, joint_file_optimize (&file, NULL, thresholds).value,
          get_best_of_all (&file));
      n_reached += lead > -TOLERANCE;
    }
  g_test_message ("best of all in %d of %d files", n_reached, n_files);
  g_assert_cmpint (n_reached, >, n_files * 3 / 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/joint-optimum/single-steps", test_single_steps);
  g_test_add_func ("/joint-optimum/many-rows", test_many_rows);
  g_test_add_func ("/joint-optimum/two-classes", test_two_classes);
  g_test_add_func ("/joint-optimum/all-combinations", test_all_combinations);
  return g_test_run ();
}
