/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-source.h"

#include <glib/gi18n.h>
#include <string.h>

#include "excerpt.h"
#include "memory.h"
#include "spread.h"
#include "table-error.h"
#include "text-source-private.h"

#define FIRST_CAPACITY 4096
/* Maximum size of the preamble for an excerpt, whose first stretch must
 * contain it and some lines. */
#define MAX_PREAMBLE_OF_EXCERPT (8 * 1024)

static LimenTextSource *
get_text (LimenSource *source)
{
  return (LimenTextSource *) source;
}

static void
field_cb (gpointer user_data, guint column, const char *text, gsize length)
{
  LimenTextSource *self = user_data;

  if (self->is_past_header)
    self->sink->take_cell (self->sink->user_data, column, text, length);
}

static void
record_cb (gpointer user_data, const LimenRecord *record)
{
  LimenTextSource *self = user_data;

  if (!self->is_past_header)
    self->is_past_header = TRUE;
  else if (!self->sink->take_row (self->sink->user_data, record, &self->error))
    limen_record_parser_stop (self->parser);
}

/* Reads the first bytes and keeps them. */
static gboolean
read_head (LimenTextSource *self, GError **error)
{
  return self->head != NULL
         || (limen_memory_resize (self->base.path, &self->head, 0,
                                  LIMEN_HEAD_SIZE, 1, error)
             && limen_bytes_read_all (self->input, self->head, LIMEN_HEAD_SIZE,
                                      &self->head_length, error));
}

static LimenSample *
sample_head (LimenSource *source, const LimenReadOptions *options,
             GError **error)
{
  LimenTextSource *self = get_text (source);

  return read_head (self, error) ? limen_dialect_detect (
             &self->dialect, source->path, self->head, self->head_length,
             self->head_length < LIMEN_HEAD_SIZE, options, error)
                                 : NULL;
}

static void
spread (LimenSource *source, LimenSample *sample)
{
  LimenTextSource *self = get_text (source);

  limen_spread_sample (&self->dialect, sample, self->input, self->head,
                       self->head_length);
}

static void
add_places (LimenSource *source, LimenSample *sample, const GArray *places)
{
  LimenTextSource *self = get_text (source);

  limen_spread_add_places (&self->dialect, sample, self->input, places);
}

/* Estimated from the size of the file and the lines of its head. */
static gsize
estimate_rows (LimenSource *source, gboolean is_excerpt)
{
  LimenTextSource *self = get_text (source);
  goffset total = limen_bytes_get_bytes_total (self->input);
  const char *p = self->head, *end = p + self->head_length;
  gsize n_lines = 1;

  if (total < 0 || limen_bytes_is_compressed (self->input))
    return FIRST_CAPACITY;
  if (is_excerpt)
    total = MIN (total, LIMEN_EXCERPT_SIZE);
  while ((p = memchr (p, '\n', (gsize) (end - p))) != NULL)
    {
      p++;
      n_lines += p < end && *p != '\n' && *p != '\r'; /* not a blank line */
    }
  return (gsize) ((double) total * (double) n_lines * 1.02
                  / (double) MAX (self->head_length, 1))
         + 16;
}

static gboolean
take_excerpt (LimenSource *source, double *share, GError **error)
{
  LimenTextSource *self = get_text (source);
  char *excerpt;

  if (self->dialect.preamble.n_bytes > MAX_PREAMBLE_OF_EXCERPT)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_FORMAT,
        "%s: the lines above the header are too long for an excerpt",
        source->path);
  excerpt = limen_excerpt_read (self->input, self->head, self->head_length,
                                &self->head_length, error);
  if (excerpt == NULL)
    return FALSE;
  g_free (self->head);
  self->head = excerpt;
  self->is_excerpt = TRUE;
  *share = (double) self->head_length
           / (double) limen_bytes_get_bytes_total (self->input);
  return TRUE;
}

static void
keep_to_head (LimenSource *source)
{
  get_text (source)->is_head_only = TRUE;
}

/* Finishes parsing at the end of the file; or stops at the end of the head,
 * which may cut a row. */
static gboolean
finish_table (LimenTextSource *self, GError **error)
{
  if (self->is_head_only && self->head_length == LIMEN_HEAD_SIZE)
    return TRUE;
  return limen_record_parser_finish (self->parser, error)
         && limen_text_source_check_sink (self, error)
         && limen_bytes_finish (self->input, error);
}

/* Parses everything after the preamble. */
static gboolean
read_table (LimenTextSource *self, const LimenReadOptions *options,
            LimenProgressFunc progress, gpointer progress_data, GError **error)
{
  const LimenPreamble *preamble = &self->dialect.preamble;
  const char *head = self->head + preamble->n_bytes;
  gsize length = self->head_length - preamble->n_bytes;

  if (preamble->n_bytes > 0)
    limen_record_parser_pass (self->parser, preamble->n_bytes,
                              preamble->n_lines);
  return (self->is_head_only
              ? limen_text_source_feed (self, head, length, error)
              : limen_text_source_read_blocks (self, options, head, length,
                                               progress, progress_data, error))
         && finish_table (self, error);
}

static void
note_whole (LimenTextSource *self)
{
  LimenSource *source = &self->base;

  source->n_comments = self->dialect.preamble.n_comments;
  source->n_blank_lines = limen_record_parser_get_n_blank_lines (self->parser)
                          + self->dialect.preamble.n_blank_lines;
  if (self->is_excerpt)
    {
      source->n_bytes = self->head_length;
      return;
    }
  source->n_bytes = (guint64) limen_bytes_get_bytes_done (self->input);
  source->sha256 = g_strdup (limen_bytes_get_sha256 (self->input));
  self->file = *limen_bytes_get_stat (self->input);
  source->time
      = g_str_equal (source->path, "-") ? -1 : self->file.st_mtim.tv_sec;
}

/* Releases what is needed only for reading. */
static void
close_input (LimenTextSource *self)
{
  g_clear_pointer (&self->parser, limen_record_parser_free);
  g_clear_pointer (&self->input, limen_bytes_free);
  g_clear_pointer (&self->head, g_free);
  g_clear_error (&self->error);
  self->sink = NULL;
}

static gboolean
read_source (LimenSource *source, const LimenReadOptions *options,
             const LimenSink *sink, LimenProgressFunc progress,
             gpointer progress_data, GError **error)
{
  LimenTextSource *self = get_text (source);
  gboolean is_read;

  self->sink = sink;
  self->is_past_header
      = !self->dialect.has_header || self->dialect.has_header_comment;
  self->parser = limen_record_parser_new (
      source->path, self->dialect.delimiter, field_cb, record_cb, self);
  is_read = read_table (self, options, progress, progress_data, error);
  if (is_read)
    note_whole (self);
  close_input (self);
  return is_read;
}

static LimenCursor
get_cursor (LimenSource *source)
{
  LimenRecordParser *parser = get_text (source)->parser;

  return (LimenCursor){
    .line = limen_record_parser_get_field_line (parser),
    .n_blank_lines = limen_record_parser_get_n_blank_lines (parser),
  };
}

static LimenSource *
reopen (const LimenSource *source, GCancellable *cancellable, GError **error)
{
  return g_str_equal (source->path, "-")
             ? NULL
             : limen_text_source_open (source->path, cancellable, error);
}

static void
free_source (LimenSource *source)
{
  close_input (get_text (source));
}

static const LimenSourceType text_type = {
  .row_word = N_ ("line"),
  .rows_word = N_ ("lines"),
  .numbers_fields = TRUE,
  .reopen = reopen,
  .free = free_source,
  .sample = sample_head,
  .spread = spread,
  .add_places = add_places,
  .estimate_rows = estimate_rows,
  .take_excerpt = take_excerpt,
  .keep_to_head = keep_to_head,
  .read = read_source,
  .get_cursor = get_cursor,
  .read_rows = limen_text_source_read_rows,
};

/* Opens a text file, or standard input if `path` is "-"; gzip is decompressed.
 * `cancellable` may be NULL; the source keeps a reference. Returns a new
 * source, or NULL with an error. */
LimenSource *
limen_text_source_open (const char *path, GCancellable *cancellable,
                        GError **error)
{
  LimenBytes *input = limen_bytes_open (path, cancellable, error);
  LimenTextSource *self;

  if (input == NULL)
    return NULL;
  self = g_new0 (LimenTextSource, 1);
  limen_source_init (&self->base, &text_type, path);
  self->input = input;
  return &self->base;
}
