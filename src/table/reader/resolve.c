/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader-private.h"

#include <glib/gi18n.h>

#include "resolve-classes.h"
#include "table-error.h"

/* Range of the total weight in which products of two sums of weights cannot
 * overflow or underflow. */
#define MIN_WEIGHT 1e-100
#define MAX_WEIGHT 1e100

#define add(self, ...)                                                        \
  limen_findings_add ((self)->dataset->findings, __VA_ARGS__)

static gboolean
fail_empty (const LimenDataset *dataset, GError **error)
{
  if (dataset->n_ignored > 0)
    return limen_table_fail (error, LIMEN_TABLE_ERROR_DATA,
                             "%s: no data rows are left: all %" PRIu64
                             " have labels that "
                             "{--ignore-label leaves out|are left out}",
                             dataset->path, dataset->n_ignored);
  return limen_table_fail (error, LIMEN_TABLE_ERROR_DATA,
                           "%s: no data rows; a file of predictions needs "
                           "rows with a true label and a score",
                           dataset->path);
}

static gboolean
check_rows (LimenReader *self, GError **error)
{
  LimenDataset *dataset = self->dataset;
  guint64 n_rows = limen_reader_get_n_rows (self);
  guint64 n_problems = limen_problems_get_n (self->problems);

  if (n_rows == 0 && self->sample->rows_error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->sample->rows_error));
      return FALSE;
    }
  if (n_rows == 0 && n_problems > 0)
    return limen_problems_report_none_left (self->problems, error);
  if (!self->options->skip_bad_rows
      && !limen_problems_report (self->problems, error))
    return FALSE;
  if (!limen_reader_check_split (self, error))
    return FALSE;
  if (n_rows == 0)
    return fail_empty (dataset, error);
  dataset->n_rejected = n_problems;
  if (n_problems > 0)
    add (self, "rows-skipped", LIMEN_SEVERITY_WARNING,
         N_ ("Rows skipped because they cannot be used: %'" PRIu64 ". They "
             "are not part of any result."),
         n_problems);
  if (dataset->n_ignored > 0)
    add (self, "rows-ignored", LIMEN_SEVERITY_INFO,
         N_ ("Rows left out because of their label: %'" PRIu64 "."),
         dataset->n_ignored);
  limen_reader_note_split (self);
  dataset->n_blank_lines = limen_source_get_n_blank_lines (self->source);
  if (dataset->n_blank_lines > 0)
    add (self, "blank-lines", LIMEN_SEVERITY_INFO,
         N_ ("Blank lines skipped: %'" PRIu64 "."), dataset->n_blank_lines);
  return TRUE;
}

static void
add_weights (LimenReader *self)
{
  const LimenPredictions *numbers = &self->dataset->predictions;

  for (gsize i = 0; numbers->weights != NULL && i < numbers->n_rows; i++)
    self->total_weight += numbers->weights[i];
}

static gboolean
check_weights (LimenReader *self, GError **error)
{
  double total = self->total_weight;

  if (self->roles.weight < 0)
    return TRUE;
  if (total >= MIN_WEIGHT && total <= MAX_WEIGHT)
    return TRUE;
  if (total == 0)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_DATA,
        "%s: column \"%s\": every weight is 0; at least one must be positive",
        self->dataset->path, self->dataset->weight_column);
  if (total < 1)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_DATA,
        "%s: column \"%s\": the weights add up to %.3g, which is too small to "
        "compute with; scale them so that they are about 1",
        self->dataset->path, self->dataset->weight_column, total);
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_DATA,
      "%s: column \"%s\": the weights add up to %.3g, which is too large to "
      "compute with; scale them so that they are about 1",
      self->dataset->path, self->dataset->weight_column, total);
}

/* FALSE with an error if the sum of the weighted costs of a column
 * overflows. */
static gboolean
check_costs (LimenReader *self, const double *costs, const char *column,
             GError **error)
{
  const LimenPredictions *numbers = &self->dataset->predictions;
  double total = 0;

  for (gsize i = 0; costs != NULL && i < numbers->n_rows; i++)
    total += costs[i] * limen_predictions_get_weight (numbers, i);
  if (total <= MAX_WEIGHT)
    return TRUE;
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_DATA,
      "%s: column \"%s\": the costs add up to %.3g, which is too large to "
      "compute with; scale them so that they are about 1",
      self->dataset->path, column, total);
}

static gboolean
resolve_costs (LimenReader *self, GError **error)
{
  const LimenDataset *dataset = self->dataset;

  return check_costs (self, dataset->predictions.fp_costs,
                      dataset->fp_cost_column, error)
         && check_costs (self, dataset->predictions.fn_costs,
                         dataset->fn_cost_column, error);
}

/* Lists the unknown labels: "2 of \"a\", 1 of \"b\" and 3 of others"; a part
 * of a message. */
static char *
list_unknown (LimenReader *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;
  guint64 n_others = 0;
  guint n_named = 0;

  for (guint k = 0; k < self->dataset->classes->len; k++)
    {
      guint64 n = limen_dataset_get_n_unknown_cells (self->dataset, k);

      if (n > 0 && n_named++ < LIMEN_RESOLVE_MAX_NAMED)
        g_ptr_array_add (items,
                         limen_message_part (
                             /* Translators: a number of rows, and a class */
                             "%'" PRIu64 " of \"%s\"", n,
                             limen_dataset_get_class_name (self->dataset, k)));
      else
        n_others += n;
    }
  list = limen_message_join (items, N_ (", "));
  if (n_others == 0)
    return g_steal_pointer (&list);
  /* Translators: a list, and the number for other classes */
  return limen_message_part ("%s and %'" PRIu64 " of others", list, n_others);
}

static gboolean
fail_unknown (LimenReader *self, gsize label, GError **error)
{
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_DATA,
      "%s: column \"%s\": no row has a known label; {give the columns of the "
      "other labels with --label, and their scores with --score|choose only "
      "the columns of the other labels and of their scores}",
      limen_reader_get_label_path (self),
      limen_dataset_get_label_column (self->dataset, label));
}

/* Counts unknown labels of a multilabel task. FALSE with an error if a label
 * is unknown in all rows, unless cutoffs are applied. */
static gboolean
resolve_cells (LimenReader *self, GError **error)
{
  LimenDataset *dataset = self->dataset;
  const LimenPredictions *numbers = &dataset->predictions;
  g_autofree guint64 *counts = g_new0 (guint64, numbers->n_scores);
  guint64 n = 0;

  for (gsize k = 0; numbers->truths != NULL && k < numbers->n_scores; k++)
    {
      for (gsize i = 0; i < numbers->n_rows; i++)
        counts[k] += numbers->truths[k][i] == LIMEN_UNKNOWN_LABEL;
      if (counts[k] == numbers->n_rows && !self->options->label_is_optional)
        return fail_unknown (self, k, error);
      n += counts[k];
    }
  if (n > 0)
    dataset->n_unknown_cells = g_steal_pointer (&counts);
  return TRUE;
}

/* Adds a finding on the unknown labels of a multilabel task. */
static void
note_cells (LimenReader *self)
{
  g_autofree char *list = NULL;

  if (self->dataset->n_unknown_cells == NULL)
    return;
  list = list_unknown (self);
  add (
      self, "labels-left-out", LIMEN_SEVERITY_INFO,
      N_ ("Labels left out because they are missing or ignored: %s. All "
          "results for a label are computed from the rows where it is known."),
      list);
}

/* Names the classes after their score columns, and counts their rows. */
static void
name_classes (LimenReader *self)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  gsize n = numbers->n_scores;
  g_autofree LimenClassSum *sums = g_new0 (LimenClassSum, n);

  for (gsize i = 0; numbers->labels != NULL && i < numbers->n_rows; i++)
    if (numbers->labels[i] != LIMEN_UNKNOWN_LABEL)
      limen_class_sum_add (&sums[numbers->labels[i]], numbers, i);
  for (gsize k = 0; numbers->truths != NULL && k < n; k++)
    for (gsize i = 0; i < numbers->n_rows; i++)
      if (numbers->truths[k][i] == 1)
        limen_class_sum_add (&sums[k], numbers, i);
  for (gsize k = 0; k < n; k++)
    limen_resolve_append_class (
        self, g_ptr_array_index (self->roles.scores->stems, k), &sums[k]);
  numbers->n_classes = n;
  numbers->positive = 0;
}

/* Sets the error for a number of labels that differs from the number of score
 * columns; returns FALSE. */
gboolean
limen_reader_fail_unequal (LimenReader *self, guint n_labels, GError **error)
{
  const char *column = limen_dataset_get_label_column (self->dataset, 0);
  const char *path = limen_reader_get_label_path (self);
  gsize n_scores = self->dataset->predictions.n_scores;

  if (column != NULL)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        "%s: column \"%s\" has %u labels, none of which is the name of one of "
        "the %zu score columns; name the columns after the labels, or {give "
        "one column for each with --score|choose one column for each}",
        path, column, n_labels, n_scores);
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_OPTIONS,
      "%s: there are %u classes, none of which is the name of one of the %zu "
      "score columns; name the columns after the labels, or {give one column "
      "for each with --score|choose one column for each}",
      path, n_labels, n_scores);
}

/* Matches sorted labels to score columns in order. FALSE with an error unless
 * their numbers are equal. */
static gboolean
resolve_ordered_labels (LimenReader *self, GError **error)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  guint n = limen_labels_get_n (self->labels);

  if (n != numbers->n_scores)
    return limen_reader_fail_unequal (self, n, error);
  if (!limen_reader_sort_classes (self, 0, error))
    return FALSE;
  numbers->positive = 0;
  add (self, "classes-by-order", LIMEN_SEVERITY_INFO,
       N_ ("No label is the name of a score column: column \"%s\" is taken "
           "for class \"%s\", and so on in the order of the labels."),
       limen_dataset_get_score_column (self->dataset, 0),
       limen_dataset_get_class_name (self->dataset, 0));
  return TRUE;
}

static gboolean
fail_label (LimenReader *self, const char *label, gsize first, GError **error)
{
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_OPTIONS,
      "%s: column \"%s\": label \"%s\" is not the number of a score column; "
      "the numbers go from %zu to %zu",
      limen_reader_get_label_path (self),
      limen_dataset_get_label_column (self->dataset, 0), label, first,
      first + self->dataset->predictions.n_scores - 1);
}

/* First number of the score columns: 1 if the labels include the last number
 * and not 0, else 0. */
gsize
limen_reader_find_first_number (LimenReader *self)
{
  g_autofree char *last = g_strdup_printf (
      "%" G_GSIZE_FORMAT, self->dataset->predictions.n_scores);

  return limen_labels_find (self->labels, last) >= 0
         && limen_labels_find (self->labels, "0") < 0;
}

static void
note_numbers (LimenReader *self)
{
  g_autofree char *last = g_strdup_printf (
      "%" G_GSIZE_FORMAT, self->dataset->predictions.n_scores);

  if (limen_labels_find (self->labels, last) < 0
      && limen_labels_find (self->labels, "0") < 0)
    add (self, "classes-by-order", LIMEN_SEVERITY_INFO,
         N_ ("The labels are numbers of score columns, but neither 0 nor %s "
             "occurs: they are assumed to go from 0, the number of column "
             "\"%s\"."),
         last, limen_dataset_get_score_column (self->dataset, 0));
}

/* Matches labels that are column numbers, from 0 or from 1, to the score
 * columns. FALSE with an error for any other label, unless cutoffs are
 * applied. */
static gboolean
resolve_numbers (LimenReader *self, GError **error)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  guint n = limen_labels_get_n (self->labels);
  g_autofree guint16 *place = g_new0 (guint16, n + 1);
  gsize first = limen_reader_find_first_number (self);

  for (guint i = 0; i < n; i++)
    {
      const char *name = limen_labels_get_name (self->labels, i);
      guint64 number;

      if (!g_ascii_string_to_unsigned (
              name, 10, first, first + numbers->n_scores - 1, &number, NULL))
        {
          if (!self->options->label_is_optional)
            return fail_label (self, name, first, error);
          number = first + LIMEN_UNKNOWN_LABEL;
        }
      place[i] = (guint16) (number - first);
    }
  for (gsize i = 0; numbers->labels != NULL && i < numbers->n_rows; i++)
    if (numbers->labels[i] != LIMEN_UNKNOWN_LABEL)
      {
        numbers->labels[i] = place[numbers->labels[i]];
        self->dataset->n_labelled -= numbers->labels[i] == LIMEN_UNKNOWN_LABEL;
      }
  if (!self->sample->has_header)
    limen_class_columns_number (self->roles.scores, first);
  note_numbers (self);
  name_classes (self);
  return TRUE;
}

/* Adds a finding if labels are column numbers but the columns have other
 * names. */
static void
note_columns_by_number (LimenReader *self, gsize first)
{
  g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, first);

  if (!self->sample->has_header || self->roles.label < 0)
    return;
  add (self, "classes-by-order", LIMEN_SEVERITY_INFO,
       N_ ("The labels are numbers, but the score columns have other names: "
           "column \"%s\" is taken for class %s, and so on in the order of "
           "the columns. If that is wrong, {give --classes COLUMN=LABEL for "
           "each.|correct it under Columns\342\200\246.}"),
       limen_dataset_get_score_column (self->dataset, 0), number);
}

/* Resolves labels and classes by task; labels of regressions stay as they are.
 * FALSE with an error. */
static gboolean
resolve_labels (LimenReader *self, GError **error)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  gboolean has_names = self->roles.naming == LIMEN_CLASSES_BY_ORDER
                       && self->roles.labels == NULL;
  gboolean has_predicted = limen_task_get (self->roles.task)->has_predicted;

  if (limen_task_get (numbers->task)->labels == LIMEN_LABELS_NUMBERS)
    return TRUE;
  if (self->roles.is_pair)
    return limen_reader_resolve_pair (self, error);
  if (self->roles.is_decision || has_predicted)
    numbers->task = limen_reader_get_task_of_predicted (self);
  if (limen_task_get (numbers->task)->has_positive)
    return (numbers->labels == NULL && !has_predicted)
           || limen_resolve_binary_labels (self, error);
  if (self->roles.scores == NULL)
    {
      if (!limen_reader_sort_classes (self, 0, error))
        return FALSE;
    }
  else if (self->roles.naming == LIMEN_CLASSES_BY_EITHER)
    return resolve_numbers (self, error);
  else if (!has_names)
    {
      if (self->roles.naming == LIMEN_CLASSES_BY_INDEX
          || self->roles.naming == LIMEN_CLASSES_BY_NUMBER)
        note_columns_by_number (self,
                                self->roles.naming == LIMEN_CLASSES_BY_NUMBER);
      name_classes (self);
    }
  else if (!resolve_ordered_labels (self, error))
    return FALSE;
  numbers->positive = 0;
  return TRUE;
}

static void
note_single_class (LimenReader *self)
{
  LimenDataset *dataset = self->dataset;
  LimenKind kind = dataset->predictions.kind;

  for (guint i = 0; i < dataset->classes->len; i++)
    {
      const char *name = limen_dataset_get_class_name (dataset, i);

      if (dataset->predictions.labels == NULL
          || limen_dataset_get_class_rows (dataset, i) != dataset->n_labelled)
        continue;
      if (limen_kind_has_probabilities (kind))
        add (self, "single-class", LIMEN_SEVERITY_WARNING,
             N_ ("Every row is labelled \"%s\". Losses can be computed; ROC "
                 "AUC and everything else that compares two classes is "
                 "undefined."),
             name);
      else
        add (self, "single-class", LIMEN_SEVERITY_WARNING,
             /* Translators: a class, and a kind such as "logits" */
             N_ ("Every row is labelled \"%s\". The file has %s, which have "
                 "no loss; ROC AUC and everything else that compares two "
                 "classes is undefined."),
             name, limen_message_word (limen_kind_get_title (kind)));
    }
}

static void
resolve_groups (LimenReader *self)
{
  const LimenPredictions *numbers = &self->dataset->predictions;

  for (guint i = 0; i < limen_labels_get_n (self->groups); i++)
    {
      LimenClass group
          = { g_strdup (limen_labels_get_name (self->groups, i)), 0, 0 };

      g_array_append_val (self->dataset->groups, group);
    }
  for (gsize i = 0; numbers->groups != NULL && i < numbers->n_rows; i++)
    g_array_index (self->dataset->groups, LimenClass, numbers->groups[i])
        .rows++;
}

/* Moves an error of storing rows to `error`; returns FALSE. */
static gboolean
pass_error (LimenReader *self, GError **error)
{
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/* Finishes the dataset after all rows were read: numbers of rows, kind of the
 * scores, classes, and findings. FALSE with an error if the file cannot be
 * used. */
gboolean
limen_reader_resolve (LimenReader *self, GError **error)
{
  if (!check_rows (self, error)
      || !limen_reader_resize (self, self->dataset->predictions.n_rows)
      || !limen_reader_separate_labels (self, error))
    return pass_error (self, error);
  add_weights (self);
  if (!check_weights (self, error) || !resolve_costs (self, error))
    return FALSE;
  limen_reader_note_reading (self);
  if (!limen_reader_resolve_scores (self, error))
    return FALSE;
  limen_reader_note_scores (self);
  resolve_groups (self);
  limen_reader_resolve_units (self);
  if (!resolve_labels (self, error)
      || !limen_reader_resolve_decisions (self, error)
      || !resolve_cells (self, error))
    return FALSE;
  note_cells (self);
  note_single_class (self);
  limen_reader_note_reversed (self);
  limen_reader_keep_reading (self);
  return TRUE;
}

/* Names the labels of a piece of a binary file, so far as they have occurred,
 * and the positive one in any case. Which of them is the negative one is known
 * at the end of the file. */
static void
name_labels (LimenReader *self)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  const char *given = self->options->positive;
  guint n = limen_labels_get_n (self->labels);
  const LimenClassSum none = { 0 };
  int positive = limen_reader_find_given_positive (self);

  for (guint i = 0; i < n; i++)
    limen_resolve_append_class (self, limen_labels_get_name (self->labels, i),
                                &none);
  if (positive < 0 && given != NULL)
    limen_resolve_append_class (self, given, &none);
  numbers->n_classes = self->dataset->classes->len;
  numbers->positive = positive >= 0 ? (guint16) positive : (guint16) n;
}

/* Finishes the dataset of a piece of the file: its scores, labels and classes.
 * The classes of a binary piece are all labels so far. FALSE with an error. */
gboolean
limen_reader_resolve_piece (LimenReader *self, GError **error)
{
  const LimenTaskInfo *task = limen_task_get (self->dataset->predictions.task);
  guint n_findings = self->dataset->findings->len;

  g_array_set_size (self->dataset->classes, 0);
  if (!limen_reader_separate_labels (self, error))
    return pass_error (self, error);
  add_weights (self);
  if (!resolve_costs (self, error)
      || !limen_reader_resolve_scores (self, error))
    return FALSE;
  if (self->roles.is_pair)
    limen_reader_reduce_pair (self);
  if ((!task->has_positive && !resolve_labels (self, error))
      || !resolve_cells (self, error))
    return FALSE;
  if (task->has_positive && (self->roles.label >= 0 || self->roles.is_pair))
    name_labels (self);
  if (self->n_pieces > 0) /* findings on classes are those of all pieces */
    g_ptr_array_set_size (self->dataset->findings, (gint) n_findings);
  return TRUE;
}

/* Concludes a file that was read in pieces: counts, labels of a binary file,
 * and findings. FALSE with an error if the file cannot be used. */
gboolean
limen_reader_conclude (LimenReader *self, GError **error)
{
  if (!check_rows (self, error) || !check_weights (self, error))
    return FALSE;
  self->dataset->n_unknown_cells = g_steal_pointer (&self->n_unknown_cells);
  limen_reader_place_labels (self);
  limen_reader_note_reading (self);
  limen_reader_note_scores (self);
  if (self->roles.is_pair)
    limen_reader_note_pair (self);
  note_cells (self);
  limen_reader_note_reversed (self);
  return TRUE;
}
