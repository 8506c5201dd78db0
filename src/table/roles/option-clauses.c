/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "option-clauses.h"

#include <string.h>

static gboolean
names_option (const char *clause)
{
  const char *dashes = clause;

  while ((dashes = strstr (dashes, "--")) != NULL)
    {
      if ((dashes == clause || dashes[-1] == ' ')
          && g_ascii_islower (dashes[2]))
        return TRUE;
      dashes += 2;
    }
  return FALSE;
}

/* The offset of ": give --..." in a clause; the clause's length if there is
 * none. */
static gssize
find_advice (const char *clause)
{
  const char *advice = strstr (clause, ": give --");

  return advice != NULL ? advice - clause : (gssize) strlen (clause);
}

static void
append_line (GString *out, const char *line)
{
  g_auto (GStrv) clauses = g_strsplit (line, "; ", -1);

  for (guint i = 0; clauses[i] != NULL; i++)
    if (i == 0)
      g_string_append_len (out, clauses[i], find_advice (clauses[i]));
    else if (!names_option (clauses[i]))
      g_string_append_printf (out, "; %s", clauses[i]);
}

/* Adapts a message to the window, which has no options: drops the clauses
 * after a semicolon that name an option, and ": give --option". What was found
 * stays. A new string. */
char *
limen_option_clauses_drop (const char *message)
{
  g_auto (GStrv) lines = g_strsplit (message, "\n", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, '\n');
      append_line (out, lines[i]);
    }
  return g_string_free (out, FALSE);
}
