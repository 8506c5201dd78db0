/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "readings-judge.h"

#include <string.h>

#include "agreement.h"
#include "readings-private.h"

/* Minimum number of rows for their sums or values to be conclusive. */
#define FEW_SUMS 5

/* Whether the user gave several score columns. */
gboolean
limen_readings_are_given (const LimenReadings *self)
{
  return self->given->scores->len > 1;
}

static gboolean
is_mapped (const LimenReadings *self)
{
  return self->options->has_naming
         || (self->options->mapped != NULL && *self->options->mapped != NULL);
}

/* Whether a positive class that is only a number may refer to a column's name
 * or to its position: "1" with columns "p1" and "p2" and no labels. */
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

/* How completely the columns of a group are named after labels. */
LimenClassFit
limen_readings_get_fit (const LimenReadings *self,
                        const LimenClassColumns *group, LimenLabels *labels)
{
  gsize n;

  if (!self->facts->sample->has_header)
    return LIMEN_CLASSES_NOT_NAMED;
  if (limen_class_columns_cover (group, labels))
    return LIMEN_CLASSES_NAMED;
  n = limen_class_columns_count_named (group, labels);
  if (n == limen_class_columns_get_n (group)
      && !limen_class_columns_are_numbered (group))
    return LIMEN_CLASSES_ALL_NAMED;
  return n > 0 ? LIMEN_CLASSES_NAMED_IN_PART : LIMEN_CLASSES_NOT_NAMED;
}

/* The lowest points that a name in the group has for scores; at most 4. */
double
limen_readings_rate_name (const LimenReadings *self,
                          const LimenClassColumns *group)
{
  double least = 4;

  for (gsize k = 0; k < limen_class_columns_get_n (group); k++)
    least = MIN (least,
                 self->facts->columns[limen_class_columns_get (group, k)]
                     .sense.score);
  return least;
}

/* Whether some columns hold fractions and others only whole numbers other than
 * 0 and 1, which are decisions among scores. */
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

/* Whether there are as many clearly named score columns as labels, at least
 * three: then they are one per class, whatever their sums. */
static gboolean
is_one_of_each (const LimenReadings *self, const LimenClassColumns *group,
                LimenLabels *labels)
{
  return limen_class_columns_get_n (group) >= LIMEN_READINGS_MIN_BY_NUMBER
         && limen_class_columns_get_n (group) == limen_labels_get_n (labels)
         && !limen_class_columns_are_numbered (group)
         && limen_readings_rate_name (self, group) >= CLEAR_NAME;
}

static void
judge_sums (const LimenReadings *self, LimenReading *reading,
            const LimenClassColumns *group, LimenLabels *labels,
            LimenClassFit fit)
{
  int first = limen_class_columns_get (group, 0);

  if (limen_class_groups_sum_to_one (self->facts, group))
    limen_readings_say_score_named (
        reading, self->facts->n_rows < FEW_SUMS ? 2 : 3, first,
        "%s and the columns next to it sum to one");
  else if (limen_class_groups_are_units (self->facts, group)
           && !limen_class_groups_are_one_hot (self->facts, group))
    {
      if (fit < LIMEN_CLASSES_ALL_NAMED && is_one_of_each (self, group, labels))
        limen_readings_say_score_named (
            reading, 1.5, first,
            "%s and the columns next to it are as many "
            "as the labels, and do not sum to one");
      else
        limen_readings_say_score_named (
            reading,
            fit >= LIMEN_CLASSES_ALL_NAMED
                    && !limen_class_columns_are_numbered (group)
                ? -1
                : -6,
            first, "%s and the columns next to it do not sum to one");
    }
  else if (fit == LIMEN_CLASSES_NAMED
           && limen_class_columns_are_numbered (group)
           && limen_readings_rate_name (self, group) < LIMEN_MIN_POINTS)
    limen_readings_say_score_named (
        reading, -4, first,
        "%s and the columns next to it are named by numbers and may hold "
        "anything");
}

/* Rates a group whose columns are assigned to labels by number or by order. */
static void
judge_order (const LimenReadings *self, LimenReading *reading,
             const LimenClassColumns *group, LimenLabels *labels)
{
  LimenClassNaming naming = limen_class_columns_get_naming (
      group, labels, self->known, self->facts->sample->has_header);
  gsize n = limen_class_columns_get_n (group);
  gsize n_labels = MAX (limen_labels_get_n (labels),
                        limen_labels_get_n (self->known));
  int first = limen_class_columns_get (group, 0);

  if (naming == LIMEN_CLASSES_BY_INDEX || naming == LIMEN_CLASSES_BY_NUMBER
      || naming == LIMEN_CLASSES_BY_EITHER)
    limen_readings_say_score_named (
        reading,
        n < LIMEN_READINGS_MIN_BY_NUMBER                     ? 0.5
        : n_labels == n                                      ? 1.5
        : limen_class_groups_sum_to_one (self->facts, group) ? 1
                                                             : -3,
        first,
        "the labels may be the numbers of %s and the columns next to it");
  else if (n_labels == n)
    limen_readings_say_score_named (
        reading, n >= LIMEN_READINGS_MIN_BY_NUMBER ? 0.5 : 0, first,
        "there are as many labels as columns like %s");
  else
    limen_readings_say_score_named (
        reading, -DECISIVE, first,
        "there are not as many labels as columns like %s");
}

/* Whether one of the classes is just "0" or "1", the first of consecutive
 * numbers. */
static gboolean
has_first_number (const LimenClassColumns *group)
{
  for (guint i = 0; i < group->stems->len; i++)
    if (strcmp (g_ptr_array_index (group->stems, i), "0") == 0
        || strcmp (g_ptr_array_index (group->stems, i), "1") == 0)
      return TRUE;
  return FALSE;
}

/* Whether column names that match the values of a label column are evidence
 * for it: matching numbers such as 0 and 1 may be chance. */
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
             || !has_first_number (group) || sense->label >= LIMEN_MIN_POINTS);
}

/* Points for a group of which only some columns are named after labels: low
 * for numbers, higher if there are as many columns as labels and they sum to
 * one. */
static double
rate_part (const LimenReadings *self, const LimenClassColumns *group,
           LimenLabels *labels)
{
  gboolean is_full = limen_class_columns_get_n (group)
                     == limen_labels_get_n (labels);

  if (limen_class_columns_are_numbered (group))
    return !is_full
                   && limen_readings_rate_name (self, group) < LIMEN_MIN_POINTS
               ? -4
               : -1;
  return is_full && limen_class_groups_sum_to_one (self->facts, group) ? 1
                                                                       : -1;
}

static void
judge_fit (const LimenReadings *self, LimenReading *reading,
           const LimenClassColumns *group, LimenLabels *labels,
           LimenClassFit fit)
{
  int first = limen_class_columns_get (group, 0);

  if (fit == LIMEN_CLASSES_NAMED)
    {
      limen_readings_say_score_named (
          reading, 3, first,
          "%s and the columns next to it are named after the labels");
      if (is_confirmed (self, group, reading->roles.label))
        limen_readings_say_label_named (
            reading, 2, reading->roles.label,
            "score columns are named after the values "
            "of %s");
      limen_readings_lift_name (self, reading);
      reading->is_doubtful = is_number_or_place (self, group, labels);
    }
  else if (fit == LIMEN_CLASSES_ALL_NAMED)
    limen_readings_say_score_named (
        reading, 2.5, first,
        "%s and the columns next to it are named after labels, but some "
        "labels have no column");
  else if (fit == LIMEN_CLASSES_NAMED_IN_PART)
    {
      limen_readings_say_score_named (
          reading, rate_part (self, group, labels), first,
          "only some of %s and the columns next to it are named after labels");
      reading->is_doubtful = TRUE;
    }
  else
    judge_order (self, reading, group, labels);
  if ((fit != LIMEN_CLASSES_NAMED || limen_class_columns_are_numbered (group))
      && limen_class_columns_get_n (group) >= LIMEN_READINGS_MIN_BY_NUMBER
      && limen_class_groups_are_ranks (self->facts, group))
    limen_readings_say_score_named (
        reading, -8, first,
        "%s and the columns next to it fall in every row: they are ranks");
}

/* Rates score columns that the user gave. No other reason is needed, but if
 * their names are digits and only some labels are, two assignments are
 * possible. */
static void
judge_given (const LimenReadings *self, LimenReading *reading,
             const LimenClassColumns *group, LimenLabels *labels,
             LimenClassFit fit)
{
  gboolean are_all_named = limen_class_columns_count_named (group, labels)
                           == limen_class_columns_get_n (group);

  limen_readings_say_score_named (reading, DECISIVE,
                                  limen_class_columns_get (group, 0),
                                  "%s and others were given");
  reading->is_doubtful
      = !is_mapped (self)
        && (fit == LIMEN_CLASSES_NAMED_IN_PART
                ? limen_class_columns_are_numbered (group) && !are_all_named
                : fit == LIMEN_CLASSES_NAMED
                      && is_number_or_place (self, group, labels));
}

/* Rates a reading by how well its score columns match its labels. */
void
limen_readings_judge_group (const LimenReadings *self, LimenReading *reading,
                            const LimenClassColumns *group,
                            LimenLabels *labels)
{
  LimenClassFit fit = limen_readings_get_fit (self, group, labels);
  double name = limen_readings_rate_name (self, group);

  if (limen_readings_are_given (self))
    {
      judge_given (self, reading, group, labels, fit);
      return;
    }
  if (name > 0)
    limen_readings_say_score (
        reading,
        fit == LIMEN_CLASSES_NAMED
                && limen_class_groups_sum_to_one (self->facts, group)
            ? 0.5
            : MIN (name, 2),
        limen_class_columns_get (group, 0), "%s is named like scores");
  if (limen_labels_get_n (labels) > 0)
    judge_fit (self, reading, group, labels, fit);
  judge_sums (self, reading, group, labels, fit);
  if (is_mixed (self, group))
    limen_readings_say_score_named (
        reading, -6, limen_class_columns_get (group, 0),
        "%s and the columns next to it are of different kinds");
}

/* Whether a group consists of two columns for two classes, which make one
 * score. */
gboolean
limen_readings_is_pair (const LimenReadings *self,
                        const LimenClassColumns *group, LimenLabels *labels)
{
  return limen_class_columns_get_n (group) == 2
         && (limen_labels_get_n (labels) <= 2
             || limen_readings_get_fit (self, group, labels)
                    == LIMEN_CLASSES_ALL_NAMED)
         && limen_readings_takes (self, LIMEN_TASK_BINARY);
}

/* Penalises a label column whose name begins the names of the score columns:
 * "Tree" with "Tree (no)" and "Tree (yes)" is more likely the prediction. */
void
limen_readings_judge_beginning (const LimenReadings *self,
                                LimenReading *reading, int label)
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
  limen_reading_add_named (reading, -1.5, label,
                           "the score columns are named after %s");
}

/* Penalises a label column that is the argmax of the scores in every row: it
 * holds decisions, unless its name is clearly that of labels. */
void
limen_readings_judge_decided (const LimenReadings *self, LimenReading *reading,
                              int label)
{
  const LimenClassColumns *scores = reading->roles.scores;
  g_autoptr (LimenLargest) largest = NULL;
  g_autofree guint16 *values = NULL;
  gboolean is_close = FALSE;

  if (label < 0 || self->given->labels->len > 0)
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

/* Doubts a reading in which no score is higher for the rows of its class, but
 * some are lower: the scores belong to other labels, or in another order. */
void
limen_readings_judge_rows (const LimenReadings *self, LimenReading *reading,
                           LimenLabels *labels)
{
  const LimenFacts *facts = self->facts;
  const LimenClassColumns *group = reading->roles.scores;
  int label = reading->roles.label;
  LimenClassNaming naming = limen_class_columns_get_naming (
      group, labels, self->known, facts->sample->has_header);
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
  limen_readings_say_score_named (
      reading, -0.5, label,
      "scores are lower in the rows of their label in %s");
  reading->is_doubtful = TRUE;
}
