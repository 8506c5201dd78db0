#include "column-names.h"

#include <string.h>

#include "escape.h"
#include "table-error.h"

#define MAX_LISTED_COLUMNS 20
#define MAX_SHOWN_CHARS 40

/* Columns of the file itself, which alone can be named. */
static gsize
count_columns (const LimenDialect *dialect)
{
  return dialect->n_columns - dialect->n_joined;
}

/* "\"id\", \"label\", \"prob\" and 3 more"; a new string. */
char *
limen_column_names_list (const LimenDialect *dialect)
{
  GString *list = g_string_new (NULL);

  for (gsize i = 0; i < count_columns (dialect); i++)
    {
      g_autofree char *name = limen_dialect_format_name (dialect, i);
      g_autofree char *cut = limen_escape_text (name, strlen (name),
                                                 MAX_SHOWN_CHARS);

      if (i == MAX_LISTED_COLUMNS)
        {
          g_string_append_printf (list, " and %" G_GSIZE_FORMAT " more",
                                  count_columns (dialect) - i);
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
  for (gsize i = 0; i < count_columns (dialect); i++)
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
  if (g_ascii_string_to_unsigned (name, 10, 1, count_columns (dialect),
                                  &number, NULL))
    {
      *column = (int) number - 1;
      return TRUE;
    }
  columns = limen_column_names_list (dialect);
  g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROLES,
               "%s: %s \"%s\": there is no such column; the columns are %s",
               path, option, name, columns);
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

  for (gsize i = 0; i < count_columns (dialect); i++)
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

/* The column that a text names; `*column` stays as it is for NULL. FALSE with
 * an error where there is none such, or several. */
gboolean
limen_column_names_find (const LimenDialect *dialect, const char *path,
                         const char *option, const char *text, int *column,
                         GError **error)
{
  return text == NULL
         || find_column (dialect, path, option, text, column, error);
}

/* All columns (int) that an option names, however often it was given; a new
 * array, or NULL with an error. */
GArray *
limen_column_names_find_all (const LimenDialect *dialect, const char *path,
                             const char *option, GStrv texts, GError **error)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (int));

  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    if (!find_listed (dialect, path, option, texts[i], columns, error))
      return NULL;
  return g_steal_pointer (&columns);
}
