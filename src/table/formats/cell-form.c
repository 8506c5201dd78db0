#include "cell-form.h"

#include <string.h>

#include "blanks.h"
#include "escape.h"
#include "missing.h"
#include "number.h"

#define MAX_EXAMPLE_CHARS 40
/* Brackets within brackets. */
#define MAX_LAYERS 8
/* At most one of so many cells of a column may not have its form; it makes a bad
 * row. */
#define CELLS_PER_BAD_ONE 10
#define GROUP_SIZE 3

/* Functions and types that print numbers as "tensor(0.93)", by what their name
 * ends in. */
static const char *const wrappers[]
    = { "tensor", "array", "ndarray", "densevector", "float", "float16",
        "float32", "float64", "bfloat16", "int", "int8", "int16", "int32",
        "int64", "uint8", "decimal" };

/* What may stand between groups of digits, beside which decimal point. */
static const struct
{
  const char *group;
  char point;
} groupings[] = {
  { ",", '.' },
  { ".", ',' },
  { " ", '.' },
  { " ", ',' },
  { "'", '.' },
  { "'", ',' },
  { "\302\240", '.' },     /* a no-break space */
  { "\302\240", ',' },
  { "\342\200\257", '.' }, /* a narrow one */
  { "\342\200\257", ',' },
  { "", ',' },
};

/* An empty content. */
void
limen_cell_content_init (LimenCellContent *self)
{
  self->elements = g_array_new (FALSE, FALSE, sizeof (LimenCellElement));
  self->room = g_string_new (NULL);
}

/* Frees what it holds. */
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

/* Takes blanks and line ends off both ends. */
static void
trim (LimenCellElement *self)
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

/* The length of "np.float32(" at the start of a text; 0 where there is none. */
static gsize
measure_wrapper (const char *text, gsize length)
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

/* Where ", device='cuda:0'" begins, and all other arguments that have names;
 * the length of the text where there are none. */
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

/* Whether the bracket before the byte `inner` is closed by the last byte. */
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

/* Takes off "tensor(" and ")", or brackets; FALSE where there are none. */
static gboolean
unwrap_layer (LimenCellElement *self)
{
  gsize n_wrapper = measure_wrapper (self->text, self->length), n = n_wrapper;

  if (n == 0 && self->length > 0)
    n = *self->text == '[' || *self->text == '(';
  if (n == 0 || !is_closed_at_end (self, n))
    return FALSE;
  self->text += n;
  self->length -= n + 1;
  if (n_wrapper > 0)
    self->length = find_named_arguments (self);
  trim (self);
  return TRUE;
}

/* Takes off all layers; FALSE where there are none. */
static gboolean
unwrap (LimenCellElement *self)
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

/* "np.float64(0.93)" in a list. */
static void
unwrap_element (LimenCellElement *self)
{
  gsize n = measure_wrapper (self->text, self->length);

  if (n == 0 || self->text[self->length - 1] != ')')
    return;
  self->text += n;
  self->length -= n + 1;
  trim (self);
}

static gboolean
is_separator (char c, char separator)
{
  return separator == ' ' ? is_space (c) : c == separator;
}

/* What separates the numbers of a list. */
static char
find_separator (const LimenCellElement *self)
{
  if (memchr (self->text, ',', self->length) != NULL)
    return ',';
  return memchr (self->text, ';', self->length) != NULL ? ';' : ' ';
}

/* Cuts a list into numbers; FALSE where they are none. A comma may stand after
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
      trim (&element);
      unwrap_element (&element);
      if (!is_element (&element))
        return FALSE;
      g_array_append_val (elements, element);
    }
  return elements->len > 0;
}

/* Sets the elements of a cell such as "tensor([0.1, 0.9])" or "0.1 0.9". */
static gboolean
read_wrapped (const char *text, gsize length, GArray *elements,
              gboolean *is_bracketed)
{
  LimenCellElement inner = { text, length };

  trim (&inner);
  *is_bracketed = unwrap (&inner);
  return split_list (&inner, find_separator (&inner), elements)
         && (*is_bracketed || elements->len > 1);
}

/* How a number is written with groups of digits. */
typedef struct
{
  guint n_groups;
  gboolean has_fraction, has_three_behind;
} Grouping;

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

/* Writes behind what `out` points at, unless it is NULL. */
static void
write_text (char **out, const char *text, gsize length)
{
  if (out == NULL)
    return;
  memcpy (*out, text, length);
  *out += length;
}

/* Skips, or writes to `out`, the digits before the decimal point; NULL where
 * they are not grouped so. */
static const char *
read_groups (const char *p, const char *end, const char *group, Grouping *how,
             char **out)
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

/* Whether a text is a number with such groups of digits or none, and how it is
 * written; writes it without them to `out`, which may be NULL. */
static gboolean
read_grouped (const char *text, gsize length, const char *group, char point,
              char point_read, Grouping *how, char **out)
{
  const char *end, *p, *first;

  limen_trim_blanks (&text, &length);
  p = text;
  end = text + length;
  *how = (Grouping){ 0 };
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

/* Whether a text is a percentage; appends the number that it means, a
 * hundredth, to `out`, which may be NULL. */
static gboolean
read_percent (const char *text, gsize length, char point, char point_read,
              GString *out)
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

/* The number in a cell of groups of digits, without them, in at most as many
 * bytes as the cell has; its length, or 0 where the cell is none such. */
gsize
limen_cell_form_ungroup (const LimenCellForm *self, const char *text,
                         gsize length, char *number)
{
  char *end = number;
  Grouping how;

  return read_grouped (text, length, self->group, self->point,
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

/* Takes a cell of this form apart into elements that are written as plain
 * cells are; they live as long as the text and the content. FALSE where the
 * cell is not of the form. */
gboolean
limen_cell_form_read (const LimenCellForm *self, const char *text,
                      gsize length, LimenCellContent *content)
{
  gboolean is_bracketed;

  g_string_truncate (content->room, 0);
  switch (self->type)
    {
    case LIMEN_CELL_PERCENT:
      if (!read_percent (text, length, self->point, self->point_read,
                         content->room))
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
      return read_wrapped (text, length, content->elements, &is_bracketed)
             && is_bracketed != limen_cell_form_is_bare (self)
             && content->elements->len == self->n_elements;
    case LIMEN_CELL_PLAIN:
      break;
    }
  return FALSE;
}

static const char *
get_text (GPtrArray *cells, guint i, gsize *length)
{
  return g_bytes_get_data (g_ptr_array_index (cells, i), length);
}

/* Whether so many cells of a column are enough to tell its form. */
static gboolean
is_enough (gsize n, GPtrArray *cells)
{
  return 2 * n > cells->len
         && CELLS_PER_BAD_ONE * (cells->len - n)
                <= MAX (cells->len, CELLS_PER_BAD_ONE);
}

static gboolean
is_plain_number (const char *text, gsize length)
{
  double number;

  return limen_number_parse (text, length, '.', &number);
}

/* A form whose first cell is this one. */
static LimenCellForm
new_form (LimenCellType type, GPtrArray *cells, guint first)
{
  gsize length;
  const char *text = get_text (cells, first, &length);

  return (LimenCellForm){
    .type = type,
    .n_elements = 1,
    .example = limen_escape_text (text, length, MAX_EXAMPLE_CHARS),
  };
}

static char
get_point_read (char point, char delimiter)
{
  return delimiter == ',' ? '.' : point;
}

static gboolean
detect_percent (LimenCellForm *self, GPtrArray *cells, char delimiter)
{
  gsize n[2] = { 0 };
  guint first = 0;
  char point;

  for (guint i = 0; i < cells->len; i++)
    {
      gsize length;
      const char *text = get_text (cells, i, &length);
      gboolean has_point = read_percent (text, length, '.', '.', NULL);
      gboolean has_comma = read_percent (text, length, ',', '.', NULL);

      if (is_plain_number (text, length))
        return FALSE;
      if ((has_point || has_comma) && n[0] + n[1] == 0)
        first = i;
      n[0] += has_point;
      n[1] += has_comma;
    }
  if (!is_enough (MAX (n[0], n[1]), cells))
    return FALSE;
  *self = new_form (LIMEN_CELL_PERCENT, cells, first);
  point = n[0] >= n[1] ? '.' : ',';
  self->point = point;
  self->point_read = get_point_read (point, delimiter);
  return TRUE;
}

/* Whether numbers without brackets around them are a list beyond doubt: each
 * from 0 to 1, most of them with a decimal point. */
static gboolean
is_clear_list (GArray *elements)
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

/* The texts around the numbers of a cell, without blanks at the numbers. */
static void
take_surroundings (LimenCellForm *self, const char *text, gsize length)
{
  LimenCellElement whole = { text, length }, inner;
  gsize n_prefix;

  trim (&whole);
  inner = whole;
  unwrap (&inner);
  self->separator = find_separator (&inner);
  n_prefix = measure_wrapper (inner.text, inner.length);
  self->element_prefix = g_strndup (inner.text, n_prefix);
  self->element_suffix = g_strdup (n_prefix > 0 ? ")" : "");
  self->prefix = g_strchomp (
      g_strndup (whole.text, (gsize) (inner.text - whole.text)));
  self->suffix = g_strchug (
      g_strndup (inner.text + inner.length,
                 (gsize) (whole.text + whole.length - inner.text
                          - inner.length)));
}

/* The number of elements that most cells have, and the first such cell;
 * counts[i] is that of a cell, 0: it is no list. */
static gsize
find_commonest (const GArray *counts, guint *first)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  gsize best = 0;
  guint n_best = 0;

  for (guint i = 0; i < counts->len; i++)
    {
      gsize n = g_array_index (counts, gsize, i);
      guint n_seen = GPOINTER_TO_UINT (
          g_hash_table_lookup (seen, GSIZE_TO_POINTER (n)));

      if (n == 0)
        continue;
      g_hash_table_insert (seen, GSIZE_TO_POINTER (n),
                           GUINT_TO_POINTER (n_seen + 1));
      if (n_seen + 1 > n_best)
        {
          n_best = n_seen + 1;
          best = n;
        }
    }
  for (*first = 0; *first < counts->len; ++*first)
    if (g_array_index (counts, gsize, *first) == best)
      break;
  return 2 * n_best > counts->len ? best : 0;
}

static gboolean
detect_wrapped (LimenCellForm *self, GPtrArray *cells)
{
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (gsize));
  LimenCellContent content;
  gsize n_lists = 0, n_bracketed = 0, best, length;
  gboolean is_bracketed, is_list = TRUE;
  const char *text;
  guint first;

  limen_cell_content_init (&content);
  for (guint i = 0; is_list && i < cells->len; i++)
    {
      gsize n = 0;

      text = get_text (cells, i, &length);
      if (read_wrapped (text, length, content.elements, &is_bracketed)
          && (is_bracketed || is_clear_list (content.elements)))
        {
          n = content.elements->len;
          n_bracketed += is_bracketed;
          n_lists++;
        }
      else
        is_list = !is_plain_number (text, length)
                  && i + 1 - n_lists <= 1 + cells->len / CELLS_PER_BAD_ONE;
      g_array_append_val (counts, n);
    }
  best = find_commonest (counts, &first);
  is_list = is_list && is_enough (n_lists, cells) && best > 0
            && (n_bracketed == 0 || n_bracketed == n_lists);
  if (is_list)
    {
      *self = new_form (LIMEN_CELL_WRAPPED, cells, first);
      self->n_elements = best;
      text = get_text (cells, first, &length);
      take_surroundings (self, text, length);
    }
  limen_cell_content_clear (&content);
  return is_list;
}

/* What the cells of a column show of one way to group digits. */
typedef struct
{
  gsize n;         /* numbers written so */
  gsize n_grouped; /* of which have groups */
  gsize n_fractions;
  gsize n_certain; /* that can be read in no other way */
  guint first;     /* that is grouped, or has a fraction */
} Tally;

static Tally
tally_grouping (GPtrArray *cells, guint index)
{
  const char *group = groupings[index].group;
  char point = groupings[index].point;
  gboolean is_mark = *group == '.' || *group == ',';
  Tally tally = { 0 };

  for (guint i = 0; i < cells->len; i++)
    {
      gsize length;
      const char *text = get_text (cells, i, &length);
      Grouping how;

      if (!read_grouped (text, length, group, point, '.', &how, NULL))
        continue;
      if (tally.n_grouped + tally.n_fractions == 0)
        tally.first = i;
      tally.n++;
      tally.n_grouped += how.n_groups > 0;
      tally.n_fractions += how.has_fraction;
      if (*group == '\0')
        tally.n_certain += how.has_fraction && !how.has_three_behind;
      else if (how.n_groups > 0)
        tally.n_certain += !is_mark || how.n_groups > 1 || how.has_fraction;
      else /* a decimal point beside commas that group */
        tally.n_certain += how.has_fraction && *group == ',';
    }
  return tally;
}

/* Columns of digits in groups. Where it is not clear whether the comma groups
 * or is the decimal point, the form says so. */
static gboolean
detect_grouped (LimenCellForm *self, GPtrArray *cells, char delimiter)
{
  Tally commas = tally_grouping (cells, 0);
  Tally decimal_commas
      = tally_grouping (cells, G_N_ELEMENTS (groupings) - 1);

  for (guint i = 0; i + 1 < G_N_ELEMENTS (groupings); i++)
    {
      Tally tally = tally_grouping (cells, i);

      if (!is_enough (tally.n, cells) || tally.n_grouped == 0
          || tally.n_certain == 0)
        continue;
      *self = new_form (LIMEN_CELL_GROUPED, cells, tally.first);
      self->group = groupings[i].group;
      self->point = groupings[i].point;
      self->point_read = get_point_read (self->point, delimiter);
      return TRUE;
    }
  if (is_enough (decimal_commas.n, cells) && decimal_commas.n_certain > 0)
    {
      if (delimiter != ',')
        return FALSE; /* as plain numbers of such a file are written */
      *self = new_form (LIMEN_CELL_GROUPED, cells, decimal_commas.first);
      self->group = "";
      self->point = ',';
      self->point_read = '.';
      return TRUE;
    }
  if (!is_enough (commas.n, cells) || commas.n_grouped == 0)
    return FALSE;
  *self = new_form (LIMEN_CELL_UNCLEAR, cells, commas.first);
  self->group = ",";
  self->point = self->point_read = '.';
  return TRUE;
}

static void
note_evidence (LimenPointEvidence *evidence, GPtrArray *cells, char delimiter)
{
  double number;

  for (guint i = 0; i < cells->len; i++)
    {
      gsize length;
      const char *text = get_text (cells, i, &length);

      if (memchr (text, '.', length) != NULL)
        evidence->has_point
            |= limen_number_parse (text, length, '.', &number);
      if (memchr (text, ',', length) != NULL && delimiter != ',')
        evidence->has_comma
            |= limen_number_parse (text, length, ',', &number);
    }
}

/* Whether all cells are what plain ones of any file are. */
static gboolean
are_plain (GPtrArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    {
      gsize length;
      const char *text = get_text (cells, i, &length);

      if (!is_plain_number (text, length))
        return FALSE;
    }
  return TRUE;
}

/* The form of a column: what its cells (GBytes, none of them missing) are, or
 * nearly all of them, with no plain number among them where that would mean
 * something else. To be cleared. Adds what they show of the decimal point. */
LimenCellForm
limen_cell_form_detect (GPtrArray *cells, char delimiter,
                        LimenPointEvidence *evidence)
{
  LimenCellForm self = { .type = LIMEN_CELL_PLAIN, .n_elements = 1 };

  if (!are_plain (cells)
      && (detect_percent (&self, cells, delimiter)
          || detect_wrapped (&self, cells)
          || detect_grouped (&self, cells, delimiter)))
    return self;
  note_evidence (evidence, cells, delimiter);
  return self;
}

/* Decides what the comma is in an unclear form, where the other columns of the
 * file tell: grouping beside decimal points, the decimal point beside decimal
 * commas and in files with semicolons. */
void
limen_cell_form_resolve (LimenCellForm *self, char delimiter,
                         const LimenPointEvidence *evidence)
{
  if (self->type != LIMEN_CELL_UNCLEAR)
    return;
  if (evidence->has_point && !evidence->has_comma)
    self->type = LIMEN_CELL_GROUPED;
  else if (delimiter == ';' || (evidence->has_comma && !evidence->has_point))
    limen_cell_form_clear (self);
}

/* Whether cells are lists without anything around them, "0.1 0.9". */
gboolean
limen_cell_form_is_bare (const LimenCellForm *self)
{
  return self->type == LIMEN_CELL_WRAPPED && *self->prefix == '\0';
}

/* Frees what it holds, and makes it the plain form. */
void
limen_cell_form_clear (LimenCellForm *self)
{
  g_clear_pointer (&self->example, g_free);
  g_clear_pointer (&self->prefix, g_free);
  g_clear_pointer (&self->suffix, g_free);
  g_clear_pointer (&self->element_prefix, g_free);
  g_clear_pointer (&self->element_suffix, g_free);
  *self = (LimenCellForm){ .type = LIMEN_CELL_PLAIN, .n_elements = 1 };
}

/* Whether a text is a number, or several, in any of the forms but the plain
 * one. */
gboolean
limen_cell_has_form (const char *text, gsize length)
{
  g_autoptr (GArray) elements
      = g_array_new (FALSE, FALSE, sizeof (LimenCellElement));
  Grouping how;
  gboolean is_bracketed;

  if (read_percent (text, length, '.', '.', NULL)
      || read_percent (text, length, ',', '.', NULL)
      || (read_wrapped (text, length, elements, &is_bracketed)
          && (is_bracketed || is_clear_list (elements))))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (groupings); i++)
    if (read_grouped (text, length, groupings[i].group, groupings[i].point,
                      '.', &how, NULL)
        && (how.n_groups > 0
            || (how.has_fraction && groupings[i].point == ',')))
      return TRUE;
  return FALSE;
}
