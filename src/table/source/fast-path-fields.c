/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fast-path-fields.h"

#include <math.h>
#include <string.h>

#include "blanks.h"
#include "labels.h"
#include "missing.h"
#include "number.h"
#include "fast-path.h"
#include "plain-number.h"
#include "record.h"
#include "total-word.h"

/* Maximum length of a cell that is copied in order to be parsed. */
#define MAX_COPIED 64

static const char *
skip_blanks (const LimenFastPath *self, const char *p)
{
  while (p < self->end && (*p == ' ' || *p == '\t') && *p != self->delimiter)
    p++;
  return p;
}

/* As skip_blanks(), but also skips blanks that delimit fields. */
static const char *
skip_all_blanks (const LimenFastPath *self, const char *p)
{
  while (p < self->end && limen_is_blank_char (*p))
    p++;
  return p;
}

/* Skips the delimiter or line end after a field; NULL if something else is
 * there. */
static inline const char *
end_field (const LimenFastPath *self, const char *p,
           const LimenPlainField *column)
{
  if (self->has_blanks)
    {
      const char *next = skip_all_blanks (self, p);

      if (next == self->end || column->is_last)
        p = next;
      else /* blanks before a line end do not end a field that is not the
            * last */
        return next > p && *next != '\n' && *next != '\r' ? next : NULL;
    }
  if (column->is_last && p < self->end && *p == '\r')
    p++;
  return p < self->end && *p == column->end ? p + 1 : NULL;
}

/* The end of an unquoted text that begins at p. */
static const char *
find_text_end (const LimenFastPath *self, const char *p)
{
  while (p < self->end && !self->ends[(guchar) *p])
    p++;
  return p;
}

/* The closing quote of a text on this line; NULL if there is none. */
static const char *
find_quote (const LimenFastPath *self, const char *p)
{
  while (p < self->end && *p != '"' && *p != '\n' && *p != '\r')
    p++;
  return p < self->end && *p == '"' ? p : NULL;
}

static gboolean
keep_number (const LimenFastPath *self, const LimenPlainField *column,
             double number)
{
  if (!(number >= column->format.min && number <= column->format.max))
    return FALSE;
  ((double *) column->values)[self->n_rows] = number + 0.0; /* turns -0 into
                                                             * 0 */
  return TRUE;
}

/* Records the text of a number, if it is wanted. */
static inline void
keep_text (const LimenFastPath *self, const LimenPlainField *column,
           const char *text, const char *end)
{
  if (column->format.keeps_text)
    self->texts[self->n_rows]
        = (LimenTextSpan){ (guint32) (text - self->bytes),
                           (guint32) (end - text) };
}

static void
keep_name (const LimenFastPath *self, const LimenPlainField *column,
           guint16 number)
{
  if (column->format.type == LIMEN_WANTED_GROUP)
    ((guint32 *) column->values)[self->n_rows] = number;
  else
    ((guint16 *) column->values)[self->n_rows] = number;
}

static const char *
read_number (const LimenFastPath *self, const char *p, double *number)
{
  const char *end
      = limen_from_chars (p, self->end, self->decimal_point, number);

  /* "-inf" may be a score; a number that overflows is not. */
  return end != NULL
                 && (*number != -INFINITY
                     || limen_number_end_minus_infinity (p, self->end) == end)
             ? end
             : NULL;
}

static const char *
take_number (const LimenFastPath *self, const char *p,
             const LimenPlainField *column, gboolean is_quoted)
{
  gboolean has_blanks = !self->has_blanks || is_quoted;
  const char *text;
  double number;

  if (has_blanks)
    p = skip_blanks (self, p);
  text = p;
  p = read_number (self, p, &number);
  if (p == NULL || !keep_number (self, column, number))
    return NULL;
  keep_text (self, column, text, p);
  return has_blanks ? skip_blanks (self, p) : p;
}

static const char *
take_truth (const LimenFastPath *self, const char *p,
            const LimenPlainField *column)
{
  if (p == self->end || (*p != '0' && *p != '1'))
    return NULL;
  keep_name (self, column, *p == '1');
  return p + 1;
}

static const char *
take_name (const LimenFastPath *self, const char *p,
           const LimenPlainField *column, gboolean is_quoted)
{
  const LimenNameTable *names
      = column->format.type == LIMEN_WANTED_GROUP ? self->groups : self->names;
  const char *end = is_quoted ? find_quote (self, p) : find_text_end (self, p);
  guint16 number;

  if (end == NULL)
    return NULL;
  number = limen_name_table_find (names, p, (gsize) (end - p));
  if (number == LIMEN_LABEL_NONE)
    return NULL;
  keep_name (self, column, number);
  return end;
}

static const char *
take_id (const LimenFastPath *self, const char *p,
         const LimenPlainField *column, gboolean is_quoted)
{
  const char *end = is_quoted ? find_quote (self, p) : find_text_end (self, p);
  gsize length;
  guint32 number;

  if (end == NULL)
    return NULL;
  length = (gsize) (end - p);
  limen_trim_blanks (&p, &length);
  number = limen_text_set_find (self->ids, p, length);
  if (number == LIMEN_TEXT_NONE)
    return NULL;
  ((guint32 *) column->values)[self->n_rows] = number;
  return end;
}

/* Whether a field from p to `end` marks a summary row, which is left to the
 * full parser. */
static inline gboolean
is_total (const LimenFastPath *self, const LimenPlainField *column,
          const char *p, const char *end)
{
  return column == self->columns && limen_is_total_word (p, (gsize) (end - p));
}

/* Reads a text, which is any but a missing value. */
static const char *
take_any_text (const LimenFastPath *self, const char *p,
               const LimenPlainField *column, gboolean is_quoted)
{
  const char *end = is_quoted ? find_quote (self, p) : find_text_end (self, p);
  gsize length;

  if (end == NULL || is_total (self, column, p, end))
    return NULL;
  length = (gsize) (end - p);
  limen_trim_blanks (&p, &length);
  if (limen_is_missing (p, length))
    return NULL;
  ((LimenTextSpan *) column->values)[self->n_rows]
      = (LimenTextSpan){ (guint32) (p - self->bytes), (guint32) length };
  return end;
}

/* Skips a field that is not used, of columns `first` to `last`. NULL if it
 * contains the delimiter of other fields: the line is not plain. */
static inline const char *
skip_field (const LimenFastPath *self, const char *p,
            const LimenPlainField *first, const LimenPlainField *last,
            gboolean is_quoted)
{
  char other = last->is_last ? self->delimiter : '\n';
  const char *end;

  if (is_quoted)
    end = find_quote (self, p);
  else if (self->has_specials)
    end = find_text_end (self, p);
  else
    {
      end = memchr (p, last->end, (gsize) (self->end - p));
      if (end != NULL && memchr (p, other, (gsize) (end - p)) != NULL)
        return NULL;
    }
  return end != NULL && is_total (self, first, p, end) ? NULL : end;
}

static inline const char *
take_content (const LimenFastPath *self, const char *p,
              const LimenPlainField *column, gboolean is_quoted)
{
  switch (column->format.type)
    {
    case LIMEN_WANTED_NUMBER:
      return take_number (self, p, column, is_quoted);
    case LIMEN_WANTED_NAME:
    case LIMEN_WANTED_GROUP:
      return take_name (self, p, column, is_quoted);
    case LIMEN_WANTED_TRUTH:
      return take_truth (self, p, column);
    case LIMEN_WANTED_ID:
      return take_id (self, p, column, is_quoted);
    case LIMEN_WANTED_TEXT:
      return take_any_text (self, p, column, is_quoted);
    case LIMEN_WANTED_SKIPPED:
      break;
    }
  return skip_field (self, p, column, column, is_quoted);
}

/* Reads a field and its delimiter; NULL if the line is not plain. */
static inline const char *
take_field (const LimenFastPath *self, const char *p,
            const LimenPlainField *column)
{
  gboolean is_quoted = p < self->end && *p == '"';

  p = take_content (self, p + is_quoted, column, is_quoted);
  if (p != NULL && is_quoted)
    p = p < self->end && *p == '"' ? p + 1 : NULL;
  return p != NULL ? end_field (self, p, column) : NULL;
}

/* As take_field(), for the most common fields: a bare number, or a class name
 * of one byte. NULL for any other field. */
static const char *
take_simple_field (const LimenFastPath *self, const char *p,
                   const LimenPlainField *column)
{
  const char *text = p;
  double number;

  if (self->end - p < LIMEN_PLAIN_NUMBER_BYTES)
    return NULL;
  if (column->format.type == LIMEN_WANTED_NUMBER)
    {
      p = limen_plain_number_read (p, self->decimal_point, &number);
      if (p == NULL || *p != column->end
          || !keep_number (self, column, number))
        return NULL;
      keep_text (self, column, text, p);
      return p + 1;
    }
  if (column->format.type != LIMEN_WANTED_NAME || p[1] != column->end
      || self->short_names[(guchar) *p] == LIMEN_LABEL_NONE)
    return NULL;
  keep_name (self, column, self->short_names[(guchar) *p]);
  return p + 2;
}

/* Applies `undo` to the scores of the row; FALSE if it cannot be inverted. */
static gboolean
undo_scores (const LimenFastPath *self)
{
  const LimenPlainScores *scores = &self->parts[LIMEN_WANTED_SCORE];

  for (gsize k = 0; k < scores->n; k++)
    self->row[k] = scores->columns[k][self->n_rows];
  if (!limen_undo_apply (self->undo, self->row, scores->n))
    return FALSE;
  for (gsize k = 0; k < scores->n; k++)
    scores->columns[k][self->n_rows] = self->row[k];
  return TRUE;
}

static gboolean
check_soft_labels (const LimenFastPath *self)
{
  const LimenPlainScores *labels = &self->parts[LIMEN_WANTED_SOFT_LABEL];
  double sum = 0;

  for (gsize k = 0; k < labels->n; k++)
    sum += labels->columns[k][self->n_rows];
  return labels->n == 0 || fabs (sum - 1) <= LIMEN_SOFT_LABEL_TOLERANCE;
}

static const char *
take_percent (const LimenFastPath *self, const char *p,
              const LimenPlainField *column)
{
  double number;

  if (self->end - p < LIMEN_PLAIN_NUMBER_BYTES)
    return NULL;
  p = limen_plain_number_read_scaled (p, column->format.form->point, 2,
                                      &number);
  return p != NULL && *p == '%' && keep_number (self, column, number) ? p + 1
                                                                      : NULL;
}

static const char *
take_grouped (const LimenFastPath *self, const char *p,
              const LimenPlainField *column, gboolean is_quoted)
{
  const LimenCellForm *form = column->format.form;
  const char *end = is_quoted ? find_quote (self, p) : find_text_end (self, p);
  char copy[MAX_COPIED + LIMEN_PLAIN_NUMBER_BYTES] = { 0 };
  double number;
  gsize n;

  if (end == NULL || end - p > MAX_COPIED)
    return NULL;
  n = limen_cell_form_ungroup (form, p, (gsize) (end - p), copy);
  if (n == 0
      || limen_from_chars (copy, copy + n, form->point_read, &number)
             != copy + n)
    return NULL;
  return keep_number (self, column, number) ? end : NULL;
}

/* Reads one element of a list, or a single number in brackets. */
static const char *
take_element (const LimenFastPath *self, const char *p,
              const LimenPlainField *column)
{
  const char *end = NULL;
  double number;

  if (column->format.type == LIMEN_WANTED_TRUTH)
    return take_truth (self, p, column);
  if (self->end - p >= LIMEN_PLAIN_NUMBER_BYTES)
    end = limen_plain_number_read (p, self->decimal_point, &number);
  if (end == NULL)
    end = read_number (self, p, &number);
  if (end == NULL)
    return NULL;
  if (column->format.type == LIMEN_WANTED_NUMBER)
    return keep_number (self, column, number) ? end : NULL;
  if (!isfinite (number) || column->format.type == LIMEN_WANTED_TEXT)
    return NULL;
  if (column->format.type != LIMEN_WANTED_SKIPPED)
    {
      const LimenNameTable *names = column->format.type == LIMEN_WANTED_GROUP
                                        ? self->groups
                                        : self->names;
      guint16 name = limen_name_table_find (names, p, (gsize) (end - p));

      if (name == LIMEN_LABEL_NONE)
        return NULL;
      keep_name (self, column, name);
    }
  return end;
}

static const char *
take_text (const LimenFastPath *self, const char *p, const char *text,
           gsize length)
{
  return p != NULL && (gsize) (self->end - p) >= length
                 && memcmp (p, text, length) == 0
             ? p + length
             : NULL;
}

/* Skips blanks inside a cell, unless it is unquoted and blanks delimit
 * fields. */
static const char *
skip_inner_blanks (const LimenFastPath *self, const char *p,
                   gboolean is_quoted)
{
  return is_quoted || !self->has_blanks ? skip_blanks (self, p) : p;
}

/* Skips the separator between two elements, with the blanks around it. */
static const char *
take_separator (const LimenFastPath *self, const char *p, char separator,
                gboolean is_quoted)
{
  const char *next = skip_inner_blanks (self, p, is_quoted);

  if (separator == ' ')
    return next > p ? next : NULL;
  return next < self->end && *next == separator
             ? skip_inner_blanks (self, next + 1, is_quoted)
             : NULL;
}

static const char *
take_wrapped (const LimenFastPath *self, const char *p,
              const LimenPlainField *column, gboolean is_quoted)
{
  const LimenCellForm *form = column->format.form;

  p = take_text (self, p, form->prefix, column->n_prefix);
  if (p == NULL || self->decimal_point == ',')
    return NULL;
  p = skip_inner_blanks (self, p, is_quoted);
  for (gsize k = 0; k < form->n_elements; k++)
    {
      if (k > 0)
        p = take_separator (self, p, form->separator, is_quoted);
      p = take_text (self, p, form->element_prefix, column->n_element_prefix);
      if (p != NULL)
        p = take_element (self, p, column + k);
      p = take_text (self, p, form->element_suffix, column->n_element_suffix);
      if (p == NULL)
        return NULL;
    }
  p = skip_inner_blanks (self, p, is_quoted);
  return take_text (self, p, form->suffix, column->n_suffix);
}

/* Reads a field whose cells have a form, and its delimiter; `column` is that
 * of its first element. NULL if the line is not plain. */
static const char *
take_formed_field (const LimenFastPath *self, const char *p,
                   const LimenPlainField *column)
{
  const LimenCellForm *form = column->format.form;
  const LimenPlainField *last = column + form->n_elements - 1;
  gboolean is_quoted = p < self->end && *p == '"';

  if (column->needs_quotes && !is_quoted)
    return NULL;
  p += is_quoted;
  switch (form->type)
    {
    case LIMEN_CELL_PERCENT:
      p = take_percent (self, p, column);
      break;
    case LIMEN_CELL_GROUPED:
      p = take_grouped (self, p, column, is_quoted);
      break;
    case LIMEN_CELL_WRAPPED:
      p = take_wrapped (self, p, column, is_quoted);
      break;
    case LIMEN_CELL_UNCLEAR:
    case LIMEN_CELL_PLAIN:
      return NULL;
    }
  if (p != NULL && is_quoted)
    p = p < self->end && *p == '"' ? p + 1 : NULL;
  return p != NULL ? end_field (self, p, last) : NULL;
}

/* Skips an unused cell with several elements, and its delimiter. */
static const char *
skip_list (const LimenFastPath *self, const char *p,
           const LimenPlainField *column)
{
  const LimenPlainField *last = column + column->format.n_elements - 1;
  gboolean is_quoted = p < self->end && *p == '"';

  p = skip_field (self, p + is_quoted, column, last, is_quoted);
  if (p != NULL && is_quoted)
    p = p < self->end && *p == '"' ? p + 1 : NULL;
  return p != NULL ? end_field (self, p, last) : NULL;
}

/* Reads a field whose cells are plain, and its delimiter: tries the common
 * form first. */
static const char *
take_plain_field (const LimenFastPath *self, const char *p,
                  const LimenPlainField *column)
{
  const char *end = NULL;
  double number;

  if (column->format.n_elements > 1)
    return skip_list (self, p, column);
  if (self->end - p < LIMEN_PLAIN_NUMBER_BYTES)
    return take_field (self, p, column);
  if (column->format.type == LIMEN_WANTED_NUMBER)
    {
      end = limen_plain_number_read (p, self->decimal_point, &number);
      if (end != NULL && !keep_number (self, column, number))
        end = NULL;
      if (end != NULL)
        keep_text (self, column, p, end);
    }
  else if (column->format.type == LIMEN_WANTED_NAME
           && self->short_names[(guchar) *p] != LIMEN_LABEL_NONE)
    {
      keep_name (self, column, self->short_names[(guchar) *p]);
      end = p + 1;
    }
  if (end != NULL)
    end = end_field (self, end, column);
  return end != NULL ? end : take_field (self, p, column);
}

/* Reads a line into the next row, if blanks delimit or cells have forms. */
static const char *
read_special_line (const LimenFastPath *self, const char *p)
{
  const LimenPlainField *end = self->columns + self->n_columns;

  if (self->has_blanks)
    p = skip_all_blanks (self, p);
  for (const LimenPlainField *column = self->columns;
       p != NULL && column < end; column += column->format.n_elements)
    p = column->format.form != NULL ? take_formed_field (self, p, column)
                                    : take_plain_field (self, p, column);
  return p;
}

static const char *
read_usual_line (const LimenFastPath *self, const char *p)
{
  const LimenPlainField *end = self->columns + self->n_columns;

  for (const LimenPlainField *column = self->columns;
       p != NULL && column < end; column++)
    {
      const char *next = take_simple_field (self, p, column);

      p = next != NULL ? next : take_field (self, p, column);
    }
  return p;
}

/* Reads a line into the next row. Returns its end, or NULL if it is not
 * plain. */
static const char *
read_line (const LimenFastPath *self, const char *p)
{
  p = self->is_special ? read_special_line (self, p)
                       : read_usual_line (self, p);
  if (p != NULL && self->undo != LIMEN_UNDO_NONE && !undo_scores (self))
    return NULL;
  return p != NULL && check_soft_labels (self) ? p : NULL;
}

/* Reads up to max_rows lines into the next rows, as long as they are plain and
 * not too long. Returns the end of the last one. */
const char *
limen_fast_path_read_lines (LimenFastPath *self, const char *p, gsize max_rows)
{
  const char *next;

  for (gsize i = 0;
       i < max_rows && p < self->end && (next = read_line (self, p)) != NULL
       && next - p <= LIMEN_MAX_FIELD_BYTES;
       i++)
    {
      p = next;
      self->n_rows++;
    }
  return p;
}
