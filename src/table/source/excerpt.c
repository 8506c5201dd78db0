/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "excerpt.h"

#include <string.h>

#include "memory.h"
#include "table-error.h"

/* Many short stretches make a fairer sample of a file that is sorted than few
 * long ones; but each shall hold some lines. */
#define LEAST_STRETCH (16 * 1024)
#define MOST_STRETCH (256 * 1024)
#define LINES_PER_STRETCH 8
/* Where reading is slow, there are fewer stretches. */
#define TIME_LIMIT (G_USEC_PER_SEC / 10)
#define LEAST_STRETCHES 16

/* How much is read at each place: a power of two. */
static gsize
choose_stretch (const char *head, gsize length)
{
  const char *p = head, *end = head + length;
  gsize n_lines = 1, stretch = LEAST_STRETCH;

  while ((p = memchr (p, '\n', (gsize) (end - p))) != NULL)
    {
      p++;
      n_lines++;
    }
  while (stretch < MOST_STRETCH
         && stretch < LINES_PER_STRETCH * (length / n_lines))
    stretch *= 2;
  return stretch;
}

/* 0, 1/2, 1/4, 3/4, 1/8 ... of a power of two: wherever the sequence ends,
 * what came before is spread evenly. */
static gsize
get_place (gsize i, gsize n)
{
  gsize place = 0;

  for (gsize half = n / 2; i > 0; i /= 2, half /= 2)
    place += i % 2 * half;
  return place;
}

/* Drops what stands before the first line end, and after the last one. Returns
 * how much is left. */
static gsize
keep_whole_lines (char *bytes, gsize length)
{
  const char *first = memchr (bytes, '\n', length);
  const char *last = memrchr (bytes, '\n', length);

  if (first == last)
    return 0;
  length = (gsize) (last - first);
  memmove (bytes, first + 1, length);
  return length;
}

/* The first lines of all, which may begin with the names of the columns. */
static gsize
take_head (char *bytes, const char *head, gsize length)
{
  const char *last = memrchr (head, '\n', length);

  if (last == NULL)
    return 0;
  length = (gsize) (last + 1 - head);
  memcpy (bytes, head, length);
  return length;
}

static char *
fail (LimenBytes *input, const char *what, GError **error)
{
  limen_table_fail (error, LIMEN_TABLE_ERROR_FORMAT, "%s: %s",
                    limen_bytes_get_path (input), what);
  return NULL;
}

/* Reads whole lines at evenly spread places of a plain file, the first ones
 * before the others, which come in no order. `head` holds what was read from
 * the input until now, 1 MB or so; nothing is left to read from it then. A
 * stretch that begins inside a quoted field begins with a part of a record.
 * Returns new bytes and how many, or NULL with an error, as for a file too
 * small to be worth it, or without line ends. */
char *
limen_excerpt_read (LimenBytes *input, const char *head, gsize head_length,
                    gsize *length, GError **error)
{
  const goffset total = limen_bytes_get_bytes_total (input);
  const gint64 end = g_get_monotonic_time () + TIME_LIMIT;
  const gsize stretch = choose_stretch (head, head_length);
  const gsize n = LIMEN_EXCERPT_SIZE / stretch;
  g_autofree char *excerpt = NULL;

  if (!limen_memory_resize (limen_bytes_get_path (input), &excerpt, 0,
                            LIMEN_EXCERPT_SIZE, 1, error))
    return NULL;
  if (total < 2 * LIMEN_EXCERPT_SIZE || head_length < stretch)
    return fail (input, "the file is too small for an excerpt", error);
  *length = take_head (excerpt, head, stretch);
  if (*length == 0)
    return fail (input, "the file has no lines to take an excerpt of", error);
  for (gsize i = 1;
       i < n && (i < LEAST_STRETCHES || g_get_monotonic_time () < end); i++)
    {
      char *bytes = excerpt + *length;
      gsize n_read;

      if (!limen_bytes_read_at (
              input, total / (goffset) n * (goffset) get_place (i, n), bytes,
              stretch, &n_read, error))
        return NULL;
      *length += keep_whole_lines (bytes, n_read);
    }
  if (!limen_bytes_skip (input, (guint64) total - head_length, error))
    return NULL;
  return g_steal_pointer (&excerpt);
}
