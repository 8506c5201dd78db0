/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell-form.h"

#include <string.h>

#include "cell-form-read.h"
#include "display-text.h"
#include "number.h"

#define MAX_EXAMPLE_CHARS 40
/* At most one in this many cells may lack the form of its column; it makes its
 * row invalid. */
#define CELLS_PER_BAD_ONE 10

/* Digit group separators and the decimal points that they go with. */
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
  { "\302\240", '.' }, /* no-break space */
  { "\302\240", ',' },
  { "\342\200\257", '.' }, /* narrow no-break space */
  { "\342\200\257", ',' },
  { "", ',' },
};

static const char *
get_text (GPtrArray *cells, guint i, gsize *length)
{
  return g_bytes_get_data (g_ptr_array_index (cells, i), length);
}

/* Whether n cells are enough to determine the form of a column. */
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

/* A form whose first cell has index `first`. */
static LimenCellForm
new_form (LimenCellType type, GPtrArray *cells, guint first)
{
  gsize length;
  const char *text = get_text (cells, first, &length);

  return (LimenCellForm){
    .type = type,
    .n_elements = 1,
    .example = limen_display_text_new (text, length, MAX_EXAMPLE_CHARS),
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
      gboolean has_point
          = limen_cell_read_percent (text, length, '.', '.', NULL);
      gboolean has_comma
          = limen_cell_read_percent (text, length, ',', '.', NULL);

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

/* Sets the texts around the numbers of a cell, without blanks next to the
 * numbers. */
static void
take_surroundings (LimenCellForm *self, const char *text, gsize length)
{
  LimenCellElement whole = { text, length }, inner;
  gsize n_prefix;

  limen_cell_trim (&whole);
  inner = whole;
  limen_cell_unwrap (&inner);
  self->separator = limen_cell_find_separator (&inner);
  n_prefix = limen_cell_measure_wrapper (inner.text, inner.length);
  self->element_prefix = g_strndup (inner.text, n_prefix);
  self->element_suffix = g_strdup (n_prefix > 0 ? ")" : "");
  self->prefix = g_strchomp (
      g_strndup (whole.text, (gsize) (inner.text - whole.text)));
  self->suffix = g_strchug (
      g_strndup (inner.text + inner.length,
                 (gsize) (whole.text + whole.length - inner.text
                          - inner.length)));
}

/* The most common number of elements, and the first cell with it. counts[i] is
 * that of cell i; 0 if it is not a list. Returns 0 if no number has a
 * majority. */
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
      if (limen_cell_read_wrapped (text, length, content.elements,
                                   &is_bracketed)
          && (is_bracketed || limen_cell_is_clear_list (content.elements)))
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

/* How the cells of a column fit one kind of digit grouping. */
typedef struct
{
  gsize n;         /* numbers that fit */
  gsize n_grouped; /* numbers that have digit groups */
  gsize n_fractions;
  gsize n_certain; /* numbers that fit no other grouping */
  guint first;     /* first number with digit groups or a fraction */
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
      LimenGrouping how;

      if (!limen_cell_read_grouped (text, length, group, point, '.', &how,
                                    NULL))
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
      else /* a decimal point in a column with commas as separators */
        tally.n_certain += how.has_fraction && *group == ',';
    }
  return tally;
}

/* Detects digit groups. If the comma may be a separator or the decimal point,
 * the form is LIMEN_CELL_UNCLEAR. */
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
        return FALSE; /* plain numbers with a decimal comma */
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

/* Whether all cells are plain numbers. */
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

/* Detects the form of a column from its non-missing cells (GBytes): the one
 * that at least nine in ten of them, or all but one, have. Percentages and
 * lists are ruled out by a single plain number, which would mean something
 * else in such a column. The caller clears the form. Adds to the evidence for
 * the decimal point. */
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

/* Resolves an unclear form by the other columns of the file: a separator if
 * they have decimal points; the decimal point if they have decimal commas, or
 * if the delimiter is a semicolon. */
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

/* Frees the members of a form, and makes it the plain form. */
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

/* Whether a text is one or several numbers in a form other than the plain
 * one. */
gboolean
limen_cell_has_form (const char *text, gsize length)
{
  g_autoptr (GArray) elements
      = g_array_new (FALSE, FALSE, sizeof (LimenCellElement));
  LimenGrouping how;
  gboolean is_bracketed;

  if (limen_cell_read_percent (text, length, '.', '.', NULL)
      || limen_cell_read_percent (text, length, ',', '.', NULL)
      || (limen_cell_read_wrapped (text, length, elements, &is_bracketed)
          && (is_bracketed || limen_cell_is_clear_list (elements))))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (groupings); i++)
    if (limen_cell_read_grouped (text, length, groupings[i].group,
                                 groupings[i].point, '.', &how, NULL)
        && (how.n_groups > 0
            || (how.has_fraction && groupings[i].point == ',')))
      return TRUE;
  return FALSE;
}
