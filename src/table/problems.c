#include "problems.h"

#include <string.h>

#include "escape.h"

#define MAX_SHOWN 20

struct _LimenProblems
{
  char *path; /* as it may be shown */
  GString *shown; /* a line each */
  guint64 n;
};

/* No problems yet in the named file. */
LimenProblems *
limen_problems_new (const char *path)
{
  LimenProblems *self = g_new0 (LimenProblems, 1);

  self->path = limen_escape_text (path, strlen (path), 0);
  self->shown = g_string_new (NULL);
  return self;
}

/* Frees all; NULL is nothing. */
void
limen_problems_free (LimenProblems *self)
{
  if (self == NULL)
    return;
  g_string_free (self->shown, TRUE);
  g_free (self->path);
  g_free (self);
}

/* Counts a problem; `line` from 1, `column` from 0, the text made as printf()
 * does for the first ones. */
void
limen_problems_add (LimenProblems *self, guint64 line, guint column,
                    const char *format, ...)
{
  va_list args;

  if (self->n++ >= MAX_SHOWN)
    return;
  if (self->shown->len > 0)
    g_string_append_c (self->shown, '\n');
  g_string_append_printf (self->shown, "%s:%" G_GUINT64_FORMAT ":%u: ",
                          self->path, line, column + 1);
  va_start (args, format);
  g_string_append_vprintf (self->shown, format, args);
  va_end (args);
}

/* How many there are. */
guint64
limen_problems_get_n (LimenProblems *self)
{
  return self->n;
}

/* TRUE when there is none; else FALSE with an error that lists the first 20,
 * and says how many there are. */
gboolean
limen_problems_report (LimenProblems *self, LimenTableError code,
                       GError **error)
{
  if (self->n == 0)
    return TRUE;
  if (self->n > MAX_SHOWN)
    g_string_append_printf (self->shown,
                            "\n%s: %" G_GUINT64_FORMAT " rows cannot be "
                            "used; these are the first %d",
                            self->path, self->n, MAX_SHOWN);
  g_set_error_literal (error, LIMEN_TABLE_ERROR, code, self->shown->str);
  return FALSE;
}
