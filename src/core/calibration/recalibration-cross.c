/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recalibration.h"

#include <math.h>
#include <stdlib.h>

#include "folds.h"

/* A copy of some rows of a binary task, to fit on. */
typedef struct
{
  LimenPredictions numbers;
  double *scores, *weights;
  uint16_t *labels;
} TrainingRows;

static bool
training_allocate (TrainingRows *self, const LimenPredictions *numbers)
{
  size_t n = numbers->n_rows;

  self->scores = malloc (n * sizeof *self->scores + 1);
  self->weights = malloc (n * sizeof *self->weights + 1);
  self->labels = malloc (n * sizeof *self->labels + 1);
  self->numbers = (LimenPredictions){
    .task = LIMEN_TASK_BINARY,
    .kind = numbers->kind,
    .n_classes = 2,
    .n_scores = 1,
    .positive = 1,
    .labels = self->labels,
    .scores = &self->scores,
    .weights = numbers->weights != NULL ? self->weights : NULL,
  };
  return self->scores != NULL && self->weights != NULL && self->labels != NULL;
}

static void
training_clear (TrainingRows *self)
{
  free (self->scores);
  free (self->weights);
  free (self->labels);
}

/* Copies all rows except those of a fold. */
static void
training_select (TrainingRows *self, const LimenPredictions *numbers,
                 const uint16_t *folds, size_t fold)
{
  size_t n = 0;

  for (size_t i = 0; i < numbers->n_rows; i++)
    if (folds[i] != fold)
      {
        self->scores[n] = numbers->scores[0][i];
        self->labels[n] = numbers->labels[i] == numbers->positive;
        if (numbers->weights != NULL)
          self->weights[n] = numbers->weights[i];
        n++;
      }
  self->numbers.n_rows = n;
}

static void
apply_to_fold (const LimenRecalibration *map, const LimenPredictions *numbers,
               const uint16_t *folds, size_t fold, double *probabilities)
{
  for (size_t i = 0; i < numbers->n_rows; i++)
    if (folds[i] == fold)
      probabilities[i]
          = map != NULL
                ? limen_recalibration_apply (map, numbers->scores[0][i])
                : NAN;
}

/* Cross-fits a recalibration map: computes, for each row of a binary task, the
 * probability from a map fitted on the rows of the other folds, to measure the
 * map on unseen rows. (The map to keep is fitted on all rows.) The folds are
 * those of limen_folds_assign(): stratified by label, groups kept together,
 * reproducible by seed; *n_folds is their number. `probabilities` has n_rows
 * entries: NaN where the other folds have no row of positive weight.
 *
 * UNDEFINED if the method does not take scores of this kind, if there are
 * fewer than two folds, or if is_cancelled (NULL: never cancelled), called
 * with `data` before each fold, returns true; NO_MEMORY when memory runs out.
 * `probabilities` must not be used then. */
LimenStatus
limen_recalibration_cross_fit (LimenRecalibrationMethod method,
                               const LimenPredictions *numbers, size_t n_bins,
                               size_t n_wanted, uint64_t seed,
                               bool (*is_cancelled) (void *data), void *data,
                               double *probabilities, size_t *n_folds)
{
  uint16_t *folds = malloc (numbers->n_rows * sizeof *folds + 1);
  TrainingRows training = { 0 };
  LimenStatus status = LIMEN_NO_MEMORY;

  if (folds != NULL && training_allocate (&training, numbers)
      && limen_folds_assign (numbers, n_wanted, seed, folds, n_folds))
    status = *n_folds > 1
                     && limen_recalibration_method_takes (method,
                                                          numbers->kind)
                 ? LIMEN_OK
                 : LIMEN_UNDEFINED;
  for (size_t fold = 0; status == LIMEN_OK && fold < *n_folds; fold++)
    {
      LimenRecalibration *map;

      if (is_cancelled != NULL && is_cancelled (data))
        {
          status = LIMEN_UNDEFINED;
          break;
        }
      training_select (&training, numbers, folds, fold);
      if (limen_recalibration_fit (method, &training.numbers, n_bins, &map)
          == LIMEN_NO_MEMORY)
        status = LIMEN_NO_MEMORY;
      apply_to_fold (map, numbers, folds, fold, probabilities);
      limen_recalibration_free (map);
    }
  training_clear (&training);
  free (folds);
  return status;
}
