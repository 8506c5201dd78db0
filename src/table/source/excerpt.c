/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "excerpt.h"

#include <glib/gi18n.h>
#include <string.h>

#include "memory.h"
#include "message.h"
#include "table-error.h"

/* Bytes read at each place. Many short stretches represent a sorted file
 * better than a few long ones, but each must contain several lines. */
#define MIN_STRETCH (16 * 1024)
#define MAX_STRETCH (256 * 1024)
#define LINES_PER_STRETCH 8
/* After this time no more stretches are read than MIN_STRETCHES. */
#define TIME_LIMIT (G_USEC_PER_SEC / 10)
#define MIN_STRETCHES 16

/* The number of bytes to read at each place: a power of two. */
static gsize
choose_stretch (const char *head, gsize length)
{
  const char *p = head, *end = head + length;
  gsize n_lines = 1, stretch = MIN_STRETCH;

  while ((p = memchr (p, '\n', (gsize) (end - p))) != NULL)
    {
      p++;
      n_lines++;
    }
  while (stretch < MAX_STRETCH
         && stretch < LINES_PER_STRETCH * (length / n_lines))
    stretch *= 2;
  return stretch;
}

/* Element i of the van der Corput sequence in base 2, scaled to n, a power of
 * two: 0, n/2, n/4, 3n/4, n/8 ... Every prefix is spread evenly. */
static gsize
get_place (gsize i, gsize n)
{
  gsize place = 0;

  for (gsize half = n / 2; i > 0; i /= 2, half /= 2)
    place += i % 2 * half;
  return place;
}

/* Removes the partial lines at both ends, in place. Returns the new length. */
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

/* Copies the first lines of the file, which may begin with the header. Returns
 * their length. */
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
                    limen_bytes_get_path (input), limen_message_word (what));
  return NULL;
}

/* Reads whole lines at evenly spread places of an uncompressed file: the first
 * ones of the file, then others in no file order. `head` holds what was read
 * from the input so far, about 1 MB; afterwards the input is at its end. A
 * stretch that starts inside a quoted field starts with a partial record.
 * Returns a new buffer and its length, or NULL with an error if the file is
 * too small or has no line ends. */
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
    return fail (input, N_ ("the file is too small for an excerpt"), error);
  *length = take_head (excerpt, head, stretch);
  if (*length == 0)
    return fail (input, N_ ("the file has no lines to take an excerpt of"),
                 error);
  for (gsize i = 1;
       i < n && (i < MIN_STRETCHES || g_get_monotonic_time () < end); i++)
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
