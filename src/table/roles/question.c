/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question.h"

#include <string.h>

#include "column-names.h"
#include "display-text.h"
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

static void
append_columns (GString *out, const char *what, int column,
                const LimenClassColumns *columns, const LimenFacts *facts)
{
  gsize n = columns != NULL ? limen_class_columns_get_n (columns)
                            : column >= 0;

  if (n == 0)
    return;
  g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", what);
  for (gsize k = 0; k < MIN (n, MAX_NAMED); k++)
    {
      g_autofree char *name = limen_reading_name_column (
          facts, columns != NULL ? limen_class_columns_get (columns, k)
                                 : column);

      g_string_append_printf (out, "%s%s", k == 0 ? " " : " + ", name);
    }
  if (n > MAX_NAMED)
    g_string_append_printf (out, " and %" G_GSIZE_FORMAT " more",
                            n - MAX_NAMED);
}

/* A description such as "binary: labels \"y\", scores \"p\""; a new string. */
char *
limen_question_describe (const LimenReading *reading,
                         const LimenFacts *facts)
{
  const LimenRoles *roles = &reading->roles;
  const LimenTaskInfo *task = limen_task_get (roles->task);
  g_autoptr (GString) columns = g_string_new (NULL);

  append_columns (columns, "labels", roles->label, roles->labels, facts);
  append_columns (columns, roles->is_decision ? "decisions" : "predicted",
                  roles->predicted, NULL, facts);
  append_columns (columns, task->has_predicted ? "confidence" : "scores",
                  roles->score, roles->scores, facts);
  return g_strdup_printf (
      "%s: %s",
      task->has_predicted || roles->is_decision ? "predicted class"
                                                : task->name,
      columns->str);
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

      g_string_append_printf (out, "%u. %s (%.1f points%s)\n%s", i + 1, what,
                              reading->points,
                              limen_reading_holds (reading)
                                  ? ""
                                  : ", too few to be taken",
                              why);
    }
  if (readings->len > MAX_EXPLAINED)
    g_string_append_printf (out, "and %u readings with fewer points\n",
                            readings->len - MAX_EXPLAINED);
}

/* The question */

/* Adds the names of one or several columns to a list, unless it has them. */
static void
list_once (GPtrArray *names, const LimenFacts *facts, int column,
           const LimenClassColumns *columns)
{
  GString *name = g_string_new (NULL);

  append_columns (name, "", column, columns, facts);
  g_strchug (name->str);
  if (name->len > 0 && names->len < MAX_NAMED
      && !g_ptr_array_find_with_equal_func (names, name->str, g_str_equal,
                                            NULL))
    g_ptr_array_add (names, g_string_free (name, FALSE));
  else
    g_string_free (name, TRUE);
}

/* The names as an alternative: "a", "b" or "c"; a new string. */
static char *
join (GPtrArray *names)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (list, "%s%s",
                            i == 0                ? ""
                            : i + 1 == names->len ? " or "
                                                  : ", ",
                            (const char *) names->pdata[i]);
  return g_string_free (list, FALSE);
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

/* Appends the question about one part of a reading. `option` is NULL in the
 * window, where columns are chosen. */
static void
append_part (GString *out, gboolean is_given, gboolean is_missing,
             const QuestionPart *part, const char *what, const char *option,
             const char *else_option)
{
  g_autofree char *list = join (part->likely);

  if (is_given || (!is_missing && part->rivals->len < 2))
    return;
  if (out->len > 0)
    g_string_append (out, "; ");
  if (is_missing)
    g_string_append_printf (out, "no column looks like the %s", what);
  else
    g_string_append_printf (out, "it is not clear which column holds the %s, "
                                 "%s", what, list);
  if (option != NULL && is_missing)
    g_string_append_printf (out, ": give their column with %s%s", option,
                            else_option);
  else if (option != NULL)
    g_string_append_printf (out, ": give %s COLUMN", option);
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
append_ignored (GString *out, const LimenReading *best,
                const LimenFacts *facts, gboolean is_on_screen)
{
  g_autofree char *name = NULL;
  LimenLabels *labels;

  if (!limen_question_needs_ignored (best, facts))
    return;
  name = limen_reading_name_column (facts, best->roles.label);
  labels = facts->columns[best->roles.label].values;
  g_string_append_printf (out,
                          "; %s has %u labels, but one column of scores "
                          "separates only two: leave rows out%s",
                          name, limen_labels_get_n (labels),
                          is_on_screen ? "" : " with " LIMEN_QUESTION_IGNORE);
}

static void
append_unmatched (GString *out, const LimenReading *best,
                  const LimenFacts *facts, gboolean is_on_screen)
{
  g_autofree char *name = NULL;

  if (!best->is_doubtful || best->roles.scores == NULL)
    return;
  name = limen_reading_name_column (
      facts, limen_class_columns_get (best->roles.scores, 0));
  g_string_append_printf (out,
                          "%sthe score columns, %s and so on, are not named "
                          "after the labels: match them%s",
                          out->len > 0 ? "; " : "", name,
                          is_on_screen ? "" : " with --classes COLUMN=LABEL");
}

/* Appends the question whether a score is that of the positive class in every
 * row or that of the predicted class. */
static void
append_confidence (GString *out, GPtrArray *readings, const LimenFacts *facts,
                   gboolean is_on_screen)
{
  const LimenReading *reading = limen_question_find_confidence (readings);
  g_autofree char *score = NULL, *predicted = NULL;

  if (reading == NULL)
    return;
  score = limen_reading_name_column (facts, reading->roles.score);
  predicted = limen_reading_name_column (facts, reading->roles.predicted);
  g_string_append_printf (out,
                          "%sit is not clear whether %s is the score of the "
                          "positive class, or that of the class in %s%s",
                          out->len > 0 ? "; " : "", score, predicted,
                          is_on_screen ? ""
                                       : ": give --predicted none, or "
                                         "--predicted COLUMN");
}

/* Appends why the best reading is not simply taken. */
static void
append_doubt (GString *out, const LimenReading *best, const LimenFacts *facts)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *name = NULL;

  if (best->doubt == NULL)
    return;
  parts = g_strsplit (best->doubt, "%s", 2);
  name = limen_reading_name_column (facts, best->doubted);
  g_string_append_printf (out, "%s%s%s%s", out->len > 0 ? "; " : "", parts[0],
                          name, parts[1]);
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
ask_regression (const LimenFacts *facts, int label, int score,
                gboolean is_on_screen)
{
  g_autofree char *truth = limen_reading_name_column (facts, label);
  g_autofree char *predicted = limen_reading_name_column (facts, score);

  return g_strdup_printf ("no column looks like the true labels; %s and %s "
                          "look like the true and the predicted values of a "
                          "regression%s",
                          truth, predicted,
                          is_on_screen ? ": if they are, choose that task"
                                       : ": give --task regression");
}

/* Appends a column that is named like scores but is not numeric. */
static void
append_unreadable (GString *out, const LimenReading *best,
                   const LimenFacts *facts, gboolean is_on_screen)
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
  g_string_append_printf (out,
                          "%scolumn %s is named like scores, but its cells "
                          "are not numbers, such as \"%s\": write only the "
                          "number, or name the column that holds the scores%s",
                          out->len > 0 ? "; " : "", name, shown,
                          is_on_screen ? "" : " with --score");
}

/* The question as a sentence without the command line; for the window also
 * without options. A new string. */
static char *
ask (GPtrArray *readings, const LimenFacts *facts,
     const LimenGivenColumns *given, const LimenReadOptions *options,
     gboolean is_on_screen)
{
  QuestionPart labels = part_new (), scores = part_new (),
               predicted = part_new ();
  const LimenReading *best
      = readings->len > 0 ? g_ptr_array_index (readings, 0) : NULL;
  GString *out = g_string_new (NULL);

  if (best != NULL)
    list_likely (readings, facts, &labels, &scores, &predicted);
  append_part (out, given->labels->len > 0 || options->label_is_optional,
               best == NULL || best->label_points < LIMEN_MIN_POINTS, &labels,
               "true labels", is_on_screen ? NULL : "--label",
               ", or the file that has them with --labels-from");
  append_part (out, given->predicted >= 0 || options->no_predicted, FALSE,
               &predicted, "predicted classes",
               is_on_screen ? NULL : "--predicted", "");
  append_part (out, given->scores->len > 0 || options->no_scores,
               best == NULL || best->score_points < LIMEN_MIN_POINTS, &scores,
               "scores", is_on_screen ? NULL : "--score", "");
  if (best != NULL && given->predicted < 0)
    append_confidence (out, readings, facts, is_on_screen);
  if (best != NULL)
    append_unmatched (out, best, facts, is_on_screen);
  if (best != NULL)
    append_doubt (out, best, facts);
  if (best != NULL)
    append_unreadable (out, best, facts, is_on_screen);
  if (best != NULL && out->len > 0)
    append_ignored (out, best, facts, is_on_screen);
  if (out->len == 0)
    g_string_append_printf (out, "it is not clear which column is which%s",
                            is_on_screen ? ""
                                         : ": give --label COLUMN and --score "
                                           "COLUMN");
  part_clear (&labels);
  part_clear (&scores);
  part_clear (&predicted);
  return g_string_free (out, FALSE);
}

static gboolean
has_good (GPtrArray *readings)
{
  return readings->len > 0
         && limen_reading_holds (g_ptr_array_index (readings, 0));
}

/* Describes what is not clear, in a sentence for the window, where columns are
 * chosen. A new string. */
char *
limen_question_describe_doubt (GPtrArray *readings, const LimenFacts *facts,
                               const LimenReadOptions *options)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (int));
  LimenGivenColumns given
      = { .labels = none, .scores = none, .predicted = -1 };
  int label, score;
  char *sentence
      = !has_good (readings) && is_regression (facts, options, &label, &score)
            ? ask_regression (facts, label, score, TRUE)
            : ask (readings, facts, &given, options, TRUE);

  *sentence = g_ascii_toupper (*sentence);
  return sentence;
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

/* A command line for the most likely reading, which the user may have to
 * complete; NULL if none can be suggested. A new string. */
static char *
suggest (GPtrArray *readings, const LimenFacts *facts,
         const LimenGivenColumns *given, const char *path,
         const LimenReadOptions *options)
{
  g_autoptr (GPtrArray) arguments = NULL;
  const LimenReading *best;

  if (readings->len == 0)
    return NULL;
  best = g_ptr_array_index (readings, 0);
  if (!limen_question_is_likely (best, facts)
      || (best->roles.scores != NULL
          && ((best->is_doubtful && best->roles.label < 0)
              || limen_class_columns_get_n (best->roles.scores) > MAX_COPIED)))
    return NULL;
  arguments = limen_question_list_arguments (readings, facts, given, options);
  return limen_question_make_command (path, options, arguments);
}

/* Sets an error that asks for everything that is not clear, names the likely
 * columns and suggests a command line. `readings` are sorted; NULL if there
 * are none. Always returns FALSE. */
gboolean
limen_question_fail (GPtrArray *readings, const LimenFacts *facts,
                     const LimenGivenColumns *given, const char *path,
                     const LimenReadOptions *options, GError **error)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autofree char *columns = limen_column_names_list (facts->sample);
  g_autofree char *question = NULL, *command = NULL;
  int label, score;

  if (readings == NULL)
    readings = none;
  if (given->labels->len == 0 && given->scores->len == 0
      && !has_good (readings)
      && is_regression (facts, options, &label, &score))
    {
      g_autoptr (GPtrArray) arguments
          = g_ptr_array_new_with_free_func (g_free);

      question = ask_regression (facts, label, score, FALSE);
      limen_question_add_column (arguments, "--label", label, NULL, facts);
      limen_question_add_column (arguments, "--score", score, NULL, facts);
      g_ptr_array_add (arguments, g_strdup ("--task"));
      g_ptr_array_add (arguments, g_strdup ("regression"));
      command = limen_question_make_command (path, options, arguments);
    }
  else if (facts->n_rows == 0)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_DATA,
        "%s: no data rows that can be read; a file of predictions needs rows "
        "with a true label and a score",
        path);
  else
    {
      question = ask (readings, facts, given, options, FALSE);
      command = suggest (readings, facts, given, path, options);
    }
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_ROLES, "%s: %s. The columns are %s%s%s", path,
      question, columns, command != NULL ? LIMEN_QUESTION_EXAMPLE "\n  " : "",
      command != NULL ? command : "");
}
