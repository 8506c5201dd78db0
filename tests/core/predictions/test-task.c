/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task.h"

#include <glib.h>

#include "predictions.h"

/* Names parse to the first task with that name. */
static void
test_names (void)
{
  const char *const names[]
      = { "binary", "multiclass", "multilabel", "regression" };
  LimenTask task = LIMEN_TASK_BINARY;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_true (limen_task_parse (names[i], &task));
      g_assert_cmpint (task, ==, i);
      g_assert_cmpstr (limen_task_get_name (task), ==, names[i]);
    }
  for (guint i = 0; i < LIMEN_N_TASKS; i++)
    {
      g_assert_true (limen_task_parse (limen_task_get_name (i), &task));
      g_assert_cmpint (task, ==, limen_task_get_said (i));
      g_assert_cmpint (task, ==,
                       i == LIMEN_TASK_TOP_LABEL ? LIMEN_TASK_MULTICLASS : i);
    }
  task = LIMEN_TASK_REGRESSION;
  g_assert_false (limen_task_parse ("Binary", &task));
  g_assert_cmpint (task, ==, LIMEN_TASK_REGRESSION);
}

/* The capabilities of each task are consistent. */
static void
test_capabilities (void)
{
  for (LimenTask i = 0; i < LIMEN_N_TASKS; i++)
    {
      const LimenTaskInfo *task = limen_task_get (i);
      gboolean has_classes = task->labels != LIMEN_LABELS_NUMBERS;

      g_assert_nonnull (task->title);
      g_assert_cmpint (task->class_title != NULL, ==, has_classes);
      g_assert_cmpint (task->class_nouns != NULL, ==, has_classes);
      g_assert_cmpint (task->thresholds != LIMEN_THRESHOLDS_NONE, ==,
                       has_classes);
      g_assert_cmpint (task->losses != LIMEN_LOSSES_REGRESSION, ==,
                       has_classes);
      g_assert_cmpint (task->has_joint_decision, ==,
                       task->losses == LIMEN_LOSSES_MULTICLASS);
      if (task->has_joint_decision)
        g_assert_true (task->has_matrix
                       && task->thresholds == LIMEN_THRESHOLDS_EACH);
      if (task->has_matrix)
        g_assert_true (task->has_multiclass_result && task->has_common_loss
                       && task->labels == LIMEN_LABELS_CLASSES);
      if (task->has_predicted)
        g_assert_true (task->has_matrix && task->own_name != NULL
                       && task->thresholds == LIMEN_THRESHOLDS_ONE);
      if (task->has_positive)
        g_assert_true (!task->has_multiclass_result && task->rest_name == NULL
                       && task->thresholds == LIMEN_THRESHOLDS_ONE);
      g_assert_cmpint (task->has_common_loss, ==,
                       task->labels != LIMEN_LABELS_SETS);
    }
}

/* Classes decide jointly if exactly one is true and each has a score. */
static void
test_joint (void)
{
  LimenPredictions numbers = { .n_scores = 3, .n_classes = 3 };

  for (LimenTask i = 0; i < LIMEN_N_TASKS; i++)
    {
      numbers.task = i;
      g_assert_cmpint (limen_predictions_decide_jointly (&numbers), ==,
                       i == LIMEN_TASK_MULTICLASS);
    }
  numbers.task = LIMEN_TASK_MULTICLASS;
  numbers.n_scores = 1;
  g_assert_false (limen_predictions_decide_jointly (&numbers));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/task/names", test_names);
  g_test_add_func ("/task/capabilities", test_capabilities);
  g_test_add_func ("/task/joint", test_joint);
  return g_test_run ();
}
