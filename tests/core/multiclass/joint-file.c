/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint-file.h"

#include <math.h>

#define FEW_ROWS 14

static void
draw_goal (JointFile *self)
{
  gsize k = self->predictions.n_classes;

  for (gsize i = 0; i < k * k; i++)
    self->costs[i] = i % (k + 1) == 0 ? 0 : g_test_rand_int_range (0, 9) / 4.0;
  self->options = (LimenJointOptions){
    .goal = g_test_rand_int_range (0, LIMEN_N_JOINT_GOALS),
    .costs = self->costs,
  };
}

void
joint_file_draw_rows (JointFile *self, gsize n_rows, gsize n_classes,
                      double power)
{
  int kind = g_test_rand_int_range (0, 3);

  *self = (JointFile){ .predictions = { .task = LIMEN_TASK_MULTICLASS,
                                        .kind = LIMEN_KIND_PROBABILITY,
                                        .n_rows = n_rows,
                                        .n_classes = n_classes,
                                        .n_scores = n_classes } };
  self->predictions.scores = self->scores;
  self->predictions.labels = self->labels;
  if (g_test_rand_bit ())
    self->predictions.weights = self->weights;
  for (gsize k = 0; k < n_classes; k++)
    {
      self->scores[k] = self->columns[k];
      self->start[k] = g_test_rand_int_range (1, 20) / 10.0;
    }
  for (gsize i = 0; i < n_rows; i++)
    {
      self->labels[i]
          = (guint16) g_test_rand_int_range (0, (gint32) n_classes);
      self->weights[i] = g_test_rand_int_range (0, 7) / 4.0;
      for (gsize k = 0; k < n_classes; k++)
        self->columns[k][i]
            = kind == 0   ? g_test_rand_int_range (0, 6) / 10.0
              : kind == 1 ? g_test_rand_double ()
                          : pow (10, g_test_rand_double_range (power, 0));
    }
  self->weights[0] = 1;
  draw_goal (self);
}

void
joint_file_draw (JointFile *self, gsize n_classes, double power)
{
  joint_file_draw_rows (self, (gsize) g_test_rand_int_range (1, FEW_ROWS),
                        n_classes, power);
}

gboolean
joint_file_is_present (const JointFile *self, gsize class)
{
  for (gsize i = 0; i < self->predictions.n_rows; i++)
    if (self->labels[i] == class
        && limen_predictions_get_weight (&self->predictions, i) > 0)
      return TRUE;
  return FALSE;
}

gboolean
joint_file_has_all (const JointFile *self)
{
  for (gsize k = 0; k < self->predictions.n_classes; k++)
    if (!joint_file_is_present (self, k))
      return FALSE;
  return TRUE;
}

double
joint_file_get_lead (const JointFile *self, double value, double than)
{
  return self->options.goal == LIMEN_JOINT_COST ? than - value : value - than;
}

LimenJointResult
joint_file_optimize (const JointFile *self, const double *start,
                     double *thresholds)
{
  LimenJointResult result = limen_joint_optimize (
      &self->predictions, &self->options, start, thresholds);

  g_assert_cmpint (result.status, ==, LIMEN_JOINT_FOUND);
  return result;
}
