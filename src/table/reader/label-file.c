#include "label-file.h"

#include <string.h>

#include "blanks.h"
#include "escape.h"
#include "label-columns.h"
#include "memory.h"
#include "role-names.h"
#include "row-index.h"
#include "sample.h"
#include "source.h"
#include "table-error.h"

#define FIRST_CAPACITY 4096
#define MAX_NAME_CHARS 120
#define MAX_SHOWN_CHARS 40

struct _LimenLabelFile
{
  char *path, *name;
  LimenSample *sample;
  LimenLabelColumns columns;
  GArray *uses; /* int, of each column: its place among the labels, or a Use */
  LimenTextSet *texts, *ids;
  guint32 *cells;   /* numbers of texts, the labels of a row together */
  guint32 *row_ids; /* numbers of ids */
  guint32 *lines;   /* of the scores that a row belongs to; 0: none yet */
  gsize n_rows, capacity, n_matched;
  gboolean compares_ids; /* they are not distinct, and tell the order only */
  LimenRowIndex *index;
  guint64 n_inner_blank_lines; /* before the last row */
  guint64 n_unlabelled;
  char *id_name, *scores_id_name;
  /* While it is read */
  LimenSource *source, *scores;
  guint32 *row; /* numbers of the texts of this one */
  guint32 row_id;
  GError *error;
};

enum
{
  USE_NONE = -1,
  USE_ID = -2,
};

/* Frees all; NULL is nothing. */
void
limen_label_file_free (LimenLabelFile *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->name);
  limen_source_unref (self->scores);
  limen_sample_free (self->sample);
  limen_label_columns_clear (&self->columns);
  g_clear_pointer (&self->uses, g_array_unref);
  limen_text_set_free (self->texts);
  limen_text_set_free (self->ids);
  g_free (self->cells);
  g_free (self->row_ids);
  g_free (self->lines);
  limen_row_index_free (self->index);
  g_free (self->id_name);
  g_free (self->scores_id_name);
  limen_source_unref (self->source);
  g_free (self->row);
  g_clear_error (&self->error);
  g_free (self);
}

/* The first error is kept, and ends the reading with its row. */
static void G_GNUC_PRINTF (2, 3)
fail (LimenLabelFile *self, const char *format, ...)
{
  va_list args;

  if (self->error != NULL)
    return;
  va_start (args, format);
  self->error = g_error_new_valist (LIMEN_TABLE_ERROR,
                                    LIMEN_TABLE_ERROR_LABELS, format, args);
  va_end (args);
}

/* Reading its rows */

/* Where an id stands, as a message begins; a new string. */
static char *
format_id_place (const LimenLabelFile *self, guint64 line)
{
  return limen_source_format_place (self->source, line, self->columns.id,
                                    self->id_name);
}

/* The same among the scores. */
static char *
format_scores_id_place (const LimenLabelFile *self, guint64 line)
{
  return limen_source_format_place (
      self->scores, line, self->columns.scores_id, self->scores_id_name);
}

static void
refuse_missing_id (LimenLabelFile *self)
{
  g_autofree char *place
      = format_id_place (self, limen_source_get_cursor (self->source).line);

  fail (self, "%sthe id is missing; every row needs one that no other has",
        place);
}

static void
take_id (LimenLabelFile *self, const char *text, gsize length)
{
  limen_trim_blanks (&text, &length);
  if (length == 0 && limen_label_file_needs_id (self))
    refuse_missing_id (self);
  else
    limen_text_set_take (self->ids, text, length, &self->row_id, &self->error);
}

static void
take_cell (gpointer user_data, guint column, const char *text, gsize length)
{
  LimenLabelFile *self = user_data;
  int use = column < self->uses->len
                ? g_array_index (self->uses, int, column)
                : USE_NONE;

  if (use == USE_NONE || self->error != NULL)
    return;
  if (use == USE_ID)
    take_id (self, text, length);
  else
    limen_text_set_take (self->texts, text, length, &self->row[use],
                         &self->error);
}

static gboolean
resize (LimenLabelFile *self, gsize n)
{
  gsize n_labels = self->columns.labels->len;
  gboolean has_id = self->columns.id >= 0;

  if (!limen_memory_resize (self->path, &self->cells, self->capacity, n,
                            n_labels * sizeof *self->cells, &self->error)
      || (has_id
          && !limen_memory_resize (self->path, &self->row_ids, self->capacity,
                                   n, sizeof *self->row_ids, &self->error)))
    return FALSE;
  self->capacity = n;
  return TRUE;
}

static char *
format_id (const LimenLabelFile *self, guint32 id)
{
  gsize length;
  const char *text = limen_text_set_get (self->ids, id, &length);

  return limen_escape_text (text, length, MAX_SHOWN_CHARS);
}

/* An id that another row has as well: an error where rows are to be matched by
 * it, and where that was only a guess, no id. */
static void
take_doubled (LimenLabelFile *self, const LimenRecord *record)
{
  g_autofree char *shown = NULL, *place = NULL;

  self->compares_ids = self->columns.is_id_guessed;
  if (self->compares_ids)
    return;
  shown = format_id (self, self->row_id);
  place = format_id_place (self, record->line);
  fail (self,
        "%s\"%s\" is the id of %s %" G_GUINT64_FORMAT
        " already; an id may name one row only",
        place, shown, limen_source_get_row_word (self->source),
        limen_label_file_get_line (self, self->row_id));
}

static void
keep_row (LimenLabelFile *self, const LimenRecord *record)
{
  gsize n_labels = self->columns.labels->len, i = self->n_rows;

  if ((i == self->capacity
       && !resize (self, MAX (FIRST_CAPACITY, i + i / 2)))
      || !limen_row_index_add (self->index, record->line, record->offset, 1,
                               &self->error))
    return;
  memcpy (self->cells + i * n_labels, self->row,
          n_labels * sizeof *self->cells);
  if (self->columns.id >= 0)
    self->row_ids[i] = self->row_id;
  self->n_rows++;
  self->n_inner_blank_lines
      = limen_source_get_cursor (self->source).n_blank_lines;
  if (self->columns.id >= 0 && !self->compares_ids && self->row_id != i)
    take_doubled (self, record);
}

static void
refuse_length (LimenLabelFile *self, const LimenRecord *record)
{
  g_autofree char *place = limen_source_format_place (
      self->source, record->line, (int) record->n_fields - 1, NULL);

  fail (self,
        "%s%u %s, expected %" G_GSIZE_FORMAT
        "; every row must have as many as the first",
        place, record->n_fields, record->n_fields == 1 ? "field" : "fields",
        self->sample->n_columns);
}

static gboolean
take_row (gpointer user_data, const LimenRecord *record, GError **error)
{
  LimenLabelFile *self = user_data;

  if (record->n_fields != self->sample->n_columns)
    refuse_length (self, record);
  else if (self->error == NULL)
    keep_row (self, record);
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

static void
use_columns (LimenLabelFile *self)
{
  self->uses = g_array_new (FALSE, FALSE, sizeof (int));
  for (gsize i = 0; i < self->sample->n_columns; i++)
    {
      int use = (int) i == self->columns.id ? USE_ID : USE_NONE;

      for (guint k = 0; k < self->columns.labels->len; k++)
        if (g_array_index (self->columns.labels, int, k) == (int) i)
          use = (int) k;
      g_array_append_val (self->uses, use);
    }
}

static gboolean
read_rows (LimenLabelFile *self, const LimenReadOptions *options,
           GError **error)
{
  g_autoptr (LimenReadOptions) own = limen_read_options_new ();
  LimenSink sink
      = { .user_data = self, .take_cell = take_cell, .take_row = take_row };

  own->no_sha256 = options->no_sha256;
  self->row = g_new (guint32, self->columns.labels->len);
  self->texts = limen_text_set_new (self->path);
  self->ids = limen_text_set_new (self->path);
  self->index = limen_row_index_new (self->path);
  use_columns (self);
  return limen_source_read (self->source, own, &sink, NULL, NULL, error);
}

/* What its first bytes show */

/* Whether some name of the first row says what its column is for. */
static gboolean
has_known_name (const LimenSample *sample)
{
  for (guint i = 0; i < sample->names->len; i++)
    if (limen_role_names_match_any (g_ptr_array_index (sample->names, i)))
      return TRUE;
  return FALSE;
}

/* Whether a name of the first row is a value further down, as in a list of
 * words without a header. */
static gboolean
has_recurring_name (const LimenSample *sample)
{
  gboolean is_open = sample->has_header && !has_known_name (sample);

  for (gsize i = 0; is_open && i < sample->n_columns; i++)
    {
      GBytes *name = g_ptr_array_index (sample->names, (guint) i);

      if (g_bytes_get_size (name) == 0)
        continue;
      for (guint row = 0; row < sample->rows->len; row++)
        if (g_bytes_equal (name, limen_sample_get_cell (sample, row, (int) i)))
          return TRUE;
    }
  return FALSE;
}

/* The columns and first rows of a file of labels, as limen_source_sample()
 * finds them: the options of the scores' file are not about it. */
LimenSample *
limen_label_file_sample (LimenSource *source, GError **error)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  LimenSample *sample = limen_source_sample (source, options, error);

  if (sample == NULL || !has_recurring_name (sample))
    return sample;
  limen_sample_free (sample);
  options->no_header = TRUE;
  return limen_source_sample (source, options, error);
}

static gboolean
take_sample (LimenLabelFile *self, GError **error)
{
  self->sample = limen_label_file_sample (self->source, error);
  if (self->sample == NULL)
    return FALSE;
  if (self->sample->trouble != NULL)
    {
      g_propagate_error (error, g_error_copy (self->sample->trouble));
      return FALSE;
    }
  if (self->sample->rows->len > 0)
    return TRUE;
  g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_LABELS,
               "%s: no data rows; a file of labels has a row for each",
               self->path);
  return FALSE;
}

static gboolean
find_columns (LimenLabelFile *self, const LimenSample *scores,
              const LimenReadOptions *options, GError **error)
{
  if (!limen_label_columns_find (&self->columns,
                                 limen_source_get_path (self->scores), scores,
                                 self->path, self->sample, options, error))
    return FALSE;
  if (self->columns.id < 0)
    return TRUE;
  self->id_name
      = limen_sample_format_name (self->sample, (gsize) self->columns.id);
  self->scores_id_name
      = limen_sample_format_name (scores, (gsize) self->columns.scores_id);
  return TRUE;
}

/* The row of a row of the scores' sample; LIMEN_LABEL_FILE_NONE: not known. */
static gsize
find_sampled (LimenLabelFile *self, const LimenSample *scores, guint row)
{
  gsize length;
  const char *text;

  if (self->columns.id < 0 || self->compares_ids)
    return row < self->n_rows ? row : LIMEN_LABEL_FILE_NONE;
  text = g_bytes_get_data (
      limen_sample_get_cell (scores, row, self->columns.scores_id), &length);
  limen_trim_blanks (&text, &length);
  return limen_label_file_get_row (
      self, 0, limen_text_set_find (self->ids, text, length));
}

static GBytes *
new_cell (LimenLabelFile *self, gsize row, gsize column)
{
  gsize length = 0;
  const char *text = row != LIMEN_LABEL_FILE_NONE
                         ? limen_text_set_get (
                             self->texts,
                             limen_label_file_get_cell (self, row, column),
                             &length)
                         : "";

  return length > 0 ? g_bytes_new (text, length)
                    : g_bytes_new_static ("", 0);
}

/* Appends the columns of labels to what is known of the scores' file. */
static void
join (LimenLabelFile *self, LimenSample *scores)
{
  gsize n = self->columns.labels->len;

  for (guint row = 0; row < scores->rows->len; row++)
    {
      gsize place = find_sampled (self, scores, row);

      for (gsize k = 0; k < n; k++)
        g_ptr_array_add (g_ptr_array_index (scores->rows, row),
                         new_cell (self, place, k));
    }
  for (gsize k = 0; k < n; k++)
    g_ptr_array_add (
        scores->names,
        g_bytes_ref (g_ptr_array_index (
            self->sample->names, limen_label_file_get_column (self, k))));
  scores->n_columns += n;
  scores->n_joined = n;
  scores->id = self->columns.scores_id;
}

static LimenLabelFile *
new_file (const char *path, LimenSource *scores)
{
  LimenLabelFile *self = g_new0 (LimenLabelFile, 1);
  g_autofree char *name = g_str_equal (path, "-")
                              ? g_strdup ("standard input")
                              : g_path_get_basename (path);

  self->path = g_strdup (path);
  self->name = limen_escape_text (name, strlen (name), MAX_NAME_CHARS);
  self->scores = limen_source_ref (scores);
  self->columns = (LimenLabelColumns){ .id = -1, .scores_id = -1 };
  return self;
}

static LimenLabelFile *
read_file (const LimenReadOptions *options, LimenSource *scores_source,
           LimenSample *scores, gboolean is_sample, GCancellable *cancellable,
           GError **error)
{
  const char *path = options->labels_from;
  g_autoptr (LimenLabelFile) self = new_file (path, scores_source);

  self->source = limen_source_open (path, cancellable, error);
  if (self->source == NULL || !take_sample (self, error)
      || !find_columns (self, scores, options, error))
    return NULL;
  if (is_sample)
    limen_source_keep_to_head (self->source);
  if (!read_rows (self, options, error))
    return NULL;
  join (self, scores);
  return g_steal_pointer (&self);
}

/* Reads the file of labels that the options name, and appends its columns of
 * labels to those of the scores, and to the rows of their sample. Returns a
 * new object, or NULL with an error: LIMEN_TABLE_ERROR_LABELS where it is not
 * clear how the two files belong together. */
LimenLabelFile *
limen_label_file_read (const LimenReadOptions *options,
                       LimenSource *scores_source, LimenSample *scores,
                       GCancellable *cancellable, GError **error)
{
  return read_file (options, scores_source, scores, FALSE, cancellable, error);
}

/* The same with the first rows of the labels only. */
LimenLabelFile *
limen_label_file_read_sample (const LimenReadOptions *options,
                              LimenSource *scores_source, LimenSample *scores,
                              GCancellable *cancellable, GError **error)
{
  return read_file (options, scores_source, scores, TRUE, cancellable, error);
}

/* Whether a row without an id is an error: not where a column was only guessed
 * to hold ids. */
gboolean
limen_label_file_needs_id (const LimenLabelFile *self)
{
  return self->columns.id >= 0 && !self->columns.is_id_guessed;
}

/* Whether rows are matched by order, and ids only tell whether that is
 * right. */
gboolean
limen_label_file_compares_ids (const LimenLabelFile *self)
{
  return self->compares_ids;
}

/* The ids, whose numbers are those of the rows; NULL where rows are matched by
 * order. */
const LimenTextSet *
limen_label_file_get_ids (const LimenLabelFile *self)
{
  return self->columns.id >= 0 && !self->compares_ids ? self->ids : NULL;
}

/* The row for the scores' record of this number, from 0, or of this id;
 * LIMEN_LABEL_FILE_NONE where there is none. */
gsize
limen_label_file_get_row (const LimenLabelFile *self, guint64 record,
                          guint32 id)
{
  if (limen_label_file_get_ids (self) != NULL)
    return id != LIMEN_TEXT_NONE ? id : LIMEN_LABEL_FILE_NONE;
  return record < self->n_rows ? (gsize) record : LIMEN_LABEL_FILE_NONE;
}

/* FALSE with an error where two rows that stand in the same place have other
 * ids. */
static gboolean
check_same_id (LimenLabelFile *self, gsize row, guint64 line, const char *id,
               gsize length, GError **error)
{
  gsize other_length;
  const char *other
      = limen_text_set_get (self->ids, self->row_ids[row], &other_length);
  g_autofree char *shown = NULL, *other_shown = NULL, *place = NULL;

  if (length == other_length && memcmp (id, other, length) == 0)
    return TRUE;
  shown = limen_escape_text (id, length, MAX_SHOWN_CHARS);
  other_shown = limen_escape_text (other, other_length, MAX_SHOWN_CHARS);
  place = format_scores_id_place (self, line);
  g_set_error (
      error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_LABELS,
      "%s\"%s\", and \"%s\" on %s %" G_GUINT64_FORMAT " of %s: the "
      "rows of the two files are not in one order, and \"%s\" does "
      "not name one row only; give --id COLUMN, or --id none if the "
      "order is right",
      place, shown, other_shown, limen_source_get_row_word (self->source),
      limen_label_file_get_line (self, row), self->name, self->id_name);
  return FALSE;
}

/* Finds the row for a record of the scores, by its number from 0 or by its id,
 * which has no blanks around it. *row is LIMEN_LABEL_FILE_NONE where there is
 * none. FALSE with an error where the ids say that the order is wrong. */
gboolean
limen_label_file_find (LimenLabelFile *self, guint64 record, guint64 line,
                       const char *id, gsize length, gsize *row,
                       GError **error)
{
  guint32 number = limen_label_file_get_ids (self) != NULL
                       ? limen_text_set_find (self->ids, id, length)
                       : LIMEN_TEXT_NONE;

  *row = limen_label_file_get_row (self, record, number);
  return !self->compares_ids || *row == LIMEN_LABEL_FILE_NONE
         || check_same_id (self, *row, line, id, length, error);
}

/* Notes that a row belongs to the scores on this line. FALSE with an error
 * where it belongs to others, that have its id as well, or when memory runs
 * out. */
gboolean
limen_label_file_claim (LimenLabelFile *self, gsize row, guint64 line,
                        GError **error)
{
  g_autofree char *shown = NULL, *place = NULL;

  self->n_matched++;
  if (limen_label_file_get_ids (self) == NULL)
    return TRUE;
  if (self->lines == NULL)
    {
      if (!limen_memory_resize (self->path, &self->lines, 0, self->n_rows,
                                sizeof *self->lines, error))
        return FALSE;
      memset (self->lines, 0, self->n_rows * sizeof *self->lines);
    }
  if (self->lines[row] == 0)
    {
      self->lines[row] = (guint32) MIN (line, G_MAXUINT32);
      return TRUE;
    }
  shown = format_id (self, (guint32) row);
  place = format_scores_id_place (self, line);
  g_set_error (
      error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_LABELS,
      "%s\"%s\" is the id of %s %u already; an id may name one row "
      "only%s",
      place, shown, limen_source_get_row_word (self->scores), self->lines[row],
      self->columns.is_id_guessed ? ", and --id none matches the rows by order"
                                  : "");
  return FALSE;
}

/* What the first line was taken for, where the other would make the numbers of
 * rows equal; a new string. */
static char *
describe_header (LimenLabelFile *self, guint64 n_records)
{
  g_autofree char *name = NULL;

  if (!self->sample->has_header && n_records + 1 == self->n_rows)
    return g_strdup ("; its first line was taken for a row: if it names the "
                     "column, call that label");
  if (!self->sample->has_header || n_records != self->n_rows + 1)
    return g_strdup ("");
  name = limen_sample_format_name (self->sample,
                                   limen_label_file_get_column (self, 0));
  return g_strdup_printf ("; its first line, with \"%s\", was taken for names "
                          "of columns: if it is a row, put names above it",
                          name);
}

static gboolean
fail_unequal (LimenLabelFile *self, guint64 n_records, GError **error)
{
  g_autofree char *header = describe_header (self, n_records);

  g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_LABELS,
               "%s: %" G_GSIZE_FORMAT
               " %s of labels, and %s has %" G_GUINT64_FORMAT
               " of scores: the order of rows does not tell "
               "which belong together; give --id COLUMN, which names the rows "
               "in both files%s",
               self->path, self->n_rows, self->n_rows == 1 ? "row" : "rows",
               limen_source_get_path (self->scores), n_records, header);
  return FALSE;
}

/* Whether blank lines may be rows without a value: those of a file of one
 * column, unless one follows every row. */
static gboolean
may_be_rows (guint64 n_blank_lines, guint64 n_rows, gsize n_columns)
{
  return n_columns == 1 && n_blank_lines > 0 && n_blank_lines + 1 < n_rows;
}

static gboolean
check_order (LimenLabelFile *self, guint64 n_records, guint64 n_blank_lines,
             gsize n_columns, GError **error)
{
  gboolean is_scores = may_be_rows (n_blank_lines, n_records, n_columns);

  if (n_records != self->n_rows)
    return fail_unequal (self, n_records, error);
  if (!is_scores
      && !may_be_rows (self->n_inner_blank_lines, self->n_rows,
                       self->sample->n_columns))
    return TRUE;
  g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_LABELS,
               "%s: %" G_GUINT64_FORMAT " blank %s between the rows may stand "
               "for missing values, so that the order of rows does not tell "
               "which labels belong to which scores; write NA there",
               is_scores ? limen_source_get_path (self->scores) : self->path,
               is_scores ? n_blank_lines : self->n_inner_blank_lines,
               (is_scores ? n_blank_lines : self->n_inner_blank_lines) == 1
                   ? "line"
                   : "lines");
  return FALSE;
}

static gboolean
fail_guessed (LimenLabelFile *self, guint64 n_records, guint64 n_unlabelled,
              GError **error)
{
  g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_LABELS,
               "%s: both files have a column \"%s\", but %" G_GUINT64_FORMAT
               " of %" G_GUINT64_FORMAT " rows here have no partner in %s, "
               "and %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " rows there "
               "have none here; give --id \"%s\" to leave those out, or --id "
               "none to match the rows by order",
               limen_source_get_path (self->scores), self->scores_id_name,
               n_unlabelled, n_records, self->path,
               self->n_rows - self->n_matched, self->n_rows,
               self->scores_id_name);
  return FALSE;
}

static gboolean
fail_strange (LimenLabelFile *self, GError **error)
{
  g_autofree char *shown = format_id (self, 0);

  g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_LABELS,
               "%s: column \"%s\": no row has an id that a row of %s has in "
               "column \"%s\", such as \"%s\"; ids must be written alike in "
               "both files",
               limen_source_get_path (self->scores), self->scores_id_name,
               self->path, self->id_name, shown);
  return FALSE;
}

/* To be called at the end, with the number of the scores' records and of those
 * without a label, and of columns and of blank lines before the last record.
 * FALSE with an error where the two files do not belong together as was said
 * or guessed; scores without any record are for others to refuse. */
gboolean
limen_label_file_finish (LimenLabelFile *self, guint64 n_records,
                         guint64 n_unlabelled, gsize n_columns,
                         guint64 n_blank_lines, GError **error)
{
  self->n_unlabelled = n_unlabelled;
  if (n_records == 0)
    return TRUE;
  if (limen_label_file_get_ids (self) == NULL)
    return check_order (self, n_records, n_blank_lines, n_columns, error);
  if (self->columns.is_id_guessed
      && (n_unlabelled > 0 || self->n_matched < self->n_rows))
    return fail_guessed (self, n_records, n_unlabelled, error);
  return self->n_matched > 0 || fail_strange (self, error);
}

/* The distinct texts of all labels. */
const LimenTextSet *
limen_label_file_get_texts (const LimenLabelFile *self)
{
  return self->texts;
}

/* A label of a row, by the number of its text. */
guint32
limen_label_file_get_cell (const LimenLabelFile *self, gsize row,
                           gsize column)
{
  return self->cells[row * self->columns.labels->len + column];
}

/* Where a label stands in its row. */
guint
limen_label_file_get_column (const LimenLabelFile *self, gsize column)
{
  return (guint) g_array_index (self->columns.labels, int, (guint) column);
}

/* The physical line of a row, from 1. */
guint64
limen_label_file_get_line (const LimenLabelFile *self, gsize row)
{
  LimenRowPlace place = limen_row_index_find (self->index, row);

  return place.line + (row - place.row);
}

/* The place of a label, as a message begins: of a row's line and a column
 * among those of labels, whose name is told unless it is NULL. A new string.
 */
char *
limen_label_file_format_place (const LimenLabelFile *self, guint64 line,
                               gsize column, const char *name)
{
  guint field = limen_label_file_get_column (self, column);
  g_autofree char *own_name = NULL;

  if (name == NULL && !limen_source_numbers_fields (self->source))
    name = own_name = limen_sample_format_name (self->sample, field);
  return limen_source_format_place (self->source, line, (int) field, name);
}

/* As it was given; "-" for standard input. */
const char *
limen_label_file_get_path (const LimenLabelFile *self)
{
  return self->path;
}

/* Where the labels come from; what became of the rows is known from
 * limen_label_file_finish() on. To be freed. */
LimenLabelsFrom *
limen_label_file_describe (const LimenLabelFile *self)
{
  gboolean has_id = limen_label_file_get_ids (self) != NULL;
  LimenLabelsFrom from = {
    .path = self->path,
    .name = self->name,
    .sha256 = (char *) limen_source_get_sha256 (self->source),
    .n_bytes = limen_source_get_n_bytes (self->source),
    .n_rows = self->n_rows,
    .n_matched = self->n_matched,
    .n_unlabelled = self->n_unlabelled,
    .id = has_id ? self->id_name : NULL,
    .scores_id = has_id ? self->scores_id_name : NULL,
    .is_id_guessed = has_id && self->columns.is_id_guessed,
  };

  return limen_labels_from_copy (&from);
}
