#include "dataset-private.h"

#include <stdlib.h>
#include <string.h>

#include "escape.h"
#include "memory.h"
#include "record.h"
#include "bytes.h"
#include "table-error.h"

#define MAX_FIELD_CHARS 120
/* Of fields that are read one by one. */
#define MAX_SINGLE_FIELD_CHARS 1000
/* No field has it once control characters are escaped. */
#define FIELD_SEPARATOR '\037'
#define BLOCK_SIZE (64 * 1024)

/* A row to read, and which one of those that were asked for it is. */
typedef struct
{
  gsize row, index;
} Wanted;

/* The rows that are read, in the order of the file, each once at most. */
typedef struct
{
  LimenDataset *dataset;
  LimenBytes *input;
  LimenRecordParser *parser;
  const Wanted *wanted;
  gsize n_wanted, next;
  guint64 n_before; /* records before the next one */
  LimenRowPlace place; /* from which the parser reads on */
  char separator;   /* between the fields of a text */
  gsize max_chars;  /* of a field */
  GString *text;    /* of the next one, as far as it was read */
  char **texts;     /* the result */
  gboolean is_read; /* all that is wanted behind the place */
  char *block;
  guint64 block_start; /* its place in the file, decompressed */
  gsize block_length;
} Search;

static int
compare_wanted (const void *a, const void *b)
{
  const Wanted *first = a, *second = b;

  return (first->row > second->row) - (first->row < second->row);
}

/* The rows in the order of the file; a new array. */
static Wanted *
sort_rows (const gsize *rows, gsize n_rows)
{
  Wanted *wanted = g_new (Wanted, MAX (n_rows, 1));

  for (gsize i = 0; i < n_rows; i++)
    wanted[i] = (Wanted){ rows[i], i };
  qsort (wanted, n_rows, sizeof *wanted, compare_wanted);
  return wanted;
}

static gboolean
is_done (const Search *self)
{
  return self->next == self->n_wanted;
}

static void
field_cb (gpointer user_data, guint column, const char *text, gsize length)
{
  Search *self = user_data;
  g_autofree char *field = NULL;

  if (self->n_before > 0)
    return;
  field = limen_escape_text (text, length, self->max_chars);
  if (column > 0)
    g_string_append_c (self->text, self->separator);
  g_string_append (self->text, field);
}

/* Takes the text of the next wanted row, and of its duplicates. */
static void
take_text (Search *self)
{
  gsize row = self->wanted[self->next].row;

  for (; !is_done (self) && self->wanted[self->next].row == row; self->next++)
    self->texts[self->wanted[self->next].index]
        = g_strndup (self->text->str, self->text->len);
  g_string_truncate (self->text, 0);
}

/* Takes the text of a wanted row, and counts the rows up to the next wanted
 * one where that follows the same place. Otherwise reading ends here: records
 * before the next place may be no rows. */
static void
record_cb (gpointer user_data, const LimenRecord *record)
{
  Search *self = user_data;
  gsize row = self->wanted[self->next].row;

  if (self->n_before > 0)
    {
      self->n_before--;
      return;
    }
  take_text (self);
  if (!is_done (self)
      && limen_row_index_find (self->dataset->row_index,
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
read_block (Search *self, GError **error)
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

/* Goes on to a place, which may be in the block that was read last; sets where
 * it is in there. */
static gboolean
go_to (Search *self, guint64 offset, gsize *start, GError **error)
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

/* Reads the wanted rows behind one place. */
static gboolean
read_place (Search *self, GError **error)
{
  gsize row = self->wanted[self->next].row, start;
  g_autoptr (LimenRecordParser) parser = limen_record_parser_new (
      self->dataset->path, self->dataset->delimiter, field_cb, record_cb,
      self);

  self->parser = parser;
  self->is_read = FALSE;
  self->place = limen_row_index_find (self->dataset->row_index, row);
  self->n_before = row - self->place.row;
  if (!go_to (self, self->place.offset, &start, error))
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

/* Reads what is wanted, from the file that the dataset was read from and no
 * other, which stays as it is meanwhile. */
static gboolean
read_wanted (Search *self, GError **error)
{
  const struct stat *file = &self->dataset->file;

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
  g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FILE,
               "%s: the rows are not where they were", self->dataset->path);
  return FALSE;
}

static gboolean
check_rows (LimenDataset *self, const gsize *rows, gsize n_rows,
            GError **error)
{
  if (g_str_equal (self->path, "-"))
    {
      g_set_error_literal (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FILE,
                           "standard input cannot be read a second time");
      return FALSE;
    }
  for (gsize i = 0; i < n_rows; i++)
    if (!limen_dataset_check_row (self, rows[i], error))
      return FALSE;
  return TRUE;
}

/* The texts of rows, their fields with a separator between them. */
static char **
read_texts (LimenDataset *self, const gsize *rows, gsize n_rows,
            char separator, gsize max_chars, GCancellable *cancellable,
            GError **error)
{
  g_autoptr (LimenBytes) input = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree Wanted *wanted = sort_rows (rows, n_rows);
  g_autofree char *block = NULL;
  g_auto (GStrv) texts = g_new0 (char *, n_rows + 1);
  Search search = { .dataset = self, .wanted = wanted, .n_wanted = n_rows,
                    .separator = separator, .max_chars = max_chars,
                    .text = text, .texts = texts };
  gboolean is_read;

  if (!check_rows (self, rows, n_rows, error))
    return NULL;
  input = limen_bytes_open (self->path, cancellable, error);
  if (input == NULL)
    return NULL;
  if (!limen_memory_resize (self->path, &block, 0, BLOCK_SIZE, 1, error))
    return NULL;
  search.input = input;
  search.block = block;
  is_read = read_wanted (&search, error);
  for (gsize i = 0; !is_read && i < n_rows; i++)
    g_clear_pointer (&texts[i], g_free);
  return is_read ? g_steal_pointer (&texts) : NULL;
}

/* The texts of rows, from 0 and in any order, read from the file again in one
 * pass: their fields, as they may be shown, with the file's delimiter between
 * them. New strings, one for each row that is asked for, and a NULL; or NULL
 * with an error, such as that the file is not the same any more. */
char **
limen_dataset_read_rows (LimenDataset *self, const gsize *rows, gsize n_rows,
                         GCancellable *cancellable, GError **error)
{
  return read_texts (self, rows, n_rows, self->delimiter, MAX_FIELD_CHARS,
                     cancellable, error);
}

/* The fields of rows, from 0 and in any order, read from the file again in one
 * pass, each as it may be shown. A GStrv for each row that is asked for; or
 * NULL with an error, as from limen_dataset_read_rows(). */
GPtrArray *
limen_dataset_read_fields (LimenDataset *self, const gsize *rows,
                           gsize n_rows, GCancellable *cancellable,
                           GError **error)
{
  static const char separator[] = { FIELD_SEPARATOR, '\0' };
  g_auto (GStrv) texts
      = read_texts (self, rows, n_rows, FIELD_SEPARATOR,
                    MAX_SINGLE_FIELD_CHARS, cancellable, error);
  GPtrArray *fields;

  if (texts == NULL)
    return NULL;
  fields = g_ptr_array_new_full ((guint) n_rows, (GDestroyNotify) g_strfreev);
  for (gsize i = 0; i < n_rows; i++)
    g_ptr_array_add (fields, g_strsplit (texts[i], separator, -1));
  return fields;
}

/* The text of one row; a new string, or NULL with an error. */
char *
limen_dataset_read_row (LimenDataset *self, gsize row, GError **error)
{
  g_autofree char **texts
      = limen_dataset_read_rows (self, &row, 1, NULL, error);

  return texts != NULL ? texts[0] : NULL;
}
