/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "joint.h"
#include "joint-file.h"
#include "support.h"

/* Counts decisions that change if scores, thresholds or both are rounded to
 * single precision. */
static gsize
count_flipped (const JointFile *self, const double *thresholds)
{
  static double singles[MAX_JOINT_CLASSES][MAX_JOINT_ROWS];
  double *scores[MAX_JOINT_CLASSES], rounded[MAX_JOINT_CLASSES];
  LimenPredictions narrow = self->predictions;
  gsize n = narrow.n_rows, n_flipped = 0;
  guint16 decisions[3][MAX_JOINT_ROWS];

  for (gsize k = 0; k < narrow.n_classes; k++)
    {
      rounded[k] = (float) thresholds[k];
      scores[k] = singles[k];
      for (gsize i = 0; i < n; i++)
        singles[k][i] = (float) self->columns[k][i];
    }
  limen_decide (&narrow, thresholds, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD, 0,
                n, decisions[0], NULL);
  narrow.scores = scores;
  limen_decide (&narrow, thresholds, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD, 0,
                n, decisions[1], NULL);
  limen_decide (&narrow, rounded, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD, 0, n,
                decisions[2], NULL);
  for (gsize i = 0; i < n; i++)
    n_flipped += decisions[1][i] != decisions[0][i]
                 || decisions[2][i] != decisions[0][i];
  return n_flipped;
}

/* Scores of one digit leave room for thresholds that decide the same in single
 * precision. */
static void
test_single_precision (void)
{
  for (int i = 0; i < N_JOINT_FILES; i++)
    {
      JointFile file;
      double thresholds[MAX_JOINT_CLASSES];

      joint_file_draw (
          &file, (gsize) g_test_rand_int_range (2, MAX_JOINT_CLASSES + 1),
          JOINT_SCORES_USUAL);
      for (gsize k = 0; k < file.predictions.n_classes; k++)
        for (gsize row = 0; row < file.predictions.n_rows; row++)
          file.columns[k][row] = g_test_rand_int_range (1, 10) / 10.0;
      joint_file_optimize (&file, NULL, thresholds);
      g_assert_cmpuint (count_flipped (&file, thresholds), ==, 0);
    }
}

/* No row is decided for a class without rows, even if all other scores are 0;
 * the other thresholds are as without that class. */
static void
test_absent_class (void)
{
  for (int i = 0; i < N_JOINT_FILES; i++)
    {
      JointFile file;
      double thresholds[MAX_JOINT_CLASSES], others[MAX_JOINT_CLASSES];
      guint16 decisions[MAX_JOINT_ROWS];
      LimenJointResult result;

      joint_file_draw (&file, 4, JOINT_SCORES_USUAL);
      for (gsize row = 0; row < file.predictions.n_rows; row++)
        file.labels[row] = MIN (file.labels[row], 2);
      file.columns[0][0] = file.columns[1][0] = file.columns[2][0] = 0;
      file.columns[3][0] = 1;
      result = joint_file_optimize (&file, file.start, thresholds);
      g_assert_cmpfloat (thresholds[3], ==, INFINITY);
      limen_decide (&file.predictions, thresholds,
                    LIMEN_DECISION_ARGMAX_OVER_THRESHOLD, 0,
                    file.predictions.n_rows, decisions, NULL);
      for (gsize row = 0; row < file.predictions.n_rows; row++)
        g_assert_cmpuint (decisions[row], !=, 3);
      if (file.options.goal != LIMEN_JOINT_ACCURACY)
        continue;
      file.predictions.n_classes = file.predictions.n_scores = 3;
      test_assert_near (joint_file_optimize (&file, file.start, others).value,
                        result.value, 1e-12);
    }
}

/* A rare class that argmax rarely chooses. */
static void
test_rare_class (void)
{
  enum
  {
    N_ROWS = 5000
  };
  g_autofree double *numbers = g_new (double, N_ROWS * 3);
  g_autofree guint16 *labels = g_new (guint16, N_ROWS);
  double *scores[] = { numbers, numbers + N_ROWS, numbers + 2 * N_ROWS };
  LimenPredictions predictions = { .task = LIMEN_TASK_MULTICLASS,
                                   .n_rows = N_ROWS,
                                   .n_classes = 3,
                                   .n_scores = 3,
                                   .labels = labels,
                                   .scores = scores };
  double thresholds[3] = { 0.5, 0.5, 0.5 };

  for (gsize i = 0; i < N_ROWS; i++)
    {
      labels[i] = g_test_rand_double () < 0.03 ? 2 : g_test_rand_bit ();
      for (gsize k = 0; k < 3; k++)
        scores[k][i] = g_test_rand_double () * (k == 2 ? 0.4 : 1)
                       * (k == labels[i] ? 2 : 1);
    }
  for (int goal = 0; goal < LIMEN_JOINT_COST; goal++)
    {
      LimenJointOptions options = { .goal = goal };
      LimenJointResult result = limen_joint_optimize (&predictions, &options,
                                                      thresholds, thresholds);

      g_assert_cmpint (result.status, ==, LIMEN_JOINT_FOUND);
      g_assert_cmpfloat (result.value, >, result.argmax_value + 0.001);
      g_assert_cmpuint (result.n_passes, >, 1);
      for (int k = 0; k < 3; k++)
        {
          g_assert_cmpfloat (thresholds[k], >, 0);
          g_assert_cmpfloat (thresholds[k], <, 1);
        }
    }
}

static bool
is_cancelled_cb (void *data)
{
  int *n_left = data;

  return --*n_left < 0;
}

static void
test_cancel (void)
{
  JointFile file;
  double thresholds[MAX_JOINT_CLASSES] = { -7, -7, -7, -7, -7 };
  int n_calls = 1000000, n_used;

  do
    joint_file_draw (&file, 4, JOINT_SCORES_USUAL);
  while (!joint_file_has_all (&file));
  file.options.is_cancelled = is_cancelled_cb;
  file.options.data = &n_calls;
  joint_file_optimize (&file, file.start, thresholds);
  n_used = 1000000 - n_calls;
  g_assert_cmpint (n_used, >=, 8);
  for (int i = 0; i < n_used; i++)
    {
      memcpy (thresholds, (double[]){ -7, -7, -7, -7 }, 4 * sizeof (double));
      n_calls = i;
      g_assert_cmpint (limen_joint_optimize (&file.predictions, &file.options,
                                             file.start, thresholds)
                           .status,
                       ==, LIMEN_JOINT_CANCELLED);
      g_assert_cmpfloat (thresholds[0], ==, -7);
    }
}

/* Start thresholds that are not allowed. */
static void
test_odd_starts (void)
{
  for (int i = 0; i < N_JOINT_FILES; i++)
    {
      const double odd[] = { 0, -1, NAN, INFINITY, 1e-200, 1e200, 0.3 };
      JointFile file;
      double thresholds[MAX_JOINT_CLASSES];
      LimenJointResult result;

      joint_file_draw (
          &file, (gsize) g_test_rand_int_range (2, MAX_JOINT_CLASSES + 1),
          JOINT_SCORES_EXTREME);
      for (gsize k = 0; k < file.predictions.n_classes; k++)
        file.start[k] = odd[g_test_rand_int_range (0, G_N_ELEMENTS (odd))];
      result = joint_file_optimize (&file, file.start, thresholds);
      if (joint_file_has_all (&file))
        g_assert_cmpfloat (
            joint_file_get_lead (&file, result.value, result.argmax_value), >=,
            0);
      for (gsize k = 0; k < file.predictions.n_classes; k++)
        g_assert_true (thresholds[k] > 0
                       && isfinite (thresholds[k])
                              == joint_file_is_present (&file, k));
    }
}

static void
assert_unsuitable (const JointFile *file)
{
  double thresholds[MAX_JOINT_CLASSES] = { 0.5, 0.5, 0.5, 0.5, 0.5 };
  LimenJointResult result = limen_joint_optimize (
      &file->predictions, &file->options, NULL, thresholds);

  g_assert_cmpint (result.status, ==, LIMEN_JOINT_UNSUITABLE);
  g_assert_true (isnan (result.value));
  g_assert_cmpfloat (thresholds[0], ==, 0.5);
}

static void
test_unsuitable (void)
{
  JointFile file;

  joint_file_draw (&file, 3, JOINT_SCORES_USUAL);
  file.columns[2][0] = -0.25;
  assert_unsuitable (&file);
  joint_file_draw (&file, 3, JOINT_SCORES_USUAL);
  file.columns[1][0] = 1e101;
  assert_unsuitable (&file);
  joint_file_draw (&file, 3, JOINT_SCORES_USUAL);
  file.predictions.labels = NULL;
  assert_unsuitable (&file);
  joint_file_draw (&file, 3, JOINT_SCORES_USUAL);
  file.predictions.n_scores = 1;
  assert_unsuitable (&file);
}

/* No rows, or none of positive weight. */
static void
test_empty (void)
{
  for (int goal = 0; goal < LIMEN_N_JOINT_GOALS; goal++)
    {
      JointFile file;
      double thresholds[MAX_JOINT_CLASSES];

      joint_file_draw (&file, 3, JOINT_SCORES_USUAL);
      file.options.goal = goal;
      file.predictions.n_rows = 0;
      g_assert_true (
          isnan (joint_file_optimize (&file, NULL, thresholds).value));
      g_assert_cmpfloat (thresholds[0], >, 0);
      file.predictions.n_rows = 2;
      file.predictions.weights = (double[]){ 0, 0 };
      g_assert_true (
          isnan (joint_file_optimize (&file, file.start, thresholds).value));
      g_assert_cmpfloat (thresholds[0], >, 0);
    }
}

static void
test_names (void)
{
  for (int i = 0; i < LIMEN_N_JOINT_GOALS; i++)
    {
      LimenJointGoal goal = LIMEN_N_JOINT_GOALS;

      g_assert_true (
          limen_joint_goal_parse (limen_joint_goal_get_name (i), &goal));
      g_assert_cmpint (goal, ==, i);
      g_assert_cmpuint (strlen (limen_joint_goal_get_title (i)), >, 0);
    }
  g_assert_false (limen_joint_goal_parse (
      "f1", &(LimenJointGoal){ LIMEN_JOINT_ACCURACY }));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/joint/names", test_names);
  g_test_add_func ("/joint/single-precision", test_single_precision);
  g_test_add_func ("/joint/absent-class", test_absent_class);
  g_test_add_func ("/joint/rare-class", test_rare_class);
  g_test_add_func ("/joint/cancel", test_cancel);
  g_test_add_func ("/joint/odd-starts", test_odd_starts);
  g_test_add_func ("/joint/unsuitable", test_unsuitable);
  g_test_add_func ("/joint/empty", test_empty);
  return g_test_run ();
}
