#include "roles-private.h"

#include <string.h>

#include "sample.h"

static gboolean
can_be_label (const LimenColumnTraits *traits)
{
  return traits->n_distinct <= 2 && !traits->has_fraction;
}

/* The only column that passes the test; -1 where there are several or none.
 * `n` counts them. */
static int
find_only (const LimenColumnTraits *traits, gsize n_columns,
           gboolean (*passes) (const LimenColumnTraits *traits), int but,
           guint *n)
{
  int found = -1;

  *n = 0;
  for (gsize i = 0; i < n_columns; i++)
    if ((int) i != but && passes (&traits[i]))
      {
        found = (int) i;
        ++*n;
      }
  return *n == 1 ? found : -1;
}

static gboolean
is_named_label (const LimenColumnTraits *traits)
{
  return traits->role == LIMEN_ROLE_LABEL;
}

static gboolean
is_named_score (const LimenColumnTraits *traits)
{
  return traits->role == LIMEN_ROLE_SCORE;
}

/* Hard decisions beside the scores: "y_pred" next to "y_score". A cell that is
 * no number makes a bad row, and not a column of something else. */
static gboolean
is_named_spread_score (const LimenColumnTraits *traits)
{
  return is_named_score (traits)
         && (traits->is_numeric || traits->has_fraction)
         && !can_be_label (traits);
}

static gboolean
is_named_weight (const LimenColumnTraits *traits)
{
  return traits->role == LIMEN_ROLE_WEIGHT;
}

static gboolean
is_named_maybe_weight (const LimenColumnTraits *traits)
{
  return traits->role == LIMEN_ROLE_MAYBE_WEIGHT;
}

static gboolean
is_label_by_content (const LimenColumnTraits *traits)
{
  return traits->role == LIMEN_ROLE_NONE && can_be_label (traits)
         && traits->n_distinct == 2;
}

static gboolean
is_score_by_content (const LimenColumnTraits *traits)
{
  return traits->role == LIMEN_ROLE_NONE && traits->is_numeric;
}

static gboolean
is_fraction_by_content (const LimenColumnTraits *traits)
{
  return is_score_by_content (traits) && traits->has_fraction;
}

/* Guesses the only column of scores; -1 where there is none, or several. */
void
limen_roles_guess_score (LimenRoles *self, const LimenColumnTraits *traits,
                         gsize n_columns)
{
  guint n;

  self->score = find_only (traits, n_columns, is_named_score, -1, &n);
  if (self->score < 0 && n > 1)
    self->score = find_only (traits, n_columns, is_named_spread_score, -1, &n);
  if (n > 0)
    return;
  self->is_score_guessed = TRUE;
  self->score
      = find_only (traits, n_columns, is_fraction_by_content, self->label, &n);
  if (n == 0 && self->label >= 0)
    self->score = find_only (traits, n_columns, is_score_by_content,
                             self->label, &n);
}

/* Guesses the only column of labels; -1 where there is none, or several. */
void
limen_roles_guess_label (LimenRoles *self, const LimenColumnTraits *traits,
                         gsize n_columns)
{
  guint n;

  self->label = find_only (traits, n_columns, is_named_label, -1, &n);
  if (n > 0)
    return;
  self->is_label_guessed = TRUE;
  self->label = find_only (traits, n_columns, is_label_by_content, -1, &n);
}

/* Guesses the only column of weights by its name; -1 where there is none, or
 * several. A column that may be a measurement is noted and not used. */
void
limen_roles_guess_weight (LimenRoles *self, const LimenColumnTraits *traits,
                          gsize n_columns)
{
  guint n;

  self->weight = find_only (traits, n_columns, is_named_weight, -1, &n);
  if (n == 0)
    self->unused_weight
        = find_only (traits, n_columns, is_named_maybe_weight, -1, &n);
}

/* Score columns that belong together, and a label column for each of them;
 * then one column that looked like labels is not all there is of them. */
static void
guess_pairs (LimenRoles *self, const LimenDialect *dialect,
             const LimenColumnTraits *traits, const LimenReadOptions *options)
{
  self->scores
      = limen_class_columns_guess_scores (dialect, traits, -1, options);
  if (self->scores != NULL)
    self->labels
        = limen_class_columns_guess_labels (dialect, traits, self->scores);
  if (self->labels == NULL)
    g_clear_pointer (&self->scores, limen_class_columns_free);
}

/* A score column for each class, and perhaps a label column as well. */
void
limen_roles_guess_scores (LimenRoles *self, const LimenDialect *dialect,
                          const LimenColumnTraits *traits,
                          const LimenReadOptions *options)
{
  self->scores = limen_class_columns_guess_scores (dialect, traits,
                                                   self->label, options);
  if (self->scores != NULL)
    self->labels
        = limen_class_columns_guess_labels (dialect, traits, self->scores);
  else if (self->is_label_guessed)
    guess_pairs (self, dialect, traits, options);
}

static gboolean
are_among (LimenLabels *values, LimenLabels *others)
{
  for (guint i = 0; i < limen_labels_get_n (values); i++)
    if (limen_labels_find (others, limen_labels_get_name (values, i)) < 0)
      return FALSE;
  return limen_labels_get_n (values) > 0;
}

static gboolean
is_fraction (const LimenColumnTraits *traits)
{
  return traits->has_fraction
         && (traits->role == LIMEN_ROLE_SCORE
             || (traits->role == LIMEN_ROLE_NONE && traits->is_numeric));
}

/* A column of classes may well be named "predicted", as scores are: what is
 * none of the labels is the score. */
static void
prefer_fractions (LimenRoles *self, const LimenDialect *dialect,
                  const LimenColumnTraits *traits, LimenLabels *labels)
{
  g_autoptr (LimenLabels) values
      = self->score >= 0
            ? limen_sample_collect_labels_beside (
                dialect, self->score,
                self->label >= 0 ? self->label : self->score, NULL)
            : NULL;
  guint n;

  if (values == NULL || are_among (values, labels))
    self->score = find_only (traits, dialect->n_columns, is_fraction,
                             self->label, &n);
}

/* Files of top labels: of more than two labels, one score, and one other
 * column of the same labels, wherever a row has one, which is the class that
 * the score is for. */
static void
guess_predicted (LimenRoles *self, const LimenDialect *dialect,
                 const LimenColumnTraits *traits,
                 const LimenReadOptions *options)
{
  g_autoptr (LimenLabels) labels = NULL;
  int found = -1;

  if (self->label < 0 || options->no_predicted)
    return;
  labels = limen_sample_collect_labels (dialect, self->label,
                                        options->ignored);
  if (limen_labels_get_n (labels) <= 2)
    return;
  prefer_fractions (self, dialect, traits, labels);
  for (int i = 0; i < (int) dialect->n_columns; i++)
    {
      g_autoptr (LimenLabels) values = NULL;

      if (i == self->label || i == self->score || i == self->weight
          || traits[i].role == LIMEN_ROLE_ASSIGNED)
        continue;
      values = limen_sample_collect_labels_beside (dialect, i, self->label,
                                                   options->ignored);
      if (!are_among (values, labels))
        continue;
      if (found >= 0)
        return;
      found = i;
    }
  if (self->score < 0)
    return;
  self->predicted = found;
  if (found >= 0)
    self->task = LIMEN_TASK_MULTICLASS;
}

/* One score, and the class that it is for: found, or the score found beside
 * it. */
void
limen_roles_guess_top_label (LimenRoles *self, const LimenDialect *dialect,
                             const LimenColumnTraits *traits,
                             const LimenReadOptions *options)
{
  g_autoptr (LimenLabels) classes = NULL;

  if (self->predicted < 0)
    {
      guess_predicted (self, dialect, traits, options);
      return;
    }
  classes = limen_sample_collect_labels (dialect, self->predicted, NULL);
  prefer_fractions (self, dialect, traits, classes);
}

/* Files of several classes: a score for each in columns whose names belong
 * together, where no column alone is named as the score; or top labels. */
void
limen_roles_guess_classes (LimenRoles *self, const LimenDialect *dialect,
                           const LimenColumnTraits *traits,
                           const LimenReadOptions *options)
{
  guint n;

  if (find_only (traits, dialect->n_columns, is_named_score, -1, &n) < 0)
    limen_roles_guess_scores (self, dialect, traits, options);
  if (self->scores != NULL)
    self->task = LIMEN_TASK_MULTICLASS;
  else
    guess_predicted (self, dialect, traits, options);
}

/* The only other column that the classes' names account for. */
void
limen_roles_guess_label_of_classes (LimenRoles *self,
                                    const LimenDialect *dialect,
                                    const LimenColumnTraits *traits,
                                    const LimenReadOptions *options)
{
  int found = -1;

  for (int i = 0; i < (int) dialect->n_columns; i++)
    if (!limen_class_columns_has (self->scores, i) && i != self->weight
        && traits[i].role != LIMEN_ROLE_ASSIGNED
        && limen_class_columns_cover (self->scores, dialect, i, options))
      {
        if (found >= 0)
          return;
        found = i;
      }
  self->label = found;
  self->is_label_guessed = found >= 0;
}

/* The decimal point of a column; '\0' where no number has one. */
static char
find_decimal_point (const LimenDialect *dialect, int column)
{
  gboolean has_comma = FALSE;

  if (column < 0)
    return '\0';
  for (guint row = 0; row < dialect->rows->len; row++)
    {
      gsize length;
      const char *text
          = g_bytes_get_data (limen_sample_get_field (dialect, row, column),
                              &length);

      if (limen_sample_is_missing (dialect, row, column))
        continue;
      if (memchr (text, '.', length) != NULL)
        return '.';
      has_comma |= memchr (text, ',', length) != NULL;
    }
  return has_comma ? ',' : '\0';
}

/* That of the first of these columns which shows one. */
static char
find_decimal_point_of (const LimenDialect *dialect,
                       const LimenClassColumns *columns)
{
  char point = '\0';

  for (gsize k = 0; columns != NULL && point == '\0'
                    && k < limen_class_columns_get_n (columns);
       k++)
    point = find_decimal_point (dialect,
                                limen_class_columns_get (columns, k));
  return point;
}

/* '.', or ',' where the numbers are written so. */
char
limen_roles_guess_decimal_point (const LimenRoles *self,
                                 const LimenDialect *dialect)
{
  const int columns[]
      = { self->score, self->weight, self->variance, self->fp_cost,
          self->fn_cost,
          self->task == LIMEN_TASK_REGRESSION ? self->label : -1,
          self->is_decision ? self->predicted : -1 };
  char point = '\0';

  if (dialect->delimiter == ',')
    return '.';
  point = find_decimal_point_of (dialect, self->scores);
  for (guint i = 0; i < G_N_ELEMENTS (columns) && point == '\0'; i++)
    point = find_decimal_point (dialect, columns[i]);
  if (point == '\0')
    point = find_decimal_point_of (dialect, self->labels);
  return point != '\0' ? point : '.';
}
