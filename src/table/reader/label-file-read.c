#include "label-file-read.h"

#include <string.h>

#include "blanks.h"
#include "escape.h"
#include "label-columns.h"
#include "label-file.h"
#include "memory.h"
#include "record.h"
#include "role-names.h"
#include "row-index.h"
#include "sample.h"
#include "source.h"
#include "table-error.h"

#define BLOCK_SIZE (256 * 1024)
#define FIRST_CAPACITY 4096
#define MAX_NAME_CHARS 120

enum
{
  USE_NONE = -1,
  USE_ID = -2,
};

static void G_GNUC_PRINTF (2, 3)
fail (LimenLabelFile *self, const char *format, ...)
{
  va_list args;

  if (self->error == NULL)
    {
      va_start (args, format);
      self->error = g_error_new_valist (LIMEN_TABLE_ERROR,
                                        LIMEN_TABLE_ERROR_LABELS, format,
                                        args);
      va_end (args);
    }
  if (self->parser != NULL)
    limen_record_parser_stop (self->parser);
}

static gboolean
report (LimenLabelFile *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/* Reading its rows */

static void
take_id (LimenLabelFile *self, const char *text, gsize length)
{
  limen_trim_blanks (&text, &length);
  if (length == 0 && limen_label_file_needs_id (self))
    fail (self,
          "%s:%" G_GUINT64_FORMAT ":%d: column \"%s\": the id is missing; "
          "every row needs one that no other has",
          self->path, limen_record_parser_get_field_line (self->parser),
          self->columns.id + 1, self->id_name);
  else if (!limen_text_set_take (self->ids, text, length, &self->row_id,
                                   &self->error))
    limen_record_parser_stop (self->parser);
}

static void
field_cb (gpointer user_data, guint column, const char *text, gsize length)
{
  LimenLabelFile *self = user_data;
  int use = column < self->uses->len
                ? g_array_index (self->uses, int, column)
                : USE_NONE;

  if (!self->is_past_header || use == USE_NONE)
    return;
  if (use == USE_ID)
    take_id (self, text, length);
  else if (!limen_text_set_take (self->texts, text, length,
                                   &self->row[use], &self->error))
    limen_record_parser_stop (self->parser);
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

/* An identifier as messages show it; a new string. */
char *
limen_label_file_format_id (const LimenLabelFile *self, guint32 id)
{
  gsize length;
  const char *text = limen_text_set_get (self->ids, id, &length);

  return limen_escape_text (text, length, LIMEN_LABEL_FILE_MAX_SHOWN);
}

/* An id that another row has as well: an error where rows are to be matched by
 * it, and where that was only a guess, no id. */
static void
take_doubled (LimenLabelFile *self, const LimenRecord *record)
{
  g_autofree char *shown = NULL;

  self->compares_ids = self->columns.is_id_guessed;
  if (self->compares_ids)
    return;
  shown = limen_label_file_format_id (self, self->row_id);
  fail (self,
        "%s:%" G_GUINT64_FORMAT ":%d: column \"%s\": \"%s\" is the id of line "
        "%" G_GUINT64_FORMAT " already; an id may name one row only",
        self->path, record->line, self->columns.id + 1, self->id_name, shown,
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
    {
      limen_record_parser_stop (self->parser);
      return;
    }
  memcpy (self->cells + i * n_labels, self->row,
          n_labels * sizeof *self->cells);
  if (self->columns.id >= 0)
    self->row_ids[i] = self->row_id;
  self->n_rows++;
  self->n_inner_blank_lines
      = limen_record_parser_get_n_blank_lines (self->parser);
  if (self->columns.id >= 0 && !self->compares_ids && self->row_id != i)
    take_doubled (self, record);
}

static void
record_cb (gpointer user_data, const LimenRecord *record)
{
  LimenLabelFile *self = user_data;

  if (!self->is_past_header)
    self->is_past_header = TRUE;
  else if (record->n_fields != self->dialect->n_columns)
    fail (self,
          "%s:%" G_GUINT64_FORMAT ":%u: %u %s, expected %" G_GSIZE_FORMAT
          "; every row must have as many as the first",
          self->path, record->line, record->n_fields, record->n_fields,
          record->n_fields == 1 ? "field" : "fields",
          self->dialect->n_columns);
  else if (self->error == NULL)
    keep_row (self, record);
}

static void
use_columns (LimenLabelFile *self)
{
  self->uses = g_array_new (FALSE, FALSE, sizeof (int));
  for (gsize i = 0; i < self->dialect->n_columns; i++)
    {
      int use = (int) i == self->columns.id ? USE_ID : USE_NONE;

      for (guint k = 0; k < self->columns.labels->len; k++)
        if (g_array_index (self->columns.labels, int, k) == (int) i)
          use = (int) k;
      g_array_append_val (self->uses, use);
    }
}

static gboolean
feed (LimenLabelFile *self, const char *bytes, gsize length, GError **error)
{
  return limen_record_parser_feed (self->parser, bytes, length, error)
         && report (self, error);
}

/* What follows the sample. */
static gboolean
read_rest (LimenLabelFile *self, LimenSource *source, GError **error)
{
  g_autofree char *block = NULL;
  gsize length = BLOCK_SIZE;

  if (!limen_memory_resize (self->path, &block, 0, BLOCK_SIZE, 1, error))
    return FALSE;
  while (length == BLOCK_SIZE)
    if (!limen_source_check (source, error)
        || !limen_source_read_all (source, block, BLOCK_SIZE, &length, error)
        || !feed (self, block, length, error))
      return FALSE;
  return limen_source_finish (source, error);
}

/* All rows; those of the sample only where `source` is NULL. */
static gboolean
read_rows (LimenLabelFile *self, LimenSource *source, const char *sample,
           gsize length, gboolean is_whole, GError **error)
{
  self->parser = limen_record_parser_new (
      self->path, self->dialect->delimiter, field_cb, record_cb, self);
  self->is_past_header = !self->dialect->has_header;
  self->row = g_new (guint32, self->columns.labels->len);
  self->texts = limen_text_set_new (self->path);
  self->ids = limen_text_set_new (self->path);
  self->index = limen_row_index_new (self->path);
  use_columns (self);
  if (!feed (self, sample, length, error)
      || (source != NULL && !read_rest (self, source, error)))
    return FALSE;
  return (source == NULL && !is_whole)
         || (limen_record_parser_finish (self->parser, error)
             && report (self, error));
}

/* What its first bytes show */

/* Whether some name of the first row says what its column is for. */
static gboolean
has_known_name (const LimenDialect *dialect)
{
  for (guint i = 0; i < dialect->names->len; i++)
    if (limen_role_names_match_any (g_ptr_array_index (dialect->names, i)))
      return TRUE;
  return FALSE;
}

/* Whether a name of the first row is a value further down, as in a list of
 * words without a header. */
static gboolean
has_recurring_name (const LimenDialect *dialect)
{
  gboolean is_open = dialect->has_header && !has_known_name (dialect);

  for (gsize i = 0; is_open && i < dialect->n_columns; i++)
    {
      GBytes *name = g_ptr_array_index (dialect->names, (guint) i);

      if (g_bytes_get_size (name) == 0)
        continue;
      for (guint row = 0; row < dialect->rows->len; row++)
        if (g_bytes_equal (name,
                           limen_sample_get_field (dialect, row, (int) i)))
          return TRUE;
    }
  return FALSE;
}

/* Finds out how a file of labels is written, as limen_dialect_detect(), from
 * its first bytes alone: the options of the scores' file are not about it. */
LimenDialect *
limen_label_file_detect (const char *path, const char *bytes, gsize length,
                         gboolean is_whole, GError **error)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  LimenDialect *dialect = limen_dialect_detect (path, bytes, length, is_whole,
                                                options, error);

  if (dialect == NULL || !has_recurring_name (dialect))
    return dialect;
  limen_dialect_free (dialect);
  options->no_header = TRUE;
  return limen_dialect_detect (path, bytes, length, is_whole, options, error);
}

static gboolean
detect (LimenLabelFile *self, const char *sample, gsize length,
        GError **error)
{
  self->dialect = limen_label_file_detect (self->path, sample, length,
                                           length < LIMEN_SAMPLE_SIZE, error);
  if (self->dialect == NULL)
    return FALSE;
  if (self->dialect->trouble != NULL)
    {
      g_propagate_error (error, g_error_copy (self->dialect->trouble));
      return FALSE;
    }
  if (self->dialect->rows->len > 0)
    return TRUE;
  g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_LABELS,
               "%s: no data rows; a file of labels has a row for each",
               self->path);
  return FALSE;
}

static gboolean
find_columns (LimenLabelFile *self, const LimenDialect *scores,
              const LimenReadOptions *options, GError **error)
{
  if (!limen_label_columns_find (&self->columns, self->scores_path, scores,
                                 self->path, self->dialect, options, error))
    return FALSE;
  if (self->columns.id < 0)
    return TRUE;
  self->id_name
      = limen_dialect_format_name (self->dialect, (gsize) self->columns.id);
  self->scores_id_name
      = limen_dialect_format_name (scores, (gsize) self->columns.scores_id);
  return TRUE;
}

/* The row of a row of the scores' sample; LIMEN_LABEL_FILE_NONE: not known. */
static gsize
find_sampled (LimenLabelFile *self, const LimenDialect *scores, guint row)
{
  gsize length;
  const char *text;

  if (self->columns.id < 0 || self->compares_ids)
    return row < self->n_rows ? row : LIMEN_LABEL_FILE_NONE;
  text = g_bytes_get_data (
      limen_sample_get_field (scores, row, self->columns.scores_id), &length);
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
join (LimenLabelFile *self, LimenDialect *scores)
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
            self->dialect->names, limen_label_file_get_column (self, k))));
  scores->n_columns += n;
  scores->n_joined = n;
  scores->id = self->columns.scores_id;
}

static LimenLabelFile *
new_file (const char *path, const char *scores_path)
{
  LimenLabelFile *self = g_new0 (LimenLabelFile, 1);
  g_autofree char *name = g_str_equal (path, "-")
                              ? g_strdup ("standard input")
                              : g_path_get_basename (path);

  self->path = g_strdup (path);
  self->name = limen_escape_text (name, strlen (name), MAX_NAME_CHARS);
  self->scores_path = g_strdup (scores_path);
  self->columns = (LimenLabelColumns){ .id = -1, .scores_id = -1 };
  return self;
}

static LimenLabelFile *
read_file (const LimenReadOptions *options, const char *scores_path,
           LimenDialect *scores, gboolean is_sample,
           GCancellable *cancellable, GError **error)
{
  const char *path = options->labels_from;
  g_autoptr (LimenLabelFile) self = new_file (path, scores_path);
  g_autoptr (LimenSource) source
      = limen_source_open (path, cancellable, error);
  g_autofree char *sample = NULL;
  gsize length;

  if (source == NULL
      || !limen_memory_resize (path, &sample, 0, LIMEN_SAMPLE_SIZE, 1, error))
    return NULL;
  if (options->no_sha256)
    limen_source_omit_hash (source);
  if (!limen_source_read_all (source, sample, LIMEN_SAMPLE_SIZE, &length,
                              error)
      || !detect (self, sample, length, error)
      || !find_columns (self, scores, options, error)
      || !read_rows (self, is_sample ? NULL : source, sample, length,
                     length < LIMEN_SAMPLE_SIZE, error))
    return NULL;
  self->sha256 = g_strdup (limen_source_get_sha256 (source));
  self->n_bytes = (guint64) limen_source_get_bytes_done (source);
  join (self, scores);
  return g_steal_pointer (&self);
}

/* Reads the file of labels that the options name, and appends its columns of
 * labels to those of the scores, and to the rows of their sample. Returns a
 * new object, or NULL with an error: LIMEN_TABLE_ERROR_LABELS where it is not
 * clear how the two files belong together. */
LimenLabelFile *
limen_label_file_read (const LimenReadOptions *options,
                       const char *scores_path, LimenDialect *scores,
                       GCancellable *cancellable, GError **error)
{
  return read_file (options, scores_path, scores, FALSE, cancellable, error);
}

/* The same with the first rows of the labels only. */
LimenLabelFile *
limen_label_file_read_sample (const LimenReadOptions *options,
                              const char *scores_path, LimenDialect *scores,
                              GCancellable *cancellable, GError **error)
{
  return read_file (options, scores_path, scores, TRUE, cancellable, error);
}
