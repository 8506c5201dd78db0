/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "top-labels.h"

#include "decision.h"
#include "memory.h"

struct _LimenTopLabels
{
  LimenPredictions numbers;
  double *top;
  guint16 *is_right;
};

static gboolean
fill (LimenTopLabels *self, const LimenPredictions *numbers, const char *path,
      GError **error)
{
  g_autofree guint16 *decisions = NULL;

  if (!limen_memory_resize (path, &decisions, 0, numbers->n_rows,
                            sizeof *decisions, error))
    return FALSE;
  limen_decide_all (numbers, NULL, LIMEN_DECISION_ARGMAX, decisions, NULL);
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      self->top[i] = numbers->scores[decisions[i]][i];
      self->is_right[i] = decisions[i] == numbers->labels[i];
    }
  return TRUE;
}

/* Finds the top labels of multiclass probabilities; shares their weights and
 * units. NULL
 * with an error, which names `path`, when memory runs out. */
LimenTopLabels *
limen_top_labels_new (const LimenPredictions *numbers, const char *path,
                      GError **error)
{
  g_autoptr (LimenTopLabels) self = g_new0 (LimenTopLabels, 1);

  if (!limen_memory_resize (path, &self->top, 0, numbers->n_rows,
                            sizeof *self->top, error)
      || !limen_memory_resize (path, &self->is_right, 0, numbers->n_rows,
                               sizeof *self->is_right, error)
      || !fill (self, numbers, path, error))
    return NULL;
  self->numbers = (LimenPredictions){
    .task = LIMEN_TASK_BINARY,
    .kind = LIMEN_KIND_PROBABILITY,
    .n_rows = numbers->n_rows,
    .n_classes = 2,
    .n_scores = 1,
    .positive = 1,
    .labels = self->is_right,
    .scores = &self->top,
    .weights = numbers->weights,
    .units = numbers->units,
  };
  return g_steal_pointer (&self);
}

/* Frees the top labels. NULL is ignored. */
void
limen_top_labels_free (LimenTopLabels *self)
{
  if (self == NULL)
    return;
  g_free (self->top);
  g_free (self->is_right);
  g_free (self);
}

/* Returns the top labels as a binary task: the largest probability as the
 * score, positive if that class is the true one. Owned by `self`. */
const LimenPredictions *
limen_top_labels_get_numbers (LimenTopLabels *self)
{
  return &self->numbers;
}
