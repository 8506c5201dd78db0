#include "dialect-detect.h"

#include <string.h>

#include "missing.h"
#include "number.h"
#include "record.h"
#include "role-names.h"

#define MAX_TRIAL_ROWS 100
/* Where blanks are to delimit fields, at most one line in so many may have
 * another number of them than the others. */
#define LINES_PER_ODD_ONE 10

static void
sample_field_cb (gpointer user_data, guint column, const char *text,
                 gsize length)
{
  LimenDialectSample *sample = user_data;

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
  LimenDialectSample *sample = user_data;

  g_ptr_array_add (sample->records, g_steal_pointer (&sample->current));
  sample->line = record->line;
  if (sample->records->len == 1)
    sample->first_line = record->line;
  if (sample->records->len == sample->max_records)
    limen_record_parser_stop (sample->parser);
}

/* The first records, and the line of the last one; FALSE with those before an
 * error. */
gboolean
limen_dialect_read_sample (LimenDialectSample *sample, const char *path,
                           guint64 n_lines_above, const char *bytes,
                           gsize length, gboolean is_whole_file,
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
GPtrArray *
limen_dialect_read_records (const char *path, const char *bytes, gsize length,
                            gboolean is_whole_file, char delimiter,
                            guint max_records)
{
  LimenDialectSample sample = { .max_records = max_records };

  limen_dialect_read_sample (&sample, path, 0, bytes, length, is_whole_file,
                             delimiter, NULL);
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

/* Whether a field is in some form of cells. */
gboolean
limen_dialect_has_form (GBytes *field)
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
guint
limen_dialect_find_commonest_n (GPtrArray *records, guint *n_equal)
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
  g_autoptr (GPtrArray) records = limen_dialect_read_records (
      path, bytes, length, is_whole_file, delimiter, MAX_TRIAL_ROWS);
  Rating rating = { .n_records = records->len };
  gsize n_cells = 0, n_numbers = 0;
  guint n_equal;

  if (records->len == 0)
    return rating;
  rating.n_fields = limen_dialect_find_commonest_n (records, &n_equal);
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

          n_numbers += is_plain_number (field, delimiter)
                       || limen_dialect_has_form (field);
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

/* The delimiter under which the first records are most alike. */
char
limen_dialect_detect_delimiter (const char *path, const char *bytes,
                                gsize length, gboolean is_whole_file)
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
         || (limen_dialect_has_form (field)
             && (second == NULL
                 || (i < second->len
                     && limen_dialect_has_form (
                         g_ptr_array_index (second, i)))));
}

/* A first row is a header unless it holds a number. Digits alone may be the
 * name of a class, where another field is a name that such files have; a
 * single letter may be a label as well, so it takes several classes. `second`
 * is the next row; NULL: there is none. */
gboolean
limen_dialect_detect_header (GPtrArray *first, GPtrArray *second,
                             char delimiter)
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
