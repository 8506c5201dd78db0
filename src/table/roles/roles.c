#include "roles-private.h"

#include <math.h>
#include <string.h>

#include "column-names.h"
#include "number.h"
#include "question.h"
#include "sample.h"

static void
said_clear (LimenSaid *said)
{
  g_clear_pointer (&said->labels, g_array_unref);
  g_clear_pointer (&said->scores, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenSaid, said_clear)

/* Columns assigned explicitly; they are excluded from guessing. */
static gboolean
find_others (LimenRoles *self, LimenFacts *facts, const char *path,
             const LimenReadOptions *options, GError **error)
{
  const struct
  {
    const char *option, *text;
    int *column;
  } others[] = {
    { "--weight", options->weight, &self->weight },
    { "--predicted", options->predicted, &self->predicted },
    { "--variance", options->variance, &self->variance },
    { "--fp-cost-column", options->fp_cost, &self->fp_cost },
    { "--fn-cost-column", options->fn_cost, &self->fn_cost },
    { "--group", options->group, &self->group },
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      if (!limen_column_names_find (facts->dialect, path, others[i].option,
                                    others[i].text, others[i].column, error))
        return FALSE;
      if (*others[i].column >= 0)
        facts->columns[*others[i].column].role = LIMEN_ROLE_ASSIGNED;
    }
  return TRUE;
}

static GArray *
find_listed (LimenFacts *facts, const char *path, const char *option,
             GStrv texts, GError **error)
{
  GArray *columns = limen_column_names_find_all (facts->dialect, path, option,
                                                 texts, error);

  for (guint i = 0; columns != NULL && i < columns->len; i++)
    facts->columns[g_array_index (columns, int, i)].role
        = LIMEN_ROLE_ASSIGNED;
  return columns;
}

/* The labels that stand in another file; the column that they are matched by is
 * assigned, too. */
static GArray *
assign_joined (LimenFacts *facts)
{
  const LimenDialect *dialect = facts->dialect;
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (int));

  for (gsize i = dialect->n_columns - dialect->n_joined;
       i < dialect->n_columns; i++)
    {
      int column = (int) i;

      facts->columns[i].role = LIMEN_ROLE_ASSIGNED;
      g_array_append_val (columns, column);
    }
  if (dialect->id >= 0)
    facts->columns[dialect->id].role = LIMEN_ROLE_ASSIGNED;
  return columns;
}

/* The columns that a list of "COLUMN=CLASS" names, appended to what was
 * found. */
static gboolean
find_mapped (GArray *scores, LimenFacts *facts, const char *path,
             GStrv mapped, GError **error)
{
  for (gsize i = 0; mapped != NULL && mapped[i] != NULL; i++)
    {
      g_autofree char *name = limen_column_names_cut_class (mapped[i], NULL);
      int column = -1;

      if (!limen_column_names_find (facts->dialect, path, "--classes", name,
                                    &column, error))
        return FALSE;
      g_array_append_val (scores, column);
      facts->columns[column].role = LIMEN_ROLE_ASSIGNED;
    }
  return TRUE;
}

static gboolean
find_said (LimenRoles *self, LimenSaid *said, LimenFacts *facts,
           const char *path, const LimenReadOptions *options, GError **error)
{
  if (!find_others (self, facts, path, options, error))
    return FALSE;
  said->predicted = self->predicted;
  said->labels
      = facts->dialect->n_joined > 0
            ? assign_joined (facts)
            : find_listed (facts, path, "--label", options->labels, error);
  if (said->labels == NULL)
    return FALSE;
  said->scores = find_listed (facts, path, "--score", options->scores, error);
  if (said->scores == NULL)
    return FALSE;
  return said->scores->len > 0
         || find_mapped (said->scores, facts, path, options->mapped, error);
}

/* Whether a "w" may well be a width, or something else: a capital, or beside
 * what boxes have. */
static gboolean
is_width (const LimenFacts *facts, int column)
{
  static const char *const others[]
      = { "h", "height", "x", "cx", "cy", "bbox", NULL };

  if (g_str_equal (facts->columns[column].name, "W"))
    return TRUE;
  if (!g_str_equal (facts->columns[column].name, "w"))
    return FALSE;
  for (gsize i = 0; i < facts->n_columns; i++)
    if ((int) i != column
        && g_strv_contains (others, facts->columns[i].name))
      return TRUE;
  return FALSE;
}

/* The only column of weights by its name; -1 where there is none, or several.
 * A column that may be a measurement is noted and not used. */
static void
guess_weight (LimenRoles *self, const LimenFacts *facts,
              const LimenReadOptions *options)
{
  guint n = 0, n_maybe = 0;
  int weight = -1, maybe = -1;

  if (options->weight != NULL || options->no_weight)
    return;
  for (int i = 0; i < (int) facts->n_columns; i++)
    if (facts->columns[i].role == LIMEN_ROLE_WEIGHT && !is_width (facts, i))
      {
        weight = i;
        n++;
      }
    else if (facts->columns[i].role == LIMEN_ROLE_MAYBE_WEIGHT)
      {
        maybe = i;
        n_maybe++;
      }
  if (n == 1)
    {
      self->weight = weight;
      self->is_weight_guessed = TRUE;
    }
  else if (n == 0 && n_maybe == 1)
    self->unused_weight = maybe;
}

/* Releases a column named after a class from being weights by its name. */
static void
release_weight (LimenRoles *self, const LimenReadOptions *options)
{
  if (self->scores == NULL || options->weight != NULL)
    return;
  if (limen_class_columns_has (self->scores, self->weight))
    self->weight = -1;
  if (limen_class_columns_has (self->scores, self->unused_weight))
    self->unused_weight = -1;
}

/* Whether a number is a label to be ignored. */
static gboolean
is_ignored (double number, const LimenReadOptions *options)
{
  double ignored;

  for (GStrv text = options->ignored; text != NULL && *text != NULL; text++)
    if (limen_number_parse (*text, strlen (*text), '.', &ignored)
        && number == ignored)
      return TRUE;
  return FALSE;
}

/* Whether the rows of the sample sum to one: then label columns hold one
 * class's probability each; else, each by itself, 0 or 1. A row with something
 * other than numbers is a bad one, which is said when it is read; one with a
 * label to be ignored tells nothing. */
gboolean
limen_roles_sum_to_one (const LimenDialect *dialect,
                        const LimenClassColumns *labels,
                        const LimenReadOptions *options)
{
  gboolean has_numbers = FALSE;

  for (guint row = 0; row < dialect->rows->len; row++)
    {
      double sum = 0, number;

      for (gsize k = 0; k < limen_class_columns_get_n (labels); k++)
        sum += limen_sample_parse_number (dialect, row,
                                          limen_class_columns_get (labels, k),
                                          &number)
                       && !is_ignored (number, options)
                   ? number
                   : NAN;
      if (fabs (sum - 1) > LIMEN_SOFT_LABEL_TOLERANCE)
        return FALSE;
      has_numbers |= !isnan (sum);
    }
  return has_numbers;
}

/* Whether several columns of labels are soft: probabilities of one class
 * each. */
static void
settle_labels (LimenRoles *self, const LimenDialect *dialect,
               const LimenReadOptions *options)
{
  if (self->labels == NULL)
    return;
  if (dialect->n_joined > 0 && options->labels == NULL && self->scores != NULL)
    self->has_labels_by_order
        = !limen_class_columns_order_like (self->labels, self->scores);
  self->label = -1;
  self->has_soft_labels
      = options->has_task
            ? limen_task_get (options->task)->has_joint_decision
            : limen_roles_sum_to_one (dialect, self->labels, options);
  self->task = self->has_soft_labels ? LIMEN_TASK_MULTICLASS
                                     : LIMEN_TASK_MULTILABEL;
}

/* The classes that columns are for as the user said: "COLUMN=CLASS". */
static void
map_classes (LimenRoles *self, const LimenDialect *dialect,
             const LimenReadOptions *options)
{
  GStrv mapped = options->mapped;

  for (gsize i = 0; mapped != NULL && mapped[i] != NULL; i++)
    {
      g_autofree char *class = NULL;
      g_autofree char *name
          = limen_column_names_cut_class (mapped[i], &class);
      int column = -1;

      limen_column_names_find (dialect, "", "", name, &column, NULL);
      for (gsize k = 0; k < limen_class_columns_get_n (self->scores); k++)
        if (limen_class_columns_get (self->scores, k) == column)
          {
            g_free (self->scores->stems->pdata[k]);
            self->scores->stems->pdata[k] = g_steal_pointer (&class);
            break;
          }
    }
}

static void
settle_naming (LimenRoles *self, const LimenFacts *facts,
               const LimenReadOptions *options)
{
  g_autoptr (LimenLabels) known = NULL;
  g_autoptr (LimenLabels) none = NULL;
  LimenLabels *own;

  if (self->scores == NULL)
    return;
  if (options->mapped != NULL && *options->mapped != NULL)
    {
      map_classes (self, facts->dialect, options);
      self->naming = LIMEN_CLASSES_BY_NAME;
      return;
    }
  known = limen_labels_new (LIMEN_MAX_CLASSES, '.');
  none = limen_labels_new (1, '.');
  for (gsize i = 0;
       options->classes != NULL && options->classes[i] != NULL; i++)
    limen_labels_take (known, options->classes[i],
                       strlen (options->classes[i]));
  own = self->label >= 0 ? facts->columns[self->label].values : none;
  self->naming = limen_class_columns_get_naming (
      self->scores, own, known, facts->dialect->has_header);
  if (!facts->dialect->has_header
      && (self->naming == LIMEN_CLASSES_BY_INDEX
          || self->naming == LIMEN_CLASSES_BY_NUMBER))
    limen_class_columns_number (
        self->scores, self->naming == LIMEN_CLASSES_BY_NUMBER ? 1 : 0);
}

static gboolean
is_regression (const LimenSaid *said, const LimenReadOptions *options)
{
  if (options->has_task)
    return limen_task_get (options->task)->labels == LIMEN_LABELS_NUMBERS;
  return options->variance != NULL && said->labels->len <= 1
         && said->scores->len <= 1;
}

static LimenClassColumns *
copy_columns (const LimenClassColumns *columns)
{
  return columns != NULL ? limen_class_columns_copy (columns) : NULL;
}

/* Takes the roles of a reading, but for halves that are none. */
static void
take_reading (LimenRoles *self, const LimenReading *reading,
              const LimenReadOptions *options)
{
  limen_roles_clear (self);
  *self = reading->roles;
  self->scores = copy_columns (reading->roles.scores);
  self->labels = copy_columns (reading->roles.labels);
  if (reading->label_points < LIMEN_LEAST_POINTS)
    self->label = -1;
  if (reading->score_points >= LIMEN_LEAST_POINTS)
    return;
  g_clear_pointer (&self->scores, limen_class_columns_free);
  self->score = -1;
  self->is_pair = self->is_decision = FALSE;
  self->task = options->has_task ? options->task : LIMEN_TASK_BINARY;
}

/* What remains once one of two columns has been said, unless it was said to be
 * for something else. */
static void
take_the_other (LimenRoles *self, const LimenFacts *facts,
                const LimenSaid *said)
{
  int label = said->labels->len == 1 ? g_array_index (said->labels, int, 0)
                                     : -1;
  int score = said->scores->len == 1 ? g_array_index (said->scores, int, 0)
                                     : -1;

  if (facts->n_columns != 2 || self->scores != NULL || self->predicted >= 0)
    return;
  if (label >= 0 && self->score < 0
      && facts->columns[1 - label].role != LIMEN_ROLE_ASSIGNED)
    self->score = 1 - label;
  if (score >= 0 && self->label < 0
      && facts->columns[1 - score].role != LIMEN_ROLE_ASSIGNED)
    self->label = 1 - score;
}

/* What is kept of a choice for messages. */
typedef struct
{
  LimenFacts *facts; /* of the caller */
  LimenSaid said;
  LimenRoles others; /* that were said */
  GPtrArray *readings; /* LimenReading; NULL where all was said */
  gboolean is_clear;
} Choice;

static void
choice_clear (Choice *self)
{
  g_clear_pointer (&self->readings, g_ptr_array_unref);
  said_clear (&self->said);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choice, choice_clear)

/* Decisions in place of scores: where it was said that there are none, or that
 * the only ones are decisions. */
static void
take_decisions (LimenRoles *self, const LimenReadOptions *options)
{
  self->is_decision |= options->no_scores && self->predicted >= 0;
  if (!options->has_kind || options->kind != LIMEN_KIND_DECISION
      || self->score < 0 || self->predicted >= 0)
    return;
  self->predicted = self->score;
  self->score = -1;
  self->is_decision = TRUE;
}

static void
explain (const Choice *choice, const LimenReadOptions *options)
{
  if (options->explanation == NULL || choice->readings == NULL)
    return;
  g_string_truncate (options->explanation, 0); /* of an earlier look */
  limen_question_explain (options->explanation, choice->readings,
                          choice->facts);
}

static void
choose_reading (LimenRoles *self, Choice *choice,
                const LimenReadOptions *options)
{
  choice->readings = limen_readings_find (choice->facts, &choice->said, self,
                                          options);
  explain (choice, options);
  choice->is_clear
      = limen_readings_is_clear (choice->readings, choice->facts);
  if (options->has_task)
    self->task = options->task;
  if (choice->readings->len > 0)
    take_reading (self, g_ptr_array_index (choice->readings, 0), options);
  if (!choice->is_clear)
    take_the_other (self, choice->facts, &choice->said);
  else
    return;
  choice->is_clear = choice->facts->n_columns == 2 && self->label >= 0
                     && self->score >= 0
                     && choice->said.labels->len + choice->said.scores->len
                            > 0;
}

/* What the user said, then what names and contents say, whether or not that is
 * enough. Fails only where a column that was said is not there. */
static gboolean
choose (LimenRoles *self, Choice *choice, const char *path, LimenFacts *facts,
        const LimenReadOptions *options, GError **error)
{
  const LimenDialect *dialect = facts->dialect;

  limen_facts_forget_said (facts);
  choice->facts = facts;
  choice->is_clear = TRUE;
  *self = LIMEN_ROLES_NONE;
  if (!find_said (self, &choice->said, choice->facts, path, options, error))
    return FALSE;
  choice->others = *self;
  guess_weight (self, choice->facts, options);
  if (is_regression (&choice->said, options))
    limen_roles_take_numbers (self, choice->facts, &choice->said);
  else if (choice->said.labels->len > 1)
    limen_roles_take_listed (self, choice->facts, &choice->said, options);
  else if (choice->said.scores->len > 1 && self->predicted >= 0)
    {
      self->task = LIMEN_TASK_MULTICLASS;
      self->scores = limen_class_columns_new (
          dialect, (const int *) choice->said.scores->data,
          choice->said.scores->len);
    }
  else
    choose_reading (self, choice, options);
  take_decisions (self, options);
  settle_labels (self, dialect, options);
  release_weight (self, options);
  return TRUE;
}

static void
forget_absent (char **said, const LimenDialect *dialect)
{
  int column;

  if (!limen_column_names_find (dialect, "", "", *said, &column, NULL))
    g_clear_pointer (said, g_free);
}

static void
forget_absent_list (GStrv *said, const LimenDialect *dialect)
{
  g_autoptr (GArray) columns
      = limen_column_names_find_all (dialect, "", "", *said, NULL);

  if (columns == NULL)
    g_clear_pointer (said, g_strfreev);
}

/* Classes of columns of which one is not there. */
static void
forget_absent_mapped (GStrv *mapped, const LimenDialect *dialect)
{
  for (gsize i = 0; *mapped != NULL && (*mapped)[i] != NULL; i++)
    {
      g_autofree char *name
          = limen_column_names_cut_class ((*mapped)[i], NULL);

      forget_absent (&name, dialect);
      if (name == NULL)
        g_clear_pointer (mapped, g_strfreev);
      if (name == NULL)
        return;
    }
}

/* What limen_roles_settle() would choose, if only as the likeliest of several:
 * -1 or NULL where nothing is likely, and nothing is checked. Columns that
 * were said and are not there count as not said. To be cleared with
 * limen_roles_clear(). */
void
limen_roles_guess (LimenRoles *self, LimenFacts *facts,
                   const LimenReadOptions *options)
{
  const LimenDialect *dialect = facts->dialect;
  g_autoptr (LimenReadOptions) known = limen_read_options_copy (options);
  g_auto (Choice) choice = { 0 };
  g_auto (Choice) again = { 0 };

  forget_absent_list (&known->labels, dialect);
  forget_absent_list (&known->scores, dialect);
  forget_absent_mapped (&known->mapped, dialect);
  forget_absent (&known->predicted, dialect);
  forget_absent (&known->variance, dialect);
  forget_absent (&known->weight, dialect);
  forget_absent (&known->fp_cost, dialect);
  forget_absent (&known->fn_cost, dialect);
  forget_absent (&known->group, dialect);
  choose (self, &choice, "", facts, known, NULL);
  if (!known->has_task || choice.said.labels->len > 1 || self->label >= 0
      || self->score >= 0 || self->labels != NULL || self->scores != NULL)
    return;
  known->has_task = FALSE;
  choose (self, &again, "", facts, known, NULL);
  self->task = options->task;
}

/* Whether something is missing that only the user can say. */
static gboolean
is_incomplete (const LimenRoles *self, const LimenReadOptions *options)
{
  gboolean has_label = self->label >= 0 || self->labels != NULL;
  gboolean has_score
      = self->score >= 0 || self->scores != NULL || self->is_decision;

  return !has_score || (!has_label && !options->label_is_optional);
}

/* All readings that limen_roles_settle() weighs, the best first: a new array
 * of LimenReading, NULL where everything was said. Sets `*is_clear` to whether
 * the best one is taken without a question. */
GPtrArray *
limen_roles_list_readings (LimenFacts *facts, const LimenReadOptions *options,
                           gboolean *is_clear)
{
  g_auto (LimenRoles) roles = { 0 };
  g_auto (Choice) choice = { 0 };

  choose (&roles, &choice, "", facts, options, NULL);
  for (guint i = 0; choice.readings != NULL && i < choice.readings->len; i++)
    {
      LimenReading *reading = g_ptr_array_index (choice.readings, i);

      settle_labels (&reading->roles, facts->dialect, options);
    }
  *is_clear = choice.is_clear && !is_incomplete (&roles, options);
  return g_steal_pointer (&choice.readings);
}

static gboolean
fail_unclear (const Choice *choice, const char *path,
              const LimenReadOptions *options, GError **error)
{
  const LimenDialect *dialect = choice->facts->dialect;

  if (dialect->trouble != NULL)
    {
      g_propagate_error (error, g_error_copy (dialect->trouble));
      return FALSE;
    }
  return limen_question_fail (choice->readings, choice->facts, &choice->said,
                              path, options, error);
}

/* FALSE with an error where a column was said to be two things. */
static gboolean
check_once (const Choice *choice, const char *path, GError **error)
{
  LimenRoles said = choice->others;
  gboolean is_good;

  if (choice->said.labels->len > 0)
    said.labels = limen_class_columns_new (
        choice->facts->dialect, (const int *) choice->said.labels->data,
        choice->said.labels->len);
  if (choice->said.scores->len > 0)
    said.scores = limen_class_columns_new (
        choice->facts->dialect, (const int *) choice->said.scores->data,
        choice->said.scores->len);
  is_good = limen_roles_check_distinct (&said, path, choice->facts->dialect,
                                        error);
  limen_roles_clear (&said);
  return is_good;
}

/* Which column is what: what the user said, then what names and contents say.
 * Fails with LIMEN_TABLE_ERROR_ROLES where that is not clear; to be cleared
 * with limen_roles_clear() all the same. */
gboolean
limen_roles_settle (LimenRoles *self, const char *path, LimenFacts *facts,
                    const LimenReadOptions *options, GError **error)
{
  const LimenDialect *dialect = facts->dialect;
  g_auto (Choice) choice = { 0 };
  gboolean is_clear, is_listed;

  if (!choose (self, &choice, path, facts, options, error)
      || !check_once (&choice, path, error))
    return FALSE;
  is_clear = choice.is_clear && !is_incomplete (self, options);
  is_listed = choice.said.labels->len > 1 || choice.said.scores->len > 1;
  if ((is_clear || options->has_task || options->no_scores
       || (is_listed && choice.others.predicted >= 0))
      && !limen_roles_check (self, is_listed, path, dialect, options, error))
    return FALSE;
  if (!is_clear)
    return fail_unclear (&choice, path, options, error);
  self->decimal_point = limen_roles_guess_decimal_point (self, dialect);
  settle_naming (self, choice.facts, options);
  return TRUE;
}

/* Frees what the roles own. */
void
limen_roles_clear (LimenRoles *self)
{
  g_clear_pointer (&self->labels, limen_class_columns_free);
  g_clear_pointer (&self->scores, limen_class_columns_free);
}

static gboolean
are_equal (const LimenClassColumns *first, const LimenClassColumns *second)
{
  if (first == NULL || second == NULL)
    return first == second;
  return limen_class_columns_equal (first, second);
}

/* Whether both take the same columns for the same. */
gboolean
limen_roles_equal (const LimenRoles *self, const LimenRoles *other)
{
  return self->task == other->task && self->label == other->label
         && self->score == other->score && self->predicted == other->predicted
         && self->is_pair == other->is_pair
         && self->is_decision == other->is_decision
         && are_equal (self->labels, other->labels)
         && are_equal (self->scores, other->scores);
}

/* The only column of scores, or the first; that of decisions where there are
 * no scores; -1 where there is neither. */
int
limen_roles_get_first_score (const LimenRoles *self)
{
  if (self->scores != NULL)
    return limen_class_columns_get (self->scores, 0);
  return self->is_decision ? self->predicted : self->score;
}
