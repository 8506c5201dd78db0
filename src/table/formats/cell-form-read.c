/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell-form-read.h"

#include <string.h>

#include "blanks.h"
#include "cell-form.h"
#include "missing.h"
#include "number.h"

/* Maximum depth of nested brackets. */
#define MAX_LAYERS 8
#define GROUP_SIZE 3

/* Functions and types that print numbers as "tensor(0.93)", without their
 * module. */
static const char *const wrappers[]
    = { "tensor", "array", "ndarray", "densevector", "float", "float16",
        "float32", "float64", "bfloat16", "int", "int8", "int16", "int32",
        "int64", "uint8", "decimal" };

/* Initialises an empty content. */
void
limen_cell_content_init (LimenCellContent *self)
{
  self->elements = g_array_new (FALSE, FALSE, sizeof (LimenCellElement));
  self->room = g_string_new (NULL);
}

/* Frees the members of a content. */
void
limen_cell_content_clear (LimenCellContent *self)
{
  g_array_unref (self->elements);
  g_string_free (self->room, TRUE);
}

static gboolean
is_space (char c)
{
  return limen_is_blank_char (c) || c == '\n' || c == '\r';
}

/* Trims blanks and line ends from both ends. */
void
limen_cell_trim (LimenCellElement *self)
{
  while (self->length > 0 && is_space (*self->text))
    {
      self->text++;
      self->length--;
    }
  while (self->length > 0 && is_space (self->text[self->length - 1]))
    self->length--;
}

static gboolean
is_identifier_char (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '.';
}

/* Length of a prefix such as "np.float32(" at the start of a text; 0 if there
 * is none. */
gsize
limen_cell_measure_wrapper (const char *text, gsize length)
{
  gsize n = 0, last = 0;

  for (; n < length && is_identifier_char (text[n]); n++)
    if (text[n] == '.')
      last = n + 1;
  if (n == length || text[n] != '(')
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (wrappers); i++)
    if (strlen (wrappers[i]) == n - last
        && g_ascii_strncasecmp (text + last, wrappers[i], n - last) == 0)
      return n + 1;
  return 0;
}

/* Where named arguments such as ", device='cuda:0'" begin; the length of the
 * text if there are none. */
static gsize
find_named_arguments (const LimenCellElement *self)
{
  for (gsize i = 0; i < self->length; i++)
    {
      gsize name = i + 1, end;

      if (self->text[i] != ',')
        continue;
      while (name < self->length && is_space (self->text[name]))
        name++;
      if (name == self->length || !g_ascii_isalpha (self->text[name]))
        continue;
      for (end = name; end < self->length
                       && is_identifier_char (self->text[end]);)
        end++;
      if (end < self->length && self->text[end] == '=')
        return i;
    }
  return self->length;
}

/* Whether the bracket before byte `inner` is closed by the last byte. */
static gboolean
is_closed_at_end (const LimenCellElement *self, gsize inner)
{
  guint depth = 1;

  for (gsize i = inner; i < self->length; i++)
    {
      depth += self->text[i] == '(' || self->text[i] == '[';
      depth -= self->text[i] == ')' || self->text[i] == ']';
      if (depth == 0)
        return i + 1 == self->length
               && (self->text[i] == ')') == (self->text[inner - 1] == '(');
    }
  return FALSE;
}

/* Removes a function call such as "tensor(...)", or brackets; FALSE if there
 * are none. */
static gboolean
unwrap_layer (LimenCellElement *self)
{
  gsize n_wrapper = limen_cell_measure_wrapper (self->text, self->length),
        n = n_wrapper;

  if (n == 0 && self->length > 0)
    n = *self->text == '[' || *self->text == '(';
  if (n == 0 || !is_closed_at_end (self, n))
    return FALSE;
  self->text += n;
  self->length -= n + 1;
  if (n_wrapper > 0)
    self->length = find_named_arguments (self);
  limen_cell_trim (self);
  return TRUE;
}

/* Removes all function calls and brackets; FALSE if there are none. */
gboolean
limen_cell_unwrap (LimenCellElement *self)
{
  guint n = 0;

  while (n < MAX_LAYERS && unwrap_layer (self))
    n++;
  return n > 0;
}

static gboolean
is_element (const LimenCellElement *self)
{
  double number;

  return limen_number_parse (self->text, self->length, '.', &number)
         || limen_number_is_minus_infinity (self->text, self->length)
         || limen_missing_find_word (self->text, self->length) >= 0;
}

/* Removes a call around a list element: "np.float64(0.93)". */
static void
unwrap_element (LimenCellElement *self)
{
  gsize n = limen_cell_measure_wrapper (self->text, self->length);

  if (n == 0 || self->text[self->length - 1] != ')')
    return;
  self->text += n;
  self->length -= n + 1;
  limen_cell_trim (self);
}

static gboolean
is_separator (char c, char separator)
{
  return separator == ' ' ? is_space (c) : c == separator;
}

/* The separator of the numbers in a list: ',', ';' or ' '. */
char
limen_cell_find_separator (const LimenCellElement *self)
{
  if (memchr (self->text, ',', self->length) != NULL)
    return ',';
  return memchr (self->text, ';', self->length) != NULL ? ';' : ' ';
}

/* Splits a list into numbers; FALSE if they are not. A separator may follow
 * the last one. */
static gboolean
split_list (const LimenCellElement *self, char separator, GArray *elements)
{
  gsize start = 0;

  g_array_set_size (elements, 0);
  while (start < self->length)
    {
      LimenCellElement element = { self->text + start, 0 };

      while (start < self->length
             && !is_separator (self->text[start], separator))
        start++;
      element.length = (gsize) (self->text + start - element.text);
      for (start++; separator == ' ' && start < self->length
                    && is_space (self->text[start]);)
        start++;
      limen_cell_trim (&element);
      unwrap_element (&element);
      if (!is_element (&element))
        return FALSE;
      g_array_append_val (elements, element);
    }
  return elements->len > 0;
}

/* Sets the elements of a cell such as "tensor([0.1, 0.9])" or "0.1 0.9"; FALSE
 * if it is not such a cell. */
gboolean
limen_cell_read_wrapped (const char *text, gsize length, GArray *elements,
                         gboolean *is_bracketed)
{
  LimenCellElement inner = { text, length };

  limen_cell_trim (&inner);
  *is_bracketed = limen_cell_unwrap (&inner);
  return split_list (&inner, limen_cell_find_separator (&inner), elements)
         && (*is_bracketed || elements->len > 1);
}

static gsize
count_digits (const char *p, const char *end)
{
  gsize n = 0;

  while (p + n < end && g_ascii_isdigit (p[n]))
    n++;
  return n;
}

static gboolean
is_group (const char *p, const char *end, const char *group)
{
  gsize n = strlen (group);

  return n > 0 && (gsize) (end - p) >= n && memcmp (p, group, n) == 0
         && count_digits (p + n, end) == GROUP_SIZE;
}

/* Writes to *out and advances it, unless `out` is NULL. */
static void
write_text (char **out, const char *text, gsize length)
{
  if (out == NULL)
    return;
  memcpy (*out, text, length);
  *out += length;
}

/* Reads the digits before the decimal point and writes them to `out` without
 * separators. Returns their end, or NULL if the grouping is invalid. */
static const char *
read_groups (const char *p, const char *end, const char *group,
             LimenGrouping *how, char **out)
{
  gsize n = count_digits (p, end);

  write_text (out, p, n);
  if (n > 0 && n <= GROUP_SIZE && (*p != '0' || n == 1))
    for (const char *next = p + n; is_group (next, end, group);
         next = p + n)
      {
        if (*p == '0' && how->n_groups == 0)
          return NULL;
        p = next + strlen (group);
        n = GROUP_SIZE;
        how->n_groups++;
        write_text (out, p, n);
      }
  return p + n;
}

/* Whether a text is a number with the decimal point `point`, with or without
 * this digit grouping; sets how it is written. Writes it without separators,
 * and with the decimal point `point_read`, to *out and advances that; `out`
 * may be NULL. */
gboolean
limen_cell_read_grouped (const char *text, gsize length, const char *group,
                         char point, char point_read, LimenGrouping *how,
                         char **out)
{
  const char *end, *p, *first;

  limen_trim_blanks (&text, &length);
  p = text;
  end = text + length;
  *how = (LimenGrouping){ 0 };
  if (p < end && (*p == '-' || *p == '+'))
    {
      write_text (out, p, *p == '-');
      p++;
    }
  first = p;
  p = read_groups (p, end, group, how, out);
  if (p == NULL)
    return FALSE;
  if (p < end && *p == point)
    {
      gsize n = count_digits (p + 1, end);

      how->has_fraction = TRUE;
      how->has_three_behind = n == GROUP_SIZE && p - first <= GROUP_SIZE
                              && p > first && *first != '0';
      write_text (out, &point_read, 1);
      write_text (out, p + 1, n);
      if (p == first && n == 0)
        return FALSE;
      p += n + 1;
    }
  return p == end && p > first;
}

/* Whether a text is a percentage with the decimal point `point`; appends its
 * value, divided by 100, with the decimal point `point_read` to `out`, which
 * may be NULL. */
gboolean
limen_cell_read_percent (const char *text, gsize length, char point,
                         char point_read, GString *out)
{
  const char *digits, *behind;
  gsize n, n_behind = 0;

  limen_trim_blanks (&text, &length);
  if (length == 0 || text[--length] != '%')
    return FALSE;
  limen_trim_blanks (&text, &length);
  digits = text + (length > 0 && (*text == '-' || *text == '+'));
  n = count_digits (digits, text + length);
  behind = digits + n;
  if (behind < text + length && *behind == point)
    n_behind = count_digits (++behind, text + length);
  if (behind + n_behind != text + length || n + n_behind == 0)
    return FALSE;
  if (out == NULL)
    return TRUE;
  if (*text == '-')
    g_string_append_c (out, '-');
  if (n <= 2)
    g_string_append_c (out, '0');
  else
    g_string_append_len (out, digits, (gssize) n - 2);
  g_string_append_c (out, point_read);
  for (gsize i = n; i < 2; i++)
    g_string_append_c (out, '0');
  g_string_append_len (out, digits + (n > 2 ? n - 2 : 0),
                       (gssize) MIN (n, 2));
  g_string_append_len (out, behind, (gssize) n_behind);
  return TRUE;
}

/* Writes the number in a cell without digit groups to `number`, which must
 * have room for as many bytes as the cell. Returns its length, or 0 if the
 * cell does not have this form. */
gsize
limen_cell_form_ungroup (const LimenCellForm *self, const char *text,
                         gsize length, char *number)
{
  char *end = number;
  LimenGrouping how;

  return limen_cell_read_grouped (text, length, self->group, self->point,
                                  self->point_read, &how, &end)
             ? (gsize) (end - number)
             : 0;
}

static void
set_only_element (LimenCellContent *content)
{
  LimenCellElement only = { content->room->str, content->room->len };

  g_array_set_size (content->elements, 0);
  g_array_append_val (content->elements, only);
}

/* Splits a cell with this form into elements written as plain numbers. They
 * stay valid as long as the text and the content. FALSE if the cell does not
 * have the form. */
gboolean
limen_cell_form_read (const LimenCellForm *self, const char *text,
                      gsize length, LimenCellContent *content)
{
  gboolean is_bracketed;

  g_string_truncate (content->room, 0);
  switch (self->type)
    {
    case LIMEN_CELL_PERCENT:
      if (!limen_cell_read_percent (text, length, self->point,
                                    self->point_read, content->room))
        return FALSE;
      set_only_element (content);
      return TRUE;
    case LIMEN_CELL_GROUPED:
    case LIMEN_CELL_UNCLEAR:
      g_string_set_size (content->room, length);
      g_string_set_size (content->room,
                         limen_cell_form_ungroup (self, text, length,
                                                  content->room->str));
      if (content->room->len == 0)
        return FALSE;
      set_only_element (content);
      return TRUE;
    case LIMEN_CELL_WRAPPED:
      return limen_cell_read_wrapped (text, length, content->elements,
                                      &is_bracketed)
             && is_bracketed != limen_cell_form_is_bare (self)
             && content->elements->len == self->n_elements;
    case LIMEN_CELL_PLAIN:
      break;
    }
  return FALSE;
}

/* Whether numbers without brackets are certainly a list: all in [0, 1], and at
 * least half with a decimal point. */
gboolean
limen_cell_is_clear_list (GArray *elements)
{
  guint n_fractions = 0;

  for (guint i = 0; i < elements->len; i++)
    {
      LimenCellElement *element
          = &g_array_index (elements, LimenCellElement, i);
      double number;

      if (!limen_number_parse (element->text, element->length, '.', &number)
          || number < 0 || number > 1)
        return FALSE;
      n_fractions += memchr (element->text, '.', element->length) != NULL;
    }
  return 2 * n_fractions >= elements->len;
}

/* Whether the cells are lists without brackets: "0.1 0.9". */
gboolean
limen_cell_form_is_bare (const LimenCellForm *self)
{
  return self->type == LIMEN_CELL_WRAPPED && *self->prefix == '\0';
}
