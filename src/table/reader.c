#include "dataset-private.h"

#include <math.h>
#include <string.h>

#include "dialect.h"
#include "escape.h"
#include "labels.h"
#include "memory.h"
#include "number.h"
#include "problems.h"
#include "record.h"
#include "roles.h"
#include "role-names.h"
#include "source.h"
#include "sum.h"
#include "table-error.h"

/* The first bytes, from which the dialect and the roles are told. */
#define SAMPLE_SIZE (1024 * 1024)
#define BLOCK_SIZE (256 * 1024)
#define FIRST_CAPACITY 4096
/* What a row takes in memory until it is on the screen: the columns, and the
 * sweep with what sorting it needs. */
#define BYTES_PER_ROW 64
#define MAX_SHOWN_CHARS 40
#define MAX_GROUPS 1000
#define MAX_IGNORED 100
/* Products of two sums of weights stay far from what doubles can hold. */
#define LEAST_WEIGHT 1e-100
#define MOST_WEIGHT 1e100

/* What a field of a column is read as. */
typedef enum
{
  USE_NONE,
  USE_LABEL,
  USE_SCORE,
  USE_WEIGHT,
  USE_GROUP,
} Use;

/* A name that was not seen before: it counts once its row is found good. */
typedef struct
{
  guint16 number; /* LIMEN_LABEL_NONE: new */
  GString *text;
  guint64 line;
  guint column;
} Name;

/* The row being read. */
typedef struct
{
  double score, weight;
  Name label, group;
  gboolean is_ignored;
  char *problem; /* the first thing wrong with it */
  guint64 problem_line;
  guint problem_column;
} Row;

typedef struct
{
  LimenDataset *dataset;
  const LimenReadOptions *options;
  LimenDialect *dialect;
  LimenRoles roles;
  LimenRecordParser *parser;
  LimenLabels *labels, *groups;
  LimenLabels *ignored; /* NULL: none is */
  LimenProblems *problems;
  Use *uses; /* of each column */
  gboolean is_past_header;
  Row row;
  gsize capacity;
  double min, max;
  guint64 outside_line; /* the first row outside [0, 1]; 0: none */
  LimenKind kind;       /* said, or what the column's name says */
  gboolean has_kind;
  GError *error;
} Reader;

static void G_GNUC_PRINTF (4, 5)
set_problem (Reader *self, guint64 line, guint column, const char *format, ...)
{
  va_list args;

  if (self->row.problem != NULL)
    return;
  va_start (args, format);
  self->row.problem = g_strdup_vprintf (format, args);
  va_end (args);
  self->row.problem_line = line;
  self->row.problem_column = column;
}

static char *
describe (const char *text, gsize length)
{
  return limen_escape_text (text, length, MAX_SHOWN_CHARS);
}

static void
refuse_number (Reader *self, guint column, const char *text, gsize length)
{
  g_autofree char *name = limen_dialect_format_name (self->dialect, column);
  g_autofree char *shown = describe (text, length);
  guint64 line = limen_record_parser_get_field_line (self->parser);
  char other = self->roles.decimal_point == '.' ? ',' : '.';
  double value;

  if (length == 0)
    set_problem (self, line, column, "column \"%s\" is empty; a number is needed",
                 name);
  else if (limen_number_parse (text, length, other, &value))
    set_problem (self, line, column,
                 "column \"%s\": \"%s\" is not a number here, where the "
                 "decimal point is '%c'",
                 name, shown, self->roles.decimal_point);
  else
    set_problem (self, line, column,
                 "column \"%s\": \"%s\" is not a number; write it like 0.25 "
                 "or -1.5e-3",
                 name, shown);
}

static void
take_score (Reader *self, guint column, const char *text, gsize length)
{
  guint64 line = limen_record_parser_get_field_line (self->parser);
  double *score = &self->row.score;

  if (!limen_number_parse (text, length, self->roles.decimal_point, score))
    refuse_number (self, column, text, length);
  else if (self->options->has_kind
           && self->options->kind == LIMEN_KIND_PROBABILITY
           && !(*score >= 0 && *score <= 1))
    {
      g_autofree char *shown = describe (text, length);

      set_problem (self, line, column,
                   "%s is no probability, which lies from 0 to 1; if these "
                   "are logits, say so",
                   shown);
    }
  else if (self->options->has_kind
           && self->options->kind == LIMEN_KIND_LOG_PROBABILITY && *score > 0)
    {
      g_autofree char *shown = describe (text, length);

      set_problem (self, line, column,
                   "%s is no log-probability, which is 0 at most; if these "
                   "are logits, say so",
                   shown);
    }
}

static void
take_weight (Reader *self, guint column, const char *text, gsize length)
{
  guint64 line = limen_record_parser_get_field_line (self->parser);

  if (!limen_number_parse (text, length, self->roles.decimal_point,
                           &self->row.weight))
    refuse_number (self, column, text, length);
  else if (self->row.weight < 0)
    {
      g_autofree char *shown = describe (text, length);

      set_problem (self, line, column, "weight %s is negative; 0 or more is allowed",
                   shown);
    }
}

static void
take_name (Reader *self, LimenLabels *labels, Name *name, guint column,
           const char *text, gsize length)
{
  name->number = limen_labels_lookup (labels, text, length);
  if (name->number != LIMEN_LABEL_NONE)
    return;
  g_string_truncate (name->text, 0);
  g_string_append_len (name->text, text, (gssize) length);
  name->line = limen_record_parser_get_field_line (self->parser);
  name->column = column;
}

/* Whether rows of this label are to be left out. */
static gboolean
is_ignored (Reader *self, const char *text, gsize length)
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
take_label (Reader *self, guint column, const char *text, gsize length)
{
  take_name (self, self->labels, &self->row.label, column, text, length);
  self->row.is_ignored = self->row.label.number == LIMEN_LABEL_NONE
                         && is_ignored (self, text, length);
}

static gboolean
is_blank (const GString *text)
{
  return strspn (text->str, " \t") == text->len;
}

static void
settle_label (Reader *self)
{
  Name *label = &self->row.label;
  g_autofree char *column = NULL, *shown = NULL;

  label->number
      = limen_labels_take (self->labels, label->text->str, label->text->len);
  if (label->number != LIMEN_LABEL_NONE)
    return;
  column = limen_dialect_format_name (self->dialect, label->column);
  shown = describe (label->text->str, label->text->len);
  if (is_blank (label->text))
    set_problem (self, label->line, label->column,
                 "column \"%s\" is empty; a label is needed", column);
  else
    set_problem (self, label->line, label->column,
                 "column \"%s\": \"%s\" is a third label beside \"%s\" and "
                 "\"%s\"; two are allowed",
                 column, shown, limen_labels_get_name (self->labels, 0),
                 limen_labels_get_name (self->labels, 1));
}

static void
settle_group (Reader *self)
{
  Name *group = &self->row.group;

  group->number
      = limen_labels_take (self->groups, group->text->str, group->text->len);
  if (group->number != LIMEN_LABEL_NONE)
    return;
  set_problem (self, group->line, group->column, "%s",
               is_blank (group->text)
                   ? "the group is empty; a name is needed"
                   : "more than 1,000 groups, which is the limit; is this the "
                     "right column?");
}

static void
field_cb (gpointer user_data, guint column, const char *text, gsize length)
{
  Reader *self = user_data;

  if (column >= self->dialect->n_columns || !self->is_past_header)
    return;
  switch (self->uses[column])
    {
    case USE_LABEL:
      take_label (self, column, text, length);
      break;
    case USE_SCORE:
      take_score (self, column, text, length);
      break;
    case USE_WEIGHT:
      take_weight (self, column, text, length);
      break;
    case USE_GROUP:
      take_name (self, self->groups, &self->row.group, column, text, length);
      break;
    case USE_NONE:
      break;
    }
}

static gboolean
resize (Reader *self, gsize capacity)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  const char *path = self->dataset->path;
  GError **error = &self->error;

  if (!limen_memory_resize (path, &numbers->scores[0], capacity,
                            sizeof (double), error))
    return FALSE;
  if (self->roles.label >= 0
      && !limen_memory_resize (path, &numbers->labels, capacity,
                               sizeof (guint16), error))
    return FALSE;
  if (self->roles.weight >= 0
      && !limen_memory_resize (path, &numbers->weights, capacity,
                               sizeof (double), error))
    return FALSE;
  if (self->roles.group >= 0
      && !limen_memory_resize (path, &numbers->groups, capacity,
                               sizeof (guint32), error))
    return FALSE;
  self->capacity = capacity;
  return TRUE;
}

static void
note_range (Reader *self, double score, guint64 line)
{
  self->min = MIN (self->min, score);
  self->max = MAX (self->max, score);
  if (self->outside_line == 0 && !(score >= 0 && score <= 1))
    self->outside_line = line;
}

static void
keep_row (Reader *self, const LimenRecord *record)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  gsize i = numbers->n_rows;

  if ((i == self->capacity
       && !resize (self, MAX (FIRST_CAPACITY, i + i / 2)))
      || !limen_row_index_add (self->dataset->row_index, record->line,
                               record->offset, &self->error))
    {
      limen_record_parser_stop (self->parser);
      return;
    }
  numbers->scores[0][i] = self->row.score;
  if (numbers->labels != NULL)
    numbers->labels[i] = self->row.label.number;
  if (numbers->weights != NULL)
    numbers->weights[i] = self->row.weight;
  if (numbers->groups != NULL)
    numbers->groups[i] = self->row.group.number;
  numbers->n_rows++;
  note_range (self, self->row.score, record->line);
}

/* FALSE when something is wrong with the row. */
static gboolean
check_row (Reader *self, const LimenRecord *record)
{
  if (record->n_fields != self->dialect->n_columns)
    {
      g_clear_pointer (&self->row.problem, g_free);
      set_problem (self, record->line, record->n_fields - 1,
                   "%u %s, expected %" G_GSIZE_FORMAT
                   "; every row must have as many as the first",
                   record->n_fields,
                   record->n_fields == 1 ? "field" : "fields",
                   self->dialect->n_columns);
    }
  if (self->row.problem == NULL && self->roles.label >= 0
      && self->row.label.number == LIMEN_LABEL_NONE)
    settle_label (self);
  if (self->row.problem == NULL && self->roles.group >= 0
      && self->row.group.number == LIMEN_LABEL_NONE)
    settle_group (self);
  return self->row.problem == NULL;
}

static void
record_cb (gpointer user_data, const LimenRecord *record)
{
  Reader *self = user_data;

  if (!self->is_past_header)
    self->is_past_header = TRUE;
  else if (self->row.is_ignored)
    self->dataset->n_ignored++;
  else if (check_row (self, record))
    keep_row (self, record);
  else
    limen_problems_add (self->problems, self->row.problem_line,
                        self->row.problem_column, "%s", self->row.problem);
  self->row.is_ignored = FALSE;
  g_clear_pointer (&self->row.problem, g_free);
}

static gboolean
fail_empty (const char *path, GError **error)
{
  g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_DATA,
               "%s: no data rows; a file of predictions has a row for each "
               "with its true label and its score",
               path);
  return FALSE;
}

/* Rows to expect from the size of the file and the sample's lines. */
static gsize
estimate_rows (LimenSource *source, const char *sample, gsize length)
{
  goffset total = limen_source_get_bytes_total (source);
  const char *p = sample, *end = p + length;
  gsize n_lines = 1;

  if (total < 0 || limen_source_is_compressed (source))
    return FIRST_CAPACITY;
  while ((p = memchr (p, '\n', (gsize) (end - p))) != NULL)
    {
      p++;
      n_lines += p < end && *p != '\n' && *p != '\r'; /* no blank one */
    }
  return (gsize) ((double) total * (double) n_lines * 1.02
                  / (double) MAX (length, 1))
         + 16;
}

static void
use_column (Reader *self, int column, Use use, char **name)
{
  if (column < 0)
    return;
  self->uses[column] = use;
  *name = limen_dialect_format_name (self->dialect, (gsize) column);
}

static void
settle_kind (Reader *self)
{
  self->has_kind = self->options->has_kind;
  self->kind = self->options->kind;
  if (!self->has_kind && self->dialect->has_header)
    self->has_kind = limen_role_names_match_kind (
        g_ptr_array_index (self->dialect->names, (guint) self->roles.score),
        &self->kind);
}

static gboolean
prepare (Reader *self, LimenSource *source, const char *sample, gsize length,
         GError **error)
{
  LimenDataset *dataset = self->dataset;
  gsize n_rows;

  self->dialect
      = limen_dialect_detect (dataset->path, sample, length,
                              length < SAMPLE_SIZE, self->options, error);
  if (self->dialect == NULL)
    return FALSE;
  if (self->dialect->n_columns > 0
      && !limen_roles_settle (&self->roles, dataset->path, self->dialect,
                              self->options, error))
    return FALSE;
  dataset->delimiter = self->dialect->delimiter;
  dataset->decimal_point = self->roles.decimal_point;
  dataset->has_header = self->dialect->has_header;
  self->is_past_header = !self->dialect->has_header;
  self->uses = g_new0 (Use, MAX (self->dialect->n_columns, 1));
  if (self->dialect->n_columns == 0)
    self->roles = (LimenRoles){ -1, -1, -1, -1, .decimal_point = '.' };
  else
    settle_kind (self);
  use_column (self, self->roles.label, USE_LABEL, &dataset->label_column);
  use_column (self, self->roles.score, USE_SCORE, &dataset->score_column);
  use_column (self, self->roles.weight, USE_WEIGHT, &dataset->weight_column);
  use_column (self, self->roles.group, USE_GROUP, &dataset->group_column);
  self->labels = limen_labels_new (2, self->roles.decimal_point);
  self->groups = limen_labels_new (MAX_GROUPS, self->roles.decimal_point);
  for (gsize i = 0; self->options->ignored != NULL
                    && self->options->ignored[i] != NULL;
       i++)
    {
      const char *label = self->options->ignored[i];

      if (self->ignored == NULL)
        self->ignored
            = limen_labels_new (MAX_IGNORED, self->roles.decimal_point);
      limen_labels_take (self->ignored, label, strlen (label));
    }
  dataset->predictions.n_scores = 1;
  dataset->predictions.scores = g_new0 (double *, 1);
  n_rows = estimate_rows (source, sample, length);
  if (!limen_memory_check (dataset->path, (guint64) n_rows * BYTES_PER_ROW,
                           error))
    return FALSE;
  if (resize (self, n_rows))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

static gboolean
feed (Reader *self, const char *bytes, gsize length, GError **error)
{
  gsize size = self->options->block_size > 0 ? self->options->block_size
                                             : BLOCK_SIZE;

  for (; length > 0; bytes += size, length -= size)
    {
      size = MIN (size, length);
      if (!limen_record_parser_feed (self->parser, bytes, size, error))
        return FALSE;
      if (self->error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&self->error));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_all (Reader *self, LimenSource *source, const char *sample,
          gsize sample_length, LimenProgressFunc progress, gpointer user_data,
          GError **error)
{
  g_autofree char *block = g_malloc (BLOCK_SIZE);
  gssize length;

  if (!feed (self, sample, sample_length, error))
    return FALSE;
  do
    {
      length = limen_source_read (source, block, BLOCK_SIZE, error);
      if (length < 0
          || (length > 0 && !feed (self, block, (gsize) length, error)))
        return FALSE;
      if (progress != NULL)
        progress (limen_source_get_bytes_done (source),
                  limen_source_get_bytes_total (source), user_data);
    }
  while (length > 0);
  return limen_record_parser_finish (self->parser, error)
         && limen_source_finish (source, error);
}

static void G_GNUC_PRINTF (4, 5)
add_finding (Reader *self, const char *code, LimenSeverity severity,
             const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->dataset->findings,
                   limen_finding_new (code, severity, "%s", message));
}

static gboolean
check_rows (Reader *self, GError **error)
{
  LimenDataset *dataset = self->dataset;
  guint64 n_problems = limen_problems_get_n (self->problems);

  if (!self->options->skip_bad_rows || dataset->predictions.n_rows == 0)
    {
      if (!limen_problems_report (self->problems,
                                  self->options->skip_bad_rows
                                      ? LIMEN_TABLE_ERROR_DATA
                                      : LIMEN_TABLE_ERROR_ROWS,
                                  error))
        return FALSE;
    }
  if (dataset->predictions.n_rows == 0)
    return fail_empty (dataset->path, error);
  dataset->n_rejected = n_problems;
  if (n_problems > 0)
    add_finding (self, "rows-skipped", LIMEN_SEVERITY_WARNING,
                 "Rows skipped because they cannot be used: %"
                 G_GUINT64_FORMAT ". No number here counts them.",
                 n_problems);
  if (dataset->n_ignored > 0)
    add_finding (self, "rows-ignored", LIMEN_SEVERITY_INFO,
                 "Rows left out for their label: %" G_GUINT64_FORMAT ".",
                 dataset->n_ignored);
  dataset->n_blank_lines
      = limen_record_parser_get_n_blank_lines (self->parser);
  if (dataset->n_blank_lines > 0)
    add_finding (self, "blank-lines", LIMEN_SEVERITY_INFO,
                 "Blank lines passed over: %" G_GUINT64_FORMAT ".",
                 dataset->n_blank_lines);
  return TRUE;
}

static void
settle_scores (Reader *self)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  const char *column = self->dataset->score_column;
  gboolean is_inside = self->min >= 0 && self->max <= 1;

  if (self->options->has_kind
      || (self->has_kind && self->kind == LIMEN_KIND_LOGIT)
      || (self->has_kind && self->kind == LIMEN_KIND_LOG_PROBABILITY
          && self->max <= 0))
    numbers->kind = self->kind;
  else if (is_inside)
    numbers->kind = LIMEN_KIND_PROBABILITY;
  else
    {
      numbers->kind = LIMEN_KIND_SCORE;
      add_finding (self, "kind-guessed",
                   self->has_kind ? LIMEN_SEVERITY_WARNING
                                  : LIMEN_SEVERITY_INFO,
                   "Column \"%s\" goes from %.6g to %.6g (line %"
                   G_GUINT64_FORMAT
                   " is the first outside 0 to 1), so these are taken as "
                   "plain scores, which have no loss. If they are logits, "
                   "say so.",
                   column, self->min, self->max, self->outside_line);
    }
}

static gboolean
settle_weights (Reader *self, GError **error)
{
  const LimenPredictions *numbers = &self->dataset->predictions;
  double total = 0;

  if (numbers->weights == NULL)
    return TRUE;
  for (gsize i = 0; i < numbers->n_rows; i++)
    total += numbers->weights[i];
  if (total >= LEAST_WEIGHT && total <= MOST_WEIGHT)
    return TRUE;
  if (total == 0)
    g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_DATA,
                 "%s: column \"%s\": every weight is 0; at least one row must "
                 "count",
                 self->dataset->path, self->dataset->weight_column);
  else
    g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_DATA,
                 "%s: column \"%s\": the weights add up to %.3g, which is too "
                 "%s to compute with; scale them so that they are about 1",
                 self->dataset->path, self->dataset->weight_column, total,
                 total < 1 ? "little" : "much");
  return FALSE;
}

static void
fail_no_such_label (Reader *self, const char *said, GError **error)
{
  g_autofree char *shown = describe (said, strlen (said));
  g_autofree char *other = NULL;

  if (limen_labels_get_n (self->labels) == 2)
    other = g_strdup_printf (" and \"%s\"",
                             limen_labels_get_name (self->labels, 1));
  g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_OPTIONS,
               "%s: column \"%s\": \"%s\" is to be positive, and there is no "
               "such label; there is \"%s\"%s",
               self->dataset->path, self->dataset->label_column, shown,
               limen_labels_get_name (self->labels, 0),
               other != NULL ? other : "");
}

static gboolean
find_positive (Reader *self, int *positive, GError **error)
{
  const char *said = self->options->positive;
  gboolean is_guess;

  limen_labels_complete (self->labels, said);
  *positive = limen_labels_find_positive (self->labels, &is_guess);
  if (said != NULL)
    {
      *positive = limen_labels_find (self->labels, said);
      if (*positive >= 0)
        return TRUE;
      fail_no_such_label (self, said, error);
      return FALSE;
    }
  if (is_guess)
    add_finding (self, "positive-guessed", LIMEN_SEVERITY_INFO,
                 "\"%s\" is taken for the positive class, being the second "
                 "in alphabetical order. Swap them if that is wrong.",
                 limen_labels_get_name (self->labels, (guint) *positive));
  return TRUE;
}

/* The classes in the order of their names, and the rows' labels with them. */
static void
sort_classes (Reader *self, int positive)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  guint n = limen_labels_get_n (self->labels);
  g_autofree guint16 *order = limen_labels_sort (self->labels);
  guint16 place[2] = { 0, 1 };
  LimenSum weights[2] = { { 0 }, { 0 } };
  guint64 rows[2] = { 0, 0 };

  for (guint16 i = 0; i < n; i++)
    place[order[i]] = i;
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      guint16 label = place[numbers->labels[i]];

      numbers->labels[i] = label;
      rows[label]++;
      if (numbers->weights != NULL)
        limen_sum_add (&weights[label], numbers->weights[i]);
    }
  for (guint i = 0; i < n; i++)
    {
      LimenClass class
          = { g_strdup (limen_labels_get_name (self->labels, order[i])),
              rows[i],
              numbers->weights != NULL ? limen_sum_value (&weights[i])
                                       : (double) rows[i] };

      g_array_append_val (self->dataset->classes, class);
    }
  numbers->n_classes = n;
  numbers->positive = positive >= 0 ? place[positive] : (guint16) n;
}

static gboolean
settle_labels (Reader *self, GError **error)
{
  LimenDataset *dataset = self->dataset;
  int positive;

  if (dataset->predictions.labels == NULL)
    return TRUE;
  if (!find_positive (self, &positive, error))
    return FALSE;
  sort_classes (self, positive);
  for (guint i = 0; i < dataset->classes->len; i++)
    if (limen_dataset_get_class_rows (dataset, i)
        == dataset->predictions.n_rows)
      add_finding (self, "single-class", LIMEN_SEVERITY_WARNING,
                   "Every row is labelled \"%s\". Losses can be computed; "
                   "ROC AUC and whatever else compares two classes is "
                   "undefined.",
                   limen_dataset_get_class_name (dataset, i));
  return TRUE;
}

static void
settle_groups (Reader *self)
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
note_guess (Reader *self, gboolean is_guessed, const char *what,
            const char *column)
{
  if (is_guessed)
    add_finding (self, "columns-guessed", LIMEN_SEVERITY_INFO,
                 "Column \"%s\" is taken for the %s by its contents.",
                 column, what);
}

static gboolean
finish (Reader *self, LimenSource *source, GError **error)
{
  LimenDataset *dataset = self->dataset;

  if (!check_rows (self, error) || !settle_weights (self, error))
    return FALSE;
  note_guess (self, self->roles.is_label_guessed, "labels",
              dataset->label_column);
  note_guess (self, self->roles.is_score_guessed, "scores",
              dataset->score_column);
  settle_scores (self);
  settle_groups (self);
  if (!settle_labels (self, error))
    return FALSE;
  dataset->n_bytes = (guint64) limen_source_get_bytes_done (source);
  dataset->sha256 = g_strdup (limen_source_get_sha256 (source));
  return resize (self, dataset->predictions.n_rows);
}

static void
reader_clear (Reader *self)
{
  limen_record_parser_free (self->parser);
  limen_dialect_free (self->dialect);
  limen_labels_free (self->labels);
  limen_labels_free (self->groups);
  limen_labels_free (self->ignored);
  limen_problems_free (self->problems);
  g_free (self->row.problem);
  g_string_free (self->row.label.text, TRUE);
  g_string_free (self->row.group.text, TRUE);
  g_free (self->uses);
  g_clear_error (&self->error);
}

static gboolean
check_options (const char *path, const LimenReadOptions *options,
               GError **error)
{
  if (!options->has_task || options->task == LIMEN_TASK_BINARY)
    return TRUE;
  g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_OPTIONS,
               "%s: --task %s: files of two classes are read so far; give "
               "--task binary",
               path, limen_task_get_name (options->task));
  return FALSE;
}

static gboolean
run (Reader *self, LimenSource *source, LimenProgressFunc progress,
     gpointer user_data, GError **error)
{
  g_autofree char *sample = g_malloc (SAMPLE_SIZE);
  gsize length;

  if (!limen_source_read_all (source, sample, SAMPLE_SIZE, &length, error)
      || !prepare (self, source, sample, length, error))
    return FALSE;
  self->parser = limen_record_parser_new (
      self->dataset->path, self->dialect->delimiter, field_cb, record_cb,
      self);
  return read_all (self, source, sample, length, progress, user_data, error)
         && finish (self, source, error);
}

/* Reads a file of predictions, or standard input where `path` is "-".
 * `options` says what the reader need not find out; `progress` (may be NULL)
 * is called after every block, in the caller's thread; `cancellable` may be
 * NULL. Returns a new dataset, or NULL with an error of LIMEN_TABLE_ERROR or
 * G_IO_ERROR_CANCELLED: bad rows make it fail unless they are to be skipped,
 * and LIMEN_TABLE_ERROR_ROLES means that the columns must be said. */
LimenDataset *
limen_dataset_read (const char *path, const LimenReadOptions *options,
                    LimenProgressFunc progress, gpointer user_data,
                    GCancellable *cancellable, GError **error)
{
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (LimenSource) source = NULL;
  Reader reader = { .min = INFINITY, .max = -INFINITY, .options = options };
  gboolean is_read;

  g_return_val_if_fail (path != NULL && options != NULL, NULL);

  if (!check_options (path, options, error))
    return NULL;
  source = limen_source_open (path, cancellable, error);
  if (source == NULL)
    return NULL;
  dataset = limen_dataset_new (path);
  reader.dataset = dataset;
  reader.problems = limen_problems_new (path);
  reader.row.label.text = g_string_new (NULL);
  reader.row.group.text = g_string_new (NULL);
  is_read = run (&reader, source, progress, user_data, error);
  reader_clear (&reader);
  return is_read ? g_steal_pointer (&dataset) : NULL;
}
