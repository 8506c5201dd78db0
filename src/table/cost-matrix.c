#include "cost-matrix.h"

#include <string.h>

#include "dialect.h"
#include "escape.h"
#include "number.h"
#include "record.h"
#include "source.h"
#include "table-error.h"

/* Of the file: as many as the costs of the most classes need, and some. */
#define MAX_BYTES (64 * 1024 * 1024)
#define MAX_SHOWN_CHARS 40

/* A field and where it stands. */
typedef struct
{
  char *text;
  guint64 line;
  guint row, column;
} Field;

typedef struct
{
  const char *path;
  LimenDataset *dataset;
  LimenRecordParser *parser;
  GArray *fields; /* Field, row by row */
  guint n_rows, n_columns;
  guint64 ragged_line; /* the first row of another length; 0: none */
  gboolean has_names;
} Reader;

static void
clear_field (gpointer data)
{
  g_free (((Field *) data)->text);
}

static void
field_cb (gpointer user_data, guint column, const char *text, gsize length)
{
  Reader *self = user_data;
  Field field = { .text = g_strndup (text, length),
                  .line = limen_record_parser_get_field_line (self->parser),
                  .row = self->n_rows,
                  .column = column };

  g_strstrip (field.text);
  g_array_append_val (self->fields, field);
}

static void
record_cb (gpointer user_data, const LimenRecord *record)
{
  Reader *self = user_data;

  if (self->n_rows++ == 0)
    self->n_columns = record->n_fields;
  else if (self->n_columns != record->n_fields && self->ragged_line == 0)
    self->ragged_line = record->line;
}

static const Field *
get_field (const Reader *self, guint row, guint column)
{
  return &g_array_index (self->fields, Field,
                         row * self->n_columns + column);
}

static gboolean
fail_field (const Reader *self, const Field *field, const char *what,
            GError **error)
{
  g_autofree char *shown = limen_escape_text (
      field->text, strlen (field->text), MAX_SHOWN_CHARS);

  g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_DATA,
               "%s:%" G_GUINT64_FORMAT ":%u: \"%s\" %s", self->path,
               field->line, field->column + 1, shown, what);
  return FALSE;
}

static gboolean
check_shape (Reader *self, GError **error)
{
  gsize n = limen_dataset_get_predictions (self->dataset)->n_classes;
  guint expected = (guint) n + (self->has_names ? 1 : 0);

  if (self->ragged_line > 0)
    g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_DATA,
                 "%s:%" G_GUINT64_FORMAT ": every row must have %u fields, as "
                 "the first has",
                 self->path, self->ragged_line, self->n_columns);
  else if (self->n_rows != expected || self->n_columns != expected)
    g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_DATA,
                 "%s: %u rows of %u fields; the costs of %" G_GSIZE_FORMAT
                 " classes have as many rows (true) and columns (decided), "
                 "and perhaps their names before and above",
                 self->path, self->n_rows, self->n_columns, n);
  else
    return TRUE;
  return FALSE;
}

/* The class of each row, or column: in their order, or by name. */
static gboolean
find_places (Reader *self, gboolean is_column, guint *places, GError **error)
{
  gsize n = limen_dataset_get_predictions (self->dataset)->n_classes;
  g_autofree gboolean *seen = g_new0 (gboolean, n);

  for (guint i = 0; i < n; i++)
    {
      const Field *name;
      int class = (int) i;

      if (self->has_names)
        {
          name = is_column ? get_field (self, 0, i + 1)
                           : get_field (self, i + 1, 0);
          class = limen_dataset_find_class (self->dataset, name->text);
          if (class < 0)
            return fail_field (self, name, "is the name of no class", error);
          if (seen[class])
            return fail_field (self, name, "stands here twice", error);
        }
      seen[class] = TRUE;
      places[i] = (guint) class;
    }
  return TRUE;
}

static gboolean
fill (Reader *self, double *costs, GError **error)
{
  gsize n = limen_dataset_get_predictions (self->dataset)->n_classes;
  g_autofree guint *rows = g_new (guint, n), *columns = g_new (guint, n);
  guint skip = self->has_names ? 1 : 0;

  if (!find_places (self, FALSE, rows, error)
      || !find_places (self, TRUE, columns, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      {
        const Field *field = get_field (self, i + skip, j + skip);

        if (!limen_number_parse (field->text, strlen (field->text), '.',
                                 &costs[rows[i] * n + columns[j]]))
          return fail_field (self, field,
                             "is not a number; write a cost like 0.25",
                             error);
      }
  return TRUE;
}

static gboolean
parse (Reader *self, const char *bytes, gsize length, GError **error)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenDialect) dialect = NULL;
  g_autoptr (LimenRecordParser) parser = NULL;
  double unused;

  options->no_header = TRUE;
  dialect = limen_dialect_detect (self->path, bytes, length, TRUE, options,
                                  error);
  if (dialect == NULL)
    return FALSE;
  parser = limen_record_parser_new (self->path, dialect->delimiter, field_cb,
                                    record_cb, self);
  self->parser = parser;
  if (!limen_record_parser_feed (parser, bytes, length, error)
      || !limen_record_parser_finish (parser, error))
    return FALSE;
  if (self->n_rows > 0)
    self->has_names = !limen_number_parse (
        get_field (self, 0, 0)->text, strlen (get_field (self, 0, 0)->text),
        '.', &unused);
  return check_shape (self, error);
}

/* Reads the file into an array of one more than MAX_BYTES. */
static gboolean
read_bytes (const char *path, char *bytes, gsize *length, GError **error)
{
  g_autoptr (LimenSource) source = limen_source_open (path, NULL, error);

  if (source == NULL
      || !limen_source_read_all (source, bytes, MAX_BYTES + 1, length, error))
    return FALSE;
  if (*length <= MAX_BYTES)
    return TRUE;
  g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FORMAT,
               "%s: a matrix of costs has %d bytes at most; this is something "
               "else",
               path, MAX_BYTES);
  return FALSE;
}

/* The costs of deciding for each class, of rows of each class, from a CSV file:
 * as many rows (true) and columns (decided) as the dataset has classes, in
 * their order, or with their names before and above in any order. A new array,
 * row by row, to be freed with g_free(), or NULL with an error of
 * LIMEN_TABLE_ERROR. */
double *
limen_cost_matrix_read (const char *path, LimenDataset *dataset,
                        GError **error)
{
  gsize n = limen_dataset_get_predictions (dataset)->n_classes, length;
  g_autoptr (GArray) fields = g_array_new (FALSE, FALSE, sizeof (Field));
  g_autofree char *bytes = g_malloc (MAX_BYTES + 1);
  g_autofree double *costs = g_new (double, n * n);
  Reader reader = { .path = path, .dataset = dataset, .fields = fields };

  g_array_set_clear_func (fields, clear_field);
  if (!read_bytes (path, bytes, &length, error)
      || !parse (&reader, bytes, length, error)
      || !fill (&reader, costs, error))
    return NULL;
  return g_steal_pointer (&costs);
}
