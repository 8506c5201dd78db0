/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/* The prediction task of a file. */
typedef enum
{
  LIMEN_TASK_BINARY,
  LIMEN_TASK_MULTICLASS,
  LIMEN_TASK_MULTILABEL,
  LIMEN_TASK_REGRESSION,
  LIMEN_TASK_TOP_LABEL, /* whether the predicted class of a row is right */
  LIMEN_N_TASKS
} LimenTask;

/* The form of a row's label. */
typedef enum
{
  LIMEN_LABELS_CLASSES, /* the class that is true */
  LIMEN_LABELS_SETS,    /* whether each class is true */
  LIMEN_LABELS_NUMBERS, /* a real number */
} LimenLabelForm;

/* Which thresholds a task has. */
typedef enum
{
  LIMEN_THRESHOLDS_NONE,
  LIMEN_THRESHOLDS_ONE,  /* one, for the only score */
  LIMEN_THRESHOLDS_EACH, /* one per class */
} LimenThresholdCount;

/* Which family of losses a task has. */
typedef enum
{
  LIMEN_LOSSES_BINARY,     /* binary: BCE, Brier and so on; means divide by the
                            * number of rows */
  LIMEN_LOSSES_MULTICLASS, /* multiclass: cross-entropy and so on; means divide
                            * by the sum of weights */
  LIMEN_LOSSES_REGRESSION, /* regression */
} LimenLossFamily;

/* Capabilities of a task and the names of its parts. Code asks for these
 * instead of testing which task it is. */
typedef struct
{
  const char *name; /* in options and files; top label is "multiclass"
                     * there. With a translation, for messages */
  /* Texts to show to users; English, with a translation. own_name and
   * rest_name are also written to CSV, untranslated. */
  const char *title;       /* "binary, one class against the other" */
  const char *class_title; /* "Class" or "Label"; NULL: no classes */
  const char *class_nouns; /* plural: "classes"; NULL: no classes */
  const char *own_name;    /* rows at or above a threshold; NULL: named after
                            * the class */
  const char *rest_name;   /* rows below a threshold; NULL: named after the
                            * other class */
  LimenLabelForm labels;
  LimenThresholdCount thresholds;
  LimenLossFamily losses;
  bool has_predicted;      /* a row has one score, that of the predicted
                            * class */
  bool has_positive;       /* one of two classes is positive, and the user may
                            * choose which */
  bool has_joint_decision; /* exactly one class is true, and the scores of all
                            * classes decide together (argmax) */
  bool has_multiclass_result; /* there are results over all classes together,
                               * beyond those per class */
  bool has_matrix;            /* has a confusion matrix of true and predicted
                               * classes */
  bool has_common_loss;       /* a row has one loss, not one per class */
} LimenTaskInfo;

const LimenTaskInfo *limen_task_get (LimenTask task);
LimenTask limen_task_get_said (LimenTask task);
const char *limen_task_get_name (LimenTask task);
bool limen_task_parse (const char *name, LimenTask *task);
