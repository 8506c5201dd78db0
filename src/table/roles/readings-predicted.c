/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "readings-private.h"

#include <glib/gi18n.h>

#include "agreement.h"

/* For rows without labels: whether a column is named like predictions and
 * holds the known positive class and at most one other. */
static gboolean
has_known_class (const LimenReadings *self, int label, int column)
{
  const LimenColumnFacts *of = &self->facts->columns[column];
  guint n = limen_labels_get_n (of->values);

  return limen_labels_get_n (limen_readings_get_labels (self, label)) == 1
         && self->options->positive != NULL && of->sense.is_prediction
         && n <= 2
         && (n < 2
             || limen_labels_find (of->values, self->options->positive) >= 0);
}

/* Whether a column may hold predicted classes. */
static gboolean
can_be_predicted (const LimenReadings *self, int label, int column)
{
  const LimenColumnFacts *of = &self->facts->columns[column];

  return column != label && limen_readings_is_free (self->facts, column)
         && !of->has_fraction && !of->has_many && !of->is_counting
         && of->n_values > 0
         && of->sense.label < MAX (
                CLEAR_NAME,
                label >= 0 ? self->facts->columns[label].sense.label : 0)
         && (limen_readings_count_contained (self, label, column) >= 50
             || has_known_class (self, label, column));
}

static void
judge_predicted (const LimenReadings *self, LimenReading *reading,
                 LimenLabels *labels, int predicted, int score)
{
  const LimenColumnFacts *columns = self->facts->columns;

  if (self->given->predicted >= 0)
    limen_readings_say_score (reading, DECISIVE, predicted, "%s was given");
  else if (columns[predicted].sense.is_prediction
           || limen_facts_share_word (self->facts, predicted, score))
    limen_readings_say_score (reading, 1, predicted,
                              "%s is named like predicted classes, and holds "
                              "labels");
  else if (limen_labels_get_n (labels) > 2
           || limen_readings_are_words (self->facts->columns[predicted].values)
           || limen_readings_agrees (self, reading->roles.label, predicted))
    limen_readings_say_score (reading, 0, predicted, "%s also holds labels");
  else
    limen_readings_say_score (reading, -4, predicted,
                              "%s has values that many columns have");
}

/* Whether a row to which cutoffs are applied has a predicted class other than
 * the positive one; only such rows distinguish a score from a confidence. */
static gboolean
is_open (const LimenReadings *self, int predicted, const LimenSide sides[2])
{
  LimenLabels *values = self->facts->columns[predicted].values;
  const char *positive = self->options->positive;

  for (guint i = 0; positive != NULL && self->options->label_is_optional
                    && i < MIN (limen_labels_get_n (values), 2);
       i++)
    if (sides[i].n > 0 && limen_labels_find (values, positive) != (int) i)
      return TRUE;
  return FALSE;
}

/* Rates a score as the confidence in one of two labels: a confidence is never
 * below one half, whatever is predicted, and decisions are not a threshold on
 * it. */
static void
judge_confidence_of_two (const LimenReadings *self, LimenReading *reading,
                         int predicted, int score)
{
  LimenSide sides[2];
  gboolean has_both, is_high;

  if (self->given->predicted >= 0)
    return;
  limen_agreement_find_sides (self->facts, predicted, score, sides);
  has_both
      = sides[0].n >= LIMEN_MIN_DECIDED && sides[1].n >= LIMEN_MIN_DECIDED;
  is_high
      = limen_agreement_is_high (MIN (sides[0].min, sides[1].min),
                                 MAX (sides[0].max, sides[1].max))
        && (!has_both
            || limen_agreement_is_confidence (self->facts, predicted, score)
            || self->facts->n_rows < FEW_ROWS
            || limen_agreement_is_cut (sides));
  if (limen_agreement_is_cut (sides))
    limen_readings_say_score (
        reading, -DECISIVE, score,
        "%s is the score that the decisions are based on");
  else if (has_both && is_high)
    limen_readings_say_score (reading, 4, score,
                              "%s is never below one half, whatever is "
                              "predicted");
  else if (is_high && is_open (self, predicted, sides))
    limen_readings_say_score (reading, -1, score,
                              "%s may be the confidence of the model, or the "
                              "score of the positive class");
  else
    limen_readings_say_score (
        reading, -DECISIVE, score,
        "%s is too low for the predicted class in some rows");
}

/* Rates the range of a confidence: it must be a probability or its logarithm.
 * With two classes, a percentage is recognised by never being below one
 * half. */
static void
judge_range (const LimenReadings *self, LimenReading *reading,
             LimenLabels *labels, int predicted, int score)
{
  const LimenColumnFacts *of = &self->facts->columns[score];
  gboolean is_of_two = limen_labels_get_n (labels) <= 2;

  if (limen_facts_is_unit (self->facts, score) || self->given->predicted >= 0)
    return;
  if (is_of_two && of->min >= 50
      && limen_agreement_is_confidence (self->facts, predicted, score))
    {
      limen_readings_doubt (reading, score,
                            "%s may be the confidence of the predicted class, "
                            "in percent");
      reading->is_percent = TRUE;
    }
  else if (of->max > 0
           || (is_of_two
               && !limen_agreement_is_confidence (self->facts, predicted,
                                                  score)))
    limen_readings_say_score (reading, -DECISIVE, score,
                              "%s has values outside 0 to 1");
}

/* Adds a reading with a predicted class and its confidence. */
void
limen_readings_add_confidence (LimenReadings *self, int label, int predicted,
                               int score)
{
  const LimenFacts *facts = self->facts;
  LimenLabels *labels = limen_readings_get_labels (self, label);
  LimenReading *reading = limen_readings_begin (self, label);

  reading->roles.task = LIMEN_TASK_TOP_LABEL;
  reading->roles.predicted = predicted;
  limen_readings_set_score (reading, self, score);
  limen_readings_judge_score (self, reading, label, score);
  judge_predicted (self, reading, labels, predicted, score);
  judge_range (self, reading, labels, predicted, score);
  if (limen_labels_get_n (labels) <= 2
      && limen_labels_get_n (facts->columns[predicted].values) <= 2)
    judge_confidence_of_two (self, reading, predicted, score);
  limen_readings_judge_alone (self, reading, score);
  limen_readings_keep (self, reading);
}

/* Whether a column is named like decisions. */
static gboolean
is_named_decision (const LimenFacts *facts, int column)
{
  const LimenNameSense *sense = &facts->columns[column].sense;

  return sense->is_prediction
         || (sense->score >= CLEAR_NAME
             && limen_readings_holds_decisions (facts, column));
}

/* Whether a score column is named after this column: "answer" and
 * "answer_prob". */
static gboolean
shares_with_score (const LimenReadings *self, int column)
{
  const LimenColumnFacts *columns = self->facts->columns;

  for (guint i = 0; i < self->scores->len; i++)
    {
      int score = g_array_index (self->scores, LimenCandidate, i).column;

      if (score != column && columns[score].sense.score >= CLEAR_NAME
          && limen_facts_share_word (self->facts, column, score))
        return TRUE;
    }
  return FALSE;
}

/* Whether a column plausibly holds the predicted class. With 0 and 1, only its
 * name can tell. */
static gboolean
is_likely_predicted (const LimenReadings *self, int label, int column)
{
  const LimenColumnFacts *of = &self->facts->columns[column];

  if (limen_readings_is_one_of_list (self->facts, column))
    return FALSE;
  return of->sense.is_prediction
         || limen_labels_get_n (limen_readings_get_labels (self, label)) > 2
         || limen_readings_are_words (of->values)
         || limen_readings_agrees (self, label, column)
         || is_named_decision (self->facts, column)
         || shares_with_score (self, column);
}

/* The columns that may hold the predicted class; a new array of int. */
GArray *
limen_readings_list_predicted (const LimenReadings *self, int label)
{
  GArray *predicted = g_array_new (FALSE, FALSE, sizeof (int));
  int given = self->given->predicted;

  if (given >= 0)
    g_array_append_val (predicted, given);
  else if (!self->options->no_predicted
           && (label >= 0 || limen_labels_get_n (self->known) > 0))
    for (int i = 0;
         i < (int) self->facts->n_columns && predicted->len < MAX_SCORES; i++)
      if (is_likely_predicted (self, label, i)
          && can_be_predicted (self, label, i))
        g_array_append_val (predicted, i);
  return predicted;
}

static void
add_decision (LimenReadings *self, int label, int predicted)
{
  LimenReading *reading = limen_readings_begin (self, label);

  reading->roles.task
      = self->options->has_task ? self->options->task : LIMEN_TASK_BINARY;
  reading->roles.is_decision = TRUE;
  reading->roles.predicted = predicted;
  if (self->given->predicted >= 0)
    limen_readings_say_score (reading, DECISIVE, predicted, "%s was given");
  else
    limen_readings_say_score (
        reading, self->has_single ? 0 : LIMEN_MIN_POINTS, predicted,
        self->has_single ? N_ ("%s holds decisions, and there may be scores")
                         : N_ ("%s is named like predicted classes, and holds "
                               "labels"));
  if (self->facts->columns[predicted].sense.is_prediction)
    limen_readings_say_score (reading, 0.5, predicted,
                              "%s is named like decisions");
  else if (self->given->predicted < 0
           && !is_named_decision (self->facts, predicted))
    limen_readings_doubt (
        reading, predicted,
        "%s has the values of the labels, and may hold predictions");
  limen_readings_judge_empty (self, reading, label);
  limen_readings_keep (self, reading);
}

/* Whether a column without a telling name may hold decisions: the file has no
 * scores, and the column has the values of a clear label column. */
static gboolean
may_be_decision (const LimenReadings *self, int label, int column)
{
  const LimenColumnFacts *of = &self->facts->columns[label];

  return !self->has_single && self->groups->len == 0
         && of->sense.label >= CLEAR_NAME
         && (limen_labels_get_n (of->values) > 2
             || limen_readings_are_words (of->values))
         && limen_facts_are_same_values (self->facts, label, column);
}

/* Adds readings with decisions instead of scores, for each of the columns in
 * `predicted` (int) that may hold them. */
void
limen_readings_add_decisions (LimenReadings *self, int label,
                              GArray *predicted)
{
  if (self->given->scores->len > 0 || label < 0
      || (self->given->predicted >= 0 && !self->options->no_scores))
    return;
  for (guint i = 0; i < predicted->len; i++)
    {
      int column = g_array_index (predicted, int, i);

      if (self->given->predicted >= 0
          || is_named_decision (self->facts, column)
          || may_be_decision (self, label, column))
        add_decision (self, label, column);
    }
}
