/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader-prepare.h"

#include <string.h>

#include "display-text.h"
#include "memory.h"
#include "reading-memory.h"
#include "role-names.h"
#include "table-error.h"

/* Memory per row until the file is displayed: its columns and the sweep. */
#define BYTES_PER_ROW 24
/* Memory per additional score column: the score, and its probability if it is
 * a logit. */
#define BYTES_PER_SCORE 16
/* Memory for the unit of a row: its index, and its text if it is the first. */
#define BYTES_PER_UNIT 48
/* Memory per column of weights or costs: the values and their cumulative
 * sums. */
#define BYTES_PER_WEIGHT 40
#define MAX_GROUPS 1000
/* Rows by which a piece may exceed its size: those of a batch. */
#define MAX_BATCH_ROWS 4096
#define MAX_IGNORED 100

static void
use_column (LimenReader *self, int column, LimenUse use, guint16 index)
{
  if (column < 0)
    return;
  self->uses[column].use = use;
  self->uses[column].index = index;
}

/* A column's name, or its number if the name is empty; a new string, or NULL
 * if `column` is -1. */
static char *
format_column (LimenReader *self, int column)
{
  g_autofree char *name = NULL;

  if (column < 0)
    return NULL;
  name = limen_sample_format_name (self->sample, (gsize) column);
  return *name != '\0'
             ? g_steal_pointer (&name)
             : limen_sample_format_number (self->sample, (gsize) column);
}

/* Assigns a use to one column, or to one column per class, and appends their
 * names. */
static void
use_columns (LimenReader *self, int column, const LimenClassColumns *columns,
             LimenUse use, GPtrArray *names)
{
  gsize n = columns != NULL ? limen_class_columns_get_n (columns)
                            : column >= 0;

  for (gsize k = 0; k < n; k++)
    {
      int each = columns != NULL ? limen_class_columns_get (columns, k)
                                 : column;

      use_column (self, each, use, (guint16) k);
      g_ptr_array_add (names, format_column (self, each));
    }
}

static LimenUse
get_label_use (const LimenRoles *roles)
{
  switch (limen_task_get (roles->task)->labels)
    {
    case LIMEN_LABELS_SETS:
      return LIMEN_USE_TRUTH;
    case LIMEN_LABELS_NUMBERS:
      return LIMEN_USE_TARGET;
    case LIMEN_LABELS_CLASSES:
    default:
      return roles->has_soft_labels ? LIMEN_USE_TARGET : LIMEN_USE_LABEL;
    }
}

static void
use_roles (LimenReader *self)
{
  LimenDataset *dataset = self->dataset;
  const LimenRoles *roles = &self->roles;

  self->uses
      = g_malloc0_n (MAX (self->sample->n_columns, 1), sizeof *self->uses);
  use_columns (self, roles->label, roles->labels, get_label_use (roles),
               dataset->label_columns);
  use_columns (self, roles->score, roles->scores, LIMEN_USE_SCORE,
               dataset->score_columns);
  use_column (self, roles->predicted, LIMEN_USE_PREDICTED, 0);
  use_column (self, roles->variance, LIMEN_USE_VARIANCE, 0);
  use_column (self, roles->weight, LIMEN_USE_WEIGHT, 0);
  use_column (self, roles->fp_cost, LIMEN_USE_FP_COST, 0);
  use_column (self, roles->fn_cost, LIMEN_USE_FN_COST, 0);
  use_column (self, roles->group, LIMEN_USE_GROUP, 0);
  use_column (self, roles->unit, LIMEN_USE_UNIT, 0);
  use_column (self, roles->split, LIMEN_USE_SPLIT, 0);
  if (self->sample->id >= 0
      && self->uses[self->sample->id].use == LIMEN_USE_NONE)
    use_column (self, self->sample->id, LIMEN_USE_ID, 0);
  dataset->predicted_column = format_column (self, roles->predicted);
  dataset->variance_column = format_column (self, roles->variance);
  dataset->weight_column = format_column (self, roles->weight);
  dataset->fp_cost_column = format_column (self, roles->fp_cost);
  dataset->fn_cost_column = format_column (self, roles->fn_cost);
  dataset->group_column = format_column (self, roles->group);
  dataset->unit_column = format_column (self, roles->unit);
  dataset->part.column = format_column (self, roles->split);
  dataset->has_soft_labels = roles->has_soft_labels;
  dataset->undone = self->options->undo;
}

/* Whether the sample has scores, and none above 0. */
static gboolean
is_below_zero (LimenReader *self)
{
  const LimenRoles *roles = &self->roles;
  gsize n = self->roles.scores != NULL
                ? limen_class_columns_get_n (roles->scores)
                : 1;
  gboolean has_any = FALSE;
  double number;

  for (guint row = 0; row < self->sample->rows->len; row++)
    for (gsize k = 0; k < n; k++)
      {
        int column = roles->scores != NULL
                         ? limen_class_columns_get (roles->scores, k)
                         : roles->score;

        if (!limen_sample_parse_number (self->sample, row, column, &number))
          continue;
        if (number > LIMEN_PROBABILITY_TOLERANCE)
          return FALSE;
        has_any = TRUE;
      }
  return has_any;
}

/* Whether "-inf" is accepted as the logarithm of 0: for log-probabilities, by
 * option or by name, and for scores that are never above 0. */
static gboolean
may_take_minus_infinity (LimenReader *self)
{
  if (self->options->undo != LIMEN_UNDO_NONE || self->options->reverse_scores
      || limen_task_get (self->roles.task)->thresholds == LIMEN_THRESHOLDS_NONE)
    return FALSE;
  if (self->options->has_kind
      || (self->has_kind && self->kind != LIMEN_KIND_PROBABILITY))
    return self->kind == LIMEN_KIND_LOG_PROBABILITY;
  return is_below_zero (self);
}

static void
resolve_kind (LimenReader *self)
{
  int column = limen_roles_get_first_score (&self->roles);

  self->has_kind = self->options->has_kind || self->roles.is_decision;
  self->kind = self->roles.is_decision ? LIMEN_KIND_DECISION
                                       : self->options->kind;
  if (!self->has_kind && self->sample->has_header)
    self->has_kind = limen_role_names_match_kind (
        g_ptr_array_index (self->sample->names, (guint) column), &self->kind);
  self->takes_minus_infinity = may_take_minus_infinity (self);
  self->has_range = self->options->has_kind;
  self->range = self->options->kind;
}

static void
take_text (LimenLabels *labels, const char *text)
{
  limen_labels_take (labels, text, strlen (text));
}

/* Adds the classes that are known before reading to the labels, so that the
 * index of a label is that of its class. */
static void
take_classes (LimenReader *self)
{
  const LimenRoles *roles = &self->roles;
  gsize n = limen_class_columns_get_n (roles->scores);

  if (roles->naming == LIMEN_CLASSES_BY_EITHER)
    return;
  self->has_all_labels = roles->naming != LIMEN_CLASSES_BY_ORDER;
  for (gsize k = 0; self->has_all_labels && k < n; k++)
    {
      g_autofree char *number = g_strdup_printf (
          "%" G_GSIZE_FORMAT,
          roles->naming == LIMEN_CLASSES_BY_NUMBER ? k + 1 : k);

      take_text (self->labels, roles->naming == LIMEN_CLASSES_BY_NAME
                                   ? g_ptr_array_index (roles->scores->stems,
                                                        k)
                                   : number);
    }
  for (gsize k = 0; !self->has_all_labels && self->options->classes != NULL
                    && self->options->classes[k] != NULL;
       k++)
    take_text (self->labels, self->options->classes[k]);
}

/* Whether the columns or the options name every class. */
static gboolean
has_known_classes (LimenReader *self)
{
  GStrv classes = self->options->classes;

  switch (self->roles.naming)
    {
    case LIMEN_CLASSES_BY_ORDER:
      return classes != NULL
             && g_strv_length (classes)
                    >= limen_class_columns_get_n (self->roles.scores);
    case LIMEN_CLASSES_BY_EITHER:
      return FALSE;
    default:
      return TRUE;
    }
}

/* Upper bound on the number of distinct labels; one more is an error of its
 * row: the number of score columns, if there are several. With one score
 * column the bound is LIMEN_MAX_CLASSES, and a third label is reported after
 * reading, since no single row shows which label is wrong. The bound is also
 * LIMEN_MAX_CLASSES when cutoffs are applied and the classes are not known
 * yet: rows may then have any label, and unknown ones are sorted out after
 * reading. */
static guint
get_max_labels (LimenReader *self)
{
  return self->roles.scores != NULL
                 && (self->texts == NULL || self->roles.label < 0
                     || has_known_classes (self))
             ? (guint) limen_class_columns_get_n (self->roles.scores)
             : LIMEN_MAX_CLASSES;
}

static void
prepare_labels (LimenReader *self)
{
  char point = self->roles.decimal_point;
  GStrv ignored = self->options->ignored;

  self->names = limen_name_table_new ();
  self->group_names = limen_name_table_new ();
  if (self->options->label_is_optional)
    self->texts = limen_label_texts_new ();
  self->labels = limen_labels_new (get_max_labels (self), point);
  self->groups = limen_labels_new (MAX_GROUPS, point);
  if (self->roles.unit >= 0)
    self->units = limen_text_set_new (self->dataset->path);
  if (self->roles.scores != NULL)
    take_classes (self);
  else if (self->roles.has_soft_labels)
    {
      take_text (self->labels, "0");
      take_text (self->labels, "1");
    }
  if (ignored != NULL && *ignored != NULL)
    self->ignored = limen_labels_new (MAX_IGNORED, point);
  for (gsize i = 0; ignored != NULL && ignored[i] != NULL; i++)
    take_text (self->ignored, ignored[i]);
}

/* Memory per row until the file is displayed. */
static guint64
estimate_row_bytes (LimenReader *self)
{
  const LimenRoles *roles = &self->roles;
  guint64 n_more = MAX (self->dataset->predictions.n_scores, 1) - 1;
  guint64 n_weights
      = (roles->weight >= 0) + (roles->fp_cost >= 0) + (roles->fn_cost >= 0);

  return BYTES_PER_ROW + BYTES_PER_SCORE * n_more
         + BYTES_PER_WEIGHT * n_weights
         + (roles->unit >= 0 ? BYTES_PER_UNIT : 0);
}

static gboolean
resolve_roles (LimenReader *self, GError **error)
{
  g_autoptr (LimenFacts) facts = NULL;

  self->roles = LIMEN_ROLES_NONE;
  if (self->sample->n_columns == 0)
    return TRUE;
  facts = limen_facts_new (self->sample, self->options->ignored);
  if (!limen_roles_infer (&self->roles, self->dataset->path, facts,
                          self->options, error))
    return FALSE;
  resolve_kind (self);
  return TRUE;
}

static gboolean
fail_unclear (LimenReader *self, gsize field, GError **error)
{
  const LimenField *unclear = &self->sample->fields[field];
  g_autofree char *name
      = limen_sample_format_name (self->sample, unclear->first_column);

  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_DATA,
      "%s: column \"%s\": it is not clear whether the comma in numbers such "
      "as \"%s\" separates thousands or is the decimal point; write them "
      "without thousands separators and with a decimal point",
      self->dataset->path, name, unclear->form.example);
}

/* FALSE with an error if the numbers in a column that is used are
 * ambiguous. */
static gboolean
check_forms (LimenReader *self, GError **error)
{
  for (gsize i = 0; i < self->sample->n_fields; i++)
    {
      const LimenCellForm *form = limen_reader_get_form (self, i);

      if (form != NULL && form->type == LIMEN_CELL_UNCLEAR)
        return fail_unclear (self, i, error);
    }
  return TRUE;
}

/* FALSE with an error if no row of the sample has as many fields as the
 * header. */
static gboolean
check_sample (LimenReader *self, GError **error)
{
  if (self->sample->rows_error == NULL || self->options->skip_bad_rows)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->sample->rows_error));
  return FALSE;
}

/* On the second attempt at reading, whose sample has more rows: FALSE with an
 * error if it infers the roles of the first attempt, which have failed. */
static gboolean
check_changed (LimenReader *self, GError **error)
{
  if (self->known_roles == NULL
      || !limen_roles_equal (&self->roles, self->known_roles))
    return TRUE;
  return limen_table_fail (error, LIMEN_TABLE_ERROR_ROLES,
                           "the columns are the same as before");
}

static void
take_field_names (LimenReader *self)
{
  for (gsize i = 0; i < self->sample->n_fields; i++)
    g_ptr_array_add (self->dataset->field_names,
                     limen_sample_format_field_name (self->sample, i));
}

/* Takes the sample of the source; with rows from all over it, unless the
 * labels are in another file. */
static gboolean
take_sample (LimenReader *self, GError **error)
{
  self->sample = limen_source_sample (self->source, self->options, error);
  if (self->sample == NULL || !check_sample (self, error))
    return FALSE;
  if (self->sample->rows->len > 0 && self->options->labels_from == NULL)
    limen_source_spread (self->source, self->sample);
  if (self->known != NULL)
    limen_source_add_places (self->source, self->sample, self->known);
  return TRUE;
}

/* Makes room for the estimated number of rows. */
static gboolean
make_room (LimenReader *self, GError **error)
{
  gsize n_rows = limen_source_estimate_rows (self->source, self->is_excerpt);

  if (self->is_in_pieces)
    n_rows = MIN (n_rows, self->piece_rows + MAX_BATCH_ROWS);
  if (!limen_memory_check (self->dataset->path,
                           (guint64) n_rows * estimate_row_bytes (self),
                           error))
    return FALSE;
  if (limen_reader_resize (self, n_rows))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/* Infers the roles of the columns and prepares reading the rows. FALSE with an
 * error. */
gboolean
limen_reader_prepare (LimenReader *self, GError **error)
{
  LimenDataset *dataset = self->dataset;

  if (!take_sample (self, error) || !limen_reader_join (self, error)
      || !resolve_roles (self, error) || !check_changed (self, error))
    return FALSE;
  dataset->delimiter = self->sample->delimiter;
  dataset->has_header = self->sample->has_header;
  dataset->header_key = limen_reading_memory_make_key (self->sample);
  take_field_names (self);
  if (self->options->like != NULL)
    dataset->like = limen_display_text_new (self->options->like,
                                            strlen (self->options->like), 0);
  use_roles (self);
  if (!check_forms (self, error))
    return FALSE;
  prepare_labels (self);
  limen_reader_prepare_split (self);
  limen_reader_prepare_columns (self);
  limen_reader_prepare_pieces (self);
  limen_reader_plan_columns (self);
  return limen_reader_prepare_joined (self, error) && make_room (self, error);
}
