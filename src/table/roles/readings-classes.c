/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "readings-private.h"

#include <math.h>
#include <string.h>

#include "agreement.h"
#include "readings-judge.h"

/* Points for the scores at which a group counts as columns of classes. */
#define CONVINCING 4

/* A group named after labels; the labels belong to the facts. */
typedef struct
{
  LimenClassColumns *columns;
  LimenLabels *labels;
} Named;

/* Names the columns of a group by the first column of decisions that is the
 * argmax of the group in nearly all rows. */
static void
name_by_decisions (const LimenReadings *self, LimenClassColumns *group,
                   LimenLabels *labels)
{
  const LimenFacts *facts = self->facts;
  g_autofree guint16 *values
      = g_new (guint16, limen_class_columns_get_n (group));
  g_autoptr (LimenLargest) largest
      = self->decided->len > 0 ? limen_largest_new (facts, group) : NULL;
  gboolean is_close;

  for (guint i = 0; i < self->decided->len; i++)
    {
      int column = g_array_index (self->decided, int, i);
      LimenLabels *decided = facts->columns[column].values;

      if (limen_class_columns_has (group, column)
          || !limen_agreement_is_largest (facts, column, largest, &is_close,
                                          values))
        continue;
      for (gsize k = 0; k < limen_class_columns_get_n (group); k++)
        {
          const char *name = values[k] != LIMEN_LABEL_NONE
                                 ? limen_labels_get_name (decided, values[k])
                                 : NULL;

          if (name == NULL || limen_labels_find (labels, name) < 0)
            continue;
          g_free (group->stems->pdata[k]);
          group->stems->pdata[k] = g_strdup (name);
        }
      return;
    }
}

/* The elements of a list such as ["cat","dog"]; a new array of char *. */
static GPtrArray *
split_list (const char *text)
{
  GPtrArray *elements = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit_set (text, "[](){}\"',;|", -1);

  for (gsize i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_ptr_array_add (elements, g_strdup (parts[i]));
  return elements;
}

static gboolean
is_first_of_name (GPtrArray *names, guint k)
{
  guint first;

  return g_ptr_array_find_with_equal_func (names, names->pdata[k],
                                           g_str_equal, &first)
         && first == k;
}

/* Names the elements of a list after another list in the file, if that has the
 * same labels in every row. */
static void
name_by_list (const LimenReadings *self, LimenClassColumns *group,
              LimenLabels *labels)
{
  const LimenFacts *facts = self->facts;
  gsize n = limen_class_columns_get_n (group);

  if (n < 2
      || limen_sample_find_field (
             facts->sample, (gsize) limen_class_columns_get (group, 0))
             != limen_sample_find_field (
                 facts->sample, (gsize) limen_class_columns_get (group, 1)))
    return;
  for (gsize i = 0; i < facts->n_columns; i++)
    {
      LimenLabels *values = facts->columns[i].values;
      g_autoptr (GPtrArray) names = NULL;
      guint n_named = 0;

      if (facts->columns[i].has_many || limen_labels_get_n (values) != 1)
        continue;
      names = split_list (limen_labels_get_name (values, 0));
      for (guint k = 0; k < names->len; k++)
        n_named += limen_labels_find (labels, names->pdata[k]) >= 0
                   && is_first_of_name (names, k);
      if (names->len != n || n_named < n)
        continue;
      g_ptr_array_unref (group->stems);
      group->stems = g_steal_pointer (&names);
      return;
    }
}

/* Names the columns of a group after the classes of cutoffs or after the
 * labels: by column names, a column with a list of names, decisions, or the
 * meaning of the names, in that order. Returns the labels used. */
static LimenLabels *
name_after (const LimenReadings *self, LimenClassColumns *group, int label)
{
  LimenLabels *labels = limen_readings_get_labels (self, label);
  LimenLabels *named = limen_class_columns_name_after_any (
      group, self->facts->sample,
      self->options->classes != NULL ? self->known : labels, labels);

  if (label < 0 || !self->facts->sample->has_header
      || limen_class_columns_count_named (group, named) > 0)
    return named;
  name_by_list (self, group, named);
  if (limen_class_columns_count_named (group, named) > 0)
    return named;
  name_by_decisions (self, group, named);
  limen_class_columns_name_by_meaning (group, named,
                                       self->facts->columns[label].name);
  return named;
}

/* Names each column after the most frequent label of the rows in which it is
 * the largest. FALSE, with nothing changed, unless this fits clearly more than
 * `n_right` rows. */
static gboolean
name_by_rows (const LimenReadings *self, LimenReading *reading, gsize n_right)
{
  LimenClassColumns *group = reading->roles.scores;
  gsize n = limen_class_columns_get_n (group);
  LimenLabels *labels
      = self->facts->columns[reading->roles.label].values;
  g_autofree guint16 *values = g_new (guint16, n);
  gsize n_largest = limen_agreement_find_largest (
      self->facts, reading->roles.label, group, values);

  if ((double) n_largest
      <= (double) n_right + 2 * sqrt ((double) self->facts->n_rows))
    return FALSE;
  for (gsize k = 0; k < n; k++)
    {
      g_free (group->stems->pdata[k]);
      group->stems->pdata[k]
          = g_strdup (limen_labels_get_name (labels, values[k]));
    }
  return TRUE;
}

/* Assigns columns named by words to labels that are numbers: in file order or
 * in alphabetical order, whichever clearly fits more rows. TRUE if the rows
 * suggest yet another order, which the user must confirm. */
static gboolean
order_by_name (const LimenReadings *self, LimenReading *reading,
               LimenLabels *labels)
{
  LimenClassColumns *group = reading->roles.scores;
  int label = reading->roles.label;
  g_autoptr (LimenClassColumns) sorted = NULL;
  LimenClassNaming naming;
  gsize n_file, n_sorted;
  double first;

  if (label < 0 || !self->facts->sample->has_header
      || limen_class_columns_are_numbered (group))
    return FALSE;
  naming = limen_class_columns_get_naming (group, labels, self->known, TRUE);
  if (naming != LIMEN_CLASSES_BY_INDEX && naming != LIMEN_CLASSES_BY_NUMBER)
    return FALSE;
  first = naming == LIMEN_CLASSES_BY_NUMBER;
  sorted = limen_class_columns_copy (group);
  limen_class_columns_sort_by_name (sorted);
  n_file = limen_agreement_count_largest (self->facts, label, group, first);
  n_sorted = limen_agreement_count_largest (self->facts, label, sorted, first);
  if ((double) n_sorted > (double) n_file
                              + 2 * sqrt ((double) self->facts->n_rows))
    limen_class_columns_sort_by_name (group);
  return name_by_rows (self, reading, MAX (n_file, n_sorted));
}

/* A copy of a group, named after the values of a label column. */
static Named *
new_named (const LimenReadings *self, const LimenClassColumns *group,
           int label)
{
  Named *named = g_new (Named, 1);

  named->columns = limen_class_columns_copy (group);
  named->labels = name_after (self, named->columns, label);
  return named;
}

static void
free_named (Named *self)
{
  limen_class_columns_free (self->columns);
  g_free (self);
}

static void
add_group (LimenReadings *self, const Named *named, int label)
{
  LimenReading *reading = limen_readings_begin (self, label);
  LimenLabels *labels = named->labels;
  gboolean is_by_rows;

  reading->roles.scores = limen_class_columns_copy (named->columns);
  is_by_rows = !limen_readings_are_given (self)
               && order_by_name (self, reading, labels);
  reading->roles.is_pair
      = limen_readings_is_pair (self, reading->roles.scores, labels);
  reading->roles.task
      = reading->roles.is_pair
                || !limen_readings_takes (self, LIMEN_TASK_MULTICLASS)
            ? LIMEN_TASK_BINARY
            : LIMEN_TASK_MULTICLASS;
  limen_readings_judge_group (self, reading, reading->roles.scores, labels);
  if (is_by_rows)
    {
      limen_reading_add_named (reading, -2, label,
                               "the rows have %s in another order");
      reading->is_doubtful = TRUE;
    }
  limen_readings_judge_beginning (self, reading, label);
  limen_readings_judge_decided (self, reading, label);
  if (label >= 0 && !limen_readings_are_given (self) && !reading->is_doubtful
      && (!limen_class_columns_cover (reading->roles.scores, labels)
          || limen_class_columns_are_numbered (reading->roles.scores))
      && limen_class_columns_get_n (named->columns)
             >= LIMEN_READINGS_MIN_BY_NUMBER
      && self->facts->n_rows >= ENOUGH_ROWS)
    limen_readings_judge_rows (self, reading, labels);
  limen_readings_judge_separation (self, reading);
  limen_readings_keep (self, reading);
}

static LimenClassColumns *
new_given (const LimenReadings *self, GArray *columns)
{
  return limen_class_columns_new (self->facts->sample,
                                  (const int *) columns->data, columns->len);
}

/* Adds readings with one score column per class, for two or more classes. */
void
limen_readings_add_classes (LimenReadings *self, int label)
{
  for (guint i = 0; i < self->named->len; i++)
    {
      const Named *named = g_ptr_array_index (self->named, i);

      if (limen_readings_are_given (self)
          || limen_class_columns_get_n (named->columns) == 2
          || limen_readings_takes (self, LIMEN_TASK_MULTICLASS))
        add_group (self, named, label);
    }
}

/* Whether a group most likely holds one score per class, given these
 * labels. */
static gboolean
is_convincing (const LimenReadings *self, const Named *named)
{
  g_autoptr (LimenReading) reading = limen_reading_new (&LIMEN_ROLES_NONE);
  const LimenClassColumns *columns = named->columns;

  limen_readings_judge_group (self, reading, columns, named->labels);
  return (reading->score_points >= CONVINCING
          || (limen_readings_get_fit (self, columns, named->labels)
                  == LIMEN_CLASSES_NAMED
              && !limen_class_columns_are_numbered (columns)))
         && !reading->is_doubtful;
}

/* The other columns with the same values as the labels, which may be
 * decisions. A new array of int. */
static GArray *
list_decided (const LimenReadings *self, int label)
{
  GArray *decided = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; label >= 0 && i < (int) self->facts->n_columns; i++)
    if (i != label && limen_facts_are_same_values (self->facts, label, i))
      g_array_append_val (decided, i);
  return decided;
}

/* Names all groups, or the score columns that the user gave, after these
 * labels. */
static void
name_groups (LimenReadings *self, int label)
{
  g_clear_pointer (&self->decided, g_array_unref);
  g_clear_pointer (&self->named, g_ptr_array_unref);
  self->decided = list_decided (self, label);
  self->named
      = g_ptr_array_new_with_free_func ((GDestroyNotify) free_named);
  if (limen_readings_are_given (self))
    {
      g_autoptr (LimenClassColumns) given
          = new_given (self, self->given->scores);

      g_ptr_array_add (self->named, new_named (self, given, label));
      return;
    }
  for (guint i = 0; i < self->groups->len; i++)
    {
      const LimenClassColumns *group = g_ptr_array_index (self->groups, i);

      if (!limen_class_columns_has (group, label))
        g_ptr_array_add (self->named, new_named (self, group, label));
    }
}

/* Per column: whether it is, given these labels, most likely the score of one
 * of several classes. A new array. */
gboolean *
limen_readings_find_classes (LimenReadings *self, int label)
{
  gboolean *is_class = g_new0 (gboolean, MAX (self->facts->n_columns, 1));

  name_groups (self, label);
  for (guint i = 0; !limen_readings_are_given (self) && i < self->named->len;
       i++)
    {
      const Named *named = g_ptr_array_index (self->named, i);

      if (is_convincing (self, named))
        for (gsize k = 0; k < limen_class_columns_get_n (named->columns); k++)
          is_class[limen_class_columns_get (named->columns, k)] = TRUE;
    }
  return is_class;
}

/* Multilabel readings */

/* Whether each column holds 0 and 1, or words for them, with few exceptions;
 * or the rows sum to one. Too few rows to tell count as yes. */
static gboolean
hold_truths (const LimenReadings *self, const LimenClassColumns *columns)
{
  if (self->facts->n_rows < FEW_ROWS
      || limen_roles_sum_to_one (self->facts->sample, columns,
                                 self->options))
    return TRUE;
  for (gsize k = 0; k < limen_class_columns_get_n (columns); k++)
    {
      LimenLabels *values
          = self->facts->columns[limen_class_columns_get (columns, k)].values;
      guint n = limen_labels_get_n (values), n_truths = 0;

      for (guint i = 0; i < n; i++)
        {
          const char *name = limen_labels_get_name (values, i);
          gboolean truth;

          n_truths += limen_labels_parse_truth (name, strlen (name), '.',
                                                &truth);
        }
      if (n_truths < MIN (n, 2))
        return FALSE;
    }
  return TRUE;
}

static void
add_pairs (LimenReadings *self, const LimenClassColumns *scores,
           LimenClassColumns *labels)
{
  LimenReading *reading = limen_readings_begin (self, -1);

  reading->label_points = reading->points = 0;
  g_array_set_size (reading->reasons, 0);
  reading->roles.labels = labels;
  reading->roles.scores = limen_class_columns_copy (scores);
  reading->roles.task
      = !self->options->has_task
                && limen_roles_sum_to_one (self->facts->sample, labels,
                                           self->options)
            ? LIMEN_TASK_MULTICLASS
            : LIMEN_TASK_MULTILABEL;
  limen_readings_say_label_named (reading, 8,
                                  limen_class_columns_get (labels, 0),
                                  "%s and others are the labels of as many "
                                  "columns of scores");
  limen_readings_say_score_named (
      reading, 8, limen_class_columns_get (scores, 0),
      "%s and others have a column of labels each");
  limen_readings_keep (self, reading);
}

/* Adds a multilabel reading without labels. */
static void
add_unlabelled (LimenReadings *self, const LimenClassColumns *scores)
{
  LimenReading *reading = limen_readings_begin (self, -1);

  reading->roles.scores = limen_class_columns_copy (scores);
  reading->roles.task = LIMEN_TASK_MULTILABEL;
  limen_readings_say_score_named (
      reading, MAX (limen_readings_rate_name (self, scores), 2),
      limen_class_columns_get (scores, 0),
      "%s and similar columns are scores");
  limen_readings_keep (self, reading);
}

/* Adds multilabel readings of a single score, with its label if there is
 * one. */
static void
add_single_label (LimenReadings *self, GHashTable *map)
{
  for (int i = 0; i < (int) self->facts->n_columns; i++)
    if (limen_readings_can_be_score (self->facts, i)
        && self->facts->columns[i].sense.score >= LIMEN_MIN_POINTS)
      {
        g_autoptr (LimenClassColumns) single
            = limen_class_columns_new (self->facts->sample, &i, 1);
        LimenClassColumns *labels
            = limen_class_groups_find_labels (self->facts, map, single);

        if (labels != NULL)
          add_pairs (self, single, labels);
        else if (self->options->label_is_optional)
          add_unlabelled (self, single);
      }
}

/* Adds readings with one label column per score column. */
void
limen_readings_add_multilabel (LimenReadings *self)
{
  g_autoptr (GHashTable) map = NULL;

  if (self->given->labels->len == 1 || self->given->predicted >= 0
      || self->options->no_scores || self->given->scores->len == 1)
    return;
  map = limen_class_groups_map_labels (self->facts);
  if (limen_readings_are_given (self))
    {
      g_autoptr (LimenClassColumns) given
          = new_given (self, self->given->scores);
      LimenClassColumns *labels
          = limen_class_groups_find_labels (self->facts, map, given);

      if (labels != NULL)
        add_pairs (self, given, labels);
      return;
    }
  for (guint i = 0; i < self->groups->len; i++)
    {
      const LimenClassColumns *group = g_ptr_array_index (self->groups, i);
      LimenClassColumns *labels
          = limen_class_groups_find_labels (self->facts, map, group);

      if (labels != NULL && hold_truths (self, labels))
        add_pairs (self, group, labels);
      else if (labels != NULL)
        limen_class_columns_free (labels);
      else if (self->options->label_is_optional && self->options->has_task
               && limen_task_get (self->options->task)->labels
                      == LIMEN_LABELS_SETS)
        add_unlabelled (self, group);
    }
  if (self->groups->len == 0 && self->options->has_task
      && limen_task_get (self->options->task)->labels == LIMEN_LABELS_SETS)
    add_single_label (self, map);
}
