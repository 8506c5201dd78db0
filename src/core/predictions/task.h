/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/* What the scores of a file are to tell of its rows. */
typedef enum
{
  LIMEN_TASK_BINARY,
  LIMEN_TASK_MULTICLASS,
  LIMEN_TASK_MULTILABEL,
  LIMEN_TASK_REGRESSION,
  LIMEN_TASK_TOP_LABEL, /* whether the class that a row is given is true */
  LIMEN_N_TASKS
} LimenTask;

/* What the label of a row is. */
typedef enum
{
  LIMEN_LABELS_CLASSES, /* the class that is true */
  LIMEN_LABELS_SETS,    /* for each class, whether it is true */
  LIMEN_LABELS_NUMBERS, /* a real number */
} LimenLabelForm;

/* Which scores have a threshold. */
typedef enum
{
  LIMEN_THRESHOLDS_NONE,
  LIMEN_THRESHOLDS_ONE,  /* the only one */
  LIMEN_THRESHOLDS_EACH, /* that of each class */
} LimenThresholdCount;

/* Which losses there are. */
typedef enum
{
  LIMEN_LOSSES_OF_TWO,     /* of a class against the rest: BCE and its like;
                            * a mean divides by the number of rows */
  LIMEN_LOSSES_OF_SEVERAL, /* of classes of which one is true: cross-entropy
                            * and its like; a mean divides by the weights */
  LIMEN_LOSSES_OF_NUMBERS, /* of a number and its prediction */
} LimenLossFamily;

/* What a task has, and what its parts are called. Whoever needs to know asks
 * for that, and not which task it is. */
typedef struct
{
  const char *name;        /* as options and files write it, who call top
                            * labels "multiclass" */
  const char *title;       /* "binary, one class against the other" */
  const char *class_title; /* "Class" or "Label"; NULL: there are none */
  const char *class_nouns; /* of several: "classes"; NULL: there are none */
  const char *own_name;    /* what rows above a threshold are called; NULL: by
                            * their class */
  const char *rest_name;   /* what rows below a threshold are called; NULL: by
                            * the other class */
  LimenLabelForm labels;
  LimenThresholdCount thresholds;
  LimenLossFamily losses;
  bool has_predicted;      /* the only score is that of a predicted class */
  bool has_positive;       /* one of two classes is the positive one, and the
                            * other could be as well */
  bool has_joint_decision; /* the scores of all classes, of which one is true,
                            * decide together */
  bool has_multiclass_result; /* there is more to the decisions of several
                               * classes than those of each */
  bool has_matrix;         /* of the classes that rows have and those that they
                            * are decided for */
  bool has_common_loss;    /* a row has one loss, whatever the class looked
                            * at */
} LimenTaskInfo;

const LimenTaskInfo *limen_task_get (LimenTask task);
LimenTask limen_task_get_said (LimenTask task);
const char *limen_task_get_name (LimenTask task);
bool limen_task_parse (const char *name, LimenTask *task);
