/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader-private.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "memory.h"

#define FIRST_CAPACITY 4096

static gboolean
resize_array (LimenReader *self, gboolean is_used, gpointer array,
              gsize capacity, gsize item_size)
{
  return !is_used
         || limen_memory_resize (self->dataset->path, array, self->capacity,
                                 capacity, item_size, &self->error);
}

static gboolean
resize_columns (LimenReader *self, gpointer columns, gsize n, gsize capacity,
                gsize item_size)
{
  return columns == NULL
         || limen_memory_resize_columns (self->dataset->path, columns, n,
                                         self->capacity, capacity, item_size,
                                         &self->error);
}

static gboolean
has_hard_labels (const LimenRoles *roles)
{
  return limen_task_get (roles->task)->labels != LIMEN_LABELS_NUMBERS
         && (roles->label >= 0 || roles->has_soft_labels);
}

/* Makes room for `capacity` rows in all columns. FALSE with self->error. */
gboolean
limen_reader_resize (LimenReader *self, gsize capacity)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  const LimenRoles *roles = &self->roles;
  gsize n = numbers->n_scores;

  if (!resize_columns (self, numbers->scores, n, capacity, sizeof (double))
      || !resize_columns (self, numbers->targets, n, capacity,
                          sizeof (double))
      || !resize_columns (self, numbers->truths, n, capacity,
                          sizeof (guint16))
      || !resize_array (self, has_hard_labels (roles), &numbers->labels,
                        capacity, sizeof (guint16))
      || !resize_array (self, roles->predicted >= 0, &numbers->predicted,
                        capacity, sizeof (guint16))
      || !resize_array (self, roles->variance >= 0, &numbers->variances,
                        capacity, sizeof (double))
      || !resize_array (self, roles->weight >= 0, &numbers->weights, capacity,
                        sizeof (double))
      || !resize_array (self, roles->fp_cost >= 0, &numbers->fp_costs,
                        capacity, sizeof (double))
      || !resize_array (self, roles->fn_cost >= 0, &numbers->fn_costs,
                        capacity, sizeof (double))
      || !resize_array (self, roles->group >= 0, &numbers->groups, capacity,
                        sizeof (guint32)))
    return FALSE;
  self->capacity = capacity;
  return TRUE;
}

static void
note_range (LimenReader *self, double score, guint64 line)
{
  self->min = MIN (self->min, score);
  self->max = MAX (self->max, score);
  if (self->outside_line == 0 && !limen_is_probability (score))
    self->outside_line = line;
}

static void
note_minus_infinity (LimenReader *self, gsize score, guint64 line)
{
  const LimenRoles *roles = &self->roles;

  if (self->minus_infinity.line > 0)
    return;
  self->minus_infinity.line = line;
  self->minus_infinity.column
      = (guint) (roles->scores != NULL
                     ? limen_class_columns_get (roles->scores, score)
                     : roles->score);
}

static guint16
find_largest (const double *values, gsize n)
{
  gsize best = 0;

  for (gsize k = 1; k < n; k++)
    if (values[k] > values[best])
      best = k;
  return (guint16) best;
}

/* The most likely class according to soft labels: with several columns, the
 * first of the largest; with one, class 1 if it is above one half. */
static guint16
find_likeliest (const double *targets, gsize n)
{
  return n == 1 ? targets[0] > 0.5 : find_largest (targets, n);
}

static void
keep_columns (LimenReader *self, gsize i, guint64 line)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  const LimenRow *row = &self->row;

  for (gsize k = 0; k < numbers->n_scores; k++)
    {
      numbers->scores[k][i] = row->scores[k];
      note_range (self, row->scores[k], line);
      if (row->scores[k] == -INFINITY)
        note_minus_infinity (self, k, line);
    }
  for (gsize k = 0; numbers->targets != NULL && k < numbers->n_scores; k++)
    numbers->targets[k][i] = row->targets[k];
  for (gsize k = 0; numbers->truths != NULL && k < numbers->n_scores; k++)
    numbers->truths[k][i] = row->truths[k];
  if (self->roles.has_soft_labels)
    numbers->labels[i] = row->has_no_label
                             ? LIMEN_UNKNOWN_LABEL
                             : find_likeliest (row->targets, numbers->n_scores);
  self->n_rounded += row->n_rounded;
}

/* Whether there is a column of class names. */
static gboolean
has_named_labels (const LimenReader *self)
{
  return self->roles.label >= 0 && !self->roles.has_soft_labels
         && self->dataset->predictions.labels != NULL;
}

/* Whether a label's text may be added to the known names. When cutoffs are
 * applied, labels are stored by text, and a text that stands for no label may
 * not be a valid predicted class. */
static gboolean
is_certain (LimenReader *self, const LimenName *name)
{
  return self->texts == NULL || self->roles.predicted < 0
         || limen_label_texts_get_label (self->texts, name->number)
                != LIMEN_LABEL_NONE;
}

static void
learn (LimenNameTable **names, const LimenName *name)
{
  *names = limen_name_table_add (*names, name->text->str,
                                     name->text->len, name->number);
}

/* Adds the names of an accepted row to the known names, so that the fast path
 * reads them from now on. Not added: a predicted class that is ignored as a
 * label. */
static void
learn_names (LimenReader *self)
{
  if (has_named_labels (self) && is_certain (self, &self->row.label))
    learn (&self->names, &self->row.label);
  if (self->roles.predicted >= 0
      && !limen_reader_is_ignored (self, self->row.predicted.text->str,
                                   self->row.predicted.text->len))
    learn (&self->names, &self->row.predicted);
  if (self->roles.group >= 0)
    learn (&self->group_names, &self->row.group);
}

/* Keeps the text of the score of the current row. FALSE with self->error. */
static gboolean
keep_score_text (LimenReader *self)
{
  LimenNumberTexts *texts = self->dataset->score_texts;
  const GString *text = self->row.score_text;

  if (!limen_number_texts_reserve (texts, 1, &self->error))
    return FALSE;
  limen_number_texts_add (texts, text->str, text->len);
  return TRUE;
}

/* Keeps the texts of the scores of a batch. FALSE with an error. */
static gboolean
keep_score_texts (LimenReader *self, const LimenBatch *batch, GError **error)
{
  LimenNumberTexts *texts = self->dataset->score_texts;

  if (texts == NULL)
    return TRUE;
  if (!limen_number_texts_reserve (texts, batch->n_rows, error))
    return FALSE;
  if (batch->texts != NULL)
    limen_number_texts_add_spans (texts, batch->bytes, batch->texts,
                                  batch->n_rows);
  for (gsize i = 0; batch->texts == NULL && i < batch->n_rows; i++)
    limen_number_texts_add (texts, "", 0);
  return TRUE;
}

/* Appends the current row, which passed the checks. Errors are stored in
 * self->error. */
void
limen_reader_keep_row (LimenReader *self, const LimenRecord *record)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  gsize i = numbers->n_rows;

  if ((i == self->capacity
       && !limen_reader_resize (self, MAX (FIRST_CAPACITY, i + i / 2)))
      || !limen_row_index_add (self->dataset->row_index, record->line,
                               record->offset, 1, &self->error))
    return;
  if (self->dataset->score_texts != NULL && !keep_score_text (self))
    return;
  keep_columns (self, i, record->line);
  if (has_named_labels (self))
    numbers->labels[i] = self->row.label.number;
  if (numbers->predicted != NULL)
    numbers->predicted[i] = self->row.predicted.number;
  if (numbers->variances != NULL)
    numbers->variances[i] = self->row.variance;
  if (numbers->weights != NULL)
    numbers->weights[i] = self->row.weight;
  if (numbers->fp_costs != NULL)
    numbers->fp_costs[i] = self->row.fp_cost;
  if (numbers->fn_costs != NULL)
    numbers->fn_costs[i] = self->row.fn_cost;
  if (numbers->groups != NULL)
    numbers->groups[i] = self->row.group.number;
  learn_names (self);
  limen_reader_learn_joined (self);
  numbers->n_rows++;
}

/* Creates the columns that the roles require, without rows. */
void
limen_reader_prepare_columns (LimenReader *self)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  LimenLabelForm labels = limen_task_get (self->roles.task)->labels;
  gsize n = self->dataset->score_columns->len;

  numbers->task = self->roles.task;
  n = self->roles.is_decision ? 0 : MAX (n, 1); /* scores are derived from the
                                                 * decisions at the end */
  numbers->n_scores = n;
  if (n > 0)
    numbers->scores = g_new0 (double *, n);
  if (self->roles.has_soft_labels
      || (labels == LIMEN_LABELS_NUMBERS && self->roles.label >= 0))
    numbers->targets = g_new0 (double *, n);
  if (labels == LIMEN_LABELS_SETS && self->roles.labels != NULL)
    numbers->truths = g_new0 (guint16 *, n);
  limen_reader_row_init (self, &self->row);
  limen_reader_row_init (self, &self->held);
}

/* The array in which a column's values are stored; NULL if there is none. */
static gpointer *
get_array (LimenReader *self, gsize column)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  guint16 index = self->uses[column].index;

  switch (self->uses[column].use)
    {
    case LIMEN_USE_SCORE:
      return (gpointer *) &numbers->scores[index];
    case LIMEN_USE_LABEL:
      return (gpointer *) &numbers->labels;
    case LIMEN_USE_PREDICTED:
      return (gpointer *) &numbers->predicted;
    case LIMEN_USE_TRUTH:
      return (gpointer *) &numbers->truths[index];
    case LIMEN_USE_TARGET:
      return (gpointer *) &numbers->targets[index];
    case LIMEN_USE_VARIANCE:
      return (gpointer *) &numbers->variances;
    case LIMEN_USE_WEIGHT:
      return (gpointer *) &numbers->weights;
    case LIMEN_USE_FP_COST:
      return (gpointer *) &numbers->fp_costs;
    case LIMEN_USE_FN_COST:
      return (gpointer *) &numbers->fn_costs;
    case LIMEN_USE_GROUP:
      return (gpointer *) &numbers->groups;
    case LIMEN_USE_ID:
    case LIMEN_USE_NONE:
      break;
    }
  return NULL;
}

static LimenWantedColumn
plan_scores (LimenReader *self, guint16 index)
{
  LimenWantedColumn column
      = { .type = LIMEN_WANTED_NUMBER,
          .keeps_text = self->dataset->score_texts != NULL,
          .part = LIMEN_WANTED_SCORE,
          .index = index,
          .min = -DBL_MAX,
          .max = DBL_MAX };
  LimenKind kind = self->range;

  if (self->takes_minus_infinity)
    column.min = -INFINITY;

  if (!self->has_range || self->options->undo != LIMEN_UNDO_NONE)
    return column;
  if (kind == LIMEN_KIND_PROBABILITY)
    column.min = -LIMEN_PROBABILITY_TOLERANCE;
  if (kind == LIMEN_KIND_PROBABILITY)
    column.max = 1 + LIMEN_PROBABILITY_TOLERANCE;
  else if (kind == LIMEN_KIND_LOG_PROBABILITY)
    column.max = LIMEN_PROBABILITY_TOLERANCE;
  return column;
}

static LimenWantedColumn
plan_targets (LimenReader *self, guint16 index)
{
  if (!self->roles.has_soft_labels)
    return (LimenWantedColumn){ .type = LIMEN_WANTED_NUMBER,
                                .min = -DBL_MAX,
                                .max = DBL_MAX };
  if (self->roles.labels == NULL)
    return (LimenWantedColumn){ .type = LIMEN_WANTED_NUMBER, .max = 1 };
  return (LimenWantedColumn){ .type = LIMEN_WANTED_NUMBER,
                              .part = LIMEN_WANTED_SOFT_LABEL,
                              .index = index,
                              .max = 1 };
}

/* Whether 0 or 1 is an ignored label. If so, the fast path must not read them
 * as truths, and they must not become known names. */
static gboolean
can_ignore_truth (LimenReader *self)
{
  return limen_reader_is_ignored (self, "0", 1)
         || limen_reader_is_ignored (self, "1", 1);
}

static LimenWantedColumn
plan_column (LimenReader *self, gsize column)
{
  guint16 index = self->uses[column].index;

  switch (self->uses[column].use)
    {
    case LIMEN_USE_SCORE:
      return plan_scores (self, index);
    case LIMEN_USE_LABEL:
    case LIMEN_USE_PREDICTED:
      return (LimenWantedColumn){ .type = LIMEN_WANTED_NAME };
    case LIMEN_USE_GROUP:
      return (LimenWantedColumn){ .type = LIMEN_WANTED_GROUP };
    case LIMEN_USE_TRUTH:
      return (LimenWantedColumn){ .type = can_ignore_truth (self)
                                              ? LIMEN_WANTED_NAME
                                              : LIMEN_WANTED_TRUTH };
    case LIMEN_USE_TARGET:
      return plan_targets (self, index);
    case LIMEN_USE_VARIANCE:
    case LIMEN_USE_WEIGHT:
    case LIMEN_USE_FP_COST:
    case LIMEN_USE_FN_COST:
      return (LimenWantedColumn){ .type = LIMEN_WANTED_NUMBER,
                                  .max = DBL_MAX };
    case LIMEN_USE_ID:
      return (LimenWantedColumn){ .type = LIMEN_WANTED_ID };
    case LIMEN_USE_NONE:
      break;
    }
  return (LimenWantedColumn){ .type = LIMEN_WANTED_SKIPPED };
}

/* Sets the column formats for the fast path; leaves them NULL if it cannot be
 * used, for example if numeric labels may have to be ignored. */
void
limen_reader_plan_columns (LimenReader *self)
{
  const LimenPredictions *numbers = &self->dataset->predictions;
  gsize n = limen_reader_get_n_own_columns (self);

  if (n == 0 || !limen_reader_can_join_plain (self)
      || self->roles.decimal_point == self->sample->delimiter
      || (numbers->targets != NULL && self->ignored != NULL))
    return;
  self->wanted = g_new (LimenWantedColumn, n);
  for (gsize i = 0; i < n; i++)
    self->wanted[i] = plan_column (self, i);
  for (gsize i = 0; i < self->sample->n_fields; i++)
    {
      const LimenField *field = &self->sample->fields[i];

      self->wanted[field->first_column].form = limen_reader_get_form (self, i);
      self->wanted[field->first_column].n_elements = field->form.n_elements;
    }
}

/* The line of the first score outside [0, 1] by more than rounding; 0 if there
 * is none. */
static guint64
find_outside (LimenReader *self, gsize first_row, guint64 first_line)
{
  const LimenPredictions *numbers = &self->dataset->predictions;

  for (gsize i = first_row; i < numbers->n_rows; i++)
    for (gsize k = 0; k < numbers->n_scores; k++)
      if (!limen_is_probability (numbers->scores[k][i]))
        return first_line + (i - first_row);
  return 0;
}

/* Records the place of the first -inf. */
static void
find_minus_infinity (LimenReader *self, gsize first_row, guint64 first_line)
{
  const LimenPredictions *numbers = &self->dataset->predictions;

  for (gsize i = first_row;
       self->minus_infinity.line == 0 && i < numbers->n_rows; i++)
    for (gsize k = 0; k < numbers->n_scores; k++)
      if (numbers->scores[k][i] == -INFINITY)
        note_minus_infinity (self, k, first_line + (i - first_row));
}

/* Derives the hard labels of the rows from `first` on from their soft
 * labels. */
static void
find_labels (LimenReader *self, gsize first)
{
  LimenPredictions *numbers = &self->dataset->predictions;

  for (gsize i = first; i < numbers->n_rows; i++)
    {
      for (gsize k = 0; k < numbers->n_scores; k++)
        self->row.targets[k] = numbers->targets[k][i];
      numbers->labels[i]
          = find_likeliest (self->row.targets, numbers->n_scores);
    }
}

/* Appends a batch of rows from the fast path. FALSE with an error. */
gboolean
limen_reader_keep_batch (LimenReader *self, const LimenBatch *batch,
                         GError **error)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  guint64 line = batch->line;
  gsize first = numbers->n_rows, n = batch->n_rows;

  if ((self->capacity - first < n
          && !limen_reader_resize (self, first + first / 2 + n))
      || !limen_row_index_add (self->dataset->row_index, line, batch->offset,
                               n, &self->error))
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  for (gsize i = 0; i < limen_reader_get_n_own_columns (self); i++)
    {
      gsize size = limen_wanted_type_get_size (self->wanted[i].type);
      gpointer *array = get_array (self, i);

      if (size > 0 && array != NULL)
        memcpy ((char *) *array + first * size, batch->values[i], n * size);
    }
  numbers->n_rows += n;
  if (!keep_score_texts (self, batch, error))
    return FALSE;
  if (!limen_reader_join_batch (self, batch, error))
    return FALSE;
  if (self->roles.has_soft_labels)
    find_labels (self, first);
  self->min = MIN (self->min, batch->min);
  self->max = MAX (self->max, batch->max);
  if (self->outside_line == 0
      && !(limen_is_probability (batch->min)
           && limen_is_probability (batch->max)))
    self->outside_line = find_outside (self, first, line);
  if (batch->min == -INFINITY)
    find_minus_infinity (self, first, line);
  return TRUE;
}
