#include "roles-private.h"

#include <math.h>
#include <string.h>

#include "column-names.h"
#include "number.h"
#include "sample.h"

/* What the user said. */
typedef struct
{
  GArray *labels, *scores;
} Said;

static void
said_clear (Said *said)
{
  g_clear_pointer (&said->labels, g_array_unref);
  g_clear_pointer (&said->scores, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Said, said_clear)

/* Columns assigned explicitly; they are excluded from guessing. */
static gboolean
find_others (LimenRoles *self, LimenColumnTraits *traits, const char *path,
             const LimenDialect *dialect, const LimenReadOptions *options,
             GError **error)
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
      if (!limen_column_names_find (dialect, path, others[i].option,
                                    others[i].text, others[i].column, error))
        return FALSE;
      if (*others[i].column >= 0)
        traits[*others[i].column].role = LIMEN_ROLE_ASSIGNED;
    }
  return TRUE;
}

static GArray *
find_listed (LimenColumnTraits *traits, const char *path, const char *option,
             GStrv texts, const LimenDialect *dialect, GError **error)
{
  GArray *columns
      = limen_column_names_find_all (dialect, path, option, texts, error);

  for (guint i = 0; columns != NULL && i < columns->len; i++)
    traits[g_array_index (columns, int, i)].role = LIMEN_ROLE_ASSIGNED;
  return columns;
}

/* The labels that stand in another file; the column that they are matched by is
 * assigned, too. */
static GArray *
assign_joined (LimenColumnTraits *traits, const LimenDialect *dialect)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (int));

  for (gsize i = dialect->n_columns - dialect->n_joined;
       i < dialect->n_columns; i++)
    {
      int column = (int) i;

      traits[i].role = LIMEN_ROLE_ASSIGNED;
      g_array_append_val (columns, column);
    }
  if (dialect->id >= 0)
    traits[dialect->id].role = LIMEN_ROLE_ASSIGNED;
  return columns;
}

static gboolean
find_said (LimenRoles *self, Said *said, LimenColumnTraits *traits,
           const char *path, const LimenDialect *dialect,
           const LimenReadOptions *options, GError **error)
{
  if (!find_others (self, traits, path, dialect, options, error))
    return FALSE;
  said->labels = dialect->n_joined > 0
                     ? assign_joined (traits, dialect)
                     : find_listed (traits, path, "--label", options->labels,
                                    dialect, error);
  if (said->labels == NULL)
    return FALSE;
  said->scores = find_listed (traits, path, "--score", options->scores,
                              dialect, error);
  if (said->scores == NULL)
    return FALSE;
  if (said->labels->len == 1)
    self->label = g_array_index (said->labels, int, 0);
  if (said->scores->len == 1)
    self->score = g_array_index (said->scores, int, 0);
  return TRUE;
}

/* Guesses one column of each kind that was not assigned. */
static void
guess_single (LimenRoles *self, const Said *said,
              const LimenColumnTraits *traits, gsize n_columns,
              const LimenReadOptions *options)
{
  if (said->labels->len == 0)
    limen_roles_guess_label (self, traits, n_columns);
  if (said->scores->len == 0)
    limen_roles_guess_score (self, traits, n_columns);
  /* Where labels are optional, a column is not taken as labels by its contents
   * alone. */
  if (options->label_is_optional && self->is_label_guessed)
    self->label = -1;
  if (options->weight == NULL && !options->no_weight)
    limen_roles_guess_weight (self, traits, n_columns);
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

static LimenClassColumns *
new_columns (const LimenDialect *dialect, GArray *columns)
{
  return limen_class_columns_new (dialect, (const int *) columns->data,
                                  columns->len);
}

/* The task that was said, or that the columns which were said stand for, or
 * that names and contents show. */
static void
settle_task (LimenRoles *self, const Said *said, const LimenDialect *dialect,
             const LimenColumnTraits *traits, const LimenReadOptions *options)
{
  gboolean is_open = said->scores->len == 0 && options->predicted == NULL;

  self->task = LIMEN_TASK_BINARY;
  if (options->has_task)
    self->task = options->task;
  else if (said->labels->len > 1 || said->scores->len > 1
           || options->predicted != NULL)
    self->task = LIMEN_TASK_MULTICLASS;
  else if (options->variance != NULL)
    self->task = LIMEN_TASK_REGRESSION;
  else if (is_open)
    limen_roles_guess_classes (self, dialect, traits, options);
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

/* Label columns hold one class's probability each where the rows of the sample
 * sum to one; else, each by itself, 0 or 1. A row with something other than
 * numbers is a bad one, which is said when it is read; one with a label to be
 * ignored tells nothing. */
static gboolean
sum_to_one (const LimenDialect *dialect, const LimenClassColumns *labels,
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

/* The label columns of several classes, in the order of the scores' where names
 * tell, and whether they are soft. */
static void
settle_labels (LimenRoles *self, const Said *said, const LimenDialect *dialect,
               const LimenColumnTraits *traits,
               const LimenReadOptions *options)
{
  if (said->labels->len > 0)
    g_clear_pointer (&self->labels, limen_class_columns_free);
  if (said->labels->len > 1)
    self->labels = new_columns (dialect, said->labels);
  else if (said->labels->len == 0 && self->labels == NULL
           && self->scores != NULL)
    self->labels
        = limen_class_columns_guess_labels (dialect, traits, self->scores);
  if (self->labels == NULL)
    return;
  if (dialect->n_joined > 0 && options->labels == NULL && self->scores != NULL)
    self->has_labels_by_order
        = !limen_class_columns_order_like (self->labels, self->scores);
  self->label = -1;
  self->has_soft_labels = options->has_task
                              ? self->task == LIMEN_TASK_MULTICLASS
                              : sum_to_one (dialect, self->labels, options);
  self->task = self->has_soft_labels ? LIMEN_TASK_MULTICLASS
                                     : LIMEN_TASK_MULTILABEL;
}

/* Labels and scores of several classes. */
static void
settle_classes (LimenRoles *self, const Said *said,
                const LimenDialect *dialect, const LimenColumnTraits *traits,
                const LimenReadOptions *options)
{
  if (said->labels->len > 1)
    self->label = -1;
  if (said->scores->len > 1)
    {
      g_clear_pointer (&self->scores, limen_class_columns_free);
      self->scores = new_columns (dialect, said->scores);
    }
  else if (said->scores->len == 0 && self->scores == NULL
           && options->predicted == NULL)
    limen_roles_guess_scores (self, dialect, traits, options);
  if (self->scores == NULL && self->task == LIMEN_TASK_MULTILABEL
      && self->score >= 0)
    self->scores = limen_class_columns_new (dialect, &self->score, 1);
  if (self->scores == NULL && said->scores->len == 0)
    limen_roles_guess_top_label (self, dialect, traits, options);
  settle_labels (self, said, dialect, traits, options);
  if (self->scores == NULL)
    return;
  self->score = -1;
  if (self->label >= 0 && said->labels->len == 0
      && limen_class_columns_has (self->scores, self->label))
    self->label = -1;
  if (self->label < 0 && self->labels == NULL && !options->label_is_optional)
    limen_roles_guess_label_of_classes (self, dialect, traits, options);
}

/* What remains once one of two columns has been said, unless it was said to be
 * for something else. */
static void
guess_the_other (LimenRoles *self, const LimenDialect *dialect,
                 const LimenColumnTraits *traits, const Said *said)
{
  if (dialect->n_columns != 2)
    return;
  if (said->labels->len == 1 && self->score < 0
      && traits[1 - self->label].role != LIMEN_ROLE_ASSIGNED)
    self->score = 1 - self->label;
  if (said->scores->len == 1 && self->label < 0
      && traits[1 - self->score].role != LIMEN_ROLE_ASSIGNED)
    self->label = 1 - self->score;
}

static void
settle_naming (LimenRoles *self, const LimenDialect *dialect,
               const LimenReadOptions *options)
{
  if (self->scores == NULL)
    return;
  self->naming = limen_class_columns_get_naming (self->scores, dialect,
                                                 self->label, options);
  if (!dialect->has_header
      && (self->naming == LIMEN_CLASSES_BY_INDEX
          || self->naming == LIMEN_CLASSES_BY_NUMBER))
    limen_class_columns_number (
        self->scores, self->naming == LIMEN_CLASSES_BY_NUMBER ? 1 : 0);
}

/* What the user said, then what names and contents say, whether or not that is
 * enough. Fails only where a column that was said is not there. */
static gboolean
choose (LimenRoles *self, Said *said, const char *path,
        const LimenDialect *dialect, const LimenReadOptions *options,
        GError **error)
{
  g_autofree LimenColumnTraits *traits = limen_column_traits_new (dialect);

  *self = LIMEN_ROLES_NONE;
  if (!find_said (self, said, traits, path, dialect, options, error))
    return FALSE;
  guess_single (self, said, traits, dialect->n_columns, options);
  settle_task (self, said, dialect, traits, options);
  if (self->task == LIMEN_TASK_MULTICLASS
      || self->task == LIMEN_TASK_MULTILABEL)
    settle_classes (self, said, dialect, traits, options);
  else
    guess_the_other (self, dialect, traits, said);
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

/* What limen_roles_settle() would choose, as far as that is clear: -1 or NULL
 * where it is not, and nothing is checked. Columns that were said and are not
 * there count as not said. To be cleared with limen_roles_clear(). */
void
limen_roles_guess (LimenRoles *self, const LimenDialect *dialect,
                   const LimenReadOptions *options)
{
  g_autoptr (LimenReadOptions) known = limen_read_options_copy (options);
  g_auto (Said) said = { 0 };

  forget_absent_list (&known->labels, dialect);
  forget_absent_list (&known->scores, dialect);
  forget_absent (&known->predicted, dialect);
  forget_absent (&known->variance, dialect);
  forget_absent (&known->weight, dialect);
  forget_absent (&known->fp_cost, dialect);
  forget_absent (&known->fn_cost, dialect);
  forget_absent (&known->group, dialect);
  choose (self, &said, "", dialect, known, NULL);
}

/* Which column is what: what the user said, then what names and contents say.
 * Fails with LIMEN_TABLE_ERROR_ROLES where that is not clear; to be cleared
 * with limen_roles_clear() all the same. */
gboolean
limen_roles_settle (LimenRoles *self, const char *path,
                    const LimenDialect *dialect,
                    const LimenReadOptions *options, GError **error)
{
  g_auto (Said) said = { 0 };

  if (!choose (self, &said, path, dialect, options, error))
    return FALSE;
  self->decimal_point = limen_roles_guess_decimal_point (self, dialect);
  if (!limen_roles_check (self,
                          said.labels->len > 1 || said.scores->len > 1, path,
                          dialect, options, error))
    return FALSE;
  self->is_label_guessed &= self->label >= 0;
  self->is_score_guessed &= said.scores->len == 0 && self->score >= 0;
  settle_naming (self, dialect, options);
  return TRUE;
}

/* Frees what the roles own. */
void
limen_roles_clear (LimenRoles *self)
{
  g_clear_pointer (&self->labels, limen_class_columns_free);
  g_clear_pointer (&self->scores, limen_class_columns_free);
}

/* The only column of scores, or the first; -1 where there is none. */
int
limen_roles_get_first_score (const LimenRoles *self)
{
  return self->scores != NULL ? limen_class_columns_get (self->scores, 0)
                              : self->score;
}
