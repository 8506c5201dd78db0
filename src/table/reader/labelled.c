/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dataset-private.h"

#include <string.h>

#include "memory.h"

/* Parameters of the selection of labelled rows. */
typedef struct
{
  const LimenPredictions *numbers;
  const char *path;
  gsize n_kept;
  GError **error;
} Selection;

static gboolean
is_kept (const Selection *self, gsize row)
{
  return self->numbers->labels[row] != LIMEN_UNKNOWN_LABEL;
}

/* Copies the kept items of an array, which may be NULL. `to` is the address of
 * a pointer of any type. */
static gboolean
select_items (const Selection *self, gconstpointer from, gpointer to,
              gsize item_size)
{
  gpointer *place = to;
  char *next;

  if (from == NULL)
    return TRUE;
  if (!limen_memory_resize (self->path, to, 0, self->n_kept, item_size,
                            self->error))
    return FALSE;
  next = *place;
  for (gsize i = 0; i < self->numbers->n_rows; i++)
    if (is_kept (self, i))
      {
        memcpy (next, (const char *) from + i * item_size, item_size);
        next += item_size;
      }
  return TRUE;
}

static gboolean
select_columns (const Selection *self, double *const *from, double ***to)
{
  gsize n_columns = self->numbers->n_scores;

  if (from == NULL)
    return TRUE;
  *to = g_new0 (double *, n_columns);
  if (!limen_memory_resize_columns (self->path, *to, n_columns, 0,
                                    self->n_kept, sizeof (double),
                                    self->error))
    return FALSE;
  for (gsize k = 0; k < n_columns; k++)
    for (gsize i = 0, n = 0; i < self->numbers->n_rows; i++)
      if (is_kept (self, i))
        (*to)[k][n++] = from[k][i];
  return TRUE;
}

static gboolean
select_rows (const Selection *self, LimenPredictions *to)
{
  const LimenPredictions *from = self->numbers;

  return select_columns (self, from->scores, &to->scores)
         && select_columns (self, from->targets, &to->targets)
         && select_items (self, from->labels, &to->labels, sizeof (guint16))
         && select_items (self, from->predicted, &to->predicted,
                          sizeof (guint16))
         && select_items (self, from->variances, &to->variances,
                          sizeof (double))
         && select_items (self, from->weights, &to->weights,
                          sizeof (double))
         && select_items (self, from->fp_costs, &to->fp_costs,
                          sizeof (double))
         && select_items (self, from->fn_costs, &to->fn_costs,
                          sizeof (double))
         && select_items (self, from->groups, &to->groups, sizeof (guint32));
}

static void
copy_class (GArray *classes, const LimenClass *class)
{
  LimenClass copy = *class;

  copy.name = g_strdup (class->name);
  g_array_append_val (classes, copy);
}

static void
copy_columns (GPtrArray *to, GPtrArray *from)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, g_strdup (g_ptr_array_index (from, i)));
}

/* Creates a dataset with the task, classes, columns and label file of another;
 * the caller adds the selected rows. */
static LimenDataset *
new_like (LimenDataset *dataset)
{
  LimenDataset *self = limen_dataset_new (dataset->path);
  const LimenPredictions *numbers = &dataset->predictions;

  self->predictions = (LimenPredictions){ .task = numbers->task,
                                          .kind = numbers->kind,
                                          .is_reversed = numbers->is_reversed,
                                          .n_rows = dataset->n_labelled,
                                          .n_classes = numbers->n_classes,
                                          .n_scores = numbers->n_scores,
                                          .positive = numbers->positive };
  self->n_labelled = dataset->n_labelled;
  self->labels_from = limen_labels_from_copy (dataset->labels_from);
  self->has_soft_labels = dataset->has_soft_labels;
  self->undone = dataset->undone;
  copy_columns (self->field_names, dataset->field_names);
  copy_columns (self->label_columns, dataset->label_columns);
  copy_columns (self->score_columns, dataset->score_columns);
  for (guint i = 0; i < dataset->classes->len; i++)
    copy_class (self->classes,
                &g_array_index (dataset->classes, LimenClass, i));
  return self;
}

/* A dataset with only the labelled rows, of which there must be at least one:
 * their predictions, classes and columns, but not their positions in the file.
 * Returns a new reference to `dataset` itself if all labels are known, and in
 * a multilabel task, where each label may be unknown. NULL with an error if
 * memory runs out. */
LimenDataset *
limen_dataset_new_labelled (LimenDataset *dataset, GError **error)
{
  Selection selection = { .numbers = &dataset->predictions,
                          .path = dataset->path,
                          .n_kept = dataset->n_labelled,
                          .error = error };
  g_autoptr (LimenDataset) labelled = NULL;

  if (dataset->predictions.labels == NULL
      || dataset->n_labelled == dataset->predictions.n_rows)
    return limen_dataset_ref (dataset);
  labelled = new_like (dataset);
  return select_rows (&selection, &labelled->predictions)
             ? g_steal_pointer (&labelled)
             : NULL;
}
