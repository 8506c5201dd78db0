/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "labels-from.h"

#include <glib/gi18n.h>

/* A deep copy; NULL for NULL. */
LimenLabelsFrom *
limen_labels_from_copy (const LimenLabelsFrom *self)
{
  LimenLabelsFrom *copy = g_memdup2 (self, sizeof *self);

  if (copy == NULL)
    return NULL;
  copy->path = g_strdup (self->path);
  copy->name = g_strdup (self->name);
  copy->sha256 = g_strdup (self->sha256);
  copy->id = g_strdup (self->id);
  copy->scores_id = g_strdup (self->scores_id);
  return copy;
}

/* Frees the struct; NULL is ignored. */
void
limen_labels_from_free (LimenLabelsFrom *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->name);
  g_free (self->sha256);
  g_free (self->id);
  g_free (self->scores_id);
  g_free (self);
}

/* Number of label rows that match no row of the scores. */
guint64
limen_labels_from_count_unused (const LimenLabelsFrom *self)
{
  return self->n_rows - self->n_matched;
}

/* A description for people, such as "labels.csv, matched by column \"id\""; a
 * new string. */
char *
limen_labels_from_describe (const LimenLabelsFrom *self)
{
  if (self->id == NULL)
    return g_strdup_printf (_ ("%s, matched by the order of rows"),
                            self->name);
  if (g_str_equal (self->id, self->scores_id))
    return g_strdup_printf (_ ("%s, matched by column \"%s\""), self->name,
                            self->id);
  return g_strdup_printf (_ ("%s, matched by columns \"%s\" and \"%s\""),
                          self->name, self->scores_id, self->id);
}
