/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "problems.h"

#include <string.h>

#include "display-text.h"
#include "finding.h"

#define MAX_SHOWN 20
/* Lines named for a problem of several rows. */
#define MAX_LINES 3

/* Rows with the same problem. */
typedef struct
{
  const char *name; /* "label" where that is missing; static */
  const char *remedy; /* static; NULL: that of any bad row */
  char *place, *text; /* of the first */
  guint64 n, lines[MAX_LINES];
} Kind;

struct _LimenProblems
{
  char *path; /* as it may be shown */
  const char *row_word;
  GString *shown; /* a line each */
  guint64 n_shown;
  guint64 n;
  GArray *kinds; /* Kind */
};

static void
clear_kind (gpointer data)
{
  Kind *kind = data;

  g_free (kind->place);
  g_free (kind->text);
}

/* No problems yet in the named file, the number of whose rows is called
 * `row_word`, a static text. */
LimenProblems *
limen_problems_new (const char *path, const char *row_word)
{
  LimenProblems *self = g_new0 (LimenProblems, 1);

  self->path = limen_display_text_new (path, strlen (path), 0);
  self->row_word = row_word;
  self->shown = g_string_new (NULL);
  self->kinds = g_array_new (FALSE, TRUE, sizeof (Kind));
  g_array_set_clear_func (self->kinds, clear_kind);
  return self;
}

/* Frees all; NULL is nothing. */
void
limen_problems_free (LimenProblems *self)
{
  if (self == NULL)
    return;
  g_string_free (self->shown, TRUE);
  g_array_unref (self->kinds);
  g_free (self->path);
  g_free (self);
}

static void
begin_line (LimenProblems *self, const char *place)
{
  if (self->shown->len > 0)
    g_string_append_c (self->shown, '\n');
  g_string_append (self->shown, place);
}

/* Counts a problem of a row, which stands in any file: `place` is what the
 * message begins with. */
void
limen_problems_add (LimenProblems *self, const char *place, const char *text)
{
  self->n++;
  if (self->n_shown == MAX_SHOWN)
    return;
  self->n_shown++;
  begin_line (self, place);
  g_string_append (self->shown, text);
}

static Kind *
find_kind (LimenProblems *self, const char *name)
{
  for (guint i = 0; i < self->kinds->len; i++)
    {
      Kind *kind = &g_array_index (self->kinds, Kind, i);

      if (g_str_equal (kind->name, name))
        return kind;
    }
  return NULL;
}

/* Counts a row with a problem that many rows may have; `name` is static and
 * says which ("label", for one that is missing), `text` what was found, and
 * `remedy`, static or NULL, what can be done: all such rows are one message,
 * worded by the first. */
void
limen_problems_add_kind (LimenProblems *self, const char *place, guint64 line,
                         const char *name, const char *text,
                         const char *remedy)
{
  Kind *kind = find_kind (self, name);

  self->n++;
  if (kind == NULL)
    {
      Kind first = { .name = name,
                     .remedy = remedy,
                     .place = g_strdup (place),
                     .text = g_strdup (text) };

      g_array_append_val (self->kinds, first);
      kind = find_kind (self, name);
    }
  if (kind->n < MAX_LINES)
    kind->lines[kind->n] = line;
  kind->n++;
}

/* "100,000" */
static char *
format_count (guint64 n)
{
  g_autofree char *text = g_strdup_printf (LIMEN_COUNT, n);

  return limen_counts_group (text, ",");
}

/* "in 5 rows, the first on lines 3, 4 and 8" */
static void
append_kind (LimenProblems *self, const Kind *kind)
{
  guint64 n = kind->n, n_lines = MIN (n, MAX_LINES);
  g_autofree char *count = format_count (n);

  begin_line (self, kind->place);
  g_string_append_printf (self->shown,
                          "%s in %s %s", kind->text, count,
                          n == 1 ? "row" : "rows");
  if (n > 1)
    g_string_append_printf (self->shown, ", %son %ss ",
                            n > MAX_LINES ? "the first " : "", self->row_word);
  for (guint64 i = 0; n > 1 && i < n_lines; i++)
    g_string_append_printf (
        self->shown, "%s%" G_GUINT64_FORMAT,
        i == 0 ? "" : i + 1 == n_lines ? " and " : ", ", kind->lines[i]);
  if (kind->remedy != NULL)
    g_string_append_printf (self->shown, "; %s", kind->remedy);
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

  for (guint i = 0; i < self->kinds->len; i++)
    n += g_array_index (self->kinds, Kind, i).n;
  return n;
}

/* TRUE when there is none; else FALSE with an error that lists the first 20
 * and those of each kind, and says how many rows there are. */
gboolean
limen_problems_report (LimenProblems *self, GError **error)
{
  if (self->n == 0)
    return TRUE;
  for (guint i = 0; i < self->kinds->len; i++)
    append_kind (self, &g_array_index (self->kinds, Kind, i));
  if (self->n > count_told (self))
    {
      g_autofree char *n = format_count (self->n);

      g_string_append_printf (self->shown,
                              "\n%s: %s rows cannot be used; these are the "
                              "first %d",
                              self->path, n, MAX_SHOWN);
    }
  return limen_table_fail (error, LIMEN_TABLE_ERROR_ROWS, "%s",
                           self->shown->str);
}

/* The same where no row is left: of all of them the first problem, or the
 * first kind, stands for the rest. There must be one. Always FALSE. */
gboolean
limen_problems_report_none_left (LimenProblems *self, GError **error)
{
  char *end = strchr (self->shown->str, '\n');
  guint64 n_told = 1;

  if (end != NULL)
    g_string_truncate (self->shown, (gsize) (end - self->shown->str));
  if (self->shown->len == 0)
    {
      const Kind *kind = &g_array_index (self->kinds, Kind, 0);

      append_kind (self, kind);
      n_told = kind->n;
    }
  if (self->n > n_told)
    g_string_append_printf (self->shown,
                            "; none of the %" G_GUINT64_FORMAT
                            " rows can be used",
                            self->n);
  return limen_table_fail (error, LIMEN_TABLE_ERROR_DATA, "%s",
                           self->shown->str);
}
