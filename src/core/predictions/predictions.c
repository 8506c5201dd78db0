/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predictions.h"

/* Whether the scores of all classes decide together (argmax): exactly one
 * class is true and each has a score. */
bool
limen_predictions_decide_jointly (const LimenPredictions *self)
{
  return limen_task_get (self->task)->has_joint_decision && self->n_scores > 1;
}

/* Returns a one-vs-rest view of a class, as binary predictions that share the
 * arrays: the score of the class, and its label or truth as the positive one;
 * unknown truths are kept. Binary predictions and regressions are returned
 * unchanged, whatever the class. */
LimenPredictions
limen_predictions_get_class (const LimenPredictions *self, size_t class)
{
  const LimenTaskInfo *task = limen_task_get (self->task);
  LimenPredictions binary = *self;

  if (task->has_positive || task->labels == LIMEN_LABELS_NUMBERS)
    return binary;
  binary.task = LIMEN_TASK_BINARY;
  binary.n_scores = 1;
  binary.scores = self->scores + class;
  binary.targets = NULL;
  binary.predicted = NULL;
  binary.truths = NULL;
  binary.largest = NULL;
  binary.log_sums = NULL;
  binary.positive = (uint16_t) class;
  if (self->truths != NULL)
    {
      binary.labels = self->truths[class];
      binary.n_classes = 2;
      binary.positive = 1;
    }
  return binary;
}

/* Returns the number of rows with a positive weight. */
size_t
limen_predictions_count_weighted (const LimenPredictions *self)
{
  size_t n = 0;

  if (self->weights == NULL)
    return self->n_rows;
  for (size_t i = 0; i < self->n_rows; i++)
    n += self->weights[i] > 0;
  return n;
}
