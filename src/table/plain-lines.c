#include "plain-lines.h"

#include <math.h>
#include <string.h>

#include "labels.h"
#include "plain-number.h"
#include "record.h"

/* A stretch ends after so many rows, so that the place of each is known
 * nearby. */
#define MAX_STRETCH_ROWS 4096

struct _LimenPlainLines
{
  LimenPlainFormat format;
  gsize max_rows, n_rows;
  gpointer *values; /* max_rows of each column that is not skipped */
  GArray *stretches;
  /* The block */
  const char *bytes, *end;
  gboolean has_specials; /* quotes, or carriage returns */
  gboolean has_skipped;  /* columns */
  const LimenSpellings *names, *groups;
  guint16 short_names[256]; /* by their only byte, which ends no field */
};

/* Bytes that one value takes; 0: none is kept. */
gsize
limen_plain_type_get_size (LimenPlainType type)
{
  switch (type)
    {
    case LIMEN_PLAIN_NUMBER:
      return sizeof (double);
    case LIMEN_PLAIN_NAME:
    case LIMEN_PLAIN_TRUTH:
      return sizeof (guint16);
    case LIMEN_PLAIN_GROUP:
      return sizeof (guint32);
    case LIMEN_PLAIN_SKIPPED:
      break;
    }
  return 0;
}

/* For blocks of at most max_bytes. `format` is copied, its columns are not. */
LimenPlainLines *
limen_plain_lines_new (const LimenPlainFormat *format, gsize max_bytes)
{
  LimenPlainLines *self = g_new0 (LimenPlainLines, 1);

  self->format = *format;
  /* A field takes a byte and the end of it. */
  self->max_rows = max_bytes / (2 * format->n_columns) + 1;
  self->values = g_new0 (gpointer, format->n_columns);
  self->stretches = g_array_new (FALSE, FALSE, sizeof (LimenStretch));
  for (gsize i = 0; i < format->n_columns; i++)
    {
      gsize size = limen_plain_type_get_size (format->columns[i].type);

      if (size > 0)
        self->values[i] = g_malloc_n (self->max_rows, size);
      else
        self->has_skipped = TRUE;
    }
  return self;
}

/* Frees all; NULL is nothing. */
void
limen_plain_lines_free (LimenPlainLines *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < self->format.n_columns; i++)
    g_free (self->values[i]);
  g_free (self->values);
  g_array_unref (self->stretches);
  g_free (self);
}

static const char *
skip_blanks (const LimenPlainLines *self, const char *p)
{
  while (p < self->end && (*p == ' ' || *p == '\t')
         && *p != self->format.delimiter)
    p++;
  return p;
}

/* Where the text of a field ends that begins at p, and that no quote is
 * around. */
static const char *
find_text_end (const LimenPlainLines *self, const char *p)
{
  while (p < self->end && *p != self->format.delimiter && *p != '\n'
         && *p != '\r' && *p != '"')
    p++;
  return p;
}

/* The closing quote of text on this line; NULL: there is none. */
static const char *
find_quote (const LimenPlainLines *self, const char *p)
{
  while (p < self->end && *p != '"' && *p != '\n' && *p != '\r')
    p++;
  return p < self->end && *p == '"' ? p : NULL;
}

static gboolean
keep_number (LimenPlainLines *self, gsize column, double number,
             LimenStretch *stretch)
{
  const LimenPlainColumn *format = &self->format.columns[column];
  double *values = self->values[column];

  if (!(number >= format->min && number <= format->max))
    return FALSE;
  number += 0.0; /* -0 becomes 0 */
  values[self->n_rows] = number;
  if (format->is_score)
    {
      stretch->min = number < stretch->min ? number : stretch->min;
      stretch->max = number > stretch->max ? number : stretch->max;
    }
  return TRUE;
}

static const char *
take_number (LimenPlainLines *self, const char *p, gsize column,
             LimenStretch *stretch)
{
  double number;

  p = limen_from_chars (skip_blanks (self, p), self->end,
                        self->format.decimal_point, &number);
  if (p == NULL || !keep_number (self, column, number, stretch))
    return NULL;
  return skip_blanks (self, p);
}

static const char *
take_truth (LimenPlainLines *self, const char *p, gsize column)
{
  guint16 *values = self->values[column];

  if (p == self->end || (*p != '0' && *p != '1'))
    return NULL;
  values[self->n_rows] = *p == '1';
  return p + 1;
}

static const char *
take_name (LimenPlainLines *self, const char *p, gsize column,
           gboolean is_quoted)
{
  gboolean is_group = self->format.columns[column].type == LIMEN_PLAIN_GROUP;
  const char *end = is_quoted ? find_quote (self, p) : find_text_end (self, p);
  guint16 number;

  if (end == NULL)
    return NULL;
  number = limen_spellings_find (is_group ? self->groups : self->names, p,
                                 (gsize) (end - p));
  if (number == LIMEN_LABEL_NONE)
    return NULL;
  if (is_group)
    ((guint32 *) self->values[column])[self->n_rows] = number;
  else
    ((guint16 *) self->values[column])[self->n_rows] = number;
  return end;
}

/* Quotes and carriage returns are looked for only where the block has any. */
static const char *
skip_field (LimenPlainLines *self, const char *p, const char *line_end,
            gboolean is_quoted)
{
  const char *end;

  if (is_quoted)
    return find_quote (self, p);
  if (self->has_specials)
    return find_text_end (self, p);
  end = memchr (p, self->format.delimiter, (gsize) (line_end - p));
  return end != NULL ? end : line_end;
}

static const char *
take_field (LimenPlainLines *self, const char *p, gsize column,
            const char *line_end, LimenStretch *stretch)
{
  gboolean is_quoted = p < self->end && *p == '"';

  p += is_quoted;
  switch (self->format.columns[column].type)
    {
    case LIMEN_PLAIN_NUMBER:
      p = take_number (self, p, column, stretch);
      break;
    case LIMEN_PLAIN_NAME:
    case LIMEN_PLAIN_GROUP:
      p = take_name (self, p, column, is_quoted);
      break;
    case LIMEN_PLAIN_TRUTH:
      p = take_truth (self, p, column);
      break;
    case LIMEN_PLAIN_SKIPPED:
      p = skip_field (self, p, line_end, is_quoted);
      break;
    }
  if (!is_quoted || p == NULL)
    return p;
  return p < self->end && *p == '"' ? p + 1 : NULL;
}

/* What ends a field; NULL: something else does. */
static const char *
take_field_end (const LimenPlainLines *self, const char *p, gboolean is_last)
{
  if (is_last && p < self->end && *p == '\r')
    p++;
  return p < self->end && *p == (is_last ? '\n' : self->format.delimiter)
             ? p + 1
             : NULL;
}

/* Takes what most fields are, and the byte that ends it: a number without
 * anything around it, a class of one byte. NULL: there is more to it. */
static const char *
take_simple_field (LimenPlainLines *self, const char *p, gsize column,
                   gboolean is_last, LimenStretch *stretch)
{
  char field_end = is_last ? '\n' : self->format.delimiter;
  double number;

  if (self->end - p < LIMEN_PLAIN_NUMBER_BYTES)
    return NULL;
  switch (self->format.columns[column].type)
    {
    case LIMEN_PLAIN_NUMBER:
      p = limen_plain_number_read (p, self->format.decimal_point, &number);
      return p != NULL && *p == field_end
                     && keep_number (self, column, number, stretch)
                 ? p + 1
                 : NULL;
    case LIMEN_PLAIN_NAME:
      if (p[1] != field_end
          || self->short_names[(guchar) *p] == LIMEN_LABEL_NONE)
        return NULL;
      ((guint16 *) self->values[column])[self->n_rows]
          = self->short_names[(guchar) *p];
      return p + 2;
    case LIMEN_PLAIN_TRUTH:
    case LIMEN_PLAIN_GROUP:
    case LIMEN_PLAIN_SKIPPED:
      break;
    }
  return NULL;
}

/* Reads a line into the next row. Where it ends; NULL: it is in doubt. */
static const char *
read_line (LimenPlainLines *self, const char *p, LimenStretch *stretch)
{
  gsize n = self->format.n_columns;
  const char *line_end = self->end;

  if (self->n_rows == self->max_rows)
    return NULL;
  if (self->has_skipped)
    line_end = memchr (p, '\n', (gsize) (self->end - p));
  if (line_end == NULL)
    return NULL;
  for (gsize column = 0; p != NULL && column < n; column++)
    {
      gboolean is_last = column + 1 == n;
      const char *next
          = take_simple_field (self, p, column, is_last, stretch);

      if (next == NULL)
        next = take_field (self, p, column, line_end, stretch);
      else
        {
          p = next;
          continue;
        }
      p = next != NULL ? take_field_end (self, next, is_last) : NULL;
    }
  return p;
}

static const char *
find_line_end (const LimenPlainLines *self, const char *p)
{
  const char *end = memchr (p, '\n', (gsize) (self->end - p));

  return end != NULL ? end + 1 : self->end;
}

/* As many lines as can be read, from the byte `start` on. */
static LimenStretch
read_stretch (LimenPlainLines *self, gsize start)
{
  LimenStretch stretch = { .start = start,
                           .is_plain = TRUE,
                           .first_row = self->n_rows,
                           .min = INFINITY,
                           .max = -INFINITY };
  const char *first = self->bytes + start, *p = first;

  while (p < self->end && stretch.n_rows < MAX_STRETCH_ROWS)
    {
      double min = stretch.min, max = stretch.max;
      const char *next = read_line (self, p, &stretch);

      if (next == NULL || next - p > LIMEN_MAX_FIELD_BYTES)
        {
          stretch.min = min;
          stretch.max = max;
          break;
        }
      p = next;
      stretch.n_rows++;
      self->n_rows++;
    }
  stretch.length = (gsize) (p - first);
  return stretch;
}

/* Leaves bytes in doubt, together with those before them that are. */
static void
doubt (LimenPlainLines *self, gsize start, gsize length)
{
  LimenStretch stretch = { .start = start, .length = length };
  LimenStretch *last = NULL;

  if (self->stretches->len > 0)
    last = &g_array_index (self->stretches, LimenStretch,
                           self->stretches->len - 1);
  if (last != NULL && !last->is_plain)
    last->length += length;
  else
    g_array_append_val (self->stretches, stretch);
}

static void
read_stretches (LimenPlainLines *self, gsize length)
{
  gsize place = 0;

  while (place < length)
    {
      LimenStretch stretch = read_stretch (self, place);
      gsize end;

      if (stretch.n_rows > 0)
        g_array_append_val (self->stretches, stretch);
      place += stretch.length;
      if (place == length || stretch.n_rows == MAX_STRETCH_ROWS)
        continue;
      end = (gsize) (find_line_end (self, self->bytes + place) - self->bytes);
      doubt (self, place, end - place);
      place = end;
    }
}

/* Reads a block: whole lines, but for what may follow the last line end, which
 * is in doubt. `bytes` must live as long as the stretches are looked at. */
void
limen_plain_lines_read (LimenPlainLines *self, const char *bytes, gsize length,
                        const LimenSpellings *names,
                        const LimenSpellings *groups)
{
  self->bytes = bytes;
  self->end = bytes + length;
  self->names = names;
  self->groups = groups;
  memcpy (self->short_names, limen_spellings_get_bytes (names),
          sizeof self->short_names);
  self->short_names[(guchar) self->format.delimiter] = LIMEN_LABEL_NONE;
  self->n_rows = 0;
  g_array_set_size (self->stretches, 0);
  self->has_specials = memchr (bytes, '"', length) != NULL
                       || memchr (bytes, '\r', length) != NULL;
  if (memchr (bytes, '\0', length) != NULL)
    doubt (self, 0, length);
  else
    read_stretches (self, length);
}

/* All of the block, in its order; owned by the lines. */
const LimenStretch *
limen_plain_lines_get_stretches (LimenPlainLines *self, gsize *n_stretches)
{
  *n_stretches = self->stretches->len;
  return (const LimenStretch *) self->stretches->data;
}

/* The values of a column that is not skipped, from a row on. */
gconstpointer
limen_plain_lines_get_values (LimenPlainLines *self, gsize column, gsize row)
{
  gsize size
      = limen_plain_type_get_size (self->format.columns[column].type);

  return (const char *) self->values[column] + row * size;
}
