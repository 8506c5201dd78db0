#include "problems.h"

#include <string.h>

#include "escape.h"

#define MAX_SHOWN 20
/* Lines named for a value that is missing in several rows. */
#define MAX_LINES 3

/* Rows that lack a value of one kind. */
typedef struct
{
  const char *what; /* "label"; static */
  const char *remedy; /* static; NULL: that of any bad row */
  char *path, *text; /* of the first */
  guint column;     /* of the first */
  guint64 n, lines[MAX_LINES];
} Missing;

struct _LimenProblems
{
  char *path; /* as it may be shown */
  GString *shown; /* a line each */
  guint64 n_shown;
  guint64 n;
  GArray *missing; /* Missing */
};

static void
clear_missing (gpointer data)
{
  Missing *missing = data;

  g_free (missing->path);
  g_free (missing->text);
}

/* No problems yet in the named file. */
LimenProblems *
limen_problems_new (const char *path)
{
  LimenProblems *self = g_new0 (LimenProblems, 1);

  self->path = limen_escape_text (path, strlen (path), 0);
  self->shown = g_string_new (NULL);
  self->missing = g_array_new (FALSE, TRUE, sizeof (Missing));
  g_array_set_clear_func (self->missing, clear_missing);
  return self;
}

/* Frees all; NULL is nothing. */
void
limen_problems_free (LimenProblems *self)
{
  if (self == NULL)
    return;
  g_string_free (self->shown, TRUE);
  g_array_unref (self->missing);
  g_free (self->path);
  g_free (self);
}

static void
begin_line (LimenProblems *self, const char *path, guint64 line, guint column)
{
  g_autofree char *shown = limen_escape_text (path, strlen (path), 0);

  if (self->shown->len > 0)
    g_string_append_c (self->shown, '\n');
  g_string_append_printf (self->shown, "%s:%" G_GUINT64_FORMAT ":%u: ",
                          shown, line, column + 1);
}

/* Counts a problem of a row, which stands in any file: `line` from 1, `column`
 * from 0, the text made as printf() does for the first ones. */
void
limen_problems_add (LimenProblems *self, const char *path, guint64 line,
                    guint column, const char *format, ...)
{
  va_list args;

  self->n++;
  if (self->n_shown == MAX_SHOWN)
    return;
  self->n_shown++;
  begin_line (self, path, line, column);
  va_start (args, format);
  g_string_append_vprintf (self->shown, format, args);
  va_end (args);
}

static Missing *
find_missing (LimenProblems *self, const char *what)
{
  for (guint i = 0; i < self->missing->len; i++)
    {
      Missing *missing = &g_array_index (self->missing, Missing, i);

      if (g_str_equal (missing->what, what))
        return missing;
    }
  return NULL;
}

/* Counts a row without a value; `what` is static and says which ("label"),
 * `text` what was found there instead, and `remedy`, static or NULL, what can
 * be done: all such rows are one message, worded by the first. */
void
limen_problems_add_missing (LimenProblems *self, const char *path,
                            guint64 line, guint column, const char *what,
                            const char *text, const char *remedy)
{
  Missing *missing = find_missing (self, what);

  self->n++;
  if (missing == NULL)
    {
      Missing first = { .what = what,
                        .remedy = remedy,
                        .path = g_strdup (path),
                        .text = g_strdup (text),
                        .column = column };

      g_array_append_val (self->missing, first);
      missing = find_missing (self, what);
    }
  if (missing->n < MAX_LINES)
    missing->lines[missing->n] = line;
  missing->n++;
}

/* "in 5 rows, the first on lines 3, 4 and 8" */
static void
append_missing (LimenProblems *self, const Missing *missing)
{
  guint64 n = missing->n, n_lines = MIN (n, MAX_LINES);

  begin_line (self, missing->path, missing->lines[0], missing->column);
  g_string_append_printf (self->shown,
                          "%s in %" G_GUINT64_FORMAT " %s", missing->text, n,
                          n == 1 ? "row" : "rows");
  if (n > 1)
    g_string_append (self->shown, n > MAX_LINES ? ", the first on lines "
                                                : ", on lines ");
  for (guint64 i = 0; n > 1 && i < n_lines; i++)
    g_string_append_printf (
        self->shown, "%s%" G_GUINT64_FORMAT,
        i == 0 ? "" : i + 1 == n_lines ? " and " : ", ", missing->lines[i]);
  if (missing->remedy != NULL)
    g_string_append_printf (self->shown, "; %s", missing->remedy);
}

/* How many there are. */
guint64
limen_problems_get_n (LimenProblems *self)
{
  return self->n;
}

/* Number of problems told, in a line each or in one with others. */
static guint64
count_told (LimenProblems *self)
{
  guint64 n = self->n_shown;

  for (guint i = 0; i < self->missing->len; i++)
    n += g_array_index (self->missing, Missing, i).n;
  return n;
}

/* TRUE when there is none; else FALSE with an error that lists the first 20,
 * tells the values that are missing, and says how many rows there are. */
gboolean
limen_problems_report (LimenProblems *self, LimenTableError code,
                       GError **error)
{
  if (self->n == 0)
    return TRUE;
  for (guint i = 0; i < self->missing->len; i++)
    append_missing (self, &g_array_index (self->missing, Missing, i));
  if (self->n > count_told (self))
    g_string_append_printf (self->shown,
                            "\n%s: %" G_GUINT64_FORMAT " rows cannot be "
                            "used; these are the first %d",
                            self->path, self->n, MAX_SHOWN);
  g_set_error_literal (error, LIMEN_TABLE_ERROR, code, self->shown->str);
  return FALSE;
}
