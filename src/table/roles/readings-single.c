/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "readings-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "agreement.h"
#include "number.h"
#include "positive-class.h"

/* Minimum of Cohen's kappa at which a column agrees with the labels as
 * decisions do. */
#define MIN_KAPPA 0.3
/* Minimum number of common first letters for two words to have the same
 * stem. */
#define MIN_STEM 5

/* Whether a column holds decisions. A few rows do not prove that a score has
 * only two values. */
gboolean
limen_readings_holds_decisions (const LimenFacts *facts, int column)
{
  const LimenNameSense *sense = &facts->columns[column].sense;

  const LimenColumnFacts *of = &facts->columns[column];

  if (sense->is_prediction && !of->has_fraction && !of->has_many
      && limen_labels_get_n (of->values) <= MAX_CLASSES)
    return facts->n_rows >= FEW_ROWS
           || limen_facts_is_two_valued (facts, column);
  return limen_facts_is_two_valued (facts, column)
         && (facts->n_rows >= FEW_ROWS || sense->score < CLEAR_NAME);
}

/* Points of a column as a score by its name and numbers alone. Sets *text to
 * the reason; static. */
double
limen_readings_rate_numbers (const LimenFacts *facts, int column,
                             const char **text)
{
  const LimenColumnFacts *of = &facts->columns[column];
  gboolean has_name = of->sense.score >= LIMEN_MIN_POINTS;

  *text = N_ ("%s has no numbers in these rows");
  if (of->n_numbers == 0 && facts->n_rows < FEW_ROWS)
    return 0;
  *text = NULL;
  if (of->is_counting)
    *text = N_ ("%s numbers the rows");
  else if (limen_readings_holds_decisions (facts, column))
    *text = N_ ("%s has few whole values: decisions");
  if (*text != NULL)
    return -DECISIVE;
  if (facts->n_rows >= FEW_ROWS && !of->has_many
      && limen_labels_get_n (of->values) == 1)
    {
      *text = N_ ("%s has the same value in all rows");
      return of->sense.score >= CLEAR_NAME ? -2 : -DECISIVE;
    }
  if (facts->n_rows >= FEW_ROWS && of->n_values * 4 < facts->sample->n_fair)
    {
      *text = N_ ("%s is empty in most rows");
      return -3;
    }
  if (limen_facts_is_unit (facts, column) && of->has_fraction)
    {
      *text = N_ ("%s has fractions from 0 to 1");
      return 2;
    }
  if (of->has_fraction)
    {
      *text = N_ ("%s has numbers with fractions");
      return facts->sample->has_header && facts->n_columns > 2 ? 0.5 : 1.5;
    }
  *text = N_ ("%s has whole numbers");
  return has_name ? -0.5 : -2;
}

/* Whether a column's numbers may be scores: a few whole numbers are levels or
 * decisions, unless the name is clear. */
gboolean
limen_readings_is_scale (const LimenFacts *facts, int column)
{
  const LimenColumnFacts *of = &facts->columns[column];

  return limen_facts_is_numeric (facts, column)
         && !limen_readings_holds_decisions (facts, column)
         && (of->has_fraction || of->has_many || facts->n_rows < FEW_ROWS
             || of->sense.score >= CLEAR_NAME
             || limen_labels_get_n (of->values) > FEW_LEVELS);
}

/* Whether a column in a file with few rows has no usable values yet but may
 * hold scores; reading all rows will show it. */
gboolean
limen_readings_is_blank (const LimenFacts *facts, int column)
{
  return facts->n_rows < FEW_ROWS
         && (facts->columns[column].n_values == 0
             || (facts->columns[column].n_numbers == 0
                 && facts->columns[column].sense.score >= CLEAR_NAME));
}

/* Whether a column is clearly named like scores but has no numbers: the scores
 * are in a notation that cannot be read. */
gboolean
limen_readings_is_unreadable (const LimenFacts *facts, int column)
{
  const LimenColumnFacts *of = &facts->columns[column];

  return of->sense.score >= CLEAR_NAME && !of->sense.is_prediction
         && of->n_values >= FEW_ROWS && of->n_numbers == 0;
}

static void
judge_name_of_score (LimenReading *reading, const LimenFacts *facts,
                     int column)
{
  double points = facts->columns[column].sense.score;

  if (points > 0)
    limen_readings_say_score (reading, points, column,
                              "%s is named like scores");
  else if (points < 0)
    limen_readings_say_score (reading, points, column,
                              "%s is named like something else");
}

/* Whether a word equals a label or shares its stem: "pathogenicity" and
 * "Pathogenic". Single letters count only if `takes_letters`, since they may
 * match by chance. */
static gboolean
is_word_of (const char *word, const char *label, gboolean takes_letters)
{
  gsize n = 0;

  while (word[n] != '\0' && word[n] == label[n])
    n++;
  return n >= MIN_STEM || (n > (takes_letters ? 0 : 1) && word[n] == label[n]);
}

static gboolean
is_named_after (const LimenColumnFacts *column, const char *label,
                gboolean takes_letters)
{
  g_autofree char *lower = g_ascii_strdown (label, -1);

  if (!g_ascii_isalpha (*lower) || limen_truth_word_get_sign (lower) != 0)
    return FALSE;
  for (gsize i = 0; column->words[i] != NULL; i++)
    if (is_word_of (column->words[i], lower, takes_letters))
      return TRUE;
  return FALSE;
}

/* Whether a column is named after one of the first labels. Single letters do
 * not count if there are groups of similar columns. */
static gboolean
is_named_after_any (const LimenReadings *self, int column, LimenLabels *labels)
{
  for (guint i = 0; i < MIN (limen_labels_get_n (labels), MAX_CLASSES); i++)
    if (is_named_after (&self->facts->columns[column],
                        limen_labels_get_name (labels, i),
                        self->groups->len == 0))
      return TRUE;
  return FALSE;
}

/* Cancels the penalty for a label column's name if score columns are named
 * after its values, unless it is clearly named like predictions. */
void
limen_readings_lift_name (const LimenReadings *self, LimenReading *reading)
{
  int label = reading->roles.label;
  const LimenNameSense *sense;

  if (label < 0 || self->given->labels->len > 0)
    return;
  sense = &self->facts->columns[label].sense;
  if (sense->label < 0 && sense->label > -DECISIVE)
    limen_readings_say_label_named (
        reading, -sense->label, label,
        "scores are for the values of %s, whatever its name");
}

static void
judge_name_match (const LimenReadings *self, LimenReading *reading, int label,
                  int score)
{
  const LimenColumnFacts *columns = self->facts->columns;

  if (label < 0 || *columns[score].name == '\0')
    return;
  if (is_named_after_any (self, score, columns[label].values))
    {
      limen_readings_say_score (reading, 3, score,
                                "%s is named after a label");
      limen_readings_lift_name (self, reading);
      if (columns[label].sense.label < LIMEN_MIN_POINTS
          && !self->is_class[score]
          && limen_labels_get_n (columns[label].values) > 2)
        limen_readings_say_label_named (
            reading, 1.5, label, "scores are named after a value of %s");
    }
  else if (limen_facts_share_word (self->facts, label, score))
    limen_reading_add_named (reading, 1.5, score,
                             "%s and the labels share a word in their names");
  else if (columns[label].sense.label < LIMEN_MIN_POINTS
           && limen_class_words_have_harm (columns[label].name)
           && limen_class_words_have_harm (columns[score].name))
    limen_reading_add_named (reading, 2, score,
                             "%s and the labels both have names about harm");
}

/* Whether decisions are a threshold on the score. */
static gboolean
is_threshold_on (const LimenFacts *facts, int decision, int score)
{
  LimenSide sides[2];

  limen_agreement_find_sides (facts, decision, score, sides);
  return limen_agreement_is_cut (sides);
}

static void
judge_decisions (const LimenReadings *self, LimenReading *reading, int label,
                 int score)
{
  const LimenFacts *facts = self->facts;

  for (int i = 0; i < (int) facts->n_columns; i++)
    if (i != label && i != score && facts->columns[i].sense.is_prediction
        && limen_facts_is_two_valued (facts, i)
        && is_threshold_on (facts, i, score))
      {
        limen_readings_say_score_named (reading, 1, i,
                                        "the decisions in %s follow from the "
                                        "score");
        return;
      }
}

static gboolean
is_given (const LimenReadings *self, int column)
{
  for (guint i = 0; i < self->given->scores->len; i++)
    if (g_array_index (self->given->scores, int, i) == column)
      return TRUE;
  return FALSE;
}

/* Whether a column of whole numbers contains only labels, so that it holds
 * decisions. With few rows, its name must suggest it too, and there must be
 * several classes. */
static gboolean
holds_labels (const LimenReadings *self, int label, int score)
{
  const LimenColumnFacts *of = &self->facts->columns[score];

  if (label < 0 || of->has_fraction || of->has_many
      || limen_labels_get_n (of->values) > MAX_CLASSES
      || (self->facts->n_rows >= FEW_ROWS
              ? limen_labels_get_n (of->values) < 2
              : !of->sense.is_prediction
                    || limen_labels_get_n (self->facts->columns[label].values)
                           < 3))
    return FALSE;
  return limen_readings_count_contained (self, label, score) >= 90;
}

/* Whether a column may hold the decisions made from the scores: it is named
 * like predictions and has the labels' values. */
static gboolean
is_decision_of (const LimenReadings *self, int label, int column)
{
  const LimenFacts *facts = self->facts;

  return facts->columns[column].sense.is_prediction
         && limen_facts_are_same_values (facts, label, column);
}

/* Rules out the score of the true class: it is not the score of one fixed
 * class. */
static void
judge_truth_score (const LimenReadings *self, LimenReading *reading, int label,
                   int score)
{
  if (label < 0 || is_given (self, score))
    return;
  for (int i = 0; i < (int) self->facts->n_columns; i++)
    if (i != label && i != score && is_decision_of (self, label, i)
        && limen_agreement_is_of_truth (self->facts, label, i, score))
      {
        limen_readings_say_score (reading, -DECISIVE, score,
                                  "%s is high exactly where decisions are "
                                  "right: it is the score of the true class");
        return;
      }
}

/* Rates a score column by its name, its numbers, the labels and the
 * decisions. */
void
limen_readings_judge_score (const LimenReadings *self, LimenReading *reading,
                            int label, int score)
{
  const char *text;
  double points;

  if (is_given (self, score))
    {
      limen_readings_say_score (reading, DECISIVE, score, "%s was given");
      return;
    }
  judge_name_of_score (reading, self->facts, score);
  if (limen_readings_is_unreadable (self->facts, score))
    {
      limen_readings_say_score (reading, -1, score, "%s has no numbers");
      reading->is_doubtful = TRUE;
      return;
    }
  points = limen_readings_rate_numbers (self->facts, score, &text);
  if (points > -DECISIVE && holds_labels (self, label, score))
    {
      points = -DECISIVE;
      text = N_ ("%s holds only labels");
    }
  limen_readings_say_score (reading, points, score, text);
  judge_name_match (self, reading, label, score);
  judge_decisions (self, reading, label, score);
  judge_truth_score (self, reading, label, score);
}

/* Sets the score column of a reading. */
void
limen_readings_set_score (LimenReading *reading, const LimenReadings *self,
                          int score)
{
  reading->roles.score = score;
  reading->roles.is_score_guessed
      = !is_given (self, score)
        && self->facts->columns[score].sense.score < LIMEN_MIN_POINTS;
}

/* Penalises a single column of a group with one column per class. */
void
limen_readings_judge_alone (const LimenReadings *self, LimenReading *reading,
                            int score)
{
  if (self->given->scores->len == 0 && self->is_class[score])
    limen_readings_say_score (reading, -4, score,
                              "%s is one of several that belong together");
  else if (!is_given (self, score)
           && limen_readings_is_one_of_list (self->facts, score))
    limen_readings_say_score (reading, -2, score,
                              "%s is one element of a list in each row");
}

/* Rates how well the score separates the labels. A label column that is a
 * threshold on the score holds decisions, unless it is clearly named like
 * labels and scores separate no other column. */
static void
judge_agreement (const LimenReadings *self, LimenReading *reading, int label,
                 int score)
{
  const LimenFacts *facts = self->facts;
  LimenSeparation separation;

  if (limen_agreement_is_cut_closely (facts, label, score)
      && (facts->columns[label].sense.label <= CLEAR_NAME
          || limen_readings_find_rival (self, label) >= 0))
    {
      limen_readings_say_label (
          reading, -4.5, label,
          "%s follows from a threshold on the scores, as decisions do");
      return;
    }
  limen_readings_judge_separation (self, reading);
  separation = limen_agreement_separate (facts, label, score);
  if (fabs (separation.deviation) >= CLEAR_DEVIATION)
    limen_reading_add_named (reading,
                             MIN (fabs (separation.deviation), 20) / 100,
                             label, "the scores separate the values of %s");
}

/* Whether another column, less clearly named like scores, certainly separates
 * the two labels and may be the score. */
static gboolean
has_better_score (const LimenReadings *self, int label, int score)
{
  for (guint i = 0; i < self->scores->len; i++)
    {
      int other = g_array_index (self->scores, LimenCandidate, i).column;
      LimenSeparation separation;

      if (other == score || other == label
          || self->facts->columns[other].sense.score
                 >= self->facts->columns[score].sense.score
          || !self->facts->columns[other].has_fraction
          || !limen_facts_is_unit (self->facts, other))
        continue;
      separation = limen_agreement_separate (self->facts, label, other);
      if (fabs (separation.deviation) >= SURE_DEVIATION
          && fabs (separation.auc - 0.5) >= SURE_AUC - 0.5)
        return TRUE;
    }
  return FALSE;
}

/* Penalises a score that does not separate the labels if another column
 * does. */
static void
judge_discrimination (const LimenReadings *self, LimenReading *reading,
                      int label, int score)
{
  if (self->facts->n_rows < ENOUGH_ROWS || is_given (self, score)
      || self->facts->columns[score].sense.score < LIMEN_MIN_POINTS
      || !limen_facts_is_two_valued (self->facts, label)
      || fabs (limen_agreement_separate (self->facts, label, score).deviation)
             >= CLEAR_DEVIATION
      || !has_better_score (self, label, score))
    return;
  limen_readings_say_score (
      reading, -5, score,
      "%s does not separate the labels, but another column does");
}

/* Whether no value is a number or a word for true or false. */
gboolean
limen_readings_are_words (LimenLabels *values)
{
  for (guint i = 0; i < limen_labels_get_n (values); i++)
    {
      const char *name = limen_labels_get_name (values, i);
      gboolean truth;
      double number;

      if (limen_number_parse (name, strlen (name), '.', &number)
          || limen_labels_parse_truth (name, strlen (name), '.', &truth))
        return FALSE;
    }
  return limen_labels_get_n (values) > 0;
}

/* Doubts a label column that only its contents suggest if its positive rows
 * have the lower scores, or if nothing shows which of two words is positive:
 * it may be about something else. */
static void
judge_contents (const LimenReadings *self, LimenReading *reading, int label,
                int score)
{
  const LimenColumnFacts *columns = self->facts->columns;
  LimenPositiveReason why;
  int positive;
  double deviation;

  if (columns[label].sense.label >= LIMEN_MIN_POINTS
      || *columns[label].name == '\0'
      || !limen_facts_is_two_valued (self->facts, label)
      || limen_facts_share_word (self->facts, label, score)
      || is_named_after_any (self, score, columns[label].values)
      || limen_class_words_have_harm (columns[label].name))
    return;
  positive = limen_labels_find_positive (columns[label].values,
                                         columns[score].name, &why);
  deviation = limen_agreement_separate (self->facts, label, score).deviation;
  if (why == LIMEN_POSITIVE_BY_ORDER && reading->label_points < CLEAR_NAME)
    limen_readings_doubt (reading, label,
                          "%s may be about something other than the scores");
  else if (!limen_readings_are_words (columns[label].values)
           && (positive == 1 ? deviation : -deviation) < -CLEAR_DEVIATION)
    {
      limen_readings_doubt (reading, label,
                            "%s may be about something other than the scores, "
                            "which are lower in its positive rows");
      reading->is_low = TRUE;
    }
}

/* Whether a two-valued column agrees with the labels as decisions do. */
gboolean
limen_readings_agrees (const LimenReadings *self, int label, int column)
{
  return label >= 0 && self->facts->n_rows >= ENOUGH_ROWS
         && self->facts->columns[column].sense.label < LIMEN_MIN_POINTS
         && limen_agreement_get_kappa (self->facts, label, column)
                >= MIN_KAPPA;
}

/* Doubts a score that is a confidence: never below one half, whatever is
 * predicted. */
static void
judge_confidence (const LimenReadings *self, LimenReading *reading, int label,
                  int score)
{
  const LimenFacts *facts = self->facts;

  for (int i = 0; i < (int) facts->n_columns; i++)
    if (i != label && i != score && self->given->predicted < 0
        && !self->options->no_predicted
        && (facts->columns[i].sense.is_prediction
            || (label >= 0
                && limen_readings_are_words (facts->columns[i].values)
                && limen_facts_are_same_values (facts, label, i))
            || limen_readings_agrees (self, label, i))
        && limen_agreement_is_confidence (facts, i, score))
      {
        limen_readings_say_score (reading, -2, score,
                                  "%s is never below one half, whatever is "
                                  "predicted");
        limen_readings_doubt (reading, score,
                              "%s is never below one half, and may be the "
                              "confidence of the model in its prediction");
        return;
      }
}

/* Whether a column is named like a confidence. */
static gboolean
is_named_confidence (const char *name)
{
  static const char *const starts[] = { "conf", "cert", "sure", "trust" };
  g_auto (GStrv) words = limen_name_sense_split (name);

  for (gsize i = 0; words[i] != NULL; i++)
    for (gsize k = 0; k < G_N_ELEMENTS (starts); k++)
      if (g_str_has_prefix (words[i], starts[k]))
        return TRUE;
  return FALSE;
}

/* Doubts labels that say whether decisions were right, unless the score is the
 * confidence in those decisions. */
static void
judge_correctness (const LimenReadings *self, LimenReading *reading, int label,
                   int score)
{
  const LimenColumnFacts *columns = self->facts->columns;

  if (columns[label].sense.is_correctness && columns[score].min < 0.5
      && !is_named_confidence (columns[score].name)
      && !limen_facts_share_word (self->facts, label, score))
    limen_readings_doubt (
        reading, label,
        "%s may say which decisions were right, not the true labels");
}

/* Rules out the predictions of a regression, such as of star ratings. */
static void
judge_regression (const LimenReadings *self, LimenReading *reading, int label,
                  int score)
{
  const LimenColumnFacts *columns = self->facts->columns;

  if (label >= 0 && self->given->scores->len == 0
      && self->given->labels->len == 0 && !self->options->has_task
      && limen_labels_get_n (columns[label].values) > 2
      && limen_facts_is_numeric (self->facts, label)
      && columns[score].sense.is_prediction && columns[score].has_fraction
      && columns[score].max > 1
      && limen_facts_share_word (self->facts, label, score))
    limen_readings_say_score (reading, -DECISIVE, score,
                              "%s has the numbers that a regression predicts");
}

/* Adds a binary reading with a label column (-1 for none) and one score
 * column. */
void
limen_readings_add_single (LimenReadings *self, int label, int score)
{
  LimenReading *reading = limen_readings_begin (self, label);
  guint n = label >= 0
                ? limen_labels_get_n (self->facts->columns[label].values)
                : 0;

  reading->roles.task = LIMEN_TASK_BINARY;
  limen_readings_set_score (reading, self, score);
  limen_readings_judge_score (self, reading, label, score);
  if (n > 2 && self->given->scores->len == 0)
    limen_reading_add (reading, -3, label,
                       "%s has more labels than one score separates");
  if (label >= 0 && ABS (label - score) == 1
      && self->facts->columns[label].sense.label < LIMEN_MIN_POINTS)
    limen_reading_add (reading, 0.15, label, "%s is next to the scores");
  limen_readings_judge_alone (self, reading, score);
  judge_regression (self, reading, label, score);
  if (self->given->scores->len == 0)
    judge_confidence (self, reading, label, score);
  if (label >= 0 && self->given->labels->len == 0)
    {
      judge_agreement (self, reading, label, score);
      judge_discrimination (self, reading, label, score);
      judge_correctness (self, reading, label, score);
      judge_contents (self, reading, label, score);
      limen_readings_judge_empty (self, reading, label);
    }
  limen_readings_keep (self, reading);
}
