/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "row-index.h"

#include "memory.h"

/* At least one row in this many is stored. */
#define MAX_STRIDE 4096
#define FIRST_CAPACITY 256

struct _LimenRowIndex
{
  char *path;
  LimenRowPlace *places;
  gsize n_places, capacity;
  guint64 n_rows;
};

/* Creates an empty index. `path` is for error messages. */
LimenRowIndex *
limen_row_index_new (const char *path)
{
  LimenRowIndex *self = g_new0 (LimenRowIndex, 1);

  self->path = g_strdup (path);
  return self;
}

/* Frees the index; NULL is ignored. */
void
limen_row_index_free (LimenRowIndex *self)
{
  if (self == NULL)
    return;
  g_free (self->places);
  g_free (self->path);
  g_free (self);
}

/* Appends n_rows rows, one per line, the first at `line` and byte `offset`.
 * FALSE with an error if memory runs out. */
gboolean
limen_row_index_add (LimenRowIndex *self, guint64 line, guint64 offset,
                     guint64 n_rows, GError **error)
{
  const LimenRowPlace *last
      = self->n_places > 0 ? &self->places[self->n_places - 1] : NULL;
  guint64 row = self->n_rows;

  if (last != NULL && line - last->line == row - last->row
      && row - last->row < MAX_STRIDE)
    {
      self->n_rows += n_rows;
      return TRUE;
    }
  if (self->n_places == self->capacity)
    {
      gsize capacity = MAX (FIRST_CAPACITY, 2 * self->capacity);

      if (!limen_memory_resize (self->path, &self->places, self->capacity,
                                capacity, sizeof *self->places, error))
        return FALSE;
      self->capacity = capacity;
    }
  self->places[self->n_places++] = (LimenRowPlace){ row, line, offset };
  self->n_rows += n_rows;
  return TRUE;
}

static gsize
find_place (const LimenRowIndex *self, guint64 row)
{
  gsize low = 0, high = self->n_places;

  while (high - low > 1)
    {
      gsize middle = low + (high - low) / 2;

      if (self->places[middle].row <= row)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* The last stored row at or before `row`; the rows from there up to `row`
 * follow one per line. The index must not be empty. O(log n). */
LimenRowPlace
limen_row_index_find (const LimenRowIndex *self, guint64 row)
{
  return self->places[find_place (self, row)];
}

/* Writes the lines on which n consecutive rows begin. The index must not be
 * empty. O(log of its size + n). */
void
limen_row_index_find_lines (const LimenRowIndex *self, guint64 row, gsize n,
                            guint64 *lines)
{
  const LimenRowPlace *place = &self->places[find_place (self, row)];
  const LimenRowPlace *end = self->places + self->n_places;

  for (gsize i = 0; i < n; i++)
    {
      if (place + 1 < end && place[1].row <= row + i)
        place++;
      lines[i] = place->line + (row + i - place->row);
    }
}
