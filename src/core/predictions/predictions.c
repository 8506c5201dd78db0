/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predictions.h"

/* Whether there is a score for each of several classes, of which one is true,
 * so that they decide together. */
bool
limen_predictions_decide_jointly (const LimenPredictions *self)
{
  return limen_task_get (self->task)->has_joint_decision && self->n_scores > 1;
}

/* One class against the rest, as a binary task that shares the arrays: the
 * class's score, and its label, or truth, as the positive one; unknown truths
 * are kept. Binary predictions, and those of numbers, are returned as they are,
 * whatever the class. */
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

/* The rows that weigh something. */
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
