#include "readings-private.h"

#include <math.h>
#include <string.h>

#include "agreement.h"
#include "number.h"
#include "positive-class.h"

/* So many columns of labels are looked at, and so many of scores: those of
 * most points. */
#define MOST_LABELS 8
#define MOST_SCORES 12
/* Labels of more values than this, or of more than so many in a hundred rows,
 * are texts. */
#define MOST_CLASSES 20
#define MOST_PER_HUNDRED 30
/* Whole numbers of no more values than this are levels. */
#define FEW_LEVELS 10
/* What a name has at least that leaves little doubt. */
#define CLEAR_NAME 3
/* What the user said needs no reasons. */
#define SAID 6
/* One number with a fraction among as many whole ones may be a total. */
#define MOST_PER_FRACTION 50
/* What shows beyond doubt that scores tell labels apart. */
#define SURE_DEVIATION 5
#define SURE_AUC 0.6
/* Letters that a name and a label must share to be of one word. */
#define LEAST_STEM 5
/* Fewer rows do not show what values a column has. */
#define FEW_ROWS 10
/* And so many show whether scores tell anything of a label. */
#define ENOUGH_ROWS 30
/* What is more than chance, in its standard deviations. */
#define CLEAR_DEVIATION 3
/* Rows of either decision that show how it was made. */
#define LEAST_DECIDED 3

/* A column, and what speaks for it. */
typedef struct
{
  int column;
  double points;
} Candidate;

static int
compare_candidates (const void *a, const void *b)
{
  const Candidate *x = a, *y = b;

  if (x->points != y->points)
    return x->points < y->points ? 1 : -1;
  return x->column - y->column;
}

static gboolean
is_free (const LimenFacts *facts, int column)
{
  return facts->columns[column].role != LIMEN_ROLE_ASSIGNED;
}

/* Whether a column may hold scores at all. */
gboolean
limen_readings_can_be_score (const LimenFacts *facts, int column)
{
  const LimenColumnFacts *of = &facts->columns[column];

  return is_free (facts, column) && limen_facts_is_numeric (facts, column)
         && !of->is_counting;
}

/* Whether files of this task are looked for. */
gboolean
limen_readings_takes (const LimenReadings *self, LimenTask task)
{
  return !self->options->has_task || self->options->task == task;
}

/* The values of a label column in the sample; without any, the classes that
 * are known from elsewhere. */
LimenLabels *
limen_readings_get_labels (const LimenReadings *self, int label)
{
  return label >= 0
                 && limen_labels_get_n (self->facts->columns[label].values)
                        > 0
             ? self->facts->columns[label].values
             : self->known;
}

void
limen_readings_say_label (LimenReading *self, double points, int column,
                          const char *text)
{
  self->label_points += points;
  limen_reading_add (self, points, column, text);
}

void
limen_readings_say_score (LimenReading *self, double points, int column,
                          const char *text)
{
  self->score_points += points;
  limen_reading_add (self, points, column, text);
}

/* Lets a reading be asked for, however many points it has. `text`, static, says
 * why, with a %s for the column's name. */
void
limen_readings_doubt (LimenReading *self, int column, const char *text)
{
  self->is_doubtful = TRUE;
  self->doubt = text;
  self->doubted = column;
}

/* Labels */

static gboolean
is_certain_pair (LimenLabels *values)
{
  const char *first = limen_labels_get_name (values, 0);
  const char *second = limen_labels_get_name (values, 1);

  return limen_positive_class_compare (first, second) != 0;
}

/* Whether it holds fractions, and not only in a line of totals. */
static gboolean
has_fractions (const LimenColumnFacts *of)
{
  return of->n_fractions * MOST_PER_FRACTION > of->n_numbers;
}

static void
judge_values (LimenReading *self, const LimenFacts *facts, int label)
{
  const LimenColumnFacts *of = &facts->columns[label];
  guint n = limen_labels_get_n (of->values);
  gboolean is_empty = of->n_values == 0 && facts->n_rows >= FEW_ROWS;

  if (of->is_counting)
    limen_readings_say_label (self, -SAID, label, "%s counts the rows");
  else if (has_fractions (of))
    limen_readings_say_label (self, -SAID, label,
                              "%s holds numbers with fractions");
  else if (n == 0)
    limen_readings_say_label (self, is_empty ? -SAID : 0, label,
                              is_empty ? "%s is empty"
                                       : "%s shows no labels yet");
  else if (n == 1)
    limen_readings_say_label (
        self,
        of->sense.label > CLEAR_NAME || facts->n_rows < FEW_ROWS ? -2 : -SAID,
        label, "%s has one value only");
  else if (n == 2)
    limen_readings_say_label (
        self, is_certain_pair (of->values) ? 2.5 : 2, label,
        is_certain_pair (of->values) ? "%s has two values, such as 0 and 1"
                                     : "%s has two values");
  else if (of->has_many
           || (n > MOST_CLASSES && n * 100 > of->n_values * MOST_PER_HUNDRED))
    limen_readings_say_label (self, -4, label,
                              "%s has a value of its own in most rows");
  else
    limen_readings_say_label (self, 0.5, label, "%s has few values");
}

/* How many rows in a hundred, of those that have both, hold a value that is
 * among the labels; -1 without any. */
static int
count_contained (const LimenReadings *self, int label, int column)
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

/* Whether all values are names of parts that a file was split into. */
static gboolean
are_parts (LimenLabels *values)
{
  static const char *const parts[]
      = { "train", "training", "test", "testing", "val", "valid",
          "validation", "dev", "holdout", "eval", NULL };

  for (guint i = 0; i < limen_labels_get_n (values); i++)
    {
      g_autofree char *lower
          = g_ascii_strdown (limen_labels_get_name (values, i), -1);

      if (!g_strv_contains (parts, lower))
        return FALSE;
    }
  return limen_labels_get_n (values) > 0;
}

/* A column that is named as predictions and holds the same values, best one
 * that shares a word with the labels; -1 where there is none. */
static int
find_decisions (const LimenReadings *self, int label)
{
  const LimenColumnFacts *columns = self->facts->columns;
  int found = -1;

  if (columns[label].has_many || limen_labels_get_n (columns[label].values) < 2)
    return -1;
  for (int i = 0; i < (int) self->facts->n_columns; i++)
    {
      if (i == label || !columns[i].sense.is_prediction
          || columns[i].has_fraction || columns[i].has_many
          || limen_labels_get_n (columns[i].values) < 2
          || count_contained (self, label, i) < 95)
        continue;
      if (limen_facts_share_word (self->facts, label, i))
        return i;
      found = found < 0 ? i : found;
    }
  return found;
}

/* Whether a column of two values says where some other one, of numbers, is
 * empty. */
static gboolean
tells_missing (const LimenFacts *facts, int label, int column)
{
  const LimenColumnFacts *of = &facts->columns[column];
  gsize counts[2] = { 0 }; /* of numbers, beside either value */
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
tells_any_missing (const LimenFacts *facts, int label)
{
  if (facts->n_rows < FEW_ROWS || !limen_facts_is_two_valued (facts, label))
    return FALSE;
  for (int i = 0; i < (int) facts->n_columns; i++)
    if (i != label && tells_missing (facts, label, i))
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

/* Whether a column is one of those that count right and wrong decisions of
 * either class. */
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

/* Whether a column is one element of lists of several. */
static gboolean
is_one_of_list (const LimenFacts *facts, int column)
{
  gsize field = limen_dialect_get_field (facts->dialect, (gsize) column);

  for (int i = column - 1; i <= column + 1; i += 2)
    if (i >= 0 && i < (int) facts->n_columns
        && limen_dialect_get_field (facts->dialect, (gsize) i) == field)
      return TRUE;
  return FALSE;
}

/* What columns of predictions say of labels. */
static void
judge_decided_values (const LimenReadings *self, LimenReading *reading,
                      int label)
{
  const LimenColumnFacts *of = &self->facts->columns[label];
  int decisions = of->sense.label < LIMEN_LEAST_POINTS
                          && !of->sense.is_prediction
                      ? find_decisions (self, label)
                      : -1;

  if (decisions < 0)
    return;
  limen_readings_say_label (reading, of->sense.label < 0 ? 3.5 : 1.5, label,
                            "a column of predictions has the values of %s");
  if (of->sense.label >= 0
      && limen_facts_share_word (self->facts, label, decisions))
    limen_readings_say_label (reading, 2, label,
                              "a column of predictions is named after %s");
}

/* Whether a column has a few values, more than two, and no other does that may
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
        && limen_labels_get_n (columns[i].values) <= MOST_CLASSES)
      return FALSE;
  return TRUE;
}

static void
judge_company (const LimenReadings *self, LimenReading *reading, int label)
{
  const LimenColumnFacts *of = &self->facts->columns[label];

  if (are_parts (of->values))
    limen_readings_say_label (reading, -SAID, label,
                              "%s holds names of parts of the data");
  if (tells_any_missing (self->facts, label))
    limen_readings_say_label (reading, -SAID, label,
                              "%s only says where another column is empty");
  if (is_count_of_decisions (self->facts, label))
    limen_readings_say_label (reading, -SAID, label,
                              "%s counts right or wrong decisions");
  if (is_one_of_list (self->facts, label))
    limen_readings_say_label (reading, -4, label,
                              "%s is one of a list in each row");
  judge_decided_values (self, reading, label);
  if (of->sense.label < LIMEN_LEAST_POINTS && is_only_candidate (self, label))
    limen_readings_say_label (reading, 1, label,
                              "no other column has a few values");
}

static void
judge_label (const LimenReadings *self, LimenReading *reading, int label)
{
  const LimenColumnFacts *of;

  if (self->said->labels->len > 0)
    {
      limen_readings_say_label (reading, SAID, label, "%s was said");
      return;
    }
  if (label < 0)
    {
      /* What is named like labels is better than none. */
      reading->label_points = LIMEN_LEAST_POINTS;
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
      judge_company (self, reading, label);
    }
}

/* A reading of this label column, -1 for none, with the columns that do not
 * depend on it. */
LimenReading *
limen_readings_begin (const LimenReadings *self, int label)
{
  LimenRoles roles = *self->others;
  LimenReading *reading;

  roles.label = label;
  reading = limen_reading_new (&roles);
  judge_label (self, reading, label);
  reading->roles.is_label_guessed
      = label >= 0 && self->said->labels->len == 0
        && self->facts->columns[label].sense.label < LIMEN_LEAST_POINTS;
  return reading;
}

/* Takes a reading that was made. */
void
limen_readings_keep (LimenReadings *self, LimenReading *reading)
{
  g_ptr_array_add (self->readings, reading);
}

/* One column of scores */

/* Whether a column holds decisions. A few rows do not show that scores have
 * two values only. */
static gboolean
holds_decisions (const LimenFacts *facts, int column)
{
  const LimenNameSense *sense = &facts->columns[column].sense;

  const LimenColumnFacts *of = &facts->columns[column];

  if (sense->is_prediction && !of->has_fraction && !of->has_many
      && limen_labels_get_n (of->values) <= MOST_CLASSES)
    return facts->n_rows >= FEW_ROWS
           || limen_facts_is_two_valued (facts, column);
  return limen_facts_is_two_valued (facts, column)
         && (facts->n_rows >= FEW_ROWS || sense->score < CLEAR_NAME);
}

/* What name and numbers say, whatever the labels are. */
static double
rate_numbers (const LimenFacts *facts, int column, const char **text)
{
  const LimenColumnFacts *of = &facts->columns[column];
  gboolean has_name = of->sense.score >= LIMEN_LEAST_POINTS;

  *text = "%s shows no numbers yet";
  if (of->n_numbers == 0 && facts->n_rows < FEW_ROWS)
    return 0;
  *text = NULL;
  if (of->is_counting)
    *text = "%s counts the rows";
  else if (holds_decisions (facts, column))
    *text = "%s has few whole values: decisions";
  if (*text != NULL)
    return -SAID;
  if (facts->n_rows >= FEW_ROWS && !of->has_many
      && limen_labels_get_n (of->values) == 1)
    {
      *text = "%s is the same in all rows";
      return of->sense.score >= CLEAR_NAME ? -2 : -SAID;
    }
  if (facts->n_rows >= FEW_ROWS && of->n_values * 4 < facts->n_rows)
    {
      *text = "%s is empty in most rows";
      return -3;
    }
  if (limen_facts_is_unit (facts, column) && of->has_fraction)
    {
      *text = "%s has many values from 0 to 1";
      return 2;
    }
  if (of->has_fraction)
    {
      *text = "%s has numbers with fractions";
      return facts->dialect->has_header && facts->n_columns > 2 ? 0.5 : 1.5;
    }
  *text = "%s has whole numbers";
  return has_name ? -0.5 : -2;
}

/* Whether a column's numbers may well be scores: a few whole ones are levels
 * or decisions, unless their name is clear. */
static gboolean
is_scale (const LimenFacts *facts, int column)
{
  const LimenColumnFacts *of = &facts->columns[column];

  return limen_facts_is_numeric (facts, column)
         && !holds_decisions (facts, column)
         && (of->has_fraction || of->has_many || facts->n_rows < FEW_ROWS
             || of->sense.score >= CLEAR_NAME
             || limen_labels_get_n (of->values) > FEW_LEVELS);
}

/* Whether a column shows nothing in a file of a few rows, or nothing that can
 * be read, and is named like scores: reading will tell. */
static gboolean
is_blank (const LimenFacts *facts, int column)
{
  return facts->n_rows < FEW_ROWS
         && (facts->columns[column].n_values == 0
             || (facts->columns[column].n_numbers == 0
                 && facts->columns[column].sense.score >= CLEAR_NAME));
}

/* Whether a column is named as the score and holds something else: the file
 * has scores, if in a form that cannot be read. */
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

/* Whether a word and a label are the same, or begin alike: "pathogenicity" and
 * "Pathogenic". Letters that are the same may be so by chance. */
static gboolean
is_word_of (const char *word, const char *label, gboolean takes_letters)
{
  gsize n = 0;

  while (word[n] != '\0' && word[n] == label[n])
    n++;
  return n >= LEAST_STEM || (n > (takes_letters ? 0 : 1) && word[n] == label[n]);
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

/* Whether a column is named after one of a few labels; one of several columns
 * alike has letters of its own anyway. */
static gboolean
is_named_after_any (const LimenReadings *self, int column, LimenLabels *labels)
{
  for (guint i = 0; i < MIN (limen_labels_get_n (labels), MOST_CLASSES); i++)
    if (is_named_after (&self->facts->columns[column],
                        limen_labels_get_name (labels, i),
                        self->groups->len == 0))
      return TRUE;
  return FALSE;
}

static void
judge_likeness (const LimenReadings *self, LimenReading *reading, int label,
                int score)
{
  const LimenColumnFacts *columns = self->facts->columns;

  if (label < 0 || *columns[score].name == '\0')
    return;
  if (is_named_after_any (self, score, columns[label].values))
    {
      limen_readings_say_score (reading, 3, score,
                                "%s is named after a label");
      if (columns[label].sense.label < 0)
        limen_readings_say_label (reading, -columns[label].sense.label, label,
                                  "scores are named after the values of %s");
      else if (columns[label].sense.label < LIMEN_LEAST_POINTS
               && !self->is_class[score]
               && limen_labels_get_n (columns[label].values) > 2)
        limen_readings_say_label (reading, 1.5, label,
                                  "scores are named after a value of %s");
    }
  else if (limen_facts_share_word (self->facts, label, score))
    limen_reading_add (reading, 1.5, score,
                       "%s and the labels share a word");
  else if (limen_class_words_have_harm (columns[label].name)
           && limen_class_words_have_harm (columns[score].name))
    limen_reading_add (reading, 1.5, score,
                       "%s and the labels are both of some harm");
}

/* Whether these decisions are the score beyond some threshold. */
static gboolean
decides (const LimenFacts *facts, int decision, int score)
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
        && limen_facts_is_two_valued (facts, i) && decides (facts, i, score))
      {
        limen_readings_say_score (reading, 1, i,
                                  "the decisions of %s follow it");
        return;
      }
}

static gboolean
is_said (const LimenReadings *self, int column)
{
  for (guint i = 0; i < self->said->scores->len; i++)
    if (g_array_index (self->said->scores, int, i) == column)
      return TRUE;
  return FALSE;
}

/* Whether whole numbers are those that the labels are as well: decisions. A few
 * rows do not show it, unless the name does as well, of labels of several
 * classes. */
static gboolean
holds_labels (const LimenReadings *self, int label, int score)
{
  const LimenColumnFacts *of = &self->facts->columns[score];

  if (label < 0 || of->has_fraction || of->has_many
      || limen_labels_get_n (of->values) > MOST_CLASSES
      || (self->facts->n_rows >= FEW_ROWS
              ? limen_labels_get_n (of->values) < 2
              : !of->sense.is_prediction
                    || limen_labels_get_n (self->facts->columns[label].values)
                           < 3))
    return FALSE;
  return count_contained (self, label, score) >= 90;
}

/* Whether a column may hold the decisions that scores were made for: by its
 * name, or words that the labels are as well. */
static gboolean
is_decision_of (const LimenReadings *self, int label, int column)
{
  const LimenFacts *facts = self->facts;

  return facts->columns[column].sense.is_prediction
         && limen_facts_are_same_values (facts, label, column);
}

/* The score of the true class, whichever it is, is none of one class. */
static void
judge_truth_score (const LimenReadings *self, LimenReading *reading,
                   int label, int score)
{
  if (label < 0 || is_said (self, score))
    return;
  for (int i = 0; i < (int) self->facts->n_columns; i++)
    if (i != label && i != score && is_decision_of (self, label, i)
        && limen_agreement_is_of_truth (self->facts, label, i, score))
      {
        limen_readings_say_score (reading, -SAID, score,
                                  "%s is high just where decisions are right: "
                                  "it is that of the true class");
        return;
      }
}

static void
judge_score (const LimenReadings *self, LimenReading *reading, int label,
             int score)
{
  const char *text;
  double points;

  if (is_said (self, score))
    {
      limen_readings_say_score (reading, SAID, score, "%s was said");
      return;
    }
  judge_name_of_score (reading, self->facts, score);
  if (limen_readings_is_unreadable (self->facts, score))
    {
      limen_readings_say_score (reading, -1, score, "%s has no numbers");
      reading->is_doubtful = TRUE;
      return;
    }
  points = rate_numbers (self->facts, score, &text);
  if (points > -SAID && holds_labels (self, label, score))
    {
      points = -SAID;
      text = "%s holds nothing but labels";
    }
  limen_readings_say_score (reading, points, score, text);
  judge_likeness (self, reading, label, score);
  judge_decisions (self, reading, label, score);
  judge_truth_score (self, reading, label, score);
}

static void
set_score (LimenReading *reading, const LimenReadings *self, int score)
{
  reading->roles.score = score;
  reading->roles.is_score_guessed
      = !is_said (self, score)
        && self->facts->columns[score].sense.score < LIMEN_LEAST_POINTS;
}

/* What is one of several columns, of one class each, is no score by itself. */
static void
judge_alone (const LimenReadings *self, LimenReading *reading, int score)
{
  if (self->said->scores->len == 0
      && self->is_class[score])
    limen_readings_say_score (reading, -4, score,
                              "%s is one of several that belong together");
  else if (!is_said (self, score) && is_one_of_list (self->facts, score))
    limen_readings_say_score (reading, -2, score,
                              "%s is one of a list in each row");
}

static const LimenTold *
find_told (const LimenReadings *self, int label)
{
  for (guint i = 0; i < self->told->len; i++)
    {
      const LimenTold *told = &g_array_index (self->told, LimenTold, i);

      if (told->label == label)
        return told;
    }
  return NULL;
}

/* A column of two values that scores tell apart beyond doubt, other than these
 * labels; -1 where there is none. */
static int
find_rival (const LimenReadings *self, int label)
{
  int found = -1;
  double most = 0;

  for (guint i = 0; i < self->told->len; i++)
    {
      const LimenTold *told = &g_array_index (self->told, LimenTold, i);

      if (told->label == label || told->is_cut
          || told->deviation < SURE_DEVIATION || told->auc < SURE_AUC
          || told->deviation <= most
          || limen_facts_are_equal (self->facts, told->label, label))
        continue;
      found = told->label;
      most = told->deviation;
    }
  return found;
}

/* Whether scores tell nothing of these labels that is not chance. */
static gboolean
is_untold (const LimenReadings *self, int label)
{
  const LimenTold *told = find_told (self, label);

  return told != NULL && told->deviation < CLEAR_DEVIATION
         && self->facts->n_rows >= ENOUGH_ROWS
         && self->said->scores->len == 0;
}

/* A column that is clearly named as labels and is none, as the scores have it;
 * -1 where there is none. */
static int
find_misnamed (const LimenReadings *self, int label)
{
  for (guint i = 0; i < self->told->len; i++)
    {
      const LimenTold *told = &g_array_index (self->told, LimenTold, i);

      if (told->label != label
          && self->facts->columns[told->label].sense.label >= CLEAR_NAME
          && (told->is_cut || is_untold (self, told->label)))
        return told->label;
    }
  return -1;
}

/* What the scores tell nothing of is not what they are of, the less if they do
 * of another column. What only numbers speak for is asked for where a name
 * speaks for another. */
void
limen_readings_judge_told (const LimenReadings *self, LimenReading *reading)
{
  int label = reading->roles.label;
  double sense;

  if (label < 0 || self->said->labels->len > 0
      || find_told (self, label) == NULL)
    return;
  sense = self->facts->columns[label].sense.label;
  if (is_untold (self, label) && find_rival (self, label) >= 0)
    limen_readings_say_label (reading, -4, label,
                              "scores tell nothing of %s, but of another "
                              "column");
  else if (is_untold (self, label) && sense < LIMEN_LEAST_POINTS)
    limen_readings_say_label (reading, -1.5, label,
                              "no scores tell anything of %s");
  else if (sense < LIMEN_LEAST_POINTS && find_misnamed (self, label) >= 0)
    limen_readings_doubt (reading, find_misnamed (self, label),
                          "%s is named like labels, but another column is "
                          "what the scores are of");
}

/* What was cut from the score is a decision, and no truth, unless only its
 * name may be believed. */
static void
judge_agreement (const LimenReadings *self, LimenReading *reading, int label,
                 int score)
{
  const LimenFacts *facts = self->facts;
  LimenSeparation separation;

  if (limen_agreement_is_cut_closely (facts, label, score)
      && (facts->columns[label].sense.label <= CLEAR_NAME
          || find_rival (self, label) >= 0))
    {
      limen_readings_say_label (reading, -4.5, label,
                                "%s is cut from the scores, as decisions are");
      return;
    }
  limen_readings_judge_told (self, reading);
  separation = limen_agreement_separate (facts, label, score);
  if (fabs (separation.deviation) >= CLEAR_DEVIATION)
    limen_reading_add (reading, MIN (fabs (separation.deviation), 20) / 100,
                       label, "the scores tell the values of %s apart");
}

/* Whether a column that is not named like scores tells two labels apart beyond
 * doubt, and may be the score. */
static gboolean
has_better_score (const LimenReadings *self, int label, int score)
{
  for (guint i = 0; i < self->scores->len; i++)
    {
      int other = g_array_index (self->scores, Candidate, i).column;
      LimenSeparation separation;

      if (other == score || other == label
          || self->facts->columns[other].sense.score >= LIMEN_LEAST_POINTS
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

/* A score that tells nothing of the labels, where another column does. */
static void
judge_telling (const LimenReadings *self, LimenReading *reading, int label,
               int score)
{
  if (self->facts->n_rows < ENOUGH_ROWS || is_said (self, score)
      || self->facts->columns[score].sense.score < LIMEN_LEAST_POINTS
      || !limen_facts_is_two_valued (self->facts, label)
      || fabs (limen_agreement_separate (self->facts, label, score).deviation)
             >= CLEAR_DEVIATION
      || !has_better_score (self, label, score))
    return;
  limen_readings_say_score (reading, -4, score,
                            "%s tells nothing of the labels, but another "
                            "column does");
}

/* Whether no value is a number, or a word for true or false. */
static gboolean
are_words (LimenLabels *values)
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

/* Labels that are found by what they hold alone are asked for where their
 * positive rows have the lower scores, or where nothing tells which of two
 * words is positive: the column may be about something else. */
static void
judge_contents (const LimenReadings *self, LimenReading *reading, int label,
                int score)
{
  const LimenColumnFacts *columns = self->facts->columns;
  LimenPositiveReason why;
  int positive;
  double deviation;

  if (columns[label].sense.label >= LIMEN_LEAST_POINTS
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
                          "%s may be about something else than the scores");
  else if (!are_words (columns[label].values)
           && (positive == 1 ? deviation : -deviation) < -CLEAR_DEVIATION)
    {
      limen_readings_doubt (reading, label,
                            "%s may be about something else than the scores, "
                            "which are lower where it is positive");
      reading->is_low = TRUE;
    }
}

/* How sure a model is of what it predicts is no score of one class. */
static void
judge_sureness (const LimenReadings *self, LimenReading *reading, int label,
                int score)
{
  const LimenFacts *facts = self->facts;

  for (int i = 0; i < (int) facts->n_columns; i++)
    if (i != label && i != score && self->said->predicted < 0
        && !self->options->no_predicted
        && (facts->columns[i].sense.is_prediction
            || (label >= 0 && are_words (facts->columns[i].values)
                && limen_facts_are_same_values (facts, label, i)))
        && limen_agreement_is_sure (facts, i, score))
      {
        limen_readings_say_score (reading, -2, score,
                                  "%s is never below one half, whatever is "
                                  "predicted");
        limen_readings_doubt (reading, score,
                              "%s is never below one half, and may be how "
                              "sure the model is of what it predicts");
        return;
      }
}

/* Whether a column is named as how sure a model is. */
static gboolean
is_named_sureness (const char *name)
{
  static const char *const starts[] = { "conf", "cert", "sure", "trust" };
  g_auto (GStrv) words = limen_name_sense_split (name);

  for (gsize i = 0; words[i] != NULL; i++)
    for (gsize k = 0; k < G_N_ELEMENTS (starts); k++)
      if (g_str_has_prefix (words[i], starts[k]))
        return TRUE;
  return FALSE;
}

/* Whether decisions were right is no truth about the rows, unless the score is
 * how sure the model was of them. */
static void
judge_rightness (const LimenReadings *self, LimenReading *reading, int label,
                 int score)
{
  const LimenColumnFacts *columns = self->facts->columns;

  if (columns[label].sense.is_rightness && columns[score].min < 0.5
      && !is_named_sureness (columns[score].name)
      && !limen_facts_share_word (self->facts, label, score))
    limen_readings_doubt (reading, label,
                          "%s may say which decisions were right, and not "
                          "what is true");
}

/* Labels that are found by what they hold alone are asked for where a column
 * that is named like them is empty: it may be where they belong. */
static void
judge_empty (const LimenReadings *self, LimenReading *reading, int label)
{
  const LimenColumnFacts *columns = self->facts->columns;

  if (label < 0 || self->said->labels->len > 0
      || self->facts->n_rows < FEW_ROWS
      || columns[label].sense.label >= LIMEN_LEAST_POINTS)
    return;
  for (int i = 0; i < (int) self->facts->n_columns; i++)
    if (columns[i].n_values == 0
        && (columns[i].sense.label >= LIMEN_LEAST_POINTS
            || limen_facts_share_word (self->facts, i, label)))
      {
        limen_readings_doubt (reading, i,
                              "%s is empty, and may be where the true labels "
                              "belong");
        return;
      }
}

static void
add_single (LimenReadings *self, int label, int score)
{
  LimenReading *reading = limen_readings_begin (self, label);
  guint n = label >= 0 ? limen_labels_get_n (
                             self->facts->columns[label].values)
                       : 0;

  reading->roles.task = LIMEN_TASK_BINARY;
  set_score (reading, self, score);
  judge_score (self, reading, label, score);
  if (n > 2 && self->said->scores->len == 0)
    limen_reading_add (reading, -3, label,
                       "%s has more labels than one score tells apart");
  judge_alone (self, reading, score);
  if (self->said->scores->len == 0)
    judge_sureness (self, reading, label, score);
  if (label >= 0 && self->said->labels->len == 0)
    {
      judge_agreement (self, reading, label, score);
      judge_telling (self, reading, label, score);
      judge_rightness (self, reading, label, score);
      judge_contents (self, reading, label, score);
      judge_empty (self, reading, label);
    }
  limen_readings_keep (self, reading);
}

/* The confidence of a predicted class */

/* Whether a column, in rows without labels, is named as the predicted class,
 * and is of the positive one, which is known, and another. */
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

/* Whether a column may hold the class that was predicted of each row. */
static gboolean
can_be_predicted (const LimenReadings *self, int label, int column)
{
  const LimenColumnFacts *of = &self->facts->columns[column];

  return column != label && is_free (self->facts, column) && !of->has_fraction
         && !of->has_many && !of->is_counting && of->n_values > 0
         && of->sense.label
                < MAX (CLEAR_NAME, label >= 0 ? self->facts->columns[label]
                                                    .sense.label
                                              : 0)
         && (count_contained (self, label, column) >= 50
             || has_known_class (self, label, column));
}

static void
judge_predicted (const LimenReadings *self, LimenReading *reading,
                 LimenLabels *labels, int predicted, int score)
{
  const LimenColumnFacts *columns = self->facts->columns;

  if (self->said->predicted >= 0)
    limen_readings_say_score (reading, SAID, predicted, "%s was said");
  else if (columns[predicted].sense.is_prediction
           || limen_facts_share_word (self->facts, predicted, score))
    limen_readings_say_score (reading, 1, predicted,
                              "%s is named like predicted classes, and holds "
                              "labels");
  else if (limen_labels_get_n (labels) > 2
           || are_words (self->facts->columns[predicted].values))
    limen_readings_say_score (reading, 0, predicted,
                              "%s holds labels, too");
  else
    limen_readings_say_score (reading, -4, predicted,
                              "%s has values that many columns have");
}

/* Whether a row to be decided has another predicted class than the positive
 * one, of which alone its score says as much as its confidence. */
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

/* Of two labels: never below one half, whichever is predicted, is how sure a
 * model is; what the decisions are cut from is not. */
static void
judge_confidence_of_two (const LimenReadings *self, LimenReading *reading,
                         int predicted, int score)
{
  LimenSide sides[2];
  gboolean has_both, is_high;

  if (self->said->predicted >= 0)
    return;
  limen_agreement_find_sides (self->facts, predicted, score, sides);
  has_both
      = sides[0].n >= LEAST_DECIDED && sides[1].n >= LEAST_DECIDED;
  is_high = MIN (sides[0].min, sides[1].min) >= 0.5
            && (!has_both || limen_agreement_is_sure (self->facts, predicted,
                                                      score)
                || self->facts->n_rows < FEW_ROWS
                || limen_agreement_is_cut (sides));
  if (limen_agreement_is_cut (sides))
    limen_readings_say_score (reading, -SAID, score,
                              "%s is what the decisions are cut from");
  else if (has_both && is_high)
    limen_readings_say_score (reading, 4, score,
                              "%s is never below one half, whatever is "
                              "predicted");
  else if (is_high && is_open (self, predicted, sides))
    limen_readings_say_score (reading, -1, score,
                              "%s may be how sure the model is, or the score "
                              "of the positive class");
  else
    limen_readings_say_score (reading, -3, score,
                              "%s is not always as high as the predicted "
                              "class would have it");
}

/* A confidence is a probability, or its logarithm. That of two classes in
 * percent is known by never being below one half. */
static void
judge_range (const LimenReadings *self, LimenReading *reading,
             LimenLabels *labels, int predicted, int score)
{
  const LimenColumnFacts *of = &self->facts->columns[score];
  gboolean is_of_two = limen_labels_get_n (labels) <= 2;

  if (limen_facts_is_unit (self->facts, score) || self->said->predicted >= 0)
    return;
  if (is_of_two && of->min >= 50
      && limen_agreement_is_sure (self->facts, predicted, score))
    {
      limen_readings_doubt (reading, score,
                            "%s may be the confidence of the predicted class, "
                            "in percent");
      reading->is_percent = TRUE;
    }
  else if (of->max > 0
           || (is_of_two
               && !limen_agreement_is_sure (self->facts, predicted, score)))
    limen_readings_say_score (reading, -SAID, score,
                              "%s goes beyond 0 to 1");
}

static void
add_confidence (LimenReadings *self, int label, int predicted, int score)
{
  const LimenFacts *facts = self->facts;
  LimenLabels *labels = limen_readings_get_labels (self, label);
  LimenReading *reading = limen_readings_begin (self, label);

  reading->roles.task = LIMEN_TASK_MULTICLASS;
  reading->roles.is_confidence = TRUE;
  reading->roles.predicted = predicted;
  set_score (reading, self, score);
  judge_score (self, reading, label, score);
  judge_predicted (self, reading, labels, predicted, score);
  judge_range (self, reading, labels, predicted, score);
  if (limen_labels_get_n (labels) <= 2
      && limen_labels_get_n (facts->columns[predicted].values) <= 2)
    judge_confidence_of_two (self, reading, predicted, score);
  judge_alone (self, reading, score);
  limen_readings_keep (self, reading);
}

/* Whether a column is named as one of decisions. */
static gboolean
is_named_decision (const LimenFacts *facts, int column)
{
  const LimenNameSense *sense = &facts->columns[column].sense;

  return sense->is_prediction
         || (sense->score >= CLEAR_NAME
             && holds_decisions (facts, column));
}

/* Whether some score is named after a column: "answer" and "answer_prob". */
static gboolean
shares_with_score (const LimenReadings *self, int column)
{
  const LimenColumnFacts *columns = self->facts->columns;

  for (guint i = 0; i < self->scores->len; i++)
    {
      int score = g_array_index (self->scores, Candidate, i).column;

      if (score != column && columns[score].sense.score >= CLEAR_NAME
          && limen_facts_share_word (self->facts, column, score))
        return TRUE;
    }
  return FALSE;
}

/* Whether the predicted class of two may well stand in a column: one of zeros
 * and ones is so only by its name. */
static gboolean
is_likely_predicted (const LimenReadings *self, int label, int column)
{
  const LimenColumnFacts *of = &self->facts->columns[column];

  if (is_one_of_list (self->facts, column))
    return FALSE;
  return of->sense.is_prediction
         || limen_labels_get_n (limen_readings_get_labels (self, label)) > 2
         || are_words (of->values) || is_named_decision (self->facts, column)
         || shares_with_score (self, column);
}

/* The columns that may hold the predicted class; a new array of int. */
static GArray *
list_predicted (const LimenReadings *self, int label)
{
  GArray *predicted = g_array_new (FALSE, FALSE, sizeof (int));
  int said = self->said->predicted;

  if (said >= 0)
    g_array_append_val (predicted, said);
  else if (!self->options->no_predicted
           && (label >= 0 || limen_labels_get_n (self->known) > 0))
    for (int i = 0; i < (int) self->facts->n_columns
                    && predicted->len < MOST_SCORES;
         i++)
      if (is_likely_predicted (self, label, i)
          && can_be_predicted (self, label, i))
        g_array_append_val (predicted, i);
  return predicted;
}

/* Decisions without scores */

static void
add_decision (LimenReadings *self, int label, int predicted)
{
  LimenReading *reading = limen_readings_begin (self, label);

  reading->roles.task
      = self->options->has_task ? self->options->task : LIMEN_TASK_BINARY;
  reading->roles.is_decision = TRUE;
  reading->roles.predicted = predicted;
  if (self->said->predicted >= 0)
    limen_readings_say_score (reading, SAID, predicted, "%s was said");
  else
    limen_readings_say_score (
        reading, self->has_single ? 0 : LIMEN_LEAST_POINTS, predicted,
        self->has_single ? "%s holds decisions, and there may be scores"
                         : "%s is named like predicted classes, and holds "
                           "labels");
  if (self->facts->columns[predicted].sense.is_prediction)
    limen_readings_say_score (reading, 0.5, predicted,
                              "%s is named like decisions");
  else if (self->said->predicted < 0
           && !is_named_decision (self->facts, predicted))
    limen_readings_doubt (reading, predicted,
                          "%s has the values of the labels, and may be what a "
                          "model said");
  judge_empty (self, reading, label);
  limen_readings_keep (self, reading);
}

/* Whether a column without a name that says so may hold decisions: in a file
 * without scores it has the values of the labels, which are clear. */
static gboolean
may_be_decision (const LimenReadings *self, int label, int column)
{
  const LimenColumnFacts *of = &self->facts->columns[label];

  return !self->has_single && self->groups->len == 0
         && of->sense.label >= CLEAR_NAME
         && (limen_labels_get_n (of->values) > 2 || are_words (of->values))
         && limen_facts_are_same_values (self->facts, label, column);
}

static void
add_decisions (LimenReadings *self, int label, GArray *predicted)
{
  if (self->said->scores->len > 0 || label < 0
      || (self->said->predicted >= 0 && !self->options->no_scores))
    return;
  for (guint i = 0; i < predicted->len; i++)
    {
      int column = g_array_index (predicted, int, i);

      if (self->said->predicted >= 0
          || is_named_decision (self->facts, column)
          || may_be_decision (self, label, column))
        add_decision (self, label, column);
    }
}

/* Candidates */

/* Whether a column holds numbers of rows, or fractions, and is not named like
 * labels: nothing that others say makes it one of labels. */
static gboolean
is_no_label (const LimenFacts *facts, int column)
{
  const LimenColumnFacts *of = &facts->columns[column];

  return (of->is_counting || has_fractions (of)) && of->sense.label <= 0;
}

/* Leaves the first of many candidates, and none but the very first that is no
 * label. */
static void
choose_labels (const LimenFacts *facts, GArray *labels)
{
  for (guint i = labels->len; i-- > 1;)
    if (is_no_label (facts, g_array_index (labels, Candidate, i).column))
      g_array_remove_index (labels, i);
  g_array_set_size (labels, MIN (labels->len, MOST_LABELS));
}

/* The columns that may hold labels, those of most points first; of what was
 * said, that. */
static GArray *
list_labels (const LimenReadings *self)
{
  GArray *labels = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (int i = 0; i < (int) self->facts->n_columns; i++)
    {
      g_autoptr (LimenReading) reading = NULL;
      Candidate candidate = { .column = i };

      if (!is_free (self->facts, i)
          || (self->options->label_is_optional
              && self->facts->columns[i].sense.label < LIMEN_LEAST_POINTS))
        continue;
      reading = limen_readings_begin (self, i);
      candidate.points = reading->label_points;
      if (candidate.points >= -SAID) /* which may be lifted yet */
        g_array_append_val (labels, candidate);
    }
  g_array_sort (labels, compare_candidates);
  if (labels->len > MOST_LABELS)
    choose_labels (self->facts, labels);
  return labels;
}

static GArray *
list_scores (const LimenReadings *self)
{
  GArray *scores = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (int i = 0; i < (int) self->facts->n_columns; i++)
    {
      const char *text;
      Candidate candidate = { .column = i };

      if (!is_free (self->facts, i)
          || self->facts->columns[i].role == LIMEN_ROLE_WEIGHT
          || (!limen_facts_is_numeric (self->facts, i)
              && !is_blank (self->facts, i)
              && !limen_readings_is_unreadable (self->facts, i)))
        continue;
      candidate.points = self->facts->columns[i].sense.score
                         + rate_numbers (self->facts, i, &text);
      g_array_append_val (scores, candidate);
    }
  g_array_sort (scores, compare_candidates);
  if (scores->len > MOST_SCORES)
    g_array_set_size (scores, MOST_SCORES);
  return scores;
}

/* Only the column that was said. */
static void
set_candidate (GArray *candidates, int column)
{
  Candidate candidate = { .column = column, .points = SAID };

  g_array_set_size (candidates, 0);
  g_array_append_val (candidates, candidate);
}

/* Whether some column may well be the only score. */
static gboolean
has_single (const LimenReadings *self, GArray *scores)
{
  for (guint i = 0; i < scores->len; i++)
    {
      const Candidate *candidate = &g_array_index (scores, Candidate, i);

      if (candidate->points >= LIMEN_LEAST_POINTS
          && (is_scale (self->facts, candidate->column)
              || limen_readings_is_unreadable (self->facts, candidate->column)))
        return TRUE;
    }
  return FALSE;
}

/* Whether a file of the task that was said may hold predicted classes with
 * their confidence: a binary one only of two. */
static gboolean
takes_confidence (const LimenReadings *self, int label, int predicted)
{
  LimenLabels *labels = limen_readings_get_labels (self, label);
  LimenLabels *values = self->facts->columns[predicted].values;

  return limen_readings_takes (self, LIMEN_TASK_MULTICLASS)
         || (limen_labels_get_n (labels) <= 2
             && limen_labels_get_n (values) <= 2);
}

/* Readings of one column of scores. */
static void
add_of_score (LimenReadings *self, int label, int score, GArray *predicted)
{
  if (score == label)
    return;
  if (limen_readings_takes (self, LIMEN_TASK_BINARY)
      && self->said->predicted < 0)
    add_single (self, label, score);
  for (guint i = 0; i < predicted->len; i++)
    {
      int column = g_array_index (predicted, int, i);

      if (column != score && takes_confidence (self, label, column))
        add_confidence (self, label, column, score);
    }
}

/* How clearly any score tells the values of each label apart. A new array. */
static GArray *
list_told (const LimenReadings *self, GArray *labels)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (LimenTold));

  for (guint i = 0; i < labels->len; i++)
    {
      const Candidate *label = &g_array_index (labels, Candidate, i);
      LimenTold told = { .label = label->column };

      if (label->points < LIMEN_LEAST_POINTS
          || !limen_facts_is_two_valued (self->facts, label->column))
        continue;
      for (guint k = 0; k < self->scores->len; k++)
        {
          const Candidate *score = &g_array_index (self->scores, Candidate, k);
          LimenSeparation separation;

          if (score->points < LIMEN_LEAST_POINTS
              || score->column == label->column)
            continue;
          separation = limen_agreement_separate (self->facts, label->column,
                                                 score->column);
          told.is_cut |= limen_agreement_is_cut_closely (
              self->facts, label->column, score->column);
          if (fabs (separation.deviation) <= told.deviation)
            continue;
          told.deviation = fabs (separation.deviation);
          told.auc = 0.5 + fabs (separation.auc - 0.5);
        }
      g_array_append_val (list, told);
    }
  return list;
}

static void
add_with_label (LimenReadings *self, int label, GArray *scores)
{
  g_autofree gboolean *is_class = limen_readings_find_classes (self, label);
  g_autoptr (GArray) predicted = list_predicted (self, label);

  if (!limen_readings_takes (self, LIMEN_TASK_BINARY)
      && !limen_readings_takes (self, LIMEN_TASK_MULTICLASS))
    return;
  self->is_class = is_class;
  if (!self->options->no_scores && self->said->scores->len <= 1)
    for (guint i = 0; i < scores->len; i++)
      add_of_score (self, label, g_array_index (scores, Candidate, i).column,
                    predicted);
  if (!self->options->no_scores && self->said->scores->len != 1
      && self->said->predicted < 0)
    limen_readings_add_classes (self, label);
  add_decisions (self, label, predicted);
}

static int
compare_readings (gconstpointer a, gconstpointer b)
{
  const LimenReading *x = *(const LimenReading *const *) a;
  const LimenReading *y = *(const LimenReading *const *) b;
  gboolean x_holds = MIN (x->label_points, x->score_points)
                     >= LIMEN_LEAST_POINTS;
  gboolean y_holds = MIN (y->label_points, y->score_points)
                     >= LIMEN_LEAST_POINTS;

  if (x_holds != y_holds)
    return x_holds ? -1 : 1;
  if (x->points != y->points)
    return x->points < y->points ? 1 : -1;
  return x->roles.score - y->roles.score;
}

/* The classes that are known without labels: those of cutoffs, at least the
 * positive one. */
LimenLabels *
limen_readings_list_known (const LimenReadOptions *options)
{
  LimenLabels *labels = limen_labels_new (LIMEN_MAX_CLASSES, '.');

  for (gsize i = 0;
       options->classes != NULL && options->classes[i] != NULL; i++)
    limen_labels_take (labels, options->classes[i],
                       strlen (options->classes[i]));
  if (options->positive != NULL)
    limen_labels_take (labels, options->positive, strlen (options->positive));
  return labels;
}

/* Sets of classes by which columns may be named. */
static GPtrArray *
list_label_sets (const LimenReadings *self, GArray *labels)
{
  GPtrArray *sets = g_ptr_array_new ();

  for (guint i = 0; i < labels->len; i++)
    g_ptr_array_add (
        sets, self->facts
                  ->columns[g_array_index (labels, Candidate, i).column]
                  .values);
  if (limen_labels_get_n (self->known) > 0)
    g_ptr_array_add (sets, self->known);
  return sets;
}

/* All readings of a file that are worth a thought, the best first: a new array
 * of LimenReading. `others` are the roles that are known, such as weights;
 * what was said, and they, are LIMEN_ROLE_ASSIGNED among the facts. */
GPtrArray *
limen_readings_find (const LimenFacts *facts, const LimenSaid *said,
                     const LimenRoles *others,
                     const LimenReadOptions *options)
{
  g_autoptr (LimenLabels) known = limen_readings_list_known (options);
  LimenReadings self = { .facts = facts,
                         .said = said,
                         .others = others,
                         .options = options,
                         .known = known };
  g_autoptr (GArray) labels = list_labels (&self);
  g_autoptr (GArray) scores = list_scores (&self);
  g_autoptr (GPtrArray) sets = NULL;
  g_autoptr (GArray) told = NULL;

  self.readings
      = g_ptr_array_new_with_free_func ((GDestroyNotify) limen_reading_free);
  if (said->labels->len == 1)
    set_candidate (labels, g_array_index (said->labels, int, 0));
  if (said->scores->len == 1)
    set_candidate (scores, g_array_index (said->scores, int, 0));
  self.scores = scores;
  self.told = told = list_told (&self, labels);
  self.has_single = has_single (&self, scores);
  sets = list_label_sets (&self, labels);
  self.groups = limen_class_groups_find (facts, limen_readings_can_be_score,
                                         sets);
  for (guint i = 0; i < labels->len; i++)
    add_with_label (&self, g_array_index (labels, Candidate, i).column,
                    scores);
  if (options->label_is_optional && said->labels->len == 0)
    add_with_label (&self, -1, scores);
  limen_readings_add_multilabel (&self);
  g_ptr_array_unref (self.groups);
  g_clear_pointer (&self.named, g_ptr_array_unref);
  g_clear_pointer (&self.decided, g_array_unref);
  g_ptr_array_sort (self.readings, compare_readings);
  return self.readings;
}

static gboolean
are_same (const LimenFacts *facts, int first, int second)
{
  if (first == second)
    return TRUE;
  return first >= 0 && second >= 0
         && limen_facts_are_equal (facts, first, second);
}

static gboolean
have_same_classes (const LimenRoles *first, const LimenRoles *second)
{
  if (first->scores == NULL || second->scores == NULL)
    return first->scores == second->scores;
  return limen_class_columns_equal (first->scores, second->scores);
}

/* Whether two readings come to the same numbers: of columns that say the same
 * in every row. */
gboolean
limen_readings_are_alike (const LimenReading *first,
                          const LimenReading *second, const LimenFacts *facts)
{
  const LimenRoles *a = &first->roles, *b = &second->roles;

  return a->task == b->task && a->is_confidence == b->is_confidence
         && a->is_decision == b->is_decision && have_same_classes (a, b)
         && (a->labels == NULL) == (b->labels == NULL)
         && are_same (facts, a->label, b->label)
         && are_same (facts, a->score, b->score)
         && are_same (facts, a->predicted, b->predicted);
}

/* Whether the first of these readings holds, and leads clearly over all that
 * are not alike. */
gboolean
limen_readings_is_clear (GPtrArray *readings, const LimenFacts *facts)
{
  const LimenReading *best;

  if (readings->len == 0)
    return FALSE;
  best = g_ptr_array_index (readings, 0);
  if (!limen_reading_holds (best) || best->is_doubtful)
    return FALSE;
  for (guint i = 1; i < readings->len; i++)
    {
      const LimenReading *other = g_ptr_array_index (readings, i);

      if (limen_reading_holds (other) && best->points - other->points < LIMEN_LEAST_LEAD
          && !limen_readings_are_alike (best, other, facts))
        return FALSE;
    }
  return TRUE;
}
