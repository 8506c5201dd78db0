/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task.h"

#include "names.h"
#include "translatable.h"

/* To add a task, add an entry here and the functions that only this task
 * needs. */
static const LimenTaskInfo tasks[LIMEN_N_TASKS] = {
  [LIMEN_TASK_BINARY] = { .name = N_ ("binary"),
                          .title = N_ ("binary, one class against the other"),
                          .class_title = N_ ("Class"),
                          .class_nouns = N_ ("classes"),
                          .labels = LIMEN_LABELS_CLASSES,
                          .thresholds = LIMEN_THRESHOLDS_ONE,
                          .losses = LIMEN_LOSSES_BINARY,
                          .has_positive = true,
                          .has_common_loss = true },
  [LIMEN_TASK_MULTICLASS] = { .name = N_ ("multiclass"),
                              .title = N_ ("one of several classes is true"),
                              .class_title = N_ ("Class"),
                              .class_nouns = N_ ("classes"),
                              .rest_name = N_ ("the rest"),
                              .labels = LIMEN_LABELS_CLASSES,
                              .thresholds = LIMEN_THRESHOLDS_EACH,
                              .losses = LIMEN_LOSSES_MULTICLASS,
                              .has_joint_decision = true,
                              .has_multiclass_result = true,
                              .has_matrix = true,
                              .has_common_loss = true },
  [LIMEN_TASK_MULTILABEL] = { .name = N_ ("multilabel"),
                              .title = N_ ("several labels, each true or not"),
                              .class_title = N_ ("Label"),
                              .class_nouns = N_ ("labels"),
                              .rest_name = N_ ("without"),
                              .labels = LIMEN_LABELS_SETS,
                              .thresholds = LIMEN_THRESHOLDS_EACH,
                              .losses = LIMEN_LOSSES_BINARY,
                              .has_multiclass_result = true },
  [LIMEN_TASK_REGRESSION] = { .name = N_ ("regression"),
                              .title = N_ ("regression, of a real value"),
                              .labels = LIMEN_LABELS_NUMBERS,
                              .thresholds = LIMEN_THRESHOLDS_NONE,
                              .losses = LIMEN_LOSSES_REGRESSION,
                              .has_common_loss = true },
  [LIMEN_TASK_TOP_LABEL] = { .name = N_ ("multiclass"),
                             .title = N_ ("one of several classes is true"),
                             .class_title = N_ ("Class"),
                             .class_nouns = N_ ("classes"),
                             .own_name = N_ ("correct"),
                             .rest_name = N_ ("wrong"),
                             .labels = LIMEN_LABELS_CLASSES,
                             .thresholds = LIMEN_THRESHOLDS_ONE,
                             .losses = LIMEN_LOSSES_BINARY,
                             .has_predicted = true,
                             .has_multiclass_result = true,
                             .has_matrix = true,
                             .has_common_loss = true },
};

/* Returns the capabilities and names of a task; static. */
const LimenTaskInfo *
limen_task_get (LimenTask task)
{
  return &tasks[task];
}

/* Returns the task that options and files mean by the name of `task`: `task`
 * itself, except multiclass for top label, which only has other columns. */
LimenTask
limen_task_get_said (LimenTask task)
{
  LimenTask said = task;

  limen_task_parse (tasks[task].name, &said);
  return said;
}

/* Returns the name of a task in options and JSON; static. */
const char *
limen_task_get_name (LimenTask task)
{
  return tasks[task].name;
}

/* Parses the name of a task; the first task with that name. False, with *task
 * untouched, if unknown. */
bool
limen_task_parse (const char *name, LimenTask *task)
{
  return LIMEN_NAMES_PARSE (tasks, name, task);
}
