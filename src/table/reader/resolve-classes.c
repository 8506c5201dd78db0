/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resolve-classes.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "class-name.h"
#include "display-text.h"
#include "memory.h"
#include "number.h"
#include "parallel.h"
#include "question.h"
#include "reader-private.h"
#include "sum.h"
#include "table-error.h"

#define MAX_SHOWN_CHARS 40
#define MAX_NAME_CHARS 200
/* Rows per chunk. The sums do not depend on the number of threads. */
#define CHUNK_ROWS (1024 * 1024)

#define add(self, ...)                                                        \
  limen_findings_add ((self)->dataset->findings, __VA_ARGS__)

static void
fail_no_such_label (LimenReader *self, const char *given, GError **error)
{
  g_autofree char *shown
      = limen_display_text_new (given, strlen (given), MAX_SHOWN_CHARS);
  g_autofree char *there
      = limen_labels_get_n (self->labels) == 2
            ? limen_message_part ("\"%s\" and \"%s\"",
                                  limen_labels_get_name (self->labels, 0),
                                  limen_labels_get_name (self->labels, 1))
            : g_strdup_printf ("\"%s\"",
                               limen_labels_get_name (self->labels, 0));

  if (self->roles.label >= 0)
    limen_table_fail (error, LIMEN_TABLE_ERROR_OPTIONS,
                      "%s: column \"%s\": the positive label \"%s\" does not "
                      "occur; the column has %s",
                      limen_reader_get_label_path (self),
                      limen_dataset_get_label_column (self->dataset, 0), shown,
                      there);
  else if (self->roles.is_pair)
    limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        "%s: the positive label \"%s\" does not occur; the score columns are "
        "named after %s; {give --classes COLUMN=LABEL for both|choose the "
        "label of each under Columns\342\200\246}",
        self->dataset->path, shown, there);
  else
    limen_table_fail (error, LIMEN_TABLE_ERROR_OPTIONS,
                      "%s: the positive label \"%s\" does not occur; the "
                      "predicted classes in column \"%s\" are %s",
                      self->dataset->path, shown,
                      limen_dataset_get_predicted_column (self->dataset),
                      there);
}

/* The class in the name of the score column, or the whole name; NULL without a
 * header. A new string. */
static char *
get_class_of_scores (LimenReader *self)
{
  g_autofree char *name = NULL;
  LimenClassName split;

  if (!self->sample->has_header || self->roles.score < 0)
    return NULL;
  name = limen_class_name_get (self->sample, self->roles.score);
  split = limen_class_name_split (name, LIMEN_CLASS_WORDS_OF_SCORES);
  return split.stem != NULL ? split.stem : g_steal_pointer (&name);
}

/* Adds a finding on which class was taken as positive, why, and how to change
 * it, unless the labels are unambiguous. */
static void
note_positive (LimenReader *self, guint positive, LimenPositiveReason reason)
{
  const char *name, *other;
  g_autofree char *remedy = NULL;

  if (reason == LIMEN_POSITIVE_CERTAIN)
    return; /* there may be a single label */
  name = limen_labels_get_name (self->labels, positive);
  other = limen_labels_get_name (self->labels, 1 - positive);
  remedy = limen_message_part (
      "If that is wrong, {give --positive \"%s\", or press Swap.|press Swap "
      "the Positive Class.}",
      other);
  switch (reason)
    {
    case LIMEN_POSITIVE_BY_SCORE:
      add (
          self, "positive-by-name", LIMEN_SEVERITY_INFO,
          /* Translators: the last text is a sentence, "If that is wrong..." */
          N_ ("\"%s\" is taken as the positive class, because column \"%s\" "
              "is named after it. %s"),
          name, limen_dataset_get_score_column (self->dataset, 0), remedy);
      break;
    case LIMEN_POSITIVE_BY_WORD:
      add (
          self, "positive-by-name", LIMEN_SEVERITY_INFO,
          /* Translators: the last text is a sentence, "If that is wrong..." */
          N_ ("\"%s\" is taken as the positive class, because of its meaning "
              "next to \"%s\". %s"),
          name, other, remedy);
      break;
    case LIMEN_POSITIVE_BY_NUMBER:
      add (
          self, "positive-guessed", LIMEN_SEVERITY_INFO,
          /* Translators: the last text is a sentence, "If that is wrong..." */
          N_ ("\"%s\" is taken as the positive class, because it is the "
              "larger number. %s"),
          name, remedy);
      break;
    case LIMEN_POSITIVE_BY_ORDER:
      add (
          self, "positive-guessed", LIMEN_SEVERITY_INFO,
          /* Translators: the last text is a sentence, "If that is wrong..." */
          N_ ("\"%s\" is taken as the positive class, because it is second "
              "in alphabetical order. %s"),
          name, remedy);
      break;
    case LIMEN_POSITIVE_CERTAIN:
      break;
    }
}

/* Determines the positive label: the given one, or the one that labels and
 * names suggest, which adds a finding. A single label is positive; *positive
 * is -1 if there are none. FALSE with an error if the given label does not
 * occur. */
gboolean
limen_reader_find_positive (LimenReader *self, int *positive, GError **error)
{
  const char *given = self->options->positive;
  g_autofree char *score = get_class_of_scores (self);
  LimenPositiveReason reason;

  limen_labels_complete (self->labels, given);
  *positive = limen_labels_find_positive (self->labels, score, &reason);
  if (given != NULL)
    {
      *positive = limen_labels_find (self->labels, given);
      if (*positive >= 0)
        return TRUE;
      fail_no_such_label (self, given, error);
      return FALSE;
    }
  if (*positive >= 0)
    note_positive (self, (guint) *positive, reason);
  return TRUE;
}

/* Adds a row to the count and the weight of a class. */
void
limen_class_sum_add (LimenClassSum *sum, const LimenPredictions *numbers,
                     gsize row)
{
  sum->rows++;
  if (numbers->weights != NULL)
    limen_sum_add (&sum->weight, numbers->weights[row]);
}

/* Appends a class to the dataset. */
void
limen_resolve_append_class (LimenReader *self, const char *name,
                            const LimenClassSum *sum)
{
  LimenClass class = {
    .name = limen_display_text_new (name, strlen (name), MAX_NAME_CHARS),
    .rows = sum->rows,
    .weight = self->dataset->predictions.weights != NULL
                  ? limen_sum_value (&sum->weight)
                  : (double) sum->rows,
  };

  g_array_append_val (self->dataset->classes, class);
}

/* Data for renumbering the labels in class order and counting them, in
 * parallel. */
typedef struct
{
  LimenPredictions *numbers;
  LimenChunks chunks;
  const guint16 *place; /* class index by original label */
  gsize n_classes;
  gboolean has_unknown; /* some labels are unknown */
  LimenClassSum *sums;  /* n_classes per chunk */
} Relabelling;

/* Fast path for two classes without weights. */
static void
relabel_two (const guint16 *place, guint16 *labels, gsize n,
             LimenClassSum *sums)
{
  guint16 flip = place[0]; /* 1 if the two labels swap */
  guint32 n_second = 0;

  for (gsize i = 0; i < n; i++)
    {
      labels[i] ^= flip;
      n_second += labels[i];
    }
  sums[0].rows += n - n_second;
  sums[1].rows += n_second;
}

static void
relabel_chunk (gpointer data, gsize part)
{
  Relabelling *self = data;
  LimenPredictions *numbers = self->numbers;
  LimenClassSum *sums = &self->sums[part * self->n_classes];
  LimenSpan rows = limen_chunks_get (self->chunks, part);
  gsize first = rows.first, end = rows.end;

  if (numbers->labels != NULL && self->n_classes == 2
      && numbers->weights == NULL && !self->has_unknown)
    relabel_two (self->place, numbers->labels + first, end - first, sums);
  else
    for (gsize i = first; numbers->labels != NULL && i < end; i++)
      {
        if (numbers->labels[i] == LIMEN_UNKNOWN_LABEL)
          continue;
        numbers->labels[i] = self->place[numbers->labels[i]];
        limen_class_sum_add (&sums[numbers->labels[i]], numbers, i);
      }
  for (gsize i = first; numbers->predicted != NULL && i < end; i++)
    numbers->predicted[i] = self->place[numbers->predicted[i]];
}

/* Renumbers the labels. Returns the sums per class, a new array; NULL with an
 * error if memory runs out. */
static LimenClassSum *
relabel (LimenReader *self, const guint16 *place, gsize n_classes,
         GError **error)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  LimenChunks chunks
      = limen_chunks_new (numbers->n_rows, CHUNK_ROWS, G_MAXSIZE, 1);
  Relabelling relabelling
      = { .numbers = numbers,
          .chunks = chunks,
          .place = place,
          .n_classes = n_classes,
          .has_unknown = self->dataset->n_labelled < numbers->n_rows };
  gsize n_sums = MAX (chunks.n_chunks, 1) * n_classes;

  if (!limen_memory_resize (self->dataset->path, &relabelling.sums, 0, n_sums,
                            sizeof *relabelling.sums, error))
    return NULL;
  memset (relabelling.sums, 0, n_sums * sizeof *relabelling.sums);
  limen_parallel_run (relabel_chunk, &relabelling, chunks.n_chunks,
                      self->options->n_threads);
  for (gsize i = n_classes; i < n_sums; i++)
    {
      LimenClassSum *sum = &relabelling.sums[i % n_classes];

      sum->rows += relabelling.sums[i].rows;
      limen_sum_add_sum (&sum->weight, &relabelling.sums[i].weight);
    }
  return relabelling.sums;
}

/* Turns the labels into classes, sorted by name, and renumbers the rows'
 * labels and predicted classes. `positive` is the label of the positive class,
 * or -1, which sets numbers->positive to the number of classes. FALSE with an
 * error if memory runs out. */
gboolean
limen_reader_sort_classes (LimenReader *self, int positive, GError **error)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  guint n = limen_labels_get_n (self->labels);
  g_autofree guint16 *order = limen_labels_sort (self->labels);
  g_autofree guint16 *place = g_new0 (guint16, n + 1);
  g_autofree LimenClassSum *sums = NULL;

  for (guint16 i = 0; i < n; i++)
    place[order[i]] = i;
  sums = relabel (self, place, n, error);
  if (sums == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    limen_resolve_append_class (
        self, limen_labels_get_name (self->labels, order[i]), &sums[i]);
  numbers->n_classes = n;
  numbers->positive = positive >= 0 ? place[positive] : (guint16) n;
  return TRUE;
}

/* A label and its number of rows. */
typedef struct
{
  guint label;
  guint64 n_rows;
} LabelCount;

static int
compare_counts (const void *a, const void *b)
{
  const LabelCount *x = a, *y = b;

  if (x->n_rows != y->n_rows)
    return x->n_rows > y->n_rows ? -1 : 1;
  return (x->label > y->label) - (x->label < y->label);
}

/* The labels with their numbers of rows, the most frequent first. A new
 * array. */
static LabelCount *
count_labels (LimenReader *self)
{
  const LimenPredictions *numbers = &self->dataset->predictions;
  guint n = limen_labels_get_n (self->labels);
  LabelCount *counts = g_new0 (LabelCount, n);

  for (guint k = 0; k < n; k++)
    counts[k].label = k;
  for (gsize i = 0; i < numbers->n_rows; i++)
    if (numbers->labels[i] != LIMEN_UNKNOWN_LABEL)
      counts[numbers->labels[i]].n_rows++;
  qsort (counts, n, sizeof *counts, compare_counts);
  return counts;
}

/* Adds to the error a command line that ignores all labels but two, unless
 * there are too many. */
static void
suggest_ignoring (LimenReader *self, const LabelCount *counts, GError **error)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  guint n = limen_labels_get_n (self->labels);
  g_autofree guint64 *n_rows = g_new0 (guint64, n);

  for (guint k = 0; k < n; k++)
    n_rows[counts[k].label] = counts[k].n_rows;
  limen_question_add_ignored (
      arguments, self->labels, n_rows,
      limen_dataset_get_score_column (self->dataset, 0));
  if (arguments->len > 0 && error != NULL)
    limen_question_suggest (*error, self->dataset->path, self->options,
                            arguments);
}

/* Whether all labels are numbers in [0, 1], which may be probabilities. */
static gboolean
are_probabilities (LimenReader *self)
{
  for (guint i = 0; i < limen_labels_get_n (self->labels); i++)
    {
      const char *name = limen_labels_get_name (self->labels, i);
      double number;

      if (!limen_number_parse (name, strlen (name), self->roles.decimal_point,
                               &number)
          || !(number >= 0 && number <= 1))
        return FALSE;
    }
  return TRUE;
}

/* The labels with their numbers of rows: "\"a\" in 3 rows, \"b\" in 1 row and
 * 2 more"; a part of a message. */
static char *
list_counts (LimenReader *self, const LabelCount *counts)
{
  guint n = limen_labels_get_n (self->labels);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);

  for (guint k = 0; k < MIN (n, LIMEN_RESOLVE_MAX_NAMED); k++)
    g_ptr_array_add (items,
                     limen_message_part_plural (
                         counts[k].n_rows, "\"%s\" in %" PRIu64 " row",
                         "\"%s\" in %" PRIu64 " rows",
                         limen_labels_get_name (self->labels, counts[k].label),
                         counts[k].n_rows));
  return limen_message_join_first (items, n);
}

/* The error for more than two labels with one score column. The reader does
 * not choose two of them, since the result would depend on the order of the
 * rows. */
static gboolean
fail_many_labels (LimenReader *self, GError **error)
{
  guint n = limen_labels_get_n (self->labels);
  g_autofree LabelCount *counts = count_labels (self);
  g_autofree char *list = list_counts (self, counts);
  const char *path = limen_reader_get_label_path (self);
  const char *column = limen_dataset_get_label_column (self->dataset, 0);

  if (are_probabilities (self))
    limen_table_fail (
        error, LIMEN_TABLE_ERROR_DATA,
        /* Translators: the last text is a list such as "a" in 3 rows */
        "%s: column \"%s\" has %u labels, but one column of scores separates "
        "only two: %s; if they are probabilities of the positive class, {give "
        "--task binary; or leave rows out with --ignore-label, or give the "
        "column of predicted classes with --predicted or the score column of "
        "each class with --score|choose the binary task; or leave rows out, "
        "or choose the class of the score or the score column of each class}",
        path, column, n, list);
  else
    limen_table_fail (
        error, LIMEN_TABLE_ERROR_DATA,
        /* Translators: the last text is a list such as "a" in 3 rows */
        "%s: column \"%s\" has %u labels, but one column of scores separates "
        "only two: %s; {leave rows out with --ignore-label, or give the "
        "column of predicted classes with --predicted or the score column of "
        "each class with --score|leave rows out, or choose the class of the "
        "score or the score column of each class, under Columns\342\200\246}",
        path, column, n, list);
  suggest_ignoring (self, counts, error);
  return FALSE;
}

static gboolean
fail_many_decisions (LimenReader *self, GError **error)
{
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_DATA,
      "%s: columns \"%s\" and \"%s\" have %u labels together, but a binary "
      "file has two; {leave rows out with --ignore-label, or give --task "
      "multiclass, without --positive|leave rows out, or choose the "
      "multiclass task, under Columns\342\200\246}",
      self->dataset->path, limen_dataset_get_label_column (self->dataset, 0),
      limen_dataset_get_predicted_column (self->dataset),
      limen_labels_get_n (self->labels));
}

/* Adds a finding on how soft labels of two classes are used, and converts them
 * to probabilities of the positive class. */
static void
resolve_soft_labels (LimenReader *self, int positive)
{
  LimenPredictions *numbers = &self->dataset->predictions;

  if (!self->roles.has_soft_labels)
    return;
  add (self, "soft-labels", LIMEN_SEVERITY_INFO,
       N_ ("The labels in column \"%s\" are probabilities of class \"1\". The "
           "losses of all rows take them as they are; for everything else, "
           "including the loss of a single row, rows above 0.5 count as class "
           "\"1\", the others as class \"0\"."),
       limen_dataset_get_label_column (self->dataset, 0));
  for (gsize i = 0; positive == 0 && i < numbers->n_rows; i++)
    numbers->targets[0][i] = 1 - numbers->targets[0][i];
}

/* Makes the two labels of a binary file its classes. FALSE with an error if
 * there are more. */
gboolean
limen_resolve_binary_labels (LimenReader *self, GError **error)
{
  gboolean has_predicted = limen_task_get (self->roles.task)->has_predicted;
  int positive;

  if (limen_labels_get_n (self->labels) > 2)
    return self->roles.is_decision || has_predicted
               ? fail_many_decisions (self, error)
               : fail_many_labels (self, error);
  if (has_predicted)
    return limen_reader_resolve_confidence (self, error);
  if (!limen_reader_find_positive (self, &positive, error)
      || !limen_reader_sort_classes (self, positive, error))
    return FALSE;
  resolve_soft_labels (self, positive);
  return TRUE;
}
