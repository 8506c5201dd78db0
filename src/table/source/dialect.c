/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialect.h"

#include <string.h>

#include "file-type.h"
#include "head-records.h"
#include "message.h"
#include "missing.h"
#include "role-names.h"
#include "table-error.h"
#include "text-likeness.h"

/* Minimum number of rows to conclude that an unnamed first field, different in
 * every row, holds row names. */
#define MIN_NAMED_ROWS 3

static gboolean
is_all_digits (GBytes *field)
{
  gsize length;
  const char *text = g_bytes_get_data (field, &length);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return length > 0;
}

static gboolean
is_word (const char *text, gsize length, const char *word)
{
  return length == strlen (word)
         && g_ascii_strncasecmp (text, word, length) == 0;
}

/* Whether a field stands for a missing or infinite number: such a text is not
 * taken for a column's name. */
static gboolean
is_missing_number (GBytes *field)
{
  gsize length;
  const char *text = g_bytes_get_data (field, &length);
  gsize sign = length > 0 && *text == '-';

  return limen_missing_find_word (text, length) >= 0
         || is_word (text + sign, length - sign, "inf")
         || is_word (text + sign, length - sign, "infinity");
}

/* Whether field i of the first row is a number. A notation such as "95%" may
 * also be a column's name; it counts as a number only if the second row has
 * such a cell in that field, or does not exist. */
static gboolean
is_number (GPtrArray *first, GPtrArray *second, guint i, char delimiter)
{
  GBytes *field = g_ptr_array_index (first, i);

  return limen_head_is_number (field, delimiter)
         || (limen_head_has_form (field)
             && (second == NULL
                 || (i < second->len
                     && limen_head_has_form (g_ptr_array_index (second, i)))));
}

/* Whether the first row is a header: it is unless it holds a number. A field
 * of digits may be a class's name if another field has a typical column name;
 * a single letter may be a label, so that it counts only with several such
 * classes. `second` is the next row; NULL if there is none. */
static gboolean
detect_header (GPtrArray *first, GPtrArray *second, char delimiter)
{
  gboolean has_number = FALSE, has_fraction = FALSE;
  gboolean has_name = FALSE, has_letter = FALSE;
  guint n_digits = 0;

  for (guint i = 0; i < first->len; i++)
    {
      GBytes *field = g_ptr_array_index (first, i);
      gboolean is_numeric = is_number (first, second, i, delimiter);

      has_number |= is_numeric || is_missing_number (field);
      has_fraction |= is_numeric && !is_all_digits (field);
      n_digits += is_all_digits (field);
      if (limen_role_names_match_any (field))
        {
          has_name |= g_bytes_get_size (field) > 1;
          has_letter |= g_bytes_get_size (field) == 1;
        }
    }
  has_name |= has_letter && n_digits > 1;
  return !has_number || (has_name && !has_fraction);
}

static GBytes *
new_number_name (gsize column)
{
  char *name = g_strdup_printf ("%" G_GSIZE_FORMAT, column + 1);

  return g_bytes_new_take (name, strlen (name));
}

/* Whether every row has one field more than the header, and distinct texts in
 * its first one: R writes row names that way, without a name above them. Not
 * concluded for commas, since a decimal comma makes additional fields. */
static gboolean
has_row_names (GPtrArray *records, guint n_names, char delimiter)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_bytes_hash, g_bytes_equal);

  if (delimiter == ',' || records->len < 1 + MIN_NAMED_ROWS
      || detect_header (g_ptr_array_index (records, 1),
                        g_ptr_array_index (records, 2), delimiter))
    return FALSE;
  for (guint i = 1; i < records->len; i++)
    {
      GPtrArray *fields = g_ptr_array_index (records, i);

      if (fields->len != n_names + 1
          || g_bytes_get_size (g_ptr_array_index (fields, n_names)) == 0
          || !g_hash_table_add (seen, g_ptr_array_index (fields, 0)))
        return FALSE;
    }
  return TRUE;
}

/* The names of the fields: those given, or numbers if there is no header; a
 * new array. */
static GPtrArray *
list_names (const LimenDialect *self, GPtrArray *names, GPtrArray *records)
{
  GPtrArray *list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  if (self->has_header && !self->has_header_comment
      && has_row_names (records, names->len, self->delimiter))
    g_ptr_array_add (list, g_bytes_new_static ("", 0));
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (list, self->has_header
                               ? g_bytes_ref (g_ptr_array_index (names, i))
                               : new_number_name (i));
  return list;
}

/* The non-missing cells of a field; a new array, which borrows them. */
static GPtrArray *
list_cells (const LimenSample *self, gsize field)
{
  GPtrArray *cells = g_ptr_array_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      GBytes *cell = g_ptr_array_index (
          (GPtrArray *) g_ptr_array_index (self->rows, i), field);
      gsize length;
      const char *text = g_bytes_get_data (cell, &length);

      if (!limen_is_missing (text, length))
        g_ptr_array_add (cells, cell);
    }
  return cells;
}

/* Detects the notation of each field's cells. TRUE if any is not plain. */
static gboolean
detect_forms (LimenSample *self)
{
  LimenPointEvidence evidence = { 0 };
  gboolean has_forms = FALSE;

  for (gsize i = 0; i < self->n_fields; i++)
    {
      g_autoptr (GPtrArray) cells = list_cells (self, i);

      self->fields[i].form
          = limen_cell_form_detect (cells, self->delimiter, &evidence);
    }
  /* Numbers separated by blanks in a single field are not a list: the file has
   * another delimiter. */
  if (self->n_fields == 1 && limen_cell_form_is_bare (&self->fields[0].form))
    limen_cell_form_clear (&self->fields[0].form);
  for (gsize i = 0; i < self->n_fields; i++)
    {
      limen_cell_form_resolve (&self->fields[i].form, self->delimiter,
                               &evidence);
      has_forms |= self->fields[i].form.type != LIMEN_CELL_PLAIN;
    }
  return has_forms;
}

/* The error for a row with a different number of fields than the header, and a
 * hint why. */
static GError *
new_length_error (const LimenSample *sample, const char *path, guint64 line,
                  GPtrArray *fields)
{
  GBytes *last = g_ptr_array_index (fields, fields->len - 1);
  g_autofree char *count = limen_message_part_plural (
      fields->len, "%u field", "%u fields", fields->len);

  if (fields->len != sample->n_fields + 1)
    return limen_table_error_new (
        LIMEN_TABLE_ERROR_DATA,
        /* Translators: file, line, "3 fields", number */
        "%s:%" PRIu64 ": %s where the header has %zu; if the first line is a "
        "title, remove it",
        path, line, count, sample->n_fields);
  if (g_bytes_get_size (last) == 0)
    return limen_table_error_new (
        LIMEN_TABLE_ERROR_DATA,
        /* Translators: file, line, "3 fields", number */
        "%s:%" PRIu64 ": %s where the header has %zu; the row ends in a "
        "delimiter, and the header does not",
        path, line, count, sample->n_fields);
  return limen_table_error_new (
      LIMEN_TABLE_ERROR_DATA,
      /* Translators: file, line, "3 fields", number */
      "%s:%" PRIu64 ": %s where the header has %zu; does the header lack a "
      "name, such as that of R's row names, or is a decimal comma taken for a "
      "delimiter?",
      path, line, count, sample->n_fields);
}

/* The error for a first line with a different number of fields than the lines
 * below it, probably a title. */
static GError *
new_title_error (const LimenSample *sample, const char *path,
                 const LimenHeadRecords *head)
{
  const GPtrArray *fields
      = g_ptr_array_index (head->records, head->records->len - 1);

  g_autofree char *count = limen_message_part_plural (
      sample->n_fields, "%zu field", "%zu fields", sample->n_fields);

  return limen_table_error_new (
      LIMEN_TABLE_ERROR_DATA,
      /* Translators: file, line, "3 fields", another line, number */
      "%s:%" PRIu64 ": %s where line %" PRIu64 " has %u; if this is a title, "
      "remove it",
      path, head->first_line, count, head->line, fields->len);
}

/* Why no row after the header has its number of fields; NULL if there are no
 * rows. */
static GError *
find_rows_error (const LimenDialect *self, const LimenSample *sample,
                 const LimenHead *head)
{
  LimenHeadRecords two = { .max_records = 2 };
  g_autoptr (GPtrArray) records = NULL;
  GError *error = NULL;
  GPtrArray *fields;

  if (sample->likeness != NULL)
    return limen_text_likeness_new_error (sample->likeness, head->path);
  limen_head_records_read (&two, head, self->preamble.n_lines, self->delimiter,
                           &error);
  records = two.records;
  if (error != NULL || records->len < 2)
    return error;
  fields = g_ptr_array_index (records, 1);
  if (sample->n_fields == 1 || !self->has_header)
    return new_title_error (sample, head->path, &two);
  return new_length_error (sample, head->path, two.line, fields);
}

/* The fields of the last comment of the preamble; NULL if there is none or it
 * cannot be parsed. */
static GPtrArray *
read_header_comment (const LimenPreamble *preamble, const char *path,
                     char delimiter)
{
  LimenHead comment
      = { path, preamble->last_comment, preamble->last_length, TRUE };
  GPtrArray *records, *names = NULL;

  if (preamble->last_comment == NULL)
    return NULL;
  records = limen_head_list_records (&comment, delimiter, 1);
  if (records->len == 1)
    names = g_ptr_array_ref (g_ptr_array_index (records, 0));
  g_ptr_array_unref (records);
  return names;
}

/* Finds the names of the fields: in the first record, or in a comment above it
 * with the same number of fields. Returns a new array. */
static GPtrArray *
find_header (LimenDialect *self, const char *path, GPtrArray *records,
             const LimenReadOptions *options)
{
  GPtrArray *first = g_ptr_array_index (records, 0);
  GPtrArray *second = records->len > 1 ? g_ptr_array_index (records, 1) : NULL;
  g_autoptr (GPtrArray) names = NULL;

  self->has_header
      = !options->no_header && detect_header (first, second, self->delimiter);
  if (!self->has_header && !options->no_header)
    names = read_header_comment (&self->preamble, path, self->delimiter);
  if (names != NULL && names->len == first->len
      && detect_header (names, first, self->delimiter))
    {
      self->has_header = self->has_header_comment = TRUE;
      self->preamble.n_comments--;
    }
  return list_names (self, self->has_header_comment ? names : first, records);
}

/* Whether the first record, which is not a header, has a different number of
 * fields than all others. */
static gboolean
is_first_alone (const LimenSample *sample, GPtrArray *records)
{
  guint n_equal;

  return !sample->has_header && sample->rows->len == 1 && records->len > 2
         && limen_head_find_commonest_n (records, &n_equal) != sample->n_fields
         && n_equal + 1 == records->len;
}

/* Fills the sample with the columns and rows of the first records. */
static void
fill_sample (LimenDialect *self, LimenSample *sample, GPtrArray *records,
             const LimenHead *head, const LimenReadOptions *options)
{
  g_autoptr (GPtrArray) names
      = find_header (self, head->path, records, options);
  gboolean has_first = self->has_header && !self->has_header_comment;

  sample->has_header = self->has_header;
  limen_sample_set_fields (sample, names);
  for (guint i = has_first ? 1 : 0; i < records->len; i++)
    limen_sample_add_row (sample, g_ptr_array_index (records, i));
  sample->n_first = sample->n_fair = sample->rows->len;
  if (sample->rows->len == 0 || is_first_alone (sample, records))
    sample->rows_error = find_rows_error (self, sample, head);
  sample->has_forms = detect_forms (sample);
  limen_sample_make_columns (sample);
}

/* Detects the dialect of a text file from its first bytes, which are the whole
 * file if `is_whole_file`. Returns a new sample with the first rows, or NULL
 * with an error if the file is not text. A file without records has no
 * columns. */
LimenSample *
limen_dialect_detect (LimenDialect *self, const char *path, const char *bytes,
                      gsize length, gboolean is_whole_file,
                      const LimenReadOptions *options, GError **error)
{
  LimenHead head = { path, bytes, length, is_whole_file };
  g_autoptr (GPtrArray) records = NULL;
  LimenSample *sample;

  if (!limen_file_type_check (path, bytes, length, is_whole_file, error))
    return NULL;
  *self = (LimenDialect){ .preamble = limen_preamble_read (bytes, length),
                          .delimiter = options->delimiter };
  head.bytes += self->preamble.n_bytes;
  head.length -= self->preamble.n_bytes;
  if (self->delimiter == '\0')
    self->delimiter = self->preamble.delimiter;
  if (self->delimiter == '\0')
    self->delimiter = limen_head_detect_delimiter (&head);
  sample = limen_sample_new ();
  sample->delimiter = self->delimiter;
  sample->likeness = limen_text_likeness_guess (bytes, length);
  records
      = limen_head_list_records (&head, self->delimiter, LIMEN_SAMPLE_ROWS);
  if (records->len > 0)
    fill_sample (self, sample, records, &head, options);
  self->preamble.last_comment = NULL;
  return sample;
}

/* Adds the rows of a buffer of whole lines to the sample. Rows with another
 * number of fields are dropped. */
void
limen_dialect_add_rows (const LimenDialect *self, LimenSample *sample,
                        const char *path, const char *bytes, gsize length)
{
  LimenHead lines = { path, bytes, length, TRUE };
  g_autoptr (GPtrArray) records
      = limen_head_list_records (&lines, self->delimiter, LIMEN_SAMPLE_ROWS);

  for (guint i = 0; i < records->len; i++)
    limen_sample_add_row (sample, g_ptr_array_index (records, i));
}
