/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fast-path.h"

#include <math.h>
#include <string.h>

#include "labels.h"
#include "fast-path-fields.h"
#include "record.h"

/* Maximum number of rows per stretch, which keeps the rows of the index close
 * together. */
#define MAX_STRETCH_ROWS 4096
/* Width of the reduction in widen_range(). */
#define N_TOGETHER 8

static void
add_to_part (LimenFastPath *self, const LimenPlainField *column)
{
  LimenPlainScores *part = &self->parts[column->format.part];

  if (column->format.part == LIMEN_WANTED_ALONE)
    return;
  if (part->columns == NULL)
    part->columns = g_new0 (double *, self->n_columns);
  part->columns[column->format.index] = column->values;
  part->n++;
}

/* Whether a text contains a delimiter. */
static gboolean
has_delimiter (const LimenFastPath *self, const char *text)
{
  return strchr (text, self->delimiter) != NULL
         || (self->has_blanks && strchr (text, '\t') != NULL);
}

static void
prepare_form (LimenFastPath *self, LimenPlainField *column)
{
  const LimenCellForm *form = column->format.form;
  const char separator[] = { form->separator, '\0' };

  self->is_special = TRUE;
  column->needs_quotes
      = form->type == LIMEN_CELL_WRAPPED
            ? has_delimiter (self, form->prefix)
                  || has_delimiter (self, form->suffix)
                  || (form->n_elements > 1 && has_delimiter (self, separator))
            : form->point == self->delimiter;
  if (form->type != LIMEN_CELL_WRAPPED)
    return;
  column->n_prefix = strlen (form->prefix);
  column->n_element_prefix = strlen (form->element_prefix);
  column->n_element_suffix = strlen (form->element_suffix);
  column->n_suffix = strlen (form->suffix);
}

static void
prepare_ends (LimenFastPath *self)
{
  static const char ends[] = { '\n', '\r', '"' };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    self->ends[(guchar) ends[i]] = TRUE;
  self->ends[(guchar) self->delimiter] = TRUE;
  self->ends['\t'] |= self->has_blanks;
}

/* Lower bound on the bytes of a row: every field has a delimiter, and a list
 * that is read has elements and separators. */
static gsize
get_least_bytes (const LimenWanted *wanted)
{
  gsize n = 0;

  for (gsize i = 0; i < wanted->n_columns; i++)
    if (wanted->columns[i].n_elements > 0)
      n += wanted->columns[i].form != NULL ? 2 * wanted->columns[i].n_elements
                                           : 1;
  return n;
}

/* Creates a fast path for blocks of at most max_bytes. `delimiter` may be
 * LIMEN_DELIMITER_BLANKS. `wanted` is copied, except for its forms and
 * identifiers, which must outlive the result. NULL if memory runs out. */
LimenFastPath *
limen_fast_path_new (const LimenWanted *wanted, char delimiter,
                     gsize max_bytes)
{
  g_autoptr (LimenFastPath) self = g_new0 (LimenFastPath, 1);
  /* One more, for an incomplete row at the end of a block. */
  gsize max_rows = max_bytes / get_least_bytes (wanted) + 1;

  self->delimiter = delimiter;
  self->decimal_point = wanted->decimal_point;
  self->has_blanks = delimiter == LIMEN_DELIMITER_BLANKS;
  self->is_special = self->has_blanks;
  prepare_ends (self);
  self->undo = wanted->undo;
  self->n_columns = wanted->n_columns;
  self->ids = wanted->ids;
  self->columns = g_new0 (LimenPlainField, wanted->n_columns);
  self->stretches = g_array_new (FALSE, FALSE, sizeof (LimenStretch));
  for (gsize i = 0; i < self->n_columns; i++)
    {
      LimenPlainField *column = &self->columns[i];
      gsize size = limen_wanted_type_get_size (wanted->columns[i].type);

      column->format = wanted->columns[i];
      column->is_last = i + 1 == self->n_columns;
      column->end = column->is_last ? '\n' : self->delimiter;
      if (size > 0)
        column->values = g_try_malloc_n (max_rows, size);
      if (size == 0 || column->format.type == LIMEN_WANTED_TEXT)
        self->has_unchecked = TRUE;
      if (size > 0 && column->values == NULL)
        return NULL;
      if (column->format.keeps_text)
        {
          self->texts = g_try_new (LimenTextSpan, max_rows);
          if (self->texts == NULL)
            return NULL;
        }
      add_to_part (self, column);
      self->is_special |= column->format.n_elements != 1;
      if (column->format.form != NULL)
        prepare_form (self, column);
    }
  self->row = g_new (double, self->parts[LIMEN_WANTED_SCORE].n + 1);
  return g_steal_pointer (&self);
}

/* Frees the fast path; NULL is ignored. */
void
limen_fast_path_free (LimenFastPath *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < self->n_columns; i++)
    g_free (self->columns[i].values);
  for (gsize i = 0; i < N_LIMEN_WANTED_PARTS; i++)
    g_free (self->parts[i].columns);
  g_free (self->columns);
  g_free (self->texts);
  g_free (self->row);
  g_array_unref (self->stretches);
  g_free (self);
}

static const char *
find_line_end (const LimenFastPath *self, const char *p)
{
  const char *end = memchr (p, '\n', (gsize) (self->end - p));

  return end != NULL ? end + 1 : self->end;
}

/* Extends the range to n values, with independent minima and maxima so that no
 * comparison waits for the previous one. */
static void
widen_range (LimenStretch *self, const double *values, gsize n)
{
  double min[N_TOGETHER], max[N_TOGETHER];
  gsize i;

  for (gsize k = 0; k < N_TOGETHER; k++)
    {
      min[k] = self->min;
      max[k] = self->max;
    }
  for (i = 0; i + N_TOGETHER <= n; i += N_TOGETHER)
    for (gsize k = 0; k < N_TOGETHER; k++)
      {
        min[k] = MIN (min[k], values[i + k]);
        max[k] = MAX (max[k], values[i + k]);
      }
  for (; i < n; i++)
    {
      min[0] = MIN (min[0], values[i]);
      max[0] = MAX (max[0], values[i]);
    }
  for (gsize k = 0; k < N_TOGETHER; k++)
    {
      self->min = MIN (self->min, min[k]);
      self->max = MAX (self->max, max[k]);
    }
}

static void
note_range (const LimenFastPath *self, LimenStretch *stretch)
{
  const LimenPlainScores *scores = &self->parts[LIMEN_WANTED_SCORE];

  stretch->min = INFINITY;
  stretch->max = -INFINITY;
  for (gsize k = 0; k < scores->n; k++)
    widen_range (stretch, scores->columns[k] + stretch->first_row,
                 stretch->n_rows);
}

/* Reads as many plain lines as possible from byte `start` on. */
static LimenStretch
read_stretch (LimenFastPath *self, gsize start)
{
  LimenStretch stretch
      = { .start = start, .is_plain = TRUE, .first_row = self->n_rows };
  const char *first = self->bytes + start;
  const char *end = limen_fast_path_read_lines (self, first, MAX_STRETCH_ROWS);

  stretch.length = (gsize) (end - first);
  stretch.n_rows = self->n_rows - stretch.first_row;
  note_range (self, &stretch);
  return stretch;
}

/* Adds bytes for the full parser, joined with such bytes directly before. */
static void
leave_to_parser (LimenFastPath *self, gsize start, gsize length)
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
read_stretches (LimenFastPath *self, gsize length)
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
      leave_to_parser (self, place, end - place);
      place = end;
    }
}

/* Reads a block of whole lines; bytes after the last line end are left to the
 * full parser. `bytes` must stay valid while the stretches are used. */
void
limen_fast_path_read (LimenFastPath *self, const char *bytes, gsize length,
                      const LimenNameTable *names,
                      const LimenNameTable *groups)
{
  self->bytes = bytes;
  self->end = bytes + length;
  self->names = names;
  self->groups = groups;
  memcpy (self->short_names, limen_name_table_get_bytes (names),
          sizeof self->short_names);
  self->short_names[(guchar) self->delimiter] = LIMEN_LABEL_NONE;
  self->n_rows = 0;
  g_array_set_size (self->stretches, 0);
  if (self->has_blanks)
    self->short_names['\t'] = LIMEN_LABEL_NONE;
  self->has_specials
      = self->has_unchecked
        && (self->has_blanks || memchr (bytes, '"', length) != NULL
            || memchr (bytes, '\r', length) != NULL);
  if (self->has_unchecked && memchr (bytes, '\0', length) != NULL)
    leave_to_parser (self, 0, length);
  else
    read_stretches (self, length);
}

/* The stretches that cover the last block, in order; owned by the fast
 * path. */
const LimenStretch *
limen_fast_path_get_stretches (LimenFastPath *self, gsize *n_stretches)
{
  *n_stretches = self->stretches->len;
  return (const LimenStretch *) self->stretches->data;
}

/* The places in the block of the texts of the column that keeps them, from row
 * `row` on; NULL if none does. Owned by the fast path. */
const LimenTextSpan *
limen_fast_path_get_texts (LimenFastPath *self, gsize row)
{
  return self->texts != NULL ? self->texts + row : NULL;
}

/* The values of a column from row `row` of the block on; NULL if the column is
 * skipped. Owned by the fast path. */
gconstpointer
limen_fast_path_get_values (LimenFastPath *self, gsize column, gsize row)
{
  gsize size = limen_wanted_type_get_size (self->columns[column].format.type);

  return (const char *) self->columns[column].values + row * size;
}
