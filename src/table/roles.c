#include "roles.h"

#include <math.h>
#include <string.h>

#include "escape.h"
#include "labels.h"
#include "number.h"
#include "predictions.h"
#include "role-names.h"
#include "table-error.h"

#define MAX_LISTED_COLUMNS 20
/* How far from one the sum of a row's soft labels may be. */
#define SUM_TOLERANCE 1e-3

/* What the sample's rows show of one column. */
typedef struct
{
  LimenRole role; /* by its name */
  gboolean is_numeric;
  gboolean has_fraction; /* some number is not whole */
  guint n_distinct;      /* of 1, 2, or 3 for more */
} ColumnTraits;

static gboolean
parse (GBytes *field, char delimiter, double *value)
{
  gsize length;
  const char *text = g_bytes_get_data (field, &length);

  return limen_number_parse (text, length, '.', value)
         || (delimiter != ','
             && limen_number_parse (text, length, ',', value));
}

static GBytes *
get_field (const LimenDialect *dialect, guint row, guint column)
{
  return g_ptr_array_index (
      (GPtrArray *) g_ptr_array_index (dialect->rows, row), column);
}

static ColumnTraits
get_traits (const LimenDialect *dialect, guint column)
{
  ColumnTraits traits = { .is_numeric = dialect->rows->len > 0 };
  GBytes *seen[2];

  if (dialect->has_header)
    traits.role
        = limen_role_names_match (g_ptr_array_index (dialect->names, column));
  for (guint row = 0; row < dialect->rows->len; row++)
    {
      GBytes *field = get_field (dialect, row, column);
      double value = 0;
      guint i = 0;

      traits.is_numeric &= parse (field, dialect->delimiter, &value);
      traits.has_fraction |= value != (double) (gint64) CLAMP (value, -1e18,
                                                               1e18);
      while (i < MIN (traits.n_distinct, 2) && !g_bytes_equal (seen[i], field))
        i++;
      if (i == traits.n_distinct && i < 2)
        seen[i] = field;
      if (i == traits.n_distinct)
        traits.n_distinct = MIN (i + 1, 3);
    }
  return traits;
}

static gboolean
can_be_label (const ColumnTraits *traits)
{
  return traits->n_distinct <= 2 && !traits->has_fraction;
}

/* The only column that passes the test; -1 where there are several or none.
 * `n` counts them. */
static int
find_only (const ColumnTraits *traits, gsize n_columns,
           gboolean (*passes) (const ColumnTraits *traits), int but, guint *n)
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
is_named_label (const ColumnTraits *traits)
{
  return traits->role == LIMEN_ROLE_LABEL;
}

static gboolean
is_named_score (const ColumnTraits *traits)
{
  return traits->role == LIMEN_ROLE_SCORE;
}

/* Hard decisions beside the scores: "y_pred" next to "y_score". */
static gboolean
is_named_spread_score (const ColumnTraits *traits)
{
  return is_named_score (traits) && traits->is_numeric
         && !can_be_label (traits);
}

static gboolean
is_named_weight (const ColumnTraits *traits)
{
  return traits->role == LIMEN_ROLE_WEIGHT;
}

static gboolean
is_label_by_content (const ColumnTraits *traits)
{
  return traits->role == LIMEN_ROLE_NONE && can_be_label (traits)
         && traits->n_distinct == 2;
}

static gboolean
is_score_by_content (const ColumnTraits *traits)
{
  return traits->role == LIMEN_ROLE_NONE && traits->is_numeric;
}

static gboolean
is_fraction_by_content (const ColumnTraits *traits)
{
  return is_score_by_content (traits) && traits->has_fraction;
}

static void
guess_score (LimenRoles *self, const ColumnTraits *traits, gsize n_columns)
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

static void
guess_label (LimenRoles *self, const ColumnTraits *traits, gsize n_columns)
{
  guint n;

  self->label = find_only (traits, n_columns, is_named_label, -1, &n);
  if (n > 0)
    return;
  self->is_label_guessed = TRUE;
  self->label = find_only (traits, n_columns, is_label_by_content, -1, &n);
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
          = g_bytes_get_data (get_field (dialect, row, (guint) column),
                              &length);

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

static char
guess_decimal_point (const LimenDialect *dialect, const LimenRoles *roles)
{
  const int columns[]
      = { roles->score, roles->weight, roles->variance,
          roles->task == LIMEN_TASK_REGRESSION ? roles->label : -1 };
  char point = '\0';

  if (dialect->delimiter == ',')
    return '.';
  point = find_decimal_point_of (dialect, roles->scores);
  for (guint i = 0; i < G_N_ELEMENTS (columns) && point == '\0'; i++)
    point = find_decimal_point (dialect, columns[i]);
  if (point == '\0')
    point = find_decimal_point_of (dialect, roles->labels);
  return point != '\0' ? point : '.';
}

/* Score columns that belong together, and a label column for each of them;
 * then one column that looked like labels is not all there is of them. */
static void
guess_pairs (LimenRoles *self, const LimenDialect *dialect,
             const LimenReadOptions *options)
{
  self->scores = limen_class_columns_guess_scores (dialect, -1, options);
  if (self->scores != NULL)
    self->labels = limen_class_columns_guess_labels (dialect, self->scores);
  if (self->labels == NULL)
    g_clear_pointer (&self->scores, limen_class_columns_free);
}

static void
guess_scores (LimenRoles *self, const LimenDialect *dialect,
              const LimenReadOptions *options)
{
  self->scores
      = limen_class_columns_guess_scores (dialect, self->label, options);
  if (self->scores != NULL)
    self->labels = limen_class_columns_guess_labels (dialect, self->scores);
  else if (self->is_label_guessed)
    guess_pairs (self, dialect, options);
}

/* Files of several classes: a score for each in columns whose names belong
 * together, where no column alone is named as the score. */
static void
guess_classes (LimenRoles *self, const ColumnTraits *traits,
               const LimenDialect *dialect, const LimenReadOptions *options)
{
  guint n;

  if (find_only (traits, dialect->n_columns, is_named_score, -1, &n) >= 0)
    return;
  guess_scores (self, dialect, options);
  if (self->scores != NULL)
    self->task = LIMEN_TASK_MULTICLASS;
}

/* The distinct values of a column in the sample. */
static LimenLabels *
collect_values (const LimenDialect *dialect, int column)
{
  LimenLabels *values = limen_labels_new (LIMEN_MAX_CLASSES, '.');

  for (guint row = 0; row < dialect->rows->len; row++)
    {
      gsize length;
      const char *text = g_bytes_get_data (
          get_field (dialect, row, (guint) column), &length);

      limen_labels_take (values, text, length);
    }
  return values;
}

static gboolean
has_only_values_of (LimenLabels *values, LimenLabels *others)
{
  for (guint i = 0; i < limen_labels_get_n (values); i++)
    if (limen_labels_find (others, limen_labels_get_name (values, i)) < 0)
      return FALSE;
  return limen_labels_get_n (values) > 0;
}

static gboolean
is_fraction (const ColumnTraits *traits)
{
  return traits->is_numeric && traits->has_fraction
         && (traits->role == LIMEN_ROLE_SCORE
             || traits->role == LIMEN_ROLE_NONE);
}

/* A column of classes may well be named "predicted", as scores are: what is
 * none of the labels is the score. */
static void
prefer_fractions (LimenRoles *self, const LimenDialect *dialect,
                  const ColumnTraits *traits, LimenLabels *labels)
{
  g_autoptr (LimenLabels) values
      = self->score >= 0 ? collect_values (dialect, self->score) : NULL;
  guint n;

  if (values == NULL || has_only_values_of (values, labels))
    self->score = find_only (traits, dialect->n_columns, is_fraction,
                             self->label, &n);
}

/* Files of top labels: of more than two labels, one score, and one other column
 * of the same labels, which is the class that the score is for. */
static void
guess_predicted (LimenRoles *self, const LimenDialect *dialect,
                 const ColumnTraits *traits)
{
  g_autoptr (LimenLabels) labels = NULL;
  int found = -1;

  if (self->label < 0)
    return;
  labels = collect_values (dialect, self->label);
  if (limen_labels_get_n (labels) <= 2)
    return;
  prefer_fractions (self, dialect, traits, labels);
  for (int i = 0; i < (int) dialect->n_columns; i++)
    {
      g_autoptr (LimenLabels) values = NULL;

      if (i == self->label || i == self->score || i == self->weight)
        continue;
      values = collect_values (dialect, i);
      if (!has_only_values_of (values, labels))
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

/* The only other column that the classes' names account for. */
static void
guess_label_of_classes (LimenRoles *self, const LimenDialect *dialect,
                        const LimenReadOptions *options)
{
  int found = -1;

  for (int i = 0; i < (int) dialect->n_columns; i++)
    if (!limen_class_columns_has (self->scores, i)
        && limen_class_columns_cover (self->scores, dialect, i, options))
      {
        if (found >= 0)
          return;
        found = i;
      }
  self->label = found;
  self->is_label_guessed = found >= 0;
}

static ColumnTraits *
new_traits (const LimenDialect *dialect)
{
  ColumnTraits *traits = g_new0 (ColumnTraits, MAX (dialect->n_columns, 1));

  for (guint i = 0; i < dialect->n_columns; i++)
    traits[i] = get_traits (dialect, i);
  return traits;
}

static void
guess (LimenRoles *self, const LimenDialect *dialect,
       const ColumnTraits *traits)
{
  guint n;

  guess_label (self, traits, dialect->n_columns);
  guess_score (self, traits, dialect->n_columns);
  if (self->weight < 0)
    self->weight
        = find_only (traits, dialect->n_columns, is_named_weight, -1, &n);
}

static char *
list_columns (const LimenDialect *dialect)
{
  GString *list = g_string_new (NULL);

  for (gsize i = 0; i < dialect->n_columns; i++)
    {
      g_autofree char *name = limen_dialect_format_name (dialect, i);
      g_autofree char *cut = limen_escape_text (name, strlen (name), 40);

      if (i == MAX_LISTED_COLUMNS)
        {
          g_string_append_printf (list, " and %" G_GSIZE_FORMAT " more",
                                  dialect->n_columns - i);
          break;
        }
      g_string_append_printf (list, "%s\"%s\"", i > 0 ? ", " : "", cut);
    }
  return g_string_free (list, FALSE);
}

static gboolean
is_named (const LimenDialect *dialect, gsize column, const char *name)
{
  gsize length;
  const char *text
      = g_bytes_get_data (g_ptr_array_index (dialect->names, column), &length);

  return length == strlen (name) && memcmp (text, name, length) == 0;
}

/* A column by its name; by its number, from 1, where no name is like it. */
static gboolean
find_column (const LimenDialect *dialect, const char *path, const char *option,
             const char *name, int *column, GError **error)
{
  g_autofree char *columns = NULL;
  guint64 number;

  *column = -1;
  for (gsize i = 0; i < dialect->n_columns; i++)
    {
      if (!is_named (dialect, i, name))
        continue;
      if (*column >= 0)
        {
          g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROLES,
                       "%s: columns %d and %" G_GSIZE_FORMAT " are both named "
                       "\"%s\"; rename one, or give the column's number",
                       path, *column + 1, i + 1, name);
          return FALSE;
        }
      *column = (int) i;
    }
  if (*column >= 0)
    return TRUE;
  if (g_ascii_string_to_unsigned (name, 10, 1, dialect->n_columns, &number,
                                  NULL))
    {
      *column = (int) number - 1;
      return TRUE;
    }
  columns = list_columns (dialect);
  g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROLES,
               "%s: %s \"%s\": there is no such column; the columns are %s",
               path, option, name, columns);
  return FALSE;
}

static gboolean
fail_unclear (const LimenDialect *dialect, const char *path, const char *what,
              const char *option, GError **error)
{
  g_autofree char *columns = list_columns (dialect);

  g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROLES,
               "%s: it is not clear which column holds the %s; say %s COLUMN. "
               "The columns are %s",
               path, what, option, columns);
  return FALSE;
}

/* The columns that one option names: one whose name is the whole text, or
 * those of a list with commas. */
static gboolean
find_listed (const LimenDialect *dialect, const char *path, const char *option,
             const char *text, GArray *columns, GError **error)
{
  g_auto (GStrv) names = NULL;
  int column;

  for (gsize i = 0; i < dialect->n_columns; i++)
    if (is_named (dialect, i, text))
      {
        if (!find_column (dialect, path, option, text, &column, error))
          return FALSE;
        g_array_append_val (columns, column);
        return TRUE;
      }
  names = g_strsplit (text, ",", -1);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      if (!find_column (dialect, path, option, names[i], &column, error))
        return FALSE;
      g_array_append_val (columns, column);
    }
  return TRUE;
}

/* All columns that an option names, however often it was given; NULL with an
 * error. */
static GArray *
find_all (const LimenDialect *dialect, const char *path, const char *option,
          GStrv texts, GError **error)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (int));

  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    if (!find_listed (dialect, path, option, texts[i], columns, error))
      return NULL;
  return g_steal_pointer (&columns);
}

static gboolean
find_one (const LimenDialect *dialect, const char *path, const char *option,
          const char *text, int *column, GError **error)
{
  return text == NULL
         || find_column (dialect, path, option, text, column, error);
}

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

/* The columns that are for one thing only, which the rest is guessed
 * without. */
static gboolean
find_others (LimenRoles *self, ColumnTraits *traits, const char *path,
             const LimenDialect *dialect, const LimenReadOptions *options,
             GError **error)
{
  if (!find_one (dialect, path, "--weight", options->weight, &self->weight,
                 error)
      || !find_one (dialect, path, "--predicted", options->predicted,
                    &self->predicted, error)
      || !find_one (dialect, path, "--variance", options->variance,
                    &self->variance, error)
      || !find_one (dialect, path, "--group", options->group, &self->group,
                    error))
    return FALSE;
  if (self->predicted >= 0)
    traits[self->predicted].role = LIMEN_ROLE_ROW_ID;
  if (self->variance >= 0)
    traits[self->variance].role = LIMEN_ROLE_ROW_ID;
  return TRUE;
}

static gboolean
has_column (const GArray *columns, int column)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_array_index (columns, int, i) == column)
      return TRUE;
  return FALSE;
}

/* A column named like weights is none where it was said to be another thing,
 * or that there are none. */
static void
release_weight (LimenRoles *self, const LimenReadOptions *options,
                const Said *said)
{
  if (options->no_weight || has_column (said->labels, self->weight)
      || has_column (said->scores, self->weight)
      || self->predicted == self->weight || self->variance == self->weight
      || self->group == self->weight)
    self->weight = -1;
}

static gboolean
find_said (LimenRoles *self, Said *said, const char *path,
           const LimenDialect *dialect, const LimenReadOptions *options,
           GError **error)
{
  said->labels = find_all (dialect, path, "--label", options->labels, error);
  if (said->labels == NULL)
    return FALSE;
  said->scores = find_all (dialect, path, "--score", options->scores, error);
  if (said->scores == NULL)
    return FALSE;
  if (options->weight == NULL)
    release_weight (self, options, said);
  if (said->labels->len == 1)
    self->label = g_array_index (said->labels, int, 0);
  self->is_label_guessed &= said->labels->len == 0;
  if (said->scores->len == 1)
    self->score = g_array_index (said->scores, int, 0);
  if (said->labels->len == 1 && said->scores->len == 0
      && self->score == self->label)
    self->score = -1;
  if (said->scores->len == 1 && said->labels->len == 0
      && self->label == self->score)
    self->label = -1;
  return TRUE;
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
             const ColumnTraits *traits, const LimenReadOptions *options)
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
    {
      guess_classes (self, traits, dialect, options);
      if (self->task == LIMEN_TASK_BINARY)
        guess_predicted (self, dialect, traits);
    }
}

/* One number that a cell of the sample is; NaN where it is none. */
static double
get_number (const LimenDialect *dialect, guint row, int column)
{
  double value;

  return parse (get_field (dialect, row, (guint) column), dialect->delimiter,
                &value)
             ? value
             : NAN;
}

/* Label columns hold one class's probability each where the rows of the sample
 * sum to one; else, each by itself, 0 or 1. A row with something other than
 * numbers is a bad one, which is said when it is read. */
static gboolean
sum_to_one (const LimenDialect *dialect, const LimenClassColumns *labels)
{
  gboolean has_numbers = FALSE;

  for (guint row = 0; row < dialect->rows->len; row++)
    {
      double sum = 0;

      for (gsize k = 0; k < limen_class_columns_get_n (labels); k++)
        sum += get_number (dialect, row, limen_class_columns_get (labels, k));
      if (fabs (sum - 1) > SUM_TOLERANCE)
        return FALSE;
      has_numbers |= !isnan (sum);
    }
  return has_numbers;
}

/* One score, and the class that it is for: found, or the score found beside
 * it. */
static void
settle_top_label (LimenRoles *self, const LimenDialect *dialect,
                  const ColumnTraits *traits)
{
  g_autoptr (LimenLabels) classes = NULL;

  if (self->predicted < 0)
    {
      guess_predicted (self, dialect, traits);
      return;
    }
  classes = collect_values (dialect, self->predicted);
  prefer_fractions (self, dialect, traits, classes);
}

/* Labels and scores of several classes, with the labels' columns in the order
 * of the scores' where names tell. */
static void
settle_classes (LimenRoles *self, const Said *said,
                const LimenDialect *dialect, const ColumnTraits *traits,
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
    guess_scores (self, dialect, options);
  if (self->scores == NULL && self->task == LIMEN_TASK_MULTILABEL
      && self->score >= 0)
    self->scores = limen_class_columns_new (dialect, &self->score, 1);
  if (self->scores == NULL && said->scores->len == 0)
    settle_top_label (self, dialect, traits);
  if (said->labels->len > 1)
    {
      g_clear_pointer (&self->labels, limen_class_columns_free);
      self->labels = new_columns (dialect, said->labels);
    }
  else if (said->labels->len == 1)
    g_clear_pointer (&self->labels, limen_class_columns_free);
  else if (self->labels == NULL && self->scores != NULL)
    self->labels = limen_class_columns_guess_labels (dialect, self->scores);
  if (self->labels != NULL)
    {
      self->label = -1;
      self->has_soft_labels
          = options->has_task ? self->task == LIMEN_TASK_MULTICLASS
                              : sum_to_one (dialect, self->labels);
      self->task = self->has_soft_labels ? LIMEN_TASK_MULTICLASS
                                         : LIMEN_TASK_MULTILABEL;
    }
  if (self->scores != NULL)
    {
      self->score = -1;
      if (self->label >= 0 && said->labels->len == 0
          && limen_class_columns_has (self->scores, self->label))
        self->label = -1;
      if (self->label < 0 && self->labels == NULL
          && !options->label_is_optional)
        guess_label_of_classes (self, dialect, options);
    }
}

/* What remains once one of two columns has been said. */
static void
guess_the_other (LimenRoles *self, const LimenDialect *dialect,
                 const Said *said)
{
  if (dialect->n_columns != 2)
    return;
  if (said->labels->len == 1 && self->score < 0)
    self->score = 1 - self->label;
  if (said->scores->len == 1 && self->label < 0)
    self->label = 1 - self->score;
}

static gboolean
add_column (GHashTable *seen, int column, const char *path,
            const LimenDialect *dialect, GError **error)
{
  g_autofree char *name = NULL;

  if (column < 0 || g_hash_table_add (seen, GINT_TO_POINTER (column + 1)))
    return TRUE;
  name = limen_dialect_format_name (dialect, (gsize) column);
  g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROLES,
               "%s: column \"%s\" cannot be two things at once; say "
               "--label, --score and --weight",
               path, name);
  return FALSE;
}

static gboolean
add_columns (GHashTable *seen, const LimenClassColumns *columns,
             const char *path, const LimenDialect *dialect, GError **error)
{
  for (gsize k = 0; columns != NULL && k < limen_class_columns_get_n (columns);
       k++)
    if (!add_column (seen, limen_class_columns_get (columns, k), path, dialect,
                     error))
      return FALSE;
  return TRUE;
}

static gboolean
check_distinct (const LimenRoles *self, const char *path,
                const LimenDialect *dialect, GError **error)
{
  const int columns[] = { self->label,    self->score, self->predicted,
                          self->variance, self->weight, self->group };
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (!add_column (seen, columns[i], path, dialect, error))
      return FALSE;
  return add_columns (seen, self->labels, path, dialect, error)
         && add_columns (seen, self->scores, path, dialect, error);
}

static gboolean G_GNUC_PRINTF (2, 3)
fail (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (LIMEN_TABLE_ERROR,
                                                LIMEN_TABLE_ERROR_OPTIONS,
                                                format, args));
  va_end (args);
  return FALSE;
}

/* Two columns must not be for one class, as labels name it, nor the labels be
 * for others than the scores. */
static gboolean
check_stems (const LimenRoles *self, const char *path, GError **error)
{
  gsize n = limen_class_columns_get_n (self->scores);
  g_autoptr (LimenLabels) seen
      = limen_labels_new (LIMEN_MAX_CLASSES, self->decimal_point);

  if (n > LIMEN_MAX_CLASSES)
    return fail (error,
                 "%s: %" G_GSIZE_FORMAT " score columns; %d classes are the "
                 "limit",
                 path, n, LIMEN_MAX_CLASSES);
  for (gsize k = 0; k < n; k++)
    {
      const char *stem = g_ptr_array_index (self->scores->stems, k);

      if (limen_labels_take (seen, stem, strlen (stem)) != k)
        return fail (error, "%s: two score columns are for class \"%s\"",
                     path, stem);
    }
  return TRUE;
}

/* Where each class has a label column, it has a score column as well. */
static gboolean
check_pairs (const LimenRoles *self, const char *path, GError **error)
{
  gsize n_scores = self->scores != NULL
                       ? limen_class_columns_get_n (self->scores)
                       : 1;

  if (self->labels == NULL
      || limen_class_columns_get_n (self->labels) == n_scores)
    return TRUE;
  return fail (error,
               "%s: %" G_GSIZE_FORMAT " label columns and %" G_GSIZE_FORMAT
               " score %s; each class needs one of both",
               path, limen_class_columns_get_n (self->labels), n_scores,
               n_scores == 1 ? "column" : "columns");
}

static gboolean
check_undo (const LimenRoles *self, const char *path,
            const LimenReadOptions *options, GError **error)
{
  if (options->undo != LIMEN_UNDO_NONE
      && self->task == LIMEN_TASK_REGRESSION)
    return fail (error, "%s: --undo %s: a regression has no probabilities",
                 path, limen_undo_get_name (options->undo));
  if (options->undo == LIMEN_UNDO_SOFTMAX
      && (self->scores == NULL || self->task != LIMEN_TASK_MULTICLASS))
    return fail (error,
                 "%s: --undo softmax: a softmax is of several score columns, "
                 "of one class each, of which one is true",
                 path);
  return TRUE;
}

/* What is about scores, labels or columns of another task. */
static gboolean
check_meant (const LimenRoles *self, const char *path,
             const LimenReadOptions *options, GError **error)
{
  if (options->positive != NULL && self->task != LIMEN_TASK_BINARY)
    return fail (error,
                 "%s: --positive is for one of two labels, and this is a %s "
                 "file",
                 path, limen_task_get_name (self->task));
  if (options->has_kind && options->kind != LIMEN_KIND_SCORE
      && self->task == LIMEN_TASK_REGRESSION)
    return fail (error, "%s: --kind %s: a regression has plain scores", path,
                 limen_kind_get_name (options->kind));
  if (self->predicted >= 0
      && (self->task != LIMEN_TASK_MULTICLASS || self->scores != NULL))
    return fail (error,
                 "%s: --predicted says which class the only score is for, of "
                 "a multiclass file; there is none such here",
                 path);
  if (self->variance >= 0 && self->task != LIMEN_TASK_REGRESSION)
    return fail (error, "%s: --variance is for a regression", path);
  return check_undo (self, path, options, error);
}

/* What a task needs and does not take. */
static gboolean
check_task (const LimenRoles *self, const Said *said, const char *path,
            const LimenDialect *dialect, const LimenReadOptions *options,
            GError **error)
{
  gboolean has_label = self->label >= 0 || self->labels != NULL;
  gboolean is_single = self->task == LIMEN_TASK_BINARY
                       || self->task == LIMEN_TASK_REGRESSION;

  if (is_single && (said->scores->len > 1 || said->labels->len > 1))
    return fail (error,
                 "%s: a %s file has one label column and one score column; "
                 "for several classes say --task multiclass or multilabel",
                 path, limen_task_get_name (self->task));
  if (self->scores == NULL && self->score < 0)
    return fail_unclear (dialect, path, "scores", "--score", error);
  if (!has_label && !options->label_is_optional)
    return fail_unclear (dialect, path, "true labels", "--label", error);
  if (self->task == LIMEN_TASK_MULTILABEL && has_label
      && self->labels == NULL)
    return fail (error,
                 "%s: a multilabel file has a label column for each class; "
                 "say --label A,B,... in the order of --score",
                 path);
  if (!check_pairs (self, path, error))
    return FALSE;
  if (self->task == LIMEN_TASK_MULTICLASS && self->scores == NULL
      && self->predicted < 0)
    return fail (error,
                 "%s: a multiclass file has a score column for each class, or "
                 "one and the class that it is for; say --score A,B,... or "
                 "--predicted COLUMN",
                 path);
  return check_meant (self, path, options, error)
         && (self->scores == NULL || check_stems (self, path, error));
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
  g_autofree ColumnTraits *traits = new_traits (dialect);

  *self = LIMEN_ROLES_NONE;
  if (!find_others (self, traits, path, dialect, options, error))
    return FALSE;
  guess (self, dialect, traits);
  /* Where no labels are needed a column is not taken for them by its looks. */
  if (options->label_is_optional && self->is_label_guessed)
    self->label = -1;
  if (!find_said (self, said, path, dialect, options, error))
    return FALSE;
  settle_task (self, said, dialect, traits, options);
  if (self->task == LIMEN_TASK_MULTICLASS
      || self->task == LIMEN_TASK_MULTILABEL)
    settle_classes (self, said, dialect, traits, options);
  else
    guess_the_other (self, dialect, said);
  return TRUE;
}

static void
forget_absent (char **said, const LimenDialect *dialect)
{
  int column;

  if (!find_one (dialect, "", "", *said, &column, NULL))
    g_clear_pointer (said, g_free);
}

static void
forget_absent_list (GStrv *said, const LimenDialect *dialect)
{
  g_autoptr (GArray) columns = find_all (dialect, "", "", *said, NULL);

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
  self->decimal_point = guess_decimal_point (dialect, self);
  if (!check_distinct (self, path, dialect, error)
      || !check_task (self, &said, path, dialect, options, error))
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
