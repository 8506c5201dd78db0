/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "row-selection.h"

#include <string.h>

#include "memory.h"

#define FIRST_CAPACITY 1024
/* Rows beyond `top` that are kept before the largest keys are dropped. */
#define MIN_SURPLUS 65536
/* Bits of a key that one pass of find_nth() decides. */
#define DIGIT_BITS 16
#define N_DIGITS (1u << DIGIT_BITS)

/* Returns the key at index `nth` of the keys in ascending order, and in
 * *n_smaller the number of smaller ones: from the top, finds one digit after
 * the other by counting, O(n). */
static guint64
find_nth (const guint64 *keys, gsize n, gsize nth, gsize *n_smaller)
{
  g_autofree guint32 *counts = g_new (guint32, N_DIGITS);
  guint64 found = 0, mask = 0;

  *n_smaller = 0;
  for (int shift = 64 - DIGIT_BITS; shift >= 0; shift -= DIGIT_BITS)
    {
      guint64 digit = 0;

      memset (counts, 0, N_DIGITS * sizeof *counts);
      for (gsize i = 0; i < n; i++)
        if ((keys[i] & mask) == found)
          counts[keys[i] >> shift & (N_DIGITS - 1)]++;
      while (*n_smaller + counts[digit] <= nth)
        *n_smaller += counts[digit++];
      found |= digit << shift;
      mask |= (guint64) (N_DIGITS - 1) << shift;
    }
  return found;
}

/* Drops all but the first `top` rows by key. */
static void
drop_largest (LimenRowSelection *self)
{
  gsize n = 0, n_smaller, n_equal;

  self->limit = find_nth (self->keys, self->n, self->top - 1, &n_smaller);
  self->is_limited = TRUE;
  n_equal = self->top - n_smaller;
  for (gsize i = 0; i < self->n; i++)
    {
      gboolean is_equal = self->keys[i] == self->limit;

      if (self->keys[i] > self->limit || (is_equal && n_equal == 0))
        continue;
      n_equal -= is_equal ? 1 : 0;
      self->rows[n] = self->rows[i];
      self->keys[n++] = self->keys[i];
    }
  self->n = n;
}

static gboolean
reserve (LimenRowSelection *self, gsize n, GError **error)
{
  gsize capacity = MAX (FIRST_CAPACITY, MAX (n, self->n + self->n / 2));

  if (n <= MIN (self->n_rows, self->n_keys))
    return TRUE;
  if (!limen_memory_resize (self->path, &self->rows, self->n_rows, capacity,
                            sizeof *self->rows, error))
    return FALSE;
  self->n_rows = capacity;
  if (!limen_memory_resize (self->path, &self->keys, self->n_keys, capacity,
                            sizeof *self->keys, error))
    return FALSE;
  self->n_keys = capacity;
  return TRUE;
}

/* Adds n rows with their keys. O(n) on average, however large `top` is; memory
 * in proportion to `top`. FALSE with an error when memory runs out. */
gboolean
limen_row_selection_add (LimenRowSelection *self, const guint32 *rows,
                         const guint64 *keys, gsize n, GError **error)
{
  if (n == 0)
    return TRUE;
  if (!reserve (self, self->n + n, error))
    return FALSE;
  memcpy (self->rows + self->n, rows, n * sizeof *rows);
  memcpy (self->keys + self->n, keys, n * sizeof *keys);
  self->n += n;
  if (self->n > self->top
      && self->n - self->top >= MAX (self->top, MIN_SURPLUS))
    drop_largest (self);
  return TRUE;
}

/* Leaves the first `top` rows by key, or all if they are fewer. */
void
limen_row_selection_finish (LimenRowSelection *self)
{
  if (self->n > self->top)
    drop_largest (self);
}

/* Frees the arrays. */
void
limen_row_selection_clear (LimenRowSelection *self)
{
  g_free (self->rows);
  g_free (self->keys);
}
