#include "dialect.h"

#include <string.h>

#include "class-name.h"
#include "escape.h"
#include "file-type.h"
#include "missing.h"
#include "number.h"
#include "record.h"
#include "role-names.h"
#include "table-error.h"

#define MAX_TRIAL_ROWS 100
#define MAX_NAME_CHARS 200

/* The records of the sample under one delimiter. */
typedef struct
{
  LimenRecordParser *parser;
  GPtrArray *records; /* GPtrArray of GBytes */
  GPtrArray *current;
  guint max_records;
  guint64 first_line, line; /* of the first and of the last record */
} Sample;

static void
sample_field_cb (gpointer user_data, guint column, const char *text,
                 gsize length)
{
  Sample *sample = user_data;

  if (sample->current == NULL)
    sample->current
        = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  /* g_bytes_new() would make NULL of an empty text. */
  g_ptr_array_add (sample->current, length > 0
                                        ? g_bytes_new (text, length)
                                        : g_bytes_new_static ("", 0));
}

static void
sample_record_cb (gpointer user_data, const LimenRecord *record)
{
  Sample *sample = user_data;

  g_ptr_array_add (sample->records, g_steal_pointer (&sample->current));
  sample->line = record->line;
  if (sample->records->len == 1)
    sample->first_line = record->line;
  if (sample->records->len == sample->max_records)
    limen_record_parser_stop (sample->parser);
}

/* The first records, and the line of the last one; FALSE with those before an
 * error. */
static gboolean
read_sample (Sample *sample, const char *path, const char *bytes,
             gsize length, gboolean is_whole_file, char delimiter,
             GError **error)
{
  g_autoptr (LimenRecordParser) parser = limen_record_parser_new (
      path, delimiter, sample_field_cb, sample_record_cb, sample);
  gboolean is_good;

  sample->parser = parser;
  sample->records
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  is_good = limen_record_parser_feed (parser, bytes, length, error)
            && (!is_whole_file || limen_record_parser_finish (parser, error));
  g_clear_pointer (&sample->current, g_ptr_array_unref);
  return is_good;
}

/* The first records; those before an error, too, which the reading itself will
 * report. */
static GPtrArray *
read_records (const char *path, const char *bytes, gsize length,
              gboolean is_whole_file, char delimiter, guint max_records)
{
  Sample sample = { .max_records = max_records };

  read_sample (&sample, path, bytes, length, is_whole_file, delimiter, NULL);
  return sample.records;
}

static gboolean
is_number (GBytes *field, char delimiter)
{
  gsize length;
  const char *text = g_bytes_get_data (field, &length);
  double value;

  return limen_number_parse (text, length, '.', &value)
         || (delimiter != ','
             && limen_number_parse (text, length, ',', &value));
}

/* How well a delimiter explains the sample: rows that are as long as the
 * first, then cells that are numbers. Zero where it splits nothing. */
static double
rate_delimiter (const char *path, const char *bytes, gsize length,
                gboolean is_whole_file, char delimiter)
{
  g_autoptr (GPtrArray) records = read_records (
      path, bytes, length, is_whole_file, delimiter, MAX_TRIAL_ROWS);
  gsize n_columns, n_equal = 0, n_cells = 0, n_numbers = 0;

  if (records->len == 0)
    return 0;
  n_columns = ((GPtrArray *) g_ptr_array_index (records, 0))->len;
  if (n_columns < 2)
    return 0;
  for (guint i = 0; i < records->len; i++)
    {
      GPtrArray *fields = g_ptr_array_index (records, i);

      n_equal += fields->len == n_columns;
      n_cells += fields->len;
      for (guint j = 0; j < fields->len; j++)
        n_numbers += is_number (g_ptr_array_index (fields, j), delimiter);
    }
  return (double) n_equal / records->len
         + 0.5 * (double) n_numbers / (double) n_cells;
}

static char
detect_delimiter (const char *path, const char *bytes, gsize length,
                  gboolean is_whole_file)
{
  static const char candidates[] = { ',', ';', '\t', '|' };
  double best_rating = 0;
  char best = ',';

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      double rating = rate_delimiter (path, bytes, length, is_whole_file,
                                      candidates[i]);

      if (rating > best_rating)
        {
          best_rating = rating;
          best = candidates[i];
        }
    }
  return best;
}

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

/* What stands where a number is missing is no name of a column. */
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

/* A first row is a header unless it holds a number. Digits alone may be the
 * name of a class, where another field is a name that such files have; a
 * single letter may be a label as well, so it takes several classes. */
static gboolean
detect_header (GPtrArray *first, char delimiter)
{
  gboolean has_number = FALSE, has_fraction = FALSE;
  gboolean has_name = FALSE, has_letter = FALSE;
  guint n_digits = 0;

  for (guint i = 0; i < first->len; i++)
    {
      GBytes *field = g_ptr_array_index (first, i);
      gboolean is_numeric = is_number (field, delimiter);

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

static void
take_names (LimenDialect *self, GPtrArray *first)
{
  self->n_columns = first->len;
  for (guint i = 0; i < first->len; i++)
    g_ptr_array_add (self->names,
                     self->has_header
                         ? g_bytes_ref (g_ptr_array_index (first, i))
                         : new_number_name (i));
}

/* Guesses why rows have another number of fields than the header. */
static const char *
get_length_hint (const LimenDialect *self, GPtrArray *fields)
{
  GBytes *last = g_ptr_array_index (fields, fields->len - 1);

  if (fields->len != self->n_columns + 1)
    return "";
  if (g_bytes_get_size (last) == 0)
    return "; the row ends in a delimiter, and the header does not";
  return "; does the header lack a name, such as that of R's row names, or is "
         "a decimal comma taken for a delimiter?";
}

/* Why no row after the header has its number of fields; NULL where there are
 * no rows. */
static GError *
find_trouble (const LimenDialect *self, const char *path, const char *bytes,
              gsize length, gboolean is_whole_file)
{
  Sample sample = { .max_records = 2 };
  g_autoptr (GPtrArray) records = NULL;
  GError *error = NULL;
  GPtrArray *fields;

  read_sample (&sample, path, bytes, length, is_whole_file, self->delimiter,
               &error);
  records = sample.records;
  if (error != NULL || records->len < 2)
    return error;
  fields = g_ptr_array_index (records, 1);
  if (self->n_columns == 1)
    return g_error_new (LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_DATA,
                        "%s:%" G_GUINT64_FORMAT ": 1 field where line %"
                        G_GUINT64_FORMAT " has %u; if this is a title, remove "
                        "it",
                        path, sample.first_line, sample.line, fields->len);
  return g_error_new (LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_DATA,
                      "%s:%" G_GUINT64_FORMAT ": %u %s where the header has %"
                      G_GSIZE_FORMAT "%s",
                      path, sample.line, fields->len,
                      fields->len == 1 ? "field" : "fields", self->n_columns,
                      get_length_hint (self, fields));
}

static void
note_class_word (LimenDialect *self, const char *class)
{
  int word = class != NULL
                 ? limen_missing_find_word (class, strlen (class))
                 : -1;

  if (word >= 0)
    self->class_words |= 1u << word;
}

/* Finds the words for a missing value that columns name as their class: a
 * class may be called "none". */
static void
find_class_words (LimenDialect *self)
{
  for (gsize i = 0; self->has_header && i < self->n_columns; i++)
    {
      g_autofree char *name = limen_class_name_get (self, (int) i);
      LimenClassName of_scores
          = limen_class_name_split (name, LIMEN_CLASS_WORDS_OF_SCORES);
      LimenClassName of_labels
          = limen_class_name_split (name, LIMEN_CLASS_WORDS_OF_LABELS);

      note_class_word (self, name);
      note_class_word (self, of_scores.stem);
      note_class_word (self, of_labels.stem);
      g_free (of_scores.stem);
      g_free (of_labels.stem);
    }
}

/* Finds out how a file is written. `bytes` are its first ones, all of them if
 * `is_whole_file`. Fails where they are not text. A file without any record
 * has no columns. */
LimenDialect *
limen_dialect_detect (const char *path, const char *bytes, gsize length,
                      gboolean is_whole_file, const LimenReadOptions *options,
                      GError **error)
{
  g_autoptr (LimenDialect) self = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (!limen_file_type_check (path, bytes, length, is_whole_file, error))
    return NULL;
  self = g_new0 (LimenDialect, 1);
  self->id = -1;
  self->names
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->rows
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->delimiter = options->delimiter != 0
                        ? options->delimiter
                        : detect_delimiter (path, bytes, length,
                                            is_whole_file);
  records = read_records (path, bytes, length, is_whole_file,
                          self->delimiter, LIMEN_SAMPLE_ROWS);
  if (records->len == 0)
    return g_steal_pointer (&self);
  self->has_header
      = !options->no_header
        && detect_header (g_ptr_array_index (records, 0), self->delimiter);
  take_names (self, g_ptr_array_index (records, 0));
  find_class_words (self);
  for (guint i = self->has_header ? 1 : 0; i < records->len; i++)
    {
      GPtrArray *fields = g_ptr_array_index (records, i);

      if (fields->len == self->n_columns)
        g_ptr_array_add (self->rows, g_ptr_array_ref (fields));
    }
  self->n_first = self->n_fair = self->rows->len;
  if (self->rows->len == 0)
    self->trouble = find_trouble (self, path, bytes, length, is_whole_file);
  return g_steal_pointer (&self);
}

/* Adds the rows of whole lines from further on in the file to the sample,
 * those of as many fields as there are columns. */
void
limen_dialect_add_rows (LimenDialect *self, const char *path,
                        const char *bytes, gsize length)
{
  g_autoptr (GPtrArray) records = read_records (
      path, bytes, length, TRUE, self->delimiter, LIMEN_SAMPLE_ROWS);

  for (guint i = 0; i < records->len; i++)
    {
      GPtrArray *fields = g_ptr_array_index (records, i);

      if (fields->len == self->n_columns)
        g_ptr_array_add (self->rows, g_ptr_array_ref (fields));
    }
}

/* Frees what was found; NULL is nothing. */
void
limen_dialect_free (LimenDialect *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_error (&self->trouble);
  g_free (self);
}

/* A column's name as it may be shown; a new string. */
char *
limen_dialect_format_name (const LimenDialect *self, gsize column)
{
  gsize length;
  const char *name
      = g_bytes_get_data (g_ptr_array_index (self->names, column), &length);

  return limen_escape_text (name, length, MAX_NAME_CHARS);
}

/* Whether a text of this file is a missing value: blank, or a word for one
 * that no column names as its class. */
gboolean
limen_dialect_is_missing (const LimenDialect *self, const char *text,
                          gsize length)
{
  int word = limen_missing_find_word (text, length);

  return word >= 0 ? (self->class_words & 1u << word) == 0
                   : limen_is_blank (text, length);
}
