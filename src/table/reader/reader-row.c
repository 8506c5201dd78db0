#include "reader-private.h"

#include <math.h>
#include <string.h>

#include "blanks.h"
#include "escape.h"
#include "missing.h"
#include "number.h"
#include "preamble.h"
#include "total-word.h"

#define MAX_SHOWN_CHARS 40
/* Classes that a message lists. */
#define MAX_LISTED 5

static void G_GNUC_PRINTF (4, 0)
take_problem (LimenReader *self, guint64 line, guint column,
              const char *format, va_list args)
{
  self->row.problem = g_strdup_vprintf (format, args);
  self->row.problem_line = line;
  self->row.problem_column
      = (guint) limen_dialect_get_field (self->dialect, column);
}

static void G_GNUC_PRINTF (4, 5)
set_problem (LimenReader *self, guint64 line, guint column,
             const char *format, ...)
{
  va_list args;

  if (self->row.problem != NULL)
    return;
  va_start (args, format);
  take_problem (self, line, column, format, args);
  va_end (args);
}

/* Sets a problem that many rows may have: all of them are one message. `kind`
 * and `remedy`, NULL for none, are static. */
static void G_GNUC_PRINTF (6, 7)
set_kind (LimenReader *self, guint64 line, guint column, const char *kind,
          const char *remedy, const char *format, ...)
{
  va_list args;

  if (self->row.problem != NULL)
    return;
  va_start (args, format);
  take_problem (self, line, column, format, args);
  va_end (args);
  self->row.kind = kind;
  self->row.remedy = remedy;
}

static char *
describe (const char *text, gsize length)
{
  return limen_escape_text (text, length, MAX_SHOWN_CHARS);
}

/* Sets the problem of a cell without a value; `what` is the value it lacks
 * ("label"), and `remedy`, or NULL, what can be done; both are static. */
static void
set_missing (LimenReader *self, guint64 line, guint column, const char *text,
             gsize length, const char *what, const char *remedy)
{
  g_autofree char *name = limen_dialect_format_name (self->dialect, column);
  g_autofree char *shown = describe (text, length);

  if (limen_is_blank (text, length))
    set_kind (self, line, column, what, remedy,
              "column \"%s\": the %s is missing", name, what);
  else
    set_kind (self, line, column, what, remedy,
              "column \"%s\": the %s is missing (\"%s\")", name, what, shown);
}

static void
refuse_number (LimenReader *self, guint column, const char *text, gsize length,
               const char *what)
{
  g_autofree char *name = limen_dialect_format_name (self->dialect, column);
  g_autofree char *shown = describe (text, length);
  guint64 line = limen_record_parser_get_field_line (self->parser);
  char other = self->roles.decimal_point == '.' ? ',' : '.';
  double value;

  if (limen_is_missing (text, length))
    set_missing (self, line, column, text, length, what, NULL);
  else if (limen_number_parse (text, length, other, &value))
    set_kind (self, line, column, "decimal point",
              other == '.' ? "the decimal point is ',' in this file"
                           : "the decimal point is '.' in this file",
              "column \"%s\": \"%s\" is not a number here", name, shown);
  else if (self->uses[column].use == LIMEN_USE_SCORE
           && limen_number_is_minus_infinity (text, length))
    set_problem (self, line, column,
                 "column \"%s\": \"%s\" is a score only among "
                 "log-probabilities; if these are, give --kind "
                 "log-probability",
                 name, shown);
  else if (*text == '*' && length > 1
           && limen_number_parse (text + 1, length - 1,
                                  self->roles.decimal_point, &value))
    set_kind (self, line, column, "asterisk",
              "take the asterisks off: they mark the predicted class, and "
              "without these rows the others mislead",
              "column \"%s\": \"%s\" is not a number", name, shown);
  else if (limen_cell_has_form (text, length))
    set_kind (self, line, column, "cell form",
              "such cells are read where the whole column is made of them",
              "column \"%s\": \"%s\" is not a number here", name, shown);
  else
    set_problem (self, line, column,
                 "column \"%s\": \"%s\" is not a number; write it like 0.25 "
                 "or -1.5e-3",
                 name, shown);
}

static gboolean
take_number (LimenReader *self, guint column, const char *text, gsize length,
             const char *what, double *number)
{
  if (limen_number_parse (text, length, self->roles.decimal_point, number))
    return TRUE;
  refuse_number (self, column, text, length, what);
  return FALSE;
}

static void
take_score (LimenReader *self, guint column, const char *text, gsize length)
{
  guint64 line = limen_record_parser_get_field_line (self->parser);
  double *score = &self->row.scores[self->uses[column].index];
  g_autofree char *shown = NULL;

  if (self->takes_minus_infinity
      && limen_number_is_minus_infinity (text, length))
    {
      *score = -INFINITY;
      return;
    }
  if (!take_number (self, column, text, length, "score", score)
      || !self->options->has_kind || self->options->undo != LIMEN_UNDO_NONE)
    return;
  if (self->options->kind == LIMEN_KIND_PROBABILITY
      && !limen_is_probability (*score))
    {
      shown = describe (text, length);
      set_problem (self, line, column,
                   "%s is not a probability, which lies from 0 to 1; if these "
                   "are logits, give --kind logit",
                   shown);
    }
  else if (self->options->kind == LIMEN_KIND_LOG_PROBABILITY
           && *score > LIMEN_PROBABILITY_TOLERANCE)
    {
      shown = describe (text, length);
      set_problem (self, line, column,
                   "%s is not a log-probability, which is 0 at most; if these "
                   "are logits, give --kind logit",
                   shown);
    }
}

/* A class's probability as the label, or a real-valued label. */
static void
take_target (LimenReader *self, guint column, const char *text, gsize length)
{
  guint64 line = limen_record_parser_get_field_line (self->parser);
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
  if (!take_number (self, column, text, length, "label", target)
      || limen_task_get (self->roles.task)->labels == LIMEN_LABELS_NUMBERS
      || (*target >= 0 && *target <= 1))
    return;
  if (limen_is_probability (*target))
    {
      *target = CLAMP (*target, 0, 1);
      self->row.n_rounded++;
      return;
    }
  shown = describe (text, length);
  set_problem (self, line, column,
               "%s is no label of a class, which is a probability from 0 to 1",
               shown);
}

/* Whether a truth leaves its label unknown. */
static gboolean
is_unknown_truth (LimenReader *self, const char *text, gsize length)
{
  return limen_reader_is_ignored (self, text, length)
         || (self->options->skip_bad_cells
             && limen_is_missing (text, length));
}

static void
refuse_truth (LimenReader *self, guint column, const char *text, gsize length)
{
  guint64 line = limen_record_parser_get_field_line (self->parser);
  g_autofree char *name = limen_dialect_format_name (self->dialect, column);
  g_autofree char *shown = describe (text, length);
  double number;

  if (limen_is_missing (text, length))
    set_missing (self, line, column, text, length, "label",
                 "--skip-bad-cells leaves out such labels, but keeps their "
                 "rows");
  else if (limen_number_parse (text, length, self->roles.decimal_point,
                               &number)
           && number == -1)
    set_kind (self, line, column, "-1",
              "--ignore-label -1 leaves out such labels, but keeps their rows",
              "column \"%s\": \"%s\" is neither 0 nor 1", name, shown);
  else
    set_problem (self, line, column,
                 "column \"%s\": \"%s\" is neither 0 nor 1, as a label of "
                 "one class among several is",
                 name, shown);
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

/* A number that must not be negative; `what` says what it is. */
static void
take_amount (LimenReader *self, guint column, const char *text, gsize length,
             const char *what, double *amount)
{
  guint64 line = limen_record_parser_get_field_line (self->parser);
  g_autofree char *shown = NULL;

  if (!take_number (self, column, text, length, what, amount) || *amount >= 0)
    return;
  shown = describe (text, length);
  set_problem (self, line, column,
               "%s %s is negative; 0 or more is allowed", what, shown);
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
  name->line = limen_record_parser_get_field_line (self->parser);
  name->column = column;
}

/* Whether rows of this label are to be left out. */
gboolean
limen_reader_is_ignored (LimenReader *self, const char *text,
                         gsize length)
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
  self->row.is_ignored = self->texts == NULL
                         && limen_reader_is_ignored (self, text, length);
}

/* Whether a name is a missing value, and not the name of a class. */
static gboolean
is_missing_class (LimenReader *self, const LimenName *name)
{
  GStrv classes = self->options->classes;
  g_autofree char *text = NULL;

  if (!limen_dialect_is_missing (self->dialect, name->text->str,
                                 name->text->len))
    return FALSE;
  text = g_strstrip (g_strdup (name->text->str));
  return *text == '\0'
         || (limen_labels_find (self->labels, text) < 0
             && g_strcmp0 (self->options->positive, text) != 0
             && (classes == NULL
                 || !g_strv_contains ((const char *const *) classes, text)));
}

/* "cat", "dog" and 3 more */
static char *
list_labels (LimenReader *self)
{
  guint n = limen_labels_get_n (self->labels);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, MAX_LISTED); i++)
    g_string_append_printf (list, "%s\"%s\"", i > 0 ? ", " : "",
                            limen_labels_get_name (self->labels, i));
  if (n > MAX_LISTED)
    g_string_append_printf (list, " and %u more", n - MAX_LISTED);
  return g_string_free (list, FALSE);
}

static void
refuse_label (LimenReader *self, const LimenName *label)
{
  g_autofree char *column = limen_dialect_format_name (self->dialect,
                                                       label->column);
  g_autofree char *shown = describe (label->text->str, label->text->len);
  g_autofree char *known = list_labels (self);

  if (self->roles.scores != NULL)
    set_kind (self, label->line, label->column, "score column",
              "--ignore-label leaves out the rows of a label",
              "column \"%s\": no score column is for label \"%s\"; the labels "
              "that have one are %s. Labels without one stand",
              column, shown, known);
  else
    set_problem (self, label->line, label->column,
                 "column \"%s\": \"%s\" is one label too many; %d are the "
                 "limit",
                 column, shown, LIMEN_MAX_CLASSES);
}

static void
settle_label (LimenReader *self, LimenName *label, const char *what)
{
  label->number = LIMEN_LABEL_NONE;
  if (is_missing_class (self, label))
    {
      set_missing (self, label->line, label->column, label->text->str,
                   label->text->len, what, NULL);
      return;
    }
  label->number = limen_labels_take (self->labels, label->text->str,
                                     label->text->len);
  if (label->number == LIMEN_LABEL_NONE)
    refuse_label (self, label);
  else if (self->texts != NULL)
    label->number = limen_label_texts_add (self->texts, label->text->str,
                                           label->number);
}

/* Takes the label of a row to be decided, which may be any text. */
static void
settle_label_text (LimenReader *self, LimenName *label)
{
  const GString *text = label->text;
  guint16 number = LIMEN_LABEL_NONE;

  if (!limen_reader_is_ignored (self, text->str, text->len)
      && !is_missing_class (self, label))
    number = limen_labels_take (self->labels, text->str, text->len);
  label->number = limen_label_texts_add (self->texts, text->str, number);
}

/* Takes the group: words such as NA are groups like any other, an empty cell
 * is none. */
static void
settle_group (LimenReader *self)
{
  LimenName *group = &self->row.group;

  group->number
      = limen_labels_take (self->groups, group->text->str, group->text->len);
  if (group->number != LIMEN_LABEL_NONE)
    return;
  if (limen_is_blank (group->text->str, group->text->len))
    set_missing (self, group->line, group->column, group->text->str,
                 group->text->len, "group", NULL);
  else
    set_problem (self, group->line, group->column,
                 "more than 1,000 groups, which is the limit; is this the "
                 "right column?");
}

/* Reads a column of the row. What is wrong with it is noted. */
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
      take_amount (self, column, text, length, "variance",
                   &self->row.variance);
      break;
    case LIMEN_USE_WEIGHT:
      take_amount (self, column, text, length, "weight", &self->row.weight);
      break;
    case LIMEN_USE_FP_COST:
      take_amount (self, column, text, length, "cost", &self->row.fp_cost);
      break;
    case LIMEN_USE_FN_COST:
      take_amount (self, column, text, length, "cost", &self->row.fn_cost);
      break;
    case LIMEN_USE_GROUP:
      take_name (self, self->groups, &self->row.group, column, text, length);
      break;
    case LIMEN_USE_ID:
    case LIMEN_USE_NONE:
      break;
    }
}

/* Takes the id by which the row finds its labels in another file; the column
 * may have another use as well. */
void
limen_reader_row_take_id (LimenReader *self, guint column, const char *text,
                          gsize length)
{
  limen_trim_blanks (&text, &length);
  g_string_truncate (self->row.id, 0);
  g_string_append_len (self->row.id, text, (gssize) length);
  if (length == 0 && limen_label_file_needs_id (self->joined))
    set_missing (self, limen_record_parser_get_field_line (self->parser),
                 column, text, length, "id", NULL);
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
    case LIMEN_USE_ID:
      break;
    }
  return FALSE;
}

/* The form that the cells of a field must have; NULL where they are read as
 * they are: plain ones, those that are not used, and names like percentages. */
const LimenCellForm *
limen_reader_get_form (LimenReader *self, gsize field)
{
  const LimenField *of = &self->dialect->fields[field];
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
  const LimenField *of = &self->dialect->fields[field];
  gsize n;
  const char *bytes = g_bytes_get_data (of->name, &n);
  g_autofree char *name = limen_escape_text (bytes, n, 0);
  g_autofree char *shown = describe (text, length);

  set_problem (self, limen_record_parser_get_field_line (self->parser),
               (guint) of->first_column,
               "column \"%s\": \"%s\" is not written like \"%s\", as this "
               "column is",
               name, shown, of->form.example);
}

/* Whether the label of a row to be decided may be any text. */
static gboolean
may_be_any_text (LimenReader *self, gsize column)
{
  return self->texts != NULL
         && (self->uses[column].use == LIMEN_USE_LABEL
             || self->uses[column].use == LIMEN_USE_TRUTH
             || self->uses[column].use == LIMEN_USE_TARGET);
}

/* Reads the elements of a cell that must have a form. */
static void
take_elements (LimenReader *self, guint field, const char *text, gsize length)
{
  const LimenField *of = &self->dialect->fields[field];
  gboolean has_form = limen_cell_form_read (&of->form, text, length,
                                            &self->content);

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
        element
            = g_array_index (self->content.elements, LimenCellElement, k);
      limen_reader_row_take_column (self, (guint) (of->first_column + k),
                                    element.text, element.length);
    }
}

/* Whether a field is what a line of totals begins with, or a label that no row
 * had before. */
static gboolean
is_total (LimenReader *self, guint field, const char *text, gsize length)
{
  LimenUse use = self->uses[self->dialect->fields[field].first_column].use;

  if (use == LIMEN_USE_LABEL)
    return limen_is_total_word (text, length)
           && limen_spellings_find (self->names, text, length)
                  == LIMEN_LABEL_NONE;
  if (field > 0 || !limen_is_total_word (text, length))
    return FALSE;
  return use == LIMEN_USE_NONE
         || (use == LIMEN_USE_GROUP
             && limen_spellings_find (self->group_names, text, length)
                    == LIMEN_LABEL_NONE);
}

/* Reads a field of the row. What is wrong with it is noted. */
void
limen_reader_row_take_field (LimenReader *self, guint field, const char *text,
                             gsize length)
{
  const LimenField *of = &self->dialect->fields[field];

  self->row.is_total |= is_total (self, field, text, length);
  if (field == 0)
    self->row.is_comment = limen_preamble_is_comment (text, length);
  if (limen_reader_get_form (self, field) != NULL)
    take_elements (self, field, text, length);
  else if (of->form.n_elements == 1)
    limen_reader_row_take_column (self, (guint) of->first_column, text, length);
}

/* Notes that a row is a line of totals. */
void
limen_reader_row_refuse_total (LimenReader *self, const LimenRecord *record)
{
  g_clear_pointer (&self->row.problem, g_free);
  self->row.kind = NULL;
  set_problem (self, record->line, 0,
               "the last line looks like the totals of those above it, which "
               "are no row; remove it");
}

/* What the numbers of a good row must be together; and what was done to the
 * scores is undone. */
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
      set_problem (self, record->line, column,
                   "this does not come from probabilities by --undo %s",
                   limen_undo_get_name (self->options->undo));
      return;
    }
  for (gsize k = 0; self->roles.has_soft_labels && k < n; k++)
    sum += row->targets[k];
  if (!self->roles.has_soft_labels
      || fabs (sum - 1) <= LIMEN_SOFT_LABEL_TOLERANCE)
    return;
  if (self->texts != NULL)
    self->row.has_no_label = TRUE;
  else
    set_problem (self, record->line,
                 (guint) limen_class_columns_get (self->roles.labels, 0),
                 "the labels of this row add up to %.6g; 1 is needed", sum);
}

/* Forgets what is wrong with the row. */
static void
forgive (LimenReader *self)
{
  g_clear_pointer (&self->row.problem, g_free);
  self->row.kind = NULL;
  self->row.remedy = NULL;
}

/* Whether all fields of the row together make one that can be used; its new
 * names count from then on. FALSE, with a note of the first thing wrong. */
gboolean
limen_reader_row_check (LimenReader *self, const LimenRecord *record)
{
  if (record->n_fields != self->dialect->n_fields)
    {
      forgive (self);
      set_problem (self, record->line, 0,
                   "%u %s, expected %" G_GSIZE_FORMAT
                   "; every row must have as many as the first%s",
                   record->n_fields,
                   record->n_fields == 1 ? "field" : "fields",
                   self->dialect->n_fields,
                   self->row.is_comment
                       ? ", and comments are passed over only above the header"
                       : "");
      self->row.problem_column = record->n_fields - 1;
    }
  check_scores (self, record);
  if (self->row.problem == NULL && self->dataset->predictions.labels != NULL
      && !self->roles.has_soft_labels
      && self->row.label.number == LIMEN_LABEL_NONE)
    {
      if (self->texts != NULL)
        settle_label_text (self, &self->row.label);
      else
        settle_label (self, &self->row.label, "label");
    }
  if (self->row.problem == NULL && self->roles.predicted >= 0
      && self->row.predicted.number == LIMEN_LABEL_NONE)
    settle_label (self, &self->row.predicted, "predicted class");
  if (self->row.problem == NULL && self->roles.group >= 0
      && self->row.group.number == LIMEN_LABEL_NONE)
    settle_group (self);
  return self->row.problem == NULL;
}

/* Counts the row that was read as one that cannot be used, for the first thing
 * wrong with it. */
void
limen_reader_row_report (LimenReader *self)
{
  const LimenRow *row = &self->row;
  guint64 line;
  guint column;
  const char *path = limen_reader_find_problem (self, &line, &column);

  if (row->kind != NULL)
    limen_problems_add_kind (self->problems, path, line, column,
                                row->kind, row->problem, row->remedy);
  else
    limen_problems_add (self->problems, path, line, column, "%s",
                        row->problem);
}

/* Makes room for a row of the columns that the predictions have. */
void
limen_reader_row_init (LimenReader *self, LimenRow *row)
{
  const LimenPredictions *numbers = &self->dataset->predictions;
  gsize n = numbers->n_scores;

  row->label.text = g_string_new (NULL);
  row->predicted.text = g_string_new (NULL);
  row->group.text = g_string_new (NULL);
  row->id = g_string_new (NULL);
  row->joined = LIMEN_LABEL_FILE_NONE;
  row->scores = g_new0 (double, n);
  if (numbers->targets != NULL)
    row->targets = g_new0 (double, n);
  if (numbers->truths != NULL)
    row->truths = g_new0 (guint16, n);
}

/* Frees what limen_reader_row_init() made, if it did. */
void
limen_reader_row_clear (LimenRow *row)
{
  g_clear_pointer (&row->problem, g_free);
  if (row->label.text == NULL)
    return;
  g_string_free (row->label.text, TRUE);
  g_string_free (row->predicted.text, TRUE);
  g_string_free (row->group.text, TRUE);
  g_string_free (row->id, TRUE);
  g_free (row->scores);
  g_free (row->targets);
  g_free (row->truths);
}

/* Resets the row for the next one. */
void
limen_reader_row_reset (LimenReader *self)
{
  forgive (self);
  self->row.is_comment = FALSE;
  self->row.is_total = FALSE;
  self->row.is_ignored = FALSE;
  self->row.has_no_label = FALSE;
  self->row.n_rounded = 0;
  self->row.joined = LIMEN_LABEL_FILE_NONE;
  self->row.is_unlabelled = FALSE;
  g_string_truncate (self->row.id, 0);
  g_string_truncate (self->row.label.text, 0);
}
