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
/* Where blanks are to delimit fields, at most one line in so many may have
 * another number of them than the others. */
#define LINES_PER_ODD_ONE 10
/* Rows whose first fields are all different may have names of rows there. */
#define FEWEST_NAMED_ROWS 3

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
read_sample (Sample *sample, const char *path, guint64 n_lines_above,
             const char *bytes, gsize length, gboolean is_whole_file,
             char delimiter, GError **error)
{
  g_autoptr (LimenRecordParser) parser = limen_record_parser_new (
      path, delimiter, sample_field_cb, sample_record_cb, sample);
  gboolean is_good;

  sample->parser = parser;
  if (n_lines_above > 0)
    limen_record_parser_pass (parser, 0, n_lines_above);
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

  read_sample (&sample, path, 0, bytes, length, is_whole_file, delimiter,
               NULL);
  return sample.records;
}

static gboolean
is_plain_number (GBytes *field, char delimiter)
{
  gsize length;
  const char *text = g_bytes_get_data (field, &length);
  double value;

  return limen_number_parse (text, length, '.', &value)
         || (delimiter != ','
             && limen_number_parse (text, length, ',', &value));
}

static gboolean
has_form (GBytes *field)
{
  gsize length;
  const char *text = g_bytes_get_data (field, &length);

  return limen_cell_has_form (text, length);
}

static guint
get_n_fields (GPtrArray *records, guint i)
{
  return ((GPtrArray *) g_ptr_array_index (records, i))->len;
}

/* The number of fields that most records have; the larger one on ties. */
static guint
find_commonest_n (GPtrArray *records, guint *n_equal)
{
  guint best = 0;

  *n_equal = 0;
  for (guint i = 0; i < records->len; i++)
    {
      guint n = get_n_fields (records, i), n_same = 0;

      for (guint j = 0; j < records->len; j++)
        n_same += get_n_fields (records, j) == n;
      if (n_same > *n_equal || (n_same == *n_equal && n > best))
        {
          *n_equal = n_same;
          best = n;
        }
    }
  return best;
}

/* How well a delimiter explains the sample. */
typedef struct
{
  guint n_records, n_odd; /* with other numbers of fields than most, the first
                           * one aside, which may be a title or lack a name */
  guint n_first, n_fields; /* fields of the first record, and of most */
  double numbers;          /* the share of cells that are numbers */
} Rating;

static Rating
rate_delimiter (const char *path, const char *bytes, gsize length,
                gboolean is_whole_file, char delimiter)
{
  g_autoptr (GPtrArray) records = read_records (
      path, bytes, length, is_whole_file, delimiter, MAX_TRIAL_ROWS);
  Rating rating = { .n_records = records->len };
  gsize n_cells = 0, n_numbers = 0;
  guint n_equal;

  if (records->len == 0)
    return rating;
  rating.n_fields = find_commonest_n (records, &n_equal);
  rating.n_first = get_n_fields (records, 0);
  rating.n_odd
      = records->len - n_equal - (rating.n_first != rating.n_fields);
  for (guint i = 0; i < records->len; i++)
    {
      GPtrArray *fields = g_ptr_array_index (records, i);

      n_cells += fields->len;
      for (guint j = 0; j < fields->len; j++)
        {
          GBytes *field = g_ptr_array_index (fields, j);

          n_numbers += is_plain_number (field, delimiter) || has_form (field);
        }
    }
  rating.numbers = (double) n_numbers / (double) n_cells;
  return rating;
}

/* Whether a delimiter splits all records alike, with numbers among their
 * fields; one in some may be odd. */
static gboolean
is_even (const Rating *rating)
{
  return rating->n_fields > 1 && rating->numbers > 0
         && rating->n_odd * LINES_PER_ODD_ONE
                <= MAX (rating->n_records, LINES_PER_ODD_ONE)
         && rating->n_odd < rating->n_records / 2;
}

static double
get_share_of_equal (const Rating *rating)
{
  guint n = rating->n_records - (rating->n_first != rating->n_fields);

  return n > 0 ? 1 - (double) rating->n_odd / n : 0;
}

/* Rows that are alike, then cells that are numbers. 0 where the delimiter
 * splits nothing. What does not split the first line leaves a title above a
 * table, if all of that is alike, and is worth less than what splits it. */
static double
get_worth (const Rating *rating)
{
  double worth = get_share_of_equal (rating) + 0.5 * rating->numbers;

  if (rating->n_fields < 2)
    return 0;
  if (rating->n_first > 1)
    return 1 + worth;
  return is_even (rating) && rating->n_odd == 0 && rating->n_records > 2
             ? worth / 2
             : 0;
}

/* Whether runs of blanks explain the sample better than the best other
 * delimiter does. There may be blanks in texts and names; and a comma may be
 * the decimal point of numbers between blanks. */
static gboolean
is_better_by_blanks (const Rating *blanks, const Rating *best, char delimiter)
{
  double equal = get_share_of_equal (blanks);
  double best_equal = get_worth (best) > 0 ? get_share_of_equal (best) : 0;

  if (!is_even (blanks) || blanks->n_first < 2)
    return FALSE;
  if (delimiter == ',' && blanks->numbers > best->numbers
      && equal >= best_equal)
    return TRUE;
  return best_equal < equal - 1.0 / LINES_PER_ODD_ONE;
}

static char
detect_delimiter (const char *path, const char *bytes, gsize length,
                  gboolean is_whole_file)
{
  static const char candidates[] = { ',', ';', '\t', '|' };
  Rating best_rating = { 0 }, blanks;
  char best = ',';

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      Rating rating = rate_delimiter (path, bytes, length, is_whole_file,
                                      candidates[i]);

      if (get_worth (&rating) > get_worth (&best_rating))
        {
          best_rating = rating;
          best = candidates[i];
        }
    }
  blanks = rate_delimiter (path, bytes, length, is_whole_file,
                           LIMEN_DELIMITER_BLANKS);
  return is_better_by_blanks (&blanks, &best_rating, best)
             ? LIMEN_DELIMITER_BLANKS
             : best;
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

/* Whether a field of the first row is a number. A name may be like one in some
 * other form, such as "95%", but not above others like it. */
static gboolean
is_number (GPtrArray *first, GPtrArray *second, guint i, char delimiter)
{
  GBytes *field = g_ptr_array_index (first, i);

  return is_plain_number (field, delimiter)
         || (has_form (field)
             && (second == NULL
                 || (i < second->len
                     && has_form (g_ptr_array_index (second, i)))));
}

/* A first row is a header unless it holds a number. Digits alone may be the
 * name of a class, where another field is a name that such files have; a
 * single letter may be a label as well, so it takes several classes. `second` is
 * the next row; NULL: there is none. */
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

/* Whether all records behind the first have one field more, and different
 * texts in their first one, which R writes as the names of rows without a name
 * above them. A comma may stand in numbers, and make more fields of them. */
static gboolean
has_row_names (GPtrArray *records, guint n_names, char delimiter)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_bytes_hash, g_bytes_equal);

  if (delimiter == ',' || records->len < 1 + FEWEST_NAMED_ROWS
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
                 const Sample *sample)
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
  Sample sample = { .max_records = 2 };
  g_autoptr (GPtrArray) records = NULL;
  GError *error = NULL;
  GPtrArray *fields;

  read_sample (&sample, path, self->preamble.n_lines, bytes, length,
               is_whole_file, self->delimiter, &error);
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
  records = read_records (path, preamble->last_comment, preamble->last_length,
                          TRUE, delimiter, 1);
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
      = !options->no_header && detect_header (first, second, self->delimiter);
  if (!self->has_header && !options->no_header)
    names = read_header_comment (&self->preamble, path, self->delimiter);
  if (names != NULL && names->len == first->len
      && detect_header (names, first, self->delimiter))
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
         && find_commonest_n (records, &n_equal) != self->n_fields
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
    self->delimiter = detect_delimiter (path, bytes, length, is_whole_file);
  records = read_records (path, bytes, length, is_whole_file,
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
  g_autoptr (GPtrArray) records = read_records (
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
