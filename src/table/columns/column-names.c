/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "column-names.h"

#include <string.h>

#include "display-text.h"
#include "message.h"
#include "names.h"
#include "table-error.h"

#define MAX_LISTED_COLUMNS 20
#define MAX_SHOWN_CHARS 40

/* Number of columns of the file itself; joined label columns cannot be
 * named. */
static gsize
count_columns (const LimenSample *sample)
{
  return sample->n_columns - sample->n_joined;
}

/* A list such as "\"id\", \"label\", \"prob\" and 3 more", as an argument of a
 * message; a new string. */
char *
limen_column_names_list (const LimenSample *sample)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gsize n = count_columns (sample);

  for (gsize i = 0; i < MIN (n, MAX_LISTED_COLUMNS); i++)
    {
      g_autofree char *name = limen_sample_format_name (sample, i);
      g_autofree char *cut
          = limen_display_text_new (name, strlen (name), MAX_SHOWN_CHARS);

      g_ptr_array_add (names, g_strdup_printf ("\"%s\"", cut));
    }
  return limen_message_join_first (names, n);
}

/* The column name that is most like `name`; a new string, NULL if none is
 * near. */
static char *
find_nearest (const LimenSample *sample, const char *name)
{
  gsize n = count_columns (sample);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  int nearest;

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (names, limen_sample_format_name (sample, i));
  nearest = limen_names_find_nearest ((const char *const *) names->pdata, n,
                                      sizeof *names->pdata, name);
  return nearest >= 0 ? g_strdup (names->pdata[nearest]) : NULL;
}

static gboolean
is_named (const LimenSample *sample, gsize column, const char *name)
{
  gsize length;
  const char *text
      = g_bytes_get_data (g_ptr_array_index (sample->names, column), &length);

  return length == strlen (name) && memcmp (text, name, length) == 0;
}

/* Whether two columns are equal in every row of the sample. */
static gboolean
are_alike (const LimenSample *sample, guint first, guint second)
{
  for (guint i = 0; i < sample->rows->len; i++)
    {
      GPtrArray *fields = g_ptr_array_index (sample->rows, i);

      if (!g_bytes_equal (fields->pdata[first], fields->pdata[second]))
        return FALSE;
    }
  return sample->rows->len > 0;
}

static gboolean
is_field_named (const LimenField *field, const char *name)
{
  gsize length;
  const char *text = g_bytes_get_data (field->name, &length);

  return length == strlen (name) && memcmp (text, name, length) == 0;
}

/* Appends all columns of a field. */
static void
append_columns (const LimenField *field, GArray *columns)
{
  for (gsize k = 0; k < field->form.n_elements; k++)
    {
      int column = (int) (field->first_column + k);

      g_array_append_val (columns, column);
    }
}

/* Appends the columns of a field by its number, from 1; or "3[0]", the first
 * element of the third field. */
static gboolean
append_numbered (const LimenSample *sample, const char *name, GArray *columns)
{
  gsize length = strcspn (name, "[");
  g_autofree char *number = g_strndup (name, length);
  guint64 field;

  if (sample->n_fields == 0
      || !g_ascii_string_to_unsigned (number, 10, 1, sample->n_fields, &field,
                                      NULL))
    return FALSE;
  if (name[length] == '\0')
    {
      append_columns (&sample->fields[field - 1], columns);
      return TRUE;
    }
  for (gsize k = 0; k < sample->fields[field - 1].form.n_elements; k++)
    {
      int column = (int) (sample->fields[field - 1].first_column + k);
      g_autofree char *key
          = limen_sample_format_number (sample, (gsize) column);

      if (g_str_equal (key, name))
        {
          g_array_append_val (columns, column);
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
fail_ambiguous (const LimenSample *sample, const char *path, const char *name,
                gsize first, gsize second, GError **error)
{
  g_autofree char *one = limen_sample_format_number (sample, first);
  g_autofree char *other = limen_sample_format_number (sample, second);

  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_ROLES,
      "%s: columns %s and %s are both named \"%s\"; rename one, or {give the "
      "column's number|choose one of them}",
      path, one, other, name);
}

static gboolean
fail_absent (const LimenSample *sample, const char *path, const char *option,
             const char *name, GError **error)
{
  g_autofree char *list = limen_column_names_list (sample);
  g_autofree char *meant = find_nearest (sample, name);

  if (meant != NULL)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_ROLES,
        /* Translators: file, option, column, another column, a list */
        "%s: {%s \"%s\"|column \"%s\"}: there is no such column; did you mean "
        "\"%s\"? The columns are %s",
        path, option, name, name, meant, list);
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_ROLES,
      /* Translators: file, option, column, a list */
      "%s: {%s \"%s\"|column \"%s\"}: there is no such column; the columns "
      "are %s",
      path, option, name, name, list);
}

/* Appends a column by its name (the first, if several with that name are
 * equal), or all columns of a field by its name, or by number. FALSE with an
 * error. */
static gboolean
append_named (const LimenSample *sample, const char *path, const char *option,
              const char *name, GArray *columns, GError **error)
{
  const LimenField *found = NULL;
  int column = -1;

  for (gsize i = 0; i < count_columns (sample); i++)
    if (is_named (sample, i, name))
      {
        if (column >= 0 && are_alike (sample, (guint) column, (guint) i))
          continue;
        if (column >= 0)
          return fail_ambiguous (sample, path, name, (gsize) column, i, error);
        column = (int) i;
      }
  for (gsize i = 0; i < sample->n_fields; i++)
    if (sample->fields[i].form.n_elements > 1
        && is_field_named (&sample->fields[i], name))
      {
        if (column >= 0 || found != NULL)
          return fail_ambiguous (sample, path, name,
                                 column >= 0 ? (gsize) column
                                             : found->first_column,
                                 sample->fields[i].first_column, error);
        found = &sample->fields[i];
      }
  if (column >= 0)
    g_array_append_val (columns, column);
  else if (found != NULL)
    append_columns (found, columns);
  if (column >= 0 || found != NULL || append_numbered (sample, name, columns))
    return TRUE;
  return fail_absent (sample, path, option, name, error);
}

static gboolean
find_column (const LimenSample *sample, const char *path, const char *option,
             const char *name, int *column, GError **error)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (int));

  *column = -1;
  if (!append_named (sample, path, option, name, columns, error))
    return FALSE;
  *column = g_array_index (columns, int, 0);
  if (columns->len == 1)
    return TRUE;
  *column = -1;
  return limen_table_fail (error, LIMEN_TABLE_ERROR_ROLES,
                           /* Translators: file, option, column, number */
                           "%s: {%s \"%s\"|column \"%s\"}: its cells hold %u "
                           "numbers; {give|choose} the one that is meant, "
                           "such as \"%s[0]\"",
                           path, option, name, name, columns->len, name);
}

/* Whether a text is the name of a column or of a field. */
static gboolean
is_any_name (const LimenSample *sample, const char *text)
{
  for (gsize i = 0; i < sample->n_columns; i++)
    if (is_named (sample, i, text))
      return TRUE;
  for (gsize i = 0; i < sample->n_fields; i++)
    if (is_field_named (&sample->fields[i], text))
      return TRUE;
  return FALSE;
}

/* Appends the columns that one option names: one whose name is the whole text,
 * or a list separated by commas. */
static gboolean
find_listed (const LimenSample *sample, const char *path, const char *option,
             const char *text, GArray *columns, GError **error)
{
  g_auto (GStrv) names = NULL;

  if (is_any_name (sample, text))
    return append_named (sample, path, option, text, columns, error);
  names = g_strsplit (text, ",", -1);
  for (gsize i = 0; names[i] != NULL; i++)
    if (!append_named (sample, path, option, names[i], columns, error))
      return FALSE;
  return TRUE;
}

/* Finds the column that a text names; NULL leaves *column unchanged. FALSE
 * with an error if there is none or several. */
gboolean
limen_column_names_find (const LimenSample *sample, const char *path,
                         const char *option, const char *text, int *column,
                         GError **error)
{
  return text == NULL
         || find_column (sample, path, option, text, column, error);
}

/* All columns (int) that an option names, which may be given several times; a
 * new array, or NULL with an error. */
GArray *
limen_column_names_find_all (const LimenSample *sample, const char *path,
                             const char *option, GStrv texts, GError **error)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (int));

  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    if (!find_listed (sample, path, option, texts[i], columns, error))
      return NULL;
  return g_steal_pointer (&columns);
}

/* Whether a name is printable and not the reserved word "none". */
static gboolean
can_be_typed (const char *name, gsize length)
{
  if (length == 0 || !g_utf8_validate (name, (gssize) length, NULL)
      || (length == 4 && memcmp (name, "none", 4) == 0))
    return FALSE;
  for (const char *p = name; p < name + length; p = g_utf8_next_char (p))
    if (!g_unichar_isprint (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static guint
count_named (const LimenSample *sample, GBytes *name)
{
  guint n = 0;

  for (gsize i = 0; i < sample->n_columns; i++)
    n += g_bytes_equal (name, g_ptr_array_index (sample->names, i));
  return n;
}

/* The text that identifies a column in an option: its exact name, or its
 * number if the name is unusable or ambiguous. A new string. */
char *
limen_column_names_make_key (const LimenSample *sample, int column)
{
  GBytes *bytes = g_ptr_array_index (sample->names, (guint) column);
  gsize length;
  const char *name = g_bytes_get_data (bytes, &length);

  if (!sample->has_header || !can_be_typed (name, length)
      || count_named (sample, bytes) > 1)
    return limen_sample_format_number (sample, (gsize) column);
  return g_strndup (name, length);
}

/* Splits "COLUMN=CLASS" at the last "=", since column names may contain one.
 * Returns the column; sets *class unless NULL; both are new. */
char *
limen_column_names_cut_class (const char *text, char **class)
{
  const char *equals = strrchr (text, '=');

  if (class != NULL)
    *class = g_strdup (equals != NULL ? equals + 1 : "");
  return equals != NULL ? g_strndup (text, (gsize) (equals - text))
                        : g_strdup (text);
}
