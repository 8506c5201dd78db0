/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question.h"

#include <glib/gi18n.h>
#include <string.h>

#include "column-names.h"
#include "display-text.h"
#include "message.h"
#include "question-command.h"
#include "table-error.h"

/* Limits of a message: readings that are explained, columns that are named,
 * and characters of a cell. */
#define MAX_EXPLAINED 5
#define MAX_NAMED 6
#define MAX_SHOWN 40
/* Maximum points behind the best reading for a reading's columns to be
 * named. */
#define WORTH_NAMING 4
/* Minimum points of the scores for a command line to be suggested. */
#define WORTH_TRYING -3
/* Upper bound on the number of columns in a suggested command line. */
#define MAX_COPIED 100
/* Numbers with at most this many distinct values may be classes. */
#define MAX_LEVELS 20

/* Descriptions */

/* The names of one or several columns, such as "a" + "b" and 3 more; a part of
 * a message, NULL if there are none. */
static char *
list_columns (int column, const LimenClassColumns *columns,
              const LimenFacts *facts)
{
  gsize n = columns != NULL ? limen_class_columns_get_n (columns)
                            : column >= 0;
  g_autoptr (GString) names = g_string_new (NULL);

  if (n == 0)
    return NULL;
  for (gsize k = 0; k < MIN (n, MAX_NAMED); k++)
    {
      g_autofree char *name = limen_reading_name_column (
          facts, columns != NULL ? limen_class_columns_get (columns, k)
                                 : column);

      g_string_append_printf (names, "%s%s", k == 0 ? "" : " + ", name);
    }
  if (n <= MAX_NAMED)
    return g_strdup (names->str);
  /* Translators: a list of columns, and how many more there are */
  return limen_message_part ("%s and %zu more", names->str, n - MAX_NAMED);
}

/* Adds the names of columns with what they hold, "labels \"y\"", if there are
 * any. `format` has one %s, for the names. */
static void
describe_columns (GPtrArray *parts, const char *format, int column,
                  const LimenClassColumns *columns, const LimenFacts *facts)
{
  g_autofree char *names = list_columns (column, columns, facts);

  if (names != NULL)
    g_ptr_array_add (parts, limen_message_part_of (format, names));
}

/* A description for people such as "binary: labels \"y\", scores \"p\""; a new
 * string. */
char *
limen_question_describe (const LimenReading *reading,
                         const LimenFacts *facts)
{
  const LimenRoles *roles = &reading->roles;
  const LimenTaskInfo *task = limen_task_get (roles->task);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *columns = NULL;

  describe_columns (parts, N_ ("labels %s"), roles->label, roles->labels,
                    facts);
  describe_columns (
      parts, roles->is_decision ? N_ ("decisions %s") : N_ ("predicted %s"),
      roles->predicted, NULL, facts);
  describe_columns (
      parts, task->has_predicted ? N_ ("confidence %s") : N_ ("scores %s"),
      roles->score, roles->scores, facts);
  columns = limen_message_join (parts, N_ (", "));
  return limen_message_new ("%s: %s",
                            task->has_predicted || roles->is_decision
                                ? limen_message_word ("predicted class")
                                : limen_message_word (task->name),
                            columns);
}

/* Appends the readings to `out`, the best first, each with its reasons. */
void
limen_question_explain (GString *out, GPtrArray *readings,
                        const LimenFacts *facts)
{
  for (guint i = 0; i < MIN (readings->len, MAX_EXPLAINED); i++)
    {
      LimenReading *reading = g_ptr_array_index (readings, i);
      g_autofree char *what = limen_question_describe (reading, facts);
      g_autofree char *why = limen_reading_explain (reading, facts);

      g_string_append_printf (
          out,
          limen_reading_holds (reading)
              /* Translators: number, reading, points, and lines of reasons */
              ? _ ("%u. %s (%.1f points)\n%s")
              : _ ("%u. %s (%.1f points, too few to be taken)\n%s"),
          i + 1, what, reading->points, why);
    }
  if (readings->len > MAX_EXPLAINED)
    {
      guint n = readings->len - MAX_EXPLAINED;

      g_string_append_printf (out,
                              ngettext ("and %u reading with fewer points\n",
                                        "and %u readings with fewer points\n",
                                        n),
                              n);
    }
}

/* The question */

/* Adds the names of one or several columns to a list, unless it has them. */
static void
list_once (GPtrArray *names, const LimenFacts *facts, int column,
           const LimenClassColumns *columns)
{
  g_autofree char *name = list_columns (column, columns, facts);

  if (name != NULL && names->len < MAX_NAMED
      && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, g_steal_pointer (&name));
}

/* The likely columns for one part of a reading, and those that the best
 * readings disagree on. */
typedef struct
{
  GPtrArray *likely, *rivals; /* char *: names of columns */
} QuestionPart;

static QuestionPart
part_new (void)
{
  return (QuestionPart){ g_ptr_array_new_with_free_func (g_free),
                         g_ptr_array_new_with_free_func (g_free) };
}

static void
part_clear (QuestionPart *part)
{
  g_ptr_array_unref (part->likely);
  g_ptr_array_unref (part->rivals);
}

/* The texts of the question about one part of a reading, with translations:
 * that no column is likely, and that several are (%s: their names). */
typedef struct
{
  const char *is_missing, *is_unclear;
} QuestionTexts;

static const QuestionTexts label_texts = {
  N_ ("no column looks like the true labels{: give their column with --label, "
      "or the file that has them with --labels-from|}"),
  N_ ("it is not clear which column holds the true labels, %s{: give --label "
      "COLUMN|}"),
};
static const QuestionTexts predicted_texts = {
  NULL,
  N_ ("it is not clear which column holds the predicted classes, %s{: give "
      "--predicted COLUMN|}"),
};
static const QuestionTexts score_texts = {
  N_ ("no column looks like the scores{: give their column with --score|}"),
  N_ ("it is not clear which column holds the scores, %s{: give --score "
      "COLUMN|}"),
};

/* Adds the question about one part of a reading to the clauses. */
static void
ask_part (GPtrArray *clauses, gboolean is_given, gboolean is_missing,
          const QuestionPart *part, const QuestionTexts *texts)
{
  g_autofree char *list = limen_message_join (part->likely, N_ (" or "));

  if (is_given || (!is_missing && part->rivals->len < 2))
    return;
  g_ptr_array_add (
      clauses, limen_message_part_of (
                   is_missing ? texts->is_missing : texts->is_unclear, list));
}

static void
list_column (QuestionPart *part, gboolean is_rival, const LimenFacts *facts,
             int column, const LimenClassColumns *columns)
{
  list_once (part->likely, facts, column, columns);
  if (is_rival)
    list_once (part->rivals, facts, column, columns);
}

/* Collects the likely columns from the readings close to the best. */
static void
list_likely (GPtrArray *readings, const LimenFacts *facts,
             QuestionPart *labels, QuestionPart *scores,
             QuestionPart *predicted)
{
  const LimenReading *best = g_ptr_array_index (readings, 0);

  for (guint i = 0; i < readings->len; i++)
    {
      const LimenReading *reading = g_ptr_array_index (readings, i);
      const LimenRoles *roles = &reading->roles;
      double lead = best->points - reading->points;
      gboolean is_rival
          = limen_reading_holds (reading) == limen_reading_holds (best)
            && lead < LIMEN_MIN_LEAD;

      if (lead > WORTH_NAMING)
        continue;
      if (reading->label_points >= LIMEN_MIN_POINTS)
        list_column (labels, is_rival, facts, roles->label, roles->labels);
      if (reading->score_points >= LIMEN_MIN_POINTS)
        list_column (scores, is_rival, facts, roles->score, roles->scores);
      if (limen_task_get (roles->task)->has_predicted || roles->is_decision)
        list_column (predicted, is_rival, facts, roles->predicted, NULL);
    }
}

static void
ask_ignored (GPtrArray *clauses, const LimenReading *best,
             const LimenFacts *facts)
{
  g_autofree char *name = NULL;
  LimenLabels *labels;

  if (!limen_question_needs_ignored (best, facts))
    return;
  name = limen_reading_name_column (facts, best->roles.label);
  labels = facts->columns[best->roles.label].values;
  g_ptr_array_add (clauses, limen_message_part (
                                "%s has %u labels, but one column of scores "
                                "separates only two: leave rows out{ with "
                                "--ignore-label|}",
                                name, limen_labels_get_n (labels)));
}

static void
ask_unmatched (GPtrArray *clauses, const LimenReading *best,
               const LimenFacts *facts)
{
  g_autofree char *name = NULL;

  if (!best->is_doubtful || best->roles.scores == NULL)
    return;
  name = limen_reading_name_column (
      facts, limen_class_columns_get (best->roles.scores, 0));
  g_ptr_array_add (
      clauses,
      limen_message_part ("the score columns, %s and so on, are not named "
                          "after the labels: match them{ with --classes "
                          "COLUMN=LABEL|}",
                          name));
}

/* Adds the question whether a score is that of the positive class in every row
 * or that of the predicted class. */
static void
ask_confidence (GPtrArray *clauses, GPtrArray *readings,
                const LimenFacts *facts)
{
  const LimenReading *reading = limen_question_find_confidence (readings);
  g_autofree char *score = NULL, *predicted = NULL;

  if (reading == NULL)
    return;
  score = limen_reading_name_column (facts, reading->roles.score);
  predicted = limen_reading_name_column (facts, reading->roles.predicted);
  g_ptr_array_add (
      clauses,
      limen_message_part ("it is not clear whether %s is the score of the "
                          "positive class, or that of the class in %s{: give "
                          "--predicted none, or --predicted COLUMN|}",
                          score, predicted));
}

/* Adds why the best reading is not simply taken. */
static void
ask_doubt (GPtrArray *clauses, const LimenReading *best,
           const LimenFacts *facts)
{
  g_autofree char *name = NULL;

  if (best->doubt == NULL)
    return;
  name = limen_reading_name_column (facts, best->doubted);
  g_ptr_array_add (clauses, limen_message_part_of (best->doubt, name));
}

/* The column that looks most like real values, true or predicted; -1 if there
 * is none. */
static int
find_real (const LimenFacts *facts, gboolean is_true)
{
  double most = LIMEN_MIN_POINTS;
  int found = -1;

  for (int i = 0; i < (int) facts->n_columns; i++)
    {
      const LimenColumnFacts *of = &facts->columns[i];
      double points = is_true                   ? of->sense.label
                      : of->sense.is_prediction ? LIMEN_MIN_POINTS
                                                : of->sense.score;

      if (points < most || (found >= 0 && points == most)
          || !limen_facts_is_numeric (facts, i) || of->is_counting
          || (!of->has_fraction && !of->has_many
              && limen_labels_get_n (of->values) <= MAX_LEVELS))
        continue;
      most = points;
      found = i;
    }
  return found;
}

/* A column of whole numbers, such as star ratings, that a column of
 * predictions is named after; -1 if there is none. */
static int
find_predicted_number (const LimenFacts *facts, int score)
{
  const LimenColumnFacts *predicted = &facts->columns[score];

  if (!predicted->sense.is_prediction || predicted->max <= 1)
    return -1;
  for (int i = 0; i < (int) facts->n_columns; i++)
    if (i != score && limen_facts_is_numeric (facts, i)
        && limen_labels_get_n (facts->columns[i].values) > 2
        && limen_facts_share_word (facts, i, score))
      return i;
  return -1;
}

/* Whether columns named like true and predicted values both hold real numbers.
 * Sets them. */
static gboolean
is_regression (const LimenFacts *facts, const LimenReadOptions *options,
               int *label, int *score)
{
  *score = find_real (facts, FALSE);
  *label = find_real (facts, TRUE);
  if (*label < 0 && *score >= 0)
    *label = find_predicted_number (facts, *score);
  return !options->has_task && !options->label_is_optional && *label >= 0
         && *score >= 0 && *label != *score;
}

static char *
ask_regression (const LimenFacts *facts, int label, int score)
{
  g_autofree char *truth = limen_reading_name_column (facts, label);
  g_autofree char *predicted = limen_reading_name_column (facts, score);

  return limen_message_part (
      "no column looks like the true labels; %s and %s look like the true and "
      "the predicted values of a regression: {give --task regression|if they "
      "are, choose that task}",
      truth, predicted);
}

/* Adds a column that is named like scores but is not numeric. */
static void
ask_unreadable (GPtrArray *clauses, const LimenReading *best,
                const LimenFacts *facts)
{
  int column = best->roles.score;
  g_autofree char *name = NULL, *shown = NULL;
  const char *cell;

  if (column < 0 || !limen_readings_is_unreadable (facts, column)
      || limen_labels_get_n (facts->columns[column].values) == 0)
    return;
  name = limen_reading_name_column (facts, column);
  cell = limen_labels_get_name (facts->columns[column].values, 0);
  shown = limen_display_text_new (cell, strlen (cell), MAX_SHOWN);
  g_ptr_array_add (
      clauses,
      limen_message_part ("column %s is named like scores, but its cells are "
                          "not numbers, such as \"%s\": write only the "
                          "number, or {name the column that holds the scores "
                          "with --score|choose the column that holds the "
                          "scores}",
                          name, shown));
}

/* Adds the questions about a reading, the best. */
static void
ask_about (GPtrArray *clauses, GPtrArray *readings, const LimenFacts *facts,
           const LimenGivenColumns *given)
{
  const LimenReading *best = g_ptr_array_index (readings, 0);

  if (given->predicted < 0)
    ask_confidence (clauses, readings, facts);
  ask_unmatched (clauses, best, facts);
  ask_doubt (clauses, best, facts);
  ask_unreadable (clauses, best, facts);
  if (clauses->len > 0)
    ask_ignored (clauses, best, facts);
}

/* The question as a sentence without the command line, as a part of a
 * message. */
static char *
ask (GPtrArray *readings, const LimenFacts *facts,
     const LimenGivenColumns *given, const LimenReadOptions *options)
{
  QuestionPart labels = part_new (), scores = part_new (),
               predicted = part_new ();
  const LimenReading *best
      = readings->len > 0 ? g_ptr_array_index (readings, 0) : NULL;
  g_autoptr (GPtrArray) clauses = g_ptr_array_new_with_free_func (g_free);
  char *question;

  if (best != NULL)
    list_likely (readings, facts, &labels, &scores, &predicted);
  ask_part (clauses, given->labels->len > 0 || options->label_is_optional,
            best == NULL || best->label_points < LIMEN_MIN_POINTS, &labels,
            &label_texts);
  ask_part (clauses, given->predicted >= 0 || options->no_predicted, FALSE,
            &predicted, &predicted_texts);
  ask_part (clauses, given->scores->len > 0 || options->no_scores,
            best == NULL || best->score_points < LIMEN_MIN_POINTS, &scores,
            &score_texts);
  if (best != NULL)
    ask_about (clauses, readings, facts, given);
  if (clauses->len == 0)
    g_ptr_array_add (
        clauses, limen_message_part ("it is not clear which column is which{: "
                                     "give --label COLUMN and --score "
                                     "COLUMN|}"));
  g_ptr_array_add (clauses, NULL);
  question = g_strjoinv ("; ", (char **) clauses->pdata);
  part_clear (&labels);
  part_clear (&scores);
  part_clear (&predicted);
  return question;
}

static gboolean
has_good (GPtrArray *readings)
{
  return readings->len > 0
         && limen_reading_holds (g_ptr_array_index (readings, 0));
}

static char *G_GNUC_PRINTF (1, 2) format_for_screen (const char *format, ...)
{
  va_list args;
  char *message;

  va_start (args, format);
  message = limen_message_new_for (LIMEN_MESSAGE_SCREEN, format, args);
  va_end (args);
  return message;
}

/* Describes what is not clear, as a clause for the window, where columns are
 * chosen. A new string. */
char *
limen_question_describe_doubt (GPtrArray *readings, const LimenFacts *facts,
                               const LimenReadOptions *options)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (int));
  LimenGivenColumns given
      = { .labels = none, .scores = none, .predicted = -1 };
  int label, score;
  g_autofree char *question
      = !has_good (readings) && is_regression (facts, options, &label, &score)
            ? ask_regression (facts, label, score)
            : ask (readings, facts, &given, options);

  return format_for_screen ("%s", question);
}

/* Whether a reading is plausible enough to be offered. */
gboolean
limen_question_is_likely (const LimenReading *reading,
                          const LimenFacts *facts)
{
  return reading->label_points > 0
         && reading->score_points >= WORTH_TRYING
         && (reading->roles.score < 0
             || !limen_readings_is_unreadable (facts, reading->roles.score));
}

/* The arguments of a command line for the most likely reading, which the user
 * may have to complete; NULL if none can be suggested. A new array. */
static GPtrArray *
suggest (GPtrArray *readings, const LimenFacts *facts,
         const LimenGivenColumns *given, const LimenReadOptions *options)
{
  const LimenReading *best;

  if (readings->len == 0)
    return NULL;
  best = g_ptr_array_index (readings, 0);
  if (!limen_question_is_likely (best, facts)
      || (best->roles.scores != NULL
          && ((best->is_doubtful && best->roles.label < 0)
              || limen_class_columns_get_n (best->roles.scores) > MAX_COPIED)))
    return NULL;
  return limen_question_list_arguments (readings, facts, given, options);
}

/* The arguments that read a regression; a new array. */
static GPtrArray *
suggest_regression (const LimenFacts *facts, int label, int score)
{
  GPtrArray *arguments = g_ptr_array_new_with_free_func (g_free);

  limen_question_add_column (arguments, "--label", label, NULL, facts);
  limen_question_add_column (arguments, "--score", score, NULL, facts);
  g_ptr_array_add (arguments, g_strdup ("--task"));
  g_ptr_array_add (arguments, g_strdup ("regression"));
  return arguments;
}

/* Sets an error that asks for everything that is not clear, names the likely
 * columns and suggests a command line. `readings` are sorted; NULL if there
 * are none. Always returns FALSE. */
gboolean
limen_question_fail (GPtrArray *readings, const LimenFacts *facts,
                     const LimenGivenColumns *given, const char *path,
                     const LimenReadOptions *options, GError **error)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new (), arguments = NULL;
  g_autofree char *columns = limen_column_names_list (facts->sample);
  g_autofree char *question = NULL;
  int label, score;

  if (readings == NULL)
    readings = none;
  if (given->labels->len == 0 && given->scores->len == 0
      && !has_good (readings)
      && is_regression (facts, options, &label, &score))
    {
      question = ask_regression (facts, label, score);
      arguments = suggest_regression (facts, label, score);
    }
  else if (facts->n_rows == 0)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_DATA,
        "%s: no data rows that can be read; a file of predictions needs rows "
        "with a true label and a score",
        path);
  else
    {
      question = ask (readings, facts, given, options);
      arguments = suggest (readings, facts, given, options);
    }
  limen_table_fail (error, LIMEN_TABLE_ERROR_ROLES,
                    /* Translators: file, sentence, list */
                    "%s: %s. The columns are %s", path, question, columns);
  if (arguments != NULL && error != NULL)
    limen_question_suggest (*error, path, options, arguments);
  return FALSE;
}
