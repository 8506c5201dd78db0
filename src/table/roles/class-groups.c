/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class-groups.h"

#include <math.h>
#include <string.h>

#include "class-name.h"

/* Tolerance for the sum of a row's rounded probabilities. */
#define TOLERANCE 0.015
/* Minimum number of decreases to conclude that columns are ranked. */
#define MIN_RANKED 5

static GArray *
list_candidates (const LimenFacts *facts, LimenColumnFunc can_be_score)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; i < (int) facts->n_columns; i++)
    if (can_be_score (facts, i))
      g_array_append_val (candidates, i);
  return candidates;
}

/* Adds a group unless one with the same columns exists. */
static void
add (GPtrArray *groups, const LimenFacts *facts, GArray *columns)
{
  g_autoptr (LimenClassColumns) group = NULL;

  if (columns->len < 2)
    return;
  group = limen_class_columns_new (facts->sample, (const int *) columns->data,
                                   columns->len);
  for (guint i = 0; i < groups->len; i++)
    if (limen_class_columns_equal (group, g_ptr_array_index (groups, i)))
      return;
  g_ptr_array_add (groups, g_steal_pointer (&group));
}

/* Adds groups of candidates with the same prefix or suffix word: "prob_a",
 * "prob_b". */
static void
add_by_word (GPtrArray *groups, const LimenFacts *facts, GArray *candidates)
{
  g_autofree LimenClassName *names
      = g_new (LimenClassName, candidates->len + 1);

  for (guint i = 0; i < candidates->len; i++)
    {
      g_autofree char *name = limen_class_name_get (
          facts->sample, g_array_index (candidates, int, i));

      names[i] = limen_class_name_split (name, LIMEN_CLASS_WORDS_OF_SCORES);
      g_free (names[i].stem);
    }
  for (int word = 0; word < LIMEN_MAX_CLASS_WORDS; word++)
    for (gboolean is_suffix = FALSE; is_suffix <= TRUE; is_suffix++)
      {
        g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (int));

        for (guint i = 0; i < candidates->len; i++)
          if (names[i].word == word && names[i].is_suffix == is_suffix)
            g_array_append_val (columns,
                                g_array_index (candidates, int, i));
        add (groups, facts, columns);
      }
}

/* A name up to its last separator or trailing digits: "fc_out_" of "fc_out_3".
 * A new string. */
static char *
get_beginning (const char *name)
{
  gsize n = strlen (name);

  while (n > 0 && g_ascii_isdigit (name[n - 1]))
    n--;
  if (n == strlen (name))
    while (n > 0 && (g_ascii_isalnum (name[n - 1]) || name[n - 1] & 0x80))
      n--;
  return g_strndup (name, n);
}

/* Adds groups of consecutive candidates whose names have the same beginning,
 * or are numbers. */
static void
add_by_beginning (GPtrArray *groups, const LimenFacts *facts,
                  GArray *candidates)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (int));
  g_autofree char *last = NULL;

  for (guint i = 0; i < candidates->len; i++)
    {
      int column = g_array_index (candidates, int, i);
      g_autofree char *name = limen_class_name_get (facts->sample, column);
      g_autofree char *beginning = get_beginning (name);
      gboolean is_word = *beginning == '\0' && !g_ascii_isdigit (*name);

      if (last == NULL || is_word || !g_str_equal (beginning, last))
        {
          add (groups, facts, columns);
          g_array_set_size (columns, 0);
        }
      g_array_append_val (columns, column);
      g_free (last);
      last = is_word ? NULL : g_steal_pointer (&beginning);
    }
  add (groups, facts, columns);
}

/* Adds the group of candidates named after labels, and all candidates between
 * them. */
static void
add_by_labels (GPtrArray *groups, const LimenFacts *facts, GArray *candidates,
               LimenLabels *labels)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (LimenClassColumns) all = limen_class_columns_new (
      facts->sample, (const int *) candidates->data, candidates->len);
  int first = -1, last = -1;

  if (candidates->len < 2)
    return;
  limen_class_columns_name_after (all, facts->sample, labels);
  for (guint i = 0; i < candidates->len; i++)
    {
      g_autofree char *name = limen_class_name_get (
          facts->sample, g_array_index (candidates, int, i));

      if (limen_labels_find (labels, all->stems->pdata[i]) < 0
          && limen_labels_find (labels, name) < 0)
        continue;
      first = first < 0 ? (int) i : first;
      last = (int) i;
    }
  for (int i = first; first >= 0 && i <= last; i++)
    g_array_append_val (columns, g_array_index (candidates, int, i));
  add (groups, facts, columns);
}

static double
sum_row (const LimenFacts *facts, const int *columns, gsize n, gsize row)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += facts->columns[columns[i]].numbers[row];
  return sum;
}

static gboolean
have_fractions (const LimenFacts *facts, const int *columns, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (facts->columns[columns[i]].has_fraction)
      return TRUE;
  return FALSE;
}

/* Whether all rows without missing numbers sum to one. */
static gboolean
sum_to_one (const LimenFacts *facts, const int *columns, gsize n)
{
  gboolean has_numbers = FALSE;

  for (gsize row = 0; row < facts->n_rows; row++)
    {
      double sum = sum_row (facts, columns, n, row);

      if (fabs (sum - 1) > TOLERANCE)
        return FALSE;
      has_numbers |= !isnan (sum);
    }
  return has_numbers;
}

/* The first row with a number in the first column. */
static gsize
find_row (const LimenFacts *facts, const int *columns)
{
  gsize row = 0;

  while (row + 1 < facts->n_rows
         && isnan (facts->columns[columns[0]].numbers[row]))
    row++;
  return row;
}

/* Whether two consecutive columns have the same beginning of their names; TRUE
 * without a header. */
static gboolean
begin_alike (const LimenFacts *facts, const int *columns)
{
  g_autofree char *first = NULL, *second = NULL;
  g_autofree char *beginning = NULL, *other = NULL;

  if (!facts->sample->has_header)
    return TRUE;
  first = limen_class_name_get (facts->sample, columns[0]);
  second = limen_class_name_get (facts->sample, columns[1]);
  beginning = get_beginning (first);
  other = get_beginning (second);
  return *beginning != '\0' && g_str_equal (beginning, other);
}

/* Extends a run of columns that sum to one by the next similarly named
 * columns, as long as every row still sums to one: many classes end in tiny
 * probabilities. Returns its end. */
static guint
extend_run (const LimenFacts *facts, GArray *units, guint first, guint end)
{
  const int *columns = (const int *) units->data;
  g_autofree double *sums = g_new (double, facts->n_rows + 1);

  for (gsize row = 0; row < facts->n_rows; row++)
    sums[row] = sum_row (facts, columns + first, end - first, row);
  for (; end < units->len && columns[end] == columns[end - 1] + 1
         && begin_alike (facts, columns + end - 1);
       end++)
    for (gsize row = 0; row < facts->n_rows; row++)
      {
        sums[row] += facts->columns[columns[end]].numbers[row];
        if (fabs (sums[row] - 1) > TOLERANCE)
          return end;
      }
  return end;
}

/* A window of consecutive columns, with their sum in each row. */
typedef struct
{
  guint first, end;   /* indices into the units */
  guint n_fractional; /* number of columns with fractions */
  double *sums;       /* per row, without missing numbers */
  guint *n_missing;
} Window;

static void
add_column (Window *self, const LimenFacts *facts, int column, int sign)
{
  const LimenColumnFacts *of = &facts->columns[column];

  if (of->has_fraction)
    self->n_fractional += (guint) sign;
  for (gsize row = 0; row < facts->n_rows; row++)
    if (isnan (of->numbers[row]))
      self->n_missing[row] += (guint) sign;
    else
      self->sums[row] += sign * of->numbers[row];
}

/* Empties the window and moves it to column `first`. */
static void
empty_window (Window *self, const LimenFacts *facts, guint first)
{
  self->first = self->end = first;
  self->n_fractional = 0;
  memset (self->sums, 0, facts->n_rows * sizeof *self->sums);
  memset (self->n_missing, 0, facts->n_rows * sizeof *self->n_missing);
}

/* Whether every complete row of the window sums to at least one, with some
 * fractions. Adding columns preserves this. */
static gboolean
is_full (const Window *self, const LimenFacts *facts)
{
  if (self->end < self->first + 2 || self->n_fractional == 0)
    return FALSE;
  for (gsize row = 0; row < facts->n_rows; row++)
    if (self->n_missing[row] == 0 && self->sums[row] - 1 < -TOLERANCE)
      return FALSE;
  return TRUE;
}

/* Whether no complete row of a full window sums to more than one. */
static gboolean
is_run (const Window *self, const LimenFacts *facts, const int *columns)
{
  if (self->n_missing[find_row (facts, columns + self->first)] > 0)
    return FALSE;
  for (gsize row = 0; row < facts->n_rows; row++)
    if (self->n_missing[row] == 0 && self->sums[row] - 1 > TOLERANCE)
      return FALSE;
  return TRUE;
}

/* Adds runs of consecutive candidates that sum to one in every row: the
 * shortest run from each start, and what extends it. A sliding window
 * suffices, since numbers in [0, 1] cannot lower a sum. */
static void
add_by_sums (GPtrArray *groups, const LimenFacts *facts, GArray *candidates)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (int));
  g_autofree double *sums = g_new0 (double, facts->n_rows + 1);
  g_autofree guint *n_missing = g_new0 (guint, facts->n_rows + 1);
  Window window = { .sums = sums, .n_missing = n_missing };

  for (guint i = 0; i < candidates->len; i++)
    if (limen_facts_is_unit (facts, g_array_index (candidates, int, i)))
      g_array_append_val (units, g_array_index (candidates, int, i));
  while (facts->n_rows > 0 && window.first < units->len)
    {
      const int *columns = (const int *) units->data;
      g_autoptr (GArray) run = NULL;
      guint end;

      while (window.end < units->len && !is_full (&window, facts))
        add_column (&window, facts, columns[window.end++], 1);
      if (!is_full (&window, facts))
        break;
      if (!is_run (&window, facts, columns))
        {
          add_column (&window, facts, columns[window.first++], -1);
          continue;
        }
      end = extend_run (facts, units, window.first, window.end);
      run = g_array_new (FALSE, FALSE, sizeof (int));
      g_array_append_vals (run, columns + window.first, end - window.first);
      add (groups, facts, run);
      empty_window (&window, facts, end);
    }
}

/* Finds groups of columns that may hold one score per class: by their names,
 * by names of the classes in `labels` (LimenLabels), and by their sums.
 * Returns a new array of LimenClassColumns. */
GPtrArray *
limen_class_groups_find (const LimenFacts *facts,
                         LimenColumnFunc can_be_score, GPtrArray *labels)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (
      (GDestroyNotify) limen_class_columns_free);
  g_autoptr (GArray) candidates = list_candidates (facts, can_be_score);

  if (candidates->len < 2)
    return groups;
  add_by_sums (groups, facts, candidates);
  if (!facts->sample->has_header)
    return groups;
  add_by_word (groups, facts, candidates);
  add_by_beginning (groups, facts, candidates);
  for (guint i = 0; i < labels->len; i++)
    add_by_labels (groups, facts, candidates,
                   g_ptr_array_index (labels, i));
  for (guint i = 0; i < groups->len; i++)
    limen_class_columns_sort_by_number (g_ptr_array_index (groups, i));
  return groups;
}

static gboolean
holds_truths (const LimenFacts *facts, int column)
{
  const LimenColumnFacts *of = &facts->columns[column];

  return limen_facts_is_unit (facts, column)
         || (!of->has_many && limen_labels_get_n (of->values) <= 2);
}

static void
add_label (GHashTable *map, const char *stem, int column)
{
  GArray *columns = g_hash_table_lookup (map, stem);

  if (columns == NULL)
    {
      columns = g_array_new (FALSE, FALSE, sizeof (int));
      g_hash_table_insert (map, g_strdup (stem), columns);
    }
  g_array_append_val (columns, column);
}

/* Maps classes to the columns (GArray of int) that are named after them and
 * may hold their labels: first those with a word such as "label", then those
 * named just like the class. A new table. */
GHashTable *
limen_class_groups_map_labels (const LimenFacts *facts)
{
  GHashTable *map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) g_array_unref);

  for (int whole = 0; whole < 2; whole++)
    for (int i = 0; i < (int) facts->n_columns; i++)
      {
        g_autofree char *name = limen_class_name_get (facts->sample, i);
        LimenClassName split
            = limen_class_name_split (name, LIMEN_CLASS_WORDS_OF_LABELS);
        g_autofree char *stem = split.stem;
        const char *class = whole ? name : stem;

        if (class != NULL && facts->columns[i].role != LIMEN_ROLE_ASSIGNED
            && (!whole || holds_truths (facts, i)))
          add_label (map, class, i);
      }
  return map;
}

/* The first label column of a class that is not one of the scores; -1 if there
 * is none. */
static int
find_label (GHashTable *map, const char *class,
            const LimenClassColumns *scores)
{
  GArray *columns = g_hash_table_lookup (map, class);

  for (guint i = 0; columns != NULL && i < columns->len; i++)
    {
      int column = g_array_index (columns, int, i);

      if (!limen_class_columns_has (scores, column))
        return column;
    }
  return -1;
}

/* The label column of each class of the scores, in their order, by the map of
 * limen_class_groups_map_labels(). A new object; NULL if a class has no label
 * column. */
LimenClassColumns *
limen_class_groups_find_labels (const LimenFacts *facts, GHashTable *map,
                                const LimenClassColumns *scores)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (int));
  LimenClassColumns *labels;

  for (guint k = 0; k < scores->stems->len; k++)
    {
      int column = find_label (map, scores->stems->pdata[k], scores);

      for (guint i = 0; i < columns->len && column >= 0; i++)
        if (g_array_index (columns, int, i) == column)
          column = -1;
      if (column < 0)
        return NULL;
      g_array_append_val (columns, column);
    }
  labels = limen_class_columns_new (facts->sample, (const int *) columns->data,
                                    columns->len);
  g_ptr_array_set_size (labels->stems, 0);
  for (guint k = 0; k < scores->stems->len; k++)
    g_ptr_array_add (labels->stems, g_strdup (scores->stems->pdata[k]));
  return labels;
}

/* Whether every row of these columns sums to one, as probabilities, with some
 * fractions, or as log-probabilities. */
gboolean
limen_class_groups_sum_to_one (const LimenFacts *facts,
                               const LimenClassColumns *columns)
{
  const int *indices = (const int *) columns->columns->data;
  gsize n = limen_class_columns_get_n (columns);
  gboolean has_numbers = FALSE;

  if (sum_to_one (facts, indices, n))
    return have_fractions (facts, indices, n);
  for (gsize row = 0; row < facts->n_rows; row++)
    {
      double sum = 0;

      for (gsize k = 0; k < n; k++)
        sum += exp (facts->columns[indices[k]].numbers[row]);
      if (fabs (sum - 1) > TOLERANCE)
        return FALSE;
      has_numbers |= !isnan (sum);
    }
  return has_numbers;
}

/* Whether every row is one-hot: a single 1 among zeros. */
gboolean
limen_class_groups_are_one_hot (const LimenFacts *facts,
                                const LimenClassColumns *columns)
{
  const int *indices = (const int *) columns->columns->data;
  gsize n = limen_class_columns_get_n (columns);

  return !have_fractions (facts, indices, n) && sum_to_one (facts, indices, n);
}

/* Whether all numbers in these columns are in [0, 1]. */
gboolean
limen_class_groups_are_units (const LimenFacts *facts,
                              const LimenClassColumns *columns)
{
  for (gsize k = 0; k < limen_class_columns_get_n (columns); k++)
    if (!limen_facts_is_unit (facts, limen_class_columns_get (columns, k)))
      return FALSE;
  return TRUE;
}

/* Whether the numbers of each row never increase from column to column, and
 * decrease often enough: the scores of the best class, the second best, and so
 * on. */
gboolean
limen_class_groups_are_ranks (const LimenFacts *facts,
                              const LimenClassColumns *columns)
{
  gsize n_falls = 0;

  for (gsize row = 0; row < facts->n_rows; row++)
    for (gsize k = 1; k < limen_class_columns_get_n (columns); k++)
      {
        double better
            = facts->columns[limen_class_columns_get (columns, k - 1)]
                  .numbers[row];
        double number
            = facts->columns[limen_class_columns_get (columns, k)].numbers[row];

        if (number > better)
          return FALSE;
        n_falls += number < better;
      }
  return n_falls >= MIN_RANKED;
}
