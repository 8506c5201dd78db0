/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roles-private.h"

#include <string.h>

#include "column-names.h"
#include "question.h"
#include "roles-given.h"
#include "text-likeness.h"

static void
given_clear (LimenGivenColumns *given)
{
  g_clear_pointer (&given->labels, g_array_unref);
  g_clear_pointer (&given->scores, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenGivenColumns, given_clear)

/* Whether a column "w" may be a width: it is a capital, or next to columns of
 * bounding boxes. */
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

/* Sets the only column named like a weight; leaves -1 if there is none or
 * several. A column that may be a measurement is recorded and not used. */
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

/* Drops a weight that was inferred from a name if its column is the score of a
 * class. */
static void
drop_class_weight (LimenRoles *self, const LimenReadOptions *options)
{
  if (self->scores == NULL || options->weight != NULL)
    return;
  if (limen_class_columns_has (self->scores, self->weight))
    self->weight = -1;
  if (limen_class_columns_has (self->scores, self->unused_weight))
    self->unused_weight = -1;
}

/* Whether a label column holds the probability of the positive class. The
 * options must specify a task with two classes. */
static gboolean
is_soft_label (const LimenRoles *self, const LimenFacts *facts,
               const LimenReadOptions *options)
{
  return options->has_task && limen_task_get (options->task)->has_positive
         && self->label >= 0 && self->score >= 0 && self->predicted < 0
         && limen_facts_is_unit (facts, self->label)
         && facts->columns[self->label].has_fraction;
}

/* Sets whether the labels are soft, and the task of several label columns. */
static void
infer_labels (LimenRoles *self, const LimenFacts *facts,
              const LimenReadOptions *options)
{
  const LimenSample *sample = facts->sample;

  if (self->labels == NULL)
    {
      self->has_soft_labels = is_soft_label (self, facts, options);
      return;
    }
  if (sample->n_joined > 0 && options->labels == NULL && self->scores != NULL)
    self->has_labels_by_order
        = !limen_class_columns_order_like (self->labels, self->scores);
  self->label = -1;
  self->has_soft_labels
      = options->has_task
            ? limen_task_get (options->task)->has_joint_decision
            : limen_roles_sum_to_one (sample, self->labels, options);
  self->task = self->has_soft_labels ? LIMEN_TASK_MULTICLASS
                                     : LIMEN_TASK_MULTILABEL;
}

/* Sets the classes of score columns from the options "COLUMN=CLASS". */
static void
map_classes (LimenRoles *self, const LimenSample *sample,
             const LimenReadOptions *options)
{
  GStrv mapped = options->mapped;

  for (gsize i = 0; mapped != NULL && mapped[i] != NULL; i++)
    {
      g_autofree char *class = NULL;
      g_autofree char *name
          = limen_column_names_cut_class (mapped[i], &class);
      int column = -1;

      limen_column_names_find (sample, "", "", name, &column, NULL);
      for (gsize k = 0; k < limen_class_columns_get_n (self->scores); k++)
        if (limen_class_columns_get (self->scores, k) == column)
          {
            g_free (self->scores->stems->pdata[k]);
            self->scores->stems->pdata[k] = g_steal_pointer (&class);
            break;
          }
    }
}

/* Takes the naming of the score columns from the reading of another file. */
static void
take_naming (LimenRoles *self, const LimenReadOptions *options,
             gboolean has_header)
{
  GPtrArray *stems = self->scores->stems;

  self->naming = (LimenClassNaming) options->naming;
  for (guint k = 0; self->naming == LIMEN_CLASSES_BY_NAME && k < stems->len
                    && options->classes != NULL && options->classes[k] != NULL;
       k++)
    {
      g_free (stems->pdata[k]);
      stems->pdata[k] = g_strdup (options->classes[k]);
    }
  if (!has_header
      && (self->naming == LIMEN_CLASSES_BY_INDEX
          || self->naming == LIMEN_CLASSES_BY_NUMBER))
    limen_class_columns_number (
        self->scores, self->naming == LIMEN_CLASSES_BY_NUMBER ? 1 : 0);
}

static void
infer_naming (LimenRoles *self, const LimenFacts *facts,
              const LimenReadOptions *options)
{
  g_autoptr (LimenLabels) known = NULL;
  g_autoptr (LimenLabels) none = NULL;
  LimenLabels *own;

  if (self->scores == NULL)
    return;
  if (options->has_naming)
    {
      take_naming (self, options, facts->sample->has_header);
      return;
    }
  if (options->mapped != NULL && *options->mapped != NULL)
    {
      map_classes (self, facts->sample, options);
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
      self->scores, own, known, facts->sample->has_header);
  if (!facts->sample->has_header
      && (self->naming == LIMEN_CLASSES_BY_INDEX
          || self->naming == LIMEN_CLASSES_BY_NUMBER))
    limen_class_columns_number (
        self->scores, self->naming == LIMEN_CLASSES_BY_NUMBER ? 1 : 0);
}

static gboolean
is_regression (const LimenGivenColumns *given, const LimenReadOptions *options)
{
  if (options->has_task)
    return limen_task_get (options->task)->labels == LIMEN_LABELS_NUMBERS;
  return options->variance != NULL && given->labels->len <= 1
         && given->scores->len <= 1;
}

static LimenClassColumns *
copy_columns (const LimenClassColumns *columns)
{
  return columns != NULL ? limen_class_columns_copy (columns) : NULL;
}

/* Takes the roles of a reading, without labels or scores that have too few
 * points. */
static void
take_reading (LimenRoles *self, const LimenReading *reading,
              const LimenReadOptions *options)
{
  limen_roles_clear (self);
  *self = reading->roles;
  self->scores = copy_columns (reading->roles.scores);
  self->labels = copy_columns (reading->roles.labels);
  if (reading->label_points < LIMEN_MIN_POINTS)
    self->label = -1;
  if (reading->score_points >= LIMEN_MIN_POINTS)
    return;
  g_clear_pointer (&self->scores, limen_class_columns_free);
  self->score = -1;
  self->is_pair = self->is_decision = FALSE;
  self->task = options->has_task ? options->task : LIMEN_TASK_BINARY;
}

/* In a file with two columns of which the user gave one, takes the other,
 * unless it is assigned. */
static void
take_the_other (LimenRoles *self, const LimenFacts *facts,
                const LimenGivenColumns *given)
{
  int label
      = given->labels->len == 1 ? g_array_index (given->labels, int, 0) : -1;
  int score
      = given->scores->len == 1 ? g_array_index (given->scores, int, 0) : -1;

  if (facts->n_columns != 2 || self->scores != NULL || self->predicted >= 0)
    return;
  if (label >= 0 && self->score < 0
      && facts->columns[1 - label].role != LIMEN_ROLE_ASSIGNED)
    self->score = 1 - label;
  if (score >= 0 && self->label < 0
      && facts->columns[1 - score].role != LIMEN_ROLE_ASSIGNED)
    self->label = 1 - score;
}

/* The state of choosing a reading, kept for messages. */
typedef struct
{
  LimenFacts *facts; /* owned by the caller */
  LimenGivenColumns given;
  LimenRoles others;   /* roles that the user assigned */
  GPtrArray *readings; /* LimenReading; NULL if the user assigned everything */
  gboolean is_clear;
} Choice;

static void
choice_clear (Choice *self)
{
  g_clear_pointer (&self->readings, g_ptr_array_unref);
  given_clear (&self->given);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choice, choice_clear)

/* Takes decisions in place of scores: if the options say that there are no
 * scores, or that the only scores are decisions. */
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
  g_string_truncate (options->explanation, 0); /* from an earlier attempt */
  limen_question_explain (options->explanation, choice->readings,
                          choice->facts);
}

static void
choose_reading (LimenRoles *self, Choice *choice,
                const LimenReadOptions *options)
{
  choice->readings
      = limen_readings_find (choice->facts, &choice->given, self, options);
  explain (choice, options);
  choice->is_clear
      = limen_readings_is_clear (choice->readings, choice->facts);
  if (options->has_task)
    self->task = options->task;
  if (choice->readings->len > 0)
    take_reading (self, g_ptr_array_index (choice->readings, 0), options);
  if (!choice->is_clear)
    take_the_other (self, choice->facts, &choice->given);
  else
    return;
  choice->is_clear
      = choice->facts->n_columns == 2 && self->label >= 0 && self->score >= 0
        && choice->given.labels->len + choice->given.scores->len > 0;
}

/* Chooses the roles: those assigned by the user, then those that names and
 * contents suggest, clear or not. Fails only if a column that the user gave
 * does not exist. */
static gboolean
choose (LimenRoles *self, Choice *choice, const char *path, LimenFacts *facts,
        const LimenReadOptions *options, GError **error)
{
  const LimenSample *sample = facts->sample;

  limen_facts_forget_given (facts);
  choice->facts = facts;
  choice->is_clear = TRUE;
  *self = LIMEN_ROLES_NONE;
  if (!limen_roles_find_given (self, &choice->given, choice->facts, path,
                               options, error))
    return FALSE;
  choice->others = *self;
  guess_weight (self, choice->facts, options);
  if (is_regression (&choice->given, options))
    limen_roles_take_numbers (self, choice->facts, &choice->given);
  else if (choice->given.labels->len > 1)
    limen_roles_take_listed (self, choice->facts, &choice->given, options);
  else if (choice->given.scores->len > 1 && self->predicted >= 0)
    {
      self->task = LIMEN_TASK_MULTICLASS;
      self->scores = limen_class_columns_new (
          sample, (const int *) choice->given.scores->data,
          choice->given.scores->len);
    }
  else
    choose_reading (self, choice, options);
  take_decisions (self, options);
  infer_labels (self, facts, options);
  drop_class_weight (self, options);
  return TRUE;
}

static void
drop_absent (char **given, const LimenSample *sample)
{
  int column;

  if (!limen_column_names_find (sample, "", "", *given, &column, NULL))
    g_clear_pointer (given, g_free);
}

static void
drop_absent_list (GStrv *given, const LimenSample *sample)
{
  g_autoptr (GArray) columns
      = limen_column_names_find_all (sample, "", "", *given, NULL);

  if (columns == NULL)
    g_clear_pointer (given, g_strfreev);
}

/* As drop_absent(), for columns mapped to classes: drops all if one does not
 * exist. */
static void
drop_absent_mapped (GStrv *mapped, const LimenSample *sample)
{
  for (gsize i = 0; *mapped != NULL && (*mapped)[i] != NULL; i++)
    {
      g_autofree char *name
          = limen_column_names_cut_class ((*mapped)[i], NULL);

      drop_absent (&name, sample);
      if (name == NULL)
        g_clear_pointer (mapped, g_strfreev);
      if (name == NULL)
        return;
    }
}

/* The roles that limen_roles_infer() would choose, even if the reading is not
 * clear: -1 or NULL where nothing is plausible. Nothing is checked, and
 * options that name columns which do not exist are ignored. Free with
 * limen_roles_clear(). */
void
limen_roles_guess (LimenRoles *self, LimenFacts *facts,
                   const LimenReadOptions *options)
{
  const LimenSample *sample = facts->sample;
  g_autoptr (LimenReadOptions) known = limen_read_options_copy (options);
  g_auto (Choice) choice = { 0 };
  g_auto (Choice) again = { 0 };

  drop_absent_list (&known->labels, sample);
  drop_absent_list (&known->scores, sample);
  drop_absent_mapped (&known->mapped, sample);
  drop_absent (&known->predicted, sample);
  drop_absent (&known->variance, sample);
  drop_absent (&known->weight, sample);
  drop_absent (&known->fp_cost, sample);
  drop_absent (&known->fn_cost, sample);
  drop_absent (&known->group, sample);
  drop_absent (&known->unit, sample);
  choose (self, &choice, "", facts, known, NULL);
  if (!known->has_task || choice.given.labels->len > 1 || self->label >= 0
      || self->score >= 0 || self->labels != NULL || self->scores != NULL)
    return;
  known->has_task = FALSE;
  choose (self, &again, "", facts, known, NULL);
  self->task = options->task;
}

/* Whether a role is missing that only the user can assign. */
static gboolean
is_incomplete (const LimenRoles *self, const LimenReadOptions *options)
{
  gboolean has_label = self->label >= 0 || self->labels != NULL;
  gboolean has_score
      = self->score >= 0 || self->scores != NULL || self->is_decision;

  return !has_score || (!has_label && !options->label_is_optional);
}

/* All readings that limen_roles_infer() considers, the best first: a new array
 * of LimenReading; NULL if the user assigned everything. Sets *is_clear to
 * whether the best is taken without asking. */
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

      infer_labels (&reading->roles, facts, options);
    }
  *is_clear = choice.is_clear && !is_incomplete (&roles, options);
  return g_steal_pointer (&choice.readings);
}

static gboolean
fail_unclear (const Choice *choice, const char *path,
              const LimenReadOptions *options, GError **error)
{
  const LimenSample *sample = choice->facts->sample;

  if (sample->rows_error != NULL || sample->likeness != NULL)
    {
      g_propagate_error (
          error, sample->rows_error != NULL
                     ? g_error_copy (sample->rows_error)
                     : limen_text_likeness_new_error (sample->likeness, path));
      return FALSE;
    }
  return limen_question_fail (choice->readings, choice->facts, &choice->given,
                              path, options, error);
}

/* FALSE with an error if the user gave a column two roles. */
static gboolean
check_once (const Choice *choice, const char *path, GError **error)
{
  LimenRoles given = choice->others;
  gboolean is_good;

  if (choice->given.labels->len > 0)
    given.labels = limen_class_columns_new (
        choice->facts->sample, (const int *) choice->given.labels->data,
        choice->given.labels->len);
  if (choice->given.scores->len > 0)
    given.scores = limen_class_columns_new (
        choice->facts->sample, (const int *) choice->given.scores->data,
        choice->given.scores->len);
  is_good = limen_roles_check_distinct (&given, path, choice->facts->sample,
                                        error);
  limen_roles_clear (&given);
  return is_good;
}

/* Infers the role of each column: from the options, then from names and
 * contents. FALSE with LIMEN_TABLE_ERROR_ROLES if they are not clear. Free
 * with limen_roles_clear() in any case. */
gboolean
limen_roles_infer (LimenRoles *self, const char *path, LimenFacts *facts,
                   const LimenReadOptions *options, GError **error)
{
  const LimenSample *sample = facts->sample;
  g_auto (Choice) choice = { 0 };
  gboolean is_clear, is_listed;

  if (!choose (self, &choice, path, facts, options, error)
      || !check_once (&choice, path, error))
    return FALSE;
  is_clear = choice.is_clear && !is_incomplete (self, options);
  is_listed = choice.given.labels->len > 1 || choice.given.scores->len > 1;
  if ((is_clear || options->has_task || options->no_scores
       || (is_listed && choice.others.predicted >= 0))
      && !limen_roles_check (self, is_listed, path, sample, options, error))
    return FALSE;
  if (!is_clear)
    return fail_unclear (&choice, path, options, error);
  self->decimal_point = limen_roles_guess_decimal_point (self, sample);
  infer_naming (self, choice.facts, options);
  return TRUE;
}
