/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader-private.h"

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
                             "%s: no data rows are left: all "
                             "%" G_GUINT64_FORMAT
                             " have labels that --ignore-label leaves out",
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
  guint64 n_problems = limen_problems_get_n (self->problems);

  if (dataset->predictions.n_rows == 0 && self->sample->rows_error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->sample->rows_error));
      return FALSE;
    }
  if (dataset->predictions.n_rows == 0 && n_problems > 0)
    return limen_problems_report_none_left (self->problems, error);
  if (!self->options->skip_bad_rows
      && !limen_problems_report (self->problems, error))
    return FALSE;
  if (dataset->predictions.n_rows == 0)
    return fail_empty (dataset, error);
  dataset->n_rejected = n_problems;
  if (n_problems > 0)
    add (self, "rows-skipped", LIMEN_SEVERITY_WARNING,
         "Rows skipped because they cannot be used: %'" PRIu64 ". They are "
         "not part of any result.",
         n_problems);
  if (dataset->n_ignored > 0)
    add (self, "rows-ignored", LIMEN_SEVERITY_INFO,
         "Rows left out because of their label: %'" PRIu64 ".",
         dataset->n_ignored);
  dataset->n_blank_lines = limen_source_get_n_blank_lines (self->source);
  if (dataset->n_blank_lines > 0)
    add (self, "blank-lines", LIMEN_SEVERITY_INFO,
         "Blank lines skipped: %'" PRIu64 ".", dataset->n_blank_lines);
  return TRUE;
}

static gboolean
resolve_weights (LimenReader *self, GError **error)
{
  const LimenPredictions *numbers = &self->dataset->predictions;
  double total = 0;

  if (numbers->weights == NULL)
    return TRUE;
  for (gsize i = 0; i < numbers->n_rows; i++)
    total += numbers->weights[i];
  if (total >= MIN_WEIGHT && total <= MAX_WEIGHT)
    return TRUE;
  if (total == 0)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_DATA,
        "%s: column \"%s\": every weight is 0; at least one must be positive",
        self->dataset->path, self->dataset->weight_column);
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_DATA,
      "%s: column \"%s\": the weights add up to %.3g, which is too "
      "%s to compute with; scale them so that they are about 1",
      self->dataset->path, self->dataset->weight_column, total,
      total < 1 ? "small" : "large");
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
  GString *list = g_string_new (NULL);
  guint64 n_others = 0;
  guint n_named = 0;

  for (guint k = 0; k < self->dataset->classes->len; k++)
    {
      guint64 n = limen_dataset_get_n_unknown_cells (self->dataset, k);

      if (n > 0 && n_named++ < LIMEN_RESOLVE_MAX_NAMED)
        {
          g_autofree char *part = limen_message_part (
              "%'" PRIu64 " of \"%s\"", n,
              limen_dataset_get_class_name (self->dataset, k));

          g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "",
                                  part);
        }
      else
        n_others += n;
    }
  if (n_others > 0)
    {
      g_autofree char *part
          = limen_message_part (" and %'" PRIu64 " of others", n_others);

      g_string_append (list, part);
    }
  return g_string_free (list, FALSE);
}

static gboolean
fail_unknown (LimenReader *self, gsize label, GError **error)
{
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_DATA,
      "%s: column \"%s\": no row has a known label; give the "
      "columns of the other labels with --label, and their scores "
      "with --score",
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
  g_autofree char *list = NULL;
  guint64 n = 0;

  for (gsize k = 0; numbers->truths != NULL && k < numbers->n_scores; k++)
    {
      for (gsize i = 0; i < numbers->n_rows; i++)
        counts[k] += numbers->truths[k][i] == LIMEN_UNKNOWN_LABEL;
      if (counts[k] == numbers->n_rows && !self->options->label_is_optional)
        return fail_unknown (self, k, error);
      n += counts[k];
    }
  if (n == 0)
    return TRUE;
  dataset->n_unknown_cells = g_steal_pointer (&counts);
  list = list_unknown (self);
  add (self, "labels-left-out", LIMEN_SEVERITY_INFO,
       "Labels left out because they are missing or ignored: %s. All results "
       "for a label are computed from the rows where it is known.",
       list);
  return TRUE;
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
  g_autofree char *which
      = column != NULL
            ? g_strdup_printf ("column \"%s\" has %u labels", column, n_labels)
            : g_strdup_printf ("there are %u classes", n_labels);

  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_OPTIONS,
      "%s: %s, none of which is the name of one of the %" G_GSIZE_FORMAT
      " score columns; name the columns after the "
      "labels, or give one column for each with --score",
      limen_reader_get_label_path (self), which,
      self->dataset->predictions.n_scores);
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
       "No label is the name of a score column: column \"%s\" is taken for "
       "class \"%s\", and so on in the order of the labels.",
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
      "the numbers go from %" G_GSIZE_FORMAT " to %" G_GSIZE_FORMAT,
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
         "The labels are numbers of score columns, but neither 0 nor %s "
         "occurs: they are assumed to go from 0, the number of column \"%s\".",
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
       "The labels are numbers, but the score columns have other names: "
       "column \"%s\" is taken for class %s, and so on in the order of the "
       "columns. If that is wrong, {give --classes COLUMN=LABEL for "
       "each.|correct it under Columns\342\200\246.}",
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
  g_autofree char *losses
      = limen_kind_has_probabilities (kind)
            ? g_strdup ("Losses can be computed")
            : g_strdup_printf ("These are %s, which have no loss",
                               limen_kind_get_title (kind));

  for (guint i = 0; i < dataset->classes->len; i++)
    if (dataset->predictions.labels != NULL
        && limen_dataset_get_class_rows (dataset, i) == dataset->n_labelled)
      add (self, "single-class", LIMEN_SEVERITY_WARNING,
           "Every row is labelled \"%s\". %s; ROC AUC and everything else "
           "that compares two classes is undefined.",
           limen_dataset_get_class_name (dataset, i), losses);
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

static void
note_guess (LimenReader *self, gboolean is_guessed, const char *what,
            const char *column)
{
  if (is_guessed)
    add (self, "columns-guessed", LIMEN_SEVERITY_INFO,
         "Column \"%s\" is taken as the %s because of its contents.", column,
         what);
}

/* Adds a finding if a weight column was inferred from its name. */
static void
note_weight (LimenReader *self)
{
  const char *name = self->dataset->weight_column;

  if (self->roles.is_weight_guessed && self->roles.weight >= 0)
    add (self, "weights-guessed", LIMEN_SEVERITY_INFO,
         "Column \"%s\" is taken as the weight of each row because of its "
         "name. If it is something else, {give --weight none, or choose no "
         "weight under \"Columns\342\200\246\".|choose no weight under "
         "Columns\342\200\246.}",
         name);
}

/* Adds a finding on a column named "weight" that is not used, since it may be
 * a measurement. */
static void
note_unused_weight (LimenReader *self)
{
  g_autofree char *name = NULL;

  if (self->roles.unused_weight < 0)
    return;
  name = limen_sample_format_name (self->sample,
                                   (gsize) self->roles.unused_weight);
  add (self, "weight-unused", LIMEN_SEVERITY_INFO,
       "There is a column \"%s\", which may be a measurement and is not used. "
       "If it is the weight of each row, {give --weight \"%s\", or choose it "
       "as the weight under \"Columns…\"; if not, --weight none.|choose it as "
       "the weight under Columns\342\200\246.}",
       name, name);
}

/* Adds a finding on skipped comments. */
static void
note_comments (LimenReader *self)
{
  guint64 n = limen_source_get_n_comments (self->source);

  if (n > 0)
    add (self, "comments-passed-over", LIMEN_SEVERITY_INFO,
         "Lines above the %s that begin with # or %% and are skipped as "
         "comments: %'" PRIu64 ".",
         self->sample->has_header ? "header" : "first row", n);
}

/* Adds findings on columns whose cells are not plain numbers. */
static void
note_forms (LimenReader *self)
{
  for (gsize i = 0; i < self->sample->n_fields; i++)
    {
      const LimenField *field = &self->sample->fields[i];
      const LimenCellForm *form = limen_reader_get_form (self, i);
      g_autofree char *name
          = limen_sample_format_name (self->sample, field->first_column);
      g_autofree char *last = limen_sample_format_name (
          self->sample, field->first_column + field->form.n_elements - 1);

      if (form == NULL)
        continue;
      if (form->n_elements > 1)
        add (self, "cells-unwrapped", LIMEN_SEVERITY_INFO,
             "Cells such as \"%s\" hold %" G_GSIZE_FORMAT " numbers, which "
             "are read as columns \"%s\" to \"%s\".",
             form->example, form->n_elements, name, last);
      else
        add (self, "cells-unwrapped", LIMEN_SEVERITY_INFO,
             form->type == LIMEN_CELL_PERCENT
                 ? "The cells of column \"%s\" are percentages such as "
                   "\"%s\", and are divided by 100."
                 : "The cells of column \"%s\" are written like \"%s\", and "
                   "are read as the numbers in them.",
             name, form->example);
    }
}

static void
note_undone (LimenReader *self)
{
  if (self->options->undo == LIMEN_UNDO_NONE)
    return;
  add (self, "undone", LIMEN_SEVERITY_INFO,
       self->options->undo == LIMEN_UNDO_PERCENT
           ? "The scores are read as percentages and divided by 100. Exported "
             "cutoffs say so, and apply to such files."
           : "A %s is undone as the scores are read. Exported cutoffs "
             "say so, and apply to such files.",
       limen_undo_get_name (self->options->undo));
}

/* Adds findings on reused read options, or on why remembered ones were not
 * used. */
static void
note_origin (LimenReader *self)
{
  const LimenReadOptions *options = self->options;
  g_autofree char *like = limen_read_options_describe_like (options);
  g_autofree char *roles = limen_read_options_describe_roles (options);

  if (like != NULL)
    limen_findings_add_of_reading (self->dataset->findings, "read-like",
                                   LIMEN_SEVERITY_INFO, "Read like %s: %s",
                                   like, roles);
  if (options->misfit != NULL)
    limen_findings_add_of_reading (self->dataset->findings, "not-read-like",
                                   LIMEN_SEVERITY_WARNING, "%s",
                                   options->misfit);
}

/* Finishes the dataset after all rows were read: numbers of rows, kind of the
 * scores, classes, and findings. FALSE with an error if the file cannot be
 * used. */
gboolean
limen_reader_resolve (LimenReader *self, GError **error)
{
  LimenDataset *dataset = self->dataset;

  if (!check_rows (self, error)
      || !limen_reader_resize (self, dataset->predictions.n_rows)
      || !limen_reader_separate_labels (self, error)
      || !resolve_weights (self, error) || !resolve_costs (self, error))
    {
      if (self->error != NULL)
        g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  note_origin (self);
  note_guess (self, self->roles.is_label_guessed, "labels",
              limen_dataset_get_label_column (dataset, 0));
  note_guess (self, self->roles.is_score_guessed, "scores",
              limen_dataset_get_score_column (dataset, 0));
  note_weight (self);
  note_unused_weight (self);
  limen_reader_note_joined (self);
  note_comments (self);
  note_forms (self);
  note_undone (self);
  if (!limen_reader_resolve_scores (self, error))
    return FALSE;
  resolve_groups (self);
  if (!resolve_labels (self, error)
      || !limen_reader_resolve_decisions (self, error)
      || !resolve_cells (self, error))
    return FALSE;
  note_single_class (self);
  limen_reader_note_reversed (self);
  return TRUE;
}
