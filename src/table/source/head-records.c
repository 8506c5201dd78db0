/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "head-records.h"

#include "cell-form.h"
#include "number.h"
#include "record.h"

#define MAX_TRIAL_ROWS 100
/* For blanks as the delimiter: at most one line in this many may have another
 * number of fields. */
#define LINES_PER_ODD_ONE 10

static void
field_cb (gpointer user_data, guint column, const char *text, gsize length)
{
  LimenHeadRecords *self = user_data;

  if (self->current == NULL)
    self->current
        = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  /* g_bytes_new() would store NULL for an empty text. */
  g_ptr_array_add (self->current, length > 0 ? g_bytes_new (text, length)
                                             : g_bytes_new_static ("", 0));
}

static void
record_cb (gpointer user_data, const LimenRecord *record)
{
  LimenHeadRecords *self = user_data;

  g_ptr_array_add (self->records, g_steal_pointer (&self->current));
  self->line = record->line;
  if (self->records->len == 1)
    self->first_line = record->line;
  if (self->records->len == self->max_records)
    limen_record_parser_stop (self->parser);
}

/* Reads the first records of a text, with their lines, into a struct whose
 * `max_records` is set; the caller frees its `records`. FALSE with an error,
 * and with the records before it. */
gboolean
limen_head_records_read (LimenHeadRecords *self, const LimenHead *head,
                         guint64 n_lines_above, char delimiter, GError **error)
{
  g_autoptr (LimenRecordParser) parser = limen_record_parser_new (
      head->path, delimiter, field_cb, record_cb, self);
  gboolean is_good;

  self->parser = parser;
  if (n_lines_above > 0)
    limen_record_parser_pass (parser, 0, n_lines_above);
  self->records
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  is_good = limen_record_parser_feed (parser, head->bytes, head->length, error)
            && (!head->is_whole || limen_record_parser_finish (parser, error));
  g_clear_pointer (&self->current, g_ptr_array_unref);
  return is_good;
}

/* The first records of a text: a new array of GPtrArray of GBytes. Stops
 * silently at an error, which reading the file will report. */
GPtrArray *
limen_head_list_records (const LimenHead *head, char delimiter,
                         guint max_records)
{
  LimenHeadRecords self = { .max_records = max_records };

  limen_head_records_read (&self, head, 0, delimiter, NULL);
  return self.records;
}

/* Whether a cell is a plain number. */
gboolean
limen_head_is_number (GBytes *field, char delimiter)
{
  gsize length;
  const char *text = g_bytes_get_data (field, &length);
  double value;

  return limen_number_parse (text, length, '.', &value)
         || (delimiter != ','
             && limen_number_parse (text, length, ',', &value));
}

/* Whether a cell holds numbers in a notation of its own, such as a list. */
gboolean
limen_head_has_form (GBytes *field)
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

/* The most common number of fields; the larger one on ties. Sets the number of
 * records that have it. */
guint
limen_head_find_commonest_n (GPtrArray *records, guint *n_equal)
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

/* How well a delimiter explains the first records. */
typedef struct
{
  guint n_records, n_odd;  /* n_odd: records with an uncommon number of fields,
                            * except the first, which may be a title or lack a
                            * name */
  guint n_first, n_fields; /* number of fields of the first record, and the
                            * most common one */
  double numbers;          /* share of cells that are numbers */
} Rating;

static Rating
rate_delimiter (const LimenHead *head, char delimiter)
{
  g_autoptr (GPtrArray) records
      = limen_head_list_records (head, delimiter, MAX_TRIAL_ROWS);
  Rating rating = { .n_records = records->len };
  gsize n_cells = 0, n_numbers = 0;
  guint n_equal;

  if (records->len == 0)
    return rating;
  rating.n_fields = limen_head_find_commonest_n (records, &n_equal);
  rating.n_first = get_n_fields (records, 0);
  rating.n_odd = records->len - n_equal - (rating.n_first != rating.n_fields);
  for (guint i = 0; i < records->len; i++)
    {
      GPtrArray *fields = g_ptr_array_index (records, i);

      n_cells += fields->len;
      for (guint j = 0; j < fields->len; j++)
        {
          GBytes *field = g_ptr_array_index (fields, j);

          n_numbers += limen_head_is_number (field, delimiter)
                       || limen_head_has_form (field);
        }
    }
  rating.numbers = (double) n_numbers / (double) n_cells;
  return rating;
}

/* Whether a delimiter splits nearly all records into the same number of
 * fields, with numbers among them. */
static gboolean
is_uniform (const Rating *rating)
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

/* Score of a delimiter: the share of records with the common number of fields,
 * plus half the share of numbers. 0 if it splits nothing. A delimiter that
 * does not occur in the first line leaves a title there: it scores lower, and
 * only if all other records agree. */
static double
get_quality (const Rating *rating)
{
  double quality = get_share_of_equal (rating) + 0.5 * rating->numbers;

  if (rating->n_fields < 2)
    return 0;
  if (rating->n_first > 1)
    return 1 + quality;
  return is_uniform (rating) && rating->n_odd == 0 && rating->n_records > 2
             ? quality / 2
             : 0;
}

/* Whether runs of blanks explain the records better than the best other
 * delimiter. Texts and names may contain blanks; and a comma may be the
 * decimal point of numbers between blanks. */
static gboolean
is_better_by_blanks (const Rating *blanks, const Rating *best, char delimiter)
{
  double equal = get_share_of_equal (blanks);
  double best_equal = get_quality (best) > 0 ? get_share_of_equal (best) : 0;

  if (!is_uniform (blanks) || blanks->n_first < 2)
    return FALSE;
  if (delimiter == ',' && blanks->numbers > best->numbers
      && equal >= best_equal)
    return TRUE;
  return best_equal < equal - 1.0 / LINES_PER_ODD_ONE;
}

/* The delimiter that explains a text best; ',' if none does. */
char
limen_head_detect_delimiter (const LimenHead *head)
{
  static const char candidates[] = { ',', ';', '\t', '|' };
  Rating best_rating = { 0 }, blanks;
  char best = ',';

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      Rating rating = rate_delimiter (head, candidates[i]);

      if (get_quality (&rating) > get_quality (&best_rating))
        {
          best_rating = rating;
          best = candidates[i];
        }
    }
  blanks = rate_delimiter (head, LIMEN_DELIMITER_BLANKS);
  return is_better_by_blanks (&blanks, &best_rating, best)
             ? LIMEN_DELIMITER_BLANKS
             : best;
}
