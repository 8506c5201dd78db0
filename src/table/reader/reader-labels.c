/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader-private.h"

#include <string.h>

#include "memory.h"

#define FIRST_CAPACITY 64

/* When cutoffs are applied: records the position of a row that cannot be used.
 * Errors are stored in self->error. */
void
limen_reader_skip_row (LimenReader *self, const LimenRecord *record)
{
  LimenDataset *dataset = self->dataset;
  gsize n = dataset->n_skipped;

  if (self->texts == NULL || !self->options->skip_bad_rows)
    return;
  if (n == self->skipped_capacity)
    {
      gsize capacity = MAX (FIRST_CAPACITY, n + n / 2);

      if (!limen_memory_resize (dataset->path, &dataset->skipped, n, capacity,
                                sizeof *dataset->skipped, &self->error))
        return;
      self->skipped_capacity = capacity;
    }
  dataset->skipped[n] = (LimenSkippedRow){
    .n_before = dataset->predictions.n_rows,
    .line = record->line,
    .label = limen_label_texts_add (self->texts, self->row.label.text->str,
                                    LIMEN_LABEL_NONE),
  };
  dataset->n_skipped++;
}

/* The label of each text; LIMEN_LABEL_NONE for ignored ones. A new array. */
static guint16 *
list_true_labels (LimenReader *self)
{
  guint n = limen_label_texts_get_n (self->texts);
  guint16 *labels = g_new (guint16, n);

  for (guint16 i = 0; i < n; i++)
    {
      const char *text = limen_label_texts_get (self->texts, i);

      labels[i] = limen_reader_is_ignored (self, text, strlen (text))
                      ? LIMEN_LABEL_NONE
                      : limen_label_texts_get_label (self->texts, i);
    }
  return labels;
}

/* Moves the text indices, which the rows hold so far, to label_numbers, and
 * sets the labels that they stand for. FALSE with an error. */
static gboolean
separate_labels (LimenReader *self, GError **error)
{
  LimenDataset *dataset = self->dataset;
  LimenPredictions *numbers = &dataset->predictions;
  g_autofree guint16 *true_labels = list_true_labels (self);
  guint16 *labels = NULL;

  if (!limen_memory_resize (dataset->path, &labels, 0, numbers->n_rows,
                            sizeof *labels, error))
    return FALSE;
  for (gsize i = 0; i < numbers->n_rows; i++)
    labels[i] = true_labels[numbers->labels[i]];
  dataset->label_numbers = numbers->labels;
  numbers->labels = labels;
  return TRUE;
}

static guint64
count_labelled (const LimenPredictions *numbers)
{
  guint64 n = 0;

  if (numbers->truths == NULL)
    {
      for (gsize i = 0; i < numbers->n_rows; i++)
        n += numbers->labels[i] != LIMEN_UNKNOWN_LABEL;
      return n;
    }
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      gboolean is_known = numbers->labels != NULL
                          && numbers->labels[i] != LIMEN_UNKNOWN_LABEL;

      for (gsize k = 0; !is_known && k < numbers->n_scores; k++)
        is_known = numbers->truths[k][i] != LIMEN_UNKNOWN_LABEL;
      n += is_known;
    }
  return n;
}

/* Adds the rows of each label to the counts. */
static void
count_labels (LimenReader *self)
{
  const LimenPredictions *numbers = &self->dataset->predictions;

  g_array_set_size (self->label_counts, limen_labels_get_n (self->labels));
  for (gsize i = 0; i < numbers->n_rows; i++)
    if (numbers->labels[i] != LIMEN_UNKNOWN_LABEL)
      g_array_index (self->label_counts, guint64, numbers->labels[i])++;
}

/* When cutoffs are applied: the positive label, which is the given one, or -1
 * if it does not occur; if none was given, the one that the labels suggest. */
int
limen_reader_find_given_positive (LimenReader *self)
{
  LimenPositiveReason reason;

  return self->options->positive != NULL
             ? limen_labels_find (self->labels, self->options->positive)
             : limen_labels_find_positive (self->labels, NULL, &reason);
}

/* The most frequent label other than `label`; on ties, the first by name. */
static int
find_commonest_but (LimenReader *self, int label)
{
  const guint64 *counts = (const guint64 *) self->label_counts->data;
  g_autofree guint16 *order = limen_labels_sort (self->labels);
  int best = -1;

  for (guint i = 0; i < limen_labels_get_n (self->labels); i++)
    if (order[i] != label && (best < 0 || counts[order[i]] > counts[best]))
      best = order[i];
  return best;
}

/* The negative label: the counterpart of the positive one, as 0 is of 1. If it
 * does not occur but the positive one does, the most frequent other label. -1
 * if neither applies. */
static int
find_negative (LimenReader *self, int positive)
{
  g_autoptr (LimenLabels) pair
      = limen_labels_new (2, self->roles.decimal_point);
  const char *name = positive >= 0 ? limen_labels_get_name (self->labels,
                                                            (guint) positive)
                                   : self->options->positive;
  int counterpart = -1;

  limen_labels_take (pair, name, strlen (name));
  limen_labels_complete (pair, NULL);
  if (limen_labels_get_n (pair) == 2)
    counterpart = limen_labels_find (self->labels,
                                     limen_labels_get_name (pair, 1));
  return counterpart >= 0 || positive < 0
             ? counterpart
             : find_commonest_but (self, positive);
}

/* When cutoffs are applied to a binary file with more than two labels, or with
 * two but not the positive one: the positive label and the negative one, whose
 * rows alone count as labelled; -1 for one that does not occur. FALSE if every
 * label is kept. */
static gboolean
find_two_labels (LimenReader *self, int *negative, int *positive)
{
  guint n = limen_labels_get_n (self->labels);

  *positive = limen_reader_find_given_positive (self);
  if (n < 2 || (n == 2 && *positive >= 0))
    return FALSE;
  *negative = find_negative (self, *positive);
  return TRUE;
}

/* Drops the labels of rows that have neither of two. */
static void
keep_two_labels (LimenReader *self)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  int negative, positive;
  guint16 kept[2];
  LimenLabels *both;

  if (!find_two_labels (self, &negative, &positive))
    return;
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      int label = numbers->labels[i];

      numbers->labels[i] = label == negative   ? 0
                           : label == positive ? 1
                                               : LIMEN_UNKNOWN_LABEL;
    }
  kept[0] = (guint16) negative;
  kept[1] = (guint16) positive;
  both = limen_labels_new_of (self->labels, kept,
                              (negative >= 0) + (positive >= 0));
  limen_labels_free (self->labels);
  self->labels = both;
}

/* At the end of a binary file that was read in pieces: tells for each label
 * whether it is positive (1), negative (0), or LIMEN_UNKNOWN_LABEL, and counts
 * the labelled rows. */
void
limen_reader_place_labels (LimenReader *self)
{
  LimenDataset *dataset = self->dataset;
  guint n = limen_labels_get_n (self->labels);
  int negative, positive;
  gboolean are_two;

  if (!limen_task_get (dataset->predictions.task)->has_positive)
    return;
  g_array_set_size (self->label_counts, n);
  are_two = find_two_labels (self, &negative, &positive);
  dataset->label_places = g_array_new (FALSE, FALSE, sizeof (guint16));
  dataset->n_labelled = 0;
  for (guint i = 0; i < n; i++)
    {
      guint16 place = (int) i == positive               ? 1
                      : !are_two || (int) i == negative ? 0
                                                        : LIMEN_UNKNOWN_LABEL;

      g_array_append_val (dataset->label_places, place);
      if (place != LIMEN_UNKNOWN_LABEL)
        dataset->n_labelled += g_array_index (self->label_counts, guint64, i);
    }
}

/* Counts the labelled rows. When cutoffs are applied, it also separates the
 * label texts from the labels they stand for, and drops the labels if none is
 * known. FALSE with an error if memory runs out. */
gboolean
limen_reader_separate_labels (LimenReader *self, GError **error)
{
  LimenDataset *dataset = self->dataset;
  LimenPredictions *numbers = &dataset->predictions;

  dataset->n_labelled
      = limen_dataset_has_labels (dataset) ? numbers->n_rows : 0;
  if (self->texts != NULL && self->roles.label >= 0 && numbers->labels != NULL
      && !self->roles.has_soft_labels)
    {
      if (!separate_labels (self, error))
        return FALSE;
      if (limen_task_get (numbers->task)->has_positive)
        {
          count_labels (self);
          if (!self->is_in_pieces)
            keep_two_labels (self);
        }
    }
  for (gsize i = 0; self->texts != NULL && numbers->predicted != NULL
                    && i < numbers->n_rows;
       i++)
    numbers->predicted[i]
        = limen_label_texts_get_label (self->texts, numbers->predicted[i]);
  if (numbers->labels != NULL || numbers->truths != NULL)
    dataset->n_labelled = count_labelled (numbers);
  if (dataset->n_labelled == 0)
    g_clear_pointer (&numbers->labels, g_free);
  dataset->label_texts = g_steal_pointer (&self->texts);
  return TRUE;
}
