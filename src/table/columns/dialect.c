#include "dialect.h"

#include <string.h>

#include "class-name.h"
#include "dialect-detect.h"
#include "escape.h"
#include "file-type.h"
#include "missing.h"
#include "record.h"
#include "table-error.h"

#define MAX_NAME_CHARS 200
/* Rows whose first fields are all different may have names of rows there. */
#define FEWEST_NAMED_ROWS 3

static GBytes *
new_number_name (gsize column)
{
  char *name = g_strdup_printf ("%" G_GSIZE_FORMAT, column + 1);

  return g_bytes_new_take (name, strlen (name));
}

/* Whether all records behind the first have one field more, and different
 * texts in their first one, which R writes as the names of rows without a name
 * above them. A comma may stand in numbers, and make more fields of them. */
static gboolean
has_row_names (GPtrArray *records, guint n_names, char delimiter)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_bytes_hash, g_bytes_equal);

  if (delimiter == ',' || records->len < 1 + FEWEST_NAMED_ROWS
      || limen_dialect_detect_header (g_ptr_array_index (records, 1),
                                      g_ptr_array_index (records, 2),
                                      delimiter))
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

/* Makes a field of each name, or of each field of the first record. */
static void
take_fields (LimenDialect *self, GPtrArray *names, GPtrArray *records)
{
  gboolean has_more = self->has_header && !self->has_header_comment
                      && has_row_names (records, names->len, self->delimiter);

  self->n_fields = names->len + has_more;
  self->fields = g_new0 (LimenField, self->n_fields);
  for (guint i = 0; i < self->n_fields; i++)
    {
      self->fields[i].form.n_elements = 1;
      if (!self->has_header)
        self->fields[i].name = new_number_name (i);
      else if (has_more && i == 0)
        self->fields[i].name = g_bytes_new_static ("", 0);
      else
        self->fields[i].name
            = g_bytes_ref (g_ptr_array_index (names, i - has_more));
    }
}

/* The cells of a field that have a value; new. */
static GPtrArray *
list_cells (const LimenDialect *self, gsize field)
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

/* Finds out how the cells of each field are written. TRUE where any are in a
 * form other than the plain one. */
static gboolean
detect_forms (LimenDialect *self)
{
  LimenPointEvidence evidence = { 0 };
  gboolean has_forms = FALSE;

  for (gsize i = 0; i < self->n_fields; i++)
    {
      g_autoptr (GPtrArray) cells = list_cells (self, i);

      self->fields[i].form
          = limen_cell_form_detect (cells, self->delimiter, &evidence);
    }
  /* The numbers of an only field are no list, but fields of another
   * delimiter. */
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

static GBytes *
new_element_name (GBytes *field, gsize element)
{
  g_autofree char *number
      = g_strdup_printf ("[%" G_GSIZE_FORMAT "]", element);
  GByteArray *name = g_byte_array_new ();

  g_byte_array_append (name, g_bytes_get_data (field, NULL),
                       (guint) g_bytes_get_size (field));
  g_byte_array_append (name, (const guint8 *) number,
                       (guint) strlen (number));
  return g_byte_array_free_to_bytes (name);
}

/* Makes a column of each element of each field. */
static void
take_columns (LimenDialect *self)
{
  for (gsize i = 0; i < self->n_fields; i++)
    {
      LimenField *field = &self->fields[i];
      gsize n = field->form.n_elements;

      /* The limit is of fields; a list that goes beyond is a text. */
      if (n > 1 && self->names->len + n > LIMEN_MAX_COLUMNS)
        {
          limen_cell_form_clear (&field->form);
          n = 1;
        }
      field->first_column = self->names->len;
      for (gsize k = 0; k < n; k++)
        g_ptr_array_add (self->names,
                         n == 1 ? g_bytes_ref (field->name)
                                : new_element_name (field->name, k));
    }
  self->n_columns = self->names->len;
}

/* Appends the elements of a cell; or, where it is not of the form, its text for
 * each of them. */
static void
append_elements (GPtrArray *row, const LimenCellForm *form, GBytes *cell,
                 LimenCellContent *content)
{
  gsize length;
  const char *text = g_bytes_get_data (cell, &length);
  gboolean has_form = form->type != LIMEN_CELL_PLAIN
                      && limen_cell_form_read (form, text, length, content);

  for (gsize k = 0; k < form->n_elements; k++)
    {
      const LimenCellElement *element
          = has_form ? &g_array_index (content->elements, LimenCellElement, k)
                     : NULL;

      g_ptr_array_add (row, has_form
                                ? g_bytes_new (element->text, element->length)
                                : g_bytes_ref (cell));
    }
}

/* Takes what is around the numbers off the cells of the sample, of its rows
 * from `first` on. */
static void
strip_forms (LimenDialect *self, guint first)
{
  LimenCellContent content;

  if (!self->has_forms)
    return;
  limen_cell_content_init (&content);
  for (guint i = first; i < self->rows->len; i++)
    {
      GPtrArray *cells = g_ptr_array_index (self->rows, i);
      GPtrArray *row
          = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

      for (guint j = 0; j < cells->len; j++)
        append_elements (row, &self->fields[j].form,
                         g_ptr_array_index (cells, j), &content);
      g_ptr_array_unref (cells);
      self->rows->pdata[i] = row;
    }
  limen_cell_content_clear (&content);
}

/* Guesses why rows have another number of fields than the header. */
static const char *
get_length_hint (const LimenDialect *self, GPtrArray *fields)
{
  GBytes *last = g_ptr_array_index (fields, fields->len - 1);

  if (fields->len != self->n_fields + 1)
    return "; if the first line is a title, remove it";
  if (g_bytes_get_size (last) == 0)
    return "; the row ends in a delimiter, and the header does not";
  return "; does the header lack a name, such as that of R's row names, or is "
         "a decimal comma taken for a delimiter?";
}

/* A line that has another number of fields than those below it. */
static GError *
new_title_error (const LimenDialect *self, const char *path,
                 const LimenDialectSample *sample)
{
  const GPtrArray *fields
      = g_ptr_array_index (sample->records, sample->records->len - 1);

  return g_error_new (LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_DATA,
                      "%s:%" G_GUINT64_FORMAT ": %" G_GSIZE_FORMAT
                      " %s where line %" G_GUINT64_FORMAT
                      " has %u; if this is a title, remove it",
                      path, sample->first_line,
                      self->n_fields, self->n_fields == 1 ? "field" : "fields",
                      sample->line, fields->len);
}

/* Why no row after the header has its number of fields; NULL where there are
 * no rows. */
static GError *
find_trouble (const LimenDialect *self, const char *path, const char *bytes,
              gsize length, gboolean is_whole_file)
{
  LimenDialectSample sample = { .max_records = 2 };
  g_autoptr (GPtrArray) records = NULL;
  GError *error = NULL;
  GPtrArray *fields;

  limen_dialect_read_sample (&sample, path, self->preamble.n_lines, bytes,
                             length, is_whole_file, self->delimiter, &error);
  records = sample.records;
  if (error != NULL || records->len < 2)
    return error;
  fields = g_ptr_array_index (records, 1);
  if (self->n_fields == 1 || !self->has_header)
    return new_title_error (self, path, &sample);
  return g_error_new (LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_DATA,
                      "%s:%" G_GUINT64_FORMAT ": %u %s where the header has %"
                      G_GSIZE_FORMAT "%s",
                      path, sample.line, fields->len,
                      fields->len == 1 ? "field" : "fields", self->n_fields,
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

/* The fields of the last comment above the table; NULL where there is none, or
 * it cannot be read as a header. */
static GPtrArray *
read_header_comment (const LimenPreamble *preamble, const char *path,
                     char delimiter)
{
  GPtrArray *records, *names = NULL;

  if (preamble->last_comment == NULL)
    return NULL;
  records = limen_dialect_read_records (
      path, preamble->last_comment, preamble->last_length, TRUE, delimiter, 1);
  if (records->len == 1)
    names = g_ptr_array_ref (g_ptr_array_index (records, 0));
  g_ptr_array_unref (records);
  return names;
}

/* Finds the names of the columns: in the first record, or in a comment above
 * it that has as many fields. */
static void
find_header (LimenDialect *self, const char *path, GPtrArray *records,
             const LimenReadOptions *options)
{
  GPtrArray *first = g_ptr_array_index (records, 0);
  GPtrArray *second = records->len > 1 ? g_ptr_array_index (records, 1) : NULL;
  g_autoptr (GPtrArray) names = NULL;

  self->has_header
      = !options->no_header
        && limen_dialect_detect_header (first, second, self->delimiter);
  if (!self->has_header && !options->no_header)
    names = read_header_comment (&self->preamble, path, self->delimiter);
  if (names != NULL && names->len == first->len
      && limen_dialect_detect_header (names, first, self->delimiter))
    {
      self->has_header = self->has_header_comment = TRUE;
      self->preamble.n_comments--;
    }
  take_fields (self, self->has_header_comment ? names : first, records);
}

static void
take_rows (LimenDialect *self, GPtrArray *records)
{
  gboolean has_first = self->has_header && !self->has_header_comment;

  for (guint i = has_first ? 1 : 0; i < records->len; i++)
    {
      GPtrArray *fields = g_ptr_array_index (records, i);

      if (fields->len == self->n_fields)
        g_ptr_array_add (self->rows, g_ptr_array_ref (fields));
    }
}

/* Whether no row but the first, which is no header, is like the first. */
static gboolean
is_first_alone (const LimenDialect *self, GPtrArray *records)
{
  guint n_equal;

  return !self->has_header && self->rows->len == 1 && records->len > 2
         && limen_dialect_find_commonest_n (records, &n_equal) != self->n_fields
         && n_equal + 1 == records->len;
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
  self->preamble = limen_preamble_read (bytes, length);
  bytes += self->preamble.n_bytes;
  length -= self->preamble.n_bytes;
  self->delimiter = options->delimiter;
  if (self->delimiter == '\0')
    self->delimiter = self->preamble.delimiter;
  if (self->delimiter == '\0')
    self->delimiter
        = limen_dialect_detect_delimiter (path, bytes, length, is_whole_file);
  records = limen_dialect_read_records (path, bytes, length, is_whole_file,
                                        self->delimiter, LIMEN_SAMPLE_ROWS);
  if (records->len == 0)
    return g_steal_pointer (&self);
  find_header (self, path, records, options);
  take_rows (self, records);
  self->n_first = self->n_fair = self->rows->len;
  if (self->rows->len == 0 || is_first_alone (self, records))
    self->trouble = find_trouble (self, path, bytes, length, is_whole_file);
  self->has_forms = detect_forms (self);
  take_columns (self);
  strip_forms (self, 0);
  find_class_words (self);
  self->preamble.last_comment = NULL;
  return g_steal_pointer (&self);
}

/* Adds the rows of whole lines from further on in the file to the sample,
 * those of as many fields as there are columns. */
void
limen_dialect_add_rows (LimenDialect *self, const char *path,
                        const char *bytes, gsize length)
{
  g_autoptr (GPtrArray) records = limen_dialect_read_records (
      path, bytes, length, TRUE, self->delimiter, LIMEN_SAMPLE_ROWS);
  guint first = self->rows->len;

  for (guint i = 0; i < records->len; i++)
    {
      GPtrArray *fields = g_ptr_array_index (records, i);

      if (fields->len == self->n_fields)
        g_ptr_array_add (self->rows, g_ptr_array_ref (fields));
    }
  strip_forms (self, first);
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
  for (gsize i = 0; i < self->n_fields; i++)
    {
      g_bytes_unref (self->fields[i].name);
      limen_cell_form_clear (&self->fields[i].form);
    }
  g_free (self->fields);
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

/* A field's name as it may be shown; a new string. */
char *
limen_dialect_format_field_name (const LimenDialect *self, gsize field)
{
  gsize length;
  const char *name = g_bytes_get_data (self->fields[field].name, &length);

  return limen_escape_text (name, length, MAX_NAME_CHARS);
}

/* The field that a column is, or is a part of. Labels that stand in another
 * file come behind the fields of this one. */
gsize
limen_dialect_get_field (const LimenDialect *self, gsize column)
{
  gsize low = 0, high = self->n_fields;
  gsize n_own = self->n_columns - self->n_joined;

  if (column >= n_own)
    return self->n_fields + (column - n_own);

  while (high - low > 1)
    {
      gsize middle = low + (high - low) / 2;

      if (self->fields[middle].first_column <= column)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* The number that picks out a column: of its field, from 1, with that of its
 * element, such as "3[0]", where the field has several; a new string. */
char *
limen_dialect_format_number (const LimenDialect *self, gsize column)
{
  gsize index = limen_dialect_get_field (self, column);
  const LimenField *field = &self->fields[index];

  return field->form.n_elements == 1
             ? g_strdup_printf ("%" G_GSIZE_FORMAT, index + 1)
             : g_strdup_printf ("%" G_GSIZE_FORMAT "[%" G_GSIZE_FORMAT "]",
                                index + 1, column - field->first_column);
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
