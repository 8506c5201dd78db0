/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read-options.h"

#include <string.h>

#include "message.h"

/* Creates options that leave everything to be inferred. */
LimenReadOptions *
limen_read_options_new (void)
{
  return g_new0 (LimenReadOptions, 1);
}

/* A deep copy, without `explanation`. */
LimenReadOptions *
limen_read_options_copy (const LimenReadOptions *self)
{
  LimenReadOptions *copy = g_memdup2 (self, sizeof *self);

  copy->labels = g_strdupv (self->labels);
  copy->labels_from = g_strdup (self->labels_from);
  copy->id = g_strdup (self->id);
  copy->scores = g_strdupv (self->scores);
  copy->mapped = g_strdupv (self->mapped);
  copy->explanation = NULL;
  copy->predicted = g_strdup (self->predicted);
  copy->variance = g_strdup (self->variance);
  copy->weight = g_strdup (self->weight);
  copy->fp_cost = g_strdup (self->fp_cost);
  copy->fn_cost = g_strdup (self->fn_cost);
  copy->group = g_strdup (self->group);
  copy->unit = g_strdup (self->unit);
  copy->split = g_strdup (self->split);
  copy->ignored = g_strdupv (self->ignored);
  copy->classes = g_strdupv (self->classes);
  copy->positive = g_strdup (self->positive);
  copy->as = g_strdup (self->as);
  copy->like = g_strdup (self->like);
  copy->like_date = g_strdup (self->like_date);
  copy->misfit = g_strdup (self->misfit);
  return copy;
}

/* Frees the options; NULL is ignored. */
void
limen_read_options_free (LimenReadOptions *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->labels);
  g_free (self->labels_from);
  g_free (self->id);
  g_strfreev (self->scores);
  g_strfreev (self->mapped);
  g_free (self->predicted);
  g_free (self->variance);
  g_free (self->weight);
  g_free (self->fp_cost);
  g_free (self->fn_cost);
  g_free (self->group);
  g_free (self->unit);
  g_free (self->split);
  g_strfreev (self->ignored);
  g_strfreev (self->classes);
  g_free (self->positive);
  if (self->explanation != NULL)
    g_string_free (self->explanation, TRUE);
  g_free (self->as);
  g_free (self->like);
  g_free (self->like_date);
  g_free (self->misfit);
  g_free (self);
}

/* Whether a column with costs per row was given. */
gboolean
limen_read_options_has_costs (const LimenReadOptions *self)
{
  return self->fp_cost != NULL || self->fn_cost != NULL;
}

/* Clears the origin of reused options, so that they count as given for this
 * file. */
void
limen_read_options_own (LimenReadOptions *self)
{
  g_clear_pointer (&self->like, g_free);
  g_clear_pointer (&self->like_date, g_free);
  g_clear_pointer (&self->misfit, g_free);
}

/* An argument for a shell, quoted if necessary; a new string. */
char *
limen_read_options_quote (const char *argument)
{
  for (const char *p = argument; *p != '\0'; p++)
    if ((guchar) *p < 0x80 && !g_ascii_isalnum (*p)
        && strchr ("_.,:/@%+=-", *p) == NULL)
      return g_shell_quote (argument);
  return g_strdup (*argument == '\0' ? "''" : argument);
}

/* For people: why remembered or reused options were not taken, as a sentence
 * or two; a new string, NULL if they were taken. */
char *
limen_read_options_describe_misfit (const LimenReadOptions *self)
{
  return self->misfit != NULL ? limen_message_new ("%s", self->misfit) : NULL;
}
