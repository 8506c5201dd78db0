/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#include <math.h>
#include <string.h>

#include "class-name.h"
#include "display-text.h"
#include "missing.h"
#include "number.h"
#include "predictions.h"
#include "record.h"

#define MAX_NAME_CHARS 200

/* Creates a sample without fields, columns and rows. */
LimenSample *
limen_sample_new (void)
{
  LimenSample *self = g_new0 (LimenSample, 1);

  self->id = -1;
  self->names
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->rows
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  return self;
}

/* Frees the sample; NULL is ignored. */
void
limen_sample_free (LimenSample *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->rows);
  g_clear_error (&self->rows_error);
  for (gsize i = 0; i < self->n_fields; i++)
    {
      g_bytes_unref (self->fields[i].name);
      limen_cell_form_clear (&self->fields[i].form);
    }
  g_free (self->fields);
  g_free (self);
}

/* Creates a field with plain cells for each name (GBytes). */
void
limen_sample_set_fields (LimenSample *self, GPtrArray *names)
{
  self->n_fields = names->len;
  self->fields = g_new0 (LimenField, self->n_fields);
  for (guint i = 0; i < self->n_fields; i++)
    {
      self->fields[i].name = g_bytes_ref (g_ptr_array_index (names, i));
      self->fields[i].form.n_elements = 1;
    }
}

static GBytes *
new_element_name (GBytes *field, gsize element)
{
  g_autofree char *number = g_strdup_printf ("[%" G_GSIZE_FORMAT "]", element);
  GByteArray *name = g_byte_array_new ();

  g_byte_array_append (name, g_bytes_get_data (field, NULL),
                       (guint) g_bytes_get_size (field));
  g_byte_array_append (name, (const guint8 *) number, (guint) strlen (number));
  return g_byte_array_free_to_bytes (name);
}

/* Creates the columns: one per element of each field. */
static void
take_columns (LimenSample *self)
{
  for (gsize i = 0; i < self->n_fields; i++)
    {
      LimenField *field = &self->fields[i];
      gsize n = field->form.n_elements;

      /* The limit applies to columns: a list that exceeds it stays one
       * text. */
      if (n > 1 && self->names->len + n > LIMEN_MAX_COLUMNS)
        {
          limen_cell_form_clear (&field->form);
          n = 1;
        }
      field->first_column = self->names->len;
      for (gsize k = 0; k < n; k++)
        g_ptr_array_add (self->names, n == 1
                                          ? g_bytes_ref (field->name)
                                          : new_element_name (field->name, k));
    }
  self->n_columns = self->names->len;
}

/* Appends the elements of a cell; if it does not have the form, its text for
 * each element. */
static void
append_elements (GPtrArray *row, const LimenCellForm *form, GBytes *cell,
                 LimenCellContent *content)
{
  gsize length;
  const char *text = g_bytes_get_data (cell, &length);
  gboolean has_form = form->type != LIMEN_CELL_PLAIN
                      && limen_cell_form_read (form, text, length, content);

  for (gsize k = 0; k < form->n_elements; k++)
    {
      const LimenCellElement *element
          = has_form ? &g_array_index (content->elements, LimenCellElement, k)
                     : NULL;

      g_ptr_array_add (row, has_form
                                ? g_bytes_new (element->text, element->length)
                                : g_bytes_ref (cell));
    }
}

/* The cells of a row, one per column; a new array. */
static GPtrArray *
split_cells (const LimenSample *self, GPtrArray *cells,
             LimenCellContent *content)
{
  GPtrArray *row
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < cells->len; i++)
    append_elements (row, &self->fields[i].form, g_ptr_array_index (cells, i),
                     content);
  return row;
}

/* Splits the cells of the rows from `first` on into elements. */
static void
strip_forms (LimenSample *self, guint first)
{
  LimenCellContent content;

  if (!self->has_forms)
    return;
  limen_cell_content_init (&content);
  for (guint i = first; i < self->rows->len; i++)
    {
      GPtrArray *cells = g_ptr_array_index (self->rows, i);

      self->rows->pdata[i] = split_cells (self, cells, &content);
      g_ptr_array_unref (cells);
    }
  limen_cell_content_clear (&content);
}

static void
note_class_word (LimenSample *self, const char *class)
{
  int word
      = class != NULL ? limen_missing_find_word (class, strlen (class)) : -1;

  if (word >= 0)
    self->class_words |= 1u << word;
}

/* Finds words for a missing value that a column names as its class: a class
 * may be called "none". */
static void
find_class_words (LimenSample *self)
{
  for (gsize i = 0; self->has_header && i < self->n_columns; i++)
    {
      g_autofree char *name = limen_class_name_get (self, (int) i);
      LimenClassName of_scores
          = limen_class_name_split (name, LIMEN_CLASS_WORDS_OF_SCORES);
      LimenClassName of_labels
          = limen_class_name_split (name, LIMEN_CLASS_WORDS_OF_LABELS);

      note_class_word (self, name);
      note_class_word (self, of_scores.stem);
      note_class_word (self, of_labels.stem);
      g_free (of_scores.stem);
      g_free (of_labels.stem);
    }
}

/* Creates the columns from the fields, whose forms are known, and splits the
 * cells of existing rows. Called once. */
void
limen_sample_make_columns (LimenSample *self)
{
  take_columns (self);
  strip_forms (self, 0);
  find_class_words (self);
}

/* Adds a row of raw cells (GBytes), one per field; rows with another number of
 * cells are dropped. The cells are split if the columns exist. */
void
limen_sample_add_row (LimenSample *self, GPtrArray *cells)
{
  if (cells->len != self->n_fields)
    return;
  g_ptr_array_add (self->rows, g_ptr_array_ref (cells));
  if (self->n_columns > 0)
    strip_forms (self, self->rows->len - 1);
}

/* A column's name in display form; a new string. */
char *
limen_sample_format_name (const LimenSample *self, gsize column)
{
  gsize length;
  const char *name
      = g_bytes_get_data (g_ptr_array_index (self->names, column), &length);

  return limen_display_text_new (name, length, MAX_NAME_CHARS);
}

/* A field's name in display form; a new string. */
char *
limen_sample_format_field_name (const LimenSample *self, gsize field)
{
  gsize length;
  const char *name = g_bytes_get_data (self->fields[field].name, &length);

  return limen_display_text_new (name, length, MAX_NAME_CHARS);
}

/* Index of the field that a column belongs to; joined label columns come after
 * the fields of the file. O(log n). */
gsize
limen_sample_find_field (const LimenSample *self, gsize column)
{
  gsize low = 0, high = self->n_fields;
  gsize n_own = self->n_columns - self->n_joined;

  if (column >= n_own)
    return self->n_fields + (column - n_own);

  while (high - low > 1)
    {
      gsize middle = low + (high - low) / 2;

      if (self->fields[middle].first_column <= column)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* The number that identifies a column of the file itself: that of its field,
 * from 1, with the element's index if the field has several, such as "3[0]"; a
 * new string. */
char *
limen_sample_format_number (const LimenSample *self, gsize column)
{
  gsize index = limen_sample_find_field (self, column);
  const LimenField *field = &self->fields[index];

  return field->form.n_elements == 1
             ? g_strdup_printf ("%" G_GSIZE_FORMAT, index + 1)
             : g_strdup_printf ("%" G_GSIZE_FORMAT "[%" G_GSIZE_FORMAT "]",
                                index + 1, column - field->first_column);
}

/* Whether a text is a missing value in this table: blank, or a word for
 * missing values that no column names as its class. */
gboolean
limen_sample_is_missing (const LimenSample *self, const char *text,
                         gsize length)
{
  int word = limen_missing_find_word (text, length);

  return word >= 0 ? (self->class_words & 1u << word) == 0
                   : limen_is_blank (text, length);
}

/* Whether numbers may have a decimal comma. */
gboolean
limen_sample_may_have_comma (const LimenSample *self)
{
  return self->delimiter != ',' && self->delimiter != '\0';
}

/* The text of a cell, or of one element if the field has several; owned by the
 * sample. */
GBytes *
limen_sample_get_cell (const LimenSample *self, guint row, int column)
{
  return g_ptr_array_index ((GPtrArray *) g_ptr_array_index (self->rows, row),
                            (guint) column);
}

/* Parses a cell as a number, with either decimal point where the delimiter
 * permits; "-inf" is the logarithm of 0. FALSE, with *number unchanged, if it
 * is not a number. */
gboolean
limen_sample_parse_number (const LimenSample *self, guint row, int column,
                           double *number)
{
  gsize length;
  const char *text
      = g_bytes_get_data (limen_sample_get_cell (self, row, column), &length);

  if (limen_number_is_minus_infinity (text, length))
    {
      *number = -INFINITY;
      return TRUE;
    }
  return limen_number_parse (text, length, '.', number)
         || (limen_sample_may_have_comma (self)
             && limen_number_parse (text, length, ',', number));
}

/* Whether a cell is a missing value. */
gboolean
limen_sample_is_cell_missing (const LimenSample *self, guint row, int column)
{
  gsize length;
  const char *text
      = g_bytes_get_data (limen_sample_get_cell (self, row, column), &length);

  return limen_sample_is_missing (self, text, length);
}

static gboolean
has_label (LimenLabels *labels, const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);

  return copy != NULL && limen_labels_find (labels, copy) >= 0;
}

static gboolean
is_label (const LimenSample *self, guint row, int column,
          LimenLabels *unwanted)
{
  gsize length;
  const char *text
      = g_bytes_get_data (limen_sample_get_cell (self, row, column), &length);

  return !limen_sample_is_cell_missing (self, row, column)
         && (limen_labels_get_n (unwanted) == 0
             || !has_label (unwanted, text, length));
}

/* The distinct labels of a column, without missing and ignored ones; `ignored`
 * may be NULL. New; at most LIMEN_MAX_CLASSES of them. */
LimenLabels *
limen_sample_collect_labels (const LimenSample *self, int column,
                             GStrv ignored)
{
  LimenLabels *labels = limen_labels_new (LIMEN_MAX_CLASSES, '.');
  g_autoptr (LimenLabels) unwanted = limen_labels_new (LIMEN_MAX_CLASSES, '.');

  for (gsize i = 0; ignored != NULL && ignored[i] != NULL; i++)
    limen_labels_take (unwanted, ignored[i], strlen (ignored[i]));
  for (guint row = 0; row < self->rows->len; row++)
    {
      gsize length;
      const char *text = g_bytes_get_data (
          limen_sample_get_cell (self, row, column), &length);

      if (is_label (self, row, column, unwanted))
        limen_labels_take (labels, text, length);
    }
  return labels;
}
