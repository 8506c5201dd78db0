/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "column-facts.h"

#include <math.h>
#include <string.h>

#include "number.h"
#include "sample.h"
#include "total-word.h"

/* Distinct fractions are counted up to this number. */
#define MAX_FRACTIONS 20
/* Minimum number of names from which common words are dropped. */
#define MIN_NAMES 6
/* A column that is named like scores counts as numeric if one cell in this
 * many is a number. */
#define CELLS_PER_NUMBER 10
/* Minimum points of a name that is fairly unambiguous. */
#define CLEAR_NAME 2.5
/* Minimum ratio of numbers to other cells at which the others count as odd. */
#define NUMBERS_PER_ODD_CELL 20
/* Minimum number of rows to conclude that a column counts them. */
#define MIN_COUNTED 4

static gboolean
is_ignored (LimenLabels *ignored, const char *text, gsize length)
{
  g_autofree char *copy = NULL;

  if (limen_labels_get_n (ignored) == 0)
    return FALSE;
  copy = g_strndup (text, length);
  return limen_labels_find (ignored, copy) >= 0;
}

/* Adds a value and returns its number; LIMEN_LABEL_NONE if there are too
 * many. */
static guint16
add_value (LimenColumnFacts *facts, const char *text, gsize length)
{
  guint16 number = LIMEN_LABEL_NONE;

  if (!facts->has_many
      && (!facts->has_fraction
          || limen_labels_get_n (facts->values) <= MAX_FRACTIONS))
    number = limen_labels_lookup (facts->values, text, length);
  else
    facts->has_many = TRUE;
  if (facts->has_many || number != LIMEN_LABEL_NONE)
    return number;
  number = limen_labels_take (facts->values, text, length);
  facts->has_many = number == LIMEN_LABEL_NONE;
  return number;
}

static void
add_number (LimenColumnFacts *facts, gsize row, double number)
{
  facts->numbers[row] = number;
  facts->min = MIN (facts->min, number);
  facts->max = MAX (facts->max, number);
  facts->n_fractions += isinf (number) || number != trunc (number);
  facts->has_fraction = facts->n_fractions > 0;
}

static const char *
get_text (const LimenSample *sample, gsize row, int column, gsize *length)
{
  return g_bytes_get_data (limen_sample_get_cell (sample, (guint) row, column),
                           length);
}

static void
read_numbers (LimenColumnFacts *facts, const LimenSample *sample, int column)
{
  for (gsize row = 0; row < sample->rows->len; row++)
    {
      double number;

      facts->numbers[row] = NAN;
      if (limen_sample_parse_number (sample, (guint) row, column, &number))
        {
          facts->n_numbers += row < sample->n_fair;
          add_number (facts, row, number);
        }
      else if (limen_sample_is_cell_missing (sample, (guint) row, column))
        continue;
      facts->n_values += row < sample->n_fair;
    }
}

static void
list_values (LimenColumnFacts *facts, const LimenSample *sample, int column,
             const gboolean *is_odd, LimenLabels *ignored)
{
  facts->value_of = g_new (guint16, MAX (sample->rows->len, 1));
  for (gsize row = 0; row < sample->rows->len; row++)
    {
      gsize length;
      const char *text = get_text (sample, row, column, &length);

      facts->value_of[row] = LIMEN_LABEL_NONE;
      if (!is_odd[row]
          && (!isnan (facts->numbers[row])
              || !limen_sample_is_cell_missing (sample, (guint) row, column))
          && !is_ignored (ignored, text, length))
        facts->value_of[row] = add_value (facts, text, length);
    }
}

/* Whether the consecutive rows at the head of the file increase by one, with
 * at most one exception in ten. */
static gboolean
is_counting (const LimenColumnFacts *facts, gsize n_rows)
{
  gsize n = 0, n_steps = 0;

  if (facts->has_fraction || facts->n_numbers < n_rows)
    return FALSE;
  for (gsize i = 1; i < n_rows; i++, n++)
    n_steps += facts->numbers[i] == facts->numbers[i - 1] + 1;
  return n >= MIN_COUNTED && n_steps * 10 >= n * 9;
}

/* The words of a name that are neither numbers nor words for a kind of column:
 * "fraud" of "fraud_prob_2". A new list. */
static GStrv
list_words (const char *name)
{
  g_auto (GStrv) words = limen_name_sense_split (name);
  g_autoptr (GStrvBuilder) topics = g_strv_builder_new ();

  for (gsize i = 0; words[i] != NULL; i++)
    if (!g_ascii_isdigit (*words[i]) && !limen_name_sense_is_known (words[i]))
      g_strv_builder_add (topics, words[i]);
  return g_strv_builder_end (topics);
}

static void
collect_facts (LimenColumnFacts *facts, const LimenSample *sample, int column)
{
  gsize n_rows = sample->rows->len;
  GBytes *name = g_ptr_array_index (sample->names, (guint) column);

  facts->numbers = g_new (double, MAX (n_rows, 1));
  facts->min = INFINITY;
  facts->max = -INFINITY;
  facts->values = limen_labels_new (LIMEN_MANY_VALUES, '.');
  facts->name = sample->has_header
                    ? limen_sample_format_name (sample, (gsize) column)
                    : g_strdup ("");
  facts->words = list_words (facts->name);
  if (sample->has_header)
    {
      facts->role = facts->named_role = limen_role_names_match (name);
      facts->sense = limen_name_sense_get (facts->name);
    }
  read_numbers (facts, sample, column);
  facts->is_counting = is_counting (facts, MIN (n_rows, sample->n_first));
}

/* Whether a row contains a word such as "Total". */
static gboolean
is_total (const LimenFacts *self, gsize row)
{
  for (gsize i = 0; i < self->n_columns; i++)
    {
      gsize length;
      const char *text = get_text (self->sample, row, (int) i, &length);

      if (limen_is_total_word (text, length))
        return TRUE;
    }
  return FALSE;
}

/* Per row, whether it has text in a column whose other cells are nearly all
 * numbers, such as a unit, or is the last row of the head and looks like a
 * summary. The cells of such rows are not recorded as values. A new array. */
static gboolean *
find_odd_rows (const LimenFacts *self)
{
  gboolean *is_odd = g_new0 (gboolean, MAX (self->n_rows, 1));

  for (gsize i = 0; i < self->n_columns; i++)
    {
      const LimenColumnFacts *facts = &self->columns[i];
      gsize n_others = facts->n_values - facts->n_numbers;

      if (n_others == 0 || facts->n_numbers < NUMBERS_PER_ODD_CELL * n_others)
        continue;
      for (gsize row = 0; row < self->n_rows; row++)
        is_odd[row] |= isnan (facts->numbers[row])
                       && !limen_sample_is_cell_missing (self->sample,
                                                         (guint) row, (int) i);
    }
  if (self->sample->n_first > 1)
    is_odd[self->sample->n_first - 1]
        |= is_total (self, self->sample->n_first - 1);
  return is_odd;
}

/* Corrects what the name suggests by the numbers: "p_np" with only 0 and 1 is
 * not a probability, and "vigor_idx" with fractions is not an index. */
static void
correct_sense (LimenColumnFacts *facts)
{
  LimenNameSense *sense = &facts->sense;

  if (sense->is_by_letter && !facts->has_fraction && !facts->has_many
      && limen_labels_get_n (facts->values) == 2)
    sense->label = sense->score = 0;
  if (sense->is_index && sense->is_other && facts->has_fraction)
    {
      sense->score = MAX (sense->score, 0);
      sense->is_other = FALSE;
    }
}

/* Removes words that more than half of the names contain, since they do not
 * distinguish columns. */
static void
drop_common_words (LimenFacts *self)
{
  g_autoptr (GPtrArray) before
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);

  if (self->n_columns < MIN_NAMES)
    return;
  for (gsize i = 0; i < self->n_columns; i++)
    for (gsize k = 0; self->columns[i].words[k] != NULL; k++)
      {
        char *word = self->columns[i].words[k];
        guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, word));

        g_hash_table_insert (counts, word, GUINT_TO_POINTER (n + 1));
      }
  for (gsize i = 0; i < self->n_columns; i++)
    {
      GStrv words = self->columns[i].words;
      g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();

      for (gsize k = 0; words[k] != NULL; k++)
        if (GPOINTER_TO_UINT (g_hash_table_lookup (counts, words[k])) * 2
            <= self->n_columns)
          g_strv_builder_add (kept, words[k]);
      self->columns[i].words = g_strv_builder_end (kept);
      g_ptr_array_add (before, words);
    }
}

/* Collects the facts about the columns of a sample, without ignored labels.
 * The sample must outlive the result. */
LimenFacts *
limen_facts_new (const LimenSample *sample, GStrv ignored)
{
  LimenFacts *self = g_new0 (LimenFacts, 1);
  g_autoptr (LimenLabels) unwanted
      = limen_labels_new (LIMEN_MANY_VALUES, '.');
  g_autofree gboolean *is_odd = NULL;

  for (gsize i = 0; ignored != NULL && ignored[i] != NULL; i++)
    limen_labels_take (unwanted, ignored[i], strlen (ignored[i]));
  self->sample = sample;
  self->n_columns = sample->n_columns;
  self->n_rows = sample->rows->len;
  self->columns = g_new0 (LimenColumnFacts, MAX (self->n_columns, 1));
  for (gsize i = 0; i < self->n_columns; i++)
    collect_facts (&self->columns[i], sample, (int) i);
  is_odd = find_odd_rows (self);
  for (gsize i = 0; i < self->n_columns; i++)
    {
      list_values (&self->columns[i], sample, (int) i, is_odd, unwanted);
      correct_sense (&self->columns[i]);
    }
  drop_common_words (self);
  return self;
}

/* Frees the facts; NULL is ignored. */
void
limen_facts_free (LimenFacts *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < self->n_columns; i++)
    {
      g_free (self->columns[i].name);
      g_strfreev (self->columns[i].words);
      g_free (self->columns[i].numbers);
      g_free (self->columns[i].value_of);
      limen_labels_free (self->columns[i].values);
    }
  g_free (self->columns);
  g_free (self);
}

/* Resets the roles that the user assigned. */
void
limen_facts_forget_given (LimenFacts *self)
{
  for (gsize i = 0; i < self->n_columns; i++)
    self->columns[i].role = self->columns[i].named_role;
}

/* Whether at least half of the non-missing cells are numbers; for a column
 * named like scores, one in ten suffices, so that bad cells are reported when
 * the rows are read. */
gboolean
limen_facts_is_numeric (const LimenFacts *self, int column)
{
  const LimenColumnFacts *facts = &self->columns[column];
  gsize share = facts->sense.score >= CLEAR_NAME ? CELLS_PER_NUMBER : 2;

  return facts->n_numbers > 0 && share * facts->n_numbers >= facts->n_values;
}

/* Whether the numbers are in [0, 1], allowing for rounding. */
gboolean
limen_facts_is_unit (const LimenFacts *self, int column)
{
  const LimenColumnFacts *facts = &self->columns[column];

  return limen_facts_is_numeric (self, column)
         && limen_is_probability (facts->min)
         && limen_is_probability (facts->max);
}

/* Whether a column has exactly two values and no fractions, so that it may
 * hold labels or decisions. */
gboolean
limen_facts_is_two_valued (const LimenFacts *self, int column)
{
  const LimenColumnFacts *facts = &self->columns[column];

  return !facts->has_many && limen_labels_get_n (facts->values) == 2
         && !facts->has_fraction;
}

/* Index of a cell's value among the values of its column; -1 if it has none or
 * it was not recorded. */
int
limen_facts_get_value (const LimenFacts *self, int column, gsize row)
{
  guint16 value = self->columns[column].value_of[row];

  return value != LIMEN_LABEL_NONE ? value : -1;
}

/* Whether values in the same rows have the same meaning: they are equal, or in
 * both columns the positive values coincide. */
static gboolean
are_synonyms (LimenLabels *first, LimenLabels *second, const int *partner)
{
  guint n = limen_labels_get_n (first), n_same = 0;
  LimenPositiveReason reason, other_reason;
  int positive, other;

  for (guint i = 0; i < n; i++)
    n_same += limen_labels_find (second, limen_labels_get_name (first, i))
              == partner[i];
  if (n_same == n || n != 2)
    return n_same == n;
  positive = limen_labels_find_positive (first, NULL, &reason);
  other = limen_labels_find_positive (second, NULL, &other_reason);
  return n_same == 0 && reason != LIMEN_POSITIVE_BY_ORDER
         && other_reason != LIMEN_POSITIVE_BY_ORDER
         && partner[positive] == other;
}

/* Whether two columns are equal in every row, possibly in different words:
 * "GON+" and "GON-" for 1 and 0. */
gboolean
limen_facts_are_equal (const LimenFacts *self, int first, int second)
{
  const LimenColumnFacts *a = &self->columns[first];
  const LimenColumnFacts *b = &self->columns[second];
  guint n = limen_labels_get_n (a->values);
  g_autofree int *partner = g_new (int, MAX (n, 1));

  if (a->has_fraction || b->has_fraction || n > MAX_FRACTIONS || a->has_many
      || b->has_many || a->n_values != b->n_values
      || n != limen_labels_get_n (b->values))
    return a->n_numbers == b->n_numbers && a->n_numbers == a->n_values
           && a->n_numbers > 0
           && memcmp (a->numbers, b->numbers, self->n_rows * sizeof (double))
                  == 0;
  for (guint i = 0; i < n; i++)
    partner[i] = -1;
  for (gsize row = 0; row < self->n_rows; row++)
    {
      int x = limen_facts_get_value (self, first, row);
      int y = limen_facts_get_value (self, second, row);

      if ((x < 0) != (y < 0) || (x >= 0 && partner[x] >= 0 && partner[x] != y))
        return FALSE;
      if (x >= 0)
        partner[x] = y;
    }
  return are_synonyms (a->values, b->values, partner)
         || (*a->name != '\0' && *b->name != '\0'
             && (g_str_has_prefix (a->name, b->name)
                 || g_str_has_prefix (b->name, a->name)));
}

/* Whether two columns have the same set of values, few enough to be recorded
 * and no fractions. */
gboolean
limen_facts_are_same_values (const LimenFacts *self, int first, int second)
{
  const LimenColumnFacts *one = &self->columns[first];
  const LimenColumnFacts *other = &self->columns[second];
  LimenLabels *a = one->values, *b = other->values;

  if (one->has_fraction || other->has_fraction || one->has_many
      || other->has_many || limen_labels_get_n (a) != limen_labels_get_n (b))
    return FALSE;
  for (guint i = 0; i < limen_labels_get_n (a); i++)
    if (limen_labels_find (b, limen_labels_get_name (a, i)) < 0)
      return FALSE;
  return TRUE;
}

/* Whether two words share a stem: their first six letters, or a word of at
 * least four letters that the other one begins with; words of three letters
 * must be equal. */
static gboolean
share_stem (const char *first, const char *second)
{
  gsize n = 0;

  while (first[n] != '\0' && first[n] == second[n])
    n++;
  return n >= 6 || (n > 2 && first[n] == '\0' && second[n] == '\0')
         || (n > 3 && (first[n] == '\0' || second[n] == '\0'));
}

/* Whether two names share a word about their subject: "fraud"; "delay" and
 * "delayed". */
gboolean
limen_facts_share_word (const LimenFacts *self, int first, int second)
{
  char *const *a = self->columns[first].words;
  char *const *b = self->columns[second].words;

  for (gsize i = 0; a[i] != NULL; i++)
    for (gsize k = 0; b[k] != NULL; k++)
      if (share_stem (a[i], b[k]))
        return TRUE;
  return FALSE;
}
