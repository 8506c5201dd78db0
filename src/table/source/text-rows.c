/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-source-private.h"

#include <stdlib.h>
#include <string.h>

#include "display-text.h"
#include "memory.h"
#include "table-error.h"

#define BLOCK_SIZE (64 * 1024)

/* A row to read, and its index in the request. */
typedef struct
{
  gsize row, index;
} RowRequest;

/* The search for the requested rows, in file order, each read at most once. */
typedef struct
{
  const LimenTextSource *text;
  const LimenSourceQuery *query;
  LimenBytes *input;
  LimenRecordParser *parser;
  const RowRequest *wanted;
  gsize n_wanted, next;
  guint64 n_before;    /* records to skip before the next requested row */
  LimenRowPlace place; /* stored place that the parser started from */
  GString *line;       /* text of the requested row, as far as it was read */
  char **texts;        /* the result */
  gboolean is_read;    /* no more requested rows follow this place */
  char *block;
  guint64 block_start; /* offset of the block in the decompressed file */
  gsize block_length;
} RowSearch;

static int
compare_wanted (const void *a, const void *b)
{
  const RowRequest *first = a, *second = b;

  return (first->row > second->row) - (first->row < second->row);
}

/* The requested rows in file order; a new array. */
static RowRequest *
sort_rows (const gsize *rows, gsize n_rows)
{
  RowRequest *wanted = g_new (RowRequest, MAX (n_rows, 1));

  for (gsize i = 0; i < n_rows; i++)
    wanted[i] = (RowRequest){ rows[i], i };
  qsort (wanted, n_rows, sizeof *wanted, compare_wanted);
  return wanted;
}

static gboolean
is_done (const RowSearch *self)
{
  return self->next == self->n_wanted;
}

static void
field_cb (gpointer user_data, guint column, const char *text, gsize length)
{
  RowSearch *self = user_data;

  if (self->n_before > 0)
    return;
  if (column > 0)
    g_string_append_c (self->line, self->query->separator);
  limen_display_text_append (self->line, text, length, self->query->max_chars);
}

/* Stores the text of the current row for every request of it. */
static void
take_text (RowSearch *self)
{
  gsize row = self->wanted[self->next].row;

  for (; !is_done (self) && self->wanted[self->next].row == row; self->next++)
    self->texts[self->wanted[self->next].index]
        = g_strndup (self->line->str, self->line->len);
  g_string_truncate (self->line, 0);
}

/* Stores a requested row, and sets how many records to skip to the next one if
 * it follows the same stored place. Otherwise stops: records before the next
 * stored place may not be rows. */
static void
record_cb (gpointer user_data, const LimenRecord *record)
{
  RowSearch *self = user_data;
  gsize row = self->wanted[self->next].row;

  if (self->n_before > 0)
    {
      self->n_before--;
      return;
    }
  take_text (self);
  if (!is_done (self)
      && limen_row_index_find (self->query->index,
                               self->wanted[self->next].row)
                 .row
             == self->place.row)
    self->n_before = self->wanted[self->next].row - row - 1;
  else
    {
      self->is_read = TRUE;
      limen_record_parser_stop (self->parser);
    }
}

static gboolean
read_block (RowSearch *self, GError **error)
{
  gssize length;

  self->block_start += self->block_length;
  self->block_length = 0;
  length = limen_bytes_read (self->input, self->block, BLOCK_SIZE, error);
  if (length < 0)
    return FALSE;
  self->block_length = (gsize) length;
  return TRUE;
}

/* Moves to an offset, which may be in the current block; sets its index
 * there. */
static gboolean
seek_to (RowSearch *self, guint64 offset, gsize *start, GError **error)
{
  guint64 end = self->block_start + self->block_length;

  if (offset < end)
    {
      *start = (gsize) (offset - self->block_start);
      return TRUE;
    }
  if (!limen_bytes_skip (self->input, offset - end, error))
    return FALSE;
  self->block_start = offset;
  self->block_length = 0;
  *start = 0;
  return TRUE;
}

/* Reads the requested rows that follow one stored place. */
static gboolean
read_place (RowSearch *self, GError **error)
{
  gsize row = self->wanted[self->next].row, start;
  g_autoptr (LimenRecordParser) parser = limen_record_parser_new (
      self->text->base.path, self->text->dialect.delimiter, field_cb,
      record_cb, self);

  self->parser = parser;
  self->is_read = FALSE;
  self->place = limen_row_index_find (self->query->index, row);
  self->n_before = row - self->place.row;
  if (!seek_to (self, self->place.offset, &start, error))
    return FALSE;
  while (!self->is_read)
    {
      if (start == self->block_length)
        {
          if (!read_block (self, error))
            return FALSE;
          start = 0;
        }
      if (self->block_length == 0)
        return limen_record_parser_finish (parser, error);
      if (!limen_record_parser_feed (parser, self->block + start,
                                     self->block_length - start, error))
        return FALSE;
      start = self->block_length;
    }
  return TRUE;
}

/* Reads the requested rows, and checks before and after that the file is the
 * one that was read originally. */
static gboolean
read_wanted (RowSearch *self, GError **error)
{
  const struct stat *file = &self->text->file;

  if (!limen_bytes_check_same (self->input, file, error))
    return FALSE;
  while (!is_done (self))
    {
      gsize before = self->next;

      if (!read_place (self, error))
        return FALSE;
      if (self->next == before)
        break;
    }
  if (!limen_bytes_check_same (self->input, file, error))
    return FALSE;
  if (is_done (self))
    return TRUE;
  return limen_table_fail (error, LIMEN_TABLE_ERROR_FILE,
                           "%s: the file changed since it was read; open it "
                           "again",
                           self->text->base.path);
}

/* Implements limen_source_read_rows() for text files: reads the file once
 * more, in one pass. */
char **
limen_text_source_read_rows (const LimenSource *source,
                             const LimenSourceQuery *query,
                             GCancellable *cancellable, GError **error)
{
  g_autoptr (LimenBytes) input = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree RowRequest *wanted = sort_rows (query->rows, query->n_rows);
  g_autofree char *block = NULL;
  g_auto (GStrv) texts = g_new0 (char *, query->n_rows + 1);
  RowSearch search = { .text = (const LimenTextSource *) source,
                       .query = query,
                       .wanted = wanted,
                       .n_wanted = query->n_rows,
                       .line = line,
                       .texts = texts };
  gboolean is_read;

  if (g_str_equal (source->path, "-"))
    {
      limen_table_fail (error, LIMEN_TABLE_ERROR_FILE,
                        "standard input cannot be read a second time");
      return NULL;
    }
  input = limen_bytes_open (source->path, cancellable, error);
  if (input == NULL
      || !limen_memory_resize (source->path, &block, 0, BLOCK_SIZE, 1, error))
    return NULL;
  search.input = input;
  search.block = block;
  is_read = read_wanted (&search, error);
  for (gsize i = 0; !is_read && i < query->n_rows; i++)
    g_clear_pointer (&texts[i], g_free);
  return is_read ? g_steal_pointer (&texts) : NULL;
}
