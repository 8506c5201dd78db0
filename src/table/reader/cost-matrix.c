/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cost-matrix.h"

#include <inttypes.h>
#include <string.h>

#include "dialect.h"
#include "display-text.h"
#include "memory.h"
#include "number.h"
#include "record.h"
#include "bytes.h"
#include "table-error.h"

/* Upper bound on the size of the file: more than the largest possible matrix
 * needs. */
#define MAX_BYTES (64 * 1024 * 1024)
#define HEAD_SIZE (128 * 1024)
#define MAX_SHOWN_CHARS 40

/* A field and its position. */
typedef struct
{
  char *text;
  guint64 line;
  guint column;
} Field;

/* Parser state. It stores only what the matrix needs, and stops at the first
 * excess row or column. */
typedef struct
{
  const char *path;
  LimenDataset *dataset;
  LimenRecordParser *parser;
  gsize n;                          /* number of classes */
  double *costs;                    /* n x n costs in the order of the file */
  GArray *row_names, *column_names; /* arrays of Field; empty if the file has
                                     * no names */
  Field bad;                        /* first field that is not a number */
  guint n_rows, n_columns;
  guint64 ragged_line; /* line of the first row with a different length; 0 if
                        * none */
  guint64 excess_line; /* line of the first excess row or column; 0 if none */
  gboolean has_names;
} Reader;

static void
clear_field (gpointer data)
{
  g_free (((Field *) data)->text);
}

static void
reader_clear (Reader *self)
{
  g_free (self->costs);
  g_free (self->bad.text);
  g_array_unref (self->row_names);
  g_array_unref (self->column_names);
}

static gboolean
is_number (const char *text, double *value)
{
  return limen_number_parse (text, strlen (text), '.', value);
}

static gsize
get_size (const Reader *self)
{
  return self->n + (self->has_names ? 1 : 0);
}

/* Stops parsing: at a row with a different length than the first, or at an
 * excess row or column. */
static void
stop (Reader *self, gboolean is_ragged, guint64 line)
{
  *(is_ragged ? &self->ragged_line : &self->excess_line) = line;
  limen_record_parser_stop (self->parser);
}

static gboolean
is_stopped (const Reader *self)
{
  return self->ragged_line > 0 || self->excess_line > 0;
}

/* Stores a cost; keeps the first field that is not a number for the error
 * message. */
static void
take_cost (Reader *self, gsize place, Field *field)
{
  if (!is_number (field->text, &self->costs[place]) && self->bad.text == NULL)
    {
      self->bad = *field;
      field->text = NULL;
    }
}

static void
take_name (GArray *names, Field *field)
{
  g_array_append_val (names, *field);
  field->text = NULL;
}

static void
field_cb (gpointer user_data, guint column, const char *text, gsize length)
{
  Reader *self = user_data;
  Field field = { .text = g_strstrip (g_strndup (text, length)),
                  .line = limen_record_parser_get_field_line (self->parser),
                  .column = column };
  gsize skip;
  double unused;

  if (self->n_rows == 0 && column == 0)
    self->has_names = !is_number (field.text, &unused);
  skip = self->has_names ? 1 : 0;
  if (self->n_rows > 0 && column >= self->n_columns)
    stop (self, TRUE, field.line);
  else if (column >= get_size (self) || self->n_rows >= get_size (self))
    stop (self, FALSE, field.line);
  else if (column >= skip && self->n_rows >= skip)
    take_cost (self, (self->n_rows - skip) * self->n + column - skip, &field);
  else if (self->n_rows == 0 && column > 0)
    take_name (self->column_names, &field);
  else if (self->n_rows > 0)
    take_name (self->row_names, &field);
  clear_field (&field);
}

static void
record_cb (gpointer user_data, const LimenRecord *record)
{
  Reader *self = user_data;

  if (self->n_rows++ == 0)
    self->n_columns = record->n_fields;
  else if (self->n_columns != record->n_fields)
    stop (self, TRUE, record->line);
}

/* What is wrong with a field. */
typedef enum
{
  FIELD_NO_CLASS,
  FIELD_TWICE,
  FIELD_NO_NUMBER,
} FieldProblem;

static gboolean
fail_field (const Reader *self, const Field *field, FieldProblem problem,
            GError **error)
{
  g_autofree char *shown = limen_display_text_new (
      field->text, strlen (field->text), MAX_SHOWN_CHARS);
  g_autofree char *place = g_strdup_printf ("%s:%" PRIu64 ":%u", self->path,
                                            field->line, field->column + 1);

  switch (problem)
    {
    case FIELD_NO_CLASS:
      return limen_table_fail (error, LIMEN_TABLE_ERROR_DATA,
                               "%s: \"%s\" is not the name of a class", place,
                               shown);
    case FIELD_TWICE:
      return limen_table_fail (error, LIMEN_TABLE_ERROR_DATA,
                               "%s: class \"%s\" occurs twice", place, shown);
    case FIELD_NO_NUMBER:
    default:
      return limen_table_fail (
          error, LIMEN_TABLE_ERROR_DATA,
          "%s: \"%s\" is not a number; write a cost like 0.25", place, shown);
    }
}

static gboolean
check_shape (const Reader *self, GError **error)
{
  if (self->excess_line > 0)
    limen_table_fail (
        error, LIMEN_TABLE_ERROR_DATA,
        "%s:%" PRIu64 ": more than %zu rows or fields; the costs of %zu "
        "classes need as many rows (true class) and columns (decided class), "
        "optionally with class names before and above",
        self->path, self->excess_line, get_size (self), self->n);
  else if (self->ragged_line > 0)
    limen_table_fail (error, LIMEN_TABLE_ERROR_DATA,
                      "%s:%" PRIu64 ": every row must have %u fields, as the "
                      "first has",
                      self->path, self->ragged_line, self->n_columns);
  else if (self->n_rows != get_size (self)
           || self->n_columns != get_size (self))
    limen_table_fail (
        error, LIMEN_TABLE_ERROR_DATA,
        "%s: %u rows of %u fields; the costs of %zu classes need as many rows "
        "(true class) and columns (decided class), optionally with class "
        "names before and above",
        self->path, self->n_rows, self->n_columns, self->n);
  else
    return TRUE;
  return FALSE;
}

/* Sets the class of each row or column: in class order, or by name. FALSE with
 * an error. */
static gboolean
find_places (const Reader *self, GArray *names, guint *places, GError **error)
{
  g_autofree gboolean *seen = g_new0 (gboolean, self->n);

  for (guint i = 0; i < self->n; i++)
    {
      int class = (int) i;

      if (self->has_names)
        {
          const Field *name = &g_array_index (names, Field, i);

          class = limen_dataset_find_class (self->dataset, name->text);
          if (class < 0)
            return fail_field (self, name, FIELD_NO_CLASS, error);
          if (seen[class])
            return fail_field (self, name, FIELD_TWICE, error);
        }
      seen[class] = TRUE;
      places[i] = (guint) class;
    }
  return TRUE;
}

/* Stores the costs in class order. FALSE with an error. */
static gboolean
fill (const Reader *self, double *costs, GError **error)
{
  gsize n = self->n;
  g_autofree guint *rows = g_new (guint, n), *columns = g_new (guint, n);

  if (!find_places (self, self->row_names, rows, error)
      || !find_places (self, self->column_names, columns, error))
    return FALSE;
  if (self->bad.text != NULL)
    return fail_field (self, &self->bad, FIELD_NO_NUMBER, error);
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      costs[rows[i] * n + columns[j]] = self->costs[i * n + j];
  return TRUE;
}

static gboolean
fail_size (const Reader *self, GError **error)
{
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_FORMAT,
      "%s: a cost matrix has at most %d bytes; this is another kind of file",
      self->path, MAX_BYTES);
}

/* Parses the bytes of `block`, then the rest of the input. */
static gboolean
feed_all (Reader *self, LimenBytes *input, char *block, gsize length,
          GError **error)
{
  gsize n_bytes = 0;

  while (length > 0 && !is_stopped (self))
    {
      n_bytes += length;
      if (n_bytes > MAX_BYTES)
        return fail_size (self, error);
      if (!limen_record_parser_feed (self->parser, block, length, error)
          || !limen_bytes_read_all (input, block, LIMEN_HEAD_SIZE, &length,
                                    error))
        return FALSE;
    }
  return is_stopped (self) || limen_record_parser_finish (self->parser, error);
}

/* Number of leading bytes from which the dialect is detected; enough for some
 * rows. */
static gsize
count_head (const char *bytes, gsize length)
{
  return length > HEAD_SIZE && memchr (bytes, '\n', HEAD_SIZE) != NULL
             ? HEAD_SIZE
             : length;
}

static gboolean
parse (Reader *self, LimenBytes *input, GError **error)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenSample) sample = NULL;
  LimenDialect dialect;
  g_autoptr (LimenRecordParser) parser = NULL;
  g_autofree char *block = NULL;
  gsize length, n_looked_at;

  if (!limen_memory_resize (self->path, &block, 0, LIMEN_HEAD_SIZE, 1, error)
      || !limen_memory_resize (self->path, &self->costs, 0, self->n * self->n,
                               sizeof *self->costs, error)
      || !limen_bytes_read_all (input, block, LIMEN_HEAD_SIZE, &length, error))
    return FALSE;
  options->no_header = TRUE;
  n_looked_at = count_head (block, length);
  sample = limen_dialect_detect (
      &dialect, self->path, block, n_looked_at,
      n_looked_at == length && length < LIMEN_HEAD_SIZE, options, error);
  if (sample == NULL)
    return FALSE;
  parser = limen_record_parser_new (self->path, dialect.delimiter, field_cb,
                                    record_cb, self);
  self->parser = parser;
  return feed_all (self, input, block, length, error)
         && check_shape (self, error);
}

static GArray *
new_names (void)
{
  GArray *names = g_array_new (FALSE, FALSE, sizeof (Field));

  g_array_set_clear_func (names, clear_field);
  return names;
}

/* Reads a cost matrix from a CSV file: one row per true class and one column
 * per decided class, in the order of the dataset's classes, or with class
 * names before and above in any order. Memory use is bounded by the size of
 * such a matrix, whatever the file. Returns a new array, row by row, for
 * g_free(); or NULL with an error of LIMEN_TABLE_ERROR. */
double *
limen_cost_matrix_read (const char *path, LimenDataset *dataset,
                        GError **error)
{
  gsize n = limen_dataset_get_predictions (dataset)->n_classes;
  g_autoptr (LimenBytes) input = limen_bytes_open (path, NULL, error);
  g_autofree double *costs = NULL;
  Reader reader = { .path = path,
                    .dataset = dataset,
                    .n = n,
                    .row_names = new_names (),
                    .column_names = new_names () };
  gboolean is_read
      = input != NULL
        && limen_memory_resize (path, &costs, 0, n * n, sizeof *costs, error)
        && parse (&reader, input, error) && fill (&reader, costs, error);

  reader_clear (&reader);
  return is_read ? g_steal_pointer (&costs) : NULL;
}
