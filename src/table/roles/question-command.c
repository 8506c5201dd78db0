/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question-command.h"

#include <string.h>

#include "column-names.h"
#include "display-text.h"
#include "positive-class.h"
#include "question.h"
#include "table-error.h"

/* Upper bound on the number of labels that a suggestion ignores one by one. */
#define MAX_IGNORED 6

/* Command lines */

/* Appends the option and key of a column, or of several, to the arguments. */
void
limen_question_add_column (GPtrArray *arguments, const char *option,
                           int column, const LimenClassColumns *columns,
                           const LimenFacts *facts)
{
  gsize n = columns != NULL ? limen_class_columns_get_n (columns)
                            : column >= 0;

  for (gsize k = 0; k < n; k++)
    {
      g_ptr_array_add (arguments, g_strdup (option));
      g_ptr_array_add (
          arguments,
          limen_column_names_make_key (
              facts->sample, columns != NULL
                                  ? limen_class_columns_get (columns, k)
                                  : column));
    }
}

/* Appends the classes of columns whose names do not show them. */
static void
add_mapped (GPtrArray *arguments, const LimenReading *reading,
            const LimenFacts *facts)
{
  const LimenClassColumns *scores = reading->roles.scores;
  g_autoptr (GPtrArray) classes = limen_class_columns_assign (
      scores, facts->columns[reading->roles.label].values);

  for (guint k = 0; k < classes->len; k++)
    {
      g_autofree char *column = limen_column_names_make_key (
          facts->sample, limen_class_columns_get (scores, k));

      g_ptr_array_add (arguments, g_strdup ("--classes"));
      g_ptr_array_add (arguments,
                       g_strdup_printf ("%s=%s", column,
                                        (char *) classes->pdata[k]));
    }
}

/* Finds the first two labels that satisfy a predicate as an ordered pair. */
static gboolean
find_pair (LimenLabels *labels,
           gboolean (*passes) (const char *first, const char *second),
           guint pair[2])
{
  guint n = limen_labels_get_n (labels);

  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < n; k++)
      if (i != k
          && passes (limen_labels_get_name (labels, i),
                     limen_labels_get_name (labels, k)))
        {
          pair[0] = i;
          pair[1] = k;
          return TRUE;
        }
  return FALSE;
}

static gboolean
is_above (const char *first, const char *second)
{
  return limen_positive_class_compare (first, second) > 0;
}

/* Finds the label that the score is named after, and its counterpart by
 * meaning, or else the most frequent other label. */
static gboolean
find_named_pair (LimenLabels *labels, const guint64 *counts,
                 const char *score, guint pair[2])
{
  guint n = limen_labels_get_n (labels);
  guint named = n;

  for (guint i = 0; i < n && score != NULL; i++)
    if (limen_class_words_are_akin (limen_labels_get_name (labels, i), score))
      named = i;
  if (named == n)
    return FALSE;
  pair[0] = named;
  pair[1] = named == 0;
  for (guint i = 0; i < n; i++)
    {
      if (i == named)
        continue;
      if (is_above (limen_labels_get_name (labels, named),
                    limen_labels_get_name (labels, i)))
        {
          pair[1] = i;
          return TRUE;
        }
      if (counts != NULL && counts[i] > counts[pair[1]])
        pair[1] = i;
    }
  return TRUE;
}

static void
find_commonest_pair (const guint64 *counts, guint n, guint pair[2])
{
  pair[0] = 0;
  pair[1] = 1;
  if (counts == NULL)
    return;
  if (counts[1] > counts[0])
    {
      pair[0] = 1;
      pair[1] = 0;
    }
  for (guint i = 2; i < n; i++)
    if (counts[i] > counts[pair[0]])
      {
        pair[1] = pair[0];
        pair[0] = i;
      }
    else if (counts[i] > counts[pair[1]])
      pair[1] = i;
}

/* Appends arguments that ignore all labels but two. The two are a pair of
 * words that belong together, the label that the score is named after (`score`
 * may be NULL) with another, or the most frequent two (`counts` may be NULL).
 * Appends nothing if there are too many labels. */
void
limen_question_add_ignored (GPtrArray *arguments, LimenLabels *labels,
                            const guint64 *counts, const char *score)
{
  guint n = limen_labels_get_n (labels), pair[2];

  if (n <= 2 || n > MAX_IGNORED + 2)
    return;
  if (!find_pair (labels, limen_positive_class_is_certain, pair)
      && !find_named_pair (labels, counts, score, pair)
      && !find_pair (labels, is_above, pair))
    find_commonest_pair (counts, n, pair);
  for (guint i = 0; i < n; i++)
    if (i != pair[0] && i != pair[1])
      {
        g_ptr_array_add (arguments, g_strdup (LIMEN_QUESTION_IGNORE));
        g_ptr_array_add (arguments,
                         g_strdup (limen_labels_get_name (labels, i)));
      }
}

/* A command line "limen-cli report FILE" with the user's options and more
 * arguments; "limen-cli apply" when cutoffs are applied. A new string. */
static char *
make_command (const char *path, const LimenReadOptions *options,
              GPtrArray *arguments)
{
  g_autoptr (GPtrArray) given = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *file = limen_read_options_quote (path);
  GString *command
      = g_string_new (options->label_is_optional ? "limen-cli apply CUTOFFS "
                                                 : "limen-cli report ");

  g_string_append (command, file);
  limen_read_options_append_arguments (options, given);
  for (guint i = 0; i < given->len + arguments->len; i++)
    {
      const char *argument
          = i < given->len ? given->pdata[i]
                           : g_ptr_array_index (arguments, i - given->len);
      g_autofree char *quoted = limen_read_options_quote (argument);

      g_string_append_printf (command, " %s", quoted);
    }
  if (options->label_is_optional)
    g_string_append (command, " --output decisions.csv");
  return g_string_free (command, FALSE);
}

/* All labels that the options and more arguments ignore; a new list, or NULL
 * if the arguments ignore none. */
static GStrv
list_ignored (const LimenReadOptions *options, GPtrArray *arguments)
{
  g_autoptr (GStrvBuilder) ignored = g_strv_builder_new ();
  gboolean has_any = FALSE;

  if (options->ignored != NULL)
    g_strv_builder_addv (ignored, (const char **) options->ignored);
  for (guint i = 0; i + 1 < arguments->len; i++)
    if (g_str_equal (arguments->pdata[i], LIMEN_QUESTION_IGNORE))
      {
        g_strv_builder_add (ignored, arguments->pdata[++i]);
        has_any = TRUE;
      }
  return has_any ? g_strv_builder_end (ignored) : NULL;
}

/* Adds a command line with the user's options and more arguments to an error,
 * and the labels that it ignores. */
void
limen_question_suggest (GError *error, const char *path,
                        const LimenReadOptions *options, GPtrArray *arguments)
{
  g_autofree char *command = make_command (path, options, arguments);
  g_auto (GStrv) ignored = list_ignored (options, arguments);

  limen_table_error_suggest (error, command, ignored);
}

/* The first line of a message, without the file's path. A new string. */
char *
limen_question_shorten (const char *message, const char *path)
{
  const char *start = message;

  if (g_str_has_prefix (start, path))
    start += strlen (path);
  while (*start == ':' || *start == ' ')
    start++;
  return limen_display_text_new (start, strcspn (start, "\n"), 0);
}

/* Number of sample rows per label of a column. A new array. */
static guint64 *
count_values (const LimenFacts *facts, int label)
{
  guint64 *counts = g_new0 (
      guint64, MAX (limen_labels_get_n (facts->columns[label].values), 1));

  for (gsize row = 0; row < facts->n_rows; row++)
    {
      int value = limen_facts_get_value (facts, label, row);

      if (value >= 0)
        counts[value]++;
    }
  return counts;
}

/* Whether a reading needs labels to be ignored. */
gboolean
limen_question_needs_ignored (const LimenReading *reading,
                              const LimenFacts *facts)
{
  const LimenRoles *roles = &reading->roles;

  return limen_task_get (roles->task)->has_positive && roles->label >= 0
         && roles->scores == NULL && !roles->is_decision
         && limen_labels_get_n (facts->columns[roles->label].values) > 2;
}

static gboolean
has_predicted (const LimenReading *reading)
{
  return limen_task_get (reading->roles.task)->has_predicted;
}

/* The best reading in which the score column of readings[0] is the confidence
 * of a predicted class, if readings close to the best disagree on whether it
 * is one; NULL if they agree. Borrowed. */
const LimenReading *
limen_question_find_confidence (GPtrArray *readings)
{
  const LimenReading *best = g_ptr_array_index (readings, 0);
  const LimenReading *confidence = NULL;
  gboolean is_open = FALSE;

  for (guint i = 0; i < readings->len; i++)
    {
      const LimenReading *reading = g_ptr_array_index (readings, i);

      if (!limen_reading_holds (reading)
          || best->points - reading->points >= LIMEN_MIN_LEAD
          || reading->roles.score < 0
          || reading->roles.score != best->roles.score)
        continue;
      is_open |= has_predicted (reading) != has_predicted (best);
      if (has_predicted (reading) && confidence == NULL)
        confidence = reading;
    }
  return is_open ? confidence : NULL;
}

/* Appends an option for positive rows with the lower scores: a probability is
 * most likely that of the other class; other scores may be reversed. */
static void
add_low (GPtrArray *arguments, const LimenReading *reading,
         const LimenFacts *facts)
{
  LimenLabels *labels = facts->columns[reading->roles.label].values;
  LimenPositiveReason reason;
  int positive = limen_labels_find_positive (
      labels, facts->columns[reading->roles.score].name, &reason);

  if (!limen_facts_is_unit (facts, reading->roles.score))
    {
      g_ptr_array_add (arguments, g_strdup ("--reverse-scores"));
      return;
    }
  g_ptr_array_add (arguments, g_strdup ("--positive"));
  g_ptr_array_add (arguments,
                   g_strdup (limen_labels_get_name (labels,
                                                    positive == 0)));
}

/* The arguments (char *) that choose the best reading, without those that the
 * user gave; a new array. */
GPtrArray *
limen_question_list_arguments (GPtrArray *readings, const LimenFacts *facts,
                               const LimenGivenColumns *given,
                               const LimenReadOptions *options)
{
  const LimenReading *reading = g_ptr_array_index (readings, 0);
  const LimenRoles *roles = &reading->roles;
  GPtrArray *arguments = g_ptr_array_new_with_free_func (g_free);

  if (given->labels->len == 0)
    limen_question_add_column (arguments, "--label", roles->label,
                               roles->labels, facts);
  if (given->predicted < 0 && (has_predicted (reading) || roles->is_decision))
    limen_question_add_column (arguments, "--predicted", roles->predicted,
                               NULL, facts);
  else if (limen_question_find_confidence (readings) != NULL)
    {
      g_ptr_array_add (arguments, g_strdup ("--predicted"));
      g_ptr_array_add (arguments, g_strdup ("none"));
    }
  if (reading->is_doubtful && roles->scores != NULL && roles->label >= 0
      && options->mapped == NULL)
    add_mapped (arguments, reading, facts);
  else if (given->scores->len == 0)
    limen_question_add_column (arguments, "--score", roles->score,
                               roles->scores, facts);
  if (roles->is_decision && !options->no_scores)
    {
      g_ptr_array_add (arguments, g_strdup ("--score"));
      g_ptr_array_add (arguments, g_strdup ("none"));
    }
  if (reading->is_percent)
    {
      g_ptr_array_add (arguments, g_strdup ("--undo"));
      g_ptr_array_add (arguments, g_strdup ("percent"));
    }
  if (reading->is_low)
    add_low (arguments, reading, facts);
  if (limen_question_needs_ignored (reading, facts))
    {
      g_autofree guint64 *counts = count_values (facts, roles->label);

      limen_question_add_ignored (arguments,
                                  facts->columns[roles->label].values,
                                  counts, facts->columns[roles->score].name);
    }
  return arguments;
}
