/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "problems.h"

#include <string.h>

#include "display-text.h"
#include "message.h"

/* Maximum number of problems that are listed one by one. */
#define MAX_SHOWN 20
/* Maximum number of lines that are listed for a kind of problem. */
#define MAX_LINES 3

/* All rows with one kind of problem. */
typedef struct
{
  const char *name;   /* such as "label" for a missing label; static */
  const char *remedy; /* static; NULL if none beyond that for any invalid
                       * row */
  char *place, *text; /* position and text of the first */
  guint64 n, lines[MAX_LINES];
} Kind;

struct _LimenProblems
{
  char *path; /* in display form */
  const char *row_word;
  GString *shown; /* one message per line */
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

/* Creates an empty collection for a file. `row_word` is the unit in which its
 * rows are numbered; static. */
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

/* Frees the problems; NULL is ignored. */
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

/* Counts the problem of a row. `place` is its position, as the beginning of
 * the message. */
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

/* Counts a problem that many rows may have: all rows with this kind are one
 * message, with the text of the first. `name` identifies the kind, such as
 * "label" for a missing one, `text` says what was found, and `remedy` what to
 * do. `name` and `remedy` are static; `remedy` may be NULL. */
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

/* Appends a kind's message: "... in 5 rows, the first on lines 3, 4 and 8". */
static void
append_kind (LimenProblems *self, const Kind *kind)
{
  guint64 n = kind->n, n_lines = MIN (n, MAX_LINES);
  g_autofree char *count = limen_message_new ("%'" PRIu64, n);

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

/* Number of rows with problems. */
guint64
limen_problems_get_n (LimenProblems *self)
{
  return self->n;
}

/* Number of problems that the messages cover, singly or by kind. */
static guint64
count_reported (LimenProblems *self)
{
  guint64 n = self->n_shown;

  for (guint i = 0; i < self->kinds->len; i++)
    n += g_array_index (self->kinds, Kind, i).n;
  return n;
}

/* TRUE if there are no problems. Otherwise FALSE with an error that lists the
 * first 20 and each kind, and gives the number of rows. */
gboolean
limen_problems_report (LimenProblems *self, GError **error)
{
  if (self->n == 0)
    return TRUE;
  for (guint i = 0; i < self->kinds->len; i++)
    append_kind (self, &g_array_index (self->kinds, Kind, i));
  if (self->n > count_reported (self))
    {
      g_autofree char *n = limen_message_new ("%'" PRIu64, self->n);

      g_string_append_printf (self->shown,
                              "\n%s: %s rows cannot be used; these are the "
                              "first %d",
                              self->path, n, MAX_SHOWN);
    }
  return limen_table_fail (error, LIMEN_TABLE_ERROR_ROWS, "%s",
                           self->shown->str);
}

/* As limen_problems_report(), for a file without a single usable row: the
 * first problem or kind stands for all. There must be one. Always FALSE. */
gboolean
limen_problems_report_none_left (LimenProblems *self, GError **error)
{
  char *end = strchr (self->shown->str, '\n');
  guint64 n_reported = 1;

  if (end != NULL)
    g_string_truncate (self->shown, (gsize) (end - self->shown->str));
  if (self->shown->len == 0)
    {
      const Kind *kind = &g_array_index (self->kinds, Kind, 0);

      append_kind (self, kind);
      n_reported = kind->n;
    }
  if (self->n > n_reported)
    g_string_append_printf (self->shown,
                            "; none of the %" G_GUINT64_FORMAT
                            " rows can be used",
                            self->n);
  return limen_table_fail (error, LIMEN_TABLE_ERROR_DATA, "%s",
                           self->shown->str);
}
