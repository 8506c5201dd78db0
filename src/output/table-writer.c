/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table-writer-private.h"

#include <string.h>

#include "csv-text.h"
#include "json-text.h"
#include "output.h"
#include "parallel.h"

/* Bytes of text at which it is written to the output. */
#define FLUSH_SIZE (64 * 1024)
/* Rows of one call of a LimenTableFill, and calls whose texts are in memory
 * before they are written. */
#define CHUNK_ROWS 512
#define MAX_CHUNKS 256

/* The last number of a column and its text with what separates it from the
 * next cell. In a curve most numbers are those of the row before, and copying
 * a text is faster than making it. */
typedef struct
{
  double value;
  guint length;
  char text[LIMEN_DECIMAL_SIZE];
} NumberCell;

struct _LimenTableWriter
{
  LimenOutput *output; /* NULL: a table in memory */
  GString *text;       /* text not written yet */
  gboolean is_json;
  GPtrArray *keys; /* JSON only: '"name": ' for each column */
  gsize n_columns;
  gsize n_cells;       /* cells of the current row so far */
  NumberCell *numbers; /* one for each column, once the head is written */
  gsize n_rows;
  gboolean has_head;
  GPtrArray *pieces; /* LimenTableWriter, each with the rows of a chunk; kept
                      * for later chunks, as their memory is */
};

static LimenTableWriter *
new_writer (LimenOutput *output, const char *format)
{
  LimenTableWriter *self = g_new0 (LimenTableWriter, 1);

  self->output = output;
  self->text = g_string_new (NULL);
  self->is_json = g_strcmp0 (format, "json") == 0;
  self->keys = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
free_piece (gpointer data)
{
  limen_table_writer_free (data);
}

/* Creates a table in a file, or on standard output ("-"), in the format that
 * limen_table_writer_find_format() gives. An existing file stays unchanged
 * until limen_table_writer_commit(). Free with limen_table_writer_free(); NULL
 * with an error. */
LimenTableWriter *
limen_table_writer_new (const char *path, const char *format, GError **error)
{
  LimenOutput *output;

  format = limen_table_writer_find_format (path, format, error);
  if (format == NULL)
    return NULL;
  output = limen_output_new (path, error);
  return output != NULL ? new_writer (output, format) : NULL;
}

/* Creates a table in memory, in the format "csv" or "json";
 * limen_table_writer_take_text() returns its text. Free with
 * limen_table_writer_free(). */
LimenTableWriter *
limen_table_writer_new_text (const char *format)
{
  return new_writer (NULL, format);
}

/* Frees the table; if it was not committed, an existing file stays unchanged.
 * NULL is ignored. */
void
limen_table_writer_free (LimenTableWriter *self)
{
  if (self == NULL)
    return;
  if (self->output != NULL)
    limen_output_free (self->output);
  g_string_free (self->text, TRUE);
  g_ptr_array_unref (self->keys);
  g_clear_pointer (&self->pieces, g_ptr_array_unref);
  g_free (self->numbers);
  g_free (self);
}

/* Whether the table is JSON rather than CSV. */
gboolean
limen_table_writer_is_json (const LimenTableWriter *self)
{
  return self->is_json;
}

/* Adds a column with this name. Call it before the first cell. */
void
limen_table_writer_add_column (LimenTableWriter *self, const char *name)
{
  g_return_if_fail (!self->has_head);

  self->n_columns++;
  if (self->is_json)
    {
      GString *key = g_string_new (NULL);

      limen_json_append_string (key, name);
      g_string_append (key, ": ");
      g_ptr_array_add (self->keys, g_string_free (key, FALSE));
    }
  else
    limen_csv_append_text (self->text, name);
}

/* Adds a column for each name of a NULL-terminated array. Call it before the
 * first cell. */
void
limen_table_writer_add_columns (LimenTableWriter *self,
                                const char *const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    limen_table_writer_add_column (self, names[i]);
}

/* Ends the CSV header line, or opens the JSON array; once per table. */
static void
end_head (LimenTableWriter *self)
{
  if (self->has_head)
    return;
  self->has_head = TRUE;
  self->numbers = g_new0 (NumberCell, self->n_columns);
  if (self->is_json)
    g_string_append_c (self->text, '[');
  else
    limen_csv_end_line (self->text);
}

/* Begins the next cell of the current row; in JSON with its key. */
static void
begin_cell (LimenTableWriter *self)
{
  end_head (self);
  g_return_if_fail (self->n_cells < self->n_columns);
  self->n_cells++;
  if (!self->is_json)
    return;
  if (self->n_cells == 1)
    g_string_append (self->text, self->n_rows == 0 ? "\n  { " : ",\n  { ");
  else
    g_string_append (self->text, ", ");
  g_string_append (self->text, self->keys->pdata[self->n_cells - 1]);
}

/* Adds a cell with exactly this text. NULL and "" are an empty field in CSV
 * and null in JSON, where bytes that are not UTF-8 become U+FFFD. */
void
limen_table_writer_add_verbatim (LimenTableWriter *self, const char *text)
{
  begin_cell (self);
  limen_table_append_verbatim (self->text, self->is_json, text);
}

/* As limen_table_writer_add_verbatim(), but in CSV a text that a spreadsheet
 * would run as a formula gets an apostrophe in front. */
void
limen_table_writer_add_text (LimenTableWriter *self, const char *text)
{
  if (self->is_json)
    {
      limen_table_writer_add_verbatim (self, text);
      return;
    }
  begin_cell (self);
  limen_csv_append_text (self->text, text);
}

/* Appends bytes; as g_string_append_len(), but without a call where there is
 * room. */
static inline void
append (GString *text, const char *bytes, gsize length)
{
  if (text->allocated_len - text->len <= length)
    {
      g_string_append_len (text, bytes, (gssize) length);
      return;
    }
  memcpy (text->str + text->len, bytes, length);
  text->len += length;
  text->str[text->len] = '\0';
}

/* As append(), for bytes of which LIMEN_DECIMAL_SIZE can be read: copying that
 * many, where there is room, takes one instruction or two. */
static inline void
append_short (GString *text, const char *bytes, gsize length)
{
  if (length > LIMEN_DECIMAL_SIZE
      || text->allocated_len - text->len <= LIMEN_DECIMAL_SIZE)
    {
      append (text, bytes, length);
      return;
    }
  memcpy (text->str + text->len, bytes, LIMEN_DECIMAL_SIZE);
  text->len += length;
  text->str[text->len] = '\0';
}

static void
append_remembered (GString *text, const NumberCell *cell)
{
  append_short (text, cell->text, cell->length);
}

/* Appends the text of a number and remembers it for the next row. */
static void
append_and_remember (LimenTableWriter *self, NumberCell *cell, double value)
{
  gsize start = self->text->len, length;

  limen_table_append_number (self->text, self->is_json, value);
  length = self->text->len - start;
  g_return_if_fail (length <= sizeof cell->text);
  cell->value = value;
  cell->length = (guint) length;
  memcpy (cell->text, self->text->str + start, length);
}

/* Adds a cell with a number, with the fewest digits that read back as the same
 * double. NaN is an empty field in CSV; NaN and infinities are null in
 * JSON. */
void
limen_table_writer_add_number (LimenTableWriter *self, double value)
{
  NumberCell *cell;

  begin_cell (self);
  cell = &self->numbers[self->n_cells - 1];
  /* compares bits, as NaN is not equal to itself */
  if (cell->length > 0 && memcmp (&cell->value, &value, sizeof value) == 0)
    append_remembered (self->text, cell);
  else
    append_and_remember (self, cell, value);
}

/* Adds a cell with a number that is also there as text, a plain one with ".":
 * that text in CSV, and the number in JSON, whose grammar is narrower. With
 * NULL as text, as limen_table_writer_add_number(). */
void
limen_table_writer_add_number_text (LimenTableWriter *self, double value,
                                    const char *text, gsize length)
{
  if (text == NULL || self->is_json)
    {
      limen_table_writer_add_number (self, value);
      return;
    }
  begin_cell (self);
  append (self->text, text, length);
  append (self->text, ",", 1);
}

/* Makes the text of a whole number that of the next one. FALSE if that has
 * more digits. */
static gboolean
count_up (NumberCell *self, gsize n_digits)
{
  gsize i = n_digits;

  for (; i > 0 && self->text[i - 1] == '9'; i--)
    self->text[i - 1] = '0';
  if (i > 0)
    self->text[i - 1]++;
  return i > 0;
}

/* Adds a cell with a whole number below 10^15, such as the line of a row.
 * The next one is made in advance: it is most often that of the next row. */
void
limen_table_writer_add_whole (LimenTableWriter *self, guint64 value)
{
  NumberCell *cell;

  limen_table_writer_add_number (self, (double) value);
  cell = &self->numbers[self->n_cells - 1];
  cell->value++;
  if (!count_up (cell, cell->length - (self->is_json ? 0 : 1)))
    cell->length = 0;
}

/* Adds a cell that was made before; `cell` is its index. */
void
limen_table_writer_add_made (LimenTableWriter *self,
                             const LimenTableCells *cells, gsize cell)
{
  const gsize *start = &g_array_index (cells->starts, gsize, cell);

  begin_cell (self);
  append_short (self->text, cells->text->str + start[0], start[1] - start[0]);
}

/* Adds a cell for each of n numbers; see limen_table_writer_add_number(). */
void
limen_table_writer_add_numbers (LimenTableWriter *self, const double *values,
                                gsize n)
{
  for (gsize i = 0; i < n; i++)
    limen_table_writer_add_number (self, values[i]);
}

/* Creates a piece of a table, in memory. */
static LimenTableWriter *
new_piece (const LimenTableWriter *self)
{
  LimenTableWriter *piece = new_writer (NULL, self->is_json ? "json" : "csv");

  g_ptr_array_unref (piece->keys);
  piece->keys = g_ptr_array_ref (self->keys);
  piece->n_columns = self->n_columns;
  piece->numbers = g_new0 (NumberCell, self->n_columns);
  piece->has_head = TRUE;
  return piece;
}

/* Empties the first n pieces, which it creates if there are fewer, for the
 * rows after those of the table. */
static void
begin_pieces (LimenTableWriter *self, gsize n)
{
  if (self->pieces == NULL)
    self->pieces = g_ptr_array_new_with_free_func (free_piece);
  while (self->pieces->len < n)
    g_ptr_array_add (self->pieces, new_piece (self));
  for (gsize i = 0; i < n; i++)
    {
      LimenTableWriter *piece = self->pieces->pdata[i];

      g_string_truncate (piece->text, 0);
      piece->n_rows = self->n_rows + i > 0;
    }
}

static gboolean
flush (LimenTableWriter *self, gsize size, GError **error)
{
  if (self->output == NULL || self->text->len < size)
    return TRUE;
  if (!limen_output_write (self->output, self->text->str, self->text->len,
                           error))
    return FALSE;
  g_string_truncate (self->text, 0);
  return TRUE;
}

/* Ends the current row, which must have a cell for each column. FALSE with an
 * error if writing failed. */
gboolean
limen_table_writer_end_row (LimenTableWriter *self, GError **error)
{
  if (self->is_json)
    g_string_append (self->text, " }");
  else
    limen_csv_end_line (self->text);
  self->n_cells = 0;
  self->n_rows++;
  return flush (self, FLUSH_SIZE, error);
}

/* The rows that are made together: some chunks, each with a piece of the
 * table.
 */
typedef struct
{
  LimenTableFill fill;
  gconstpointer data;
  gsize first, n_rows; /* of the table's rows */
  LimenTableWriter **pieces;
} Batch;

static void
fill_piece (void *data, size_t part)
{
  Batch *self = data;
  gsize first = self->first + part * CHUNK_ROWS;

  self->fill (self->pieces[part], first,
              MIN (first + CHUNK_ROWS, self->n_rows), self->data);
}

/* Adds a text after that of the table so far. FALSE with an error. */
static gboolean
add_text (LimenTableWriter *self, const GString *text, GError **error)
{
  if (self->output != NULL)
    return flush (self, 0, error)
           && limen_output_write (self->output, text->str, text->len, error);
  g_string_append_len (self->text, text->str, (gssize) text->len);
  return TRUE;
}

/* Makes the texts of a batch in parallel and adds them in order. */
static gboolean
write_batch (LimenTableWriter *self, Batch *batch, gsize n_chunks,
             GError **error)
{
  begin_pieces (self, n_chunks);
  batch->pieces = (LimenTableWriter **) self->pieces->pdata;
  limen_parallel_run (fill_piece, batch, n_chunks, 0);
  for (gsize i = 0; i < n_chunks; i++)
    if (!add_text (self, batch->pieces[i]->text, error))
      return FALSE;
  self->n_rows += MIN (n_chunks * CHUNK_ROWS, batch->n_rows - batch->first);
  return TRUE;
}

/* Adds rows in parallel: calls @fill, from several threads, for each chunk of
 * the indices from 0 to n - 1. The table has the rows in the order of these
 * indices, whatever the number of threads. @fill may add other numbers of rows
 * than indices, but some for the first chunk. The memory for texts does not
 * grow with n. FALSE with an error if writing failed. */
gboolean
limen_table_writer_add_rows (LimenTableWriter *self, gsize n,
                             LimenTableFill fill, gconstpointer data,
                             GError **error)
{
  Batch batch = { .fill = fill, .data = data, .n_rows = n };

  end_head (self);
  for (; batch.first < n; batch.first += MAX_CHUNKS * CHUNK_ROWS)
    {
      gsize n_chunks = (n - batch.first + CHUNK_ROWS - 1) / CHUNK_ROWS;

      if (!write_batch (self, &batch, MIN (n_chunks, MAX_CHUNKS), error))
        return FALSE;
    }
  return TRUE;
}

/* Writes the rows so far to a pipe, so that its reader has them at once; a
 * file that is moved to its path at the end is written as usual. Not for a
 * table in memory. FALSE with an error. */
gboolean
limen_table_writer_flush (LimenTableWriter *self, GError **error)
{
  return flush (self, 0, error) && limen_output_flush (self->output, error);
}

static void
end_table (LimenTableWriter *self)
{
  end_head (self);
  if (self->is_json)
    g_string_append (self->text, self->n_rows > 0 ? "\n]\n" : "]\n");
}

/* Ends the table and moves the file to its path with limen_output_commit().
 * Call it once, and not for a table in memory. FALSE with an error. */
gboolean
limen_table_writer_commit (LimenTableWriter *self, GError **error)
{
  g_return_val_if_fail (self->output != NULL, FALSE);

  end_table (self);
  return flush (self, 0, error) && limen_output_commit (self->output, error);
}

/* Ends a table of limen_table_writer_new_text() and returns its text as a new
 * string. Call it once. */
char *
limen_table_writer_take_text (LimenTableWriter *self)
{
  GString *text = self->text;

  end_table (self);
  self->text = g_string_new (NULL);
  return g_string_free (text, FALSE);
}

/* Returns the format of a table, "csv" or "json": `format` if not NULL, else
 * by the ending of the path, else "csv". Static; NULL with an error if
 * `format` is unknown or contradicts the ending. */
const char *
limen_table_writer_find_format (const char *path, const char *format,
                                GError **error)
{
  static const char *const formats[] = { "csv", "json", NULL };

  return limen_output_find_format (path, format, formats, formats[0], error);
}
