#include "predictions.h"

/* One class against the rest, as a binary task that shares the arrays: the
 * class's score, and its label, or truth, as the positive one; unknown truths
 * are kept. Binary predictions are returned as they are, whatever the
 * class. */
LimenPredictions
limen_predictions_get_class (const LimenPredictions *self, size_t class)
{
  LimenPredictions binary = *self;

  if (self->task == LIMEN_TASK_BINARY)
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
limen_predictions_count_weighty (const LimenPredictions *self)
{
  size_t n = 0;

  if (self->weights == NULL)
    return self->n_rows;
  for (size_t i = 0; i < self->n_rows; i++)
    n += self->weights[i] > 0;
  return n;
}
