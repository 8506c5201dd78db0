/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reading.h"

#include "message.h"

/* Creates a reading with these roles, whose columns it takes over. */
LimenReading *
limen_reading_new (const LimenRoles *roles)
{
  LimenReading *self = g_new0 (LimenReading, 1);

  self->roles = *roles;
  self->reasons = g_array_new (FALSE, FALSE, sizeof (LimenReason));
  return self;
}

/* Frees the reading; NULL is ignored. */
void
limen_reading_free (LimenReading *self)
{
  if (self == NULL)
    return;
  limen_roles_clear (&self->roles);
  g_array_unref (self->reasons);
  g_free (self);
}

static void
add (LimenReading *self, LimenReason reason)
{
  self->points += reason.points;
  g_array_append_val (self->reasons, reason);
}

/* Adds a reason and its points. `column` is the subject of the sentence, -1 if
 * it is about no column; `text` is static and English, and has a translation.
 */
void
limen_reading_add (LimenReading *self, double points, int column,
                   const char *text)
{
  add (self, (LimenReason){ text, column, points, FALSE });
}

/* As limen_reading_add(), for a text that needs the name of the column, as it
 * is also about other columns. */
void
limen_reading_add_named (LimenReading *self, double points, int column,
                         const char *text)
{
  add (self, (LimenReason){ text, column, points, TRUE });
}

static int
compare_reasons (const void *a, const void *b)
{
  const LimenReason *x = a, *y = b;

  return (x->points < y->points) - (x->points > y->points);
}

/* Whether the points for the labels and those for the scores both suffice. */
gboolean
limen_reading_holds (const LimenReading *self)
{
  return MIN (self->label_points, self->score_points) >= LIMEN_MIN_POINTS;
}

/* Sorts the reasons, the strongest first. */
void
limen_reading_sort (const LimenReading *self)
{
  g_array_sort (self->reasons, compare_reasons);
}

static gboolean
has_namesake (const LimenFacts *facts, int column)
{
  for (int i = 0; i < (int) facts->n_columns; i++)
    if (i != column
        && g_str_equal (facts->columns[i].name, facts->columns[column].name))
      return TRUE;
  return FALSE;
}

/* A column's name as an argument of a message: quoted, with its number if
 * another column has that name, or only its number if the name is empty. A new
 * string. */
char *
limen_reading_name_column (const LimenFacts *facts, int column)
{
  const char *name = facts->columns[column].name;

  if (*name == '\0')
    return limen_message_part ("column %d", column + 1);
  return has_namesake (facts, column)
             ? limen_message_part ("\"%s\" (column %d)", name, column + 1)
             : g_strdup_printf ("\"%s\"", name);
}

static void
append_reason (GString *out, const LimenReason *reason,
               const LimenFacts *facts)
{
  g_autofree char *name
      = reason->column >= 0
            ? limen_reading_name_column (facts, reason->column)
            : g_strdup ("");
  g_autofree char *part = limen_message_part_of (reason->text, name);
  g_autofree char *text = limen_message_new ("%s", part);

  g_string_append_printf (out, "  %+5.1f  %s\n", reason->points, text);
}

/* The reasons, one per line, the strongest first; a new string. */
char *
limen_reading_explain (const LimenReading *self, const LimenFacts *facts)
{
  GString *out = g_string_new (NULL);

  limen_reading_sort (self);
  for (guint i = 0; i < self->reasons->len; i++)
    append_reason (out, &g_array_index (self->reasons, LimenReason, i),
                   facts);
  return g_string_free (out, FALSE);
}
