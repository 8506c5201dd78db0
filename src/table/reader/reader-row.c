/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "blanks.h"
#include "display-text.h"
#include "missing.h"
#include "preamble.h"
#include "reader-row-values.h"
#include "total-word.h"

/* Maximum number of classes that a message lists. */
#define MAX_LISTED 5

/* Whether a text is a missing value rather than the name of a class. */
static gboolean
is_missing_class (LimenReader *self, const LimenName *name)
{
  GStrv classes = self->options->classes;
  g_autofree char *text = NULL;

  if (!limen_sample_is_missing (self->sample, name->text->str,
                                name->text->len))
    return FALSE;
  text = g_strstrip (g_strdup (name->text->str));
  return *text == '\0'
         || (limen_labels_find (self->labels, text) < 0
             && g_strcmp0 (self->options->positive, text) != 0
             && (classes == NULL
                 || !g_strv_contains ((const char *const *) classes, text)));
}

/* The known labels as a list: "cat", "dog" and 3 more; a part of a message. */
static char *
list_labels (LimenReader *self)
{
  guint n = limen_labels_get_n (self->labels);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < MIN (n, MAX_LISTED); i++)
    g_ptr_array_add (names, g_strdup_printf ("\"%s\"", limen_labels_get_name (
                                                           self->labels, i)));
  return limen_message_join_first (names, n);
}

static void
refuse_label (LimenReader *self, const LimenName *label)
{
  g_autofree char *column
      = limen_sample_format_name (self->sample, label->column);
  g_autofree char *shown
      = limen_reader_row_describe (label->text->str, label->text->len);
  g_autofree char *known = list_labels (self);

  if (self->roles.scores != NULL)
    limen_reader_row_set_kind (
        self, label->line, label->column, column, "score column",
        N_ ("{--ignore-label leaves|Columns\342\200\246 can leave} out the "
            "rows of a label"),
        /* Translators: the second text is a list of labels; " in 5 rows"
         * follows at the end */
        "label \"%s\" has no score column; the labels that have one are %s. "
        "Labels without one occur",
        shown, known);
  else
    limen_reader_row_set_named (
        self, label->line, label->column, column,
        "more than %d labels, which is the limit; the first beyond it is "
        "\"%s\"; is this the right column?",
        LIMEN_MAX_CLASSES, shown);
}

/* Takes a label or a predicted class; `missing` is the problem of a cell
 * without one. */
static void
resolve_label (LimenReader *self, LimenName *label, const char *missing)
{
  label->number = LIMEN_LABEL_NONE;
  if (is_missing_class (self, label))
    {
      limen_reader_row_set_missing (self, label->line, label->column,
                                    label->text->str, label->text->len,
                                    missing, NULL);
      return;
    }
  label->number
      = limen_labels_take (self->labels, label->text->str, label->text->len);
  if (label->number == LIMEN_LABEL_NONE)
    refuse_label (self, label);
  else if (self->texts != NULL)
    label->number
        = limen_label_texts_add (self->texts, label->text->str, label->number);
}

/* When cutoffs are applied: takes a label, which may be any text. */
static void
resolve_label_text (LimenReader *self, LimenName *label)
{
  const GString *text = label->text;
  guint16 number = LIMEN_LABEL_NONE;

  if (!limen_reader_is_ignored (self, text->str, text->len)
      && !is_missing_class (self, label))
    number = limen_labels_take (self->labels, text->str, text->len);
  label->number = limen_label_texts_add (self->texts, text->str, number);
}

/* Takes the group. Words for missing values, such as NA, are valid groups; an
 * empty cell is not. */
static void
resolve_group (LimenReader *self)
{
  LimenName *group = &self->row.group;

  group->number
      = limen_labels_take (self->groups, group->text->str, group->text->len);
  if (group->number != LIMEN_LABEL_NONE)
    return;
  if (limen_is_blank (group->text->str, group->text->len))
    limen_reader_row_set_missing (self, group->line, group->column,
                                  group->text->str, group->text->len,
                                  N_ ("the group is missing"), NULL);
  else
    limen_reader_row_set_problem (
        self, group->line, group->column,
        "more than %'u groups, which is the limit; is this the right column?",
        limen_labels_get_n (self->groups));
}

/* Checks the unit, which may be any text but a missing value: rows without one
 * would seem to belong together. */
static void
check_unit (LimenReader *self)
{
  const LimenUnitText *unit = &self->row.unit;

  if (limen_is_missing (unit->text->str, unit->text->len))
    limen_reader_row_set_missing (
        self, unit->line, unit->column, unit->text->str, unit->text->len,
        N_ ("the unit is missing"),
        N_ ("give every row its unit; one of its own where it belongs with no "
            "other"));
}

/* Takes the identifier that matches the row to the label file. The column may
 * have another use as well. */
void
limen_reader_row_take_id (LimenReader *self, guint column, const char *text,
                          gsize length)
{
  limen_trim_blanks (&text, &length);
  g_string_truncate (self->row.id, 0);
  g_string_append_len (self->row.id, text, (gssize) length);
  if (length == 0 && limen_label_file_needs_id (self->joined))
    limen_reader_row_set_missing (
        self, limen_source_get_cursor (self->source).line, column, text,
        length, N_ ("the id is missing"), NULL);
}

static gboolean
is_numeric_use (LimenUse use)
{
  switch (use)
    {
    case LIMEN_USE_TARGET:
    case LIMEN_USE_SCORE:
    case LIMEN_USE_VARIANCE:
    case LIMEN_USE_WEIGHT:
    case LIMEN_USE_FP_COST:
    case LIMEN_USE_FN_COST:
      return TRUE;
    case LIMEN_USE_NONE:
    case LIMEN_USE_LABEL:
    case LIMEN_USE_PREDICTED:
    case LIMEN_USE_TRUTH:
    case LIMEN_USE_GROUP:
    case LIMEN_USE_SPLIT:
    case LIMEN_USE_UNIT:
    case LIMEN_USE_ID:
      break;
    }
  return FALSE;
}

/* The form in which the cells of a field must be parsed; NULL to take them as
 * they are: plain cells, unused ones, and names such as "95%". */
const LimenCellForm *
limen_reader_get_form (LimenReader *self, gsize field)
{
  const LimenField *of = &self->sample->fields[field];
  const LimenCellForm *form = &of->form;

  if (form->type == LIMEN_CELL_PLAIN)
    return NULL;
  for (gsize k = 0; k < form->n_elements; k++)
    {
      LimenUse use = self->uses[of->first_column + k].use;

      if (is_numeric_use (use)
          || (use != LIMEN_USE_NONE && form->type == LIMEN_CELL_WRAPPED))
        return form;
    }
  return NULL;
}

static void
refuse_form (LimenReader *self, guint field, const char *text, gsize length)
{
  const LimenField *of = &self->sample->fields[field];
  gsize n;
  const char *bytes = g_bytes_get_data (of->name, &n);
  g_autofree char *name = limen_display_text_new (bytes, n, 0);
  g_autofree char *shown = limen_reader_row_describe (text, length);

  limen_reader_row_set_named (
      self, limen_source_get_cursor (self->source).line,
      (guint) of->first_column, name,
      "\"%s\" is not written like the rest of this column, such as \"%s\"",
      shown, of->form.example);
}

/* Whether a label may be any text, since cutoffs are applied. */
static gboolean
may_be_any_text (LimenReader *self, gsize column)
{
  return self->texts != NULL
         && (self->uses[column].use == LIMEN_USE_LABEL
             || self->uses[column].use == LIMEN_USE_TRUTH
             || self->uses[column].use == LIMEN_USE_TARGET);
}

/* Reads the elements of a cell with a form. */
static void
take_elements (LimenReader *self, guint field, const char *text, gsize length)
{
  const LimenField *of = &self->sample->fields[field];
  gboolean has_form
      = limen_cell_form_read (&of->form, text, length, &self->content);

  if (!has_form && !limen_is_missing (text, length)
      && !may_be_any_text (self, of->first_column))
    {
      refuse_form (self, field, text, length);
      return;
    }
  for (gsize k = 0; k < of->form.n_elements; k++)
    {
      LimenCellElement element = { text, length };

      if (has_form)
        element = g_array_index (self->content.elements, LimenCellElement, k);
      limen_reader_row_take_column (self, (guint) (of->first_column + k),
                                    element.text, element.length);
    }
}

/* Whether a field marks a summary row: its first field, or a label that no row
 * had before, is a word such as "Total". */
static gboolean
is_total (LimenReader *self, guint field, const char *text, gsize length)
{
  LimenUse use = self->uses[self->sample->fields[field].first_column].use;

  if (use == LIMEN_USE_LABEL)
    return limen_is_total_word (text, length)
           && limen_name_table_find (self->names, text, length)
                  == LIMEN_LABEL_NONE;
  if (field > 0 || !limen_is_total_word (text, length))
    return FALSE;
  return use == LIMEN_USE_NONE || use == LIMEN_USE_UNIT
         || use == LIMEN_USE_SPLIT
         || (use == LIMEN_USE_GROUP
             && limen_name_table_find (self->group_names, text, length)
                    == LIMEN_LABEL_NONE);
}

/* Reads a field of the current row. A problem is recorded in the row. */
void
limen_reader_row_take_field (LimenReader *self, guint field, const char *text,
                             gsize length)
{
  const LimenField *of = &self->sample->fields[field];

  self->row.is_total |= is_total (self, field, text, length);
  if (field == 0)
    self->row.is_comment = limen_preamble_is_comment (text, length);
  if (limen_reader_get_form (self, field) != NULL)
    take_elements (self, field, text, length);
  else if (of->form.n_elements == 1)
    limen_reader_row_take_column (self, (guint) of->first_column, text,
                                  length);
}

/* Clears the problem of the current row. */
static void
clear_problem (LimenReader *self)
{
  if (self->row.problem == NULL)
    return;
  g_clear_pointer (&self->row.problem, g_free);
  g_clear_pointer (&self->row.problem_name, g_free);
  self->row.kind = NULL;
  self->row.remedy = NULL;
}

/* Replaces the problem of the current row: it is a summary row. */
void
limen_reader_row_refuse_total (LimenReader *self, const LimenRecord *record)
{
  clear_problem (self);
  limen_reader_row_set_problem (self, record->line, 0,
                                "the last line looks like totals of the rows "
                                "above it and is not a row; remove it");
}

/* Checks the numbers of a row together, and inverts the transformation of the
 * scores. A problem is recorded in the row. */
static void
check_scores (LimenReader *self, const LimenRecord *record)
{
  const LimenRow *row = &self->row;
  gsize n = self->dataset->predictions.n_scores;
  guint column = (guint) limen_roles_get_first_score (&self->roles);
  double sum = 0;

  if (row->problem != NULL)
    return;
  if (!limen_undo_apply (self->options->undo, row->scores, n))
    {
      limen_reader_row_set_problem (
          self, record->line, column,
          /* Translators: a name such as "sigmoid" */
          "{--undo %s|undoing \"%s\"} does not give probabilities in this row",
          limen_undo_get_name (self->options->undo),
          limen_undo_get_name (self->options->undo));
      return;
    }
  if (self->roles.labels == NULL || !self->roles.has_soft_labels)
    return;
  for (gsize k = 0; k < n; k++)
    sum += row->targets[k];
  if (fabs (sum - 1) <= LIMEN_SOFT_LABEL_TOLERANCE)
    return;
  if (self->texts != NULL)
    self->row.has_no_label = TRUE;
  else
    limen_reader_row_set_problem (
        self, record->line,
        (guint) limen_class_columns_get (self->roles.labels, 0),
        "the labels of this row add up to %.6g; they must add up to 1", sum);
}

/* Records that a row has not as many fields as the first. */
static void
refuse_length (LimenReader *self, const LimenRecord *record)
{
  guint n = record->n_fields;
  g_autofree char *fields
      = limen_message_part_plural (n, "%u field", "%u fields", n);

  clear_problem (self);
  if (self->row.is_comment)
    limen_reader_row_set_problem (
        self, record->line, 0,
        /* Translators: the first text is such as "3 fields" */
        "%s, expected %zu; every row must have as many as the first, and "
        "comments are skipped only above the header",
        fields, self->sample->n_fields);
  else
    limen_reader_row_set_problem (
        self, record->line, 0,
        /* Translators: the first text is such as "3 fields" */
        "%s, expected %zu; every row must have as many as the first", fields,
        self->sample->n_fields);
  self->row.problem_column = n - 1;
}

/* Whether the current row can be used; if so, its new names are added.
 * Otherwise its first problem is recorded in the row. */
gboolean
limen_reader_row_check (LimenReader *self, const LimenRecord *record)
{
  if (record->n_fields != self->sample->n_fields)
    refuse_length (self, record);
  check_scores (self, record);
  if (self->row.problem == NULL && self->dataset->predictions.labels != NULL
      && !self->roles.has_soft_labels
      && self->row.label.number == LIMEN_LABEL_NONE)
    {
      if (self->texts != NULL)
        resolve_label_text (self, &self->row.label);
      else
        resolve_label (self, &self->row.label, N_ ("the label is missing"));
    }
  if (self->row.problem == NULL && self->roles.predicted >= 0
      && self->row.predicted.number == LIMEN_LABEL_NONE)
    resolve_label (self, &self->row.predicted,
                   N_ ("the predicted class is missing"));
  if (self->row.problem == NULL && self->roles.group >= 0
      && self->row.group.number == LIMEN_LABEL_NONE)
    resolve_group (self);
  if (self->row.problem == NULL && self->units != NULL)
    check_unit (self);
  return self->row.problem == NULL;
}

/* Counts the current row as unusable, by its first problem. */
void
limen_reader_row_report (LimenReader *self)
{
  const LimenRow *row = &self->row;
  guint64 line;
  g_autofree char *place = limen_reader_format_problem_place (self, &line);

  if (row->kind != NULL)
    limen_problems_add_kind (self->problems, place, line, row->kind,
                             row->problem, row->remedy);
  else
    limen_problems_add (self->problems, place, row->problem);
}

/* Allocates the members of a row. */
void
limen_reader_row_init (LimenReader *self, LimenRow *row)
{
  const LimenPredictions *numbers = &self->dataset->predictions;
  gsize n = numbers->n_scores;

  row->label.text = g_string_new (NULL);
  row->predicted.text = g_string_new (NULL);
  row->group.text = g_string_new (NULL);
  row->unit.text = g_string_new (NULL);
  row->id = g_string_new (NULL);
  row->score_text = g_string_new (NULL);
  row->joined = LIMEN_LABEL_FILE_NONE;
  row->scores = g_new0 (double, n);
  if (numbers->targets != NULL)
    row->targets = g_new0 (double, n);
  if (numbers->truths != NULL)
    row->truths = g_new0 (guint16, n);
}

/* Frees the members of a row; a row that was never initialised is allowed. */
void
limen_reader_row_clear (LimenRow *row)
{
  g_clear_pointer (&row->problem, g_free);
  g_clear_pointer (&row->problem_name, g_free);
  if (row->label.text == NULL)
    return;
  g_string_free (row->label.text, TRUE);
  g_string_free (row->predicted.text, TRUE);
  g_string_free (row->group.text, TRUE);
  g_string_free (row->unit.text, TRUE);
  g_string_free (row->id, TRUE);
  g_string_free (row->score_text, TRUE);
  g_free (row->scores);
  g_free (row->targets);
  g_free (row->truths);
}

/* Resets the current row for the next one. */
void
limen_reader_row_reset (LimenReader *self)
{
  clear_problem (self);
  self->row.is_comment = FALSE;
  self->row.is_total = FALSE;
  self->row.is_ignored = FALSE;
  self->row.is_elsewhere = self->options->takes_test;
  self->row.has_no_label = FALSE;
  self->row.n_rounded = 0;
  self->row.joined = LIMEN_LABEL_FILE_NONE;
  self->row.is_unlabelled = FALSE;
  g_string_truncate (self->row.id, 0);
  g_string_truncate (self->row.label.text, 0);
}
