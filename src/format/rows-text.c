/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows.h"

#include <glib/gi18n.h>
#include <string.h>

#include "bytes.h"
#include "decimal.h"
#include "display-text.h"
#include "memory.h"
#include "parallel.h"
#include "sort.h"
#include "table-writer.h"
#include "text-table.h"

#define MAX_TEXT_CHARS 60
/* Rows whose text is read in one pass over the file: as many as fit this
 * memory, and some at least. A row takes ROW_BYTES beyond its text. */
#define BATCH_BYTES (128 * 1024 * 1024)
#define ROW_BYTES 64
#define MIN_BATCH 256
/* Upper bound on the parts that rows are read in, and minimum rows of a
 * part. */
#define MAX_PARTS 16
#define MIN_PART_ROWS 4096

/* Rows ahead of the current one whose text is fetched into the cache: texts
 * lie in memory in file order. */
#define N_AHEAD 16

static LimenDataset *
get_dataset (const LimenRowQuery *query)
{
  return limen_threshold_scores_get_dataset (query->scores);
}

/* The reading of rows' texts: in file order, cut into parts, as far apart in
 * the file, that are read in parallel. */
typedef struct
{
  LimenDataset *dataset;
  GCancellable *cancellable;
  guint64 *rows;  /* in file order */
  double *places; /* index of each in the result */
  gsize n;
  LimenChunks parts;
  char **texts; /* the result */
  GError *errors[MAX_PARTS];
} Reading;

static void
read_part (void *data, size_t part)
{
  Reading *self = data;
  LimenSpan span = limen_chunks_get (self->parts, part);
  gsize n = span.end - span.first;
  g_autofree gsize *rows = g_new (gsize, n);
  g_autofree char **texts = NULL;

  for (gsize i = 0; i < n; i++)
    rows[i] = (gsize) self->rows[span.first + i];
  texts = limen_dataset_read_rows (self->dataset, rows, n, self->cancellable,
                                   &self->errors[part]);
  for (gsize i = 0; i < n && texts != NULL; i++)
    self->texts[(gsize) self->places[span.first + i]] = texts[i];
}

/* Frees the texts in file order, in which they lie in memory: in another order
 * each would have to be fetched into the cache. */
static void
reading_clear (Reading *self)
{
  for (gsize i = 0; self->texts != NULL && i < self->n; i++)
    g_free (self->texts[(gsize) self->places[i]]);
  g_free (self->texts);
  g_free (self->rows);
  g_free (self->places);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* Sorts the rows into file order. FALSE with an error when memory runs out. */
static gboolean
reading_init (Reading *self, LimenDataset *dataset, const guint32 *rows,
              gsize n, GError **error)
{
  const char *path = limen_dataset_get_path (dataset);

  self->dataset = dataset;
  if (!limen_memory_resize (path, &self->rows, 0, n, sizeof *self->rows, error)
      || !limen_memory_resize (path, &self->places, 0, n, sizeof *self->places,
                               error)
      || !limen_memory_resize (path, &self->texts, 0, n + 1,
                               sizeof *self->texts, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      self->rows[i] = rows[i];
      self->places[i] = (double) i;
    }
  memset (self->texts, 0, (n + 1) * sizeof *self->texts);
  self->n = n;
  return limen_sort_keys (self->rows, self->places, n)
         || limen_memory_fail (path, N_ ("to sort its rows"), error);
}

/* A part of a compressed file cannot be read without what precedes it. */
static gsize
get_most_parts (LimenDataset *dataset)
{
  g_autoptr (LimenBytes) file
      = limen_bytes_open (limen_dataset_get_path (dataset), NULL, NULL);

  return file != NULL && !limen_bytes_is_compressed (file) ? MAX_PARTS : 1;
}

/* Reads the texts of the rows. FALSE with the error of the first part that
 * failed. */
static gboolean
read_parts (Reading *self, GError **error)
{
  gboolean is_read = TRUE;

  self->parts = limen_chunks_new (self->n, MIN_PART_ROWS,
                                  get_most_parts (self->dataset), 1);
  limen_parallel_run (read_part, self, self->parts.n_chunks, 0);
  for (gsize i = 0; i < self->parts.n_chunks; i++)
    if (self->errors[i] != NULL)
      {
        g_propagate_error (is_read ? error : NULL, self->errors[i]);
        is_read = FALSE;
      }
  return is_read;
}

/* Reads the text of each row from the file; "" for standard input, which
 * cannot be read again. FALSE with an error. */
static gboolean
read_texts (Reading *self, LimenDataset *dataset, const guint32 *rows, gsize n,
            GCancellable *cancellable, GError **error)
{
  self->cancellable = cancellable;
  if (!reading_init (self, dataset, rows, n, error))
    return FALSE;
  if (!g_str_equal (limen_dataset_get_path (dataset), "-"))
    return read_parts (self, error);
  for (gsize i = 0; i < n; i++)
    self->texts[i] = g_strdup ("");
  return TRUE;
}

enum
{
  LINE,
  LABEL,
  PREDICTED,
  SCORE,
  LOSS,
  COST,
  CELL,
  TEXT,
  N_COLUMNS
};

/* Column heads: English in files, translated on a terminal. */
static const char *const head[N_COLUMNS] = {
  [LINE] = N_ ("line"),           [LABEL] = N_ ("label"),
  [PREDICTED] = N_ ("predicted"), [SCORE] = N_ ("score"),
  [LOSS] = N_ ("loss"),           [COST] = N_ ("cost"),
  [CELL] = N_ ("cell"),           [TEXT] = N_ ("text"),
};

/* Whether rows have scores, not only decisions. */
static gboolean
has_scores (const LimenRowQuery *query)
{
  return limen_kind_has_thresholds (
      limen_threshold_scores_get_numbers (query->scores)->kind);
}

/* Whether a column is shown: label and cell unless the file is a regression,
 * the predicted class only for a multiclass decision, score and loss unless
 * the file has only decisions, cost as in limen_row_query_has_costs(). */
static gboolean
is_shown (const LimenRowQuery *query, guint column)
{
  gboolean has_classes = limen_row_query_has_classes (query);

  switch (column)
    {
    case LABEL:
    case CELL:
      return has_classes;
    case PREDICTED:
      return query->class < 0 && has_classes;
    case SCORE:
    case LOSS:
      return has_scores (query);
    case COST:
      return limen_row_query_has_costs (query);
    default:
      return TRUE;
    }
}

/* Returns a cell that is text, not a number. `own` is the row's text in the
 * file, returned for TEXT; other texts are static, or owned by the scores. */
static const char *
get_text (const LimenRowQuery *query, const LimenFoundRow *row, guint column,
          const char *own)
{
  switch (column)
    {
    case LABEL:
      return limen_rows_get_label (query, row->row);
    case PREDICTED:
      return limen_rows_get_decision (query, row);
    case CELL:
      return limen_cell_get_name (row->cell);
    default:
      return own;
    }
}

/* Returns the text cell of get_text(), translated. */
static const char *
get_shown_text (const LimenRowQuery *query, const LimenFoundRow *row,
                guint column, const char *own)
{
  switch (column)
    {
    case LABEL:
      return limen_rows_get_label_title (query, row->row);
    case PREDICTED:
      return limen_rows_get_decision_title (query, row);
    default:
      return get_text (query, row, column, own);
    }
}

static double
get_number (const LimenRowQuery *query, const LimenFoundRow *row, guint column)
{
  switch (column)
    {
    case LINE:
      return (double) limen_dataset_find_line (get_dataset (query), row->row,
                                               NULL);
    case SCORE:
      return limen_rows_get_score (query, row);
    case LOSS:
      return row->loss;
    default:
      return row->cost;
    }
}

static gboolean
is_number (guint column)
{
  return column == LINE || column == SCORE || column == LOSS || column == COST;
}

static void
add_columns (LimenTableWriter *table, const LimenRowQuery *query)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    if (is_shown (query, i))
      limen_table_writer_add_column (table, head[i]);
}

/* Rows with their texts in the file. */
typedef struct
{
  const LimenRowQuery *query;
  const guint32 *rows;
  char **texts;
} Batch;

static void
add_row_of_table (LimenTableWriter *table, const LimenRowQuery *query,
                  const LimenFoundRow *row, const char *own)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    if (is_shown (query, i) && is_number (i))
      limen_table_writer_add_number (table, get_number (query, row, i));
    else if (is_shown (query, i))
      limen_table_writer_add_text (table, get_text (query, row, i, own));
  limen_table_writer_end_row (table, NULL);
}

static void
add_batch (LimenTableWriter *table, gsize first, gsize end, gconstpointer data)
{
  const Batch *self = data;
  g_autofree LimenFoundRow *found = g_new (LimenFoundRow, end - first);

  limen_rows_get_all (self->query, self->rows + first, end - first, found);
  for (gsize i = first; i < end; i++)
    {
      __builtin_prefetch (self->texts[MIN (i + N_AHEAD, end - 1)]);
      add_row_of_table (table, self->query, &found[i - first], self->texts[i]);
    }
}

static gboolean
write_batch (LimenTableWriter *table, const LimenRowQuery *query,
             const guint32 *rows, gsize n, GCancellable *cancellable,
             GError **error)
{
  g_auto (Reading) reading = { 0 };
  Batch batch = { .query = query, .rows = rows };

  if (!read_texts (&reading, get_dataset (query), rows, n, cancellable, error))
    return FALSE;
  batch.texts = reading.texts;
  return limen_table_writer_add_rows (table, n, add_batch, &batch, error);
}

static gsize
get_batch (const LimenRowQuery *query)
{
  guint64 n_bytes = limen_dataset_get_n_bytes (get_dataset (query));
  gsize n_rows = limen_threshold_scores_get_numbers (query->scores)->n_rows;
  guint64 n = BATCH_BYTES / (n_bytes / MAX (n_rows, 1) + ROW_BYTES);

  return (gsize) MAX (n, MIN_BATCH);
}

static gboolean
write_rows (LimenTableWriter *table, const LimenRowQuery *query,
            const guint32 *rows, gsize n, LimenRowsProgressFunc progress,
            gpointer user_data, GCancellable *cancellable, GError **error)
{
  gsize batch = get_batch (query);

  add_columns (table, query);
  for (gsize first = 0; first < n; first += batch)
    {
      if (progress != NULL)
        progress (first, n, user_data);
      if (!write_batch (table, query, rows + first, MIN (batch, n - first),
                        cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* Writes rows as a table, in a format of limen_table_writer_find_format():
 * line, label, predicted class, score, loss, cost and cell, each if it applies
 * to the query, and the row's text, which is read from the file again.
 * `progress` and `cancellable` may be NULL. FALSE with an error if that fails
 * or is cancelled; an existing file is then unchanged. */
gboolean
limen_rows_save (const LimenRowQuery *query, const guint32 *rows, gsize n,
                 const char *path, const char *format,
                 LimenRowsProgressFunc progress, gpointer user_data,
                 GCancellable *cancellable, GError **error)
{
  g_autoptr (LimenTableWriter) table
      = limen_table_writer_new (path, format, error);

  return table != NULL
         && write_rows (table, query, rows, n, progress, user_data,
                        cancellable, error)
         && !g_cancellable_set_error_if_cancelled (cancellable, error)
         && limen_table_writer_commit (table, error);
}

/* The CSV of limen_rows_save() as a new string; NULL with an error. */
char *
limen_rows_format_csv (const LimenRowQuery *query, const guint32 *rows,
                       gsize n, GCancellable *cancellable, GError **error)
{
  g_autoptr (LimenTableWriter) table = limen_table_writer_new_text ("csv");

  add_columns (table, query);
  return write_batch (table, query, rows, n, cancellable, error)
             ? limen_table_writer_take_text (table)
             : NULL;
}

/* Adds a row to a text table. Line numbers and scores keep all their digits;
 * the row's text is shortened to MAX_TEXT_CHARS. */
static void
add_row (LimenTextTable *table, const LimenRowQuery *query, gsize row,
         const char *own)
{
  LimenFoundRow found = limen_rows_get (query, row);
  g_autofree char *shown
      = limen_display_text_new (own, strlen (own), MAX_TEXT_CHARS);
  char number[LIMEN_DECIMAL_SIZE];

  for (guint i = 0; i < N_COLUMNS; i++)
    if (!is_shown (query, i))
      continue;
    else if (i == LINE || i == SCORE)
      limen_text_table_add (
          table, limen_decimal_format (get_number (query, &found, i), number,
                                       sizeof number));
    else if (is_number (i))
      limen_text_table_add_number (table, get_number (query, &found, i));
    else
      limen_text_table_add (table, get_shown_text (query, &found, i, shown));
  limen_text_table_end_row (table);
}

/* Rows of a text table, made in parts. */
typedef struct
{
  Batch batch;
  LimenChunks chunks;
  LimenTextTable *parts[MAX_PARTS];
} Description;

static void
describe_part (void *data, size_t part)
{
  Description *self = data;
  const Batch *batch = &self->batch;
  LimenSpan span = limen_chunks_get (self->chunks, part);

  self->parts[part] = limen_text_table_new ();
  for (gsize i = span.first; i < span.end; i++)
    add_row (self->parts[part], batch->query, batch->rows[i], batch->texts[i]);
}

/* The rows of limen_rows_save() as a text table; a new string of lines, or
 * NULL with an error. */
char *
limen_rows_describe (const LimenRowQuery *query, const guint32 *rows, gsize n,
                     GError **error)
{
  g_auto (Reading) reading = { 0 };
  g_autoptr (LimenTextTable) table = NULL;
  Description description
      = { .batch = { .query = query, .rows = rows },
          .chunks = limen_chunks_new (n, MIN_PART_ROWS, MAX_PARTS, 1) };
  GString *out = NULL;

  if (!read_texts (&reading, get_dataset (query), rows, n, NULL, error))
    return NULL;
  description.batch.texts = reading.texts;
  table = limen_text_table_new ();
  for (guint i = 0; i < N_COLUMNS; i++)
    if (is_shown (query, i))
      limen_text_table_add (table, _ (head[i]));
  limen_text_table_end_row (table);
  limen_parallel_run (describe_part, &description, description.chunks.n_chunks,
                      0);
  for (gsize i = 0; i < description.chunks.n_chunks; i++)
    {
      limen_text_table_add_rows (table, description.parts[i]);
      limen_text_table_free (description.parts[i]);
    }
  out = g_string_new (NULL);
  limen_text_table_append_to (table, out);
  return g_string_free (out, FALSE);
}
