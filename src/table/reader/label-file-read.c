/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label-file-read.h"

#include <glib/gi18n.h>
#include <string.h>

#include "blanks.h"
#include "display-text.h"
#include "memory.h"
#include "message.h"
#include "role-names.h"
#include "table-error.h"

#define FIRST_CAPACITY 4096
#define MAX_NAME_CHARS 120

/* Uses of columns that hold no labels. */
enum
{
  USE_NONE = -1,
  USE_ID = -2,
};

/* Sets the error that ends reading, unless there is one already. */
static void G_GNUC_PRINTF (2, 3)
fail (LimenLabelFile *self, const char *format, ...)
{
  va_list args;

  if (self->error != NULL)
    return;
  va_start (args, format);
  self->error
      = limen_table_error_new_valist (LIMEN_TABLE_ERROR_LABELS, format, args);
  va_end (args);
}

/* Position of an identifier as the beginning of a message; a new string. */
static char *
format_id_place (const LimenLabelFile *self, guint64 line)
{
  return limen_source_format_place (self->source, line, self->columns.id,
                                    self->id_name);
}

static void
refuse_missing_id (LimenLabelFile *self)
{
  g_autofree char *place
      = format_id_place (self, limen_source_get_cursor (self->source).line);

  fail (self, N_ ("%sthe id is missing; every row needs a unique one"), place);
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

/* Handles a duplicate identifier: an error if the user chose the column; if it
 * was inferred, rows are matched by order instead. */
static void
take_doubled (LimenLabelFile *self, const LimenRecord *record)
{
  g_autofree char *shown = NULL, *place = NULL;

  self->compares_ids = self->columns.is_id_guessed;
  if (self->compares_ids)
    return;
  shown = limen_label_file_format_id (self, self->row_id);
  place = format_id_place (self, record->line);
  fail (self,
        /* Translators: a place such as "FILE:3:1: " with an id, "line" and
         * number */
        N_ ("%s\"%s\" is also the id on %s %" PRIu64 ", but every row needs "
            "an id of its own; {give another column with --id, or --id none "
            "to match the rows by order|choose another id column, or match "
            "the rows by their order}"),
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
  guint n = record->n_fields;
  g_autofree char *fields
      = limen_message_part_plural (n, "%u field", "%u fields", n);

  fail (self,
        /* Translators: a place such as "FILE:3:1: ", "3 fields" */
        N_ ("%s%s, expected %zu; every row must have as many as the first"),
        place, fields, self->sample->n_columns);
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

/* Whether any column has a typical name. */
static gboolean
has_known_name (const LimenSample *sample)
{
  for (guint i = 0; i < sample->names->len; i++)
    if (limen_role_names_match_any (g_ptr_array_index (sample->names, i)))
      return TRUE;
  return FALSE;
}

/* Whether the header has no typical name, but a name that is also a value in
 * its column: the file is then taken for a list without a header. */
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

/* Detects the columns and first rows of a label file, with default options:
 * the read options of the scores do not apply to it. Returns a new sample, or
 * NULL with an error. */
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
  if (self->sample->rows_error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->sample->rows_error));
      return FALSE;
    }
  if (self->sample->rows->len > 0)
    return TRUE;
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_LABELS,
      "%s: no data rows; a label file needs a row for each label", self->path);
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

/* The row of the label file that matches a row of the scores' sample;
 * LIMEN_LABEL_FILE_NONE if there is none. */
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

/* The name of a label column, or its number in its file if it has none: the
 * scores' sample does not know the columns of the label file. */
static GBytes *
new_name (LimenLabelFile *self, gsize column)
{
  guint place = limen_label_file_get_column (self, column);
  GBytes *name = g_ptr_array_index (self->sample->names, place);
  char *number;

  if (g_bytes_get_size (name) > 0)
    return g_bytes_ref (name);
  number = limen_sample_format_number (self->sample, place);
  return g_bytes_new_take (number, strlen (number));
}

/* Appends the label columns to the scores' sample. */
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
    g_ptr_array_add (scores->names, new_name (self, k));
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
  self->name = limen_display_text_new (name, strlen (name), MAX_NAME_CHARS);
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

/* Reads the label file that the options name, and appends its label columns to
 * the sample of the scores. Returns a new object, or NULL with an error;
 * LIMEN_TABLE_ERROR_LABELS means that it is not clear how the two files
 * match. */
LimenLabelFile *
limen_label_file_read (const LimenReadOptions *options,
                       LimenSource *scores_source, LimenSample *scores,
                       GCancellable *cancellable, GError **error)
{
  return read_file (options, scores_source, scores, FALSE, cancellable, error);
}

/* As limen_label_file_read(), with only the first rows of the label file. */
LimenLabelFile *
limen_label_file_read_sample (const LimenReadOptions *options,
                              LimenSource *scores_source, LimenSample *scores,
                              GCancellable *cancellable, GError **error)
{
  return read_file (options, scores_source, scores, TRUE, cancellable, error);
}
