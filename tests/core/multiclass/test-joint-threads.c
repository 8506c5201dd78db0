/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "joint-file.h"
#include "parallel.h"

/* Enough rows for several chunks. */
enum
{
  N_ROWS = 100000,
  N_CLASSES = 4
};

/* A large random file. */
typedef struct
{
  LimenPredictions predictions;
  double *columns[N_CLASSES];
  double costs[N_CLASSES * N_CLASSES];
} Large;

static void
large_init (Large *self)
{
  *self = (Large){ .predictions = { .task = LIMEN_TASK_MULTICLASS,
                                    .kind = LIMEN_KIND_PROBABILITY,
                                    .n_rows = N_ROWS,
                                    .n_classes = N_CLASSES,
                                    .n_scores = N_CLASSES } };
  self->predictions.scores = self->columns;
  self->predictions.labels = g_new (guint16, N_ROWS);
  self->predictions.weights = g_new (double, N_ROWS);
  for (gsize k = 0; k < N_CLASSES; k++)
    self->columns[k] = g_new (double, N_ROWS);
  for (gsize i = 0; i < N_ROWS; i++)
    {
      guint16 label = (guint16) g_test_rand_int_range (0, N_CLASSES);

      self->predictions.labels[i] = label;
      self->predictions.weights[i] = g_test_rand_double ();
      for (gsize k = 0; k < N_CLASSES; k++)
        self->columns[k][i] = g_test_rand_double () * (k == label ? 1.3 : 1)
                              * (k == 1 ? 0.5 : 1);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (self->costs); i++)
    self->costs[i] = i % (N_CLASSES + 1) == 0 ? 0 : g_test_rand_double ();
}

static void
large_clear (Large *self)
{
  for (gsize k = 0; k < N_CLASSES; k++)
    g_free (self->columns[k]);
  g_free (self->predictions.labels);
  g_free (self->predictions.weights);
}

static LimenJointResult
optimize (const Large *self, LimenJointGoal goal, guint n_threads,
          double *thresholds)
{
  LimenJointOptions options = { .goal = goal, .costs = self->costs };

  limen_parallel_set_most (n_threads);
  return limen_joint_optimize (&self->predictions, &options, NULL, thresholds);
}

/* Thresholds and value are the same to the last bit for any number of
 * threads, and better than equal thresholds. */
static void
check_goal (const Large *self, LimenJointGoal goal)
{
  double alone[N_CLASSES], together[N_CLASSES];
  LimenJointResult one = optimize (self, goal, 1, alone);
  LimenJointResult all = optimize (self, goal, 0, together);

  g_assert_cmpint (one.status, ==, LIMEN_JOINT_FOUND);
  g_assert_cmpmem (alone, sizeof alone, together, sizeof together);
  g_assert_cmpfloat (one.value, ==, all.value);
  g_assert_cmpuint (one.n_passes, ==, all.n_passes);
  g_assert_cmpfloat (fabs (one.value - one.argmax_value), >, 0.001);
}

static void
test_threads (void)
{
  Large large;

  large_init (&large);
  for (int goal = 0; goal < LIMEN_N_JOINT_GOALS; goal++)
    check_goal (&large, goal);
  large_clear (&large);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/joint-threads/threads", test_threads);
  return g_test_run ();
}
