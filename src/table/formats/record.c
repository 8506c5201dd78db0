/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record.h"

#include <csv.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "blanks.h"
#include "message.h"
#include "table-error.h"

/* Growth of libcsv's field buffer, which also holds a closing quote and blanks
 * after it. */
#define FIELD_BUFFER_STEP 4096
/* Bytes passed to libcsv at once, so that a stop takes effect within a long
 * line. */
#define PIECE_SIZE (64 * 1024)
#define BYTE_ORDER_MARK_SIZE 3
/* Size of the buffer in which runs of blanks are replaced for libcsv. */
#define SQUEEZED_SIZE 4096

static const char byte_order_mark[BYTE_ORDER_MARK_SIZE + 1] = "\357\273\277";

struct _LimenRecordParser
{
  struct csv_parser csv;
  char *path;
  char delimiter;
  LimenFieldFunc field;
  LimenRecordFunc record;
  gpointer user_data;

  guint64 line;   /* line of the next byte */
  guint64 offset; /* offset of the next byte */
  gsize n_mark;   /* bytes of the byte order mark seen so far;
                   * BYTE_ORDER_MARK_SIZE once that is decided */
  gboolean is_after_cr;
  gboolean is_in_record;
  LimenRecord current;
  gsize record_bytes;
  guint64 field_line; /* line where the current field begins */
  guint64 n_blank_lines;
  /* Only for blanks as the delimiter, while libcsv parses a line: */
  gboolean is_in_quotes, is_after_blank;
  gboolean is_stopped;
  GError *error;
};

static int
is_no_blank (unsigned char c)
{
  return 0;
}

static void *
grow_field (void *buffer, size_t size)
{
  if (size > LIMEN_MAX_FIELD_BYTES + FIELD_BUFFER_STEP)
    return NULL;
  return realloc (buffer, size);
}

/* Sets the error, unless there is one; `what` is a part of a message. */
static void
set_error_part (LimenRecordParser *self, guint64 line, guint column,
                const char *what)
{
  if (self->error == NULL)
    self->error = limen_table_error_new (LIMEN_TABLE_ERROR_FORMAT,
                                         "%s:%" PRIu64 ":%u: %s", self->path,
                                         line, column + 1, what);
  self->is_stopped = TRUE;
}

/* As set_error_part(); `what` is English and has a translation. */
static void
set_error (LimenRecordParser *self, guint64 line, guint column,
           const char *what)
{
  set_error_part (self, line, column, limen_message_word (what));
}

static void
set_column_limit_error (LimenRecordParser *self)
{
  g_autofree char *what = limen_message_part (
      "this line has more than %'d fields, which is the limit",
      LIMEN_MAX_COLUMNS);

  set_error_part (self, self->current.line, self->current.n_fields, what);
}

static void
set_field_limit_error (LimenRecordParser *self)
{
  set_error (self, self->field_line, self->current.n_fields,
             N_ ("the field that begins here is longer than 64 KB, which is "
                 "the limit; is there a quote that is never closed?"));
}

static void
field_cb (void *text, size_t length, void *user_data)
{
  LimenRecordParser *self = user_data;

  if (self->is_stopped)
    return;
  if (length > LIMEN_MAX_FIELD_BYTES)
    set_field_limit_error (self);
  else if (self->current.n_fields == LIMEN_MAX_COLUMNS)
    set_column_limit_error (self);
  else
    /* libcsv passes NULL for an empty field until it has a buffer. */
    self->field (self->user_data, self->current.n_fields++,
                 length > 0 ? text : "", length);
  self->field_line = self->line;
}

static void
record_cb (int terminator, void *user_data)
{
  LimenRecordParser *self = user_data;

  self->is_in_record = FALSE;
  if (self->is_stopped)
    return;
  self->current.n_lines = self->line - self->current.line + 1;
  self->record (self->user_data, &self->current);
}

/* Creates a parser. `path` is for error messages. Blanks around fields are
 * kept, unless `delimiter` is LIMEN_DELIMITER_BLANKS. Quotes must surround
 * whole fields, and are doubled inside. */
LimenRecordParser *
limen_record_parser_new (const char *path, char delimiter,
                         LimenFieldFunc field, LimenRecordFunc record,
                         gpointer user_data)
{
  LimenRecordParser *self = g_new0 (LimenRecordParser, 1);

  self->path = g_strdup (path);
  self->delimiter = delimiter;
  self->field = field;
  self->record = record;
  self->user_data = user_data;
  self->line = 1;
  csv_init (&self->csv, CSV_STRICT | CSV_STRICT_FINI);
  csv_set_delim (&self->csv, (unsigned char) delimiter);
  csv_set_space_func (&self->csv, is_no_blank);
  csv_set_realloc_func (&self->csv, grow_field);
  csv_set_blk_size (&self->csv, FIELD_BUFFER_STEP);
  return self;
}

/* Frees the parser; NULL is ignored. */
void
limen_record_parser_free (LimenRecordParser *self)
{
  if (self == NULL)
    return;
  csv_free (&self->csv);
  g_clear_error (&self->error);
  g_free (self->path);
  g_free (self);
}

static void
parse_pieces (LimenRecordParser *self, const char *bytes, gsize length)
{
  while (length > 0 && !self->is_stopped)
    {
      gsize size = MIN (length, PIECE_SIZE);

      if (csv_parse (&self->csv, bytes, size, field_cb, record_cb, self)
          == size)
        {
          bytes += size;
          length -= size;
        }
      else if (csv_error (&self->csv) == CSV_EPARSE)
        set_error (
            self, self->field_line, self->current.n_fields,
            N_ ("there is a quote in the middle of this field; put "
                "quotes around the whole field and double those inside"));
      else
        set_field_limit_error (self);
    }
}

/* Passes bytes to libcsv with one space for each run of blanks outside quotes,
 * and none before a line end. */
static void
parse_squeezed (LimenRecordParser *self, const char *bytes, gsize length)
{
  char squeezed[SQUEEZED_SIZE];
  const char *end = bytes + length;

  while (bytes < end && !self->is_stopped)
    {
      gsize n = 0;

      for (; bytes < end && n + 2 <= sizeof squeezed; bytes++)
        if (!self->is_in_quotes && limen_is_blank_char (*bytes))
          self->is_after_blank = TRUE;
        else
          {
            if (self->is_after_blank && *bytes != '\n' && *bytes != '\r')
              squeezed[n++] = LIMEN_DELIMITER_BLANKS;
            self->is_after_blank = FALSE;
            self->is_in_quotes ^= *bytes == '"';
            squeezed[n++] = *bytes;
          }
      parse_pieces (self, squeezed, n);
    }
}

static void
parse (LimenRecordParser *self, const char *bytes, gsize length)
{
  if (self->delimiter == LIMEN_DELIMITER_BLANKS)
    parse_squeezed (self, bytes, length);
  else
    parse_pieces (self, bytes, length);
}

/* Splits a whole line without quotes or leading blanks at runs of blanks. */
static void
parse_blank_line (LimenRecordParser *self, const char *bytes, gsize length)
{
  const char *end = bytes + length - 1, *p = bytes;

  while (p < end && !self->is_stopped)
    {
      const char *first = p;

      while (p < end && !limen_is_blank_char (*p))
        p++;
      field_cb ((void *) first, (size_t) (p - first), self);
      while (p < end && limen_is_blank_char (*p))
        p++;
    }
  record_cb (*end, self);
}

/* Fast path: splits a whole line without quotes at the delimiters. libcsv
 * gives the same fields, but copies byte by byte. */
static void
parse_plain_line (LimenRecordParser *self, const char *bytes, gsize length)
{
  const char *end = bytes + length - 1, *delimiter;

  if (self->delimiter == LIMEN_DELIMITER_BLANKS)
    {
      parse_blank_line (self, bytes, length);
      return;
    }
  while ((delimiter = memchr (bytes, self->delimiter, (gsize) (end - bytes)))
             != NULL
         && !self->is_stopped)
    {
      field_cb ((void *) bytes, (size_t) (delimiter - bytes), self);
      bytes = delimiter + 1;
    }
  field_cb ((void *) bytes, (size_t) (end - bytes), self);
  record_cb (*end, self);
}

/* Handles a line or a part of one, including its end if `is_terminated`. */
static void
take_line (LimenRecordParser *self, const char *bytes, gsize length,
           gboolean is_terminated, gboolean has_quotes)
{
  gboolean is_whole = !self->is_in_record && is_terminated;

  if (!self->is_in_record && self->delimiter == LIMEN_DELIMITER_BLANKS)
    for (; length > 0 && limen_is_blank_char (*bytes); bytes++, length--)
      self->offset++;
  if (length == 0)
    return;
  if (!self->is_in_record && (*bytes == '\n' || *bytes == '\r'))
    self->n_blank_lines++;
  else
    {
      if (!self->is_in_record)
        {
          self->is_in_record = TRUE;
          self->record_bytes = 0;
          self->is_in_quotes = self->is_after_blank = FALSE;
          self->field_line = self->line;
          self->current = (LimenRecord){ .line = self->line,
                                         .offset = self->offset };
        }
      self->record_bytes += length;
      if (self->record_bytes > LIMEN_MAX_LINE_BYTES)
        set_error (self, self->current.line, self->current.n_fields,
                   N_ ("this line is longer than 16 MB, which is the limit"));
      else if (is_whole && !has_quotes)
        parse_plain_line (self, bytes, length);
      else
        parse (self, bytes, length);
    }
  self->line += is_terminated;
  self->offset += length;
}

/* Handles the line feed of a CR LF whose CR has already ended the line. */
static void
take_line_feed (LimenRecordParser *self, const char *bytes)
{
  if (self->is_in_record)
    parse (self, bytes, 1);
  self->offset++;
}

/* The next occurrence of a byte; `found` is the last result, NULL if there are
 * no more. */
static const char *
find_next (const char *found, char byte, const char *start, const char *end)
{
  return found == NULL || found >= start
             ? found
             : memchr (start, byte, (gsize) (end - start));
}

static void
take_lines (LimenRecordParser *self, const char *bytes, const char *end)
{
  const char *cr = memchr (bytes, '\r', (gsize) (end - bytes));
  const char *lf = memchr (bytes, '\n', (gsize) (end - bytes));
  const char *quote = memchr (bytes, '"', (gsize) (end - bytes));

  while (bytes < end && !self->is_stopped)
    {
      const char *next;

      cr = find_next (cr, '\r', bytes, end);
      lf = find_next (lf, '\n', bytes, end);
      quote = find_next (quote, '"', bytes, end);
      if (self->is_after_cr && bytes == lf)
        {
          take_line_feed (self, bytes++);
          self->is_after_cr = FALSE;
          continue;
        }
      next = cr != NULL && (lf == NULL || cr < lf) ? cr : lf;
      self->is_after_cr = next != NULL && next == cr;
      next = next != NULL ? next + 1 : end;
      take_line (self, bytes, (gsize) (next - bytes),
                 next[-1] == '\n' || next[-1] == '\r',
                 quote != NULL && quote < next);
      bytes = next;
    }
}

/* Skips a byte order mark at the start of the file. Returns how many of these
 * bytes belong to it. */
static gsize
skip_mark (LimenRecordParser *self, const char *bytes, gsize length)
{
  gsize n_held = self->n_mark, n = 0;

  while (n < length && self->n_mark < BYTE_ORDER_MARK_SIZE
         && bytes[n] == byte_order_mark[self->n_mark])
    {
      n++;
      self->n_mark++;
    }
  if (self->n_mark == BYTE_ORDER_MARK_SIZE)
    self->offset = BYTE_ORDER_MARK_SIZE;
  else if (n < length)
    {
      /* Not a byte order mark: bytes held back from earlier blocks are
       * text. */
      self->n_mark = BYTE_ORDER_MARK_SIZE;
      take_lines (self, byte_order_mark, byte_order_mark + n_held);
      return 0;
    }
  return n;
}

static gboolean
report (LimenRecordParser *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/* Parses the next bytes of the file, in blocks of any size. FALSE with an
 * error at a NUL byte, a stray quote or a limit; feeding must stop then. */
gboolean
limen_record_parser_feed (LimenRecordParser *self, const char *bytes,
                          gsize length, GError **error)
{
  const char *nul = memchr (bytes, '\0', length);
  const char *end = nul != NULL ? nul : bytes + length;

  if (self->n_mark < BYTE_ORDER_MARK_SIZE)
    bytes += skip_mark (self, bytes, (gsize) (end - bytes));
  take_lines (self, bytes, end);
  if (nul != NULL && !self->is_stopped)
    set_error (self, self->line,
               self->is_in_record ? self->current.n_fields : 0,
               N_ ("a NUL byte; this is not a text file, or it is damaged"));
  return report (self, error);
}

/* Finishes parsing at the end of the file, where the last line may lack its
 * line end. FALSE with an error. */
gboolean
limen_record_parser_finish (LimenRecordParser *self, GError **error)
{
  if (!self->is_stopped && self->n_mark > 0
      && self->n_mark < BYTE_ORDER_MARK_SIZE)
    take_lines (self, byte_order_mark, byte_order_mark + self->n_mark);
  if (!self->is_stopped && self->is_in_record
      && csv_fini (&self->csv, field_cb, record_cb, self) != 0)
    set_error (self, self->field_line, self->current.n_fields,
               N_ ("a quote is opened here that is never closed"));
  return report (self, error);
}

/* Stops parsing; called from within a callback, which is the last one. */
void
limen_record_parser_stop (LimenRecordParser *self)
{
  self->is_stopped = TRUE;
}

/* Whether the next byte begins a record or a blank line. */
gboolean
limen_record_parser_is_between_records (LimenRecordParser *self)
{
  return !self->is_in_record && self->n_mark == BYTE_ORDER_MARK_SIZE;
}

/* Skips whole lines that were read by other means, including a byte order mark
 * at the start of the file. Only allowed between records. */
void
limen_record_parser_pass (LimenRecordParser *self, gsize n_bytes,
                          guint64 n_lines)
{
  self->offset += n_bytes;
  self->line += n_lines;
  self->n_mark = BYTE_ORDER_MARK_SIZE;
  self->is_after_cr = FALSE;
}

/* Line of the next byte, from 1. */
guint64
limen_record_parser_get_line (LimenRecordParser *self)
{
  return self->line;
}

/* Offset of the next byte in the file. */
guint64
limen_record_parser_get_offset (LimenRecordParser *self)
{
  return self->offset;
}

/* Line where the current field begins; called from within the field
 * callback. */
guint64
limen_record_parser_get_field_line (LimenRecordParser *self)
{
  return self->field_line;
}

/* Number of empty lines outside quotes. */
guint64
limen_record_parser_get_n_blank_lines (LimenRecordParser *self)
{
  return self->n_blank_lines;
}
