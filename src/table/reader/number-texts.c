/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number-texts.h"

#include <string.h>

#include "memory.h"

/* Longer texts are not kept. */
#define MAX_LENGTH 40

struct _LimenNumberTexts
{
  char *path;
  char *bytes;   /* room for MAX_LENGTH per text */
  guint32 *ends; /* of each text in the bytes */
  gsize n, capacity;
};

/* Creates an empty list. `path` is for error messages. */
LimenNumberTexts *
limen_number_texts_new (const char *path)
{
  LimenNumberTexts *self = g_new0 (LimenNumberTexts, 1);

  self->path = g_strdup (path);
  return self;
}

/* Frees the list; NULL is ignored. */
void
limen_number_texts_free (LimenNumberTexts *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->bytes);
  g_free (self->ends);
  g_free (self);
}

/* Removes all texts and keeps their memory. */
void
limen_number_texts_clear (LimenNumberTexts *self)
{
  self->n = 0;
}

/* Makes room for n_texts more. FALSE with an error when memory runs out. */
gboolean
limen_number_texts_reserve (LimenNumberTexts *self, gsize n_texts,
                            GError **error)
{
  gsize capacity = self->n + n_texts;

  if (capacity <= self->capacity)
    return TRUE;
  capacity = MAX (capacity, 2 * self->capacity);
  if (!limen_memory_resize (self->path, &self->bytes,
                            self->capacity * MAX_LENGTH, capacity * MAX_LENGTH,
                            1, error)
      || !limen_memory_resize (self->path, &self->ends, self->capacity,
                               capacity, sizeof *self->ends, error))
    return FALSE;
  self->capacity = capacity;
  return TRUE;
}

/* Appends the text of the next row; a very long one as "". There must be room
 * for it. */
void
limen_number_texts_add (LimenNumberTexts *self, const char *text, gsize length)
{
  guint32 start = self->n > 0 ? self->ends[self->n - 1] : 0;

  if (length > MAX_LENGTH)
    length = 0;
  memcpy (self->bytes + start, text, length);
  self->ends[self->n++] = start + (guint32) length;
}

/* Appends the texts of the next n rows, which are in `bytes`. There must be
 * room for them. */
void
limen_number_texts_add_spans (LimenNumberTexts *self, const char *bytes,
                              const LimenTextSpan *spans, gsize n)
{
  guint32 *ends = self->ends + self->n;
  guint32 end = self->n > 0 ? ends[-1] : 0;

  for (gsize i = 0; i < n; i++)
    {
      guint32 length = spans[i].length <= MAX_LENGTH ? spans[i].length : 0;

      memcpy (self->bytes + end, bytes + spans[i].start, length);
      ends[i] = end += length;
    }
  self->n += n;
}

/* The text of a row, which is not NUL-terminated; *length is 0 if it was not
 * kept. Owned by the list. */
const char *
limen_number_texts_get (const LimenNumberTexts *self, gsize row, gsize *length)
{
  guint32 start = row > 0 ? self->ends[row - 1] : 0;

  *length = self->ends[row] - start;
  return self->bytes + start;
}
