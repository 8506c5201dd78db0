/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "problems.h"

#include <glib/gi18n.h>
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
  const char *name;   /* such as "the label is missing"; static */
  const char *remedy; /* static, English; NULL if none beyond that for any
                       * invalid row */
  char *place, *text; /* position and text of the first */
  guint64 n, lines[MAX_LINES];
} Kind;

struct _LimenProblems
{
  char *path; /* in display form */
  const char *rows_word;
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

/* Creates an empty collection for a file. `rows_word` is the unit in which its
 * rows are numbered, in the plural; static. */
LimenProblems *
limen_problems_new (const char *path, const char *rows_word)
{
  LimenProblems *self = g_new0 (LimenProblems, 1);

  self->path = limen_display_text_new (path, strlen (path), 0);
  self->rows_word = rows_word;
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
 * the message, and `text` what was found; both are arguments of a message. */
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
 * "the label is missing", `text` says what was found, and `remedy`, an English
 * text without conversions that has a translation, what to do. `name` and
 * `remedy` are static; `remedy` may be NULL. */
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

/* The lines of a kind's first rows: "3, 4 and 8"; a part of a message. */
static char *
list_lines (const Kind *kind)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint64 i = 0; i < MIN (kind->n, MAX_LINES); i++)
    g_ptr_array_add (lines, g_strdup_printf ("%" PRIu64, kind->lines[i]));
  return limen_message_join (lines, N_ (" and "));
}

/* What was found, and where: "... in 5 rows, the first on lines 3, 4 and 8"; a
 * part of a message. */
static char *
describe_kind (LimenProblems *self, const Kind *kind)
{
  g_autofree char *lines = list_lines (kind);
  guint64 n = kind->n;

  if (n == 1)
    /* Translators: %s is a sentence without a full stop, such as "the label is
     * missing" */
    return limen_message_part ("%s in 1 row", kind->text);
  if (n <= MAX_LINES)
    return limen_message_part_plural (
        n,
        /* Translators: a sentence without a full stop, a number, "lines" or
         * "records", a list of numbers */
        "%s in %'" PRIu64 " row, on %s %s",
        "%s in %'" PRIu64 " rows, on %s %s", kind->text, n, self->rows_word,
        lines);
  return limen_message_part_plural (
      n,
      /* Translators: a sentence without a full stop, a number, "lines" or
       * "records", a list of numbers */
      "%s in %'" PRIu64 " row, the first on %s %s",
      "%s in %'" PRIu64 " rows, the first on %s %s", kind->text, n,
      self->rows_word, lines);
}

static void
append_kind (LimenProblems *self, const Kind *kind)
{
  g_autofree char *found = describe_kind (self, kind);

  begin_line (self, kind->place);
  g_string_append (self->shown, found);
  if (kind->remedy != NULL)
    {
      g_autofree char *remedy = limen_message_part_of (kind->remedy);

      g_string_append_printf (self->shown, "; %s", remedy);
    }
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
      g_autofree char *rest = limen_message_part_plural (
          self->n,
          "%s: %'" PRIu64 " row cannot be used; these are the first %d",
          "%s: %'" PRIu64 " rows cannot be used; these are the first %d",
          self->path, self->n, MAX_SHOWN);

      g_string_append_printf (self->shown, "\n%s", rest);
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
    {
      g_autofree char *rest = limen_message_part_plural (
          self->n,
          /* Translators: follows a sentence */
          "; none of the %'" PRIu64 " row can be used",
          "; none of the %'" PRIu64 " rows can be used", self->n);

      g_string_append (self->shown, rest);
    }
  return limen_table_fail (error, LIMEN_TABLE_ERROR_DATA, "%s",
                           self->shown->str);
}
