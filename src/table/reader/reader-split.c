/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "blanks.h"
#include "column-names.h"
#include "display-text.h"
#include "missing.h"
#include "reader-row-values.h"
#include "table-error.h"

/* Maximum number of values that are kept, and that a message lists. */
#define MAX_FOUND 1000
#define MAX_LISTED 10

/* Prepares for reading one part of the file, if the options split it. */
void
limen_reader_prepare_split (LimenReader *self)
{
  char point = self->roles.decimal_point;
  g_autofree char *column = NULL, *value = NULL;

  if (self->roles.split < 0)
    return;
  column = limen_column_names_cut_class (self->options->split, &value);
  self->split.value = limen_labels_new (1, point);
  limen_labels_take (self->split.value, value, strlen (value));
  self->split.found = limen_labels_new (MAX_FOUND, point);
  self->split.texts = limen_text_set_new (self->dataset->path);
  self->split.are_test = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self->dataset->part.value
      = limen_display_text_new (value, strlen (value), 0);
  self->dataset->part.is_test = self->options->takes_test;
  self->row.is_elsewhere = self->held.is_elsewhere = self->options->takes_test;
}

/* Frees what is known of the parts. */
void
limen_reader_clear_split (LimenReader *self)
{
  g_clear_pointer (&self->split.value, limen_labels_free);
  g_clear_pointer (&self->split.found, limen_labels_free);
  g_clear_pointer (&self->split.texts, limen_text_set_free);
  g_clear_pointer (&self->split.are_test, g_array_unref);
}

/* Finds out whether a text of the column marks test data: it is the value, in
 * any spelling of a number or of a word for true or false. FALSE with an error
 * when memory runs out. */
static gboolean
find_part (LimenReader *self, const char *text, gsize length,
           gboolean *is_test, GError **error)
{
  LimenSplit *split = &self->split;
  guint32 number;

  if (!limen_text_set_take (split->texts, text, length, &number, error))
    return FALSE;
  if (number == split->are_test->len)
    {
      g_autofree char *copy = g_strndup (text, length);
      gboolean is_value = limen_labels_find (split->value, copy) >= 0;

      g_array_append_val (split->are_test, is_value);
      limen_labels_take (split->found, text, length);
    }
  *is_test = g_array_index (split->are_test, gboolean, number);
  return TRUE;
}

/* Finds out to which part the current row belongs. One without a value is a
 * problem of the rows that are no test data. */
void
limen_reader_row_take_part (LimenReader *self, guint column, const char *text,
                            gsize length)
{
  gboolean is_test = FALSE;

  limen_trim_blanks (&text, &length);
  if (limen_is_missing (text, length))
    limen_reader_row_set_missing (
        self, limen_source_get_cursor (self->source).line, column, text,
        length, N_ ("it is not said whether the row is test data"), NULL);
  else if (self->error == NULL)
    find_part (self, text, length, &is_test, &self->error);
  self->row.is_elsewhere = is_test != self->options->takes_test;
}

/* The byte of the batch at which the line with this byte begins. */
static gsize
find_line_start (const LimenBatch *batch, gsize byte)
{
  const char *end = memrchr (batch->bytes, '\n', byte);

  return end != NULL ? (gsize) (end + 1 - batch->bytes) : 0;
}

/* Sets the range of the scores of a batch. */
static void
find_range (LimenReader *self, LimenBatch *batch)
{
  batch->min = INFINITY;
  batch->max = -INFINITY;
  for (gsize k = 0; k < limen_reader_get_n_own_columns (self); k++)
    for (gsize i = 0; self->wanted[k].part == LIMEN_WANTED_SCORE
                      && batch->values[k] != NULL && i < batch->n_rows;
         i++)
      {
        double score = ((const double *) batch->values[k])[i];

        batch->min = MIN (batch->min, score);
        batch->max = MAX (batch->max, score);
      }
}

/* Appends n rows of a batch, from row `first` on; `values` has room for the
 * values of its columns. FALSE with an error. */
static gboolean
keep_rows (LimenReader *self, const LimenBatch *batch, gsize first, gsize n,
           gconstpointer *values, GError **error)
{
  const LimenTextSpan *spans = batch->values[self->roles.split];
  LimenBatch rows = *batch;

  if (n == 0)
    return TRUE;
  for (gsize k = 0; k < limen_reader_get_n_own_columns (self); k++)
    {
      gsize size = limen_wanted_type_get_size (self->wanted[k].type);
      const char *column = batch->values[k];

      values[k] = size > 0 && column != NULL ? column + first * size : NULL;
    }
  rows.n_rows = n;
  rows.values = values;
  rows.line += first;
  rows.offset += find_line_start (batch, spans[first].start)
                 - find_line_start (batch, spans[0].start);
  if (batch->texts != NULL)
    rows.texts = batch->texts + first;
  find_range (self, &rows);
  return limen_reader_keep_batch (self, &rows, error);
}

/* As limen_reader_keep_batch(), with the rows of the part that is read. FALSE
 * with an error. */
gboolean
limen_reader_keep_part (LimenReader *self, const LimenBatch *batch,
                        GError **error)
{
  const LimenTextSpan *spans;
  g_autofree gconstpointer *values = NULL;
  gsize first = 0;

  if (self->split.value == NULL)
    return limen_reader_keep_batch (self, batch, error);
  spans = batch->values[self->roles.split];
  values = g_new (gconstpointer, limen_reader_get_n_own_columns (self));
  for (gsize i = 0; i < batch->n_rows; i++)
    {
      gboolean is_test;

      if (!find_part (self, batch->bytes + spans[i].start, spans[i].length,
                      &is_test, error))
        return FALSE;
      if (is_test == self->options->takes_test)
        continue;
      self->split.n_elsewhere++;
      if (!keep_rows (self, batch, first, i - first, values, error))
        return FALSE;
      first = i + 1;
    }
  return keep_rows (self, batch, first, batch->n_rows - first, values, error);
}

/* The values that were found, as a part of a message. */
static char *
list_found (LimenReader *self)
{
  LimenLabels *found = self->split.found;
  guint n = limen_labels_get_n (found);
  g_autofree guint16 *order = limen_labels_sort (found);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < MIN (n, MAX_LISTED); i++)
    g_ptr_array_add (names, g_strdup_printf ("\"%s\"", limen_labels_get_name (
                                                           found, order[i])));
  return limen_message_join_first (names, n);
}

/* FALSE with an error if one of the parts has no rows. */
gboolean
limen_reader_check_split (LimenReader *self, GError **error)
{
  const LimenPart *part = &self->dataset->part;
  guint64 n_rows = limen_reader_get_n_rows (self);
  guint64 n_elsewhere = self->split.n_elsewhere;
  g_autofree char *found = NULL;

  if (self->split.value == NULL || limen_labels_get_n (self->split.found) == 0)
    return TRUE;
  if ((part->is_test ? n_rows : n_elsewhere) == 0)
    {
      found = list_found (self);
      return limen_table_fail (
          error, LIMEN_TABLE_ERROR_OPTIONS,
          /* Translators: file, column, value, list of values */
          "%s: column \"%s\" is \"%s\" in no row, so there are no test data; "
          "it has the values %s",
          self->dataset->path, part->column, part->value, found);
    }
  if ((part->is_test ? n_elsewhere : n_rows) == 0
      && limen_problems_get_n (self->problems) == 0
      && self->dataset->n_ignored == 0)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        /* Translators: file, column, value */
        "%s: column \"%s\" is \"%s\" in every row, so no rows are left to "
        "tune thresholds on",
        self->dataset->path, part->column, part->value);
  return TRUE;
}

/* Adds a finding that says which part of the file was read. */
void
limen_reader_note_split (LimenReader *self)
{
  LimenPart *part = &self->dataset->part;

  if (self->split.value == NULL)
    return;
  part->n_elsewhere = self->split.n_elsewhere;
  limen_findings_add (
      self->dataset->findings, "split", LIMEN_SEVERITY_INFO,
      part->is_test
          /* Translators: column, value, number of rows */
          ? N_ ("These are the test data, the rows whose column \"%s\" is "
                "\"%s\"; the other %'" PRIu64 " rows are tuned on.")
          : N_ ("These are the rows to tune on, whose column \"%s\" is not "
                "\"%s\"; the other %'" PRIu64 " rows are the test data."),
      part->column, part->value, part->n_elsewhere);
}
