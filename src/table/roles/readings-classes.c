#include "readings-private.h"

#include <math.h>
#include <string.h>

#include "agreement.h"

/* What is worth so much says that columns belong together. */
#define CONVINCING 4
/* Columns of three models may look like those of three classes. */
#define FEWEST_BY_NUMBER 3
/* Sums of fewer rows show less. */
#define FEW_SUMS 5

/* Columns that are named after labels, which belong to the facts. */
typedef struct
{
  LimenClassColumns *columns;
  LimenLabels *labels;
} Named;

/* How well labels tell which column is theirs. */
typedef enum
{
  NOT_NAMED,
  NAMED_IN_PART,
  ALL_NAMED, /* every column, but not every label has one */
  NAMED,
} Fit;

static gboolean
are_said (const LimenReadings *self)
{
  return self->said->scores->len > 1;
}

static gboolean
is_mapped (const LimenReadings *self)
{
  return self->options->mapped != NULL && *self->options->mapped != NULL;
}

/* Whether a positive class that is but a number, without labels, may be that of
 * a column or its place: "1" beside "p1" and "p2". */
static gboolean
is_number_or_place (const LimenReadings *self, const LimenClassColumns *group,
                    LimenLabels *labels)
{
  g_autofree char *last
      = g_strdup_printf ("%" G_GSIZE_FORMAT, limen_class_columns_get_n (group));

  if (labels != self->known || !limen_class_columns_are_numbered (group))
    return FALSE;
  for (guint i = 0; i < group->stems->len; i++)
    if (g_str_equal (g_ptr_array_index (group->stems, i), "0"))
      return FALSE;
  return limen_labels_find (labels, last) < 0;
}

static Fit
get_fit (const LimenReadings *self, const LimenClassColumns *group,
         LimenLabels *labels)
{
  gsize n;

  if (!self->facts->dialect->has_header)
    return NOT_NAMED;
  if (limen_class_columns_cover (group, labels))
    return NAMED;
  n = limen_class_columns_count_named (group, labels);
  if (n == limen_class_columns_get_n (group)
      && !limen_class_columns_are_numbered (group))
    return ALL_NAMED;
  return n > 0 ? NAMED_IN_PART : NOT_NAMED;
}

/* Names the columns of a group as decisions say, of which each is that of the
 * largest column. */
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

/* The elements of a list such as ["cat","dog"]; a new array. */
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

/* Names the elements of a list after those of another one in the same file,
 * where that holds the same labels in every row. */
static void
name_by_list (const LimenReadings *self, LimenClassColumns *group,
              LimenLabels *labels)
{
  const LimenFacts *facts = self->facts;
  gsize n = limen_class_columns_get_n (group);

  if (n < 2
      || limen_dialect_get_field (
             facts->dialect, (gsize) limen_class_columns_get (group, 0))
             != limen_dialect_get_field (
                 facts->dialect, (gsize) limen_class_columns_get (group, 1)))
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

/* Names columns after the classes of cutoffs, or after the labels: by their
 * names, else by a list of names beside theirs, else by what decisions say of
 * them, else by what names mean. Returns those. */
static LimenLabels *
name_after (const LimenReadings *self, LimenClassColumns *group, int label)
{
  LimenLabels *labels = limen_readings_get_labels (self, label);
  LimenLabels *named = limen_class_columns_name_after_any (
      group, self->facts->dialect,
      self->options->classes != NULL ? self->known : labels, labels);

  if (label < 0 || !self->facts->dialect->has_header
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

/* What all names say of scores, at the least. */
static double
rate_name (const LimenReadings *self, const LimenClassColumns *group)
{
  double least = 4;

  for (gsize k = 0; k < limen_class_columns_get_n (group); k++)
    least = MIN (least,
                 self->facts->columns[limen_class_columns_get (group, k)]
                     .sense.score);
  return least;
}

/* Whether some columns hold fractions, and others whole numbers only, not all
 * of them 0 and 1: decisions among scores. */
static gboolean
is_mixed (const LimenReadings *self, const LimenClassColumns *group)
{
  gboolean has_fractions = FALSE, has_whole = FALSE;

  for (gsize k = 0; k < limen_class_columns_get_n (group); k++)
    {
      const LimenColumnFacts *of
          = &self->facts->columns[limen_class_columns_get (group, k)];

      has_fractions |= of->has_fraction;
      has_whole |= !of->has_fraction && of->n_numbers >= FEW_SUMS
                   && limen_labels_get_n (of->values) > 1
                   && (of->max > 1 || of->min < 0 || of->sense.is_prediction);
    }
  return has_fractions && has_whole;
}

/* Whether columns that all leave no doubt that they are scores are as many as
 * there are labels, of several classes: one of each, whatever their sums. */
static gboolean
is_one_of_each (const LimenReadings *self, const LimenClassColumns *group,
                LimenLabels *labels)
{
  return limen_class_columns_get_n (group) >= FEWEST_BY_NUMBER
         && limen_class_columns_get_n (group) == limen_labels_get_n (labels)
         && !limen_class_columns_are_numbered (group)
         && rate_name (self, group) >= CLEAR_NAME;
}

static void
judge_sums (const LimenReadings *self, LimenReading *reading,
            const LimenClassColumns *group, LimenLabels *labels, Fit fit)
{
  int first = limen_class_columns_get (group, 0);

  if (limen_class_groups_sum_to_one (self->facts, group))
    limen_readings_say_score (reading, self->facts->n_rows < FEW_SUMS ? 2 : 3,
                              first, "%s and those beside it sum to one");
  else if (limen_class_groups_are_units (self->facts, group)
           && !limen_class_groups_are_one_hot (self->facts, group))
    {
      if (fit < ALL_NAMED && is_one_of_each (self, group, labels))
        limen_readings_say_score (reading, 1.5, first,
                                  "%s and those beside it are as many as the "
                                  "labels, and do not sum to one");
      else
        limen_readings_say_score (
            reading,
            fit >= ALL_NAMED && !limen_class_columns_are_numbered (group)
                ? -1
                : -6,
            first, "%s and those beside it do not sum to one");
    }
  else if (fit == NAMED && limen_class_columns_are_numbered (group)
           && rate_name (self, group) < LIMEN_LEAST_POINTS)
    limen_readings_say_score (reading, -4, first,
                              "%s and those beside it may be any numbers");
}

/* By number, or by order. */
static void
judge_order (const LimenReadings *self, LimenReading *reading,
             const LimenClassColumns *group, LimenLabels *labels)
{
  LimenClassNaming naming = limen_class_columns_get_naming (
      group, labels, self->known, self->facts->dialect->has_header);
  gsize n = limen_class_columns_get_n (group);
  gsize n_labels = MAX (limen_labels_get_n (labels),
                        limen_labels_get_n (self->known));
  int first = limen_class_columns_get (group, 0);

  if (naming == LIMEN_CLASSES_BY_INDEX || naming == LIMEN_CLASSES_BY_NUMBER
      || naming == LIMEN_CLASSES_BY_EITHER)
    limen_readings_say_score (
        reading,
        n < FEWEST_BY_NUMBER                                 ? 0.5
        : n_labels == n                                      ? 1.5
        : limen_class_groups_sum_to_one (self->facts, group) ? 1
                                                              : -3,
        first, "the labels may be the numbers of %s and those beside it");
  else if (n_labels == n)
    limen_readings_say_score (reading, n >= FEWEST_BY_NUMBER ? 0.5 : 0, first,
                              "there are as many labels as columns like %s");
  else
    limen_readings_say_score (reading, -SAID, first,
                              "%s and those beside it are not as many as the "
                              "labels");
}

/* Whether some class is but 0 or 1, as the first of several numbers are. */
static gboolean
has_first_number (const LimenClassColumns *group)
{
  for (guint i = 0; i < group->stems->len; i++)
    if (strcmp (g_ptr_array_index (group->stems, i), "0") == 0
        || strcmp (g_ptr_array_index (group->stems, i), "1") == 0)
      return TRUE;
  return FALSE;
}

/* Whether it says something of a label column that score columns are named
 * after its values: 0, 1 and so on are so by chance, too. */
static gboolean
is_confirmed (const LimenReadings *self, const LimenClassColumns *group,
              int label)
{
  const LimenNameSense *sense;

  if (label < 0)
    return FALSE;
  sense = &self->facts->columns[label].sense;
  return !sense->is_prediction
         && (!limen_class_columns_are_numbered (group)
             || !has_first_number (group)
             || sense->label >= LIMEN_LEAST_POINTS);
}

/* What it says that only some columns are named after labels: little of numbers,
 * more of as many columns as labels that sum to one. */
static double
rate_part (const LimenReadings *self, const LimenClassColumns *group,
           LimenLabels *labels)
{
  gboolean is_full = limen_class_columns_get_n (group)
                     == limen_labels_get_n (labels);

  if (limen_class_columns_are_numbered (group))
    return !is_full && rate_name (self, group) < LIMEN_LEAST_POINTS ? -4 : -1;
  return is_full && limen_class_groups_sum_to_one (self->facts, group) ? 1
                                                                       : -1;
}

static void
judge_fit (const LimenReadings *self, LimenReading *reading,
           const LimenClassColumns *group, LimenLabels *labels, Fit fit)
{
  int first = limen_class_columns_get (group, 0);

  if (fit == NAMED)
    {
      limen_readings_say_score (reading, 3, first,
                                "%s and those beside it are named after the "
                                "labels");
      if (is_confirmed (self, group, reading->roles.label))
        limen_readings_say_label (reading, 2, reading->roles.label,
                                  "score columns are named after the values "
                                  "of %s");
      limen_readings_lift_name (self, reading);
      reading->is_doubtful = is_number_or_place (self, group, labels);
    }
  else if (fit == ALL_NAMED)
    limen_readings_say_score (reading, 2.5, first,
                              "%s and those beside it are named after labels, "
                              "of which there are more");
  else if (fit == NAMED_IN_PART)
    {
      limen_readings_say_score (
          reading, rate_part (self, group, labels), first,
          "%s and those beside it are named after some of the labels only");
      reading->is_doubtful = TRUE;
    }
  else
    judge_order (self, reading, group, labels);
  if ((fit != NAMED || limen_class_columns_are_numbered (group))
      && limen_class_columns_get_n (group) >= FEWEST_BY_NUMBER
      && limen_class_groups_are_ranks (self->facts, group))
      limen_readings_say_score (reading, -8, first,
                                "%s and those beside it fall in every row: "
                                "they are ranks");
}

/* What was said needs no reasons; but where the names of columns are digits
 * that some labels are as well, and not all, two orders are possible. */
static void
judge_said (const LimenReadings *self, LimenReading *reading,
            const LimenClassColumns *group, LimenLabels *labels, Fit fit)
{
  gboolean are_all_named = limen_class_columns_count_named (group, labels)
                           == limen_class_columns_get_n (group);

  limen_readings_say_score (reading, SAID, limen_class_columns_get (group, 0),
                            "%s and others were said");
  reading->is_doubtful
      = !is_mapped (self)
        && (fit == NAMED_IN_PART
                ? limen_class_columns_are_numbered (group) && !are_all_named
                : fit == NAMED && is_number_or_place (self, group, labels));
}

static void
judge_group (const LimenReadings *self, LimenReading *reading,
             const LimenClassColumns *group, LimenLabels *labels)
{
  Fit fit = get_fit (self, group, labels);
  double name = rate_name (self, group);

  if (are_said (self))
    {
      judge_said (self, reading, group, labels, fit);
      return;
    }
  if (name > 0)
    limen_readings_say_score (
        reading,
        fit == NAMED && limen_class_groups_sum_to_one (self->facts, group)
            ? 0.5
            : MIN (name, 2),
        limen_class_columns_get (group, 0), "%s is named like scores");
  if (limen_labels_get_n (labels) > 0)
    judge_fit (self, reading, group, labels, fit);
  judge_sums (self, reading, group, labels, fit);
  if (is_mixed (self, group))
    limen_readings_say_score (reading, -6,
                              limen_class_columns_get (group, 0),
                              "%s and those beside it are not all alike");
}

/* Whether two columns of two classes are one score. */
static gboolean
is_pair (const LimenReadings *self, const LimenClassColumns *group,
         LimenLabels *labels)
{
  return limen_class_columns_get_n (group) == 2
         && (limen_labels_get_n (labels) <= 2
             || get_fit (self, group, labels) == ALL_NAMED)
         && limen_readings_takes (self, LIMEN_TASK_BINARY);
}

/* What the score columns are named after, beside other labels, is more likely
 * what a model said: "Tree" beside "Tree (no)" and "Tree (yes)". */
static void
judge_beginning (const LimenReadings *self, LimenReading *reading, int label)
{
  const LimenClassColumns *scores = reading->roles.scores;
  const char *name = label >= 0 ? self->facts->columns[label].name : "";

  if (*name == '\0')
    return;
  for (gsize k = 0; k < limen_class_columns_get_n (scores); k++)
    if (!g_str_has_prefix (
            self->facts->columns[limen_class_columns_get (scores, k)].name,
            name))
      return;
  limen_reading_add (reading, -1.5, label,
                     "the score columns are named after %s");
}

/* What says in every row which score is the largest is a decision, and no
 * truth, unless it is named so. */
static void
judge_decided (const LimenReadings *self, LimenReading *reading, int label)
{
  const LimenClassColumns *scores = reading->roles.scores;
  g_autoptr (LimenLargest) largest = NULL;
  g_autofree guint16 *values = NULL;
  gboolean is_close = FALSE;

  if (label < 0 || self->said->labels->len > 0)
    return;
  values = g_new (guint16, limen_class_columns_get_n (scores));
  largest = limen_largest_new (self->facts, scores);
  if (limen_agreement_is_largest (self->facts, label, largest, &is_close,
                                  values)
      && is_close)
    limen_readings_say_label (
        reading,
        self->facts->columns[label].sense.label >= CLEAR_NAME ? -0.5 : -4.5,
        label, "%s says in every row which score is the largest, as decisions "
               "do");
}

/* Names each column after the label that most rows have in which it is the
 * largest; FALSE, and nothing changed, where that is not clearly so in more
 * than `n_right` rows. */
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

/* Columns that are named by words, beside labels that are numbers, stand for
 * these in their order, or in that of their names, if the labels clearly are
 * numbers of that. TRUE where rows speak for another order, which must be asked
 * for. */
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

  if (label < 0 || !self->facts->dialect->has_header
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

/* Columns of which none is higher where it is of the label than elsewhere, but
 * some lower, are not those of these labels, or of others than it seems. */
static void
judge_rows (const LimenReadings *self, LimenReading *reading,
            LimenLabels *labels)
{
  const LimenFacts *facts = self->facts;
  const LimenClassColumns *group = reading->roles.scores;
  int label = reading->roles.label;
  LimenClassNaming naming = limen_class_columns_get_naming (
      group, labels, self->known, facts->dialect->has_header);
  g_autoptr (GPtrArray) classes
      = limen_class_columns_list_classes (group, naming, labels);
  double least = 0, most = 0;

  for (guint k = 0; k < classes->len && most < CLEAR_DEVIATION; k++)
    {
      int value = limen_labels_find (facts->columns[label].values,
                                     classes->pdata[k]);
      double deviation
          = value < 0 ? 0
                      : limen_agreement_separate_value (
                            facts, label, value,
                            limen_class_columns_get (group, k))
                            .deviation;

      least = MIN (least, deviation);
      most = MAX (most, deviation);
    }
  if (most >= CLEAR_DEVIATION || least > -CLEAR_DEVIATION)
    return;
  limen_readings_say_score (reading, -0.5, label,
                            "scores are lower where they are of the label in "
                            "%s");
  reading->is_doubtful = TRUE;
}

/* A group, named after the values of a label column; a new copy. */
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
  is_by_rows = !are_said (self) && order_by_name (self, reading, labels);
  reading->roles.is_pair = is_pair (self, reading->roles.scores, labels);
  reading->roles.task
      = reading->roles.is_pair
                || !limen_readings_takes (self, LIMEN_TASK_MULTICLASS)
            ? LIMEN_TASK_BINARY
            : LIMEN_TASK_MULTICLASS;
  judge_group (self, reading, reading->roles.scores, labels);
  if (is_by_rows)
    {
      limen_reading_add (reading, -2, label,
                         "the rows have %s in another order");
      reading->is_doubtful = TRUE;
    }
  judge_beginning (self, reading, label);
  judge_decided (self, reading, label);
  if (label >= 0 && !are_said (self) && !reading->is_doubtful
      && (!limen_class_columns_cover (reading->roles.scores, labels)
          || limen_class_columns_are_numbered (reading->roles.scores))
      && limen_class_columns_get_n (named->columns) >= FEWEST_BY_NUMBER
      && self->facts->n_rows >= ENOUGH_ROWS)
    judge_rows (self, reading, labels);
  limen_readings_judge_told (self, reading);
  limen_readings_keep (self, reading);
}

static LimenClassColumns *
new_said (const LimenReadings *self, GArray *columns)
{
  return limen_class_columns_new (self->facts->dialect,
                                  (const int *) columns->data, columns->len);
}

/* Readings of a score column for each class, of two or more. */
void
limen_readings_add_classes (LimenReadings *self, int label)
{
  for (guint i = 0; i < self->named->len; i++)
    {
      const Named *named = g_ptr_array_index (self->named, i);

      if (are_said (self) || limen_class_columns_get_n (named->columns) == 2
          || limen_readings_takes (self, LIMEN_TASK_MULTICLASS))
        add_group (self, named, label);
    }
}

/* Whether a group is, beside these labels, most likely one of classes. */
static gboolean
is_convincing (const LimenReadings *self, const Named *named)
{
  g_autoptr (LimenReading) reading = limen_reading_new (&LIMEN_ROLES_NONE);
  const LimenClassColumns *columns = named->columns;

  judge_group (self, reading, columns, named->labels);
  return (reading->score_points >= CONVINCING
          || (get_fit (self, columns, named->labels) == NAMED
              && !limen_class_columns_are_numbered (columns)))
         && !reading->is_doubtful;
}

/* The other columns that have the values of the labels: they may be what was
 * decided. A new array of int. */
static GArray *
list_decided (const LimenReadings *self, int label)
{
  GArray *decided = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; label >= 0 && i < (int) self->facts->n_columns; i++)
    if (i != label && limen_facts_are_same_values (self->facts, label, i))
      g_array_append_val (decided, i);
  return decided;
}

/* Names the groups that there are beside these labels, or the columns that
 * were said, for limen_readings_add_classes(). */
static void
name_groups (LimenReadings *self, int label)
{
  g_clear_pointer (&self->decided, g_array_unref);
  g_clear_pointer (&self->named, g_ptr_array_unref);
  self->decided = list_decided (self, label);
  self->named
      = g_ptr_array_new_with_free_func ((GDestroyNotify) free_named);
  if (are_said (self))
    {
      g_autoptr (LimenClassColumns) said
          = new_said (self, self->said->scores);

      g_ptr_array_add (self->named, new_named (self, said, label));
      return;
    }
  for (guint i = 0; i < self->groups->len; i++)
    {
      const LimenClassColumns *group = g_ptr_array_index (self->groups, i);

      if (!limen_class_columns_has (group, label))
        g_ptr_array_add (self->named, new_named (self, group, label));
    }
}

/* Which columns are, beside these labels, most likely each the score of one
 * class of several. A new array. */
gboolean *
limen_readings_find_classes (LimenReadings *self, int label)
{
  gboolean *is_class = g_new0 (gboolean, MAX (self->facts->n_columns, 1));

  name_groups (self, label);
  for (guint i = 0; !are_said (self) && i < self->named->len; i++)
    {
      const Named *named = g_ptr_array_index (self->named, i);

      if (is_convincing (self, named))
        for (gsize k = 0; k < limen_class_columns_get_n (named->columns); k++)
          is_class[limen_class_columns_get (named->columns, k)] = TRUE;
    }
  return is_class;
}

/* Several labels */

/* Whether columns hold labels of one class each: 0 and 1, or words for them, but
 * for some; or parts that sum to one. A few rows do not show it. */
static gboolean
hold_truths (const LimenReadings *self, const LimenClassColumns *columns)
{
  if (self->facts->n_rows < FEW_ROWS
      || limen_roles_sum_to_one (self->facts->dialect, columns,
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
                && limen_roles_sum_to_one (self->facts->dialect, labels,
                                           self->options)
            ? LIMEN_TASK_MULTICLASS
            : LIMEN_TASK_MULTILABEL;
  limen_readings_say_label (reading, 8, limen_class_columns_get (labels, 0),
                            "%s and others are the labels of as many "
                            "columns of scores");
  limen_readings_say_score (reading, 8, limen_class_columns_get (scores, 0),
                            "%s and others have a column of labels each");
  limen_readings_keep (self, reading);
}

/* Scores of several labels where there need be none. */
static void
add_unlabelled (LimenReadings *self, const LimenClassColumns *scores)
{
  LimenReading *reading = limen_readings_begin (self, -1);

  reading->roles.scores = limen_class_columns_copy (scores);
  reading->roles.task = LIMEN_TASK_MULTILABEL;
  limen_readings_say_score (reading, MAX (rate_name (self, scores), 2),
                            limen_class_columns_get (scores, 0),
                            "%s and those like it are scores");
  limen_readings_keep (self, reading);
}

/* A single score, with or without its label. */
static void
add_single_label (LimenReadings *self, GHashTable *map)
{
  for (int i = 0; i < (int) self->facts->n_columns; i++)
    if (limen_readings_can_be_score (self->facts, i)
        && self->facts->columns[i].sense.score >= LIMEN_LEAST_POINTS)
      {
        g_autoptr (LimenClassColumns) single
            = limen_class_columns_new (self->facts->dialect, &i, 1);
        LimenClassColumns *labels
            = limen_class_groups_find_labels (self->facts, map, single);

        if (labels != NULL)
          add_pairs (self, single, labels);
        else if (self->options->label_is_optional)
          add_unlabelled (self, single);
      }
}

/* Readings of a column of labels for each column of scores. */
void
limen_readings_add_multilabel (LimenReadings *self)
{
  g_autoptr (GHashTable) map = NULL;

  if (self->said->labels->len == 1 || self->said->predicted >= 0
      || self->options->no_scores || self->said->scores->len == 1)
    return;
  map = limen_class_groups_map_labels (self->facts);
  if (are_said (self))
    {
      g_autoptr (LimenClassColumns) said
          = new_said (self, self->said->scores);
      LimenClassColumns *labels
          = limen_class_groups_find_labels (self->facts, map, said);

      if (labels != NULL)
        add_pairs (self, said, labels);
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
