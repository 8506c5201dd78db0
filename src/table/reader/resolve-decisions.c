/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader-private.h"

#include "memory.h"

/* Memory per row and class until the file is displayed. */
#define BYTES_PER_CLASS 16

/* The task of a file with decisions, or with predicted classes and their
 * confidence: binary if labels and predictions have at most two classes
 * together, unless the options specify it. */
LimenTask
limen_reader_get_task_of_predicted (LimenReader *self)
{
  const LimenReadOptions *options = self->options;
  gboolean is_binary = options->has_task
                           ? limen_task_get (options->task)->has_positive
                           : limen_labels_get_n (self->labels) <= 2
                                 || options->positive != NULL;

  if (is_binary)
    return LIMEN_TASK_BINARY;
  return self->roles.is_decision ? LIMEN_TASK_MULTICLASS
                                 : LIMEN_TASK_TOP_LABEL;
}

static void
fill_scores (LimenPredictions *numbers, guint16 class, double *scores)
{
  for (gsize i = 0; i < numbers->n_rows; i++)
    scores[i] = numbers->predicted[i] == class;
}

static gboolean
make_room (LimenReader *self, GError **error)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  const char *path = self->dataset->path;
  guint64 n = (guint64) numbers->n_rows * numbers->n_scores;

  return limen_memory_check (path, n * BYTES_PER_CLASS, error)
         && limen_memory_resize_columns (path, numbers->scores,
                                         numbers->n_scores, 0, numbers->n_rows,
                                         sizeof (double), error);
}

/* Turns decisions into scores per class, or of the positive one of two: 1 in
 * rows decided for it, 0 in others. FALSE with an error if memory runs out. */
gboolean
limen_reader_resolve_decisions (LimenReader *self, GError **error)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  gboolean is_binary = limen_task_get (numbers->task)->has_positive;

  if (!self->roles.is_decision)
    return TRUE;
  numbers->n_scores = is_binary ? 1 : numbers->n_classes;
  numbers->scores = g_new0 (double *, numbers->n_scores);
  if (!make_room (self, error))
    return FALSE;
  for (gsize k = 0; k < numbers->n_scores; k++)
    fill_scores (numbers, is_binary ? numbers->positive : (guint16) k,
                 numbers->scores[k]);
  g_clear_pointer (&numbers->predicted, g_free);
  return TRUE;
}
