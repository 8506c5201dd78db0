/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spread.h"

#include <string.h>

#include "source.h"

/* Number of places at which rows are read, and bytes per place. */
#define N_PLACES 32
#define MIN_STRETCH 2048
#define MAX_STRETCH (64 * 1024)
#define LINES_PER_STRETCH 12

/* The number of bytes to read for some lines. */
static gsize
choose_stretch (const char *head, gsize length)
{
  gsize n_lines = 1;

  for (const char *p = head, *end = head + length;
       (p = memchr (p, '\n', (gsize) (end - p))) != NULL; p++)
    n_lines++;
  return CLAMP (LINES_PER_STRETCH * (length / n_lines), MIN_STRETCH,
                MAX_STRETCH);
}

/* Offset of the line after the first n_lines lines. */
static gsize
skip_lines (const char *head, gsize length, gsize n_lines)
{
  const char *p = head, *end = head + length;

  for (; n_lines > 0 && p < end; n_lines--)
    {
      p = memchr (p, '\n', (gsize) (end - p));
      if (p == NULL)
        return length;
      p++;
    }
  return (gsize) (p - head);
}

/* Adds the whole lines of a buffer to the sample. */
static void
add_lines (const LimenDialect *dialect, LimenSample *sample, LimenBytes *input,
           const char *bytes, gsize length)
{
  const char *first = memchr (bytes, '\n', length);
  const char *last = memrchr (bytes, '\n', length);

  if (first != last)
    limen_dialect_add_rows (dialect, sample, limen_bytes_get_path (input),
                            first + 1, (gsize) (last - first));
}

/* Adds rows from all over a file to its sample, none twice. Without them, the
 * sample of a file sorted by label might contain only one label. `head` holds
 * the first bytes. If the file can only be read from its beginning, the rows
 * come from all over `head`. Errors are ignored; reading will report them. */
void
limen_spread_sample (const LimenDialect *dialect, LimenSample *sample,
                     LimenBytes *input, const char *head, gsize head_length)
{
  const goffset total = limen_bytes_get_bytes_total (input);
  const gboolean is_plain
      = total > (goffset) head_length && !limen_bytes_is_compressed (input);
  const gsize size = is_plain ? (gsize) total : head_length;
  const gsize start = skip_lines (head, head_length, sample->n_first + 1);
  const gsize stretch = MIN (choose_stretch (head, head_length), size - start);
  const gsize n_places
      = MIN (N_PLACES, stretch > 0 ? (size - start) / stretch : 0);
  g_autofree char *buffer = g_try_malloc (MAX (stretch, 1));

  if ((sample->n_first + 1 < LIMEN_SAMPLE_ROWS
       && total <= (goffset) head_length)
      || buffer == NULL || sample->n_columns == 0)
    return;
  for (gsize i = 1; i <= n_places; i++)
    {
      gsize rest = size - start - stretch;
      gsize offset
          = start + (n_places > 1 ? rest / (n_places - 1) * (i - 1) : rest);
      gsize length = stretch;

      if (offset + stretch <= head_length)
        memcpy (buffer, head + offset, stretch);
      else if (!is_plain
               || !limen_bytes_read_at (input, (goffset) offset, buffer,
                                        stretch, &length, NULL))
        continue;
      add_lines (dialect, sample, input, buffer, length);
    }
  sample->n_fair = sample->rows->len;
}

/* The line n_lines below the beginning of a buffer; NULL if it is not in the
 * buffer. */
static const char *
find_line (const char *bytes, gsize length, guint64 n_lines,
           gsize *line_length)
{
  const char *p = bytes, *end = bytes + length, *line_end;

  for (; n_lines > 0; n_lines--)
    {
      p = memchr (p, '\n', (gsize) (end - p));
      if (p == NULL)
        return NULL;
      p++;
    }
  line_end = memchr (p, '\n', (gsize) (end - p));
  *line_length = (gsize) ((line_end != NULL ? line_end + 1 : end) - p);
  return p;
}

/* Adds the rows at these places (LimenPlace) of an uncompressed file to its
 * sample. They were chosen for their content, so they show which values occur,
 * not how often. Errors are ignored. */
void
limen_spread_add_places (const LimenDialect *dialect, LimenSample *sample,
                         LimenBytes *input, const GArray *places)
{
  g_autofree char *buffer = g_try_malloc (MAX_STRETCH);

  for (guint i = 0; buffer != NULL && i < places->len; i++)
    {
      const LimenPlace *place = &g_array_index (places, LimenPlace, i);
      const char *line;
      gsize length, line_length;

      if (!limen_bytes_read_at (input, (goffset) place->offset, buffer,
                                MAX_STRETCH, &length, NULL))
        continue;
      line = find_line (buffer, length, place->n_lines, &line_length);
      if (line != NULL)
        limen_dialect_add_rows (dialect, sample, limen_bytes_get_path (input),
                                line, line_length);
    }
}
