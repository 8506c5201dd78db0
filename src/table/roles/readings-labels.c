/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "readings-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "positive-class.h"

/* A column with more than MAX_CLASSES distinct values holds text if it has
 * more than this many per hundred values. */
#define MAX_PER_HUNDRED 30
/* At least this many numbers per fraction: a few fractions may come from a
 * summary row. */
#define NUMBERS_PER_FRACTION 50

static gboolean
has_positive (LimenLabels *values)
{
  const char *first = limen_labels_get_name (values, 0);
  const char *second = limen_labels_get_name (values, 1);

  return limen_positive_class_compare (first, second) != 0;
}

/* Whether a column holds fractions, and not only in a summary row. */
gboolean
limen_readings_has_fractions (const LimenColumnFacts *of)
{
  return of->n_fractions * NUMBERS_PER_FRACTION > of->n_numbers;
}

static void
judge_values (LimenReading *self, const LimenFacts *facts, int label)
{
  const LimenColumnFacts *of = &facts->columns[label];
  guint n = limen_labels_get_n (of->values);
  gboolean is_empty = of->n_values == 0 && facts->n_rows >= FEW_ROWS;

  if (of->is_counting)
    limen_readings_say_label (self, -DECISIVE, label, "%s numbers the rows");
  else if (limen_readings_has_fractions (of))
    limen_readings_say_label (self, -DECISIVE, label,
                              "%s holds numbers with fractions");
  else if (n == 0)
    limen_readings_say_label (
        self, is_empty ? -DECISIVE : 0, label,
        is_empty ? N_ ("%s is empty") : N_ ("%s has no labels in these rows"));
  else if (n == 1)
    limen_readings_say_label (
        self,
        of->sense.label > CLEAR_NAME || facts->n_rows < FEW_ROWS ? -2
                                                                 : -DECISIVE,
        label, "%s has one value only");
  else if (n == 2)
    limen_readings_say_label (
        self, has_positive (of->values) ? 2.5 : 2, label,
        has_positive (of->values)
            ? N_ ("%s has two values, one of which means positive")
            : N_ ("%s has two values"));
  else if (of->has_many
           || (n > MAX_CLASSES && n * 100 > of->n_values * MAX_PER_HUNDRED))
    limen_readings_say_label (self, -4, label,
                              "%s has too many values for labels");
  else
    limen_readings_say_label (self, 0.5, label, "%s has few values");
}

/* Percentage of the rows with a value in `column` whose value there is one of
 * the labels of column `label`; -1 if no row has a value. */
int
limen_readings_count_contained (const LimenReadings *self, int label,
                                int column)
{
  const LimenFacts *facts = self->facts;
  const LimenColumnFacts *of = &facts->columns[column];
  LimenLabels *labels = limen_readings_get_labels (self, label);
  guint n = limen_labels_get_n (of->values);
  g_autofree gboolean *is_label = g_new0 (gboolean, MAX (n, 1));
  gsize n_rows = 0, n_contained = 0;

  for (guint i = 0; i < n; i++)
    is_label[i]
        = limen_labels_find (labels, limen_labels_get_name (of->values, i))
          >= 0;
  for (gsize row = 0; row < facts->n_rows; row++)
    {
      int value = limen_facts_get_value (facts, column, row);

      n_rows += value >= 0;
      n_contained += value >= 0 && is_label[value];
    }
  return n_rows > 0 ? (int) (n_contained * 100 / n_rows) : -1;
}

/* Whether all values are names of dataset splits, such as "train" and
 * "test". */
static gboolean
are_parts (LimenLabels *values)
{
  static const char *const parts[]
      = { "train",      "training", "test",    "testing", "val", "valid",
          "validation", "dev",      "holdout", "eval",    NULL };

  for (guint i = 0; i < limen_labels_get_n (values); i++)
    {
      g_autofree char *lower
          = g_ascii_strdown (limen_labels_get_name (values, i), -1);

      if (!g_strv_contains (parts, lower))
        return FALSE;
    }
  return limen_labels_get_n (values) > 0;
}

/* A column that is named like predictions and holds the label's values,
 * preferably one that shares a word with the label column; -1 if there is
 * none. */
static int
find_decisions (const LimenReadings *self, int label)
{
  const LimenColumnFacts *columns = self->facts->columns;
  int found = -1;

  if (columns[label].has_many
      || limen_labels_get_n (columns[label].values) < 2)
    return -1;
  for (int i = 0; i < (int) self->facts->n_columns; i++)
    {
      if (i == label || !columns[i].sense.is_prediction
          || columns[i].has_fraction || columns[i].has_many
          || limen_labels_get_n (columns[i].values) < 2
          || limen_readings_count_contained (self, label, i) < 95)
        continue;
      if (limen_facts_share_word (self->facts, label, i))
        return i;
      found = found < 0 ? i : found;
    }
  return found;
}

/* Whether a two-valued column only indicates where a numeric column is
 * empty. */
static gboolean
marks_missing (const LimenFacts *facts, int label, int column)
{
  const LimenColumnFacts *of = &facts->columns[column];
  gsize counts[2] = { 0 }; /* count of numbers per value */
  gsize n[2] = { 0 };

  if (of->n_numbers == 0 || of->n_numbers == facts->n_rows)
    return FALSE;
  for (gsize row = 0; row < facts->n_rows; row++)
    {
      int side = limen_facts_get_value (facts, label, row);

      if (side < 0 || side > 1)
        return FALSE;
      n[side]++;
      counts[side] += !isnan (of->numbers[row]);
    }
  return MIN (n[0], n[1]) > 0
         && ((counts[0] == 0 && counts[1] == n[1])
             || (counts[1] == 0 && counts[0] == n[0]));
}

static gboolean
marks_any_missing (const LimenFacts *facts, int label)
{
  if (facts->n_rows < FEW_ROWS || !limen_facts_is_two_valued (facts, label))
    return FALSE;
  for (int i = 0; i < (int) facts->n_columns; i++)
    if (i != label && marks_missing (facts, label, i))
      return TRUE;
  return FALSE;
}

static gboolean
is_named_count (const char *name)
{
  static const char *const counts[] = { "tp", "fp", "fn", "tn" };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (g_ascii_strcasecmp (name, counts[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Whether a column is one of several counts of right and wrong decisions:
 * "tp", "fp", "fn", "tn". */
static gboolean
is_count_of_decisions (const LimenFacts *facts, int column)
{
  guint n = 0;

  if (!is_named_count (facts->columns[column].name))
    return FALSE;
  for (gsize i = 0; i < facts->n_columns; i++)
    n += is_named_count (facts->columns[i].name);
  return n > 2;
}

/* Whether a column is an element of lists with several elements. */
gboolean
limen_readings_is_one_of_list (const LimenFacts *facts, int column)
{
  gsize field = limen_sample_find_field (facts->sample, (gsize) column);

  for (int i = column - 1; i <= column + 1; i += 2)
    if (i >= 0 && i < (int) facts->n_columns
        && limen_sample_find_field (facts->sample, (gsize) i) == field)
      return TRUE;
  return FALSE;
}

/* Rates a label column by columns of predictions with the same values. */
static void
judge_decided_values (const LimenReadings *self, LimenReading *reading,
                      int label)
{
  const LimenColumnFacts *of = &self->facts->columns[label];
  int decisions
      = of->sense.label < LIMEN_MIN_POINTS && !of->sense.is_prediction
            ? find_decisions (self, label)
            : -1;

  if (decisions < 0)
    return;
  limen_readings_say_label_named (
      reading, of->sense.label < 0 ? 3.5 : 1.5, label,
      "a column of predictions has the values of %s");
  if (of->sense.label >= 0
      && limen_facts_share_word (self->facts, label, decisions))
    limen_readings_say_label_named (
        reading, 2, label, "a column of predictions is named after %s");
}

/* Whether a column has few values, but more than two, and no other column may
 * hold labels. */
static gboolean
is_only_candidate (const LimenReadings *self, int label)
{
  const LimenColumnFacts *columns = self->facts->columns;
  guint n = limen_labels_get_n (columns[label].values);

  if (columns[label].has_many || n < 3 || n > FEW_LEVELS
      || self->facts->n_rows < ENOUGH_ROWS)
    return FALSE;
  for (int i = 0; i < (int) self->facts->n_columns; i++)
    if (i != label && !columns[i].has_many && !columns[i].has_fraction
        && !columns[i].sense.is_prediction && !columns[i].sense.is_other
        && limen_labels_get_n (columns[i].values) >= 2
        && limen_labels_get_n (columns[i].values) <= MAX_CLASSES)
      return FALSE;
  return TRUE;
}

static void
judge_other_columns (const LimenReadings *self, LimenReading *reading,
                     int label)
{
  const LimenColumnFacts *of = &self->facts->columns[label];

  if (are_parts (of->values))
    limen_readings_say_label (reading, -DECISIVE, label,
                              "%s names splits of the data, such as train and "
                              "test");
  if (marks_any_missing (self->facts, label))
    limen_readings_say_label (reading, -DECISIVE, label,
                              "%s only says where another column is empty");
  if (is_count_of_decisions (self->facts, label))
    limen_readings_say_label (reading, -DECISIVE, label,
                              "%s counts right or wrong decisions");
  if (limen_readings_is_one_of_list (self->facts, label))
    limen_readings_say_label (reading, -4, label,
                              "%s is one element of a list in each row");
  judge_decided_values (self, reading, label);
  if (of->sense.label < LIMEN_MIN_POINTS && is_only_candidate (self, label))
    limen_readings_say_label (reading, 1, label,
                              "no other column has few values");
}

static void
judge_label (const LimenReadings *self, LimenReading *reading, int label)
{
  const LimenColumnFacts *of;

  if (self->given->labels->len > 0)
    {
      limen_readings_say_label (reading, DECISIVE, label, "%s was given");
      return;
    }
  if (label < 0)
    {
      /* just enough, so that any column named like labels is preferred */
      reading->label_points = LIMEN_MIN_POINTS;
      limen_reading_add (reading, 0, -1, "labels are not needed");
      return;
    }
  of = &self->facts->columns[label];
  if (of->sense.label > 0)
    limen_readings_say_label (reading, of->sense.label, label,
                              "%s is named like labels");
  else if (of->sense.label < 0)
    limen_readings_say_label (reading, of->sense.label, label,
                              "%s is named like something else");
  if (self->facts->n_rows > 0)
    {
      judge_values (reading, self->facts, label);
      judge_other_columns (self, reading, label);
    }
}

/* A new reading with this label column (-1: none), which is rated by its own
 * name and contents. Free with limen_reading_free(). */
LimenReading *
limen_readings_begin (const LimenReadings *self, int label)
{
  LimenRoles roles = *self->others;
  LimenReading *reading;

  roles.label = label;
  reading = limen_reading_new (&roles);
  judge_label (self, reading, label);
  reading->roles.is_label_guessed
      = label >= 0 && self->given->labels->len == 0
        && self->facts->columns[label].sense.label < LIMEN_MIN_POINTS;
  return reading;
}

/* Doubts a label column that only its contents suggest if a column named like
 * labels is empty: the labels may belong there. */
void
limen_readings_judge_empty (const LimenReadings *self, LimenReading *reading,
                            int label)
{
  const LimenColumnFacts *columns = self->facts->columns;

  if (label < 0 || self->given->labels->len > 0
      || self->facts->n_rows < FEW_ROWS
      || columns[label].sense.label >= LIMEN_MIN_POINTS)
    return;
  for (int i = 0; i < (int) self->facts->n_columns; i++)
    if (columns[i].n_values == 0
        && (columns[i].sense.label >= LIMEN_MIN_POINTS
            || limen_facts_share_word (self->facts, i, label)))
      {
        limen_readings_doubt (reading, i,
                              "%s is empty, and may be where the true labels "
                              "belong");
        return;
      }
}
