/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "memory-source.h"

#include <math.h>
#include <string.h>

#include "blanks.h"
#include "decimal.h"
#include "display-text.h"
#include "source-private.h"

/* Maximum number of rows per batch. */
#define MAX_BATCH_ROWS 4096
/* Number of rows sampled after those at the head. */
#define N_SPREAD 32

typedef struct
{
  LimenSource base;
  const MemoryColumn *columns;
  gsize n_columns, n_rows;
  gboolean is_head_only;
  const double *scores, *positives, *negatives; /* of counts */
  /* Set while it is read */
  const LimenSink *sink;
  gpointer *values; /* per column: values of a batch, as wanted */
  gsize row, n_single;
} MemorySource;

static MemorySource *
get_memory (const LimenSource *source)
{
  return (MemorySource *) source;
}

/* A cell as text; a new string, empty if the cell is missing. */
static char *
format_cell (const MemoryColumn *column, gsize row)
{
  char number[LIMEN_DECIMAL_SIZE];

  if (column->is_null != NULL && column->is_null[row])
    return g_strdup ("");
  switch (column->type)
    {
    case MEMORY_NUMBERS:
      return g_strdup (limen_decimal_format (
          ((const double *) column->values)[row], number, sizeof number));
    case MEMORY_INTEGERS:
      return g_strdup_printf ("%" G_GINT64_FORMAT,
                              ((const gint64 *) column->values)[row]);
    case MEMORY_TEXTS:
      break;
    }
  return g_strdup (((const char *const *) column->values)[row]);
}

/* The number in a cell; NaN if there is none. */
static double
get_number (const MemoryColumn *column, gsize row)
{
  if (column->is_null != NULL && column->is_null[row])
    return NAN;
  switch (column->type)
    {
    case MEMORY_NUMBERS:
      return ((const double *) column->values)[row];
    case MEMORY_INTEGERS:
      return (double) ((const gint64 *) column->values)[row];
    case MEMORY_TEXTS:
      break;
    }
  return NAN;
}

static void
add_row (MemorySource *self, LimenSample *sample, gsize row)
{
  g_autoptr (GPtrArray) cells
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (gsize i = 0; i < self->n_columns; i++)
    {
      char *text = format_cell (&self->columns[i], row);

      g_ptr_array_add (cells, g_bytes_new_take (text, strlen (text)));
    }
  limen_sample_add_row (sample, cells);
}

static LimenSample *
sample_head (LimenSource *source, const LimenReadOptions *options,
             GError **error)
{
  MemorySource *self = get_memory (source);
  LimenSample *sample = limen_sample_new ();
  g_autoptr (GPtrArray) names
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (gsize i = 0; i < self->n_columns; i++)
    g_ptr_array_add (names, g_bytes_new (self->columns[i].name,
                                         strlen (self->columns[i].name)));
  sample->has_header = TRUE;
  limen_sample_set_fields (sample, names);
  limen_sample_make_columns (sample);
  for (gsize i = 0; i < MIN (self->n_rows, LIMEN_SAMPLE_ROWS); i++)
    add_row (self, sample, i);
  sample->n_first = sample->n_fair = sample->rows->len;
  return sample;
}

static void
spread (LimenSource *source, LimenSample *sample)
{
  MemorySource *self = get_memory (source);
  gsize first = sample->n_first;

  for (gsize i = 0; first < self->n_rows && i < N_SPREAD; i++)
    add_row (self, sample, first + (self->n_rows - first) * i / N_SPREAD);
  sample->n_fair = sample->rows->len;
}

static void
add_places (LimenSource *source, LimenSample *sample, const GArray *places)
{
  for (guint i = 0; i < places->len; i++)
    {
      const LimenPlace *place = &g_array_index (places, LimenPlace, i);

      add_row (get_memory (source), sample,
               (gsize) (place->offset + place->n_lines));
    }
}

static gsize
estimate_rows (LimenSource *source, gboolean is_excerpt)
{
  return get_memory (source)->n_rows;
}

static void
keep_to_head (LimenSource *source)
{
  get_memory (source)->is_head_only = TRUE;
}

/* Stores the index of a name in a batch; FALSE if it is unknown. */
static gboolean
take_name (const MemorySource *self, gsize column, gsize row, gsize place)
{
  const LimenWanted *wanted = self->sink->wanted;
  gboolean is_group = wanted->columns[column].type == LIMEN_WANTED_GROUP;
  g_autofree char *text = format_cell (&self->columns[column], row);
  guint16 number = limen_name_table_find (
      is_group ? *wanted->groups : *wanted->names, text, strlen (text));

  if (is_group)
    ((guint32 *) self->values[column])[place] = number;
  else
    ((guint16 *) self->values[column])[place] = number;
  return number != LIMEN_LABEL_NONE;
}

static gboolean
take_id (const MemorySource *self, gsize column, gsize row, gsize place)
{
  g_autofree char *text = format_cell (&self->columns[column], row);
  const char *id = text;
  gsize length = strlen (text);
  guint32 *number = (guint32 *) self->values[column] + place;

  limen_trim_blanks (&id, &length);
  *number = limen_text_set_find (self->sink->wanted->ids, id, length);
  return *number != LIMEN_TEXT_NONE;
}

static gboolean
take_truth (const MemorySource *self, gsize column, gsize row, gsize place)
{
  double number = get_number (&self->columns[column], row);

  ((guint16 *) self->values[column])[place] = number == 1;
  return number == 0 || number == 1;
}

static gboolean
take_number (const MemorySource *self, gsize column, gsize row, gsize place)
{
  const LimenWantedColumn *wanted = &self->sink->wanted->columns[column];
  double number = get_number (&self->columns[column], row);

  ((double *) self->values[column])[place] = number + 0.0; /* turns -0 into
                                                            * 0 */
  return number >= wanted->min && number <= wanted->max;
}

/* FALSE if a cell of the row is not, or may not be, what is wanted. */
static gboolean
take_row (const MemorySource *self, gsize row, gsize place)
{
  for (gsize i = 0; i < self->n_columns; i++)
    switch (self->sink->wanted->columns[i].type)
      {
      case LIMEN_WANTED_NUMBER:
        if (!take_number (self, i, row, place))
          return FALSE;
        break;
      case LIMEN_WANTED_NAME:
      case LIMEN_WANTED_GROUP:
        if (!take_name (self, i, row, place))
          return FALSE;
        break;
      case LIMEN_WANTED_TRUTH:
        if (!take_truth (self, i, row, place))
          return FALSE;
        break;
      case LIMEN_WANTED_ID:
        if (!take_id (self, i, row, place))
          return FALSE;
        break;
      case LIMEN_WANTED_TEXT:
        return FALSE;
      case LIMEN_WANTED_SKIPPED:
        break;
      }
  return TRUE;
}

/* Numbers that are checked together are left to the sink. */
static gboolean
may_have_batches (const MemorySource *self)
{
  const LimenWanted *wanted = self->sink->wanted;

  if (wanted == NULL || wanted->undo != LIMEN_UNDO_NONE)
    return FALSE;
  for (gsize i = 0; i < wanted->n_columns; i++)
    if (wanted->columns[i].part == LIMEN_WANTED_SOFT_LABEL)
      return FALSE;
  return TRUE;
}

/* Number of valid rows from a row on. */
static gsize
take_rows (const MemorySource *self, gsize first, gsize n)
{
  gsize i = 0;

  while (may_have_batches (self) && i < MIN (n, MAX_BATCH_ROWS)
         && take_row (self, first + i, i))
    i++;
  return i;
}

static void
note_range (const MemorySource *self, LimenBatch *batch)
{
  batch->min = INFINITY;
  batch->max = -INFINITY;
  for (gsize i = 0; i < self->n_columns; i++)
    for (gsize row = 0;
         self->sink->wanted->columns[i].part == LIMEN_WANTED_SCORE
         && row < batch->n_rows;
         row++)
      {
        double score = ((const double *) self->values[i])[row];

        batch->min = MIN (batch->min, score);
        batch->max = MAX (batch->max, score);
      }
}

/* Passes the next rows, of which n are valid, as a batch. */
static gboolean
give_batch (MemorySource *self, gsize n_rows, gboolean *is_taken,
            GError **error)
{
  LimenBatch batch = { .n_rows = n_rows,
                       .line = self->row + 1,
                       .offset = self->row,
                       .values = (const gconstpointer *) self->values };

  note_range (self, &batch);
  return self->sink->take_batch (self->sink->user_data, &batch, is_taken,
                                 error);
}

/* Passes the next row cell by cell. */
static gboolean
give_row (MemorySource *self, GError **error)
{
  LimenRecord record = { .line = self->row + 1,
                         .offset = self->row,
                         .n_lines = 1,
                         .n_fields = (guint) self->n_columns };

  for (gsize i = 0; i < self->n_columns; i++)
    {
      g_autofree char *text = format_cell (&self->columns[i], self->row);

      self->sink->take_cell (self->sink->user_data, (guint) i, text,
                             strlen (text));
    }
  self->n_single++;
  return self->sink->take_row (self->sink->user_data, &record, error);
}

static gboolean
give_rows (MemorySource *self, gsize n, GError **error)
{
  while (self->row < n)
    {
      gsize n_good = take_rows (self, self->row, n - self->row);
      gboolean is_taken = FALSE;

      if (n_good > 0 && !give_batch (self, n_good, &is_taken, error))
        return FALSE;
      if (!is_taken && !give_row (self, error))
        return FALSE;
      self->row += is_taken ? n_good : 1;
    }
  return TRUE;
}

static gboolean
read_source (LimenSource *source, const LimenReadOptions *options,
             const LimenSink *sink, LimenProgressFunc progress,
             gpointer progress_data, GError **error)
{
  MemorySource *self = get_memory (source);
  gboolean is_read;

  self->sink = sink;
  self->values = g_new0 (gpointer, self->n_columns);
  for (gsize i = 0; sink->wanted != NULL && i < self->n_columns; i++)
    self->values[i] = g_malloc_n (
        MAX_BATCH_ROWS,
        MAX (limen_wanted_type_get_size (sink->wanted->columns[i].type), 1));
  is_read
      = give_rows (self,
                   self->is_head_only ? MIN (self->n_rows, LIMEN_SAMPLE_ROWS)
                                      : self->n_rows,
                   error);
  for (gsize i = 0; i < self->n_columns; i++)
    g_free (self->values[i]);
  g_clear_pointer (&self->values, g_free);
  return is_read;
}

static LimenCursor
get_cursor (LimenSource *source)
{
  return (LimenCursor){ .line = get_memory (source)->row + 1 };
}

/* The fields of a row, joined by a separator; a new string. */
static char *
format_row (const MemorySource *self, gsize row, const LimenSourceQuery *query)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < self->n_columns; i++)
    {
      g_autofree char *cell = format_cell (&self->columns[i], row);
      g_autofree char *shown
          = limen_display_text_new (cell, strlen (cell), query->max_chars);

      if (i > 0)
        g_string_append_c (text, query->separator);
      g_string_append (text, shown);
    }
  return g_string_free (text, FALSE);
}

static char **
read_rows (const LimenSource *source, const LimenSourceQuery *query,
           GCancellable *cancellable, GError **error)
{
  char **texts = g_new0 (char *, query->n_rows + 1);

  for (gsize i = 0; i < query->n_rows; i++)
    {
      LimenRowPlace place
          = limen_row_index_find (query->index, query->rows[i]);

      texts[i] = format_row (
          get_memory (source),
          (gsize) (place.offset + (query->rows[i] - place.row)), query);
    }
  return texts;
}

static LimenSource *
reopen (const LimenSource *source, GCancellable *cancellable, GError **error)
{
  MemorySource *self = get_memory (source);

  return memory_source_new (source->path, self->columns, self->n_columns,
                            self->n_rows);
}

static void
free_source (LimenSource *source)
{
}

static const LimenSourceType memory_type = {
  .row_word = "record",
  .rows_word = "records",
  .reopen = reopen,
  .free = free_source,
  .sample = sample_head,
  .spread = spread,
  .add_places = add_places,
  .estimate_rows = estimate_rows,
  .keep_to_head = keep_to_head,
  .read = read_source,
  .get_cursor = get_cursor,
  .read_rows = read_rows,
};

LimenSource *
memory_source_new (const char *name, const MemoryColumn *columns,
                   gsize n_columns, gsize n_rows)
{
  MemorySource *self = g_new0 (MemorySource, 1);

  limen_source_init (&self->base, &memory_type, name);
  self->columns = columns;
  self->n_columns = n_columns;
  self->n_rows = n_rows;
  return &self->base;
}

gsize
memory_source_get_n_single (LimenSource *source)
{
  return get_memory (source)->n_single;
}

static gboolean
read_counts (LimenSource *source, LimenCounts *counts, GError **error)
{
  const MemorySource *self = get_memory (source);
  gsize size = self->n_rows * sizeof (double);

  counts->n = self->n_rows;
  counts->scores = g_memdup2 (self->scores, size);
  counts->positives = g_memdup2 (self->positives, size);
  counts->negatives = g_memdup2 (self->negatives, size);
  return TRUE;
}

static const LimenSourceType counts_type = {
  .row_word = "count",
  .rows_word = "counts",
  .free = free_source,
  .read_counts = read_counts,
};

LimenSource *
memory_source_new_of_counts (const char *name, const double *scores,
                             const double *positives, const double *negatives,
                             gsize n)
{
  MemorySource *self = g_new0 (MemorySource, 1);

  limen_source_init (&self->base, &counts_type, name);
  self->scores = scores;
  self->positives = positives;
  self->negatives = negatives;
  self->n_rows = n;
  return &self->base;
}
