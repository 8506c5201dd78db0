/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader-row-values.h"

#include <glib/gi18n.h>
#include <math.h>

#include "blanks.h"
#include "display-text.h"
#include "message.h"
#include "missing.h"
#include "number.h"

#define MAX_SHOWN_CHARS 40

/* The line of the cell being read. */
static guint64
get_cell_line (LimenReader *self)
{
  return limen_source_get_cursor (self->source).line;
}

/* Sets the problem of the current row, unless it has one. `name` is the
 * column's name in display form, for a message about its cell. A `kind` groups
 * problems that many rows may have into one message, with `remedy`, an English
 * text without conversions that has a translation; both are static. `name`,
 * `kind` and `remedy` may be NULL. */
void
limen_reader_row_set_kind (LimenReader *self, guint64 line, guint column,
                           const char *name, const char *kind,
                           const char *remedy, const char *format, ...)
{
  va_list args;

  if (self->row.problem != NULL)
    return;
  va_start (args, format);
  self->row.problem = limen_message_part_valist (format, args);
  va_end (args);
  self->row.problem_name = g_strdup (name);
  self->row.problem_line = line;
  self->row.problem_column
      = (guint) limen_sample_find_field (self->sample, column);
  self->row.kind = kind;
  self->row.remedy = remedy;
}

/* A cell in display form, for messages; a new string. */
char *
limen_reader_row_describe (const char *text, gsize length)
{
  return limen_display_text_new (text, length, MAX_SHOWN_CHARS);
}

/* Sets the problem of a cell without a value. `sentence` is the problem, such
 * as "the label is missing"; `remedy` says what to do, or is NULL. Both are
 * static and English, and have translations. */
void
limen_reader_row_set_missing (LimenReader *self, guint64 line, guint column,
                              const char *text, gsize length,
                              const char *sentence, const char *remedy)
{
  g_autofree char *name = limen_sample_format_name (self->sample, column);
  g_autofree char *shown = limen_reader_row_describe (text, length);

  if (limen_is_blank (text, length))
    limen_reader_row_set_kind (self, line, column, name, sentence, remedy,
                               "%s", limen_message_word (sentence));
  else
    limen_reader_row_set_kind (
        self, line, column, name, sentence, remedy,
        /* Translators: such as "the label is missing", and the cell's text */
        "%s (\"%s\")", limen_message_word (sentence), shown);
}

static void
refuse_number (LimenReader *self, guint column, const char *text, gsize length,
               const char *missing)
{
  g_autofree char *name = limen_sample_format_name (self->sample, column);
  g_autofree char *shown = limen_reader_row_describe (text, length);
  guint64 line = get_cell_line (self);
  char other = self->roles.decimal_point == '.' ? ',' : '.';
  double value;

  if (limen_is_missing (text, length))
    limen_reader_row_set_missing (self, line, column, text, length, missing,
                                  NULL);
  else if (limen_number_parse (text, length, other, &value))
    limen_reader_row_set_kind (self, line, column, name, "decimal point",
                               other == '.'
                                   ? N_ ("the decimal point is ',' in this "
                                         "file")
                                   : N_ ("the decimal point is '.' in this "
                                         "file"),
                               "\"%s\" is not a number here", shown);
  else if (self->uses[column].use == LIMEN_USE_SCORE
           && limen_number_is_minus_infinity (text, length))
    limen_reader_row_set_named (
        self, line, column, name,
        "\"%s\" is allowed only among log-probabilities; if these are, {give "
        "--kind log-probability|choose that under Columns\342\200\246}",
        shown);
  else if (*text == '*' && length > 1
           && limen_number_parse (text + 1, length - 1,
                                  self->roles.decimal_point, &value))
    limen_reader_row_set_kind (
        self, line, column, name, "asterisk",
        N_ ("remove the asterisks, which mark the predicted class; leaving "
            "these rows out would distort the results"),
        "\"%s\" is not a number", shown);
  else if (limen_cell_has_form (text, length))
    limen_reader_row_set_kind (
        self, line, column, name, "cell form",
        N_ ("cells of this form are read only if the whole column has it"),
        "\"%s\" is not a number here", shown);
  else
    limen_reader_row_set_named (self, line, column, name,
                                "\"%s\" is not a number; write it like 0.25 "
                                "or -1.5e-3",
                                shown);
}

static gboolean
take_number (LimenReader *self, guint column, const char *text, gsize length,
             const char *missing, double *number)
{
  if (limen_number_parse (text, length, self->roles.decimal_point, number))
    return TRUE;
  refuse_number (self, column, text, length, missing);
  return FALSE;
}

/* Keeps the text of the only score, if that is wanted. */
static void
keep_score_text (LimenReader *self, const char *text, gsize length)
{
  limen_trim_blanks (&text, &length);
  g_string_truncate (self->row.score_text, 0);
  g_string_append_len (self->row.score_text, text, (gssize) length);
}

static void
take_score (LimenReader *self, guint column, const char *text, gsize length)
{
  guint64 line = get_cell_line (self);
  double *score = &self->row.scores[self->uses[column].index];
  g_autofree char *shown = NULL;

  if (self->dataset->score_texts != NULL)
    keep_score_text (self, text, length);
  if (self->takes_minus_infinity
      && limen_number_is_minus_infinity (text, length))
    {
      *score = -INFINITY;
      return;
    }
  if (!take_number (self, column, text, length, N_ ("the score is missing"),
                    score)
      || !self->has_range || self->options->undo != LIMEN_UNDO_NONE)
    return;
  if (self->range == LIMEN_KIND_PROBABILITY && !limen_is_probability (*score))
    {
      shown = limen_reader_row_describe (text, length);
      limen_reader_row_set_problem (
          self, line, column,
          "%s is not a probability, which lies from 0 to 1; if these are "
          "logits, {give --kind logit|choose that under Columns\342\200\246}",
          shown);
    }
  else if (self->range == LIMEN_KIND_LOG_PROBABILITY
           && *score > LIMEN_PROBABILITY_TOLERANCE)
    {
      shown = limen_reader_row_describe (text, length);
      limen_reader_row_set_problem (
          self, line, column,
          "%s is not a log-probability, which is at most 0; if these are "
          "logits, {give --kind logit|choose that under Columns\342\200\246}",
          shown);
    }
}

/* Reads a soft label of one class, or a real-valued label. */
static void
take_target (LimenReader *self, guint column, const char *text, gsize length)
{
  guint64 line = get_cell_line (self);
  double *target = &self->row.targets[self->uses[column].index];
  g_autofree char *shown = NULL;

  if (limen_reader_is_ignored (self, text, length))
    {
      self->row.is_ignored |= self->texts == NULL;
      self->row.has_no_label = TRUE;
      return;
    }
  if (self->texts != NULL && self->roles.has_soft_labels)
    {
      if (!limen_number_parse (text, length, self->roles.decimal_point, target)
          || !(*target >= 0 && *target <= 1))
        self->row.has_no_label = TRUE;
      return;
    }
  if (!take_number (self, column, text, length, N_ ("the label is missing"),
                    target)
      || limen_task_get (self->roles.task)->labels == LIMEN_LABELS_NUMBERS
      || (*target >= 0 && *target <= 1))
    return;
  if (limen_is_probability (*target))
    {
      *target = CLAMP (*target, 0, 1);
      self->row.n_rounded++;
      return;
    }
  shown = limen_reader_row_describe (text, length);
  limen_reader_row_set_problem (
      self, line, column,
      "%s is not a soft label, which is a probability from 0 to 1", shown);
}

/* Whether a label of one class among several counts as unknown: it is ignored,
 * or missing ones are skipped. */
static gboolean
is_unknown_truth (LimenReader *self, const char *text, gsize length)
{
  return limen_reader_is_ignored (self, text, length)
         || (self->options->skip_bad_cells && limen_is_missing (text, length));
}

static void
refuse_truth (LimenReader *self, guint column, const char *text, gsize length)
{
  guint64 line = get_cell_line (self);
  g_autofree char *name = limen_sample_format_name (self->sample, column);
  g_autofree char *shown = limen_reader_row_describe (text, length);
  double number;

  if (limen_is_missing (text, length))
    limen_reader_row_set_missing (
        self, line, column, text, length, N_ ("the label is missing"),
        N_ ("{--skip-bad-cells leaves out such labels, but keeps their "
            "rows|Columns\342\200\246 can leave out such labels, but keep "
            "their rows}"));
  else if (limen_number_parse (text, length, self->roles.decimal_point,
                               &number)
           && number == -1)
    limen_reader_row_set_kind (
        self, line, column, name, "-1",
        N_ ("{--ignore-label -1 leaves out such labels, but keeps their "
            "rows|Columns\342\200\246 can leave out such labels, but keep "
            "their rows}"),
        "\"%s\" is neither 0 nor 1", shown);
  else
    limen_reader_row_set_named (self, line, column, name,
                                "\"%s\" is neither 0 nor 1, as the label of "
                                "one class among several must be",
                                shown);
}

static void
take_truth (LimenReader *self, guint column, const char *text, gsize length)
{
  guint16 *place = &self->row.truths[self->uses[column].index];
  gboolean truth;

  if (is_unknown_truth (self, text, length))
    *place = LIMEN_UNKNOWN_LABEL;
  else if (limen_labels_parse_truth (text, length, self->roles.decimal_point,
                                     &truth))
    *place = (guint16) truth;
  else if (self->texts != NULL)
    *place = LIMEN_UNKNOWN_LABEL;
  else
    refuse_truth (self, column, text, length);
}

static void
refuse_negative (LimenReader *self, guint column, const char *text,
                 gsize length)
{
  guint64 line = get_cell_line (self);
  g_autofree char *shown = limen_reader_row_describe (text, length);

  if (self->uses[column].use == LIMEN_USE_VARIANCE)
    limen_reader_row_set_problem (
        self, line, column, "variance %s is negative; it must be 0 or more",
        shown);
  else if (self->uses[column].use == LIMEN_USE_WEIGHT)
    limen_reader_row_set_problem (
        self, line, column, "weight %s is negative; it must be 0 or more",
        shown);
  else
    limen_reader_row_set_problem (self, line, column,
                                  "cost %s is negative; it must be 0 or more",
                                  shown);
}

/* Reads a number that must not be negative; `missing` is the problem of a cell
 * without one. */
static void
take_amount (LimenReader *self, guint column, const char *text, gsize length,
             const char *missing, double *amount)
{
  if (take_number (self, column, text, length, missing, amount) && *amount < 0)
    refuse_negative (self, column, text, length);
}

static void
take_name (LimenReader *self, LimenLabels *labels, LimenName *name,
           guint column, const char *text, gsize length)
{
  name->number = self->texts == NULL || labels == self->groups
                     ? limen_labels_lookup (labels, text, length)
                     : LIMEN_LABEL_NONE;
  g_string_truncate (name->text, 0);
  g_string_append_len (name->text, text, (gssize) length);
  if (name->number == LIMEN_LABEL_NONE)
    name->line = get_cell_line (self);
  name->column = column;
}

static void
take_unit (LimenReader *self, guint column, const char *text, gsize length)
{
  LimenUnitText *unit = &self->row.unit;

  limen_trim_blanks (&text, &length);
  g_string_truncate (unit->text, 0);
  g_string_append_len (unit->text, text, (gssize) length);
  unit->line = get_cell_line (self);
  unit->column = column;
}

/* Whether rows with this label are left out. */
gboolean
limen_reader_is_ignored (LimenReader *self, const char *text, gsize length)
{
  g_autofree char *copy = NULL;

  if (self->ignored == NULL)
    return FALSE;
  if (limen_labels_lookup (self->ignored, text, length) != LIMEN_LABEL_NONE)
    return TRUE;
  copy = g_strndup (text, length);
  return limen_labels_find (self->ignored, copy) >= 0;
}

static void
take_label (LimenReader *self, guint column, const char *text, gsize length)
{
  take_name (self, self->labels, &self->row.label, column, text, length);
  self->row.is_ignored
      = self->texts == NULL && limen_reader_is_ignored (self, text, length);
}

/* Reads a cell of the current row. A problem is recorded in the row. */
void
limen_reader_row_take_column (LimenReader *self, guint column,
                              const char *text, gsize length)
{
  switch (self->uses[column].use)
    {
    case LIMEN_USE_SCORE:
      take_score (self, column, text, length);
      break;
    case LIMEN_USE_LABEL:
      take_label (self, column, text, length);
      break;
    case LIMEN_USE_PREDICTED:
      take_name (self, self->labels, &self->row.predicted, column, text,
                 length);
      break;
    case LIMEN_USE_TRUTH:
      take_truth (self, column, text, length);
      break;
    case LIMEN_USE_TARGET:
      take_target (self, column, text, length);
      break;
    case LIMEN_USE_VARIANCE:
      take_amount (self, column, text, length, N_ ("the variance is missing"),
                   &self->row.variance);
      break;
    case LIMEN_USE_WEIGHT:
      take_amount (self, column, text, length, N_ ("the weight is missing"),
                   &self->row.weight);
      break;
    case LIMEN_USE_FP_COST:
      take_amount (self, column, text, length, N_ ("the cost is missing"),
                   &self->row.fp_cost);
      break;
    case LIMEN_USE_FN_COST:
      take_amount (self, column, text, length, N_ ("the cost is missing"),
                   &self->row.fn_cost);
      break;
    case LIMEN_USE_GROUP:
      take_name (self, self->groups, &self->row.group, column, text, length);
      break;
    case LIMEN_USE_SPLIT:
      limen_reader_row_take_part (self, column, text, length);
      break;
    case LIMEN_USE_UNIT:
      take_unit (self, column, text, length);
      break;
    case LIMEN_USE_ID:
    case LIMEN_USE_NONE:
      break;
    }
}
