#include "labels-from.h"

/* A deep copy; NULL of NULL. */
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

/* Frees it; NULL is nothing. */
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
