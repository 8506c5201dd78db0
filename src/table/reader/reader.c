#include "reader-private.h"

#include <math.h>
#include <string.h>

#include "escape.h"
#include "excerpt.h"
#include "memory.h"
#include "reading-memory.h"
#include "role-names.h"
#include "sample.h"
#include "spread.h"
#include "table-error.h"

#define FIRST_CAPACITY 4096
/* What a row takes in memory until it is on the screen: the columns, and the
 * sweep. */
#define BYTES_PER_ROW 24
/* What another score column takes: its number, and the probability that is
 * made of a logit. */
#define BYTES_PER_SCORE 16
/* What weights take, or costs: their numbers, and the sums of them. */
#define BYTES_PER_WEIGHT 40
#define MAX_GROUPS 1000
#define MAX_IGNORED 100
/* Rows that are looked at again. */
#define MAX_SURPRISES 100
/* Bytes above the header that the first lines of an excerpt have room for. */
#define MAX_PREAMBLE_OF_EXCERPT (8 * 1024)

static void
field_cb (gpointer user_data, guint column, const char *text, gsize length)
{
  LimenReader *self = user_data;

  if (column >= self->dialect->n_fields || !self->is_past_header)
    return;
  limen_reader_row_take_field (self, column, text, length);
  if ((int) self->dialect->fields[column].first_column == self->dialect->id)
    limen_reader_row_take_id (self, (guint) self->dialect->id, text, length);
}

/* Notes a row that may be a reason to look again at what the columns are. */
void
limen_reader_note_surprise (LimenReader *self, guint64 offset,
                            guint64 n_lines)
{
  LimenPlace place = { offset, n_lines };

  if (self->surprises->len < MAX_SURPRISES)
    g_array_append_val (self->surprises, place);
}

/* Keeps the row that was read, or counts what is wrong with it. */
static void
take_row (LimenReader *self, const LimenRecord *record)
{
  guint n_labels = limen_labels_get_n (self->labels);

  limen_reader_join_row (self, record);
  if (self->error != NULL || self->row.is_unlabelled)
    {
      limen_reader_row_reset (self);
      return;
    }
  if (self->row.is_ignored)
    self->dataset->n_ignored++;
  else if (limen_reader_row_check (self, record))
    {
      if (limen_labels_get_n (self->labels) > n_labels)
        limen_reader_note_surprise (self, record->offset, 0);
      limen_reader_keep_row (self, record);
    }
  else
    {
      limen_reader_note_surprise (self, record->offset, 0);
      limen_reader_row_report (self);
      if (!limen_reader_skip_row (self, record))
        limen_record_parser_stop (self->parser);
    }
  limen_reader_row_reset (self);
}

static void
swap_rows (LimenReader *self)
{
  LimenRow row = self->row;

  self->row = self->held;
  self->held = row;
}

/* Takes the row that was held, since another one follows. */
void
limen_reader_release_held (LimenReader *self)
{
  if (!self->has_held)
    return;
  self->has_held = FALSE;
  swap_rows (self);
  take_row (self, &self->held_record);
  swap_rows (self);
}

/* At the end of the file: a row that is held is a line of totals. */
static void
refuse_held (LimenReader *self)
{
  if (!self->has_held)
    return;
  self->has_held = FALSE;
  swap_rows (self);
  limen_reader_row_refuse_total (self, &self->held_record);
  limen_reader_row_report (self);
  limen_reader_skip_row (self, &self->held_record);
  limen_reader_row_reset (self);
  swap_rows (self);
}

static void
record_cb (gpointer user_data, const LimenRecord *record)
{
  LimenReader *self = user_data;

  if (!self->is_past_header)
    {
      self->is_past_header = TRUE;
      return;
    }
  limen_reader_release_held (self);
  if (self->row.is_total && !self->row.is_ignored
      && record->n_fields == self->dialect->n_fields)
    {
      swap_rows (self);
      self->held_record = *record;
      self->has_held = TRUE;
    }
  else
    take_row (self, record);
}

/* Rows to expect from the size of the file and the sample's lines. */
static gsize
estimate_rows (LimenReader *self, LimenSource *source, const char *sample,
               gsize length)
{
  goffset total = limen_source_get_bytes_total (source);
  const char *p = sample, *end = p + length;
  gsize n_lines = 1;

  if (total < 0 || limen_source_is_compressed (source))
    return FIRST_CAPACITY;
  if (self->is_excerpt)
    total = MIN (total, LIMEN_EXCERPT_SIZE);
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
use_column (LimenReader *self, int column, LimenUse use, guint16 index)
{
  if (column < 0)
    return;
  self->uses[column].use = use;
  self->uses[column].index = index;
}

/* A column's name, or its number where the header has none. */
static char *
format_column (LimenReader *self, int column)
{
  g_autofree char *name = NULL;

  if (column < 0)
    return NULL;
  name = limen_dialect_format_name (self->dialect, (gsize) column);
  return *name != '\0'
             ? g_steal_pointer (&name)
             : limen_dialect_format_number (self->dialect, (gsize) column);
}

/* One column, or one for each class. */
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

  self->uses = g_malloc0_n (MAX (self->dialect->n_columns, 1),
                            sizeof *self->uses);
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
  if (self->dialect->id >= 0
      && self->uses[self->dialect->id].use == LIMEN_USE_NONE)
    use_column (self, self->dialect->id, LIMEN_USE_ID, 0);
  dataset->predicted_column = format_column (self, roles->predicted);
  dataset->variance_column = format_column (self, roles->variance);
  dataset->weight_column = format_column (self, roles->weight);
  dataset->fp_cost_column = format_column (self, roles->fp_cost);
  dataset->fn_cost_column = format_column (self, roles->fn_cost);
  dataset->group_column = format_column (self, roles->group);
  dataset->has_soft_labels = roles->has_soft_labels;
  dataset->undone = self->options->undo;
}

/* Whether the sample shows nothing above 0 in any column of scores. */
static gboolean
is_below_zero (LimenReader *self)
{
  const LimenRoles *roles = &self->roles;
  gsize n = self->roles.scores != NULL
                ? limen_class_columns_get_n (roles->scores)
                : 1;
  gboolean has_any = FALSE;
  double number;

  for (guint row = 0; row < self->dialect->rows->len; row++)
    for (gsize k = 0; k < n; k++)
      {
        int column = roles->scores != NULL
                         ? limen_class_columns_get (roles->scores, k)
                         : roles->score;

        if (!limen_sample_parse_number (self->dialect, row, column, &number))
          continue;
        if (number > LIMEN_PROBABILITY_TOLERANCE)
          return FALSE;
        has_any = TRUE;
      }
  return has_any;
}

/* Whether "-inf" may be the logarithm of 0: in log-probabilities, by option or
 * by name, and in scores that are never above 0. */
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
settle_kind (LimenReader *self)
{
  int column = limen_roles_get_first_score (&self->roles);

  self->has_kind = self->options->has_kind || self->roles.is_decision;
  self->kind = self->roles.is_decision ? LIMEN_KIND_DECISION
                                       : self->options->kind;
  if (!self->has_kind && self->dialect->has_header)
    self->has_kind = limen_role_names_match_kind (
        g_ptr_array_index (self->dialect->names, (guint) column),
        &self->kind);
  self->takes_minus_infinity = may_take_minus_infinity (self);
}

static void
take_text (LimenLabels *labels, const char *text)
{
  limen_labels_take (labels, text, strlen (text));
}

/* The labels of rows whose classes are known by their columns: the number of
 * each is its class. */
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

/* Whether the columns, or the options, name every class. */
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

/* Upper bound on distinct labels. One label more is refused; in rows to be
 * decided, which may have any label, it is an unknown one, and which labels
 * are known only shows when all have been read. So it is with the two labels of
 * a binary file: which of three is one too many, no row tells by itself. */
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

  self->names = limen_spellings_new ();
  self->group_names = limen_spellings_new ();
  if (self->options->label_is_optional)
    self->texts = limen_label_texts_new ();
  self->labels = limen_labels_new (get_max_labels (self), point);
  self->groups = limen_labels_new (MAX_GROUPS, point);
  if (self->roles.scores != NULL)
    take_classes (self);
  if (ignored != NULL && *ignored != NULL)
    self->ignored = limen_labels_new (MAX_IGNORED, point);
  for (gsize i = 0; ignored != NULL && ignored[i] != NULL; i++)
    take_text (self->ignored, ignored[i]);
}

/* Until a file is on the screen. */
static guint64
estimate_row_bytes (LimenReader *self)
{
  const LimenRoles *roles = &self->roles;
  guint64 n_more = MAX (self->dataset->predictions.n_scores, 1) - 1;
  guint64 n_weights
      = (roles->weight >= 0) + (roles->fp_cost >= 0) + (roles->fn_cost >= 0);

  return BYTES_PER_ROW + BYTES_PER_SCORE * n_more
         + BYTES_PER_WEIGHT * n_weights;
}

static gboolean
settle_roles (LimenReader *self, GError **error)
{
  g_autoptr (LimenFacts) facts = NULL;

  self->roles = LIMEN_ROLES_NONE;
  if (self->dialect->n_columns == 0)
    return TRUE;
  facts = limen_facts_new (self->dialect, self->options->ignored);
  if (!limen_roles_settle (&self->roles, self->dataset->path, facts,
                           self->options, error))
    return FALSE;
  settle_kind (self);
  return TRUE;
}

static gboolean
fail_unclear (LimenReader *self, gsize field, GError **error)
{
  const LimenField *unclear = &self->dialect->fields[field];
  g_autofree char *name
      = limen_dialect_format_name (self->dialect, unclear->first_column);

  g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_DATA,
               "%s: column \"%s\": whether the comma in numbers such as "
               "\"%s\" separates thousands or is the decimal point cannot be "
               "told; write them without separators of thousands, and with a "
               "decimal point",
               self->dataset->path, name, unclear->form.example);
  return FALSE;
}

/* FALSE with an error where numbers of a column that is used cannot be read
 * without doubt. */
static gboolean
check_forms (LimenReader *self, GError **error)
{
  for (gsize i = 0; i < self->dialect->n_fields; i++)
    {
      const LimenCellForm *form = limen_reader_get_form (self, i);

      if (form != NULL && form->type == LIMEN_CELL_UNCLEAR)
        return fail_unclear (self, i, error);
    }
  return TRUE;
}

/* FALSE with one error where no row of the sample has as many fields as the
 * header. */
static gboolean
check_sample (LimenReader *self, GError **error)
{
  if (self->dialect->trouble == NULL || self->options->skip_bad_rows)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->dialect->trouble));
  return FALSE;
}

/* FALSE with an error where another look at the columns makes nothing else of
 * them. */
static gboolean
check_changed (LimenReader *self, GError **error)
{
  if (self->known_roles == NULL
      || !limen_roles_equal (&self->roles, self->known_roles))
    return TRUE;
  g_set_error_literal (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROLES,
                       "the columns are the same as before");
  return FALSE;
}

static void
take_field_names (LimenReader *self)
{
  for (gsize i = 0; i < self->dialect->n_fields; i++)
    g_ptr_array_add (self->dataset->field_names,
                     limen_dialect_format_field_name (self->dialect, i));
}

static gboolean
prepare (LimenReader *self, LimenSource *source, const char *sample,
         gsize length, GError **error)
{
  LimenDataset *dataset = self->dataset;
  gsize n_rows;

  self->dialect
      = limen_dialect_detect (dataset->path, sample, length,
                              length < LIMEN_SAMPLE_SIZE, self->options, error);
  if (self->dialect == NULL || !check_sample (self, error))
    return FALSE;
  if (self->dialect->rows->len > 0 && self->options->labels_from == NULL)
    limen_spread_sample (self->dialect, source, sample, length);
  if (self->known != NULL)
    limen_spread_add_places (self->dialect, source, self->known);
  if (!limen_reader_join (self, error) || !settle_roles (self, error)
      || !check_changed (self, error))
    return FALSE;
  dataset->delimiter = self->dialect->delimiter;
  dataset->decimal_point = self->roles.decimal_point;
  dataset->has_header = self->dialect->has_header;
  dataset->header_key = limen_reading_memory_make_key (self->dialect);
  take_field_names (self);
  if (self->options->like != NULL)
    dataset->like = limen_escape_text (self->options->like,
                                       strlen (self->options->like), 0);
  self->is_past_header = !self->dialect->has_header
                         || self->dialect->has_header_comment;
  use_roles (self);
  if (!check_forms (self, error))
    return FALSE;
  prepare_labels (self);
  limen_reader_prepare_columns (self);
  if (!limen_reader_prepare_joined (self, error))
    return FALSE;
  n_rows = estimate_rows (self, source, sample, length);
  if (!limen_memory_check (dataset->path,
                           (guint64) n_rows * estimate_row_bytes (self),
                           error))
    return FALSE;
  if (limen_reader_resize (self, n_rows))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/* Parses the next bytes of the file. */
gboolean
limen_reader_feed (LimenReader *self, const char *bytes, gsize length,
                   GError **error)
{
  if (!limen_record_parser_feed (self->parser, bytes, length, error))
    return FALSE;
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/* Goes past what stands above the header. */
static void
pass_preamble (LimenReader *self, const char **sample, gsize *length)
{
  const LimenPreamble *preamble = &self->dialect->preamble;

  if (preamble->n_bytes == 0)
    return;
  limen_record_parser_pass (self->parser, preamble->n_bytes,
                            preamble->n_lines);
  *sample += preamble->n_bytes;
  *length -= preamble->n_bytes;
}

static gboolean
finish_rows (LimenReader *self, GError **error)
{
  if (!limen_record_parser_finish (self->parser, error))
    return FALSE;
  refuse_held (self);
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

static gboolean
read_all (LimenReader *self, LimenSource *source, const char *sample,
          gsize sample_length, LimenProgressFunc progress, gpointer user_data,
          GError **error)
{
  g_autofree LimenPlainColumn *columns = limen_reader_plan_columns (self);
  LimenPlainFormat format = { .delimiter = self->dialect->delimiter,
                              .decimal_point = self->roles.decimal_point,
                              .undo = self->options->undo,
                              .n_columns
                              = limen_reader_get_n_own_columns (self),
                              .ids = self->joined != NULL
                                         ? limen_label_file_get_ids (
                                             self->joined)
                                         : NULL,
                              .columns = columns };

  pass_preamble (self, &sample, &sample_length);
  return limen_reader_read_blocks (self, source, sample, sample_length,
                                   columns != NULL ? &format : NULL, progress,
                                   user_data, error)
         && finish_rows (self, error) && limen_source_finish (source, error);
}

static void
reader_clear (LimenReader *self)
{
  limen_roles_clear (&self->roles);
  limen_record_parser_free (self->parser);
  limen_dialect_free (self->dialect);
  limen_label_file_free (self->joined);
  g_free (self->joined_labels);
  limen_labels_free (self->labels);
  limen_labels_free (self->groups);
  limen_labels_free (self->ignored);
  limen_label_texts_free (self->texts);
  limen_spellings_unref (self->names);
  limen_spellings_unref (self->group_names);
  limen_problems_free (self->problems);
  g_clear_pointer (&self->surprises, g_array_unref);
  limen_reader_row_clear (&self->row);
  limen_reader_row_clear (&self->held);
  limen_cell_content_clear (&self->content);
  g_free (self->uses);
  g_clear_error (&self->error);
}

/* The last of it: what is known once all rows are read. */
static gboolean
finish (LimenReader *self, LimenSource *source, GError **error)
{
  LimenDataset *dataset = self->dataset;

  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  if (!limen_reader_finish_joined (self, error)
      || !limen_reader_settle (self, error))
    return FALSE;
  dataset->n_bytes = (guint64) limen_source_get_bytes_done (source);
  dataset->sha256 = g_strdup (limen_source_get_sha256 (source));
  dataset->file = *limen_source_get_stat (source);
  return TRUE;
}

/* Begins with the first bytes, from which the dialect and the columns are
 * told. */
static gboolean
begin (LimenReader *self, LimenSource *source, char *sample, gsize *length,
       GError **error)
{
  if (!limen_source_read_all (source, sample, LIMEN_SAMPLE_SIZE, length,
                              error)
      || !prepare (self, source, sample, *length, error))
    return FALSE;
  self->parser = limen_record_parser_new (
      self->dataset->path, self->dialect->delimiter, field_cb, record_cb,
      self);
  return TRUE;
}

static gboolean
run (LimenReader *self, LimenSource *source, LimenProgressFunc progress,
     gpointer user_data, GError **error)
{
  g_autofree char *sample = NULL;
  gsize length;

  return limen_memory_resize (self->dataset->path, &sample, 0,
                              LIMEN_SAMPLE_SIZE, 1, error)
         && begin (self, source, sample, &length, error)
         && read_all (self, source, sample, length, progress, user_data, error)
         && finish (self, source, error);
}

static gboolean
run_excerpt (LimenReader *self, LimenSource *source, double *share,
             GError **error)
{
  g_autofree char *sample = NULL;
  g_autofree char *excerpt = NULL;
  gsize length, excerpt_length;

  if (!limen_memory_resize (self->dataset->path, &sample, 0,
                            LIMEN_SAMPLE_SIZE, 1, error)
      || !begin (self, source, sample, &length, error))
    return FALSE;
  if (self->dialect->preamble.n_bytes > MAX_PREAMBLE_OF_EXCERPT)
    {
      g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FORMAT,
                   "%s: what stands above the header is too long for an "
                   "excerpt",
                   self->dataset->path);
      return FALSE;
    }
  excerpt
      = limen_excerpt_read (source, sample, length, &excerpt_length, error);
  if (excerpt == NULL
      || !read_all (self, source, excerpt, excerpt_length, NULL, NULL, error)
      || !finish (self, source, error))
    return FALSE;
  self->dataset->n_bytes = excerpt_length;
  memset (&self->dataset->file, 0, sizeof self->dataset->file);
  *share = (double) excerpt_length
           / (double) limen_source_get_bytes_total (source);
  return TRUE;
}

/* A reader of the named file into a new dataset. */
static LimenReader
reader_new (const char *path, const LimenReadOptions *options,
            GCancellable *cancellable)
{
  LimenReader reader
      = { .min = INFINITY,
          .max = -INFINITY,
          .options = options,
          .cancellable = cancellable };

  reader.dataset = limen_dataset_new (path);
  reader.problems = limen_problems_new (path);
  reader.surprises = g_array_new (FALSE, FALSE, sizeof (LimenPlace));
  limen_cell_content_init (&reader.content);
  return reader;
}

/* What was read; NULL where that failed. */
static LimenDataset *
reader_end (LimenReader *self, gboolean is_read)
{
  reader_clear (self);
  if (!is_read)
    g_clear_pointer (&self->dataset, limen_dataset_unref);
  return self->dataset;
}

/* What one reading of a file came to. */
typedef struct
{
  LimenDataset *dataset; /* NULL: it failed */
  LimenRoles roles;
  GArray *surprises; /* LimenPlace */
  GError *error;
} Attempt;

static void
attempt_clear (Attempt *self)
{
  limen_roles_clear (&self->roles);
  g_clear_pointer (&self->surprises, g_array_unref);
  g_clear_pointer (&self->dataset, limen_dataset_unref);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Attempt, attempt_clear)

/* Reads the file once. `earlier` is what a reading before came to, with rows
 * that the sample did not foretell, or NULL. */
static void
attempt (Attempt *self, const char *path, const LimenReadOptions *options,
         const Attempt *earlier, LimenProgressFunc progress,
         gpointer user_data, GCancellable *cancellable)
{
  g_autoptr (LimenSource) source
      = limen_source_open (path, cancellable, &self->error);
  LimenReader reader;
  gboolean is_read;

  if (source == NULL)
    return;
  reader = reader_new (path, options, cancellable);
  reader.known = earlier != NULL ? earlier->surprises : NULL;
  reader.known_roles = earlier != NULL ? &earlier->roles : NULL;
  is_read = run (&reader, source, progress, user_data, &self->error);
  self->surprises = g_array_ref (reader.surprises);
  self->roles = reader.roles;
  reader.roles = LIMEN_ROLES_NONE;
  self->dataset = reader_end (&reader, is_read);
}

/* Whether a file that could not be read may be read otherwise: by columns that
 * were not said, as rows tell that the sample did not have. */
static gboolean
is_worth_another (const Attempt *self, const char *path,
                  const LimenReadOptions *options)
{
  return self->dataset == NULL && self->surprises != NULL
         && self->surprises->len > 0 && !g_str_equal (path, "-")
         && options->labels_from == NULL
         && (options->labels == NULL || options->scores == NULL)
         && (g_error_matches (self->error, LIMEN_TABLE_ERROR,
                              LIMEN_TABLE_ERROR_ROWS)
             || g_error_matches (self->error, LIMEN_TABLE_ERROR,
                                 LIMEN_TABLE_ERROR_DATA)
             || g_error_matches (self->error, LIMEN_TABLE_ERROR,
                                 LIMEN_TABLE_ERROR_ROLES));
}

/* Reads a file of predictions, or standard input where `path` is "-".
 * `options` says what the reader need not find out; `progress` (may be NULL)
 * is called after every block, in the caller's thread; `cancellable` may be
 * NULL. Returns a new dataset, or NULL with an error of LIMEN_TABLE_ERROR or
 * G_IO_ERROR_CANCELLED: bad rows make it fail unless they are to be skipped,
 * LIMEN_TABLE_ERROR_ROLES means that the columns must be said, and
 * LIMEN_TABLE_ERROR_LABELS how the labels of another file belong to the rows.
 * Where rows contradict what the sample made of the columns, these are looked
 * at again with those rows, once. */
LimenDataset *
limen_dataset_read (const char *path, const LimenReadOptions *options,
                    LimenProgressFunc progress, gpointer user_data,
                    GCancellable *cancellable, GError **error)
{
  g_auto (Attempt) first = { 0 }, second = { 0 };

  g_return_val_if_fail (path != NULL && options != NULL, NULL);

  attempt (&first, path, options, NULL, progress, user_data, cancellable);
  if (is_worth_another (&first, path, options))
    attempt (&second, path, options, &first, progress, user_data,
             cancellable);
  if (second.dataset != NULL)
    return g_steal_pointer (&second.dataset);
  if (first.error != NULL)
    g_propagate_error (error, g_steal_pointer (&first.error));
  return g_steal_pointer (&first.dataset);
}

/* Reads rows from all over a large plain file, 4 MB of them, in a small part of
 * the time that all would take; bad ones are skipped. Columns, kind and classes
 * are those that limen_dataset_read() would find, as far as these rows tell.
 * Where a row stood in the file is not known, nor is its hash. Sets *share to
 * how much of the file that is, below 1. Returns a new dataset, or NULL with an
 * error: of a small or compressed file there is no excerpt, none where labels
 * stand in another file, and there may be none where quoted fields hold line
 * ends. */
LimenDataset *
limen_dataset_read_excerpt (const char *path, const LimenReadOptions *options,
                            double *share, GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (LimenSource) source = NULL;
  g_autoptr (LimenReadOptions) lenient = NULL;
  LimenReader reader;

  g_return_val_if_fail (path != NULL && options != NULL, NULL);

  if (options->labels_from != NULL)
    {
      g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_LABELS,
                   "%s: an excerpt has no labels of another file", path);
      return NULL;
    }
  source = limen_source_open (path, cancellable, error);
  if (source == NULL)
    return NULL;
  lenient = limen_read_options_copy (options);
  lenient->skip_bad_rows = TRUE;
  reader = reader_new (path, lenient, cancellable);
  reader.is_excerpt = TRUE;
  return reader_end (&reader, run_excerpt (&reader, source, share, error));
}
