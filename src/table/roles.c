#include "roles.h"

#include <string.h>

#include "escape.h"
#include "number.h"
#include "role-names.h"
#include "table-error.h"

#define MAX_LISTED_COLUMNS 20

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

static char
guess_decimal_point (const LimenDialect *dialect, const LimenRoles *roles)
{
  char point = '\0';

  if (dialect->delimiter != ',')
    point = find_decimal_point (dialect, roles->score);
  if (dialect->delimiter != ',' && point == '\0')
    point = find_decimal_point (dialect, roles->weight);
  return point != '\0' ? point : '.';
}

/* What names and contents say; -1 where they say nothing, or too much. */
LimenRoles
limen_roles_guess (const LimenDialect *dialect)
{
  LimenRoles self = { .label = -1, .score = -1, .weight = -1, .group = -1 };
  g_autofree ColumnTraits *traits
      = g_new0 (ColumnTraits, MAX (dialect->n_columns, 1));
  guint n;

  for (guint i = 0; i < dialect->n_columns; i++)
    traits[i] = get_traits (dialect, i);
  guess_label (&self, traits, dialect->n_columns);
  guess_score (&self, traits, dialect->n_columns);
  self.weight
      = find_only (traits, dialect->n_columns, is_named_weight, -1, &n);
  self.decimal_point = guess_decimal_point (dialect, &self);
  return self;
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

static gboolean
find_said_columns (LimenRoles *self, const char *path,
                   const LimenDialect *dialect,
                   const LimenReadOptions *options, GError **error)
{
  if (options->label != NULL
      && !find_column (dialect, path, "--label", options->label, &self->label,
                       error))
    return FALSE;
  if (options->scores != NULL
      && !find_column (dialect, path, "--score", options->scores[0],
                       &self->score, error))
    return FALSE;
  if (options->weight != NULL
      && !find_column (dialect, path, "--weight", options->weight,
                       &self->weight, error))
    return FALSE;
  return options->group == NULL
         || find_column (dialect, path, "--group", options->group,
                         &self->group, error);
}

/* What remains once one of two columns has been said. */
static void
guess_the_other (LimenRoles *self, const LimenDialect *dialect,
                 const LimenReadOptions *options)
{
  if (dialect->n_columns != 2)
    return;
  if (options->label != NULL && self->score < 0)
    self->score = 1 - self->label;
  if (options->scores != NULL && self->label < 0)
    self->label = 1 - self->score;
}

static gboolean
check_distinct (const LimenRoles *self, const char *path,
                const LimenDialect *dialect, GError **error)
{
  const int columns[] = { self->label, self->score, self->weight,
                          self->group };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    for (guint j = i + 1; j < G_N_ELEMENTS (columns); j++)
      if (columns[i] >= 0 && columns[i] == columns[j])
        {
          g_autofree char *name
              = limen_dialect_format_name (dialect, (gsize) columns[i]);

          g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROLES,
                       "%s: column \"%s\" cannot be two things at once; say "
                       "--label, --score and --weight",
                       path, name);
          return FALSE;
        }
  return TRUE;
}

/* Which column is what: what the user said, then what names and contents say.
 * Fails with LIMEN_TABLE_ERROR_ROLES where that is not clear. */
gboolean
limen_roles_settle (LimenRoles *self, const char *path,
                    const LimenDialect *dialect,
                    const LimenReadOptions *options, GError **error)
{
  *self = limen_roles_guess (dialect);
  /* Where no labels are needed a column is not taken for them by its looks. */
  if (options->label_is_optional && self->is_label_guessed)
    self->label = -1;
  if (options->scores != NULL && g_strv_length (options->scores) != 1)
    {
      g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_OPTIONS,
                   "%s: --score: a binary file has one score column", path);
      return FALSE;
    }
  if (!find_said_columns (self, path, dialect, options, error))
    return FALSE;
  if (options->label != NULL && options->scores == NULL
      && self->score == self->label)
    self->score = -1;
  if (options->scores != NULL && options->label == NULL
      && self->label == self->score)
    self->label = -1;
  guess_the_other (self, dialect, options);
  if (self->score < 0)
    return fail_unclear (dialect, path, "scores", "--score", error);
  if (self->label < 0 && !options->label_is_optional)
    return fail_unclear (dialect, path, "true labels", "--label", error);
  self->is_label_guessed &= options->label == NULL && self->label >= 0;
  self->is_score_guessed &= options->scores == NULL;
  self->decimal_point = guess_decimal_point (dialect, self);
  return check_distinct (self, path, dialect, error);
}
